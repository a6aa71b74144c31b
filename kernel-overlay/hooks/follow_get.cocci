// SPDX-License-Identifier: GPL-2.0
/// What get_user_pages() and follow_page() walk alike takes the kind of
/// reference that the flags ask for.
//
// Must not remain: try_get_page\(page\)
// Must appear: page = gup_follow_get\(page, flags\)
@have@
@@
 #include <linux/gup_pin_walk.h>

@depends on never have@
@@
 #include <linux/mm.h>
+#include <linux/gup_pin_walk.h>

@@
identifier page, flags;
@@
	if (flags & FOLL_GET)
-		get_page(page);
+		page = gup_follow_get(page, flags);

// behind an early return of whoever lacks FOLL_GET
@@
identifier page;
identifier f =~ "^follow_devmap_p";
@@
f(..., int flags, ...)
{
<...
-	get_page(page);
+	page = gup_follow_get(page, flags);
...>
}
