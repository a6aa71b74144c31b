// SPDX-License-Identifier: GPL-2.0
/* An object made here and known to the caller by a pointer of the caller's. */
#include <linux/mm.h>
#include <linux/slab.h>
struct oo_holder { struct page **pages; int n; };
void oo_holder_free(struct oo_holder *h)
{
	unpin_user_pages(h->pages, h->n);
	kfree(h->pages);
	kfree(h);
}
/* the object is made first, filled, and then handed out */
int oo_make_late(struct oo_holder **out, unsigned long va, int n)
{
	struct oo_holder *h = kzalloc(sizeof(*h), GFP_KERNEL);

	if (!h)
		return -ENOMEM;
	h->pages = kcalloc(n, sizeof(*h->pages), GFP_KERNEL);
	h->n = pin_user_pages_fast(va, n, FOLL_WRITE, h->pages);
	if (h->n != n) {
		if (h->n > 0)
			unpin_user_pages(h->pages, h->n);
		kfree(h->pages);
		kfree(h);
		return -EFAULT;
	}
	*out = h;
	return 0;
}
/* in place */
int oo_make_in_place(struct oo_holder **out, unsigned long va, int n)
{
	*out = kzalloc(sizeof(**out), GFP_KERNEL);
	if (!*out)
		return -ENOMEM;
	(*out)->pages = kcalloc(n, sizeof(struct page *), GFP_KERNEL);
	(*out)->n = pin_user_pages_fast(va, n, FOLL_WRITE, (*out)->pages);
	if ((*out)->n != n) {
		if ((*out)->n > 0)
			unpin_user_pages((*out)->pages, (*out)->n);
		kfree((*out)->pages);
		kfree(*out);
		*out = NULL;
		return -EFAULT;
	}
	return 0;
}
/* an array of objects */
int oo_make_slot(struct oo_holder *slots[], int i, unsigned long va, int n)
{
	struct oo_holder *h;

	slots[i] = kzalloc(sizeof(*h), GFP_KERNEL);
	if (!slots[i])
		return -ENOMEM;
	h = slots[i];
	h->pages = kcalloc(n, sizeof(struct page *), GFP_KERNEL);
	if (pin_user_pages_fast(va, n, FOLL_WRITE, h->pages) != n) {
		unpin_user_pages(h->pages, 0);
		return -EFAULT;
	}
	h->n = n;
	return 0;
}
/* page array out */
int oo_take_array(unsigned long va, int n, struct page ***out)
{
	struct page **pages = kvmalloc_array(n, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(va, n, FOLL_WRITE, pages);
	if (got < n) {
		if (got > 0)
			unpin_user_pages(pages, got);
		kvfree(pages);
		return -EFAULT;
	}
	*out = pages;
	return 0;
}
