// SPDX-License-Identifier: GPL-2.0
/*
 * count.c: entries that a function releases by the count that their object has of
 * them, and leaves that count as it was.
 *
 * That is right where the object goes as well.  It is not where another function of
 * the file releases the same entries by the same count and sets it to zero: so the
 * next one who calls that releases them again.
 */
#include <stdlib.h>

#include "cfg.h"
#include "count.h"
#include "report.h"
#include "tables.h"

/* A loop that releases as many entries as a field says. */
struct counted_release {
	struct function *fn;
	int loop;
	struct instruction *count;	/* the load of the field */
	struct instruction *release;
	struct counted_release *next;
};

static struct instruction *loaded(pseudo_t p)
{
	while (p && p->type == PSEUDO_REG && p->def && p->def->opcode != OP_LOAD) {
		struct instruction *d = p->def;

		if (d->opcode != OP_SEXT && d->opcode != OP_ZEXT && d->opcode != OP_TRUNC && d->opcode != OP_COPY)
			return NULL;
		p = d->src;
	}
	return p && p->type == PSEUDO_REG ? p->def : NULL;
}

/* The object that an address is counted from. */
static pseudo_t object_of(pseudo_t p)
{
	while (p->type == PSEUDO_REG && p->def && (p->def->opcode == OP_ADD || p->def->opcode == OP_PTRCAST))
		p = p->def->src1;
	return p;
}

static bool drops(struct instruction *insn)
{
	const char *name = insn->opcode == OP_CALL ? callee(insn) : NULL;
	int nr = name ? ptr_list_size((struct ptr_list *)insn->arguments) : 0;

	return name && (find_row(name, nr, ROLE_RELEASE) || find_row(name, nr, ROLE_FREE_PAGE));
}

static struct instruction *release_in(struct function *f, int l)
{
	int b, i;
	long long step;

	for (b = 0; b < f->nr_blocks; b++) {
		for (i = 0; f->loop[l].has[b] && i < f->block[b].nr_insns; i++) {
			struct instruction *insn = f->block[b].insn[i];

			if (drops(insn) && depends_on(f, l, ptr_list_nth((struct ptr_list *)insn->arguments, 0), &step))
				return insn;
		}
	}
	return NULL;
}

static void after(struct function *f, int b, bool *seen)
{
	struct basic_block *c;

	FOR_EACH_PTR(f->block[b].bb->children, c) {
		int n = block_nr(c);

		if (n < 0 || seen[n])
			continue;
		seen[n] = true;
		after(f, n, seen);
	} END_FOR_EACH_PTR(c);
}

/* What becomes of the count and its object once the loop was left? */
enum fate { STAYS, ZERO, UNKNOWN };

static enum fate fate_of(struct counted_release *r)
{
	struct function *f = r->fn;
	pseudo_t object = object_of(r->count->src), arg;
	bool *seen = calloc(f->nr_blocks + 1, sizeof(*seen));
	enum fate fate = STAYS;
	int b, i;

	if (!seen)
		fatal("out of memory");
	after(f, f->loop[r->loop].header, seen);
	for (b = 0; b < f->nr_blocks; b++) {
		for (i = 0; seen[b] && !f->loop[r->loop].has[b] && i < f->block[b].nr_insns; i++) {
			struct instruction *insn = f->block[b].insn[i];

			if (insn->opcode == OP_STORE && same_field(insn->type, r->count->type))
				fate = fate != UNKNOWN && insn->target->type == PSEUDO_VAL && !insn->target->value ? ZERO : UNKNOWN;
			if (insn->opcode != OP_CALL || (is_quiet(insn) &&
							!find_row(callee(insn), -1, ROLE_FREE)))
				continue;
			FOR_EACH_PTR(insn->arguments, arg) {
				if (fate == STAYS && object_of(arg) == object)
					fate = UNKNOWN;
			} END_FOR_EACH_PTR(arg);
		}
	}
	free(seen);
	return fate;
}

/* Does the function count what it puts there by the same field, one by one? */
static bool counts_up(struct counted_release *r)
{
	int b, i;

	for (b = 0; b < r->fn->nr_blocks; b++) {
		for (i = 0; i < r->fn->block[b].nr_insns; i++) {
			struct instruction *insn = r->fn->block[b].insn[i], *d;

			if (insn->opcode != OP_STORE || !same_field(insn->type, r->count->type) || insn->target->type != PSEUDO_REG)
				continue;
			d = insn->target->def;
			if (d && d->opcode == OP_ADD && d->src2->type == PSEUDO_VAL && d->src2->value == 1)
				return true;
		}
	}
	return false;
}

void check_counts(void)
{
	struct counted_release *all = NULL, *r, *other;
	struct function *f;
	int l;

	for (f = functions; f; f = f->next) {
		for (l = 0; l < f->nr_loops; l++) {
			struct instruction *count = f->loop[l].counted.phi ? loaded(f->loop[l].counted.bound) : NULL;
			struct instruction *release = count ? release_in(f, l) : NULL;

			if (!release)
				continue;
			r = malloc(sizeof(*r));
			if (!r)
				fatal("out of memory");
			*r = (struct counted_release) { f, l, count, release, all };
			all = r;
		}
	}
	for (r = all; r; r = r->next) {
		if (object_of(r->count->src)->type != PSEUDO_ARG || !counts_up(r) || fate_of(r) != STAYS)
			continue;
		for (other = all; other; other = other->next)
			if (other->fn != r->fn && same_field(other->count->type, r->count->type) && fate_of(other) == ZERO)
				break;
		if (other) {
			struct step there = { &other->release->pos, "released again here, by the same count, which is zero only then" };

			finding("PIN006", &r->release->pos, r->fn->name,
				"what the function put there is released, and the count of it stays", &there, 1);
		}
	}
	while (all) {
		r = all;
		all = r->next;
		free(r);
	}
}
