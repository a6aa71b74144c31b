// SPDX-License-Identifier: GPL-2.0
/* Mapped to user space by number, and kept until the file is closed: case 5. */
#include <linux/mm.h>

struct mbn { struct page **pages; int n; };

int mbn_mmap(struct mbn *m, struct vm_area_struct *vma, unsigned long addr)
{
	int i, ret = 0;

	m->n = get_user_pages_fast(addr, m->n, FOLL_WRITE, m->pages); /* paired p */
	for (i = 0; i < m->n && !ret; i++)
		ret = remap_pfn_range(vma, vma->vm_start + i * PAGE_SIZE, page_to_pfn(m->pages[i]), PAGE_SIZE, 0);
	return ret;
}

void mbn_close(struct mbn *m)
{
	int i;

	for (i = 0; i < m->n; i++)
		put_page(m->pages[i]); /* convert p */
}
