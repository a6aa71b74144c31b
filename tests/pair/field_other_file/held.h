/* SPDX-License-Identifier: GPL-2.0 */
struct fo_held {
	struct list_head list;
	unsigned int npages;
	struct page **pages;
};

int fo_hold(struct fo_held *h, unsigned long uaddr);
void fo_drop(struct fo_held *h);
