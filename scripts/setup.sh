#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# setup.sh convert|mails|boot|bench-core|check|fuzz|quick|test: see that everything a run needs is there.  What is
# missing is installed when run as root on Debian; else the one line that
# installs it is printed, and the exit status is 2.  Silent when all is there.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

installed=
[ ! -f "$top/.installed" ] || installed=yes
missing=
lacks() {
	case " $missing " in *" $1 "*) ;; *) missing="${missing:+$missing }$1" ;; esac
}

# want PACKAGE COMMAND...
want() {
	package=$1
	shift
	for command; do
		command -v "$command" >/dev/null 2>&1 || lacks "$package"
	done
}

# want_file PACKAGE FILE...: one of the files will do
want_file() {
	package=$1
	shift
	for file; do
		[ ! -e "$file" ] || return 0
	done
	lacks "$package"
}

look() {
	missing=
	want coccinelle spatch
	want ocaml-nox ocamlopt
	want ocaml-findlib ocamlfind
	want sqlite3 sqlite3
	want gcc gcc cc
	want_file libc6-dev /usr/include/stdio.h
	[ -n "$installed" ] || {
		want_file libsqlite3-dev /usr/include/sqlite3.h
		want_file libjansson-dev /usr/include/jansson.h
	}
	want git git
	want patch patch
	want diffutils cmp diff diff3
	want util-linux flock
	# without KERNEL, Debian's own kernel is the one to work on
	if [ "$purpose" = test ] || { [ "$purpose" != fuzz ] && [ "$purpose" != quick ] && [ -z "${KERNEL:-}" ]; }; then
		want xz-utils xz
		want_file linux-source-6.1 /usr/src/linux-source-6.1.tar.xz
	fi
	[ "$purpose" != convert ] || return 0
	if [ "$purpose" = mails ]; then
		want perl perl
		want libc-bin iconv
		return 0
	fi
	want make make
	case $purpose in check | fuzz | quick | test) [ -n "$installed${SPARSE:-}" ] || want dpkg-dev dpkg-source ;; esac
	if [ "$purpose" = quick ]; then
		want perl prove
		want jq jq
		return 0
	fi
	want binutils objcopy objdump
	if [ "$purpose" = fuzz ]; then
		want afl++ afl-fuzz afl-clang-fast
		want clang clang
		return 0
	fi
	want flex flex
	want bison bison
	want bc bc
	want_file libelf-dev /usr/include/gelf.h
	want_file libssl-dev /usr/include/openssl/ssl.h
	[ "$purpose" != check ] || return 0
	want qemu-system-x86 qemu-system-x86_64
	[ "$purpose" != bench-core ] || want fio fio
	want e2fsprogs mkfs.ext4
	want xfsprogs mkfs.xfs
	want util-linux mkswap
	case " ${BOOT:-} " in
	*" 32 "*)
		# what gcc-multilib brings, but not that package: it shuts out the cross compilers of `make check ARCH=`
		want_file "gcc-$(gcc -dumpversion 2>/dev/null || echo 12)-multilib" "$(dirname "$(gcc -print-libgcc-file-name 2>/dev/null || echo none)")/32/libgcc.a"
		;;
	esac
	[ "$purpose" = test ] || return 0
	want perl prove
	want_file git-email /usr/lib/git-core/git-send-email
	want_file libmailtools-perl /usr/share/perl5/Mail/Address.pm	# git-email only recommends it
	want spin spin
	want jq jq
	want shellcheck shellcheck
	# a small module is built with them (tests/module.t)
	want_file "linux-headers-$(dpkg --print-architecture 2>/dev/null || echo amd64)" /usr/src/linux-headers-6.1.*/Module.symvers
	want procps ps
	# the package (tests/install.t)
	want debhelper dh
}

purpose=${1:-}
case $purpose in
convert | mails | boot | bench-core | check | fuzz | quick | test) ;;
*) die "usage: setup.sh convert|mails|boot|bench-core|check|fuzz|quick|test" ;;
esac

look
if [ -n "$missing" ]; then
	command -v apt-get >/dev/null 2>&1 ||
		die "missing: $missing (by Debian's names); install them and run again"
	# what is installed leaves the system to its owner
	[ -z "$installed" ] ||
		die "packages are missing; install them with: apt-get install $missing"
	[ "$(id -u)" -eq 0 ] ||
		die "packages are missing; install them with: sudo apt-get install $missing"
	printf 'pincer: installing %s\n' "$missing" >&2
	log=$(mktemp)
	trap 'rm -f "$log"' EXIT
	export DEBIAN_FRONTEND=noninteractive
	packages=$missing
	# shellcheck disable=SC2086 # a list
	{ apt-get -q update && apt-get -q -y install --no-install-recommends $packages; } >"$log" 2>&1 </dev/null ||
		die "apt-get cannot install $packages: $(grep -m 1 '^E: ' "$log" || tail -n 1 "$log")"
	look
	[ -z "$missing" ] ||
		die "still missing after apt-get install: $missing; see that /usr/bin is in PATH"
fi

version=$(plain_spatch "$top/cocci" --version 2>/dev/null | sed -n '1s/^spatch version \([0-9.]*[0-9]\).*/\1/p')
[ "$(printf '%s\n' 1.1.0 "${version:-0}" | sort -V | head -n 1)" = 1.1.0 ] ||
	die "spatch is ${version:-of an unknown version}; install coccinelle 1.1.0 or newer (Debian 12 has it)"
case $purpose in check | fuzz | quick | test) [ -n "$installed" ] || "$top/scripts/libsparse.sh" ;; esac
