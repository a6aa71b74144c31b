// SPDX-License-Identifier: GPL-2.0
/// follow_hugetlb_page() works for get_user_pages() alone: it takes pins.
//
// Must not remain: get_page\(pages\[
// Must appear: get_gup_pin_page\(pages\[i\]\)
@@
expression i;
@@
follow_hugetlb_page(...)
{
<...
-	get_page(pages[i]);
+	err = get_gup_pin_page(pages[i]);
+	if (err) {
+		spin_unlock(ptl);
+		remainder = 0;
+		break;
+	}
...>
}
