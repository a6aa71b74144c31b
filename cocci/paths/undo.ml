(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * The current slot, where a loop over the pages of an array is left: a second loop
 * that releases from the one behind it on (for (++i; i < n; ++i) ...) is right for a
 * way out on which the current page was given back or handed on.  Another way out, on
 * which nobody had it, loses it.
 *
 * And loops that do not come to the end of an array, since they spend the count they go by.
 *)
open Ast_c
open Graph
open Explore

let is_var v e = match strip e with (Ident n, _), _ -> name_of n = v | _ -> false

(* E is ARRAY[V]: the array *)
let slot v e =
  match strip e with
  | (ArrayAccess (a, i), _), _ when is_var v i -> Some a
  | _ -> None

(* What a loop starts with: the variable, and is it the one behind? *)
let start init =
  match strip init with
  | ((Infix (v, Inc) | Postfix (v, Inc)), _), _ ->
    (match strip v with (Ident n, _), _ -> Some (name_of n, true) | _ -> None)
  | (Assignment (v, (SimpleAssign, _), _), _), _ ->
    (match strip v with (Ident n, _), _ -> Some (name_of n, false) | _ -> None)
  | _ -> None

let loops (d : definitionbis) =
  let found = ref [] in
  let rec look ((s, ii) as st : statement) =
    (match s, ii with
     | Iteration (For (ForExp (Some init, _), _, _, body)), i :: _ ->
       (match start init with
        | Some (v, behind) -> found := (v, behind, body, pos_of_info i) :: !found
        | None -> ())
     | _ -> ());
    List.iter look (parts st)
  in
  List.iter look (statements d);
  List.rev !found

(* The breaks of BODY, each with whether ARRAY[V] was given to somebody on a way there. *)
let ways v array body =
  let found = ref [] in
  let pages = Hashtbl.create 4 in
  let ours e =
    match slot v e with
    | Some a -> same_place a array
    | None -> (match strip e with (Ident n, _), _ -> Hashtbl.mem pages (name_of n) | _ -> false)
  in
  let gives e =
    let yes = ref false in
    each_expr
      (fun ex ->
         match ex with
         | (Assignment (l, _, r), _), _ when ours r ->
           (match strip l with (Ident n, _), _ -> Hashtbl.replace pages (name_of n) () | _ -> yes := true)
         | (FunCall _, _), _ ->
           let f = callee ex in
           if not (quiet f || Hashtbl.mem same f || Hashtbl.mem numbers f)
           && List.exists (function Some a -> ours a | None -> false) (arguments ex) then yes := true
         | _ -> ())
      e;
    !yes
  in
  (* the states in which it is left at its end *)
  let rec stmt given ((s, ii) as st : statement) =
    match s with
    | ExprStatement (Some e) -> List.map (fun g -> g || gives e) given
    | Selection (If (c, a, b)) ->
      let given = List.map (fun g -> g || gives c) given in
      List.sort_uniq compare (stmt given a @ stmt given b)
    | Jump Break ->
      (match ii with i :: _ -> List.iter (fun g -> found := (pos_of_info i, g) :: !found) given | [] -> ());
      []
    | Jump _ -> []
    | Decl d ->
      let yes = ref false in
      (match d with
       | DeclList (l, _) ->
         List.iter
           (fun (o, _) ->
              match o.v_namei with
              | Some (n, ValInit (_, (InitExpr e, _))) when ours e -> Hashtbl.replace pages (name_of n) ()
              | _ -> ())
           l
       | _ -> ());
      each_decl (fun e -> if gives e then yes := true) d;
      List.map (fun g -> g || !yes) given
    (* what is left inside of these is not this loop *)
    | Iteration _ | Selection (Switch _) ->
      let yes = ref false in
      each_stmt (fun e -> if gives e then yes := true) st;
      List.map (fun g -> g || !yes) given
    | _ -> List.fold_left stmt given (parts st)
  in
  ignore (stmt [ false ] body);
  !found

(* The breaks of T that lose the current page, with the release that starts behind it.
   DROPS: the releases of gup references in T. *)
let of_function drops (t : target) =
  let all = loops t.tdef in
  let released body v =
    let arrays = ref [] in
    each_stmt
      (fun e ->
         if callee e <> "" && List.mem (pos_of e) drops then
           match arguments e with
           | Some a :: _ -> (match slot v a with Some a -> arrays := (a, pos_of e) :: !arrays | None -> ())
           | _ -> ())
      body;
    !arrays
  in
  List.concat_map
    (fun (v, behind, body, (at : pos)) ->
       match if behind then released body v else [] with
       | [ (array, put) ] ->
         let before =
           List.filter
             (fun (w, behind, body, (p : pos)) ->
                w = v && (not behind) && p.line < at.line
                && (let yes = ref false in
                    each_stmt (fun e -> match slot v e with Some a when same_place a array -> yes := true | _ -> ()) body;
                    !yes))
             all
         in
         (match List.rev before with
          | (_, _, body, _) :: _ ->
            let ways = ways v array body in
            if List.exists snd ways then
              List.filter_map (fun (p, given) -> if given then None else Some (p, put)) ways
            else []
          | [] -> [])
       | _ -> [])
    all

