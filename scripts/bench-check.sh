#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# bench-check.sh TREE: how long pincheck takes over the files that `make check`
# looked at last, against plain sparse on the same files.  They take turns, file
# by file and in both orders, so that whatever else the machine does hits both.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 1 ] || die "usage: bench-check.sh TREE"
check_tree "$1"
tree=$(cd "$1" && pwd -P)
build=${PINCER_BUILD:-$top/build}
work=$(checked_state "$tree")
if [ ! -s "$work/todo" ]; then
	echo "The checker was not measured: make check KERNEL=$tree has to run first."
	exit 0
fi

# run PROGRAM...: nanoseconds on stdout
run() {
	begin=$(date +%s%N)
	xargs -0 "$@" -D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ <"$command" >/dev/null 2>&1 || :
	echo $(($(date +%s%N) - begin))
}

cd "$work/objects"
pincheck=0 sparse=0 files=0
while read -r file; do
	command=$work/commands/$(printf '%s' "$file" | tr / +)
	note "measuring the checker: $file"
	# once before, for the page cache
	[ $files -ne 0 ] || run "$build/sparse/sparse" >/dev/null
	if [ $((files % 2)) -eq 0 ]; then
		pincheck=$((pincheck + $(run "$build/bin/pincheck")))
		sparse=$((sparse + $(run "$build/sparse/sparse")))
	else
		sparse=$((sparse + $(run "$build/sparse/sparse")))
		pincheck=$((pincheck + $(run "$build/bin/pincheck")))
	fi
	files=$((files + 1))
done <"$work/todo"
note_done
awk -v p="$pincheck" -v s="$sparse" -v n="$files" 'BEGIN {
	printf "\npincheck over %d files: %.1f s; plain sparse over the same: %.1f s; %.2f times\n", n, p / 1e9, s / 1e9, p / s }'
