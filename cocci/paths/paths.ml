(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * Reads what the analysis knows of the tree, walks the functions that take
 * references and their callers, and writes what it found as records of
 * pairing/findings.c.
 *
 * Environment:
 *   PINCER_API     the API table
 *   PINCER_KERNEL  kernel.tsv
 *   PINCER_KNOWN   what is known of the tree, see pairing/paths.sql
 *   PINCER_SITES   the acquisitions to follow, one a line: their numbers
 *   PINCER_OUT     where the records go
 *   PINCER_TREE    the folder that files are named from (spatch would read a .cocciconfig
 *                  there if it started in it)
 *)
open Ast_c
open Graph
open Explore

(* lines PATH F: F with the columns of each line; in a table, "#" begins a comment *)
let lines ?(table = true) path f =
  let ch = open_in path in
  (try
     while true do
       let l = input_line ch in
       if l <> "" && not (table && l.[0] = '#') then f (String.split_on_char '\t' l)
     done
   with End_of_file -> ());
  close_in ch

let int s = match int_of_string_opt s with Some n -> n | None -> 0

let api_fill : (string * int, int) Hashtbl.t = Hashtbl.create 64

let api_names : (string, unit) Hashtbl.t = Hashtbl.create 64
let numbered : (string, unit) Hashtbl.t = Hashtbl.create 8     (* a page by its number *)

let load_api path =
  lines path (function
    | name :: args :: role :: from :: dest :: rest ->
      (match role with
       | "acquire" | "forward" ->
         Hashtbl.replace api_names name ();
         (match rest with "pin" :: _ -> Hashtbl.replace pins name () | _ -> ());
         Hashtbl.replace api_fill (name, (if args = "*" then -1 else int args)) (int dest)
       | "release" | "relay" | "free" ->
         if (match rest with c :: _ -> c <> "plain" | [] -> false) then Hashtbl.replace Apart.of_pins name ();
         Hashtbl.replace releases name (int from)
       | "dup" -> Hashtbl.replace dups name (int dest)
       | "flow" | "alias" ->
         if dest = "0" then Hashtbl.replace same name (int from)
         else begin
           Hashtbl.replace moves name (int from);
           Hashtbl.replace moved_into name (int dest)
         end
       | "foreign" when args <> "-" ->
         Hashtbl.replace moves name (int from);
         (match String.split_on_char ':' name with
          | [ f; flag ] -> Hashtbl.replace moves_where f flag
          | _ -> ())
       | "borrow" -> Hashtbl.replace borrows name ()
       | "touch" when not (Hashtbl.mem releases name || Hashtbl.mem same name || Hashtbl.mem moves name) ->
         Hashtbl.replace borrows name ()
       | "container" ->
         List.iter (fun f -> Hashtbl.replace wraps (name, f) ())
           (String.split_on_char ',' from)
       | _ -> ())
    | _ -> ())

let load_kernel path =
  lines path (function
    | [ name; args; w; arg ] ->
      (match w with
       | "asked" | "bytes" ->
         let nargs = int args in
         (match Hashtbl.find_opt api_fill (name, nargs) with
          | Some fill ->
            Hashtbl.replace acquires (name, nargs)
              { fill; asked = int arg;
                bytes = w = "bytes"; zero = false; sure = false }
          | None -> ())
       | "nothing" ->
         (match Hashtbl.find_opt acquires (name, int args) with
          | Some a -> Hashtbl.replace acquires (name, int args) { a with zero = true }
          | None -> ())
       | "counted" -> Hashtbl.replace counted name (arg = "unsigned")
       | "quiet" -> quiet_prefixes := name :: !quiet_prefixes
       | "number" -> Hashtbl.replace numbers name ()
       | "fails" -> Hashtbl.replace may_fail name arg
       | "keeps" -> Hashtbl.remove borrows name; Hashtbl.replace moves name (int arg)
       | "page" -> Hashtbl.replace numbered name ()
       | w -> Hashtbl.replace what name (w, int arg))
    | _ -> ());
  (* get_dump_page() and its like: the page is the value *)
  Hashtbl.iter
    (fun (name, nargs) fill ->
       if fill = 0 then
         List.iter
           (fun n ->
              Hashtbl.replace acquires (name, n) { fill = 0; asked = 0; bytes = false; zero = false; sure = false })
           (if nargs >= 0 then [ nargs ] else [ 0; 1; 2; 3 ]))
    api_fill

(* ---- the tree ---- *)

type file = {
  defs : (string, target) Hashtbl.t;
  static : (string, unit) Hashtbl.t;
  calls : (string, StrSet.t) Hashtbl.t;   (* function -> whom it calls *)
  named : (string, StrSet.t) Hashtbl.t;   (* ... and what names it gives to others: a function will be called, as by INIT_WORK() *)
}

(* A parsed file takes megabytes.  Where this many are held at the end of a unit, all are read again. *)
let most_files = 150

let files : (string, file) Hashtbl.t = Hashtbl.create 64

let field_row file outer n t =
  let f = name_of n in
  Hashtbl.replace field_tags (file, outer, f) (tag_of t);
  if outer <> "" && tag_is_sure t then Hashtbl.replace sure_fields (file, outer, f) ();
  let c = if is_pointer t then None else ctype t in
  match Hashtbl.find_opt field_types (file, f) with
  | Some old when old <> c -> Hashtbl.replace field_types (file, f) None
  | _ -> Hashtbl.replace field_types (file, f) c

let rec fields file (_, (t, _)) =
  match t with
  | Pointer t | Array (_, t) | ParenType t -> fields file t
  | StructUnion (_, tag, l) ->
    let outer = match tag with Some t -> t | None -> "" in
    List.iter
      (function
        | DeclarationField (FieldDeclList (l, _)) ->
          List.iter
            (fun (k, _) ->
               match k with
               | Simple (Some n, t) -> field_row file outer n t; fields file t
               | Simple (None, t) -> fields file t
               | BitField _ -> ())
            l
        | _ -> ())
      l
  | _ -> ()

(* What a result depends on, for the cache: files that were read, and what was
   asked of the tables. *)
let used : (string, unit) Hashtbl.t = Hashtbl.create 64
let asked : (string * string, string) Hashtbl.t = Hashtbl.create 64

let text name =
  try
    let ch = open_in_bin name in
    Fun.protect ~finally:(fun () -> close_in ch) (fun () -> really_input_string ch (in_channel_length ch))
  with Sys_error _ | End_of_file -> ""

(* Where a label stands in front of an #if, the parser takes both branches for one
   sequence of statements; where an empty statement is between them it does not.  Lines
   stay as they are. *)
