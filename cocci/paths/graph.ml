(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * The control flow of one function, as a graph of small steps.
 *
 * Coccinelle's own graph is not among the modules that spatch lends to
 * scripts, and this one knows two things more: which variables a loop changes,
 * and which loops do nothing but release the slots of an array.
 *)
open Ast_c

module StrSet = Set.Make (String)

type pos = { file : string; line : int; col : int }

type loop = {
  changes : StrSet.t;           (* variables assigned to in the loop *)
  grows : StrSet.t;             (* ... those that are only added to *)
  names : StrSet.t;             (* all names in its body *)
}

type node =
  | Eval of expression
  | Declare of onedecl
  | Branch of expression * int          (* node when false; when true: next *)
  | Either of int list                  (* one of them: macro loops *)
  | Worlds of ((string * bool) list * int) list   (* one of them, where its conditions of the preprocessor hold *)
  | Enter of loop                       (* the head of a loop is reached from above *)
  | Again of loop                       (* ... from its end *)
  | Test of loop * expression option * int   (* its condition; node when false *)
  | Each of bulk                        (* a loop that only releases *)
  | Choose of expression * (expression * expression * int) list * int
  | Return of expression option
  | Broken                              (* a loop, or a switch, is left by break *)
  | Stop                                (* never left: while (1) without break *)

(* for (i = from; i < count; i++) release(f(i)) *)
and bulk = {
  call : expression;
  count : expression;
  whole : bool;                         (* from the first one *)
  slots : bool;                         (* only from those that are not NULL *)
  clears : bool;                        (* which are NULL afterwards *)
  also : expression list;               (* and only if this holds, whatever the slot *)
}

type graph = {
  nodes : (node * pos * int) array;     (* what, where, next node *)
  entry : int;
  meets : bool array;                   (* can paths come together in front of this node? *)
  exit_pos : pos;                       (* the closing brace *)
}

let file = ref ""   (* being parsed *)
(* Files that were read as a mended copy, or as a view: what they are copies of, and where a line and a column
   of the copy stand there. *)
let copies : (string, string * (int * int -> int * int)) Hashtbl.t = Hashtbl.create 4

let pos_of_info i =
  match i.pinfo with
  | OriginTok p | ExpandedTok (p, _) ->
    let file, place = Option.value (Hashtbl.find_opt copies p.Common.file) ~default:(p.Common.file, Fun.id) in
    let line, col = place (p.Common.line, p.Common.column + 1) in
    { file; line; col }
  | _ -> { file = !file; line = 0; col = 0 }

let name_of = function
  | RegularName (s, _) -> s
  | CppConcatenatedName l -> String.concat "##" (List.map (fun ((s, _), _) -> s) l)
  | CppVariadicName (s, _) -> s
  | CppIdentBuilder ((s, _), _) -> s

let pos_of_name = function
  | RegularName (_, i :: _) -> pos_of_info i
  | _ -> { file = !file; line = 0; col = 0 }

let rec pos_of ((e, _), ii) =
  match e with
  | Ident n | RecordAccess (_, n) | RecordPtAccess (_, n) -> pos_of_name n
  | FunCall (f, _) -> pos_of f
  | Assignment (e, _, _) | Postfix (e, _) | Binary (e, _, _)
  | ArrayAccess (e, _) | Sequence (e, _) | CondExpr (e, _, _) -> pos_of e
  | _ ->
    (match ii with
     | i :: _ -> pos_of_info i
     | [] ->
       (match e with
        | Infix (e, _) | Unary (e, _) | Cast (_, _, e) | ParenExpr e -> pos_of e
        | _ -> { file = !file; line = 0; col = 0 }))

(* Is SUB, not empty, anywhere in S? *)
let contains s sub =
  let n = String.length sub and m = String.length s in
  let rec at i =
    match String.index_from_opt s i sub.[0] with
    | Some i when i + n <= m -> String.sub s i n = sub || at (i + 1)
    | _ -> false
  in
  at 0

let rec strip ((e, _), _ as ex) =
  match e with ParenExpr e | Cast (_, _, e) -> strip e | _ -> ex

(* ---- going through expressions ---- *)

