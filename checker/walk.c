// SPDX-License-Identifier: GPL-2.0
/*
 * walk.c: the paths of a function that takes references, and of its callers.
 *
 * One acquisition is followed at a time.  Where it runs the path forks: it
 * failed, it took fewer pages than asked for, it took all.  From there on a path
 * knows what it compared, so that `if (ret < n)' goes one way only.  Functions of
 * the file that handle references are walked as if they stood in the caller.
 *
 * Whatever is not understood ends the path, silently: a page that an unknown
 * function gets is taken for handed over.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "claim.h"
#include "cursor.h"
#include "facts.h"
#include "state.h"
#include "summary.h"
#include "walk.h"

#define MAX_DEPTH 7
#define MAX_ARGS 16
#define ARENA (1UL << 27)

struct instruction *site;
enum ref followed;
bool followed_plain;
struct function *root;

static char *arena;
static long steps_left;
static bool concerns;		/* callers: a path leaves with references that they know of */

static void run(int b, int i);

/* ---- frames ---- */

static void *arena_get(size_t n)
{
	long long at = s.arena;

	n = (n + 15) & ~15UL;
	if (at + n > ARENA)
		fatal("out of memory");
	SET(arena, at + n);
	return memset(arena + at, 0, n);
}

static long long arrival(struct frame *f, int b)
{
	int l = f->fn->block[b].loop;

	return l < 0 ? 0 : f->arrivals[l];
}

static struct frame *push_frame(struct function *fn, struct instruction *call, int b, int i,
				struct value **args, int nr_args)
{
	struct frame *f = arena_get(sizeof(*f)), *up = s.frame;
	int n = fn->nr_pseudos + 1;

	f->fn = fn;
	f->up = up;
	f->call = call;
	f->ret_block = b;
	f->ret_insn = i;
	f->env = arena_get(n * sizeof(*f->env));
	f->time = arena_get(n * sizeof(*f->time));
	f->first = arena_get(n * sizeof(*f->first));
	f->coming = arena_get(n * sizeof(*f->coming));
	f->arrivals = arena_get((fn->nr_loops + 1) * sizeof(*f->arrivals));
	f->arg = arena_get((nr_args + 1) * sizeof(*f->arg));
	if (nr_args)
		memcpy(f->arg, args, nr_args * sizeof(*args));
	f->nr_args = nr_args;
	f->chain = up ? mix(mix(up->chain, (intptr_t)call), arrival(up, b)) : 1;
	f->depth = up ? up->depth + 1 : 0;
	SET(frames, s.frames + 1);
	f->id = s.frames;
	SETP(frame, f);
	return f;
}

/* ---- reading and writing pseudos ---- */

static long long extended(long long v, int size)
{
	if (size <= 0 || size >= 64)
		return v;
	return (long long)((unsigned long long)v << (64 - size)) >> (64 - size);
}

/* an unknown value; equal for equal calls, so that paths meet again */
static struct value *fresh(struct instruction *insn, int b, struct symbol *type, bool of_page)
{
	struct frame *f = s.frame;
	struct value *v;
	long long lo, hi;

	range_of_type(type, &lo, &hi);
	v = v_fresh(insn, mix(mix(f->chain, arrival(f, b)), of_page), lo, hi);
	v->of_page = of_page;
	return v;
}

static struct value *object(struct symbol *sym)
{
	bool global = !sym || (sym->ctype.modifiers & (MOD_NONLOCAL | MOD_STATIC)) ||
		      (sym->ctype.base_type && sym->ctype.base_type->type == SYM_FN) || !sym->ident;

	return v_node(V_OBJ, NULL, NULL, sym, global ? 0 : s.frame->id);
}

static struct value *get_in(struct frame *f, pseudo_t p, int size)
{
	long long lo, hi;
	int n;

	if (!p || p == VOID)
		return v_const(0);
	switch (p->type) {
	case PSEUDO_VAL:
		return v_const(extended(p->value, size));
	case PSEUDO_SYM:
		return object(p->sym);
	case PSEUDO_ARG:
		n = p->nr - 1;
		if (n >= 0 && n < f->nr_args)
			return f->arg[n];
		range_of_type(ptr_list_nth((struct ptr_list *)f->fn->sym->ctype.base_type->arguments, n), &lo, &hi);
		return v_fresh(p, f->chain, lo, hi);
	case PSEUDO_REG:
	case PSEUDO_PHI:
		n = pseudo_nr(p);
		if (n >= 0 && n < f->fn->nr_pseudos && f->env[n])
			return f->env[n];
		/* fall through */
	default:
		return v_fresh(p, f->chain, -INF, INF);
	}
}

static struct value *get(pseudo_t p, int size)
{
	return get_in(s.frame, p, size);
}

static void put(pseudo_t p, struct value *v)
{
	int n;

	if (!p || p == VOID)
		return;
	n = pseudo_nr(p);
	if (n < 0 || n >= s.frame->fn->nr_pseudos)
		return;
	set_ptr(&s.frame->env[n], v);
	SET(clock, s.clock + 1);
	set_word(&s.frame->time[n], s.clock);
}

/* What phis are going to take is part of what a path is at; live pseudos do not say it. */
static void phi_takes(struct instruction *phi, struct value *v)
{
	struct frame *f = s.frame;
	int n = phi ? pseudo_nr(phi->target) : -1;
	struct value *was;

	if (n < 0 || n >= f->fn->nr_pseudos)
		return;
	was = f->coming[n];
	SET(phis_sig, s.phis_sig ^ (was ? mix(mix(f->chain, n), was->id) : 0) ^ (v ? mix(mix(f->chain, n), v->id) : 0));
	set_ptr(&f->coming[n], v);
}

/* ---- loops ---- */

/*
 * How often a counted loop runs; NULL if that cannot be said.  Its phis have to
 * have the values they begin with.
 */
static struct value *trip_count(struct frame *f, int l)
{
	struct counted *c = &f->fn->loop[l].counted;
	struct value *start, *bound;
	int n;

	if (!c->phi)
		return NULL;
	n = pseudo_nr(c->phi);
	start = n >= 0 ? f->first[n] : NULL;
	if (!start)
		return NULL;
	n = pseudo_nr(c->bound);
	if (c->bound->type == PSEUDO_REG && (n < 0 || !f->env[n]))
		return NULL;	/* the test has not run yet */
	bound = get_in(f, c->bound, 32);
	start = v_off(start, c->add);
	switch (c->rel) {
	case OP_SET_LT: case OP_SET_B:
		return c->step == 1 ? v_sub(bound, start) : NULL;
	case OP_SET_LE: case OP_SET_BE:
		return c->step == 1 ? v_off(v_sub(bound, start), 1) : NULL;
	case OP_SET_NE:
		return c->step == 1 ? v_sub(bound, start) : v_sub(start, bound);
	case OP_SET_GE: case OP_SET_AE:
		return c->step == -1 ? v_off(v_sub(start, bound), 1) : NULL;
	case OP_SET_GT: case OP_SET_A:
		return c->step == -1 ? v_sub(start, bound) : NULL;
	default:
		return NULL;
	}
}

