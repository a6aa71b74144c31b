// SPDX-License-Identifier: GPL-2.0
/* ... and into one behind a pointer; given back by a helper. */
#include <linux/scatterlist.h>
#include <linux/uio.h>

struct esf_job { struct sg_table *table; };

static void esf_unpin(struct scatterlist *sgl, int n)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, n, i)
		unpin_user_page(sg_page(sg));
}

int esf_fill(struct esf_job *job, struct iov_iter *iter)
{
	return extract_iter_to_sg(iter, 4096, job->table, 4, 0);
}

void esf_done(struct esf_job *job)
{
	esf_unpin(job->table->sgl, job->table->nents);
}
