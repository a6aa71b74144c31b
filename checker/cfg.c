// SPDX-License-Identifier: GPL-2.0
/* cfg.c: blocks and pseudos get numbers, loops are found, and what counts them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cfg.h"
#include "expression.h"
#include "report.h"
#include "source.h"
#include "tables.h"

struct function *functions;

static void *zalloc(size_t n)
{
	void *p = calloc(1, n ? n : 1);

	if (!p)
		fatal("out of memory");
	return p;
}

int block_nr(const struct basic_block *bb)
{
	return (int)bb->generation - 1;
}

int pseudo_nr(const struct pseudo *p)
{
	return (int)(intptr_t)p->priv - 1;
}

static void number(struct function *f, pseudo_t p)
{
	if (p && p != VOID && (p->type == PSEUDO_REG || p->type == PSEUDO_PHI || p->type == PSEUDO_ARG) && !p->priv)
		p->priv = (void *)(intptr_t)++f->nr_pseudos;
}

/* The name for good: show_ident() has few buffers. */
const char *ident_name(struct ident *ident)
{
	static struct {
		struct ident *ident;
		const char *name;
	} cache[1024];
	unsigned long h = ((uintptr_t)ident >> 4) % 1024;
	const char *name;

	/* what a broken declaration leaves */
	if (!ident)
		return "";
	if (cache[h].ident == ident)
		return cache[h].name;
	name = strdup(show_ident(ident));
	if (!name)
		fatal("out of memory");
	cache[h].ident = ident;
	cache[h].name = name;
	return name;
}

/* Is NAME in the tables as a function that takes or drops, with as many arguments? */
static bool handles_references(const char *name, int args)
{
	return find_row(name, args, ROLE_ACQUIRE) || find_row(name, args, ROLE_RELEASE) ||
	       find_row(name, args, ROLE_DUP) || find_row(name, args, ROLE_FREE_PAGE);
}

/*
 * A macro may have put another name of the API there: get_user_pages_refs, where
 * pins are not counted.  What the source says is meant.
 */
static const char *as_spelled(struct instruction *call, const char *name)
{
	int args = ptr_list_size((struct ptr_list *)call->arguments);
	struct spelling s;

	if (!handles_references(name, args))
		return name;
	s = spelled_at(&call->pos, name);
	return strcmp(s.name, name) && handles_references(s.name, args) ? ident_name(built_in_ident(s.name)) : name;
}

const char *callee(struct instruction *call)
{
	static struct {
		struct instruction *call;
		const char *name;
	} cache[4096];
	unsigned long h = ((uintptr_t)call >> 4) % 4096;
	struct symbol *sym;

	if (cache[h].call == call)
		return cache[h].name;
	if (!call->func || call->func->type != PSEUDO_SYM)
		return NULL;
	sym = call->func->sym;
	/* a call through a pointer variable names a variable */
	if (!sym || !sym->ident || !sym->ctype.base_type || sym->ctype.base_type->type != SYM_FN)
		return NULL;
	cache[h].name = as_spelled(call, ident_name(sym->ident));
	cache[h].call = call;
	return cache[h].name;
}

bool same_field(struct symbol *a, struct symbol *b)
{
	return a && b && a->ident && a->ident == b->ident && a->pos.stream == b->pos.stream && a->pos.line == b->pos.line &&
	       a->pos.pos == b->pos.pos;
}

/* ---- loops ---- */

static void body(struct function *f, struct loop *l, int from)
{
	struct basic_block *p;

	if (l->has[from])
		return;
	l->has[from] = true;
	FOR_EACH_PTR(f->block[from].bb->parents, p) {
		if (p->generation)
			body(f, l, block_nr(p));
	} END_FOR_EACH_PTR(p);
}

static struct loop *loop_of(struct function *f, int header)
{
	int i;

	for (i = 0; i < f->nr_loops; i++)
		if (f->loop[i].header == header)
			return &f->loop[i];
	f->loop = realloc(f->loop, (f->nr_loops + 1) * sizeof(*f->loop));
	if (!f->loop)
		fatal("out of memory");
	f->loop[f->nr_loops] = (struct loop) { .header = header, .up = -1, .has = zalloc(f->nr_blocks) };
	f->loop[f->nr_loops].has[header] = true;
	return &f->loop[f->nr_loops++];
}

