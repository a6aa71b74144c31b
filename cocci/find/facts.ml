(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * Facts of whole files: the declarations first, then every function.
 *
 * Orders come by standard input, one a line: a folder in which list.0, list.1 ... name
 * sources, one a line.  Each list is read by a process of its own, a copy of this one,
 * which need not be started anew; the rows go beside it, to rows-0.<relation> ...  When
 * all have ended a line "done" or "failed" goes to standard output.
 *
 * Environment:
 *   PINCER_API    the API table
 *   PINCER_TREE   the folder that files are named from (spatch would read a .cocciconfig
 *                 there if it started in it)
 *)
open Ast_c
open Types

let rec untagged (_, (t, _)) =
  match t with ParenType t -> untagged t | StructUnion (_, None, _) -> true | _ -> false

let rec field_rows ?(within = "#") outer members =
  let n = ref (-1) in
  List.iter
    (function
      | DeclarationField (FieldDeclList (l, _)) ->
        List.iter
          (fun (k, _) ->
             match k with
             | Simple (name, t) ->
               if name <> None || untagged t then incr n;
               field_row outer (within ^ string_of_int !n) name t
             | BitField (name, _, _, _) -> if name <> None then incr n)
          l
      | _ -> ())
    members

(* A field that an initialiser without names gets at by its NUMBER: "#2" is the third one of
   its struct, "#2.0" the first one of the struct without a name that stands third. *)
and field_row outer number n ((_, (t, _)) as ty) =
  let rec inner (_, (t, _)) =
    match t with
    | Pointer t | Array (_, t) | ParenType t -> inner t
    | StructUnion (_, tag, l) -> Some (tag, l)
    | _ -> None
  in
  ignore t;
  match n, inner ty with
  | None, Some (None, l) -> field_rows ~within:(number ^ ".") outer l   (* anonymous *)
  | None, _ -> ()
  | Some n, within ->
    let f = name_of n in
    let sh =
      match within with
      | Some (None, l) ->
        let tag = nested outer f in
        field_rows tag l;
        Struct tag
      | Some (Some t, l) ->
        field_rows (tag t) l;
        Struct (tag t)
      | None -> shape_of ty
    in
    Hashtbl.replace Walk.fields (outer, f) sh;
    Rows.row "sf" [ outer; f; shape_text sh; string_of_int (depth ty); number ]

and shape_text = function
  | Struct t -> "s:" ^ t
  | Term t -> t
  | Wide -> "wide"
  | Void -> "void"
  | Code -> "code"
  | Small -> "small"

let rec structs_of_type (_, (t, _)) =
  match t with
  | Pointer t | Array (_, t) | ParenType t -> structs_of_type t
  | StructUnion (_, Some t, l) -> field_rows (tag t) l
  | _ -> ()

let typedef name ty =
  structs_of_type ty;
  let sh =
    match ty with
    | _, (StructUnion (_, None, l), _) ->
      field_rows name l;
      Struct name
    | _ -> shape_of ty
  in
  Rows.row "td" [ name; shape_text sh ]

let is_static (s, _) = match s with Sto Static -> true | _ -> false

(* Pass 0: the tags that a .c file declares for itself. *)
let own_tags tops =
  Hashtbl.reset Types.own_tags;
  let rec of_type (_, (t, _)) =
    match t with
    | Pointer t | Array (_, t) | ParenType t -> of_type t
    | StructUnion (_, tag, l) ->
      (match tag with
       | Some t -> Hashtbl.replace Types.own_tags t (!Rows.file ^ "!" ^ t)
       | None -> ());
      List.iter of_field l
    | _ -> ()
  and of_field = function
    | DeclarationField (FieldDeclList (l, _)) ->
      List.iter (function (Simple (_, t), _) -> of_type t | _ -> ()) l
    | _ -> ()
  in
  if Filename.check_suffix !Rows.file ".c" then
    List.iter
      (function
        | Declaration (DeclList (l, _)) ->
          List.iter (fun (o, _) -> of_type o.v_type) l
        | _ -> ())
      tops

