(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * Loops over a planned release whose count is no negative number, whatever way
 * leads there: a signed local variable that was tested, or only set to what is
 * not negative, on each path from the function's head to the loop.
 *
 * A fact is the name of a variable that is at least 0. Paths that come together
 * keep what holds on all of them.
 *
 * Environment:
 *   PINCER_FILES  a file that lists the marked sources, one a line
 *   PINCER_OUT    gets the names of the planned calls, one a line
 *)
open Ast_c
open Graph

let planned s = String.length s > 11 && String.sub s 0 11 = "pincer_put_"

(* ---- the variables that facts are about ---- *)

(* signed local variable -> 1 short, 2 int, 3 long *)
let rank : (string, int) Hashtbl.t = Hashtbl.create 16
let own_functions : (string, unit) Hashtbl.t = Hashtbl.create 64

let rank_of_type (_, (t, _)) =
  match t with
  | BaseType (IntType (Si (Signed, CShort))) -> Some 1
  | BaseType (IntType (Si (Signed, CInt))) -> Some 2
  | BaseType (IntType (Si (Signed, (CLong | CLongLong)))) -> Some 3
  | BaseType SSizeType -> Some 3
  | TypeName (n, _) ->
    (match name_of n with
     | "s16" -> Some 1
     | "s32" -> Some 2
     | "s64" | "ssize_t" | "loff_t" -> Some 3
     | _ -> None)
  | _ -> None

(* A name that is declared twice with different types, or whose address is taken,
   is not followed. *)
let variables d =
  Hashtbl.reset rank;
  let dropped = Hashtbl.create 8 in
  let meet name ty storage_ok =
    match rank_of_type ty with
    | Some r when storage_ok && (not (Hashtbl.mem rank name) || Hashtbl.find rank name = r) ->
      Hashtbl.replace rank name r
    | _ -> Hashtbl.replace dropped name ()
  in
  let _, (params, _) = d.f_type in
  List.iter
    (fun (p, _) -> match p.p_namei with Some n -> meet (name_of n) p.p_type true | None -> ())
    params;
  let decl = function
    | DeclList (l, _) ->
      List.iter
        (fun (o, _) ->
           match o.v_namei with
           | Some (n, _) -> meet (name_of n) o.v_type (fst o.v_storage = NoSto)
           | None -> ())
        l
    | _ -> ()
  in
  let rec seq = function
    | StmtElem s -> stmt s
    | IfdefStmt2 (_, l) -> List.iter (List.iter seq) l
    | _ -> ()
  and stmt ((s, _) : statement) =
    match s with
    | Compound c -> List.iter seq c
    | Decl d -> decl d
    | Labeled (Label (_, s)) | Labeled (Case (_, s)) | Labeled (CaseRange (_, _, s))
    | Labeled (Default s) -> stmt s
    | Selection (If (_, a, b)) | Selection (Ifdef_Ite (_, a, b)) -> stmt a; stmt b
    | Selection (Ifdef_Ite2 (_, a, b, c)) -> List.iter stmt [ a; b; c ]
    | Selection (Switch (_, s)) | Iteration (While (_, s)) | Iteration (DoWhile (s, _))
    | Iteration (MacroIteration (_, _, s)) -> stmt s
    | Iteration (For (i, _, _, s)) ->
      (match i with ForDecl d -> decl d | _ -> ());
      stmt s
    | IfdefStmt1 (_, l) -> List.iter stmt l
    | _ -> ()
  in
  List.iter seq d.f_body;
  List.iter
    (each_seq (fun ((e, _), _) ->
         match e with
         | Unary (a, GetRef) ->
           (match strip a with
            | (Ident n, _), _ -> Hashtbl.replace dropped (name_of n) ()
            | _ -> ())
         | StatementExpr _ -> ()
         | _ -> ()))
    d.f_body;
  Hashtbl.iter (fun n () -> Hashtbl.remove rank n) dropped

let variable e =
  match strip e with
  | (Ident n, _), _ when Hashtbl.mem rank (name_of n) -> Some (name_of n)
  | _ -> None

(* ---- what is not negative ---- *)

let rec bare (((e, _), _) as ex) = match e with ParenExpr e -> bare e | _ -> ex

(* the value of a plain decimal constant; 0u compares as an unsigned number *)
let rec constant e =
  match bare e with
  | (Unary (e, UnMinus), _), _ -> Option.map (fun n -> - n) (constant e)
  | (Constant (Int (s, _)), _), _ -> int_of_string_opt s
  | _ -> None

