// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

#define CHUNK 512

struct chunk {
	struct page **list;
};
struct mem {
	struct chunk *chunk;
	int nr_pages;
};

static void mem_release(struct mem *m)
{
	int i, n = m->nr_pages;

	for (i = 0; n; i++) {
		int now = n < CHUNK ? n : CHUNK;

		put_user_pages(m->chunk[i].list, now);
		kfree(m->chunk[i].list);
		n -= now;
	}
	kfree(m->chunk);
	kfree(m);
}

/* chunk by chunk, each in several goes: how many there are is added up, and told by that alone */
static struct mem *mem_get(unsigned long start, int n)
{
	struct mem *m = kzalloc(sizeof(*m), GFP_KERNEL);
	long got = 0;
	int i;

	if (!m)
		return NULL;
	m->chunk = kcalloc(n / CHUNK + 1, sizeof(*m->chunk), GFP_KERNEL);
	if (!m->chunk) {
		kfree(m);
		return NULL;
	}
	for (i = 0; n; i++) {
		int nents = n < CHUNK ? n : CHUNK;
		struct page **list = kcalloc(nents, sizeof(*list), GFP_KERNEL);

		if (!list)
			goto out;
		m->chunk[i].list = list;
		while (nents) {
			got = get_user_pages(start, nents, 1, list, NULL);
			if (got < 0)
				goto out;
			m->nr_pages += got;
			start += got * PAGE_SIZE;
			list += got;
			nents -= got;
			n -= got;
		}
	}
	return m;
out:
	mem_release(m);
	return NULL;
}
/*
 * check-name: released chunk by chunk
 */
