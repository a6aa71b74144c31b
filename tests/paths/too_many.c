// SPDX-License-Identifier: GPL-2.0
/* More are released than were taken. */
#include <linux/mm.h>
#include <linux/slab.h>
struct tm_seg { unsigned long addr; int n; };
static int tm_lock(struct tm_seg *s, int nseg, struct page **pages, int *pinned)
{
	int i, got;
	for (i = 0; i < nseg; i++) {
		got = pin_user_pages_fast(s[i].addr, s[i].n, FOLL_WRITE, pages + *pinned);
		if (got <= 0)
			return -EFAULT;
		*pinned += got;
	}
	return 0;
}
int tm_op_right(struct tm_seg *s, int nseg, int total)
{
	struct page **pages = kcalloc(total, sizeof(*pages), GFP_KERNEL);
	int pinned = 0, ret;
	if (!pages)
		return -ENOMEM;
	ret = tm_lock(s, nseg, pages, &pinned);
	unpin_user_pages_dirty_lock(pages, pinned, true);
	kfree(pages);
	return ret;
}
int tm_op_tested(struct tm_seg *s, int nseg, int total)
{
	struct page **pages = kcalloc(total, sizeof(*pages), GFP_KERNEL);
	int pinned = 0, ret;
	if (!pages)
		return -ENOMEM;
	ret = tm_lock(s, nseg, pages, &pinned);
	if (ret == 0)
		unpin_user_pages_dirty_lock(pages, total, true);
	else
		unpin_user_pages(pages, pinned);
	kfree(pages);
	return ret;
}
/* own loop, size in bytes, released slot by slot */
int tm_op_loop(struct tm_seg *s, int nseg, int total)
{
	struct page **pages = kvmalloc(total * sizeof(*pages), GFP_KERNEL);
	int i, got, done = 0, ret = 0;
	if (!pages)
		return -ENOMEM;
	for (i = 0; i < nseg; i++) {
		got = pin_user_pages_fast(s[i].addr, s[i].n, FOLL_WRITE, &pages[done]);
		if (got < 0) {
			ret = got;
			break;
		}
		done += got;
	}
	for (i = 0; i < total; i++)
		unpin_user_page(pages[i]);	/* PIN006 */
	kvfree(pages);
	return ret;
}
/* m13: bytes for pages */
int tm_op_bytes(unsigned long addr, size_t len)
{
	int n = len >> PAGE_SHIFT, got;
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, n, FOLL_WRITE, pages);
	if (got == n)
		unpin_user_pages(pages, len);	/* PIN006 */
	else if (got > 0)
		unpin_user_pages(pages, got);
	kfree(pages);
	return 0;
}
/* m11 */
int tm_op_free(unsigned long addr, int bad)
{
	struct page *page;
	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	if (bad)
		__free_page(page);
	unpin_user_page(page);	/* PIN006 */
	return 0;
}
int tm_op(struct tm_seg *s, int nseg, int total)
{
	struct page **pages = kcalloc(total, sizeof(*pages), GFP_KERNEL);
	int pinned = 0, ret;
	if (!pages)
		return -ENOMEM;
	ret = tm_lock(s, nseg, pages, &pinned);
	unpin_user_pages_dirty_lock(pages, total, true);	/* PIN006 */
	kfree(pages);
	return ret;
}
/* one of them is freed, and then all are released */
int tm_pluck(unsigned long addr, int n, int bad)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got;
	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, n, FOLL_WRITE, pages);
	if (got <= 0)
		goto out;
	if (bad)
		unpin_user_page(pages[bad]);
	unpin_user_pages(pages, got);	/* PIN006 */
out:
	kfree(pages);
	return got;
}
/* right: the last one goes elsewhere */
int tm_plucked(unsigned long addr, int n, int bad)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got;
	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, n, FOLL_WRITE, pages);
	if (got <= 0)
		goto out;
	unpin_user_page(pages[got - 1]);
	unpin_user_pages(pages, got - 1);
out:
	kfree(pages);
	return got;
}
