(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * Local variables, split by their definitions.
 *
 * A variable that holds an allocated page first and a gup page later is two
 * places: each definition is one, and a use is all those that reach it.  A
 * function is walked until no label or loop head learns anything new, then
 * once more to report.
 *)
module IntSet = Set.Make (Int)
module StrMap = Map.Make (String)

type state = IntSet.t StrMap.t option  (* None: this point is not reached *)

(* Definitions are numbered by where they stand, the same in every walk. *)
let numbers : (string * int * int, int) Hashtbl.t = Hashtbl.create 256

let definition var line col =
  match Hashtbl.find_opt numbers (var, line, col) with
  | Some d -> d
  | None ->
    let d = Hashtbl.length numbers in
    Hashtbl.replace numbers (var, line, col) d;
    d

(* What reaches a label, a loop head or a loop exit, by walk so far. *)
let heads : (string, state) Hashtbl.t = Hashtbl.create 32
let changed = ref false

(* Beside the variables a state holds the events (see walk.ml) that may have come
   last, as if they were the definitions of a variable of this name. *)
let last_event = ""
(* A function that has several texts keeps the numbers in all of them. *)
let keep = ref false

let reset () =
  if not !keep then Hashtbl.reset numbers;
  Hashtbl.reset heads

let join a b =
  match a, b with
  | None, s | s, None -> s
  | Some a, Some b ->
    Some (StrMap.union (fun _ x y -> Some (IntSet.union x y)) a b)

let same a b =
  match a, b with
  | None, None -> true
  | Some a, Some b -> StrMap.equal IntSet.equal a b
  | _ -> false

let at key =
  match Hashtbl.find_opt heads key with Some s -> s | None -> None

(* Control reaches KEY in STATE. *)
let flow_to key state =
  let old = at key in
  let now = join old state in
  if not (same old now) then begin
    Hashtbl.replace heads key now;
    changed := true
  end
