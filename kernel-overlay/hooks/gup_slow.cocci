// SPDX-License-Identifier: GPL-2.0
/// The walk under page table locks takes pins for get_user_pages() and
/// get_dump_page(), and ordinary references for follow_page(FOLL_GET). What is
/// mapped writable but under writeback goes through the write fault first.
//
// Must appear: get_gup_pin_page\(\*page\)
// Must appear: gup_flags \|= FOLL_GUP_PIN
// Must appear: gup_follow_get\(page, flags\)
// Must appear: \*flags \|= FOLL_GUP_FAULTED
// Must appear: fault_flags \|= FAULT_FLAG_GUP_WRITE
@@
identifier page, flags;
@@
follow_page_pte(...)
{
<...
(
+	if (gup_follow_must_fault(page, flags)) {
+		page = NULL;
+		goto out;
+	}
	if (flags & FOLL_GET)
-		get_page(page);
+	{
+		page = gup_follow_get(page, flags);
+		if (IS_ERR(page))
+			goto out;
+	}
|
+	if (gup_follow_must_fault(page, flags)) {
+		page = NULL;
+		goto out;
+	}
	if (flags & FOLL_GET) {
-		if (unlikely(!try_get_page(page))) {
-			page = ERR_PTR(-ENOMEM);
-			goto out;
-		}
+		page = gup_follow_get(page, flags);
+		if (IS_ERR(page))
+			goto out;
	}
)
...>
}

@@
identifier page;
@@
get_gate_page(...)
{
<...
(
-	get_page(*page);
+	if (get_gup_pin_page(*page)) {
+		ret = -EOVERFLOW;
+		goto unmap;
+	}
|
-	if (unlikely(!try_get_page(*page))) {
-		ret = -ENOMEM;
-		goto unmap;
-	}
+	if (get_gup_pin_page(*page)) {
+		ret = -EOVERFLOW;
+		goto unmap;
+	}
)
...>
}

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
+	if (fault_flags & FAULT_FLAG_GUP_WRITE)
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
