#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# report.html: one page that needs nothing beside it, in a real browser.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"

new_tree
mkdir -p "$tree/drivers/paths"
cp "$TOP/tests/paths/error_path.c" "$TOP/tests/paths/dirty.c" "$tree/drivers/paths/"
put drivers/odd/odd.c <<'END'
#include <linux/mm.h>

int odd(unsigned long start, int a, int b)
{
	struct page *page;

	if (get_user_pages_fast(start, a < b && b > 0 ? 1 : 1, 1, &page) != 1)
		return -EFAULT;
	put_page(page);	/* <script>alert("&")</script> */
	return 0;
}
END
run audit KERNEL="$tree"
page=$report/report.html
ok "the page is there" test -s "$page"
is "it loads nothing from elsewhere" "$(grep -oE '(src|href)="?[^" >]*|url\([^)]*|@import.*' "$page")" ""
is "source is quoted" "$(grep -c '<script>alert' "$page" || :)" 0
ok "... and shown" grep -q '&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;' "$page"
is "every finding is in it" "$(grep -c '^<details class=finding' "$page")" "$(jq '.findings | length' "$report/findings.json")"
ok "a leak with its path" grep -q '<li><code>drivers/paths/error_path.c:[0-9]*</code> all pages are taken here' "$page"
is "every site is in it" "$(grep -c '^<details class=site>' "$page")" "$(sed 1d "$report/sites.tsv" | wc -l | tr -d ' ')"
ok "... with what it becomes" grep -qF '<ins>+	put_user_page(page);' "$page"
ok "... of what it is" grep -qF '<del>-	put_page(page);' "$page"
is "every rule has its colour" "$(grep -oE "class=\"(tag|bar) PIN[0-9]+" "$page" | grep -oE "PIN[0-9]+" | sort -u |
	while read -r rule; do grep -q "[.]$rule { background" "$page" || echo "$rule"; done)" ""

if command -v chromium >/dev/null; then
	dom() {
		chromium --headless --no-sandbox --disable-gpu --window-size="$1",1000 --dump-dom "file://$2" 2>/dev/null
	}
	n=$(jq '.findings | length' "$report/findings.json")
	is "a browser runs its filter" "$(dom 900 "$page" | sed -n 's,.*<output id="shown">\([^<]*\)</output>.*,\1,p')" "$n findings"
	# the page says itself how wide it is
	sed 's,</script>,document.title = "wide " + (document.documentElement.scrollWidth <= window.innerWidth);</script>,' "$page" >"$TMP/wide.html"
	for width in 500 900 1600; do
		is "nothing sticks out at $width pixels" \
			"$(dom $width "$TMP/wide.html" | sed -n 's,.*<title>\(.*\)</title>.*,\1,p')" "wide true"
	done
else
	ok "in a browser # SKIP chromium is not installed" true
fi


# what was converted shows what convert changed
mkdir "$tree/mm"
touch "$tree/Kbuild" "$tree/MAINTAINERS"
ok "the tree is converted" exits 0 convert KERNEL="$tree"
run audit KERNEL="$tree"
is "a converted call has its hunk of the patch" "$(grep -cF "<del>-	put_page(page);" "$report/report.html") $(grep -cF "<ins>+	put_user_page(page);" "$report/report.html")" "1 1"
# nothing found: verdicts and groups all the same
rm "$tree"/drivers/paths/*.c
run audit KERNEL="$tree"
is "a tree without a finding" "$rc $(grep -c '^<details class=finding' "$page") $(grep -c '^<details class=site>' "$page")" "0 0 2"
ok "... has its verdicts" grep -q '<tr><td>release<td>converted<td class=number>1' "$page"

done_testing
