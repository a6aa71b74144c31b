// SPDX-License-Identifier: GPL-2.0
/* Pins into no array. */
#include <linux/mm.h>
#include <linux/slab.h>
int nu_probe(unsigned long va, int n, bool share)
{
	struct page **pages = NULL;
	long got;

	if (share)
		pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	got = pin_user_pages(va, n, FOLL_WRITE | FOLL_LONGTERM, pages);	/* PIN009 */
	if (pages && got > 0)
		unpin_user_pages(pages, got);
	kfree(pages);
	return 0;
}
int nu_always(unsigned long va)
{
	return pin_user_pages_fast(va, 1, FOLL_WRITE, NULL) == 1 ? 0 : -EFAULT;	/* PIN009 */
}
static long nu_take(unsigned long va, int n, struct page **pages)
{
	return pin_user_pages(va, n, FOLL_WRITE, pages);
}
int nu_helper(unsigned long va, int n)
{
	return nu_take(va, n, NULL) == n ? 0 : -EFAULT;	/* PIN009 */
}
/* right: tested */
int nu_tested(unsigned long va, int n, bool share)
{
	struct page **pages = NULL;
	long got;

	if (share)
		pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	got = pin_user_pages(va, n, FOLL_WRITE, pages);
	if (got > 0)
		unpin_user_pages(pages, got);
	kfree(pages);
	return 0;
}
/* right: no references are wanted */
int nu_get(unsigned long va, int n)
{
	return get_user_pages(va, n, FOLL_WRITE, NULL) == n ? 0 : -EFAULT;
}
struct nu_ctx { struct page **pages; int n; };
int nu_field(struct nu_ctx *c, unsigned long va, int want)
{
	c->pages = want ? kcalloc(c->n, sizeof(*c->pages), GFP_KERNEL) : NULL;
	return pin_user_pages(va, c->n, FOLL_WRITE, c->pages);	/* PIN009 */
}
void nu_end(struct nu_ctx *c)
{
	unpin_user_pages(c->pages, c->n);
}
