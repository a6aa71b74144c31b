// SPDX-License-Identifier: GPL-2.0
/* What older kernels call in another form fills the array as well: nothing is given away. */
#include <linux/mm.h>
#include <linux/version.h>

static long older_take(struct page **pages, unsigned long user, int n, int write)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 6, 0)
	return get_user_pages(current, current->mm, user, n, write ? FOLL_WRITE : 0, 0, pages, NULL);
#elif LINUX_VERSION_CODE < KERNEL_VERSION(5, 9, 0)
	return get_user_pages_remote(current, current->mm, user, n, write ? FOLL_WRITE : 0, pages, NULL, NULL);
#else
	return get_user_pages_remote(current->mm, user, n, write ? FOLL_WRITE : 0, pages, NULL, NULL);
#endif
}

int older_wipe(struct page **pages, unsigned long user, int n)
{
	long got = older_take(pages, user, n, 1), i;

	for (i = 0; i < got; i++) {
		memset(kmap(pages[i]), 0, PAGE_SIZE);
		kunmap(pages[i]);
		put_page(pages[i]);
	}
	return got == n ? 0 : -EFAULT;
}
