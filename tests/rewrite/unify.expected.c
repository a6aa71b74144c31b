// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages)
{
	get_gup_pin_page_nofail(ZERO_PAGE(0));
	pages[0] = ZERO_PAGE(0);
	get_page(pages[1]);
}
