(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * Releases of pins that a condition tells from releases of ordinary references: one arm
 * of an if drops the one kind, the other arm the other, or the cases of a switch do.
 * Where references of both kinds come together in one array, it is what keeps them
 * apart, and the pairing of sites does not see it.
 *)
open Ast_c
open Graph

let of_pins : (string, unit) Hashtbl.t = Hashtbl.create 16     (* release functions of pins *)

(* what is released somewhere: pins, others, and where both kinds are called by name *)
type kinds = { pins : bool; others : bool; calls : pos list }

let nothing = { pins = false; others = false; calls = [] }

(* BODY: of a function of the same file; a wrapper counts as what it calls. *)
let rec kinds_of body depth each =
  let k = ref nothing in
  each (fun e ->
      let f = callee e in
      if Hashtbl.mem Explore.releases f then
        k := { pins = !k.pins || Hashtbl.mem of_pins f; others = !k.others || not (Hashtbl.mem of_pins f);
               calls = pos_of e :: !k.calls }
      else if f <> "" && depth > 0 then
        match body f with
        | Some (d : definitionbis) ->
          let inner = kinds_of body (depth - 1) (fun f -> List.iter (each_seq f) d.f_body) in
          k := { !k with pins = !k.pins || inner.pins; others = !k.others || inner.others }
        | None -> ());
  !k

(* The calls of function D whose kind a condition decides on. *)
let of_function body (d : definitionbis) =
  let found = ref [] in
  let kinds each = kinds_of body 2 each in
  let compare_arms arms =
    let only_pins k = k.pins && not k.others and only_others k = k.others && not k.pins in
    if List.exists only_pins arms && List.exists only_others arms then
      List.iter (fun k -> if only_pins k || only_others k then found := k.calls @ !found) arms
  in
  let rec stmt ((s, _) as st : statement) =
    (match s with
     | Selection (If (_, a, b)) ->
       compare_arms [ kinds (fun f -> each_stmt f a); kinds (fun f -> each_stmt f b) ]
     | Selection (Switch (_, b)) ->
       (match b with
        | Compound l, _ -> compare_arms (List.map (fun arm -> kinds (fun f -> List.iter (each_seq f) arm)) (arms l))
        | _ -> ())
     | _ -> ());
    List.iter stmt (parts st)
  (* the statements of a switch, from break to break *)
  and arms l =
    let last, rest =
      List.fold_left
        (fun (arm, all) s ->
           match s with
           | StmtElem (Jump Break, _) -> ([], List.rev arm :: all)
           | s -> (s :: arm, all))
        ([], []) l
    in
    List.rev last :: rest
  in
  List.iter stmt (statements d);
  !found
