// SPDX-License-Identifier: GPL-2.0
#include "buf.h"

int two_users(unsigned long start)
{
	struct buf *b = buf_make(start);

	if (!b)
		return -12;
	buf_hold(b);
	buf_put(b);
	buf_put(b);
	return 0;
}

int one_user(unsigned long start)
{
	struct buf *b = buf_make(start);

	if (!b)
		return -12;
	buf_put(b);
	buf_put(b);
	return 0;
}
