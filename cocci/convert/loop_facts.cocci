// SPDX-License-Identifier: GPL-2.0
/// What has to be known of a loop around a planned put_page() before it may
/// become one call: its shape, that its count can't be negative, and that
/// nobody reads the variables the loop leaves behind.
// Comments: changes nothing; convert_loop.cocci and convert_dirty_loop.cocci
// ask ok(). The planned calls carry names of their own (pincer_put_17), so
// facts are kept by name and stay true when earlier rules move lines.
// Options: --no-includes, or --all-includes for the types of fields

@initialize:ocaml@
@@

(* every table is keyed by the name of the planned call *)
let shaped : (string, unit) Hashtbl.t = Hashtbl.create 16
let counted : (string, unit) Hashtbl.t = Hashtbl.create 16
let read_later : (string, unit) Hashtbl.t = Hashtbl.create 16
(* (function, variable) -> a loop that goes away and took its last use along *)
let variables : (string * string, string) Hashtbl.t = Hashtbl.create 16
let current = ref ""
(* variable -> the loop it counts, and function, for loops counted by a variable *)
let by_variable : (string * string, string) Hashtbl.t = Hashtbl.create 16
let suspect : (string * string, unit) Hashtbl.t = Hashtbl.create 16
let unwound : (string * string, unit) Hashtbl.t = Hashtbl.create 16
let set_in_guard : (string * string, unit) Hashtbl.t = Hashtbl.create 16
let still_used : (string * string, unit) Hashtbl.t = Hashtbl.create 16

let why = Sys.getenv_opt "PINCER_V" <> None

let note table name =
  Hashtbl.replace table name ();
  if why then
    prerr_endline (name ^ (if table == shaped then ": shape" else if table == counted then ": count" else ": read later"))
let holds table name = Hashtbl.mem table name

(* counts.cocci has followed some of the counts *)
let () =
  match Sys.getenv_opt "PINCER_COUNTED" with
  | None -> ()
  | Some name ->
    let ch = open_in name in
    (try while true do note counted (input_line ch) done with End_of_file -> close_in ch)

let word_char c =
  match c with 'a'..'z' | 'A'..'Z' | '0'..'9' | '_' -> true | _ -> false

let words s =
  List.filter ((<>) "")
    (String.split_on_char ' '
       (String.map (fun c -> if word_char c then c else ' ') s))

let mentions variable s = List.mem variable (words s)

let contains s part =
  let n = String.length s and m = String.length part in
  let rec at i = i + m <= n && (String.sub s i m = part || at (i + 1)) in
  at 0

(* evaluating it once, n times or never makes no difference *)
let pure s =
  not (contains s "++" || contains s "--" || contains s "(" || contains s "="
       || contains s "?")

let squeeze s = String.concat "" (String.split_on_char ' ' s)

let pure_count s =
  let s = squeeze s in
  pure s
  || (contains s "ARRAY_SIZE(" && String.index s '(' = 10
      && pure (String.sub s 11 (String.length s - 12)))

(* The loop does not change it, so that asking once is asking each time: no call, no
   assignment. What another thread may do to a field meanwhile, it may do before. *)
let settled s =
  let s = squeeze s in
  let n = String.length s in
  let at i = if i >= 0 && i < n then s.[i] else ' ' in
  let rec fine i =
    i >= n
    || (match s.[i] with
        | '?' -> false
        | '(' when i > 0 && word_char s.[i - 1] -> false
        | '=' when at (i + 1) <> '=' && not (List.mem (at (i - 1)) [ '='; '!'; '<'; '>' ]) -> false
        | _ -> fine (i + 1))
  in
  fine 0 && not (contains s "++" || contains s "--" || contains s "<<=" || contains s ">>=")

let shape f index count array =
  if pure array && pure_count count && not (mentions index array)
     && not (mentions index count)
  then note shaped f

(* a function of one file: one process sees many *)
let place (p : Coccilib.pos list) =
  let p = List.hd p in
  p.Coccilib.current_element

let uses f variable p =
  let fn = place p in
  Hashtbl.add variables (fn, variable) f

