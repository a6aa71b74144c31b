// SPDX-License-Identifier: GPL-2.0
/* Kept in a structure for later: somebody has to release them from there. */
#include <linux/mm.h>

struct kp_buf {
	struct page **pages;
	void *other;
	int n;
};

struct kp_lost {
	struct page **lost_pages;
	int n;
};

int kp_take(struct kp_buf *b, unsigned long start)
{
	int i, ret;

	ret = get_user_pages_fast(start, b->n, 1, b->pages);
	if (ret != b->n) {
		for (i = 0; i < ret; i++)
			put_user_page(b->pages[i]);
		return -EFAULT;
	}
	/* it fails once more, and there the pages stay */
	b->other = kp_map(b->n);
	if (!b->other)
		return -ENOMEM;	/* PIN003 */
	return 0;
}

void kp_drop(struct kp_buf *b)
{
	put_user_pages(b->pages, b->n);
	kfree(b->pages);
	kfree(b);
}

int kp_take_lost(struct kp_lost *b, unsigned long start)
{
	int i, ret;

	ret = get_user_pages_fast(start, b->n, 1, b->lost_pages);
	if (ret != b->n) {
		for (i = 0; i < ret; i++)
			put_user_page(b->lost_pages[i]);
		return -EFAULT;
	}
	return 0;
}

/* the only other function that knows the pages */
void kp_drop_lost(struct kp_lost *b)
{
	kfree(b->lost_pages);	/* PIN003 */
	kfree(b);
}

/* the second round fails: what the first one took is lost */
int kp_rounds(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int ret, pinned = 0;

	if (!pages)
		return -ENOMEM;
	while (pinned < n) {
		ret = get_user_pages_fast(start, n - pinned, 1, pages + pinned);
		if (ret < 0) {
			kfree(pages);	/* PIN003 */
			return ret;
		}
		pinned += ret;
	}
	put_user_pages(pages, pinned);
	kfree(pages);
	return 0;
}

int kp_rounds_right(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int ret, pinned = 0;

	if (!pages)
		return -ENOMEM;
	while (pinned < n) {
		ret = get_user_pages_fast(start, n - pinned, 1, pages + pinned);
		if (ret < 0)
			goto out;
		pinned += ret;
	}
	ret = 0;
out:
	put_user_pages(pages, pinned);
	kfree(pages);
	return ret;
}