/* Depth first; an edge to a block that is still open closes a loop. */
static void find_loops(struct function *f, int b, char *seen)
{
	struct basic_block *c;

	seen[b] = 1;
	FOR_EACH_PTR(f->block[b].bb->children, c) {
		int to = block_nr(c);

		if (to < 0)
			continue;
		if (!seen[to])
			find_loops(f, to, seen);
		else if (seen[to] == 1)
			body(f, loop_of(f, to), b);
	} END_FOR_EACH_PTR(c);
	seen[b] = 2;
}

static int size_of(const struct function *f, const struct loop *l)
{
	int i, n = 0;

	for (i = 0; i < f->nr_blocks; i++)
		n += l->has[i];
	return n;
}

static void nest_loops(struct function *f)
{
	int b, i;

	for (b = 0; b < f->nr_blocks; b++) {
		f->block[b].loop = -1;
		for (i = 0; i < f->nr_loops; i++) {
			struct loop *l = &f->loop[i];

			if (l->has[b] && (f->block[b].loop < 0 ||
					  size_of(f, l) < size_of(f, &f->loop[f->block[b].loop])))
				f->block[b].loop = i;
		}
	}
	for (i = 0; i < f->nr_loops; i++) {
		int best = -1, j;

		for (j = 0; j < f->nr_loops; j++)
			if (j != i && f->loop[j].has[f->loop[i].header] &&
			    size_of(f, &f->loop[j]) > size_of(f, &f->loop[i]) &&
			    (best < 0 || size_of(f, &f->loop[j]) < size_of(f, &f->loop[best])))
				best = j;
		f->loop[i].up = best;
	}
}

/* ---- what a loop counts ---- */

static struct instruction *definition(pseudo_t p)
{
	return p && p->type == PSEUDO_REG ? p->def : NULL;
}

static bool defined_in(struct loop *l, struct instruction *insn)
{
	return insn && insn->bb && insn->bb->generation && l->has[block_nr(insn->bb)];
}

static pseudo_t through_casts(pseudo_t p)
{
	struct instruction *d;

	while ((d = definition(p)) && (d->opcode == OP_SEXT || d->opcode == OP_ZEXT || d->opcode == OP_TRUNC ||
				       d->opcode == OP_PTRCAST || d->opcode == OP_UTPTR || d->opcode == OP_PTRTU ||
				       d->opcode == OP_COPY))
		p = d->src;
	return p;
}

static long long sign_extended(long long v, int size)
{
	if (size <= 0 || size >= 64)
		return v;
	return (long long)((unsigned long long)v << (64 - size)) >> (64 - size);
}

/* P as a phi of the loop's header and a constant */
static pseudo_t as_phi(struct function *f, struct loop *l, pseudo_t p, long long *add)
{
	struct instruction *d;
	int depth = 0;

	*add = 0;
	while (depth++ < 8) {
		p = through_casts(p);
		d = definition(p);
		if (!d)
			return NULL;
		if (d->opcode == OP_PHI)
			return d->bb == f->block[l->header].bb ? p : NULL;
		if (d->opcode == OP_ADD && d->src2->type == PSEUDO_VAL) {
			*add += sign_extended(d->src2->value, d->size);
			p = d->src1;
		} else if (d->opcode == OP_SUB && d->src2->type == PSEUDO_VAL) {
			*add -= sign_extended(d->src2->value, d->size);
			p = d->src1;
		} else {
			return NULL;
		}
	}
	return NULL;
}

/* by how much the phi moves each time round; 0 if that cannot be said */
static long long step_of(struct function *f, struct loop *l, pseudo_t phi)
{
	long long step = 0, add;
	pseudo_t src;

	FOR_EACH_PTR(phi->def->phi_list, src) {
		if (src == VOID || src->type != PSEUDO_PHI || !defined_in(l, src->def))
			continue;
		if (as_phi(f, l, src->def->phi_src, &add) != phi || (step && step != add))
			return 0;
		step = add;
	} END_FOR_EACH_PTR(src);
	return step;
}

