#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make audit: findings by what is wrong with a tree, the reports, what changed
# since the last run.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"

audit() {
	exits "$1" audit KERNEL="$tree"
}

# ---- a tree that was converted ----
new_tree
driver drivers/a/a.c a put_user_page
put drivers/b/b.c <<'END'
#include <linux/mm.h>

void b(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	put_page(page);
}
END
ok "a converted tree is clean: exit status 0" audit 0
ok "... and says so" says "Nothing found in $tree."
ok "... with the verdicts" says "3 calls take or drop page references: 1 converted, 1 keep, 1 paired."
ok "... and that none is left out" says "A plain search for the names finds 3, none without a verdict."
is "... findings.json has none" "$(jq '.findings | length' "$report/findings.json")" 0
is "... sites.tsv is there" "$(sed 1d "$report/sites.tsv" | wc -l | tr -d ' ')" 3

# ---- each half of a mismatch ----
driver drivers/a/a.c a put_page
ok "nothing is converted yet: that is no more than a note, exit status 0" audit 0
is "... PIN001" "$(findings)" "drivers/a/a.c:11 PIN001"
ok "... and it says so" says "Nothing but notes in $tree."
rm -rf "$report"
driver drivers/a/a.c a put_user_page
driver drivers/also/also.c also put_user_page
ok "all of it is converted" audit 0
driver drivers/a/a.c a put_page
ok "an old release of a gup reference where others are converted: exit status 1" audit 1
is "... PIN001, with its line" "$(findings)" "drivers/a/a.c:11 PIN001"
ok "... with what it has to be" says "it has to be put_user_page()"
ok "... with the acquisition as a note" says "drivers/a/a.c:7: note: taken by get_user_pages_fast()"
ok "... counted for its subsystem" grep -q '^drivers/a  *1  *\.' "$TMP/out"
ok "... new since the last run" says "Since the last run: 1 new, 0 fixed, 0 moved, 0 as before."
run audit KERNEL="$tree" M=drivers/b
is "M= reports only what is below" "$rc $(findings)" "0 "
ok "... and says so" says "Nothing found in $tree below drivers/b."
ok "... counts what is below" says "1 calls take or drop page references:"
is "... in every form" "$(jq -r '.findings[] | .file' "$report/findings.json")$(jq -r '.runs[0].results[] | .ruleId' "$report/findings.sarif")$(jq -r '.[] | .check_name' "$report/codequality.json")$(sed 1d "$report/findings.md")" ""
cp "$tree/drivers/a/a.c" "$TMP/a.c"
driver drivers/a/a.c a put_user_page
run audit KERNEL="$tree" M=drivers/b
ok "... of what was mended, too" says "Since the last run: 0 new, 0 fixed, 0 moved, 0 as before."
cp "$TMP/a.c" "$tree/drivers/a/a.c"
run audit KERNEL="$tree"

driver drivers/a/a.c a put_user_page
put drivers/b/b.c <<'END'
#include <linux/mm.h>

void b(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	put_user_page(page);
}
END
ok "a new release of an allocated page" audit 1
is "... PIN002" "$(findings)" "drivers/b/b.c:7 PIN002"
ok "... and the other is fixed" says "drivers/a/a.c:11: fixed since the last run"
put mm/gup.c <<'END'
#include <linux/mm.h>

static void undo(struct page *page)
{
	put_user_page(page);
}

int get_user_pages_fast(unsigned long start, int nr, int write, struct page **pages)
{
	pages[0] = walk(start);
	if (nr > 1)
		put_user_page(pages[0]);
	undo(pages[1]);
	return 1;
}
END
ok "the file that has the family itself" audit 1
is "... may drop what it took" "$(findings PIN002)" "drivers/b/b.c:7 PIN002"
put mm/gup.c <<'END'
#include <linux/mm.h>

static int walk(struct page *head, struct page **pages)
{
	if (!page_cache_get_speculative(head))
		return 0;
	if (changed(head)) {
		put_user_page(head);
		return 0;
	}
	pages[0] = head;
	return 1;
}