let rec each_expr f (((e, _), _) as ex) =
  f ex;
  let go = each_expr f in
  match e with
  | FunCall (g, args) ->
    go g;
    List.iter (fun (a, _) -> match a with Common.Left e -> go e | _ -> ()) args
  | CondExpr (a, b, c) -> go a; (match b with Some b -> go b | None -> ()); go c
  | Sequence (a, b) | Assignment (a, _, b) | Binary (a, _, b) | ArrayAccess (a, b) ->
    go a; go b
  | Postfix (a, _) | Infix (a, _) | Unary (a, _) | RecordAccess (a, _)
  | RecordPtAccess (a, _) | Cast (_, _, a) | ParenExpr a -> go a
  | StatementExpr (c, _) -> List.iter (each_seq f) c
  | _ -> ()

and each_seq f = function
  | StmtElem s -> each_stmt f s
  | IfdefStmt2 (_, l) -> List.iter (List.iter (each_seq f)) l
  | _ -> ()

and each_stmt f ((s, _) : statement) =
  let opt = function Some e -> each_expr f e | None -> () in
  match s with
  | ExprStatement e -> opt e
  | Labeled (Label (_, s)) | Labeled (Case (_, s)) | Labeled (CaseRange (_, _, s))
  | Labeled (Default s) -> each_stmt f s
  | Compound c -> List.iter (each_seq f) c
  | Selection (If (c, a, b)) | Selection (Ifdef_Ite (c, a, b)) ->
    each_expr f c; each_stmt f a; each_stmt f b
  | Selection (Ifdef_Ite2 (_, a, b, c)) -> List.iter (each_stmt f) [ a; b; c ]
  | Selection (Switch (e, s)) -> each_expr f e; each_stmt f s
  | Iteration (While (e, s)) | Iteration (DoWhile (s, e)) -> each_expr f e; each_stmt f s
  | Iteration (For (i, (c, _), (n, _), s)) ->
    (match i with ForExp (e, _) -> opt e | ForDecl d -> each_decl f d);
    opt c; opt n; each_stmt f s
  | Iteration (MacroIteration (_, args, s)) ->
    List.iter (fun (a, _) -> match a with Common.Left e -> each_expr f e | _ -> ()) args;
    each_stmt f s
  | Jump (ReturnExpr e) | Jump (GotoComputed e) -> each_expr f e
  | Decl d -> each_decl f d
  | IfdefStmt1 (_, l) -> List.iter (each_stmt f) l
  | _ -> ()

and each_decl f = function
  | DeclList (l, _) ->
    List.iter
      (fun (o, _) ->
         match o.v_namei with
         | Some (_, ValInit (_, (InitExpr e, _))) -> each_expr f e
         | _ -> ())
      l
  | _ -> ()

(* The statements that a statement consists of, one level down. *)
let rec parts ((s, _) : statement) =
  match s with
  | Compound l -> List.concat_map parts_of_seq l
  | Labeled (Label (_, s)) | Labeled (Case (_, s)) | Labeled (CaseRange (_, _, s)) | Labeled (Default s)
  | Selection (Switch (_, s))
  | Iteration (While (_, s)) | Iteration (DoWhile (s, _)) | Iteration (For (_, _, _, s))
  | Iteration (MacroIteration (_, _, s)) -> [ s ]
  | Selection (If (_, a, b)) | Selection (Ifdef_Ite (_, a, b)) -> [ a; b ]
  | Selection (Ifdef_Ite2 (_, a, b, c)) -> [ a; b; c ]
  | IfdefStmt1 (_, l) -> l
  | _ -> []

and parts_of_seq = function
  | StmtElem s -> [ s ]
  | IfdefStmt2 (_, l) -> List.concat_map (List.concat_map parts_of_seq) l
  | _ -> []

let statements (d : definitionbis) = List.concat_map parts_of_seq d.f_body

