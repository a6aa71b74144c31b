// SPDX-License-Identifier: GPL-2.0
/*
 * facts.c: the facts that cocci/find reports, from linearised and typed code.
 *
 * The same relations, columns and names of places (cocci/find/walk.ml has them in
 * its head, pairing/solve.h the columns), so that the same solver takes them.  What
 * differs: a local place is a value of the linearised code, the type of a field is
 * known and not a term to be solved, and macros and inline functions are expanded.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cfg.h"
#include "expression.h"
#include "facts.h"
#include "places.h"
#include "source.h"
#include "state.h"
#include "summary.h"
#include "types.h"

static FILE *facts;
/* Variables that are initialised, with what may be functions. */
static struct table {
	struct symbol *sym;
	struct table *next;
} *tables;
struct function *here;
const char *here_file;
char here_name[MAX_NAME];

struct place named(const char *fmt, ...)
{
	struct place p;
	va_list args;

	p.name[1] = 0;
	va_start(args, fmt);
	/* one that is too long is none */
	if (vsnprintf(p.name, sizeof(p.name), fmt, args) >= (int)sizeof(p.name))
		*p.name = 0;
	va_end(args);
	return p;
}

struct place qualified(struct symbol *sym)
{
	const char *file = stream_name(sym->pos.stream);

	if ((sym->ctype.modifiers & MOD_STATIC) && is_c_file(file))
		return named("%s!%s", file, ident_name(sym->ident));
	return named("%s", ident_name(sym->ident));
}

/* ---- rows ---- */

void row(const char *relation, const char *file, const char *fmt, ...)
{
	va_list args;

	fprintf(facts, "%s\t%s\t", relation, file);
	va_start(args, fmt);
	vfprintf(facts, fmt, args);
	va_end(args);
	fputc('\n', facts);
}

static void flow(struct instruction *at, struct place src, struct place dst)
{
	if (*src.name && *dst.name && strcmp(src.name, dst.name))
		row("fl", here_file, "%d\t%s\t%s\t%s", at->pos.line, here_name, src.name, dst.name);
}

static struct place through(struct place p)
{
	return *p.name ? named("%s!", p.name) : p;
}

static bool is_local(struct place p)
{
	return p.name[0] == 'l' && p.name[1] == ':';
}

/* A pointer is copied: what is stored through the copy is seen through the original. */
static void copy(struct instruction *at, struct place src, struct place dst)
{
	flow(at, src, dst);
	if (is_local(dst))
		flow(at, through(dst), is_local(src) ? through(src) : src);
}

static struct place local(const char *what, int nr)
{
	return named("l:%s:%s@%d:%s#%d", here_file, here->name, here->sym->pos.line, what, nr);
}

/* Where a place is declared; beyond the relations of cocci/find, for make annotate. */
static void declared(struct place p, struct symbol *sym)
{
	if (*p.name && sym->ident && sym->pos.line)
		row("dc", here_file, "%s\t%s\t%d\t%s", p.name, stream_name(sym->pos.stream), sym->pos.line,
		    ident_name(sym->ident));
}

/* Parameters and value of a function that are pages, wherever it is declared. */
static void declare_function(struct symbol *fn)
{
	struct place name = qualified(fn);
	struct symbol *d, *arg;
	int nr;

	for (d = fn->ident->symbols; d; d = d->next_id) {
		if (d->namespace != NS_SYMBOL || !d->ctype.base_type || d->ctype.base_type->type != SYM_FN)
			continue;
		if (page_pointer_depth(d->ctype.base_type->ctype.base_type))
			declared(named("r:%s", name.name), d);
		nr = 0;
		FOR_EACH_PTR(d->ctype.base_type->arguments, arg) {
			nr++;
			if (page_pointer_depth(arg))
				declared(named("p:%s:%d", name.name, nr), arg);
		} END_FOR_EACH_PTR(arg);
	}
}

static struct place field(struct member *m)
{
	struct place p = named("f:(s:%s).%s", m->tag, m->field);
	const char *shape = shape_of(m->sym);

	row("fp", here_file, "%s\ts:%s\t%s", p.name, m->tag, m->field);
	/* the number of the field is for initialisers, which sparse has resolved already */
	row("sf", here_file, "%s\t%s\t%s\t%d\t", m->tag, m->field, shape, depth_of(m->sym));
	if (page_pointer_depth(m->sym))
		declared(named("F:%s.%s", m->tag, m->field), m->sym);
	return p;
}

/* ---- the place of a value ---- */

static struct symbol *parameter(struct symbol *fn, int nr)
{
	struct symbol *type = fn ? fn->ctype.base_type : NULL;