let label_before_if =
  Str.regexp "\\(^[ \t]*[A-Za-z_][A-Za-z_0-9]*[ \t]*:\\)\\([ \t]*\\(/\\*[^*\n]*\\*/[ \t]*\\)?\n\\([ \t]*\n\\)*[ \t]*#[ \t]*if\\)"

(* Where an #if is all that an if has for its body, the parser takes the first branch for that body, and the others for
   statements behind it; where braces are around it it does not.  The closing one takes the place of a blank. *)
let if_before_if =
  let branch = "[^;{}#]*;[ \t]*\\(/\\*[^*\n]*\\*/[ \t]*\\)?\n" in
  let directive word = "[ \t]*#[ \t]*" ^ word ^ "[^\n]*\n" in
  Str.regexp
    ("\\(^[ \t}]*\\(else[ \t]+\\)?\\(if\\|while\\|for\\)[ \t]*([^\n]*)\\|^[ \t}]*else\\)[ \t]*\n\\("
     ^ directive "if" ^ branch ^ "\\(" ^ directive "elif" ^ branch ^ "\\)*" ^ directive "else" ^ branch ^ directive "endif"
     ^ "\\)\\([ \t\n]\\)")

let with_braces s =
  let group n = Str.matched_group n s in
  group 1 ^ " {\n" ^ group 4 ^ "}" ^ (if group 9 = "\n" then "\n" else "")

(* The view that a source is read by, where it is not read as it stands. *)
let by_view : (string, View.t) Hashtbl.t = Hashtbl.create 4

let read name =
  let parsed name = List.map fst (fst (Parse_c.parse_c_and_cpp false false name)) in
  let from, place =
    match Hashtbl.find_opt by_view name with
    | Some v -> (v.View.path, View.place v)
    | None -> (name, Fun.id)
  in
  if from <> name then Hashtbl.replace copies from (name, place);
  let original = text from in
  match Str.global_substitute if_before_if with_braces (Str.global_replace label_before_if "\\1;\\2" original) with
  | mended when mended <> original ->
    let copy = Filename.temp_file "pincer" (Filename.extension name) in
    Hashtbl.replace copies copy (name, place);
    let ch = open_out_bin copy in
    output_string ch mended;
    close_out ch;
    Fun.protect ~finally:(fun () -> Sys.remove copy) (fun () -> parsed copy)
  | _ -> parsed from

(* The file whose acquisitions are followed, and the functions in it, if it is no header *)
let unit_file = ref ""
let unit_functions : (string, unit) Hashtbl.t = Hashtbl.create 64

(* #define N 1 at top level, under no #if; one that is not the only one, or has an #undef, is none. *)
let small_macros_of name tops =
  let rec number (((e, _), _) : expression) =
    match e with
    | ParenExpr e | Cast (_, _, e) -> number e
    | Constant (Int (s, _)) ->
      (match Str.global_replace (Str.regexp "[uUlL]+$") "" s with
       | ("0" | "1") as s -> Some (int_of_string s)
       | _ -> None)
    | _ -> None
  in
  let under = ref 0 in
  List.iter
    (function
      | IfdefTop (IfdefDirective ((kind, _), _)) ->
        (match kind with
         | IfdefEndif -> decr under
         | Ifdef _ -> incr under
         | _ -> ())
      | CppTop (Define ((n, _), what)) ->
        let k =
          match what with
          | DefineVar, DefineExpr e when !under = 0 && not (Hashtbl.mem small_macros (name, n)) -> number e
          | _ -> None
        in
        Hashtbl.replace small_macros (name, n) k
      | _ -> ())
    tops

let parse name =
  Hashtbl.replace used name ();
  match Hashtbl.find_opt files name with
  | Some f -> f
  | None ->
    let f = { defs = Hashtbl.create 64; static = Hashtbl.create 64; calls = Hashtbl.create 64; named = Hashtbl.create 64 } in
    Hashtbl.replace files name f;
    (if Sys.file_exists name then begin
       Graph.file := name;
       let tops = read name in
       small_macros_of name tops;
       List.iter
         (function
           | Declaration (DeclList (l, _)) -> List.iter (fun (o, _) -> fields name o.v_type) l
           | Definition (d, ii) ->
             let n = name_of d.f_name in
             (match d.f_storage with
              | Sto Static, _ when not (Filename.check_suffix name ".h") ->
                Hashtbl.replace f.static n ()
              | _ -> ());
             if not (Hashtbl.mem f.defs n) then
             begin
               Hashtbl.replace f.defs n { tdef = d; tends = ii; tfile = name };
               let callees = ref StrSet.empty and given = ref StrSet.empty in
               List.iter
                 (Graph.each_seq (fun e ->
                      let c = callee e in
                      if c <> "" then begin
                        callees := StrSet.add c !callees;
                        List.iter
                          (function
                            | Some a -> (match strip a with (Ident n, _), _ -> given := StrSet.add (name_of n) !given | _ -> ())
                            | None -> ())
                          (arguments e)
                      end))
                 d.f_body;
               Hashtbl.replace f.calls n !callees;
               Hashtbl.replace f.named n !given
             end
           | _ -> ())
         tops
     end);
    f

(* functions of several files, by name *)
let where : (string, string) Hashtbl.t = Hashtbl.create 1024

(* Is NAME defined by the driver that is read: in the file itself, or in a .c file beside it
   (of a module: in any)? *)
let is_own name =
  Hashtbl.mem unit_functions name
  || (let other = Option.value (Hashtbl.find_opt where name) ~default:"" in
      Hashtbl.replace asked ("D", name) other;
      Filename.check_suffix other ".c"
      && (Sys.getenv_opt "PINCER_MODULE" <> None || Filename.dirname other = Filename.dirname !unit_file))

let qualified file name =
  match Hashtbl.find_opt files file with
  | Some f when Hashtbl.mem f.static name -> file ^ "!" ^ name
  | _ -> name

(* What stands in front of a bracket in a header, as the name of a function does at its body;
   None where there is no such file. *)
let called : (string, (string, unit) Hashtbl.t option) Hashtbl.t = Hashtbl.create 256

let called_in header =
  match Hashtbl.find_opt called header with
  | Some words -> words
  | None ->
    let is_word c = c = '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') in
    let words t =
      let found = Hashtbl.create 256 in
      let rec start i = if i > 0 && is_word t.[i - 1] then start (i - 1) else i in
      let rec go i =
        match String.index_from_opt t i '(' with
        | Some i ->
          let from = start i in
          if from < i then Hashtbl.replace found (String.sub t from (i - from)) ();
          go (i + 1)
        | None -> ()
      in
      go 0;
      found
    in
    let words = match text header with "" -> None | t -> Some (words t) in
    Hashtbl.replace called header words;
    words

