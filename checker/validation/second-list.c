// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

int use(unsigned long start);
int use_device(struct device *dev);
int export(void *priv);

struct buffer {
	struct page **kept;
	struct page *own[4];
	struct device *dev;
	unsigned long size;
};

/* put into the other list, which is freed as it is */
static int not_released(unsigned long start, int at)
{
	struct buffer *b = kzalloc(sizeof(*b), GFP_KERNEL);
	struct page *page;

	if (!b)
		return -ENOMEM;
	b->kept = kmalloc(16 * sizeof(*b->kept), GFP_KERNEL);
	if (!b->kept)
		goto free;
	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		goto free_kept;
	b->kept[at] = page;
	if (use(start) < 0)
		goto free_kept;
	return export(b);
free_kept:
	kfree(b->kept);
free:
	kfree(b);
	return -EFAULT;
}

/* another slot of it is */
static int another_slot(unsigned long start)
{
	struct buffer *b = kzalloc(sizeof(*b), GFP_KERNEL);
	struct page *page;

	if (!b)
		return -ENOMEM;
	b->kept = kmalloc(16 * sizeof(*b->kept), GFP_KERNEL);
	if (!b->kept)
		goto free;
	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		goto free_kept;
	b->kept[1] = page;
	put_user_page(b->kept[0]);
free_kept:
	kfree(b->kept);
free:
	kfree(b);
	return -EFAULT;
}

/* what stands beside the list is none of its slots */
static int beside_it(struct device *dev, unsigned long start, int at)
{
	struct buffer *b = kzalloc(sizeof(*b), GFP_KERNEL);
	struct page *page;
	int err;

	if (!b)
		return -ENOMEM;
	if (get_user_pages_fast(start, 1, 1, &page) != 1) {
		kfree(b);
		return -EFAULT;
	}
	b->own[at] = page;
	err = use_device(b->dev);
	if (!err)
		err = use(b->size);
	kfree(b);
	return err;
}
/*
 * check-name: put into a second list, and not released
 *
 * check-error-start
second-list.c:36:16: error: the function is left while the pages are still held, in not_released() [PIN003]
second-list.c:26:32: note: the page is taken here
second-list.c:29:26: note: the condition holds
second-list.c:58:16: error: the function is left while the pages are still held, in another_slot() [PIN003]
second-list.c:50:32: note: the page is taken here
second-list.c:79:16: error: the function is left while the pages are still held, in beside_it() [PIN003]
second-list.c:70:32: note: the page is taken here
second-list.c:76:14: note: the condition holds
 * check-error-end
 */
