/* SPDX-License-Identifier: GPL-2.0 */
struct nm_dev;
void page_ring_add(struct nm_dev *d, struct page *page);