	return type && type->type == SYM_FN ? ptr_list_nth((struct ptr_list *)type->arguments, nr - 1) : NULL;
}

static struct place value(pseudo_t p, int depth);

static bool is_local_variable(struct symbol *sym)
{
	return sym && sym->ident && !(sym->ctype.modifiers & (MOD_NONLOCAL | MOD_STATIC | MOD_TOPLEVEL)) &&
	       sym->ctype.base_type && sym->ctype.base_type->type != SYM_FN;
}

static struct place variable(struct symbol *sym, int definition)
{
	if (!is_local_variable(sym))
		return sym && sym->ident ? named("g:%s", qualified(sym).name) : named("%s", "");
	return local(ident_name(sym->ident), definition);
}

static struct place call_result(struct instruction *call)
{
	struct spelling s = spelled_at(&call->pos, callee(call));

	return named("c:%s:%d:%d", stream_name(call->pos.stream), s.line ? s.line : (int)call->pos.line,
		     s.line ? s.col : (int)call->pos.pos);
}

/* The struct that a pointer points to, as far as its type tells. */
static struct symbol *pointee(pseudo_t p)
{
	struct symbol *t = NULL;

	if (p->type == PSEUDO_ARG)
		t = parameter(here->sym, p->nr);
	else if (p->type == PSEUDO_SYM)
		t = p->sym;
	else if (p->type == PSEUDO_REG && p->def)
		t = p->def->type;
	return inner_type(t);
}

static bool is_page_tag(const char *tag)
{
	return !strcmp(tag, "page") || !strcmp(tag, "folio");
}

bool holds_pages(struct symbol *type)
{
	const char *tag = type->ident ? ident_name(type->ident) : "";

	return is_container(tag) || is_page_tag(tag);
}

static bool is_pointer(pseudo_t p)
{
	struct symbol *t = NULL;

	if (p->type == PSEUDO_SYM)
		return true;
	if (p->type == PSEUDO_ARG)
		t = parameter(here->sym, p->nr);
	else if (p->type == PSEUDO_REG && p->def)
		t = p->def->opcode == OP_ADD ? NULL : p->def->type;
	while (t && t->type == SYM_NODE)
		t = t->ctype.base_type;
	return (t && (t->type == SYM_PTR || t->type == SYM_ARRAY)) ||
	       (!t && p->type == PSEUDO_REG && p->def && p->def->opcode == OP_ADD &&
		(is_pointer(p->def->src1) || is_pointer(p->def->src2)));
}

/* The struct that M is, or is an array of. */
static struct symbol *embedded(struct symbol *m)
{
	while (m && (m->type == SYM_NODE || m->type == SYM_ARRAY))
		m = m->ctype.base_type;
	return m && (m->type == SYM_STRUCT || m->type == SYM_UNION) ? m : NULL;
}

static struct member *member_at(struct symbol *type, long long offset, int depth)
{
	struct symbol *m, *inner;
	struct member *found = NULL;

	FOR_EACH_PTR(type->symbol_list, m) {
		long long size = m->bit_size > 0 ? m->bit_size / 8 : 0, into = offset - (long long)m->offset, each;

		/* an array without a size goes on to the end */
		if (found || into < 0 || (size && into >= size))
			continue;
		inner = embedded(m);
		if (inner && depth < 6 && !holds_pages(inner)) {
			each = inner->bit_size / 8;
			found = member_at(inner, each > 0 ? into % each : into, depth + 1);
		} else if (m->ident && relevant(m)) {
			found = member_of(m);
		}
	} END_FOR_EACH_PTR(m);
	return found;
}

/* The field that an address is in, by the type of the pointer it is counted from: BASE. */
static struct member *member_by_address(pseudo_t addr, long long offset, pseudo_t *base)
{
	struct symbol *s;

	while (addr->type == PSEUDO_REG && addr->def &&
	       (addr->def->opcode == OP_ADD || addr->def->opcode == OP_PTRCAST || addr->def->opcode == OP_SYMADDR)) {
		struct instruction *d = addr->def;

		/* an index leaves us in the same array */
		if (d->opcode == OP_ADD && d->src2->type == PSEUDO_VAL)
			offset += d->src2->value;
		if (d->opcode == OP_PTRCAST && inner_type(d->type))
			break;
		addr = d->opcode != OP_ADD ? d->src : is_pointer(d->src1) || !is_pointer(d->src2) ? d->src1 : d->src2;
	}
	*base = addr;
	s = pointee(addr);
	if (!s)
		return NULL;
	if (holds_pages(s))
		return NULL;
	return member_at(s, offset, 0);
}

