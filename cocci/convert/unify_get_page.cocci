// SPDX-License-Identifier: GPL-2.0
/// get_page() takes the kind of reference its group releases.
// Source: rows of the plan with action "unify".

@unify@
identifier f =~ "^pincer_get_";
fresh identifier call = "unify_" ## f;
@@
- f
+ call
  (...)
