// SPDX-License-Identifier: GPL-2.0
/* How a name begins, or what it contains, says nothing of a driver's own function. */
#include <linux/mm.h>
#include "named.h"

struct nm_dev {
	struct page *slots[16];
	int n;
};

static void init_slots(struct nm_dev *d, struct page *page)
{
	d->slots[d->n++] = page;
}

int nm_keep(struct nm_dev *d, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	init_slots(d, page);
	return 0;
}

/* ... nor of one in the file beside it */
int nm_queue(struct nm_dev *d, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	page_ring_add(d, page);
	return 0;
}

int nm_flush(struct nm_dev *d, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	flush_dcache_page(page);
	return 0;	/* PIN003 */
}

/* an answer that a name with "err" in it gives is not the kernel's IS_ERR() */
int nm_transfer(struct nm_dev *d, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	if (nm_try_transfer(page))
		return 0;
	put_user_page(page);
	return -EAGAIN;
}

void nm_drop(struct nm_dev *d)
{
	while (d->n)
		put_user_page(d->slots[--d->n]);
}
