// SPDX-License-Identifier: GPL-2.0
/* options: --dirty-lock-shape 3 */
static struct page *kept;

void in_else(struct page *page, int x)
{
	if (x)
		use(page);
	else
		set_page_dirty_lock(page);
	put_user_page(page);
}

void with_else(struct page *page, int x)
{
	if (x)
		set_page_dirty_lock(page);
	else
		use(page);
	put_user_page(page);
}

void else_if(struct page *page, int x, int y)
{
	if (y)
		use(page);
	else if (x)
		set_page_dirty_lock(page);
	put_user_page(page);
}

void another(struct page *page, struct page *other)
{
	set_page_dirty_lock(other);
	put_user_page(page);
}

void between(struct page *page)
{
	set_page_dirty_lock(page);
	use(page);
	put_user_page(page);
}

void commented(struct page *page)
{
	set_page_dirty_lock(page);
	/* and away with it */
	put_user_page(page);
}

void in_loop(struct page *page, int n)
{
	while (n--)
		set_page_dirty_lock(page);
	put_user_page(page);
}

void global(void)
{
	set_page_dirty_lock(kept);
	put_user_page(kept);
}

void unlocked(struct page *page)
{
	set_page_dirty(page);
	put_user_page(page);
}

void labelled(struct page *page, int x)
{
	if (x)
		goto out;
	set_page_dirty_lock(page);
out:
	put_user_page(page);
}
