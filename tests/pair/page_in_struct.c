// SPDX-License-Identifier: GPL-2.0
/* One page kept in a struct. */
#include <linux/mm.h>

struct pis_doorbell {
	struct page *page;
	void *kaddr;
};

int pis_open(struct pis_doorbell *db, unsigned long addr)
{
	if (get_user_pages_fast(addr & PAGE_MASK, 1, 1, &db->page) != 1) /* paired a */
		return -EFAULT;
	db->kaddr = kmap(db->page);
	return 0;
}

void pis_close(struct pis_doorbell *db)
{
	kunmap(db->page);
	put_page(db->page); /* convert a */
	db->page = NULL;
}