(* names of functions are only unique in their file *)
let enter file =
  if file <> !current then begin
    current := file;
    List.iter Hashtbl.reset [variables; by_variable];
    List.iter Hashtbl.reset [suspect; set_in_guard; unwound; still_used]
  end

(* With the headers read, what is still not known to count from 0 may be negative. *)
let last_look = Sys.getenv_opt "PINCER_HEADERS_READ" <> None
let ok f = holds shaped f && (holds counted f || last_look) && not (holds read_later f)
let clamped f = ok f && not (holds counted f)
(* the call that a loop became *)
let clamped_call g =
  List.exists
    (fun form ->
       let k = String.length form in
       String.length g > k && String.sub g 0 k = form
       && clamped (String.sub g k (String.length g - k)))
    [ "bulk_"; "dirty_"; "dirty_lock_" ]

(* no write was seen that could make the counting variable negative *)
let counts_up key =
  not (holds suspect key) && Hashtbl.mem by_variable key

let left_over fn v = List.exists ok (Hashtbl.find_all variables (fn, v))

// ---------------------------------------------------------------- shapes

@enter@
identifier f =~ "^pincer_put_";
position p;
@@
f@p(...)

@script:ocaml@ p << enter.p; @@
enter (List.hd p).file

// for (i = 0; i < n; i++): the plain walk over an array
@up_plain@
identifier f =~ "^pincer_put_";
identifier i;
expression n, a;
position p;
@@
for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) { f@p(\(a[i]\|*(a + i)\)); }

@script:ocaml@
f << up_plain.f; i << up_plain.i; n << up_plain.n; a << up_plain.a; p << up_plain.p;
@@
shape f i n a;
uses f i p

// ... through a temporary, or marking the pages dirty on the way
@up_more@
identifier f =~ "^pincer_put_";
identifier i, t;
expression n, a, c;
type T;
position p;
@@
for (i = 0; \(i < n\|n > i\|i != n\); \(i++\|++i\|i += 1\)) {
(
  t = a[i];
  f@p(t);
|
  T t = a[i];
  f@p(t);
|
  \(set_page_dirty\|set_page_dirty_lock\)(a[i]);
  f@p(a[i]);
|
  t = a[i];
  \(set_page_dirty\|set_page_dirty_lock\)(t);
  f@p(t);
|
  T t = a[i];
  \(set_page_dirty\|set_page_dirty_lock\)(t);
  f@p(t);
|
  if (c) \(set_page_dirty\|set_page_dirty_lock\)(a[i]);
  f@p(a[i]);
|
  t = a[i];
  if (c) \(set_page_dirty\|set_page_dirty_lock\)(t);
  f@p(t);
|
  T t = a[i];
  if (c) \(set_page_dirty\|set_page_dirty_lock\)(t);
  f@p(t);
)
}

@script:ocaml@
f << up_more.f; i << up_more.i; n << up_more.n; a << up_more.a; c << up_more.c = "0"; t << up_more.t = ""; p << up_more.p;
@@
if settled c && not (mentions i c || mentions t c) then shape f i n a;
uses f i p

// the same walk in a part of the array: a[start + i]
@up_part@
identifier f =~ "^pincer_put_";
identifier i;
expression n, a, o;
position p;
@@
for (i = 0; \(i < n\|n > i\); \(i++\|++i\|i += 1\)) {
(
  f@p(a[o + i]);
|
  f@p(a[i + o]);
)
}

@script:ocaml@
f << up_part.f; i << up_part.i; n << up_part.n; a << up_part.a; o << up_part.o; p << up_part.p;
@@
if pure o && not (mentions i o) then shape f i n a;
uses f i p

// for (i = n - 1; i >= 0; i--): backwards
@down@
identifier f =~ "^pincer_put_";
identifier i;
expression n, a;
position p;
@@
for (i = n - 1; \(i >= 0\|i > -1\); \(i--\|--i\|i -= 1\)) { f@p(a[i]); }

@script:ocaml@
f << down.f; i << down.i; n << down.n; a << down.a; p << down.p;
@@
shape f i n a;
uses f i p

