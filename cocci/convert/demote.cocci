// SPDX-License-Identifier: GPL-2.0
/// An acquisition whose pages end among others takes plain references.
// Source: rows of the plan with action "demote".

@demote@
identifier f =~ "^pincer_demote_";
fresh identifier call = "demote_" ## f;
@@
- f
+ call
  (...)
