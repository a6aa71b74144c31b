// SPDX-License-Identifier: GPL-2.0
const char * const vmstat_text[] = {
	"nr_first",
	"nr_second",

	/* enum writeback_stat_item counters */
	"nr_dirty_threshold",
#ifdef CONFIG_EVENTS
	"events",
#endif
};
