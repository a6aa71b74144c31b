// SPDX-License-Identifier: GPL-2.0
/// Without an MMU get_user_pages() takes pins, too. (It moved from mm/nommu.c
/// to mm/gup.c, and is called otherwise there.)
//
// Only where: pages\[i\] = virt_to_page\(start\)
// Must not remain: ^[^/*]*[^_]get_page\(pages\[i\]\)
// Must appear: get_gup_pin_page\(pages\[i\]\)
@@
expression p;
identifier f =~ "^__get_user_pages(_locked)?$";
@@
f(...)
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
