// SPDX-License-Identifier: GPL-2.0
const char * const vmstat_text[] = {
	"nr_first",
	"nr_second",

	/* not a node's */
	"nr_dirty_threshold",
#ifdef CONFIG_EVENTS
	"events",
#endif
};