/* The place of a field, in what is at BASE; of a container the wrapping is it. */
static struct place in_struct(struct member *m, pseudo_t base, int depth)
{
	if (is_wrapping(m->tag, m->field))
		return value(base, depth + 1);
	/* what a page itself holds is no reference to it */
	if (is_page_tag(m->tag))
		return named("%s", "");
	return field(m);
}

/*
 * What stands OFFSET behind an address: the field of a struct, what wraps a page
 * of a container, or else the slot of an array, which is one place with it.  TYPE
 * is that of what is read or written there.
 */
static struct place at(pseudo_t addr, long long offset, struct symbol *type, int depth)
{
	pseudo_t base;
	struct member *by_address = member_by_address(addr, offset, &base), *m = member_of(type);

	/* what wraps the pages of an embedded container is that one, a field */
	if (!m || (by_address && is_wrapping(m->tag, m->field)))
		m = by_address;
	return m ? in_struct(m, base, depth) : value(addr, depth + 1);
}

/* Read from a variable of no function? */
static bool is_global(pseudo_t p)
{
	struct instruction *d = p->type == PSEUDO_REG ? p->def : NULL;

	while (d && d->opcode == OP_PTRCAST && d->src->type == PSEUDO_REG)
		d = d->src->def;
	return d && d->opcode == OP_LOAD && d->src->type == PSEUDO_SYM && !is_local_variable(d->src->sym) &&
	       page_pointer_depth(d->type) <= 1;
}

static struct place value(pseudo_t p, int depth)
{
	struct instruction *def;
	struct place found;
	struct member *m;
	struct symbol *t;
	pseudo_t base;

	if (!p || p == VOID || depth > 10)
		return named("%s", "");
	if (p->type == PSEUDO_ARG) {
		t = parameter(here->sym, p->nr);
		return relevant(t) ? local("arg", p->nr) : named("%s", "");
	}
	if (p->type == PSEUDO_SYM)
		return variable(p->sym, 0);
	if (p->type != PSEUDO_REG || !(def = p->def))
		return named("%s", "");
	switch (def->opcode) {
	case OP_PTRCAST: case OP_UTPTR: case OP_PTRTU: case OP_COPY: case OP_SEXT: case OP_ZEXT: case OP_SYMADDR:
		return value(def->src, depth + 1);
	case OP_ADD:
		m = member_by_address(p, 0, &base);
		if (m)
			return in_struct(m, base, depth);
		base = is_pointer(def->src1) || !is_pointer(def->src2) ? def->src1 : def->src2;
		/* the map of all pages and a frame number: the number tells which */
		if (is_global(base))
			found = value(base == def->src1 ? def->src2 : def->src1, depth + 1);
		else
			found = value(base, depth + 1);
		return *found.name || is_pointer(def->src1) ? found : value(def->src2, depth + 1);
	case OP_SUB: case OP_ASR: case OP_LSR: case OP_SHL: case OP_OR: case OP_AND: case OP_MUL: case OP_DIVS:
	case OP_DIVU:
		found = value(def->src1, depth + 1);
		return *found.name ? found : value(def->src2, depth + 1);
	case OP_LOAD: case OP_PHI: case OP_SEL:
		return relevant(def->type) ? local("v", pseudo_nr(p)) : named("%s", "");
	case OP_CALL:
		return relevant(def->type) ? call_result(def) : named("%s", "");
	default:
		return named("%s", "");
	}
}

/* ---- get_page() on a variable: from there on it stands for the new reference ---- */

static struct dup {
	pseudo_t page;
	int b, i;
	struct place parameter;		/* that it is, of a function expanded inline */
} *dups;
static int nr_dups;

static pseudo_t bare_pseudo(pseudo_t p)
{
	while (p && p->type == PSEUDO_REG && p->def && (p->def->opcode == OP_PTRCAST || p->def->opcode == OP_COPY))
		p = p->def->src;
	return p;
}

/* The function that is expanded inline by INSN; NULL for any other instruction. */
static struct symbol *expanded(struct instruction *insn)
{
	struct symbol *fn = insn->opcode == OP_INLINED_CALL && insn->func->type == PSEUDO_SYM ? insn->func->sym : NULL;

	return fn && fn->definition ? fn->definition : fn;
}

/* The function whose text has POS: of those that are here the one that begins last before it. */
static struct symbol *text_of(const struct position *pos)
{
	struct symbol *found = here->sym, *fn;
	int b, i;