int get_user_pages_fast(unsigned long start, int nr, int write, struct page **pages)
{
	return walk(look(start), pages);
}
END
put drivers/b/b.c <<'END'
#include <linux/mm.h>

static int pin_user_pages(unsigned long start, struct page **pages)
{
	return get_user_pages_fast(start, 1, 1, pages);
}

int b(unsigned long start, struct page **pages)
{
	int ret = pin_user_pages(start, pages);

	if (ret == 1)
		put_user_page(pages[0]);
	put_user_page(alloc_page(GFP_KERNEL));
	return ret;
}
END
ok "an ordinary reference in the family's own file, and a driver with a function of its name" audit 1
is "... both are PIN002" "$(findings PIN002)" "drivers/b/b.c:14 PIN002
mm/gup.c:8 PIN002"
rm -r "$tree/mm"

put drivers/b/b.c <<'END'
#include <linux/mm.h>

void b(struct page **pages, int n, struct page *zero)
{
	int i, got = 0;

	if (n > 1)
		got = get_user_pages_fast(0, 1, 1, pages);
	if (got < 1) {
		get_page(zero);
		pages[0] = zero;
	}
	put_user_page(pages[0]);
}
END
ok "get_page() left in a converted group" audit 1
is "... PIN002 where it is taken" "$(findings)" "drivers/b/b.c:10 PIN002"
sed -i 's/get_page(zero)/get_gup_pin_page_nofail(zero)/' "$tree/drivers/b/b.c"
ok "get_gup_pin_page_nofail() instead is right" audit 0

put drivers/b/b.c <<'END'
#include <linux/mm.h>

void b(struct page **pages, int n)
{
	if (get_user_pages_fast(0, 1, 1, pages) != 1)
		pages[0] = find_get_page(n);
	put_user_page(pages[0]);
}
END
ok "a new release that gets gup and page cache references" audit 1
is "... PIN002, and PIN004 for the acquisition" "$(findings | xargs)" "drivers/b/b.c:5 PIN004 drivers/b/b.c:7 PIN002"
ok "... with the other origin" says "find_get_page at drivers/b/b.c:6"

put drivers/b/b.c <<'END'
#include <linux/mm.h>

void b(struct device *dev)
{
	struct page *page;

	get_user_pages_fast(0, 1, 1, &page);
	b_keeps(dev, page);
}
END
ok "a reference whose fate is not known" audit 1
is "... PIN005" "$(findings PIN005)" "drivers/b/b.c:7 PIN005"

put drivers/b/b.c <<'END'
int b(unsigned long start, struct page **pages)
{
	return get_user_pages_fast_refs(start, 8, 1, pages);
}
END
ok "a demoted acquisition is no finding" audit 0
ok "... but listed" says "drivers/b/b.c:3:9: get_user_pages_fast_refs()"

# ---- reports ----
sarif() {
	jq -r -f "$TOP/tests/audit/sarif.jq" "$1" >"$TMP/breaches" && cat "$TMP/breaches" && [ ! -s "$TMP/breaches" ]
}
mkdir -p "$tree/drivers/a b"
mv "$tree/drivers/a/a.c" "$tree/drivers/a b/a.c"
rm -r "$tree/drivers/b"
sed -i 's/put_user_page/put_page/' "$tree/drivers/a b/a.c"
audit 1 >/dev/null
ok "findings.sarif is what SARIF 2.1.0 asks for" sarif "$report/findings.sarif"
is "... with a path that is a URI" \
	"$(jq -r '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri' "$report/findings.sarif")" \
	"drivers/a%20b/a.c"
is "... a code flow from acquisition to release" \
	"$(jq -c '[.runs[0].results[0].codeFlows[0].threadFlows[0].locations[].location.physicalLocation.region.startLine]' "$report/findings.sarif")" \
	"[7,11]"