static bool is_unsigned(int rel)
{
	return rel == OP_SET_B || rel == OP_SET_BE || rel == OP_SET_A || rel == OP_SET_AE;
}

/* The test is at the bottom: the first round runs before it. */
static bool test_at_bottom(struct frame *f, int l)
{
	struct counted *c = &f->fn->loop[l].counted;

	return c->block != f->fn->loop[l].header;
}

/*
 * A release of slot ADDRESS, in the call INSN of block B.  Is it in a loop that
 * goes through the slots?  Then what the loop releases in all is written down.
 */
static bool enter_range(struct instruction *insn, pseudo_t arg, int b, struct value *index)
{
	struct frame *f;
	long long step;
	int l;

	for (f = s.frame; f; f = f->up) {
		for (l = f->fn->block[b].loop; l >= 0; l = f->fn->loop[l].up) {
			bool found = false;
			struct value *trip;
			pseudo_t p;

			if (f == s.frame) {
				found = depends_on(f->fn, l, arg, &step);
			} else {
				FOR_EACH_PTR(insn->arguments, p) {
					if (!found)
						found = depends_on(f->fn, l, p, &step);
				} END_FOR_EACH_PTR(p);
			}
			if (!found)
				continue;
			SET(hold, RANGED);
			SETP(ranged_frame, f);
			SET(ranged_loop, l);
			trip = f->arrivals[l] == 1 ? trip_count(f, l) : NULL;
			/* it has to be all of the slots that are counted, from one that is known or to the first */
			SET(trip_from, 0);
			if (trip && f->fn->loop[l].counted.phi) {
				struct counted *c = &f->fn->loop[l].counted;

				/* the pointer may go up while the count goes down */
				if (step == 0)
					step = c->step;
				if (step > 0) {
					trip = index && index->kind == V_CONST ? trip : NULL;
					SET(trip_from, trip ? index->k : 0);
				} else {
					trip = index && v_sub(v_off(index, 1), trip)->kind == V_CONST &&
					       !v_sub(v_off(index, 1), trip)->k ? trip : NULL;
				}
			}
			SETP(trip, trip);
			SET(trip_unsigned, is_unsigned(f->fn->loop[l].counted.rel));
			return true;
		}
		insn = f->call;
		b = f->ret_block;
	}
	return false;
}

bool claim_in_loop(struct instruction *insn, pseudo_t arg, int b, struct value *index)
{
	return enter_range(insn, arg, b, index);
}

/* What a condition reads from memory. */
static int loads_in(pseudo_t p, struct instruction **load, int n, int depth)
{
	struct instruction *d = p && p->type == PSEUDO_REG ? p->def : NULL;

	if (!d || depth > 6 || n == MAX_GUARDS)
		return n;
	if (d->opcode == OP_LOAD)
		load[n++] = d;
	else if ((d->opcode >= OP_BINARY && d->opcode <= OP_BINARY_END) || (d->opcode >= OP_BINCMP && d->opcode <= OP_BINCMP_END))
		n = loads_in(d->src2, load, loads_in(d->src1, load, n, depth + 1), depth + 1);
	else if (d->opcode >= OP_UNOP && d->opcode <= OP_UNOP_END)
		n = loads_in(d->src, load, n, depth + 1);
	return n;
}

/* ... the conditions that block B hangs on: looked for once. */
static int guards_of(struct function *fn, int b, struct instruction **load)
{
	static struct found {
		struct function *fn;
		int b, n;
		struct instruction *load[MAX_GUARDS];
	} found[256];
	struct found *c = &found[((uintptr_t)fn / sizeof(*fn) + b) % 256];
	int n = 0, k;

	if (c->fn == fn && c->b == b) {
		memcpy(load, c->load, c->n * sizeof(*load));
		return c->n;
	}

	for (k = 0; k < fn->nr_blocks; k++) {
		struct block *from = &fn->block[k];
		struct instruction *br = from->nr_insns ? from->insn[from->nr_insns - 1] : NULL;

		if (k != b && br && br->opcode == OP_CBR && hangs_on(fn, b, k))
			n = loads_in(br->cond, load, n, 0);
	}
	*c = (struct found) { .fn = fn, .b = b, .n = n };
	memcpy(c->load, load, n * sizeof(*load));
	return n;
}

int claim_guards(int b, struct guard *guard)
{
	struct instruction *load[MAX_GUARDS];
	struct frame *f;
	int n = 0, nr, k;

	for (f = s.frame; f; f = f->up) {
		nr = guards_of(f->fn, b, load);
		for (k = 0; k < nr && n < MAX_GUARDS; k++) {
			struct value *v = get_in(f, load[k]->target, 0);

			if (v->kind == V_CELL)
				guard[n++] = (struct guard) { v, load[k]->type };
		}
		b = f->ret_block;
	}
	return n;
}

/* Does another function release what stands in that field, without asking the guard? */
bool claim_released_elsewhere(struct symbol *field, struct symbol *guard)
{
	struct instruction *load[MAX_GUARDS];
	struct function *f;
	int b, i, k, nr;

	for (f = functions; f; f = f->next) {
		for (b = 0; f != root && b < f->nr_blocks; b++) {
			for (i = 0; i < f->block[b].nr_insns; i++) {
				struct instruction *insn = f->block[b].insn[i];
				const struct row *r;
				pseudo_t p;

				if (insn->opcode != OP_CALL || !callee(insn))
					continue;
				r = find_row(callee(insn), ptr_list_size((struct ptr_list *)insn->arguments), ROLE_RELEASE);
				p = r && r->from > 0 ? ptr_list_nth((struct ptr_list *)insn->arguments, r->from - 1) : NULL;
				if (!p || p->type != PSEUDO_REG || !p->def || p->def->opcode != OP_LOAD || !same_field(p->def->type, field))
					continue;
				nr = guards_of(f, b, load);
				for (k = 0; k < nr && !same_field(load[k]->type, guard); k++)
					;
				if (k == nr)
					return true;
			}
		}
	}
	return false;
}

/* ---- going from block to block ---- */

/* How often a path was there: of this walk only, what others left is taken for empty. */
struct visit {
	long long key;
	int count;
	int walk;
};

#define MAX_VISITS (1 << 17)
static struct visit *visit;
static int nr_visits, room_for_visits, walk_nr;

static struct visit *place_of(long long key)
{
	unsigned long h = (unsigned long)key % room_for_visits;

	while (visit[h].walk == walk_nr && visit[h].key != key)
		h = (h + 1) % room_for_visits;
	return &visit[h];
}

static void more_visits(void)
{
	struct visit *old = visit;
	int n = room_for_visits, i;

	room_for_visits = n ? 2 * n : 1 << 10;
	visit = calloc(room_for_visits, sizeof(*visit));
	if (!visit)
		fatal("out of memory");
	for (i = 0; i < n; i++)
		if (old[i].walk == walk_nr)
			*place_of(old[i].key) = old[i];
	free(old);
}