	for (b = 0; b < here->nr_blocks; b++) {
		for (i = 0; i < here->block[b].nr_insns; i++) {
			fn = expanded(here->block[b].insn[i]);
			if (fn && fn->pos.stream == pos->stream && fn->pos.line <= pos->line &&
			    (found->pos.stream != pos->stream || found->pos.line > pos->line || found->pos.line < fn->pos.line))
				found = fn;
		}
	}
	return found;
}

/* The parameter NAME of the function that the call stands in, where that one is expanded inline: from here it looks like a variable. */
static struct place inlined_parameter(struct instruction *call, const char *name)
{
	struct symbol *fn = text_of(&call->pos), *arg;
	int n = 0;

	if (fn == here->sym)
		return named("%s", "");
	FOR_EACH_PTR(fn->ctype.base_type->arguments, arg) {
		n++;
		if (arg->ident && !strcmp(ident_name(arg->ident), name))
			return named("p:%s:%d", qualified(fn).name, n);
	} END_FOR_EACH_PTR(arg);
	return named("%s", "");
}

static void find_dups(struct function *f)
{
	int b, i;

	nr_dups = 0;
	for (b = 0; b < f->nr_blocks; b++) {
		for (i = 0; i < f->block[b].nr_insns; i++) {
			struct instruction *insn = f->block[b].insn[i];
			const char *name = insn->opcode == OP_CALL ? callee(insn) : NULL;
			struct spelling s;
			char bare[64];
			pseudo_t p;

			if (!name || !find_row(name, 1, ROLE_DUP))
				continue;
			p = bare_pseudo(ptr_list_nth((struct ptr_list *)insn->arguments, 0));
			s = spelled_at(&insn->pos, name);
			if (!p || (p->type != PSEUDO_REG && p->type != PSEUDO_ARG) || !spelled_bare(&insn->pos, &s, bare, sizeof(bare)))
				continue;
			dups = realloc(dups, (nr_dups + 1) * sizeof(*dups));
			if (!dups)
				fatal("out of memory");
			dups[nr_dups++] = (struct dup) { p, b, i, inlined_parameter(insn, bare) };
		}
	}
}

static struct place of_dup(int n)
{
	return local("dup", dups[n].b * 1000 + dups[n].i);
}

/* Which references P stands for where instruction I of block B runs: by[n] that of dups[n], by[nr_dups] its first one. */
static void stands_for(pseudo_t p, int b, int i, bool *seen, bool *by)
{
	struct block *k = &here->block[b];
	struct basic_block *up;
	int n;

	for (i--; i >= 0; i--) {
		for (n = 0; n < nr_dups; n++) {
			if (dups[n].page == p && dups[n].b == b && dups[n].i == i) {
				by[n] = true;
				return;
			}
		}
		if (p->type == PSEUDO_REG && k->insn[i] == p->def)
			break;
	}
	if (i >= 0 || k->bb == here->ep->entry->bb)
		by[nr_dups] = true;
	if (i >= 0)
		return;
	FOR_EACH_PTR(k->bb->parents, up) {
		n = block_nr(up);
		if (n < 0 || seen[n])
			continue;
		seen[n] = true;
		stands_for(p, n, here->block[n].nr_insns, seen, by);
	} END_FOR_EACH_PTR(up);
}

/* ... and no field: what a call returned stands for a variable, too. */
static bool is_variable(struct place p)
{
	return is_local(p) || (p.name[0] == 'c' && p.name[1] == ':');
}

/* The place of P where instruction I of block B uses it. */
static struct place used(pseudo_t p, int b, int i)
{
	pseudo_t page = bare_pseudo(p);
	struct instruction *at = here->block[b].insn[i];
	struct place place = value(p, 0);
	bool *seen, *by;
	int n, all = 0, last = 0;

	for (n = 0; n < nr_dups && dups[n].page != page; n++)
		;
	if (n == nr_dups || !is_variable(place))
		return place;
	seen = calloc(here->nr_blocks + nr_dups + 1, sizeof(*seen));
	if (!seen)
		fatal("out of memory");
	by = seen + here->nr_blocks;
	stands_for(page, b, i, seen, by);
	for (n = 0; n <= nr_dups; n++) {
		if (by[n]) {
			all++;
			last = n;
		}
	}
	if (all == 1 && last < nr_dups) {
		place = of_dup(last);
	} else if (all > 1) {
		struct place either = local("use", b * 1000 + i);

		if (by[nr_dups])
			copy(at, place, either);
		for (n = 0; n < nr_dups; n++)
			if (by[n])
				copy(at, of_dup(n), either);
		row("ty", here_file, "%s", either.name);
		place = either;
	}
	free(seen);
	return place;
}

