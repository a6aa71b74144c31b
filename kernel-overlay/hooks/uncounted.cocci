// SPDX-License-Identifier: GPL-2.0
/// mm/gup_pin.c before the step that counts pins in /proc/vmstat.
//
// Must not remain: count_pins|NR_GUP|in_nmi
@@
@@
-static void count_pins(...) { ... }

@@
expression e, x;
@@
-if (e) {
+if (e)
-	count_pins(...);
	return x;
-}

@@
@@
-count_pins(...);
