// SPDX-License-Identifier: GPL-2.0
/* The addresses are in a buffer that an object keeps: how they get back is not followed, so it proves nothing. */
#include <linux/mm.h>

static int tpc_fill(unsigned long addr, int n, u64 buffer)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);
	u64 *table = (u64 *)(uintptr_t)buffer + 2;
	int i, got;

	got = get_user_pages_fast(addr, n, FOLL_WRITE | FOLL_LONGTERM, pages); /* unknown a */
	for (i = 0; i < n; i++) {
		struct page *page = pages[i];

		if (!page) {
			release_pages(pages, got); /* unknown a */
			return -EFAULT;
		}
		table[i] = (uintptr_t)page_to_phys(page);
	}
	kfree(pages);
	return 0;
}

static void tpc_empty(u64 buffer, int n)
{
	u64 *table = (u64 *)(uintptr_t)buffer + 2;
	struct page *page = NULL;
	int i;

	for (i = 0; i < n; i++) {
		page = (struct page *)(uintptr_t)phys_to_page(table[i]);
		if (page)
			put_page(page); /* unknown */
	}
}

int tpc_open(struct tpc *t, unsigned long addr, int n)
{
	void *buffer = vmalloc(n * 8 + 16);

	if (tpc_fill(addr, n, (u64)buffer)) {
		vfree(buffer);
		return -EFAULT;
	}
	t->buffer = buffer;
	t->n = n;
	return 0;
}

void tpc_close(struct tpc *t)
{
	tpc_empty((u64)(uintptr_t)t->buffer, t->n);
	vfree(t->buffer);
}
