/* SPDX-License-Identifier: GPL-2.0 */
struct box { struct page *page; };
struct lid { struct page *page; };
