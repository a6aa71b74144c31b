// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
#ifdef CONFIG_DEBUG_VM
		check(pages[i]);
#endif
		put_user_page(pages[i]);
	}
}
