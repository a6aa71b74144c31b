// SPDX-License-Identifier: GPL-2.0
/// Report the facts of a list of files: calls, flows, declarations.
///
//# The walk itself is OCaml, in the modules beside this file, built by
//# scripts/build.sh as the findlib package "facts": one reading of each
//# function gives all of its flows, where a rule per kind of flow would match
//# the whole tree many times over.
//
// Confidence: High
// Options: --no-includes

@initialize:ocaml@
@@
let () = Facts.main ()

// spatch wants one rule to run; this one never matches.
@nothing@
position p;
@@
__pincer_never__@p

@script:ocaml@
_p << nothing.p;
@@
()
