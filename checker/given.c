// SPDX-License-Identifier: GPL-2.0
/*
 * given.c: what a function does with what it is given, for who reads another file:
 * pairing/objects.sql has the relations in its head.
 */
#include <stdio.h>
#include <string.h>

#include "cfg.h"
#include "places.h"
#include "state.h"
#include "types.h"

/*
 * What is followed: the thing that was given; what it has of pages; or another
 * struct that it names, which is only looked into for objects that hold pages.
 */
enum aspect { ITSELF, PAGES, INNER };

static void of_use(pseudo_t p, struct place given, enum aspect aspect, int depth);

/* A pointer to something that may hold pages, or such a number, is read from what was given. */
static bool may_hold(struct symbol *type)
{
	const char *shape = type ? shape_of(type) : "small";

	return type && (!strcmp(shape, "void") || is_pagey(type));
}

/* The struct that a pointer of this type points to, if it is none that only holds pages. */
static bool object_tag(struct symbol *type, char *tag, size_t size)
{
	struct symbol *t = type, *s = inner_type(type);

	while (t && t->type == SYM_NODE)
		t = t->ctype.base_type;
	if (!s || !t || t->type != SYM_PTR || depth_of(t) != 1 || holds_pages(s))
		return false;
	tag_of(s, tag, size);
	return true;
}

static void is_kept(struct place given, enum aspect aspect)
{
	if (aspect != INNER)
		row(aspect == PAGES ? "kp" : "ke", here_file, "%s", given.name);
}

static void is_passed(struct instruction *call, int n, struct place given, enum aspect aspect)
{
	static const char *const relation[] = { [ITSELF] = "pa", [PAGES] = "pp", [INNER] = "pi" };
	const char *name = callee(call);

	if (!name)
		is_kept(given, aspect);
	else
		row(relation[aspect], here_file, "%s\t%s\t%d", given.name, strcmp(name, ident_name(call->func->sym->ident)) ?
		    name : qualified(call->func->sym).name, n);
}

static void is_loaded(struct instruction *load, struct place given, enum aspect aspect, int depth)
{
	char tag[200];

	if (may_hold(load->type)) {
		if (aspect != INNER)
			of_use(load->target, given, PAGES, depth + 1);
	} else if (object_tag(load->type, tag, sizeof(tag))) {
		row("ld", here_file, "%s\t%s", given.name, tag);
		of_use(load->target, given, INNER, depth + 1);
	}
}

/* The pointer that an address is counted from: a list head is stored into what it is part of. */
static pseudo_t base_of(pseudo_t p)
{
	while (p->type == PSEUDO_REG && p->def && (p->def->opcode == OP_ADD || p->def->opcode == OP_PTRCAST))
		p = p->def->src1;
	return p;
}

/* What else than MADE is a value?  ZERO, NEGATIVE, or anything. */
enum { ZERO = 1, NEGATIVE = 2, ANYTHING = 4 };

static int else_than(pseudo_t made, pseudo_t p, int depth)
{
	pseudo_t src;
	int all = 0;

	p = base_of(p);
	if (p == made)
		return 0;
	if (p->type == PSEUDO_VAL)
		return p->value ? NEGATIVE : ZERO;
	if (depth > 4 || p->type != PSEUDO_REG || !p->def || p->def->opcode != OP_PHI)
		return ANYTHING;
	FOR_EACH_PTR(p->def->phi_list, src) {
		if (src != VOID && src->def)
			all |= else_than(made, src->def->phi_src, depth + 1);
	} END_FOR_EACH_PTR(src);
	return all;
}

/* Was MADE made by a call here, and does it come out, unless that fails?  What comes out then; 0: it is not so. */
static int comes_out(pseudo_t made)
{
	struct instruction *insn;
	struct basic_block *bb;
	int all = 0;

	if (made->type != PSEUDO_REG || !made->def || made->def->opcode != OP_CALL)
		return 0;
	FOR_EACH_PTR(here->ep->bbs, bb) {
		FOR_EACH_PTR(bb->insns, insn) {
			if (!insn->bb || insn->opcode != OP_RET)
				continue;
			if (!insn->src || insn->src == VOID)
				return 0;
			all |= else_than(made, insn->src, 0);
		} END_FOR_EACH_PTR(insn);
	} END_FOR_EACH_PTR(bb);
	/* by itself: as what was called */
	return !all ? ZERO : all == ZERO || all == NEGATIVE ? all : 0;
}