static struct visit *visit_of(long long key)
{
	struct visit *v;

	if (2 * nr_visits >= room_for_visits)
		more_visits();
	v = place_of(key);
	if (v->walk != walk_nr) {
		*v = (struct visit) { key, 0, walk_nr };
		nr_visits++;
	}
	return v;
}

static long long live_sig(struct frame *f, int b)
{
	struct basic_block *bb = f->fn->block[b].bb;
	long long sig = mix(f->sig, (intptr_t)bb);
	pseudo_t p;

	FOR_EACH_PTR(bb->needs, p) {
		struct value *v = get(p, 0);

		sig = mix(sig, v->id);
		sig = mix(sig, v_lo(v));
		sig = mix(sig, v_hi(v));
	} END_FOR_EACH_PTR(p);
	return sig;
}

/* May the path go into block TO?  Not where it, or ones like it, have been. */
static bool enter(int from, int to)
{
	struct frame *f = s.frame;
	struct function *fn = f->fn;
	static const int limits[] = { 40, 60, 256, 100, 40 };
	long long sig;
	int l;

	if (to < 0 || to >= fn->nr_blocks)
		return false;
	if (--steps_left < 0 || nr_visits > MAX_VISITS) {
		summary_cut();
		return false;
	}
	if (s.hold == RANGED && s.ranged_frame == f && from >= 0 && !fn->loop[s.ranged_loop].has[to]) {
		if (!claim_loop_done(fn->loop[s.ranged_loop].counted.block == from))
			return false;
	}
	for (l = 0; l < fn->nr_loops; l++) {
		if (fn->loop[l].header != to)
			continue;
		if (from >= 0 && fn->loop[l].has[from])
			set_word(&f->arrivals[l], f->arrivals[l] + 1);
		else
			set_word(&f->arrivals[l], 1);
		if (f->arrivals[l] > 3)
			return false;
	}
	sig = live_sig(f, to);
	sig = mix(sig, s.hold | s.extra << 3 | s.doubt << 10 | s.partial << 11 | s.locked << 12 | s.guarded << 13 | s.stale << 14 | s.unsure << 15);
	if (s.hold != BEFORE && s.count)
		sig = mix(mix(mix(sig, s.base->id), s.count->id), mix(v_lo(s.count), v_hi(s.count)));
	sig = mix(mix(sig, s.cells_sig), mix(mix(s.nr_holders, s.nr_replaced), s.nr_freed));
	sig = mix(mix(sig, arrival(f, to)), s.phis_sig);
	if (visit_of(sig)->count++)
		return false;
	/* of what can still be reported, ways of other kinds take nothing away */
	if (visit_of(mix(mix(f->chain, to + 7), s.hold | (long long)in_doubt() << 3 | (s.nr_holders > 0) << 4))->count++ < limits[s.hold])
		return true;
	summary_cut();
	return false;
}

static void fork_to(int from, int to)
{
	if (enter(from, to))
		run(to, 0);
}

/* OBJ: NULL for the page itself */
static bool names(struct value *v, struct value *obj)
{
	return obj ? v_root(v) == obj : is_claimed_page(v);
}

/* Does the rest of the block, from insn I on, or what follows it, name OBJ in a register? */
static bool named_in(struct frame *f, int b, int i, struct value *obj)
{
	struct block *k = &f->fn->block[b];
	struct basic_block *c;
	pseudo_t p;

	for (; i < k->nr_insns; i++) {
		struct instruction *insn = k->insn[i];

		switch (insn->opcode) {
		case OP_CALL:
			FOR_EACH_PTR(insn->arguments, p) {
				if (names(get_in(f, p, 0), obj))
					return true;
			} END_FOR_EACH_PTR(p);
			break;
		case OP_STORE:
			if (names(get_in(f, insn->target, 0), obj))
				return true;
			/* fall through */
		case OP_LOAD: case OP_RET: case OP_PHISOURCE:
		case OP_UNOP ... OP_UNOP_END:
		case OP_BINARY ... OP_BINARY_END:
			if (insn->src && insn->src != VOID && names(get_in(f, insn->src, 0), obj))
				return true;
			break;
		default:
			break;
		}
	}
	FOR_EACH_PTR(k->bb->children, c) {
		FOR_EACH_PTR(c->needs, p) {
			if (names(get_in(f, p, 0), obj))
				return true;
		} END_FOR_EACH_PTR(p);
	} END_FOR_EACH_PTR(c);
	return false;
}

/* Does the value OBJ (NULL: a page that was taken) live on in a register, from insn I of block B on? */
bool named_in_register(struct value *obj, int b, int i)
{
	struct frame *f;

	for (f = s.frame; f; f = f->up) {
		if (named_in(f, b, i, obj))
			return true;
		b = f->ret_block;
		i = f->ret_insn + 1;
	}
	return false;
}

/* ---- instructions ---- */

/*
 * IS_ERR() of what an int says: there is no such pointer, so it is an error unless
 * it is NULL.  A function that failed with a number nobody knows got it from there.
 */
static bool asks_for_error(struct value *a, struct value *b)
{
	return b->kind == V_CONST && (b->k == -4095 || b->k == -4096) && a->kind != V_CONST &&
	       v_lo(a) >= -2147483648LL && v_hi(a) <= 2147483647LL;
}

static struct value *compare(struct instruction *insn)
{
	int size = insn->itype ? insn->itype->bit_size : insn->size;
	struct value *a = get(insn->src1, size), *b = get(insn->src2, size);

	if (size == bits_in_pointer && asks_for_error(a, b)) {
		if (insn->opcode == OP_SET_AE || insn->opcode == OP_SET_A)
			return v_truth(a);
		if (insn->opcode == OP_SET_B || insn->opcode == OP_SET_BE)
			return v_not(v_truth(a));
	}
	switch (insn->opcode) {
	case OP_SET_EQ: case OP_SET_NE:
		claim_tested(v_node(V_EQ, a, b, NULL, 0), -1);
		/* !cond, !!cond */
		if (b->kind == V_CONST && a->kind >= V_EQ && (!b->k || b->k == 1))
			return (insn->opcode == OP_SET_EQ) == !b->k ? v_not(a) : a;
		a = v_node(V_EQ, a, b, NULL, 0);
		return insn->opcode == OP_SET_EQ ? a : v_not(a);
	case OP_SET_LT:
		return v_node(V_LT, a, b, NULL, 0);
	case OP_SET_GE:
		return v_not(v_node(V_LT, a, b, NULL, 0));
	case OP_SET_GT:
		return v_node(V_LT, b, a, NULL, 0);
	case OP_SET_LE:
		return v_not(v_node(V_LT, b, a, NULL, 0));
	case OP_SET_B:
		return v_node(V_LTU, a, b, NULL, 0);
	case OP_SET_AE:
		return v_not(v_node(V_LTU, a, b, NULL, 0));
	case OP_SET_A:
		return v_node(V_LTU, b, a, NULL, 0);
	default:
		return v_not(v_node(V_LTU, b, a, NULL, 0));
	}
}