let loop_of args body extra =
  let changes = ref StrSet.empty and names = ref StrSet.empty and other = ref StrSet.empty in
  let look ((e, _), _) =
    match e with
    | Ident n | RecordAccess (_, n) | RecordPtAccess (_, n) ->
      names := StrSet.add (name_of n) !names
    | Assignment (l, _, _) | Postfix (l, _) | Infix (l, _) ->
      (match strip l with
       | (Ident n, _), _ ->
         changes := StrSet.add (name_of n) !changes;
         (match e with
          | Assignment (_, (OpAssign Plus, _), _) | Postfix (_, Inc) | Infix (_, Inc) -> ()
          | _ -> other := StrSet.add (name_of n) !other)
       | _ -> ())
    | FunCall (_, args) ->
      (* f(&x) may change x *)
      List.iter
        (fun (a, _) ->
           match a with
           | Common.Left e ->
             (match strip e with
              | (Unary (e, GetRef), _), _ ->
                (match strip e with
                 | (Ident n, _), _ -> changes := StrSet.add (name_of n) !changes; other := StrSet.add (name_of n) !other
                 | _ -> ())
              | _ -> ())
           | _ -> ())
        args
    | _ -> ()
  in
  each_stmt look body;
  List.iter (each_expr look) extra;
  (* a macro that loops sets its first arguments *)
  List.iter
    (fun e -> match strip e with
       | (Ident n, _), _ -> changes := StrSet.add (name_of n) !changes; other := StrSet.add (name_of n) !other
       | _ -> ())
    args;
  { changes = !changes; grows = StrSet.diff !changes !other; names = !names }

(* ---- loops that only release ---- *)

(* Is CALL(... VAR ...) a release of one slot?  Set by the caller. *)
let releases_one : (string -> bool) ref = ref (fun _ -> false)
let harmless : (string -> bool) ref = ref (fun _ -> false)

let callee ((e, _), _) =
  match e with
  | FunCall (((Ident n, _), _), _) -> name_of n
  | _ -> ""

let arguments ((e, _), _) =
  match e with
  | FunCall (_, args) ->
    List.map (fun (a, _) -> match a with Common.Left e -> Some e | _ -> None) args
  | _ -> []

let mentions var e =
  let found = ref false in
  each_expr
    (fun ((e, _), _) ->
       match e with Ident n when name_of n = var -> found := true | _ -> ())
    e;
  !found

(* Do two expressions name the same place? *)
let rec same_place a b =
  match strip a, strip b with
  | ((Ident m, _), _), ((Ident n, _), _) -> name_of m = name_of n
  | (((RecordAccess (a, m) | RecordPtAccess (a, m)), _), _), (((RecordAccess (b, n) | RecordPtAccess (b, n)), _), _) ->
    name_of m = name_of n && same_place a b
  | ((ArrayAccess (a, i), _), _), ((ArrayAccess (b, j), _), _) -> same_place a b && same_place i j
  | _ -> false

(* A condition that asks for the slot VAR, and for what does not hang on it. *)
let slot_test var c =
  let rec parts e =
    match strip e with
    | (Binary (a, (Logical AndLog, _), b), _), _ -> parts a @ parts b
    | e -> [ e ]
  in
  let plain e =
    let yes = ref true in
    each_expr (fun ((e, _), _) -> match e with FunCall _ | Assignment _ | Postfix _ | Infix _ -> yes := false | _ -> ()) e;
    !yes
  in
  match List.partition (mentions var) (parts c) with
  | [ ((ArrayAccess _, _), _) as slot ], rest when List.for_all plain (slot :: rest) -> Some (slot, rest)
  | _ -> None

(* The one release in BODY that runs each time round, if the rest of BODY is
   harmless: dirtying, clearing the slot, naming the page. *)
