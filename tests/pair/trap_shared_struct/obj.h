/* SPDX-License-Identifier: GPL-2.0 */
struct tss_obj {
	struct page **pages;
	int n;
};