static struct value *settled(struct value *c)
{
	int t = decide(c);

	return t < 0 ? c : v_const(t);
}

/* all bits that numbers up to HI may have */
static unsigned long long bits_up_to(long long hi)
{
	unsigned long long bits = 0;

	while (bits < (unsigned long long)hi)
		bits = bits << 1 | 1;
	return bits;
}

/* Are these bits of A that were set on this path? */
static bool are_set(struct value *a, long long bits)
{
	while (a->kind == V_OP && a->k == OP_TRUNC && bits < 1LL << a->b->k)
		a = a->a;
	return bits > 0 && a->kind == V_OP && a->k == OP_OR && a->b->kind == V_CONST && (a->b->k & bits) == bits;
}

/* A value that conditions left no choice is that number. */
static struct value *settled_number(struct value *v)
{
	return v->kind == V_FRESH && v_lo(v) == v_hi(v) ? v_const(v_lo(v)) : v;
}

static struct value *binary(struct instruction *insn)
{
	struct value *a = get(insn->src1, insn->size), *b = get(insn->src2, insn->size), *v;

	switch (insn->opcode) {
	case OP_ADD:
		return v_add(settled_number(a), settled_number(b));
	case OP_SUB:
		return v_sub(settled_number(a), settled_number(b));
	case OP_MUL:
		if (b->kind == V_CONST && b->k > -1000000 && b->k < 1000000)
			return v_mul(a, b->k);
		if (a->kind == V_CONST && a->k > -1000000 && a->k < 1000000)
			return v_mul(b, a->k);
		break;
	case OP_SHL:
		if (b->kind == V_CONST && b->k >= 0 && b->k < 32)
			return v_mul(a, 1LL << b->k);
		break;
	case OP_LSR: case OP_ASR:
		if (b->kind == V_CONST && b->k >= 0 && b->k < 32) {
			if (v_div(a, 1LL << b->k, &v))
				return v;
			v = v_op(insn->opcode, a, b);
			if ((insn->opcode == OP_LSR || v_lo(a) >= 0) && v->lo < 0)
				v->lo = 0;
			return v;
		}
		break;
	case OP_DIVS: case OP_DIVU:
		if (b->kind == V_CONST && b->k > 0 && v_div(a, b->k, &v))
			return v;
		break;
	case OP_AND:
		/* bits above what there can be */
		if (b->kind == V_CONST && v_lo(a) >= 0 && v_hi(a) < INF && !((unsigned long long)b->k & bits_up_to(v_hi(a))))
			return v_const(0);
		/* the lower half: an int that was a long */
		if (insn->size == 64 && b->kind == V_CONST && b->k == 0xffffffffLL)
			return v_hi(a) < 0 ? v_off(a, 1LL << 32) : a;
		if (insn->size == 1 || (a->kind >= V_EQ && b->kind >= V_EQ))
			return settled(v_node(V_AND, v_truth(a), v_truth(b), NULL, 0));
		if (a->kind == V_CONST && b->kind == V_CONST)
			return v_const(a->k & b->k);
		if (b->kind == V_CONST && are_set(a, b->k))
			return b;
		v = v_op(OP_AND, a, b);
		if (b->kind == V_CONST && b->k >= 0 && v->lo < 0) {
			v->lo = 0;
			v->hi = b->k;
		}
		return v;
	case OP_OR:
		if (insn->size == 1 || (a->kind >= V_EQ && b->kind >= V_EQ))
			return settled(v_node(V_OR, v_truth(a), v_truth(b), NULL, 0));
		if (a->kind == V_CONST && b->kind == V_CONST)
			return v_const(a->k | b->k);
		break;
	case OP_XOR:
		if (insn->size == 1 && b->kind == V_CONST)
			return b->k ? v_not(v_truth(a)) : v_truth(a);
		if (a->kind == V_CONST && b->kind == V_CONST)
			return v_const(a->k ^ b->k);
		break;
	default:
		break;
	}
	v = v_op(insn->opcode, a, b);
	if ((insn->opcode == OP_DIVU || insn->opcode == OP_MODU || insn->opcode == OP_LSR) && v->lo < 0)
		v->lo = 0;
	return v;
}

static struct value *convert(struct instruction *insn)
{
	struct value *a = get(insn->src, insn->orig_type ? insn->orig_type->bit_size : 0), *v;
	int from = insn->orig_type ? insn->orig_type->bit_size : 0;

	switch (insn->opcode) {
	case OP_ZEXT:
		if (v_hi(a) < 0 && from > 1 && from < 63)
			return v_off(a, 1LL << from);
		return a;
	case OP_TRUNC:
		/* nothing here is so big that it does not fit an int */
		if (insn->size >= 32 || (v_lo(a) >= 0 && v_hi(a) < (1LL << (insn->size > 1 ? insn->size - 1 : 1))))
			return a;
		if (insn->size == 1 && are_set(a, 1))
			return v_const(1);
		v = v_op(OP_TRUNC, a, v_const(insn->size));
		if (v->lo < 0 && insn->size == 1) {
			v->lo = 0;
			v->hi = 1;
		}
		return v;
	default:
		return a;
	}
}

/* Which of its sources does a phi take?  The one that was computed last. */
static struct value *phi_value(struct instruction *insn, struct instruction **from)
{
	struct frame *f = s.frame;
	struct value *v = NULL;
	long long latest = 0;
	pseudo_t p;

	*from = NULL;
	FOR_EACH_PTR(insn->phi_list, p) {
		int n;

		if (p == VOID || p->type != PSEUDO_PHI)
			continue;
		n = pseudo_nr(p);
		if (n >= 0 && f->env[n] && f->time[n] > latest) {
			latest = f->time[n];
			v = f->env[n];
			*from = p->def;
		}
	} END_FOR_EACH_PTR(p);
	return v;
}

/*
 * Is the value that came to a loop's header by phi source FROM a constant that was
 * assigned in the loop (`taken = true'), and not one that was counted up to?
 */
static bool is_assigned(struct instruction *from)
{
	int depth;

	for (depth = 0; from && depth < 8; depth++) {
		pseudo_t p = from->phi_src;

		if (p && p->type == PSEUDO_VAL)
			return true;
		if (!p || p->type != PSEUDO_REG || !p->def || p->def->opcode != OP_PHI)
			return false;
		phi_value(p->def, &from);
	}
	return false;
}

