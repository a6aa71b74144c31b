// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct holder { struct page **pages; int n; };
int grab(struct holder *h, unsigned long at, int n);
void drop(struct holder *h);
struct page *look(struct holder *h, int i);

int use(unsigned long at, int n)
{
	struct holder h;
	struct page *page;
	int i, got = grab(&h, at, n);

	if (got < 0)
		return got;
	for (i = 0; i < got; i++)
		put_page(h.pages[i]);
	page = look(&h, 0);
	if (get_user_pages_fast(at, 1, 1, &page) != 1)
		return -1;
	drop(&h);
	return 0;
}
@@api
own_put	1	release	1	-	gup	-	-	-
own_get	*	acquire	2	3	gup	-	-	own_get_refs
box	-	container	lru,private	-	-	-	-	-
@@known
grab	*	acquire	-	1	object	-	-	-
drop	*	release	1	-	object	-	-	-
look	*	lend	1	1	-	-	-	-
holder.put	*	release	1	-	counted	-	-	-
fill	*	asked	2	-	zero	-	-	-
@@asked
p:use:1
r:use
