// SPDX-License-Identifier: GPL-2.0
/* An array that is asked about: where it is NULL nothing is taken, where it is not the call
 * takes references, whatever the pointer was before. */
#include <linux/mm.h>

long probe_take(unsigned long user, int n, bool big)
{
	struct page **pages = NULL;
	long i, got;

	if (big)
		pages = kvmalloc_array(n, sizeof(*pages), GFP_KERNEL);
	if (!pages) {
		pages = kmalloc_array(n, sizeof(*pages), GFP_KERNEL);
		if (!pages)
			return -ENOMEM;
	}
	got = get_user_pages(user, n, FOLL_WRITE, pages);	/* paired */
	for (i = 0; i < got; i++) {
		memset(kmap(pages[i]), 0, PAGE_SIZE);
		kunmap(pages[i]);
		put_page(pages[i]);	/* convert */
	}
	kvfree(pages);
	return got;
}

long probe_maybe(unsigned long user, int n, struct page **pages)
{
	if (pages != NULL)
		return pin_user_pages(user, n, FOLL_WRITE, pages);	/* paired */
	else
		return get_user_pages(user, n, FOLL_WRITE, pages);	/* no-refs */
}

/* Asked once, but set again in the loop. */
long probe_each(unsigned long user, int n, struct page **pages, struct page **next)
{
	long got = 0;

	if (!pages)
		return 0;
	while (n--) {
		got = get_user_pages(user, 1, FOLL_WRITE, pages);	/* unknown */
		if (got > 0) {
			memset(kmap(*pages), 0, PAGE_SIZE);
			kunmap(*pages);
			put_page(*pages);	/* unknown */
		}
		pages = next;
	}
	return got;
}

void probe_undo(struct page **pages, int n)
{
	unpin_user_pages(pages, n);	/* converted */
}

void probe_all(unsigned long user, struct page **pages)
{
	if (probe_maybe(user, 1, pages) == 1)
		probe_undo(pages, 1);
	probe_each(user, 1, NULL, NULL);
}
