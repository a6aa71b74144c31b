// SPDX-License-Identifier: GPL-2.0
/* Single pages are collected in a batch. */
#include <linux/mm.h>

struct btc_batch {
	struct page *pages[32];
	unsigned int nr;
	bool write;
};

static int btc_one(struct btc_batch *batch, void *virt)
{
	unsigned long addr = (unsigned long)virt;
	struct page *page;

	if (get_user_pages_fast(addr, 1, batch->write, &page) < 0) /* paired a */
		return -EFAULT;
	batch->pages[batch->nr++] = page;
	return 0;
}

static void btc_put(struct btc_batch *batch)
{
	unsigned int i;

	for (i = 0; i < batch->nr; i++)
		put_page(batch->pages[i]); /* convert a */
	batch->nr = 0;
}

int btc_run(void *virt)
{
	struct btc_batch batch = { .nr = 0, .write = true };
	int rc = btc_one(&batch, virt);

	btc_put(&batch);
	return rc;
}