is "... and its state" "$(jq -r '.runs[0].results[0].baselineState' "$report/findings.sarif")" new
jq '.runs[0].results[0].level = "fatal" | .runs[0].extra = 1' "$report/findings.sarif" >"$TMP/spoilt"
is "... a spoilt one would be noticed" "$(sarif "$TMP/spoilt" >/dev/null || wc -l <"$TMP/breaches")" 2

# Where the schema itself is to be had, it has to agree, and to refuse nothing
# that the rules in jq let pass.
by_schema() { perl "$TOP/tests/audit/sarif-schema.pl" "$SARIF_SCHEMA"; }
if [ -n "${SARIF_SCHEMA:-}" ]; then
	ok "libjson-validator-perl is there to ask the schema" perl -MJSON::Validator -e 1
	is "... the schema agrees" "$(jq -c . "$report/findings.sarif" | by_schema)" valid
	jq '.runs[0].results |= .[:1] | .runs[0].tool.driver.rules |= .[:2]
		| .runs[0].results[0].suppressions = [{kind: "external", justification: "x"}]' "$report/findings.sarif" |
		jq -c -f "$TOP/tests/audit/spoil.jq" >"$TMP/spoilt"
	by_schema <"$TMP/spoilt" >"$TMP/theirs"
	jq -r "try ([$(grep -v '^#' "$TOP/tests/audit/sarif.jq")] | length) catch 1" "$TMP/spoilt" >"$TMP/ours"
	is "... what it refuses, we refuse" "$(paste "$TMP/ours" "$TMP/theirs" | grep '^0' | grep -v 'valid$')" ""
	ok "... of $(wc -l <"$TMP/theirs") spoilt ones, most" [ "$(grep -vc '^valid$' "$TMP/theirs")" -gt 500 ]
fi
is "findings.json has the same" \
	"$(jq -c '.findings[0] | [.rule, .file, .line, .column, .function, .call, .path[0].line]' "$report/findings.json")" \
	'["PIN001","drivers/a b/a.c",11,1,"a","put_page(pages[i])",7]'
cp "$report/findings.json" "$TMP/first.json"
sed -i '1s/^/\n\n\n/' "$tree/drivers/a b/a.c"
audit 1 >/dev/null
ok "a finding that only moved is known again" says "Since the last run: 0 new, 0 fixed, 1 moved, 0 as before."
is "... by its fingerprint" "$(jq -r '.findings[0].fingerprint' "$report/findings.json")" \
	"$(jq -r '.findings[0].fingerprint' "$TMP/first.json")"
cp -R "$report" "$TMP/warm"
rm -rf "$TMP/cache"
audit 1 >/dev/null
is "from cold it is the same" "$(for f in findings.json sites.tsv; do cmp "$TMP/warm/$f" "$report/$f" 2>&1; done)" ""

# ---- the other dialect ----
audit 1 >/dev/null
ok "the last run was in the same dialect" says "Since the last run: 0 new, 0 fixed, 0 moved, 1 as before."
cat >>"$tree/include/linux/mm.h" <<'END'
long pin_user_pages(unsigned long start, unsigned long nr);
int pin_user_pages_fast(unsigned long start, int nr, unsigned int flags, struct page **pages);
void unpin_user_page(struct page *page);
END
mkdir "$tree/drivers/c"
cp "$TOP/tests/pin/trap_notifier_at_once.c" "$tree/drivers/c/c.c"
put drivers/d/d.c <<'END'
#include <linux/mm.h>

void d(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_unlocked(addr, 1, &page, FOLL_WRITE) != 1)
		return;
	set_page_dirty(page);
	put_page(page);
}
END
run audit KERNEL="$tree" API=pin
ok "... in the other" says "The last run was in the put dialect: it is not compared with."
is "... and nothing counts as fixed" "$(grep -c "since the last run" "$TMP/out")" 0
is "a page that is not to be pinned is marked dirty without its lock" "$(findings)" "drivers/c/c.c:$(sed -n '/set_page_dirty/=' "$tree/drivers/c/c.c") PIN007
drivers/d/d.c:9 PIN007"

