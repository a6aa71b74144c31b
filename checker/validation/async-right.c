// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#define EINPROGRESS 115
#define EBUSY 16

struct aead_request {
	struct scatterlist *src, *dst;
	void (*done)(struct aead_request *req);
};
int crypto_aead_decrypt(struct aead_request *req);
struct page *sg_page(struct scatterlist *sg);
unsigned int reqsize(void *tfm);

static int fill(struct scatterlist *to, unsigned long start, int n, int *filled)
{
	struct page *page;

	for (; n; n--) {
		if (get_user_pages_fast(start, 1, 1, &page) != 1)
			return -EFAULT;
		sg_set_page(&to[*filled], page, PAGE_SIZE, 0);
		(*filled)++;
		start += PAGE_SIZE;
	}
	return 0;
}

/* what came is counted, and released whatever comes of it */
static int decrypt(void *tfm, unsigned long start, int n)
{
	unsigned int size = sizeof(struct aead_request) + reqsize(tfm);
	struct aead_request *req = kmalloc(size + n * sizeof(struct scatterlist), GFP_KERNEL);
	struct scatterlist *sg;
	int filled = 0, err;

	if (!req)
		return -ENOMEM;
	sg = (void *)req + size;
	err = fill(sg, start, n, &filled);
	if (!err) {
		req->dst = sg;
		err = crypto_aead_decrypt(req);
		if (err == -EINPROGRESS)
			return err;
	}
	while (filled > 0)
		put_user_page(sg_page(&sg[--filled]));
	kfree(req);
	return err;
}

/* not done yet: whoever is told of the end releases it */
static int later(unsigned long start)
{
	struct aead_request *req = kzalloc(sizeof(*req) + sizeof(struct scatterlist), GFP_KERNEL);
	int err;
	struct page *page;

	if (!req)
		return -ENOMEM;
	if (get_user_pages_fast(start, 1, 1, &page) != 1) {
		kfree(req);
		return -EFAULT;
	}
	req->src = (void *)(req + 1);
	sg_set_page(req->src, page, PAGE_SIZE, 0);
	err = crypto_aead_decrypt(req);
	if (err != -EINPROGRESS) {
		put_user_page(page);
		kfree(req);
	}
	return err;
}

struct arg {
	bool async, done;
};

/* what became of it is remembered */
static int begin(struct aead_request *req, struct arg *arg)
{
	int err = crypto_aead_decrypt(req);

	if (err == -EBUSY)
		arg->done = true;
	return err;
}

static int remembered(unsigned long start, struct arg *arg)
{
	struct aead_request *req = kzalloc(sizeof(*req) + sizeof(struct scatterlist), GFP_KERNEL);
	struct page *page;
	int err;

	if (!req)
		return -ENOMEM;
	if (get_user_pages_fast(start, 1, 1, &page) != 1) {
		kfree(req);
		return -EFAULT;
	}
	req->src = (void *)(req + 1);
	sg_set_page(req->src, page, PAGE_SIZE, 0);
	err = begin(req, arg);
	if (err == -EINPROGRESS || arg->done)
		return err;
	put_user_page(page);
	kfree(req);
	return err;
}
/*
 * check-name: used until it says that it is done
 */
