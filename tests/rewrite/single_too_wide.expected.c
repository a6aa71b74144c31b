// SPDX-License-Identifier: GPL-2.0
void f(struct mark *mark)
{
	if (mark) {
		if (mark->valid) {
			if (mark->mapped)
				put_user_page(page_of_the_mark(mark,
							       mark->index));
			put_user_page(mark->page_with_a_long_name); /* may go */
		}
	}
}
