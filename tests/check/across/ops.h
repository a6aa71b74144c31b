/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>

struct page_ops {
	struct page *(*take_one)(unsigned long start);
	struct page *(*find)(unsigned long start);
};
extern const struct page_ops *page_ops;

static inline struct page *get_by_ops(unsigned long start)
{
	return page_ops->take_one(start);
}

static inline struct page *find_by_ops(unsigned long start)
{
	return page_ops->find(start);
}
