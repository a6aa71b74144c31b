// SPDX-License-Identifier: GPL-2.0
/* Nothing is lost where somebody else has the pages. */
#include <linux/mm.h>

struct ho_job {
	struct page **pages;
	struct page *page;
	int n;
};

int ho_given_struct(struct ho_job *job, unsigned long start)
{
	job->n = get_user_pages_fast(start, 8, 1, job->pages);
	return job->n < 0 ? job->n : 0;
}

int ho_stored(struct ho_job *job, unsigned long start)
{
	struct page *page;
	int ret;

	ret = get_user_pages_fast(start, 1, 1, &page);
	if (ret != 1)
		return -EFAULT;
	job->page = page;
	return 0;
}

struct page *ho_returned(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return NULL;
	return page;
}

int ho_taken_by_function(unsigned long start, struct ho_job *job)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	return ho_unknown(job, page);
}

int ho_moved_to_table(unsigned long start, struct scatterlist *sg, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	for (i = 0; i < ret; i++)
		sg_set_page(&sg[i], pages[i], PAGE_SIZE, 0);
	kfree(pages);
	return ret;
}

int ho_in_parts(unsigned long start, int n, struct page **pages)
{
	int got = 0, ret;

	do {
		ret = get_user_pages_fast(start, n - got, 1, pages + got);
		if (ret < 0)
			goto put;
		got += ret;
	} while (got < n);
	return 0;
put:
	put_user_pages(pages, got);
	return ret;
}

void ho_finish(struct ho_job *job)
{
	put_user_page(job->page);
	put_user_pages(job->pages, job->n);
}

/* another page stands in the slot when the acquisition failed */
int ho_other_page(unsigned long start, struct page **pages, struct page *zero)
{
	if (get_user_pages_fast(start, 1, 1, pages) != 1) {
		get_gup_pin_page(zero);
		pages[0] = zero;
	}
	put_user_page(pages[0]);
	return 0;
}
