// SPDX-License-Identifier: GPL-2.0
/*
 * Pages that fields keep go into an skb, which drops them by put_page(): with a reference of its own, by
 * get_page(), which is then no release of the field's to unify; or the page itself, which is no pin then.
 */
#include <linux/mm.h>
#include <linux/skbuff.h>

struct sgf_one { struct page *page; };
struct sgf_many { struct page **pages; int n; };
struct sgf_local { struct page **pages; int n; };
struct sgf_given { struct page **pages; int n; };

int sgf_take_one(struct sgf_one *d, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, 1, &d->page) == 1 ? 0 : -EFAULT; /* paired a */
}

void sgf_send_one(struct sgf_one *d, struct sk_buff *skb)
{
	get_page(d->page);
	skb_fill_page_desc(skb, 0, d->page, 0, 100);
}

void sgf_drop_one(struct sgf_one *d)
{
	put_page(d->page); /* convert a */
}

int sgf_take_many(struct sgf_many *d, unsigned long addr)
{
	d->n = get_user_pages_fast(addr, d->n, 1, d->pages); /* paired b */
	return d->n;
}

void sgf_send_many(struct sgf_many *d, struct sk_buff *skb, int i)
{
	struct page **page = d->pages;

	for (; i; i--) {
		get_page(*page);
		skb_fill_page_desc(skb, i, *page, 0, 100);
		page++;
	}
}

void sgf_drop_many(struct sgf_many *d)
{
	while (d->n > 0)
		put_page(d->pages[--d->n]); /* convert b */
}

int sgf_take_local(struct sgf_local *d, unsigned long addr)
{
	d->n = get_user_pages_fast(addr, d->n, 1, d->pages); /* paired c */
	return d->n;
}

void sgf_send_local(struct sgf_local *d, struct sk_buff *skb, int i)
{
	struct page *page = d->pages[i];

	get_page(page);
	skb_fill_page_desc(skb, i, page, 0, 100);
}

void sgf_drop_local(struct sgf_local *d)
{
	while (d->n > 0)
		put_page(d->pages[--d->n]); /* convert c */
}

int sgf_take_given(struct sgf_given *d, unsigned long addr)
{
	d->n = get_user_pages_fast(addr, d->n, 1, d->pages); /* demoted d */
	return d->n;
}

void sgf_give(struct sgf_given *d, struct sk_buff *skb, int i)
{
	skb_fill_page_desc(skb, i, d->pages[i], 0, 100);
	d->pages[i] = NULL;
}

void sgf_drop_given(struct sgf_given *d)
{
	while (d->n > 0)
		if (d->pages[--d->n])
			put_page(d->pages[d->n]); /* mixed d */
}
