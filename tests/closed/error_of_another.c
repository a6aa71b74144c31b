// SPDX-License-Identifier: GPL-2.0
/* Where what was made of the page is no error, the page is still held: IS_ERR() does not ask for a page. */
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct eoa {
	struct sg_table *table;
};

static struct sg_table *eoa_table(struct eoa *eoa, struct page *page)
{
	struct sg_table *table = kmalloc(sizeof(*table), GFP_KERNEL);

	if (!table)
		return ERR_PTR(-ENOMEM);
	if (sg_alloc_table_from_pages(table, &page, 1, 0, PAGE_SIZE, GFP_KERNEL)) {
		kfree(table);
		return ERR_PTR(-ENOMEM);
	}
	eoa->table = table;
	return table;
}

int eoa_take(struct eoa *eoa, unsigned long user)
{
	struct sg_table *table;
	struct page *page;

	if (get_user_pages_fast(user, 1, FOLL_WRITE, &page) != 1)	/* unknown a */
		return -EFAULT;
	table = eoa_table(eoa, page);
	if (IS_ERR(table))
		put_page(page);	/* unknown a */
	return PTR_ERR_OR_ZERO(table);
}
