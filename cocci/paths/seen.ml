(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * Who sees the pages that are kept in a field?  "Nobody releases them from there" may be
 * said only where each use of the field was read, and is none that could lead to a
 * release: it is filled, asked for NULL, freed, or its pages are looked at.
 *)
open Ast_c
open Graph
open Explore

(* The code of a file: comments, strings and characters are blanks. *)
let code text =
  let b = Bytes.of_string text in
  let n = Bytes.length b in
  let blank i = if Bytes.get b i <> '\n' then Bytes.set b i ' ' in
  let rec plain i =
    if i < n then
      match Bytes.get b i with
      | '/' when i + 1 < n && Bytes.get b (i + 1) = '*' -> blank i; blank (i + 1); comment (i + 2)
      | '/' when i + 1 < n && Bytes.get b (i + 1) = '/' -> line i
      | ('"' | '\'') as q -> blank i; quoted q (i + 1)
      | _ -> plain (i + 1)
  and comment i =
    if i < n then
      if Bytes.get b i = '*' && i + 1 < n && Bytes.get b (i + 1) = '/' then begin blank i; blank (i + 1); plain (i + 2) end
      else begin blank i; comment (i + 1) end
  and line i = if i < n then if Bytes.get b i = '\n' then plain i else begin blank i; line (i + 1) end
  and quoted q i =
    if i < n then
      match Bytes.get b i with
      | '\\' when i + 1 < n -> blank i; blank (i + 1); quoted q (i + 2)
      | c when c = q || c = '\n' -> blank i; plain (i + 1)
      | _ -> blank i; quoted q (i + 1)
  in
  plain 0;
  Bytes.to_string b

(* The lines on which a text has the word WORD, one for each time. *)
let lines_with word text =
  let is_word c = c = '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') in
  let n = String.length text and m = String.length word in
  let rec go i line found =
    if i >= n then List.rev found
    else if text.[i] = '\n' then go (i + 1) (line + 1) found
    else if is_word text.[i] then begin
      let j = ref i in
      while !j < n && is_word text.[!j] do incr j done;
      go !j line (if !j - i = m && String.sub text i m = word then line :: found else found)
    end
    else go (i + 1) line found
  in
  go 0 1 []

(* The lines of the tokens of TOPS that are WORD: what was parsed. *)
let parsed_lines word tops =
  List.concat_map
    (fun top ->
       match top with
       | Definition _ | Declaration _ ->
         List.filter_map
           (fun i -> match i.pinfo with OriginTok p when p.Common.str = word -> Some p.Common.line | _ -> None)
           (Lib_parsing_c.ii_of_toplevel top)
       | _ -> [])
    tops

(* Uses of field F of struct TAG ("" for any, "g" for a global) in function T that may lead
   to a release: their lines.  TAKER: the function that may release what it just took. *)
let uses tag f taker (t : target) =
  let fr = make_frame "0" 0 [] [] t in
  let declare = function
    | DeclList (l, _) ->
      List.iter (fun (o, _) -> match o.v_namei with Some (n, _) -> Hashtbl.replace fr.types (name_of n) o.v_type | None -> ()) l
    | _ -> ()
  in
  let rec declared ((s, _) as st : statement) =
    (match s with Decl d | Iteration (For (ForDecl d, _, _, _)) -> declare d | _ -> ());
    List.iter declared (parts st)
  in
  List.iter declared (statements t.tdef);
  let params =
    List.filter_map (fun (p, _) -> match p.p_namei with Some n -> Some (name_of n) | None -> None) (fst (snd t.tdef.f_type)) in
  let is_it e =
    match strip e with
    | ((RecordAccess (b, n) | RecordPtAccess (b, n)), _), _ ->
      name_of n = f && tag <> "g" && (match sure_struct_of fr b with "" -> true | s -> tag = "" || s = tag)
    | (Ident n, _), _ -> tag = "g" && name_of n = f && not (Hashtbl.mem fr.types f)
    | _ -> false
  in
  (* the field, a slot of it or what a slot is found by *)
  let rec about e =
    is_it e
    || (match strip e with
        | (ArrayAccess (a, _), _), _ -> about a
        | (Unary (a, (DeRef | UnPlus)), _), _ -> about a
        | (Binary (a, (Arith (Plus | Minus), _), _), _), _ -> about a
        | (FunCall (((Ident n, _), _), (Common.Left a, _) :: _), _), _ when Hashtbl.mem same (name_of n) || Hashtbl.mem numbers (name_of n) -> about a
        | _ -> false)
  in
  let all = ref [] and fine = ref [] in
  let line e = (pos_of (strip e)).line in
  let note_fine e = each_expr (fun e -> if is_it e then fine := pos_of (strip e) :: !fine) e in
  let rec kept_value e =
    match strip e with
    | (Ident n, _), _ ->
      let n = name_of n in
      n = "NULL"
      || (Hashtbl.mem fr.types n
          && not (List.mem n params && (match Hashtbl.find_opt fr.types n with Some t -> depth t >= 2 | None -> true)))
    | (Constant _, _), _ -> true
    | (CondExpr (_, a, b), _), _ -> (match a with Some a -> kept_value a | None -> false) && kept_value b
    | e -> (match Hashtbl.find_opt what (callee e) with Some (("alloc" | "zalloc"), _) -> true | _ -> false)
  in
  let look (((e, _), _) as ex) =
    if is_it ex then all := ex :: !all;
    match e with
    | Assignment (l, (SimpleAssign, _), r) when about l && kept_value r && not (about r) -> note_fine l
    | Binary (a, (Logical _, _), b) ->
      if about a then note_fine a;
      if about b then note_fine b
    | Unary (a, Not) when about a -> note_fine a
    | CondExpr (a, _, _) when about a -> note_fine a
    | SizeOfExpr a -> note_fine a
    | FunCall (((Ident n, _), _), args) ->
      let n = name_of n in
      let harmless =
        quiet n || Hashtbl.mem acquires (n, List.length args)
        || (match Hashtbl.find_opt what n with Some ("free", _) -> true | _ -> false)
        || Hashtbl.mem may_fail n
        || (Hashtbl.mem releases n && fr.fname = taker) in
      if harmless then
        List.iter
          (function
            | Common.Left a, _ ->
              (* by address only to what fills it *)
              if about a then note_fine a
              else (match strip a with (Unary (a, GetRef), _), _ when about a -> note_fine a | _ -> ())
            | _ -> ())
          args
    | _ -> ()
  in
  List.iter (each_seq look) t.tdef.f_body;
  let rec conditions ((s, _) as st : statement) =
    (match s with
     | Selection (If (c, _, _)) | Iteration (While (c, _)) when about c -> note_fine c
     | _ -> ());
    List.iter conditions (parts st)
  in
  List.iter conditions (statements t.tdef);
  List.filter (fun e -> not (List.mem (pos_of (strip e)) !fine)) !all |> List.map line
