/* SPDX-License-Identifier: GPL-2.0 */
struct hin_pinned {
	struct page *pages[8];
	int n;
};

static inline void hin_unpin(struct hin_pinned *p)
{
	while (p->n)
		put_page(p->pages[--p->n]); /* convert a */
}

static inline void hin_drop_one(struct page *page)
{
	put_page(page); /* convert b */
}