(* ---- a loop that releases, left before its end ---- *)

(* The statements of a function from each of its labels on. *)
let behind_labels (d : definitionbis) =
  let found = Hashtbl.create 8 in
  let rec go = function
    | ((Labeled (Label (l, first)), _) : statement) :: rest ->
      Hashtbl.replace found (name_of l) (first :: rest);
      go (first :: rest)
    | _ :: rest -> go rest
    | [] -> ()
  in
  go (statements d);
  found

(* Does a condition ask for no more than the slot itself, or how far the loop has come? *)
let ends_loop v array c =
  let is_slot e = match slot v e with Some a -> same_place a array | None -> false in
  let rec parts e =
    match strip e with
    | (Binary (a, (Logical (AndLog | OrLog), _), b), _), _ -> parts a @ parts b
    | e -> [ e ]
  in
  List.exists
    (fun e ->
       match strip e with
       | (Unary (e, Not), _), _ -> is_slot (strip e)
       | (Binary (a, (Logical _, _), b), _), _ ->
         is_var v a || is_var v b
         || (is_slot a || is_slot b)
            && List.exists (fun e -> match strip e with (Ident n, _), _ -> name_of n = "NULL" | _ -> is_zero e) [ a; b ]
       | (FunCall _, _), _ as e -> List.exists (function Some a -> is_slot a | None -> false) (arguments e) && callee e = "IS_ERR_OR_NULL"
       | e -> is_slot e)
    (parts c)

(* Ways out of a loop over all slots of an array, each of which it releases, on which
   nothing releases those that it has not come to, and the array is freed: where it is left,
   and the release.  DROPS: the releases of gup references in T. *)
let left_in_the_middle drops (t : target) =
  let labels = behind_labels t.tdef in
  let frees array e =
    match Hashtbl.find_opt what (callee e) with
    | Some ("free", i) ->
      (match List.nth_opt (arguments e) (i - 1) with Some (Some a) -> same_place a array | _ -> false)
    | _ -> false
  in
  (* is it freed from here on, and given to nobody else before? *)
  let rec lost depth array (l : statement list) =
    match l with
    | [] -> false
    | (Jump (Goto l), _) :: _ ->
      depth > 0 && (match Hashtbl.find_opt labels (name_of l) with Some l -> lost (depth - 1) array l | None -> false)
    | (Jump _, _) :: _ -> false
    | (Compound _, _) as s :: rest -> lost depth array (parts s @ rest)
    | (Labeled (Label (_, s)), _) :: rest -> lost depth array (s :: rest)
    | s :: rest ->
      let freed = ref false and given = ref false in
      each_stmt
        (fun e ->
           if frees array e then freed := true
           else begin
             if Hashtbl.mem Explore.releases (callee e) then given := true;
             match e with
             | (FunCall (_, args), _), _ ->
               List.iter
                 (function
                   | Common.Left a, _ -> each_expr (fun e -> if same_place e array then given := true) a
                   | _ -> ())
                 args
             | _ -> ()
           end)
        s;
      (* what happens on some ways only is nothing certain *)
      let certain = match s with ExprStatement _, _ -> true | _ -> false in
      if !given then false
      else if !freed then certain
      else lost depth array rest
  in
  let exits v array put body =
    let found = ref [] in
    let rec go = function
      | [] -> ()
      | s :: rest ->
        let released = ref false in
        each_stmt (fun e -> if callee e <> "" && pos_of e = put then released := true) s;
        if not !released then begin
          (match (s : statement) with
           | Selection (If (c, a, (ExprStatement None, _))), _ when not (ends_loop v array c) ->
             let l = match a with Compound _, _ -> parts a | _ -> [ a ] in
             (match List.rev l with
              | (Jump (Goto _), ii) :: _ when lost 3 array l ->
                (match ii with i :: _ -> found := (pos_of_info i, put) :: !found | [] -> ())
              | _ -> ())
           | _ -> ());
          go rest
        end
    in
    go body;
    !found
  in
  let found = ref [] in
  let rec look ((s, _) as st : statement) =
    (match s with
     | Iteration (For (ForExp (Some init, _), (Some test, _), _, ((Compound _, _) as body))) ->
       (match strip init, counted_to test with
        | ((Assignment (l, (SimpleAssign, _), zero), _), _), Some (v, _) when is_var v l && is_zero zero ->
          List.iter
            (fun s ->
               match (s : statement) with
               | ExprStatement (Some e), _ when callee e <> "" && List.mem (pos_of e) drops ->
                 (match arguments e with
                  | Some a :: _ ->
                    (match slot v a with
                     | Some (((Ident _, _), _) as array) -> found := exits v array (pos_of e) (parts body) @ !found
                     | _ -> ())
                  | _ -> ())
               | _ -> ())
            (parts body)
        | _ -> ())
     | _ -> ());
    List.iter look (parts st)
  in
  List.iter look (statements t.tdef);
  !found

