#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# objects.sh TREE FACTS DB: what one file has to know of another, by pincheck's typed
# facts: FACTS is the folder of its --typed files, DB the database that typed.sh made
# of them.  Rows on stdout; ../pairing/objects.sql has them in its head.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 3 ] || die "usage: objects.sh TREE FACTS DB"
tree=$(cd "$1" && pwd -P)
need sqlite3 sqlite3
work=$(mktemp -d "$3.XXXXXX") || die "$3: cannot be written; check the disk space"
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP
for table in st ke in kp wr pa pp pi ld fn en ct af ad ks given calls tb; do
	: >"$work/$table"
done
find "$2" -type f -exec grep -hE '^(st|ke|in|kp|wr|pa|pp|pi|ld|fn|en|ct|af|ad|ks|ca|fl)	' {} + | sed "s#$tree/##g" | sort -u |
	awk -F '\t' -v OFS='\t' -v to="$work" '
		$1 == "ca" { callee[$9] = $6; print $6, $5 > (to "/calls"); next }
		$1 == "fn" { print $2, $3, $7 > (to "/fn"); next }
		$1 == "fl" {
			# what a function returned, on its way to be returned again
			if ($5 ~ /^g:/ && $6 ~ /^f:\(s:/) {
				sub(/^g:/, "", $5)
				sub(/^f:\(s:/, "", $6)
				sub(/\)/, "", $6)
				print $5, $6 > (to "/tb")
			}
			if ($5 in callee && $6 ~ /^r:/) print callee[$5], $6 > (to "/given")
			else if ($5 in callee && $6 ~ /^l:/) comes[$6] = comes[$6] " " callee[$5]
			else if ($5 ~ /^l:/ && $6 ~ /^r:/) { leaves[++n] = $5; as[n] = $6 }
			next
		}
		{ relation = $1; sub(/^[^\t]*\t/, ""); print > (to "/" relation) }
		END {
			for (i = 1; i <= n; i++) {
				m = split(comes[leaves[i]], from, " ")
				for (j = 1; j <= m; j++) print from[j], as[i] > (to "/given")
			}
		}'
{
	echo "PRAGMA temp_store=MEMORY;"
	echo "CREATE TEMP TABLE st (file, place, what); CREATE TEMP TABLE ke (file, place); CREATE TEMP TABLE wr (file, place); CREATE TEMP TABLE kp (file, place); CREATE TEMP TABLE \"in\" (file, place, fails); CREATE TEMP TABLE ld (file, place, tag);"
	echo "CREATE TEMP TABLE pa (file, place, callee, i); CREATE TEMP TABLE pp (file, place, callee, i); CREATE TEMP TABLE pi (file, place, callee, i); CREATE TEMP TABLE fn (file, func, gives);"
	echo "CREATE TEMP TABLE af (file, func, i, count, value, ref); CREATE TEMP TABLE ad (file, func, i, count, sign); CREATE TEMP TABLE ks (file, place);"
	echo "CREATE TEMP TABLE en (file, place); CREATE TEMP TABLE ct (file, func); CREATE TEMP TABLE given (callee, place); CREATE TEMP TABLE calls (callee, func); CREATE TEMP TABLE tb (func, field);"
	echo ".mode tabs"
	for table in st ke in kp wr pa pp pi ld fn en ct af ad ks given calls tb; do
		[ ! -s "$work/$table" ] || printf '.import "%s" %s\n' "$work/$table" "$table"
	done
	echo "CREATE INDEX temp.calls_callee ON calls (callee); CREATE INDEX temp.st_place ON st (place); CREATE INDEX temp.pi_to ON pi ('p:' || callee || ':' || i); CREATE INDEX temp.pp_to ON pp ('p:' || callee || ':' || i); CREATE INDEX temp.pa_to ON pa ('p:' || callee || ':' || i);"
	echo ".read \"$top/pairing/objects.sql\""
} | sqlite3 -batch -bail "$3" 2>"$work/err" ||
	die "pincheck's facts cannot be put together: $(head -n 1 "$work/err"); free some disk space and run again"
