// SPDX-License-Identifier: GPL-2.0
#define drop_both(a, b)			\
	do {				\
		put_user_page(a);	\
		put_user_page(b);	\
	} while (0)

void f(struct page *a, struct page *b)
{
	drop_both(a, b);
}
