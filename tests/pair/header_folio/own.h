/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Inlines of the kernel's headers that take or drop a reference of the page's own, for its
 * private data. What is done to one caller's page there says nothing about another's.
 */
#include <linux/mm.h>

struct folio {
	struct page page;
	void *private;
};

static inline void folio_attach_private(struct folio *folio, void *data)
{
	folio_get(folio);
	folio->private = data;
}

static inline void *folio_detach_private(struct folio *folio)
{
	void *data = folio->private;

	folio->private = NULL;
	folio_put(folio); /* keep */
	return data;
}
