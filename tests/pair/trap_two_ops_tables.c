// SPDX-License-Identifier: GPL-2.0
/* Two operations tables of one type: the callers cannot tell them apart. */
#include <linux/mm.h>

struct tot_mem_ops {
	int (*get)(void *priv);
	void (*put)(void *priv);
};

struct tot_user {
	struct page *page;
	unsigned long addr;
};

struct tot_kernel {
	struct page *page;
};

static int tot_user_get(void *priv)
{
	struct tot_user *u = priv;

	return get_user_pages_fast(u->addr, 1, 1, &u->page); /* paired a */
}

static void tot_user_put(void *priv)
{
	struct tot_user *u = priv;

	put_page(u->page); /* convert a */
}

static int tot_kernel_get(void *priv)
{
	struct tot_kernel *k = priv;

	k->page = alloc_page(GFP_KERNEL);
	return k->page ? 1 : -ENOMEM;
}

static void tot_kernel_put(void *priv)
{
	struct tot_kernel *k = priv;

	put_page(k->page); /* keep */
}

const struct tot_mem_ops tot_user_ops = {
	.get = tot_user_get,
	.put = tot_user_put,
};

const struct tot_mem_ops tot_kernel_ops = {
	.get = tot_kernel_get,
	.put = tot_kernel_put,
};

int tot_run(const struct tot_mem_ops *ops, void *priv)
{
	int rc = ops->get(priv);

	if (rc == 1)
		ops->put(priv);
	return rc;
}
