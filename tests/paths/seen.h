/* SPDX-License-Identifier: GPL-2.0 */
struct sn_dev {
	struct page *by_macro, *by_call, *by_file, *by_nobody;
};
void sn_give_back(struct page *page);
