// SPDX-License-Identifier: GPL-2.0
/// A loop that does nothing but put_page() every page of an array becomes one
/// call for the whole array.
// Source: loop_facts.cocci says which loops mean exactly the same.
// Comments: the new calls are called bulk_<planned call>; scripts/rewrite.sh
// gives them the tree's own name.

@bulk@
identifier f : script:ocaml() { ok f };
fresh identifier call = "bulk_" ## f;
identifier i, t;
expression n, a;
type T;
@@
(
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { f(a[i]); }
+ call(a, n);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { f(*(a + i)); }
+ call(a, n);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { t = a[i]; f(t); }
+ call(a, n);
|
- for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { T t = a[i]; f(t); }
+ call(a, n);
|
- for (i = n - 1; \(i >= 0\|i > -1\); \(i--\|--i\|i -= 1\)) { f(a[i]); }
+ call(a, n);
)

@bulk_part@
identifier f : script:ocaml() { ok f };
fresh identifier call = "bulk_" ## f;
identifier i;
expression n, a, o;
@@
- for (i = 0; \(i < n\|n > i\); \(i++\|++i\|i += 1\)) { f(a[\(o + i\|i + o\)]); }
+ call(a + o, n);

@bulk_unwind@
identifier f : script:ocaml() { ok f };
fresh identifier call = "bulk_" ## f;
identifier i;
expression a;
@@
(
- while (\(i--\|i-- != 0\|i-- > 0\|--i >= 0\)) { f(a[i]); }
+ call(a, i);
|
- while (\(i\|i != 0\|i > 0\)) { f(a[--i]); }
+ call(a, i);
|
- while (\(i\|i != 0\|i > 0\)) { \(i--;\|--i;\) f(a[i]); }
+ call(a, i);
|
- for (; \(i\|i != 0\|i > 0\); \(i--\|--i\)) { f(a[i - 1]); }
+ call(a, i);
|
- for (i--; i >= 0; \(i--\|--i\)) { f(a[i]); }
+ call(a, i);
)

// the count may be an error code, for which the loop did nothing
@clamp@
identifier g : script:ocaml() { clamped_call g };
expression a, n;
@@
 g(a,
- n
+ max_t(long, n, 0)
 , ...)
