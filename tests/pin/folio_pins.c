// SPDX-License-Identifier: GPL-2.0
/* Pins of folios pair among themselves. */
#include <linux/mm.h>

long fop_pin(struct file *memfd, struct folio **folios, pgoff_t *offset)
{
	return memfd_pin_folios(memfd, 0, PAGE_SIZE, folios, 1, offset); /* paired a */
}

void fop_use(struct file *memfd, struct folio **folios, pgoff_t *offset)
{
	if (fop_pin(memfd, folios, offset) == 1)
		unpin_folios(folios, 1); /* converted a */
}
