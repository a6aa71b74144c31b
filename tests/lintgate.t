#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make lint: only what a change introduced, from a commit on or by a patch.
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
lint() {
	expected=$1
	shift
	exits "$expected" lint KERNEL="$tree" "$@"
}
new() {
	findings "" | xargs
}

new_tree
driver drivers/a/a.c a_get put_page
driver drivers/b/b.c b_get put_user_page
put drivers/c/c.c <<'END'
int c;
END
g init -q -b main
commit first

# ---- commits ----
ok "nothing has changed" lint 0 BASE=HEAD
ok "... and says so" says "Nothing new in the 0 source files"
echo 'int d;' >>"$tree/drivers/c/c.c"
commit "harmless"
ok "a change without a finding" lint 0 BASE=HEAD~1
sed -i 's/put_user_page/put_page/' "$tree/drivers/b/b.c"
sed -i '1s/^/\n\n/' "$tree/drivers/a/a.c"
commit "b goes back"
ok "a release that goes back to the old form" lint 1 BASE=HEAD~1
is "... is all that is reported" "$(new)" "drivers/b/b.c:11 PIN001"
ok "... the old one has only moved" says "1 new, 0 fixed, 1 moved, 0 as before."
is "... in the JSON too" "$(jq -r '.findings[] | .file' "$report/lint/findings.json")" drivers/b/b.c
is "... and in the SARIF" "$(jq -r '.runs[0].results[] | .ruleId, .baselineState' "$report/lint/findings.sarif" | xargs)" "PIN001 new"
cp "$TMP/out" "$TMP/warm"
rm -rf "$TMP/cache"
lint 1 BASE=HEAD~1 >/dev/null || :
ok "from cold it is the same" cmp "$TMP/warm" "$TMP/out"
ok "two commits together" lint 1 BASE=HEAD~2
is "... the same" "$(new)" "drivers/b/b.c:11 PIN001"

# a header that a file includes decides about its release
put include/linux/own.h <<'END'
static inline void own_drop(struct page *page)
{
	put_user_page(page);
}
END
put drivers/c/c.c <<'END'
#include <linux/own.h>

int c(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	own_drop(page);
	return 0;
}
END
commit "c"
sed -i 's/get_user_pages_fast(start, 1, 1, &page) != 1/!(page = alloc_page(GFP_KERNEL))/' "$tree/drivers/c/c.c"
commit "another page for c"
ok "a change that makes another file's release wrong" lint 1 BASE=HEAD~1
is "... is reported there" "$(new)" "include/linux/own.h:3 PIN002"

g mv drivers/b drivers/e
commit "b is called e"
ok "a renamed file has nothing new" lint 0 BASE=HEAD~1
g rm -q drivers/a/a.c
commit "a goes"
ok "a file that goes has nothing new" lint 0 BASE=HEAD~1
ok "... what was in it is fixed" says "drivers/a/a.c:13: fixed since then"
driver drivers/f/f.c f_get put_page
commit "f"
ok "a new file" lint 1 BASE=HEAD~1
is "... is reported" "$(new)" "drivers/f/f.c:11 PIN001"

# ---- commit by commit: the same from cold as from warm ----
for commit in $(git -C "$tree" rev-list --max-count=4 HEAD); do
	g checkout -q "$commit"
	run lint KERNEL="$tree" BASE=HEAD~1
	cp "$TMP/out" "$TMP/warm"
	rm -rf "$TMP/cache"
	run lint KERNEL="$tree" BASE=HEAD~1
	ok "$(git -C "$tree" log -1 --format=%s): the same from cold" cmp "$TMP/warm" "$TMP/out"
done
g checkout -q main

# ---- patches ----
sed -i 's/	n = get/	long k;\n\n&/; s/put_page/put_user_page/' "$tree/drivers/f/f.c"
commit "f is right"
sed -i 's/put_user_page/put_page/' "$tree/drivers/f/f.c"
git -C "$tree" diff >"$TMP/f.patch"
ok "a patch that is in the tree" lint 1 DIFF="$TMP/f.patch"
is "... is linted" "$(new | sed 's/:[0-9]*//')" "drivers/f/f.c PIN001"
g checkout -q drivers/f/f.c
cp -R "$tree" "$TMP/tree.was"
ok "a patch that is not yet" lint 1 DIFF="$TMP/f.patch"
is "... is linted as well" "$(new | sed 's/:[0-9]*//')" "drivers/f/f.c PIN001"
ok "... and the tree left as it was" diff -r "$TMP/tree.was" "$tree"
from_stdin() {
	rc=0
	KERNEL=$tree "$pincer/scripts/front.sh" lint <"$TMP/f.patch" >"$TMP/out" 2>"$TMP/err" || rc=$?
	cat "$TMP/out" "$TMP/err"
	[ $rc -eq 1 ]
}
ok "a patch from standard input" from_stdin
is "... is linted too" "$(new | sed 's/:[0-9]*//')" "drivers/f/f.c PIN001"