static void find_counted(struct function *f, struct loop *l)
{
	int b;

	for (b = 0; b < f->nr_blocks; b++) {
		struct block *k = &f->block[b];
		struct instruction *br, *cmp;
		struct counted c = { .block = b };
		bool stay;

		if (!l->has[b] || !k->nr_insns)
			continue;
		br = k->insn[k->nr_insns - 1];
		if (br->opcode != OP_CBR || l->has[block_nr(br->bb_true)] == l->has[block_nr(br->bb_false)])
			continue;
		stay = l->has[block_nr(br->bb_true)];
		cmp = definition(br->cond);
		if (cmp && cmp->opcode >= OP_BINCMP && cmp->opcode <= OP_BINCMP_END) {
			c.phi = as_phi(f, l, cmp->src1, &c.add);
			c.bound = cmp->src2;
			c.rel = cmp->opcode;
			if (!c.phi) {
				c.phi = as_phi(f, l, cmp->src2, &c.add);
				c.bound = cmp->src1;
				c.rel = opcode_table[cmp->opcode].swap;
			}
			if (!stay)
				c.rel = opcode_table[c.rel].negate;
		} else if (stay) {
			c.phi = as_phi(f, l, br->cond, &c.add);
			c.bound = value_pseudo(0);
			c.rel = OP_SET_NE;
		}
		if (!c.phi)
			continue;
		c.step = step_of(f, l, c.phi);
		if (c.step != 1 && c.step != -1)
			continue;
		/* the one at the top is the loop's own */
		if (!l->counted.phi || b == l->header)
			l->counted = c;
	}
}

static pseudo_t depends(struct function *f, struct loop *l, pseudo_t p, int depth)
{
	struct instruction *d;
	pseudo_t r;

	p = through_casts(p);
	d = definition(p);
	if (!d || depth > 12 || !defined_in(l, d))
		return NULL;
	switch (d->opcode) {
	case OP_PHI:
		return d->bb == f->block[l->header].bb ? p : NULL;
	case OP_LOAD:
		return depends(f, l, d->src, depth + 1);
	case OP_CALL:
		FOR_EACH_PTR(d->arguments, r) {
			pseudo_t q = depends(f, l, r, depth + 1);

			if (q)
				return q;
		} END_FOR_EACH_PTR(r);
		return NULL;
	default:
		if (d->opcode < OP_BINARY || d->opcode > OP_BINARY_END)
			return NULL;
		r = depends(f, l, d->src1, depth + 1);
		return r ? r : depends(f, l, d->src2, depth + 1);
	}
}

pseudo_t depends_on(struct function *f, int loop, pseudo_t p, long long *step)
{
	struct loop *l = &f->loop[loop];
	pseudo_t phi = depends(f, l, p, 0);

	*step = phi ? step_of(f, l, phi) : 0;
	return phi;
}

/* ---- ways between blocks ---- */

/* Is anything called or stored in block B? */
static bool is_plain(struct block *b)
{
	int i;

	for (i = 0; i < b->nr_insns; i++)
		if (b->insn[i]->opcode == OP_CALL || b->insn[i]->opcode == OP_STORE)
			return false;
	return true;
}

static bool plain_way(struct function *f, int from, int to, bool *seen)
{
	struct basic_block *c;

	if (seen[from] || !is_plain(&f->block[from]))
		return false;
	if (from == to)
		return true;
	seen[from] = true;
	FOR_EACH_PTR(f->block[from].bb->children, c) {
		if (block_nr(c) >= 0 && plain_way(f, block_nr(c), to, seen))
			return true;
	} END_FOR_EACH_PTR(c);
	return false;
}

bool is_plain_way(struct function *f, int from, int to)
{
	bool *seen = zalloc(f->nr_blocks), way = plain_way(f, from, to, seen);

	free(seen);
	return way;
}

static void reach_from(struct function *f, int b, int without, bool *seen)
{
	struct basic_block *c;

	if (b < 0 || b == without || seen[b])
		return;
	seen[b] = true;
	FOR_EACH_PTR(f->block[b].bb->children, c) {
		reach_from(f, block_nr(c), without, seen);
	} END_FOR_EACH_PTR(c);
}

