#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Seeded faults in real code: those files of Debian's 6.1 that take references of
# user pages, and those beside them that drop pages, converted; then a hundred faults and
# more in them (seeded/break.awk).
# What was found before is no finding of theirs.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"

debian=$(debian_tree) || skip_all "Debian's linux-source-6.1 is not unpacked"

# ---- the files that matter, and the headers ----
mkdir "$tree"
(
	cd "$debian"
	grep -rlwE --include='*.c' '(get|pin)_user_pages[a-z_]*|iov_iter_get_pages[a-z0-9_]*|get_dump_page|unpin_user_page[a-z_]*' \
		arch block crypto drivers fs io_uring kernel lib mm net security virt >"$TMP/takers"
	# what is kept in a structure is often released by the file beside
	xargs dirname <"$TMP/takers" | sort -u | while read -r dir; do
		grep -lwE 'put_page|release_pages' "$dir"/*.c || :
	done >"$TMP/beside"
	sort -u "$TMP/takers" "$TMP/beside" >"$TMP/files"
	xargs dirname <"$TMP/files" | sort -u | while read -r dir; do
		find "$dir" -maxdepth 1 -name '*.h'
	done >"$TMP/headers"
	cat "$TMP/files" "$TMP/headers" | xargs cp --parents -t "$tree"
	cp -r include Makefile Kconfig Kbuild MAINTAINERS "$tree/"
)
echo "# $(grep -c '\.c$' "$TMP/files") files"

run convert KERNEL="$tree" API=put
ok "the tree is converted" sh -c 'cat "$1"; exit "$2"' - "$TMP/err" "$rc"
run audit KERNEL="$tree" API=put
# (what is found here and nowhere in the whole tree lacks its other half, which is not among these files)
echo "# before: $(findings "" | wc -l) findings"
cp "$report/findings.json" "$TMP/before.json"
echo "# $(grep 'calls take or drop' "$TMP/out")"

# ---- broken ----
jq -r '.findings[] | select(.rule | test("PIN00[36]")) | .path[0] | "\(.file):\(.line)"' "$TMP/before.json" >"$TMP/marred"
cp -R "$tree/" "$TMP/unbroken"
awk -v tree="$tree" -v most=140 -v marred="$TMP/marred" -f "$TOP/tests/seeded/break.awk" \
	api_table=1 "$TOP/cocci/api.tsv" api_table=0 "$report/sites.tsv" >"$TMP/faults"
faults=$(wc -l <"$TMP/faults")
run audit KERNEL="$tree" API=put
jq -r --slurpfile before "$TMP/before.json" '
	($before[0].findings | map(.fingerprint)) as $known | .findings[] |
	select([.fingerprint] | inside($known) | not) |
	[.rule, .file, .line, .function, ([.path[] | "\(.file):\(.line)"] | join(","))] | @tsv' \
	"$report/findings.json" >"$TMP/new"
awk -f "$TOP/tests/seeded/judge.awk" "$TMP/faults" "$TMP/new" >"$TMP/verdicts.audit"
# (what the audit notes counts as said; a note does not end lint with 1, so there it does not)
# lint knows both sides of the change: what was there and is no more
mv "$TMP/unbroken" "$TMP/a"
mv "$tree" "$TMP/b"
(cd "$TMP" && cut -f 2 faults | sort -u | while read -r f; do diff -u "a/$f" "b/$f" || :; done) >"$TMP/broken.patch"
mv "$TMP/b" "$tree"
run lint KERNEL="$tree" API=put DIFF="$TMP/broken.patch"
sed 's/^/# /' "$TMP/err"
jq -r '.findings[] | select(.level != "note") | [.rule, .file, .line, .function, ([.path[] | "\(.file):\(.line)"] | join(","))] | @tsv' \
	"$report/lint/findings.json" >>"$TMP/new"
awk -f "$TOP/tests/seeded/judge.awk" "$TMP/faults" "$TMP/new" >"$TMP/verdicts"
echo "# by the audit alone:"
cut -f 1,2 "$TMP/verdicts.audit" | sort | uniq -c | sed 's/^/# /'
echo "# with lint:"
cut -f 1,2 "$TMP/verdicts" | sort | uniq -c | sed 's/^/# /'
grep '^missed' "$TMP/verdicts" | sed 's/^/# /' || :
cp "$TMP/verdicts" "$TMP/new" "$TMP/faults" "${BROKEN_KEEP:-$TMP}" 2>/dev/null || :

ok "there are a hundred faults" test "$faults" -ge 100
# share KINDS N: at least N in 100 of them were found
share() {
	all=$(awk -F '\t' -v kinds="$1" '$2 ~ "^(" kinds ")$"' "$TMP/verdicts" | wc -l)
	found=$(awk -F '\t' -v kinds="$1" '$1 == "found" && $2 ~ "^(" kinds ")$"' "$TMP/verdicts" | wc -l)
	echo "$found of $all"
	[ "$((100 * found))" -ge "$(($2 * all))" ]
}
ok "99 in 100 of the faults are found" share "old|new|twice|swap|drop|forget" 99
ok "... all of the releases that are gone from the function that takes" share drop 100
ok "... and of those that are gone from elsewhere" share forget 100
cp "$TMP/verdicts.audit" "$TMP/verdicts"
ok "the audit alone, which sees one side only: 97 in 100, but for those that are gone from elsewhere" \
	share "old|new|twice|swap|drop" 97
ok "... 50 in 100 of these" share forget 50
cut -f 2 "$TMP/faults" | sort -u >"$TMP/files"
is "nothing new is found in files that were left alone" \
	"$(awk -F '\t' 'NR == FNR { hit[$1]; next } $1 ~ /PIN00[12]/ && !($2 in hit) { print $2 ":" $3, $1 }' "$TMP/files" "$TMP/new")" ""

done_testing