static void phi(struct instruction *insn, int b)
{
	struct frame *f = s.frame;
	struct function *fn = f->fn;
	int l = fn->block[b].loop, n = pseudo_nr(insn->target);
	struct instruction *from;
	struct value *v = phi_value(insn, &from), *trip;

	if (!v)
		v = v_fresh(insn, f->chain, -INF, INF);
	if (l >= 0 && fn->loop[l].header == b && n >= 0) {
		if (f->arrivals[l] == 1) {
			set_ptr(&f->first[n], v);
		} else if (f->arrivals[l] >= 3) {
			struct counted *c = &fn->loop[l].counted;
			long long lo, hi;

			/* what the rounds before did not change, this one does not; nor what the last one set */
			if (v == f->env[n] || is_claimed_page(v) || is_assigned(from)) {
				put(insn->target, v);
				phi_takes(insn, NULL);
				return;
			}
			/* any round after the second; if it is the counter, the last */
			range_of_type(insn->type, &lo, &hi);
			v = v_fresh(insn, mix(f->chain, 1), lo, hi);
			if (c->phi == insn->target && !test_at_bottom(f, l) && !c->add && f->first[n]) {
				trip = trip_count(f, l);
				if (trip)
					v = c->step == 1 ? v_add(f->first[n], trip) : v_sub(f->first[n], trip);
			}
		}
	}
	put(insn->target, v);
	phi_takes(insn, NULL);
}

static bool load(struct instruction *insn, int b)
{
	struct value *addr = v_off(get(insn->src, 64), insn->offset), *v = NULL, *index, *base;
	long long off;

	(void)b;
	if (is_claimed_page(addr) && !claim_used(insn))
		return false;
	if (s.hold != BEFORE && s.hold != EMPTY && page_pointer_depth(insn->type) == 1 && in_claimed_array(addr, &index)) {
		v = read_cell(addr, insn->type, s.taken_cell);
		if (!v) {
			base = v_base(addr, &off);
			v = v_node(V_SLOT, base, NULL, NULL, off);
			/* fewer came than were asked for: which slots are filled? */
			if (s.partial && !(index->kind == V_CONST && !index->k) && v->lo == 1)
				v->lo = 0;
		}
	}
	if (s.hold == EMPTY && s.stale && page_pointer_depth(insn->type) == 1 && in_claimed_array(addr, &index)) {
		v = read_cell(addr, insn->type, s.taken_cell);
		base = v_base(addr, &off);
		if (!v)
			v = v_node(V_CELL, base, v_const(s.taken_cell), NULL, off);
	}
	if (!v)
		v = read_cell(addr, insn->type, 0);
	put(insn->target, v);
	return true;
}

static bool store(struct instruction *insn)
{
	struct value *addr = v_off(get(insn->src, 64), insn->offset), *v = get(insn->target, insn->size);

	if (is_claimed_page(addr)) {
		if (!claim_used(insn))
			return false;
		claim_written();
	}
	if (s.hold == HELD && !s.by_value && page_pointer_depth(insn->type) == 2 && v_root(v) == v_root(s.base) && has_cursor(insn->type))
		SET(doubt, 1);
	/* it goes on from there, if it is one of them */
	if (s.hold == HELD && may_be_claimed(v))
		SET(doubt, 1);
	write_cell(addr, v);
	return true;
}

static void do_asm(struct instruction *insn, int b)
{
	struct asm_constraint *c;
	bool of_object = false;
	struct value *v;

	FOR_EACH_PTR(insn->asm_rules->inputs, c) {
		if (s.hold == HELD && !c->is_memory && is_claimed_page(get(c->pseudo, 64)))
			summary_keeps();
	} END_FOR_EACH_PTR(c);
	FOR_EACH_PTR(insn->asm_rules->outputs, c) {
		if (c->is_memory) {
			v = get(c->pseudo, 64);
			if (is_claimed_page(v)) {
				of_object = true;
				claim_written();
			}
			write_cell(v, fresh(insn, b, NULL, false));
		}
	} END_FOR_EACH_PTR(c);
	FOR_EACH_PTR(insn->asm_rules->outputs, c) {
		if (!c->is_memory) {
			v = v_fresh(c, s.frame->chain, -INF, INF);
			v->of_page = v->of_page || of_object;
			put(c->pseudo, v);
		}
	} END_FOR_EACH_PTR(c);
}

/* ---- calls ---- */

enum next { NEXT, ENTERED, ENDED };

static bool on_stack(struct function *fn)
{
	struct frame *f;

	for (f = s.frame; f; f = f->up)
		if (f->fn == fn)
			return true;
	return false;
}

/* Goes on after the call with this value, and comes back. */
void path_goes_on(struct instruction *insn, struct value *ret, int b, int i)
{
	put(insn->target, ret);
	run(b, i + 1);
}

struct value *fresh_result(struct instruction *insn, int b, long long lo, long long hi)
{
	return v_fresh(insn, mix(mix(s.frame->chain, arrival(s.frame, b)), mix(lo, hi)), lo, hi);
}

/* A call wrote to what its argument NR points to, ADDR; the references in there it leaves alone. */
void path_wrote(struct instruction *insn, struct value *addr, int nr)
{
	struct value *r = v_root(addr);
	long long before = s.nr_cells;
	int size;

	if (r->kind != V_HEAP && (r->kind != V_OBJ || !r->k))
		return;
	size = pointee_size(ptr_list_nth((struct ptr_list *)insn->fntypes, nr));
	if (size > 0)
		forget_bytes(addr, size, false);
	else if (!size)
		forget_object(r, false);
	keep_claims(r, before);
}

/* An unknown function may write to the objects that it gets a pointer to. */
static void written(struct instruction *insn, const char *name, struct value **arg, int nr)
{
	const struct row *lent;
	int k;

	for (k = 0; k < nr; k++) {
		lent = name ? find_lent(name, k + 1) : NULL;
		if (!lent || lent->to >= 0)
			path_wrote(insn, arg[k], k + 1);
	}
}

static bool names_function(struct value *v)
{
	const struct symbol *sym = v->kind == V_OBJ ? v->tag : NULL;

	return sym && sym->ctype.base_type && sym->ctype.base_type->type == SYM_FN;
}

/* Cheaper to walk than to guess at. */
static bool is_small(struct function *fn)
{
	int b, n = 0;

	if (fn->nr_blocks > 8)
		return false;
	for (b = 0; b < fn->nr_blocks; b++)
		n += fn->block[b].nr_insns;
	return n < 80;
}

/* Through a table of functions that the tables know by its field. */
static const char *through_table(struct instruction *call)
{
	const char *name = knows_fields() ? called_through(call) : NULL;

	return name && is_named(name) ? name : NULL;
}

/* Where it fails all is as before; else somebody else knows what it was given, too. */
static enum next fails_or_keeps(struct instruction *insn, const char *name, struct value **arg, int nr, int b, int i)
{
	int mark = trail_mark();

	written(insn, name, arg, nr);
	note(insn, "this fails, and keeps nothing");
	path_goes_on(insn, fresh_result(insn, b, -4095, -1), b, i);
	trail_undo(mark);
	if (followed != REF_OBJECT && !summary_keeps())
		return ENDED;
	add_unknown_holder();
	written(insn, name, arg, nr);
	put(insn->target, fresh_result(insn, b, 0, INF));
	return NEXT;
}

