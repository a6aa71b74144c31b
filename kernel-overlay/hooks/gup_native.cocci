// SPDX-License-Identifier: GPL-2.0
/// Where get_user_pages*() took references, they take what
/// CONFIG_GUP_PIN_GETS says: pins. Early enough for the marks that a walk
/// sets for pins.
//
// Must appear: gup_flags \|= FOLL_GUP_TAKES;
// Must appear: gup_flags \|= FOLL_GUP_TAKES \| FOLL_FAST_ONLY
// Must appear: flags = \(flags & ~FOLL_GET\) \| FOLL_GUP_TAKES
// Must not remain: flags \|= FOLL_GET
@@
@@
__get_user_pages_locked(...)
{
	...
+	if (pages && !(flags & FOLL_PIN))
+		flags = (flags & ~FOLL_GET) | FOLL_GUP_TAKES;
	if (flags & FOLL_PIN)
		mm_set_has_pinned_flag(...);
	...
-	if (pages && !(flags & FOLL_PIN))
-		flags |= FOLL_GET;
	...
}

@@
@@
get_user_pages_fast(...)
{
<...
-	gup_flags |= FOLL_GET;
+	gup_flags |= FOLL_GUP_TAKES;
...>
}

@@
@@
get_user_pages_fast_only(...)
{
<...
-	gup_flags |= FOLL_GET | FOLL_FAST_ONLY;
+	gup_flags |= FOLL_GUP_TAKES | FOLL_FAST_ONLY;
...>
}
