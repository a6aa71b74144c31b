// SPDX-License-Identifier: GPL-2.0
/* The vendor's own names around the kernel's. */
#include <linux/mm.h>

typedef struct page *vnd_page_t;

static int vnd_lock_user_page(unsigned long addr, vnd_page_t *out)
{
	struct page *page;
	int n;

	n = get_user_pages_fast(addr, 1, FOLL_WRITE, &page);
	if (n == 1)
		*out = page;
	return n;
}

static void vnd_unlock_user_page(vnd_page_t page)
{
	put_page(page);
}

int vnd_poke(unsigned long addr, const void *from)
{
	vnd_page_t page;

	if (vnd_lock_user_page(addr, &page) != 1)
		return -EFAULT;
	memcpy_to_page(page, 0, from, 16);
	vnd_unlock_user_page(page);
	return 0;
}
