// SPDX-License-Identifier: GPL-2.0
/*
 * Another object points at the array too, and by that it is filled.  One more reference
 * of what is found in the array does not say where the first one comes from.
 */
#include <linux/mm.h>

struct abs_part { struct page **pages; int n; };
struct abs_state { struct abs_part *part; struct page **next; };
struct abs_cursor { struct page **page; int left; };

int abs_make(struct abs_part *p, int n)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);

	if (!pages)
		return -ENOMEM;
	memset(pages, 0, n * sizeof(*pages));
	p->pages = pages;
	p->n = 0;
	return 0;
}

void abs_begin(struct abs_state *s, struct abs_part *p)
{
	s->part = p;
	s->next = p->pages;
}

int abs_more(struct abs_state *s, unsigned long addr, int n)
{
	struct page **pages = s->next;
	int i, got = get_user_pages_fast(addr, n, FOLL_WRITE, pages); /* paired a */

	if (got != n) {
		for (i = 0; i < got; i++)
			put_page(pages[i]); /* keep a */
		return -EFAULT;
	}
	s->part->n += n;
	s->next = pages + n;
	return 0;
}

void abs_send(struct abs_cursor *c, struct abs_part *p, struct sk_buff *skb)
{
	struct page **page = c->page;

	while (c->left--) {
		get_page(*page);
		skb_fill_page_desc(skb, 0, *page, 0, PAGE_SIZE);
		page++;
		if (!c->left)
			page = &p->pages[0];
	}
	c->page = page;
}

void abs_seek(struct abs_cursor *c, struct abs_part *p, int i)
{
	c->page = &p->pages[i];
}

void abs_free(struct abs_part *p)
{
	int i;

	for (i = 0; i < p->n; i++)
		put_page(p->pages[i]); /* keep a */
}
