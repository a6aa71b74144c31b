// SPDX-License-Identifier: GPL-2.0
/* The second round knows what the first one did. */
#include <linux/mm.h>
#include <linux/uio.h>
/* 1: counts pages up by DIV_ROUND_UP; a flag says that the first round was */
ssize_t rn_one(struct iov_iter *it, struct page **pages, size_t max)
{
	int n = 0, i;
	size_t off;
	ssize_t got;

	while (iov_iter_count(it)) {
		if (n)
			break;
		got = iov_iter_get_pages(it, pages, iov_iter_count(it), max, &off);
		if (got <= 0)
			return got;
		iov_iter_advance(it, got);
		n = DIV_ROUND_UP(got + off, PAGE_SIZE);
	}
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return 0;
}
ssize_t rn_two(struct iov_iter *it, struct page **pages, size_t max)
{
	bool first = true;
	ssize_t got = 0;
	size_t off;
	int n = 0;

	do {
		if (!first)
			break;
		first = false;
		got = iov_iter_get_pages(it, pages, iov_iter_count(it), max, &off);
		if (got <= 0)
			return got;
		n = (got + off + PAGE_SIZE - 1) >> PAGE_SHIFT;
	} while (iov_iter_count(it) > 0);
	while (--n >= 0)
		put_page(pages[n]);
	return 0;
}
ssize_t rn_three(struct iov_iter *it, struct page **pages, size_t max)
{
	ssize_t got = 0;
	size_t off;
	int n;

	for (n = 0; n == 0; n = PFN_UP(got + off)) {
		got = iov_iter_get_pages(it, pages, iov_iter_count(it), max, &off);
		if (got <= 0)
			return got;
	}
	while (n)
		put_page(pages[--n]);
	return 0;
}

/* right: two minima of different things are not one number */
struct rn_mem { struct page **pages; };

int rn_chunks(unsigned long start, unsigned long entries, struct rn_mem **out)
{
	struct rn_mem *mem = kzalloc(sizeof(*mem), GFP_KERNEL);
	unsigned long entry, chunk = 512, pinned = 0;
	long ret = 0;

	if (!mem)
		return -ENOMEM;
	mem->pages = vzalloc(entries * sizeof(struct page *));
	chunk = min(chunk, entries);
	for (entry = 0; entry < entries; entry += chunk) {
		unsigned long n = min(entries - entry, chunk);

		ret = get_user_pages(start + (entry << PAGE_SHIFT), n, FOLL_WRITE, mem->pages + entry, NULL);
		if (ret == n) {
			pinned += n;
			continue;
		}
		if (ret > 0)
			pinned += ret;
		break;
	}
	if (pinned != entries) {
		if (!ret)
			ret = -EFAULT;
		goto free;
	}
	*out = mem;
	return 0;
free:
	put_user_pages(mem->pages, pinned);
	vfree(mem->pages);
	kfree(mem);
	return ret;
}

void rn_end(struct rn_mem *mem, unsigned long n)
{
	put_user_pages(mem->pages, n);
}
