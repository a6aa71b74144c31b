(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * The rows that are reported: one a line, tab-separated, one file a relation
 * (OUT.ca, OUT.fl ...); pairing/schema.sql says what each column means.
 *)
let prefix = ref ""
let file = ref ""
let open_files : (string, out_channel) Hashtbl.t = Hashtbl.create 16

(* Rows that would say the same again, in this file. *)
let said : (string, unit) Hashtbl.t = Hashtbl.create 1024

(* Numbers as text; lines and columns come again and again. *)
let numbers = Array.make 32768 ""

let number n =
  if n < 0 || n >= Array.length numbers then string_of_int n
  else begin
    if numbers.(n) = "" then numbers.(n) <- string_of_int n;
    numbers.(n)
  end

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
  let rec is_clean i = i < 0 || (not (separates (String.unsafe_get s i)) && is_clean (i - 1)) in
  if is_clean (String.length s - 1) then s
  else String.map (fun c -> if separates c then ' ' else c) s

(* Of a file with several texts, what they have in common is reported once. *)
let each_once = ref false

let start name =
  file := name;
  Hashtbl.reset said

(* Each column with what separates it from the one before. *)
let line cols = String.concat "\t" ("" :: List.map clean cols)

let write relation line =
  let ch = channel relation in
  output_string ch (clean !file);
  output_string ch line;
  output_char ch '\n'

(* Report COLS in RELATION once a file; the file being read is the first column. *)
let once relation cols =
  let line = line cols in
  let key = relation ^ line in
  if not (Hashtbl.mem said key) then begin
    Hashtbl.add said key ();
    write relation line
  end

(* The same, as often as it is said. *)
let row relation cols =
  if !each_once then once relation cols else write relation (line cols)

let finish () = Hashtbl.iter (fun _ ch -> close_out ch) open_files
