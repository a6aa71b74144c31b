// SPDX-License-Identifier: GPL-2.0
/// Lockless walks take pins, one for each reference that they hand out, and
/// give them back as pins when the mapping has changed under them or when the
/// page must not be written to without a fault.
//
// Only where: page_cache_(get|add)_speculative\(
// Must not remain: page_cache_(get|add)_speculative\((head|page)[,)]
// Must not remain: put_page\(head\);
// Must not remain: while \(refs--\)
// Must appear: gup_fast_pin\(head, refs\)
// Must appear: gup_write_must_fault\(head, 
@include@
@@
 #include <linux/pagemap.h>
+#include <linux/gup_pin_walk.h>

@depends on never include@
@@
 #include <linux/mm.h>
+#include <linux/gup_pin_walk.h>

@@
expression page;
@@
- page_cache_get_speculative(page)
+ page_cache_gup_pin_speculative(page)

@@
expression head, refs;
@@
- page_cache_add_speculative(head, refs)
+ gup_fast_pin(head, refs)

// Up to 5.1 a walk is told `write`, later it is told `flags`. (Others are told
// `write` for longer: __get_user_pages_fast().)
@write@
identifier f =~ "^_*gup_";
@@
f(..., int write, ...) { ... }

@depends on write disable unlikely@
expression changed, head;
@@
	if (unlikely(
- changed
+ changed ||
+ gup_write_must_fault(head, write)
	)) {
-		put_page(head);
+		gup_fast_back_off(head, 1);
		...
	}

@depends on write disable unlikely@
expression changed, head;
identifier nr, refs;
@@
	if (unlikely(
- changed
+ changed ||
+ gup_write_must_fault(head, write)
	)) {
		*nr -= refs;
-		while (refs--)
-			put_page(head);
+		gup_fast_back_off(head, refs);
		return 0;
	}

@depends on never write disable unlikely@
expression changed, head;
@@
	if (unlikely(
- changed
+ changed ||
+ gup_write_must_fault(head, flags & FOLL_WRITE)
	)) {
-		put_page(head);
+		gup_fast_back_off(head, 1);
		...
	}

@depends on never write disable unlikely@
expression changed, head;
identifier nr, refs;
@@
	if (unlikely(
- changed
+ changed ||
+ gup_write_must_fault(head, flags & FOLL_WRITE)
	)) {
		*nr -= refs;
(
-		while (refs--)
-			put_page(head);
|
-		put_compound_head(head, refs);
)
+		gup_fast_back_off(head, refs);
		return 0;
	}

@@
expression p;
@@
undo_dev_pagemap(...)
{
<...
-	put_page(p);
+	gup_fast_back_off(p, 1);
+	pages[*nr] = NULL;
...>
}

@@
expression p;
identifier a, n;
@@
__gup_device_huge(...)
{
<...
-	SetPageReferenced(p);
-	a[*n] = p;
-	get_page(p);
+	if (unlikely(!gup_fast_pin(p, 1))) {
+		undo_dev_pagemap(n, nr_start, a);
+		put_dev_pagemap(pgmap);
+		return 0;
+	}
+	SetPageReferenced(p);
+	a[*n] = p;
...>
}

// A huge walk writes down pages before it owns them. Callers that look at the
// slot instead of the return value would release what they never got.
@@
identifier nr, refs;
@@
	*nr -= refs;
+	memset(pages + *nr, 0, refs * sizeof(*pages));
