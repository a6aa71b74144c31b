// SPDX-License-Identifier: GPL-2.0
/* The return value is ignored; the array's NULLs tell what was taken. */
#include <linux/mm.h>

struct sai_set {
	struct page *pages[4];
};

void sai_take(struct sai_set *s, unsigned long addr)
{
	memset(s->pages, 0, sizeof(s->pages));
	get_user_pages(addr, 4, 0, s->pages, NULL); /* paired a */
}

void sai_drop(struct sai_set *s)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(s->pages); i++)
		if (s->pages[i])
			put_page(s->pages[i]); /* convert a */
}
