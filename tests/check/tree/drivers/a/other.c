// SPDX-License-Identifier: GPL-2.0
#include "a.h"

/* what one file took, seen with its types in another */
void a_drop_first(struct a_buf *b)
{
	put_user_page(b->pages[0]);
#ifdef NOBODY_SETS_THIS
	put_page(b->spare);
#endif
}
