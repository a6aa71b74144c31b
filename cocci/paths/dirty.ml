(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * Pages of user mappings that are marked dirty without the page lock: in a
 * function that releases such a page, set_page_dirty() of the same page.
 *)
open Ast_c
open Graph
open Explore

(* set_page_dirty() and its like ("dirty" rows), and what locks a page *)
let kind f =
  match Hashtbl.find_opt what f with Some ("dirty", i) -> Some i | _ -> None

let locks f =
  match Hashtbl.find_opt what f with Some ("lock", _) -> true | _ -> false

(* All calls of the function: name, position, path of argument I. *)
let calls t i_of =
  let fr = make_frame "0" 0 [] [] t in
  let found = ref [] in
  let declare = function
    | DeclList (l, _) ->
      List.iter
        (fun (o, _) ->
           match o.v_namei with
           | Some (n, _) -> Hashtbl.replace fr.types (name_of n) o.v_type
           | None -> ())
        l
    | _ -> ()
  in
  let rec declared ((s, _) as st : statement) =
    (match s with
     | Decl d | Iteration (For (ForDecl d, _, _, _)) -> declare d
     | _ -> ());
    List.iter declared (parts st)
  in
  List.iter declared (statements t.tdef);
  List.iter
    (each_seq (fun e ->
         let f = callee e in
         match i_of f with
         | Some i ->
           (match List.nth_opt (arguments e) (i - 1) with
            | Some (Some a) -> found := (f, pos_of e, path fr empty a) :: !found
            | _ -> found := (f, pos_of e, None) :: !found)
         | None -> ()))
    t.tdef.f_body;
  List.rev !found

let unlocks f =
  match Hashtbl.find_opt what f with Some ("unlock", _) -> true | _ -> false

(* Is PAGE locked at AT, as the lines of T stand?  By the last call before it that locks or
   unlocks that page; without one by the first after it: what is unlocked was locked.  Where
   only other pages are locked nothing is said. *)
let is_locked t page (at : pos) =
  let all = calls t (fun f -> if locks f || unlocks f then Some 1 else None) in
  let mine = List.filter (fun (_, _, path) -> path = Some page) all in
  let place (p : pos) = (p.line, p.col) in
  let before, after = List.partition (fun (_, p, _) -> place p < place at) mine in
  match List.rev before, after with
  | (f, _, _) :: _, _ -> locks f
  | [], (f, _, _) :: _ when unlocks f -> true
  | _ -> List.exists (fun (f, _, _) -> locks f) all

(* The dirty calls of T on what the release at AT drops, with their names. *)
let of_release t (at : pos) =
  let dropped =
    List.find_opt (fun (_, p, _) -> p = at) (calls t (fun f -> Hashtbl.find_opt releases f))
  in
  match dropped with
  | Some (_, _, Some page) ->
    List.filter_map
      (fun (f, p, path) -> if path = Some page && not (is_locked t page p) then Some (f, p) else None)
      (calls t kind)
  | _ -> []
