// SPDX-License-Identifier: GPL-2.0
/// Without an MMU get_user_pages() takes pins, too, and writes a page down when
/// it has it. (It moved from mm/nommu.c to mm/gup.c, and is called otherwise
/// there.)
//
// Only where: pages\[i\] = virt_to_page\(start\)
// Must not remain: ^[^/*]*[^_]get_page\(pages\[i\]\)
// Must appear: get_gup_pin_page\(virt_to_page\(start\)\)
@@
identifier f =~ "^__get_user_pages(_locked)?$";
@@
f(...)
{
<...
-	pages[i] = virt_to_page(start);
-	if (pages[i])
-		get_page(pages[i]);
+	if (virt_to_page(start) &&
+	    get_gup_pin_page(virt_to_page(start)))
+		return i ? : -EOVERFLOW;
+	pages[i] = virt_to_page(start);
...>
}
