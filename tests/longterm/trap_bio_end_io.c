// SPDX-License-Identifier: GPL-2.0
/* Pages of one direct read: the block layer says when it is done. */
#include <linux/bio.h>

struct tbe_request {
	struct page **pages;
	int n;
};

static void tbe_drop(struct tbe_request *r)
{
	unpin_user_pages_dirty_lock(r->pages, r->n, true);
}

static void tbe_done(struct bio *bio)
{
	tbe_drop(bio->bi_private);
}

static ssize_t tbe_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	struct tbe_request *r = file->private_data;
	struct bio *bio = bio_alloc(GFP_KERNEL, r->n);
	int i;

	r->n = pin_user_pages_fast((unsigned long)buf, r->n, FOLL_WRITE, r->pages);
	for (i = 0; i < r->n; i++)
		bio_add_page(bio, r->pages[i], PAGE_SIZE, 0);
	bio->bi_private = r;
	bio->bi_end_io = tbe_done;
	submit_bio(bio);
	return len;
}

/* what did not end by then is given up */
static void tbe_cancel(struct tbe_request *r)
{
	tbe_drop(r);
}

static int tbe_close(struct inode *inode, struct file *file)
{
	tbe_cancel(file->private_data);
	return 0;
}

static const struct file_operations tbe_fops = {
	.read = tbe_read,
	.release = tbe_close,
};
