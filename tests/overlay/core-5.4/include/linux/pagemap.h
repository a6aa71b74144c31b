/* SPDX-License-Identifier: GPL-2.0 */
static inline int __page_cache_add_speculative(struct page *page, int count)
{
	if (unlikely(!page_ref_add_unless(page, count, 0)))
		return 0;
	return 1;
}

static inline int page_cache_get_speculative(struct page *page)
{
	return __page_cache_add_speculative(page, 1);
}

static inline int page_cache_add_speculative(struct page *page, int count)
{
	return __page_cache_add_speculative(page, count);
}
