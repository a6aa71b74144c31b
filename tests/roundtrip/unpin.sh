#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# unpin.sh TREE OUTDIR - undo upstream's conversion to FOLL_PIN on a copy
#
# Leaves in OUTDIR:
#   tree/             the copy: hard links, but for the files it rewrote
#   before.tsv        file, line, column, name: the calls found in TREE
#   expected.tsv      file, line, column, name: the releases it made, which are
#                     those that upstream converted
#   acquisition.tsv   file, line, column, name: the acquisitions turned back
#   left.tsv          file, line, column, name, why: the calls not turned back
#   files             the files it rewrote
# TREE is only read. OUTDIR has to be on the file system of TREE for the links;
# elsewhere the copy is a real one.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
if [ $# -ne 2 ] || [ ! -f "$1/include/linux/mm.h" ]; then
	echo "usage: unpin.sh TREE OUTDIR" >&2
	exit 2
fi
tree=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
copy=$out/tree
tab=$(printf '\t')

names='pin_user_pages pin_user_pages_fast pin_user_pages_fast_only pin_user_pages_remote pin_user_pages_locked pin_user_pages_unlocked unpin_user_page unpin_user_pages unpin_user_pages_dirty_lock unpin_user_page_range_dirty_lock'

# The calls in a tree, with a fifth column: why a call is to stay as it is.
pin_calls() {
	(cd "$1" && grep -rlE '(un)?pin_user_page' --include='*.[ch]' . |
		sed 's,^\./,,' | LC_ALL=C sort |
		xargs awk -v names="$names" -f "$here/calls.awk") |
	awk -F '\t' -v OFS='\t' '
		$5 == "declared"	{ next }
		$1 == "mm/gup.c"	{ $5 = "implementation" }
		$1 == "mm/gup_test.c"	{ $5 = "tests FOLL_PIN itself" }
		$1 ~ /^include\//	{ $5 = "header" }
					{ print }'
}

rm -rf "$copy" "$out"/*.tsv
pin_calls "$tree" > "$out/calls"
cut -f 1-4 "$out/calls" > "$out/before.tsv"
awk -F '\t' '$5 == "call" || $5 == "macro" { print $1 }' "$out/calls" |
	uniq > "$out/files"

cp -al "$tree" "$copy" 2> "$out/cp.log" || {
	rm -rf "$copy"
	cp -a "$tree" "$copy"
}
# A rewrite must never reach the original through a hard link.
while read -r file; do
	rm "$copy/$file"
	cp -p "$tree/$file" "$copy/$file"
done < "$out/files"

# Blank lines between the files keep each a unit of its own.
sed "s,.*,$copy/&\n," "$out/files" > "$out/groups"
spatch --very-quiet --no-includes --smpl-spacing --jobs "${JOBS:-2}" -D patch \
	--sp-file "$here/unpin.cocci" --file-groups "$out/groups" --in-place \
	> "$out/spatch.log" 2>&1 || {
	echo "unpin.sh: spatch failed, see $out/spatch.log" >&2
	exit 2
}

: > "$out/marks"
while read -r file; do
	awk -v file="$file" -v marks="$out/marks" -f "$here/marks.awk" \
		"$copy/$file" > "$out/plain"
	cat "$out/plain" > "$copy/$file"
done < "$out/files"
LC_ALL=C sort -t "$tab" -k1,1 -k2,2n -k3,3n "$out/marks" > "$out/sorted"
awk -F '\t' -v acquisitions="$out/acquisition.tsv" -v releases="$out/expected.tsv" '
	{ print > ($4 ~ /^get_/ ? acquisitions : releases) }' "$out/sorted"

# A call that is still there must have its reason.
pin_calls "$copy" | sed -E 's/(call|macro)$/no rule of unpin.cocci fits/' \
	> "$out/left.tsv"

rows() {
	wc -l < "$out/$1"
}
echo "$(rows before.tsv) calls: $(rows expected.tsv) releases and" \
	"$(rows acquisition.tsv) acquisitions turned back, $(rows left.tsv) left"
rm -f "$out/calls" "$out/groups" "$out/plain" "$out/marks" "$out/sorted"
