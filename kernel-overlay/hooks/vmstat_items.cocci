// SPDX-License-Identifier: GPL-2.0
/// The five counters, one per node each. (They are there, and stay zero,
/// without CONFIG_GUP_PIN_TRACKING: an #ifdef cannot be laid into an enum.)
//
// Must appear: NR_GUP_PAGES_RETURNED,
@@
@@
 enum node_stat_item {
	...,
-	NR_VM_NODE_STAT_ITEMS
+	NR_GUP_SLOW_PAGES_REQUESTED,
+	NR_GUP_FAST_PAGES_REQUESTED,
+	NR_GUP_FAST_PAGE_BACKOFFS,
+	NR_GUP_PAGE_COUNT_OVERFLOWS,
+	NR_GUP_PAGES_RETURNED,
+	NR_VM_NODE_STAT_ITEMS
 };