(* The rank of a value that is not negative; None if it may be. *)
let rec at_least_0 known e =
  match bare e with
  | (Constant (Int (s, _)), _), _ ->
    (match int_of_string_opt s with Some n when n >= 0 && n < 0x8000 -> Some 0 | _ -> None)
  | (Ident n, _), _ ->
    let v = name_of n in
    if StrSet.mem v known then Hashtbl.find_opt rank v else None
  | (Cast (t, _, e), _), _ ->
    (match rank_of_type t, at_least_0 known e with
     | Some r, Some was when was <= r -> Some r
     | _ -> None)
  | (Assignment (_, (SimpleAssign, _), e), _), _ -> at_least_0 known e
  | (CondExpr (_, Some a, b), _), _ | (Binary (a, (Arith Div, _), b), _), _ ->
    (match at_least_0 known a, at_least_0 known b with
     | Some a, Some b -> Some (max a b)
     | _ -> None)
  | (Binary (a, (Arith DecRight, _), _), _), _ -> at_least_0 known a
  | (Binary (_, (Logical _, _), _), _), _ | (Unary (_, Not), _), _ -> Some 0
  | _ -> None

let fits v = function
  | Some r -> r <= Hashtbl.find rank v
  | None -> false

(* ---- what an expression does to them ---- *)

(* What is written as a call may be a macro that assigns to its argument. *)
let assigns f =
  let has = contains f in
  f = String.uppercase_ascii f
  || (has "get_user" && not (has "_page"))
  || List.exists has [ "poll_timeout"; "nofault"; "rdmsr"; "do_div"; "swap"; "wait_event"; "for_each"; "irqsave" ]

(* The variables that E may set. *)
let sets e =
  let all = ref [] in
  let one e = match variable e with Some v -> all := v :: !all | None -> () in
  each_expr
    (fun (((x, _), _) as ex) ->
       match x with
       | Assignment (l, _, _) | Postfix (l, _) | Infix (l, _) -> one l
       | FunCall _ ->
         let f = callee ex in
         if assigns f && not (Hashtbl.mem own_functions f) then
           List.iter (function Some a -> (match bare a with (Ident _, _), _ -> one a | _ -> ()) | None -> ())
             (arguments ex)
       | _ -> ())
    e;
  !all

let forget e known = List.fold_left (fun k v -> StrSet.remove v k) known (sets e)

let learn v value known =
  if fits v (at_least_0 known value) then StrSet.add v known else StrSet.remove v known

let eval e known =
  let rest = forget e known in
  match bare e with
  | (Assignment (l, (op, _), r), _), _ ->
    (match variable l, op with
     | Some v, SimpleAssign when not (List.mem v (sets r)) ->
       if fits v (at_least_0 (StrSet.inter known (forget r known)) r) then StrSet.add v rest else rest
     | Some v, OpAssign Div when StrSet.mem v known && fits v (at_least_0 (forget r known) r) ->
       StrSet.add v rest
     | Some v, OpAssign DecRight when StrSet.mem v known -> StrSet.add v rest
     | _ -> rest)
  | ((Postfix (l, Inc) | Infix (l, Inc)), _), _ ->
    (match variable l with
     | Some v when StrSet.mem v known -> StrSet.add v rest
     | _ -> rest)
  | _ -> rest

let flip = function Inf -> Sup | InfEq -> SupEq | Sup -> Inf | SupEq -> InfEq | o -> o
let negate = function
  | Inf -> SupEq | InfEq -> Sup | Sup -> InfEq | SupEq -> Inf | Eq -> NotEq | NotEq -> Eq
  | o -> o

(* What is known where condition E came out as TRUTH.  SET: variables that E sets;
   of those only the value that is compared counts. *)
let rec assume set e truth known =
  let fact v known = StrSet.add v known in
  (* the variable that a side of a comparison has the value of *)
  let side e =
    match bare e with
    | (Assignment (l, (SimpleAssign, _), _), _), _ ->
      (match variable l with
       | Some v when List.length (List.filter ((=) v) set) = 1 -> Some v
       | _ -> None)
    | (Ident _, _), _ ->
      (match variable (bare e) with
       | Some v when not (List.mem v set) -> Some v
       | _ -> None)
    | _ -> None
  in
  let compare a op b known =
    match side a, op with
    | Some v, (Sup | SupEq | Eq) ->
      (match constant b with
       | Some c when c >= 0 || (op = Sup && c = -1) -> fact v known
       | Some _ -> known
       | None ->
         (match side b with
          | Some w when StrSet.mem w known -> fact v known
          | _ -> known))
    | _ -> known
  in
  match bare e with
  | (FunCall (_, _), _), _ when List.mem (callee (bare e)) [ "likely"; "unlikely" ] ->
    (match arguments (bare e) with
     | [ Some e ] -> assume set e truth known
     | _ -> known)
  | (Unary (e, Not), _), _ -> assume set e (not truth) known
  | (Binary (a, (Logical AndLog, _), b), _), _ when truth ->
    assume set b true (assume set a true known)
  | (Binary (a, (Logical OrLog, _), b), _), _ when not truth ->
    assume set b false (assume set a false known)
  | (Binary (a, (Logical op, _), b), _), _ ->
    let op = if truth then op else negate op in
    compare b (flip op) a (compare a op b known)
  | _ ->
    (match side e with
     | Some v when not truth -> fact v known
     | _ -> known)

