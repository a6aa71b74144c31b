// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct page *wrp_lookup(unsigned long addr);

int wrp_read(unsigned long addr, u32 *out)
{
	struct page *p = wrp_lookup(addr);
	u32 *kaddr;

	if (IS_ERR(p))
		return PTR_ERR(p);
	kaddr = kmap_atomic(p);
	*out = kaddr[0];
	kunmap_atomic(kaddr);
	put_page(p); /* convert a */
	return 0;
}
