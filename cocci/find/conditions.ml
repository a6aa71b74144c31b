(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * What is known to hold where a statement stands: which flags were looked at, and
 * how that came out.
 *
 * A fact is a subject and the values that it can have there.  Subjects:
 *   .FIELD           a field, whatever the object
 *   .FIELD&FLAG      one flag of it; ~&FLAG of a variable
 *   FUNC() FUNC&FLAG what a "tells" row of the API table says
 *   #I:NAME          parameter I of the function, where nothing is assigned to it
 * Values: "0" and "1" of what is only tested, the name of a constant, "!" and the
 * name of one that it is not.
 *)
open Ast_c
open Types

type fact = string * string list

(* ---- what is known of the function, and of the file (set by walk.ml) ---- *)

(* A parameter that keeps its value, by its number; *)
let parameter : (string -> int option) ref = ref (fun _ -> None)

(* the one expression that a local number gets its value from; *)
let source : (string -> expression option) ref = ref (fun _ -> None)

(* is it a pointer to a structure? *)
let is_object : (expression -> bool) ref = ref (fun _ -> false)

(* Functions of the file that only return an expression about their parameters. *)
let predicates : (string, expression) Hashtbl.t = Hashtbl.create 16

let note_predicate (d : definitionbis) =
  match d.f_body with
  | [ StmtElem (Jump (ReturnExpr e), _) ] -> Hashtbl.replace predicates (name_of d.f_name) e
  | _ -> ()

(* ---- expressions ---- *)

let is_constant_name s = s <> "" && s = String.uppercase_ascii s && s <> "NULL"

let rec constant (((e, _), _) : expression) =
  match e with
  | ParenExpr e | Cast (_, _, e) -> constant e
  | Constant (Int (s, _)) -> Some s
  | Ident n ->
    (match name_of n with
     | "true" -> Some "1"
     | "false" -> Some "0"
     | s when is_constant_name s -> Some s
     | _ -> None)
  | _ -> None

let rec is_null (((e, _), _) : expression) =
  match e with
  | ParenExpr e | Cast (_, _, e) -> is_null e
  | Ident n -> name_of n = "NULL"
  | Constant (Int ("0", _)) -> true
  | _ -> false

(* depth: how many locals and predicates were looked through *)
let rec subject depth (((e, _), _) as ex : expression) =
  match e with
  | ParenExpr e | Cast (_, _, e) -> subject depth e
  | RecordAccess (_, n) | RecordPtAccess (_, n) when not (!is_object ex) -> Some ("." ^ name_of n)
  | Ident n ->
    let s = name_of n in
    (match !parameter s with
     | Some i when not (!is_object ex) -> Some (Printf.sprintf "#%d:%s" i s)
     | _ -> None)
  | Binary (a, (Arith And, _), b) ->
    (match subject depth a, constant b, a with
     | Some s, Some c, _ -> Some (s ^ "&" ^ c)
     (* one flag of a number that may have changed otherwise *)
     | None, Some c, ((Ident _, _), _) when is_constant_name c -> Some ("~&" ^ c)
     | _ -> None)
  | FunCall (((Ident n, _), _), args) when Hashtbl.mem Api.tells (name_of n) ->
    let flag =
      List.find_map (function Common.Left a, _ -> constant a | _ -> None) args in
    Some (name_of n ^ match flag with Some c -> "&" ^ c | None -> "()")
  | _ -> None

(* What is known where E came out true, or (sign false) false. *)
let rec holds ?(depth = 0) sign (((e, _), _) as ex : expression) : fact list =
  let again = holds ~depth in
  match e with
  | ParenExpr e -> again sign e
  | Unary (e, Not) -> again (not sign) e
  | FunCall (((Ident n, _), _), [ (Common.Left a, _) ])
    when List.mem (name_of n) [ "likely"; "unlikely"; "READ_ONCE" ] -> again sign a
  | FunCall (((Ident n, _), _), _) when depth < 3 && Hashtbl.mem predicates (name_of n) ->
    (* its parameters are other names: what it says of fields and flags *)
    List.filter (fun (s, _) -> s.[0] <> '#')
      (holds ~depth:(depth + 1) sign (Hashtbl.find predicates (name_of n)))
  | Binary (a, (Logical AndLog, _), b) -> if sign then again true a @ again true b else []
  | Binary (a, (Logical OrLog, _), b) -> if sign then [] else again false a @ again false b
  | Binary (a, (Logical (Eq | NotEq as op), _), b) ->
    let sign = sign = (op = Eq) in
    (match constant a, constant b with
     | None, Some "0" -> again (not sign) a
     | None, Some "1" -> if sign then again true a else []
     | None, Some c -> equal depth a c sign
     | Some c, None when c <> "0" && c <> "1" -> equal depth b c sign
     | _ -> [])
  | Ident n when depth < 3 && !source (name_of n) <> None ->
    holds ~depth:(depth + 1) sign (Option.get (!source (name_of n)))
  | _ ->
    (match subject depth ex with
     | Some s -> [ (s, [ (if sign then "1" else "0") ]) ]
     | None -> [])

and equal depth e c sign =
  match subject depth e with
  | Some s -> [ (s, [ (if sign then c else "!" ^ c) ]) ]
  | None -> []

(* Which variables are known to be NULL (true), or not to be (false), where E came out true,
   or (sign false) false. *)
let rec pointers sign (((e, _), _) : expression) : (string * bool) list =
  match e with
  | ParenExpr e | Cast (_, _, e) -> pointers sign e
  | Unary (e, Not) -> pointers (not sign) e
  | FunCall (((Ident n, _), _), [ (Common.Left a, _) ])
    when List.mem (name_of n) [ "likely"; "unlikely"; "READ_ONCE" ] -> pointers sign a
  | Binary (a, (Logical AndLog, _), b) -> if sign then pointers true a @ pointers true b else []
  | Binary (a, (Logical OrLog, _), b) -> if sign then [] else pointers false a @ pointers false b
  | Binary (a, (Logical (Eq | NotEq as op), _), b) ->
    let equal = sign = (op = Eq) in
    if is_null b then pointers (not equal) a else if is_null a then pointers (not equal) b else []
  | Assignment (l, (SimpleAssign, _), _) -> pointers sign l
  | Ident n -> [ (name_of n, not sign) ]
  | _ -> []

(* ---- what a function sets ---- *)

(* L OP= R: the facts that hold afterwards; the value "?" for what cannot be told. *)
let set (((l, _), _) as ex : expression) (op : assignOpbis) (r : expression) : fact list =
  match l with
  | RecordAccess _ | RecordPtAccess _ ->
    (match subject 0 ex, op, r with
     | Some s, SimpleAssign, r -> [ (s, [ Option.value (constant r) ~default:"?" ]) ]
     | Some s, OpAssign Or, r ->
       (match constant r with Some c -> [ (s ^ "&" ^ c, [ "1" ]) ] | None -> [ (s, [ "?" ]) ])
     | Some s, OpAssign And, ((Unary (r, Tilde), _), _) ->
       (match constant r with Some c -> [ (s ^ "&" ^ c, [ "0" ]) ] | None -> [ (s, [ "?" ]) ])
     | Some s, _, _ -> [ (s, [ "?" ]) ]
     | None, _, _ -> [])
  | _ -> []
