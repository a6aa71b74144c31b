// SPDX-License-Identifier: GPL-2.0
/* A module: an #if stands among the arguments of what takes, or a macro whose kernel decides takes. */
#include <linux/mm.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
#define ma_pin(start, n, pages) pin_user_pages(start, n, FOLL_WRITE, pages)
#else
#define ma_pin(start, n, pages) pin_user_pages(start, n, FOLL_WRITE, pages, NULL)
#endif

int ma_arguments(unsigned long start, size_t n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages(
#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 6, 0)
			current, current->mm,
#endif
			start, n, FOLL_WRITE, pages
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
			, NULL
#endif
			);
	if (got < 0)
		goto out;
	if (got != n || ma_use(start)) {
		got = -EFAULT;
		goto out;
	}
	for (i = 0; i < n; i++)
		put_page(pages[i]);
out:
	kfree(pages);	/* PIN003 */
	return got;
}

int ma_macro(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return -ENOMEM;
	got = ma_pin(start, n, pages);
	if (got != n) {
		kfree(pages);	/* PIN003 */
		return -EFAULT;
	}
	unpin_user_pages(pages, n);
	kfree(pages);
	return 0;
}

/* right: what came goes back */
int ma_right(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return -ENOMEM;
	got = ma_pin(start, n, pages);
	if (got > 0)
		unpin_user_pages(pages, got);
	kfree(pages);
	return got == n ? 0 : -EFAULT;
}
