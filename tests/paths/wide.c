// SPDX-License-Identifier: GPL-2.0
/* More ways than can be walked: those around a wide function are walked all the same. */
#include <linux/mm.h>
#include <linux/slab.h>

struct wd_buf {
	struct page **pages;
	int n;
	int sets;
	unsigned int a, b, c, d, e, f, g, h;
};

static int wd_step(struct wd_buf *buf, int i)
{
	if (wd_test(i, 1))
		buf->a = 1;
	if (wd_test(i, 2))
		buf->b = 1;
	if (wd_test(i, 3))
		buf->c = 1;
	if (wd_test(i, 4))
		buf->d = 1;
	if (wd_test(i, 5))
		buf->e = 1;
	if (wd_test(i, 6))
		buf->f = 1;
	if (wd_test(i, 7))
		buf->g = 1;
	if (wd_test(i, 8))
		buf->h = 1;
	if (wd_test(i, 9))
		return -EIO;
	return buf->h;
}

static int wd_program(struct wd_buf *buf, int i)
{
	int ret = 0, done = 0;

	while (done < buf->sets) {
		ret = wd_step(buf, i);
		if (ret < 0)
			break;
		done += ret;
		ret = wd_step(buf, i + 1);
		if (ret < 0)
			break;
		done += ret;
		ret = wd_step(buf, i + 2);
		if (ret < 0)
			break;
		done += ret;
		ret = wd_step(buf, i + 3);
		if (ret < 0)
			break;
		done += ret;
		ret = wd_step(buf, i + 4);
		if (ret < 0)
			break;
		done += ret;
		ret = wd_step(buf, i + 5);
		if (ret < 0)
			break;
		done += ret;
		ret = wd_step(buf, i + 6);
		if (ret < 0)
			break;
		done += ret;
		ret = wd_step(buf, i + 7);
		if (ret < 0)
			break;
		done += ret;
		ret = wd_step(buf, i + 8);
		if (ret < 0)
			break;
		done += ret;
		ret = wd_step(buf, i + 9);
		if (ret < 0)
			break;
		done += ret;
	}
	return ret < 0 ? ret : done;
}

/* how many sets of pages that follow on one another? */
static int wd_sets(struct wd_buf *buf)
{
	unsigned long pfn = page_to_pfn(buf->pages[0]), next;
	int i, sets = 1;

	for (i = 1; i < buf->n; i++) {
		next = page_to_pfn(buf->pages[i]);
		if (next != ++pfn) {
			sets++;
			pfn = next;
		}
	}
	return sets;
}

static int wd_get(struct wd_buf *buf, unsigned long addr, int n)
{
	int ret;

	buf->pages = kcalloc(n, sizeof(*buf->pages), GFP_KERNEL);
	if (!buf->pages)
		return -ENOMEM;
	ret = get_user_pages_fast(addr, n, 1, buf->pages);
	if (ret <= 0) {
		kfree(buf->pages);
		return ret ? ret : -EFAULT;
	}
	buf->n = ret;
	return ret;
}

int wd_setup(struct wd_ctx *ctx, unsigned long addr, int n)
{
	struct wd_buf *buf;
	int ret, pinned, mapped = 0;

	buf = kzalloc(sizeof(*buf), GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	pinned = wd_get(buf, addr, n);
	if (pinned < 0) {
		kfree(buf);
		return pinned;
	}
	buf->sets = wd_sets(buf);
	if (buf->sets > ctx->room)
		buf->sets = ctx->room;
	ret = 0;
	if (!buf->sets)
		goto out;
	while (mapped < pinned) {
		ret = wd_program(buf, mapped);
		if (ret < 0)
			break;
		mapped += ret;
		ret = wd_program(buf, mapped);
		if (ret < 0)
			break;
		mapped += ret;
	}
	put_user_pages(buf->pages, pinned);
out:
	wd_note(ctx, 1);
	wd_note(ctx, 2);
	wd_note(ctx, 3);
	wd_note(ctx, 4);
	wd_note(ctx, 5);
	wd_note(ctx, 6);
	kfree(buf->pages);	/* PIN003 */
	kfree(buf);
	return ret;
}
