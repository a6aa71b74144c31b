// SPDX-License-Identifier: GPL-2.0
/// Make the plain-reference forms of iov_iter_get_pages*() visible with them.
//
// The place: behind the last inline function, so that no WARN() below changes
// its line number. That is iov_iter_ubuf() where there is one (6.0 on).
@ubuf@
type T;
parameter list ps;
@@
T iov_iter_ubuf(ps) { ... }
+
+ #include <linux/gup_pin_tree.h>

@depends on never ubuf@
type T;
parameter list ps;
@@
T iov_iter_reexpand(ps) { ... }
+
+ #include <linux/gup_pin_tree.h>
+
