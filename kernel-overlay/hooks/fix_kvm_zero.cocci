// SPDX-License-Identifier: GPL-2.0
/// A guest that reads memory which nobody has written to gets the zero page,
/// with a reference; it is a reserved page, and those are never released. Count
/// it among the others. (As upstream does.)
//
// Only where: return PageReserved\(pfn_to_page\(pfn\)\);
// May be absent.
// Must appear: !is_zero_pfn\(pfn\)
@@
identifier pfn;
@@
kvm_is_reserved_pfn(...)
{
	if (pfn_valid(pfn))
-		return PageReserved(pfn_to_page(pfn));
+		return PageReserved(pfn_to_page(pfn)) && !is_zero_pfn(pfn);
	...
}
