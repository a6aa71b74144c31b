#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The forms in which findings are handed on: SARIF as code hosts want it, GitLab's Code Quality, a summary in Markdown.
# From records, without an analysis.
set -eu
. "$(dirname "$0")/lib.sh"
"$TOP/scripts/build.sh"
out=$TMP/out
tree=$TMP/tree
mkdir -p "$out" "$tree/drivers"

printf '%s\n' '#include <linux/mm.h>' '' 'int a(struct page *page, struct page **pages, int n)' '{' \
	'	if (n < 0)' '		goto out;' '	/* é */ put_page(page);  ' '	release_pages(pages, n);' '	release_pages(pages, n, false);' 'out:' '	return n;' '}' >"$tree/drivers/a.c"
pinned="drops a reference that pin_user_pages() (pin_user_pages() at drivers/a.c:3) has pinned as an ordinary one; it has to be"
{
	printf 'F\tPIN001\terror\tdrivers/a.c\t7\t11\ta\tput_page(page)\t1\tput_page(page) %s unpin_user_page()\n' "$pinned"
	printf 'S\tdrivers/a.c\t3\t\ttaken by pin_user_pages()\n'
	printf 'F\tPIN001\terror\tdrivers/a.c\t8\t2\ta\trelease_pages(pages, n)\t1\trelease_pages(pages, n) %s unpin_user_pages()\n' "$pinned"
	printf 'F\tPIN001\terror\tdrivers/a.c\t9\t2\ta\trelease_pages(pages, n, false)\t1\trelease_pages(pages, n, false) %s unpin_user_pages()\n' "$pinned"
	printf 'F\tPIN001\tnote\tdrivers/b.c\t1\t1\tb\tput_page(page)\t\tput_page(page) drops a reference that the get_user_pages family took; it has to be put_user_page()\n'
	printf 'F\tPIN003\terror\tdrivers/a.c\t11\t2\ta\tget_user_pages() at return n;\t\tleft | while <b>held</b> `x`\n'
	printf 'S\tdrivers/a.c\t3\t5\ttaken here\nS\tdrivers/a.c\t5\t2\tthe condition holds: n < 0\nS\tdrivers/a.c\t6\t3\tgone\n'
} >"$TMP/records"

# findings [OPTION]...: pincer-findings over the records
findings() {
	rc=0
	"$BUILD/bin/pincer-findings" --tree "$tree" "$@" "$out" <"$TMP/records" >"$TMP/said" || rc=$?
	[ "$rc" -le 1 ]
}
# of FILTER [FILE]
of() {
	jq -r "$1" "$out/${2:-findings.sarif}"
}
sarif() {
	jq -r -f "$TOP/tests/audit/sarif.jq" "$out/findings.sarif" >"$TMP/breaches" && cat "$TMP/breaches" && [ ! -s "$TMP/breaches" ]
}

# ---- SARIF ----
ok "findings" findings
ok "the SARIF has what GitHub asks for" sarif
result='.runs[0].results[0]'
is "a region goes from the call to the end of the line, in characters" \
	"$(of "$result.locations[0].physicalLocation.region | [.startLine, .startColumn, .endLine, .endColumn] | map(tostring) | join(\" \")")" "7 10 7 25"
is "a step without a column has its line" \
	"$(of "$result.codeFlows[0].threadFlows[0].locations[0].location.physicalLocation.region | [.startColumn, .endColumn] | map(tostring) | join(\" \")")" "1 53"
is "the version is said" "$(of '.runs[0].tool.driver | .version + " " + .semanticVersion' | tr ' ' '\n' | sort -u)" "$(sed -n 's/^#define PINCER_VERSION "\(.*\)"$/\1/p' "$TOP/pairing/version.h")"
is "audit's results are one set" "$(of '.runs[0].automationDetails.id')" pincer/audit/
is "each rule has its help" "$(of '.runs[0].tool.driver.rules[] | select((.help.text | length) < 40 or (.help.markdown | length) < 40) | .id')" ""
is "... and a level of its own" "$(of '[.runs[0].tool.driver.rules[] | select(.defaultConfiguration.level == "error") | .id] | join(" ")')" "PIN001 PIN002 PIN003 PIN006"

