// SPDX-License-Identifier: GPL-2.0
/* Structs in an array inside a struct; an outer struct embeds it. */
#include <linux/mm.h>

struct aos_slot {
	struct page *page;
	u32 seq;
};

struct aos_queue {
	struct aos_slot slots[8];
};

struct aos_dev {
	struct aos_queue rx, tx;
};

int aos_post(struct aos_dev *dev, unsigned long addr, int i)
{
	struct aos_slot *s = &dev->rx.slots[i];

	if (get_user_pages_fast(addr, 1, 1, &s->page) != 1) /* paired a */
		return -EFAULT;
	s->seq = i;
	return 0;
}

void aos_reap(struct aos_dev *dev)
{
	int i;

	for (i = 0; i < 8; i++) {
		if (!dev->rx.slots[i].page)
			continue;
		put_page(dev->rx.slots[i].page); /* convert a */
		dev->rx.slots[i].page = NULL;
	}
}
