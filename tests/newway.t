#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# New is new: an old or accepted leak hides none that a change makes on the way to the same exit; and what only moves
# about an old one is not new.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"

g() {
	git -C "$tree" -c user.name=t -c user.email=t@example.org -c commit.gpgsign=false "$@" >/dev/null
}
commit() {
	g add -A
	g commit -q -m "$1"
}
# changed DESCRIPTION STATUS SED: a change to the driver, linted, and taken back
changed() {
	sed -i "$3" "$tree/drivers/a/a.c"
	commit "$1"
	ok "$1" exits "$2" lint KERNEL="$tree" BASE=HEAD~1 ${4:+"BASELINE=$4"}
	cp "$TMP/out" "$TMP/told"
	g reset -q --hard HEAD~1
}
told() {
	sed -n 's/^\([^ ]*:[0-9]*\):[0-9]*: [a-z]*: .* \[\(PIN[0-9]*\)\]$/\1 \2/p' "$TMP/told" | xargs
}

new_tree
put drivers/a/a.c <<'END'
#include <linux/mm.h>
#include <linux/slab.h>

int a_get(unsigned long start, int n, int flags)
{
	struct page *page;
	int ret;

	ret = get_user_pages_fast(start, 1, 1, &page);
	if (ret != 1)
		return -EFAULT;
	ret = a_first(flags);
	if (ret < 0)
		goto out;
	ret = a_second(flags);
	put_user_page(page);
out:
	a_done(flags);
	return ret;
}
END
g init -q -b main
commit first
run audit KERNEL="$tree"
is "there is a leak" "$(findings PIN003)" "drivers/a/a.c:19 PIN003"
ok "... explain says it at its exit" exits 0 explain KERNEL="$tree" SITE=drivers/a/a.c:19
ok "... with the source of each step" grep -q "drivers/a/a.c:13 .*if (ret < 0).*<- the condition holds" "$TMP/out"
call=$(jq -r '.findings[] | select(.rule == "PIN003") | .call' "$report/findings.json")
changed "another exit to the same label" 1 's/^	ret = a_second/	if (flags > 8)\n		goto out;\n&/'
is "... is new" "$(told)" "drivers/a/a.c:21 PIN003"
ok "... with its own way" grep -q 'note: the condition holds: if (flags > 8)\|note: the condition holds: flags > 8' "$TMP/told"
is "... shown where the change is" "$(jq -r '.runs[0].results[0].locations[0].physicalLocation.region.startLine' "$report/lint/findings.sarif")" 15
printf 'PIN003\tdrivers/a/a.c\ta_get\t%s\tthe maintainer knows\n' "$call" >"$TMP/accepted"
changed "the old one accepted" 1 's/^	ret = a_second/	if (flags > 8)\n		goto out;\n&/' "$TMP/accepted"
is "... the other one is new all the same" "$(told)" "drivers/a/a.c:21 PIN003"
call=$(jq -r '.findings[0].call' "$report/lint/findings.json")
printf 'PIN003\tdrivers/a/a.c\ta_get\t%s\tand this one, too\n' "$call" >>"$TMP/accepted"
changed "... unless it is accepted by itself" 0 's/^	ret = a_second/	if (flags > 8)\n		goto out;\n&/' "$TMP/accepted"
changed "an exit before the old one" 1 's/^	ret = a_first/	if (flags > 8)\n		goto out;\n&/'
is "... is new" "$(told)" "drivers/a/a.c:21 PIN003"
changed "lines that only move" 0 '1s/^/\n\n/'
changed "another call that takes them" 0 's/get_user_pages_fast(start, 1, 1, &page)/get_user_pages_unlocked(start, 1, \&page, FOLL_WRITE)/'
changed "a condition on the old way that decides nothing" 0 's/^	ret = a_first/	if (flags > 8)\n		a_count(flags);\n&/'
changed "... behind the label" 0 's/^	a_done/	if (flags > 8)\n		a_count(flags);\n&/'
changed "an exit that releases" 0 's/^	ret = a_second/	if (flags > 8) {\n		put_user_page(page);\n		goto out;\n	}\n&/'
changed "the old one is mended" 0 's/^		goto out;/		goto drop;/; s/^	put_user_page/drop:\n&/'
ok "... which is told" grep -q 'fixed since then' "$TMP/told"

done_testing