# ---- fixes ----
fixed() {
	of ".runs[0].results[] | select(.fixes) | .fixes[0].artifactChanges[0].replacements[0] | [.deletedRegion.startLine, .deletedRegion.startColumn, .deletedRegion.endColumn, .insertedContent.text] | map(tostring) | join(\" \")"
}
is "a pin that is put: the call by its new name; not where its arguments would be others, nor where nothing is a pin yet" "$(fixed)" "7 10 18 unpin_user_page
8 2 15 unpin_user_pages"
# applied LINE FROM TO TEXT: in characters
applied() {
	LINE=$1 FROM=$2 TO=$3 TEXT=$4 perl -CSDA -ne 'if ($. == $ENV{LINE}) { substr($_, $ENV{FROM} - 1, $ENV{TO} - $ENV{FROM}) = $ENV{TEXT}; print }' "$tree/drivers/a.c"
}
# shellcheck disable=SC2046 # four words
is "... which fits the line" "$(applied $(fixed | head -n 1))" "	/* é */ unpin_user_page(page);  "

# ---- what a line is known by ----
hashes() {
	of '.runs[0].results[] | .partialFingerprints.primaryLocationLineHash'
}
hashes >"$TMP/hashes"
is "each has another one" "$(sort "$TMP/hashes" | uniq -d)" ""
sed -i '1s/^/\n\n/' "$tree/drivers/a.c"
awk -F '\t' -v OFS='\t' '$1 ~ /[FS]/ { k = $1 == "F" ? 5 : 3; f = $1 == "F" ? $4 : $2; if (f == "drivers/a.c") $k += 2 } { print }' "$TMP/records" >"$TMP/moved"
cp "$TMP/records" "$TMP/first"
cp "$TMP/moved" "$TMP/records"
findings
is "it stays when lines move" "$(hashes)" "$(cat "$TMP/hashes")"
sed -i '1,2d' "$tree/drivers/a.c"
cp "$TMP/first" "$TMP/records"

# ---- the change ----
echo '{"findings": []}' >"$TMP/none.json"
places() {
	of '.runs[0].results[] | .ruleId + " " + (.locations[0].physicalLocation.region.startLine | tostring)' | xargs
}
printf 'drivers/a.c\t7\t7\tadded\n' >"$TMP/lines"
ok "lint" findings --base "$TMP/none.json" --changed "$TMP/lines"
ok "... its SARIF too" sarif
is "... is another set" "$(of '.runs[0].automationDetails.id')" pincer/lint/
is "all are shown in the change, where it is in their file" "$(places)" "PIN001 7 PIN001 7 PIN001 7 PIN003 7 PIN001 1"
is "... with the place itself beside it" "$(of '.runs[0].results[1].relatedLocations[0].physicalLocation.region.startLine')" 8
is "... not where it is that" "$(of '.runs[0].results[0] | has("relatedLocations")')" false
printf 'drivers/a.c\t5\t6\tadded\n' >"$TMP/lines"
findings --base "$TMP/none.json" --changed "$TMP/lines"
is "a path is shown at its first changed line" "$(places)" "PIN001 6 PIN001 6 PIN001 6 PIN003 5 PIN001 1"
printf 'drivers/a.c\t1\t2\tnear\n' >"$TMP/lines"
findings --base "$TMP/none.json" --changed "$TMP/lines"
is "where lines only went, beside them" "$(places)" "PIN001 2 PIN001 2 PIN001 2 PIN003 2 PIN001 1"
is "what is known by its place is not" "$(of '[.findings[].line] | map(tostring) | join(" ")' findings.json)" "7 8 9 11 1"
ok "a broken table is refused" sh -c 'echo x >"$2/bad"; ! "$1" --changed "$2/bad" "$2" </dev/null 2>/dev/null' sh "$BUILD/bin/pincer-findings" "$TMP"