(* ---- through the function ---- *)

let walk g =
  let known = Array.make (Array.length g.nodes) None in
  let todo = Queue.create () in
  let to_ i s =
    if i >= 0 then begin
      let met = match known.(i) with None -> s | Some was -> StrSet.inter was s in
      match known.(i) with
      | Some was when StrSet.equal was met -> ()
      | _ -> known.(i) <- Some met; Queue.add i todo
    end
  in
  to_ g.entry StrSet.empty;
  while not (Queue.is_empty todo) do
    let i = Queue.pop todo in
    let s = Option.get known.(i) in
    let what, _, next = g.nodes.(i) in
    match what with
    | Eval e -> to_ next (eval e s)
    | Declare o ->
      (match o.v_namei with
       | Some (n, ValInit (_, (InitExpr e, _))) ->
         let s = forget e s in
         to_ next (if Hashtbl.mem rank (name_of n) then learn (name_of n) e s else s)
       | Some (n, _) -> to_ next (StrSet.remove (name_of n) s)
       | None -> to_ next s)
    | Branch (e, other) | Test (_, Some e, other) ->
      let set = sets e in
      let s = forget e s in
      to_ next (assume set e true s);
      to_ other (assume set e false s)
    | Test (_, None, other) -> to_ next s; to_ other s
    | Either l -> List.iter (fun i -> to_ i s) l
    | Worlds l -> List.iter (fun (_, i) -> to_ i s) l
    | Enter _ | Again _ | Broken -> to_ next s
    | Each _ -> to_ next StrSet.empty
    | Choose (e, cases, default) ->
      let s = forget e s in
      List.iter (fun (_, _, i) -> to_ i s) cases;
      to_ default s
    | Return _ | Stop -> ()
  done;
  known

(* The planned calls whose innermost loop counts up to a variable that is known. *)
let proven g =
  let known = walk g in
  let loops = ref [] in
  Array.iteri
    (fun i (what, _, next) ->
       match what with
       | Enter l when next >= 0 ->
         (match g.nodes.(next) with
          | Test (_, Some c, _), _, _ -> loops := (l, i, Some c) :: !loops
          | _ -> loops := (l, i, None) :: !loops)
       | _ -> ())
    g.nodes;
  let calls =
    List.fold_left (fun all (l, _, _) -> StrSet.union all (StrSet.filter planned l.names))
      StrSet.empty !loops in
  StrSet.filter
    (fun call ->
       let around = List.filter (fun (l, _, _) -> StrSet.mem call l.names) !loops in
       let size (l, _, _) = StrSet.cardinal l.names in
       match List.sort (fun a b -> compare (size a) (size b)) around with
       | (l, i, Some c) :: _ ->
         let count =
           match bare c with
           | (Binary (_, (Logical (Inf | NotEq), _), n), _), _
           | (Binary (n, (Logical Sup, _), _), _), _ -> variable n
           | _ -> None
         in
         (match count, known.(i) with
          | Some v, Some s -> StrSet.mem v s && not (StrSet.mem v l.changes)
          | _ -> false)
       | _ -> false)
    calls

let main () =
  let lines name =
    let ch = open_in name in
    let rec go l = match input_line ch with
      | "" -> go l
      | s -> go (s :: l)
      | exception End_of_file -> close_in ch; List.rev l in
    go [] in
  Flag_parsing_c.show_parsing_error := false;
  Flag_parsing_c.verbose_lexing := false;
  Flag_parsing_c.verbose_parsing := false;
  let out = open_out (Sys.getenv "PINCER_OUT") in
  List.iter
    (fun name ->
       Graph.file := name;
       let tops = List.map fst (fst (Parse_c.parse_c_and_cpp false false name)) in
       Hashtbl.reset own_functions;
       List.iter
         (function Definition (d, _) -> Hashtbl.replace own_functions (name_of d.f_name) () | _ -> ())
         tops;
       List.iter
         (function
           | Definition (d, ii) ->
             variables d;
             StrSet.iter (fun call -> output_string out (call ^ "\n")) (proven (Graph.build d ii))
           | _ -> ())
         tops)
    (lines (Sys.getenv "PINCER_FILES"));
  close_out out
