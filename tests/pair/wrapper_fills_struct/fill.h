/* SPDX-License-Identifier: GPL-2.0 */
struct wfs_iov {
	unsigned long base;
	struct page *page;
};

int wfs_fill(struct wfs_iov *v);
