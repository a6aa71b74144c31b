// SPDX-License-Identifier: GPL-2.0
/// Lockless walks that look at a mapping once and trust that it cannot go
/// away while interrupts are disabled (mips, sh).
//
// Must not remain: [^_]get_page\(
// Must not remain: page_ref_add\(
// Must not remain: void get_head_page_multiple
// Must appear: gup_fast_pin_mapped\(page, 1\)
@@
@@
 #include <linux/mm.h>
+#include <linux/gup_pin_walk.h>

@@
identifier page;
@@
gup_pte_range(...)
{
<...
-	get_page(page);
+	if (!gup_fast_pin_mapped(page, 1)) {
+		pte_unmap(ptep);
+		return 0;
+	}
+	if (gup_write_must_fault(compound_head(page), write)) {
+		gup_fast_back_off(page, 1);
+		pte_unmap(ptep);
+		return 0;
+	}
...>
}

// the one take for a huge mapping may fail now
@multiple@
identifier page, nr;
@@
-static inline void get_head_page_multiple(struct page *page, int nr)
+static inline int get_head_page_multiple(struct page *page, int nr)
 {
	...
-	page_ref_add(page, nr);
+	if (!gup_fast_pin_mapped(page, nr))
+		return 0;
	SetPageReferenced(page);
+	return 1;
 }

@depends on multiple@
expression head;
identifier refs;
@@
-	get_head_page_multiple(head, refs);
+	if (!get_head_page_multiple(head, refs)) {
+		*nr -= refs;
+		return 0;
+	}
+	if (gup_write_must_fault(head, write)) {
+		*nr -= refs;
+		gup_fast_back_off(head, refs);
+		return 0;
+	}

// whoever looks at the slot instead of the return value
@@
identifier nr, refs;
@@
	*nr -= refs;
+	memset(pages + *nr, 0, refs * sizeof(*pages));
