// SPDX-License-Identifier: GPL-2.0
/// A lone release is renamed; release_pages() loses the `cold` argument it had
/// before 4.15.
// Source: every planned release that no loop rule took.

@single@
identifier f =~ "^pincer_(put|keep|dirtied|maybe)_";
fresh identifier call = "single_" ## f;
@@
- f
+ call
  (...)

// release_pages() takes its count as an int and does nothing for a negative one;
// put_user_pages() takes an unsigned long.  The result of the call that
// filled the array may be an error code, as long as it was not compared with 0.
@may_fail exists@
identifier f =~ "^pincer_release_";
local idexpression n;
identifier g;
expression a, cold, e;
position p;
@@
n = g(..., a, ...)
... when != n = e
    when != \(n < 0\|n <= 0\|n > 0\|n >= 0\|n < 1\|n >= 1\)
\(f@p(a, n)\|f@p(a, n, cold)\)

// for an unsigned one such a comparison says nothing
@may_wrap exists@
identifier f =~ "^pincer_release_";
typedef u32, __u32, uint32_t, uint, ulong, pgoff_t;
{unsigned int, unsigned long, u32, __u32, uint32_t, uint, ulong, size_t, pgoff_t} n;
identifier g;
expression a, cold, e;
position p;
@@
n = g(..., a, ...)
... when != n = e
\(f@p(a, n)\|f@p(a, n, cold)\)

@array_clamped@
identifier f =~ "^pincer_release_";
fresh identifier call = "array_" ## f;
expression a, n, cold;
position p = { may_fail.p, may_wrap.p };
@@
(
- f@p(a, n, cold)
+ call(a, max_t(int, n, 0))
|
- f@p(a, n)
+ call(a, max_t(int, n, 0))
)

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
