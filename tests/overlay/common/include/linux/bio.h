/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/uio.h>
struct bio;
int bio_iov_iter_get_pages(struct bio *bio, struct iov_iter *iter);
