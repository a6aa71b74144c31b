#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# cocci/check/: the semantic patches that stand alone have to run as the kernel's
# own `make coccicheck COCCI=... MODE=...' runs them.
set -eu
. "$(dirname "$0")/lib.sh"

cat >"$TMP/a.c" <<'END'
int f(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	put_page(page);
	return 0;
}

int g(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, ret = get_user_pages(start, n, 1, pages, NULL);

	for (i = 0; i < ret; i++)
		put_page(pages[i]);
	kfree(pages);
	return 0;
}

int h(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	put_page(page);
	return 0;
}
END
check() {
	spatch --very-quiet --no-includes -D "$1" --cocci-file "$TOP/cocci/check/put_user_page.cocci" "$TMP/a.c" 2>/dev/null
}
is "report" "$(check report)" "$TMP/a.c:7:1-9: ERROR: page of get_user_pages(): use put_user_page()
$TMP/a.c:17:2-10: ERROR: page of get_user_pages(): use put_user_page()"
is "patch" "$(check patch | grep '^+	')" "+	put_user_page(page);
+		put_user_page(pages[i]);"
is "context" "$(check context | grep -c '^-	')" 2
is "org" "$(check org | grep -c '^\* TODO')" 2
is "each patch says what coccicheck wants to know" "$(grep -LE '^/// ' "$TOP"/cocci/check/*.cocci
	for word in 'virtual patch' 'virtual report' '^// Confidence:' '^// Options:'; do grep -L "$word" "$TOP"/cocci/check/*.cocci; done)" ""

# the kernel's own way, where a tree is at hand
if tree=$(debian_tree) && command -v make >/dev/null; then
	mkdir "$TMP/module"
	cp "$TMP/a.c" "$TMP/module/"
	rc=0
	make -C "$tree" coccicheck COCCI="$TOP/cocci/check/put_user_page.cocci" MODE=report M="$TMP/module" >"$TMP/said" 2>&1 || rc=$?
	is "make coccicheck MODE=report" "$rc $(sed -n 's/^.*a\.c:\([0-9]*\):.*ERROR.*/\1/p' "$TMP/said" | xargs)" "0 7 17"
else
	ok "make coccicheck # SKIP no kernel tree is unpacked" true
fi

done_testing
