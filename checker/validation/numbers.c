// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"

/* asked, told, and forgotten: nothing hangs on the answer but a message */
static void compares(unsigned long *entry, unsigned long gfn)
{
	unsigned long pfn = gfn_to_number(gfn);

	if (pfn & (0x7ffUL << 52))
		return;
	if (*entry != pfn << PAGE_SHIFT)
		printk("%lx", pfn);
}

/* an error is none of the ways a release can go */
static int not_contained(unsigned long gfn, unsigned long max)
{
	unsigned long pfn = gfn_to_number(gfn);
	int ret = 0;

	if (pfn & (0x7ffUL << 52))
		return -EFAULT;
	if (pfn > max) {
		ret = -EINVAL;
		goto out;
	}
	release_number(pfn);
out:
	return ret;
}

/* taken twice, put once */
static void two_references(unsigned long gfn)
{
	struct page *page = gfn_to_page(gfn);

	if (IS_ERR(page) || !page)
		return;
	get_page(page);
	put_user_page(page);
}
/*
 * check-name: pages by their number, and by functions of other files
 * check-command: pincheck --known known.tsv numbers.c
 *
 * check-error-start
numbers.c:13:31: error: the function is left while the pages are still held, in compares() [PIN003]
numbers.c:8:42: note: the page is taken here
numbers.c:12:30: note: the condition holds
numbers.c:30:16: error: the function is left while the pages are still held, in not_contained() [PIN003]
numbers.c:19:42: note: the page is taken here
numbers.c:30:16: note: the condition holds
numbers.c:24:19: note: the condition holds
numbers.c:41:23: error: the function is left while the pages are still held, in two_references() [PIN003]
numbers.c:36:40: note: the page is taken here
 * check-error-end
 */
