// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct file;
struct folio {
	unsigned long flags;
};

long memfd_pin_folios(struct file *memfd, long start, long end, struct folio **folios, unsigned int max, unsigned long *offset);
void unpin_folio(struct folio *folio);

/* fewer than asked for are an error here, but those are there */
static long folios_of(struct file *memfd, long start, unsigned int n)
{
	struct folio **folios = kcalloc(n, sizeof(*folios), GFP_KERNEL);
	unsigned long offset;
	long i, got;

	if (!folios)
		return -ENOMEM;
	got = memfd_pin_folios(memfd, start, start + n * PAGE_SIZE - 1, folios, n, &offset);
	if (got != n) {
		kfree(folios);
		return got < 0 ? got : -EINVAL;
	}
	for (i = 0; i < got; i++)
		unpin_folio(folios[i]);
	kfree(folios);
	return 0;
}
/*
 * check-name: folios of a file, which are counted
 *
 * check-error-start
folios.c:23:22: error: the pages are still held when the memory that names them is freed, in folios_of() [PIN003]
folios.c:21:31: note: fewer pages than asked for are taken here
folios.c:23:22: note: the memory that names the pages is freed here
 * check-error-end
 */
