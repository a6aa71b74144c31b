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

/* the count goes with them */
static int fill(struct msg *m, unsigned long start, int n)
{
	struct page *page;
	unsigned int i;

	while (n--) {
		if (get_user_pages_fast(start, 1, 1, &page) != 1) {
			for (i = 0; i < m->n; i++)
				put_user_page(sg_page(&m->sg[i]));
			m->n = 0;
			return -EFAULT;
		}
		sg_set_page(&m->sg[m->n], page, PAGE_SIZE, 0);
		m->n++;
		start += PAGE_SIZE;
	}
	return 0;
}

/* the message goes with them, or goes where it may be set */
static struct msg *make(struct msg *m, unsigned long start, int again)
{
	struct page *page;
	unsigned int i;

	for (;;) {
		if (get_user_pages_fast(start, 1, 1, &page) != 1)
			break;
		sg_set_page(&m->sg[m->n], page, PAGE_SIZE, 0);
		m->n++;
	}
	for (i = 0; i < m->n; i++)
		put_user_page(sg_page(&m->sg[i]));
	if (again)
		msg_forget(m);
	else
		kfree(m);
	return NULL;
}

/* others put them there, and look after the count */
static void put_all(struct msg *m)
{
	unsigned int i;

	for (i = 0; i < m->n; i++)
		put_user_page(sg_page(&m->sg[i]));
}
/*
 * check-name: released by a count that goes as well
 */
