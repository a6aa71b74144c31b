// SPDX-License-Identifier: GPL-2.0
/// The walk under page table locks takes pins for get_user_pages() and
/// get_dump_page(), and ordinary references for follow_page(FOLL_GET). What is
/// mapped writable but under writeback goes through the write fault first. A
/// page is written down for the caller when the walk has it.
//
// Must appear: gup_flags \|= FOLL_GUP_PIN
// Must appear: gup_follow_pte_get\(vma, page, flags\)
// Must appear: found = gup_follow_get\(found, gup_flags\)
// Must appear: \*page = found;
// Must appear: \*flags \|= FOLL_GUP_FAULTED
// Must appear: fault_flags \|= FAULT_FLAG_GUP_WRITE
// Must not remain: [^_]get_page\(\*page\)
// Must not remain: \*page = vm_normal_page
@@
identifier page, flags, vma;
@@
follow_page_pte(struct vm_area_struct *vma, ...)
{
<...
(
	if (flags & FOLL_GET)
-		get_page(page);
+	{
+		page = gup_follow_pte_get(vma, page, flags);
+		if (IS_ERR_OR_NULL(page))
+			goto out;
+	}
|
	if (flags & FOLL_GET) {
-		if (unlikely(!try_get_page(page))) {
-			page = ERR_PTR(-ENOMEM);
-			goto out;
-		}
+		page = gup_follow_pte_get(vma, page, flags);
+		if (IS_ERR_OR_NULL(page))
+			goto out;
	}
)
...>
}

@@
identifier page;
@@
get_gate_page(..., struct page **page)
{
+	struct page *found;
	...
}

@@
identifier page;
@@
get_gate_page(..., struct page **page)
{
<...
-	*page
+	found
...>
}

@@
identifier page, gup_flags;
@@
get_gate_page(..., unsigned int gup_flags, ..., struct page **page)
{
<...
(
-	get_page(found);
+	found = gup_follow_get(found, gup_flags);
+	if (IS_ERR(found)) {
+		ret = PTR_ERR(found);
+		goto unmap;
+	}
+	*page = found;
|
-	if (unlikely(!try_get_page(found))) {
-		ret = -ENOMEM;
-		goto unmap;
-	}
+	found = gup_follow_get(found, gup_flags);
+	if (IS_ERR(found)) {
+		ret = PTR_ERR(found);
+		goto unmap;
+	}
+	*page = found;
)
...>
}

// VM_FAULT_WRITE: the handler of write faults was there, and not only somebody
// who changed the pte at the same time
@@
identifier flags;
@@
faultin_page(..., unsigned int *flags, ...)
{
	...
	if (*flags & FOLL_WRITE)
		fault_flags |= FAULT_FLAG_WRITE;
+	if ((*flags & FOLL_WRITE) && (*flags & FOLL_GUP_PIN))
+		fault_flags |= FAULT_FLAG_GUP_WRITE;
	...
+	if ((ret & VM_FAULT_WRITE) && (fault_flags & FAULT_FLAG_GUP_WRITE))
+		*flags |= FOLL_GUP_FAULTED;
	return 0;
}

@@
@@
__get_user_pages(...)
{
	...
	VM_BUG_ON(!!pages != !!(gup_flags & FOLL_GET));
+	if (pages)
+		gup_flags |= FOLL_GUP_PIN;
	...
}
