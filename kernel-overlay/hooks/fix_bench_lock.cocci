// SPDX-License-Identifier: GPL-2.0
/// The benchmark calls get_user_pages() without mmap_sem: pages are faulted in
/// while khugepaged has the page tables to itself, which stops with a BUG. Take
/// it. (As upstream does from 5.10 on.)
//
// Only where: get_user_pages(_longterm)?(_refs)?\(
// Not where: mmap_
// May be absent.
// Must appear: down_read\(&current->mm->mmap_sem\);
// Must appear: up_read\(&current->mm->mmap_sem\);
@@
@@
 #include <linux/mm.h>
+#include <linux/sched.h>

@@
expression nr;
identifier walk =~ "^get_user_pages(_longterm)?(_refs)?$";
expression list arguments;
@@
+down_read(&current->mm->mmap_sem);
nr = walk(arguments);
+up_read(&current->mm->mmap_sem);
