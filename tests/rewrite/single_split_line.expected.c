// SPDX-License-Identifier: GPL-2.0
void f(struct mark *mark)
{
	put_user_page
		(mark->page);
	put_user_page(page_of(mark,
			      mark->index));
}
