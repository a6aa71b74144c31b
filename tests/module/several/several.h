/* SPDX-License-Identifier: GPL-2.0 */
struct sv_buf {
	struct page **pages;
	int n;
};

int sv_take(struct sv_buf *b, unsigned long addr, struct device *dev);
