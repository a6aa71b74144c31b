// SPDX-License-Identifier: GPL-2.0
/*
 * qualify.c: releases against declarations.
 *
 * `__pinned struct page *p' says that the page is pinned.  What fields,
 * parameters and return values are declared as is taken at its word; local
 * variables take it over from what is put into them.  So one file can be checked
 * without knowing any other.
 *
 * `__maybe_pinned': such a page, or another one; nothing is said of it.
 */
#include <stdlib.h>
#include <string.h>

#include "cfg.h"
#include "claim.h"
#include "expression.h"
#include "facts.h"
#include "qualify.h"
#include "scope.h"
#include "state.h"

/*
 * A modifier that sparse passes over where it compares types: so plain code mixes
 * both kinds freely.  Its own meaning, "by a typedef", says nothing of struct page.
 */
#define MOD_PINNED MOD_USERTYPE
/* The same for what may be either; a bit that sparse 0.6.4 has no use for. */
#define MOD_MAYBE_PINNED 0x00080000UL

static struct token *attribute_pinned(struct token *token, struct symbol *attr, struct decl_state *ctx)
{
	(void)attr;
	ctx->ctype.modifiers |= MOD_PINNED;
	return token;
}

static struct token *attribute_maybe_pinned(struct token *token, struct symbol *attr, struct decl_state *ctx)
{
	(void)attr;
	ctx->ctype.modifiers |= MOD_MAYBE_PINNED;
	return token;
}

void declare_pinned(void)
{
	static struct symbol_op op[] = {
		{ .type = KW_ATTRIBUTE, .attribute = attribute_pinned },
		{ .type = KW_ATTRIBUTE, .attribute = attribute_maybe_pinned },
	};
	static const char *const names[] = { "pinned", "maybe_pinned" };
	unsigned int i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct position nowhere = { .type = TOKEN_IDENT };
		struct symbol *sym = alloc_symbol(nowhere, SYM_KEYWORD);
		struct ident *ident = built_in_ident(names[i]);

		ident->keyword = 1;
		sym->op = &op[i];
		/* for all files, as sparse's own */
		bind_symbol_with_scope(sym, ident, NS_KEYWORD, global_scope);
	}
}

/* What is known of a pointer to pages, and the declaration that says so. */
struct quality {
	enum { UNKNOWN, PINNED, ORDINARY } is;
	struct symbol *said;
};

static bool has_modifier(struct symbol *t, unsigned long modifier)
{
	while (t && (t->type == SYM_NODE || t->type == SYM_PTR || t->type == SYM_ARRAY)) {
		if (t->type == SYM_PTR && (t->ctype.modifiers & modifier))
			return true;
		t = t->ctype.base_type;
	}
	return false;
}

static bool is_pinned_type(struct symbol *t)
{
	return has_modifier(t, MOD_PINNED);
}

/* Where a type was written: what only stands for it in an expression has the place of that. */
static struct symbol *written(struct symbol *t)
{
	while (t && t->type == SYM_NODE && !t->ident && t->ctype.base_type)
		t = t->ctype.base_type;
	return t;
}

static struct quality by_type(struct symbol *t)
{
	struct quality q = { UNKNOWN, written(t) };

	if (page_pointer_depth(t) && !has_modifier(t, MOD_MAYBE_PINNED))
		q.is = is_pinned_type(t) ? PINNED : ORDINARY;
	return q;
}

static struct symbol *argument(struct symbol *fn, int nr)
{
	struct symbol *type = fn ? fn->ctype.base_type : NULL;

	if (!type || type->type != SYM_FN)
		return NULL;
	return ptr_list_nth((struct ptr_list *)type->arguments, nr - 1);
}

static struct quality quality(struct function *f, pseudo_t p, int depth);

static struct quality of_phi(struct function *f, struct instruction *phi, int depth)
{
	struct quality all = { UNKNOWN, NULL }, q;
	pseudo_t src;

	FOR_EACH_PTR(phi->phi_list, src) {
		if (src == VOID || src->type != PSEUDO_PHI || src->def->phi_src->type == PSEUDO_VAL)
			continue;
		q = quality(f, src->def->phi_src, depth + 1);
		if (q.is == UNKNOWN || (all.is != UNKNOWN && all.is != q.is))
			return (struct quality) { UNKNOWN, NULL };
		all = q;
	} END_FOR_EACH_PTR(src);
	return all;
}

static struct quality of_load(struct function *f, struct instruction *load, int depth)
{
	struct quality q = by_type(load->type), array;
	struct instruction *def;
	pseudo_t src = load->src;

