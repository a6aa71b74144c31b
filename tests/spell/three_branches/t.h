/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/version.h>
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
static inline long tb_pin(unsigned long va, unsigned long n, struct page **pages)
{
	return pin_user_pages(va, n, FOLL_WRITE | FOLL_LONGTERM, pages);
}
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
static inline long tb_pin(unsigned long va, unsigned long n, struct page **pages)
{
	return pin_user_pages(va, n, FOLL_WRITE | FOLL_LONGTERM, pages, NULL);
}
#else
static inline long tb_pin(unsigned long va, unsigned long n, struct page **pages)
{
	return get_user_pages(va, n, FOLL_WRITE, pages, NULL);
}
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)
#define tb_unpin(p) put_page(p)
#else
#define tb_unpin(p) unpin_user_page(p)
#endif
