/* SPDX-License-Identifier: GPL-2.0 */
typedef struct { struct page *page; } box_t;
struct crate { box_t in; };
