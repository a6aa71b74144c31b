/* SPDX-License-Identifier: GPL-2.0 */
static inline struct page *nms_get(struct address_space *mapping, unsigned long index)
{
	return find_get_page(mapping, index);
}
