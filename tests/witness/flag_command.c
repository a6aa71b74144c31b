// SPDX-License-Identifier: GPL-2.0
/* A command, in a field here and a parameter there; cases that share an arm. */
#include <linux/mm.h>

struct fc_test { unsigned int cmd; };

static void fc_back(unsigned int cmd, struct page **pages, int n)
{
	switch (cmd) {
	case FC_GET_FAST:
	case FC_GET:
		release_pages(pages, n);
		break;
	case FC_PIN_FAST:
	case FC_PIN:
		unpin_user_pages(pages, n);
		break;
	}
}

int fc_run(struct fc_test *t, unsigned long addr, struct page **pages)
{
	int n = 0;

	switch (t->cmd) {
	case FC_GET:
		n = get_user_pages_unlocked(addr, 4, pages, 0);
		break;
	case FC_GET_FAST:
		n = get_user_pages_fast(addr, 4, 0, pages);
		break;
	case FC_PIN:
		n = pin_user_pages_unlocked(addr, 4, pages, 0);
		break;
	case FC_PIN_FAST:
		n = pin_user_pages_fast(addr, 4, 0, pages);
		break;
	default:
		return -EINVAL;
	}
	fc_back(t->cmd, pages, n);
	return 0;
}