(* The headers that a file includes itself, with what is called or defined there. *)
let headers : (string, (string * (string, unit) Hashtbl.t) list) Hashtbl.t = Hashtbl.create 64

let headers_of file =
  match Hashtbl.find_opt headers file with
  | Some l -> l
  | None ->
    let included l =
      try Scanf.sscanf l " # include %c%[^\">]" (fun c f ->
          if c = '<' then [ "include/" ^ f ]
          else if c = '"' then [ Filename.concat (Filename.dirname file) f ]
          else [])
      with Scanf.Scan_failure _ | End_of_file | Failure _ -> []
    in
    let l =
      List.concat_map included (String.split_on_char '\n' (text file))
      |> List.filter_map (fun f -> Option.map (fun words -> (f, words)) (called_in f))
    in
    Hashtbl.replace headers file l;
    l

(* in which of them the body of a function is, "" for none *)
let inlines : (string * string, string) Hashtbl.t = Hashtbl.create 256

let inline_in file name =
  match Hashtbl.find_opt inlines (file, name) with
  | Some h -> h
  | None ->
    let h =
      if Filename.check_suffix file ".h" then ""
      else
        match List.find_opt (fun (h, words) -> Hashtbl.mem words name && Hashtbl.mem (parse h).defs name) (headers_of file) with
        | Some (h, _) -> h
        | None -> ""
    in
    Hashtbl.replace inlines (file, name) h;
    h

let find file name =
  let f = parse file in
  match Hashtbl.find_opt f.defs name with
  | Some t -> Some t
  | None ->
    (match inline_in file name with
     | "" ->
       let other = Hashtbl.find_opt where name in
       Hashtbl.replace asked ("D", name) (match other with Some o -> o | None -> "");
       (match other with
        | Some other when other <> file -> Hashtbl.find_opt (parse other).defs name
        | _ -> None)
     | h -> Hashtbl.find_opt (parse h).defs name)

let here (file, func) = Hashtbl.find_opt (parse file).defs func

(* ---- the sites ---- *)

(* callee -> (file, caller), as far as the analysis saw calls *)
let callers : (string, string * string) Hashtbl.t = Hashtbl.create 256

type site = {
  at : pos; name : string; number : int;
  root : string * string;       (* where it stands: file and function *)
  may : (string, unit) Hashtbl.t;
  on_the_way : (string, unit) Hashtbl.t;
}

let sites : (int, site) Hashtbl.t = Hashtbl.create 128

(* releases of gup references, by file: position and function *)
let drops : (string, pos * string) Hashtbl.t = Hashtbl.create 128

(* acquisitions whose only releases stand in the function that takes: the fields
   that keep the pages, and the releases *)
let keepers : (int, string) Hashtbl.t = Hashtbl.create 16
let puts : (int, pos) Hashtbl.t = Hashtbl.create 16

(* structs that keep the pages of an acquisition, and the functions that release
   them (file, function) *)
let kept_structs : (int, string) Hashtbl.t = Hashtbl.create 16
let put_by : (int, string * string) Hashtbl.t = Hashtbl.create 16

(* who gives back what a function returns: function -> function, argument *)
let given_back : (string, string * int) Hashtbl.t = Hashtbl.create 16

(* functions that return the number of a page: the acquisition, and where the body is *)
let numbers_from : (string, int * string) Hashtbl.t = Hashtbl.create 16

(* fields that somebody may drop pages from, by "STRUCT.FIELD", and by the field alone *)
let taken : (string, unit) Hashtbl.t = Hashtbl.create 1024
let taken_by_name : (string, unit) Hashtbl.t = Hashtbl.create 1024

let answer what key yes =
  Hashtbl.replace asked (what, key) (if yes then "1" else "");
  yes

let load_known path =
  let site n = Hashtbl.find_opt sites (int n) in
  lines path (function
    | [ "A"; n; file; line; col; func; name ] ->
      Hashtbl.replace sites (int n)
        { at = { file; line = int line; col = int col }; name; number = int n; root = (file, func);
          may = Hashtbl.create 16; on_the_way = Hashtbl.create 16 }
    | [ "L"; file; line; col; func ] ->
      Hashtbl.add drops file ({ file; line = int line; col = int col }, func)
    | [ "K"; n; field ] -> Hashtbl.add keepers (int n) field
    | [ "R"; n; file; line; col ] ->
      Hashtbl.add puts (int n) { file; line = int line; col = int col }
    | [ "O"; n; tag ] -> Hashtbl.add kept_structs (int n) tag
    | [ "G"; n; file; func ] -> Hashtbl.add put_by (int n) (file, func)
    | [ "M"; func; file; n ] -> Hashtbl.add numbers_from func (int n, file)
    | [ "W"; w; r; i ] ->
      Hashtbl.replace holders w ();
      Hashtbl.add given_back w (r, int i)
    (* what only a header has is its own *)
    | [ "D"; name; file ] when Hashtbl.mem where name && Filename.check_suffix file ".h" -> ()
    | [ "D"; name; file ] -> Hashtbl.replace where name file
    | [ "H"; tag; field ] ->
      Hashtbl.replace taken (tag ^ "." ^ field) ();
      Hashtbl.replace taken_by_name field ()
    | [ "C"; callee; caller; file ] -> Hashtbl.add callers callee (file, caller)
    | [ "X"; n; func ] ->
      (match site n with Some s -> Hashtbl.replace s.may func () | None -> ())
    | _ -> ())

(* With ELSEWHERE also in other files. *)
let callers_of elsewhere (file, func) =
  if Hashtbl.mem api_names func then []
  else
    Hashtbl.fold (fun f c l -> if StrSet.mem func c then (file, f) :: l else l) (parse file).calls []
    @ (if not elsewhere then [] else
       let of_this f = Hashtbl.find_all callers f in
       let q = qualified file func in
       let l = List.sort_uniq compare (of_this q) in
       Hashtbl.replace asked ("C", q) (String.concat " " (List.map (fun (a, b) -> a ^ ":" ^ b) l));
       l)
    |> List.sort_uniq compare

(* The calls that the analysis saw are those with pages among their arguments;
   here are all that stand in the same file: who calls a function that may
   release, or gives it to somebody who will, may release. *)
let widen s file =
  let rec close () =
    let grew = ref false in
    Hashtbl.iter
      (fun f callees ->
         if not (Hashtbl.mem s.may (qualified file f))
         && (let may = StrSet.exists (fun c -> Hashtbl.mem s.may (qualified file c)) in
             may callees || may (StrSet.filter (Hashtbl.mem (parse file).defs) (Option.value (Hashtbl.find_opt (parse file).named f) ~default:StrSet.empty)))
         then begin
           Hashtbl.replace s.may (qualified file f) ();
           grew := true
         end)
      (parse file).calls;
    if !grew then close ()
  in
  close ()

