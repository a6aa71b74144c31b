#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Round trip on Debian's 6.1: upstream's own conversion to FOLL_PIN is undone on
# a copy; the analysis has to find it again, and nothing else that is not a
# get_user_pages reference. tests/roundtrip/others.tsv is the reviewed list of
# the releases upstream has left and that are gup references all the same.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

original=$(debian_tree) || skip_all "Debian's linux-source-6.1 is not unpacked"
out=$BUILD/roundtrip
report=$out/report
known=$TOP/tests/roundtrip
mkdir -p "$out"

lines() {
	wc -l < "$1" | tr -d ' '
}

# class WORD...: the lines of the report of these classes
class() {
	for word; do
		grep "^$word$tab" "$report" || :
	done
}

tab=$(printf '\t')

ok "upstream's conversion is undone" "$known/unpin.sh" "$original" "$out"
before=$(lines "$out/before.tsv")
expected=$(lines "$out/expected.tsv")
acquired=$(lines "$out/acquisition.tsv")
left=$(lines "$out/left.tsv")
is "every pin call is turned back or listed" \
	"$before" "$((expected + acquired + left))"
is "only the core and its own test keep theirs" \
	"$(cut -f 5 "$out/left.tsv" | sort -u | tr '\n' ,)" \
	"implementation,tests FOLL_PIN itself,"
ok "there is something to find again" test "$expected" -ge 90
is "no rewritten file is still a link to the original" \
	"$(cd "$out/tree" && xargs -I FILE find FILE -links +1 < "$out/files")" ""

ok "the copy is analysed" "$TOP/scripts/analyse.sh" "$out/tree" "$out/analysis"
: > "$report"
[ ! -f "$out/analysis/sites.tsv" ] ||
	awk -f "$known/judge.awk" "$out/expected.tsv" "$known/others.tsv" \
		"$out/analysis/sites.tsv" | LC_ALL=C sort > "$report"

found=$(class found | wc -l)
echo "# upstream converted $expected releases; found again $((found)), of these unify" \
	"$(class found | grep -c "^found${tab}unify" || :)"
class missed absent | cut -f 1-7 | sed 's/^/# /'
ok "at least 98 of 100 are found again" test "$((found * 100))" -ge "$((expected * 98))"

echo "# left by upstream, rewritten and right: $(class right | wc -l);" \
	"listed and not rewritten: $(class spared | wc -l)"
class spared | cut -f 2 | sort | uniq -c | sed 's/^/#  /'
class wrong | sed 's/^/# /'
is "nothing else is rewritten" "$(class wrong | cut -f 3,4)" ""
class stale | sed 's/^/# /'
is "every row of others.tsv stands for a release" "$(class stale | cut -f 3,6)" ""
echo "# report: $report"

done_testing