let only_release var body =
  let found = ref None and ok = ref true in
  let guard = ref None and also = ref [] and clears = ref false in
  let temp = Hashtbl.create 4 in
  let rec stmt once ((s, _) : statement) =
    match s with
    | Compound c -> List.iter (seq once) c
    | ExprStatement None -> ()
    | ExprStatement (Some e) -> expr once (strip e)
    | Decl (DeclList (l, _)) ->
      List.iter
        (fun (o, _) ->
           match o.v_namei with
           | Some (n, ValInit (_, (InitExpr e, _))) when mentions var e ->
             Hashtbl.replace temp (name_of n) e
           | Some (_, NoInit) -> ()
           | _ -> ok := false)
        l
    | Selection (If (c, a, ((ExprStatement None, _)))) when once && !guard = None && slot_test var c <> None ->
      (match slot_test var c with
       | Some (slot, rest) -> guard := Some slot; also := rest; stmt once a
       | None -> ())
    | Selection (If (c, a, ((ExprStatement None, _)))) ->
      (* if (dirty) set_page_dirty(page): but never around the release *)
      if mentions var c then
        each_expr (fun e -> if callee e <> "" && not (!harmless (callee e)) then ok := false) c;
      stmt false a
    | _ -> ok := false
  and seq once = function StmtElem s -> stmt once s | _ -> ok := false
  and expr once e =
    match e with
    | (FunCall _, _), _ when !releases_one (callee e) ->
      if (not once) || !found <> None then ok := false
      else begin
        match arguments e with
        | Some a :: _
          when mentions var a
            || Hashtbl.fold (fun n _ b -> b || mentions n a) temp false ->
          found := Some e
        | _ -> ok := false
      end
    | (FunCall _, _), _ when !harmless (callee e) -> ()
    | (Assignment (l, (SimpleAssign, _), r), _), _ ->
      (match strip l, strip r with
       | ((ArrayAccess _, _), _), ((Ident n, _), _) when name_of n = "NULL" -> clears := true
       | ((Ident n, _), _), r when mentions var r -> Hashtbl.replace temp (name_of n) r
       | _ -> ok := false)
    | _ -> ok := false
  in
  stmt true body;
  match !found with
  | Some c when !ok && (match !guard, arguments c with
      | None, _ -> true
      | Some slot, Some a :: _ -> same_place slot a
      | _ -> false) ->
    (* the page by its own expression, not by the name the loop gives it *)
    let c =
      match arguments c, c with
      | [ Some a ], ((FunCall (f, _), t), ii) ->
        (match strip a with
         | (Ident n, _), _ when Hashtbl.mem temp (name_of n) ->
           ((FunCall (f, [ Common.Left (Hashtbl.find temp (name_of n)), [] ]), t), ii)
         | _ -> c)
      | _ -> c
    in
    Some { call = c; count = c; whole = true; slots = !guard <> None; clears = !clears; also = !also }
  | _ -> None

let is_zero e =
  match strip e with (Constant (Int ("0", _)), _), _ -> true | _ -> false

let bulk_of_for init test step body =
  match init, test, step with
  | ForExp (init, _), Some test, Some step ->
    let var, from_zero =
      match init with
      | Some e ->
        (match strip e with
         | (Assignment (l, (SimpleAssign, _), r), _), _ ->
           (match strip l with
            | (Ident n, _), _ -> (name_of n, is_zero r)
            | _ -> ("", false))
         | _ -> ("", false))
      | None -> ("", false)
    in
    if var = "" then None
    else
      (match strip test, strip step with
       | ((Binary (a, (Logical (Inf | NotEq), _), n), _), _),
         (((Postfix (s, Inc) | Infix (s, Inc)), _), _)
         when mentions var a && mentions var s && not (mentions var n) ->
         (match strip a, only_release var body with
          | ((Ident _, _), _), Some k -> Some { k with count = n; whole = from_zero }
          | _ -> None)
       | _ -> None)
  | _ -> None

let bulk_of_while test body =
  match strip test with
  | (Postfix (n, Dec), _), _ ->
    (match strip n with
     | (Ident v, _), _ ->
       (match only_release (name_of v) body with
        | Some k -> Some { k with count = n }
        | None -> None)
     | _ -> None)
  | _ -> None

(* ---- branches of the preprocessor ---- *)

(* The condition of a directive, told so that the same one has the same text, and a
   negated one is the same and false. *)
