// SPDX-License-Identifier: GPL-2.0
/*
 * get_page() of what a field keeps, for who is given the page: whose of the two references the field's release drops,
 * and whose the other one, nobody says.  Seen in the put dialect too, where get_page() could be unified.
 */
#include <linux/mm.h>

struct oma_mapped { struct page **pages; int n; };
struct oma_table { struct page *page; };

int oma_take_mapped(struct oma_mapped *d, unsigned long addr)
{
	d->n = get_user_pages_fast(addr, d->n, FOLL_WRITE | FOLL_LONGTERM, d->pages);	/* paired a */
	return d->n;
}

vm_fault_t oma_fault(struct vm_fault *vmf)
{
	struct oma_mapped *d = vmf->vma->vm_private_data;

	get_page(d->pages[vmf->pgoff]);	/* keep a */
	vmf->page = d->pages[vmf->pgoff];
	return 0;
}

void oma_drop_mapped(struct oma_mapped *d)
{
	while (d->n > 0)
		put_page(d->pages[--d->n]);	/* mixed a */
}

int oma_take_table(struct oma_table *d, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &d->page);	/* paired b */
}

void oma_enter(struct oma_table *d, struct xarray *xa, int i)
{
	get_page(d->page);	/* keep b */
	xa_store(xa, i, d->page, GFP_KERNEL);
}

void oma_drop_table(struct oma_table *d)
{
	put_page(d->page);	/* mixed b */
}
