// SPDX-License-Identifier: GPL-2.0
/*
 * infer.c: facts on page pointers, for scripts/annotate.sh to put together.
 *
 * Tab-separated, one a line:
 *	source PLACE		an acquiring function fills it
 *	other PLACE		an ordinary reference is put there
 *	plain PLACE		what is there is dropped like an ordinary reference
 *	same PLACE PLACE	what is in the one may be in the other
 *	decl PLACE file line column name	where it is declared
 *	named PLACE name	function or struct that other files know it by
 * A place is a field (by its declaration), a parameter, or a function's value.  The
 * slots of an array are one place with it.  Local variables are looked through.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cfg.h"
#include "expression.h"
#include "facts.h"
#include "infer.h"
#include "state.h"

static FILE *facts;

/* A place, as text; empty for none. */
struct place {
	char name[200];
};

static struct place nowhere(void)
{
	return (struct place) { "" };
}

static struct place of_declaration(struct symbol *sym)
{
	struct place p = nowhere();

	if (sym && sym->type == SYM_NODE && sym->ident && sym->pos.line)
		snprintf(p.name, sizeof(p.name), "field:%s:%d:%d", stream_name(sym->pos.stream), sym->pos.line,
			 sym->pos.pos);
	return p;
}

/* Static functions of one name in two files are two. */
static struct place of_function(struct symbol *fn, int nr)
{
	struct place p = nowhere();

	if (fn && fn->ident && fn->ctype.base_type && fn->ctype.base_type->type == SYM_FN)
		snprintf(p.name, sizeof(p.name), "%s:%s:%d", fn->ctype.modifiers & MOD_STATIC ?
			 stream_name(fn->pos.stream) : "", ident_name(fn->ident), nr);
	return p;
}

static void declared(struct place p, struct symbol *sym)
{
	const char *tag = tag_of_field(sym);

	if (*p.name && tag)
		fprintf(facts, "named\t%s\t%s\n", p.name, tag);
	if (*p.name && sym && sym->pos.line && sym->ident)
		fprintf(facts, "decl\t%s\t%s\t%d\t%d\t%s\n", p.name, stream_name(sym->pos.stream), sym->pos.line,
			sym->pos.pos, ident_name(sym->ident));
}

/* Other files call it by its name, unless it is one of the API, whose callers are known. */
static void known_by(struct place p, struct symbol *fn)
{
	const char *file = stream_name(fn->pos.stream);
	bool own = (fn->ctype.modifiers & MOD_STATIC) && !strcmp(file + strlen(file) - 2, ".c");

	if (*p.name && !own && !is_named(ident_name(fn->ident)))
		fprintf(facts, "named\t%s\t%s\n", p.name, ident_name(fn->ident));
}

/* Parameters and value of a function, wherever it is declared. */
static void declare_function(struct symbol *fn)
{
	struct symbol *d, *arg;
	int nr;
	for (d = fn->ident->symbols; d; d = d->next_id) {
		if (d->namespace != NS_SYMBOL || !d->ctype.base_type || d->ctype.base_type->type != SYM_FN)
			continue;
		if (page_pointer_depth(d->ctype.base_type->ctype.base_type)) {
			declared(of_function(fn, 0), d);
			known_by(of_function(fn, 0), fn);
		}
		nr = 0;
		FOR_EACH_PTR(d->ctype.base_type->arguments, arg) {
			nr++;
			if (page_pointer_depth(arg)) {
				declared(of_function(fn, nr), arg);
				known_by(of_function(fn, nr), fn);
			}
		} END_FOR_EACH_PTR(arg);
	}
}

static struct symbol *parameter(struct symbol *fn, int nr)
{
	struct symbol *type = fn ? fn->ctype.base_type : NULL;

	return type && type->type == SYM_FN ? ptr_list_nth((struct ptr_list *)type->arguments, nr - 1) : NULL;
}

static struct place place(struct function *f, pseudo_t p, int depth);

/* What stands at this address: a slot of an array, or a field. */
static struct place at_address(struct function *f, pseudo_t addr, struct symbol *type, int depth)
{
	struct place array = place(f, addr, depth + 1), p;
	pseudo_t base = addr;

	if (*array.name)
		return array;
	while (base->type == PSEUDO_REG && base->def && (base->def->opcode == OP_ADD || base->def->opcode == OP_PTRCAST))
		base = base->def->src1;
	/* in memory that came by a pointer: its type is the field as it is declared */
	if ((base->type == PSEUDO_ARG && !page_pointer_depth(parameter(f->sym, base->nr))) ||
	    (base->type == PSEUDO_REG && base->def && base->def->opcode == OP_LOAD &&
	     !page_pointer_depth(base->def->type)) ||
	    (base->type == PSEUDO_REG && base->def && base->def->opcode == OP_CALL)) {
		p = of_declaration(type);
		declared(p, type);
		return p;
	}
	return nowhere();
}

static struct place place(struct function *f, pseudo_t p, int depth)
{
	struct instruction *def;
	struct place found;
	pseudo_t src;

