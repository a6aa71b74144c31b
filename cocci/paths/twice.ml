(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * A reference that is dropped for certain a second time: after the release of
 * a gup reference every way on comes to another release of the same expression,
 * and nothing between gives it another value.  Explore finds what depends on
 * conditions, but only where the acquisition is in sight; this one needs none.
 *)
open Ast_c
open Graph
open Explore

exception Not_plain

(* An expression as text, without what does not change its value. *)
let rec text ((e, _), _) =
  match e with
  | Ident n -> name_of n
  | ParenExpr e | Cast (_, _, e) -> text e
  | RecordAccess (e, f) -> text e ^ "." ^ name_of f
  | RecordPtAccess (e, f) -> text e ^ "->" ^ name_of f
  | ArrayAccess (a, i) -> text a ^ "[" ^ text i ^ "]"
  | Unary (e, DeRef) -> "*" ^ text e
  | Unary (e, GetRef) -> "&" ^ text e
  | Constant (Int (s, _)) -> s
  | Binary (a, (Arith op, _), b) ->
    let o = match op with Plus -> "+" | Minus -> "-" | DecRight -> ">>" | DecLeft -> "<<" | _ -> raise Not_plain in
    "(" ^ text a ^ o ^ text b ^ ")"
  | FunCall (((Ident n, _), _), args) when Hashtbl.mem same (name_of n) ->
    name_of n ^ "("
    ^ String.concat ","
      (List.map (fun (a, _) -> match a with Common.Left e -> text e | _ -> raise Not_plain) args)
    ^ ")"
  | _ -> raise Not_plain

let names e =
  let s = ref StrSet.empty in
  each_expr (fun ((e, _), _) -> match e with Ident n -> s := StrSet.add (name_of n) !s | _ -> ()) e;
  !s

(* What E releases: the text of the argument, and its names. *)
let released e =
  match Hashtbl.find_opt releases (callee e) with
  | None -> None
  | Some i ->
    (match List.nth_opt (arguments e) (i - 1) with
     | Some (Some a) -> (try Some (text a, names a) with Not_plain -> None)
     | _ -> None)

(* Can a function that is given A change what the text names? *)
let reaches what_ vars a =
  match strip a with
  | (Unary (e, GetRef), _), _ -> not (StrSet.is_empty (StrSet.inter (names e) vars))
  | a ->
    (match text a with
     | t ->
       let n = String.length t in
       String.length what_ >= n && String.sub what_ 0 n = t
       && (String.length what_ = n || String.contains "-.[" what_.[n])
     | exception Not_plain -> not (StrSet.is_empty (StrSet.inter (names a) vars)))

type fate = Again of expression | Changed | Nothing

(* What E does to the released thing, the first that matters. *)
let fate (what_, vars) (first : pos) e =
  let is_var e = match strip e with (Ident n, _), _ -> StrSet.mem (name_of n) vars | _ -> false in
  let result = ref Nothing in
  let set f = if !result = Nothing then result := f in
  each_expr
    (fun ex ->
       match ex with
       | (Assignment (l, _, _), _), _ ->
         (* x->page = ... as well *)
         if not (StrSet.is_empty (StrSet.inter (names l) vars)) then set Changed
       | (Postfix (l, _), _), _ | (Infix (l, _), _), _ -> if is_var l then set Changed
       | (FunCall _, _), _ ->
         (match released ex with
          | Some (t, _) when t = what_ -> if pos_of ex <> first then set (Again ex)
          | Some _ -> ()
          | None ->
            let f = callee ex in
            if Hashtbl.mem dups f then set Changed
            else if not (quiet f) && not (Hashtbl.mem same f)
                 && (match Hashtbl.find_opt Explore.what f with Some ("free", _) -> false | _ -> true)
                 && List.exists
                   (function
                     | Some a -> reaches what_ vars a
                     | None -> false)
                   (arguments ex)
            then set Changed)
       | _ -> ())
    e;
  !result

(* The release that every way from node I on comes to, if there is one.  LOOP is
   the loop over all slots in which the first release stands. *)
let after graph (what_, vars as r) first loop i =
  let memo = Hashtbl.create 16 in
  let rec from i =
    match Hashtbl.find_opt memo i with
    | Some found -> found
    | None ->
      Hashtbl.replace memo i None;    (* a loop that comes back finds nothing *)
      let found = if i < 0 then None else look i in
      Hashtbl.replace memo i found;
      found
  and look i =
    let node, _, next = graph.nodes.(i) in
    let through e on =
      match fate r first e with
      | Again ex -> Some ex
      | Changed -> None
      | Nothing -> on ()
    in
    match node with
    | Eval e -> through e (fun () -> from next)
    | Declare { v_namei = Some (n, _); _ } when StrSet.mem (name_of n) vars -> None
    | Declare { v_namei = Some (_, ValInit (_, (InitExpr e, _))); _ } -> through e (fun () -> from next)
    | Declare _ | Enter _ | Broken -> from next
    | Branch (c, other) ->
      through c (fun () ->
          match from next, from other with
          | Some a, Some _ -> Some a
          | _ -> None)
    | Either [ i ] -> from i
    | Worlds l ->
      let found = List.map (fun (_, i) -> from i) l in
      if List.mem None found then None else List.hd found
    | Each k ->
      (match loop, released k.call with
       | Some first, Some (t, _)
         when t = what_ && first.whole && k.whole && not first.clears && first.also = [] && k.also = []
              && (try text first.count = text k.count with Not_plain -> false) -> Some k.call
       | _ -> if StrSet.is_empty (StrSet.inter (names k.call) vars) then from next else None)
    | Either _ | Again _ | Test _ | Choose _ | Return _ | Stop -> None
  in
  from i

(* The release that comes for certain after the one at AT, in function T. *)
let of_release t (at : pos) =
  let found = ref None in
  let start next loop call =
    match released call with
    | Some r when !found = None ->
      (match after (graph_of t) r at loop next with
       | Some e -> found := Some (pos_of e)
       | None -> ())
    | _ -> ()
  in
  let dup = ref false in
  List.iter (each_seq (fun e -> if Hashtbl.mem dups (callee e) then dup := true)) t.tdef.f_body;
  (* where more than one reference is taken, more than one may be dropped *)
  if not !dup then
    Array.iter
      (fun (node, _, next) ->
         match node with
         | Eval e -> each_expr (fun ex -> if callee ex <> "" && pos_of ex = at then start next None ex) e
         | Each k when pos_of k.call = at -> start next (Some k) k.call
         | _ -> ())
      (graph_of t).nodes;
  !found
