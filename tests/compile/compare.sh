#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# compare.sh TREE WORK CHANGE... - compile what a change touches, before and after
#
# CHANGE is a command; it is run with a copy of TREE as its last argument and
# changes that. Every C file it changed is compiled before and after,
# and so are SAMPLE (40) files which it did not change and which include mm.h.
# Leaves in WORK:
#   changed          the files that CHANGE changed or added
#   built            changed C files that compiled before
#   added            C files that are new and compile
#   unbuilt.tsv      changed C files that did not, and why
#   broken           files that compiled before and do not after, and new ones that do not
#   warnings         warnings that are there after and were not before
#   sample           untouched files that compiled before
#   differ           those of them whose object is another one after
# A prepared object folder is kept in WORK for the next run. Both builds use the
# same paths, as an object may contain its source's name.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
if [ $# -lt 3 ] || [ ! -f "$1/include/linux/mm.h" ]; then
	echo "usage: compare.sh TREE WORK CHANGE..." >&2
	exit 2
fi
tree=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
shift 2
copy=$work/tree
object=$work/object
jobs=${JOBS:-2}
arch=${ARCH:-x86}
config=${CONFIG:-$here/config}
unset ARCH CONFIG # what make would take as its own
export LC_ALL=C KBUILD_BUILD_TIMESTAMP=0 KBUILD_BUILD_USER=pincer KBUILD_BUILD_HOST=pincer

kmake() {
	nice make -C "$copy" O="$object" ARCH="$arch" ${CROSS_COMPILE:+CROSS_COMPILE="$CROSS_COMPILE"} \
		${HOSTCFLAGS:+HOSTCFLAGS="$HOSTCFLAGS"} -j "$jobs" -O "$@"
}

die() {
	echo "compare.sh: $*" >&2
	exit 2
}

# configure: the same configuration, of the symbols that the copy has now
configure() {
	KCONFIG_ALLCONFIG=$config kmake "${BASE:-allmodconfig}" && kmake prepare
}

# An object folder that `make prepare' has gone through, from the last run if
# the configuration, the compiler and the tree are the same.
prepare() {
	rm -rf "$object"
	if [ "$(cat "$work/prepared/id" 2> /dev/null)" != "$id" ]; then
		rm -rf "$work/prepared"
		mkdir -p "$object"
		configure > "$work/prepare.log" 2>&1 ||
			die "make prepare failed, see $work/prepare.log"
		cp -a "$object" "$work/prepared"
		echo "$id" > "$work/prepared/id"
	else
		cp -a "$work/prepared" "$object"
	fi
}

# compile WHEN: build everything in $work/targets, keep objects and warnings.
# One that fails must not keep the others from being built.
compile() {
	(cd "$object" && xargs rm -f < "$work/targets")
	# shellcheck disable=SC2046 # a list
	kmake -k $(cat "$work/targets") > "$work/$1.log" 2>&1 < /dev/null || :
	# several targets of a folder at once may meet what another is just writing
	missing=$(cd "$object" && while read -r o; do [ -f "$o" ] || echo "$o"; done < "$work/targets")
	# shellcheck disable=SC2086 # a list
	[ -z "$missing" ] || kmake -j 1 -k $missing >> "$work/$1.log" 2>&1 < /dev/null || :
	rm -rf "${work:?}/$1"
	mkdir "$work/$1"
	(cd "$object" && xargs ls -d 2> /dev/null < "$work/targets") |
		sort > "$work/$1.objects" || :
	(cd "$object" && tar cf - -T "$work/$1.objects") |
		tar xf - -C "$work/$1"
	# Line numbers move and do not make a warning new.
	sed -n -E "s,^($copy/)?([^ :]+):[0-9]+:([0-9]+:)? warning: ,\2: ,p" \
		"$work/$1.log" | sort > "$work/$1.warnings"
}

# Give the copy back what TREE has.
take_out() {
	while read -r file; do
		if [ -f "$tree/$file" ]; then
			cp -p "$tree/$file" "$copy/$file"
		else
			rm "$copy/$file"
		fi
	done < "$work/changed"
}

# The text of an object without what is no code or data: the compiler numbers
# local symbols through, so a new declaration in a header renumbers them.
stripped() {
	"${CROSS_COMPILE:-}objcopy" --strip-debug --discard-all --remove-section=.comment \
		"$1" "$work/stripped.o"
	"${CROSS_COMPILE:-}objdump" -s -r -h "$work/stripped.o" | tail -n +4 | cksum
}

tree_id=$({ echo "$tree"; ls -ld "$tree"; } | cksum)
id=$({ cat "$config"; echo "$arch ${BASE:-}"; "${CROSS_COMPILE:-}gcc" --version; echo "$tree_id"; } | cksum)
if [ "$(cat "$work/pristine" 2> /dev/null)" != "$tree_id" ]; then
	rm -rf "$copy"
	cp -a "$tree" "$copy"
fi
rm -f "$work/pristine"
prepare
sleep 1
touch "$work/stamp"
"$@" "$copy" > "$work/change.log" 2>&1 ||
	die "the change failed, see $work/change.log"
(cd "$copy" && find . -type f -cnewer "$work/stamp" ! -path './.pincer*') |
	sed 's,^\./,,' | sort > "$work/changed"
[ -s "$work/changed" ] || die "the change changed nothing"

# Take the change out again, for the build before it.
rm -f "$work/after.tar"
(cd "$copy" && tar cf "$work/after.tar" -T "$work/changed")
take_out

# A changed header is compiled with the files that include it.
grep '\.c$' "$work/changed" | grep -E -e "${ONLY:-.}" > "$work/sources" || :
(cd "$copy" && grep -sl '#include <linux/mm\.h>' \
	mm/*.c kernel/*.c kernel/*/*.c lib/*.c fs/*.c fs/ext4/*.c block/*.c ipc/*.c \
	arch/"$arch"/mm/*.c net/core/*.c drivers/char/*.c drivers/vhost/*.c) |
	grep -vxF -f "$work/changed" | sort > "$work/candidates"
awk -v want="${SAMPLE:-40}" -v have="$(wc -l < "$work/candidates")" '
	int(NR * want / have) > int((NR - 1) * want / have)' \
	"$work/candidates" > "$work/untouched"
# shellcheck disable=SC2086 # a list
[ -z "${ALSO:-}" ] || printf '%s\n' $ALSO | sort -u - "$work/untouched" | grep -vxF -f "$work/changed" > "$work/candidates"
[ -z "${ALSO:-}" ] || mv "$work/candidates" "$work/untouched"
cat "$work/sources" "$work/untouched" | sed 's/c$/o/' > "$work/targets"

compile before
# tar sets new times, so that make sees the change.
tar xmf "$work/after.tar" -C "$copy"
again=prepare
! grep -q Kconfig "$work/changed" || again=configure
{ case $again in prepare) kmake prepare ;; *) configure ;; esac; } > "$work/prepare-after.log" 2>&1 ||
	die "make prepare failed after the change, see $work/prepare-after.log"
# New files that the configuration leaves out are not for it.
while read -r file; do
	[ ! -f "$tree/$file" ] || continue
	name=${file##*/} folder=$copy/${file%/*}
	[ "$(awk -v object="${name%c}o" -f "$here/../../scripts/configured.awk" \
		input=1 "$object/.config" input=2 "$folder/Makefile")" = no ] || continue
	grep -vxF "${file%c}o" "$work/targets" > "$work/fewer" || :
	mv "$work/fewer" "$work/targets"
done < "$work/sources"
compile after

sed 's/o$/c/' "$work/before.objects" | sort > "$work/compiled"
sort "$work/sources" | comm -12 - "$work/compiled" > "$work/built"
sort "$work/untouched" | comm -12 - "$work/compiled" > "$work/sample"
comm -23 "$work/before.objects" "$work/after.objects" > "$work/broken"
# A new file is there for this configuration if it was tried.
: > "$work/added"
while read -r file; do
	[ ! -f "$tree/$file" ] || continue
	if [ -f "$work/after/${file%c}o" ]; then
		echo "$file" >> "$work/added"
	elif grep -qF "${file%c}o] Error" "$work/after.log"; then
		echo "${file%c}o" >> "$work/broken"
	fi
done < "$work/sources"
comm -13 "$work/before.warnings" "$work/after.warnings" > "$work/warnings"
# What a header is warned of already, it is in a new file, too.
if [ -s "$work/added" ]; then
	grep '\.h: ' "$work/before.warnings" | sort -u > "$work/known" || :
	grep -vxF -f "$work/known" "$work/warnings" > "$work/new" || :
	mv "$work/new" "$work/warnings"
fi

# Why a file did not compile: another architecture's, or the compiler's words.
sort "$work/sources" | comm -23 - "$work/compiled" | grep -vxF -f "$work/added" | while read -r file; do
	case $file in
	arch/"$arch"/*) ;;
	arch/*)
		rest=${file#arch/}
		printf '%s\tarchitecture %s\n' "$file" "${rest%%/*}"
		continue ;;
	esac
	why=$(grep -F "$file" "$work/before.log" | grep -m 1 'error: ' |
		sed 's/.*error: //') || :
	printf '%s\t%s\n' "$file" "${why:-no rule for it in this configuration}"
done > "$work/unbuilt.tsv"

: > "$work/differ"
while read -r file; do
	o=${file%c}o
	[ -f "$work/after/$o" ] || continue
	[ "$(stripped "$work/before/$o")" = "$(stripped "$work/after/$o")" ] ||
		echo "$file" >> "$work/differ"
done < "$work/sample"

# The next run need not copy the tree again.
take_out
rm -rf "$copy"/.pincer*
echo "$tree_id" > "$work/pristine"
