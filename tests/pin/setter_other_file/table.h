/* SPDX-License-Identifier: GPL-2.0 */
struct sof_entry {
	u64 addr;
};

struct sof_table {
	struct sof_entry *first;
};

int sof_enter(struct sof_table *t, u64 addr);
