// SPDX-License-Identifier: GPL-2.0
/// A write fault for get_user_pages() asks the file system even where the pte
/// is writable, as long as the page is under writeback.
//
// Must appear: gup_fault_is_wanted\(vmf\)
@@
@@
 #include <linux/mm.h>
+#include <linux/gup_pin_walk.h>

@@
identifier vmf, entry;
@@
handle_pte_fault(struct vm_fault *vmf)
{
<...
	if (
-	!pte_write(entry)
+	!pte_write(entry) || gup_fault_is_wanted(vmf)
	)
		return do_wp_page(vmf);
...>
}
