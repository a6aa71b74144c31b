/* SPDX-License-Identifier: GPL-2.0 */
struct box { struct page *page; };
struct box *any_box(void);
