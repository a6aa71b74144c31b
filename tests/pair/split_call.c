// SPDX-License-Identifier: GPL-2.0
/* One call over several lines; two calls on one. */
#include <linux/mm.h>

struct spc_win {
	struct page *first, *last;
};

int spc_map(struct spc_win *w, unsigned long addr, unsigned long end)
{
	if (get_user_pages_fast( /* paired a */
			addr,
			1, 1,
			&w->first) != 1)
		return -EFAULT;
	if (get_user_pages_fast(end, 1, 1, &w->last) == 1) /* paired b */
		return 0;
	put_page /* convert a */
		(w->first);
	return -EFAULT;
}

void spc_unmap(struct spc_win *w)
{
	put_page(w->last); put_page(w->first); /* convert b, convert a */
}
