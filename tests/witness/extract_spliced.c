// SPDX-License-Identifier: GPL-2.0
/* ... and so is what MSG_SPLICE_PAGES comes with; by a helper, in the arm of an if. */
#include <linux/mm.h>
#include <linux/uio.h>

static int es_pages(struct msghdr *msg, struct page **pages)
{
	size_t off;

	return iov_iter_extract_pages(&msg->msg_iter, &pages, 4096, 1, 0, &off);
}

int es_send(struct msghdr *msg, struct page **pages)
{
	if (unlikely(msg->msg_flags & MSG_SPLICE_PAGES))
		return es_pages(msg, pages);
	return 0;
}
