// SPDX-License-Identifier: GPL-2.0
/* tested, and then something else may be in it */
static void fill(int *n);

int by_macro(struct page **pages, int __user *arg)
{
	int n = 0;

	if (get_user(n, arg))
		return -EFAULT;
	put_user_pages(pages, max_t(long, n, 0));
	return 0;
}

int by_address(struct page **pages, int n)
{
	if (n < 0)
		return n;
	fill(&n);
	put_user_pages(pages, max_t(long, n, 0));
	return 0;
}

int one_way(struct page **pages, int n, int x)
{
	if (x && n < 0)
		return n;
	put_user_pages(pages, max_t(long, n, 0));
	return 0;
}

int wrapped(struct page **pages, unsigned int u)
{
	int n;

	if (u > 0)
		n = u;
	else
		n = 0;
	put_user_pages(pages, max_t(long, n, 0));
	return 0;
}

int cut(struct page **pages, long l)
{
	int n;

	if (l < 0)
		return l;
	n = l;
	put_user_pages(pages, max_t(long, n, 0));
	return 0;
}

int by_label(struct page **pages, int n)
{
	if (n < 0)
		goto out;
	n = -n;
	use(pages);
out:
	put_user_pages(pages, max_t(long, n, 0));
	return 0;
}

int next_turn(struct page **pages, int n, int more)
{
	if (n < 0)
		return n;
	while (more) {
		put_user_pages(pages, max_t(long, n, 0));
		n = pin(pages);
	}
	return 0;
}

int second_half(struct page **pages, int n)
{
	if (n >= 0 && (n = pin(pages)) != 5)
		put_user_pages(pages, max_t(long, n, 0));
	return 0;
}
