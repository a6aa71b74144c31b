// SPDX-License-Identifier: GPL-2.0
/* Structs are copied as a whole. */
#include <linux/mm.h>

struct stc_ref {
	struct page *page;
	u32 len;
};

int stc_take(struct stc_ref *out, unsigned long addr)
{
	struct stc_ref ref = { .len = 1 };

	if (get_user_pages_fast(addr, 1, 1, &ref.page) != 1) /* paired a */
		return -EFAULT;
	*out = ref;
	return 0;
}

void stc_drop(struct stc_ref ref)
{
	put_page(ref.page); /* convert a */
}
