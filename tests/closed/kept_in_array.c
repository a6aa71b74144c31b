// SPDX-License-Identifier: GPL-2.0
/*
 * The array that is filled is a field's, by a pointer into it; the scatterlist made of the pages, which is kept as well,
 * holds no reference of its own.  Where the pointer may be to an array of the function itself, all is open.
 */
#include <linux/mm.h>

struct ka_job { struct page **pages; struct sg_table table; struct sg_table *tables[4]; int nr; };

int ka_add(struct ka_job *job, unsigned long addr, int i)
{
	struct page **next = job->pages + 2 * i;
	int n = (addr & ~PAGE_MASK) ? 2 : 1;
	int got = get_user_pages_fast(addr, n, FOLL_WRITE, next); /* paired a */
	struct sg_table *table;

	if (got != n) {
		while (got > 0)
			put_page(next[--got]); /* convert a */
		return -EFAULT;
	}
	table = kzalloc(sizeof(*table), GFP_KERNEL);
	if (!table || sg_alloc_table_from_pages(table, next, n, 0, n << PAGE_SHIFT, GFP_KERNEL)) {
		put_page(next[0]); /* convert a */
		if (n == 2)
			put_page(next[1]); /* convert a */
		return -ENOMEM;
	}
	job->tables[i] = table;
	return 0;
}
void ka_drop(struct ka_job *job)
{
	for (int i = 0; i < job->nr; i++)
		if (job->pages[i]) {
			set_page_dirty_lock(job->pages[i]);
			put_page(job->pages[i]); /* convert a */
		}
}

struct kb_job { struct page **pages; struct sg_table table; int nr; };

int kb_add(struct kb_job *job, unsigned long addr, int nr)
{
	struct page **pages = job->pages;
	int got;

	if (nr > job->nr)
		pages = kmalloc_array(nr, sizeof(*pages), GFP_KERNEL);
	got = get_user_pages_fast(addr, nr, FOLL_WRITE, pages); /* unknown b */
	if (got != nr)
		return -EFAULT;
	return sg_alloc_table_from_pages(&job->table, pages, nr, 0, nr << PAGE_SHIFT, GFP_KERNEL);
}

void kb_drop(struct kb_job *job)
{
	for (int i = 0; i < job->nr; i++) {
		set_page_dirty_lock(job->pages[i]);
		put_page(job->pages[i]); /* unknown b */
	}
}
