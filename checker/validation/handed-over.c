// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* nothing is lost where somebody else has the pages */
struct job {
	struct page **pages;
	struct page *page;
	unsigned long pfn;
	int n;
};

static int stored(struct job *job, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	job->page = page;
	return 0;
}

static struct page *returned(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return NULL;
	return page;
}

static int given_away(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	return talk_about(page);
}

static int into_table(unsigned long start, struct scatterlist *sg, int n)
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

static int as_a_number(struct job *job, unsigned long start, struct page *map)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	job->pfn = page - map;
	return 0;
}

static struct job *in_a_new_struct(unsigned long start, int n)
{
	struct job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return ERR_PTR(-ENOMEM);
	job->pages = kcalloc(n, sizeof(*job->pages), GFP_KERNEL);
	if (!job->pages) {
		kfree(job);
		return ERR_PTR(-ENOMEM);
	}
	job->n = get_user_pages_fast(start, n, 1, job->pages);
	if (job->n < 0) {
		kfree(job->pages);
		kfree(job);
		return ERR_PTR(-EFAULT);
	}
	return job;
}
/*
 * check-name: handed over
 */
