(* SPDX-License-Identifier: GPL-2.0 *)
(*
 * Just enough typing to name places, without any header.
 *
 * A type is one of a few shapes.  Where a declaration is out of sight its
 * type is a term, such as "(s:tee_device).desc" (the type of field desc of
 * struct tee_device) or "r:get_priv" (what get_priv() returns); the pairing
 * rules solve terms once the declarations of all files are in the database.
 *)
open Ast_c

type shape =
  | Struct of string    (* struct or union tag, any pointer depth *)
  | Term of string      (* to be solved later *)
  | Wide                (* an integer that can hold an address or a pfn *)
  | Void                (* void *: anything *)
  | Code                (* a function, or a pointer to one *)
  | Small               (* nothing that could hold a page *)

let name_of = function
  | RegularName (s, _) -> s
  | CppConcatenatedName l ->
    String.concat "##" (List.map (fun ((s, _), _) -> s) l)
  | CppVariadicName (s, _) -> s
  | CppIdentBuilder ((s, _), _) -> s

let small_names =
  let h = Hashtbl.create 64 in
  List.iter (fun s -> Hashtbl.replace h s ())
    [ "u8"; "u16"; "u32"; "s8"; "s16"; "s32"; "s64"; "__u8"; "__u16"; "__u32";
      "__s8"; "__s16"; "__s32"; "__s64"; "__le16"; "__le32"; "__le64";
      "__be16"; "__be32"; "__be64"; "bool"; "size_t"; "ssize_t"; "loff_t";
      "gfp_t"; "uint"; "uint8_t"; "uint16_t"; "uint32_t"; "int8_t"; "int16_t";
      "int32_t"; "int64_t"; "pgoff_t"; "fmode_t"; "dev_t"; "sector_t"; "pid_t";
      "umode_t"; "spinlock_t"; "atomic_t"; "atomic64_t"; "wait_queue_head_t";
      "pgprot_t"; "nodemask_t"; "cpumask_t"; "ktime_t"; "vm_fault_t";
      "blk_status_t"; "irqreturn_t"; "isolate_mode_t"; "__poll_t"; "off_t" ];
  h

let wide_names =
  let h = Hashtbl.create 16 in
  List.iter (fun s -> Hashtbl.replace h s ())
    [ "u64"; "__u64"; "uint64_t"; "ulong"; "uintptr_t"; "phys_addr_t";
      "dma_addr_t"; "resource_size_t"; "hpa_t";
      "dma64_addr_t"; "swp_entry_t"; "pte_t"; "pmd_t"; "pud_t" ];
  h

(* Structs declared in the very .c file are its own: FILE!tag. *)
let own_tags : (string, string) Hashtbl.t = Hashtbl.create 32

let tag t = match Hashtbl.find_opt own_tags t with Some q -> q | None -> t

(* Tag of a nested struct without one: its outer tag and field. *)
let nested outer field = outer ^ "." ^ field

let rec shape_of (_, (t, _)) =
  match t with
  | Pointer (_, (BaseType Void, _)) -> Void
  | Pointer t | Array (_, t) | ParenType t ->
    shape_of t
  | FunctionType _ -> Code
  | StructUnionName (_, t) -> Struct (tag t)
  | StructUnion (_, Some t, _) -> Struct (tag t)
  | TypeName (n, _) ->
    let s = name_of n in
    if Hashtbl.mem Api.container_tags s then Struct s   (* kvm_pfn_t *)
    else if Hashtbl.mem wide_names s then Wide
    else if Hashtbl.mem small_names s then Small
    else Term ("t:" ^ s)
  | BaseType (IntType (Si (_, (CLong | CLongLong)))) -> Wide
  | BaseType Void -> Void
  | BaseType _ | Enum _ | EnumName _ -> Small
  | _ -> Term "?"

(* How deep a type points: 2 for struct page ** and struct page *[]. *)
let rec depth (_, (t, _)) =
  match t with
  | Pointer t | Array (_, t) -> 1 + depth t
  | ParenType t -> depth t
  | _ -> 0

(* How many dimensions of an array a type has; None where a typedef may hide some. *)
let rec dims (_, (t, _)) =
  match t with
  | Array (_, t) -> Option.map succ (dims t)
  | ParenType t -> dims t
  | TypeName _ -> None
  | _ -> Some 0

(* The term that names a shape, for use in a bigger term. *)
let term_of = function
  | Struct tag -> "s:" ^ tag
  | Term t -> t
  | _ -> "?"

(* Can a value of this shape be, or hold, a page reference by itself?  A
   pointer to any other struct cannot: what hangs below it is a place of its
   own, keyed by that struct and the field. *)
let relevant = function
  | Struct "page" | Struct "folio" -> true
  | Struct t -> Hashtbl.mem Api.container_tags t
  | Term _ | Wide | Void -> true
  | Code | Small -> false

(* May it be a page, or an array of pages: no container of them? *)
let is_page = function Struct ("page" | "folio") | Term _ -> true | _ -> false

(* Is it followed from place to place?  A function pointer too, for the calls
   through it. *)
let tracked s = relevant s || s = Code
