// SPDX-License-Identifier: GPL-2.0
/* An object with pages comes from a function beside: where it is there, it is not NULL, and no error. */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>

struct wr_buf {
	struct page **pages;
	int n;
};

static void wr_free(struct wr_buf *buf)
{
	if (buf->n > 0)
		put_user_pages(buf->pages, buf->n);
	kfree(buf->pages);
	kfree(buf);
}

static struct wr_buf *wr_new(unsigned long start, int n)
{
	struct wr_buf *buf = kzalloc(sizeof(*buf), GFP_KERNEL);

	if (!buf)
		return NULL;
	buf->pages = kcalloc(n, sizeof(*buf->pages), GFP_KERNEL);
	buf->n = get_user_pages_fast(start, n, 1, buf->pages);
	if (buf->n != n) {
		wr_free(buf);
		return NULL;
	}
	return buf;
}

int wr_not(struct wr_dev *dev, unsigned long start, int n)
{
	struct wr_buf *buf = wr_new(start, n);

	if (!buf)
		return -ENOMEM;
	dev->buf = buf;
	return 0;
}

int wr_null(struct wr_dev *dev, unsigned long start, int n)
{
	struct wr_buf *buf = wr_new(start, n);

	if (buf == NULL)
		return -ENOMEM;
	dev->buf = buf;
	return 0;
}

int wr_positive(struct wr_dev *dev, unsigned long start, int n)
{
	struct wr_buf *buf;

	buf = wr_new(start, n);
	if (NULL != buf) {
		dev->buf = buf;
		return 0;
	}
	return -ENOMEM;
}

static struct wr_buf *wr_make(unsigned long start, int n)
{
	struct wr_buf *buf = kzalloc(sizeof(*buf), GFP_KERNEL);

	if (!buf)
		return ERR_PTR(-ENOMEM);
	buf->pages = kcalloc(n, sizeof(*buf->pages), GFP_KERNEL);
	buf->n = get_user_pages_fast(start, n, 1, buf->pages);
	if (buf->n != n) {
		wr_free(buf);
		return ERR_PTR(-EFAULT);
	}
	return buf;
}

int wr_error(struct wr_dev *dev, unsigned long start, int n)
{
	struct wr_buf *buf = wr_make(start, n);

	if (IS_ERR(buf))
		return PTR_ERR(buf);
	dev->buf = buf;
	return 0;
}

int wr_error_or_null(struct wr_dev *dev, unsigned long start, int n)
{
	struct wr_buf *buf = wr_make(start, n);

	if (IS_ERR_OR_NULL(buf))
		return -ENOMEM;
	dev->buf = buf;
	return 0;
}

int wr_error_number(struct wr_dev *dev, unsigned long start, int n)
{
	struct wr_buf *buf = wr_make(start, n);
	int ret = PTR_ERR_OR_ZERO(buf);

	if (ret)
		return ret;
	dev->buf = buf;
	return 0;
}

void wr_end(struct wr_dev *dev)
{
	wr_free(dev->buf);
}
