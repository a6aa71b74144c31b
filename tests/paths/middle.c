// SPDX-License-Identifier: GPL-2.0
/* A loop that releases, left in the middle. */
#include <linux/mm.h>
#include <linux/slab.h>

int mi_check(unsigned long addr, unsigned long count)
{
	struct page **pages, **known;
	unsigned long j;
	int ret;

	pages = kcalloc(count, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(addr, count, 1, pages);
	if (ret != count)
		goto failed;
	known = mi_table_of(pages[0]);
	for (j = 0; j < count; j++) {
		if (known[j] != pages[j])
			goto out;	/* PIN003 */
		put_user_page(pages[j]);
	}
	kfree(pages);
	return 0;
failed:
	for (j = 0; ret > 0 && j < ret; j++)
		put_user_page(pages[j]);
out:
	kfree(pages);
	return -EINVAL;
}

/* an error of its own, by way of another label */
int mi_copy(unsigned long addr, int n, char *to)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(addr, n, 1, pages);
	mi_look(pages[0]);
	for (i = 0; i < ret; i++) {
		int err = mi_copy_one(to, pages[i]);

		if (err) {
			ret = err;
			goto fail;	/* PIN003 */
		}
		put_user_page(pages[i]);
	}
	goto free;
fail:
	mi_complain(ret);
free:
	kfree(pages);
	return ret;
}

/* right: the rest is released as well */
int mi_rest(unsigned long addr, int n, char *to)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(addr, n, 1, pages);
	for (i = 0; i < ret; i++) {
		if (mi_copy_one(to, pages[i]))
			goto fail;
		put_user_page(pages[i]);
	}
	kfree(pages);
	return 0;
fail:
	for (; i < ret; i++)
		put_user_page(pages[i]);
	kfree(pages);
	return -EFAULT;
}

/* right: no page is behind a slot that has none */
int mi_ends(unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i;

	if (!pages)
		return -ENOMEM;
	get_user_pages_fast(addr, n, 1, pages);
	for (i = 0; i < n; i++) {
		if (!pages[i])
			goto out;
		put_user_page(pages[i]);
	}
out:
	kfree(pages);
	return 0;
}
