// SPDX-License-Identifier: GPL-2.0
/* An area of vmap() owns the pages where it is told to put them, and only then. */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

int area_owns(unsigned long user, int n, u64 *at)
{
	struct page **pages = kmalloc_array(n, sizeof(*pages), GFP_KERNEL);
	void *map;
	int got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(user, n, FOLL_WRITE, pages);
	if (got != n)
		goto fail;
	map = vmap(pages, n, VM_MAP | VM_MAP_PUT_PAGES, PAGE_KERNEL);
	if (!map)
		goto fail;
	*at = (u64)map;
	return 0;
fail:
	while (got > 0)
		put_page(pages[--got]);
	kfree(pages);
	return -EFAULT;
}

int area_maps(unsigned long user, void **map)
{
	struct page *pages[4];
	int got = get_user_pages_fast(user, 4, FOLL_WRITE, pages);

	if (got != 4)
		goto fail;
	*map = vmap(pages, 4, VM_MAP, PAGE_KERNEL);
	if (!*map)
		goto fail;
	return 0;	/* PIN003 */
fail:
	while (got > 0)
		put_page(pages[--got]);
	return -EFAULT;
}