	if (!p || depth > 8)
		return nowhere();
	if (p->type == PSEUDO_ARG)
		return page_pointer_depth(parameter(f->sym, p->nr)) ? of_function(f->sym, p->nr) : nowhere();
	if (p->type != PSEUDO_REG || !(def = p->def))
		return nowhere();
	switch (def->opcode) {
	case OP_PTRCAST: case OP_UTPTR: case OP_PTRTU: case OP_COPY:
		return place(f, def->src, depth + 1);
	case OP_ADD: case OP_SUB:
		return place(f, def->src1, depth + 1);
	case OP_LOAD:
		return page_pointer_depth(def->type) ? at_address(f, def->src, def->type, depth) : nowhere();
	case OP_PHI:
		FOR_EACH_PTR(def->phi_list, src) {
			if (src == VOID || src->type != PSEUDO_PHI)
				continue;
			found = place(f, src->def->phi_src, depth + 1);
			if (*found.name)
				return found;
		} END_FOR_EACH_PTR(src);
		return nowhere();
	case OP_CALL:
		if (callee(def) && !is_named(callee(def)) && page_pointer_depth(def->type))
			return of_function(def->func->sym, 0);
		return nowhere();
	default:
		return nowhere();
	}
}

static void same(struct place a, struct place b)
{
	if (*a.name && *b.name && strcmp(a.name, b.name))
		fprintf(facts, "same\t%s\t%s\n", a.name, b.name);
}

/* Memory from an allocator: the fields that it is stored to name it. */
static void stored_elsewhere(struct function *f, pseudo_t p, struct place with)
{
	struct pseudo_user *user;

	if (!p || p->type != PSEUDO_REG)
		return;
	FOR_EACH_PTR(p->users, user) {
		struct instruction *insn = user->insn;

		if (insn->bb && insn->opcode == OP_STORE && insn->target == p && page_pointer_depth(insn->type)) {
			struct place to = at_address(f, insn->src, insn->type, 0);

			if (*with.name)
				same(to, with);
			else if (*to.name)
				fprintf(facts, "source\t%s\n", to.name);
		}
	} END_FOR_EACH_PTR(user);
}

static void of_call(struct function *f, struct instruction *call)
{
	const char *name = callee(call);
	const struct row *row;
	struct symbol *param;
	struct place p;
	pseudo_t arg;
	int nr, n = 0;

	if (!name)
		return;
	nr = ptr_list_size((struct ptr_list *)call->arguments);
	row = find_row(name, nr, ROLE_ACQUIRE);
	if (row && row->to >= 1 && row->to <= nr) {
		arg = ptr_list_nth((struct ptr_list *)call->arguments, row->to - 1);
		p = place(f, arg, 0);
		if (!*p.name) {
			/* &b->page: the address of a field */
			stored_elsewhere(f, arg, nowhere());
		}
		if (*p.name)
			fprintf(facts, "source\t%s\n", p.name);
		p = of_function(call->func->sym, row->to);
		fprintf(facts, "source\t%s\n", p.name);
		declare_function(call->func->sym);
		return;
	}
	row = find_row(name, nr, ROLE_FREE_PAGE);
	if (row && row->from >= 1 && row->from <= nr) {
		p = place(f, ptr_list_nth((struct ptr_list *)call->arguments, row->from - 1), 0);
		if (*p.name)
			fprintf(facts, "other\t%s\n", p.name);
		return;
	}
	row = find_row(name, nr, ROLE_RELEASE);
	if (row && row->from >= 1 && row->from <= nr) {
		p = place(f, ptr_list_nth((struct ptr_list *)call->arguments, row->from - 1), 0);
		if (row->ref == REF_PLAIN) {
			if (*p.name)
				fprintf(facts, "plain\t%s\n", p.name);
		} else if (page_pointer_depth(parameter(call->func->sym, row->from))) {
			fprintf(facts, "source\t%s\n", of_function(call->func->sym, row->from).name);
			declare_function(call->func->sym);
		}
		return;
	}
	if (is_named(name))
		return;
	FOR_EACH_PTR(call->arguments, arg) {
		n++;
		param = parameter(call->func->sym, n);
		if (page_pointer_depth(param)) {
			same(place(f, arg, 0), of_function(call->func->sym, n));
			declare_function(call->func->sym);
		}
	} END_FOR_EACH_PTR(arg);
}

static void of_store(struct function *f, struct instruction *store)
{
	struct instruction *def;
	struct place to;

	if (!page_pointer_depth(store->type))
		return;
	to = at_address(f, store->src, store->type, 0);
	same(place(f, store->target, 0), to);
	def = store->target->type == PSEUDO_REG ? store->target->def : NULL;
	if (*to.name && def && def->opcode == OP_CALL && callee(def) &&
	    find_row(callee(def), ptr_list_size((struct ptr_list *)def->arguments), ROLE_ORIGIN))
		fprintf(facts, "other\t%s\n", to.name);
}

void write_facts(const char *path)
{
	struct function *f;
	int b, i;

	facts = fopen(path, "a");
	if (!facts)
		fatal("%s: %s; --facts names a file that can be written", path, strerror(errno));
	learn_all_types();
	for (f = functions; f; f = f->next) {
		bool some = page_pointer_depth(f->sym->ctype.base_type->ctype.base_type);
		struct symbol *arg;

		FOR_EACH_PTR(f->sym->ctype.base_type->arguments, arg) {
			some = some || page_pointer_depth(arg);
		} END_FOR_EACH_PTR(arg);
		if (some)
			declare_function(f->sym);
		for (b = 0; b < f->nr_blocks; b++) {
			for (i = 0; i < f->block[b].nr_insns; i++) {
				struct instruction *insn = f->block[b].insn[i];

				if (insn->opcode == OP_CALL)
					of_call(f, insn);
				else if (insn->opcode == OP_STORE)
					of_store(f, insn);
				else if (insn->opcode == OP_RET && page_pointer_depth(insn->type))
					same(place(f, insn->src, 0), of_function(f->sym, 0));
			}
		}
	}
	if (fclose(facts))
		fatal("%s: %s", path, strerror(errno));
}
