// SPDX-License-Identifier: GPL-2.0
/*
 * cursor.c: arrays of pages of which the struct around them knows which slots are
 * still in use.
 *
 * A batch has a cursor beside its array: an index (`b->pages[b->offset]'), the difference
 * of two, or a pointer into it.  Who takes a page out moves the cursor, and the slot keeps
 * its old value.  Which pages are held is then not to be told from the slots, and hardly
 * ever from what a path knows of the cursor.
 *
 * Not meant are: how many there are, where it tells the last one (`t->page[t->n - 1]');
 * where the next ones are going to be put; what is read only to be released.
 */
#include <stdlib.h>

#include "cursor.h"
#include "report.h"
#include "state.h"
#include "tables.h"
#include "types.h"

#define MAX_DEPTH 8

/* An array of pages in a struct. */
struct array {
	struct symbol *field;
	pseudo_t object;	/* points to the struct */
	pseudo_t index;		/* of what is pointed to, in bytes; NULL for the first */
};

static struct instruction *def_of(pseudo_t p)
{
	while (p && p->type == PSEUDO_REG && p->def &&
	       (p->def->opcode == OP_PTRCAST || p->def->opcode == OP_COPY || p->def->opcode == OP_SEXT || p->def->opcode == OP_ZEXT))
		p = p->def->src;
	return p && p->type == PSEUDO_REG ? p->def : NULL;
}

static bool is_load(struct instruction *d)
{
	return d && d->opcode == OP_LOAD;
}

/* The pointer that an address is counted from, and how far. */
static pseudo_t object_of(pseudo_t p, long long *offset)
{
	struct instruction *d;

	*offset = 0;
	while ((d = def_of(p)) && (d->opcode == OP_SYMADDR || (d->opcode == OP_ADD && d->src2->type == PSEUDO_VAL))) {
		if (d->opcode == OP_ADD)
			*offset += d->src2->value;
		p = d->opcode == OP_ADD ? d->src1 : d->src;
	}
	return p;
}

/* Do both point into one object: from the same pointer, or from one that was read twice from the same field? */
static bool same_object(pseudo_t a, pseudo_t b, int depth)
{
	struct instruction *of_a, *of_b;
	long long offset;

	a = object_of(a, &offset);
	b = object_of(b, &offset);
	if (a == b || (a->type == PSEUDO_SYM && b->type == PSEUDO_SYM && a->sym == b->sym))
		return true;
	of_a = def_of(a);
	of_b = def_of(b);
	return is_load(of_a) && is_load(of_b) && depth < MAX_DEPTH && same_field(of_a->type, of_b->type) &&
	       same_object(of_a->src, of_b->src, depth + 1);
}

/* The struct that P points to, by its type. */
static struct symbol *struct_at(struct function *f, pseudo_t p)
{
	struct symbol *t = NULL;

	if (p->type == PSEUDO_ARG)
		t = ptr_list_nth((struct ptr_list *)f->sym->ctype.base_type->arguments, p->nr - 1);
	else if (p->type == PSEUDO_SYM)
		t = p->sym;
	else if (p->type == PSEUDO_REG && p->def)
		t = p->def->type;
	return inner_type(t);
}

/* The array of pages that is OFFSET bytes behind the start of a struct. */
static struct symbol *array_at(struct symbol *type, long long offset, int depth)
{
	struct symbol *m, *inner, *found = NULL;

	if (!type || depth > MAX_DEPTH)
		return NULL;
	FOR_EACH_PTR(type->symbol_list, m) {
		long long into = offset - (long long)m->offset;

		if (found || into < 0 || (m->bit_size > 0 && into >= m->bit_size / 8))
			continue;
		inner = m;
		while (inner && inner->type == SYM_NODE)
			inner = inner->ctype.base_type;
		if (!inner)
			continue;
		if (inner->type == SYM_ARRAY && page_pointer_depth(m) == 2)
			found = m;
		else if (inner->type == SYM_STRUCT || inner->type == SYM_UNION)
			found = array_at(inner, into, depth + 1);
	} END_FOR_EACH_PTR(m);
	return found;
}

static bool array_of(struct function *f, pseudo_t p, struct array *a, int depth)
{
	struct instruction *d = def_of(p);
	long long offset;

	if (is_load(d) && page_pointer_depth(d->type) == 2) {
		*a = (struct array) { .field = d->type, .object = d->src };
		return a->field->ident;
	}
	if (d && d->opcode == OP_ADD && d->src2->type != PSEUDO_VAL && depth < MAX_DEPTH) {
		if (array_of(f, d->src1, a, depth + 1)) {
			a->index = d->src2;
			return true;
		}
		if (array_of(f, d->src2, a, depth + 1)) {
			a->index = d->src1;
			return true;
		}
		return false;
	}
	*a = (struct array) { .object = object_of(p, &offset) };
	a->field = array_at(struct_at(f, a->object), offset, 0);
	return a->field;
}

struct symbol *array_field(struct function *f, pseudo_t p)
{
	struct array a;

	return array_of(f, p, &a, 0) ? a.field : NULL;
}

static bool is_one_less(struct instruction *d)
{
	long long one = d->src2->type == PSEUDO_VAL ? d->src2->value : 0;

	return (d->opcode == OP_SUB && one == 1) || (d->opcode == OP_ADD && (one == -1 || (d->size == 32 && one == 0xffffffffLL)));
}

