/* SPDX-License-Identifier: GPL-2.0 */
struct nh {
	struct page **pages;
	unsigned int count;
};
