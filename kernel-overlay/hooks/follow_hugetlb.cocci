// SPDX-License-Identifier: GPL-2.0
/// follow_hugetlb_page() works for get_user_pages() alone: it takes pins, and
/// writes a page down when it has it.
//
// Must not remain: get_page\(pages\[
// Must appear: err = get_gup_pin_page\(
// Must appear: pages\[i\] = 
@@
expression found;
@@
follow_hugetlb_page(...)
{
<...
-	pages[i] = found;
-	get_page(pages[i]);
+	err = get_gup_pin_page(found);
+	if (err) {
+		spin_unlock(ptl);
+		remainder = 0;
+		break;
+	}
+	pages[i] = found;
...>
}
