// SPDX-License-Identifier: GPL-2.0
/*
 * A field that others release from is set to NULL, and what was in it goes elsewhere: nobody who releases from the
 * field gets it any more.
 */
#include <linux/mm.h>

struct tof_given { struct page *page; };
struct tof_back { struct page *page; };
struct tof_mapped { struct page **pages; int n; };
struct tof_own { struct page *page; };
struct tof_spare { struct page *page, *spare; };

int tof_take_given(struct tof_given *d, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &d->page);	/* unknown a */
}

void tof_give(struct tof_given *d, struct page_pool *pool)
{
	page_pool_put_full_page(pool, d->page, true);
	d->page = NULL;
}

void tof_drop_given(struct tof_given *d)
{
	if (d->page)
		put_page(d->page);	/* unknown a */
}

int tof_take_back(struct tof_back *d, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &d->page);	/* unknown b */
}

struct page *tof_back_to_caller(struct tof_back *d)
{
	struct page *page = d->page;

	d->page = NULL;
	return page;
}

void tof_drop_back(struct tof_back *d)
{
	if (d->page)
		put_page(d->page);	/* unknown b */
}

int tof_take_mapped(struct tof_mapped *d, unsigned long addr)
{
	d->n = get_user_pages_fast(addr, d->n, FOLL_WRITE | FOLL_LONGTERM, d->pages);	/* unknown c */
	return d->n;
}

vm_fault_t tof_fault(struct vm_fault *vmf)
{
	struct tof_mapped *d = vmf->vma->vm_private_data;

	vmf->page = d->pages[vmf->pgoff];
	d->pages[vmf->pgoff] = NULL;
	return 0;
}

void tof_drop_mapped(struct tof_mapped *d)
{
	int i;

	for (i = 0; i < d->n; i++)
		if (d->pages[i])
			put_page(d->pages[i]);	/* unknown c */
}

/* ... but not where it is released, by whatever way, or goes to where it is released from */
int tof_take_own(struct tof_own *d, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &d->page);	/* paired d */
}

static void tof_put(struct page *page)
{
	put_page(page);	/* convert d */
}

void tof_drop_own(struct tof_own *d)
{
	struct page *page = d->page;

	d->page = NULL;
	if (page)
		tof_put(page);
}

void tof_reset(struct tof_own *d)
{
	tof_drop_own(d);
	d->page = NULL;
}

int tof_take_spare(struct tof_spare *d, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &d->spare);	/* paired e */
}

void tof_use_spare(struct tof_spare *d)
{
	d->page = d->spare;
	d->spare = NULL;
}

void tof_drop_spare(struct tof_spare *d)
{
	if (d->page)
		put_page(d->page);	/* convert e */
	if (d->spare)
		put_page(d->spare);	/* convert e */
}
