// SPDX-License-Identifier: GPL-2.0
/* extract_iter_to_sg() into a table of the function. */
#include <linux/scatterlist.h>
#include <linux/uio.h>

int esl_once(struct iov_iter *iter, struct scatterlist *sgl)
{
	struct sg_table table = { .sgl = sgl };
	ssize_t got = extract_iter_to_sg(iter, 4096, &table, 4, 0);
	struct scatterlist *sg;
	int i;

	for_each_sg(table.sgl, sg, table.nents, i)
		unpin_user_page(sg_page(sg));
	return got;
}