let condition text =
  let without characters t = String.of_seq (Seq.filter (fun c -> not (String.contains characters c)) (String.to_seq t)) in
  let rec uncommented i =
    if i + 1 >= String.length text then text
    else if text.[i] = '/' && String.contains "*/" text.[i + 1] then String.sub text 0 i
    else uncommented (i + 1)
  in
  let t = without " \t\r\n\\" (uncommented 0) in
  (* brackets decide nothing where there is one thing only *)
  let one = not (contains t "&&" || contains t "||") in
  let t = if one then without "()" t else t in
  let after p t = String.sub t (String.length p) (String.length t - String.length p) in
  let starts p t = String.starts_with ~prefix:p t in
  let rec plain t yes =
    if starts "!" t && not (starts "!=" t) && one then plain (after "!" t) (not yes)
    else if starts "LINUX_VERSION_CODE<" t && not (starts "LINUX_VERSION_CODE<=" t) && one then
      ("LINUX_VERSION_CODE>=" ^ after "LINUX_VERSION_CODE<" t, not yes)
    else (t, yes)
  in
  if starts "#ifdef" t then ("defined" ^ after "#ifdef" t, true)
  else if starts "#ifndef" t then ("defined" ^ after "#ifndef" t, false)
  else if starts "#if" t then plain (after "#if" t) true
  else if starts "#elif" t then plain (after "#elif" t) true
  else ("", true)

(* The branches of an #if, each with what has to hold for it.  Where it has no #else,
   one more has nothing in it. *)
let branches dirs l =
  let text ii = match ii with { pinfo = OriginTok p; _ } :: _ -> p.Common.str | _ -> "" in
  let rec go not_before dirs l =
    match dirs, l with
    | IfdefDirective (((Ifdef _ | IfdefElseif _), _), ii) :: dirs, c :: l ->
      let key, yes = condition (text ii) in
      ((key, yes) :: not_before, c) :: go ((key, not yes) :: not_before) dirs l
    | IfdefDirective ((IfdefElse, _), _) :: _, c :: _ -> [ (not_before, c) ]
    | _ -> [ (not_before, []) ]
  in
  go [] dirs l

(* ---- building ---- *)

let meets nodes =
  let from = Array.make (Array.length nodes) 0 in
  let to_ i k = if i >= 0 then from.(i) <- from.(i) + k in
  Array.iter
    (fun (what, _, next) ->
       match what with
       | Branch (_, other) | Test (_, _, other) -> to_ next 2; to_ other 2
       | Either l -> List.iter (fun i -> to_ i 1) l
       | Worlds l -> List.iter (fun (_, i) -> to_ i 2) l
       | Choose (_, cases, default) ->
         List.iter (fun (_, _, i) -> to_ i 2) cases;
         to_ default 2
       | Return _ | Stop -> ()
       | Eval _ | Declare _ | Enter _ | Again _ | Each _ | Broken -> to_ next 1)
    nodes;
  Array.map (fun n -> n > 1) from

