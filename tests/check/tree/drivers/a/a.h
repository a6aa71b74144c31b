/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>

struct a_buf {
	struct page **pages;
	struct page *spare;
	int n;
};

void a_drop(struct a_buf *b);