(* The questions whose answer decides on a release in FILE: those in the condition
   of an if (or a loop) around one, or that jumps in a function which has one; and with
   which answer, where the release stands behind one answer only. *)
let deciding s file =
  let found = Hashtbl.create 16 in
  let releasing f = Hashtbl.mem releases f || Hashtbl.mem s.may f || Hashtbl.mem s.may (qualified file f) in
  let drops st =
    let yes = ref false in
    each_stmt (fun e -> if releasing (callee e) then yes := true) st;
    !yes
  in
  let rec jumps ((s, _) as st : statement) =
    match s with
    | Jump _ -> true
    | Iteration _ | Selection (Switch _) | Labeled (Case _ | CaseRange _ | Default _) -> false
    | _ -> List.exists jumps (parts st)
  in
  (* an error is none of the ways a release can go; nor is a jump to where one is returned,
     and nothing released *)
  let names_error st =
    let yes = ref false in
    each_stmt
      (fun ((e, _), _) ->
         match e with
         | Unary (e, UnMinus) ->
           (match strip e with (Ident n, _), _ -> if errno (name_of n) then yes := true | _ -> ())
         | _ -> ())
      st;
    !yes
  in
  let behind = Hashtbl.create 8 in       (* label of a function -> the statements from there on *)
  let rec labels = function
    | ((Labeled (Label (l, first)), _) : statement) :: rest ->
      Hashtbl.replace behind (name_of l) (first :: rest);
      labels (first :: rest)
    | _ :: rest -> labels rest
    | [] -> ()
  in
  let rec leaves depth l =
    match l with
    | st :: _ when drops st -> false
    | ((Jump (ReturnExpr _), _) as st : statement) :: _ -> names_error st
    | (Jump (Goto l), _) :: _ ->
      depth > 0 && (match Hashtbl.find_opt behind (name_of l) with Some l -> leaves (depth - 1) l | None -> false)
    | (Jump _, _) :: _ | [] -> false
    | (Labeled (Label (_, s)), _) :: rest -> leaves depth (s :: rest)
    | _ :: rest -> leaves depth rest
  in
  let fails st =
    names_error st
    || (match parts st with
        | [] -> leaves 2 [ st ]
        | l -> leaves 2 l)
  in
  let answers = Hashtbl.create 16 in     (* of a function: pointer -> the call whose value it has *)
  let pointers = Hashtbl.create 16 in
  let answer v e =
    each_expr (fun e -> if callee e <> "" then Hashtbl.add answers v (callee e)) e in
  let earlier = Hashtbl.create 16 in     (* variable -> the question whose answer it has *)
  let note (((e, _), _) : expression) =
    (match e with
     | Assignment (l, (SimpleAssign, _), r) ->
       (match strip l, callee (strip r) with
        | ((Ident n, _), _), f when f <> "" -> Hashtbl.replace earlier (name_of n) f
        | _ -> ())
     | _ -> ());
    match e with
    | Assignment (l, _, r) -> (match strip l with (Ident n, _), _ when Hashtbl.mem pointers (name_of n) -> answer (name_of n) r | _ -> ())
    | _ -> ()
  in
  let add f how =
    Hashtbl.replace found f
      (match Hashtbl.find_opt found f with Some old when old <> how -> Any | _ -> how) in
  (* compared with what was answered before: which answer it was is not asked *)
  let compared e =
    let same a b =
      match strip a with
      | (Ident n, _), _ -> callee (strip b) <> "" && Hashtbl.find_opt earlier (name_of n) = Some (callee (strip b))
      | _ -> false
    in
    match strip e with
    | (Binary (a, (Logical (Eq | NotEq), _), b), _), _ -> same a b || same b a
    | _ -> false
  in
  let rec questions e =
    match strip e with
    | (Binary (a, (Logical (AndLog | OrLog), _), b), _), _ -> questions a; questions b
    | e -> if not (compared e) then ask e
  and ask e =
    each_expr
      (fun (((e, _), _) as ex) ->
         match e with
         | Ident n -> List.iter (fun f -> add f Any) (Hashtbl.find_all answers (name_of n))
         | _ -> if callee ex <> "" then add (callee ex) Any)
      e
  in
  (* what has to be so where E comes out as TRUTH *)
  let rec answered e truth =
    match strip e with
    | (Unary (e, Not), _), _ -> answered e (not truth)
    | (Binary (a, (Logical AndLog, _), b), _), _ when truth -> answered a truth; answered b truth
    | (Binary (a, (Logical OrLog, _), b), _), _ when not truth -> answered a truth; answered b truth
    | (FunCall (_, args), _), _ as call when callee call <> "" ->
      if List.mem (callee call) [ "likely"; "unlikely" ] then
        List.iter (function (Common.Left a, _) -> answered a truth | _ -> ()) args
      else begin
        add (callee call) (When truth);
        List.iter (function (Common.Left a, _) -> questions a | _ -> ()) args
      end
    | e -> questions e
  in
  let rec look ((s, _) as st : statement) =
    (match s with
    | Selection (If (c, a, b)) ->
      (* what jumps after a release is told by the release *)
      if drops a = drops b && List.exists (fun s -> jumps s && not (fails s)) [ a; b ] then questions c;
      (match drops a, drops b with
       | true, true -> questions c
       | true, false -> answered c true
       | false, true -> answered c false
       | false, false -> ())
    | Selection (Switch (e, _)) -> questions e
    | Iteration (While (c, _)) | Iteration (DoWhile (_, c)) | Iteration (For (_, (Some c, _), _, _)) -> questions c
    | ExprStatement (Some e) | Jump (ReturnExpr e) ->
      each_expr
        (fun ((e, _), _ as ex) ->
           match e with
           | CondExpr _ | Binary (_, (Logical (AndLog | OrLog), _), _) ->
             let yes = ref false in
             each_expr (fun e -> if releasing (callee e) then yes := true) ex;
             if !yes then questions ex
           | _ -> ())
        e
    | _ -> ());
    List.iter look (parts st)
  in
  Hashtbl.iter
    (fun name (t : target) ->
       match Hashtbl.find_opt (parse file).calls name with
       | Some callees when StrSet.exists releasing callees ->
         Hashtbl.reset answers;
         Hashtbl.reset pointers;
         Hashtbl.reset earlier;
         Array.iter
           (function
             | Declare { v_namei = Some (n, _); v_type; _ }, _, _ when is_pointer v_type -> Hashtbl.replace pointers (name_of n) ()
             | _ -> ())
           (graph_of t).nodes;
         Hashtbl.reset behind;
         labels (statements t.tdef);
         List.iter (Graph.each_seq note) t.tdef.f_body;
         List.iter look (statements t.tdef)
       | _ -> ())
    (parse file).defs;
  (* ... and what their answers depend on *)
  let rec close name =
    match Hashtbl.find_opt (parse file).calls name with
    | Some callees ->
      StrSet.iter
        (fun c -> if not (Hashtbl.mem found c) then begin Hashtbl.replace found c Any; close c end)
        callees
    | None -> ()
  in
  List.iter close (Hashtbl.fold (fun f _ l -> if releasing f then l else f :: l) found []);
  found

