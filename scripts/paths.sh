#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# paths.sh TREE DIR: walk the paths of the functions that take references, as
# DIR/sites.db has them.  Writes DIR/paths, records for pincer-findings, and
# DIR/paths.left, what was too big to be walked whole, and DIR/paths.failed, the files
# on which the walk failed, which is a fault of its own.
#
# What comes out for the acquisitions of one file is kept, together with what it
# was made from: the files that were read and what was asked of the tables.
#
# Environment: JOBS, API_EXTRA, PINCER_CACHE
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 2 ] || die "usage: paths.sh TREE DIR"
tree=$(cd "$1" && pwd) dir=$(cd "$2" && pwd)
build=${PINCER_BUILD:-$top/build}
cache=$(cache_folder)/paths-$(tree_key "$tree")
mkdir -p "$cache" 2>/dev/null || die "$cache: cannot be made; set PINCER_CACHE to a folder that can be written"
work=$(mktemp -d "$dir/walk.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP
exec 9>"$cache/lock"
flock 9 || die "$cache/lock: cannot be locked"

views=$(state_of "$tree")/views
[ -f "$views/list" ] || die "$tree: its views are gone from the cache; run again"
api_table "$tree" "$work/api"
sqlite3 -tabs "$dir/sites.db" ".read \"$top/pairing/paths.sql\"" >"$work/known" 2>"$work/err" ||
	die "$(head -n 1 "$work/err"); $dir/sites.db cannot be used: free some disk space and run again"
code=$(cat "$work/api" "$top"/cocci/paths/*.ml "$top/cocci/find/view.ml" "$top/cocci/paths/kernel.tsv" | sha256sum | cut -c 1-64)
touch "$cache/kept"
: >"$work/good"
echo 'int x;' >"$work/empty.c"

# sums: SHA-256 of the files that were read, by the records on stdin; "SHA-256  file"
sums() {
	awk -F '\t' '$1 == "U" { print $2 }' | sort -u >"$work/used"
	(cd "$tree" && tr '\n' '\0' <"$work/used" | xargs -0 -r sha256sum -z -- 2>/dev/null || :) | tr '\0' '\n'
}
sums <"$cache/kept" >"$work/sums"

# walk UNITS: those of the units (a file, and a site in it or "-"; or "/file" and a
# function) whose records are not good any more; the records of all to $work/good.
# stdin: by unit, a row for each thing its records depend on.
walk() {
	units=$1
	mkdir "$work/key"
	sort | awk -F '\t' -v OFS='\t' -v dir="$work/key/" -v code="$code" '
		$1 != file { if (file != "") close(to); file = $1; to = dir (++n); print file "\n" code >to }
		{ print $2, $3 >to }'
	(cd "$work/key" && find . -name '[0-9]*' -exec sha256sum {} +) | awk -v OFS='\t' -v dir="$work/key/" '
		{ getline file <(dir $2); close(dir $2); print file, $1 }' >"$work/keys"
	rm -r "$work/key"
	: >"$work/todo"
	awk -F '\t' -v OFS='\t' -v work="$work" '
		input == 1 { key[$1] = $2; next }
		input == 2 { sum[substr($0, 67)] = substr($0, 1, 64); next }
		input == 3 && $1 == "C" { c[$2] = c[$2] (c[$2] == "" ? "" : " ") $4 ":" $3; next }
		input == 3 && $1 == "D" { if (!($2 in d) || $3 !~ /\.h$/) d[$2] = $3; next }
		input == 3 && $1 == "H" { h[$2 "." $3] = any[$3] = 1; next }
		input == 3 { next }
		$1 == "N" { unit = $2; text = ""; ok = 1; next }
		$1 == "K" { if (!(unit in key) || key[unit] != $2) ok = 0; text = $0; next }
		$1 == "V" { if (sum[$2] != $3) ok = 0 }
		$1 == "Q" { if (answer($2, $3) != $4) ok = 0 }
		$1 == "E" { if (ok) { print "N", unit "\n" text "\n" $0 >> (work "/good"); delete key[unit] } next }
		{ text = text "\n" $0 }
		# as paths.ml asks
		function answer(what, key,    f) {
			if (what == "C") return c[key]
			if (what == "D") return d[key]
			f = substr(key, index(key, ".") + 1)
			return key == "." f ? any[f] : h[key] != "" ? h[key] : h["." f]
		}
		END { for (u in key) print u >> (work "/todo") }' \
		input=1 "$work/keys" input=2 "$work/sums" input=3 "$work/known" input=4 "$cache/kept"
	[ -s "$work/todo" ] || return 0

	note "walking the paths of $(wc -l <"$work/todo") files"
	rm -f "$work"/list.* "$work"/out.*
	sort "$work/todo" | awk -F '\t' -v OFS='\t' -v n="$(jobs)" -v work="$work" '
		todo { want[$1] = k++ % n; next }
		$1 in want { print > (work "/list." want[$1]) }' todo=1 - todo=0 "$units"
	pids=
	for l in "$work"/list.*; do
		sort -o "$l" "$l"
		OCAMLRUNPARAM=$reader_heap \
		OCAMLPATH=$build/lib PINCER_TREE=$tree PINCER_API=$work/api PINCER_KERNEL=$top/cocci/paths/kernel.tsv \
		PINCER_VIEWS=$views \
		PINCER_KNOWN=$work/known PINCER_SITES=$l PINCER_OUT=$work/out.${l##*.} \
		plain_spatch "$work" --very-quiet --no-includes --sp-file "$top/cocci/paths/paths.cocci" \
			"$work/empty.c" >"$l.log" 2>&1 9>&- &
		pids="$pids $!"
	done
	for p in $pids; do
		wait "$p" || die "spatch failed: $(spatch_said "$work"/list.*.log)"
	done
	cat "$work"/out.* | sums >"$work/sums.new"
	awk -F '\t' -v OFS='\t' '
		input == 1 { key[$1] = $2; next }
		input == 2 { sum[substr($0, 67)] = substr($0, 1, 64); next }
		{ print }
		$1 == "N" { print "K", key[$2] }
		$1 == "U" { print "V", $2, sum[$2] }' \
		input=1 "$work/keys" input=2 "$work/sums.new" input=3 "$work"/out.* >>"$work/good"
}

# ---- the functions that take references, and their callers ----
awk -F '\t' -v OFS='\t' '
	$1 == "A" { print $3, $2 }
	$1 == "L" { print $2, "-" }' "$work/known" | sort -u >"$work/units"
awk -F '\t' -v OFS='\t' '
	views { view[$1] = $2; next }
	$1 == "A" { at[$2] = $3 "\t" $4 ":" $5 " " $6 " " $7; print $3, "A", $4 ":" $5 " " $6 " " $7 }
	$1 == "L" { print $2, "L", $3 ":" $4 " " $5 }
	$1 == "A" && $3 in view { print $3, "V", view[$3] }
	$1 ~ /^[XKROG]$/ && $2 in at { print at[$2], $1 " " $3 " " $4 " " $5 }' views=1 "$views/list" views=0 "$work/known" |
	walk "$work/units"

# ---- who is given an object that holds them, or the number of a page, wherever that is ----
awk -F '\t' -v OFS='\t' '$1 == "H" { print $2, $3, $4, $5 }' "$work/good" | sort -u >"$work/holders"
awk -F '\t' '$1 == "M"' "$work/good" | sort -u >"$work/numbers"
if [ -s "$work/holders" ] || [ -s "$work/numbers" ]; then
	{
		awk -F '\t' -v OFS='\t' '$1 == "P" { print "D", $2, $3 }' "$work/good" | sort -u
		awk -F '\t' -v OFS='\t' '{ print "W", $1, $3, $4 }' "$work/holders"
		cat "$work/numbers"
	} >>"$work/known"
	{
		awk -F '\t' 'input == 1 && $2 == "" { print $1 } input == 2 { print $2 }' \
			input=1 "$work/holders" input=2 "$work/numbers" | sort -u |
			"$build/bin/pincer-scan" query "$(state_of "$tree")/index"
		awk -F '\t' -v OFS='\t' '$2 != "" { print $1, $2 }' "$work/holders"
	} | awk -F '\t' '
		# where it was seen that a number goes, it was followed from the acquisition
		input == 1 && $1 == "C" { seen[$2, $4] }
		input == 1 && $1 == "M" { seen[$2, $3] }
		input == 2 && $2 ~ /\.c$/ && !(($1, $2) in seen) { print "/" $2 "\t" $1 }' \
		input=1 "$work/known" input=2 - | sort -u >"$work/units"
	awk -F '\t' -v OFS='\t' '
		input == 1 { w[$1] = w[$1] " " $3 ":" $4 }
		input == 2 && $1 == "X" { may[$2] = may[$2] "," $3 }
		input == 3 { w[$2] = w[$2] " " $3 " " may[$4] }
		input == 4 { print $1, $2, w[$2] }' \
		input=1 "$work/holders" input=2 "$work/known" input=3 "$work/numbers" input=4 "$work/units" |
		walk "$work/units"
fi
# ---- who sees the fields that nobody is said to release from ----
awk -F '\t' -v OFS='\t' '$1 == "Y" { print $2, $3, $4 }' "$work/good" | sort -u >"$work/needs"
: >"$work/unsure"
if [ -s "$work/needs" ]; then
	cut -f 2 "$work/needs" | sort -u | "$build/bin/pincer-scan" query "$(state_of "$tree")/index" >"$work/where"
	awk -F '\t' -v OFS='\t' -v most=200 -v unsure="$work/unsure" '
		input == 1 && $2 ~ /\.[ch]$/ { n[$1]++; file[$1, n[$1]] = $2; next }
		input == 1 { next }
		# too many to be read for one question
		n[$2] > most { print $0 >unsure; next }
		{ for (i = 1; i <= n[$2]; i++) print "//" file[$2, i], $1 " " $2 " " $3 }' \
		input=1 "$work/where" input=2 "$work/needs" | sort -u >"$work/units"
	awk -F '\t' -v OFS='\t' '{ print $1, "Y", $2 }' "$work/units" | walk "$work/units"
	# a file that could not be read may do anything
	awk -F '\t' -v OFS='\t' '
		input == 1 { needs[++m] = $0; next }
		$1 == "J" { print $2, $3, $4 }
		$1 == "Z" && $2 ~ /^\/\// { for (i = 1; i <= m; i++) print needs[i] }' \
		input=1 "$work/needs" input=2 "$work/good" | sort -u >>"$work/unsure"
fi
cp "$work/good" "$work/new"
mv "$work/new" "$cache/kept" || die "$cache: cannot be written; free some disk space"
# a finding goes where one of its fields may be released from after all
awk -F '\t' '
	function flush() { if (text != "" && !gone) printf "%s", text; text = ""; gone = 0 }
	input == 1 { unsure[$0]; next }
	$1 == "F" || $1 == "O" { flush(); text = $0 "\n"; next }
	$1 ~ /^(S|T|OS)$/ { text = text $0 "\n"; next }
	$1 == "Y" { if (($2 "\t" $3 "\t" $4) in unsure) gone = 1; next }
	{ flush() }
	END { flush() }' input=1 "$work/unsure" input=2 "$work/good" >"$dir/paths"
awk -F '\t' '$1 == "B"' "$work/good" | sort -t "$(printf '\t')" -k2,2 -k3,3n -k4,4 | cut -f 2- >"$dir/paths.left"
awk -F '\t' -v OFS='\t' '$1 == "Z" { sub(/^\/\/?/, "", $2); if (!(($2, $3) in seen)) print $2, $3; seen[$2, $3] }' "$work/good" | sort >"$dir/paths.failed"
awk -F '\t' '$1 == "A"' "$work/good" >"$dir/paths.apart"
