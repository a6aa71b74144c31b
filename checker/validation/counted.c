// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct buf {
	int users, n;
};
struct buf *buf_make(unsigned long start);
void buf_put(struct buf *buf);
void buf_hold(struct buf *buf);
int buf_asked(const struct buf *buf);

/* nobody else has it */
static int no_other_user(unsigned long start)
{
	struct buf *buf = buf_make(start);

	if (!buf)
		return -ENOMEM;
	if (buf_asked(buf))
		buf_put(buf);
	buf_put(buf);
	return 0;
}

/* two have it, and neither lets go */
static int lost(unsigned long start)
{
	struct buf *buf = buf_make(start);

	if (!buf)
		return -ENOMEM;
	buf_hold(buf);
	buf->n = 7;
	if (ask(start))
		return -EINVAL;
	buf_put(buf);
	return 0;
}
/*
 * check-name: objects with a count of users, one release too many or too few
 * check-command: pincheck --known known.tsv counted.c
 *
 * check-error-start
counted.c:21:16: error: what holds the pages is released a second time, in no_other_user() [PIN006]
counted.c:15:35: note: pages are taken here, and held by what is returned
counted.c:19:23: note: the condition holds
counted.c:20:24: note: released here
counted.c:21:16: note: released again here
counted.c:35:24: error: the function is left while the pages are still held, in lost() [PIN003]
counted.c:28:35: note: pages are taken here, and held by what is returned
counted.c:34:17: note: the condition holds
 * check-error-end
 */
