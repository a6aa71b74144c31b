(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * One function, walked in the order it runs: what flows from which place to
 * which, and what every call is given.
 *
 * Places, as they are reported:
 *   l:FILE:FUNC@LINE:VAR#N   one definition of a local variable (see defs.ml)
 *   l:...#N!                what is stored through that pointer here
 *   p:FUNC:I                 parameter I (from 1) of a function
 *   o:FUNC:I                 what the function stores through that parameter
 *   r:FUNC                   what a function returns
 *   c:FILE:LINE:COL          the value of one call
 *   f:(TERM).FIELD           a field of the struct that TERM names; with @FILE:LINE:COL
 *                            where it may turn out to be a container's wrapping
 *   g:NAME                   a global variable, or a function's name
 * Static functions and variables are written FILE!NAME.
 * An index, an address-of and a dereference are not part of a place: a page
 * array, its elements and a pointer into it are one.
 *)
open Ast_c
open Types

module StrMap = Defs.StrMap
module IntSet = Defs.IntSet

type local = { shape : shape; deep : int; is_array : bool; yes_no : bool }

let is_bool = function
  | _, (TypeName (n, _), _) -> List.mem (name_of n) [ "bool"; "_Bool" ]
  | _ -> false

(* ---- what is known of the file ---- *)

(* name -> is it static?, of the functions defined in this file *)
let functions : (string, bool) Hashtbl.t = Hashtbl.create 64
let statics : (string, unit) Hashtbl.t = Hashtbl.create 64
let globals : (string, shape) Hashtbl.t = Hashtbl.create 64
let returns : (string, shape) Hashtbl.t = Hashtbl.create 64
let fields : (string * string, shape) Hashtbl.t = Hashtbl.create 256

