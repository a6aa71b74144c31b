#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# bisect.sh TREE WORK SERIES - compile what each patch of a series touches, after it
#
# SERIES is a folder of mails as make mails leaves it.  The patches are applied one
# after the other to a copy of TREE, configured for x86_64 as compare.sh does it;
# after each, the C files that it changes or adds are built.  One that does not
# build is built without the patch, too.  Leaves WORK/bisect.tsv: patch, file, and
#	built		after the patch
#	unbuilt		neither before nor after it (another architecture's, say)
#	broken		before the patch, but not after it
# Exit status 0 if nothing is broken, 1 if something is, 2 error.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
if [ $# -ne 3 ] || [ ! -f "$1/include/linux/mm.h" ] || [ ! -d "$3" ]; then
	echo "usage: bisect.sh TREE WORK SERIES" >&2
	exit 2
fi
tree=$(cd "$1" && pwd)
series=$(cd "$3" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
config=${CONFIG:-$here/config} # for a tree whose host tools need another one
copy=$work/tree
object=$work/object
jobs=${JOBS:-2}
export LC_ALL=C KBUILD_BUILD_TIMESTAMP=0 KBUILD_BUILD_USER=pincer KBUILD_BUILD_HOST=pincer

kmake() {
	nice make -C "$copy" O="$object" ARCH=x86 -j "$jobs" ${HOSTCFLAGS:+HOSTCFLAGS="$HOSTCFLAGS"} "$@"
}

# patch_tree MAIL OPTION...
patch_tree() {
	mail=$1
	shift
	(cd "$copy" && GIT_CEILING_DIRECTORIES=$work git apply --whitespace=nowarn "$@" "$mail")
}

# build FILE...: their objects, as many as can be
build() {
	# shellcheck disable=SC2046 # a list
	set -- $(printf '%s\n' "$@" | sed 's/c$/o/')
	(cd "$object" && rm -f "$@")
	kmake -k "$@" >>"$work/build.log" 2>&1 </dev/null || :
}

rm -rf "$copy" "$object"
cp -a --reflink=auto "$tree" "$copy"
mkdir "$object"
: >"$work/build.log"
{ KCONFIG_ALLCONFIG=$config kmake allmodconfig && kmake prepare; } >"$work/prepare.log" 2>&1 || {
	echo "bisect.sh: make prepare failed, see $work/prepare.log" >&2
	exit 2
}

for mail in "$series"/*.patch; do
	number=${mail##*/}
	number=${number%%-*}
	sed -n 's,^+++ b/\(.*\.c\)$,\1,p' "$mail" >"$work/files"
	patch_tree "$mail" 2>/dev/null || {
		# the cover letter
		grep -q '^diff --git ' "$mail" || continue
		echo "bisect.sh: $mail does not apply" >&2
		exit 2
	}
	! grep -q '^+++ b/.*Kconfig' "$mail" || kmake olddefconfig >>"$work/build.log" 2>&1 </dev/null
	grep '^arch/' "$work/files" | grep -v '^arch/x86/' | sed "s/.*/$number\t&\tunbuilt/"
	sed -i '/^arch\/x86\//b; /^arch\//d' "$work/files"
	[ -s "$work/files" ] || continue
	# shellcheck disable=SC2046 # a list
	build $(cat "$work/files")
	while IFS= read -r file; do
		if [ -f "$object/${file%c}o" ]; then
			printf '%s\t%s\tbuilt\n' "$number" "$file"
			continue
		fi
		patch_tree "$mail" -R
		[ ! -f "$copy/$file" ] || build "$file"
		if [ -f "$object/${file%c}o" ]; then
			printf '%s\t%s\tbroken\n' "$number" "$file"
		else
			printf '%s\t%s\tunbuilt\n' "$number" "$file"
		fi
		patch_tree "$mail"
	done <"$work/files"
done >"$work/bisect.tsv"
awk -F '\t' '{ n[$3]++; p[$1] } END {
	for (k in p) patches++
	printf "%d patches: %d files built, %d broken, %d neither before nor after\n", patches, n["built"], n["broken"], n["unbuilt"]
}' "$work/bisect.tsv"
! grep -q 'broken$' "$work/bisect.tsv"
