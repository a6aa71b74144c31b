/* SPDX-License-Identifier: GPL-2.0 */
/* Included twice, with another HTP_NAME each time. */
#if HTP_LEVELS == 4
#define HTP_NAME(name) htp_four_##name
#else
#define HTP_NAME(name) htp_two_##name
#endif

static int HTP_NAME(touch)(unsigned long addr, unsigned long mask)
{
	struct page *table;
	int rc;

	rc = get_user_pages_fast(addr & mask, 1, 1, &table); /* paired a */
	if (rc != 1)
		return -EFAULT;
	set_page_dirty_lock(table);
	put_page(table); /* convert a */
	return 0;
}

#undef HTP_NAME
