// SPDX-License-Identifier: GPL-2.0
/* The pages of two kinds are kept in one field; each kind has its own release. */
#include <linux/mm.h>
#include <linux/pagevec.h>

struct btr_obj {
	struct page **pages;
	int n;
	struct address_space *mapping;
};

static int btr_get_shared(struct btr_obj *obj)
{
	int i;

	for (i = 0; i < obj->n; i++)
		obj->pages[i] = shmem_read_mapping_page(obj->mapping, i);
	return 0;
}

static void btr_put_shared(struct btr_obj *obj)
{
	struct pagevec pvec;
	int i;

	pagevec_init(&pvec);
	for (i = 0; i < obj->n; i++)
		if (!pagevec_add(&pvec, obj->pages[i]))
			__pagevec_release(&pvec); /* keep */
	pagevec_release(&pvec); /* keep */
}

void btr_use_shared(struct btr_obj *obj)
{
	if (!btr_get_shared(obj))
		btr_put_shared(obj);
}

int btr_user(unsigned long addr)
{
	struct page *pages[2];
	int i, n = get_user_pages_fast(addr, 2, 1, pages); /* paired a */

	for (i = 0; i < n; i++)
		put_page(pages[i]); /* convert a */
	return 0;
}
