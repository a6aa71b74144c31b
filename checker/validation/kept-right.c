// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"
#include "kept.h"

/* kept, or given back */
static int kept(struct idr *idr, unsigned long start)
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
	id = ask(start) ? table_add(e) : idr_alloc(idr, e, 0, 0, GFP_KERNEL);
	if (id < 0) {
		umem_release(e->umem);
		kfree(e);
	}
	return id;
}

/* kept, taken away again and released once */
static int taken_away(unsigned long start)
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
	if (!ask(start))
		return 0;
	table_remove(e);
release:
	umem_release(e->umem);
	kfree(e);
	return -EINVAL;
}

/* who may have kept it may have released it as well */
static int and_freed(unsigned long start)
{
	struct entry *e = kzalloc(sizeof(*e), GFP_KERNEL);

	if (!e)
		return -ENOMEM;
	e->umem = umem_get(start);
	if (IS_ERR(e->umem)) {
		kfree(e);
		return -EFAULT;
	}
	if (table_add(e)) {
		umem_release(e->umem);
		kfree(e);
		return -EINVAL;
	}
	kfree(e);
	return 0;
}

/* gets at the pages, and may have put them where it failed */
static int looked_at(unsigned long start, int n)
{
	struct entry *e = kzalloc(sizeof(*e), GFP_KERNEL);
	int err = -EFAULT;

	if (!e)
		return -ENOMEM;
	e->pages = kcalloc(n, sizeof(*e->pages), GFP_KERNEL);
	if (!e->pages)
		goto free;
	if (get_user_pages_fast(start, 1, 1, e->pages) != 1)
		goto free_pages;
	err = table_look(e);
	if (!err)
		return 0;
free_pages:
	kfree(e->pages);
free:
	kfree(e);
	return err;
}
/*
 * check-name: kept by somebody else, and correct code
 * check-command: pincheck --known known.tsv kept-right.c
 */
