/* SPDX-License-Identifier: GPL-2.0 */
static inline int page_cache_get_speculative(struct page *page)
{
#ifdef CONFIG_TINY_RCU
	VM_BUG_ON_PAGE(page_count(page) == 0, page);
	page_ref_inc(page);
#else
	if (unlikely(!get_page_unless_zero(page)))
		return 0;
#endif
	return 1;
}

/*
 * Same as above, but add instead of inc (could just be merged)
 */
static inline int page_cache_add_speculative(struct page *page, int count)
{
	VM_BUG_ON(in_interrupt());
#ifdef CONFIG_UP
	page_ref_add(page, count);
#else
	if (unlikely(!page_ref_add_unless(page, count, 0)))
		return 0;
#endif
	return 1;
}