/* What is passed as an argument of that type: of a struct that begins with an array of pages, the array. */
static struct place argument(pseudo_t p, struct symbol *type, int b, int i)
{
	struct member *m;
	pseudo_t base;

	if (page_pointer_depth(type) && (m = member_by_address(p, 0, &base)))
		return in_struct(m, base, 0);
	return used(p, b, i);
}

/* ---- get_page() on a slot ---- */

static bool same_address(pseudo_t a, pseudo_t b, int depth)
{
	struct instruction *d, *e;

	if (a == b)
		return true;
	if (a->type == PSEUDO_VAL && b->type == PSEUDO_VAL)
		return a->value == b->value;
	if (depth > 4 || a->type != PSEUDO_REG || b->type != PSEUDO_REG)
		return false;
	d = a->def;
	e = b->def;
	if (!d || !e || d->opcode != e->opcode)
		return false;
	if (d->opcode >= OP_BINARY && d->opcode <= OP_BINARY_END)
		return same_address(d->src1, e->src1, depth + 1) && same_address(d->src2, e->src2, depth + 1);
	return d->opcode >= OP_UNOP && d->opcode <= OP_UNOP_END && same_address(d->src, e->src, depth + 1);
}

/* The same slot, read before: into a value that is stored away, if there is one. */
static pseudo_t read_for_store(pseudo_t p)
{
	struct instruction *load = p->type == PSEUDO_REG ? p->def : NULL;
	struct pseudo_user *user;
	int b, i;

	if (!load || load->opcode != OP_LOAD)
		return p;
	for (b = 0; b < here->nr_blocks; b++) {
		for (i = 0; i < here->block[b].nr_insns; i++) {
			struct instruction *insn = here->block[b].insn[i];

			if (insn->opcode != OP_LOAD || insn->offset != load->offset || !same_address(insn->src, load->src, 0))
				continue;
			FOR_EACH_PTR(insn->target->users, user) {
				if (user->insn && user->insn->bb && user->insn->opcode == OP_STORE && user->userp == &user->insn->target)
					return insn->target;
			} END_FOR_EACH_PTR(user);
		}
	}
	return p;
}

/* ---- local variables in memory: which definition is it that is read? ---- */

static int definition_nr(int b, int i)
{
	return b * 1000 + i + 1;
}

/* Does the instruction give SYM a value?  2: perhaps. */
static int defines(struct instruction *insn, struct symbol *sym)
{
	pseudo_t p;
	int n = 0, nr;
	const struct row *r;

	if (insn->opcode == OP_STORE)
		return insn->src->type == PSEUDO_SYM && insn->src->sym == sym;
	if (insn->opcode != OP_CALL)
		return 0;
	nr = ptr_list_size((struct ptr_list *)insn->arguments);
	FOR_EACH_PTR(insn->arguments, p) {
		n++;
		if (p->type != PSEUDO_SYM || p->sym != sym)
			continue;
		r = callee(insn) ? find_row(callee(insn), nr, ROLE_ACQUIRE) : NULL;
		return r && r->to == n ? 1 : 2;
	} END_FOR_EACH_PTR(p);
	return 0;
}

/* One slot that is written as a whole: its definitions can be told apart. */
static bool is_split(struct symbol *sym)
{
	struct symbol *t = sym;

	if (!is_local_variable(sym))
		return false;
	while (t && t->type == SYM_NODE)
		t = t->ctype.base_type;
	return t && t->type == SYM_PTR;
}

static void reaching(struct instruction *to, struct symbol *sym, int b, int i, bool *seen, struct place dst)
{
	struct block *k = &here->block[b];
	struct basic_block *p;

	for (i--; i >= 0; i--) {
		int d = defines(k->insn[i], sym);

		if (d)
			copy(to, variable(sym, definition_nr(b, i)), dst);
		if (d == 1)
			return;
	}
	FOR_EACH_PTR(k->bb->parents, p) {
		int n = block_nr(p);

		if (n < 0 || seen[n])
			continue;
		seen[n] = true;
		reaching(to, sym, n, here->block[n].nr_insns, seen, dst);
	} END_FOR_EACH_PTR(p);
}

static void reaching_all(struct instruction *call, struct symbol *sym, int b, int i, struct place dst)
{
	bool *seen = calloc(here->nr_blocks + 1, sizeof(*seen));

	if (!seen)
		fatal("out of memory");
	reaching(call, sym, b, i, seen, dst);
	free(seen);
}

/* ---- instructions ---- */