(* ---- what was found ---- *)

let out = ref stdout

let row l = output_string !out (String.concat "\t" l ^ "\n")

let source_lines : (string, string array) Hashtbl.t = Hashtbl.create 16

let source (p : pos) =
  let a =
    match Hashtbl.find_opt source_lines p.file with
    | Some a -> a
    | None ->
      let a = Array.of_list (String.split_on_char '\n' (text p.file)) in
      Hashtbl.replace source_lines p.file a;
      a
  in
  if p.line >= 1 && p.line <= Array.length a then
    String.trim (String.map (fun c -> if c = '\t' || c = '\r' then ' ' else c) a.(p.line - 1))
  else ""

let told : (string * pos, unit) Hashtbl.t = Hashtbl.create 16

(* A name that a macro brings has a column that no other has: that of the use, and 65536 for each token. *)
let shown (p : pos) = { p with col = p.col land 65535 }

(* TAG begins the row of F, STEP those of its steps. *)
let write_as tag step site f =
  let f = { f with where = shown f.where; steps = List.map (fun (s : step) -> { s with at = shown s.at }) f.steps } in
  row [ tag; f.rule; (if f.rule = "PIN009" then "warning" else "error"); f.where.file; string_of_int f.where.line;
        string_of_int f.where.col; f.func;
        Printf.sprintf "%s() at %s" site.name (source f.where); "";
        Printf.sprintf "%s (taken by %s())" f.text site.name ];
  List.iter (fun (tag, field) -> row [ "Y"; tag; field; snd site.root ]) f.needs;
  let last = ref "" in
  List.iter
    (fun (s : step) ->
       let say =
         match s.say with
         | "the condition holds" | "the condition does not hold" ->
           Printf.sprintf "%s: %s" s.say (source s.at)
         | t -> t
       in
       let key = Printf.sprintf "%s:%d %s" s.at.file s.at.line say in
       if key <> !last then
         row [ step; s.at.file; string_of_int s.at.line; string_of_int s.at.col; say ];
       last := key)
    f.steps

(* What was told of the acquisition at hand. *)
let written : finding list ref = ref []

let write_first site f =
  written := f :: !written;
  write_as "F" "S" site f

(* One fault in one place is told of once, by its shortest way.  The others are rows O, with OS for their steps: none
   is told, but lint has to know which there were before a change. *)
let write_others site =
  let way f =
    let decided d (s : step) =
      match s.say with
      | "the condition holds" | "the condition does not hold" -> Some (shown s.at, s.say)
      | _ -> d
    in
    (f.rule, shown f.where, List.fold_left decided None f.steps)
  in
  let have = Hashtbl.create 16 in
  List.iter (fun f -> Hashtbl.replace have (way f) ()) !written;
  List.sort (fun f g -> compare (List.length f.steps, f.where, f.text) (List.length g.steps, g.where, g.text)) !found
  |> List.iter (fun f ->
      if not (Hashtbl.mem have (way f)) && Hashtbl.length have < 64 then begin
        Hashtbl.replace have (way f) ();
        write_as "O" "OS" site f
      end)

(* One fault in one place, whichever acquisition of the file it is told of first. *)
let write site f =
  if not (Hashtbl.mem told (f.rule, shown f.where)) then begin
    Hashtbl.replace told (f.rule, shown f.where) ();
    write_first site f
  end

(* Pages stay behind in a field, and nothing releases them from there: told of
   where the field is freed. *)
let kept s fields =
  let frees =
    Hashtbl.fold (fun name t l -> if name = snd s.root then l else (name, t) :: l)
      (parse (fst s.root)).defs []
    |> List.sort (fun (a, _) (b, _) -> compare a b)
    |> List.concat_map (fun (name, t) ->
        Dirty.calls t (fun f ->
            match Hashtbl.find_opt what f with Some ("free", i) -> Some i | _ -> None)
        |> List.filter_map (fun (_, p, path) ->
            match path with
            | Some q ->
              (match String.rindex_opt q '.' with
               | Some i when List.mem (String.sub q (i + 1) (String.length q - i - 1)) fields -> Some (name, p)
               | _ -> None)
            | None -> None))
  in
  let taken = { at = s.at; say = "all pages are taken here, and kept in " ^ String.concat ", " fields } in
  let f =
    match frees with
    | (func, where) :: _ ->
      { rule = "PIN003"; where; func; steps = [ taken ]; needs = List.map (fun f -> ("", f)) fields;
        text = "the array is freed, but nobody releases the pages in it: only the function that takes them does, when it fails" }
    | [] ->
      { rule = "PIN003"; where = s.at; func = snd s.root; steps = []; needs = List.map (fun f -> ("", f)) fields;
        text = "the pages are kept in " ^ String.concat ", " fields ^ ", but nobody releases them from there: only this function does, when it fails" }
  in
  found := f :: !found

(* ---- objects that hold references ---- *)

let struct_pointer t = if is_pointer t && depth t = 1 then tag_of t else ""

(* the number of the first parameter of T that points to a struct TAG, 0 for none *)
let takes tag (t : target) =
  let _, (ps, _) = t.tdef.f_type in
  let rec at i = function
    | [] -> 0
    | (p, _) :: _ when struct_pointer p.p_type = tag -> i
    | _ :: rest -> at (i + 1) rest
  in
  at 1 ps

(* A function that takes references, keeps them in a struct and returns a pointer
   to it: who is given such a pointer and releases them gives the object back.
   Rows H for the callers, wherever they are, and P for what else gets such an
   object in these files. *)
