#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# typed.sh TREE FACTS DB OUT: what pincheck's typed facts make of each call, by the
# solver and the rules that decide for the audit.  FACTS: a folder of its --typed
# files; DB: the sites.db of the audit, for what is known by the text alone ("-":
# there is none).  Writes OUT, in the columns of sites.tsv, and its database to
# OUT.db.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 4 ] || die "usage: typed.sh TREE FACTS DB OUT"
tree=$(cd "$1" && pwd -P)
need sqlite3 sqlite3
build=${PINCER_BUILD:-$top/build}
dialect=$(dialect "$tree") || exit 2
takes=$(awk -F '\t' -v d="$dialect" '$1 == d { print $2 }' "$top/cocci/convert/names.tsv")
work=$(mktemp -d "$4.XXXXXX") || die "$4: cannot be written; check the disk space"
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP

api_table "$tree" "$work/api"
mkdir "$work/rows"
: >"$work/rows/files"
# a header was read with many files: each row once
find "$2" -type f -exec cat {} + | sed "s#$tree/##g" | sort -u |
	awk -F '\t' -v to="$work/rows" '{
		relation = $1
		sub(/^[^\t]*\t/, "")
		print > (to "/typed." relation)
		sub(/\t.*/, "")
		if (!($0 in seen)) print $0 "\ttyped" > (to "/files")
		seen[$0]
	}'
printf '%s\n' "load $work/rows" "types /dev/null" "want /dev/null" touches "tables $work/db" |
	"$build/bin/pincer-solve" "$work/facts.db" "$work/api" "$top/pairing/schema.sql" >/dev/null 2>"$work/err" ||
	die "pincheck's facts cannot be solved: $(head -n 1 "$work/err"); run make check again, and report it if that does not help"
{
	echo ".output /dev/null"
	echo "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;"
	if [ "$3" = - ]; then
		echo "INSERT INTO dialect VALUES ('$dialect', '$takes');"
	else
		echo "ATTACH '$3' AS audit;"
		for table in dialect notified notifier branch condition; do
			echo "INSERT INTO main.$table SELECT * FROM audit.$table;"
		done
		echo "DETACH audit;"
	fi
	echo ".read \"$top/pairing/verdict.sql\""
	echo ".read \"$top/pairing/report.sql\""
	printf '.mode ascii\n.separator "\\t" "\\n"\n.output "%s"\n' "$work/out"
	echo "SELECT file, line, col, func, kind, call, verdict, grp, origins, evidence FROM out_row;"
} | sqlite3 -batch -bail "$work/db" 2>"$work/err" ||
	die "pincheck's facts cannot be decided on: $(head -n 1 "$work/err"); free some disk space and run again"
sort -t "$(printf '\t')" -k1,1 -k2,2n -k3,3n -k5,5 "$work/out" >"$work/sorted"
mv "$work/db" "$4.db" && mv "$work/sorted" "$4" || die "$4: cannot be written; free some disk space"
