// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"

/* the same exits, each of which gives it back */
static int region_freed(struct hw *hw, unsigned long start)
{
	struct region *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return -ENOMEM;
	r->umem = umem_get(start);
	if (IS_ERR(r->umem)) {
		kfree(r);
		return -EFAULT;
	}
	r->n = umem_count(r->umem);
	/* whatever that writes, it is still the same object */
	if (hw_register(r)) {
		umem_release(r->umem);
		kfree(r);
		return -EINVAL;
	}
	keep(hw, r);
	return 0;
}

/* freed where it was put, but the caller has it in a variable */
static int in_a_variable(unsigned long start)
{
	struct umem *umem = umem_get(start);
	struct region *r;
	int err = -ENOMEM;

	if (IS_ERR(umem))
		return -EFAULT;
	r = kzalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		goto out;
	r->umem = umem;
	err = hw_look(r);
	kfree(r);
out:
	umem_release(umem);
	return err;
}

/* a field that was set is what it was set to after a call that only looks */
static int by_kind(struct hw *hw, unsigned long start)
{
	struct region *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int err = 0;

	if (!r)
		return -ENOMEM;
	if (ask(start)) {
		r->umem = umem_get(start);
		if (IS_ERR(r->umem)) {
			kfree(r);
			return -EFAULT;
		}
		r->kind = 1;
	}
	if (hw_look(r)) {
		err = -EINVAL;
		goto fail;
	}
	keep(hw, r);
	return 0;
fail:
	if (r->kind == 1)
		umem_release(r->umem);
	kfree(r);
	return err;
}

/* an error that is only known to be one: no pointer has such a value */
static struct region *made(struct hw *hw, struct umem *umem)
{
	struct region *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int err;

	if (!r)
		return ERR_PTR(-ENOMEM);
	err = ask(umem->n);
	if (err) {
		kfree(r);
		return ERR_PTR(err);
	}
	r->umem = umem;
	return r;
}

static struct region *real_region(struct hw *hw, unsigned long start)
{
	struct umem *umem = umem_get(start);
	struct region *r;

	if (IS_ERR(umem))
		return ERR_PTR(-EFAULT);
	r = made(hw, umem);
	if (IS_ERR(r))
		umem_release(umem);
	return r;
}

/* kept in what is made; where that fails, released */
static int data_made(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	struct data *data;
	int got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, n, 1, pages);
	if (got <= 0)
		goto free;
	data = data_alloc(pages);
	if (!data)
		goto release;
	data_send(data);
	return 0;
release:
	put_user_pages(pages, got);
free:
	kfree(pages);
	return -EFAULT;
}

/* given to who is not known: it is theirs */
static int given(struct hw *hw, struct region *r, unsigned long start)
{
	r->umem = umem_get(start);
	if (IS_ERR(r->umem))
		return -EFAULT;
	keep(hw, r);
	kfree(r);
	return 0;
}
/*
 * check-name: objects that hold pages, given back
 * check-command: pincheck --known known.tsv objects-right.c
 */