let holder n =
  match Hashtbl.find_opt sites n with
  | Some s ->
    let file, func = s.root in
    (match here s.root with
     | Some t ->
       let tag = struct_pointer (fst t.tdef.f_type) in
       if tag <> "" && List.mem tag (Hashtbl.find_all kept_structs n) then begin
         let rec back level (file, f) =
           match here (file, f) with
           | Some t when f <> func ->
             let i = takes tag t in
             if i > 0 then [ (file, f, i) ]
             else if level = 0 then []
             else
               Hashtbl.fold (fun g c l -> if StrSet.mem f c then (file, g) :: l else l) (parse file).calls []
               |> List.concat_map (back (level - 1))
           | _ -> []
         in
         (* and those that only call one of them, with the same object *)
         let direct = List.concat_map (back 2) (Hashtbl.find_all put_by n) in
         let outer =
           List.concat_map
             (fun (file, f, _) ->
                Hashtbl.fold
                  (fun g c l ->
                     match here (file, g) with
                     | Some t when StrSet.mem f c && g <> func && takes tag t > 0 -> (file, g, takes tag t) :: l
                     | _ -> l)
                  (parse file).calls [])
             direct
         in
         let is_static file f = Hashtbl.mem (parse file).static f in
         let gives = List.sort_uniq compare (direct @ outer) in
         List.iter
           (fun (g_file, g, i) ->
              if g_file = file || not (is_static g_file g) then
                row [ "H"; func; (if is_static file func then file else ""); g; string_of_int i ])
           gives;
         if gives <> [] then
           List.iter
             (fun file ->
                Hashtbl.iter
                  (fun f t -> if takes tag t > 0 && not (is_static file f) then row [ "P"; f; file ])
                  (parse file).defs)
             (List.sort_uniq compare (file :: List.map (fun (f, _, _) -> f) gives))
       end
     | None -> ())
  | None -> ()

(* The sites of FILE at which an object that FUNC returns is taken. *)
let calls_of file func =
  Hashtbl.fold (fun f t l -> (f, t) :: l) (parse file).defs []
  |> List.sort (fun (a, _) (b, _) -> compare a b)
  |> List.concat_map (fun (f, t) ->
      if StrSet.mem func (Hashtbl.find (parse file).calls f) then
        Dirty.calls t (fun c -> if c = func then Some 1 else None)
        |> List.map (fun (_, at, _) ->
            let may = Hashtbl.create 16 in
            List.iter (fun (r, _) -> Hashtbl.replace may r ()) (Hashtbl.find_all given_back func);
            { at; name = func; number = 0; root = (file, f); may; on_the_way = Hashtbl.create 16 })
      else [])

(* Does the call of S stand in its function, as that is read, with arguments that a kernel has for it? *)
let stands s =
  match here s.root with
  | None -> false
  | Some t ->
    let yes = ref false in
    List.iter (Graph.each_seq (fun e -> if callee e = s.name && pos_of e = s.at && Hashtbl.mem acquires (s.name, List.length (arguments e)) then yes := true)) t.tdef.f_body;
    !yes

(* Forget what was read of a file. *)
let unread name =
  Hashtbl.remove files name;
  Hashtbl.reset graphs;
  let drop t file_of = Hashtbl.filter_map_inplace (fun k v -> if file_of k = name then None else Some v) t in
  drop field_tags (fun (f, _, _) -> f);
  drop sure_fields (fun (f, _, _) -> f);
  drop field_types fst;
  drop small_macros fst

