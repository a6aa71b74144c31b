// SPDX-License-Identifier: GPL-2.0
/* A page in an initialiser is handed on with what is initialised. */
#include <linux/mm.h>
#include <linux/slab.h>

struct in_arg {
	struct page *page;
	int len;
};

int in_handed(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	{
		struct in_arg arg = { .page = page, .len = 1 };

		return in_run(&arg);
	}
}

int in_nested(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	{
		struct in_arg args[2] = { [1] = { page, 1 } };

		return in_run(args);
	}
}

/* not where another one stands in there */
int in_another(unsigned long start, struct page *other)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	{
		struct in_arg arg = { .page = other, .len = 1 };

		return in_run(&arg);	/* PIN003 */
	}
}

void in_end(struct in_arg *arg)
{
	put_user_page(arg->page);
}

struct in_req {
	struct page **pages;
	int n;
};

struct in_ctx {
	struct in_req *req;
	int slot;
};

static int in_enter(struct in_ctx *ctx)
{
	return in_store(ctx->slot, ctx->req);
}

/* right: so is an object that holds pages */
int in_object(unsigned long start, int slot, int n)
{
	struct in_req *req = kzalloc(sizeof(*req), GFP_KERNEL);
	struct in_ctx ctx = { .req = req, .slot = slot };

	if (!req)
		return -ENOMEM;
	req->pages = kcalloc(n, sizeof(*req->pages), GFP_KERNEL);
	req->n = get_user_pages_fast(start, n, 1, req->pages);
	if (req->n != n) {
		in_drop(req);
		return -EFAULT;
	}
	return in_enter(&ctx);
}

/* right: by its address */
int in_address(unsigned long start, int slot)
{
	struct page *pages[4];
	struct in_req req = { .pages = pages };
	struct in_req *of[2] = { NULL, &req };

	req.n = get_user_pages_fast(start, 4, 1, req.pages);
	if (req.n <= 0)
		return -EFAULT;
	return in_finish(of, slot);
}

/* a number out of it is no way to it */
int in_number(unsigned long start, int n)
{
	struct in_req *req = kzalloc(sizeof(*req), GFP_KERNEL);

	if (!req)
		return -ENOMEM;
	req->pages = kcalloc(n, sizeof(*req->pages), GFP_KERNEL);
	req->n = get_user_pages_fast(start, n, 1, req->pages);
	if (req->n != n) {
		in_drop(req);
		return -EFAULT;
	} else {
		struct in_ctx ctx = { .slot = req->n };

		return in_run(&ctx);	/* PIN003 */
	}
}

void in_drop(struct in_req *req)
{
	if (req->n > 0)
		put_user_pages(req->pages, req->n);
	kfree(req->pages);
	kfree(req);
}