static void of_load(struct instruction *insn, int b, int i)
{
	struct place dst = value(insn->target, 0);

	if (!*dst.name)
		return;
	if (is_pagey(insn->type))
		row("ty", here_file, "%s", dst.name);
	if (insn->src->type == PSEUDO_SYM && is_split(insn->src->sym)) {
		reaching_all(insn, insn->src->sym, b, i, dst);
		return;
	}
	copy(insn, at(insn->src, insn->offset, insn->type, 0), dst);
}

/* The place that a function is called through, or NAME of the function itself. */
static struct place code(pseudo_t p)
{
	while (p && p->type == PSEUDO_REG && p->def && (p->def->opcode == OP_PTRCAST || p->def->opcode == OP_SYMADDR))
		p = p->def->src;
	if (!p)
		return named("%s", "");
	if (p->type == PSEUDO_SYM)
		return variable(p->sym, 0);
	if (p->type == PSEUDO_REG && p->def && p->def->opcode == OP_LOAD && member_of(p->def->type))
		return field(member_of(p->def->type));
	return named("%s", "");
}

bool names_code(struct symbol *sym)
{
	return sym && sym->ident && sym->ctype.base_type && sym->ctype.base_type->type == SYM_FN;
}

/* A function is put into a field: of a container it is a callback that gets it. */
static void of_callback(struct instruction *insn)
{
	struct member *m = member_of(insn->type);
	struct place to;
	pseudo_t base;

	if (!m)
		return;
	if (is_container(m->tag)) {
		member_by_address(insn->src, insn->offset, &base);
		to = value(base, 0);
		if (*to.name)
			row("cb", here_file, "%d\t%s\t%s", insn->pos.line, to.name, code(insn->target).name + 2);
		return;
	}
	flow(insn, code(insn->target), field(m));
}

static void of_store(struct instruction *insn, int b, int i)
{
	struct place src = used(insn->target, b, i), dst;

	if (insn->target->type == PSEUDO_SYM && names_code(insn->target->sym)) {
		of_callback(insn);
		return;
	}

	if (!relevant(insn->type) || !*src.name)
		return;
	if (insn->src->type == PSEUDO_SYM && is_split(insn->src->sym)) {
		copy(insn, src, variable(insn->src->sym, definition_nr(b, i)));
		return;
	}
	dst = at(insn->src, insn->offset, insn->type, 0);
	if (is_local(dst) && insn->src->type != PSEUDO_SYM) {
		flow(insn, src, through(dst));
		flow(insn, through(dst), dst);
	} else {
		copy(insn, src, dst);
	}
}

/* Where a source of a phi stands */
static struct place coming(struct instruction *phisrc)
{
	int b = phisrc->bb ? block_nr(phisrc->bb) : -1, i;

	if (nr_dups && b >= 0)
		for (i = 0; i < here->block[b].nr_insns; i++)
			if (here->block[b].insn[i] == phisrc)
				return used(phisrc->phi_src, b, i);
	return value(phisrc->phi_src, 0);
}

static void of_phi(struct instruction *insn)
{
	struct place dst = value(insn->target, 0);
	pseudo_t p;

	if (!*dst.name)
		return;
	if (is_pagey(insn->type))
		row("ty", here_file, "%s", dst.name);
	FOR_EACH_PTR(insn->phi_list, p) {
		if (p != VOID && p->type == PSEUDO_PHI)
			copy(insn, coming(p->def), dst);
	} END_FOR_EACH_PTR(p);
}

