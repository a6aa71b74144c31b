#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# install.sh install|uninstall: the command pincer below DESTDIR and PREFIX (/usr/local): bin/pincer, what it is made
# of in lib/pincer, a manual page, completions for bash and zsh.  All that has to be compiled is compiled here; a run
# writes nothing there.  pincheck needs libsparse: PINCHECK=no installs without it.
# lib/pincer/.installed lists all files, from / on, and is what uninstall goes by.
set -eu
umask 022
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"
. "$top/scripts/command/lib.sh"

prefix=${PREFIX:-/usr/local} root=${DESTDIR:-}
case $prefix in /*) ;; *) die "PREFIX=$prefix: takes a whole path" ;; esac
prefix=${prefix%/}
case $root in '' | /*) ;; *) root=${PINCER_FROM:-$PWD}/$root ;; esac
root=${root%/}
one_line "DESTDIR=$root" "$root$prefix"
case $prefix in *[!A-Za-z0-9_./+,=@~-]*)
	die "PREFIX=$prefix: the tools that are called from there cannot take that path; use letters, digits and any of _./+,=@~-" ;;
esac
lib=$prefix/lib/pincer
build=${PINCER_BUILD:-$top/build}

if [ "${1:-}" = uninstall ]; then
	list=$root$lib/.installed
	[ -f "$list" ] || die "$root$lib: no Pincer is installed there; say the PREFIX= and DESTDIR= of its installation"
	sed 1d "$list" | while IFS= read -r file; do
		case $file in
		"$prefix"/*) rm -f -- "$root$file" ;;
		*) die "$list: $file is not below $prefix; it was not removed" ;;
		esac
	done
	rm -f -- "$list"
	# folders that are empty now, and were Pincer's alone
	[ ! -d "$root$lib" ] || find "$root$lib" -depth -type d -exec rmdir {} + 2>/dev/null || :
	[ ! -d "$root$lib" ] || die "$root$lib: there are files in it that were not installed; look at them"
	# folders that were made for it; what has anything in it stays
	for folder in share/man/man1 share/man share/bash-completion/completions share/bash-completion share/zsh/vendor-completions share/zsh/site-functions share/zsh share bin lib; do
		rmdir "$root$prefix/$folder" 2>/dev/null || :
	done
	rmdir "$root$prefix" 2>/dev/null || :
	echo "Removed from $root$prefix."
	exit
fi
[ "${1:-}" = install ] || die "usage: install.sh install|uninstall"

"$top/scripts/build.sh"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
trap 'exit 2' INT TERM HUP
to=$stage$lib
mkdir -p "$to/build/bin" "$to/build/lib" "$to/reports" "$to/tests" "$to/checker"

cd "$top"
cp -RL scripts cocci pairing kernel-overlay boot "$to/"
cp checker/config checker/kernel.tsv "$to/checker/"
cp reports/head.html reports/report.awk "$to/reports/"
cp -RL tests/truth "$to/tests/"
cp COPYING "$to/"
for program in scan spell solve findings replace; do cp "$build/bin/pincer-$program" "$to/build/bin/"; done
case ${PINCHECK:-yes} in
no | 0) ;;
*) "$top/scripts/build.sh" check "$to/build/bin/pincheck" "$lib" || die "pincheck was not built, see above; PINCHECK=no installs without it" ;;
esac
for package in facts paths; do
	mkdir "$to/build/lib/$package"
	cp "$build/lib/$package/META" "$build/lib/$package"/*.cmxs "$build/lib/$package"/*.cm[ix] "$to/build/lib/$package/"
done
# only a checkout has a use for these
rm -rf "$to/scripts/install.sh" "$to/scripts/examples"
find "$to"/scripts "$to/cocci" "$to/pairing" "$to/boot" \( -name '*.o' -o -name '*.cm[iox]' -o -name '.*.swp' -o -name '*~' \) -exec rm -f {} +

mkdir -p "$stage$prefix/bin" "$stage$prefix/share/man/man1" "$stage$prefix/share/bash-completion/completions"
ln -s ../lib/pincer/scripts/pincer "$stage$prefix/bin/pincer"
awk -v version="$(sed -n 's/^#define PINCER_VERSION "\(.*\)"$/\1/p' pairing/version.h)" -f scripts/command/man.awk "$options" >"$stage$prefix/share/man/man1/pincer.1"
awk -f scripts/command/bash.awk "$options" >"$stage$prefix/share/bash-completion/completions/pincer"
# where zsh looks: Debian's has a folder of its own for packages
zsh=$prefix/share/zsh/site-functions
[ "$prefix" != /usr ] || [ ! -e /etc/debian_version ] || zsh=$prefix/share/zsh/vendor-completions
mkdir -p "$stage$zsh"
awk -f scripts/command/zsh.awk "$options" >"$stage$zsh/_pincer"

find "$stage" -type d -exec chmod 755 {} +
find "$stage" -type f -perm /111 -exec chmod 755 {} +
find "$stage" -type f ! -perm /111 -exec chmod 644 {} +
{
	sed -n 's/^#define PINCER_VERSION "\(.*\)"$/\1/p' pairing/version.h
	(cd "$stage" && find . \( -type f -o -type l \) | sed 's,^\.,,' | grep -vxF /list | sort)
} >"$stage/list"
mv "$stage/list" "$to/.installed"
chmod 644 "$to/.installed"
# one that is there already goes, with files that the new one has not
if [ -f "$root$lib/.installed" ]; then
	PREFIX=$prefix DESTDIR=$root "$top/scripts/install.sh" uninstall >/dev/null || exit 2
fi
mkdir -p "$root$prefix" && cp -dR --preserve=mode,timestamps "$stage$prefix/." "$root$prefix/" ||
	die "$root$prefix: cannot be written to; run as root, or choose another PREFIX="
echo "Installed: $root$prefix/bin/pincer"
