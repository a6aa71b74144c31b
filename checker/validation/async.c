// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#define EINPROGRESS 115

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

/* where the second part faults, the count of the first is forgotten */
static int decrypt(void *tfm, unsigned long start, int n)
{
	unsigned int size = sizeof(struct aead_request) + reqsize(tfm);
	struct aead_request *req = kmalloc(size + n * sizeof(struct scatterlist), GFP_KERNEL);
	struct scatterlist *sg;
	int filled = 0, err;

	if (!req)
		return -ENOMEM;
	sg = (void *)req + size;
	if (fill(sg, start, n, &filled))
		filled = 0;
	req->dst = sg;
	err = crypto_aead_decrypt(req);
	if (err == -EINPROGRESS)
		return err;
	while (filled > 0)
		put_user_page(sg_page(&sg[--filled]));
	kfree(req);
	return err;
}
/*
 * check-name: used while a call runs, or until it says that it is done
 *
 * check-error-start
async.c:46:14: error: the pages are still held when the memory that names them is freed, in decrypt() [PIN003]
async.c:18:40: note: the page is taken here
async.c:17:16: note: the condition holds
async.c:18:40: note: no more are taken here
async.c:46:14: note: the memory that names the pages is freed here
 * check-error-end
 */