/* Does every way from B to an end of the function go through block P? */
static bool is_passed(struct function *f, int b, int p)
{
	bool *seen = zalloc(f->nr_blocks), passed = true;
	int i;

	reach_from(f, b, p, seen);
	for (i = 0; i < f->nr_blocks; i++)
		if (seen[i] && !f->block[i].bb->children)
			passed = false;
	free(seen);
	return passed;
}

bool hangs_on(struct function *f, int b, int branch)
{
	struct basic_block *c;
	int ways = 0, comes = 0;

	FOR_EACH_PTR(f->block[branch].bb->children, c) {
		bool *seen = zalloc(f->nr_blocks);

		reach_from(f, block_nr(c), branch, seen);
		ways++;
		comes += seen[b];
		free(seen);
	} END_FOR_EACH_PTR(c);
	return comes && comes < ways;
}

bool *depends_on_branch(struct function *f, int b)
{
	bool *seen = zalloc(f->nr_blocks), *all = zalloc(f->nr_blocks);
	struct basic_block *c;
	int p, meet = -1;

	/* the nearest block that all ways come to: the others of that kind are passed after it */
	reach_from(f, b, -1, all);
	for (p = 0; p < f->nr_blocks; p++)
		if (p != b && all[p] && is_passed(f, b, p) && (meet < 0 || is_passed(f, p, meet)))
			meet = p;
	free(all);
	FOR_EACH_PTR(f->block[b].bb->children, c) {
		reach_from(f, block_nr(c), meet, seen);
	} END_FOR_EACH_PTR(c);
	return seen;
}

/* ---- making it ---- */

#define BUCKETS 1024

static struct function *by_name[BUCKETS];

static struct function **named_as(struct ident *ident)
{
	return &by_name[((uintptr_t)ident >> 4) % BUCKETS];
}

struct function *find_function(struct symbol *sym)
{
	struct function *f, *found = NULL;

	/* the first that was made of that name */
	for (f = *named_as(sym->ident); f; f = f->of_name)
		if (f->sym == sym || (sym->ident && f->sym->ident == sym->ident))
			found = f;
	return found;
}

bool is_quiet(struct instruction *call)
{
	const char *name = callee(call);

	if (!name)
		return false;
	if (find_row(name, -1, ROLE_BORROW))
		return true;
	return begins_quiet(name) && !find_function(call->func->sym);
}

bool was_made(struct symbol *sym)
{
	struct function *f;

	for (f = *named_as(sym->ident); f; f = f->of_name)
		if (f->sym == sym)
			return true;
	return false;
}

static bool stands_before(struct position a, struct position b)
{
	return a.stream == b.stream && (a.line < b.line || (a.line == b.line && a.pos < b.pos));
}

/*
 * Of `f(&x) ? x : 0' sparse 0.6.4 reads x first, as if nothing in the condition could
 * write to it.  What stands behind a call in the text is read after it.
 */
static void read_after_condition(struct block *k, int sel, pseudo_t p)
{
	struct instruction *load = p->type == PSEUDO_REG ? p->def : NULL;
	int i, n;

	if (!load || load->opcode != OP_LOAD || ptr_list_size((struct ptr_list *)p->users) != 1)
		return;
	for (i = 0; i < sel && k->insn[i] != load; i++)
		;
	for (n = i + 1; n < sel; n++) {
		if (k->insn[n]->opcode != OP_CALL || !stands_before(k->insn[n]->pos, load->pos))
			continue;
		memmove(&k->insn[i], &k->insn[i + 1], (sel - 1 - i) * sizeof(*k->insn));
		k->insn[sel - 1] = load;
		return;
	}
}

/* Is P nothing, or made by an instruction that is settled?  By number, SETTLED. */
static bool is_settled(pseudo_t p, const char *settled)
{
	struct instruction *d = p && p->type == PSEUDO_REG ? p->def : NULL;

	return !d || !d->bb || d->target != p || d->opcode == OP_PHI || !(opcode_table[d->opcode].flags & OPF_TARGET) ||
	       settled[(intptr_t)p->priv];
}