let build (d : definitionbis) ii =
  let nodes = ref [||] and n = ref 0 in
  let add what pos next =
    if !n >= Array.length !nodes then begin
      let bigger = Array.make (max 64 (2 * !n)) (Stop, pos, -1) in
      Array.blit !nodes 0 bigger 0 !n;
      nodes := bigger
    end;
    !nodes.(!n) <- (what, pos, next);
    incr n;
    !n - 1
  in
  let set i what pos next = !nodes.(i) <- (what, pos, next) in
  let exit_pos =
    (* (, ), {, }, and what stands in front *)
    match ii with
    | _ :: _ :: _ :: i :: _ -> pos_of_info i
    | _ -> pos_of_name d.f_name
  in
  let labels = Hashtbl.create 8 in
  let label l pos =
    match Hashtbl.find_opt labels l with
    | Some i -> i
    | None ->
      let i = add (Either []) pos (-1) in
      Hashtbl.replace labels l i;
      i
  in
  (* each takes the node that comes after, and gives the one to start with *)
  let rec stmt brk cont cases ((s, ii) : statement) next =
    let pos = match ii with i :: _ -> pos_of_info i | [] -> exit_pos in
    let again = stmt brk cont cases in
    match s with
    | ExprStatement (Some e) -> add (Eval e) (pos_of e) next
    | ExprStatement None | Asm _ | Exec _ | MacroStmt | NestedFunc _ -> next
    | Compound c -> block brk cont cases c next
    | Decl d -> decl d next
    | Labeled (Label (l, s)) ->
      let i = label (name_of l) pos in
      let body = again s next in
      set i (Either [ body ]) pos (-1);
      i
    | Labeled (Case (e, s)) ->
      let body = again s next in
      (match cases with Some (l, _) -> l := (e, e, body) :: !l | None -> ());
      body
    | Labeled (CaseRange (a, b, s)) ->
      let body = again s next in
      (match cases with Some (l, _) -> l := (a, b, body) :: !l | None -> ());
      body
    | Labeled (Default s) ->
      let body = again s next in
      (match cases with Some (_, d) -> d := body | None -> ());
      body
    | Selection (If (c, a, b)) ->
      let no = again b next in
      let yes = again a next in
      add (Branch (c, no)) pos yes
    | Selection (Ifdef_Ite (_, a, b)) ->
      let a = again a next in
      let b = again b next in
      add (Either [ a; b ]) pos (-1)
    | Selection (Ifdef_Ite2 (_, a, b, c)) ->
      add (Either (List.map (fun s -> again s next) [ a; b; c ])) pos (-1)
    | Selection (Switch (e, b)) ->
      let l = ref [] and d = ref next in
      ignore (stmt next cont (Some (l, d)) b next);
      add (Choose (e, !l, !d)) pos (-1)
    | Iteration (While (c, b)) ->
      (match bulk_of_while c b with
       | Some k -> bulk k pos next
       | None -> loop pos (Some c) None b next (loop_of [] b [ c ]))
    | Iteration (DoWhile (b, c)) ->
      let l = loop_of [] b [ c ] in
      let test = add Stop pos (-1) in
      let back = add Stop pos (-1) in
      let body = stmt next test None b test in
      set test (Branch (c, next)) pos back;
      set back (Again l) pos body;
      body
    | Iteration (For (i, (c, _), (n, _), b)) ->
      (match bulk_of_for i c n b with
       | Some k -> bulk k pos next
       | None ->
         let opt = function Some e -> [ e ] | None -> [] in
         let l = loop_of [] b (opt c @ opt n) in
         let head = loop pos c n b next l in
         (match i with
          | ForExp (Some e, _) -> add (Eval e) pos head
          | ForExp (None, _) -> head
          | ForDecl d -> decl d head))
    | Iteration (MacroIteration (_, args, b)) ->
      let exprs =
        List.filter_map (fun (a, _) -> match a with Common.Left e -> Some e | _ -> None) args
      in
      loop pos None None b next (loop_of exprs b []) ~may_end:true
    | Jump (Goto l) -> label (name_of l) pos
    | Jump Break -> add Broken pos brk
    | Jump Continue -> cont
    | Jump Return -> add (Return None) pos (-1)
    | Jump (ReturnExpr e) -> add (Return (Some e)) pos (-1)
    | Jump (GotoComputed _) -> add Stop pos (-1)
    | IfdefStmt1 (_, l) -> List.fold_right again l next

  and bulk k pos next =
    List.fold_left (fun on e -> add (Branch (e, next)) pos on) (add (Each k) pos next) k.also

  and loop ?(may_end = false) pos test step body next l =
    let head = add Stop pos (-1) in
    let back = add (Again l) pos head in
    let cont =
      match step with Some e -> add (Eval e) (pos_of e) back | None -> back
    in
    let first = stmt next cont None body cont in
    (match test with
     | Some _ -> set head (Test (l, test, next)) pos first
     | None when may_end -> set head (Test (l, None, next)) pos first
     | None -> set head (Either [ first ]) pos (-1));
    add (Enter l) pos head

  and block brk cont cases c next =
    List.fold_right
      (fun s next ->
         match s with
         | StmtElem s -> stmt brk cont cases s next
         | IfdefStmt2 (dirs, l) ->
           let l = List.map (fun (conditions, c) -> (conditions, block brk cont cases c next)) (branches dirs l) in
           add (Worlds l) exit_pos (-1)
         | _ -> next)
      c next

  and decl d next =
    match d with
    | DeclList (l, _) ->
      List.fold_right
        (fun (o, _) next ->
           match o.v_namei with
           | Some (n, _) -> add (Declare o) (pos_of_name n) next
           | None -> next)
        l next
    | _ -> next
  in
  let last = add (Return None) exit_pos (-1) in
  let entry = block last last None d.f_body last in
  let nodes = Array.sub !nodes 0 !n in
  { nodes; entry; meets = meets nodes; exit_pos }