# ---- bad input ----
echo '{}' >"$report/.findings.json"
ok "a last run that is broken" refused "findings.json: not the findings of an earlier run" audit KERNEL="$tree"
rm "$report/findings.json" "$report/.findings.json"
ok "no KERNEL" refused "no kernel tree named" audit
ok "not a kernel tree" refused "not a kernel tree" audit KERNEL="$TMP"
ok "a folder that isn't there" refused "no such folder" audit KERNEL="$tree" M=drivers/none
ok "M= outside" refused "not inside" audit KERNEL="$tree" M=/
ok "JOBS that is no number" refused "JOBS=many" audit KERNEL="$tree" JOBS=many
is "make: an error is one of ours, then make's" \
	"$(make -C "$pincer" audit KERNEL="$TMP/none" 2>&1 >/dev/null | grep -vc '^make')" 1


# ---- what a condition tells apart ----
new_tree
put drivers/f/f.c <<'END'
#include <linux/mm.h>

struct f_area {
	struct page *page;
	int flags;
};

int f_get(struct f_area *f, unsigned long addr)
{
	if (f->flags & F_USER)
		return get_user_pages_fast(addr, 1, 1, &f->page) == 1 ? 0 : -EFAULT;
	f->page = alloc_page(GFP_KERNEL);
	return f->page ? 0 : -ENOMEM;
}

static void f_put_kernel(struct page *page)
{
	put_page(page);
}

void f_put(struct f_area *f)
{
	if (f->flags & F_USER)
		put_user_page(f->page);
	else
		f_put_kernel(f->page);
}

void f_drop(struct f_area *f, int how)
{
	switch (how) {
	case F_KERNEL:
		put_page(f->page);
		break;
	case F_OWN:
	case F_OTHER:
		put_user_page(f->page);
		break;
	}
}

void f_wrong(struct f_area *f)
{
	if (f->flags & F_USER)
		f->flags = 0;
	put_user_page(f->page);
}
END
run audit KERNEL="$tree"
todo "an unguarded release beside guarded ones of one field is missed (issue 18)" "a new release that a condition keeps from others is no error; without it is" \
	test "$(findings 'PIN00[24]' | grep -v ':1[018] \|:33 ' | xargs)" = "drivers/f/f.c:46 PIN004"
put drivers/g/g.c <<'END'
#include <linux/mm.h>

struct g_area {
	struct page *page;
	int flags;
};

void g_get(struct g_area *g, unsigned long addr, struct page *own)
{
	if (g->flags & G_USER) {
		if (get_user_pages_fast(addr, 1, 1, &g->page) != 1)
			g->page = NULL;
	} else {
		get_page(own);
		g->page = own;
	}
}

void g_put(struct g_area *g)
{
	if (g->flags & G_USER)
		put_user_page(g->page);
	else
		put_page(g->page);
}
END
run audit KERNEL="$tree"
ok "nor is the reference that goes the other way" says \
	"drivers/g/g.c:14:3: note: get_page(own) takes an ordinary reference that meets gup references; a condition tells them apart [PIN004]"
# ---- a list of what is accepted, written ----
new_tree
driver drivers/a/a.c a_get put_page
driver drivers/b/b.c b_get put_user_page
ok "no reason" refused "no reason given" baseline KERNEL="$tree" BASELINE="$TMP/list"
audit 1 >/dev/null
ok "a list is written" exits 0 baseline KERNEL="$tree" BASELINE="$TMP/list" REASON="known since 2019"
is "... with the reason" "$(sed 1d "$TMP/list")" "PIN001	drivers/a/a.c	a_get	put_page(pages[i])	known since 2019"
ok "... which is taken" exits 0 audit KERNEL="$tree" BASELINE="$TMP/list"
cp "$TMP/list" "$TMP/list.was"
ok "... once" exits 0 baseline KERNEL="$tree" BASELINE="$TMP/list" REASON="another"
ok "... as it was" cmp "$TMP/list.was" "$TMP/list"


done_testing