/*
 * Is a value of F made of itself, other than round a loop (by a phi)?  Sparse leaves such sums in
 * code that is never reached.  Whoever asks what a value is made of would never end.
 */
static bool made_of_itself(const struct function *f)
{
	char *settled = zalloc(f->nr_pseudos + 1);
	bool more = true, left = true;

	while (more && left) {
		more = left = false;
		for (int i = 0; i < f->nr_blocks; i++)
			for (int n = 0; n < f->block[i].nr_insns; n++) {
				struct instruction *insn = f->block[i].insn[n];
				int arity = opcode_table[insn->opcode].arity;

				if (!(opcode_table[insn->opcode].flags & OPF_TARGET) || !insn->target ||
				    insn->opcode == OP_PHI || insn->opcode == OP_CALL || insn->opcode == OP_PHISOURCE)
					arity = 0;
				if (!(opcode_table[insn->opcode].flags & OPF_TARGET) || !insn->target ||
				    insn->target->type != PSEUDO_REG || settled[(intptr_t)insn->target->priv])
					continue;
				if ((arity > 0 && !is_settled(insn->src1, settled)) || (arity > 1 && !is_settled(insn->src2, settled)) ||
				    (arity > 2 && !is_settled(insn->src3, settled))) {
					left = true;
					continue;
				}
				settled[(intptr_t)insn->target->priv] = more = true;
			}
	}
	free(settled);
	return left;
}

struct function *make_function(struct entrypoint *ep)
{
	static struct function **last = &functions;
	struct function *f = zalloc(sizeof(*f));
	struct instruction *insn;
	struct basic_block *bb;
	pseudo_t p;
	char *seen;
	int i, n;

	f->ep = ep;
	f->sym = ep->name;
	f->name = ident_name(ep->name->ident);
	f->nr_blocks = ptr_list_size((struct ptr_list *)ep->bbs);
	f->block = zalloc(f->nr_blocks * sizeof(*f->block));
	i = 0;
	FOR_EACH_PTR(ep->bbs, bb) {
		bb->generation = ++i;
	} END_FOR_EACH_PTR(bb);
	i = 0;
	FOR_EACH_PTR(ep->bbs, bb) {
		struct block *b = &f->block[i++];

		b->bb = bb;
		b->insn = zalloc(ptr_list_size((struct ptr_list *)bb->insns) * sizeof(*b->insn));
		FOR_EACH_PTR(bb->insns, insn) {
			if (!insn->bb)
				continue;
			b->insn[b->nr_insns++] = insn;
			if (opcode_table[insn->opcode].flags & OPF_TARGET)
				number(f, insn->target);
			if (insn->opcode == OP_PHI) {
				FOR_EACH_PTR(insn->phi_list, p) {
					number(f, p);
				} END_FOR_EACH_PTR(p);
			} else if (insn->opcode == OP_CALL) {
				FOR_EACH_PTR(insn->arguments, p) {
					number(f, p);
				} END_FOR_EACH_PTR(p);
			} else if (insn->opcode == OP_ASM) {
				struct asm_constraint *c;

				FOR_EACH_PTR(insn->asm_rules->outputs, c) {
					number(f, c->pseudo);
				} END_FOR_EACH_PTR(c);
			}
		} END_FOR_EACH_PTR(insn);
		for (n = 0; n < b->nr_insns; n++) {
			if (b->insn[n]->opcode != OP_SEL)
				continue;
			read_after_condition(b, n, b->insn[n]->src2);
			read_after_condition(b, n, b->insn[n]->src3);
		}
	} END_FOR_EACH_PTR(bb);
	if (made_of_itself(f))
		return NULL;
	seen = zalloc(f->nr_blocks);
	if (f->nr_blocks)
		find_loops(f, block_nr(ep->entry->bb), seen);
	free(seen);
	nest_loops(f);
	for (i = 0; i < f->nr_loops; i++)
		find_counted(f, &f->loop[i]);
	f->of_name = *named_as(f->sym->ident);
	*named_as(f->sym->ident) = f;
	*last = f;
	last = &f->next;
	return f;
}
