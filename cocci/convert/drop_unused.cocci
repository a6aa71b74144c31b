// SPDX-License-Identifier: GPL-2.0
/// An index or a temporary page that only the replaced loops used goes from
/// its declaration.
// Source: the loops that convert_loop.cocci and convert_dirty_loop.cocci took away.

@declared@
identifier v;
type T;
expression e;
position p;
@@
(
 T v@p;
|
 T v@p = e;
)

@script:ocaml@ v << declared.v; p << declared.p; @@
if not (left_over (place p) v)
then Coccilib.include_match false

@used@
identifier declared.v;
position q;
@@
\(v@q\|v@q\)

@script:ocaml@ v << declared.v; q << used.q; @@
Hashtbl.replace still_used (place q, v) ()

@unused@
identifier declared.v;
position declared.p;
position r;
type T;
expression e;
@@
(
 T v@p@r;
|
 T v@p@r = e;
)

@script:ocaml@ v << declared.v; p << unused.r; @@
if Hashtbl.mem still_used (place p, v)
then Coccilib.include_match false

@drop@
identifier v;
position unused.r;
type T;
expression e;
@@
(
- T v@r;
|
- T v@r = e;
)
