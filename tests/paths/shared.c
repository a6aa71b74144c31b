// SPDX-License-Identifier: GPL-2.0
/* A function gives an object to somebody on one of its ways: which way it goes is not known to its caller. */
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/slab.h>

struct sh_req {
	struct list_head list;
	struct page **pages;
	int n;
};

static int sh_enter(struct sh_req *req, int slot)
{
	if (slot < 8)
		return 0;
	list_add(&req->list, &sh_queue);
	return 0;
}

static struct sh_req *sh_new(unsigned long start, int n)
{
	struct sh_req *req = kzalloc(sizeof(*req), GFP_KERNEL);

	if (!req)
		return NULL;
	req->pages = kcalloc(n, sizeof(*req->pages), GFP_KERNEL);
	req->n = get_user_pages_fast(start, n, 1, req->pages);
	if (req->n != n) {
		sh_free(req);
		return NULL;
	}
	return req;
}

/* right: sh_next_slot() never returns one of the first eight */
int sh_queued(unsigned long start, int n)
{
	struct sh_req *req = sh_new(start, n);

	if (!req)
		return -ENOMEM;
	return sh_enter(req, sh_next_slot());
}

static int sh_try(struct sh_req *req, int slot)
{
	if (slot < 8)
		return -EBUSY;
	list_add(&req->list, &sh_queue);
	return 0;
}

/* not where the value tells which way it went */
int sh_told(unsigned long start, int n)
{
	struct sh_req *req = kzalloc(sizeof(*req), GFP_KERNEL);
	int ret;

	if (!req)
		return -ENOMEM;
	req->pages = kcalloc(n, sizeof(*req->pages), GFP_KERNEL);
	req->n = get_user_pages_fast(start, n, 1, req->pages);
	if (req->n != n) {
		sh_free(req);
		return -EFAULT;
	}
	ret = sh_try(req, sh_next_slot());
	if (ret < 0)
		return ret;	/* PIN003 */
	return 0;
}

void sh_free(struct sh_req *req)
{
	if (req->n > 0)
		put_user_pages(req->pages, req->n);
	kfree(req->pages);
	kfree(req);
}