/* Does the driver itself define or declare the function, and no header of the kernel? */
static bool is_own(struct symbol *sym)
{
	const char *file = stream_name(sym->pos.stream);
	size_t n = strlen(file);

	return (n > 2 && !strcmp(file + n - 2, ".c")) || !(strstr(file, "/include/") || !strncmp(file, "include/", 8));
}

/*
 * Is the function known to keep none of its arguments?  How the name begins says
 * nothing of a function of the driver's own that is given a page.
 */
static bool keeps_none(struct instruction *insn, struct value **arg, int nr)
{
	int k;

	if (!is_quiet(insn) || find_row(callee(insn), -1, ROLE_BORROW) || !is_own(insn->func->sym))
		return is_quiet(insn);
	for (k = 0; k < nr; k++)
		if (is_claimed_page(arg[k]))
			return false;
	return true;
}

static enum next call(struct instruction *insn, int b, int i)
{
	struct value *arg[MAX_ARGS];
	pseudo_t argp[MAX_ARGS], p;
	const char *name = callee(insn), *as = name ? name : through_table(insn);
	struct function *fn;
	int nr = 0, k;
	struct symbol *t;
	bool given[MAX_ARGS], reach = false, object = false, callback = false;
	enum outcome o;

	FOR_EACH_PTR(insn->arguments, p) {
		if (nr == MAX_ARGS)
			break;
		t = ptr_list_nth((struct ptr_list *)insn->fntypes, nr + 1);
		argp[nr] = p;
		arg[nr++] = get(p, t ? t->bit_size : 0);
	} END_FOR_EACH_PTR(p);
	if (as) {
		o = claim_call(insn, as, arg, argp, nr, b, i);
		if (o == CALL_ENDS)
			return ENDED;
		if (o == CALL_DONE)
			return NEXT;
	}
	for (k = 0; k < nr; k++) {
		given[k] = reaches_claim(arg[k]);
		reach = reach || given[k];
		object = object || (followed == REF_OBJECT && is_claimed_page(arg[k]));
		callback = callback || names_function(arg[k]);
	}
	if (keeps_none(insn, arg, nr) && !callback) {
		written(insn, name, arg, nr);
		put(insn->target, fresh(insn, b, insn->type, followed == REF_OBJECT ? object : reach));
		if (object)
			claim_written();
		return NEXT;
	}
	fn = name ? find_function(insn->func->sym) : NULL;
	if (fn && (fn->matters || reach || is_small(fn)) && s.frame->depth < MAX_DEPTH && !on_stack(fn) && fn->nr_blocks) {
		struct frame *f;

		if (s.hold != BEFORE && reach)
			note(insn, "it is called here");
		SET(forks_before, s.forks);
		f = push_frame(fn, insn, b, i, arg, nr);
		f->sig = mix(live_sig(f->up, b), f->chain);
		for (k = 0; k < nr; k++)
			f->sig = mix(mix(f->sig, arg[k]->id), mix(v_lo(arg[k]), v_hi(arg[k])));
		return ENTERED;
	}
	if (reach && (s.hold == HELD || s.hold == RANGED)) {
		bool lent = name && !callback, stays = lent;
		const struct row *r;

		for (k = 0; k < nr && name; k++) {
			if (!given[k])
				continue;
			r = find_lent(name, k + 1);
			r = r && (r->ref == REF_NONE || followed == REF_OBJECT) ? r : NULL;
			lent = lent && r;
			r = r ? r : find_staying(name, k + 1);
			stays = stays && r && (r->ref == REF_NONE || followed == REF_OBJECT);
			typed_given_away(name, k + 1);
		}
		if (!lent && stays && s.hold == HELD)
			return fails_or_keeps(insn, name, arg, nr, b, i);
		/* it is somebody else's now */
		if (!lent && !summary_keeps())
			return ENDED;
	}
	for (k = 0; k < nr; k++) {
		const struct row *r = name ? find_lent(name, k + 1) : NULL;

		if (!given[k] || (r && r->to < 0))
			continue;
		/* it may not be left there */
		if (s.hold == DROPPED)
			SET(nr_replaced, 0);
		claim_written();
	}
	written(insn, name, arg, nr);
	put(insn->target, fresh(insn, b, insn->type, reach && followed != REF_OBJECT));
	return NEXT;
}

/* ---- a path ---- */

static bool is_error(long long v)
{
	return v < 0 && v >= -4095;
}

static struct instruction *left_at(struct instruction *ret, pseudo_t src)
{
	struct instruction *from, *insn, *here = ret;
	int stream = s.frame->fn->sym->pos.stream;

	if (src && src->type == PSEUDO_REG && src->def && src->def->opcode == OP_PHI && src->def->bb &&
	    phi_value(src->def, &from) && from)
		here = from;
	if (here->pos.stream == stream)
		return here;
	/* an inline function of a header made the value */
	FOR_EACH_PTR(here->bb->insns, insn) {
		if (insn->bb && insn->pos.stream == stream)
			here = insn;
	} END_FOR_EACH_PTR(insn);
	return here;
}

/* Is the branch of block B part of the loop's own test, before anything is done? */
static bool is_loop_test(struct function *fn, int l, int b)
{
	return fn->loop[l].header == b || is_plain_way(fn, fn->loop[l].header, b);
}

/* Is the condition the value of a call that stands beside it? */
static bool is_told(pseudo_t cond)
{
	return cond && cond->type == PSEUDO_REG && cond->def && cond->def->opcode == OP_CALL;
}

/* Is an error what comes out of block B, or the one that it goes on to? */
static bool sets_error(struct function *fn, int b)
{
	int i, n;

	for (n = 0; n < 3 && b >= 0; n++) {
		struct instruction *insn = NULL;

		for (i = 0; i < fn->block[b].nr_insns; i++) {
			insn = fn->block[b].insn[i];
			if (insn->opcode == OP_PHISOURCE && insn->size >= 32 && insn->phi_src->type == PSEUDO_VAL &&
			    is_error(extended(insn->phi_src->value, insn->size)))
				return true;
		}
		b = insn && insn->opcode == OP_BR ? block_nr(insn->bb_true) : -1;
	}
	return false;
}

/* ... or what is selected in block B by the same condition? */
static bool selects_error(struct function *fn, int b, pseudo_t cond)
{
	int i;

	for (i = 0; i < fn->block[b].nr_insns; i++) {
		struct instruction *insn = fn->block[b].insn[i];

		if (insn->opcode != OP_SEL || insn->src1 != cond || insn->size < 32)
			continue;
		if ((insn->src2->type == PSEUDO_VAL && is_error(extended(insn->src2->value, insn->size))) ||
		    (insn->src3->type == PSEUDO_VAL && is_error(extended(insn->src3->value, insn->size))))
			return true;
	}
	return false;
}

/*
 * A page is asked something in block B: may the answer decide on its release?  Not
 * where all that hangs on it is a message, or that the function fails: an error is
 * none of the ways a release can go.
 */
