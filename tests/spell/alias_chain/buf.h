/* SPDX-License-Identifier: GPL-2.0 */
struct buf { struct page *page; };
