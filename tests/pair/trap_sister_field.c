// SPDX-License-Identifier: GPL-2.0
/* Two fields of one struct: only one of them holds user pages. */
#include <linux/mm.h>

struct rst_req {
	struct page *user;
	struct page *bounce;
};

struct rst_req *rst_new(unsigned long addr)
{
	struct rst_req *req = kzalloc(sizeof(*req), GFP_KERNEL);

	if (!req)
		return NULL;
	req->bounce = alloc_page(GFP_KERNEL);
	if (get_user_pages_fast(addr, 1, 1, &req->user) != 1) /* paired a */
		goto fail;
	return req;
fail:
	put_page(req->bounce); /* keep */
	kfree(req);
	return NULL;
}

void rst_free(struct rst_req *req)
{
	put_page(req->user); /* convert a */
	put_page(req->bounce); /* keep */
	kfree(req);
}

int rst_once(unsigned long addr)
{
	struct rst_req local = { .user = NULL };

	if (get_user_pages_fast(addr, 1, 1, &local.user) != 1) /* paired a */
		return -EFAULT;
	put_page(local.user); /* convert a */
	return 0;
}
