// SPDX-License-Identifier: GPL-2.0
/*
 * batch each|once|none ROUNDS: drops 64 pins of one huge page, one by one, or by
 * put_user_pages(), or takes them only, for whoever counts instructions.
 */
#include <linux/mm.h>
#include <linux/gup_pin_walk.h>
#include <stdlib.h>
#include <string.h>

static struct per_cpu_nodestat processor;
struct pglist_data the_node = { .per_cpu_nodestats = &processor };
_Thread_local bool in_nmi_now;
_Thread_local int warned;
struct page zero_page = { .flags = 1UL << PG_reserved }, huge_zero_page = { .flags = 1UL << PG_head };
struct mm_struct init_mm;

static struct page head, tail[64];

int main(int argc, char **argv)
{
	struct page *pages[64];

	if (argc != 3)
		return 2;
	head.flags = 1UL << PG_head;
	head._refcount.v = 1;
	for (int i = 0; i < 64; i++) {
		tail[i].head = &head;
		pages[i] = &tail[i];
	}
	for (int round = atoi(argv[2]); round > 0; round--) {
		if (!gup_fast_pin(&head, 64))
			return 1;
		if (!strcmp(argv[1], "once"))
			put_user_pages(pages, 64);
		else if (!strcmp(argv[1], "each"))
			for (int i = 0; i < 64; i++)
				put_user_page(pages[i]);
		else
			head._refcount.v = 1;
	}
	return page_ref_count(&head) == 1 ? 0 : 1;
}
