#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# explain.sh TREE FILE:LINE: the evidence behind one verdict: the steps by which
# a reference gets from where it is taken to where it is dropped, what spoiled
# the group if something did, and the other sites of the group.
#
# Environment: as for analyse.sh, whose cache makes the second question quick.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ -n "${2:-}" ] || die "no site named; say SITE=file:line, for instance SITE=mm/process_vm_access.c:129"
[ $# -eq 2 ] || die "usage: explain.sh TREE FILE:LINE"
check_tree "$1"
check_jobs
one_line "SITE=$2" "$2" "rename the file"
tree=$(cd "$1" && pwd)

refuse_interrupted "$tree"

# from the end: a name may have a colon in it; file:line:column will do as well
file=${2%:*} line=${2##*:}
case ${file##*:} in
"$file" | '' | *[!0-9]*) ;;
*) line=${file##*:} file=${file%:*} ;;
esac
case $line in
"$2" | '' | *[!0-9]*) die "SITE=$2: takes file:line, for instance SITE=mm/process_vm_access.c:129" ;;
esac
case $file in
"$tree"/*) file=${file#"$tree"/} ;;
/*)
	# by way of a symbolic link, perhaps
	real=$(cd "$tree" && pwd -P)
	file=$(realpath -m "$file")
	file=${file#"$real"/}
	;;
esac
file=${file#./}
[ -f "$tree/$file" ] || die "$file: no such file in $tree; SITE= takes a path from the top of the tree"
! why=$(path_fault "$tree" "$file") || die "SITE=$2: $file $why; SITE= takes a path from the top of the tree"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP
"$top/scripts/analyse.sh" "$tree" "$work" || exit 2

rc=0
PINCER_TREE=$tree PINCER_SITE=$file awk -F '\t' -v line="$line" -f "$top/scripts/explain.awk" \
	"$work/sites.tsv" "$work/sites.tsv" >"$work/text" || rc=$?
# no call, but something that the audit found there, a leak most of all: its path, with the source of each step
if [ "$rc" -ne 0 ]; then
	mkdir "$work/all"
	"$top/scripts/inspect.sh" "$tree" "$work/all" || exit 2
	PINCER_TREE=$tree PINCER_SITE=$file awk -F "\t" -v line="$line" -v rules="$top/pairing/rules.h" -f "$top/scripts/explain-finding.awk" "$work/all/records" >"$work/found"
	[ -s "$work/found" ] || die "$(cat "$work/text")"
	mv "$work/found" "$work/text"
fi
shown <"$work/text"
