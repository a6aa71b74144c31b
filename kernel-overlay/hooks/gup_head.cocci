// SPDX-License-Identifier: GPL-2.0
/// A lockless walk pins the head of a page: between the look at which page that
/// is and the pin, a huge page may have been split and mapped again as it was.
/// So it looks again. (Runs behind gup_fast.cocci. A huge mapping needs no such
/// look: while it is the same, so is its head.) What knows the head does not look
/// for it again to mark it referenced.
//
// Must appear: compound_head\(page\) != head \|\|
@@
expression changed, head, page, write;
@@
gup_pte_range(...)
{
<...
	page = pte_page(...);
	...
	if (unlikely(changed ||
-	gup_write_must_fault(head, write)
+	compound_head(page) != head || gup_write_must_fault(head, write)
	))
	{ ... }
...>
}

@@
expression head, page;
@@
gup_pte_range(...)
{
<...
	VM_BUG_ON_PAGE(compound_head(page) != head, page);
-	SetPageReferenced(page);
+	gup_set_referenced(head);
...>
}
