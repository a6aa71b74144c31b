// SPDX-License-Identifier: GPL-2.0
/// For the hooks of a tree that counts its pins: what is between mm/gup.c and
/// ours.
//
// Must appear: include "gup_pin\.h"
@@
@@
 #include "internal.h"
+#include "gup_pin.h"
