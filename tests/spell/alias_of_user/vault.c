// SPDX-License-Identifier: GPL-2.0
#include "names.h"
#include "vault.h"

void vault_engine(struct vault_request *req, struct scatterlist *text, unsigned int len, u8 *iv);

static void vault_empty(struct vault *v)
{
	while (v->filled)
		put_page(v->pages[--v->filled]);
}

int vault_run(struct vault *v, struct vault_request *req, unsigned long user, int n, u8 *iv)
{
	int i, got;

	got = get_user_pages_fast(user, n, FOLL_WRITE, v->pages);
	if (got <= 0)
		return -EFAULT;
	v->filled = got;
	sg_init_table(v->text, got);
	for (i = 0; i < got; i++)
		sg_set_page(&v->text[i], v->pages[i], PAGE_SIZE, 0);
	vault_engine(req, v->text, got * PAGE_SIZE, iv);
	vault_empty(v);
	return 0;
}
