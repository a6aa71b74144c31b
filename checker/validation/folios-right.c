// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct file;
struct folio {
	unsigned long flags;
};

long memfd_pin_folios(struct file *memfd, long start, long end, struct folio **folios, unsigned int max, unsigned long *offset);
void unpin_folio(struct folio *folio);
int use(unsigned long start);

/* it says how many folios it took: 0 are none */
static long folios_of(struct file *memfd, long start, unsigned int n)
{
	struct folio **folios = kcalloc(n, sizeof(*folios), GFP_KERNEL);
	unsigned long offset;
	long i, got;

	if (!folios)
		return -ENOMEM;
	got = memfd_pin_folios(memfd, start, start + n * PAGE_SIZE - 1, folios, n, &offset);
	if (got <= 0) {
		kfree(folios);
		return got ? got : -EINVAL;
	}
	use(offset);
	for (i = 0; i < got; i++)
		unpin_folio(folios[i]);
	kfree(folios);
	return 0;
}
/*
 * check-name: folios of a file, which are counted, and correct code
 */
