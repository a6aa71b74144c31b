// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct @_buf {
	struct page **pages;
	void *table;
	int n;
};

static int @_fill(struct @_buf *b, unsigned long start)
{
	int ret;

	b->pages = kcalloc(b->n, sizeof(*b->pages), GFP_KERNEL);
	if (!b->pages)
		return -ENOMEM;
	ret = @GUP(start, b->n, b->pages);
	if (ret == b->n)
		return 0;
	if (ret > 0)
		put_user_pages(b->pages, ret);	/* drop 1, swap ret b->n, twice, old */
	kfree(b->pages);	/* lost 1 */
	return -EFAULT;
}

static void @_drop(struct @_buf *b)
{
	int i;

	for (i = 0; i < b->n; i++) {
		set_page_dirty_lock(b->pages[i]);	/* unlocked */
		put_user_page(b->pages[i]);	/* old */
	}
	kfree(b->pages);
}

struct @_buf *@_create(unsigned long start, int n)
{
	struct @_buf *b = kzalloc(sizeof(*b), GFP_KERNEL);

	if (!b)
		return NULL;
	b->n = n;
	if (@_fill(b, start))
		goto free;
	b->table = kmalloc(n, GFP_KERNEL);
	if (!b->table)
		goto drop;
	return b;
drop:
	@_drop(b);	/* drop 2 */
free:
	kfree(b);	/* lost 2 */
	return NULL;
}

void @_destroy(struct @_buf *b)
{
	@_drop(b);
	kfree(b->table);
	kfree(b);
}
