// SPDX-License-Identifier: GPL-2.0
/* Two sorts in one array, the object's flag says which; the releases in helpers. */
#include <linux/mm.h>

struct fif_buf { struct page **pages; int n; bool need_unpin; };

static void fif_drop_user(struct fif_buf *b)
{
	unpin_user_pages(b->pages, b->n);
}

static void fif_drop_kernel(struct fif_buf *b)
{
	int i;

	for (i = 0; i < b->n; i++)
		put_page(b->pages[i]);
}

void fif_free(struct fif_buf *b)
{
	if (!b->need_unpin)
		fif_drop_kernel(b);
	else
		fif_drop_user(b);
}

int fif_user(struct fif_buf *b, unsigned long addr, int n)
{
	b->need_unpin = true;
	b->n = pin_user_pages_fast(addr, n, FOLL_WRITE | FOLL_LONGTERM, b->pages);
	return b->n;
}

void fif_kernel(struct fif_buf *b, int n)
{
	int i;

	b->need_unpin = false;
	for (i = 0; i < n; i++)
		b->pages[i] = alloc_page(GFP_KERNEL);
	b->n = n;
}
