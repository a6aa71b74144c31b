// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct lm { struct page *pages[16]; int n; };
#define lm_put_all(pages, n) do { \
	int __i; \
	for (__i = 0; __i < (n); __i++) \
		put_page((pages)[__i]); \
} while (0)

int lm_open(struct lm *o, struct scatterlist *sg, unsigned long va)
{
	int i;

	o->n = get_user_pages_fast(va, 16, FOLL_WRITE, o->pages);
	if (o->n < 16) {
		if (o->n > 0)
			lm_put_all(o->pages, o->n);
		return -EFAULT;
	}
	for (i = 0; i < o->n; i++)
		sg_set_page(&sg[i], o->pages[i], PAGE_SIZE, 0);
	return 0;
}

void lm_close(struct lm *o)
{
	lm_put_all(o->pages, o->n);
}
