// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct msg {
	struct scatterlist *sg;
	unsigned int n;
	int kind;
};
struct page *sg_page(struct scatterlist *sg);
void msg_forget(struct msg *m);

/* what is there is released, and it says so */
static void purge(struct msg *m)
{
	unsigned long i;

	for (i = 0; i < m->n; i++)
		put_user_page(sg_page(&m->sg[i]));
	m->n = 0;
}

/* released where no more can be taken; who purges the message then releases the same again */
static int fill(struct msg *m, unsigned long start, int n)
{
	struct page *page;
	unsigned int i;

	while (n--) {
		if (get_user_pages_fast(start, 1, 1, &page) != 1) {
			for (i = 0; i < m->n; i++)
				put_user_page(sg_page(&m->sg[i]));
			m->kind = 0;
			return -EFAULT;
		}
		sg_set_page(&m->sg[m->n], page, PAGE_SIZE, 0);
		m->n++;
		start += PAGE_SIZE;
	}
	return 0;
}
/*
 * check-name: released by a count that stays
 *
 * check-error-start
by-count.c:31:46: error: what the function put there is released, and the count of it stays, in fill() [PIN006]
by-count.c:18:30: note: released again here, by the same count, which is zero only then
 * check-error-end
 */
