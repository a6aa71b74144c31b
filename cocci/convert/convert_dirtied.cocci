// SPDX-License-Identifier: GPL-2.0
/// A lone page that is marked dirty and then released: the call for an array
/// does both for an array of one.
// Source: mark.awk names the calls that stand right behind set_page_dirty_lock()
// of the same variable: pincer_dirtied_N, or pincer_maybe_N where an if is around that.
// Options: -D flagged (the tree's call takes a third argument)

@dirtied depends on flagged@
identifier f =~ "^pincer_dirtied_";
fresh identifier call = "lone_dirty_" ## f;
local idexpression p;
@@
- set_page_dirty_lock(p);
- f(p);
+ call(&p, 1, true);

@maybe_dirtied depends on flagged@
identifier f =~ "^pincer_maybe_";
fresh identifier call = "lone_dirty_" ## f;
local idexpression p;
expression c;
@@
- if (c) set_page_dirty_lock(p);
- f(p);
+ call(&p, 1, c);
