// SPDX-License-Identifier: GPL-2.0
/* Calls inside the arguments of a macro. */
#include <linux/mm.h>

#define mac_each(n, i, step) {		\
	for (i = 0; i < n; i++) {	\
		(void)(step);		\
	}				\
}

int mac_run(unsigned long addr, struct page **pages, int n)
{
	int i, got;

	if (WARN_ON((got = get_user_pages_fast(addr, n, 1, pages)) < 0)) /* paired a */
		return got;
	mac_each(got, i, ({
		flush_dcache_page(pages[i]);
		put_page(pages[i]); /* convert a */
		0;
	}))
	return got;
}
