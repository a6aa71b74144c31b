// SPDX-License-Identifier: GPL-2.0
/// Without an MMU get_user_pages() takes pins, too.
//
// Must not remain: [^_]get_page\(
// Must appear: get_gup_pin_page\(pages\[i\]\)
@@
expression p;
@@
__get_user_pages(...)
{
<...
	if (p)
-		get_page(p);
+	{
+		if (get_gup_pin_page(p))
+			return i ? : -EOVERFLOW;
+	}
...>
}
