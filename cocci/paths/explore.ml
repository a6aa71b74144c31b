(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * The paths of a function that takes references, and of its callers: what is
 * held on each, and where it is lost, dropped twice or dropped unheld.
 *
 * One acquisition is followed at a time.  Where it runs, the path forks: it
 * failed, it took fewer pages than asked for, it took all.  From there on every
 * path carries what is known of the variables, so that `if (ret < n)' goes one
 * way only.  Functions that matter are walked as if they stood in the caller.
 *
 * Whatever is not understood ends the claim, not the path: a page handed to an
 * unknown function is taken for handed over.  A leak is reported where no name
 * is left by which the references could be reached: the array is freed, its
 * struct is freed, the function that owns both is left.
 *
 * Paths of memory: FRAME'VARIABLE.FIELD.FIELD; an index, an address-of and a
 * dereference are not part of it, nor are the fields of container rows.
 *)
open Ast_c
open Graph
module StrMap = Map.Make (String)
module IntSet = Set.Make (Int)

(* ---- what the tables say ---- *)

(* sure: only the paths on which it does not fail are walked *)
type acquire = { fill : int; asked : int; bytes : bool; zero : bool; sure : bool }

let acquires : (string * int, acquire) Hashtbl.t = Hashtbl.create 64
let releases : (string, int) Hashtbl.t = Hashtbl.create 64     (* argument *)
let counted : (string, bool) Hashtbl.t = Hashtbl.create 16     (* argument 2 is a count; unsigned? *)
let same : (string, int) Hashtbl.t = Hashtbl.create 64         (* value is of argument *)
let moves : (string, int) Hashtbl.t = Hashtbl.create 64        (* argument goes elsewhere *)
let moves_where : (string, string) Hashtbl.t = Hashtbl.create 4  (* ... where that flag is given: "function:flag" in moves *)
let moved_into : (string, int) Hashtbl.t = Hashtbl.create 64   (* ... into that one *)
let dups : (string, int) Hashtbl.t = Hashtbl.create 16

(* An object that holds references is followed like a page: who returns such a one,
   and who gives it back with all it holds (argument).  holding: one is followed. *)
let holders : (string, unit) Hashtbl.t = Hashtbl.create 16
let gives : (string, int) Hashtbl.t = Hashtbl.create 16
let holding = ref false

(* A function that takes them in another file, and returns the number of a page, "" for none *)
let numbering = ref ""
let pins : (string, unit) Hashtbl.t = Hashtbl.create 16         (* acquiring functions that pin *)
let borrows : (string, unit) Hashtbl.t = Hashtbl.create 512
let wraps : (string * string, unit) Hashtbl.t = Hashtbl.create 64  (* fields of containers *)
let what : (string, string * int) Hashtbl.t = Hashtbl.create 64 (* kernel.tsv *)
let numbers : (string, unit) Hashtbl.t = Hashtbl.create 16      (* the value is a number, no pointer *)
let may_fail : (string, string) Hashtbl.t = Hashtbl.create 16   (* keeps nothing then: its value is "negative", or "zero" *)
let quiet_prefixes = ref []

(* Is F a function of the driver that is read itself?  Set by paths.ml.  How its name begins
   says nothing then. *)
let own : (string -> bool) ref = ref (fun _ -> false)

let named_quiet f =
  Hashtbl.mem borrows f || List.exists (fun p -> String.starts_with ~prefix:p f) !quiet_prefixes

let quiet f = Hashtbl.mem borrows f || named_quiet f && not (!own f)

(* ---- values ---- *)

type value = { lo : int; hi : int; sym : string }

let inf = 1 lsl 60
let huge = 1 lsl 50     (* a negative number read as an unsigned one of 64 bits *)
let wrapped = (1 lsl 32) - 4095   (* ... of 32 bits: an error code *)
let most = 0x7fffffff   (* no call takes more pages, or bytes, than an int counts *)
let fresh = ref 0

let unknown () =
  incr fresh;
  { lo = -inf; hi = inf; sym = Printf.sprintf "?%d" !fresh }

let const k = { lo = k; hi = k; sym = string_of_int k }
let named s = { lo = -inf; hi = inf; sym = s }

(* The number or address of the page, or array of pages, PATH; and the path of such a value. *)
let where_is path = named ("where " ^ path)

let address_of v =
  if String.starts_with ~prefix:"where " v.sym then Some (String.sub v.sym 6 (String.length v.sym - 6)) else None

type ctype = { unsigned : bool; long : bool }

let plain_int = { unsigned = false; long = false }

(* ---- the state of a path ---- *)

type hold =
  | Before            (* not taken yet *)
  | Empty             (* it was tried and failed: the slots hold nothing *)
  | Held of bool      (* taken; all that was asked for? *)
  | Dropped of pos    (* all of it released, for certain *)
  | Gone              (* perhaps released, perhaps somebody else's *)

type step = { at : pos; say : string }

type finding = {
  rule : string;
  where : pos;
  func : string;
  text : string;
  steps : step list;
  needs : (string * string) list;  (* fields that nobody may release from, for it to be so *)
}

type state = {
  hold : hold;
  names : StrSet.t;             (* paths that the references can be reached by *)
  dead : (string * string) StrMap.t;  (* those of them that nobody releases from: struct and field *)
  extra : int;                  (* get_page() on top *)
  single : bool;                (* one page *)
  asked : value;                (* how many were asked for *)
  got : string;                 (* the symbol of how many came *)
  vals : value StrMap.t;        (* path -> value *)
  ranges : (int * int) StrMap.t;  (* symbol -> what the conditions say *)
  truths : int StrMap.t;        (* "a ? b" -> -1 0 1; 2: not 0; 3: 0 or 1 *)
  nonzero : StrSet.t;
  alias : string StrMap.t;      (* pointer variable -> path *)
  own : StrSet.t;               (* paths whose memory was allocated here *)
  zeroed : StrSet.t;
  escaped : StrSet.t;           (* roots that somebody else knows *)
  vague : StrSet.t;             (* the same, before the references were taken *)
  hazy : StrSet.t;              (* paths whose fields may have changed unseen *)
  shifted : StrSet.t;           (* pointers into the middle of what they name *)
  slots : StrSet.t;             (* pointers to one of many: the next time round it may be another one *)
  running : IntSet.t;           (* heads of loops that have run once, and more than once *)
  depth_taken : int;            (* of the frame that took the references *)
  doubt : bool;                 (* a page was asked something on the way that may decide on its release *)
  wonder : bool;                (* ... or anything else *)
  full : bool;                  (* all that was asked for was taken once *)
  moved : string;               (* what an API function put them into, "" for nothing *)
  put : bool;                   (* a release of them was passed, whoever holds them *)
  stale : bool;                 (* the slots have what was released before, where they were not filled again *)
  blamed : bool;                (* the function that took them failed, and kept them: its fault *)
  replaced : StrSet.t;          (* places from which something was released before they were taken *)
  world : bool StrMap.t;        (* what the preprocessor was asked on the way, and answered *)
  scan : (int * string) option; (* the loop over all that was taken: its head, and the variable that counts *)
  elements : StrSet.t;          (* variables that hold the page which that loop is at *)
  spread : bool;                (* it handed pages on one by one, and has not come to its end *)
  pending : finding option;     (* the rest of them was lost: a leak, if the function fails *)
  plucked : bool;               (* one of many was released by itself *)
  told : bool;                  (* how many were taken was said to somebody *)
  sizes : value StrMap.t;       (* arrays that were allocated here: how many slots they have *)
  trail : step list;
}

type frame = {
  id : string;
  def : definitionbis;
  graph : graph;
  types : (string, fullType) Hashtbl.t;
  statics : (string, unit) Hashtbl.t;
  depth : int;
  calls : (pos * string) list;             (* where it was called, the innermost first *)
  params : string list;
  gives : StrSet.t Lazy.t;                 (* variables that its loops store in a structure *)
  passes : bool Lazy.t;                    (* does it give a page to a function that is not known? *)
  fname : string;
}

let left_holding = "the function is left while the pages are still held"
let kept_holding f = Printf.sprintf "the pages are kept in %s, and nobody releases them from there" f
let still_named f =
  Printf.sprintf
    "the function is left with what it released still in %s: the next release there, as its own before it takes another one, is a second one" f
let count_lost = "fewer pages than asked for were taken, the function fails, and how many were is told to nobody: what releases them goes by a count"
let null_array = "pins are taken into no array: nothing can release them (from 5.18 on they are refused)"
let overwritten = "the only pointer to the page gets another value while it is still held"
let rest_lost = "the loop over the pages is left where it fails: those that it had not come to are lost"
let fails_holding =
  "the function fails while the pages are still held; where it fails otherwise it releases them"

exception Too_big
(* functions that needed more steps than they were given *)
let too_much : (string * string, unit) Hashtbl.t = Hashtbl.create 8
(* The steps were spent before all paths were walked; before those of the function itself were. *)
let cut = ref false
let cut_short = ref false

let found : finding list ref = ref []

(* What the function that is explored was given by its caller. *)
let given = ref StrSet.empty
let steps_left = ref 0

(* Is P in a struct that it was given, or that is around such a one? *)
let is_given p =
  let upto c s = match String.index_opt s c with Some i -> String.sub s 0 i | None -> s in
  StrSet.mem (upto '<' (upto '.' p)) !given

(* ---- types, as far as they are declared in sight ---- *)

let unsigned_names =
  [ "size_t"; "u64"; "__u64"; "uint64_t"; "dma_addr_t"; "phys_addr_t"; "pgoff_t"; "sector_t";
    "ulong"; "uintptr_t" ]
let unsigned_ints = [ "u32"; "__u32"; "uint32_t"; "uint"; "gfp_t" ]
let signed_longs = [ "ssize_t"; "s64"; "loff_t"; "int64_t"; "__s64"; "off_t" ]
let ints = [ "s32"; "__s32"; "int32_t"; "u8"; "u16"; "__u8"; "__u16"; "bool"; "uint8_t"; "uint16_t" ]

let rec ctype (_, (t, _)) =
  match t with
  | BaseType (IntType (Si (s, b))) ->
    (match b with
     | CChar2 | CShort -> Some plain_int
     | CInt -> Some { unsigned = s = UnSigned; long = false }
     | CLong | CLongLong -> Some { unsigned = s = UnSigned; long = true })
  | BaseType (IntType CChar) -> Some plain_int
  | BaseType SizeType -> Some { unsigned = true; long = true }
  | BaseType (SSizeType | PtrDiffType) -> Some { unsigned = false; long = true }
  | TypeName (n, _) ->
    let n = name_of n in
    if List.mem n unsigned_names then Some { unsigned = true; long = true }
    else if List.mem n unsigned_ints then Some { unsigned = true; long = false }
    else if List.mem n signed_longs then Some { unsigned = false; long = true }
    else if List.mem n ints then Some plain_int
    else None
  | ParenType t -> ctype t
  | Enum _ | EnumName _ -> Some plain_int
  | _ -> None

let rec is_pointer (_, (t, _)) =
  match t with
  | Pointer _ | Array _ -> true
  | ParenType t -> is_pointer t
  | _ -> false

let rec is_array (_, (t, _)) =
  match t with Array _ -> true | ParenType t -> is_array t | _ -> false

(* how deep: 2 for struct page ** *)
let rec depth (_, (t, _)) =
  match t with
  | Pointer t | Array (_, t) -> 1 + depth t
  | ParenType t -> depth t
  | _ -> 0

(* the struct that a type is, or points to *)
let rec tag_of (_, (t, _)) =
  match t with
  | Pointer t | Array (_, t) | ParenType t -> tag_of t
  | StructUnionName (_, s) | StructUnion (_, Some s, _) -> s
  | TypeName (n, _) -> name_of n
  | _ -> ""

(* by file: what is known must not depend on what was read before *)
let field_tags : (string * string * string, string) Hashtbl.t = Hashtbl.create 256

let file_of fr = fr.graph.exit_pos.file

(* Is a type named by its struct, so that its tag is the tag? *)
let rec tag_is_sure (_, (t, _)) =
  match t with
  | Pointer t | Array (_, t) | ParenType t -> tag_is_sure t
  | StructUnionName _ | StructUnion (_, Some _, _) -> true
  | _ -> false

let rec struct_of fr ((e, _), _) =
  match e with
  | Ident n ->
    (match Hashtbl.find_opt fr.types (name_of n) with Some t -> tag_of t | None -> "")
  | ParenExpr e | ArrayAccess (e, _) | Unary (e, _) | Postfix (e, _) | Infix (e, _)
  | Binary (e, _, _) -> struct_of fr e
  | Cast (t, _, _) -> tag_of t
  | RecordAccess (b, f) | RecordPtAccess (b, f) ->
    (match Hashtbl.find_opt field_tags (file_of fr, struct_of fr b, name_of f) with
     | Some t -> t
     | None -> "")
  | _ -> ""

let sure_fields : (string * string * string, unit) Hashtbl.t = Hashtbl.create 256

(* The same where it is certain, else "": a typedef has another name. *)
let rec sure_struct_of fr ((e, _), _) =
  match e with
  | Ident n ->
    (match Hashtbl.find_opt fr.types (name_of n) with
     | Some t when tag_is_sure t -> tag_of t
     | _ -> "")
  | ParenExpr e | ArrayAccess (e, _) | Unary (e, _) | Postfix (e, _) | Infix (e, _)
  | Binary (e, _, _) -> sure_struct_of fr e
  | Cast (t, _, _) -> if tag_is_sure t then tag_of t else ""
  | RecordAccess (b, f) | RecordPtAccess (b, f) ->
    let key = (file_of fr, sure_struct_of fr b, name_of f) in
    if Hashtbl.mem sure_fields key then
      (match Hashtbl.find_opt field_tags key with Some t -> t | None -> "")
    else ""
  | _ -> ""

let field_types : (string * string, ctype option) Hashtbl.t = Hashtbl.create 256

let rec type_of fr ((e, _), _) =
  match e with
  | Ident n ->
    (match Hashtbl.find_opt fr.types (name_of n) with
     | Some t -> ctype t
     | None -> None)
  | ParenExpr e -> type_of fr e
  | Cast (t, _, _) -> ctype t
  | Constant (Int (s, _)) ->
    let u = String.contains s 'U' || String.contains s 'u' in
    let l = String.contains s 'L' || String.contains s 'l' in
    Some { unsigned = u; long = l }
  | RecordAccess (_, f) | RecordPtAccess (_, f) ->
    (match Hashtbl.find_opt field_types (file_of fr, name_of f) with Some t -> t | None -> None)
  | Unary (e, (UnMinus | UnPlus | Tilde | DeRef)) -> type_of fr e
  | Assignment (l, _, _) -> type_of fr l
  | Postfix (e, _) | Infix (e, _) -> type_of fr e
  | Binary (a, (Arith _, _), b) -> common (type_of fr a) (type_of fr b)
  | Binary _ -> Some plain_int
  | SizeOfExpr _ | SizeOfType _ -> Some { unsigned = true; long = true }
  | _ -> None

and common a b =
  match a, b with
  | Some a, Some b ->
    if a.long = b.long then Some { a with unsigned = a.unsigned || b.unsigned }
    else if a.long then Some a
    else Some b
  | _ -> None

let convert t v =
  let word = 1 lsl 32 in
  match t with
  | Some { unsigned = true; long } when v.hi < 0 ->
    if long then { lo = huge; hi = 2 * huge; sym = "u:" ^ v.sym }
    else { lo = max wrapped (word + v.lo); hi = word + v.hi; sym = "u:" ^ v.sym }
  | Some { unsigned = true; _ } when v.lo < 0 -> { v with lo = 0 }
  | Some { unsigned = true; long = false } when v.lo >= huge -> { v with lo = wrapped; hi = word - 1 }
  | Some { unsigned = false; _ } when v.lo >= huge -> { v with lo = -4095; hi = -1 }
  (* 32 bits without a sign fit into a long *)
  | Some { unsigned = false; long = false } when v.lo > most && v.hi < word -> { v with lo = v.lo - word; hi = v.hi - word }
  | _ -> v

(* ---- reading and writing ---- *)

let root p = match String.index_opt p '.' with Some i -> String.sub p 0 i | None -> p

let below a p =   (* is P a field, at any depth, of A? *)
  String.length p > String.length a && String.sub p 0 (String.length a) = a
  && p.[String.length a] = '.'

let clip s = if String.length s > 160 then "#" ^ Digest.to_hex (Digest.string s) else s

let refine st v =
  match StrMap.find_opt v.sym st.ranges with
  | Some (lo, hi) -> { v with lo = max v.lo lo; hi = min v.hi hi }
  | None -> v

(* Does a pointer between object Z and path P point elsewhere, since it was set to what is no
   memory that was allocated for it? *)
let behind_set st z p =
  let rec go q =
    match String.rindex_opt q '.' with
    | Some i when i > String.length z ->
      let q = String.sub q 0 i in
      not (StrSet.mem q st.own)
      && (match StrMap.find_opt q st.vals with Some v -> not (v.lo = 0 && v.hi = 0) | None -> StrMap.mem q st.alias)
      || go q
    | _ -> false
  in
  go p

(* Is P in memory that came zeroed?  Not what lies behind a pointer that was set there since. *)
let is_zeroed st p = StrSet.exists (fun z -> below z p && not (behind_set st z p)) st.zeroed

let read st p =
  match StrMap.find_opt p st.vals with
  | Some v -> refine st v
  | None ->
    if is_zeroed st p then const 0
    else if StrSet.exists (fun h -> below h p) (StrSet.union st.hazy st.vague) then refine st (named ("~" ^ p))
    else refine st (named ("=" ^ p))

(* What a path ends in that is another element of its array than the one at hand, and the path without. *)
let other_one = "@"
let this_one p = String.concat "" (String.split_on_char other_one.[0] p)

(* Where the value of P is kept, a pointer into the middle of what it names. *)
let inside p = p ^ ".&"

let write st p v = { st with vals = StrMap.add p v st.vals }

let forget st p =
  let v = unknown () in
  { st with hazy = StrSet.add p st.hazy;
    vals = StrMap.add p v (StrMap.filter (fun q _ -> not (below p q)) st.vals);
    zeroed = StrSet.filter (fun z -> z <> p && not (below p z)) st.zeroed }

let is_name st p = StrSet.mem p st.names
let holds_name st p = StrSet.exists (fun n -> n = p || below p n) st.names

(* Is P a pointer to what holds them?  It is not NULL then, and no error. *)
let is_there st p = (match st.hold with Held _ -> true | _ -> false) && StrSet.exists (fun n -> below p n) st.names

(* ... that somebody could release them by *)
let hands_name st p =
  StrSet.exists (fun n -> n = p || (below p n && not (StrMap.mem n st.dead))) st.names

let say st at text =
  match st.hold with
  | Before -> st
  | _ -> { st with trail = { at; say = text } :: st.trail }

(* What goes wrong in a function that was given the references is told of the
   call that gave them. *)
let told_of rule st where fr text =
  let rec outer where func depth = function
    | (at, caller) :: rest when depth > st.depth_taken -> outer at caller (depth - 1) rest
    | _ -> (where, func)
  in
  let where, func = outer where fr.fname fr.depth fr.calls in
  { rule; where; func; text; steps = List.rev st.trail; needs = List.sort_uniq compare (List.map snd (StrMap.bindings st.dead)) }

let report rule st where fr text = found := told_of rule st where fr text :: !found

let gone st = match st.hold with Held _ -> { st with hold = Gone } | _ -> st

(* Is E the page that the loop over all of them is at? *)
let rec at_hand fr st e =
  match st.scan with
  | None -> false
  | Some (_, counter) ->
    (match strip e with
     | (Ident n, _), _ -> StrSet.mem (fr.id ^ "'" ^ name_of n) st.elements
     | ((ArrayAccess (_, i), _), _) -> mentions_path fr counter i
     | (Unary (e, DeRef), _), _ -> (match strip e with (Binary (_, (Arith Plus, _), i), _), _ -> mentions_path fr counter i | _ -> false)
     | (FunCall (_, args), _), _ -> List.exists (function Common.Left a, _ -> at_hand fr st a | _ -> false) args
     | (Binary (a, (Arith _, _), _), _), _ -> at_hand fr st a
     | _ -> false)

and mentions_path fr p e =
  let found = ref false in
  each_expr (fun ((e, _), _) -> match e with Ident n when fr.id ^ "'" ^ name_of n = p -> found := true | _ -> ()) e;
  !found

(* Page E goes to somebody: with it all of them, but for a loop that hands on one after the other. *)
let gone_with fr st e =
  match st.hold with
  | Held _ when (not st.single) && at_hand fr st e -> { st with spread = true }
  | _ -> gone st

(* Something else stands in the slot now. *)
let refilled st = match st.hold with Empty | Dropped _ -> { st with hold = Gone } | _ -> st

(* A name by which the references could be reached is no more. *)
let lose fr st at name text =
  let names = StrSet.filter (fun n -> n <> name && not (below name n)) st.names in
  match st.hold with
  | Held _ when StrSet.is_empty names && not (StrSet.is_empty st.names) ->
    if st.plucked then { st with hold = Gone; names }
    else if st.spread then { st with hold = Gone; names; pending = (if st.doubt then None else Some (told_of "PIN003" st at fr rest_lost)) }
    else begin
      if not st.doubt then report "PIN003" st at fr text;
      { st with hold = Gone; names }
    end
  (* what was released by that name may be released by it again, and nothing in what was
     freed can tell that it may not *)
  | Dropped _ -> { st with doubt = false; wonder = false }
  | _ -> { st with names }

(* Do two states of one node say the same, whatever way they came there by? *)
let alike a b =
  let set x y = x == y || StrSet.equal x y in
  let map same x y = x == y || StrMap.equal same x y in
  let value (v : value) w = v == w || v.lo = w.lo && v.hi = w.hi && String.equal v.sym w.sym in
  a.extra = b.extra && a.single = b.single && a.doubt = b.doubt && a.wonder = b.wonder && a.full = b.full
  && a.put = b.put && a.blamed = b.blamed && a.stale = b.stale && a.spread = b.spread && a.plucked = b.plucked
  && a.told = b.told && Option.is_none a.pending = Option.is_none b.pending && a.hold = b.hold
  && map value a.vals b.vals
  && map (fun (l, h) (m, i) -> l = m && h = i) a.ranges b.ranges
  && map Int.equal a.truths b.truths
  && map String.equal a.alias b.alias
  && set a.names b.names && set a.nonzero b.nonzero && set a.replaced b.replaced && set a.elements b.elements
  && (a.running == b.running || IntSet.equal a.running b.running)
  && map Bool.equal a.world b.world
  && map (=) a.dead b.dead
  && a.scan = b.scan && a.moved = b.moved

(* ---- decisions ---- *)

let relation a b = clip (a ^ " ? " ^ b)

(* -1, 0, 1: A below, equal to, above B; None if it isn't known *)
let order st a b =
  if a.sym = b.sym then Some 0
  else if a.hi < b.lo then Some (-1)
  else if a.lo > b.hi then Some 1
  (* no count is as high as an error code read without its sign *)
  else if a.lo >= wrapped && b.lo < wrapped then Some 1
  else if b.lo >= wrapped && a.lo < wrapped then Some (-1)
  else if a.lo = a.hi && b.lo = b.hi then Some (compare a.lo b.lo)
  else
    match StrMap.find_opt (relation a.sym b.sym) st.truths with
    | Some o when abs o < 2 -> Some o
    | _ ->
      (match StrMap.find_opt (relation b.sym a.sym) st.truths with
       | Some o when abs o < 2 -> Some (-o)
       | _ -> None)

(* Was it asked, and A is B or more? *)
let not_below st a b = StrMap.find_opt (relation a.sym b.sym) st.truths = Some 3

(* Is B what A and a macro's constant come to?  Nobody adds a size that is 0 (p, p + PAGE_SIZE). *)
let beyond a b =
  let head = "(" ^ a.sym ^ "+#" in
  let n = String.length head and m = String.length b.sym in
  String.starts_with ~prefix:head b.sym
  && String.for_all (fun c -> c = '_' || Char.uppercase_ascii c <> Char.lowercase_ascii c || (c >= '0' && c <= '9')) (String.sub b.sym n (m - n - 1))
  && b.sym.[m - 1] = ')'

let different st a b =
  a.hi < b.lo || a.lo > b.hi
  || beyond a b || beyond b a
  || StrMap.find_opt (relation a.sym b.sym) st.truths = Some 2
  || StrMap.find_opt (relation b.sym a.sym) st.truths = Some 2
  || (b.lo = 0 && b.hi = 0 && StrSet.mem a.sym st.nonzero)

let narrow st v lo hi =
  let l, h =
    match StrMap.find_opt v.sym st.ranges with Some (l, h) -> (l, h) | None -> (-inf, inf)
  in
  { st with ranges = StrMap.add v.sym (max l lo, min h hi) st.ranges }

(* Does F compute how many pages, or bytes of whole pages, so many bytes take? *)
let computes f =
  match Hashtbl.find_opt what f with
  | Some (("page_up" | "round_up" | "div_up" | "pages_of"), _) -> true
  | _ -> false

(* COUNT is one at least.  If it is computed from another number, as many pages as so many bytes take, then that is
   one at least as well. *)
let rec asked_for st count =
  let st = narrow st count 1 most in
  match String.index_opt count.sym '(' with
  | Some i when computes (String.sub count.sym 0 i) ->
    let rest = String.sub count.sym (i + 1) (String.length count.sym - i - 1) in
    let first =
      match String.index_opt rest ',', String.index_opt rest '(' with
      | Some k, None -> String.sub rest 0 k
      | Some k, Some l when k < l -> String.sub rest 0 k
      | None, None -> String.sub rest 0 (String.length rest - 1)
      | _ -> ""
    in
    if first = "" then st else asked_for st { lo = -inf; hi = inf; sym = first }
  | _ -> st

let is_macro v = v.sym <> "" && v.sym.[0] = '#'

(* Two constants whose values are not in sight: nothing is proven beyond. *)
let guess st a b =
  let c v = is_macro v || v.lo = v.hi in
  (* ... or what is computed from one *)
  let hazy v =
    match String.index_opt v.sym '~' with
    | None -> false
    | Some i ->
      let rec stop j = if j < String.length v.sym && not (String.contains "()+-*/%<>?&|^" v.sym.[j]) then stop (j + 1) else j in
      let p = String.sub v.sym (i + 1) (stop (i + 1) - i - 1) in
      StrSet.exists (fun n -> root n = root p) st.names
      && StrSet.exists (fun h -> below h p) st.hazy
  in
  if (c a && c b) || hazy a || hazy b then { st with doubt = true } else st

let learn st a b o =
  let st = guess st a b in
  let o = if o <> 2 then o else if not_below st a b then 1 else if not_below st b a then -1 else o in
  let st = { st with truths = StrMap.add (relation a.sym b.sym) o st.truths } in
  match o with
  | 0 -> let st = narrow st a b.lo b.hi in narrow st b a.lo a.hi
  | -1 -> let st = narrow st a (-inf) (b.hi - 1) in narrow st b (a.lo + 1) inf
  | 1 -> let st = narrow st a (b.lo + 1) inf in narrow st b (-inf) (a.hi - 1)
  | 2 when b.lo = 0 && b.hi = 0 ->
    let st = { st with nonzero = StrSet.add a.sym st.nonzero } in
    if a.lo = 0 then narrow st a 1 inf else st
  | _ -> st

(* A is B or more. *)
let learn_not_below st a b =
  if different st a b then learn st a b 1
  else
    let st = narrow st a b.lo inf in
    let st = narrow st b (-inf) a.hi in
    { st with truths = StrMap.add (relation a.sym b.sym) 3 st.truths }

(* states in which A op B holds, and in which it does not *)
let compare_values st op a b =
  (* no value is left for one of them: there is no such way *)
  let possible st =
    List.for_all (fun v -> let v = refine st v in v.lo <= v.hi) [ a; b ] in
  let both yes no = (List.filter possible [ yes ], List.filter possible [ no ]) in
  match op with
  | Eq | NotEq ->
    let equal, not_equal =
      match order st a b with
      | Some 0 -> ([ st ], [])
      | Some _ -> ([], [ st ])
      | None ->
        if a.hi < b.lo || b.hi < a.lo then ([], [ st ])
        else if different st a b then ([], [ st ])
        else both (learn st a b 0) (learn st a b 2)
    in
    if op = Eq then (equal, not_equal) else (not_equal, equal)
  | Inf ->
    (match order st a b with
     | Some o -> if o < 0 then ([ st ], []) else ([], [ st ])
     | None ->
       if a.lo >= b.hi || not_below st a b then ([], [ st ])
       else if a.hi < b.lo then ([ st ], [])
       else both (learn st a b (-1)) (learn_not_below st a b))
  | SupEq ->
    (match order st a b with
     | Some o -> if o >= 0 then ([ st ], []) else ([], [ st ])
     | None ->
       if a.lo >= b.hi || not_below st a b then ([ st ], [])
       else if a.hi < b.lo then ([], [ st ])
       else both (learn_not_below st a b) (learn st a b (-1)))
  | Sup ->
    (match order st a b with
     | Some o -> if o > 0 then ([ st ], []) else ([], [ st ])
     | None ->
       if a.hi <= b.lo || not_below st b a then ([], [ st ])
       else if a.lo > b.hi then ([ st ], [])
       else both (learn st a b 1) (learn_not_below st b a))
  | InfEq ->
    (match order st a b with
     | Some o -> if o <= 0 then ([ st ], []) else ([], [ st ])
     | None ->
       if a.hi <= b.lo || not_below st b a then ([ st ], [])
       else if a.lo > b.hi then ([], [ st ])
       else both (learn_not_below st b a) (learn st a b 1))
  | AndLog | OrLog -> ([ st ], [ st ])

(* ---- whom a call goes to ---- *)

type target = { tdef : definitionbis; tends : il; tfile : string }

(* The graphs of the functions that the unit at hand came to.  They are of that unit: which
   functions are harmless depends on whose they are. *)
let graphs : (string * string, graph) Hashtbl.t = Hashtbl.create 64

let graph_of t =
  let key = (t.tfile, name_of t.tdef.f_name) in
  match Hashtbl.find_opt graphs key with
  | Some g -> g
  | None ->
    Graph.file := t.tfile;
    let g = Graph.build t.tdef t.tends in
    Hashtbl.replace graphs key g;
    g

(* Set by paths.ml: the body of a function, if it is worth walking *)
let body : (string -> string -> target option) ref = ref (fun _ _ -> None)
(* May a function (called from a file) release what is followed? *)
let may_release : (string -> string -> bool) ref = ref (fun _ _ -> false)
let must_walk : (string -> string -> bool) ref = ref (fun _ _ -> false)
(* May anybody drop pages from field F of struct TAG ("" if not known, "g" for a
   global F)? *)
let may_take : (string -> string -> bool) ref = ref (fun _ _ -> true)
(* Is what is followed released by its number somewhere (pfn_to_page())? *)
let by_number = ref true
(* Does the answer to question F decide on a release, in that file?  Never, or it may be
   released with one answer only. *)
type decision = Never | When of bool | Any
let decides : (string -> string -> decision) ref = ref (fun _ _ -> Any)
let followed : (pos -> bool) ref = ref (fun _ -> false)
(* Is this a release of what is followed, and a function that must not be left without? *)
let is_put : (pos -> bool) ref = ref (fun _ -> false)
(* Does each release of them that is known go by a count? *)
let by_count = ref false
(* Was the function left with all pages taken, and no release passed? *)
let left_behind = ref false
(* Does it return the number of the page that it took? *)
let returns_number = ref false

(* Macros of a file that stand for 0 or 1 wherever it is compiled, by file and name.  (A larger
   one stays a name: that it is the same one says enough, and nobody counts rounds by it.) *)
let small_macros : (string * string, int option) Hashtbl.t = Hashtbl.create 64

let macro_name s =
  s = String.uppercase_ascii s && String.length s > 1

let errno s =
  String.length s > 2 && s.[0] = 'E' && macro_name s && not (String.contains s '_')

let stored_in found ((e, _), _) =
  match e with
  | Assignment (l, _, r) ->
    (match strip l, strip r with
     | ((Ident _, _), _), _ -> ()
     | _, ((Ident n, _), _) -> found := StrSet.add (name_of n) !found
     | _ -> ())
  | _ -> ()

(* Variables that a function stores in a structure somewhere; in its loops. *)
let given_away (def : definitionbis) =
  let found = ref StrSet.empty in
  List.iter (each_seq (stored_in found)) def.f_body;
  !found

let given_in_loops (def : definitionbis) =
  let found = ref StrSet.empty in
  let rec look ((s, _) as st : statement) =
    match s with
    | Iteration _ -> List.iter (each_stmt (stored_in found)) (parts st)
    | _ -> List.iter look (parts st)
  in
  List.iter look (statements def);
  !found

(* Is a page given to a function that is not known? *)
let passes_page fr =
  let found = ref false in
  let pages =
    Array.fold_left
      (fun l (node, _, _) ->
         match node with
         | Declare { v_namei = Some (n, _); v_type; _ } when tag_of v_type = "page" -> StrSet.add (name_of n) l
         | _ -> l)
      StrSet.empty fr.graph.nodes
  in
  let is_page e =
    struct_of fr e = "page"
    || (match strip e with
        | (Ident n, _), _ -> StrSet.mem (name_of n) pages
        | (ArrayAccess (a, _), _), _ -> (match strip a with (Ident n, _), _ -> StrSet.mem (name_of n) pages | _ -> false)
        | _ -> false)
  in
  List.iter
    (each_seq (fun e ->
         let f = callee e in
         if f <> "" && not (quiet f || Hashtbl.mem same f || Hashtbl.mem numbers f || Hashtbl.mem acquires (f, List.length (arguments e))
                             || (match Hashtbl.find_opt what f with Some ("free", _) -> true | _ -> false)) then
           List.iter (function Some a -> if is_page a then found := true | None -> ()) (arguments e)))
    fr.def.f_body;
  !found

let make_frame id depth calls params (t : target) =
  let types = Hashtbl.create 32 and statics = Hashtbl.create 4 in
  let _, (ps, _) = t.tdef.f_type in
  List.iter
    (fun (p, _) ->
       match p.p_namei with
       | Some n -> Hashtbl.replace types (name_of n) p.p_type
       | None -> ())
    ps;
  let rec fr =
    { id; def = t.tdef; graph = graph_of t; types; statics; depth; calls; params; gives = lazy (given_in_loops t.tdef);
      passes = lazy (passes_page fr); fname = name_of t.tdef.f_name }
  in
  fr

let var fr n =
  if Hashtbl.mem fr.types n && not (Hashtbl.mem fr.statics n) then fr.id ^ "'" ^ n
  else "'" ^ n

let is_local p = p.[0] <> '\''

(* Is NAME inside an object that the function gives to somebody on some way?  Which way
   is taken in a loop is not known. *)
let given_on_a_way fr name =
  let r = root name in
  r <> name
  && (match String.index_opt r '\'' with
      | Some i ->
        String.sub r 0 i = fr.id
        && StrSet.mem (String.sub r (i + 1) (String.length r - i - 1)) (Lazy.force fr.gives)
      | None -> false)

(* Does leaving the function that owns the root of NAME lose it? *)
let ours fr st name =
  StrMap.mem name st.dead ||
  let r = root name in
  let v = match String.index_opt r '\'' with
    | Some i -> String.sub r (i + 1) (String.length r - i - 1)
    | None -> r
  in
  is_local r
  && (not (given_on_a_way fr name))
  && (not (StrSet.mem r st.escaped))
  && (StrSet.mem r st.own
      || String.starts_with ~prefix:"ret'got" r     (* a value that only variables have *)
      || (match Hashtbl.find_opt fr.types v with
          | Some t ->
            if List.mem v fr.params then false
            else if r = name then is_array t || depth t <= 1
            else not (is_pointer t)
          | None -> false))

(* The field (or global) that L is or is a slot of: its struct and its name. *)
let rec kept_in fr ((e, _), _) =
  match e with
  | ParenExpr e | Cast (_, _, e) | ArrayAccess (e, _) | Unary (e, (GetRef | UnPlus))
  | Binary (e, (Arith (Plus | Minus), _), _) -> kept_in fr e
  (* what a pointer points to is the pointer's for an array only: *x->out is somebody's variable *)
  | Unary (e, DeRef) -> (match strip e with (Binary _, _), _ -> kept_in fr e | _ -> None)
  | RecordAccess (b, f) | RecordPtAccess (b, f) ->
    if Hashtbl.mem wraps (struct_of fr b, name_of f) then kept_in fr b
    else Some (sure_struct_of fr b, name_of f)
  | Ident n ->
    let n = name_of n in
    if is_local (var fr n) then None else Some ("g", n)
  | _ -> None

(* Is L a place that nobody drops pages from?  To put them there hands them to nobody. *)
let dead_end fr l =
  (not !holding)
  && (match kept_in fr l with Some (tag, f) -> not (!may_take tag f) | None -> false)

let field_name = function
  | ("" | "g"), f -> f
  | tag, f -> tag ^ "." ^ f

(* What a loop changes may have any value the next time. *)
let widen fr st head l =
  let before = st in
  (* what a callee returned is known by the variable that got it only *)
  let unnamed n st =
    String.starts_with ~prefix:"ret'" n
    && not (StrMap.exists (fun _ q -> q = root n) st.alias)
  in
  (fun st ->
     match st.hold with
     | Held _ when StrSet.exists (fun n -> unnamed n st && not (unnamed n before)) st.names -> gone st
     | _ -> st)
  @@ StrSet.fold
    (fun n st ->
       if Hashtbl.mem fr.types n then begin
         let p = var fr n in
         (* a pointer that a loop moves on points to another object the next time *)
         let st =
           match st.hold with
           | Held _ when StrSet.exists (fun x -> below p x) st.names && is_pointer (Hashtbl.find fr.types n) -> gone st
           | _ -> st
         in
         let st =
           { st with alias = (if is_name st p then st.alias else StrMap.remove p st.alias);
                     hazy = StrSet.add p st.hazy }
         in
         let lo =
           if StrSet.mem n l.grows then match StrMap.find_opt p st.vals with Some v -> (refine st v).lo | None -> -inf
           else -inf
         in
         let s = Printf.sprintf "%d:%s" head p in
         (* a pointer that is moved on is NULL no more than it was *)
         let there =
           is_pointer (Hashtbl.find fr.types n) && StrSet.mem n l.grows
           && (let v =
                 match StrMap.find_opt p before.alias with
                 | Some q -> refine before (named ("&" ^ q))
                 | None -> (match StrMap.find_opt p before.vals with Some v -> refine before v | None -> named s)
               in
               StrSet.mem p before.shifted || v.lo > 0 || StrSet.mem v.sym before.nonzero)
         in
         { st with
           vals = StrMap.add p { (named s) with lo = (if there then max lo 1 else lo) } (StrMap.filter (fun q _ -> not (below p q)) st.vals);
           ranges = StrMap.remove s st.ranges;
           nonzero = (if there then StrSet.add s st.nonzero else StrSet.remove s st.nonzero);
           truths = StrMap.filter (fun k _ -> not (contains k s)) st.truths }
       end
       else st)
    l.changes st

(* ---- expressions ---- *)

let one st v p = [ (st, v, p) ]

(* E and the member, where an expression is container_of(E, type, member) *)
let around ((e, _), _) =
  match e with
  | FunCall (((Ident f, _), _), [ (Common.Left e, _); _; (Common.Left m, _) ]) when name_of f = "container_of" ->
    (match m with ((Ident m, _), _) -> Some (e, name_of m) | _ -> None)
  | _ -> None

(* ... or a call of a function that returns no more than that of its argument *)
let upwards fr (((e, _), _) as ex) =
  match e with
  | FunCall (((Ident f, _), _), [ (Common.Left arg, _) ]) ->
    (match !body (file_of fr) (name_of f) with
     | Some { tdef = { f_type = _, ([ ({ p_namei = Some p; _ }, _) ], _);
                       f_body = [ StmtElem (Jump (ReturnExpr e), _) ]; _ }; _ } ->
       (match around e with
        | Some (((Ident q, _), _), m) when name_of q = name_of p -> Some (arg, m)
        | _ -> None)
     | _ -> None)
  | _ -> around ex

(* The struct around its member M, of which path P is known.  Where P is no member that
   was named, the struct is known by it: P<M. *)
let struct_around p m =
  if String.ends_with ~suffix:("." ^ m) p then String.sub p 0 (String.length p - String.length m - 1)
  else p ^ "<" ^ m

let is_named (_, (t, _)) = match t with TypeName _ -> true | _ -> false

(* Is E a number by which a page may be found: what such a function answers, or an
   integer (also one by another name)? *)
let rec is_numeric fr e =
  match strip e with
  | (FunCall (((Ident n, _), _), _), _), _ -> Hashtbl.mem numbers (name_of n)
  | (Ident n, _), _ ->
    (match Hashtbl.find_opt fr.types (name_of n) with
     | Some t -> not (is_pointer t) && (ctype t <> None || (!by_number && is_named t))
     | None -> false)
  | (Binary (a, (Arith _, _), _), _), _ -> is_numeric fr a
  | _ -> false

let rec path fr st (((e, _), _) as ex) =
  match e with
  | Ident n ->
    let n = name_of n in
    if macro_name n && not (Hashtbl.mem fr.types n) then None
    else
      let p = var fr n in
      Some (match StrMap.find_opt p st.alias with Some a -> a | None -> p)
  | ParenExpr e | Cast (_, _, e) | ArrayAccess (e, _) | Unary (e, (GetRef | DeRef | UnPlus))
  | Postfix (e, _) | Infix (e, _) -> path fr st e
  | Binary (a, (Arith (Plus | Minus | DecLeft | DecRight | Or), _), _) -> path fr st a
  (* the number of a page, of which some bits are taken *)
  | Binary (a, (Arith And, _), _) -> if is_numeric fr a then path fr st a else None
  | Assignment (l, _, _) -> path fr st l
  | Sequence (_, b) -> path fr st b
  | RecordAccess (b, f) | RecordPtAccess (b, f) ->
    (match path fr st b with
     | Some p ->
       if Hashtbl.mem wraps (struct_of fr b, name_of f) then Some p
       else
         let q = p ^ "." ^ name_of f in
         Some (match StrMap.find_opt q st.alias with Some a -> a | None -> q)
     | None -> None)
  | FunCall (((Ident n, _), _), args) ->
    (match Hashtbl.find_opt same (name_of n) with
     | Some i when i >= 1 && i <= List.length args ->
       (match List.nth args (i - 1) with
        | Common.Left e, _ -> path fr st e
        | _ -> None)
     | _ ->
       (match upwards fr ex with
        | Some (e, m) -> Option.map (fun p -> struct_around p m) (path fr st e)
        | None -> None))
  | _ -> None

(* an element of an array, not the array *)
let rec is_element fr ((e, _), _) =
  match e with
  | ArrayAccess _ | Unary (_, DeRef) -> true
  | ParenExpr e | Cast (_, _, e) -> is_element fr e
  | Ident n ->
    (match Hashtbl.find_opt fr.types (name_of n) with
     | Some t -> depth t <= 1 && not (is_array t)
     | None -> false)
  | FunCall (((Ident _, _), _), _) -> true
  | _ -> false

(* What is rounded up to whole pages, where E is their number. *)
let rounded_up e =
  let is s e = match strip e with (Ident n, _), _ -> name_of n = s | _ -> false in
  let up e =
    match strip e with
    | (FunCall (((Ident n, _), _), (Common.Left x, _) :: rest), _), _ ->
      (match Hashtbl.find_opt what (name_of n), rest with
       | Some ("page_up", _), _ -> Some x
       | Some ("round_up", _), [ (Common.Left s, _) ] when is "PAGE_SIZE" s -> Some x
       | _ -> None)
    (* x + PAGE_SIZE - 1, x + ~PAGE_MASK *)
    | (Binary (x, (Arith Plus, _), e), _), _ ->
      (match strip e with
       | (Binary (a, (Arith Minus, _), _), _), _ when is "PAGE_SIZE" a -> Some x
       | (Unary (a, Tilde), _), _ when is "PAGE_MASK" a -> Some x
       | _ -> None)
    | (Binary (a, (Arith Minus, _), _), _), _ ->
      (match strip a with
       | (Binary (x, (Arith Plus, _), e), _), _ when is "PAGE_SIZE" e -> Some x
       | _ -> None)
    | _ -> None
  in
  match strip e with
  | (Binary (a, (Arith DecRight, _), s), _), _ when is "PAGE_SHIFT" s -> up a
  | (Binary (a, (Arith Div, _), s), _), _ when is "PAGE_SIZE" s -> up a
  | (FunCall (((Ident n, _), _), (Common.Left x, _) :: rest), _), _ ->
    (match Hashtbl.find_opt what (name_of n), rest with
     | Some ("pages_of", _), [] -> Some x
     | Some ("div_up", _), [ (Common.Left s, _) ] when is "PAGE_SIZE" s -> Some x
     | _ -> None)
  | _ -> None

let field_of ((e, _), _) = match e with RecordAccess (_, f) | RecordPtAccess (_, f) -> name_of f | _ -> ""

let by_address e = match strip e with (Unary (_, GetRef), _), _ -> true | _ -> false

(* The variable and the bound, where a loop's condition is VARIABLE < BOUND. *)
let counted_to c =
  match strip c with
  | (Binary (a, (Logical (Inf | NotEq), _), b), _), _ ->
    (match strip a with (Ident n, _), _ -> Some (name_of n, b) | _ -> None)
  | _ -> None

(* How many pointers are followed to get there? *)
let rec pointers ((e, _), _) =
  match e with
  | RecordPtAccess (e, _) -> 1 + pointers e
  | RecordAccess (e, _) | ArrayAccess (e, _) | ParenExpr e | Cast (_, _, e) -> pointers e
  | Unary (e, DeRef) -> 1 + pointers e
  | _ -> 0

let rec indexed ((e, _), _) =
  match e with
  | ArrayAccess _ -> true
  | RecordPtAccess (e, _) | RecordAccess (e, _) | ParenExpr e | Cast (_, _, e) -> indexed e
  | _ -> false

let rec eval fr st (((e, _), _) as ex) : (state * value * string option) list =
  match e with
  | Ident n ->
    let s = name_of n in
    if s = "NULL" || s = "false" then one st (const 0) None
    else if s = "true" then one st (const 1) None
    else if (not (Hashtbl.mem fr.types s)) && (match Hashtbl.find_opt what s with Some ("value", _) -> true | _ -> false) then
      one st (const (snd (Hashtbl.find what s))) None
    else if errno s && not (Hashtbl.mem fr.types s) then
      one st { lo = 1; hi = 4095; sym = s } None
    else begin
      let p = path fr st ex in
      let direct = var fr s in
      match p with
      | Some p when p = direct ->
        let v = read st p in
        one st (if v.lo = -inf then convert (type_of fr ex) v else v) (Some p)
      | Some p ->
        let at = refine st (named ("&" ^ p)) in
        let v =
          if not (StrSet.mem direct st.shifted) then at
          else
            (* what points into the middle of something is not NULL *)
            match StrMap.find_opt (inside direct) st.vals with
            | Some v -> let v = refine st v in { v with lo = max v.lo 1; hi = max v.hi 1 }
            | None -> { (unknown ()) with lo = max at.lo 1; hi = max at.hi 1 }
        in
        one st v (Some p)
      | None ->
        one st
          (match Hashtbl.find_opt small_macros (file_of fr, s) with
           | Some (Some k) -> const k
           | _ -> refine st (named ("#" ^ s)))
          None
    end
  | Constant (Int (s, _)) ->
    let s =
      let n = ref (String.length s) in
      while !n > 1 && String.contains "uUlL" s.[!n - 1] do decr n done;
      String.sub s 0 !n
    in
    let s =
      if String.length s > 1 && s.[0] = '0' && s.[1] >= '0' && s.[1] <= '7' then "0o" ^ s else s
    in
    (match int_of_string_opt s with
     | Some k -> one st (const k) None
     | None -> one st (unknown ()) None)
  | Constant (Char (s, _)) -> one st (refine st (named ("'" ^ s))) None
  (* nobody wants the size of an answer: an assertion that is left out *)
  | SizeOfExpr e when is_condition e -> one { st with wonder = true } { (unknown ()) with lo = 1 } None
  | SizeOfExpr _ | SizeOfType _ -> one st { (unknown ()) with lo = 1 } None
  | Constant _ | StringConstant _ | Defined _ -> one st (unknown ()) None
  | ParenExpr e -> eval fr st e
  | Cast (t, _, e) ->
    List.map (fun (st, v, p) -> (st, convert (ctype t) v, p)) (eval fr st e)
  | Unary (_, Not) | Binary (_, (Logical _, _), _) -> truth fr st ex
  | Unary (e, UnMinus) ->
    List.map
      (fun (st, v, _) ->
         let v = refine st v in
         (st, { lo = (if v.hi = inf then -inf else - v.hi); hi = (if v.lo = -inf then inf else - v.lo);
                sym = clip ("-" ^ v.sym) }, None))
      (eval fr st e)
  | Unary (e, GetRef) ->
    let p = path fr st ex in
    List.map (fun (st, _, _) -> (st, { (unknown ()) with lo = 1 }, p)) (eval_lvalue fr st e)
  | Unary (e, DeRef) ->
    List.map
      (fun (st, _, p) ->
         match p with
         | Some p -> (st, read st (pointee fr e p), Some p)
         | None -> (st, unknown (), None))
      (eval fr st e)
  | Unary (e, _) -> List.map (fun (st, _, p) -> (st, unknown (), p)) (eval fr st e)
  | ArrayAccess (a, i) ->
    List.concat_map
      (fun (st, _, p) -> List.map (fun (st, _, _) -> (st, unknown (), p)) (eval fr st i))
      (eval fr st a)
  | RecordAccess (b, _) | RecordPtAccess (b, _) ->
    List.map
      (fun (st, _, _) ->
         match path fr st ex with
         (* a pointer to P, which says nothing of what is in P *)
         | Some p when own_place fr st ex <> Some p && not (Hashtbl.mem wraps (struct_of fr b, field_of ex)) ->
           (st, refine st (named ("&" ^ p)), Some p)
         | Some p ->
           let v = read st p in
           (* of each element it is another number *)
           let v = if String.ends_with ~suffix:p v.sym then refine st { v with sym = clip (v.sym ^ indices fr st b) } else v in
           (st, (if v.lo = -inf then convert (type_of fr ex) v else v), Some p)
         | None -> (st, unknown (), None))
      (eval fr st b)
  | Postfix (l, op) | Infix (l, op) ->
    List.map
      (fun (st, v, p) ->
         let d = if op = Inc then 1 else -1 in
         let v = refine st v in
         let after =
           if v.lo = v.hi then const (v.lo + d)
           else
             { lo = (if v.lo = -inf then v.lo else v.lo + d);
               hi = (if v.hi = inf then v.hi else v.hi + d);
               sym = clip (Printf.sprintf "(%s%+d)" v.sym d) }
         in
         let st = moved fr st l in
         let st =
           match strip l, p with
           | ((ArrayAccess _, _), _), _ | _, None -> st
           | _, Some p -> if is_name st p then st else write st p after
         in
         (st, (match e with Postfix _ -> v | _ -> after), p))
      (eval fr st l)
  | Binary (a, (Arith op, _), b) ->
    List.concat_map
      (fun (st, x, p) ->
         List.map
           (fun (st, y, q) ->
              let page = function Some p -> is_name st p | None -> false in
              (st, at_least fr st ex (arith op (refine st x) (refine st y)),
               match op with
               | Plus | Or when page q && not (page p) && is_number fr b -> q
               | Plus | Minus | DecLeft | DecRight | Or -> p
               | And when is_number fr a -> p
               | _ -> None))
           (eval fr st b))
      (eval fr st a)
  | Sequence (a, b) ->
    List.concat_map (fun (st, _, _) -> eval fr st b) (eval fr st a)
  | CondExpr (c, a, b) ->
    let yes, no = branch fr st c in
    List.concat_map
      (fun st -> match a with Some a -> eval fr st a | None -> one st (unknown ()) None) yes
    @ List.concat_map (fun st -> eval fr st b) no
  | Assignment (l, (op, _), r) ->
    List.concat_map
      (fun (st, v, p) ->
         List.map
           (fun (st, old, _) ->
              match op with
              | SimpleAssign -> assign fr st (pos_of ex) l v p r
              | OpAssign op ->
                let v = arith op (refine st old) (refine st v) in
                let st = moved fr st l in
                (* it may be another page's now *)
                let st =
                  match strip l with
                  | (Ident n, _), _ when is_name st (var fr (name_of n)) -> gone st
                  | _ -> st
                in
                (* flags, and the number of a page *)
                let p = if (op = Or || op = Plus) && !by_number && is_number fr r then p else None in
                assign fr st (pos_of ex) l v p r)
           (match op with
            | SimpleAssign -> eval_lvalue fr st l
            | _ -> eval fr st l))
      (eval fr st r)
  | FunCall (((Ident n, _), _), [ (Common.Left e, _) ])
    when (match name_of n with "ERR_PTR" | "PTR_ERR" | "ERR_CAST" -> true | _ -> false) ->
    List.map (fun (st, v, _) -> (st, v, None)) (eval fr st e)
  | FunCall (((Ident n, _), _), [ (Common.Left e, _) ]) when name_of n = "PTR_ERR_OR_ZERO" ->
    List.map
      (fun (st, v, p) ->
         let v = refine st v in
         match p, st.hold with
         | Some p, Held _ when is_name st p || is_there st p -> (st, const 0, None)
         | _ when v.hi < 0 -> (st, v, None)
         | _ when v.lo > 0 -> (st, const 0, None)
         | _ -> (st, { (unknown ()) with lo = -4095; hi = 0 }, None))
      (eval fr st e)
  | FunCall (f, args) -> List.map (fun (st, v, p) -> (st, at_least fr st ex v, p)) (call fr st ex f args)
  | StatementExpr _ -> one st (unknown ()) None
  | _ -> one st (unknown ()) None

(* The pages that something touches are one at least. *)
and at_least fr st ex v =
  match rounded_up ex with
  | Some x ->
    (match eval fr st x with
     | (_, w, _) :: _ when (refine st w).lo >= 0 -> { v with lo = max v.lo (min 1 (refine st w).lo) }
     | _ -> v)
  | None -> v

(* Is E a question, and no value? *)
and is_condition e =
  match strip e with ((Unary (_, Not) | Binary (_, (Logical _, _), _)), _), _ -> true | _ -> false

(* Which elements of arrays E is in, "" for none: "[i]", by the values of the indices. *)
and indices fr st e =
  match strip e with
  | (ArrayAccess (a, i), _), _ ->
    let i = match eval fr st i with (st, v, _) :: _ -> (refine st v).sym | [] -> "" in
    Printf.sprintf "%s[%s]" (indices fr st a) i
  | ((RecordAccess (b, _) | RecordPtAccess (b, _)), _), _ -> indices fr st b
  | _ -> ""

(* the side effects of naming a place *)
and eval_lvalue fr st ((e, _), _) =
  match e with
  | ArrayAccess (a, i) ->
    List.concat_map (fun (st, _, _) -> eval fr st i) (eval_lvalue fr st a)
  | ParenExpr e | Cast (_, _, e) | RecordAccess (e, _) | RecordPtAccess (e, _) ->
    eval_lvalue fr st e
  | Unary (e, DeRef) -> eval fr st e
  | Ident _ -> one st (unknown ()) None
  | _ -> one st (unknown ()) None

and arith op x y =
  let sat k = if k >= inf then inf else if k <= -inf then -inf else k in
  let sym o = clip ("(" ^ x.sym ^ o ^ y.sym ^ ")") in
  let exact = x.lo = x.hi && y.lo = y.hi in
  match op with
  | _ when exact && x.lo < huge && y.lo < huge ->
    let a = x.lo and b = y.lo in
    (match op with
     | Plus -> const (a + b)
     | Minus -> const (a - b)
     | Mul -> const (a * b)
     | Div when b <> 0 -> const (a / b)
     | Mod when b <> 0 -> const (a mod b)
     | DecLeft when b >= 0 && b < 32 -> const (a lsl b)
     | DecRight when b >= 0 && b < 62 -> const (a asr b)
     | And -> const (a land b)
     | Or -> const (a lor b)
     | Xor -> const (a lxor b)
     | _ -> unknown ())
  | Plus when y.lo = 0 && y.hi = 0 -> x
  | Plus when x.lo = 0 && x.hi = 0 -> y
  | Minus when y.lo = 0 && y.hi = 0 -> x
  | Minus when x.sym = y.sym -> const 0
  | Plus ->
    { lo = (if x.lo = -inf || y.lo = -inf then -inf else sat (x.lo + y.lo));
      hi = (if x.hi = inf || y.hi = inf then inf else sat (x.hi + y.hi)); sym = sym "+" }
  | Minus ->
    { lo = (if x.lo = -inf || y.hi = inf then -inf else sat (x.lo - y.hi));
      hi = (if x.hi = inf || y.lo = -inf then inf else sat (x.hi - y.lo)); sym = sym "-" }
  | Mul -> named (sym "*")
  | Div -> named (sym "/")
  | Mod -> named (sym "%")
  | DecLeft -> named (sym "<<")
  | DecRight -> named (sym ">>")
  | And ->
    if (y.lo = y.hi && y.lo >= 0) then { lo = 0; hi = y.lo; sym = sym "&" } else named (sym "&")
  | Or -> named (sym "|")
  | Xor -> named (sym "^")
  | Max | Min -> named (sym "m")

and truth fr st e =
  let yes, no = branch fr st e in
  List.map (fun st -> (st, const 1, None)) yes @ List.map (fun st -> (st, const 0, None)) no

(* (states in which E is true, states in which it is not) *)
and branch fr st (((e, _), _) as ex) : state list * state list =
  match e with
  | ParenExpr e -> branch fr st e
  | Unary (e, Not) ->
    let yes, no = branch fr st e in
    (no, yes)
  | Binary (a, (Logical AndLog, _), b) ->
    let yes, no = branch fr st a in
    let r = List.map (fun st -> branch fr st b) yes in
    (List.concat_map fst r, no @ List.concat_map snd r)
  | Binary (a, (Logical OrLog, _), b) ->
    let yes, no = branch fr st a in
    let r = List.map (fun st -> branch fr st b) no in
    (yes @ List.concat_map fst r, List.concat_map snd r)
  | Binary (a, (Logical op, _), b) ->
    let r =
      List.concat_map
        (fun (st, x, p) ->
           List.map
             (fun (st, y, q) ->
                let t = common (type_of fr a) (type_of fr b) in
                let x = convert t (refine st x) and y = convert t (refine st y) in
                let null = y.lo = 0 && y.hi = 0 and null' = x.lo = 0 && x.hi = 0 in
                match p, q with
                | Some p, None when null && (is_name st p || is_there st p) && (op = Eq || op = NotEq) ->
                  let no_page, page = null_test fr st a p in
                  if op = Eq then (no_page, page) else (page, no_page)
                | None, Some q when null' && (is_name st q || is_there st q) && (op = Eq || op = NotEq) ->
                  let no_page, page = null_test fr st b q in
                  if op = Eq then (no_page, page) else (page, no_page)
                | _ -> compare_values (asked fr st p q (neighbour a || neighbour b)) op x y)
             (eval fr st b))
        (eval fr st a)
    in
    (List.concat_map fst r, List.concat_map snd r)
  | FunCall (((Ident n, _), _), [ (Common.Left arg, _) ])
    when (name_of n = "IS_ERR" || name_of n = "IS_ERR_OR_NULL")
      && (match path fr st arg with Some p -> not (is_name st p) | None -> true) ->
    List.fold_left
      (fun (y, n) (st, v, p) ->
         let v = refine st v in
         if (match p with Some p -> is_there st p | None -> false) then (y, st :: n)
         else if v.hi < 0 then (st :: y, n)
         else if v.lo >= 0 && not (v.lo = 0 && v.hi = 0) then (y, st :: n)
         else (narrow st v (-4095) (-1) :: y, narrow st v 0 inf :: n))
      ([], []) (eval fr st arg)
  | FunCall (((Ident n, _), _), [ (Common.Left arg, _) ])
    when (match name_of n with
        | "likely" | "unlikely" | "WARN_ON" | "WARN_ON_ONCE" -> true
        | _ -> false) -> branch fr st arg
  | FunCall (((Ident n, _), _), (Common.Left arg, _) :: _)
    when (match name_of n with "WARN" | "WARN_ONCE" -> true | _ -> false) -> branch fr st arg
  | FunCall (((Ident n, _), _), args)
    when List.exists
        (function
          | Common.Left a, _ ->
            (match path fr st a with Some p -> is_name st p | None -> false)
          | _ -> false) args
      && not (Hashtbl.mem same (name_of n)) && not (!may_release (file_of fr) (name_of n))
      && (match !body (file_of fr) (name_of n) with
          | Some t -> quiet (name_of n) || t.tfile <> file_of fr || one_answer fr (name_of n)
          | None -> true) ->
    (* a question about the page; where it is known what the answer means, how it comes
       about is not asked *)
    let st =
      if one_answer fr (name_of n) && !body (file_of fr) (name_of n) <> None then
        List.fold_left
          (fun l (a, _) ->
             match a with
             | Common.Left a -> List.concat_map (fun st -> List.map (fun (st, _, _) -> st) (eval fr st a)) l
             | _ -> l)
          [ st ] args
      else List.map (fun (st, _, _) -> st) (eval fr st ex)
    in
    if (match Hashtbl.find_opt what (name_of n) with Some ("error", _) -> true | _ -> false) then
      match st with
      | ({ hold = Held _; _ }) :: _ -> ([], st)
      | ({ hold = Empty; _ }) :: _ -> (st, st)
      | _ -> (st, st)
    else
      let answered yes = List.map (answer fr (name_of n) yes) st in
      (answered true, answered false)
  | _ ->
    let r =
      List.map
        (fun (st, v, p) ->
           match p with
           | Some p when is_name st p && (match v with { lo; hi; _ } -> not (lo = hi)) ->
             let no_page, page = null_test fr st ex p in
             (page, no_page)
           | Some p when is_there st p -> ([ st ], [])
           | _ ->
             let v = refine st v in
             (* what a question was answered, kept in a variable *)
             let answered yes st =
               match String.split_on_char ' ' v.sym with
               | [ "answer"; f; got ] when got = st.got -> answer fr f yes st
               | _ -> st
             in
             if v.lo = 0 && v.hi = 0 then ([], [ st ])
             else if v.lo > 0 || v.hi < 0 || StrSet.mem v.sym st.nonzero then ([ st ], [])
             else
               let yes, no = compare_values st NotEq v (const 0) in
               let yes = List.map (answered true) yes and no = List.map (answered false) no in
               (match question fr st ex with
                | Some q -> (List.map (again q 1) yes, List.map (again q (-1)) no)
                | _ -> (yes, no)))
        (eval fr st ex)
    in
    (List.concat_map fst r, List.concat_map snd r)

(* Question F about the pages was answered.  With the answer that goes before a release
   they have to be released. *)
and answer fr f yes st =
  let how = !decides (file_of fr) f in
  { st with wonder = true; doubt = st.doubt || not (how = Never || how = When yes) }

(* What a call asks, by the paths of its arguments, if it says no more than yes or no. *)
and question fr st ((e, _), _) =
  match e with
  | FunCall (((Ident n, _), _), args) ->
    (* a variable by its value, for it may get another one *)
    let about a =
      match strip a, path fr st a with
      | ((Ident _, _), _), Some p when is_local p && root p = p && not (is_name st p) -> Some (read st p).sym
      | _, p -> p
    in
    let paths = List.map (function (Common.Left a, _) -> about a | _ -> None) args in
    if args <> [] && List.for_all (fun p -> p <> None) paths then
      Some (clip ("ask " ^ name_of n ^ "(" ^ String.concat "," (List.filter_map Fun.id paths) ^ ")"))
    else None
  | _ -> None

and unasked fr st e =
  let truths = ref st.truths in
  each_expr (fun e -> match question fr st e with Some q -> truths := StrMap.remove q !truths | None -> ()) e;
  { st with truths = !truths }

(* The same question, answered otherwise: perhaps there is no such way. *)
and again q truth st =
  match StrMap.find_opt q st.truths with
  | Some old when old <> truth -> { st with doubt = true }
  | _ -> { st with truths = StrMap.add q truth st.truths }

(* Is it released with one answer to question F only? *)
and one_answer fr f = match !decides (file_of fr) f with When _ -> true | _ -> false

(* a number that was counted on from another one *)
and neighbour e =
  match strip e with
  | ((Postfix _ | Infix _ | Binary (_, (Arith (Plus | Minus), _), _)), _), _ -> true
  | _ -> false

(* Comparing the page itself with something is a question too, but not in a function that
   could neither release it nor give it to anybody: there it decides on nothing that comes
   after; and whether one number follows on another says nothing to its callers either. *)
and asked fr st p q side_by_side =
  let n = function Some p -> is_name st p | None -> false in
  match st.hold with
  | Held _ when (n p || n q)
             && ((fr.depth > 0 && not side_by_side) || !may_release (file_of fr) fr.fname || Lazy.force fr.passes) ->
    { st with doubt = true }
  | _ -> st

(* (without a page, with one) *)
and null_test fr st e _p =
  match st.hold with
  | Held _ -> ([], [ st ])
  | Empty when is_element fr e || other_slot fr st e -> ([ st ], [ { st with hold = Gone } ])
  | _ -> ([ st ], [ st ])

(* L = value V, which is what path P (of expression R) names *)
and assign fr st at l v p r =
  let v = convert (type_of fr l) v in
  (* the number of one page of many: the others have theirs somewhere too *)
  let st =
    match p, st.hold with
    | Some p, Held _ when is_name st p && (not st.single) && !by_number && is_number fr r -> gone_with fr st r
    | _ -> st
  in
  (* by a pointer to it *)
  let through = match strip l with (Unary (_, DeRef), _), _ -> true | _ -> false in
  (* ... that points to numbers, which somebody else reads: no page has its place there *)
  let for_numbers =
    match strip l with
    | (Unary (a, DeRef), _), _ ->
      (match strip a with
       | (Ident n, _), _ ->
         (match Hashtbl.find_opt fr.types (name_of n) with
          | Some (_, (Pointer t, _)) -> not (is_pointer t)
          | _ -> false)
       | _ -> false)
    | _ -> false
  in
  (* the address of a page, by which somebody finds it again *)
  let rec where e =
    match strip e with
    | (Binary (a, (Arith (Plus | Minus), _), _), _), _ -> where a
    | e -> e
  in
  let st =
    match where r, strip l, st.hold with
    | _, ((Ident n, _), _), Held _ when is_local (var fr (name_of n)) -> st
    | _, _, Held _ when (match address_of v with Some p -> is_name st p | None -> false) -> gone st
    | _ when p <> None -> st
    | ((FunCall (((Ident f, _), _), (Common.Left a, _) :: _), _), _), _, Held _
      when !by_number && Hashtbl.mem numbers (name_of f)
           && (match path fr st a with Some q -> is_name st q | None -> false) -> gone_with fr st a
    | _ -> st
  in
  let stored st target =
    (* the page, or its array, goes to another place *)
    match p, st.hold with
    | Some p, Held _ when holds_name st p && not (is_name st target) ->
      if is_name st p && not (is_number fr r) && dead_end fr l then { st with dead = StrMap.add target (Option.get (kept_in fr l)) st.dead }
      else if (StrSet.mem (root target) st.own || is_given target) && pointers l <= (if through then 2 else 1) then
        (* a value that was given no other name has none but this one *)
        let names =
          match strip r with
          | (FunCall _, _), _ when String.starts_with ~prefix:"ret'" p -> StrSet.remove p st.names
          | _ -> st.names
        in
        { st with names = StrSet.add target names }
      else if through && !by_number && for_numbers then gone_with fr st r
      (* ... but for a pointer that a loop has moved on: where it leads to now is not known *)
      else if through && root target = target && is_local target && not (StrSet.mem target st.hazy) then { st with names = StrSet.add target st.names }
      else gone_with fr st r
    | _ -> st
  in
  match strip l with
  | (Ident n, _), _ when is_local (var fr (name_of n)) ->
    let n = name_of n in
    let dst = var fr n in
    let pointer =
      match Hashtbl.find_opt fr.types n with Some t -> is_pointer t | None -> false
    in
    (* what is computed of the page may be a way back to it *)
    let pointer_of_page =
      let found = ref false in
      each_expr (fun e -> match path fr st e with Some q when holds_name st q -> found := true | _ -> ()) r;
      !found
    in
    let st =
      if is_name st dst && p <> Some dst then
        (* the variable gets another value *)
        match st.hold with
        | Held _ ->
          (match p with
           | Some q when is_name st q -> st
           | _ ->
             let names = StrSet.filter (fun x -> x <> dst && not (below dst x)) st.names in
             if not (StrSet.is_empty names) then { st with names }
             else begin
               if st.single && st.got <> "" && not st.doubt && StrSet.mem dst st.names && not pointer_of_page then
                 report "PIN003" st at fr overwritten;
               { st with hold = Gone }
             end)
        | _ -> if v.lo = 0 && v.hi = 0 then st else refilled st
      else
        (* it points to another object: what it was known to hold is out of sight *)
        match st.hold with
        | Held _ when p <> Some dst && StrSet.exists (fun x -> below dst x) st.names ->
          let names = StrSet.filter (fun x -> not (below dst x)) st.names in
          if StrSet.is_empty names then { st with hold = Gone } else { st with names }
        | _ -> st
    in
    let st =
      { st with alias = (if pointer then StrMap.filter (fun k q -> not (String.contains k '.' && (q = dst || below dst q))) st.alias else st.alias);
                own = (if pointer then StrSet.remove dst st.own else st.own);
                zeroed = StrSet.remove dst st.zeroed; hazy = StrSet.remove dst st.hazy; vague = StrSet.remove dst st.vague;
                shifted = (if into_middle st fr r then StrSet.add dst st.shifted else StrSet.remove dst st.shifted);
                slots = (if other_slot fr st r then StrSet.add dst st.slots else StrSet.remove dst st.slots) } in
    let st =
      if StrSet.mem dst st.shifted then write st (inside dst) v else { st with vals = StrMap.remove (inside dst) st.vals } in
    let st =
      match p with
      | Some q when pointer && by_address r && into_middle st fr r -> set_apart st dst q
      | _ -> st
    in
    let st =
      match p with
      | Some p when p <> dst && pointer -> { st with alias = StrMap.add dst p st.alias }
      | Some p when p <> dst && is_name st p ->
        { st with names = StrSet.add dst st.names; alias = StrMap.remove dst st.alias }
      | Some p when p = dst -> st
      | _ -> { st with alias = StrMap.remove dst st.alias }
    in
    let st =
      if StrMap.mem dst st.alias then st
      else write { st with vals = StrMap.filter (fun q _ -> not (below dst q)) st.vals } dst v
    in
    let st = { st with elements = (if st.scan <> None && at_hand fr st r then StrSet.add dst st.elements else StrSet.remove dst st.elements) } in
    (allocated fr st dst r, v, Some (match StrMap.find_opt dst st.alias with Some a -> a | None -> dst))
  | (ArrayAccess (a, _), _), _ ->
    (match path fr st a with
     | Some t ->
       let other = match p with Some p -> not (is_name st p) | None -> true in
       let st = if st.plucked && is_name st t then gone st else st in
       (stored (if is_name st t && other && not (v.lo = 0 && v.hi = 0 && st.hold = Empty) then refilled st else st) t, v, Some t)
     | None -> ((match p with Some p when is_name st p -> gone st | _ -> st), v, None))
  | _ ->
    let field = match strip l with ((RecordAccess _ | RecordPtAccess _), _), _ -> true | _ -> false in
    let st, place = if field then (let t = own_place fr st l in
                                   ((match t with Some t -> { st with alias = StrMap.remove t st.alias } | None -> st), t))
      else (st, path fr st l) in
    (match place with
     | Some t ->
       let was = st in
       let lends = by_address r || (match p with Some q -> into_given r q | None -> false) in
       let st = if field && lends && StrSet.mem (root t) st.own then st else stored st t in
       let st = if field then lent fr st t r p else st in
       let st =
         if is_name st t && (match p with Some q -> not (is_name was q) | None -> true) then
           (* what held the page or the array gets another value; of an array of
              structs it is another one *)
           if indexed l then st
           else
             match st.hold with
             (* released, and the place cleared *)
             | Dropped _ when v.lo = 0 && v.hi = 0 -> { st with names = StrSet.filter (fun n -> n <> t && not (below t n)) st.names }
             | _ -> refilled (gone st)
         else st
       in
       (* a local struct stored in somebody else's *)
       let st =
         match p with
         | Some p when not (is_name st p) && is_local (root p) && not (is_local (root t)) ->
           { st with escaped = StrSet.add (root p) st.escaped }
         | Some p when not (is_name st p) && is_local (root p) && root p <> root t ->
           { st with escaped = StrSet.add (root p) st.escaped }
         | _ -> st
       in
       (* *out = kzalloc(): whoever owns OUT knows it *)
       let whose_own = match strip l with (Unary (_, DeRef), _), _ -> not (is_given t) | _ -> true in
       let st = match strip l with (Unary (e, DeRef), _), _ -> write st (pointee fr e t) v | _ -> write st t v in
       ((if whose_own then allocated fr st t r else st), v, Some t)
     | None -> ((match p with Some p when is_name st p -> gone st | _ -> st), v, None))

(* DST gets the address of an element of array Q: what other pointers named so is another one now. *)
and set_apart st dst q =
  let before = q ^ other_one in
  let rename p = if p = q then before else if below q p then before ^ String.sub p (String.length q) (String.length p - String.length q) else p in
  if not (StrMap.exists (fun k p -> k <> dst && rename p <> p) st.alias) then st
  else
    let all m = StrMap.fold (fun p v m -> StrMap.add (rename p) v m) m StrMap.empty in
    { st with names = StrSet.map rename st.names; dead = all st.dead; sizes = all st.sizes;
              alias = StrMap.mapi (fun k p -> if k = dst then p else rename p) st.alias;
              own = (if StrSet.mem q st.own then StrSet.add before st.own else st.own) }

(* Where the value of *E is kept, P being the path of E: a variable that E is known to point
   to, or what is not known by any other name. *)
and pointee fr e p =
  match strip e with
  | (Ident n, _), _ when var fr (name_of n) = p -> p ^ ".*"
  | _ -> p

(* The path of field L itself, whatever it points to. *)
and own_place fr st l =
  match strip l with
  | ((RecordAccess (b, f) | RecordPtAccess (b, f)), _), _ when not (Hashtbl.mem wraps (struct_of fr b, name_of f)) ->
    Option.map (fun p -> p ^ "." ^ name_of f) (path fr st b)
  | _ -> path fr st l

(* Is E a pointer into the middle of P, an array that the function was given? *)
and into_given e p = match strip e with (Binary (_, (Arith Plus, _), _), _), _ -> is_given p | _ -> false

(* Is E a pointer that is known to point to P? *)
and points_to fr e p = match strip e with (Ident n, _), _ -> var fr (name_of n) <> p | _ -> false

(* TARGET, a field of an object that is known here alone, gets pointer E, which is P: a way
   to where somebody else's array or variable is. *)
and lent fr st target e p =
  let rec pointer e =
    match strip e with
    | _ when by_address e -> true
    | (Ident n, _), _ ->
      (match Hashtbl.find_opt fr.types (name_of n) with Some t -> depth t >= 2 | None -> false)
    | (Binary (a, (Arith (Plus | Minus), _), _), _), _ -> pointer a
    | _ -> false
  in
  match p with
  | Some q when q <> target && (not (below q target)) && (not (below target q)) && pointer e
                && StrSet.mem (root target) st.own
                && (by_address e || into_given e q || points_to fr e q || not (holds_name st q) || (match st.hold with Held _ -> false | _ -> true)) ->
    { st with alias = StrMap.add target q st.alias;
              shifted = (if into_given e q then StrSet.add target st.shifted else StrSet.remove target st.shifted) }
  | _ -> st

and moved fr st l =
  match strip l with
  | (Ident n, _), _ ->
    (match Hashtbl.find_opt fr.types (name_of n) with
     | Some t when is_pointer t -> let p = var fr (name_of n) in
       { st with shifted = StrSet.add p st.shifted; vals = StrMap.remove (inside p) st.vals }
     | _ -> st)
  | _ -> st

(* Is E a field of an element of an array (or what a pointer that moves on points to), or an
   array that is one of many?  The next time round it may be another one. *)
and other_slot fr st e =
  let rec element e =
    match strip e with
    | (ArrayAccess _, _), _ | (Binary _, _), _ -> true
    | (Ident n, _), _ -> StrSet.mem (var fr (name_of n)) st.shifted || StrSet.mem (var fr (name_of n)) st.slots
    | ((RecordAccess (b, _) | RecordPtAccess (b, _) | Unary (b, (DeRef | GetRef))), _), _ -> element b
    | _ -> false
  in
  match strip e with
  | (Ident n, _), _ -> StrSet.mem (var fr (name_of n)) st.slots
  | ((RecordAccess (b, _) | RecordPtAccess (b, _)), _), _ ->
    element b || (match own_place fr st e with Some p -> StrSet.mem p st.shifted | None -> false)
  | (ArrayAccess _, _), _ -> true
  | (Unary (e, GetRef), _), _ -> (match strip e with (ArrayAccess (a, _), _), _ -> other_slot fr st a | _ -> other_slot fr st e)
  | (Binary (a, _, _), _), _ -> other_slot fr st a
  | _ -> false

and into_middle st fr r =
  match strip r with
  | (Binary (_, (Arith _, _), _), _), _ -> true
  | (Unary (e, GetRef), _), _ ->
    (match strip e with (ArrayAccess (_, i), _), _ -> not (is_zero i) | _ -> false)
  | (Ident n, _), _ -> StrSet.mem (var fr (name_of n)) st.shifted
  | ((RecordAccess _ | RecordPtAccess _), _), _ -> (match own_place fr st r with Some p -> StrSet.mem p st.shifted | None -> false)
  | _ -> false

and allocated fr st dst r =
  let st = { st with sizes = StrMap.remove dst st.sizes } in
  let is_size e = match strip e with ((SizeOfExpr _ | SizeOfType _), _), _ -> true | _ -> false in
  let sized e = match eval fr st e with [ (_, v, _) ] -> { st with sizes = StrMap.add dst v st.sizes } | _ -> st in
  let st =
    match strip r with
    | (FunCall (((Ident n, _), _), args), _), _ when (match Hashtbl.find_opt what (name_of n) with Some (("alloc" | "zalloc"), _) -> true | _ -> false) ->
      (match List.filter_map (function Common.Left a, _ -> Some a | _ -> None) args with
       | n :: size :: _ when is_size size -> sized n
       | bytes :: _ ->
         (match strip bytes with
          | (Binary (n, (Arith Mul, _), size), _), _ when is_size size -> sized n
          | (Binary (size, (Arith Mul, _), n), _), _ when is_size size -> sized n
          | _ -> st)
       | [] -> st)
    | _ -> st
  in
  match strip r with
  | (FunCall (((Ident n, _), _), _), _), _ ->
    (match Hashtbl.find_opt what (name_of n) with
     | Some ("alloc", _) -> { st with own = StrSet.add dst st.own }
     | Some ("zalloc", _) ->
       { st with own = StrSet.add dst st.own; zeroed = StrSet.add dst st.zeroed }
     | _ -> st)
  | _ -> st

(* ---- calls ---- *)

and call fr st ex f args =
  let fname = match f with ((Ident n, _), _) -> name_of n | _ -> "" in
  let at = pos_of ex in
  let exprs = List.map (fun (a, _) -> match a with Common.Left e -> Some e | _ -> None) args in
  let nargs = List.length exprs in
  decr steps_left;
  if !steps_left < 0 then raise Too_big;
  match Hashtbl.find_opt what fname with
  | Some ("noreturn", _) -> []
  | Some ("stops", _) ->
    (match exprs with
     | Some e :: _ -> List.map (fun st -> (st, unknown (), None)) (snd (branch fr st e))
     | _ -> one st (unknown ()) None)
  | _ ->
    (* the arguments, from left to right *)
    let combos =
      List.fold_left
        (fun acc e ->
           List.concat_map
             (fun (st, vs) ->
                match e with
                | None -> [ (st, vs @ [ (unknown (), None) ]) ]
                | Some e ->
                  let fills =
                    match Hashtbl.find_opt acquires (fname, nargs) with
                    | Some a -> a.fill = List.length vs + 1
                    | None -> false
                  in
                  if fills then [ (st, vs @ [ (unknown (), path fr st e) ]) ]
                  else List.map (fun (st, v, p) -> (st, vs @ [ (v, p) ])) (eval fr st e))
             acc)
        [ (st, []) ] exprs
    in
    List.concat_map (fun (st, vs) -> apply fr st at fname ex exprs (Array.of_list vs)) combos

and apply fr st at fname ex exprs vs =
  let nargs = Array.length vs in
  let arg i = if i >= 1 && i <= nargs then snd vs.(i - 1) else None in
  let about i = match arg i with Some p -> is_name st p | None -> false in
  let kind =
    if not !holding then
      match Hashtbl.find_opt acquires (fname, nargs) with
      | None when fname <> "" && fname = !numbering -> Some { fill = 0; asked = 0; bytes = false; zero = false; sure = false }
      | a -> a
    else if Hashtbl.mem holders fname then Some { fill = 0; asked = 0; bytes = false; zero = false; sure = true }
    else None
  in
  match kind with
  (* another generation's arguments: where the pages go is not known *)
  | Some a when a.fill > 0 && (match List.nth exprs (a.fill - 1) with Some e -> no_pointer fr e | None -> false) ->
    one st (unknown ()) None
  | Some a when !followed at && a.fill > 0 && no_array fr st (List.nth exprs (a.fill - 1)) ->
    (* no references at all *)
    if Hashtbl.mem pins fname && st.hold = Before then
      found := { (told_of "PIN009" st at fr null_array) with steps = [ { at; say = "the array is NULL here" } ] } :: !found;
    one st { (unknown ()) with lo = -4095; hi = most } None
  | Some a when !followed at -> acquire fr st at a vs exprs
  | Some a ->
    (* another one into the same place: not followed any further *)
    one (if a.fill > 0 && about a.fill then { st with hold = Gone } else st) (unknown ()) None
  | None ->
    let st = if !is_put at then { st with put = true } else st in
    match Hashtbl.find_opt (if !holding then gives else releases) fname with
    | Some i when about i ->
      let count =
        match Hashtbl.find_opt counted fname with
        | Some unsigned ->
          let v = refine st (fst vs.(1)) in
          (* unsigned long, or int *)
          Some (convert (Some { unsigned; long = unsigned }) v)
        | None -> None
      in
      let element = !holding || (match List.nth exprs (i - 1) with Some e -> is_element fr e | None -> true) in
      let current = match List.nth exprs (i - 1) with Some e -> at_hand fr st e | None -> false in
      let slot = match List.nth exprs (i - 1) with Some e -> other_slot fr st e | None -> false in
      (* nobody else had pages in it before *)
      let own = match arg i with Some p -> StrSet.mem (root p) st.own | None -> false in
      let size = match arg i with Some p -> StrMap.find_opt p st.sizes | None -> None in
      one (release ~own ~slot ~current ?size fr { st with put = st.put || !holding } at count element) (unknown ()) None
    | Some i ->
      (match st.hold, arg i with
       | Before, Some p -> one { st with replaced = StrSet.add p st.replaced } (unknown ()) None
       | _ -> one st (unknown ()) None)
    | None ->
      match Hashtbl.find_opt what fname with
      | Some ("free", i) ->
        (match arg i with
         | Some p when StrSet.exists (fun n -> below p n && given_on_a_way fr n) st.names ->
           one (gone st) (unknown ()) None
         | Some p when not (is_name st p) && StrSet.exists (fun n -> below p n && behind_set st p n) st.names ->
           (* somebody else's, who is only known from here *)
           one (gone st) (unknown ()) None
         | Some p when holds_name st p ->
           one (lose fr st at p
                  (if is_name st p then "the array is freed while its pages are still held"
                   else "what holds the pages is freed while they are still held"))
             (unknown ()) None
         | _ -> one st (unknown ()) None)
      | _ ->
        match Hashtbl.find_opt dups fname with
        | Some i when about i ->
          (match st.hold with
           | Held _ when st.single -> one { st with extra = st.extra + 1 } (unknown ()) None
           | _ -> one (gone st) (unknown ()) None)
        | _ ->
          let rec given flag e =
            match strip e with
            | (Ident n, _), _ -> name_of n = flag
            | (Binary (a, _, b), _), _ -> given flag a || given flag b
            | _ -> false
          in
          let mover =
            match Hashtbl.find_opt moves_where fname with
            | Some flag when List.exists (function Some e -> given flag e | None -> false) exprs -> fname ^ ":" ^ flag
            | _ -> fname
          in
          match Hashtbl.find_opt moves mover with
          | Some i when about i ->
            let where = match Hashtbl.find_opt moved_into fname with Some k -> arg k | None -> None in
            let lost =
              match Hashtbl.find_opt moved_into fname with
              | Some k -> (match List.nth_opt exprs (k - 1) with Some (Some e) -> dead_end fr e | _ -> false)
              | None -> false
            in
            let goes st = match List.nth exprs (i - 1) with Some e -> gone_with fr st e | None -> gone st in
            let went = match st.hold, where with
              | Held _, Some p when lost ->
                let k = Option.get (Hashtbl.find_opt moved_into fname) in
                let field = match List.nth_opt exprs (k - 1) with Some (Some e) -> kept_in fr e | _ -> None in
                (match field with Some f -> { st with dead = StrMap.add p f st.dead } | None -> st)
              | _ when lost -> st
              | Held _, Some p -> { (goes st) with moved = p }
              | _ -> goes st
            in
            (match Hashtbl.find_opt may_fail fname with
             | Some "negative" ->
               [ (went, { (unknown ()) with lo = 0 }, None); (st, { (unknown ()) with lo = -4095; hi = -1 }, None) ]
             | Some _ -> [ (went, { (unknown ()) with lo = 1 }, None); (st, const 0, None) ]
             | None -> one went (unknown ()) None)
          | Some i when (match arg i with Some p -> hands_name st p | None -> false) ->
            one (gone st) (unknown ()) None
          | _ ->
            match Hashtbl.find_opt same fname with
            (* with more than one argument the value hangs on all of them: min(a - b, c) *)
            | Some i ->
              let of_what =
                if nargs > 1 then String.concat "," (Array.to_list (Array.map (fun (v, _) -> v.sym) vs))
                else match arg i with Some p -> p | None -> (fst vs.(i - 1)).sym in
              one st (refine st (named (clip (fname ^ "(" ^ of_what ^ ")"))))
                          (arg i)
            | None when upwards fr ex <> None -> one st { (unknown ()) with lo = 1 } (path fr st ex)
            | None -> other fr st at fname ex exprs vs

(* Is E a pointer that is NULL here? *)
and no_array fr st e =
  match e with
  | None -> false
  | Some e ->
    (match strip e with
     | (Ident n, _), _ when name_of n = "NULL" -> true
     | (Constant (Int ("0", _)), _), _ -> true
     | ((Ident _ | RecordAccess _ | RecordPtAccess _), _), _ ->
       (match eval fr st e with
        | [ (_, v, p) ] ->
          let v = refine st v in
          v.lo = 0 && v.hi = 0 && (match p with Some p -> not (is_name st p) && not (is_zeroed st p) | None -> true)
        | _ -> false)
     | _ -> false)

(* Is E flags or a count? *)
and no_pointer fr e =
  match strip e with
  | (Constant (Int (s, _)), _), _ -> s <> "0"
  | (Ident n, _), _ ->
    let n = name_of n in
    (match Hashtbl.find_opt fr.types n with
     | Some t -> not (is_pointer t) && ctype t <> None
     | None -> macro_name n && n <> "NULL")
  | (Binary (a, (Arith (Or | And), _), _), _), _ -> no_pointer fr a
  | (CondExpr (_, Some a, b), _), _ -> no_pointer fr a || no_pointer fr b
  | _ -> false

(* Is E a number, by which a page can be found but which is none? *)
and is_number fr e = is_numeric fr e

(* May function T give its parameter N to somebody, on some way? *)
and hands_on depth t n =
  StrSet.mem n (given_away t.tdef)
  || (let found = ref false in
      List.iter
        (each_seq (fun e ->
             let f = callee e in
             if f <> "" && not (quiet f || Hashtbl.mem releases f || Hashtbl.mem what f || Hashtbl.mem same f) then
               List.iteri
                 (fun i a ->
                    match a with
                    | Some a ->
                      (match strip a with
                       | (Ident m, _), _ when name_of m = n && not !found ->
                         found :=
                           (match !body t.tfile f with
                            | Some u when u.tfile = t.tfile ->
                              let _, (ps, _) = u.tdef.f_type in
                              (match List.nth_opt ps i with
                               | Some ({ p_namei = Some m; _ }, _) -> depth > 0 && hands_on (depth - 1) u (name_of m)
                               | _ -> true)
                            | _ -> true)
                       | _ -> ())
                    | None -> ())
                 (arguments e)))
        t.tdef.f_body;
      !found)

and other fr st at fname ex exprs vs =
  if one_answer fr fname && Array.exists (function (_, Some p) -> is_name st p | _ -> false) vs then
    one st { lo = 0; hi = 1; sym = "answer " ^ fname ^ " " ^ st.got } None
  else unanswered fr st at fname ex exprs vs

and unanswered fr st at fname _ex exprs vs =
  let nargs = Array.length vs in
  (* a driver's own one may keep the page that it is given; of what it does with an object its name still says something *)
  let quiet_call =
    quiet fname || named_quiet fname && not (Array.exists (function (_, Some p) -> is_name st p | _ -> false) vs) in
  let related =
    Array.exists
      (fun (_, p) ->
         match p with
         | Some p ->
           holds_name st p || (is_local (root p) && StrSet.exists (fun n -> root n = root p) st.names)
           || StrMap.exists (fun k q -> below p k && holds_name st q) st.alias
         | None -> false)
      vs
  in
  let file = (file_of fr) in
  let walk =
    if fr.depth >= 6 || fname = "" || fname = fr.fname then None
    else if !must_walk file fname then !body file fname
    else if related && st.hold <> Before && not (quiet_call) then !body file fname
    else if st.hold <> Before && !may_release file fname then !body file fname
    else if st.hold <> Before && st.hold <> Gone && fr.depth <= 1 && not (quiet_call) then
      (* what it returns may tell paths apart *)
      match !body file fname with
      | Some t when t.tfile = file && Array.length (graph_of t).nodes <= 40 -> Some t
      | _ -> None
    else None
  in
  (* what another file does with an object that holds them is not followed *)
  let walk =
    match walk with
    | Some t when t.tfile <> file && not (!must_walk file fname) && not (!may_release file fname)
                  && Array.exists (fun (_, p) -> match p with Some p -> hands_name st p && not (is_name st p) | None -> false) vs
                  && not (Array.exists (fun (_, p) -> match p with Some p -> is_name st p | None -> false) vs) -> None
    | w -> w
  in
  (* with another number of arguments it is another function *)
  let walk =
    match walk with
    | Some { tdef = { f_type = _, (ps, (variadic, _)); _ }; _ }
      when (not variadic) && List.length ps <> nargs && not (nargs = 0 && List.length ps = 1) -> None
    | w -> w
  in
  match walk with
  | Some t ->
    (* what takes them undoes its own on failure *)
    let st = if !may_release file fname && not (!must_walk file fname) then { st with put = true } else st in
    (* an object that it may give to somebody, on whatever way *)
    let _, (ps, _) = t.tdef.f_type in
    let given_on =
      List.mapi (fun i (p, _) -> (i, p)) ps
      |> List.exists (fun (i, p) ->
          match p.p_namei with
          | Some n when i < nargs ->
            (match snd vs.(i) with
             | Some q -> not (is_name st q) && hands_name st q && StrSet.mem (root q) st.own && hands_on 3 t (name_of n)
             | None -> false)
          | _ -> false)
    in
    let r = inline fr st at fname exprs vs t in
    if not given_on then r
    else List.map (fun (st, v, p) -> ((if (refine st v).hi < 0 then st else gone st), v, p)) r
  | None ->
    let is_quiet = quiet_call in
    (* or one that is handed on to be called: kref_put(&x->ref, x_release) *)
    let callback =
      List.exists
        (function
          | Some e ->
            (match strip e with
             | (Ident n, _), _ -> (not (Hashtbl.mem fr.types (name_of n))) && !may_release file (name_of n)
             | _ -> false)
          | None -> false)
        exprs
    in
    (* ASSERT(ret == 1): what comes of it is not known *)
    let st =
      if macro_name fname && List.exists (function Some e -> is_condition e | None -> false) exprs then { st with wonder = true } else st in
    let st = if callback || !may_release file fname then { (gone st) with put = true } else st in
    let st =
      if (not is_quiet) && st.got <> "" && Array.exists (fun (v, _) -> contains v.sym st.got) vs then { st with told = true } else st in
    let st = ref st in
    (* what comes after a format is printed *)
    let rec printed i = function
      | Some e :: rest ->
        (match strip e with
         | ((StringConstant _ | Constant (String _)), _), _ -> i
         | _ -> printed (i + 1) rest)
      | None :: rest -> printed (i + 1) rest
      | [] -> max_int
    in
    let printed = printed 0 exprs in
    for i = 0 to nargs - 1 do
      match snd vs.(i) with
      | None -> ()
      | Some _ when i > printed -> ()
      (* the head of a list, to which something else is added *)
      | Some p when Hashtbl.find_opt what fname = Some ("head", i + 1) && not (hands_name !st p || is_name !st p) -> ()
      | Some p ->
        let e = List.nth exprs i in
        let number = match e with Some e -> is_number fr e | None -> false in
        if (not is_quiet) && !st.moved <> "" && root p = root !st.moved then st := { !st with moved = "" };
        let lends = StrMap.filter (fun k q -> below p k && String.contains k '.' && holds_name !st q) !st.alias in
        if is_quiet then ()
        else if not (StrMap.is_empty lends) then st := gone !st
        else if is_name !st p then begin
          if not (number && not !by_number && !body file fname = None) then
            st := (match e with Some e -> gone_with fr !st e | None -> gone !st)
        end
        else if hands_name !st p then st := gone !st
        else if StrSet.exists (fun n -> below n p) !st.names
                && ((not !holding)
                    || (match List.nth exprs i with Some e -> path fr !st e = Some p && type_of fr e = None | None -> true)) then
          (* a count or a list inside of the object may give it back *)
          st := gone !st;
        if not is_quiet then begin
          let by_address =
            match List.nth exprs i with
            | Some e -> (match strip e with (Unary (_, GetRef), _), _ -> true | _ -> false)
            | None -> false
          in
          (* a page out of an array is not the array *)
          let one_of_them = match List.nth exprs i with Some e -> at_hand fr !st e | None -> false in
          if is_local (root p) && not (one_of_them || number) then
            st := { !st with escaped =
                               (if by_address && p = root p then !st.escaped
                                else if StrSet.mem (root p) !st.own || p <> root p then
                                  StrSet.add (root p) !st.escaped
                                else !st.escaped) };
          if by_address && not (is_name !st p) then st := forget !st p
          else if not (is_name !st p) then
            st := { !st with hazy = StrSet.add p !st.hazy;
                             vals = StrMap.filter (fun q _ -> not (below p q)) !st.vals;
                             zeroed = StrSet.filter (fun z -> z <> p && not (below z p)) !st.zeroed }
        end
    done;
    let v =
      if !by_number && Hashtbl.mem numbers fname && nargs > 0 && (match snd vs.(0) with Some p -> is_name !st p | None -> false) then
        where_is (Option.get (snd vs.(0)))
      else if fname <> "" && (macro_name fname || computes fname) && Array.for_all (fun (v, _) -> v.sym.[0] <> '?') vs then
        named (clip (fname ^ "(" ^ String.concat "," (Array.to_list (Array.map (fun (v, _) -> v.sym) vs)) ^ ")"))
      else unknown ()
    in
    one !st (refine !st v) None

(* The followed acquisition runs. *)
and acquire fr st at (a : acquire) vs exprs =
  let count = if a.asked > 0 then refine st (fst vs.(a.asked - 1)) else const 1 in
  let pages = if a.bytes then unknown () else count in
  let target = if a.fill > 0 then snd vs.(a.fill - 1) else None in
  let offset =
    a.fill > 0
    && (match List.nth exprs (a.fill - 1) with
        | Some e -> into_middle st fr e
        | None -> false)
  in
  (* what else it is given by address it sets *)
  let st =
    List.fold_left
      (fun st e ->
         match e with
         | Some e ->
           (match strip e, path fr st e with
            | ((Unary (_, GetRef), _), _), Some p when not (holds_name st p) && Some p <> (if a.fill > 0 then snd vs.(a.fill - 1) else None) -> forget st p
            | _ -> st)
         | None -> st)
      st exprs
  in
  (* of many structs of one kind it may be another one *)
  let elsewhere = a.fill > 0 && (match List.nth exprs (a.fill - 1) with Some e -> other_slot fr st e | None -> false) in
  incr fresh;
  let tag = Printf.sprintf "got%d" !fresh in
  let target_name = match target with Some p -> p | None -> "ret'" ^ tag in
  let st =
    match st.hold with
    | Held _ when not offset && not elsewhere && is_name st target_name && not (st.doubt || st.plucked)
                  && StrSet.cardinal st.names = 1 ->
      report "PIN003" (say st at "taken again") at fr
        "the references taken before are overwritten while they are still held";
      { st with hold = Before }
    | _ -> st
  in
  let st =
    match st.hold with
    | Held _ when elsewhere && StrSet.exists (fun n -> this_one n = target_name) st.names -> { st with hold = Before }
    | _ -> st
  in
  (* a lone variable has room for one *)
  let lone =
    a.fill > 0
    && (match List.nth exprs (a.fill - 1) with
        | Some e ->
          (match strip e with
           | (Unary (e, GetRef), _), _ ->
             (match strip e with
              | (Ident n, _), _ -> (match Hashtbl.find_opt fr.types (name_of n) with Some t -> depth t = 1 && not (is_array t) | None -> false)
              | _ -> false)
           | _ -> false)
        | None -> false)
  in
  let single = (pages.lo = 1 && pages.hi = 1) || (lone && not a.bytes) in
  let had = match st.hold with Held _ -> offset | _ -> false in
  let base =
    { st with vals = StrMap.add target_name { (unknown ()) with lo = 1 } st.vals;
              vague = StrSet.union st.vague st.hazy; hazy = StrSet.empty;
              trail = []; doubt = false; wonder = false; depth_taken = fr.depth; single; asked = pages; got = (if a.bytes then "" else tag); extra = 0;
              moved = ""; blamed = false; plucked = false; told = false; scan = None; spread = false; elements = StrSet.empty;
              stale = (match st.hold with Dropped _ -> is_name st target_name && not single | _ -> false);
              names = StrSet.singleton target_name;
              dead =
                (match a.fill with
                 | 0 -> StrMap.empty
                 | i ->
                   (match List.nth exprs (i - 1) with
                    | Some e when dead_end fr e -> StrMap.singleton target_name (Option.get (kept_in fr e))
                    | _ -> StrMap.empty)) }
  in
  let start hold text v st =
    (* what a variable got of the slots before stays what it was *)
    let copy a q =
      q = target_name
      && (match String.index_opt a '\'' with
          | Some i when String.sub a 0 i = fr.id ->
            (match Hashtbl.find_opt fr.types (String.sub a (i + 1) (String.length a - i - 1)) with
             | Some t -> depth t <= 1 && not (is_array t) && a <> target_name
             | None -> false)
          | _ -> false)
    in
    let st = { st with hold; alias = StrMap.filter (fun a q -> not (copy a q)) st.alias } in
    (say st at text, v, if a.fill = 0 then Some target_name else None)
  in
  (* ... or what was taken before is followed on *)
  let first =
    match st.hold with
    | Held _ when not (holds_name st target_name) && not had ->
      let took = { (unknown ()) with lo = 1 } in
      [ ((if a.fill = 0 then st else write st target_name took), took, None);
        (st, (if a.fill = 0 && not a.sure then const 0 else { (unknown ()) with lo = -4095; hi = -1 }), None) ]
    | _ -> []
  in
  if a.fill = 0 then
    start (Held true) (if a.sure then "the object and its pages are taken here" else "the page is taken here")
      { lo = 1; hi = inf; sym = tag } base
    :: (if a.sure then []
        else
          (* NULL or an error: no name of anything *)
          let st, v, _ = start Empty "no page is taken here" { (unknown ()) with lo = -4095; hi = 0 } base in
          [ (st, v, None) ])
    @ first
  else begin
    let full =
      let st = asked_for base count in
      let v = refine st count in
      let v = { v with lo = max v.lo 1 } in
      start (Held true)
        (if single then "the page is taken here" else "all pages are taken here") v { st with full = true; stale = false }
    in
    let short =
      let v = { lo = 1; hi = most; sym = tag } in
      start (Held false) "fewer pages than asked for are taken here" v
        { base with truths = StrMap.add (relation tag count.sym) (-1) base.truths;
                    ranges = StrMap.add count.sym
                        (match StrMap.find_opt count.sym base.ranges with
                         | Some (l, h) -> (max l 2, h)
                         | None -> (2, inf)) base.ranges }
    in
    let fail =
      if had then
        [ (say { st with hold = Held false; got = "" } at "no more pages are taken here", { lo = -4095; hi = -1; sym = tag }, None) ]
      else
        start Empty "fails here" { lo = -4095; hi = -1; sym = tag }
          { base with truths = StrMap.add (relation tag count.sym) (-1) base.truths }
        :: (if a.zero then [ start Empty "takes no page here" (const 0) base ] else [])
    in
    (* what was asked for is known to be nothing: a way that perhaps nobody goes *)
    (if (refine st count).hi < 1 then [ start Empty "takes no page here" (const 0) base ] else [ full ])
    @ (if single || (count.hi <= 1 && not a.bytes) then [] else [ short ]) @ fail @ first
  end

(* One page, or with COUNT that many, are released by a name of the object. *)
and release ?(own = false) ?(slot = false) ?(current = false) ?(undone = false) ?size fr st at count element =
  let over text =
    if not (st.doubt || st.wonder) then report "PIN006" st at fr text;
    { st with hold = Gone }
  in
  match count, st.hold with
  (* whoever else knows the object: it is released here *)
  | None, Gone when !holding -> { st with hold = Dropped at }
  | _, (Before | Gone) -> st
  (* the loop has come to another one *)
  | _, Dropped first when slot && first = at -> { st with hold = Gone }
  | Some c, _ when c.hi <= 0 -> st
  | None, Held _ when st.single ->
    if st.extra > 0 then { st with extra = st.extra - 1 }
    else say { st with hold = Dropped at } at "released here"
  | None, Held _ when current -> { st with spread = true }
  | None, Held _ when element && not !holding -> say { st with plucked = true } at "one of them is released here"
  | None, Held _ -> { st with hold = Gone }
  | Some c, Held _ when st.plucked ->
    if (c.sym = st.asked.sym || c.sym = st.got) && st.got <> "" then over "all are released, and one of them was released by itself before"
    else { st with hold = Gone }
  (* undone is what the loop had come to *)
  | Some c, Held _ when st.spread && undone -> ignore c; st
  | Some c, Held true ->
    if c.sym = st.asked.sym then say { st with hold = Dropped at } at "released here"
    else if in_bytes c st.asked then over "bytes are taken for a number of pages: more are released than were taken"
    else { st with hold = Gone }
  | Some c, Held false ->
    if c.sym = st.got then say { st with hold = Dropped at } at "released here"
    (* of several rounds only the last is known *)
    else if st.got = "" then { st with hold = Gone }
    else if c.sym = st.asked.sym || order st c st.asked = Some 1 then
      over "more pages are released than were taken"
    else { st with hold = Gone }
  | None, Empty when st.single && element -> over "a page is released that was never taken"
  | None, Empty when current && own -> over "slots are released that were never filled"
  | None, Empty -> { st with hold = Gone }
  | Some c, Empty ->
    if c.lo >= wrapped then over "a negative count is taken for a huge one: slots are released that were never filled"
    else if c.sym = st.asked.sym then over "pages are released though none was taken"
    else if (match size with Some s -> s.sym = c.sym && c.hi > 0 | None -> false) then
      over "as many pages are released as the array has room for, though none was taken"
    else if c.lo >= 1 then { st with hold = Gone }
    else { st with hold = Gone }
  | None, Dropped first when st.single && element ->
    ignore first; over "released a second time"
  | Some c, Dropped _ when c.sym = st.asked.sym || c.sym = st.got -> over "released a second time"
  | _, Dropped _ -> { st with hold = Gone }

(* Is the number of pages N computed from C by the size of a page? *)
and in_bytes c n =
  List.exists (fun how -> String.starts_with ~prefix:("(" ^ c.sym ^ how) n.sym) [ ">>#PAGE_SHIFT)"; "/#PAGE_SIZE)" ]
  || List.mem n.sym (List.map (fun f -> f ^ "(" ^ c.sym ^ ")") [ "PFN_UP"; "PFN_DOWN" ])
  || n.sym = "DIV_ROUND_UP(" ^ c.sym ^ ",#PAGE_SIZE)"

(* The slots of an array that are not NULL, up to COUNT, are released. *)
and release_slots fr st at k count array =
  let all = k.whole && (count.sym = st.asked.sym || count.sym = st.got) in
  match st.hold with
  | Before | Gone -> st
  | _ when not all -> { st with hold = Gone }
  | Dropped _ ->
    if not (st.doubt || st.wonder) then report "PIN006" st at fr "released a second time";
    { st with hold = Gone }
  | (Empty | Held false) when st.stale && count.sym = st.asked.sym ->
    if not (st.doubt || st.wonder) then
      report "PIN006" st at fr "slots that were released before, and not filled again, are released a second time";
    { st with hold = Gone }
  | Empty -> { st with hold = Gone }
  | Held _ ->
    let st = say { st with hold = Dropped at } at "released here" in
    if k.clears then { st with names = StrSet.filter (fun n -> n <> array && not (below array n)) st.names } else st

(* A function is walked as if it stood here. *)
and inline fr st at fname exprs vs (t : target) =
  let _, (ps, _) = t.tdef.f_type in
  let names = List.filter_map (fun (p, _) -> match p.p_namei with Some n -> Some (name_of n) | None -> None) ps in
  let id = string_of_int (fr.depth + 1) in
  let inner = make_frame id (fr.depth + 1) ((at, fr.fname) :: fr.calls) names t in
  let before = st in
  let st = say st at ("calls " ^ fname ^ "()") in
  let st =
    List.fold_left
      (fun (st, i) (p, _) ->
         match p.p_namei with
         | Some n when i < Array.length vs ->
           let v, path = vs.(i) in
           let dst = id ^ "'" ^ name_of n in
           let v = convert (ctype p.p_type) (refine st v) in
           let st =
             match path with
             | Some q when is_pointer p.p_type || is_name st q -> { st with alias = StrMap.add dst q st.alias }
             | _ ->
               write st dst v
           in
           let st =
             match List.nth exprs i with
             | Some e when at_hand fr st e -> { st with elements = StrSet.add dst st.elements }
             | _ -> { st with elements = StrSet.remove dst st.elements }
           in
           let st =
             match List.nth exprs i with
             | Some e when into_middle before fr e -> { st with shifted = StrSet.add dst st.shifted }
             | _ -> { st with shifted = StrSet.remove dst st.shifted }
           in
           let st =
             match List.nth exprs i with
             | Some e when other_slot fr st e -> { st with slots = StrSet.add dst st.slots }
             | _ -> { st with slots = StrSet.remove dst st.slots }
           in
           (st, i + 1)
         | _ -> (st, i + 1))
      (st, 0) ps
    |> fst
  in
  let mine p = String.length p > String.length id && String.sub p 0 (String.length id) = id && p.[String.length id] = '\'' in
  (* a page itself, which its variable alone knew *)
  let is_value q =
    match Hashtbl.find_opt inner.types (String.sub q (String.length id + 1) (String.length q - String.length id - 1)) with
    | Some t -> depth t <= 1 && not (is_array t)
    | None -> false
  in
  let results = shared before (within inner st) in
  let seen = Hashtbl.create 8 in
  List.filter_map
    (fun (st, v, p, pos) ->
       (* what the callee's own variables held is lost, but for what it returns *)
       incr fresh;
       let ret = Printf.sprintf "ret'%d" !fresh in
       let st, p =
         match p with
         (* a pointer to a member is a way to all that is in the struct *)
         | Some q when mine q && root q <> q && is_pointer (fst t.tdef.f_type)
                       && StrSet.exists (fun n -> root n = root q && not (n = q || below q n)) st.names ->
           let top = root q in
           let rename n =
             if root n = top then ret ^ String.sub n (String.length top) (String.length n - String.length top) else n in
           ({ st with names = StrSet.map rename st.names;
                      own = (if StrSet.mem top st.own then StrSet.add ret st.own else st.own);
                      escaped = (if StrSet.mem top st.escaped then StrSet.add ret st.escaped else st.escaped) },
            Some (rename q))
         | Some q when mine q ->
           if holds_name st q then
             ({ st with names = StrSet.map (fun n ->
                  if n = q then ret
                  else if below q n then ret ^ String.sub n (String.length q) (String.length n - String.length q)
                  else n) st.names;
                        own = (if StrSet.mem q st.own || is_value q then StrSet.add ret st.own else st.own);
                        escaped = (if StrSet.mem q st.escaped then StrSet.add ret st.escaped else st.escaped) },
              Some ret)
           else (st, None)
         | p -> (st, p)
       in
       (* nor does anybody know what was returned to it *)
       let orphan n =
         String.starts_with ~prefix:"ret'" n
         && not (StrSet.mem n before.names)
         && not (StrMap.exists (fun k q -> q = root n && not (mine k)) st.alias)
         && (match p with Some q -> root q <> root n | None -> true)
       in
       let lost = StrSet.filter (fun n -> mine n || orphan n) st.names in
       let st =
         if StrSet.is_empty lost then st
         else begin
           let st' = { st with names = StrSet.diff st.names lost } in
           match st.hold with
           | Held _ when StrSet.is_empty st'.names ->
             let leaks = StrSet.for_all (ours inner st) lost && not (st.doubt || st.plucked) in
             if leaks && st.spread then { st' with hold = Gone; pending = Some (told_of "PIN003" st pos inner rest_lost) }
             else begin
               if leaks then report "PIN003" st pos inner left_holding;
               { st' with hold = Gone }
             end
           | _ -> st'
         end
       in
       let drop m = StrMap.filter (fun k _ -> not (mine k)) m in
       let drop_set s = StrSet.filter (fun k -> not (mine k)) s in
       let st =
         { st with vals = drop st.vals; alias = StrMap.filter (fun k q -> not (mine k || mine q)) st.alias;
                   own = drop_set st.own; zeroed = drop_set st.zeroed; escaped = drop_set st.escaped }
       in
       let st =
         if st.hold = before.hold && StrSet.equal st.names before.names then { st with trail = before.trail } else st
       in
       let st = { st with depth_taken = min st.depth_taken fr.depth } in
       let v = refine st v in
       let st =
         match before.hold, st.hold with
         | Held _, _ -> st
         | _, Held _ when v.hi < 0 -> { st with blamed = true }
         | _ -> st
       in
       let key = (st.hold, StrSet.elements st.names, st.doubt, st.wonder, st.spread, st.pending <> None, v.lo, v.hi,
                  (if v.sym <> "" && v.sym.[0] = '?' then "?" else v.sym), p <> None,
                  StrMap.bindings (StrMap.map (fun v -> (v.lo, v.hi)) st.vals)) in
       if Hashtbl.mem seen key then None
       else begin
         Hashtbl.replace seen key ();
         Some (st, v, p)
       end)
    results

(* Walk a function that stands in another one with a part of the steps that are left, so
   that the ways around the call are walked too.  Where it needs more, nothing is known
   of what it does. *)
and within fr st =
  let left = !steps_left and key = (file_of fr, fr.fname) in
  steps_left :=
    if Hashtbl.mem too_much key then 0
    else if !must_walk (file_of fr) fr.fname then left / 2
    else left / 6;
  let granted = !steps_left in
  let results =
    try walk fr st
    with Too_big ->
      cut := true;
      Hashtbl.replace too_much key ();
      [ ({ (gone st) with put = true }, unknown (), None, fr.graph.exit_pos) ]
  in
  steps_left := left - (granted - max 0 !steps_left);
  results

(* An object that the callee gives to somebody on one way is taken to be given on all that
   end with the same value: which way it goes may depend on what is not known here. *)
and shared before results =
  match before.hold with
  | Held _ ->
    let gave =
      List.filter_map
        (fun (st, v, _, _) ->
           let more = StrSet.diff st.escaped before.escaped in
           let v = refine st v in
           match st.hold with
           | Gone -> Some (v, None)
           | _ -> if StrSet.is_empty more then None else Some (v, Some more))
        results
    in
    List.map
      (fun (st, v, p, pos) ->
         let v = refine st v in
         let st =
           List.fold_left
             (fun st (w, what) ->
                if w.lo > v.hi || w.hi < v.lo then st
                else
                  match what with
                  | Some more -> { st with escaped = StrSet.union more st.escaped }
                  | None ->
                    (* an object with them that was made here, or that is followed itself *)
                    if !holding || StrSet.exists (fun n -> root n <> n && StrSet.mem (root n) st.own) st.names then gone st else st)
             st gave
         in
         (st, v, p, pos))
      results
  | _ -> results

(* ---- walking a function ---- *)

and walk fr st =
  let seen : (int * int * pos option, state list) Hashtbl.t = Hashtbl.create 64 in
  let visits = Hashtbl.create 64 in
  let results = ref [] in
  let todo = Queue.create () in
  let push i st = Queue.push (i, st) todo in
  push fr.graph.entry st;
  let step () =
    let i, st = Queue.pop todo in
    decr steps_left;
    if !steps_left < 0 then raise Too_big;
    let node, pos, next = fr.graph.nodes.(i) in
    let kind = match st.hold with Before -> 0 | Empty -> 1 | Held _ -> 2 | Dropped _ -> 3 | Gone -> 4 in
    (* where it was released tells paths apart, too *)
    let visit = (i, kind, match st.hold with Dropped at -> Some at | _ -> None) in
    let n = Option.value (Hashtbl.find_opt visits visit) ~default:0 in
    (* where much is open, the paths that still hold something come first *)
    let limit = [| 8; 16; 48; 8; 3 |].(kind) / (if fr.depth = 0 then 1 else 2) in
    let again () =
      fr.graph.meets.(i)
      && (let others = Option.value (Hashtbl.find_opt seen visit) ~default:[] in
          List.exists (alike st) others || (Hashtbl.replace seen visit (st :: others); false))
    in
    if n >= limit || again () then ()
    else begin
      Hashtbl.replace visits visit (n + 1);
      let to_next l = List.iter (push next) l in
      (* a loop that has run once; negative: more than once *)
      let rounds head = 1 + head + 1000 * fr.depth in
      let taken yes st = say st pos (if yes then "the condition holds" else "the condition does not hold") in
      match node with
      | Eval e -> to_next (List.map (fun (st, _, _) -> st) (eval fr st e))
      | Declare o -> to_next (declare fr st o)
      | Either l -> List.iter (fun i -> push i st) l
      | Worlds l ->
        List.iter
          (fun (conditions, i) ->
             if List.for_all (fun (c, yes) -> StrMap.find_opt c st.world <> Some (not yes)) conditions then
               push i { st with world = List.fold_left (fun w (c, yes) -> StrMap.add c yes w) st.world conditions })
          l
      | Stop -> ()
      | Broken ->
        (* out of a loop, perhaps because all is done: what tells of a failure is kept in a variable *)
        let failure =
          StrMap.exists
            (fun p v ->
               is_local p && p = root p
               && (let v = refine st v in v.hi < 0 && v.lo > -huge || (v.lo < 0 && StrSet.mem v.sym st.nonzero)))
            st.vals
        in
        push next (if st.spread && not failure then gone st else st)
      | Branch (c, otherwise) ->
        let yes, no = branch fr st c in
        List.iter (fun s -> push next (taken true s)) yes;
        List.iter (fun s -> push otherwise (taken false s)) no
      | Enter _ ->
        let k = rounds next in
        push next { st with running = IntSet.remove k (IntSet.remove (- k) st.running) }
      | Again l ->
        (* the second round knows what the first one did; from the third on, a loop with a
           condition is left with what it has, or goes on with anything *)
        let k = rounds next in
        let more = IntSet.mem k st.running in
        let st = match fr.graph.nodes.(next) with Test _, _, _ -> st | _ -> if more then widen fr st next l else st in
        push next { st with running = IntSet.add (if more then - k else k) st.running; trail = (match st.trail with
            | { say = "the loop runs again"; _ } :: _ -> st.trail
            | _ -> (say st pos "the loop runs again").trail) }
      | Test (l, c, out) ->
        (* a loop asks anew each time *)
        let st = match c with Some c -> unasked fr st c | None -> st in
        let first = not (IntSet.mem (rounds i) st.running) in
        let yes, no =
          match c with Some c -> branch fr st c | None -> ([ st ], [ st ])
        in
        let yes =
          if yes = [] || first || (c <> None && not (IntSet.mem (- (rounds i)) st.running)) then yes
          else
            let st = widen fr st i l in
            match c with Some c -> fst (branch fr st c) | None -> [ st ]
        in
        (* a loop over the pages is taken to run once at least, unless it is
           known not to *)
        let touches =
          (match st.hold with Held _ -> true | _ -> false)
          && StrSet.exists
            (fun n ->
               let last =
                 match String.rindex_opt n '.' with
                 | Some i -> String.sub n (i + 1) (String.length n - i - 1)
                 | None ->
                   (match String.index_opt n '\'' with
                    | Some i -> String.sub n (i + 1) (String.length n - i - 1)
                    | None -> n)
               in
               StrSet.mem last l.names
               || StrMap.exists
                 (fun a q ->
                    q = n
                    && (match String.index_opt a '\'' with
                        | Some i -> StrSet.mem (String.sub a (i + 1) (String.length a - i - 1)) l.names
                        | None -> false))
                 st.alias)
            st.names
        in
        let enters s =
          match s.scan, c, s.hold with
          | None, Some c, (Held _ | Empty) when first && not s.single ->
            (match counted_to c with
             | Some (n, bound) when Hashtbl.mem fr.types n ->
               (match eval fr s bound with
                | [ (_, v, _) ] when v.sym = s.asked.sym || (s.hold <> Empty && v.sym = s.got && s.got <> "") ->
                  { s with scan = Some (rounds i, fr.id ^ "'" ^ n); spread = false; elements = StrSet.empty }
                | _ -> s)
             | _ -> s)
          | _ -> s
        in
        let leaves s =
          match s.scan with
          (* ... or another loop that goes on from there *)
          | Some (head, counter)
            when head = rounds i
              || (match c with
                  | Some c -> (match counted_to c with Some (n, _) -> fr.id ^ "'" ^ n = counter | None -> false)
                  | None -> false) ->
            { (if s.spread then gone s else s) with scan = None; spread = false; elements = StrSet.empty }
          | _ -> s
        in
        List.iter (fun s -> push next (taken true (enters s))) yes;
        if not (touches && first && yes <> []) then
          List.iter (fun s -> push out (taken false (leaves s))) no
      | Each k -> to_next (each fr st pos k)
      | Choose (e, cases, default) ->
        (* an enumerator is no other one *)
        let enumerator v = String.length v.sym > 2 && v.sym.[0] = '=' && v.sym.[1] = '\'' && not (String.contains v.sym '.') in
        let variable = match strip e with (Ident _, _), _ -> true | _ -> false in
        List.iter
          (fun (st, v, _) ->
             let v = refine st v in
             let rest =
               List.fold_left
                 (fun rest (a, b, body) ->
                    List.concat_map
                      (fun st ->
                         match eval fr st a, eval fr st b with
                         | (_, x, _) :: _, (_, y, _) :: _ ->
                           if (not variable) && v.sym <> x.sym && x.sym = y.sym && enumerator v && enumerator x then [ st ]
                           else if x.sym = y.sym then begin
                             let yes, no = compare_values st Eq v x in
                             List.iter (fun s -> push body (say s pos "one case of the switch")) yes;
                             no
                           end
                           else begin push body st; [ st ] end
                         | _ -> [ st ])
                      rest)
                 [ st ] cases
             in
             List.iter (push default) rest)
          (eval fr st e)
      | Return None -> results := (st, unknown (), None, pos) :: !results
      | Return (Some e) ->
        List.iter
          (fun (st, v, p) ->
             let t = ctype (fst fr.def.f_type) in
             let v = convert t (refine st v) in
             match strip e, t, st.hold with
             (* what is called last fails, or it does not *)
             | ((FunCall _, _), _), Some { unsigned = false; _ }, Held _ when v.lo < 0 && v.hi >= 0 ->
               results := (st, { v with lo = 0 }, p, pos) :: (st, { v with hi = -1 }, p, pos) :: !results
             | _ -> results := (st, v, p, pos) :: !results)
          (eval fr st e)
    end
  in
  (try while not (Queue.is_empty todo) do step () done
   with Too_big when fr.depth = 0 -> cut := true; cut_short := true);
  !results

and declare fr st o =
  match o.v_namei with
  | None -> [ st ]
  | Some (n, i) ->
    let s = name_of n in
    Hashtbl.replace fr.types s o.v_type;
    (match o.v_storage with
     | Sto Static, _ -> Hashtbl.replace fr.statics s (); [ st ]
     | _ ->
       let dst = var fr s in
       let st = { st with alias = StrMap.remove dst st.alias; hazy = StrSet.remove dst st.hazy; vague = StrSet.remove dst st.vague; shifted = StrSet.remove dst st.shifted; slots = StrSet.remove dst st.slots } in
       let st = if is_array o.v_type || not (is_pointer o.v_type) then { st with own = StrSet.add dst st.own } else st in
       let ident = ((Ident n, noType ()), []) in
       match i with
       | ValInit (_, (InitExpr e, _)) ->
         List.map
           (fun (st, v, p) ->
              let st, _, _ = assign fr st (pos_of_name n) ident v p e in
              st)
           (eval fr st e)
       | ValInit (_, (InitList _, _ as i)) ->
         let st = forget st dst in
         [ initial fr { st with zeroed = StrSet.add dst st.zeroed; hazy = StrSet.remove dst st.hazy; vague = StrSet.remove dst st.vague } dst i ]
       | _ -> [ write st dst (unknown ()) ])

(* struct x x = { .page = page }: the page is handed on *)
and initial fr st dst (i, _) =
  match i with
  | InitExpr e ->
    (match path fr st e with
     | Some p when holds_name st p && (match st.hold with Held _ -> not (points_to fr e p) | _ -> false) -> gone st
     | Some q when root q <> root dst && is_local (root q) && (by_address e || type_of fr e = None) ->
       (* whoever is given what is initialised knows it *)
       let known = lent fr st dst e (Some q) in
       if StrMap.mem dst known.alias then known else { st with escaped = StrSet.add (root q) st.escaped }
     | p -> lent fr st dst e p)
  | InitList l -> List.fold_left (fun st (i, _) -> initial fr st dst i) st l
  | InitDesignators ([ DesignatorField f, _ ], i) -> initial fr st (dst ^ "." ^ f) i
  | InitDesignators (_, i) | InitFieldOld (_, i) | InitIndexOld (_, i) -> initial fr st dst i

(* a loop that releases slot after slot *)
and each fr st pos k =
  match arguments k.call with
  | Some a :: _ ->
    List.concat_map
      (fun (st, v, _) ->
         match path fr st a with
         | Some p when is_name st p ->
           let v = convert (type_of fr k.count) (refine st v) in
           if k.slots then [ release_slots fr st (pos_of k.call) k v p ]
           else if k.whole then
             let undone = match st.scan, strip k.count with
               | Some (_, counter), ((Ident n, _), _) -> fr.id ^ "'" ^ name_of n = counter
               | _ -> false in
             [ release ~undone ?size:(StrMap.find_opt p st.sizes) fr st (pos_of k.call) (Some v) true ]
           else [ match st.hold with Held _ | Dropped _ -> { st with hold = Gone } | _ -> st ]
         | _ ->
           let f = callee k.call in
           ignore pos;
           if !may_release (file_of fr) f then [ gone st ] else [ st ])
      (eval fr (if !is_put (pos_of k.call) then { st with put = true } else st) k.count)
  | _ -> [ gone st ]

let empty =
  { hold = Before; names = StrSet.empty; extra = 0; single = false; asked = const 0; got = "";
    vals = StrMap.empty; ranges = StrMap.empty; truths = StrMap.empty; nonzero = StrSet.empty;
    alias = StrMap.empty; dead = StrMap.empty; moved = ""; own = StrSet.empty; zeroed = StrSet.empty; escaped = StrSet.empty;
    hazy = StrSet.empty; vague = StrSet.empty; shifted = StrSet.empty; slots = StrSet.empty;
    doubt = false; wonder = false; running = IntSet.empty; depth_taken = 0; full = false; put = false; blamed = false; stale = false;
    replaced = StrSet.empty; world = StrMap.empty; scan = None; elements = StrSet.empty; spread = false; pending = None; plucked = false; told = false; sizes = StrMap.empty; trail = [] }

(* Walk all paths of T; does what it leaves concern its callers? *)
let explore budget ~first t =
  steps_left := budget;
  cut := false;
  Hashtbl.reset too_much;
  cut_short := false;
  fresh := 0;
  let _, (ps, _) = t.tdef.f_type in
  let names = List.filter_map (fun (p, _) -> match p.p_namei with Some n -> Some (name_of n) | None -> None) ps in
  let fr = make_frame "0" 0 [] names t in
  given := StrSet.of_list (List.map (fun n -> "0'" ^ n) names);
  let results = walk fr empty in
  let concerns = ref false in
  left_behind := false;
  returns_number := false;
  (* a NULL where a pointer is returned is a failure as well, if errors are not told otherwise *)
  let negative = List.exists (fun (st, v, _, _) -> (refine st v).hi < 0) results in
  let zero = List.exists (fun (st, v, _, _) -> let v = refine st v in v.lo = 0 && v.hi = 0) results in
  let may_be_zero = List.exists (fun (st, v, _, _) -> let v = refine st v in v.lo <= 0 && v.hi >= 0 && not (StrSet.mem v.sym st.nonzero)) results in
  let failed ?(zero = zero) st v =
    let v = refine st v in
    v.hi < 0
    (* ... and what is not 0 where it may be an error, in a function that returns 0 otherwise *)
    || (zero && v.lo < 0 && StrSet.mem v.sym st.nonzero && not (is_pointer (fst t.tdef.f_type)))
    || (v.lo = 0 && v.hi = 0 && is_pointer (fst t.tdef.f_type) && not negative)
  in
  (* an object that is left in its place afterwards says nothing: which of the two is wrong? *)
  let cleared st = not !holding || not (StrSet.exists is_given st.names) in
  let undoes = (first || !holding) && List.exists (fun (st, v, _, _) -> st.put && failed st v && cleared st) results in
  (* ... after they were put somewhere *)
  let undoes_move = first && List.exists (fun (st, v, _, _) -> st.put && st.moved <> "" && failed st v) results in
  List.iter
    (fun (st, v, p, pos) ->
       if st.full && not st.put && (refine st v).hi >= 0 then left_behind := true;
       (match st.pending with Some f when failed ~zero:may_be_zero st v -> found := f :: !found | _ -> ());
       (match p, st.hold with
        | Some p, Held _ when is_name st p && not (is_pointer (fst t.tdef.f_type)) -> returns_number := true
        | _ -> ());
       (match st.hold with
        | Held _ | Dropped _ | Empty ->
          if StrSet.exists (fun n -> not (is_local n) || not (StrSet.mem (root n) st.own)) st.names
          || (match p with Some p -> StrSet.exists (fun n -> root n = root p) st.names | None -> false) then concerns := true
        | _ -> ());
       match st.hold with
       | Held _ when st.plucked || st.spread && not (failed ~zero:may_be_zero st v) -> ()
       | Held _ when not (StrSet.is_empty st.names) ->
         let handed =
           match p with
           | Some p ->
             holds_name st p
             || is_pointer (fst t.tdef.f_type) && StrSet.exists (fun n -> root n <> n && root n = root p) st.names
           | None -> false
         in
         let ours = StrSet.for_all (ours fr st) st.names in
         (* where not all paths were walked, only what the function undoes on another counts *)
         if (not handed) && not st.doubt && ours && not !cut_short then
           report "PIN003" st pos fr
             (match StrMap.bindings st.dead with (_, f) :: _ -> kept_holding (field_name f) | [] -> if st.spread then rest_lost else left_holding)
         else if undoes && (not handed) && not (StrSet.exists
                 (fun n -> StrSet.mem (root n) (StrSet.inter st.escaped st.own) || given_on_a_way fr n) st.names)
               && (not st.doubt) && (not st.put) && (not st.blamed) && failed st v then
           report "PIN003" st pos fr
             fails_holding
         else if !by_count && st.hold = Held false && st.got <> "" && (not handed) && (not ours)
                 && not (st.doubt || st.put || st.told || st.spread || st.plucked || st.blamed)
                 && StrMap.is_empty st.dead
                 && StrSet.is_empty (StrSet.inter st.escaped st.own)
                 (* a field of what it was given that says how many are wanted may be what the release goes by *)
                 && not (StrSet.exists (fun r -> contains st.asked.sym (r ^ ".")) !given || contains st.asked.sym "='" || contains st.asked.sym "~'")
                 && failed st v && not (contains v.sym st.got)
                 && StrSet.for_all is_given st.names
                 && not (StrMap.exists (fun q (w : value) -> (is_given q || not (is_local q)) && contains w.sym st.got) st.vals) then
           report "PIN003" st pos fr count_lost
       | Dropped at when !holding ->
         (match StrSet.elements (StrSet.filter (fun n -> is_given n && root n <> n) (StrSet.inter st.names st.replaced)) with
          | n :: _ ->
            let f = String.sub n (String.rindex n '.' + 1) (String.length n - String.rindex n '.' - 1) in
            report "PIN006" st at fr (still_named f)
          | [] -> ())
       | Gone when undoes_move && st.moved <> "" && not st.doubt && not st.put && failed st v ->
         report "PIN003" st pos fr fails_holding
       | _ -> ())
    results;
  !concerns
