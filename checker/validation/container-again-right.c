// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct iov_iter {
	size_t count;
};
struct bio {
	unsigned int size;
};

int bio_iov_iter_get_pages(struct bio *bio, struct iov_iter *iter);
int submit_all(struct bio *bio);
int ask(size_t left);

/* a bio takes more pages behind those that it has */
static int filled_up(struct bio *bio, struct iov_iter *iter)
{
	int ret;

	while (iter->count) {
		ret = bio_iov_iter_get_pages(bio, iter);
		if (ret < 0)
			break;
		if (ask(iter->count))
			continue;
	}
	return submit_all(bio);
}
/*
 * check-name: a container that is filled twice
 */
