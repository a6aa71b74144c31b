/* SPDX-License-Identifier: GPL-2.0 */
struct wih_store { struct page **pages; };
struct wih { struct wih_store s; bool user; };

static inline int wih_grab(unsigned long addr, int n, struct page **pages)
{
	int ret = 0, got = get_user_pages_fast(addr, n, FOLL_WRITE, pages); /* paired a */

	if (got != n) {
		ret = got < 0 ? got : -ENOMEM;
		while (--got >= 0)
			put_page(pages[got]); /* convert a */
	}
	return ret;
}
