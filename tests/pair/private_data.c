// SPDX-License-Identifier: GPL-2.0
/* The struct travels as a void pointer. */
#include <linux/mm.h>

struct prv_state {
	struct page *pages[4];
	int n;
};

int prv_open(struct file *file, unsigned long addr)
{
	struct prv_state *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	s->n = get_user_pages_fast(addr, 4, 1, s->pages); /* paired a */
	file->private_data = s;
	return 0;
}

int prv_release(struct inode *inode, struct file *file)
{
	struct prv_state *s = file->private_data;
	int i;

	for (i = 0; i < s->n; i++)
		put_page(s->pages[i]); /* convert a */
	kfree(s);
	return 0;
}

void prv_release_raw(void *opaque)
{
	put_page(((struct prv_state *)opaque)->pages[0]); /* convert a */
}
