(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * The rows that are reported: one a line, tab-separated, one file a relation
 * (OUT.ca, OUT.fl ...); pairing/schema.sql says what each column means.
 *)
let prefix = ref ""
let file = ref ""
let open_files : (string, out_channel) Hashtbl.t = Hashtbl.create 16

(* Rows that would say the same again, in this file. *)
let said : (string list, unit) Hashtbl.t = Hashtbl.create 1024

let channel relation =
  match Hashtbl.find_opt open_files relation with
  | Some ch -> ch
  | None ->
    let ch = open_out_bin (!prefix ^ "." ^ relation) in
    Hashtbl.replace open_files relation ch;
    ch

(* What separates columns and rows is in none of them, nor a zero byte of the source. *)
let separates c = c = '\t' || c = '\n' || c = '\r' || c = '\000'

let clean s =
  if String.exists separates s then
    String.map (fun c -> if separates c then ' ' else c) s
  else s

(* Of a file with several texts, what they have in common is reported once. *)
let each_once = ref false

let start name =
  file := name;
  Hashtbl.reset said

let write relation cols =
  let ch = channel relation in
  output_string ch (clean !file);
  List.iter (fun c -> output_char ch '\t'; output_string ch (clean c)) cols;
  output_char ch '\n'

(* Report COLS in RELATION once a file; the file being read is the first column. *)
let once relation cols =
  let key = relation :: cols in
  if not (Hashtbl.mem said key) then begin
    Hashtbl.replace said key ();
    write relation cols
  end

(* The same, as often as it is said. *)
let row relation cols =
  if !each_once then once relation cols else write relation cols

let finish () = Hashtbl.iter (fun _ ch -> close_out ch) open_files