// the count itself goes down to nothing
@unwind@
identifier f =~ "^pincer_put_";
identifier i;
expression a;
position p;
@@
(
while (\(i--\|i-- != 0\|i-- > 0\|--i >= 0\)) { f@p(a[i]); }
|
while (\(i\|i != 0\|i > 0\)) { f@p(a[--i]); }
|
while (\(i\|i != 0\|i > 0\)) { \(i--;\|--i;\) f@p(a[i]); }
|
for (; \(i\|i != 0\|i > 0\); \(i--\|--i\)) { f@p(a[i - 1]); }
|
for (i--; i >= 0; \(i--\|--i\)) { f@p(a[i]); }
)

@script:ocaml@ f << unwind.f; i << unwind.i; a << unwind.a; p << unwind.p; @@
shape f i "0" a;
uses f i p

// --------------------------------------- variables the loop leaves behind

// index: read on some path before it is set again
@index_read exists@
local idexpression i;
identifier f =~ "^pincer_put_";
expression e1, e2, e3, s1, s2, s3;
statement S;
position q;
@@
(
 for (i = s1; s2; s3) {
  ... when any
  f(...);
  ... when any
 }
|
 while (\(i\|i--\|--i\|i-- > 0\|--i >= 0\|i-- != 0\|i != 0\|i > 0\)) {
  ... when any
  f(...);
  ... when any
 }
|
 for (; s2; \(i--\|--i\)) {
  ... when any
  f(...);
  ... when any
 }
|
 for (i--; s2; \(i--\|--i\)) {
  ... when any
  f(...);
  ... when any
 }
)
... when != i
(
 for (i = <+... i@q ...+>; e2; e3) S
|
 i = <+... i@q ...+>
|
 for (i = e1; e2; e3) S
|
 i = e1
|
 i@q
)

@script:ocaml@ f << index_read.f; q << index_read.q; @@
ignore q;
note read_later f

// index: not a local variable at all
@index_foreign@
identifier f =~ "^pincer_put_";
global idexpression i;
expression s1, s2, s3;
@@
(
 for (i = s1; s2; s3) {
  ... when any
  f(...);
  ... when any
 }
|
 while (\(i\|i--\|--i\|i-- > 0\|--i >= 0\|i-- != 0\|i != 0\|i > 0\)) {
  ... when any
  f(...);
  ... when any
 }
)

@script:ocaml@ f << index_foreign.f; @@
note read_later f

// index: somebody else may hold its address
@index_shared@
identifier i : script:ocaml() { Hashtbl.fold (fun (_, v) _ found -> found || v = i) variables false };
position q;
@@
\(&i@q\|&i@q\)

@script:ocaml@ i << index_shared.i; q << index_shared.q; @@
List.iter (note read_later) (Hashtbl.find_all variables (place q, i))

// temporary: the page of the last turn is read after the loop
@page_read exists@
identifier f =~ "^pincer_put_";
local idexpression t;
expression e, e1, e2, e3;
statement S;
position q, p;
@@
 t = e;
 ... when != t = e1
 f@p(t);
 ... when != t
(
 for (t = <+... t@q ...+>; e2; e3) S
|
 t = <+... t@q ...+>
|
 for (t = e1; e2; e3) S
|
 t = e1
|
 t@q
)

@script:ocaml@ f << page_read.f; q << page_read.q; @@
ignore q;
note read_later f

@page_foreign@
identifier f =~ "^pincer_put_";
global idexpression t;
@@
f(t)

@script:ocaml@ f << page_foreign.f; @@
note read_later f

// the temporary may go as well
@page@
identifier f =~ "^pincer_put_";
identifier t;
position p;
@@
f@p(t)

@script:ocaml@ f << page.f; t << page.t; p << page.p; @@
uses f t p

// ------------------------------------------------ the count, never negative
// put_user_pages() takes an unsigned long: a loop up to -EFAULT does nothing,
// a call with it runs off the array.