# ---- accepted findings ----
printf 'PIN001\tdrivers/f/f.c\tf_get\tput_page(pages[i])\tthe maintainer wants it\n' >"$TMP/accepted"
ok "an accepted finding" lint 0 DIFF="$TMP/f.patch" BASELINE="$TMP/accepted"
is "... is marked in the SARIF" "$(jq -r '.runs[0].results[0].suppressions[0].justification' "$report/lint/findings.sarif")" \
	"the maintainer wants it"
printf 'PIN003\tdrivers/none.c\tf\tg()\tlong ago\n' >>"$TMP/accepted"
ok "... beside one that is stale" lint 0 DIFF="$TMP/f.patch" BASELINE="$TMP/accepted"
ok "... which is told" says "accepted:2: stale: "
sed -i "2s/PIN003/PIN010/" "$TMP/accepted"
ok "every rule can be accepted" lint 0 DIFF="$TMP/f.patch" BASELINE="$TMP/accepted"
sed -i "2s/PIN010/PIN003/" "$TMP/accepted"
run audit KERNEL="$tree" BASELINE="$TMP/accepted"
ok "audit knows the list as well" says "accepted:1: stale: "

# ---- bad input ----
bad() {
	name=$1 text=$2
	shift 2
	ok "$name" refused "$text" lint KERNEL="$tree" "$@"
}
bad "no such commit" "BASE=none: no such commit in" BASE=none
bad "both BASE and DIFF" "both BASE and DIFF" BASE=HEAD DIFF="$TMP/f.patch"
bad "no such patch" "none.patch: no such file" DIFF="$TMP/none.patch"
bad "nothing on standard input" "the diff is empty"
head -c 4096 /dev/zero >"$TMP/binary"
bad "a binary file for a patch" "not a patch but a binary file" DIFF="$TMP/binary"
echo hello >"$TMP/words"
bad "words for a patch" "not a patch that git understands" DIFF="$TMP/words"
sed 's/put_user_page/something_else/' "$TMP/f.patch" >"$TMP/other.patch"
bad "a patch that does not apply" "neither applies to" DIFF="$TMP/other.patch"
printf 'PIN001\tdrivers/f/f.c\tf_get\tput_page(pages[i])\t \n' >"$TMP/accepted"
bad "accepted without a reason" "accepted:1: no reason given" BASE=HEAD~1 BASELINE="$TMP/accepted"
echo 'PIN001 drivers/f/f.c' >"$TMP/accepted"
bad "a broken list" "accepted:1: 1 columns, not 5" BASE=HEAD~1 BASELINE="$TMP/accepted"
printf "PIN999\tdrivers/f/f.c\tf_get\tput_page(page)\twhy not\n" >"$TMP/accepted"
bad "a rule that is none" "accepted:1: PIN999 is no rule; they are PIN001 to PIN0" BASE=HEAD~1 BASELINE="$TMP/accepted"
bad "a list that isn't there" "none: cannot be read" BASE=HEAD~1 BASELINE="$TMP/none"
printf 'a\000b' >"$tree/logo.bin"
driver drivers/g/g.c g_get put_page
commit "a driver and its logo"
ok "a binary file beside sources" lint 1 BASE=HEAD~1
is "... is passed over" "$(new)" "drivers/g/g.c:11 PIN001"
git -C "$tree" diff --binary HEAD~1 >"$TMP/logo.patch"
ok "... in a patch as well" lint 1 DIFF="$TMP/logo.patch"
g mv drivers/g "drivers/g h"
commit "it moves"
git -C "$tree" diff -M HEAD~1 >"$TMP/moves.patch"
ok "a patch that renames has nothing new" lint 0 DIFF="$TMP/moves.patch"
printf 'int x;\000' >"$tree/drivers/c/c.c"
commit "no source any more"
bad "a source that is a binary file" "drivers/c/c.c: a binary file" BASE=HEAD~1
g reset -q --hard HEAD~1
echo 'int x;' >>"$tree/drivers/c/c.c"
bad "a dirty tree" "drivers/c/c.c: has uncommitted changes" BASE=HEAD~1
ok "... is taken with FORCE=1" lint 0 BASE=HEAD~1 FORCE=1
g checkout -q drivers/c/c.c
head -c 9000000 /dev/zero | tr '\0' ' ' >"$tree/drivers/c/c.c"
commit "huge"
head -c 9000001 /dev/zero | tr '\0' ' ' >"$tree/drivers/c/c.c"
commit "huge still"
bad "a huge file" "drivers/c/c.c: over 8 MiB" BASE=HEAD~1
g clone -q --depth 1 "file://$tree" "$TMP/shallow"
ok "a shallow clone" refused "the clone is shallow; run git fetch" lint KERNEL="$TMP/shallow" BASE=HEAD~3
cp -R "$TOP/tests/pair/skeleton" "$TMP/plain"
ok "no git tree at all" refused "not a git tree" lint KERNEL="$TMP/plain" BASE=HEAD
is "all this left the tree alone" "$(git -C "$tree" status --porcelain)" ""