/* Is P put into OBJECT? */
static bool is_put_back(pseudo_t p, pseudo_t object)
{
	struct pseudo_user *user;
	bool yes = false;

	FOR_EACH_PTR(p->users, user) {
		struct instruction *insn = user->insn;

		yes = yes || (insn && insn->bb && insn->opcode == OP_STORE && insn->target == p && same_object(insn->src, object, 0));
	} END_FOR_EACH_PTR(user);
	return yes;
}

/* Does P say which slot it is by what stands in OBJECT?  One less than that is the last of so many, unless they are that many then. */
static bool from_object(pseudo_t p, pseudo_t object, int depth)
{
	struct instruction *d = def_of(p);
	pseudo_t from;
	bool yes = false;

	if (!d || depth > MAX_DEPTH)
		return false;
	switch (d->opcode) {
	case OP_LOAD:
		return same_object(d->src, object, 0);
	case OP_ADD: case OP_SUB:
		if (is_one_less(d) && !is_put_back(d->target, object))
			return false;
		/* fall through */
	case OP_MUL: case OP_SHL:
		return from_object(d->src1, object, depth + 1) || from_object(d->src2, object, depth + 1);
	case OP_TRUNC:
		return from_object(d->src, object, depth + 1);
	case OP_PHI:
		FOR_EACH_PTR(d->phi_list, from) {
			yes = yes || (from != VOID && from->def && from_object(from->def->phi_src, object, depth + 3));
		} END_FOR_EACH_PTR(from);
		return yes;
	default:
		return false;
	}
}

static bool releases(struct instruction *call, pseudo_t p)
{
	int nr = ptr_list_size((struct ptr_list *)call->arguments);
	const struct row *r = callee(call) ? find_row(callee(call), nr, ROLE_RELEASE) : NULL;

	return r && r->from >= 1 && r->from <= nr && ptr_list_nth((struct ptr_list *)call->arguments, r->from - 1) == p;
}

/* Is the page P used for anything but its release? */
static bool is_used(pseudo_t p)
{
	struct pseudo_user *user;
	bool yes = false;

	FOR_EACH_PTR(p->users, user) {
		struct instruction *insn = user->insn;

		yes = yes || (insn && insn->bb && !(insn->opcode == OP_CALL && releases(insn, p)));
	} END_FOR_EACH_PTR(user);
	return yes;
}

/* Are the pages at AT read, or given to somebody, and not only to be released? */
static bool taken_out(pseudo_t at)
{
	struct pseudo_user *user;
	bool yes = false;

	FOR_EACH_PTR(at->users, user) {
		struct instruction *insn = user->insn;

		if (!insn || !insn->bb || yes)
			continue;
		if (insn->opcode == OP_LOAD)
			yes = is_used(insn->target);
		else if (insn->opcode == OP_CALL)
			yes = !releases(insn, at) && !(callee(insn) && find_row(callee(insn), -1, ROLE_ACQUIRE));
	} END_FOR_EACH_PTR(user);
	return yes;
}

/* Does the file move the pointer in that field: is it set to what it was, and something? */
static bool is_moved(struct symbol *field)
{
	struct function *f;
	int b, i;

	for (f = functions; f; f = f->next) {
		for (b = 0; b < f->nr_blocks; b++) {
			for (i = 0; i < f->block[b].nr_insns; i++) {
				struct instruction *insn = f->block[b].insn[i], *d, *from;

				if (insn->opcode != OP_STORE || !same_field(insn->type, field))
					continue;
				d = def_of(insn->target);
				from = d && d->opcode == OP_ADD ? def_of(d->src1) : NULL;
				if (is_load(from) && same_field(from->type, field))
					return true;
			}
		}
	}
	return false;
}

/* Is it by INSN that one sees it? */
static bool shows_cursor(struct function *f, struct instruction *insn, struct symbol *field)
{
	struct array a;

	switch (insn->opcode) {
	case OP_ADD:
		return insn->src2->type != PSEUDO_VAL && array_of(f, insn->target, &a, 0) && a.index && same_field(a.field, field) &&
		       from_object(a.index, a.object, 0) && taken_out(insn->target);
	case OP_STORE:
		return page_pointer_depth(insn->type) == 2 && array_of(f, insn->target, &a, 0) && same_field(a.field, field) &&
		       !same_field(insn->type, field) && same_object(insn->src, a.object, 0) && is_moved(insn->type);
	default:
		return false;
	}
}

bool has_cursor(struct symbol *field)
{
	static struct answer {
		struct symbol *field;
		bool yes;
		struct answer *next;
	} *answers;
	struct answer *known;
	struct function *f;
	int b, i;

	for (known = answers; known; known = known->next)
		if (same_field(known->field, field))
			return known->yes;
	known = malloc(sizeof(*known));
	if (!known)
		fatal("out of memory");
	*known = (struct answer) { field, false, answers };
	answers = known;
	for (f = functions; f && !known->yes; f = f->next)
		for (b = 0; b < f->nr_blocks && !known->yes; b++)
			for (i = 0; i < f->block[b].nr_insns && !known->yes; i++)
				known->yes = shows_cursor(f, f->block[b].insn[i], field);
	return known->yes;
}
