#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# truth-table.sh FILE: write the figures of tests/truth/figures.tsv into the table of reports/numbers.md,
# or README.md, between its two markers; the first may name the rows, "<!-- truth TREE/DIALECT ... -->".
# --check: exit status 1 if that would change it.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

check=
if [ "${1:-}" = --check ]; then
	check=1
	shift
fi
readme=${1:?usage: truth-table.sh [--check] FILE}
figures=$top/tests/truth/figures.tsv
[ -f "$figures" ] || die "$figures: no figures yet; write them with make truth KERNEL=... UPDATE=1"
{ grep -qE "^<!-- truth( [^ ]+)* -->$" "$readme" && grep -qxF -e "<!-- /truth -->" "$readme"; } ||
	die "$readme: no lines <!-- truth --> and <!-- /truth -->; the table goes between them"
new=$(mktemp)
trap 'rm -f "$new"' EXIT
awk -F '\t' '
	figures == 1 {
		if (/^#/ || $1 == "tree") next
		t = $1 "|" $2
		if (!(t in known)) { known[t]; order[++n] = t }
		asked[t, $3, $4] = $5; found[t, $3, $4] = $6; wrong[t, $3, $4] = $7; open[t, $3, $4] = $8
		if ($3 == "pincheck") checked[t]
		next
	}
	function rewrites(t) {
		return asked[t, "convert", "rewrite"] + 0
	}
	function share(a, b) { return b ? a " of " b : "none" }
	# faults: what PIN003, PIN006 and their like are for
	function faults(t, by,    i, a, f, w, m, rule) {
		m = split("PIN002 PIN003 PIN006", rule, " ")
		for (i = 1; i <= m; i++) {
			a += asked[t, by, rule[i]]
			f += found[t, by, rule[i]]
			w += wrong[t, by, rule[i]]
		}
		return share(f + 0, a) " | " w + 0
	}
	/^<!-- truth( [^ ]+)* -->$/ {
		names = " " $0 " "
		print
		print "| tree, dialect | rows | calls to be rewritten: rewritten | wrongly | `keep` said wrongly | faults found by the audit | false | found by pincheck | false |"
		print "|---|---|---|---|---|---|---|---|---|"
		for (i = 1; i <= n; i++) {
			t = order[i]
			split(t, p, "|")
			if ($0 != "<!-- truth -->" && !index(names, " " p[1] "/" p[2] " ")) continue
			printf "| %s, %s | %d | %s | %d | %d | %s | %s |\n", p[1], p[2], asked[t, "table", "rows"],
				share(found[t, "convert", "rewrite"] + 0, rewrites(t)), wrong[t, "convert", "rewrite"] + wrong[t, "convert", "half"] + wrong[t, "convert", "demote"], wrong[t, "convert", "keep"],
				faults(t, "audit"), (t in checked) ? faults(t, "pincheck") : "not run |"
		}
		inside = 1
		next
	}
	$0 == "<!-- /truth -->" { inside = 0 }
	!inside' figures=1 "$figures" figures=0 "$readme" >"$new"
if [ -n "$check" ]; then
	diff -u "$readme" "$new" || exit 1
	exit 0
fi
cmp -s "$new" "$readme" || cat "$new" >"$readme"
