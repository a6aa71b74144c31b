(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * The API table as the fact finder needs it.
 *
 * Only three things of the table matter while a function is walked: which
 * struct fields are mere wrapping of the pages they hold ("container" rows),
 * which calls fill or re-reference a local variable ("acquire", "forward" and
 * "dup" rows) and which calls never keep what they are given ("borrow" rows;
 * of "touch" rows that is said of the value only).
 * All the rest of the table is applied by the pairing rules, in SQL.
 *)

(* (struct tag, field) of every container row; the field "*" is any field. *)
let containers : (string * string, unit) Hashtbl.t = Hashtbl.create 64

(* Tags of the container structs themselves. *)
let container_tags : (string, unit) Hashtbl.t = Hashtbl.create 64

(* (function, argument count or -1 for any) -> filled argument, from 1. *)
let fills : (string * int, int) Hashtbl.t = Hashtbl.create 64

(* function -> argument whose page gets one more reference, from 1. *)
let dups : (string, int) Hashtbl.t = Hashtbl.create 16

(* (function, argument count or -1 for any) -> argument with the FOLL_ flags. *)
let flags : (string * int, int) Hashtbl.t = Hashtbl.create 32

let borrows : (string, unit) Hashtbl.t = Hashtbl.create 256

(* Calls that get at the data of pages; those of them whose value is still the page. *)
let touches : (string, unit) Hashtbl.t = Hashtbl.create 64
let addresses : (string, unit) Hashtbl.t = Hashtbl.create 16     (* ... whose value is where the data is *)
let hands_back : (string, unit) Hashtbl.t = Hashtbl.create 64

(* Calls whose value says where a page is: its number or address. *)
let places : (string, unit) Hashtbl.t = Hashtbl.create 8

(* Calls that take, release or make references. *)
let sites : (string, unit) Hashtbl.t = Hashtbl.create 256

(* Calls whose value says which kind of references an object has. *)
let tells : (string, unit) Hashtbl.t = Hashtbl.create 16

(* Macros that hand one of their arguments on, e.g. iterators. *)
let known : (string, unit) Hashtbl.t = Hashtbl.create 256

(* Tags of containers that a function which is given one only reads. *)
let lent_tags : (string, unit) Hashtbl.t = Hashtbl.create 4

(* Functions that are another one where they are given a flag: name -> flag. *)
let flagged : (string, string) Hashtbl.t = Hashtbl.create 4

let load path =
  let ch = open_in path in
  let row line =
    match String.split_on_char '\t' line with
    | name :: args :: role :: from :: dest :: rest ->
      let nargs = match int_of_string_opt args with Some n -> n | None -> -1 in
      let int s = match int_of_string_opt s with Some n -> n | None -> 0 in
      (match role with
       | "container" ->
         Hashtbl.replace container_tags name ();
         (match rest with "lent" :: _ -> Hashtbl.replace lent_tags name () | _ -> ());
         List.iter
           (fun f -> Hashtbl.replace containers (name, f) ())
           (String.split_on_char ',' from)
       | "acquire" | "forward" ->
         Hashtbl.replace fills (name, nargs) (int dest);
         if int from > 0 then Hashtbl.replace flags (name, nargs) (int from)
       | "touch" -> 
         Hashtbl.replace touches name ();
         (match rest with
          | "address" :: _ -> Hashtbl.replace places name ()
          | "cpu" :: _ when from = "1" -> Hashtbl.replace addresses name ()
          | _ -> ())
       | "flow" | "alias" when dest = "0" -> Hashtbl.replace hands_back name ()
       | "dup" -> Hashtbl.replace dups name (int dest)
       | "borrow" -> Hashtbl.replace borrows name ()
       | "tells" -> Hashtbl.replace tells name (); Hashtbl.replace borrows name ()
       | _ -> ());
      (match role with
       | "acquire" | "forward" | "release" | "relay" | "origin" | "dup" | "free" ->
         Hashtbl.replace sites name ()
       | _ -> ());
      if role <> "container" then Hashtbl.replace known name ();
      (match String.split_on_char ':' name with
       | [ name; flag ] when flag = String.uppercase_ascii flag -> Hashtbl.add flagged name flag
       | _ -> ())
    | _ -> ()
  in
  (try
     while true do
       let l = input_line ch in
       if l <> "" && l.[0] <> '#' then row l
     done
   with End_of_file -> ());
  close_in ch

let fill name nargs =
  match Hashtbl.find_opt fills (name, nargs) with
  | Some a -> Some a
  | None -> Hashtbl.find_opt fills (name, -1)

(* Could FIELD be a wrapping one, of a base whose type is not known yet? *)
let maybe_transparent field =
  Hashtbl.fold (fun (_, f) () found -> found || f = field) containers false

let transparent tag field =
  Hashtbl.mem containers (tag, field) || Hashtbl.mem containers (tag, "*")

(* Is the value of a call no page, whatever it was given? *)
let valueless name =
  Hashtbl.mem borrows name || (Hashtbl.mem touches name && not (Hashtbl.mem hands_back name))

let flags_argument name nargs = Hashtbl.find_opt flags (name, nargs)