(* Pass 1: what the file declares. *)
let declare = function
  | Declaration (DeclList (l, _)) ->
    List.iter
      (fun (o, _) ->
         structs_of_type o.v_type;
         match o.v_namei with
         | None -> ()
         | Some (n, _) ->
           let s = name_of n in
           (match o.v_storage, o.v_type with
            | (StoTypedef, _), ty -> typedef s ty
            | _, (_, (FunctionType (ret, _), _)) ->
              Hashtbl.replace Walk.returns s (shape_of ret);
              Rows.row "fr" [ s; shape_text (shape_of ret) ]
            | st, ty ->
              Hashtbl.replace Walk.globals s (shape_of ty);
              if is_static st then Hashtbl.replace Walk.statics s ();
              Rows.row "gv" [ Walk.global_name s; shape_text (shape_of ty) ]))
      l
  | Definition (d, _) ->
    let s = name_of d.f_name in
    let ret, (ps, _) = d.f_type in
    Conditions.note_predicate d;
    let st = is_static d.f_storage in
    (* a static function of a header is everybody's *)
    let st = st && not (Filename.check_suffix !Rows.file ".h") in
    Hashtbl.replace Walk.functions s st;
    Hashtbl.replace Walk.returns s (shape_of ret);
    Rows.row "fn"
      [ Walk.func_name s; s;
        string_of_int (fst (Walk.pos_of_name d.f_name));
        string_of_int (List.length ps); shape_text (shape_of ret) ]
  | _ -> ()

(* A global's initialiser: the callbacks of an operations table, or a table of them. *)
let globals top =
  Hashtbl.reset Walk.locals;
  match top with
  | Declaration (DeclList (l, _)) ->
    List.iter
      (fun (o, _) ->
         match o.v_namei with
         | Some (n, ValInit (_, i)) ->
           let pos = Walk.pos_of_name n and sh = shape_of o.v_type in
           let put _ v = if tracked sh then Walk.flows pos v [ "g:" ^ Walk.global_name (name_of n) ] in
           Walk.here := "";
           Walk.report := true;
           Walk.init_at pos [ Walk.spot sh o.v_type put ] i;
           Walk.report := false
         | _ -> ())
      l
  | _ -> ()

let first_line ii =
  List.fold_left
    (fun acc i ->
       match i.pinfo with
       | OriginTok p when acc = 0 || p.Common.line < acc -> p.Common.line
       | _ -> acc)
    0 ii

let last_line ii =
  List.fold_left
    (fun acc i ->
       match i.pinfo with
       | OriginTok p when p.Common.line > acc -> p.Common.line
       | _ -> acc)
    0 ii

(* Where a macro makes a function's name, as in FNAME(walk)(vcpu, addr), Coccinelle
   does not see a function: TEXT with the parentheses of such names as parts of
   them, so that every other character stays where it is. *)
let join_names text =
  let n = String.length text and b = Bytes.of_string text in
  let is_name c =
    match c with 'a' .. 'z' | 'A' .. 'Z' | '0' .. '9' | '_' -> true | _ -> false in
  let rec over p i = if i < n && p text.[i] then over p (i + 1) else i in
  let blank c = c = ' ' || c = '\t' in
  let joined = ref false in
  (* line: does this line begin with "#"? *)
  let rec go i line =
    if i < n then
      match text.[i] with
      | '\n' -> go (i + 1) (over blank (i + 1) < n && text.[over blank (i + 1)] = '#')
      | '/' when i + 1 < n && text.[i + 1] = '*' ->
        let rec close j =
          if j + 1 >= n then n
          else if text.[j] = '*' && text.[j + 1] = '/' then j + 2 else close (j + 1) in
        go (close (i + 2)) line
      | '"' -> go (over (fun c -> c <> '"' && c <> '\n') (i + 1) + 1) line
      | c when is_name c ->
        let e = over is_name i in
        let word = String.sub text i (e - i) in
        let last = if e < n && text.[e] = '(' then over is_name (e + 1) else e in
        if not line && last > e + 1 && last + 1 < n && text.[last] = ')'
           && text.[over blank (last + 1)] = '(' && word = String.uppercase_ascii word
        then begin
          Bytes.set b e '_';
          Bytes.set b last '_';
          joined := true
        end;
        go e line
      | _ -> go (i + 1) line
  in
  go 0 (n > 0 && text.[0] = '#');
  if !joined then Some (Bytes.to_string b) else None

(* Where a macro makes the whole head of a function, as in
     SYSCALL_DEFINE2(name, type, arg, type, arg)   or   BPF_CALL_1(name, type, arg)
   : TEXT with heads that Coccinelle sees as such, on the same lines. *)
let plain_heads text =
  let head =
    Str.regexp "^\\(static \\)?[A-Z][A-Z0-9_]*(\\([^(){};\"]*\\))\\([ \t\n]*\\){"
  and plain_name = Str.regexp "^[a-z_][a-z0-9_]*$" in
  let made = ref false in
  let plain s =
    let whole = Str.matched_string s and args = Str.matched_group 2 s
    and gap = Str.matched_group 3 s in
    let lines = String.concat "" (List.map (fun _ -> "\n") (List.tl (String.split_on_char '\n' args))) in
    let rec pairs = function
      | t :: a :: rest -> (t ^ " " ^ a) :: pairs rest
      | _ -> []
    in
    let args = String.concat " " (String.split_on_char '\n' args) in
    match List.map String.trim (String.split_on_char ',' args) with
    | name :: rest
      when List.length rest mod 2 = 0 && Str.string_match plain_name name 0 ->
      made := true;
      "long " ^ name ^ "(" ^ String.concat ", " (pairs rest) ^ ")" ^ lines ^ gap ^ "{"
    | _ -> whole
  in
  let text = Str.global_substitute head plain text in
  if !made then Some text else None

(* DECLARE_BITMAP(name, bits) = { 0 }, which Coccinelle takes for a call: TEXT with the array that it is, each name
   where it stood. *)
let plain_bitmaps text =
  let bitmap =
    Str.regexp "\\bDECLARE_BITMAP(\\([ \t]*[A-Za-z_0-9]+[ \t]*\\),\\(\\([^(){};\"]\\|([^(){};\"]*)\\)*\\))\\([ \t\n]*=\\)"
  in
  let made = ref false in
  let plain s =
    made := true;
    "unsigned long  " ^ Str.matched_group 1 s ^ "[" ^ Str.matched_group 2 s ^ "]" ^ Str.matched_group 4 s in
  let text = Str.global_substitute bitmap plain text in
  if !made then Some text else None

(* Does a macro make the head of a function in TEXT that Coccinelle cannot read: with a type among its arguments, so
   that it cannot pass for one in the old style, and none of a system call, which it knows?  Looked for where lines
   begin, for most texts have none. *)
let has_head text =
  let head = Str.regexp "\\(static \\)?\\([A-Z][A-Z0-9_]*\\)(\\([^(){};\"]*\\))[ \t\n]*{"
  and system_call = Str.regexp ".*SYSCALL_DEFINE"
  and typed = Str.regexp "\\(int\\|long\\|char\\|short\\|unsigned\\|void\\)$\\|.*[ \t*]" in
  let is_typed a = Str.string_match typed (String.trim a) 0 in
  let at i =
    Str.string_match head text i
    && (let name = Str.matched_group 2 text and args = Str.matched_group 3 text in
        not (Str.string_match system_call name 0) && List.exists is_typed (String.split_on_char ',' args)) in
  let rec from i =
    i < String.length text
    && ((match text.[i] with 'A' .. 'Z' | 's' -> at i | _ -> false)
        || match String.index_from_opt text i '\n' with Some j -> from (j + 1) | None -> false)
  in
  from 0

let parse name = List.map fst (fst (Parse_c.parse_c_and_cpp false false name))

let parse name =
  let unread = function NotParsedCorrectly _ -> true | _ -> false in
  let readable text =
    let step text f = Option.value (f text) ~default:text in
    let made = List.fold_left step text [ join_names; plain_heads; plain_bitmaps ] in
    if made == text then None else Some made
  in
  let parse_text text =
    let tmp = Filename.temp_file "pincer" (Filename.extension name) in
    let ch = open_out_bin tmp in
    output_string ch text;
    close_out ch;
    let tops = parse tmp in
    Sys.remove tmp;
    tops
  in
  let text = Walk.text () in
  (* Each head that it cannot read sends Coccinelle over the rest of the file several times: such a file is not read
     as it stands first. *)
  match if has_head text then readable text else None with
  | Some text -> parse_text text
  | None ->
    let tops = parse name in
    (match if List.exists unread tops then readable text else None with
     | None -> tops
     | Some text -> parse_text text)

(* The rows of one text of the file; what is left out of it: the lines that could not
   be read. *)
let read tops =
  Hashtbl.reset Walk.parsed;
  Hashtbl.reset Walk.places_of_defs;
  Walk.first_event := 0;
  List.iter Hashtbl.reset [ Walk.statics ];
  Hashtbl.reset Walk.functions;
  Hashtbl.reset Walk.globals;
  Hashtbl.reset Walk.returns;
  Hashtbl.reset Walk.fields;
  Hashtbl.reset Walk.handed_to;
  Hashtbl.reset Conditions.predicates;
  own_tags tops;
  List.iter declare tops;
  List.iter globals tops;
  List.filter_map
    (function
      | Definition ((_, ii) as d) ->
        (try Walk.func d; None
         with Not_found | Failure _ | Stack_overflow -> Some (first_line ii, last_line ii))
      | NotParsedCorrectly ii when first_line ii > 0 -> Some (first_line ii, last_line ii)
      | _ -> None)
    tops

(* Lines that could not be read; PLAIN: but as they stand they could. *)
let unread ?(plain = false) =
  List.iter
    (fun (a, b) -> Rows.row "bad" [ string_of_int a; string_of_int b; if plain then "1" else "0" ])

(* Functions of TOPS: what they are, name, first and last line. *)
let functions =
  List.filter_map
    (function
      | Definition (d, ii) -> Some (Definition (d, ii), name_of d.f_name, first_line ii, last_line ii)
      | _ -> None)

let view v =
  View.now := Some v;
  Walk.set_text v.View.path;
  let tops = parse v.View.path in
  let bad = read tops in
  List.iter
    (fun (i : View.inner) ->
       Rows.row "ex" (string_of_int i.line :: string_of_int i.column :: i.macro :: i.rest))
    v.View.inners;
  View.now := None;
  (List.map (fun (_, n, _, _) -> n) (functions tops), bad)

let file name =
  Rows.start name;
  match View.of_file name with
  | [] -> unread (read (parse name))
  | views ->
    Rows.each_once := true;
    Defs.keep := true;
    Hashtbl.reset Defs.numbers;
    let seen = List.map view views in
    let bad = List.concat_map snd seen in
    (* A function that can be read as it stands, and not in each view with its macros spelled out. *)
    let rest =
      if bad = [] then []
      else begin
        Walk.set_text name;
        let names = List.concat_map fst seen in
        List.filter
          (fun (_, n, x, y) -> not (List.mem n names) || List.exists (fun (a, b) -> a <= x && y <= b) bad)
          (functions (parse name))
      end
    in
    if rest <> [] then unread (read (List.map (fun (d, _, _, _) -> d) rest));
    let plain, not_at_all =
      List.partition (fun (a, b) -> List.exists (fun (_, _, x, y) -> x <= b && a <= y) rest) bad in
    unread ~plain:true plain;
    unread not_at_all;
    Rows.each_once := false;
    Defs.keep := false

(* the lines of a file *)
let names path =
  let ch = open_in path in
  let rec go l = match input_line ch with
    | s -> go (s :: l)
    | exception End_of_file -> close_in ch; List.rev l in
  go []

let read_list rows sources =
  Rows.prefix := rows;
  List.iter
    (fun f ->
       (try file f
        with e ->
          unread [ (1, 100_000_000) ];   (* all of it: no file has as many lines *)
          Printf.eprintf "pincer: %s: %s\n%!" f (Printexc.to_string e));
       Rows.row "done" [];
       (* The next file finds the young heap empty: of this one nothing lives on, if the parser forgets it. *)
       Parsing.clear_parser ();
       Gc.minor ())
    (names sources);
  Rows.finish ()

(* exit, without what the process that this one is a copy of has still to do at its end *)
external leave : int -> 'a = "caml_sys_exit"

let ended_well pid =
  let rec wait () =
    try snd (Unix.waitpid [] pid) with Unix.Unix_error (Unix.EINTR, _, _) -> wait () in
  wait () = Unix.WEXITED 0

let order dir =
  flush_all ();
  let start name =
    match Unix.fork () with
    | 0 ->
      let number = Filename.extension name in
      let number = String.sub number 1 (String.length number - 1) in
      (match read_list (dir ^ "/rows-" ^ number) (dir ^ "/" ^ name) with
       | () -> flush_all (); leave 0
       | exception e -> Printf.eprintf "pincer: %s\n%!" (Printexc.to_string e); leave 1)
    | pid -> pid
  in
  let is_list name = Filename.remove_extension name = "list" in
  let started = List.map start (List.filter is_list (Array.to_list (Sys.readdir dir))) in
  let ended = List.map ended_well started in
  print_endline (if List.mem false ended then "failed" else "done")

let main () =
  Option.iter Sys.chdir (Sys.getenv_opt "PINCER_TREE");
  Flag_parsing_c.show_parsing_error := false;
  Flag_parsing_c.verbose_lexing := false;
  Flag_parsing_c.verbose_parsing := false;
  Api.load (Sys.getenv "PINCER_API");
  try while true do order (input_line stdin) done with End_of_file -> ()