/* Nor does it drop anything, or have it dropped by a function that it is given. */
static bool keeps_nothing(struct instruction *call, const char *name, int nr)
{
	pseudo_t arg;

	if (!name || !is_quiet(call) || find_row(name, nr, ROLE_FREE) || find_row(name, nr, ROLE_RELEASE) ||
	    find_row(name, nr, ROLE_FREE_PAGE))
		return false;
	FOR_EACH_PTR(call->arguments, arg) {
		if (arg->type == PSEUDO_SYM && names_code(arg->sym))
			return false;
	} END_FOR_EACH_PTR(arg);
	return true;
}

static void of_user(struct instruction *insn, pseudo_t p, struct place given, enum aspect aspect, int depth)
{
	const struct row *r;
	const char *name;
	pseudo_t arg;
	int n = 0, nr, fails;

	switch (insn->opcode) {
	case OP_LOAD:
		if (insn->src == p)
			is_loaded(insn, given, aspect, depth);
		break;
	case OP_STORE:
		fails = insn->target == p && aspect == ITSELF ? comes_out(base_of(insn->src)) : 0;
		if (fails)
			row("in", here_file, "%s\t%d", given.name, fails == NEGATIVE);
		else if (insn->target == p && base_of(p) != base_of(insn->src))
			is_kept(given, aspect);
		if (insn->src == p && aspect == ITSELF)
			row("wr", here_file, "%s", given.name);
		break;
	case OP_ASM:
		if (aspect == ITSELF)
			row("wr", here_file, "%s", given.name);
		break;
	case OP_CALL:
		name = callee(insn);
		nr = ptr_list_size((struct ptr_list *)insn->arguments);
		FOR_EACH_PTR(insn->arguments, arg) {
			n++;
			if (arg != p)
				continue;
			r = name ? find_row(name, nr, ROLE_FLOW) : NULL;
			if (r && r->from == n && r->to == 0)
				of_use(insn->target, given, aspect, depth + 1);
			else if (!keeps_nothing(insn, name, nr))
				is_passed(insn, n, given, aspect);
		} END_FOR_EACH_PTR(arg);
		break;
	case OP_BINARY ... OP_BINARY_END:
		/* how far it is to somewhere else is not where it is */
		if (insn->opcode == OP_SUB && insn->src2 == p)
			break;
		/* fall through */
	case OP_UNOP ... OP_UNOP_END:
	case OP_COPY: case OP_SYMADDR: case OP_SEL:
		of_use(insn->target, given, aspect, depth + 1);
		break;
	case OP_PHISOURCE:
		of_use(insn->phi_node ? insn->phi_node->target : NULL, given, aspect, depth + 1);
		break;
	case OP_BINCMP ... OP_BINCMP_END:
	case OP_CBR: case OP_SWITCH:
		break;
	case OP_RET:
		/* what comes out is the same thing */
		if (strncmp(given.name, "r:", 2))
			is_kept(given, aspect);
		break;
	default:
		is_kept(given, aspect);
		break;
	}
}

static void of_use(pseudo_t p, struct place given, enum aspect aspect, int depth)
{
	static struct {
		pseudo_t p;
		enum aspect aspect;
	} seen[300];
	static int nr_seen;
	struct pseudo_user *user;
	int i;

	if (!depth)
		nr_seen = 0;
	for (i = 0; i < nr_seen && (seen[i].p != p || seen[i].aspect != aspect); i++)
		;
	if (i < nr_seen || !p)
		return;
	if (nr_seen == sizeof(seen) / sizeof(*seen)) {
		is_kept(given, ITSELF);
		return;
	}
	seen[nr_seen].p = p;
	seen[nr_seen++].aspect = aspect;
	FOR_EACH_PTR(p->users, user) {
		if (user->insn && user->insn->bb)
			of_user(user->insn, p, given, aspect, depth);
	} END_FOR_EACH_PTR(user);
}

