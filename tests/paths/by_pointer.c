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

/* The last one to give it up hands it to a work item, which has it dropped. */
struct bp_object {
	struct page **pages;
	int n;
	struct kref ref;
	struct work_struct work;
};

static void bp_work(struct work_struct *work)
{
	struct bp_object *o = container_of(work, struct bp_object, work);
	int i;

	for (i = 0; i < o->n; i++)
		put_page(o->pages[i]);
	kvfree(o->pages);
	kfree(o);
}

static void bp_last(struct kref *ref)
{
	struct bp_object *o = container_of(ref, struct bp_object, ref);

	INIT_WORK(&o->work, bp_work);
	schedule_work(&o->work);
}

int bp_object_of(unsigned long start, int n)
{
	struct bp_object *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int got;

	if (!o)
		return -ENOMEM;
	kref_init(&o->ref);
	o->pages = kvmalloc_array(n, sizeof(*o->pages), GFP_KERNEL);
	if (!o->pages) {
		kfree(o);
		return -ENOMEM;
	}
	got = get_user_pages_fast(start, n, 1, o->pages);
	if (got < 0) {
		kvfree(o->pages);
		kfree(o);
		return got;
	}
	o->n = got;
	if (got < n) {
		kref_put(&o->ref, bp_last);
		return -EFAULT;
	}
	return bp_publish(o);
}
