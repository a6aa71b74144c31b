#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make truth: what a run says of a tree, held against what was judged by reading
# (tests/truth/*.tsv).  Parameters come from the environment: KERNEL or M, or
# TRUTH_TREES, a folder of trees; REPORT, the report of an earlier run; PINCHECK=1
# runs pincheck too; UPDATE=1 writes the figures down.  Exit status 0 as good as
# the figures, 1 worse, 2 error.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ -z "${UPDATE:-}" ] || [ ! -f "$top/.installed" ] || die "UPDATE=1: writes into a checkout of Pincer, and this is an installation"

tables=$top/tests/truth
columns='file line function what verdict truth by group reason'

# head_of TABLE NAME: what its head says
head_of() {
	sed -n "s/^# $2	//p" "$1"
}

# fits TABLE DIR: are the files that its head names the same there?
fits() {
	[ -n "$(head_of "$1" file)" ] || return 1
	head_of "$1" file | (
		while IFS='	' read -r name sum; do
			case $sum in
			*\ *) [ "$(cksum 2>/dev/null <"$2/$name")" = "$sum" ] ;;
			*) [ "$(sha256sum 2>/dev/null <"$2/$name" | cut -c 1-64)" = "$sum" ] ;;
			esac || exit 1
		done
	)
}

# table_of DIR DIALECT: the table that was made of that tree
table_of() {
	for table in "$tables"/*.tsv; do
		[ -f "$table" ] || continue
		if [ "$(head_of "$table" dialect)" = "$2" ] && fits "$table" "$1"; then
			printf '%s\n' "$table"
			return
		fi
	done
	return 1
}

# check_table TABLE DIR: its columns, its words, and that each call stands where it says
check_table() {
	awk -F '\t' -v name="tests/truth/$(basename "$1")" -v columns="$columns" -v dir="$2" '
		function bad(text) { print "pincer: " name ":" FNR ": " text >"/dev/stderr"; failed = 1; exit 2 }
		BEGIN { ncolumns = split(columns, column, " ") }
		/^#/ { next }
		!head++ {
			for (i = 1; i <= NF; i++)
				if ($i != column[i]) bad("unknown column \"" $i "\"; the columns are " columns)
			if (NF != ncolumns) bad("a column is missing; the columns are " columns)
			next
		}
		NF != ncolumns { bad(NF " fields, " ncolumns " are wanted") }
		$4 !~ /^(PIN[0-9][0-9][0-9]|[a-z_][A-Za-z0-9_]*)$/ { bad("\"" $4 "\" is neither a rule nor a call") }
		$6 !~ /^(true|false|missed|doubtful)$/ { bad("\"" $6 "\": truth is true, false, missed or doubtful") }
		$7 !~ /^(audit|pincheck|both|convert)$/ { bad("\"" $7 "\": by is audit, pincheck, both or convert") }
		$4 !~ /^PIN/ && $5 !~ /^(rewrite|demote|convert|converted|keep|unify|mixed|paired|demoted|no-refs|unknown)$/ { bad("\"" $5 "\" is no verdict") }
		$9 == "" { bad("no reason is given") }
		{
			claim = $4 ~ /^PIN/ ? $4 : $5
			m = split($2, at, ",")
			for (i = 1; i <= m; i++) {
				if (at[i] !~ /^([0-9]+|[*])$/) bad("\"" $2 "\" is no line")
				if ((claim, $1, at[i]) in row) bad("line " row[claim, $1, at[i]] " judges the same")
				row[claim, $1, at[i]] = FNR
			}
			if ($1 != loaded) {
				for (i = 1; i <= length_of; i++) delete text[i]
				length_of = 0
				while ((got = (getline one < (dir "/" $1))) > 0) text[++length_of] = one
				close(dir "/" $1)
				if (got < 0) bad($1 " is not in " dir)
				loaded = $1
			}
			if ($4 !~ /^PIN/ && text[at[1]] !~ ("(^|[^A-Za-z0-9_])" $4 "([^A-Za-z0-9_]|$)")) bad($1 ":" at[1] " has no " $4 "()")
		}
		END { if (failed) exit 2 }' "$1" || exit 2
}

# several DIR: each tree and module in it that a table was made of, in each dialect
# that there is a table for
several() {
	[ -d "$1" ] || die "$1: no such folder; TRUTH_TREES= takes a folder of trees"
	all=0 met=
	for dir in "$1"/*/ "$1"/drivers/*/; do
		dir=${dir%/}
		[ -d "$dir" ] || continue
		kind=M
		[ ! -f "$dir/Kconfig" ] || [ ! -f "$dir/include/linux/mm.h" ] || kind=KERNEL
		for table in "$tables"/*.tsv; do
			fits "$table" "$dir" || continue
			met="$met $table"
			one=0
			env -u TRUTH_TREES -u KERNEL -u M -u REPORT "$kind=$dir" "API=$(head_of "$table" dialect)" "$top/scripts/front.sh" truth || one=$?
			[ "$one" -le "$all" ] || all=$one
			echo
		done
	done
	for table in "$tables"/*.tsv; do
		case " $met " in
		*" $table "*) ;;
		*) [ -z "$(head_of "$table" tree)" ] || echo "$(head_of "$table" tree), $(head_of "$table" dialect) dialect: not among the trees" ;;
		esac
	done
	exit "$all"
}

if [ -n "${TRUTH_TREES:-}" ]; then
	several "$TRUTH_TREES"
fi
check_tree "${KERNEL:-}"
KERNEL=$(cd "$KERNEL" && pwd -P)
API=$(dialect "$KERNEL") || exit 2
export API
need sqlite3 sqlite3
table=$(table_of "$KERNEL" "$API") ||
	die "$KERNEL: no table of tests/truth was made of this tree as it is, in the $API dialect; the heads of the tables say of which they were"
tree=$(head_of "$table" tree)
check_table "$table" "$KERNEL"

report=${REPORT:-}
[ -n "$report" ] || report=$(report_of "$KERNEL") || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP
if [ -z "${REPORT:-}" ]; then
	rc=0
	"$top/scripts/audit.sh" >"$work/said" || rc=$?
	[ "$rc" -le 1 ] || exit 2
	DRY=1 "$top/scripts/convert.sh" >"$work/said" || exit 2
	if [ -n "${PINCHECK:-}" ]; then
		"$top/scripts/setup.sh" check || exit 2
		rm -f "$report/check.tsv"
		"$top/scripts/check.sh" >"$work/said" || [ -f "$report/check.tsv" ] || exit 2
	fi
fi
for file in findings.json rewritten.tsv sites.tsv; do
	[ -f "$report/$file" ] || die "$report: no $file there; REPORT= takes the report of an audit and a convert of the same tree"
done
sqlite3 -tabs :memory: "SELECT value ->> 'rule', value ->> 'level', value ->> 'file', value ->> 'line', value ->> 'function', value ->> 'call', value ->> 'message'
	FROM json_each(readfile('$(printf '%s' "$report/findings.json" | sed "s/'/''/g")'), '\$.findings')" >"$work/findings" ||
	die "$report/findings.json: can't be read as the findings of a run"
pincheck=
cp /dev/null "$work/check"
if [ -f "$report/check.tsv" ]; then
	pincheck=1
	cp "$report/check.tsv" "$work/check"
fi
figures=$tables/figures.tsv
[ -f "$figures" ] || figures=/dev/null
: >"$work/figures"
printf '%s\n' "$columns" | tr ' ' '\t' >"$work/todo"
rc=0
awk -v tree="$tree" -v dialect="$API" -v pincheck="$pincheck" -v figures="$work/figures" -v todo="$work/todo" -f "$top/scripts/truth.awk" \
	input=1 "$table" input=2 "$work/findings" input=3 "$work/check" input=4 "$report/rewritten.tsv" input=5 "$report/sites.tsv" input=6 "$figures" || rc=$?
[ "$rc" -le 1 ] || exit 2
if [ "$(wc -l <"$work/todo")" -gt 1 ] && [ -z "${REPORT:-}" ]; then
	cp "$work/todo" "$report/unjudged.tsv"
	echo "Rows for what nobody has judged: $report/unjudged.tsv"
fi
[ -n "${UPDATE:-}" ] || exit "$rc"

# ---- write the figures down ----
{
	echo '# SPDX-License-Identifier: GPL-2.0'
	echo '# Written by make truth UPDATE=1, never by hand: what a run must not fall behind.'
	echo 'tree	dialect	by	what	asked	found	false	unjudged' | tr ' ' '\t'
	{
		# what pincheck said stays where it was not run
		awk -F '\t' -v tree="$tree" -v dialect="$API" -v pincheck="$pincheck" '
			/^#/ || $1 == "tree" { next }
			$1 != tree || $2 != dialect || ($3 == "pincheck" && !pincheck)' "$figures"
		cat "$work/figures"
	} | sort
} >"$tables/figures.tsv.new" || die "$tables: cannot be written"
mv "$tables/figures.tsv.new" "$tables/figures.tsv"
for page in reports/numbers.md README.md; do
	"$top/scripts/truth-table.sh" "$top/$page"
done
echo "Figures: $tables/figures.tsv, and the tables of reports/numbers.md and README.md"