/* It may do more than answer. */
static bool does_something(struct instruction *call)
{
	const char *name = callee(call);
	const struct row *flow = name ? find_row(name, ptr_list_size((struct ptr_list *)call->arguments), ROLE_FLOW) : NULL;

	return !name || !(is_quiet(call) || (flow && flow->to == 0));
}

static bool value_decides(struct frame *f, pseudo_t p, int depth);

static bool decides(struct frame *f, int b, int depth)
{
	struct function *fn = f->fn;
	struct instruction *insn = fn->block[b].insn[fn->block[b].nr_insns - 1];
	bool *hangs, yes = false;
	int k, i;

	if (sets_error(fn, block_nr(insn->bb_true)) || sets_error(fn, block_nr(insn->bb_false)) || selects_error(fn, b, insn->cond))
		return false;
	hangs = depends_on_branch(fn, b);
	for (k = 0; k < fn->nr_blocks; k++) {
		for (i = 0; hangs[k] && i < fn->block[k].nr_insns; i++) {
			insn = fn->block[k].insn[i];
			switch (insn->opcode) {
			case OP_CALL:
				yes = yes || does_something(insn);
				break;
			case OP_RET: case OP_STORE: case OP_ASM: case OP_SWITCH: case OP_COMPUTEDGOTO:
				yes = true;
				break;
			case OP_PHISOURCE:
				yes = yes || !insn->phi_node || value_decides(f, insn->phi_node->target, depth + 1);
				break;
			default:
				break;
			}
		}
	}
	free(hangs);
	return yes;
}

/* May it hang on the value P what becomes of the page: here, or in who is told it? */
static bool value_decides(struct frame *f, pseudo_t p, int depth)
{
	struct pseudo_user *user;
	bool yes = depth > 8;

	FOR_EACH_PTR(p->users, user) {
		struct instruction *insn = user->insn;

		if (yes || !insn || !insn->bb)
			continue;
		switch (insn->opcode) {
		case OP_CBR:
			yes = decides(f, block_nr(insn->bb), depth + 1);
			break;
		case OP_RET:
			yes = !f->up || value_decides(f->up, f->call->target, depth + 1);
			break;
		case OP_PHISOURCE:
			yes = !insn->phi_node || value_decides(f, insn->phi_node->target, depth + 1);
			break;
		case OP_BINARY ... OP_BINARY_END:
		case OP_UNOP ... OP_UNOP_END:
		case OP_BINCMP ... OP_BINCMP_END:
		case OP_SEL: case OP_COPY:
			yes = value_decides(f, insn->target, depth + 1);
			break;
		default:
			yes = true;
			break;
		}
	} END_FOR_EACH_PTR(user);
	return yes;
}

static void run(int b, int i)
{
	for (;;) {
		struct frame *f = s.frame;
		struct block *k = &f->fn->block[b];
		struct instruction *insn;
		struct multijmp *jmp;
		struct value *c, *v;
		int t, mark, yes, no;

		if (i >= k->nr_insns)
			return;
		insn = k->insn[i];
		switch (insn->opcode) {
		case OP_BR:
			t = block_nr(insn->bb_true);
			if (!enter(b, t))
				return;
			b = t;
			i = 0;
			continue;
		case OP_CBR:
			c = v_truth(get(insn->cond, 0));
			yes = block_nr(insn->bb_true);
			no = block_nr(insn->bb_false);
			t = decide(c);
			claim_tested(c, t);
			if (t < 0)
				t = claim_is_there(c);
			if (t < 0 && s.hold == HELD && k->loop >= 0 && f->arrivals[k->loop] == 1 &&
			    f->fn->loop[k->loop].has[yes] != f->fn->loop[k->loop].has[no] && is_loop_test(f->fn, k->loop, b)) {
				/* a loop is taken to run once at least, unless it is known not to */
				t = f->fn->loop[k->loop].has[yes];
				if (!assume(c, t))
					return;
				note(insn, "the loop runs");
			}
			if (t < 0) {
				if (claim_asked(c) && (s.hold == HELD || s.hold == RANGED) && decides(f, b, 0))
					SET(doubt, 1);
				mark = trail_mark();
				SET(forks, s.forks + 1);
				if (assume(c, true)) {
					note(insn, "the condition holds");
					fork_to(b, yes);
				}
				trail_undo(mark);
				if (!assume(c, false))
					return;
				note(insn, "the condition does not hold");
				t = 0;
			}
			t = t ? yes : no;
			/* the same if a function tells: then it is there that the ways part */
			if (s.hold == HELD && k->loop >= 0 && f->arrivals[k->loop] == 1 && f->fn->loop[k->loop].header == b &&
			    !f->fn->loop[k->loop].has[t] && s.forks > s.forks_before && is_told(insn->cond))
				return;
			if (!enter(b, t))
				return;
			b = t;
			i = 0;
			continue;
		case OP_SWITCH:
			v = get(insn->cond, insn->type ? insn->type->bit_size : 0);
			FOR_EACH_PTR(insn->multijmp_list, jmp) {
				mark = trail_mark();
				if (jmp->begin > jmp->end) {
					note(insn, "none of the cases of the switch");
					fork_to(b, block_nr(jmp->target));
				} else if (assume(v_not(v_node(V_LT, v, v_const(extended(jmp->begin, 32)), NULL, 0)), true) &&
					   assume(v_not(v_node(V_LT, v_const(extended(jmp->end, 32)), v, NULL, 0)), true)) {
					note(insn, "one case of the switch");
					fork_to(b, block_nr(jmp->target));
				}
				trail_undo(mark);
				/* the others are for other values */
				if (jmp->begin == jmp->end &&
				    !assume(v_node(V_EQ, v, v_const(extended(jmp->begin, 32)), NULL, 0), false))
					return;
			} END_FOR_EACH_PTR(jmp);
			return;
		case OP_COMPUTEDGOTO:
			FOR_EACH_PTR(insn->multijmp_list, jmp) {
				mark = trail_mark();
				fork_to(b, block_nr(jmp->target));
				trail_undo(mark);
			} END_FOR_EACH_PTR(jmp);
			return;
		case OP_RET: {
			struct instruction *at = left_at(insn, insn->src);

			v = insn->src && insn->src != VOID ? get(insn->src, insn->type ? insn->type->bit_size : 0) : NULL;
			if (!f->up && summary_left(v))
				return;
			if (!claim_left(at, v))
				return;
			if (!f->up) {
				if (s.hold == HELD && claim_outside(v))
					concerns = true;
				return;
			}
			b = f->ret_block;
			i = f->ret_insn + 1;
			SETP(frame, f->up);
			if (s.depth > s.frame->depth)
				SET(depth, s.frame->depth);
			put(f->call->target, v ? v : v_const(0));
			continue;
		}
		case OP_UNREACH:
			return;
		case OP_CALL:
			switch (call(insn, b, i)) {
			case ENDED:
				return;
			case ENTERED:
				b = block_nr(s.frame->fn->ep->entry->bb);
				i = 0;
				if (!enter(-1, b))
					return;
				continue;
			case NEXT:
				break;
			}
			break;
		case OP_PHISOURCE:
			v = get(insn->phi_src, insn->size);
			put(insn->target, v);
			phi_takes(insn->phi_node, v);
			break;
		case OP_PHI:
			phi(insn, b);
			break;
		case OP_LOAD:
			if (!load(insn, b))
				return;
			break;
		case OP_STORE:
			if (!store(insn))
				return;
			break;
		case OP_SYMADDR:
		case OP_COPY:
			put(insn->target, get(insn->src, insn->size));
			break;
		case OP_SEL:
			c = v_truth(get(insn->src1, 0));
			t = decide(c);
			if (t < 0) {
				if (visit_of(mix(mix(f->chain, (intptr_t)insn), s.hold))->count++ > 32)
					return;
				if (claim_asked(c) && (s.hold == HELD || s.hold == RANGED) && !selects_error(f->fn, b, insn->src1) && value_decides(f, insn->target, 0))
					SET(doubt, 1);
				mark = trail_mark();
				if (assume(c, true)) {
					note(insn, "the condition holds");
					put(insn->target, get(insn->src2, insn->size));
					run(b, i + 1);
				}
				trail_undo(mark);
				if (!assume(c, false))
					return;
				note(insn, "the condition does not hold");
				t = 0;
			}
			put(insn->target, get(t ? insn->src2 : insn->src3, insn->size));
			break;
		case OP_BINARY ... OP_BINARY_END:
			put(insn->target, binary(insn));
			break;
		case OP_BINCMP ... OP_BINCMP_END:
			put(insn->target, settled(compare(insn)));
			break;
		case OP_NEG:
			put(insn->target, v_mul(get(insn->src, insn->size), -1));
			break;
		case OP_NOT:
			v = get(insn->src, insn->size);
			if (insn->size == 1)
				v = v_not(v_truth(v));
			else
				v = v_off(v_mul(v, -1), -1);
			put(insn->target, v);
			break;
		case OP_UNOP + 2 ... OP_UNOP_END:
			put(insn->target, convert(insn));
			break;
		case OP_SETVAL:
		case OP_LABEL:
		case OP_SETFVAL:
		case OP_SLICE:
		case OP_FPCMP ... OP_FPCMP_END:
		case OP_FMADD:
			put(insn->target, v_fresh(insn, f->chain, -INF, INF));
			break;
		case OP_ASM:
			do_asm(insn, b);
			break;
		default:
			break;
		}
		i++;
	}
}