@count_unsigned@
typedef u8, u16, u32, __u8, __u16, __u32, uint, ulong, uint8_t, uint16_t, uint32_t, pgoff_t;
{unsigned char, unsigned short, unsigned int, unsigned long, u8, u16, u32, __u8, __u16, __u32, uint, ulong, uint8_t, uint16_t, uint32_t, size_t, pgoff_t} n;
identifier f =~ "^pincer_put_";
identifier i;
expression s3;
@@
(
for (i = 0; \(i < n\|n > i\|i != n\); s3) { <+... f(...) ...+> }
|
for (i = n - 1; \(i >= 0\|i > -1\); s3) { <+... f(...) ...+> }
|
while (\(n\|n--\|n-- > 0\|n-- != 0\|n != 0\|n > 0\)) { <+... f(<+... n ...+>) ...+> }
|
for (; \(n\|n != 0\|n > 0\); s3) { <+... f(<+... n ...+>) ...+> }
)

@script:ocaml@ f << count_unsigned.f; @@
note counted f

// the comparison is unsigned, so a negative count never meant "nothing"
@index_unsigned@
{unsigned int, unsigned long, u32, __u32, uint, ulong, uint32_t, size_t, pgoff_t} i;
{int, short, char} n;
identifier f =~ "^pincer_put_";
expression s3;
@@
for (i = 0; \(i < n\|n > i\|i != n\); s3) { <+... f(...) ...+> }

@script:ocaml@ f << index_unsigned.f; @@
note counted f

// as above: these run away on a negative count, so there is none
@count_runs_down@
idexpression i;
identifier f =~ "^pincer_put_";
expression s3;
@@
(
while (\(i\|i--\|i-- != 0\|i != 0\)) { <+... f(<+... i ...+>) ...+> }
|
for (; \(i\|i != 0\); s3) { <+... f(<+... i ...+>) ...+> }
)

@script:ocaml@ f << count_runs_down.f; @@
note counted f

@count_constant@
identifier i;
constant n;
expression e, s3;
identifier f =~ "^pincer_put_";
@@
for (i = 0; \(i < n\|i < ARRAY_SIZE(e)\|i != n\|i != ARRAY_SIZE(e)\); s3) { <+... f(...) ...+> }

@script:ocaml@ f << count_constant.f; n << count_constant.n = ""; @@
if not (contains n "-") then note counted f

// if (n > 0) { ... loop ... } with no write to n on the way
@guarded exists@
identifier f =~ "^pincer_put_";
identifier i;
expression n, s3, e;
position p;
@@
if@p (\(n > 0\|n >= 0\|n > 0 && ...\|n >= 0 && ...\|n >= 1\|0 < n\)) {
  ... when != n = e
      when != \(n--\|--n\|n -= e\|n += e\|&n\)
(
for (i = 0; \(i < n\|n > i\|i != n\); s3) { <+... f(...) ...+> }
|
for (i = n - 1; \(i >= 0\|i > -1\); s3) { <+... f(...) ...+> }
|
while (\(n-- > 0\|--n >= 0\|n > 0\)) { <+... f(...) ...+> }
|
for (; n > 0; s3) { <+... f(...) ...+> }
)
  ... when any
}

// ... and no other way in that comes with a write
@guard_spoilt exists@
identifier f =~ "^pincer_put_";
expression n, e;
@@
if (\(n > 0\|n >= 0\|n > 0 && ...\|n >= 0 && ...\|n >= 1\|0 < n\)) {
  ... when any
  \(n = e\|n--\|--n\|n -= e\|n += e\|&n\)
  ... when any
  f(...)
  ... when any
}

// ... and not set by a condition, perhaps the second half of that one
@guard_sets@
expression n, e;
position q;
statement S;
@@
if (<+... \(n@q = e\|n@q--\|--n@q\|n@q -= e\|n@q += e\|&n@q\) ...+>) S

@script:ocaml@ n << guard_sets.n; q << guard_sets.q; @@
Hashtbl.replace set_in_guard (place q, n) ()

@script:ocaml@ f << guarded.f; n << guarded.n; p << guarded.p; @@
if not (Hashtbl.mem set_in_guard (place p, n)) then note counted f
@script:ocaml@ f << guard_spoilt.f; @@
Hashtbl.remove counted f

