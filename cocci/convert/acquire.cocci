// SPDX-License-Identifier: GPL-2.0
/// An acquisition takes the dialect's kind of reference.
// Source: rows of the plan with action "acquire". mark.awk has taken FOLL_GET
// out of its arguments by then.

@acquire@
identifier f =~ "^pincer_acquire_";
fresh identifier call = "acquire_" ## f;
@@
- f
+ call
  (...)