/* ---- which functions, which acquisitions ---- */

struct site {
	struct instruction *insn;
	struct function *fn;
	enum ref ref;
	bool plain;
	struct site *next;
};

static struct site *sites, **last_site = &sites;

static void look_at(struct function *f)
{
	int b, i;

	for (b = 0; b < f->nr_blocks; b++) {
		for (i = 0; i < f->block[b].nr_insns; i++) {
			struct instruction *insn = f->block[b].insn[i];
			const struct row *r;
			const char *name;
			int nr;

			if (insn->opcode != OP_CALL)
				continue;
			name = callee(insn);
			name = name ? name : through_table(insn);
			if (!name)
				continue;
			nr = ptr_list_size((struct ptr_list *)insn->arguments);
			if (find_row(name, nr, ROLE_ACQUIRE) || find_row(name, nr, ROLE_RELEASE) ||
			    find_row(name, nr, ROLE_FREE) || find_row(name, nr, ROLE_DUP) ||
			    find_row(name, nr, ROLE_ALLOC) || find_row(name, nr, ROLE_ZALLOC))
				f->matters = true;
			r = find_row(name, nr, ROLE_ACQUIRE);
			if (!r)
				r = find_row(name, nr, ROLE_ORIGIN);
			/* the core of the API hands on what it took */
			if (r && !find_row(f->name, -1, ROLE_ACQUIRE) && !claim_is_core(f->name)) {
				struct site *n = malloc(sizeof(*n));

				if (!n)
					fatal("out of memory");
				*n = (struct site) { insn, f, r->ref, r->role == ROLE_ORIGIN, NULL };
				if (!n->plain || r->to == 0) {
					*last_site = n;
					last_site = &n->next;
				} else {
					free(n);
				}
			}
		}
	}
}

static bool calls(struct function *f, bool (*what)(struct function *), struct function *to)
{
	int b, i;

	for (b = 0; b < f->nr_blocks; b++) {
		for (i = 0; i < f->block[b].nr_insns; i++) {
			struct instruction *insn = f->block[b].insn[i];
			struct function *g;

			if (insn->opcode != OP_CALL || !callee(insn))
				continue;
			g = find_function(insn->func->sym);
			if (g && (to ? g == to : what(g)))
				return true;
		}
	}
	return false;
}

static bool it_matters(struct function *f)
{
	return f->matters;
}

struct value *walk_argument(int nr)
{
	pseudo_t p;

	FOR_EACH_PTR(root->ep->entry->arg_list, p) {
		if (p->nr == nr)
			return get(p, 0);
	} END_FOR_EACH_PTR(p);
	return NULL;
}

/* All paths of FROM; GIVE says what it is given. */
static void walk_all(struct function *from, void (*give)(void))
{
	root = from;
	concerns = false;
	values_reset();
	memset(&s, 0, sizeof(s));
	walk_nr++;
	nr_visits = 0;
	steps_left = give ? 40000 : 400000;
	s.clock = 1;
	push_frame(from, NULL, 0, 0, NULL, 0);
	if (give)
		give();
	if (from->nr_blocks && enter(-1, block_nr(from->ep->entry->bb)))
		run(block_nr(from->ep->entry->bb), 0);
}

void walk_given(struct function *fn, enum ref ref, void (*give)(void))
{
	site = NULL;
	followed = ref;
	followed_plain = false;
	walk_all(fn, give);
}

static void follow(struct site *st, struct function *from, int up)
{
	struct function *f;

	site = st->insn;
	followed = st->ref;
	followed_plain = st->plain;
	walk_all(from, NULL);
	if (!concerns || up == 0)
		return;
	for (f = functions; f; f = f->next)
		if (calls(f, NULL, from))
			follow(st, f, up - 1);
}

static void prepare(void)
{
	struct function *f;
	bool more;

	if (arena)
		return;
	for (f = functions; f; f = f->next)
		look_at(f);
	do {
		more = false;
		for (f = functions; f; f = f->next) {
			if (!f->matters && calls(f, it_matters, NULL))
				f->matters = more = true;
		}
	} while (more);
	arena = mmap(NULL, ARENA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (arena == MAP_FAILED)
		fatal("out of memory");
}

void check_asked(void)
{
	prepare();
	summarise_asked();
}

void check_paths(bool only_summaries)
{
	struct site *st;
	bool releases = claim_api_declared("put_user_page") || claim_api_declared("unpin_user_page");

	prepare();
	for (st = sites; st && !only_summaries; st = st->next)
		if (!st->plain || releases)
			follow(st, st->fn, st->plain ? 0 : 3);
	summarise();
}
