// SPDX-License-Identifier: GPL-2.0
/*
 * An object that comes zeroed is given a pointer to another: what lies behind that
 * pointer is neither zero, nor freed with the object.
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct behind { struct page **pages; int want, have; };
struct behind_ref { struct behind *b; struct page *own; };

static int behind_take(struct behind *b, unsigned long user)
{
	int got = get_user_pages_fast(user, b->want, FOLL_WRITE, b->pages);

	if (got <= 0)
		return got;
	if (got != b->want) {
		while (got)
			put_page(b->pages[--got]);
		return -ENOMEM;
	}
	b->have = got;
	return 0;
}

void behind_drop(struct behind *b)
{
	while (b->have)
		put_page(b->pages[--b->have]);
}

struct behind_ref *behind_get(struct behind *b, unsigned long user)
{
	struct behind_ref *ref = kzalloc(sizeof(*ref), GFP_KERNEL);

	if (!ref)
		return NULL;
	ref->b = b;
	if (behind_take(ref->b, user)) {
		kfree(ref);
		return NULL;
	}
	return ref;
}

/* The pages stay where the caller has them. */
struct behind_ref *behind_get_first(struct behind *b, unsigned long user, int cpu)
{
	struct behind_ref *ref = kzalloc(sizeof(*ref), GFP_KERNEL);

	if (!ref)
		return NULL;
	ref->b = b;
	if (behind_take(ref->b, user) || cpu < 0) {
		kfree(ref);
		return NULL;
	}
	return ref;
}

/* This one is in the object itself. */
struct behind_ref *behind_get_own(struct behind *b, unsigned long user, int cpu)
{
	struct behind_ref *ref = kzalloc(sizeof(*ref), GFP_KERNEL);

	if (!ref)
		return NULL;
	ref->b = b;
	if (get_user_pages_fast(user, 1, FOLL_WRITE, &ref->own) != 1 || cpu < 0) {
		kfree(ref);	/* PIN003 */
		return NULL;
	}
	return ref;
}

void behind_put_own(struct behind_ref *ref)
{
	put_page(ref->own);
	kfree(ref);
}
