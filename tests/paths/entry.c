// SPDX-License-Identifier: GPL-2.0
/*
 * A page that is kept by its number in an entry of some table, with flags around it, and put by that number. Flags
 * alone are no number of a page, and one that is only printed is kept by nobody.
 */
#include <linux/mm.h>

typedef unsigned long ent_t;
#define ENT_ADDR (~(PAGE_SIZE - 1))

struct ent_table { unsigned long first; };

int ent_look_up(struct ent_table *table, unsigned long user, ent_t **entry);

void ent_clear(ent_t entry)
{
	put_user_page(pfn_to_page(entry >> PAGE_SHIFT));
}

int ent_set(struct ent_table *table, unsigned long user)
{
	struct page *page;
	ent_t *entry;

	if (get_user_pages_fast(user, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	if (ent_look_up(table, user, &entry)) {
		put_user_page(page);
		return -EINVAL;
	}
	*entry = (page_to_phys(page) & ENT_ADDR) | 7;
	return 0;
}

int ent_set_flags_first(struct ent_table *table, unsigned long user, ent_t *entry, ent_t flags)
{
	struct page *page;

	if (get_user_pages_fast(user, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	*entry = flags | page_to_phys(page);
	return 0;
}

int ent_set_in_steps(struct ent_table *table, unsigned long user, ent_t flags)
{
	struct page *page;
	ent_t *entry;

	if (ent_look_up(table, user, &entry))
		return -EINVAL;
	if (get_user_pages_fast(user, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	flags |= page_to_pfn(page) << PAGE_SHIFT;
	*entry = flags;
	return 0;
}

int ent_set_first(struct ent_table *table, unsigned long user)
{
	struct page *page;

	if (get_user_pages_fast(user, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	table->first = 7 + (page_to_pfn(page) << PAGE_SHIFT);
	return 0;
}

int ent_set_nothing(struct ent_table *table, unsigned long user, ent_t flags)
{
	struct page *page;
	ent_t *entry;

	if (ent_look_up(table, user, &entry))
		return -EINVAL;
	if (get_user_pages_fast(user, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	pr_debug("%lx\n", page_to_phys(page));
	*entry = flags;
	return 0; /* PIN003 */
}
