// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"

/* what was allocated for it is freed, and it is lost with that */
static int region_freed(struct hw *hw, unsigned long start)
{
	struct region *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return -ENOMEM;
	r->umem = umem_get(start);
	if (IS_ERR(r->umem)) {
		kfree(r);
		return -EFAULT;
	}
	r->n = umem_count(r->umem);
	if (hw_register(r)) {
		kfree(r);
		return -EINVAL;
	}
	keep(hw, r);
	return 0;
}

/* the second fails: the first is lost */
static int two_queues(struct region *r, unsigned long start)
{
	struct umem *first, *second;

	first = umem_get(start);
	if (IS_ERR(first))
		return -EFAULT;
	second = umem_get(start + PAGE_SIZE);
	if (IS_ERR(second))
		return -EFAULT;
	r->umem = first;
	r->other = second;
	return 0;
}

/* released, and again at the exit */
static int released_again(struct region *r, unsigned long start)
{
	struct umem *umem = umem_get(start);
	int err;

	if (IS_ERR(umem))
		return -EFAULT;
	err = hw_look(r);
	if (err) {
		umem_release(umem);
		goto out;
	}
	r->umem = umem;
	return 0;
out:
	umem_release(umem);
	return err;
}

/* there is nothing that they could be kept in */
static int nothing_made(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	struct data *data;

	if (!pages)
		return -ENOMEM;
	if (get_user_pages_fast(start, n, 1, pages) <= 0)
		goto free;
	data = data_alloc(pages);
	if (!data)
		goto free;
	data_send(data);
	return 0;
free:
	kfree(pages);
	return -EFAULT;
}
/*
 * check-name: objects that hold pages
 * check-command: pincheck --known known.tsv objects.c
 *
 * check-error-start
objects.c:19:22: error: the pages are still held when the memory that names them is freed, in region_freed() [PIN003]
objects.c:12:27: note: pages are taken here, and held by what is returned
objects.c:18:25: note: the condition holds
objects.c:19:22: note: the memory that names the pages is freed here
objects.c:36:24: error: the function is left while the pages are still held, in two_queues() [PIN003]
objects.c:31:25: note: pages are taken here, and held by what is returned
kernel.h:81:33: note: the condition holds
objects.c:58:21: error: what holds the pages is released a second time, in released_again() [PIN006]
objects.c:45:37: note: pages are taken here, and held by what is returned
objects.c:51:13: note: the condition holds
objects.c:52:29: note: released here
objects.c:58:21: note: released again here
objects.c:78:14: error: the pages are still held when the memory that names them is freed, in nothing_made() [PIN003]
objects.c:70:32: note: fewer pages than asked for are taken here
objects.c:72:26: note: this fails, and keeps nothing
objects.c:78:14: note: the memory that names the pages is freed here
 * check-error-end
 */