(* Loops of T that release ARRAY[V] one by one, up to a count that they set to 0, or count
   down, themselves: where they do, the release, and is it set to 0?  No condition in the loop decides on that.  DROPS: the releases of gup references. *)
let count_spent drops (t : target) =
  let found = ref [] in
  let spent v bound body =
    let pages = Hashtbl.create 4 in     (* variables that have ARRAY[V] *)
    let one_of_them e =
      slot v e <> None || (match strip e with (Ident n, _), _ -> Hashtbl.mem pages (name_of n) | _ -> false) in
    let put = ref None and changed = ref None and left = ref false in
    List.iter
      (fun (s : statement) ->
         match s with
         | Decl (DeclList (l, _)), _ ->
           List.iter
             (fun (o, _) ->
                match o.v_namei with
                | Some (n, ValInit (_, (InitExpr e, _))) when slot v e <> None -> Hashtbl.replace pages (name_of n) ()
                | _ -> ())
             l
         | ExprStatement (Some e), _ ->
           (match strip e with
            | (Assignment (l, (SimpleAssign, _), r), _), _ ->
              if same_place l bound && is_zero r then changed := Some (pos_of (strip e), true);
              (match strip l with (Ident n, _), _ when slot v r <> None -> Hashtbl.replace pages (name_of n) () | _ -> ())
            | ((Postfix (l, Dec) | Infix (l, Dec)), _), _ -> if same_place l bound then changed := Some (pos_of (strip l), false)
            | _ -> ())
         | Jump _, _ -> left := true
         | _ -> ())
      (parts body);
    each_stmt
      (fun e ->
         if callee e <> "" && List.mem (pos_of e) drops then
           match arguments e with Some a :: _ when one_of_them a -> put := Some (pos_of e) | _ -> ())
      body;
    match !put, !changed with
    | Some put, Some (at, zero) when not !left -> found := (at, put, zero) :: !found
    | _ -> ()
  in
  let rec look ((s, _) as st : statement) =
    (match s with
     | Iteration (For (ForExp (Some init, _), (Some test, _), (Some step, _), ((Compound _, _) as body))) ->
       (match strip init, counted_to test, strip test, strip step with
        | ((Assignment (l, (SimpleAssign, _), zero), _), _), Some (v, bound), ((Binary (_, (Logical Inf, _), _), _), _),
          (((Postfix (s, Inc) | Infix (s, Inc)), _), _)
          when is_var v l && is_zero zero && is_var v s -> spent v bound body
        | _ -> ())
     | _ -> ());
    List.iter look (parts st)
  in
  List.iter look (statements t.tdef);
  !found

(* Is the release at AT one of each slot of an array, up to a count, by a loop of T that
   never leaves one out? *)
let of_each_slot (t : target) at =
  let yes = ref false in
  let rec jumps ((s, _) as st : statement) = (match s with Jump _ -> true | _ -> false) || List.exists jumps (parts st) in
  let rec look ((s, _) as st : statement) =
    (match s with
     | Iteration (For (ForExp (Some init, _), (Some test, _), (Some step, _), ((Compound _, _) as body))) when not (jumps body) ->
       (match strip init, counted_to test, strip step with
        | ((Assignment (l, (SimpleAssign, _), zero), _), _), Some (v, _), (((Postfix (s, Inc) | Infix (s, Inc)), _), _)
          when is_var v l && is_zero zero && is_var v s ->
          List.iter
            (fun (s : statement) ->
               match s with
               | ExprStatement (Some e), _ when callee e <> "" && pos_of e = at ->
                 (match arguments e with Some a :: _ when slot v a <> None -> yes := true | _ -> ())
               | _ -> ())
            (parts body)
        | _ -> ())
     | _ -> ());
    List.iter look (parts st)
  in
  List.iter look (statements t.tdef);
  !yes
