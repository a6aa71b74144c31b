/* SPDX-License-Identifier: GPL-2.0 */
struct lid { struct page *page; };