static void of_call(struct instruction *insn, int b, int i)
{
	const char *name = callee(insn), *file = stream_name(insn->pos.stream);
	struct symbol *fn = insn->func && insn->func->type == PSEUDO_SYM ? insn->func->sym : NULL;
	int n = 0, d, nr = ptr_list_size((struct ptr_list *)insn->arguments);
	struct place result = call_result(insn), arg;
	struct spelling s = spelled_at(&insn->pos, name);
	pseudo_t p;

	if (name) {
		row("ca", file, "%d\t%d\t%s\t%s\t%s\t%d\t%s", s.line ? s.line : (int)insn->pos.line,
		    s.line ? s.col : (int)insn->pos.pos, here_name,
		    !strcmp(name, ident_name(fn->ident)) ? qualified(fn).name : name, name, nr, result.name);
		declare_function(fn);
	} else {
		arg = code(insn->func);
		if (!*arg.name)
			return;
		row("ci", file, "%d\t%d\t%s\t%s\t%d\t%s", (int)insn->pos.line, (int)insn->pos.pos, here_name, arg.name,
		    nr, result.name);
	}
	FOR_EACH_PTR(insn->arguments, p) {
		n++;
		if (p->type == PSEUDO_SYM && is_split(p->sym)) {
			arg = variable(p->sym, definition_nr(b, i));
			/* what it finds there, unless it is one that fills it */
			if (!name || !find_row(name, nr, ROLE_ACQUIRE) || find_row(name, nr, ROLE_ACQUIRE)->to != n)
				reaching_all(insn, p->sym, b, i, arg);
		} else {
			/* one more reference on what is kept is for who keeps it */
			if (n == 1 && name && find_row(name, nr, ROLE_DUP))
				p = read_for_store(p);
			arg = argument(p, ptr_list_nth((struct ptr_list *)insn->fntypes, n), b, i);
			for (d = 0; n == 1 && d < nr_dups; d++) {
				if (dups[d].b != b || dups[d].i != i || !is_variable(arg))
					continue;
				row("du", file, "%s\t%s\t%s", result.name, arg.name, of_dup(d).name);
				flow(insn, dups[d].parameter, arg);
				arg = of_dup(d);
				row("ty", here_file, "%s", arg.name);
			}
		}
		if (*arg.name)
			row("ar", file, "%s\t%d\t%s", result.name, n, arg.name);
		else if (name && p->type == PSEUDO_VAL && !p->value && find_row(name, nr, ROLE_ACQUIRE) &&
			 find_row(name, nr, ROLE_ACQUIRE)->to == n)
			row("nu", file, "%s", result.name);
	} END_FOR_EACH_PTR(p);
}

/*
 * page_to_phys() and its like are macros, and mere arithmetic for sparse.  They give
 * out where a page is, so they are told as calls.
 */
static void of_number(struct instruction *insn)
{
	struct spelling s = spelled_at(&insn->pos, NULL);
	const struct row *r = s.line ? find_row(s.name, 1, ROLE_BORROW) : NULL;
	struct place result, arg;

	if (!r || r->from != 1)
		return;
	arg = value(insn->src1, 0);
	if (!*arg.name)
		return;
	result = named("c:%s:%d:%d", stream_name(insn->pos.stream), s.line, s.col);
	row("ca", here_file, "%d\t%d\t%s\t%s\t%s\t1\t%s", s.line, s.col, here_name, s.name, s.name, result.name);
	row("ar", here_file, "%s\t1\t%s", result.name, arg.name);
}

static void of_function(struct function *f)
{
	struct instruction begin = { .pos = f->sym->pos };
	struct symbol *arg;
	int b, i, nr = 0;

	here = f;
	find_dups(f);
	here_file = stream_name(f->sym->pos.stream);
	strcpy(here_name, qualified(f->sym).name);
	row("fn", here_file, "%s\t%s\t%d\t%d\t%s", here_name, f->name, f->sym->pos.line,
	    ptr_list_size((struct ptr_list *)f->sym->ctype.base_type->arguments),
	    shape_of_result(f->sym));
	declare_function(f->sym);
	of_objects(f);
	FOR_EACH_PTR(f->sym->ctype.base_type->arguments, arg) {
		nr++;
		if (!relevant(arg))
			continue;
		if (is_pagey(arg)) {
			row("ty", here_file, "p:%s:%d", here_name, nr);
			row("ty", here_file, "o:%s:%d", here_name, nr);
			row("ty", here_file, "%s", local("arg", nr).name);
		}
		flow(&begin, named("p:%s:%d", here_name, nr), local("arg", nr));
		flow(&begin, through(local("arg", nr)), named("o:%s:%d", here_name, nr));
	} END_FOR_EACH_PTR(arg);
	for (b = 0; b < f->nr_blocks; b++) {
		for (i = 0; i < f->block[b].nr_insns; i++) {
			struct instruction *insn = f->block[b].insn[i];

			switch (insn->opcode) {
			case OP_LOAD:
				of_load(insn, b, i);
				break;
			case OP_STORE:
				of_store(insn, b, i);
				break;
			case OP_PHI:
				of_phi(insn);
				break;
			case OP_SUB:
				of_number(insn);
				break;
			case OP_SEL:
				copy(insn, value(insn->src2, 0), value(insn->target, 0));
				copy(insn, value(insn->src3, 0), value(insn->target, 0));
				break;
			case OP_CALL:
				of_call(insn, b, i);
				break;
			case OP_RET:
				if (insn->src && relevant(insn->type))
					flow(insn, used(insn->src, b, i), named("r:%s", here_name));
				break;
			default:
				break;
			}
		}
	}
}

/* A claim ended as NAME was given what it is about: what that function does is not known here. */
static struct given_away {
	const char *name;
	int nr;
	struct given_away *next;
} *given_away;

