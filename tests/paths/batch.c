// SPDX-License-Identifier: GPL-2.0
/* Right: where a count is unsigned and was added to, it is not 0. */
#include <linux/mm.h>

struct bt_batch {
	struct page *pages[16];
	unsigned int nr_ops;
	unsigned int nr_pages;
};

static int bt_get(struct bt_batch *batch, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1)
		return -EFAULT;
	batch->pages[batch->nr_pages++] = page;
	return 0;
}

static void bt_put(struct bt_batch *batch)
{
	unsigned int i;

	for (i = 0; i < batch->nr_pages; i++)
		put_user_page(batch->pages[i]);
	batch->nr_pages = 0;
}

static int bt_flush(struct bt_batch *batch)
{
	int ret = bt_submit(batch->nr_ops);

	bt_put(batch);
	batch->nr_ops = 0;
	return ret;
}

static int bt_segment(struct bt_batch *batch, struct bt_seg *seg)
{
	unsigned int done = 0;
	int ret;

	while (done < seg->len) {
		if (batch->nr_ops >= BT_BATCH) {
			ret = bt_flush(batch);
			if (ret < 0)
				return ret;
		}
		ret = bt_get(batch, seg->addr + done);
		if (ret < 0)
			return ret;
		done += PAGE_SIZE;
		batch->nr_ops++;
	}
	return 0;
}

int bt_copy(struct bt_seg *segs, int n)
{
	struct bt_batch batch;
	int i, ret = 0;

	batch.nr_ops = 0;
	batch.nr_pages = 0;
	for (i = 0; i < n; i++) {
		ret = bt_segment(&batch, &segs[i]);
		if (ret < 0)
			goto out;
	}
	if (batch.nr_ops)
		ret = bt_flush(&batch);
	return ret;
out:
	bt_put(&batch);
	return ret;
}

/* the same where nothing is known of it before */
int bt_one(struct bt_seg *seg)
{
	struct bt_batch batch;
	int ret;

	bt_prepare(&batch);
	ret = bt_get(&batch, seg->addr);
	if (ret < 0)
		return ret;
	batch.nr_ops++;
	if (batch.nr_ops)
		ret = bt_flush(&batch);
	return ret;
}
