// SPDX-License-Identifier: GPL-2.0
/// The counters' names in /proc/vmstat, where the node's items end.
//
// Must appear: "nr_gup_pages_returned"
@@
@@
 const char * const vmstat_text[] = {
	...,
+	"nr_gup_slow_pages_requested",
+	"nr_gup_fast_pages_requested",
+	"nr_gup_fast_page_backoffs",
+	"nr_gup_page_count_overflows",
+	"nr_gup_pages_returned",
	"nr_dirty_threshold",
	...
 };
