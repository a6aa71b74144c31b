/* SPDX-License-Identifier: GPL-2.0 */
struct mtf_vec {
	struct page **slots;
	int n;
};
