// SPDX-License-Identifier: GPL-2.0
/*
 * vmalloc_to_page() takes no reference: its pages may share the array as long
 * as only gup's are released.
 */
#include <linux/mm.h>

struct gvm_vec {
	struct page *pages[32];
	bool need_put;
	int n;
};

int gvm_fill(struct gvm_vec *v, void *buf, bool user)
{
	int i;

	if (!user) {
		v->need_put = false;
		for (i = 0; i < v->n; i++) {
			v->pages[i] = is_vmalloc_addr(buf) ? vmalloc_to_page(buf) : virt_to_page(buf);
			buf += PAGE_SIZE;
		}
		return 0;
	}
	v->need_put = true;
	v->n = get_user_pages_fast((unsigned long)buf, v->n, 1, v->pages); /* paired a */
	return v->n < 0 ? v->n : 0;
}

void gvm_empty(struct gvm_vec *v)
{
	int i;

	if (!v->need_put)
		return;
	for (i = 0; i < v->n; i++)
		put_page(v->pages[i]); /* convert a */
}
