// SPDX-License-Identifier: GPL-2.0
/// Make put_user_page*() visible wherever put_page() is.
//
// The place: behind the last function that every tree since 4.15 has with one
// body and outside of any #if, so that put_page() and set_page_dirty_lock()
// are declared and no WARN() or BUG() below changes its line number.
@@
type T;
parameter list ps;
@@
T vm_fault_to_errno(ps) { ... }
+
+ #include <linux/gup_pin.h>
