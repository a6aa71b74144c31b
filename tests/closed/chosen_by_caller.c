// SPDX-License-Identifier: GPL-2.0
/* Pages of the user and allocated ones in one field: an if of the caller chooses between the two functions that
   drop them. */
#include <linux/mm.h>

struct cc_buf {
	int from_user;
	int nr;
	struct page **pages;
};

int cc_take(struct cc_buf *buf, unsigned long addr, int nr)
{
	int got;

	buf->pages = kcalloc(nr, sizeof(*buf->pages), GFP_KERNEL);
	if (!buf->pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, nr, FOLL_WRITE, buf->pages);	/* paired a */
	if (got != nr) {
		while (--got >= 0)
			put_page(buf->pages[got]);	/* convert a */
		kfree(buf->pages);
		return -EFAULT;
	}
	buf->nr = nr;
	return 0;
}

int cc_alloc(struct cc_buf *buf, int nr)
{
	int i;

	buf->pages = kcalloc(nr, sizeof(*buf->pages), GFP_KERNEL);
	if (!buf->pages)
		return -ENOMEM;
	for (i = 0; i < nr; i++) {
		buf->pages[i] = alloc_page(GFP_KERNEL);
		if (!buf->pages[i])
			goto fail;
	}
	buf->nr = nr;
	return 0;
fail:
	while (--i >= 0)
		__free_page(buf->pages[i]);
	kfree(buf->pages);
	return -ENOMEM;
}

static void cc_drop_user(struct cc_buf *buf)
{
	for (int i = 0; i < buf->nr; i++) {
		set_page_dirty_lock(buf->pages[i]);
		put_page(buf->pages[i]);	/* convert a */
	}
	kfree(buf->pages);
}

static void cc_drop_own(struct cc_buf *buf)
{
	for (int i = 0; i < buf->nr; i++)
		__free_page(buf->pages[i]);
	kfree(buf->pages);
}

struct cc_queue {
	struct cc_buf *buf[8];
};

void cc_drop(struct cc_queue *queue)
{
	for (int i = 0; i < 8; i++) {
		if (queue->buf[i]->from_user)
			cc_drop_user(queue->buf[i]);
		else
			cc_drop_own(queue->buf[i]);
	}
}

void cc_close(struct vm_area_struct *vma)
{
	cc_drop_own(vma->vm_private_data);
}

/* both called in one arm: that tells nothing */
struct cd_buf {
	int ready;
	int nr;
	struct page **pages;
};

int cd_take(struct cd_buf *buf, unsigned long addr, int nr)
{
	buf->pages = kcalloc(nr, sizeof(*buf->pages), GFP_KERNEL);
	if (!buf->pages)
		return -ENOMEM;
	buf->nr = get_user_pages_fast(addr, nr, FOLL_WRITE, buf->pages);	/* unknown b */
	return 0;
}

int cd_alloc(struct cd_buf *buf)
{
	buf->pages[0] = alloc_page(GFP_KERNEL);
	return buf->pages[0] ? 0 : -ENOMEM;
}

static void cd_drop_user(struct cd_buf *buf)
{
	for (int i = 1; i < buf->nr; i++) {
		set_page_dirty_lock(buf->pages[i]);
		put_page(buf->pages[i]);	/* unknown b */
	}
}

static void cd_drop_own(struct cd_buf *buf)
{
	__free_page(buf->pages[0]);
}

void cd_drop(struct cd_buf *buf)
{
	if (buf->ready) {
		cd_drop_user(buf);
		cd_drop_own(buf);
	}
}

/* what lay there before is freed, whatever it was, before there are new pages */
struct ce_buf {
	struct page *page;
};

int ce_take(struct ce_buf *buf, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &buf->page) != 1)	/* paired c */
		return -EFAULT;
	return 0;
}

int ce_renew(struct ce_buf *buf)
{
	__free_page(buf->page);
	buf->page = alloc_page(GFP_KERNEL);	/* keep */
	return buf->page ? 0 : -ENOMEM;
}

void ce_drop(struct ce_buf *buf)
{
	set_page_dirty_lock(buf->page);
	put_page(buf->page);	/* mixed c */
}