/* Is INSN a change to what P points to, and COUNT what came of it? */
static bool counts(struct instruction *insn, pseudo_t p, pseudo_t count)
{
	struct asm_constraint *c;
	bool of_object = false, is_output = false;
	pseudo_t arg;

	switch (insn->opcode) {
	case OP_STORE:
		return base_of(insn->src) == p && insn->target == count;
	case OP_ASM:
		FOR_EACH_PTR(insn->asm_rules->outputs, c) {
			of_object = of_object || (c->is_memory && base_of(c->pseudo) == p);
			is_output = is_output || (!c->is_memory && c->pseudo == count);
		} END_FOR_EACH_PTR(c);
		return of_object && is_output;
	case OP_CALL:
		if (!is_quiet(insn) || insn->target != count)
			return false;
		FOR_EACH_PTR(insn->arguments, arg) {
			of_object = of_object || base_of(arg) == p;
		} END_FOR_EACH_PTR(arg);
		return of_object;
	default:
		return false;
	}
}

static bool is_count(pseudo_t p, pseudo_t cond, int depth)
{
	struct instruction *d;
	struct pseudo_user *user;

	if (cond->type != PSEUDO_REG || !(d = cond->def) || depth > 6)
		return false;
	if (counts(d, p, cond))
		return true;
	FOR_EACH_PTR(cond->users, user) {
		if (user->insn && user->insn->bb && counts(user->insn, p, cond))
			return true;
	} END_FOR_EACH_PTR(user);
	if ((d->opcode >= OP_BINARY && d->opcode <= OP_BINARY_END) || (d->opcode >= OP_BINCMP && d->opcode <= OP_BINCMP_END))
		return is_count(p, d->src1, depth + 1) || is_count(p, d->src2, depth + 1);
	return d->opcode >= OP_UNOP && d->opcode <= OP_UNOP_END && is_count(p, d->src, depth + 1);
}

/* Does a branch hang on how many users P has left? */
static bool counts_users(struct function *f, pseudo_t p)
{
	int b;

	for (b = 0; b < f->nr_blocks; b++) {
		struct block *k = &f->block[b];

		if (k->nr_insns && k->insn[k->nr_insns - 1]->opcode == OP_CBR && is_count(p, k->insn[k->nr_insns - 1]->cond, 0))
			return true;
	}
	return false;
}

void of_objects(struct function *f)
{
	struct symbol *type = f->sym->ctype.base_type, *arg;
	struct instruction *insn;
	struct place out = named("r:%s", here_name);
	struct basic_block *bb;
	char tag[200];
	int nr = 0;
	pseudo_t p, src;

	if (page_pointer_depth(type->ctype.base_type) == 1 || is_number(type))
		snprintf(tag, sizeof(tag), "%s", is_number(type) ? "a number" : "a page");
	else if (!strcmp(shape_of_result(f->sym), "wide"))
		strcpy(tag, "wide");
	else if (!object_tag(type->ctype.base_type, tag, sizeof(tag)))
		*tag = 0;
	if (*tag) {
		row("st", here_file, "%s\t%s", out.name, tag);
		FOR_EACH_PTR(f->ep->bbs, bb) {
			FOR_EACH_PTR(bb->insns, insn) {
				if (!insn->bb || insn->opcode != OP_RET || !insn->src || insn->src->type != PSEUDO_REG)
					continue;
				of_use(insn->src, out, ITSELF, 0);
				if (!insn->src->def || insn->src->def->opcode != OP_PHI)
					continue;
				FOR_EACH_PTR(insn->src->def->phi_list, src) {
					if (src != VOID && src->def && src->def->phi_src->type == PSEUDO_REG)
						of_use(src->def->phi_src, out, ITSELF, 0);
				} END_FOR_EACH_PTR(src);
			} END_FOR_EACH_PTR(insn);
		} END_FOR_EACH_PTR(bb);
	}
	FOR_EACH_PTR(type->arguments, arg) {
		nr++;
		if (!object_tag(arg, tag, sizeof(tag))) {
			if (!relevant(arg))
				continue;
			strcpy(tag, "pages");
		}
		row("st", here_file, "p:%s:%d\t%s", here_name, nr, tag);
		p = NULL;
		FOR_EACH_PTR(f->ep->entry->arg_list, src) {
			if (src->nr == nr)
				p = src;
		} END_FOR_EACH_PTR(src);
		of_use(p, named("p:%s:%d", here_name, nr), ITSELF, 0);
		if (p && strcmp(tag, "pages") && counts_users(f, p))
			row("ct", here_file, "%s", here_name);
	} END_FOR_EACH_PTR(arg);
}

