// SPDX-License-Identifier: GPL-2.0
/* The native calls of later trees pair among themselves. */
#include <linux/mm.h>

struct pnd_umem {
	struct page **pgs;
	u32 npgs;
};

int pnd_pin(struct pnd_umem *u, unsigned long addr)
{
	return pin_user_pages(addr, u->npgs, FOLL_WRITE | FOLL_LONGTERM, u->pgs, NULL); /* paired a */
}

void pnd_unpin(struct pnd_umem *u)
{
	unpin_user_pages_dirty_lock(u->pgs, u->npgs, true); /* converted a */
}
