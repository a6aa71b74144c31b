/* SPDX-License-Identifier: GPL-2.0 */
/* One name: an alias, a macro with arguments, or a function, by the kernel's version.
 * Neither file ends in a newline, nor does it afterwards. */
#ifndef TAKE_H
#define TAKE_H

#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
#define take_some get_user_pages
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
#define take_some(start, n, flags, pages) \
	get_user_pages(start, n, flags, pages, NULL)
#elif (LINUX_VERSION_CODE >= KERNEL_VERSION(4, 4, 168)) && (LINUX_VERSION_CODE < KERNEL_VERSION(4, 5, 0))
#define take_some(start, n, flags, pages) \
	get_user_pages(current, current->mm, start, n, flags, pages, NULL)
#else
static inline long take_some(unsigned long start, unsigned long n, unsigned int flags, struct page **pages)
{
	return get_user_pages(current, current->mm, start, n, !!(flags & FOLL_WRITE), 0, pages, NULL);
}
#endif
#endif