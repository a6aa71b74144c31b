/* SPDX-License-Identifier: GPL-2.0 */
struct gto_pfn {
	struct list_head list;
	unsigned long pfn;
};

struct gto_ops {
	int (*lock_pages)(void *data, unsigned long addr, struct page **pages);
};

int gto_lock_pages(void *data, unsigned long addr, struct page **pages);
unsigned long gto_tell(unsigned long where);
