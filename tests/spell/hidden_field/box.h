/* SPDX-License-Identifier: GPL-2.0 */
struct box { struct page *page; };
struct crate { struct box in; };
#define BOX_PAGE(b) ((b)->page)
#define CRATE_PAGE(c) BOX_PAGE(&(c)->in)
