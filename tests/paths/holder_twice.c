// SPDX-License-Identifier: GPL-2.0
/* Objects of holder.c that are released and stay where they were; a struct is found by its member. */
#include <linux/slab.h>
#include "holder_twice.h"

/* what is released on failure is released again by the next call, or with the region */
int ht_replace(struct ht_handle *handle, unsigned long start, int n)
{
	struct ht_region *r = to_region(handle);
	int ret;

	hd_put(r->area);
	r->area = hd_get(start, n);
	if (IS_ERR(r->area)) {
		ret = PTR_ERR(r->area);
		r->area = NULL;
		return ret;
	}
	ret = ht_program(r->handle.key, ht_pages(r->area));
	if (ret) {
		hd_put(r->area);	/* PIN006 */
		return ret;
	}
	return 0;
}

/* right: nothing is left there */
int ht_replace_right(struct ht_handle *handle, unsigned long start, int n)
{
	struct ht_region *r = to_region(handle);
	int ret;

	hd_put(r->area);
	r->area = hd_get(start, n);
	if (IS_ERR(r->area)) {
		ret = PTR_ERR(r->area);
		r->area = NULL;
		return ret;
	}
	ret = ht_program(r->handle.key, ht_pages(r->area));
	if (ret) {
		hd_put(r->area);
		r->area = NULL;
	}
	return ret;
}

/* right: a region that could not be set up is not torn down */
int ht_set_up(struct ht_handle *handle, unsigned long start, int n)
{
	struct ht_region *r = to_region(handle);
	int ret;

	r->area = hd_get(start, n);
	if (IS_ERR(r->area))
		return PTR_ERR(r->area);
	ret = ht_program(r->handle.key, ht_pages(r->area));
	if (ret)
		hd_put(r->area);
	return ret;
}

static int ht_unregister(struct ht_handle *handle)
{
	struct ht_region *r = to_region(handle);

	ht_forget(r->handle.key);
	if (r->table)
		kfree(r->table);
	if (r->area)
		hd_put(r->area);
	kfree(r);
	return 0;
}

/* unregistering released it already */
struct ht_handle *ht_register(unsigned long start, int n, int __user *answer)
{
	struct ht_region *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return ERR_PTR(-ENOMEM);
	r->area = hd_get(start, n);
	if (IS_ERR(r->area)) {
		ret = PTR_ERR(r->area);
		kfree(r);
		return ERR_PTR(ret);
	}
	ret = ht_insert(r);
	if (ret)
		goto err;
	if (ht_answer(answer, r->handle.key)) {
		ht_unregister(&r->handle);
		ret = -EFAULT;
		goto err;
	}
	return &r->handle;
err:
	hd_put(r->area);	/* PIN006 */
	kfree(r);
	return ERR_PTR(ret);
}

/* right: behind that it is left at once */
struct ht_handle *ht_register_right(unsigned long start, int n, int __user *answer)
{
	struct ht_region *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return ERR_PTR(-ENOMEM);
	r->area = hd_get(start, n);
	if (IS_ERR(r->area)) {
		ret = PTR_ERR(r->area);
		kfree(r);
		return ERR_PTR(ret);
	}
	ret = ht_insert(r);
	if (ret)
		goto err;
	if (ht_answer(answer, r->handle.key)) {
		ht_unregister(&r->handle);
		return ERR_PTR(-EFAULT);
	}
	return &r->handle;
err:
	hd_put(r->area);
	kfree(r);
	return ERR_PTR(ret);
}

/* the second cannot be taken: the first is lost */
struct ht_handle *ht_pair(unsigned long start, unsigned long other, int n)
{
	struct ht_region *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return ERR_PTR(-ENOMEM);
	r->area = hd_get(start, n);
	if (IS_ERR(r->area))
		goto err;
	r->second = hd_get(other, n);
	if (IS_ERR(r->second))
		goto err;
	return &r->handle;
err:
	kfree(r);	/* PIN003 */
	return ERR_PTR(-ENOMEM);
}

/* right: it is given back */
struct ht_handle *ht_pair_right(unsigned long start, unsigned long other, int n)
{
	struct ht_region *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return ERR_PTR(-ENOMEM);
	r->area = hd_get(start, n);
	if (IS_ERR(r->area))
		goto err;
	r->second = hd_get(other, n);
	if (IS_ERR(r->second))
		goto err_first;
	return &r->handle;
err_first:
	hd_put(r->area);
err:
	kfree(r);
	return ERR_PTR(-ENOMEM);
}

struct ht_queue {
	struct hd_area *area;
	int depth;
};

struct ht_set {
	struct ht_queue send;
	struct ht_queue recv;
};

static int ht_queue(struct ht_queue *q, unsigned long start, int n)
{
	q->area = hd_get(start, n);
	if (IS_ERR(q->area))
		return PTR_ERR(q->area);
	q->depth = n;
	return 0;
}

static int ht_queues(struct ht_set *s, unsigned long start, int n)
{
	int ret = ht_queue(&s->send, start, n);

	if (ret)
		return ret;
	return ht_queue(&s->recv, start + n, n);
}

/* the same function takes both: the first is lost where it fails for the second */
struct ht_set *ht_set_create(unsigned long start, int n)
{
	struct ht_set *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return NULL;
	if (ht_queues(s, start, n)) {
		kfree(s);	/* PIN003 */
		return NULL;
	}
	return s;
}