// a local variable that is only ever set to a constant and counted up
@counter@
identifier f =~ "^pincer_put_";
identifier i;
local idexpression n;
expression s3;
position p;
@@
(
for (i = 0; \(i < n\|n > i\|i != n\); s3) { <+... f@p(...) ...+> }
|
for (i = n - 1; \(i >= 0\|i > -1\); s3) { <+... f@p(...) ...+> }
|
while (\(n-- > 0\|--n >= 0\|n > 0\)) { <+... f@p(...) ...+> }
|
for (; n > 0; s3) { <+... f@p(...) ...+> }
|
for (n--; n >= 0; s3) { <+... f@p(...) ...+> }
)

@script:ocaml@ f << counter.f; n << counter.n; p << counter.p; @@
Hashtbl.add by_variable (place p, n) f

// any write to it that is not of that kind
@counter_write@
identifier n : script:ocaml() { Hashtbl.fold (fun (_, v) _ found -> found || v = n) by_variable false };
expression e;
position q;
@@
(
 n = 0
|
 n = 1
|
 n@q = e
|
 n@q -= e
|
 n@q += e
|
 n@q *= e
|
 n@q |= e
|
 n@q &= e
|
 &n@q
)

@script:ocaml@ n << counter_write.n; q << counter_write.q; @@
Hashtbl.replace suspect (place q, n) ()

// a macro that assigns to what looks like an argument
@counter_macro@
identifier n : script:ocaml() { Hashtbl.fold (fun (_, v) _ found -> found || v = n) by_variable false };
position q;
@@
\(get_user\|__get_user\|unsafe_get_user\|do_div\|swap\)(..., n@q, ...)

@script:ocaml@ n << counter_macro.n; q << counter_macro.q; @@
Hashtbl.replace suspect (place q, n) ()

@counter_init@
identifier n : script:ocaml() { Hashtbl.fold (fun (_, v) _ found -> found || v = n) by_variable false };
expression e;
type T;
position q;
@@
(
 T n = 0;
|
 T n = 1;
|
 T n@q = e;
)

@script:ocaml@ n << counter_init.n; q << counter_init.q; @@
Hashtbl.replace suspect (place q, n) ()

@counter_parameter@
identifier n : script:ocaml() { Hashtbl.fold (fun (_, v) _ found -> found || v = n) by_variable false };
identifier fn;
type T;
position q;
@@
fn(..., T n@q, ...) { ... }

@script:ocaml@ n << counter_parameter.n; q << counter_parameter.q; @@
Hashtbl.replace suspect (place q, n) ()

// counting down is only known to end at zero in the one loop at hand
@counter_unwinds@
identifier f =~ "^pincer_put_";
local idexpression n;
expression s2, s3;
position q;
@@
(
while (\(n@q-- > 0\|--n@q >= 0\)) { <+... f(...) ...+> }
|
for (n@q--; s2; s3) { <+... f(...) ...+> }
)

@script:ocaml@ n << counter_unwinds.n; q << counter_unwinds.q; @@
let key = (place q, n) in
if Hashtbl.mem unwound key then Hashtbl.replace suspect key ();
Hashtbl.replace unwound key ()

@counter_down@
identifier n : script:ocaml() { Hashtbl.fold (fun (_, v) _ found -> found || v = n) by_variable false };
position q != counter_unwinds.q;
@@
\(n@q--\|--n@q\)

@script:ocaml@ n << counter_down.n; q << counter_down.q; @@
Hashtbl.replace suspect (place q, n) ()

@finish_counters@
identifier f =~ "^pincer_put_";
position p;
@@
f@p(...)

@script:ocaml@ f << finish_counters.f; p << finish_counters.p; @@
let fn = place p in
Hashtbl.iter
  (fun (fn', n) f' -> if f' = f && fn' = fn && counts_up (fn, n) then note counted f)
  by_variable;
(* scripts/rewrite.sh comes again with the headers for these *)
if holds shaped f && not (holds counted f)
   && not (holds read_later f)
then print_endline ("untyped " ^ (List.hd p).file)
