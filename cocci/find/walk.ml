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

type local = { shape : shape; deep : int; is_array : bool }

(* ---- what is known of the file ---- *)

(* name -> is it static?, of the functions defined in this file *)
let functions : (string, bool) Hashtbl.t = Hashtbl.create 64
let statics : (string, unit) Hashtbl.t = Hashtbl.create 64
let globals : (string, shape) Hashtbl.t = Hashtbl.create 64
let returns : (string, shape) Hashtbl.t = Hashtbl.create 64
let fields : (string * string, shape) Hashtbl.t = Hashtbl.create 256

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
let unused = ref false    (* is the value of the next call dropped? *)
let guards : (string * bool) list ref = ref []  (* the ifs around: place, trusted *)
let stops : (string * string) list ref = ref []  (* break, continue *)
let cases : (string * bool ref) list ref = ref []

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

let str = string_of_int

let place_of_def var d =
  Printf.sprintf "l:%s:%s@%d:%s#%d" !Rows.file !here_plain !here_line var
    d

let is_local p = String.length p > 2 && p.[0] = 'l' && p.[1] = ':'

let flow (line, _) src dst =
  if !report && src <> dst then
    Rows.row "fl" [ str line; !here; src; dst ]

let is_function p = String.length p > 2 && String.sub p 0 2 = "g:"
let global_of p = String.sub p 2 (String.length p - 2)

let flows pos srcs dsts =
  List.iter (fun s -> List.iter (fun d -> flow pos s d) dsts) srcs

(* A pointer copy: what is stored through the copy later is seen through the
   original too. *)
let copy pos srcs dsts =
  flows pos srcs dsts;
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
         flows pos srcs [ d ^ "!" ];
         flow pos (d ^ "!") d
       end
       else flows pos srcs [ d ])
    dsts

(* ---- definitions ---- *)

(* A variable of a type that can only be pages is reported as such. *)
let typed var p =
  if !report then
    match Hashtbl.find_opt locals var with
    | Some { shape = Struct _ as s; _ } when relevant s -> Rows.once "ty" [ p ]
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
  let t = Printf.sprintf "(%s).%s" base field in
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
  | Cast (t, _, _) -> shape_of t
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
  let p = Printf.sprintf "f:(%s).%s" term f in
  let p =
    match t with
    | Term _ when Api.maybe_transparent f ->
      Printf.sprintf "%s@%s:%d:%d" p !Rows.file (fst pos) (snd pos)
    | _ -> p
  in
  if !report then begin
    Rows.once "fp" [ p; term; f ];
    match t with
    | Term _ -> List.iter (fun b -> Rows.once "bs" [ p; b ]) v
    | _ -> ()
  end;
  [ p ]

(* ---- expressions: their side effects, and the places of their value ---- *)

let dedup l = List.sort_uniq compare l

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
  | Unary (_, Not) | Binary (_, (Logical _, _), _) -> [ "FOLL_WRITE"; "?" ]
  | CondExpr (_, Some a, b) -> flag_names seen a @ flag_names seen b
  | _ -> [ "?" ]

(* Walks the blocks among the arguments of the macro call at a position (set below). *)
let blocks : (int * int -> unit) ref = ref (fun _ -> ())

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
    let v = value e in
    if relevant (shape_of t) then v else []
  | Unary (e, (GetRef | DeRef | UnPlus)) -> value e
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
  | Binary (a, _, b) -> ignore (value a); ignore (value b); []
  | Sequence (a, b) -> ignore (value a); value b
  | CondExpr (c, a, b) ->
    let x = value c in
    let before = !state in
    let x = match a with Some a -> value a | None -> x in
    let after = !state in
    state := before;
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
    note_number l r;
    let v = value r in
    let v = if relevant (shape l) || shape r = Code then v else [] in
    assign l (op = SimpleAssign) v
  | FunCall (f, args) -> call ex f args
  | StatementExpr (c, _) -> block_value c
  | Constructor (t, i) ->
    (match shape_of t with
     | Struct tag -> init_fields tag (pos_of ex) i
     | _ -> init i);
    []
  | _ -> []

