#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The walk over paths: leaks, double and unheld releases.  Each line of
# tests/paths/*.c that has to be reported says so in a comment; no other may be.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"

new_tree
mkdir -p "$tree/drivers/paths"
cp "$TOP"/tests/paths/*.[ch] "$tree/drivers/paths/"
run audit KERNEL="$tree"
is "the audit finds something" "$rc" 1
(cd "$tree" && awk 'match($0, /PIN[0-9]+ \*\//) { match($0, /PIN[0-9]+/); print FILENAME ":" FNR, substr($0, RSTART, RLENGTH) }' drivers/paths/*.c) |
	LC_ALL=C sort >"$TMP/want"
findings | grep -v ' PIN00[1245]$' | LC_ALL=C sort >"$TMP/got"
for fixture in "$TOP"/tests/paths/*.c; do
	name=$(basename "$fixture")
	grep "/$name:" "$TMP/want" >"$TMP/want.one" || :
	grep "/$name:" "$TMP/got" >"$TMP/got.one" || :
	ok "$name" diff -U 0 "$TMP/want.one" "$TMP/got.one"
done
# (what the pairing did not follow, PIN004 and PIN005, and what a query found, from PIN010 on, names its place
# and no path)
is "every finding has its path: it begins with the acquisition" "$(jq -r '
	.findings[] | select(.rule | test("PIN00[45]|PIN01") | not) | select(.path | length == 0) | .file' "$report/findings.json")" ""
is "a leak is a row of sites.tsv" "$(awk -F '\t' '$5 == "leak" { print $7, $1 ":" $2 }' "$report/sites.tsv")" \
	"$(sed -n 's/^\(.*\) PIN003$/leaked \1/p' "$TMP/want" | sort -t : -k1,1 -k2,2n)"
is "... with ten fields" "$(awk -F '\t' 'NF != 10' "$report/sites.tsv")" ""

# ---- a module: what stands in a view of its source only ----
for fixture in "$TOP"/tests/paths/module/*.c; do
	rm -rf "$TMP/module"
	mkdir "$TMP/module"
	cp "$fixture" "$TMP/module"
	run audit M="$TMP/module"
	(cd "$TMP/module" && awk '/PIN00[3679] \*\// { match($0, /PIN00[3679]/); print FILENAME ":" FNR, substr($0, RSTART, RLENGTH) }' "$(basename "$fixture")") >"$TMP/want.one"
	findings 'PIN00[3679]' | LC_ALL=C sort -t : -k2n >"$TMP/got.one"
	ok "module/$(basename "$fixture")" diff -U 0 "$TMP/want.one" "$TMP/got.one"
done

unhurried

# ---- what is kept between runs ----
sort "$report/findings.json" >"$TMP/cold"
run audit KERNEL="$tree"
sort "$report/findings.json" >"$TMP/warm"
ok "the same from the cache" cmp "$TMP/cold" "$TMP/warm"
mkdir "$TMP/out.dir" "$TMP/broken"
printf '#!/bin/sh\nexit 1\n' >"$TMP/broken/spatch"
chmod +x "$TMP/broken/spatch"
ok "... where nothing is walked again" sh -c 'API=put "$1/scripts/analyse.sh" "$2" "$3/out.dir" &&
	PATH=$3/broken:$PATH API=put "$1/scripts/paths.sh" "$2" "$3/out.dir"' sh "$pincer" "$tree" "$TMP"
sed -i 's/ret = -ENOMEM;/put_user_pages(pages, ret);/' "$tree/drivers/paths/error_path.c"
run audit KERNEL="$tree"
is "a leak that was mended is gone" "$(findings PIN003 | grep -c 'error_path.c' | tr -d ' ')" 2
cp "$report/findings.json" "$TMP/warm"
rm -rf "$TMP/cache"
run audit KERNEL="$tree"
ok "... from cold as well" cmp "$TMP/warm" "$report/findings.json"

# ---- a file that the walk fails on: a row of the table names an argument that the call lacks ----
put drivers/paths/throws.c <<'END'
#include <linux/mm.h>
int th_throws(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1)
		return -EFAULT;
	th_odd(page);
	put_page(page);
	return 0;
}
END
printf 'th_odd\t1\tflow\t7\t0\t-\t-\t-\t-\n' >"$TMP/extra"
not_walked() {
	sed -n '/^The walk over paths failed/,/^$/p' "$TMP/out" | grep -c '^  drivers/paths/throws.c: ' | tr -d ' '
}
run audit KERNEL="$tree" API_EXTRA="$TMP/extra"
is "a file on which the walk fails is named" "$rc $(not_walked)" "1 1"
is "... and the others are walked" "$(findings PIN003 | grep -c 'kept.c' | tr -d ' ')" 3
run audit KERNEL="$tree" API_EXTRA="$TMP/extra"
is "... and tried again the next time" "$(not_walked)" 1

done_testing
