/* SPDX-License-Identifier: GPL-2.0 */
enum node_stat_item {
	NR_FIRST,
	NR_SECOND,	/* the second */
	NR_VM_NODE_STAT_ITEMS
};
