// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, unsigned int n, struct cursor *c)
{
	for (c->i = 0; c->i < n; c->i++)
		put_user_page(pages[c->i]);
	return 0;
}
