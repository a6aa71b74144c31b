// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"
#include "kept.h"

/* not kept where that fails */
static int fails(unsigned long start, int n)
{
	struct entry *e = kzalloc(sizeof(*e), GFP_KERNEL);

	if (!e)
		return -ENOMEM;
	e->pages = kcalloc(n, sizeof(*e->pages), GFP_KERNEL);
	if (!e->pages)
		goto free;
	if (get_user_pages_fast(start, 1, 1, e->pages) != 1)
		goto free_pages;
	if (table_add(e))
		goto free_pages;
	return 0;
free_pages:
	kfree(e->pages);
free:
	kfree(e);
	return -EFAULT;
}

static int fails_in_idr(struct idr *idr, unsigned long start)
{
	struct entry *e = kzalloc(sizeof(*e), GFP_KERNEL);
	int id;

	if (!e)
		return -ENOMEM;
	e->umem = umem_get(start);
	if (IS_ERR(e->umem)) {
		kfree(e);
		return -EFAULT;
	}
	id = idr_alloc(idr, e, 0, 0, GFP_KERNEL);
	if (id < 0)
		kfree(e);
	return id;
}

/* kept, and released twice by the same path all the same */
static int twice(unsigned long start)
{
	struct entry *e = kzalloc(sizeof(*e), GFP_KERNEL);

	if (!e)
		return -ENOMEM;
	e->umem = umem_get(start);
	if (IS_ERR(e->umem)) {
		kfree(e);
		return -EFAULT;
	}
	if (table_add(e))
		goto release;
	if (ask(start)) {
		table_remove(e);
		umem_release(e->umem);
		goto release;
	}
	return 0;
release:
	umem_release(e->umem);
	kfree(e);
	return -EINVAL;
}

/* on a list for a while; the list's own check decides nothing */
static int off_the_list(struct list_head *head, unsigned long start)
{
	struct entry *e = kzalloc(sizeof(*e), GFP_KERNEL);
	struct page *page;

	if (!e)
		return -ENOMEM;
	e->pages = &page;
	if (get_user_pages_fast(start, 1, 1, &page) != 1) {
		kfree(e);
		return -EFAULT;
	}
	list_add(&e->list, head);
	kfree(e);
	return 0;
}
/*
 * check-name: kept by somebody else, unless that fails
 * check-command: pincheck --known known.tsv kept.c
 *
 * check-error-start
kept.c:22:14: error: the pages are still held when the memory that names them is freed, in fails() [PIN003]
kept.c:16:32: note: the page is taken here
kept.c:18:22: note: this fails, and keeps nothing
kept.c:22:14: note: the memory that names the pages is freed here
kept.c:42:22: error: the pages are still held when the memory that names them is freed, in fails_in_idr() [PIN003]
kept.c:35:27: note: pages are taken here, and held by what is returned
kept.c:40:23: note: this fails, and keeps nothing
kept.c:42:22: note: the memory that names the pages is freed here
kept.c:67:21: error: what holds the pages is released a second time, in twice() [PIN006]
kept.c:53:27: note: pages are taken here, and held by what is returned
kept.c:58:23: note: the condition does not hold
kept.c:60:17: note: the condition holds
kept.c:62:29: note: released here
kept.c:67:21: note: released again here
kept.c:87:16: error: the function is left while the pages are still held, in off_the_list() [PIN003]
kept.c:81:32: note: the page is taken here
 * check-error-end
 */
