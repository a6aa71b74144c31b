// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"

extern struct page *map;
struct page *compound_head(struct page *page);

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
/* a question whose answer goes up as a value, and there makes the function fail */
static bool is_contained(unsigned long pfn, unsigned long max)
{
	struct page *page = map + pfn;

	if (pfn < max)
		return max > 7;
	return compound_head(page)->flags > max;
}

static int told(unsigned long gfn, unsigned long max)
{
	unsigned long pfn = gfn_to_number(gfn);

	if (pfn & (0x7ffUL << 52))
		return -EFAULT;
	if (!is_contained(pfn, max))
		return -EINVAL;
	release_number(pfn);
	return 0;
}
/*
 * check-name: pages by their number, and by functions of other files
 * check-command: pincheck --known known.tsv numbers.c
 *
 * check-error-start
numbers.c:16:31: error: the function is left while the pages are still held, in compares() [PIN003]
numbers.c:11:42: note: the page is taken here
numbers.c:15:30: note: the condition holds
numbers.c:33:16: error: the function is left while the pages are still held, in not_contained() [PIN003]
numbers.c:22:42: note: the page is taken here
numbers.c:33:16: note: the condition holds
numbers.c:27:19: note: the condition holds
numbers.c:44:23: error: the function is left while the pages are still held, in two_references() [PIN003]
numbers.c:39:40: note: the page is taken here
numbers.c:63:24: error: the function is left while the pages are still held, in told() [PIN003]
numbers.c:58:42: note: the page is taken here
numbers.c:62:26: note: it is called here
numbers.c:51:19: note: the condition holds
numbers.c:62:32: note: the condition does not hold
 * check-error-end
 */
