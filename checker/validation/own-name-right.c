// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct slots {
	struct page *page;
};

/* the driver's own, in another file: its name begins as that of an API function */
int init_slots(struct slots *s, struct page *page);
int page_list_add(struct page *page);

static int given(struct slots *s, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	init_slots(s, page);
	return 0;
}

static int given_alone(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	return page_list_add(page);
}

/* ... and in this one */
static void init_slot(struct slots *s, struct page *page)
{
	s->page = page;
}

static int kept(struct slots *s, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	init_slot(s, page);
	return 0;
}
/*
 * check-name: functions of the driver's own, named like those of the API
 */