(* Assign the value at places V to lvalue L; the places of L afterwards. *)
and assign (((e, _), _) as l) plain v =
  let pos = pos_of l in
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

and call ex f args =
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
    if of_pages then fname ^ ":page" else fname
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
  let nargs = List.length exprs in
  let fill = Api.fill fname nargs and dup = Hashtbl.find_opt Api.dups fname in
  let redefined = ref [] in
  let values =
    List.mapi
      (fun i e ->
         match e with
         | None -> []
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
           let v = value e in
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
               let d = define n (fst pos, snd pos) in
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
  let result = Printf.sprintf "c:%s:%d:%d" !Rows.file (fst pos) (snd pos) in
  let callee, indirect =
    if fname <> "" && not is_local then (func_name fname, [])
    else ("", value f)
  in
  let gives =
    List.exists (fun v -> v <> []) values
    || Hashtbl.mem Api.known fname
    || (match Hashtbl.find_opt returns fname with
        | Some t -> relevant t
        | None -> not was_unused)
  in
  if !report && gives && not (Hashtbl.mem Api.borrows fname) then begin
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
    (match !guards with
     | (g, t) :: _ when Hashtbl.mem Api.known fname ->
       Rows.row "gd" [ result; g; if t then "1" else "0" ]
     | _ -> ());
    (* NULL where pages could go: the call takes no reference. *)
    (match fill with
     | Some a when a > 0 && a <= nargs ->
       let rec is_null ((e, _), _) =
         match e with
         | ParenExpr e | Cast (_, _, e) -> is_null e
         | Ident n -> name_of n = "NULL"
         | Constant (Int ("0", _)) -> true
         | _ -> false
       in
       (match List.nth exprs (a - 1) with
        | Some e when is_null e -> Rows.row "nu" [ result ]
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

and init i =
  match i with
  | InitExpr e, _ -> ignore (value e)
  | InitList l, _ -> List.iter (fun (i, _) -> init i) l
  | InitDesignators (_, i), _ | InitFieldOld (_, i), _ | InitIndexOld (_, i), _ ->
    init i

(* A container built by its initialiser: its wrapping fields are the container. *)
and init_wrapped tag pos place i =
  match i with
  | InitList l, _ ->
    List.iter
      (fun (i, _) ->
         match i with
         | InitDesignators ([ (DesignatorField f, _) ], (InitExpr e, _)), _
           when Api.transparent tag f -> flows pos (value e) [ place ]
         | i -> init i)
      l
  | i -> init i

(* Fields set by a designated initialiser of struct TAG. *)
and init_fields tag pos i =
  match i with
  | InitList l, _ ->
    List.iter
      (fun (i, _) ->
         match i with
         | InitDesignators ((DesignatorField f, _) :: _, ((InitExpr e, _))), _
         | InitFieldOld (f, (InitExpr e, _)), _ ->
           let v = value e in
           if v <> [] then flows pos v (field_place pos (Struct tag) f [])
         | InitDesignators ([ (DesignatorIndex _, _) ], (InitList _, _ as i)), _ ->
           init_fields tag pos i
         | (InitList _, _) as i -> init_fields tag pos i
         | i -> init i)
      l
  | i -> init i

(* ---- statements ---- *)

and block_value c =
  match List.rev c with
  | StmtElem (ExprStatement (Some e), _) :: rest ->
    block (List.rev rest);
    value e
  | _ -> block c; []

and block c =
  let saved = Hashtbl.copy locals in
  List.iter seq c;
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
    state := List.fold_left Defs.join before ends

and declare o =
  match o.v_namei with
  | None -> ()
  | Some (n, i) ->
    let s = name_of n in
    let sh = shape_of o.v_type in
    let is_array = match o.v_type with (_, (Array _, _)) -> true | _ -> false in
    Hashtbl.replace locals s { shape = sh; deep = depth o.v_type; is_array };
    let pos = pos_of_name n in
    (match i with
     | ValInit (_, (InitExpr e, _)) ->
       Hashtbl.replace numbers (s, pos) e;
       let v = value e in
       let d = define s pos in
       if tracked sh then copy pos v [ d ]
     | ValInit (_, i) ->
       let d = define s pos in
       (match sh with
        | Struct t when Hashtbl.mem Api.container_tags t -> init_wrapped t pos d i
        | Struct t -> init_fields t pos i
        | _ -> init i)
     | _ -> ignore (define s pos))

and key prefix pos = Printf.sprintf "%s %d:%d" prefix (fst pos) (snd pos)

and loop pos ?(first = true) test step body =
  let head = key "head" pos and out = key "out" pos and next = key "next" pos in
  Defs.flow_to head !state;
  state := Defs.at head;
  if first then test ();
  if first then Defs.flow_to out !state;
  let saved = !stops in
  stops := (out, next) :: saved;
  body ();
  stops := saved;
  Defs.flow_to next !state;
  state := Defs.at next;
  step ();
  if not first then begin test (); Defs.flow_to out !state end;
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
    stmt s
  | Labeled (Case (_, s)) | Labeled (CaseRange (_, _, s)) ->
    case false;
    stmt s
  | Labeled (Default s) -> case true; stmt s
  | Selection (If (c, a, b)) ->
    ignore (value c);
    let before = !state and outer = !guards in
    guards := (key "if" pos, lasting c) :: outer;
    stmt a;
    let after = !state in
    state := before;
    stmt b;
    guards := outer;
    state := Defs.join after !state
  | Selection (Switch (e, b)) ->
    ignore (value e);
    let entry = key "switch" pos and out = key "out" pos in
    Defs.flow_to entry !state;
    let default = ref false in
    let saved = !stops in
    let continue = match saved with (_, c) :: _ -> c | [] -> "none" in
    stops := (out, continue) :: saved;
    cases := (entry, default) :: !cases;
    state := None;
    stmt b;
    cases := List.tl !cases;
    stops := saved;
    Defs.flow_to out !state;
    if not !default then Defs.flow_to out (Defs.at entry);
    state := Defs.at out
  | Selection (Ifdef_Ite (_, a, b)) ->
    let before = !state in
    stmt a;
    let after = !state in
    state := before;
    stmt b;
    state := Defs.join after !state
  | Selection (Ifdef_Ite2 (_, a, b, c)) ->
    stmt a; stmt b; stmt c
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
  | Jump Return -> state := None
  | Jump (ReturnExpr e) ->
    let v = value e in
    if !keeps then flows (pos_of e) v [ "r:" ^ !here ];
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

and case is_default =
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
      state := List.fold_left Defs.join before ends

(* ---- a whole function ---- *)

let func def =
  let d, ii = def in
  let name = name_of d.f_name in
  here_plain := name;
  here := func_name name;
  here_line := fst (pos_of_name d.f_name);
  ignore ii;
  let ret, (ps, _) = d.f_type in
  keeps := relevant (shape_of ret);
  Hashtbl.reset numbers;
  Defs.reset ();
  let walk () =
    Hashtbl.reset locals;
    Hashtbl.reset params;
    state := Some StrMap.empty;
    stops := [];
    cases := [];
    guards := [];
    List.iteri
      (fun i (p, _) ->
         match p.p_namei with
         | None -> ()
         | Some n ->
           let s = name_of n in
           let sh = shape_of p.p_type in
           Hashtbl.replace locals s
             { shape = sh; deep = depth p.p_type; is_array = false };
           Hashtbl.replace params s (i + 1);
           let pos = pos_of_name n in
           let w = define s pos in
           if tracked sh then begin
             (match sh with
              | Struct _ when !report ->
                Rows.once "ty" [ Printf.sprintf "p:%s:%d" !here (i + 1) ];
                Rows.once "ty" [ Printf.sprintf "o:%s:%d" !here (i + 1) ]
              | _ -> ());
             flow pos (Printf.sprintf "p:%s:%d" !here (i + 1)) w;
             flow pos (w ^ "!") (Printf.sprintf "o:%s:%d" !here (i + 1))
           end)
      ps;
    List.iter seq d.f_body
  in
  report := false;
  let rec settle n =
    Defs.changed := false;
    walk ();
    if !Defs.changed && n < 12 then settle (n + 1)
  in
  settle 0;
  report := true;
  walk ();
  report := false
