// SPDX-License-Identifier: GPL-2.0
/// Walk the paths of the functions that take page references.
///
//# The walk is OCaml, in the modules beside this file, built by
//# scripts/build.sh as the findlib package "paths".
//
// Confidence: Moderate
// Options: --no-includes

@initialize:ocaml@
@@
let () = Paths.main ()

// spatch wants one rule to run; this one never matches.
@nothing@
position p;
@@
__pincer_never__@p

@script:ocaml@
_p << nothing.p;
@@
()
