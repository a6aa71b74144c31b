// SPDX-License-Identifier: GPL-2.0
/// A lone release is renamed; release_pages() loses the `cold` argument it had
/// before 4.15.
// Source: every planned release that no loop rule took.

@single@
identifier f =~ "^pincer_(put|keep)_";
fresh identifier call = "single_" ## f;
@@
- f
+ call
  (...)

@array@
identifier f =~ "^pincer_release_";
fresh identifier call = "array_" ## f;
expression a, n, cold;
@@
(
- f(a, n, cold)
+ call(a, n)
|
- f
+ call
  (a, n)
)
