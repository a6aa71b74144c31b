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

know_as "$out/tree" "$BUILD/cache"
ok "the copy is analysed" env API=put "$TOP/scripts/analyse.sh" "$out/tree" "$out/analysis"
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

# ---- the pin dialect: upstream's own calls again ----
ok "the copy is analysed in the pin dialect, which is its own" env "$TOP/scripts/analyse.sh" "$out/tree" "$out/pin"
sort "$out/expected.tsv" "$out/acquisition.tsv" > "$out/upstream.tsv"
report=$out/report.pin
: > "$report"
[ ! -f "$out/pin/sites.tsv" ] ||
	awk -f "$known/pin.awk" "$out/upstream.tsv" "$known/pin.tsv" \
		"$out/pin/plan.tsv" "$out/pin/sites.tsv" | LC_ALL=C sort > "$report"
found=$(class found | wc -l)
echo "# upstream had $expected releases and $acquired acquisitions: found again $((found))"
class missed | cut -f 3-7 | sed 's/^/# missed: /'
ok "at least 97 of 100 of both ends are found again" \
	test "$((found * 100))" -ge "$(((expected + acquired) * 97))"
is "what is missed is argued" "$(class missed | awk -F '\t' '$2 != "listed"')" ""
echo "# left by upstream, and renamed: $(class more | wc -l)"
is "what is renamed besides is argued" "$(class more | awk -F '\t' '$2 != "listed"')" ""
is "every argument stands for a call" "$(class stale)" ""
is "a group has both ends" "$(awk -F '\t' '
	FNR == 1 { part++; next }
	part == 1 { planned[$1 FS $2 FS $3]; taken[$7]; next }
	$8 in taken && $5 ~ /^(acquisition|release)$/ && $6 ~ /^(get_user_pages|put_page|release_pages)/ &&
		$7 != "no-refs" && !(($1 FS $2 FS $3) in planned)' \
	"$out/pin/plan.tsv" "$out/pin/sites.tsv")" ""

# The files as they come out, against upstream's.
ok "the plan is carried out" "$TOP/scripts/rewrite.sh" "$out/tree" "$out/pin/plan.tsv" \
	"$out/new" --dirty-lock-shape 3 --dirty no
is "every row of it" "$(sed 1d "$out/new/failed.tsv")" ""
# names TREE: how often each file of the plan calls each of the pin functions
names() {
	(cd "$1" && xargs awk -v names="pin_user_pages pin_user_pages_fast pin_user_pages_remote pin_user_pages_unlocked unpin_user_pages unpin_user_pages_dirty_lock" \
		-f "$known/calls.awk" < "$out/files.pin") |
		awk -F '\t' -v OFS='\t' '$5 == "call" { n[$1 FS $4]++ } END { for (k in n) print k, n[k] }' | LC_ALL=C sort
}
(cd "$out/new/new" && find . -name '*.[ch]' | sed 's,^\./,,' | LC_ALL=C sort) > "$out/files.pin"
names "$original" > "$out/names.upstream"
names "$out/new/new" > "$out/names.again"
# same PATTERN: calls of these names that came out as upstream has them, of how many
same() {
	awk -F '\t' -v name="$1" '$2 !~ name { next } FNR == NR { had[$1 FS $2] = $3; all += $3; next }
		($1 FS $2) in had { same += $3 < had[$1 FS $2] ? $3 : had[$1 FS $2] }
		END { print same + 0 " of " all + 0 }' "$out/names.upstream" "$out/names.again"
}
echo "# under the very same name: acquisitions $(same '^pin'), releases of arrays $(same '^unpin')"
arrays=$(same '^unpin')
ok "at least 97 of 100 releases of arrays get upstream's call again" \
	test "$((${arrays%% *} * 100))" -ge "$((${arrays##* } * 97))"
# what is different, by file: another name, or a count that is not trusted
{
	awk -F '\t' -v OFS='\t' '$2 !~ /^unpin/ { next } FNR == NR { had[$1 OFS $2] = $3; next } { has[$1 OFS $2] = $3 }
		END { for (k in had) if (has[k] + 0 < had[k]) print "other", k }' "$out/names.upstream" "$out/names.again"
	awk -v OFS='\t' '/^\+\+\+ b\// { file = substr($2, 3) } !/^\+/ { next }
		match($0, /unpin_user_pages[a-z_]*\(/) { call = substr($0, RSTART, RLENGTH - 1) }
		/max_t\(long,/ { print "clamped", file, call }' "$out/new/convert.patch" | uniq
} | LC_ALL=C sort >"$out/bulk"
# (a point release may have less of them)
is "... and the others are argued" \
	"$(awk -F '\t' -v OFS='\t' '!/^#/ && $1 != "difference" { print $1, $2, $3 }' "$known/bulk.tsv" |
		LC_ALL=C sort | LC_ALL=C comm -23 "$out/bulk" -)" ""

done_testing
