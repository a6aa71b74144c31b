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

/* right: each round has a place of its own, whose address a function is given */
struct rn_part { struct page *pages[4]; };

static int rn_fill(unsigned long start, struct page **slot)
{
	int got = get_user_pages_fast(start, 1, FOLL_WRITE, slot);

	return got == 1 ? 0 : -EFAULT;
}

int rn_parts(struct rn_part *parts, int from, int n, const unsigned long *start)
{
	int i;

	for (i = 0; i < n; i++) {
		if (start[i] && rn_fill(start[i], &parts[i + from].pages[2]) != 0)
			goto error;
	}
	return 0;
error:
	rn_drop_parts(parts, from, n);
	return -EFAULT;
}

int rn_parts_by_pointer(struct rn_part *parts, int n, const unsigned long *start)
{
	int i;

	for (i = 0; i < n; i++) {
		struct page **slot = &parts[i].pages[0];

		if (rn_fill(start[i], slot))
			goto error;
	}
	return 0;
error:
	rn_drop_parts(parts, 0, n);
	return -EFAULT;
}

/* wrong: all rounds have the same place */
struct rn_whole { struct page *page; };

int rn_one_place(struct rn_whole *whole, int n, const unsigned long *start)
{
	int i;

	for (i = 0; i < n; i++) {
		if (rn_fill(start[i], &whole->page))	/* PIN003 */
			goto error;
	}
	return 0;
error:
	rn_drop_whole(whole);
	return -EFAULT;
}

/* right: the first round took all of its pages, the second one fewer than it asked for */
struct rn_piece { unsigned long addr, len; };

int rn_pieces(struct rn_piece *piece, int n, struct page **pages)
{
	unsigned int start = 0, count;
	int i, got;

	for (i = 0; i < n; i++) {
		count = piece[i].len >> PAGE_SHIFT;
		got = pin_user_pages_fast(piece[i].addr, count, FOLL_WRITE, &pages[start]);
		if (got < 0 || got != count)
			goto error;
		start += got;
	}
	return 0;
error:
	if (got > 0)
		unpin_user_pages(&pages[start], got);
	unpin_user_pages(pages, start);
	return -EFAULT;
}

/* wrong: as many as were asked for, of the same piece */
int rn_piece_again(struct rn_piece *piece, int i, struct page **pages)
{
	int got = pin_user_pages_fast(piece[i].addr, piece[i].len, FOLL_WRITE, pages);

	if (got > 0)
		unpin_user_pages(pages, piece[i].len);	/* PIN006 */
	return 0;
}

/* right: two places in turn, the one before is released after the next one was filled */
struct rn_turn { struct page **list; unsigned long addr; int count; };

static int rn_finish(struct rn_turn *turn)
{
	int ret = rn_wait(turn->addr);

	unpin_user_pages(turn->list, turn->count);
	return ret;
}

int rn_in_turn(unsigned long addr, unsigned long left, struct page **one, struct page **two)
{
	struct rn_turn turn[2] = { { .list = one }, { .list = two } }, *now, *before = NULL;
	int ret = 0, got, next = 0;

	while (left) {
		now = &turn[next];
		now->addr = addr;
		now->count = left < 16 ? left : 16;
		got = pin_user_pages_fast(now->addr, now->count, FOLL_WRITE, now->list);
		if (got != now->count) {
			if (got > 0)
				unpin_user_pages(now->list, got);
			if (before)
				rn_finish(before);
			return -EFAULT;
		}
		ret = rn_start(now->addr);
		if (ret) {
			unpin_user_pages(now->list, now->count);
			if (before)
				rn_finish(before);
			return ret;
		}
		if (before)
			rn_finish(before);
		before = now;
		next = (next + 1) % 2;
		addr += now->count * PAGE_SIZE;
		left -= now->count;
	}
	if (before)
		ret = rn_finish(before);
	return ret;
}

/* wrong: it is the same one */
int rn_in_turn_twice(unsigned long addr, int n, struct page **one, struct page **two)
{
	struct rn_turn turn[2] = { { .list = one }, { .list = two } }, *now, *again;
	int i;

	for (i = 0; i < n; i++, addr += PAGE_SIZE) {
		now = &turn[i & 1];
		if (pin_user_pages_fast(addr, 1, FOLL_WRITE, now->list) != 1)
			return -EFAULT;
		again = now;
		unpin_user_pages(now->list, 1);
		rn_note(i);
		unpin_user_pages(again->list, 1);	/* PIN006 */
	}
	return 0;
}

/* right: the inner loop runs, for its end lies behind its beginning */
int rn_by_address(unsigned long user, const char **part, int n)
{
	struct page *page;
	const char *at, *end;
	int k = 0;

	while (k < n) {
		if (get_user_pages_fast(user, 1, 0, &page) != 1)
			goto fail;
		at = page_address(page);
		end = at + RN_HUGE;
		while (at != end && k != n) {
			part[k++] = at;
			at += RN_PART;
		}
		user += RN_HUGE;
	}
	return 0;
fail:
	rn_drop_addresses(part, k);
	return -EFAULT;
}
