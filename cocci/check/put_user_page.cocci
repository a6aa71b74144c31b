// SPDX-License-Identifier: GPL-2.0
/// A page that get_user_pages() took in this function has to be released with
/// put_user_page() or its relatives, not with put_page().
//# Only what is taken and released in one function, by one name, is found.
//# `make audit' of Pincer follows references further.
//
// Confidence: High
// Options: --no-includes
// Comments: run with make coccicheck COCCI=.../put_user_page.cocci MODE=report (or patch, context, org)

virtual patch
virtual context
virtual org
virtual report

@taken exists@
identifier gup =~ "^get_user_pages(_fast|_unlocked|_locked|_remote|_longterm)?$";
local idexpression struct page *page;
position p;
@@
 gup(..., &page, ...)
 ... when != page = \(NULL\|alloc_page(...)\|find_get_page(...)\|vmalloc_to_page(...)\)
     when any
 put_page@p(page)

@depends on patch@
position taken.p;
expression page;
@@
-put_page@p
+put_user_page
 (page)

@depends on context@
position taken.p;
expression page;
@@
*put_page@p(page)

@array exists@
identifier gup =~ "^get_user_pages(_fast|_unlocked|_locked|_remote|_longterm)?$";
local idexpression struct page **pages;
expression i;
position p;
@@
 gup(..., pages, ...)
 ... when != pages[...] = \(alloc_page(...)\|find_get_page(...)\|vmalloc_to_page(...)\|virt_to_page(...)\)
     when any
 put_page@p(pages[i])

@depends on patch@
position array.p;
expression page;
@@
-put_page@p
+put_user_page
 (page)

@depends on context@
position array.p;
expression page;
@@
*put_page@p(page)

@script:ocaml depends on report@
p << taken.p;
@@
let p = List.hd p in
Printf.printf "%s:%d:%d-%d: ERROR: page of get_user_pages(): use put_user_page()\n"
  p.file p.line p.col p.col_end

@script:ocaml depends on report@
p << array.p;
@@
let p = List.hd p in
Printf.printf "%s:%d:%d-%d: ERROR: page of get_user_pages(): use put_user_page()\n"
  p.file p.line p.col p.col_end

@script:ocaml depends on org@
p << taken.p;
@@
let p = List.hd p in
Printf.printf "* TODO [[view:%s::face=ovl-face1::linb=%d::colb=%d::cole=%d][use put_user_page()]]\n"
  p.file p.line p.col p.col_end

@script:ocaml depends on org@
p << array.p;
@@
let p = List.hd p in
Printf.printf "* TODO [[view:%s::face=ovl-face1::linb=%d::colb=%d::cole=%d][use put_user_page()]]\n"
  p.file p.line p.col p.col_end
