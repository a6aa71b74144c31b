#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make recover: takes back what a killed make convert or make overlay left half
# done.  Exit status 0 done, or nothing to do; 2 error, or a file that was edited
# since, which is left and named.
#
#   recover.sh TREE
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 1 ] && [ -n "$1" ] || die "usage: recover.sh TREE"
[ -d "$1" ] || die "$1: no such folder; KERNEL= takes a kernel tree"
tree=$(cd "$1" && pwd -P)
"$top/scripts/build.sh"
exec 9<"$tree"
flock -n 9 || die "$tree: another pincer is at work on this tree; wait for it to end"
foreign_memory "$tree"
memory=$(memory_of "$tree" write) || exit 2
if [ ! -d "$memory/journal" ] && [ ! -d "$memory/journal.done" ]; then
	echo "Nothing was interrupted in $tree."
	exit 0
fi
"${PINCER_BUILD:-$top/build}/bin/pincer-replace" recover "$memory" "$tree" || exit 2