void typed_given_away(const char *name, int nr)
{
	struct given_away *g;

	for (g = given_away; g; g = g->next)
		if (g->nr == nr && !strcmp(g->name, name))
			return;
	g = malloc(sizeof(*g));
	if (!g)
		fatal("out of memory");
	*g = (struct given_away) { name, nr, given_away };
	given_away = g;
}

/* Tables of functions. */
static void of_initialiser(struct symbol *sym, struct expression *expr, struct symbol *type)
{
	struct instruction at = { .pos = sym->pos };
	struct expression *e;
	struct member *m;

	if (!expr)
		return;
	switch (expr->type) {
	case EXPR_INITIALIZER:
		FOR_EACH_PTR(expr->expr_list, e) {
			of_initialiser(sym, e, e->ctype);
		} END_FOR_EACH_PTR(e);
		break;
	case EXPR_POS:
		of_initialiser(sym, expr->init_expr, expr->ctype);
		break;
	case EXPR_IMPLIED_CAST: case EXPR_CAST:
		of_initialiser(sym, expr->cast_expression, type);
		break;
	case EXPR_PREOP:
		of_initialiser(sym, expr->unop, type);
		break;
	case EXPR_SYMBOL:
		m = member_of(type);
		if (m && names_code(expr->symbol))
			flow(&at, named("g:%s", qualified(expr->symbol).name), field(m));
		break;
	default:
		break;
	}
}

void typed_global(struct symbol *sym)
{
	struct table *t;

	if (!sym->initializer)
		return;
	t = malloc(sizeof(*t));
	if (!t)
		fatal("out of memory");
	*t = (struct table) { sym, tables };
	tables = t;
}

static void learn_types(struct function *f)
{
	struct symbol *arg;
	int b, i;

	learn_type(f->sym->ctype.base_type->ctype.base_type, NULL, 0);
	FOR_EACH_PTR(f->sym->ctype.base_type->arguments, arg) {
		learn_type(arg, NULL, 0);
	} END_FOR_EACH_PTR(arg);
	for (b = 0; b < f->nr_blocks; b++) {
		for (i = 0; i < f->block[b].nr_insns; i++) {
			struct instruction *insn = f->block[b].insn[i];
			pseudo_t p;

			if (insn->type)
				learn_type(insn->type, NULL, 0);
			if ((insn->opcode == OP_LOAD || insn->opcode == OP_STORE) && insn->src->type == PSEUDO_SYM)
				learn_type(insn->src->sym, NULL, 0);
			if (insn->opcode != OP_CALL)
				continue;
			FOR_EACH_PTR(insn->arguments, p) {
				if (p->type == PSEUDO_SYM)
					learn_type(p->sym, NULL, 0);
			} END_FOR_EACH_PTR(p);
		}
	}
}

static void learn_all_types(void)
{
	struct function *f;
	struct table *t;

	for (f = functions; f; f = f->next)
		learn_types(f);
	for (t = tables; t; t = t->next)
		learn_type(t->sym, NULL, 0);
}

static struct member *learned_member(struct symbol *field)
{
	static bool learned;

	if (!learned)
		learn_all_types();
	learned = true;
	return member_of(field);
}

const char *called_through(struct instruction *call)
{
	static char name[MAX_NAME];
	pseudo_t p = bare_pseudo(call->func);
	struct member *m = p && p->type == PSEUDO_REG && p->def && p->def->opcode == OP_LOAD ? learned_member(p->def->type) : NULL;

	if (!m || snprintf(name, sizeof(name), "%s.%s", m->tag, m->field) >= (int)sizeof(name))
		return NULL;
	return name;
}

bool in_container(struct symbol *field)
{
	struct member *m = learned_member(field);

	return m && is_container(m->tag);
}

void write_typed_facts(const char *path)
{
	struct given_away *g;
	struct function *f;
	struct table *t;

	facts = fopen(path, "a");
	if (!facts)
		fatal("%s: %s; --typed names a file that can be written", path, strerror(errno));
	learn_all_types();
	for (t = tables; t; t = t->next) {
		here_file = stream_name(t->sym->pos.stream);
		strcpy(here_name, "");
		of_initialiser(t->sym, t->sym->initializer, t->sym);
	}
	for (f = functions; f; f = f->next)
		of_function(f);
	write_summaries(facts);
	for (g = given_away; g; g = g->next)
		row("en", base_filename, "p:%s:%d", g->name, g->nr);
	if (fclose(facts))
		fatal("%s: %s; free some disk space", path, strerror(errno));
}