# ---- a release that is taken away where something is kept ----
new_tree
put drivers/k/k.h <<'END'
struct k_buf {
	struct page *page;
};
END
put drivers/k/k.c <<'END'
#include <linux/mm.h>
#include "k.h"

int k_get(struct k_buf *buf, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, 1, &buf->page) == 1 ? 0 : -EFAULT;
}

void k_done(struct k_buf *buf)
{
	k_finish(buf);
	put_user_page(buf->page);
}

void k_abort(struct k_buf *buf)
{
	put_user_page(buf->page);
}
END
git -C "$tree" init -q -b main 2>/dev/null
commit first
sed -i -e '/k_finish/{n;d}' -e '1s/^/\n/' "$tree/drivers/k/k.c"
commit "k_done() forgets"
ok "one release of several is taken away" lint 1 BASE=HEAD~1
is "... is told of where it stood" "$(new)" "drivers/k/k.c:13 PIN003"
ok "... with what it released" says "it released what get_user_pages_fast() takes in k_get(), and nothing does in its place"
ok "... once: after that it is how things are" lint 0 BASE=HEAD
g reset -q --hard HEAD~1
cat >>"$tree/drivers/k/k.c" <<'END'

static void k_put(struct k_buf *buf)
{
	put_user_page(buf->page);
}
END
sed -i '/k_finish/{n;s/put_user_page(buf->page)/k_put(buf)/}' "$tree/drivers/k/k.c"
commit "moved to a function"
ok "where another function does it instead nothing is told" lint 0 BASE=HEAD~1
g reset -q --hard HEAD~1
sed -i '/^void k_abort/,$d' "$tree/drivers/k/k.c"
commit "k_abort() is gone as a whole"
ok "nor where the function is gone as well" lint 0 BASE=HEAD~1

# ---- a function that released by two members, and does by one of them only ----
g reset -q --hard HEAD~1
put drivers/k/two.c <<'END'
#include <linux/mm.h>

struct k_two {
	struct page *data;
	struct page *proof;
};

int k_two_get(struct k_two *two, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, 1, &two->data) != 1)
		return -EFAULT;
	if (get_user_pages_fast(addr + PAGE_SIZE, 1, 1, &two->proof) != 1) {
		put_user_page(two->data);
		return -EFAULT;
	}
	return 0;
}

void k_two_done(struct k_two *two)
{
	put_user_page(two->data);
	put_user_page(two->proof);
}

void k_two_drop(struct k_two *two)
{
	put_user_page(two->data);
	put_user_page(two->proof);
}
END
commit "two pages"
sed -i '/^void k_two_done/,/^}/{/two->proof/d}' "$tree/drivers/k/two.c"
commit "k_two_done() forgets one"
ok "of two members one is not released any more" lint 1 BASE=HEAD~1
is "... is told of where that stood" "$(new)" "drivers/k/two.c:22 PIN003"
g reset -q --hard HEAD~1
sed -i '/^void k_two_done/,/^}/{s/put_user_page(two->proof)/page = two->proof/;s/put_user_page(two->data)/struct page *page = two->data/}' "$tree/drivers/k/two.c"
sed -i '/^void k_two_done/,/^}/{s/page = two->proof;/put_user_page(page);\n&\n\tput_user_page(page);/}' "$tree/drivers/k/two.c"
commit "by a variable"
ok "spelled in another way it is still released" lint 0 BASE=HEAD~1
g reset -q --hard HEAD~1
sed -i -e '/->proof/d' -e '/struct page \*proof/d' -e '/addr + PAGE_SIZE/,/^	}/d' "$tree/drivers/k/two.c"
commit "one page is enough"
ok "nor where the member is gone as well" lint 0 BASE=HEAD~1

# ---- what is taken by another call than before ----
put drivers/k/leak.c <<'END'
#include <linux/mm.h>
#include <linux/slab.h>

int k_look(unsigned long addr, int n)
{
	struct page **pages = kmalloc_array(n, sizeof(*pages), GFP_KERNEL);
	int ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_longterm(addr, n, 1, pages, NULL);
	if (ret == n) {
		k_count(n);
		put_user_pages(pages, n);
	}
	kfree(pages);
	return ret;
}
END
commit "a leak"
sed -i 's/get_user_pages_longterm(addr, n, 1,/get_user_pages(addr, n, 1 | FOLL_LONGTERM,/' "$tree/drivers/k/leak.c"
commit "taken by another call"
ok "an old leak is none that the change made" lint 0 BASE=HEAD~1
ok "... it stands where it stood" says "0 new, 0 fixed, 0 moved, 1 as before."
done_testing
