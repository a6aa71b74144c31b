// SPDX-License-Identifier: GPL-2.0
/* An array or a variable that a field only points to, or a struct of which there are many. */
#include <linux/mm.h>
struct le_req { unsigned long addr; struct page **out; struct page *keep; };
static int le_fill(struct le_req *r)
{
	struct page *p;

	if (get_user_pages_fast(r->addr, 1, FOLL_WRITE, &p) != 1)
		return -EFAULT;
	*r->out = p;
	return 0;
}
static int le_fill_twice(struct le_req *r) { return le_fill(r); }
int le_use_assign(unsigned long addr)
{
	struct page *page;
	struct le_req r;
	int ret;

	r.addr = addr;
	r.out = &page;
	ret = le_fill_twice(&r);
	if (ret)
		return ret;
	put_page(page);
	return 0;
}
int le_use_leak(unsigned long addr, int x)
{
	struct page *page;
	struct le_req r = { .addr = addr, .out = &page };
	int ret;

	ret = le_fill_twice(&r);
	if (ret)
		return ret;
	if (x)
		return -EINVAL;	/* PIN003 */
	put_page(page);
	return 0;
}
struct le_map { struct page *page; };
int le_use_kept(struct le_map *m, unsigned long addr)
{
	struct le_req r = { .addr = addr, .out = &m->page };

	return le_fill(&r);
}
void le_unmap(struct le_map *m)
{
	put_page(m->page);
}
int le_use_array(struct page **pages, unsigned long addr, int n)
{
	struct le_req r = { .addr = addr };
	int i;

	for (i = 0; i < n; i++) {
		r.out = &pages[i];
		if (le_fill(&r))
			break;
	}
	return i;
}
void le_unuse_array(struct page **pages, int n)
{
	while (n--)
		put_page(pages[n]);
}

static int le_fault(unsigned long addr, struct page **out)
{
	struct le_req r = { .addr = addr, .out = out };

	*out = NULL;
	return le_fill(&r);
}

/* right: once more, with what was released before still in the variable */
int le_use_again(unsigned long addr)
{
	struct page *page;
	int ret;

retry:
	ret = le_fault(addr, &page);
	if (ret)
		return ret;
	if (le_busy(addr)) {
		put_page(page);
		goto retry;
	}
	le_look(addr);
	put_page(page);
	return 0;
}
