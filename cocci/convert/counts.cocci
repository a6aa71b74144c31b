// SPDX-License-Identifier: GPL-2.0
/// Which loops around a planned release never see a negative count.
//# The analysis is OCaml: ../paths/counts.ml.  Its result, a list of planned calls,
//# is what loop_facts.cocci starts from.
//
// Options: --no-includes

@initialize:ocaml@
@@
let () = Paths.counts ()

// spatch wants one rule to run; this one never matches.
@nothing@
position p;
@@
__pincer_never__@p

@script:ocaml@
_p << nothing.p;
@@
()
