// SPDX-License-Identifier: GPL-2.0
/* One transfer: the DMA engine's callback drops the request, and so does close(). */
#include <linux/mm.h>

struct tdc_request {
	struct kref ref;
	struct page **pages;
	int n;
};

static void tdc_free(struct kref *ref)
{
	struct tdc_request *r = container_of(ref, struct tdc_request, ref);

	unpin_user_pages(r->pages, r->n);
}

static void tdc_callback(void *arg)
{
	struct tdc_request *r = arg;

	kref_put(&r->ref, tdc_free);
}

static long tdc_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct tdc_request *r = file->private_data;
	struct dma_async_tx_descriptor *tx = tdc_prepare(r);

	r->n = pin_user_pages_fast(arg, r->n, FOLL_WRITE, r->pages);
	tx->callback = tdc_callback;
	tx->callback_param = r;
	return dmaengine_submit(tx);
}

static void tdc_give_up(struct tdc_request *r)
{
	kref_put(&r->ref, tdc_free);
}

static int tdc_close(struct inode *inode, struct file *file)
{
	tdc_give_up(file->private_data);
	return 0;
}

static const struct file_operations tdc_fops = {
	.unlocked_ioctl = tdc_ioctl,
	.release = tdc_close,
};
