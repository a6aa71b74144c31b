// SPDX-License-Identifier: GPL-2.0
int f(struct page *page, struct page **pages, struct job *job)
{
	if (!page)
		return 0;
	put_user_page(page);
	put_user_page(pages[0]);	/* the first */
	return job->put_page(page);
}
