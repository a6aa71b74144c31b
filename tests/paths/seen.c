// SPDX-License-Identifier: GPL-2.0
/* Kept in a field: that nobody releases from there is said where each use of it was read. */
#include <linux/mm.h>
#include "seen.h"

struct sn_reader { struct page **upages; unsigned long start; };

/* right: the array is somebody else's */
static int sn_pin(struct sn_reader *r, unsigned long addr, int n)
{
	int rc = get_user_pages_fast(addr, n, 1, r->upages);

	return rc > 0 ? rc : -EFAULT;
}

int sn_fill(unsigned long addr, int n, struct page **out)
{
	struct sn_reader r = {};
	int done = 0, rc;

	while (done != n) {
		r.upages = out + done;
		rc = sn_pin(&r, addr + done * PAGE_SIZE, n - done);
		if (rc < 0)
			return rc;
		done += rc;
	}
	return 0;
}

/* right: released by a macro, which was not read */
#define SN_RELEASE(d) sn_give_back((d)->by_macro)

int sn_macro(struct sn_dev *d, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1)
		return -EFAULT;
	d->by_macro = page;
	return 0;
}

/* right: given to a function that was not read */
int sn_call(struct sn_dev *d, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1)
		return -EFAULT;
	d->by_call = page;
	return 0;
}

void sn_end(struct sn_dev *d)
{
	sn_give_back(d->by_call);
}

/* right: in another file */
int sn_file(struct sn_dev *d, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1)
		return -EFAULT;
	d->by_file = page;
	return 0;
}

/* looked at, and no more */
int sn_nobody(struct sn_dev *d, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1)
		return -EFAULT;
	d->by_nobody = page;
	return 0;	/* PIN003 */
}

int sn_look(struct sn_dev *d)
{
	return d->by_nobody && PageDirty(d->by_nobody);
}
