// SPDX-License-Identifier: GPL-2.0
/// A read-only map of memory which nobody has written to gets the zero page,
/// with a reference; put_pfn() passes it over as a reserved page. It is always
/// there, so drop the reference at once. (As upstream does.)
//
// Only where: ^static int vaddr_get_pfn
// Not where: is_zero_pfn
// May be absent.
// Must appear: if \(is_zero_pfn\(\*pfn\)\)
@converted@
@@
put_user_page(...)

@depends on converted@
identifier pfn, page;
@@
vaddr_get_pfn(...)
{
<...
	*pfn = page_to_pfn(page[0]);
+	if (is_zero_pfn(*pfn))
+		put_user_page(page[0]);
...>
}

@depends on never converted@
identifier pfn, page;
@@
vaddr_get_pfn(...)
{
<...
	*pfn = page_to_pfn(page[0]);
+	if (is_zero_pfn(*pfn))
+		put_page(page[0]);
...>
}
