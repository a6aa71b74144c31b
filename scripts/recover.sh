#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Puts files of a tree in place all or none, and undoes what was cut short.
#
#   recover.sh TREE          roll back an interrupted run, if there was one
#   recover.sh TREE NEWDIR   put every file below NEWDIR in its place
#
# The journal lies in TREE/.pincer. journal.tmp is being written and means
# nothing; journal holds every original, byte for byte, and means that some
# files may be new; journal.old is waste. Each step between is one rename.
# The caller holds the tree's lock (convert.sh: flock on the folder).
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

if [ $# -lt 1 ] || [ ! -d "$1" ]; then
	die "usage: recover.sh TREE [NEWDIR]"
fi
tree=$(cd "$1" && pwd)
home=$tree/.pincer
journal=$home/journal

# to disk: everything below the given folders
flush() {
	find "$@" -exec sync {} +
}

discard() {
	rm -rf "$home/journal.tmp" "$home/journal.old"
	rmdir "$home" 2>/dev/null || true
}

roll_back() {
	[ -d "$journal" ] || return 0
	rm -rf "$journal/back"
	mkdir "$journal/back"
	while IFS= read -r file; do
		mkdir -p "$journal/back/$(dirname -- "$file")"
		cp -p "$journal/old/$file" "$journal/back/$file"
	done <"$journal/files"
	flush "$journal/back"
	while IFS= read -r file; do
		mv -f "$journal/back/$file" "$tree/$file"
	done <"$journal/files"
	flush_folders
	mv "$journal" "$home/journal.old"
	printf 'pincer: %s: an interrupted conversion was rolled back\n' "$tree" >&2
}

flush_folders() {
	sed 's,[^/]*$,,; s,^,./,' "$journal/files" | sort -u |
		(cd "$tree" && tr '\n' '\0' | xargs -0 sync)
}

[ -d "$home" ] || [ $# -eq 2 ] || exit 0
rm -rf "$home/journal.old"
roll_back
discard
[ $# -eq 2 ] || exit 0

new=$(cd "$2" && pwd)
# whatever ends this early, a signal or a full disk: the tree is as it was
finished=
undo() {
	trap '' INT TERM HUP
	[ -z "$finished" ] || return 0
	roll_back 2>/dev/null
	discard
}
trap undo EXIT
trap 'trap "" INT TERM HUP; die "interrupted; $tree is as it was"' INT TERM HUP

mkdir -p "$home/journal.tmp/old" "$home/journal.tmp/new" ||
	die "$tree: can't write there; give a tree of your own or use DRY=1"
(cd "$new" && find . -type f) | sed 's,^\./,,' | LC_ALL=C sort >"$home/journal.tmp/files"
while IFS= read -r file; do
	dir=$(dirname -- "$file")
	mkdir -p "$home/journal.tmp/old/$dir" "$home/journal.tmp/new/$dir"
	cp -p "$tree/$file" "$home/journal.tmp/old/$file"
	cp -p "$new/$file" "$home/journal.tmp/new/$file"
done <"$home/journal.tmp/files"
flush "$home/journal.tmp"
mv "$home/journal.tmp" "$journal"
sync "$home"

while IFS= read -r file; do
	mv -f "$journal/new/$file" "$tree/$file"
done <"$journal/files"
flush_folders
trap '' INT TERM HUP
mv "$journal" "$home/journal.old"
finished=1
sync "$home"
discard
