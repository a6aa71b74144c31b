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
		get_gup_pin_page_nofail(zero);
		pages[0] = zero;
	}
	put_user_page(pages[0]);
	return 0;
}

/* the second page comes into the same slot; the first is what it was */
int ho_one_slot(unsigned long a, unsigned long b)
{
	struct page *pages[1], *first, *second;
	int n, ret = -EIO;

	n = get_user_pages_fast(a, 1, 1, pages);
	if (n < 1)
		return -EIO;
	first = pages[0];
	n = get_user_pages_fast(b, 1, 1, pages);
	if (n < 1)
		goto put;
	second = pages[0];
	ret = 0;
	put_user_page(second);
put:
	put_user_page(first);
	return ret;
}

struct ho_ref {
	struct kref ref;
	struct page **pages;
	int n;
};

static void ho_last(struct kref *k)
{
	struct ho_ref *r = container_of(k, struct ho_ref, ref);

	put_user_pages(r->pages, r->n);
	kfree(r->pages);
	kfree(r);
}

/* released by a function that is handed on to be called */
int ho_kref(struct ho_ref *r, unsigned long start, int n)
{
	int ret;

	ret = get_user_pages_fast(start, n, 1, r->pages);
	if (ret != n) {
		put_user_pages(r->pages, ret > 0 ? ret : 0);
		return -EFAULT;
	}
	r->n = n;
	ret = ho_start(n);
	if (ret) {
		kref_put(&r->ref, ho_last);
		return -EIO;
	}
	return 0;
}

static int ho_some(unsigned long start, struct page **pages, int *got, int n)
{
	int ret = 0, all = 0;

	while (all < n) {
		ret = get_user_pages_fast(start, n - all, 1, pages + all);
		if (ret < 0)
			break;
		all += ret;
	}
	*got = all;
	return ret < 0 ? ret : 0;
}

/* the loop is left with what its last round left: no error with pages in hand */
int ho_rounds(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got, err;

	if (!pages)
		return -ENOMEM;
	err = ho_some(start, pages, &got, n);
	if (err && !got) {
		kfree(pages);
		return err;
	}
	put_user_pages(pages, got);
	kfree(pages);
	return err;
}

enum ho_state { ho_none, ho_taken };

struct ho_job {
	enum ho_state state;
	struct page **pages;
	int n;
};

static void ho_end(struct ho_job *j)
{
	switch (j->state) {
	case ho_taken:
		put_user_pages(j->pages, j->n);
		break;
	case ho_none:
		break;
	}
}

/* a state tells that nothing was taken */
int ho_states(struct ho_job *j, unsigned long start)
{
	int ret;

	j->state = ho_none;
	ret = get_user_pages_fast(start, j->n, 1, j->pages);
	if (ret < 0)
		ho_end(j);
	return ret;
}

struct ho_req {
	struct page **pages;
	struct list_head list;
	int n;
};

static int ho_enter(struct ho_req *r, int slot)
{
	r->n = slot;
	if (slot < 8)
		return 0;
	return ho_store(slot, r);
}

/* which way it goes in there is not known here */
int ho_object(unsigned long start, int slot, int n)
{
	struct ho_req *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return -ENOMEM;
	r->pages = kcalloc(n, sizeof(*r->pages), GFP_KERNEL);
	ret = get_user_pages_fast(start, n, 1, r->pages);
	r->n = ret > 0 ? ret : 0;
	if (ret != n) {
		ho_free(r);
		return -EFAULT;
	}
	ho_enter(r, slot);
	return 0;
}

void ho_free(struct ho_req *r)
{
	put_user_pages(r->pages, r->n);
	kfree(r->pages);
	kfree(r);
}

struct ho_desc {
	struct ho_req *req;
};

/* the last descriptor gets the request: the loop may not run for all that is seen */
int ho_in_loop(struct ho_desc *d, unsigned long start, int parts, int n)
{
	struct ho_req *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int i, ret;

	if (!r)
		return -ENOMEM;
	r->pages = kcalloc(n, sizeof(*r->pages), GFP_KERNEL);
	ret = get_user_pages_fast(start, n, 1, r->pages);
	r->n = ret > 0 ? ret : 0;
	if (ret != n) {
		ho_free(r);
		return -EFAULT;
	}
	for (i = 0; i < parts; i++)
		if (i == parts - 1)
			d[i].req = r;
	return ho_run(d);
}

/* a question whose answer decides on the release somewhere */
int ho_reserved(struct ho_job *job, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	if (PageReserved(page))
		return 0;
	job->page = page;
	return 0;
}

void ho_end_reserved(struct ho_job *job)
{
	if (!PageReserved(job->page))
		put_user_page(job->page);
}

static struct page *ho_arg(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return NULL;
	return page;
}

/* the page of the last round is released in the next, or at the end */
int ho_last_round(unsigned long start, int n, int limit)
{
	struct page *mapped = NULL, *page;
	int ret = 0;

	while (n > 0) {
		if (n > limit) {
			ret = -EINTR;
			goto out;
		}
		n--;
		if (!mapped || n % 8 == 0) {
			page = ho_arg(start + n);
			if (!page) {
				ret = -E2BIG;
				goto out;
			}
			if (mapped)
				put_user_page(mapped);
			mapped = page;
		}
	}
out:
	if (mapped)
		put_user_page(mapped);
	return ret;
}

/* ... and where it is known, by what the structures say: not what keeps it then */
int ho_low_slot(unsigned long start, int slot, int n)
{
	struct ho_req *r;
	int ret;

	if (slot >= 8)
		return -EINVAL;
	r = kzalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		return -ENOMEM;
	r->pages = kcalloc(n, sizeof(*r->pages), GFP_KERNEL);
	ret = get_user_pages_fast(start, n, 1, r->pages);
	r->n = ret > 0 ? ret : 0;
	if (ret != n) {
		ho_free(r);
		return -EFAULT;
	}
	ho_enter(r, slot);
	return 0;
}