	if (q.is == UNKNOWN)
		return q;
	/* the fields of what wraps pages are declared for all of them */
	if (q.is == ORDINARY && in_container(load->type))
		return (struct quality) { UNKNOWN, NULL };
	/* a slot of an array: what the array is said to be */
	array = quality(f, src, depth + 1);
	if (array.is == PINNED || (array.is != UNKNOWN && q.is != PINNED))
		return array;
	if (q.is == PINNED)
		return q;
	while (src->type == PSEUDO_REG && (def = src->def) && (def->opcode == OP_ADD || def->opcode == OP_PTRCAST))
		src = def->src1;
	/* a field of what was passed in, or was read from somewhere: its declaration counts */
	if (src->type == PSEUDO_ARG && !page_pointer_depth(argument(f->sym, src->nr)))
		return q;
	if (src->type == PSEUDO_REG && src->def && src->def->opcode == OP_LOAD &&
	    !page_pointer_depth(src->def->type))
		return q;
	q.is = UNKNOWN;
	return q;
}

static struct quality quality(struct function *f, pseudo_t p, int depth)
{
	struct instruction *def;
	struct symbol *sym;
	const char *name;

	if (!p || depth > 10)
		return (struct quality) { UNKNOWN, NULL };
	if (p->type == PSEUDO_ARG) {
		sym = argument(f->sym, p->nr);
		return by_type(sym);
	}
	if (p->type != PSEUDO_REG || !(def = p->def))
		return (struct quality) { UNKNOWN, NULL };
	switch (def->opcode) {
	case OP_PTRCAST: case OP_UTPTR: case OP_PTRTU: case OP_COPY:
		return quality(f, def->src, depth + 1);
	case OP_ADD: case OP_SUB:
		return quality(f, def->src1, depth + 1);
	case OP_LOAD:
		return of_load(f, def, depth);
	case OP_PHI:
		return of_phi(f, def, depth);
	case OP_CALL:
		name = callee(def);
		if (!name)
			break;
		sym = def->func->sym->ctype.base_type->ctype.base_type;
		if (is_pinned_type(sym))
			return (struct quality) { PINNED, def->func->sym };
		if (find_row(name, ptr_list_size((struct ptr_list *)def->arguments), ROLE_ORIGIN))
			return (struct quality) { ORDINARY, def->func->sym };
		break;
	default:
		break;
	}
	return (struct quality) { UNKNOWN, NULL };
}

/* Is the tree annotated, and not only the overlay in it?  Then what takes the pages says so. */
static bool tree_annotated;

static void look_at_acquisition(const char *name)
{
	const struct row *row = find_row(name, -1, ROLE_ACQUIRE);
	struct symbol *sym;

	if (!row || row->ref == REF_PLAIN || row->to < 1)
		return;
	sym = lookup_symbol(built_in_ident((char *)name), NS_SYMBOL);
	tree_annotated = tree_annotated || is_pinned_type(argument(sym, row->to));
}

static void check_release(struct function *f, struct instruction *call, const struct row *row)
{
	pseudo_t arg = ptr_list_nth((struct ptr_list *)call->arguments, row->from - 1);
	struct quality q = quality(f, arg, 0);
	struct symbol *wants = argument(call->func->sym, row->from);
	struct step said = { NULL, NULL };
	char text[200];

	if (q.is == PINNED && row->ref == REF_PLAIN) {
		said.text = "it is declared __pinned here";
		snprintf(text, sizeof(text), "a __pinned page is passed to %s(), which releases ordinary ones", row->name);
	} else if (q.is == ORDINARY && row->ref != REF_PLAIN && tree_annotated && is_pinned_type(wants)) {
		said.text = "it is declared without __pinned here";
		snprintf(text, sizeof(text), "a page that is not __pinned is passed to %s()", row->name);
	} else {
		return;
	}
	said.pos = q.said ? &q.said->pos : NULL;
	finding(row->ref == REF_PLAIN ? "PIN001" : "PIN002", &call->pos, f->name, text, &said, said.pos ? 1 : 0);
}

void check_qualifiers(void)
{
	struct function *f;
	int b, i;

	each_name(look_at_acquisition);
	for (f = functions; f; f = f->next) {
		/* the body of what releases may do as it likes */
		if (claim_is_core(f->name))
			continue;
		for (b = 0; b < f->nr_blocks; b++) {
			for (i = 0; i < f->block[b].nr_insns; i++) {
				struct instruction *insn = f->block[b].insn[i];
				const struct row *row;
				const char *name;

				if (insn->opcode != OP_CALL || !(name = callee(insn)))
					continue;
				row = find_row(name, ptr_list_size((struct ptr_list *)insn->arguments), ROLE_RELEASE);
				if (row && row->from >= 1)
					check_release(f, insn, row);
			}
		}
	}
}
