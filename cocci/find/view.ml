(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * The views of a source that pincer-spell made: its text in each world that its
 * #if tell apart, with the macros that matter spelled out (pairing/spell.c says
 * how they are written down).
 *
 * Environment: PINCER_VIEWS, the folder that they are in; none without.
 *)

(* A name of the API at LINE and COLUMN is not in the source there: it comes from the use
   of MACRO; REST tells which define has it, and where. *)
type inner = { line : int; column : int; macro : string; rest : string list }

type t = {
  path : string;                                  (* of its text *)
  places : (int, (int * bool * int * int) list) Hashtbl.t;
      (* a line of the view -> from which column on, column by column?, what line
         and column of the source; the last first *)
  inners : inner list;
}

let folder = try Sys.getenv "PINCER_VIEWS" with Not_found -> ""

let lines path =
  let ch = open_in_bin path in
  let rec go l = match input_line ch with
    | s -> go (s :: l)
    | exception End_of_file -> close_in ch; List.rev l in
  go []

(* source -> its number, how many views, what they come to *)
let known : (string, string * int) Hashtbl.t Lazy.t =
  lazy
    (let h = Hashtbl.create 64 in
     if folder <> "" && Sys.file_exists (folder ^ "/list") then
       List.iter
         (fun l ->
            match String.split_on_char '\t' l with
            | [ file; _; number; n ] -> Hashtbl.replace h file (number, int_of_string n)
            | _ -> ())
         (lines (folder ^ "/list"));
     h)

let read stem =
  let places = Hashtbl.create 16 and inners = ref [] and int = int_of_string in
  List.iter
    (fun l ->
       match String.split_on_char '\t' l with
       | "m" :: line :: column :: macro :: rest ->
         inners := { line = int line; column = int column; macro; rest } :: !inners
       | [ line; column; kind; l; c ] ->
         let line = int line in
         let others = Option.value (Hashtbl.find_opt places line) ~default:[] in
         Hashtbl.replace places line ((int column, kind = "l", int l, int c) :: others)
       | _ -> ())
    (lines (stem ^ ".map"));
  { path = stem ^ ".c"; places; inners = List.rev !inners }

(* The views of FILE; none where it is read as it stands. *)
let of_file file =
  match Hashtbl.find_opt (Lazy.force known) file with
  | None -> []
  | Some (number, n) ->
    List.init n (fun k -> read (Printf.sprintf "%s/%s.%d" folder number k))

(* The view whose tokens are looked at; what stands in the source itself without. *)
let now : t option ref = ref None

(* Where in the source the token is that stands at LINE and COLUMN of view V. *)
let place v (line, column) =
  match Hashtbl.find_opt v.places line with
  | None -> (line, column)
  | Some l ->
    (match List.find_opt (fun (c, _, _, _) -> c <= column) l with
     | None -> (line, column)
     | Some (c, each, line, at) -> (line, if each then at + column - c else at))

(* ... of the view that is looked at. *)
let pos at = match !now with None -> at | Some v -> place v at
