(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * An array of pages in a struct, and beside it their number: what releases them goes
 * by a smaller number.  Which functions run one after the other is not asked: the field
 * has the number wherever it was set, and nobody else releases from the array.
 *)
open Ast_c
open Graph
open Explore

(* X->F: its name *)
let field e =
  match strip e with
  | ((RecordAccess (_, f) | RecordPtAccess (_, f)), _), _ -> Some (name_of f)
  | _ -> None

let ident e = match strip e with (Ident n, _), _ -> Some (name_of n) | _ -> None

(* E is a field less a number above 0: the field *)
let rec less defs e =
  match strip e with
  | (Binary (a, (Arith Minus, _), ((Constant (Int (k, _)), _), _)), _), _ when k <> "0" -> field a
  | (Ident n, _), _ ->
    (match Hashtbl.find_all defs (name_of n) with [ e ] when ident e = None -> less defs e | _ -> None)
  | _ -> None

(* What the local variables of T are set to; a variable that is changed in another way
   has one value more. *)
let definitions (t : target) =
  let defs = Hashtbl.create 8 in
  let changed n e = Hashtbl.add defs n e in
  Array.iter
    (function
      | Declare { v_namei = Some (n, ValInit (_, (InitExpr e, _))); _ }, _, _ -> changed (name_of n) e
      | _ -> ())
    (graph_of t).nodes;
  List.iter
    (each_seq (fun e ->
         match e with
         | (Assignment (l, (SimpleAssign, _), r), _), _ -> (match ident l with Some n -> changed n r | None -> ())
         | ((Assignment (l, _, _) | Postfix (l, _) | Infix (l, _)), _), _ -> (match ident l with Some n -> changed n l; changed n l | None -> ())
         | _ -> ()))
    t.tdef.f_body;
  defs

(* The arrays that T fills, each with the field that says how many there are.
   TAKES: the array and the count of an acquiring call. *)
let filled takes (t : target) =
  let found = ref [] in
  let calls = ref [] in
  let values = Hashtbl.create 4 in      (* variable -> the call whose value it has *)
  let note e = match takes e with Some (array, n) -> calls := (e, array, n) :: !calls | None -> () in
  List.iter (each_seq note) t.tdef.f_body;
  Hashtbl.iter
    (fun v e -> List.iter (fun (c, _, _) -> if pos_of (strip e) = pos_of c then Hashtbl.replace values v c) !calls)
    (definitions t);
  List.iter
    (each_seq (fun e ->
         match e with
         | (Assignment (l, (SimpleAssign, _), r), _), _ ->
           (match field l, ident r with
            | Some f, Some n ->
              List.iter
                (fun (c, array, count) ->
                   match field array with
                   | Some a when ident count = Some n
                              || (match Hashtbl.find_opt values n with Some d -> pos_of d = pos_of c | None -> false) ->
                     found := (a, f, pos_of c) :: !found
                   | _ -> ())
                !calls
            | _ -> ())
         | _ -> ()))
    t.tdef.f_body;
  !found

(* All that a file does to the count: is it set as FILLED says, or to 0, and nowhere else? *)
let only_set count (functions : target list) =
  List.for_all
    (fun (t : target) ->
       let ok = ref true in
       List.iter
         (each_seq (fun e ->
              match e with
              | (Assignment (l, (SimpleAssign, _), r), _), _ when field l = Some count -> if ident r = None && not (is_zero r) then ok := false
              | ((Assignment (l, _, _) | Postfix (l, _) | Infix (l, _) | Unary (l, GetRef)), _), _ when field l = Some count -> ok := false
              | _ -> ()))
         t.tdef.f_body;
       !ok)
    functions

(* The releases of FUNCTIONS, all of one file, that go by less than was taken: where, in
   which function, and where it was taken.  DROPS: the releases of gup references. *)
let of_file takes drops (functions : (string * target) list) =
  let filled = List.concat_map (fun (name, t) -> List.map (fun f -> (name, f)) (filled takes t)) functions in
  let mentions f e =
    let yes = ref false in
    each_expr (fun e -> if field e = Some f then yes := true) e;
    !yes
  in
  (* all releases from array A, but for those of the function that fills it *)
  let released taker a =
    List.concat_map
      (fun (name, (t : target)) ->
         if name = taker then []
         else begin
           let found = ref [] in
           List.iter
             (each_seq (fun e ->
                  if callee e <> "" && List.exists (function Some x -> mentions a x | None -> false) (arguments e) then
                    found := (name, t, e) :: !found))
             t.tdef.f_body;
           !found
         end)
      functions
  in
  List.concat_map
    (fun (taker, (a, count, at)) ->
       let others =
         List.filter
           (fun (_, _, e) ->
              match Hashtbl.find_opt what (callee e) with Some ("free", _) -> false | _ -> not (quiet (callee e)))
           (released taker a)
       in
       match others with
       | [ (name, t, e) ] when List.mem (pos_of e) drops && only_set count (List.map snd functions) ->
         let defs = definitions t in
         let bulk =
           Array.fold_left
             (fun b (node, _, _) -> match node with Each k when pos_of k.call = pos_of e && k.whole && not k.slots -> Some k.count | _ -> b)
             None (graph_of t).nodes
         in
         let n =
           match bulk, arguments e with
           | Some n, _ -> Some n
           | None, Some x :: Some n :: _ when Hashtbl.mem counted (callee e) && field x = Some a -> Some n
           | _ -> None
         in
         (match n with
          | Some n when less defs n = Some count -> [ (pos_of e, name, at) ]
          | _ -> [])
       | _ -> [])
    filled