# ---- Code Quality: description, check_name, fingerprint, severity, location.path, location.lines.begin ----
findings
is "GitLab's form has what it asks for" "$(of '.[] | select(
	(.description | type == "string" and length > 0) and (.check_name | test("^PIN[0-9]+$")) and (.fingerprint | test("^[0-9a-f]{16}$"))
	and (.severity | IN("info", "minor", "major", "critical", "blocker")) and (.location.path | type == "string" and (startswith("/") or startswith("./") | not))
	and (.location.lines.begin | type == "number" and . >= 1) | not)' codequality.json)" ""
is "... each once" "$(of '[.[].fingerprint] | length - (unique | length)' codequality.json)" 0
is "... as severe as it is" "$(of '[.[].severity] | unique | join(" ")' codequality.json)" "info major"
printf 'PIN003\tdrivers/a.c\ta\tget_user_pages() at return n;\tit ends\n' >"$TMP/accepted"
findings --baseline "$TMP/accepted"
is "... not what is accepted" "$(of '[.[] | select(.check_name == "PIN003")] | length' codequality.json)" 0
ok "... nor in the summary" sh -c '! grep -q PIN003 "$1"' sh "$out/findings.md"

# ---- the summary ----
findings
is "the summary counts" "$(head -n 1 "$out/findings.md")" "### Pincer: 5 findings"
is "... nothing in a message means anything there" "$(grep -c 'left &#124; while &#60;b&#62;held&#60;/b&#62; &#96;x&#96;' "$out/findings.md")" 1
is "... each row has four columns" "$(sed -n '/^|/p' "$out/findings.md" | awk -F '|' 'NF != 6' )" ""
: >"$TMP/records"
findings
is "nothing found" "$(cat "$out/findings.md")" "### Pincer: 0 findings"
is "... nothing for GitLab" "$(of 'length' codequality.json)" 0

# ---- other ways to a place: told only if the change made them ----
{
	printf 'F\tPIN003\terror\tdrivers/a.c\t11\t2\ta\tget_user_pages() at return n;\t\tleft while held\nS\tdrivers/a.c\t5\t2\tthe condition holds: n < 0\n'
	printf 'O\tPIN003\terror\tdrivers/a.c\t11\t2\ta\tget_user_pages() at return n;\t\tleft while held\nOS\tdrivers/a.c\t7\t2\tthe condition holds: n > 8\n'
} >"$TMP/records"
findings
is "another way is not told" "$(of '[.findings[].line] | join(" ")' findings.json)" 11
is "... but known" "$(of '[.ways[].by] | join(", ")' findings.json)" "the condition holds: n < 0, the condition holds: n > 8"
cp "$out/findings.json" "$TMP/base.json"
printf 'drivers/a.c\t7\t7\tadded\n' >"$TMP/lines"
findings --base "$TMP/base.json" --changed "$TMP/lines"
is "with the condition added and no way there before, it is new" "$(of '[.findings[].call] | join(" ")' findings.json)" "get_user_pages() at return n;, the condition holds: n > 8"
ok "... beside the old one" grep -q '1 new, 0 fixed, 0 moved, 1 as before' "$TMP/said"
jq '.ways += [{rule: "PIN003", file: "drivers/a.c", function: "a", call: "get_user_pages() at return n;", by: ""}]' "$TMP/base.json" >"$TMP/base2.json"
findings --base "$TMP/base2.json" --changed "$TMP/lines"
is "with a way there without it, it is not" "$(of '.findings | length' findings.json)" 0
printf 'drivers/a.c\t9\t9\tadded\n' >"$TMP/lines"
findings --base "$TMP/base.json" --changed "$TMP/lines"
is "... nor where its condition was there" "$(of '.findings | length' findings.json)" 0

done_testing
