#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# entries.sh TREE DIR: by which ways the functions are entered that pin pages
# for no known time, and those that take them out of a structure again; prints
# what pairing/lifetime.sql finds wrong in it.  Only names are looked at, so the
# callers need not have been parsed.  The database DIR/sites.db gets the table
# runs(file, func, kind, by_file, by_func, use_file, use_line, tag):
#	call		by_func calls func, or hands it to a call that runs it
#	slot		func is put into the field .by_func of struct tag, in folder by_file
#	through		that field is called in the same folder, by by_func
#	entry		given to by_func outside of any function, or for later
#
# Environment: PINCER_CACHE
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 2 ] || die "usage: entries.sh TREE DIR"
tree=$(cd "$1" && pwd) dir=$(cd "$2" && pwd)
scan=${PINCER_BUILD:-$top/build}/bin/pincer-scan
index=$(state_of "$tree")/index
work=$(mktemp -d "$dir/entries.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP

# sql TEXT...: in the folder of the rules, for .read
sql() {
	(cd "$top/pairing" && sqlite3 -batch -bail -tabs "$dir/sites.db" "$@") 2>"$work/err" ||
		die "$(head -n 1 "$work/err"); $dir/sites.db cannot be used: free some disk space and run again"
}

sql ".read kept.sql" "SELECT file, func FROM asked" >"$work/now"
awk -F '\t' -v OFS='\t' '!/^#/ { print $1, $2, $3 }' "$top/pairing/entries.tsv" >"$work/entries"
: >"$work/runs"
: >"$work/known"
# Callers of callers: nine is deeper than any driver, and an end in any case.
round=0
while [ -s "$work/now" ] && [ $((round += 1)) -le 9 ]; do
	cat "$work/now" >>"$work/known"
	cut -f 2 "$work/now" | sort -u >"$work/names"
	# a field is only looked for where its table stands
	sed 's/^\.//' "$work/names" | "$scan" query "$index" |
		awk -F '\t' -v now="$work/now" '
			BEGIN { while ((getline l <now) > 0) { split(l, f, "\t"); if (f[2] ~ /^\./) slot[substr(f[2], 2), f[1]]; else name[f[2]] } }
			{ d = $2; sub(/[^\/]*$/, "", d) }
			$1 in name || ($1, d) in slot { print $2 }' | sort -u >"$work/files"
	"$scan" uses "$tree" "$work/names" <"$work/files" >"$work/uses"
	awk -f "$top/pairing/entries.awk" input=1 "$work/entries" input=2 "$work/now" input=3 "$work/uses" input=4 "$work/uses" >"$work/more"
	cat "$work/more" >>"$work/runs"
	awk -F '\t' -v OFS='\t' 'FNR == NR { known[$1, $2]; next }
		$3 != "entry" && !(($4, $5) in known) { known[$4, $5]; print $4, $5 }' "$work/known" "$work/more" >"$work/now"
done
sql 'DROP TABLE IF EXISTS runs; CREATE TABLE runs (file, func, kind, by_file, by_func, use_file, use_line INT, tag);' \
	'DROP TABLE IF EXISTS entries; CREATE TABLE entries (name, place, time);' \
	".import \"$work/runs\" runs" ".import \"$work/entries\" entries" ".read lifetime.sql"
