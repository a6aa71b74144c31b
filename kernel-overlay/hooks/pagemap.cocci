// SPDX-License-Identifier: GPL-2.0
/// One speculative take with a count, for page_cache_get_speculative() and
/// page_cache_add_speculative(). It may be used in interrupt context: perf
/// takes pages there.
//
// Not where: __page_cache_add_speculative
// May be absent.
// Must not remain: VM_BUG_ON\(in_interrupt
// Must appear: __page_cache_add_speculative\(page, 1\)
// Must appear: __page_cache_add_speculative\(page, count\)
@@
identifier page;
@@
-static inline int page_cache_get_speculative(struct page *page)
+static inline int __page_cache_add_speculative(struct page *page, int count)
{
<...
(
-	page_ref_inc(page);
+	page_ref_add(page, count);
|
-	get_page_unless_zero(page)
+	page_ref_add_unless(page, count, 0)
)
...>
}

@@
identifier page, count;
@@
 page_cache_add_speculative(struct page *page, int count)
 {
-	...
 }

// spatch leaves the exit that stood inside of #if
@@
identifier page, count;
@@
 page_cache_add_speculative(struct page *page, int count)
 {
-	return 0;
+	return __page_cache_add_speculative(page, count);
 }

// in front of the function, not of its comment
@@
identifier page;
@@
 __page_cache_add_speculative(struct page *page, int count)
 { ... }
+
+static inline int page_cache_get_speculative(struct page *page)
+{
+	return __page_cache_add_speculative(page, 1);
+}
