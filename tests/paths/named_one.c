// SPDX-License-Identifier: GPL-2.0
/* A macro of the file that stands for one page is one page; of another number only the name is known. */
#include <linux/mm.h>

#define NMO_ONE 1
#define NMO_SINGLE (1UL)
#define NMO_FOUR 4
#define NMO_TWICE 1
#undef NMO_TWICE
#define NMO_TWICE 2

static long nmo_take(unsigned long addr, struct page **page)
{
	return get_user_pages(addr, (unsigned long)NMO_ONE, FOLL_FORCE, page, NULL);
}

int nmo_each(unsigned long addr, unsigned long end)
{
	struct page *page = NULL;
	void *base;
	int rc = -1;

	while (addr < end) {
		rc = nmo_take(addr, &page);
		if (rc != NMO_ONE) {
			rc = -EFAULT;
			break;
		}
		base = kmap(page);
		rc = nmo_read(base);
		kunmap(page);
		put_page(page);
		if (rc)
			break;
		addr += PAGE_SIZE;
	}
	return rc;
}

int nmo_single(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != NMO_SINGLE)
		return -EFAULT;
	nmo_read(kmap(page));
	kunmap(page);
	put_page(page);
	return 0;
}

int nmo_four(unsigned long addr, struct page **pages)
{
	int i;

	if (get_user_pages_fast(addr, NMO_FOUR, 1, pages) != NMO_FOUR)
		return -EFAULT; /* PIN003 */
	for (i = 0; i < NMO_FOUR; i++)
		put_page(pages[i]);
	return 0;
}

int nmo_twice(unsigned long addr, struct page **pages)
{
	int i;

	if (get_user_pages_fast(addr, NMO_TWICE, 1, pages) != NMO_TWICE)
		return -EFAULT; /* PIN003 */
	for (i = 0; i < NMO_TWICE; i++)
		put_page(pages[i]);
	return 0;
}
