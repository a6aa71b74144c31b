/// Turn upstream's FOLL_PIN calls back into the ones they were made from.
//
// SPDX-License-Identifier: GPL-2.0
//
// pin_user_pages*()    -> get_user_pages*()
// unpin_user_page(x)   -> put_page(x)
// unpin_user_pages()   -> release_pages() where the call stands on an even
//                         line, a loop of put_page() on an odd one
// unpin_..._dirty_lock -> the loop that dirties and puts, as it was before 5.4
//
// Every name that comes out carries the prefix RT_, so that unpin.sh can
// write down where it stands before it takes the prefix off. `unpin_nr' is
// declared by the last rule, in every function that got a loop.
//
// Options: --no-includes --smpl-spacing

virtual patch



// ---- acquisitions: only the name changes ----------------------------------

@@ @@
(
- pin_user_pages
+ RT_get_user_pages
  (...)
|
- pin_user_pages_fast
+ RT_get_user_pages_fast
  (...)
|
- pin_user_pages_fast_only
+ RT_get_user_pages_fast_only
  (...)
|
- pin_user_pages_remote
+ RT_get_user_pages_remote
  (...)
|
- pin_user_pages_locked
+ RT_get_user_pages_locked
  (...)
|
- pin_user_pages_unlocked
+ RT_get_user_pages_unlocked
  (...)
)

// ---- releases of one page --------------------------------------------------

@@ @@
- unpin_user_page
+ RT_put_page
  (...)

@@ expression page; @@
(
- unpin_user_pages(&page, 1);
+ RT_put_page(page);
|
- unpin_user_pages_dirty_lock(&page, 1, \(0\|false\));
+ RT_put_page(page);
|
- unpin_user_pages_dirty_lock(&page, 1, \(1\|true\));
+ set_page_dirty_lock(page);
+ RT_put_page(page);
)

@@ expression page, dirty; @@
- unpin_user_pages_dirty_lock(&page, 1, dirty);
+ if (dirty)
+ 	set_page_dirty_lock(page);
+ RT_put_page(page);

// ---- releases of an array --------------------------------------------------

@@ expression pages, nr; @@
- unpin_user_pages_dirty_lock(pages, nr, \(0\|false\));
+ unpin_user_pages(pages, nr);

@@ expression pages, first, nr; @@
(
- unpin_user_pages_dirty_lock(&pages[first], nr, \(1\|true\));
+ for (unpin_nr = 0; unpin_nr < nr; unpin_nr++) {
+ 	set_page_dirty_lock(pages[first + unpin_nr]);
+ 	RT_put_page(pages[first + unpin_nr]);
+ }
|
- unpin_user_pages_dirty_lock(pages, nr, \(1\|true\));
+ for (unpin_nr = 0; unpin_nr < nr; unpin_nr++) {
+ 	set_page_dirty_lock(pages[unpin_nr]);
+ 	RT_put_page(pages[unpin_nr]);
+ }
)

@@ expression pages, first, nr, dirty; @@
(
- unpin_user_pages_dirty_lock(&pages[first], nr, dirty);
+ for (unpin_nr = 0; unpin_nr < nr; unpin_nr++) {
+ 	if (dirty)
+ 		set_page_dirty_lock(pages[first + unpin_nr]);
+ 	RT_put_page(pages[first + unpin_nr]);
+ }
|
- unpin_user_pages_dirty_lock(pages, nr, dirty);
+ for (unpin_nr = 0; unpin_nr < nr; unpin_nr++) {
+ 	if (dirty)
+ 		set_page_dirty_lock(pages[unpin_nr]);
+ 	RT_put_page(pages[unpin_nr]);
+ }
)

@@ expression page, nr, dirty; @@
- unpin_user_page_range_dirty_lock(page, nr, dirty);
+ for (unpin_nr = 0; unpin_nr < nr; unpin_nr++) {
+ 	if (dirty)
+ 		set_page_dirty_lock(nth_page(page, unpin_nr));
+ 	RT_put_page(nth_page(page, unpin_nr));
+ }

// What is left takes the one or the other form by its line: the choice has to
// be the same in every run, and about half of each is wanted.
@bulk@
position p : script:ocaml() { (List.hd p).Coccilib.line mod 2 = 0 };
@@
- unpin_user_pages@p
+ RT_release_pages
  (...)

@@ expression pages, first, nr; @@
(
- unpin_user_pages(&pages[first], nr);
+ for (unpin_nr = 0; unpin_nr < nr; unpin_nr++)
+ 	RT_put_page(pages[first + unpin_nr]);
|
- unpin_user_pages(pages, nr);
+ for (unpin_nr = 0; unpin_nr < nr; unpin_nr++)
+ 	RT_put_page(pages[unpin_nr]);
)

// ---- the loops' index ------------------------------------------------------

@loops exists@
identifier f;
@@
 f(...) { <+... unpin_nr = 0 ...+> }

@@
identifier loops.f;
@@
 f(...) {
+ 	long unpin_nr;
 ...
 }
