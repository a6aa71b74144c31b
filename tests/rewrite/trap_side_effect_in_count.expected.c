// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, struct ring *ring)
{
	unsigned int i;

	for (i = 0; i < (unsigned int)pop(ring); i++)
		put_user_page(pages[i]);
}