(* Is the source a module's? *)
let in_module = Option.value (Sys.getenv_opt "PINCER_MODULE") ~default:"" <> ""
(* (function, shape): it is reported that one of that kind is given to it *)
let handed_to : (string * string, unit) Hashtbl.t = Hashtbl.create 64

let qualified name is_static =
  if is_static then !Rows.file ^ "!" ^ name else name

let func_name f =
  match Hashtbl.find_opt functions f with
  | Some s -> qualified f s
  | None -> f

let global_name g =
  if Hashtbl.mem functions g then func_name g
  else qualified g (Hashtbl.mem statics g)

(* ---- the function being walked ---- *)

let here = ref ""         (* its qualified name *)
let here_plain = ref ""
let here_line = ref 0
let locals : (string, local) Hashtbl.t = Hashtbl.create 32
let params : (string, int) Hashtbl.t = Hashtbl.create 8
let state : Defs.state ref = ref None
let report = ref false
let keeps = ref true      (* can what it returns be a reference? *)
let keeps_array = ref false   (* ... and that is an array of pages *)
let unused = ref false    (* is the value of the next call dropped? *)
let asked = ref false    (* does the value of the next call serve a comparison or a printed line, and nothing else? *)
let guards : (string * bool) list ref = ref []  (* the ifs around: place, trusted *)
let arms : bool list ref = ref []  (* ... and in which of their arms this is *)
let stops : (string * string) list ref = ref []  (* break, continue *)
let cases : (string * bool ref) list ref = ref []
let known : Conditions.fact list ref = ref []  (* what holds here *)

(* Variables that are NULL here for certain (true), or certainly not (false); and those that the
   function sets within a loop, of which nothing is known from one round to the next. *)
let nulls : (string * bool) list ref = ref []
let looped : (string, unit) Hashtbl.t = Hashtbl.create 16

(* Local numbers that say how many a release drops. *)
let counts : (string, unit) Hashtbl.t = Hashtbl.create 8
let in_loops = ref 0

let forget s =
  if !in_loops > 0 then Hashtbl.replace looped s ();
  nulls := List.filter (fun (v, _) -> v <> s) !nulls

let learn facts =
  nulls := facts @ List.filter (fun (v, _) -> not (List.mem_assoc v facts)) !nulls

(* the switches around: on what, the values here, and what is known at all of them *)
let switches : (string option * string list ref * Conditions.fact list) list ref = ref []

(* Where the text that is read has a token, and where the source has it. *)
let read_at i =
  match i.pinfo with
  | OriginTok p -> (p.Common.line, p.Common.column + 1)
  | ExpandedTok (p, _) -> (p.Common.line, p.Common.column + 1)
  | _ -> (0, 0)

let pos_of_info i = View.pos (read_at i)

let pos_of_name = function
  | RegularName (_, i :: _) -> pos_of_info i
  | _ -> (0, 0)

let rec pos_of ((e, _), ii) =
  match e with
  | Ident n -> pos_of_name n
  | RecordAccess (_, n) | RecordPtAccess (_, n) -> pos_of_name n
  | FunCall (f, _) -> pos_of f
  | Assignment (e, _, _) | Postfix (e, _) | Binary (e, _, _)
  | ArrayAccess (e, _) | Sequence (e, _) | CondExpr (e, _, _) -> pos_of e
  | Infix (e, _) | Unary (e, _) | Cast (_, _, e) | ParenExpr e ->
    (match ii with i :: _ -> pos_of_info i | [] -> pos_of e)
  | _ -> (match ii with i :: _ -> pos_of_info i | [] -> (0, 0))

let str = Rows.number

(* ---- events: what may come after what ---- *)

(* The events of a function are its entry ("n") and its exit ("x"), the calls that it
   makes ("c"), its stores ("s"), where it sets a field or global to NULL ("e") or a count to 0 ("z"), where it names a
   function that will get a container ("b"), where the address of a page's data is kept or given to somebody ("a"), and
   the start of a branch that is only taken where a call has failed ("f").  pairing/closed.c asks them for
   ways on which a reference leaves the function unseen.  They are reported for
   functions that pages go through. *)
let events : (string * string list) list ref = ref []   (* rows, the latest first *)
let concerned = ref false       (* do pages go through this function? *)
let first_event = ref 0         (* events are numbered through the file *)

(* An event of KIND at a position: REF is the value of the call, or the place that is
   stored to; NAME the function called; PLACES what else is handed to it, or stored. *)
let event kind (line, col) ref name places =
  match !state with
  | Some m when !here <> "" ->
    let n = !first_event + Defs.definition ("event " ^ kind ^ ref) line col in
    if !report then begin
      let row rel cols = events := (rel, !here :: str n :: cols) :: !events in
      row "ev" [ str line; kind; ref; name ];
      (match StrMap.find_opt Defs.last_event m with
       | Some last -> IntSet.iter (fun p -> if p <> n then row "eb" [ str p ]) last
       | None -> ());
      List.iter (fun p -> row "ep" [ p ]) places
    end;
    state := Some (StrMap.add Defs.last_event (IntSet.singleton n) m)
  | _ -> ()

(* The same state, but nothing that happens later comes after what happened so far. *)
let without_last = Option.map (StrMap.add Defs.last_event IntSet.empty)

(* The places of this function's definitions, by number. *)
let places_of_defs : (int, string) Hashtbl.t = Hashtbl.create 64

let place_of_def var d =
  match Hashtbl.find_opt places_of_defs d with
  | Some p -> p
  | None ->
    let p =
      String.concat ""
        [ "l:"; !Rows.file; ":"; !here_plain; "@"; str !here_line; ":"; var; "#"; str d ] in
    Hashtbl.add places_of_defs d p;
    p

let is_local p = String.length p > 2 && p.[0] = 'l' && p.[1] = ':'

let flow (line, _) src dst =
  if !report && src <> dst then
    Rows.row "fl" [ str line; !here; src; dst ]

let is_function p = String.length p > 2 && p.[0] = 'g' && p.[1] = ':'
let global_of p = String.sub p 2 (String.length p - 2)

let is_heap p = String.length p > 2 && p.[1] = ':' && (p.[0] = 'f' || p.[0] = 'g')

let flows pos srcs dsts =
  List.iter (fun s -> List.iter (fun d -> flow pos s d) dsts) srcs;
  if List.exists (fun s -> not (is_function s)) srcs then
    List.iter (fun d -> if is_heap d then event "s" pos d "" srcs) dsts

(* A pointer copy: what is stored through the copy later is seen through the
   original too. *)
let copy pos srcs dsts =
  flows pos srcs dsts;
  if !report then
    List.iter
      (fun d ->
         if is_local d then
           List.iter
             (fun s -> flow pos (d ^ "!") (if is_local s then s ^ "!" else s))
             srcs)
      dsts

(* A store through the pointers DSTS: seen through each of them. *)
let store pos srcs dsts =
  List.iter
    (fun d ->
       if is_local d then begin
         event "s" pos (d ^ "!") "" srcs;
         flows pos srcs [ d ^ "!" ];
         flow pos (d ^ "!") d
       end
       else flows pos srcs [ d ])
    dsts

(* ---- pointers that are only lent ---- *)

(* Does E point at something that belongs to somebody else than who gets the
   pointer: a variable, a part of an array, an array of this function?  What is put
   there through the pointer is the lender's. *)
let rec lends ((e, _), _) =
  match e with
  | ParenExpr e | Cast (_, _, e) -> lends e
  | Unary (e, GetRef) ->
    (* &page[4] is another page *)
    (match e with
     | (ArrayAccess (((Ident n, _), _), _), _), _ ->
       (match Hashtbl.find_opt locals (name_of n) with Some l -> l.deep > 1 || l.is_array | None -> true)
     | _ -> true)
  | Ident n ->
    (match Hashtbl.find_opt locals (name_of n) with Some l -> l.is_array | None -> false)
  | Binary (a, (Arith (Plus | Minus), _), _) -> points_deep a
  | _ -> false

(* Is it a pointer to pointers? *)
and points_deep ((e, _), _) =
  match e with
  | ParenExpr e | Cast (_, _, e) -> points_deep e
  | Ident n ->
    (match Hashtbl.find_opt locals (name_of n) with
     | Some l -> l.deep >= 2 || l.is_array
     | None -> false)
  | Binary (a, (Arith (Plus | Minus), _), _) -> points_deep a
  | _ -> false

(* Is it a field of a structure that is a variable of this function? *)
let rec is_part ((e, _), _) =
  match e with
  | ParenExpr e -> is_part e
  | RecordAccess (((Ident n, _), _), _) ->
    (match Hashtbl.find_opt locals (name_of n) with
     | Some { deep = 0; shape = Struct _; _ } -> true
     | _ -> false)
  | RecordAccess (e, _) -> is_part e
  | _ -> false

(* The field D got the pointer E, whose places are V.  MINE: the field is of a
   structure that ends with this function, so that it keeps nothing. *)
let lend ?(mine = false) pos e v d =
  if lends e || (mine && points_deep e) then
    List.iter
      (fun d ->
         if String.length d > 2 && d.[0] = 'f' then
           List.iter
             (fun v ->
                flow pos d v;
                if is_local v then flow pos d (v ^ "!"))
             v)
      d

(* ---- definitions ---- *)

(* A variable of a type that can only be pages is reported as such. *)
let typed var p =
  if !report then
    match Hashtbl.find_opt locals var with
    | Some { shape = Struct _ as s; deep; is_array; _ } when relevant s ->
      concerned := true;
      Rows.once "ty" [ p ];
      if not (is_page s) then ()
      else if deep = 1 && not is_array then Rows.once "sg" [ p ]
      else if deep = 2 then Rows.once "sg" [ p ^ "!" ]
    | _ -> ()

let define var pos =
  match !state with
  | None -> place_of_def var (Defs.definition var (fst pos) (snd pos))
  | Some m ->
    let d = Defs.definition var (fst pos) (snd pos) in
    state := Some (StrMap.add var (IntSet.singleton d) m);
    let p = place_of_def var d in
    typed var p;
    p

(* The definitions that may be what VAR holds here. *)
let use var pos =
  match !state with
  | None -> []
  | Some m ->
    (match StrMap.find_opt var m with
     | Some ds when not (IntSet.is_empty ds) ->
       List.map (place_of_def var) (IntSet.elements ds)
     | _ -> [ define var pos ])

(* ---- types ---- *)

(* The type of a field that is declared elsewhere. *)
let compound base field =
  let t = String.concat "" [ "("; base; ")."; field ] in
  Rows.once "tm" [ t; base; field ];
  Term t

let rec shape ((e, _), _) =
  match e with
  | Ident n ->
    let s = name_of n in
    (match Hashtbl.find_opt locals s with
     | Some l -> l.shape
     | None ->
       if Hashtbl.mem functions s then Code
       else
         (match Hashtbl.find_opt globals s with
          | Some t -> t
          | None -> Term ("g:" ^ s)))
  | ParenExpr e | ArrayAccess (e, _) | Postfix (e, _) | Infix (e, _)
  | Assignment (e, _, _) -> shape e
  | Unary (e, (GetRef | DeRef)) -> shape e
  | Unary _ -> Small
  | Sequence (_, e) -> shape e
  | CondExpr (_, Some a, b) ->
    (match shape a with Struct _ as s -> s | _ -> shape b)
  | Cast (t, _, _) | Constructor (t, _) -> shape_of t
  | Binary (a, (Arith _, _), b) ->
    (match shape a with
     | Small -> (match shape b with Small -> Small | s -> s)
     | s -> s)
  | Binary _ -> Small
  | RecordAccess (b, n) | RecordPtAccess (b, n) -> field_shape (shape b) (name_of n)
  | FunCall (f, args) ->
    (match f, args with
     | ((Ident n, _), _), _
       when (match name_of n with
           | "container_of" | "list_entry" | "list_first_entry"
           | "list_first_entry_or_null" | "rb_entry" | "hlist_entry"
           | "list_last_entry" | "list_next_entry" -> true
           | _ -> false) ->
       (match args with
        | _ :: (Common.Right (ArgType p), _) :: _ -> shape_of p.p_type
        | _ -> Term "?")
     | ((Ident n, _), _), _ ->
       let s = name_of n in
       (match Hashtbl.find_opt returns s with
        | Some t -> t
        | None -> Term ("r:" ^ s))
     | _ -> Term "?")
  | Constant _ | StringConstant _ | SizeOfExpr _ | SizeOfType _ -> Small
  | StatementExpr (c, _) ->
    (match List.rev c with
     | StmtElem (ExprStatement (Some e), _) :: _ -> shape e
     | _ -> Term "?")
  | _ -> Term "?"

and field_shape base field =
  match base with
  | Struct tag ->
    (match Hashtbl.find_opt fields (tag, field) with
     | Some s -> s
     | None -> compound ("s:" ^ tag) field)
  | b -> compound (term_of b) field

let tag_of = function Struct t -> t | _ -> ""

(* The place of field F of a base of shape T, whose own places are V.  Where T is
   a term it may turn out to be a container: then the field is its base. *)
let field_place pos t f v =
  let term = term_of t in
  let p = String.concat "" [ "f:("; term; ")."; f ] in
  let p =
    match t with
    | Term _ when Api.maybe_transparent f ->
      String.concat "" [ p; "@"; !Rows.file; ":"; str (fst pos); ":"; str (snd pos) ]
    | _ -> p
  in
  if !report then begin
    Rows.once "fp" [ p; term; f ];
    match t with
    | Term _ -> List.iter (fun b -> Rows.once "bs" [ p; b ]) v
    | _ -> ()
  end;
  [ p ]

(* Here control leaves the function. *)
let leave () = event "x" (0, 0) "" "" []

(* ---- expressions: their side effects, and the places of their value ---- *)

let dedup l = List.sort_uniq compare l

(* What an initialiser may be for. *)
type spot = {
  is : shape Lazy.t;
  dims : int option;    (* how many dimensions of an array it has, None: not known here *)
  within : string;      (* its fields' numbers begin so: "#", or "#2." for the struct without a name that stands third *)
  put : expression -> string list -> unit;    (* an expression is put there, whose places are those *)
}

let spot sh ty put = { is = lazy sh; dims = dims ty; within = "#"; put }

(* Is it a pointer by what is seen of it? *)
let rec is_pointer (((e, _), _) as ex) =
  match e with
  | ParenExpr e -> is_pointer e
  | Cast (t, _, _) -> depth t > 0
  | Unary (_, GetRef) -> true
  | Ident n when Hashtbl.mem locals (name_of n) ->
    let l = Hashtbl.find locals (name_of n) in
    l.deep > 0 || l.is_array
  | _ -> (match shape ex with Struct _ -> true | _ -> false)

let is_null = Conditions.is_null

(* A definition of an array of pages as NULL: what is to be filled may be no array. *)
let defined_null e d =
  if !report && is_null e then Rows.once "nl" [ d ]

(* Every expression that the function assigns to a local number: what FOLL_ flags
   may be in it. *)
let numbers : (string * (int * int), expression) Hashtbl.t = Hashtbl.create 32

let note_number (((e, _), _) as l) r =
  match e with
  | Ident n when Hashtbl.mem locals (name_of n) ->
    Hashtbl.replace numbers (name_of n, pos_of l) r
  | _ -> ()

(* The flags that may be set in E, "?" for what cannot be told.  SEEN: the
   variables on the way there. *)
let rec flag_names seen ((e, _), _) =
  match e with
  | Ident n ->
    let s = name_of n in
    if String.length s > 5 && String.sub s 0 5 = "FOLL_" then [ s ]
    else if List.mem s seen || s = "NULL" || s = "false" then []
    else if s = "true" then [ "FOLL_WRITE" ]
    (* 0 or 1, whatever it is told *)
    else if (match Hashtbl.find_opt locals s with Some l -> l.yes_no | None -> false) then [ "FOLL_WRITE" ]
    else if Hashtbl.mem locals s then
      let assigned =
        Hashtbl.fold (fun (v, _) e l -> if v = s then e :: l else l) numbers [] in
      let names = List.concat_map (flag_names (s :: seen)) assigned in
      if Hashtbl.mem params s || assigned = [] then "?" :: names else names
    else [ "?" ]
  | Constant (Int ("0", _)) -> []
  (* until 5.2 the argument was a number, write or not; FOLL_WRITE is 1 *)
  | Constant (Int ("1", _)) -> [ "FOLL_WRITE" ]
  | ParenExpr e | Cast (_, _, e) -> flag_names seen e
  | Binary (a, (Arith (Or | Plus), _), b) -> flag_names seen a @ flag_names seen b
  | Binary (a, (Arith And, _), b) -> flag_names seen a @ flag_names seen b
  | Unary (_, Tilde) -> []
  | Unary (_, Not) | Binary (_, (Logical _, _), _) -> [ "FOLL_WRITE" ]
  | CondExpr (_, Some a, b) -> flag_names seen a @ flag_names seen b
  | _ -> [ "?" ]


(* ---- which branch is that of a failed call? ---- *)

(* Local variable, or field as it is written -> the calls whose answer it may hold: the
   value's place, the name. *)
let answers : (string, string * string) Hashtbl.t = Hashtbl.create 16

let value_at (line, col) = String.concat "" [ "c:"; !Rows.file; ":"; str line; ":"; str col ]
let value_of_call f = value_at (pos_of f)

let rec bare ((e, _), _ as ex) =
  match e with
  | ParenExpr e | Cast (_, _, e) -> bare e
  | FunCall (((Ident n, _), _), [ Common.Left e, _ ])
    when List.mem (name_of n) [ "likely"; "unlikely"; "WARN_ON"; "WARN_ON_ONCE" ] -> bare e
  | _ -> ex

(* How many arguments a call of FNAME has; 100 more where the table has two forms of as many, and the array of
   pages stands where only the older one has it. *)
let arity fname exprs =
  let n = List.length exprs in
  let at i = Option.join (List.nth_opt exprs (i - 1)) in
  match Api.fill fname n, Hashtbl.find_opt Api.fills (fname, 100 + n) with
  | Some newer, Some older ->
    (match at newer, at older with
     | Some a, Some b ->
       let number = match bare a with (Constant (Int _), _), _ -> true | _ -> false in
       (match shape a, shape b with
        | Struct "page", _ -> n
        | _, Struct "page" -> 100 + n
        | _, Term _ when number && not (is_null b) -> 100 + n
        | _ -> n)
     | _ -> n)
  | _ -> n

(* Local variable -> the call that was given its address: it may tell what came of it. *)
let told : (string, string) Hashtbl.t = Hashtbl.create 16

let called_name f = match f with ((Ident n, _), _) -> name_of n | _ -> ""

(* How an answer's holder is written. *)
let rec holder e =
  match bare e with
  | (Ident n, _), _ -> Some (name_of n)
  | (((RecordAccess (b, n) | RecordPtAccess (b, n)), _), _) ->
    Option.map (fun b -> b ^ "." ^ name_of n) (holder b)
  | _ -> None

let rec answers_of e =
  match bare e with
  | (((Ident _ | RecordAccess _ | RecordPtAccess _), _), _) ->
    (match holder e with Some s -> Hashtbl.find_all answers s | None -> [])
  | (FunCall (f, _), _), _ -> [ value_of_call f, called_name f ]
  | (Assignment (_, (SimpleAssign, _), r), _), _ -> answers_of r
  | (CondExpr (_, Some a, b), _), _ -> answers_of a @ answers_of b
  | _ -> []

let rec holds_answer s r =
  match bare r with
  | (FunCall (f, _), _), _ ->
    let a = value_of_call f, called_name f in
    if not (List.mem a (Hashtbl.find_all answers s)) then Hashtbl.add answers s a
  | (CondExpr (_, Some a, b), _), _ -> holds_answer s a; holds_answer s b
  | _ -> ()

let note_answer l r = Option.iter (fun s -> holds_answer s r) (holder l)

(* Does a condition ask for nothing but whether a page is there, or what it is like? *)
let rec asks_for_page shape e =
  let is_error f = List.mem (called_name f) [ "IS_ERR"; "IS_ERR_OR_NULL" ] in
  let is_page e = match shape e with Struct t -> relevant (Struct t) | _ -> false in
  match bare e with
  | (Binary (a, (Logical (AndLog | OrLog), _), b), _), _ -> asks_for_page shape a && asks_for_page shape b
  | (Binary (a, (Logical NotEq, _), b), _), _ ->
    is_page a && (match bare b with (Ident n, _), _ -> name_of n = "NULL" | _ -> false)
  | (Unary (e, Not), _), _ ->
    (match bare e with
     | (FunCall (f, [ Common.Left p, _ ]), _), _ when is_error f -> is_page p
     | (FunCall _, _), _ -> asks_for_page shape e
     | _ -> false)
  | (FunCall (f, (_ :: _ as args)), _), _ when Hashtbl.mem Api.borrows (called_name f) && not (is_error f) ->
    List.for_all (function Common.Left e, _ -> is_page e | _ -> false) args
  | (FunCall _, _), _ -> false
  | e -> is_page e

(* A variable, a field or an element, whatever its index, told as text: "job.pages[]"; None of anything else. *)
let rec slot e =
  match bare e with
  | (ArrayAccess (a, _), _), _ -> Option.map (fun a -> a ^ "[]") (slot a)
  | (RecordAccess (b, n), _), _ | (RecordPtAccess (b, n), _), _ -> Option.map (fun b -> b ^ "." ^ name_of n) (slot b)
  | (Ident n, _), _ -> Some (name_of n)
  | _ -> None

(* The same of what is no element: "job.count". *)
let spelled e = Option.bind (slot e) (fun s -> if String.contains s '[' then None else Some s)

(* What the function itself put into slots, by the value of which call; the last one in the text counts. *)
let filled : (string, string) Hashtbl.t = Hashtbl.create 16

let note_filled l v =
  let within n s = s = n || String.starts_with ~prefix:(n ^ ".") s || String.starts_with ~prefix:(n ^ "[") s in
  match slot l with
  | None -> ()
  | Some s ->
    Hashtbl.filter_map_inplace (fun k d -> if within s k then None else Some d) filled;
    (match v with [ d ] when String.contains s '.' && d.[0] = 'c' -> Hashtbl.replace filled s d | _ -> ())

(* Where the data of a page is: the values of calls such as kmap(), and the variables that have one, with the places
   of the page.  What keeps it may find the page again by it, so that nothing was lost. *)
let gives_address : (string, string list) Hashtbl.t = Hashtbl.create 16
let addresses : (string, string list) Hashtbl.t = Hashtbl.create 16

let rec address_in e =
  match bare e with
  | (FunCall (f, _), _), _ -> Option.value (Hashtbl.find_opt gives_address (value_of_call f)) ~default:[]
  | (Ident n, _), _ -> Option.value (Hashtbl.find_opt addresses (name_of n)) ~default:[]
  | (Binary (a, (Arith (Plus | Minus), _), b), _), _ | (CondExpr (_, Some a, b), _), _ -> address_in a @ address_in b
  | (Assignment (_, _, e), _), _ -> address_in e
  | (Unary (e, GetRef), _), _ ->
    (match bare e with (ArrayAccess (e, _), _), _ | (RecordPtAccess (e, _), _), _ -> address_in e | _ -> [])
  | _ -> []

(* The address E is kept, or given to FUNC. *)
let keep_address pos func e =
  match address_in e with [] -> () | pages -> event "a" pos "" func pages

let note_address n e =
  match address_in e with [] -> Hashtbl.remove addresses n | pages -> Hashtbl.replace addresses n pages

(* Does condition C ask whether there are any rounds of a loop that is part of BODY: "if (n > 0)" around
   "for (i = 0; i < n; i++)"?  Where there are none, there is nothing to release. *)
let guards_rounds c body =
  let zero e = match bare e with (Constant (Int ("0", _)), _), _ -> true | _ -> false in
  let number e = match bare e with (Constant _, _), _ -> None | _ -> spelled e in
  let asked =
    match bare c with
    | (Binary (a, (Logical (Sup | NotEq), _), z), _), _ when zero z -> number a
    | (Binary (z, (Logical (Inf | NotEq), _), a), _), _ when zero z -> number a
    | _ -> number c
  in
  let up_to e =
    match Option.map bare e with
    | Some ((Binary (_, (Logical (Inf | NotEq), _), n), _), _) -> spelled n
    | Some ((Binary (n, (Logical Sup, _), _), _), _) -> spelled n
    | _ -> None
  in
  let is_loop = function
    | Iteration (For (_, (e, _), _, _)), _ -> up_to e = asked
    | Iteration (While (e, _)), _ -> up_to (Some e) = asked
    | _ -> false
  in
  asked <> None
  && (match body with
      | Compound l, _ -> List.exists (function StmtElem s -> is_loop s | _ -> false) l
      | s -> is_loop s)

(* The calls that have failed where a condition holds, and where it does not.  JUMP:
   where it holds the function only jumps away; then whatever is tested is an error.
   ALONE: nothing is done where it does not hold. *)
let failures shape jump alone c =
  let is_page ex = match shape ex with Struct t -> relevant (Struct t) | _ -> false in
  (* is the answer a page or a count, so that 0 is a failure? *)
  let counts ex name = is_page ex || Hashtbl.fold (fun (n, _) _ b -> b || n = name) Api.fills false in
  let zero e = match bare e with (Constant (Int ("0", _)), _), _ -> true | (Ident n, _), _ -> name_of n = "NULL" | _ -> false in
  let negative e = match bare e with (Unary (_, UnMinus), _), _ -> true | _ -> false in
  let both a b = List.filter (fun x -> List.mem x b) a in
  (* the answer is not 0 *)
  let calls l = List.map fst l in
  let is_set e =
    match answers_of e with
    | _ :: _ as l ->
      if jump then calls l, []
      else [], calls (List.filter (fun (_, name) -> counts e name) l)
    | [] ->
      (* what a call said beside its answer: where that is not so, there is nothing to do *)
      (match bare e with
       | (Ident n, _), _ when alone -> [], Hashtbl.find_all told (name_of n)
       | _ -> [], [])
  and is_zero e =
    let l = answers_of e in
    (if jump then calls l else calls (List.filter (fun (_, name) -> counts e name) l)), []
  in
  let compare op a b =
    match answers_of a with
    | [] -> [], []
    | l ->
      (match op with
       | Eq when zero b -> is_zero a
       | NotEq when zero b -> is_set a
       | Eq when negative b -> calls l, []
       | NotEq when negative b -> [], calls l
       | Inf | InfEq | NotEq -> calls l, []
       | Eq | Sup | SupEq -> [], calls l
       | _ -> [], [])
  in
  let mirror = function Inf -> Sup | InfEq -> SupEq | Sup -> Inf | SupEq -> InfEq | op -> op in
  let rec go e =
    match bare e with
    | (Unary (e, Not), _), _ ->
      (match bare e with
       | (Binary (_, (Logical _, _), _), _), _ -> let t, f = go e in f, t
       | _ -> is_zero e)
    | (Binary (a, (Logical AndLog, _), b), _), _ ->
      let t, f = go a and u, g = go b in
      (* without the page there is nothing to release *)
      let either =
        if asks_for_page shape a then g else if asks_for_page shape b then f else both f g in
      t @ u, either
    | (Binary (a, (Logical OrLog, _), b), _), _ ->
      let t, f = go a and u, g = go b in
      both t u, f @ g
    | (Binary (a, (Logical op, _), b), _), _ ->
      (match compare op a b with
       | [], [] -> compare (mirror op) b a
       | x -> x)
    | (FunCall (f, [ Common.Left e, _ ]), _), _
      when List.mem (called_name f) [ "IS_ERR"; "IS_ERR_OR_NULL" ] ->
      calls (answers_of e), []
    | e -> is_set e
  in
  go c

(* The function gives these values to flags. *)
let sets facts =
  List.iter (fun (s, v) -> List.iter (fun v -> Rows.once "se" [ !here; s; v ]) v) facts

(* Walks the blocks among the arguments of the macro call at a position (set below). *)
let blocks : (int * int -> unit) ref = ref (fun _ -> ())

(* Does an expression name FLAG, or a variable that may hold it? *)
let names flag e =
  let rec go seen ((e, _), _) =
    match e with
    | Ident n ->
      let s = name_of n in
      s = flag
      || (Hashtbl.mem locals s && not (List.mem s seen)
          && Hashtbl.fold (fun (v, _) e b -> b || (v = s && go (s :: seen) e)) numbers false)
    | ParenExpr e | Cast (_, _, e) -> go seen e
    | Binary (a, _, b) | CondExpr (_, Some a, b) -> go seen a || go seen b
    | _ -> false
  in
  go [] e

let rec value (((e, _), _) as ex) : string list =
  match e with
  | Ident n ->
    let s = name_of n in
    (match Hashtbl.find_opt locals s with
     | Some _ ->
       if tracked (shape ex) then use s (pos_of ex) else []
     | None ->
       if s <> String.uppercase_ascii s && (relevant (shape ex) || shape ex = Code)
       then [ "g:" ^ global_name s ]
       else [])
  | Constant _ | StringConstant _ | SizeOfExpr _ | SizeOfType _ | Defined _ -> []
  | ParenExpr e | Postfix (e, _) | Infix (e, _) -> value e
  | Cast (t, _, e) ->
    seen_as (fst (pos_of ex)) e t;
    let v = value e in
    if relevant (shape_of t) then v else []
  | Unary (e, (GetRef | DeRef | UnPlus as op)) ->
    (match op, bare e with GetRef, ((Ident n, _), _) -> forget (name_of n) | _ -> ());
    value e
  | Unary (e, _) -> ignore (value e); []
  | ArrayAccess (a, i) ->
    let v = value a in
    ignore (value i);
    v
  | Binary (a, (Arith (Plus | Or), _), b) ->
    let x = value a in
    let y = value b in
    (* what is added to a pointer is no pointer *)
    (match is_pointer a, is_pointer b with
     | true, false -> x
     | false, true -> y
     | _ -> dedup (x @ y))
  | Binary (a, (Arith _, _), b) ->
    let x = value a in
    ignore (value b);
    x
  | Binary (a, (Logical (AndLog | OrLog), _), b) ->
    ignore (value a);
    let short = !state in
    ignore (value b);
    state := Defs.join short !state;
    []
  | Binary (a, _, b) -> ask a; ask b; []
  | Sequence (a, b) -> ignore (value a); value b
  | CondExpr (c, a, b) ->
    let x = value c in
    let before = !state in
    let failed, failed_else = failures shape false false c in
    let fails = List.iter (fun r -> event "f" (pos_of ex) r "" []) in
    fails failed;
    let x = match a with Some a -> value a | None -> x in
    let after = !state in
    state := before;
    fails failed_else;
    let y = value b in
    state := Defs.join after !state;
    dedup (x @ y)
  | RecordAccess (b, n) | RecordPtAccess (b, n) ->
    let v = value b in
    let f = name_of n in
    let t = shape b in
    if Api.transparent (tag_of t) f then v
    else if relevant (shape ex) || shape ex = Code then field_place (pos_of ex) t f v
    else []
  | Assignment (l, (op, _), r) ->
    let pos = pos_of l in
    note_number l r;
    (match bare l with
     | (Ident n, _), _ when op = SimpleAssign && Hashtbl.mem counts (name_of n) && Conditions.constant r = Some "0" ->
       event "z" pos "" (name_of n) []
     | _ -> ());
    if !report then sets (Conditions.set l op r);
    let v = value r in
    note_answer l r;
    (match bare l with
     | (Ident n, _), _ ->
       forget (name_of n);
       if op = SimpleAssign && is_null r then learn [ (name_of n, true) ]
     | _ -> ());
    let v = if relevant (shape l) || shape r = Code then v else [] in
    let into_page = !report && op = SimpleAssign && is_page (shape l) in
    let indexed = match bare l with ((ArrayAccess _ | Unary (_, DeRef)), _), _ -> true | _ -> false in
    if into_page && indexed && is_slot l then
      List.iter (fun p -> if String.length p > 2 && p.[0] = 'c' then Rows.once "sg" [ p ]) v;
    if op = SimpleAssign then note_filled l v;
    (match bare l with
     | (Ident n, _), _ when Hashtbl.mem locals (name_of n) -> if op = SimpleAssign then note_address (name_of n) r
     | _ -> keep_address pos "" r);
    let d = assign l (op = SimpleAssign) v in
    if into_page && v = [] && not (explained r) then
      List.iter (fun p -> if is_heap p then Rows.once "us" [ str (fst pos); p; (if indexed then "1" else "0") ]) d;
    (match bare l with
     | (Ident n, _), _ when (match Hashtbl.find_opt locals (name_of n) with Some l -> l.deep > 1 && relevant l.shape | None -> false) -> List.iter (defined_null r) d
     | _ -> ());
    if op = SimpleAssign then lend ~mine:(is_part l) pos r v d;
    (match List.filter is_heap d with
     | _ :: _ as emptied when in_module && op = SimpleAssign && is_null r && relevant (shape l) ->
       if !report then concerned := true;
       event "e" pos "" "" emptied
     | _ -> ());
    d
  | FunCall (f, args) -> call ex f args
  | StatementExpr (c, _) -> block_value c
  | Constructor (t, i) ->
    let sh = shape_of t and got = ref [] in
    init_at (pos_of ex) [ spot sh t (fun _ v -> got := v @ !got) ] i;
    if is_page sh || sh = Code then dedup !got else []
  | _ -> []

(* Is E known to be no page: a constant, or an error? *)
and explained e =
  match bare e with
  | ((Constant _ | StringConstant _ | SizeOfExpr _ | SizeOfType _), _), _ -> true
  | (Ident n, _), _ when String.uppercase_ascii (name_of n) = name_of n -> true
  | (Unary (e, (UnMinus | Tilde | Not)), _), _ -> explained e
  | (CondExpr (_, a, b), _), _ -> (match a with Some a -> explained a | None -> true) && explained b
  | (Assignment (_, _, r), _), _ -> explained r
  | (FunCall (((Ident n, _), _), _), _), _ -> name_of n = "ERR_PTR"
  | _ -> is_null e

(* Is pointer E to a struct looked at as one to another? *)
and seen_as line e t =
  (* what stands behind a structure is not that structure *)
  let behind = match bare e with
    | (Binary (_, (Arith Plus, _), n), _), _ -> Conditions.constant n = Some "1"
    | _ -> false in
  match shape e, shape_of t with
  | _ when behind -> ()
  | Struct a, Struct b when !report && a <> b && depth t = 1 && not (relevant (Struct a) || relevant (Struct b)) ->
    Rows.once "sa" [ str line; a; b ]
  | _ -> ()

(* A page is stored where only an address says: in a part of which struct? *)
and unaddressed line l =
  let rec from ((e, _), _ as ex) =
    match e with
    | ParenExpr e | ArrayAccess (e, _) | Unary (e, _) -> from e
    | Cast (_, _, e) -> from e
    | Binary (a, (Arith _, _), b) -> from a; from b
    | Ident _ | RecordAccess _ | RecordPtAccess _ | FunCall _ ->
      (match shape ex with
       | Struct a when not (relevant (Struct a)) -> Rows.once "sa" [ str line; a; a ]
       | _ -> ())
    | _ -> ()
  in
  match bare l with
  | ((ArrayAccess (e, _) | Unary (e, DeRef)), _), _ ->
    (match bare e, shape l with
     | ((Binary _, _), _), Struct _ when relevant (shape l) -> from e
     | _ -> ())
  | _ -> ()

(* Assign the value at places V to lvalue L; the places of L afterwards. *)
and assign (((e, _), _) as l) plain v =
  let pos = pos_of l in
  if plain && !report then unaddressed (fst pos) l;
  match e with
  | Ident n when Hashtbl.mem locals (name_of n) ->
    let s = name_of n in
    if not (tracked (shape l)) then begin
      (if plain then ignore (define s pos));
      []
    end
    else begin
      let d = if plain then [ define s pos ] else use s pos in
      copy pos v d;
      d
    end
  | Ident n ->
    let d = [ "g:" ^ global_name (name_of n) ] in
    flows pos v d;
    d
  | ParenExpr e | Cast (_, _, e) -> assign e plain v
  | ArrayAccess (a, i) ->
    let d = value a in
    ignore (value i);
    store pos v d;
    d
  | Unary (p, DeRef) ->
    let d = value p in
    store pos v d;
    d
  | RecordAccess (b, n) | RecordPtAccess (b, n)
    when Api.transparent (tag_of (shape b)) (name_of n) ->
    let d = value b in
    store pos v d;
    d
  | RecordAccess (b, _) | RecordPtAccess (b, _)
    when Hashtbl.mem Api.container_tags (tag_of (shape b))
         && List.exists is_function v ->
    (* bio->bi_end_io = done: done() gets that container *)
    let base = value b in
    List.iter
      (fun g -> if is_function g then List.iter (fun p -> event "b" pos p (global_of g) []) base)
      v;
    if !report then
      List.iter
        (fun g ->
           if is_function g then
             List.iter (fun p -> Rows.row "cb" [ str (fst pos); p; global_of g ]) base)
        v;
    base
  | _ ->
    let d = value l in
    flows pos v d;
    d

(* E is compared, or printed: by itself, or by what it is part of. *)
and ask e =
  match bare e with
  | (FunCall _, _), _ -> asked := true; ignore (value e)
  | (Binary (a, (Arith _, _), b), _), _ -> ask a; ask b
  | _ -> ignore (value e)

and call ex f args =
  let was_asked = !asked in
  asked := false;
  match f with
  (* a page's number or address that only answers a question tells nobody where the page is *)
  | (Ident n, _), _ when was_asked && Hashtbl.mem Api.places (name_of n) ->
    unused := false;
    List.iter (function Common.Left e, _ -> ignore (value e) | _ -> ()) args; []
  | _ -> call_of ex f args

and call_of ex f args =
  let was_unused = !unused in
  unused := false;
  let pos = pos_of f in
  let fname = match f with ((Ident n, _), _) -> name_of n | _ -> "" in
  let is_local = fname <> "" && Hashtbl.mem locals fname in
  (* list_entry(x, struct page, lru) is another function than the same for any
     other struct: NAME:page, also for the API table *)
  let fname =
    let page = function Struct ("page" | "folio") -> true | _ -> false in
    let of_pages =
      List.exists
        (function Common.Right (ArgType p), _ -> page (shape_of p.p_type) | _ -> false)
        args
      || (match args with
          | (Common.Left e, _) :: _ ->
            String.length fname > 9 && String.sub fname 0 9 = "list_for_" && page (shape e)
          | _ -> false)
    in
    if of_pages then fname ^ ":page"
    else
      (* vmap(.., VM_MAP_PUT_PAGES, ..) is another function too: NAME:FLAG *)
      let given flag =
        List.exists (function Common.Left e, _ -> names flag e | _ -> false) args in
      match List.find_opt given (Hashtbl.find_all Api.flagged fname) with
      | Some flag -> fname ^ ":" ^ flag
      | None -> fname
  in
  let exprs =
    List.map
      (fun (a, _) ->
         match a with
         | Common.Left e -> Some e
                  | Common.Right _ -> None)
      args
  in
  let rec assignment ((e, _), _) =
    match e with
    | ParenExpr e -> assignment e
    | Assignment (l, (SimpleAssign, _), r) when relevant (shape l) -> Some (l, r)
    | _ -> None
  in
  let nargs = arity fname exprs in
  let fill = Api.fill fname nargs and dup = Hashtbl.find_opt Api.dups fname in
  let redefined = ref [] in
  let printed = List.exists is_format exprs in
  let values =
    List.mapi
      (fun i e ->
         match e with
         | None -> []
         | Some ((Ident n, _), _) when fill = Some (i + 1) && List.mem (name_of n, true) !nulls -> []
         | Some e when dup = Some (i + 1) && assignment e <> None ->
           (* get_page(a = b): what a gets is the new reference *)
           let l, r = Option.get (assignment e) in
           let old = value r in
           let d = define (fname ^ "()") pos in
           if !report then Rows.once "ty" [ d ];
           ignore (assign l true [ d ]);
           redefined := (old, d) :: !redefined;
           [ d ]
         | Some e ->
           asked := printed && (match bare e with (FunCall _, _), _ -> true | _ -> false);
           let v = value e in
           asked := false;
           let v = if relevant (shape e) || shape e = Code then v else [] in
           let rec bare ((e, _), _) =
             match e with
             | ParenExpr e | Cast (_, _, e) -> bare e
             | Unary (e, GetRef) ->
               (match bare e with Some (n, _) -> Some (n, true) | None -> None)
             | Ident n -> Some (name_of n, false)
             | _ -> None
           in
           let fresh_local want_ref =
             match bare e with
             | Some (n, r) when r = want_ref ->
               (match Hashtbl.find_opt locals n with
                | Some l when not l.is_array && relevant l.shape -> Some n
                | _ -> None)
             | _ -> None
           in
           if fill = Some (i + 1) then
             match fresh_local true with
             | Some n ->
               (* the array that a pointer has pointed at so far may be what is filled *)
               let old = if (Hashtbl.find locals n).deep >= 2 then use n pos else [] in
               let d = define n (fst pos, snd pos) in
               store pos [ d ] old;
               [ d ]
             | None -> v
           else if dup = Some (i + 1) then
             match fresh_local false with
             | Some n when (Hashtbl.find locals n).deep <= 1 ->
               let d = define n (fst pos, snd pos) in
               redefined := (v, d) :: !redefined;
               [ d ]
             | _ -> v
           else v)
      exprs
  in
  let result = value_at pos in
  let callee, indirect =
    if fname <> "" && not is_local then (func_name fname, [])
    else ("", value f)
  in
  let gives =
    List.exists (fun v -> v <> []) values
    || Hashtbl.mem Api.known fname
    || (Hashtbl.mem functions fname && !known <> [])
    || (match Hashtbl.find_opt returns fname with
        | Some t -> relevant t
        | None -> not was_unused)
  in
  (match exprs with
   | _ :: Some ((Ident n, _), _) :: _ when Hashtbl.mem Api.sites fname && Hashtbl.mem locals (name_of n) ->
     Hashtbl.replace counts (name_of n) ();
     if !report then Rows.once "cz" [ result; name_of n ]
   | _ -> ());
  (match values with
   | pages :: _ when Hashtbl.mem Api.addresses fname -> if pages <> [] then Hashtbl.replace gives_address result pages
   | _ ->
     if not (printed || Hashtbl.mem Api.known fname) then
       List.iter (function Some e -> keep_address pos fname e | None -> ()) exprs);
  let borrows = Hashtbl.mem Api.borrows fname in
  let lent = List.concat_map (function Some e -> lent e | None -> []) exprs in
  List.iter
    (function
      | Some e ->
        (match bare e with
         | (Unary (e, GetRef), _), _ ->
           (match bare e with
            | (Ident n, _), _ when Hashtbl.mem locals (name_of n) && not (tracked (shape e)) ->
              if not (List.mem result (Hashtbl.find_all told (name_of n))) then
                Hashtbl.add told (name_of n) result
            | _ -> ())
         | _ -> ())
      | None -> ())
    exprs;
  if not borrows && not printed then begin
    event "c" pos result (if indirect = [] then callee else "") lent;
    if !report && callee <> "" then Rows.once "cn" [ !here; callee ]
  end;
  if Hashtbl.mem Api.known fname && not borrows && not (Hashtbl.mem Api.touches fname) then
    concerned := true;
  (* who gets hold of the whole structure may put anything in its fields: a body of his is looked for *)
  if !report && in_module && callee <> "" && not (Hashtbl.mem functions fname || Hashtbl.mem Api.known fname) then
    List.iter
      (function
        | Some e ->
          (match shape e with
           | Struct _ as s when relevant s -> ()
           | (Struct t | Term t) as s ->
             let s = if s = Term t then t else "s:" ^ t in
             if not (Hashtbl.mem handed_to (fname, s)) then begin
               Hashtbl.replace handed_to (fname, s) ();
               Rows.row "gs" [ str (fst pos); fname; s ]
             end
           | _ -> ())
        | None -> ())
      exprs;
  if !report && gives && not borrows then begin
    let line, col = pos in
    if callee <> "" then
      Rows.row "ca"
        [ str line; str col; !here; callee; fname;
          str nargs; result ]
    else
      List.iter
        (fun p ->
           Rows.row "ci"
             [ str line; str col; !here; p; str nargs; result ])
        indirect;
    List.iter2
      (fun e v ->
         match Option.map bare e with
         | Some ((Unary (e, GetRef), _), _) when is_page (shape e) && is_slot e ->
           List.iter (fun p -> Rows.once "wu" [ result; p ]) v
         | _ -> ())
      exprs values;
    List.iteri
      (fun i v ->
         List.iter
           (fun p -> Rows.row "ar" [ result; str (i + 1); p ])
           (dedup v))
      values;
    List.iter
      (fun (old, d) ->
         List.iter (fun o -> Rows.row "du" [ result; o; d ]) old)
      !redefined;
    if callee <> "" && not (Hashtbl.mem Api.known fname) then
      List.iteri
        (fun i e ->
           match e with
           | Some e when is_null e -> Rows.once "nl" [ Printf.sprintf "p:%s:%d" callee (i + 1) ]
           | _ -> ())
        exprs;
    if Hashtbl.mem Api.sites fname || Hashtbl.mem functions fname || List.exists (fun v -> v <> []) values then
      List.iter
        (fun (s, v) -> Rows.row "kn" [ result; s; String.concat "|" (List.sort_uniq compare v) ])
        !known;
    if callee <> "" && not (Hashtbl.mem Api.known fname) then
      List.iteri
        (fun i e ->
           match Option.bind e Conditions.constant with
           | Some c -> Rows.row "ka" [ result; str (i + 1); c ]
           | None -> ())
        exprs;
    (match exprs with
     | Some e :: _ when Hashtbl.mem Api.known fname ->
       (match Option.bind (slot e) (Hashtbl.find_opt filled) with
        | Some d -> Rows.row "ow" [ result; d ]
        | None -> ())
     | _ -> ());
    (* a function of the module that an if chooses, by what is kept with the object *)
    if in_module && Hashtbl.mem functions fname then
      List.iter2
        (fun (g, lasting) arm -> if lasting then Rows.once "ga" [ callee; g; if arm then "1" else "0" ])
        !guards !arms;
    (match !guards with
     | (g, t) :: _ when Hashtbl.mem Api.known fname ->
       Rows.row "gd" [ result; g; if t then "1" else "0" ]
     | _ -> ());
    (* NULL where pages could go: the call takes no reference. *)
    (match fill with
     | Some a when a > 0 && a <= nargs ->
       (match List.nth exprs (a - 1) with
        | Some e when is_null e -> Rows.row "nu" [ result ]
        | Some ((Ident n, _), _) ->
          (match List.assoc_opt (name_of n) !nulls with
           | Some true -> Rows.row "nu" [ result ]
           | Some false -> Rows.row "nn" [ result ]
           | None -> ())
        | _ -> ())
     | _ -> ());
    match Api.flags_argument fname nargs with
    | Some a when a <= nargs ->
      (match List.nth exprs (a - 1) with
       | Some e ->
         let names = List.sort_uniq compare (flag_names [] e) in
         Rows.row "gf" [ result; String.concat " " names ]
       | None -> ())
    | _ -> ()
  end;
  ignore ex;
  match Hashtbl.find_opt returns fname with
  | Some t when not (relevant t) -> []
  | _ -> if Api.valueless fname then [] else [ result ]

(* A text with conversions, for a function that prints the other arguments. *)
and is_format = function
  | Some e ->
    (match bare e with
     | (Constant (String (s, _)), _), _ -> String.contains s '%'
     | (Constant (MultiString l), _), _ -> List.exists (fun s -> String.contains s '%') l
     | _ -> false)
  | None -> false

(* Does L hold a pointer to one page, as far as is seen? *)
and is_slot l =
  let rec deep l =
    match bare l with
    | (Ident n, _), _ -> Option.map (fun v -> v.deep) (Hashtbl.find_opt locals (name_of n))
    | ((ArrayAccess (e, _) | Unary (e, DeRef)), _), _ -> Option.map pred (deep e)
    | _ -> None
  in
  match deep l with Some n -> n = 1 | None -> true

(* The pages of which an expression is the address of a part, as in &page->lru: who is
   given that may find the page by it. *)
and lent e =
  let rec plain ((e, _), _) =
    match e with
    | Ident _ -> true
    | ParenExpr e | RecordAccess (e, _) | RecordPtAccess (e, _) | Cast (_, _, e) | Unary (e, _) -> plain e
    | ArrayAccess (a, i) -> plain a && plain i
    | Constant _ | Postfix _ | Infix _ -> true
    | Binary (a, _, b) -> plain a && plain b
    | _ -> false
  in
  let rec within e =
    match bare e with
    | (((RecordAccess (b, _) | RecordPtAccess (b, _)), _), _) ->
      (match shape b with
       | Struct ("page" | "folio") when plain b -> value b
       | _ -> within b)
    | (ArrayAccess (a, _), _), _ -> within a
    | _ -> []
  in
  match bare e with (Unary (e, GetRef), _), _ -> within e | _ -> []

(* What initialiser I puts into SPOTS, all that may be meant: where it is not known whether it
   is an array or a struct, a list without names is taken for both.  A container's wrapping
   fields are the container.  MINE: see lend. *)
and init_at ?(mine = false) pos spots i =
  let field name spot =
    match Lazy.force spot.is with
    | Struct tag when Api.transparent tag name -> Some { spot with is = lazy Small; dims = Some 0 }
    | Struct _ as t when relevant t -> None
    | (Struct _ | Term _) as t ->
      let put e v =
        let d = field_place pos t name [] in
        flows pos v d;
        lend ~mine pos e v d
      in
      Some { is = lazy (field_shape t name); dims = None; within = "#"; put }
    | _ -> None
  in
  let fields name = List.filter_map (field name) in
  (* what is no struct may stand in braces too *)
  let element s =
    match s.dims, Lazy.force s.is with
    | Some 0, (Struct ("page" | "folio") | Code) -> Some s
    | Some 0, _ -> None
    | n, _ -> Some { s with dims = Option.map pred n }
  in
  let elements = List.filter_map element in
  let next k i spots =
    let structs = List.filter (fun s -> s.dims = None || s.dims = Some 0) spots in
    let number s = Printf.sprintf "%s%d" s.within k in
    let named = List.filter_map (fun s -> field (number s) s) structs in
    match i with
    | InitList _, _ -> named @ List.map (fun s -> { s with dims = Some 0; within = number s ^ "."; put = (fun _ _ -> ()) }) structs
    | _ -> named
  in
  match i with
  | InitExpr e, _ ->
    let v = value e in
    if v <> [] then List.iter (fun s -> s.put e v) spots
  | InitList l, _ ->
    ignore
      (List.fold_left
         (fun k (i, _) ->
            match i with
            | (InitExpr _ | InitList _), _ -> init_at ~mine pos (elements spots @ next k i spots) i; k + 1
            | i -> init_at ~mine pos spots i; k)
         0 l)
  | InitDesignators (way, i), _ ->
    let at spots = function
      | DesignatorField f, _ -> fields f spots
      | (DesignatorIndex _ | DesignatorRange _), _ -> elements spots
    in
    (match List.rev way, i with
     | (DesignatorField f, _) :: _, (InitExpr e, _) -> sets_field f e
     | _ -> ());
    init_at ~mine pos (List.fold_left at spots way) i
  | InitFieldOld (f, i), _ ->
    (match i with InitExpr e, _ -> sets_field f e | _ -> ());
    init_at ~mine pos (fields f spots) i
  | InitIndexOld (_, i), _ -> init_at ~mine pos (elements spots) i

and sets_field f e =
  if !report && !here <> "" then sets [ ("." ^ f, [ Option.value (Conditions.constant e) ~default:"?" ]) ]

(* ---- statements ---- *)

and block_value c =
  match List.rev c with
  | StmtElem (ExprStatement (Some e), _) :: rest ->
    block (List.rev rest);
    value e
  | _ -> block c; []

and block c =
  let saved = Hashtbl.copy locals and before = !known in
  List.iter seq c;
  known := before;
  (* leave the scope: shadowed names get their old type back *)
  Hashtbl.iter (fun k v -> Hashtbl.replace locals k v) saved

and seq = function
  | StmtElem s -> stmt s
  | CppDirectiveStmt _ | IfdefStmt _ -> ()
  | IfdefStmt2 (_, alternatives) ->
    let before = !state in
    let ends =
      List.map (fun l -> state := before; List.iter seq l; !state) alternatives
    in
    nulls := [];
    (* for the events what is there is compiled *)
    let before = if ends = [] then before else without_last before in
    state := List.fold_left Defs.join before ends

and declare o =
  match o.v_namei with
  | None -> ()
  | Some (n, i) ->
    let s = name_of n in
    let sh = shape_of o.v_type in
    let is_array = match o.v_type with (_, (Array _, _)) -> true | _ -> false in
    Hashtbl.replace locals s { shape = sh; deep = depth o.v_type; is_array; yes_no = is_bool o.v_type };
    let pos = pos_of_name n in
    forget s;
    (match i with
     | ValInit (_, (InitExpr e, _)) ->
       Hashtbl.replace numbers (s, pos) e;
       let v = value e in
       holds_answer s e;
       note_address s e;
       let d = define s pos in
       if tracked sh then copy pos v [ d ];
       if is_null e then learn [ (s, true) ];
       if relevant sh && depth o.v_type > 1 then defined_null e d
     | ValInit (_, i) ->
       let d = define s pos in
       let put _ v = if is_page sh || sh = Code then store pos v [ d ] else if tracked sh then flows pos v [ d ] in
       init_at ~mine:true pos [ spot sh o.v_type put ] i
     | _ -> ignore (define s pos))

and key prefix (line, col) = String.concat "" [ prefix; " "; str line; ":"; str col ]

and loop pos ?(first = true) test step body =
  let head = key "head" pos and out = key "out" pos and next = key "next" pos in
  Defs.flow_to head !state;
  state := Defs.at head;
  if first then test ();
  (* for the events a loop runs once at least: what it does to each page it has done *)
  let skipped = !state in
  if first then Defs.flow_to out (without_last skipped);
  let saved = !stops and before = !known in
  let settled () = nulls := List.filter (fun (v, _) -> not (Hashtbl.mem looped v)) !nulls in
  incr in_loops;
  settled ();
  let sure = !nulls in
  stops := (out, next) :: saved;
  body ();
  stops := saved;
  known := before;
  Defs.flow_to next !state;
  state := Defs.at next;
  step ();
  if not first then begin test (); Defs.flow_to out !state end
  else Defs.flow_to out (if !state = None then skipped else !state);
  decr in_loops;
  nulls := sure;
  settled ();
  Defs.flow_to head !state;
  state := Defs.at out

and stmt ((s, ii) : statement) =
  let pos = match ii with i :: _ -> pos_of_info i | [] -> (0, 0) in
  match s with
  | ExprStatement (Some (((FunCall _, _), _) as e)) ->
    unused := true;
    ignore (value e);
    unused := false
  | ExprStatement (Some e) -> ignore (value e)
  | MacroStmt -> !blocks (match ii with i :: _ -> read_at i | [] -> pos)
  | ExprStatement None | Asm _ | Exec _ -> ()
  | Compound c -> block c
  | Decl (DeclList (l, _)) -> List.iter (fun (o, _) -> declare o) l
  | Decl _ -> ()
  | Labeled (Label (n, s)) ->
    let k = "label " ^ name_of n in
    Defs.flow_to k !state;
    state := Defs.at k;
    known := [];
    nulls := [];
    stmt s
  | Labeled (Case (e, s)) ->
    among (Conditions.constant e);
    case false;
    stmt s
  | Labeled (CaseRange (_, _, s)) -> among None; case false; stmt s
  | Labeled (Default s) -> among None; case true; stmt s
  | Selection (If (c, a, b)) ->
    ignore (value c);
    let before = !state and outer = !guards and around = !arms and here = !known in
    let yes = Conditions.holds true c and no = Conditions.holds false c in
    guards := (key "if" pos, lasting c) :: outer;
    arms := true :: around;
    let jumps = match a with
      | (Jump _, _) | (Compound [ StmtElem (Jump _, _) ], _) -> true
      | _ -> false in
    let alone = match b with (ExprStatement None, _) -> true | _ -> false in
    let failed, failed_else = failures shape jumps alone c in
    let fails = List.iter (fun r -> event "f" pos r "" []) in
    fails failed;
    known := yes @ here;
    let sure = !nulls in
    learn (Conditions.pointers true c);
    stmt a;
    let after = !state in
    let sure_after = !nulls in
    nulls := sure;
    learn (Conditions.pointers false c);
    state := before;
    fails failed_else;
    (* a field that is set keeps what was put there *)
    List.iter (fun p -> event "s" pos p "" [ p ]) (set_where_false c);
    known := no @ here;
    arms := false :: around;
    stmt b;
    guards := outer;
    arms := around;
    (* where one way ends here, the other one is what goes on *)
    known := (if after = None then no else if !state = None then yes else []) @ here;
    if !state = None then nulls := sure_after
    else if after <> None then nulls := List.filter (fun x -> List.mem x sure_after) !nulls;
    (* without a page there is nothing to release *)
    let otherwise =
      match b with
      | (ExprStatement None, _) when asks_for_page shape c || guards_rounds c a -> without_last !state
      | _ -> !state in
    state := Defs.join after otherwise
  | Selection (Switch (e, b)) ->
    ignore (value e);
    let entry = key "switch" pos and out = key "out" pos in
    Defs.flow_to entry !state;
    let default = ref false in
    let saved = !stops in
    let continue = match saved with (_, c) :: _ -> c | [] -> "none" in
    stops := (out, continue) :: saved;
    cases := (entry, default) :: !cases;
    let here = !known in
    switches := (Conditions.subject 0 e, ref [], here) :: !switches;
    state := None;
    stmt b;
    known := here;
    switches := List.tl !switches;
    nulls := [];
    cases := List.tl !cases;
    stops := saved;
    Defs.flow_to out !state;
    if not !default then Defs.flow_to out (Defs.at entry);
    state := Defs.at out
  | Selection (Ifdef_Ite (_, a, b)) ->
    let before = !state and sure = !nulls in
    stmt a;
    let after = !state and sure_after = !nulls in
    state := before;
    nulls := sure;
    stmt b;
    nulls := List.filter (fun x -> List.mem x sure_after) !nulls;
    state := Defs.join after !state
  | Selection (Ifdef_Ite2 (_, a, b, c)) ->
    stmt a; stmt b; stmt c;
    nulls := []
  | Iteration (While (c, b)) ->
    loop pos (fun () -> ignore (value c)) (fun () -> ()) (fun () -> stmt b)
  | Iteration (DoWhile (b, c)) ->
    loop pos ~first:false (fun () -> ignore (value c)) (fun () -> ())
      (fun () -> stmt b)
  | Iteration (For (i, (c, _), (n, _), b)) ->
    (match i with
     | ForExp (Some e, _) -> ignore (value e)
     | ForDecl (DeclList (l, _)) -> List.iter (fun (o, _) -> declare o) l
     | _ -> ());
    let opt = function Some e -> ignore (value e) | None -> () in
    loop pos (fun () -> opt c) (fun () -> opt n) (fun () -> stmt b)
  | Iteration (MacroIteration (name, args, b)) ->
    let id = ((Ident (RegularName (name, ii)), noType ()), []) in
    (* an iterator that the API table does not know: its page comes from what
       it walks over *)
    (match args with
     | (Common.Left p, _) :: rest
       when !report && not (Hashtbl.mem Api.known name)
            && (match shape p with Struct "page" -> true | _ -> false) ->
       let into = value p in
       List.iter
         (function
           | Common.Left e, _ ->
             (match shape e with
              | Struct _ | Term _ as s when relevant s -> flows pos (value e) into
              | _ -> ())
           | _ -> ())
         rest
     | _ -> ());
    loop pos
      (fun () -> ignore (call id id args))
      (fun () -> ())
      (fun () -> stmt b)
  | Jump (Goto n) ->
    Defs.flow_to ("label " ^ name_of n) !state;
    state := None
  | Jump Break ->
    (match !stops with (o, _) :: _ -> Defs.flow_to o !state | [] -> ());
    state := None
  | Jump Continue ->
    (match !stops with (_, c) :: _ -> Defs.flow_to c !state | [] -> ());
    state := None
  | Jump Return -> leave (); state := None
  | Jump (ReturnExpr e) ->
    let v = value e in
    keep_address (pos_of e) "" e;
    if !keeps then flows (pos_of e) v [ "r:" ^ !here ];
    if !keeps_array then List.iter (fun p -> flow (pos_of e) ("r:" ^ !here ^ "!") (if is_local p then p ^ "!" else p)) v;
    leave ();
    state := None
  | Jump (GotoComputed e) -> ignore (value e); state := None
  | NestedFunc _ -> ()
  | IfdefStmt1 (_, l) -> List.iter stmt l

(* Does a condition look at what was kept beside the page (a field, a flag that
   a function reads) or was handed in, not at a local of the moment? *)
and lasting ((e, _), _) =
  match e with
  | RecordAccess _ | RecordPtAccess _ | FunCall _ -> true
  | Ident n -> Hashtbl.mem params (name_of n)
  | ParenExpr e | Unary (e, _) | Cast (_, _, e) | ArrayAccess (e, _) -> lasting e
  | Binary (a, _, b) -> lasting a || lasting b
  | _ -> false

(* The fields that are set where a condition that asks for nothing else does not hold. *)
and set_where_false c =
  let field e =
    match bare e, shape e with
    | (((RecordAccess (b, n) | RecordPtAccess (b, n)), _), _), Struct _ when relevant (shape e) ->
      (match shape b with
       | Struct tag when not (Api.transparent tag (name_of n)) -> field_place (pos_of e) (Struct tag) (name_of n) []
       | _ -> [])
    | _ -> []
  in
  match bare c with
  | (Unary (e, Not), _), _ -> field e
  | (Binary (e, (Logical Eq, _), z), _), _ when (match bare z with (Ident n, _), _ -> name_of n = "NULL" | _ -> false) -> field e
  | _ -> []

(* A case of the switch around: its value, or several of them, "?". *)
and among value =
  match !switches with
  | (Some s, values, outer) :: _ ->
    let v = Option.value value ~default:"?" in
    values := if !state = None then [ v ] else v :: !values;
    known := if List.mem "?" !values then outer else (s, !values) :: outer
  | _ -> known := (match !switches with (_, _, outer) :: _ -> outer | [] -> [])

and case is_default =
  nulls := [];
  match !cases with
  | (entry, d) :: _ ->
    if is_default then d := true;
    state := Defs.join !state (Defs.at entry)
  | [] -> ()

(* Coccinelle drops the arguments of a macro that stands as a statement, and so
   what is done in the blocks among them.  Each block is parsed as a function of
   a file of its own, where it stands on the same lines and columns. *)
let source : (string, string) Hashtbl.t = Hashtbl.create 2

(* The text of the file is what PATH has. *)
let set_text path =
  let ch = open_in_bin path in
  Hashtbl.reset source;
  Hashtbl.replace source !Rows.file (really_input_string ch (in_channel_length ch));
  close_in ch

let text () =
  if not (Hashtbl.mem source !Rows.file) then set_text !Rows.file;
  Hashtbl.find source !Rows.file

(* The blocks of the call whose name starts at LINE, COL: line, column, text. *)
let find_blocks (line, col) =
  let s = text () in
  let n = String.length s in
  let at = ref 0 and l = ref 1 in
  while !l < line && !at < n do
    if s.[!at] = '\n' then incr l;
    incr at
  done;
  let start = !at in
  at := start + col - 1;
  let found = ref [] and depth = ref 0 and from = ref (0, 0) in
  let open_at = ref (-1) and open_depth = ref 0 in
  let bol = ref start in
  let continue = ref true in
  while !continue && !at < n do
    (match s.[!at] with
     | '\n' -> incr l; bol := !at + 1
     | '"' | '\'' as q ->
       incr at;
       while !at < n && s.[!at] <> q do
         if s.[!at] = '\\' then incr at;
         incr at
       done
     | '/' when !at + 1 < n && s.[!at + 1] = '*' ->
       at := !at + 2;
       while !at + 1 < n && not (s.[!at] = '*' && s.[!at + 1] = '/') do
         if s.[!at] = '\n' then begin incr l; bol := !at + 1 end;
         incr at
       done;
       incr at
     | '(' | '{' as c ->
       incr depth;
       if c = '{' && !open_at < 0 then begin
         open_at := !at;
         from := (!l, !at - !bol);
         open_depth := !depth
       end
     | ')' | '}' as c ->
       if c = '}' && !open_at >= 0 && !depth = !open_depth then begin
         found := (fst !from, snd !from, String.sub s !open_at (!at - !open_at + 1)) :: !found;
         open_at := -1
       end;
       decr depth;
       if !depth <= 0 then continue := false
     | ';' when !open_at < 0 -> continue := false
     | _ -> ());
    incr at
  done;
  List.rev !found

let parse_block (line, col, body) =
  if line < 2 then []
  else begin
    let name = Filename.temp_file "pincer" ".c" in
    let ch = open_out name in
    output_string ch (String.make (line - 2) '\n');
    output_string ch "void fragment(void) {\n";
    output_string ch (String.make col ' ');
    output_string ch body;
    output_string ch "}\n";
    close_out ch;
    let tops = List.map fst (fst (Parse_c.parse_c_and_cpp false false name)) in
    Sys.remove name;
    List.concat_map (function Definition (d, _) -> d.f_body | _ -> []) tops
  end

let parsed : (int * int, compound list) Hashtbl.t = Hashtbl.create 8

let () =
  blocks :=
    fun pos ->
      let all =
        match Hashtbl.find_opt parsed pos with
        | Some b -> b
        | None ->
          let b = List.map parse_block (find_blocks pos) in
          Hashtbl.replace parsed pos b;
          b
      in
      (* any of them, or none *)
      let before = !state in
      let ends = List.map (fun b -> state := before; block b; !state) all in
      let before = if ends = [] then before else without_last before in
      state := List.fold_left Defs.join before ends

(* ---- a whole function ---- *)

let func def =
  let d, ii = def in
  let name = name_of d.f_name in
  here_plain := name;
  here := func_name name;
  Conditions.parameter :=
    (fun s ->
       match Hashtbl.find_opt params s with
       | Some _ as i when Hashtbl.fold (fun (v, _) _ same -> same && v <> s) numbers true -> i
       | _ -> None);
  Conditions.source :=
    (fun s ->
       if Hashtbl.mem params s || not (Hashtbl.mem locals s) then None
       else
         match Hashtbl.fold (fun (v, _) e l -> if v = s then e :: l else l) numbers [] with
         | [ e ] -> Some e
         | _ -> None);
  Conditions.is_object :=
    (fun e -> match shape e with Struct _ | Void | Code -> true | Term _ | Wide | Small -> false);
  here_line := fst (pos_of_name d.f_name);
  ignore ii;
  let ret, (ps, _) = d.f_type in
  keeps := relevant (shape_of ret);
  keeps_array := depth ret > 1 && (match shape_of ret with Struct _ as s -> relevant s | _ -> false);
  Hashtbl.reset looped;
  Hashtbl.reset numbers;
  Hashtbl.reset counts;
  Hashtbl.reset places_of_defs;
  Defs.reset ();
  let walk () =
    Hashtbl.reset locals;
    Hashtbl.reset params;
    state := Some StrMap.empty;
    Hashtbl.reset filled;
    Hashtbl.reset addresses;
    Hashtbl.reset gives_address;
    Hashtbl.reset answers;
    Hashtbl.reset told;
    event "n" (!here_line, 0) "" "" [];
    stops := [];
    cases := [];
    guards := [];
    arms := [];
    known := [];
    nulls := [];
    switches := [];
    List.iteri
      (fun i (p, _) ->
         match p.p_namei with
         | None -> ()
         | Some n ->
           let s = name_of n in
           let sh = shape_of p.p_type in
           Hashtbl.replace locals s
             { shape = sh; deep = depth p.p_type; is_array = false; yes_no = is_bool p.p_type };
           Hashtbl.replace params s (i + 1);
           let pos = pos_of_name n in
           let w = define s pos in
           if sh = Void then concerned := true;
           (match sh with
            | Struct t when !report && Hashtbl.mem Api.lent_tags t ->
              Rows.once "ln" [ Printf.sprintf "p:%s:%d" !here (i + 1) ]
            | _ -> ());
           if tracked sh then begin
             (match sh with
              | Struct _ when !report ->
                concerned := true;
                Rows.once "ty" [ Printf.sprintf "p:%s:%d" !here (i + 1) ];
                Rows.once "ty" [ Printf.sprintf "o:%s:%d" !here (i + 1) ]
              | _ -> ());
             flow pos (Printf.sprintf "p:%s:%d" !here (i + 1)) w;
             flow pos (w ^ "!") (Printf.sprintf "o:%s:%d" !here (i + 1))
           end)
      ps;
    List.iter seq d.f_body;
    leave ()
  in
  report := false;
  let rec settle n =
    Defs.changed := false;
    walk ();
    if !Defs.changed && n < 12 then settle (n + 1)
  in
  settle 0;
  report := true;
  events := [];
  concerned := false;
  walk ();
  report := false;
  if !concerned then List.iter (fun (rel, cols) -> Rows.once rel cols) (List.rev !events);
  if not !Defs.keep then first_event := !first_event + Hashtbl.length Defs.numbers
