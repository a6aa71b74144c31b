/* SPDX-License-Identifier: GPL-2.0 */
struct box { struct page *page; };
struct crate { struct box in; };
