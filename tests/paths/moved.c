// SPDX-License-Identifier: GPL-2.0
/* The page was put into a table: where the function fails, it is released from there. */
#include <linux/mm.h>
#include <linux/scatterlist.h>

int mo_start(struct scatterlist *sg, unsigned long start, int id)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	sg_set_page(sg, page, PAGE_SIZE, 0);
	ret = mo_alloc(id);
	if (ret < 0) {
		put_user_page(sg_page(sg));
		return ret;
	}
	ret = mo_run(id);
	if (ret < 0)
		return ret;	/* PIN003 */
	return 0;
}

/* right: mo_forget() gets what holds the page */
int mo_told(struct scatterlist *sg, unsigned long start, int id)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	sg_set_page(sg, page, PAGE_SIZE, 0);
	ret = mo_alloc(id);
	if (ret < 0) {
		put_user_page(sg_page(sg));
		return ret;
	}
	ret = mo_run(id);
	if (ret < 0) {
		mo_forget(sg);
		return ret;
	}
	return 0;
}