(* A module's macros that jump: "goto" or "return" stands in their bodies, or a macro that does. *)
let jumps =
  lazy
    (let h = Hashtbl.create 16 and list = View.folder ^ "/hides" in
     let words =
       if View.folder <> "" && Sys.file_exists list then List.map (String.split_on_char '\t') (View.lines list)
       else [] in
     let rec more () =
       let before = Hashtbl.length h in
       List.iter
         (function
           | [ word; macro ] when word = "goto" || word = "return" || Hashtbl.mem h word -> Hashtbl.replace h macro ()
           | _ -> ())
         words;
       if Hashtbl.length h > before then more () in
     more ();
     h)

(* Does the function of S use one, as it is read? *)
let jumps_unseen s =
  match here s.root with
  | None -> false
  | Some t ->
    let yes = ref false in
    List.iter (Graph.each_seq (fun e -> if Hashtbl.mem (Lazy.force jumps) (callee e) then yes := true)) t.tdef.f_body;
    !yes

(* No more views of a source are read for one acquisition. *)
let most_views = 4

(* F for S, the source read so that its call stands there: as it is, or where a macro makes
   the call, an #if stands among its arguments, or its function is there several times, or a
   macro jumps, by each view that has it. *)
let where_it_stands f s =
  let file = fst s.root in
  if stands s && not (jumps_unseen s) then f ()
  else begin
    let left = ref most_views in
    Fun.protect
      ~finally:(fun () -> Hashtbl.remove by_view file; unread file)
      (fun () ->
         List.iter
           (fun v ->
              if !left > 0 then begin
                unread file;
                Hashtbl.replace by_view file v;
                if stands s then begin decr left; f () end
              end)
           (View.of_file file));
    if !left = most_views then f ()
  end

let rec one n =
  match Hashtbl.find_opt sites n with
  | None -> ()
  | Some s ->
    where_it_stands
      (fun () -> follow s (Hashtbl.find_all keepers n) (Hashtbl.find_all puts n); holder n) s

(* What FUNC returns in FILE: objects, or the numbers of pages. *)
and held file func =
  match Hashtbl.find_all numbers_from func with
  | [] -> objects file func
  | (_, home) :: _ as taken ->
    (match find file func with
     | Some { tfile; _ } when tfile = home ->
       let may = Hashtbl.create 64 in
       List.iter
         (fun (n, _) -> match Hashtbl.find_opt sites n with Some s -> Hashtbl.iter (Hashtbl.replace may) s.may | None -> ())
         taken;
       numbering := func;
       Fun.protect ~finally:(fun () -> numbering := "") (fun () ->
           List.iter (fun s -> follow { s with may = Hashtbl.copy may } [] []) (calls_of file func))
     | _ -> ())

and objects file func =
  Hashtbl.reset gives;
  List.iter (fun (r, i) -> Hashtbl.replace gives r i) (Hashtbl.find_all given_back func);
  holding := true;
  Fun.protect ~finally:(fun () -> holding := false) (fun () ->
      List.iter (fun s -> follow s [] []) (calls_of file func))

(* Is the release at AT one of a count: of that many slots, whatever is in them? *)
and goes_by_count (at : pos) =
  Hashtbl.fold
    (fun _ (t : target) yes ->
       yes
       || Undo.of_each_slot t at
       || Array.exists
         (fun (node, _, _) ->
            match node with
            | Each k -> pos_of k.call = at && not k.slots
            | Eval e ->
              let found = ref false in
              each_expr (fun e -> if Hashtbl.mem counted (callee e) && pos_of e = at then found := true) e;
              !found
            | _ -> false)
         (graph_of t).nodes)
    (parse at.file).defs false

(* Rows J: uses in FILE of a field, "STRUCT FIELD TAKER", by which what is kept there might
   be released, or that were not read. *)
and seen file key =
  match String.split_on_char ' ' key with
  | [ tag; field; taker ] ->
    let say line why = row [ "J"; tag; field; taker; Printf.sprintf "%s:%d" file line; why ] in
    let parsed = Seen.parsed_lines field (read file) in
    let rec unread written parsed =
      match written, parsed with
      | w :: ws, p :: ps when w = p -> unread ws ps
      | w :: _, p :: ps when p < w -> unread written ps
      | w :: _, _ -> Some w
      | [], _ -> None
    in
    (match unread (Seen.lines_with field (Seen.code (text file))) (List.sort compare parsed) with
     | Some line -> say line "not read"
     | None -> ());
    Hashtbl.fold (fun _ t l -> Seen.uses tag field taker t @ l) (parse file).defs []
    |> List.sort_uniq compare
    |> List.iter (fun line -> say line "used")
  | _ -> ()

(* Walk the function that S stands in, and its callers as far as it concerns them.
   FIELDS: of a keeper; RELEASES: of its references, where they are known. *)
and follow s fields releases =
    followed := (fun p -> p = s.at);
    let may_call file name =
      Hashtbl.mem s.may name || Hashtbl.mem s.may (qualified file name) in
    may_release := may_call;
    must_walk := (fun file name -> Hashtbl.mem s.on_the_way (qualified file name));
    body := (fun file name -> find file name);
    may_take := (fun tag f ->
        let key = tag ^ "." ^ f in
        answer "H" key
          (if tag = "" then Hashtbl.mem taken_by_name f
           else Hashtbl.mem taken key || Hashtbl.mem taken ("." ^ f)));
    let release_files = List.sort_uniq compare (List.map (fun (p : pos) -> p.file) releases) in
    let questions = Hashtbl.create 4 in
    decides := (fun file f ->
        let in_file file =
          let found =
            match Hashtbl.find_opt questions file with
            | Some t -> t
            | None ->
              let t = deciding s file in
              Hashtbl.replace questions file t;
              t
          in
          Option.value (Hashtbl.find_opt found f) ~default:Never
        in
        if !holding then Any
        else
          List.fold_left
            (fun how file ->
               match how, in_file file with
               | Never, h | h, Never -> h
               | a, b -> if a = b then a else Any)
            (in_file file) release_files);
    by_number := !holding || !numbering <> "" || List.exists (fun file ->
        Hashtbl.fold
          (fun _ callees yes -> yes || StrSet.exists (fun c -> Hashtbl.mem numbered c) callees
                                       && StrSet.exists (fun c -> Hashtbl.mem Explore.releases c || Hashtbl.mem s.may (qualified file c)) callees)
          (parse file).calls false) (fst s.root :: release_files);
    by_count := releases <> [] && List.for_all goes_by_count releases;
    found := [];
    written := [];
    is_put := (fun p -> List.mem p releases);
    let seen = Hashtbl.create 16 in
    let rec walk level r =
      if not (Hashtbl.mem seen r) && Hashtbl.length seen < 120 then begin
        Hashtbl.replace seen r ();
        match here r with
        | None -> ()
        | Some t ->
          widen s (fst r);
          let concerns = Explore.explore 40000 ~first:(level = 0) t in
          if !returns_number && (not !holding) && !numbering = "" && not (Hashtbl.mem api_names (snd r))
          && not (Hashtbl.mem (parse (fst r)).static (snd r)) then
            Printf.fprintf !out "M\t%s\t%s\t%d\n" (snd r) (fst r) s.number;
          if !cut then
            output_string !out
              (Printf.sprintf "B\t%s\t%d\t%s\t%s\n" s.at.file s.at.line (snd r) s.name);
          let concerns = if !cut_short then level = 0 else concerns in
          if level = 0 && fields <> [] && !left_behind then kept s fields;
          if concerns && level < 7 then begin
            Hashtbl.replace s.on_the_way (qualified (fst r) (snd r)) ();
            List.iter (walk (level + 1)) (callers_of true r)
          end
      end
    in
    walk 0 s.root;
    (* the shortest way to each *)
    let best = Hashtbl.create 16 in
    List.iter
      (fun f ->
         let key = (f.rule, f.where) in
         match Hashtbl.find_opt best key with
         | Some g when List.length g.steps <= List.length f.steps -> ()
         | _ -> Hashtbl.replace best key f)
      !found;
    Hashtbl.fold (fun k f l -> (k, f) :: l) best []
    (* what the function that takes does wrong comes first *)
    |> List.sort (fun (a, f) (b, g) -> compare (f.text <> fails_holding, a) (g.text <> fails_holding, b))
    (* one loss, many ways out: the first of a function is told, and none of a caller
       where the function that takes has been told of *)
    |> List.fold_left
      (fun l (_, f) ->
         let same g =
           g.rule = "PIN003" && f.text = left_holding
           && ((g.text = left_holding && g.func = f.func && g.where.file = f.where.file)
               || g.text = fails_holding)
           (* ... or the same way, followed on into the caller *)
           || g.rule = "PIN003" && f.rule = "PIN003" && g.text = fails_holding && g.func <> f.func
              && (match List.rev g.steps with
                  | (last : step) :: _ -> List.exists (fun (s : step) -> s.at = last.at) f.steps
                  | [] -> false)
         in
         if List.exists same l then l else f :: l)
      []
    |> List.rev
    |> List.iter (write s);
    write_others s

(* pages marked dirty without their lock *)
let unlocked file =
  let seen = Hashtbl.create 8 in
  List.iter
    (fun (at, func) ->
       match here (file, func) with
       | None -> ()
       | Some t ->
         List.iter
           (fun (f, (p : pos)) ->
              if not (Hashtbl.mem seen p) then begin
                Hashtbl.replace seen p ();
                let str = string_of_int in
                row [ "F"; "PIN007"; "warning"; p.file; str p.line; str p.col; func; source p; "";
                      Printf.sprintf "%s() on a page of a user mapping that is not locked" f ];
                row [ "T"; at.file; str at.line; str at.col; "released here" ]
              end)
           (Dirty.of_release t at))
    (List.sort compare (Hashtbl.find_all drops file))


(* what is dropped a second time for certain *)
let twice file =
  let drops = List.sort compare (Hashtbl.find_all drops file) in
  List.iter
    (fun (at, func) ->
       match here (file, func) with
       | None -> ()
       | Some t ->
         (match Twice.of_release t at with
          | Some p when List.mem (p, func) drops && not (Hashtbl.mem told ("PIN006", p)) ->
            let str = string_of_int in
            row [ "F"; "PIN006"; "error"; p.file; str p.line; str p.col; func; source p; "";
                  "released a second time" ];
            row [ "S"; at.file; str at.line; str at.col; "released here" ]
          | _ -> ()))
    drops

(* the current page of a loop, which one way out loses *)
let undone file =
  let drops = List.sort compare (Hashtbl.find_all drops file) in
  List.sort_uniq compare (List.map snd drops)
  |> List.iter (fun func ->
      match here (file, func) with
      | None -> ()
      | Some t ->
         let drops = List.filter_map (fun (at, f) -> if f = func then Some at else None) drops in
         let tell text step ((p : pos), (put : pos)) =
           if not (Hashtbl.mem told ("PIN003", p)) then begin
             Hashtbl.replace told ("PIN003", p) ();
             let str = string_of_int in
             row [ "F"; "PIN003"; "error"; p.file; str p.line; str p.col; func; source p; ""; text ];
             row [ "S"; put.file; str put.line; str put.col; step ]
           end
         in
         List.iter
           (tell "the loop is left while the current page is still held: what is released afterwards starts behind it"
              "released from the next one on here")
           (Undo.of_function drops t);
         List.iter
           (tell "the loop that releases is left in the middle, and the array is freed: the pages that it had not come to are lost"
              "released one by one here")
           (List.sort compare (Undo.left_in_the_middle drops t));
         List.iter
           (fun (p, put, zero) ->
              tell
                (if zero then "the count that the loop over the pages goes by is set to 0 in it: only the first page is released"
                 else "the count that the loop over the pages goes by is counted down in it as well: only half of the pages are released")
                "released one by one here" (p, put))
           (List.sort compare (Undo.count_spent drops t)))

(* fewer are released than a field says there are *)
let fewer file =
  let f = parse file in
  let takes e =
    match Hashtbl.find_opt acquires (callee e, List.length (arguments e)) with
    | Some a when a.fill > 0 && a.asked > 0 && not a.bytes ->
      (match List.nth (arguments e) (a.fill - 1), List.nth (arguments e) (a.asked - 1) with
       | Some array, Some n -> Some (array, n)
       | _ -> None)
    | _ -> None
  in
  let drops = List.map fst (Hashtbl.find_all drops file) in
  Hashtbl.fold (fun name t l -> (name, t) :: l) f.defs []
  |> List.sort (fun (a, _) (b, _) -> compare a b)
  |> Fewer.of_file takes drops
  |> List.sort_uniq compare
  |> List.iter (fun ((p : pos), func, (at : pos)) ->
      if not (Hashtbl.mem told ("PIN003", p)) then begin
        Hashtbl.replace told ("PIN003", p) ();
        let str = string_of_int in
        row [ "F"; "PIN003"; "error"; p.file; str p.line; str p.col; func; source p; "";
              "fewer pages are released than were taken: the number that was kept with them, less one or more" ];
        row [ "S"; at.file; str at.line; str at.col; "taken here, and their number kept" ]
      end)

(* Rows A: releases that a condition tells apart. *)
let apart file =
  let f = parse file in
  let body name = Option.map (fun t -> t.tdef) (Hashtbl.find_opt f.defs name) in
  Hashtbl.fold (fun _ t l -> Apart.of_function body t.tdef @ l) f.defs []
  |> List.sort_uniq compare
  |> List.iter (fun (p : pos) -> Printf.fprintf !out "A\t%s\t%d\t%d\n" p.file p.line p.col)

let main () =
  Option.iter Sys.chdir (Sys.getenv_opt "PINCER_TREE");
  Flag_parsing_c.show_parsing_error := false;
  Flag_parsing_c.verbose_lexing := false;
  Flag_parsing_c.verbose_parsing := false;
  load_api (Sys.getenv "PINCER_API");
  load_kernel (Sys.getenv "PINCER_KERNEL");
  load_known (Sys.getenv "PINCER_KNOWN");
  Graph.releases_one := (fun f -> Hashtbl.mem releases f && not (Hashtbl.mem counted f));
  Graph.harmless := (fun f -> quiet f);
  Explore.own := is_own;
  out := open_out_bin (Sys.getenv "PINCER_OUT");
  let unit = ref "" in
  (* "/FILE": the objects that functions named there return in FILE; "//FILE": who sees a
     field there *)
  let of_fields f = String.starts_with ~prefix:"//" f in
  let of_objects f = String.starts_with ~prefix:"/" f && not (of_fields f) in
  let plain f =
    if of_fields f then String.sub f 2 (String.length f - 2)
    else if of_objects f then String.sub f 1 (String.length f - 1)
    else f in
  (* What throws is an error of Pincer's own: the file is named, and what was found of it
     is not kept, for its end ("E") is missing. *)
  let failed = ref false in
  let guarded f x =
    try f x
    with e ->
      failed := true;
      Printf.fprintf !out "Z\t%s\t%s\n" !unit (String.map (fun c -> if c = '\t' || c = '\n' then ' ' else c) (Printexc.to_string e))
  in
  let finish () =
    if !unit <> "" then begin
      if plain !unit = !unit then begin guarded twice !unit; guarded undone !unit; guarded fewer !unit end;
      let sorted t = Hashtbl.fold (fun k v l -> (k, v) :: l) t [] |> List.sort compare in
      List.iter (fun (f, ()) -> Printf.fprintf !out "U\t%s\n" f) (sorted used);
      List.iter (fun ((w, n), r) -> Printf.fprintf !out "Q\t%s\t%s\t%s\n" w n r) (sorted asked);
      if not !failed then Printf.fprintf !out "E\t%s\n" !unit
    end
  in
  lines ~table:false (Sys.getenv "PINCER_SITES") (function
    | [ file; n ] ->
      if file <> !unit then begin
        finish ();
        Hashtbl.reset told;
        Hashtbl.reset used;
        Hashtbl.reset asked;
        unit := file;
        failed := false;
        unit_file := plain file;
        Hashtbl.reset unit_functions;
        Hashtbl.reset graphs;
        if Hashtbl.length files > most_files then Hashtbl.reset files;
        if not (Filename.check_suffix !unit_file ".h") then
          Hashtbl.iter (fun f _ -> Hashtbl.replace unit_functions f ()) (parse !unit_file).defs;
        Printf.fprintf !out "N\t%s\n" file;
        if plain file = file then begin
          guarded unlocked file;
          guarded apart file
        end
      end;
      guarded
        (fun n ->
           if of_objects file then held (plain file) n
           else if of_fields file then seen (plain file) n
           else if n <> "-" then one (int n))
        n
    | _ -> ());
  finish ();
  close_out !out

(* for cocci/convert/counts.cocci *)
let counts = Counts.main
