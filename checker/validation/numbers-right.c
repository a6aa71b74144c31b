// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"

/* the answer decides on the release */
static void only_some(unsigned long gfn, unsigned long max)
{
	unsigned long pfn = gfn_to_number(gfn);

	if (pfn & (0x7ffUL << 52))
		return;
	if (pfn < max)
		release_number(pfn);
}

/* ... by way of a variable */
static void by_variable(unsigned long gfn, unsigned long max)
{
	unsigned long pfn = gfn_to_number(gfn);
	bool ours = false;

	if (pfn & (0x7ffUL << 52))
		return;
	if (pfn < max)
		ours = true;
	ask(gfn);
	if (ours)
		release_number(pfn);
}

static void both(unsigned long gfn)
{
	struct page *page = gfn_to_page(gfn);

	if (IS_ERR(page) || !page)
		return;
	get_page(page);
	put_user_page(page);
	put_user_page(page);
}
/*
 * check-name: pages by their number, given back
 * check-command: pincheck --known known.tsv numbers-right.c
 */
