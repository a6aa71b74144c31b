// SPDX-License-Identifier: GPL-2.0
/* An object that holds pages is given to a function that is called through a pointer: that one has them. */
#include <linux/mm.h>

struct bp_part {
	struct page **pages;
	size_t count;
	void (*end)(struct bp_part *, int);
};

static void bp_end(struct bp_part *s, int error)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		put_page(s->pages[i]);
	kvfree(s->pages);
	kfree(s);
}

static long bp_take(struct bp_part *s, unsigned long start, size_t size)
{
	int n = DIV_ROUND_UP(size, PAGE_SIZE);
	long res;

	s->pages = kvcalloc(n, sizeof(*s->pages), GFP_KERNEL);
	if (!s->pages)
		return -ENOMEM;
	res = get_user_pages_fast(start, n, 1, s->pages);
	if (res < n) {
		while (res > 0)
			put_page(s->pages[--res]);
		kvfree(s->pages);
		return -EFAULT;
	}
	s->count = n;
	return size;
}

/* Of no bytes no page was taken: what returns at the second if holds nothing. */
long bp_read(unsigned long start, size_t size)
{
	struct bp_part *s = kzalloc(sizeof(*s), GFP_KERNEL);
	long res;

	if (!s)
		return -ENOMEM;
	s->end = bp_end;
	res = bp_take(s, start, size);
	if (res <= 0) {
		kfree(s);
		return res;
	}
	s->end(s, 0);
	return res;
}

/* Nobody is given what the object holds. */
long bp_forgets(unsigned long start, size_t size)
{
	struct bp_part *s = kzalloc(sizeof(*s), GFP_KERNEL);
	long res;

	if (!s)
		return -ENOMEM;
	res = bp_take(s, start, size);
	if (res <= 0) {
		kfree(s);
		return res;
	}
	kfree(s);	/* PIN003 */
	return res;
}
