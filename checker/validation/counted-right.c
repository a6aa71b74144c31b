// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* an object with a count of users: functions of other files; known.tsv says what they do */
typedef struct {
	int counter;
} refcount_t;
struct buf {
	refcount_t count;
	int users, n;
};
struct buf *buf_make(unsigned long start);
void buf_hold(struct buf *buf);
void buf_put(struct buf *buf);		/* counted: the last one ends it */
void buf_destroy(struct buf *buf);	/* ends it */
bool refcount_dec_and_test(refcount_t *r);
void refcount_inc(refcount_t *r);
void start_io(struct buf *buf);

/* one more user, and both let go */
static int two_users(unsigned long start)
{
	struct buf *buf = buf_make(start);

	if (!buf)
		return -ENOMEM;
	buf_hold(buf);
	if (ask(start))
		buf_put(buf);
	else
		buf_put(buf);
	buf_put(buf);
	return 0;
}

/* the same, by what headers have inline */
static inline void buf_hold_inline(struct buf *buf)
{
	refcount_inc(&buf->count);
}

static int two_users_inline(unsigned long start)
{
	struct buf *buf = buf_make(start);

	if (!buf)
		return -ENOMEM;
	buf_hold_inline(buf);
	buf_put(buf);
	buf->n = 0;
	buf_put(buf);
	return 0;
}

static int counted_by_hand(unsigned long start)
{
	struct buf *buf = buf_make(start);

	if (!buf)
		return -ENOMEM;
	buf->users++;
	buf_put(buf);
	buf_put(buf);
	return 0;
}

/* the others end it */
static inline void buf_put_inline(struct buf *buf)
{
	if (refcount_dec_and_test(&buf->count))
		buf_destroy(buf);
}

static inline void buf_put_by_hand(struct buf *buf)
{
	if (!--buf->users)
		buf_destroy(buf);
}

static inline void buf_put_by_asm(struct buf *buf)
{
	bool last;

	__asm__("lock; decl %0" : "+m" (buf->count.counter), "=@cce" (last) : : "memory");
	if (last)
		buf_destroy(buf);
}

static int not_the_last(unsigned long start, int how)
{
	struct buf *buf = buf_make(start);

	if (!buf)
		return -ENOMEM;
	if (how == 1)
		buf_put_inline(buf);
	else if (how == 2)
		buf_put_by_hand(buf);
	else
		buf_put_by_asm(buf);
	return 0;
}
/*
 * check-name: objects with a count of users
 * check-command: pincheck --known known.tsv counted-right.c
 */
