/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct vault {
	struct page *pages[16];
	struct scatterlist text[16];
	int filled;
};
