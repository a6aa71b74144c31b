// SPDX-License-Identifier: GPL-2.0
/* An error is unwound with gotos. */
#include <linux/mm.h>

struct gtu_ctx {
	struct page *page;
	struct page **pages;
	void *kaddr;
	int n;
};

int gtu_init(struct gtu_ctx *c, unsigned long addr, unsigned long status)
{
	int rc, i;

	c->pages = kcalloc(c->n, sizeof(*c->pages), GFP_KERNEL);
	if (!c->pages)
		return -ENOMEM;
	rc = get_user_pages_fast(addr, c->n, 1, c->pages); /* paired a */
	if (rc < 0)
		goto free_array;
	if (rc < c->n) {
		c->n = rc;
		rc = -EFAULT;
		goto put_pages;
	}
	rc = get_user_pages_fast(status, 1, 1, &c->page); /* paired b */
	if (rc != 1)
		goto put_pages;
	c->kaddr = vmap(c->pages, c->n, VM_MAP, PAGE_KERNEL);
	if (!c->kaddr) {
		rc = -ENOMEM;
		goto put_status;
	}
	return 0;

put_status:
	put_page(c->page); /* convert b */
put_pages:
	for (i = 0; i < c->n; i++)
		put_page(c->pages[i]); /* convert a */
free_array:
	kfree(c->pages);
	return rc;
}

void gtu_exit(struct gtu_ctx *c)
{
	vunmap(c->kaddr);
	put_page(c->page); /* convert b */
	release_pages(c->pages, c->n); /* convert a */
	kfree(c->pages);
}
