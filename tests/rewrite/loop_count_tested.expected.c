// SPDX-License-Identifier: GPL-2.0
int early(unsigned long start, struct page **pages, int n)
{
	int got;

	got = pin(start, n, pages);
	if (unlikely(got <= 0))
		return -EFAULT;
	use(pages);
	put_user_pages(pages, got);
	return 0;
}

int label(unsigned long start, struct page **pages, int n)
{
	int got, ret = 0;

	got = pin(start, n, pages);
	if (got < 0) {
		ret = got;
		goto out;
	} else if (got != n) {
		ret = -EFAULT;
		goto release;
	}
	return 0;
release:
	put_user_pages(pages, got);
out:
	return ret;
}

int assigned(unsigned long start, struct page **pages, long n, int again)
{
	long got = 0;

	do {
		if ((got = pin(start, n, pages)) < 0)
			return got;
		put_user_pages(pages, got);
	} while (again);
	return 0;
}

int both(unsigned long start, struct page **pages, int n)
{
	int got = pin(start, n, pages);

	if (!n || (n > 0 && got != n))
		return -EFAULT;
	if (got > -1 && n)
		put_user_pages(pages, got);
	return 0;
}
