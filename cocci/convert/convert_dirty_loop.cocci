// SPDX-License-Identifier: GPL-2.0
/// A loop that marks every page dirty and releases it becomes one call that
/// does both: the locked form for set_page_dirty_lock() only, the unlocked one
/// for set_page_dirty() only and where the tree has it.
// Source: loop_facts.cocci says which loops mean exactly the same. Any test
// of the page itself (PageDirty, PageReserved, NULL) keeps the loop.
// Options: -D flagged (the locked form takes a third argument, 5.4 on),
// -D unlocked (the tree has an unlocked form)

virtual flagged
virtual unlocked

@dirty_lock depends on !flagged@
identifier f : script:ocaml() { ok f };
fresh identifier call = "dirty_lock_" ## f;
identifier i, t;
expression n, a;
type T;
@@
(
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { set_page_dirty_lock(a[i]); f(a[i]); }
+ call(a, n);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { t = a[i]; set_page_dirty_lock(t); f(t); }
+ call(a, n);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { T t = a[i]; set_page_dirty_lock(t); f(t); }
+ call(a, n);
)

@dirty_lock_flagged depends on flagged@
identifier f : script:ocaml() { ok f };
fresh identifier call = "dirty_lock_" ## f;
identifier i, t;
expression n, a;
type T;
@@
(
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { set_page_dirty_lock(a[i]); f(a[i]); }
+ call(a, n, true);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { t = a[i]; set_page_dirty_lock(t); f(t); }
+ call(a, n, true);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { T t = a[i]; set_page_dirty_lock(t); f(t); }
+ call(a, n, true);
)

// under a condition that the loop doesn't change
@dirty_lock_if depends on flagged@
identifier f : script:ocaml() { ok f };
fresh identifier call = "dirty_lock_" ## f;
identifier i, t;
expression n, a, c;
type T;
@@
(
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { if (c) set_page_dirty_lock(a[i]); f(a[i]); }
+ call(a, n, c);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { t = a[i]; if (c) set_page_dirty_lock(t); f(t); }
+ call(a, n, c);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { T t = a[i]; if (c) set_page_dirty_lock(t); f(t); }
+ call(a, n, c);
)

@dirty depends on unlocked@
identifier f : script:ocaml() { ok f };
fresh identifier call = "dirty_" ## f;
identifier i, t;
expression n, a;
type T;
@@
(
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { set_page_dirty(a[i]); f(a[i]); }
+ call(a, n);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { t = a[i]; set_page_dirty(t); f(t); }
+ call(a, n);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { T t = a[i]; set_page_dirty(t); f(t); }
+ call(a, n);
)
