/* SPDX-License-Identifier: GPL-2.0 */
void tof_drop(struct page *page);
