// SPDX-License-Identifier: GPL-2.0
/* state.c: memory as a path wrote it, and who can still reach the references. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "claim.h"
#include "state.h"

#define MAX_CELLS 20000
#define MAX_STEPS 4096
#define MAX_LIST 64

struct state s;

static struct cell {
	struct value *base;	/* NULL-valued cells below are marks: the object is unknown, or zero */
	long long off;
	struct value *val;
	bool mark, zero;
	long long size;	/* of a mark: bytes from off; 0 for all of the object */
	struct value *in, *to;	/* roots of where it is, and of what stands there */
	long long before_in, before_to;	/* the one before in the same, and with the same; from 1 */
} cell[MAX_CELLS];
static struct step step[MAX_STEPS];
static struct value *freed[MAX_LIST];
static struct replaced {
	struct value *v;
	struct symbol *field;
	struct guard guard[MAX_GUARDS];	/* what the release hung on */
	int nr_guards;
} replaced[MAX_LIST];
static struct holder {
	struct value *root, *base;
	long long off, size;	/* of what was handed out of it; 0: unknown */
} holder[MAX_LIST];

long long mix(long long h, long long v)
{
	uint64_t x = (uint64_t)h * 0x9e3779b97f4a7c15ULL ^ (uint64_t)v;

	x ^= x >> 31;
	return (long long)(x * 0xbf58476d1ce4e5b9ULL);
}

/* ---- types ---- */

static struct symbol *plain_type(struct symbol *t)
{
	while (t && (t->type == SYM_NODE || t->type == SYM_ENUM))
		t = t->ctype.base_type;
	return t;
}

void range_of_type(struct symbol *type, long long *lo, long long *hi)
{
	struct symbol *t = plain_type(type);

	*lo = -INF;
	*hi = INF;
	if (!t || t->type == SYM_PTR || t->bit_size <= 0 || t->bit_size > 64)
		return;
	if (t->type == SYM_BASETYPE && t->bit_size == 1) {
		*lo = 0;
		*hi = 1;
	} else if (t->type == SYM_BASETYPE && (t->ctype.modifiers & MOD_UNSIGNED)) {
		*lo = 0;
		if (t->bit_size < 64)
			*hi = (1LL << t->bit_size) - 1;
	} else if (t->bit_size < 64) {
		*hi = (1LL << (t->bit_size - 1)) - 1;
		*lo = -*hi - 1;
	}
}

static bool is_page_struct(struct symbol *t)
{
	return t && t->type == SYM_STRUCT && t->ident &&
	       (!strcmp(show_ident(t->ident), "page") || !strcmp(show_ident(t->ident), "folio"));
}

/* What a pointer points to, in bytes; 0 if that cannot be said, -1 if it is only read. */
int pointee_size(struct symbol *type)
{
	struct symbol *t = plain_type(type);

	if (!t || (t->type != SYM_PTR && t->type != SYM_ARRAY))
		return 0;
	/* sparse keeps the qualifiers of what it points to with the pointer */
	if (t->ctype.modifiers & MOD_CONST)
		return -1;
	t = t->ctype.base_type;
	if (t && (t->ctype.modifiers & MOD_CONST))
		return -1;
	return t && t->bit_size >= 8 ? t->bit_size / 8 : 0;
}

/* How many stars before struct page?  0: it is something else. */
int page_pointer_depth(struct symbol *type)
{
	struct symbol *t = plain_type(type);
	int n = 0;

	while (t && (t->type == SYM_PTR || t->type == SYM_ARRAY)) {
		t = plain_type(t->ctype.base_type);
		n++;
	}
	return is_page_struct(t) ? n : 0;
}

/* ---- memory ---- */

static void add_cell(struct cell c)
{
	long long sig;

	if (s.nr_cells == MAX_CELLS)
		return;
	c.in = v_root(c.base);
	c.to = c.val ? v_root(c.val) : NULL;
	c.before_in = c.in->cells;
	c.before_to = c.to ? c.to->named_by : 0;
	cell[s.nr_cells] = c;
	sig = mix(mix(s.cells_sig, c.base->id), mix(c.off, c.val ? c.val->id : 0));
	SET(cells_sig, sig);
	SET(nr_cells, s.nr_cells + 1);
	set_word(&c.in->cells, s.nr_cells);
	if (c.to)
		set_word(&c.to->named_by, s.nr_cells);
}

/* The cells that are in an object, and those that name it: the last one first. */
#define FOR_EACH_CELL_IN(i, root) for (i = (root)->cells - 1; i >= 0; i = cell[i].before_in - 1)
#define FOR_EACH_CELL_TO(i, root) for (i = (root)->named_by - 1; i >= 0; i = cell[i].before_to - 1)

void write_cell(struct value *addr, struct value *val)
{
	struct cell c = { .val = val };

	c.base = v_base(addr, &c.off);
	add_cell(c);
}

void forget_object(struct value *obj, bool zeroed)
{
	add_cell((struct cell) { .base = v_root(obj), .mark = true, .zero = zeroed });
}

void forget_bytes(struct value *addr, long long size, bool zeroed)
{
	struct cell c = { .mark = true, .zero = zeroed, .size = size };

	c.base = v_base(addr, &c.off);
	if (c.base != v_root(addr))
		return;	/* somewhere in an array */
	add_cell(c);
}

static bool marked(const struct cell *c, struct value *base, long long off)
{
	if (!c->mark || c->base != v_root(base))
		return false;
	return !c->size || (base == c->base && off >= c->off && off < c->off + c->size);
}

/* Can a value of this type be a page, or the number of one? */
static enum shape shape_of_value(struct symbol *type)
{
	struct symbol *t = plain_type(type);

	if (!t || t->bit_size != bits_in_pointer)
		return OTHER;
	if (t->type == SYM_PTR)
		return page_pointer_depth(t) == 1 ? PAGE : OTHER;
	return t->type == SYM_BASETYPE ? NUMBER : OTHER;
}

/*
 * Was a page put to C, at an index that may be that of another slot, counted from BASE, with a
 * value of that shape?  Two slots counted from one place are two; but of several pages a loop
 * puts more there than the path has seen.
 */
static bool may_be_there(const struct cell *c, struct value *base, enum shape shape)
{
	if (c->mark || shape == OTHER || (shape == NUMBER && c->base->kind != V_ADD && base->kind != V_ADD))
		return false;
	return (c->base != base || (s.count && v_hi(s.count) != 1)) && is_claimed_page(c->val);
}

struct value *read_cell(struct value *addr, struct symbol *type, long long from)
{
	long long off, lo, hi, i;
	struct value *base = v_base(addr, &off), *v;
	bool unsure = false;

	FOR_EACH_CELL_IN(i, v_root(base)) {
		struct cell *c = &cell[i];

		if (i < from || marked(c, base, off))
			break;
		if (!c->mark && c->base == base && c->off == off)
			return c->val;
		unsure = unsure || may_be_there(c, base, shape_of_value(type));
	}
	if (from)
		return NULL;
	if (i >= 0 && cell[i].zero && !unsure)
		return v_const(0);
	v = v_node(V_CELL, base, i >= 0 ? v_const(i) : NULL, NULL, off);
	range_of_type(type, &lo, &hi);
	v->shape = shape_of_value(type);
	if (v->lo < lo)
		v->lo = lo;
	if (v->hi > hi)
		v->hi = hi;
	return v;
}

/* ---- the claim ---- */

bool in_doubt(void)
{
	return s.doubt || s.unsure;
}

/* The slot, or the page, that V is computed from: a frame number is as good as the page. */
struct value *claimed_page(struct value *v)
{
	struct value *p;

	if (s.hold == BEFORE || !v)
		return NULL;
	if (s.by_value ? v == s.base && v->kind != V_CONST : v->kind == V_SLOT)
		return v;
	switch (v->kind) {
	case V_OFF: case V_MUL:
		return claimed_page(v->a);
	case V_ADD: case V_OP:
		p = claimed_page(v->a);
		return p ? p : claimed_page(v->b);
	default:
		return NULL;
	}
}

bool is_claimed_page(struct value *v)
{
	return claimed_page(v);
}

bool is_count_of_object(struct value *v)
{
	long long off, i;

	v = v_base(v, &off);
	if (followed != REF_OBJECT || s.hold == BEFORE || v->kind != V_CELL || v_root(v->a) != s.base)
		return false;
	FOR_EACH_CELL_IN(i, s.base)
		if (!cell[i].mark && cell[i].base == v->a && cell[i].off == v->k && v_base(cell[i].val, &off) == v)
			return true;
	return false;
}

bool in_claimed_array(struct value *addr, struct value **index)
{
	struct value *rel;

	if (s.hold == BEFORE || s.by_value || v_root(addr) != v_root(s.base))
		return false;
	rel = v_sub(addr, s.base);
	if (!v_div(rel, bits_in_pointer / 8, index))
		return false;
	if (v_hi(*index) < 0)
		return false;
	/* one page: its slot, and no other */
	if (s.count && v_hi(s.count) == 1)
		return (*index)->kind == V_CONST && !(*index)->k;
	return true;
}

/* Was V read from the holder, or from what was? */
static bool is_in(struct value *v, const struct holder *h)
{
	for (; v->kind == V_CELL; v = v_root(v->a))
		if (v->a == h->base && (!h->size || (v->k >= h->off && v->k < h->off + h->size)))
			return true;
	return false;
}

/* ... in the object that V was read from? */
bool may_be_claimed(struct value *v)
{
	long long i;

	if (v->kind != V_CELL || s.hold == BEFORE)
		return false;
	FOR_EACH_CELL_IN(i, v_root(v->a))
		if (may_be_there(&cell[i], v->a, v->shape))
			return true;
	return false;
}

static bool reaches(struct value *v, int depth)
{
	struct value *r = v_root(v);
	long long i;

	if (is_claimed_page(v) || may_be_claimed(v))
		return true;
	if (r->kind == V_CONST)
		return false;
	if (!s.by_value && r == v_root(s.base))
		return true;
	for (i = 0; i < s.nr_holders; i++)
		if (holder[i].root == r || is_in(r, &holder[i]))
			return true;
	if (depth > 3)
		return false;
	FOR_EACH_CELL_IN(i, r)
		if (!cell[i].mark && cell[i].to != r &&
		    cell[i].val->kind != V_CONST && reaches(cell[i].val, depth + 1))
			return true;
	return false;
}

bool reaches_claim(struct value *v)
{
	return s.hold != BEFORE && reaches(v, 0);
}

void add_holder(struct value *v, long long size)
{
	struct holder h = { .root = v_root(v), .size = size };
	long long i;

	h.base = v_base(v, &h.off);
	for (i = 0; i < s.nr_holders; i++)
		if (holder[i].base == h.base && holder[i].off == h.off)
			return;
	if (s.nr_holders == MAX_LIST)
		return;
	holder[s.nr_holders] = h;
	SET(nr_holders, s.nr_holders + 1);
}

void add_unknown_holder(void)
{
	add_holder(v_node(V_OBJ, NULL, NULL, holder, 0), 0);
}

void mark_freed(struct value *v)
{
	if (s.nr_freed == MAX_LIST)
		return;
	freed[s.nr_freed] = v_root(v);
	SET(nr_freed, s.nr_freed + 1);
}

static bool is_freed(struct value *r)
{
	long long i;

	for (i = 0; i < s.nr_freed; i++)
		if (freed[i] == r)
			return true;
	return false;
}

void add_replaced(struct value *v, struct symbol *field, const struct guard *guard, int nr_guards)
{
	struct replaced *r = &replaced[s.nr_replaced];
	long long i;

	if (v->kind != V_CELL || s.nr_replaced == MAX_LIST)
		return;
	for (i = 0; i < s.nr_replaced; i++)
		if (replaced[i].v == v)
			return;
	*r = (struct replaced) { .v = v, .field = field, .nr_guards = nr_guards };
	memcpy(r->guard, guard, nr_guards * sizeof(*guard));
	SET(nr_replaced, s.nr_replaced + 1);
}

/* Is the cell not written over?  That somebody unknown may have does not count. */
static bool current(long long i)
{
	long long j;

	FOR_EACH_CELL_IN(j, cell[i].in) {
		if (j <= i)
			break;
		if (!cell[j].mark && cell[j].base == cell[i].base && cell[j].off == cell[i].off)
			return false;
	}
	return true;
}

/* Does the dropped reference stand there, and did nobody unknown get at it since? */
static bool left_in(struct value *base, long long off)
{
	long long i, at;

	FOR_EACH_CELL_IN(i, v_root(base)) {
		if (i >= s.dropped_cell && marked(&cell[i], base, off))
			return false;
		if (!cell[i].mark && cell[i].base == base && cell[i].off == off)
			break;
	}
	if (i >= s.dropped_cell)
		return false;
	/* its own slot, as it was filled */
	if (!s.by_value && i < s.taken_cell)
		return base == v_base(s.base, &at) && off == at;
	return i >= 0 && is_claimed_page(cell[i].val);
}

/* Did the release hang on a field that holds something else now, and nobody else releases it without asking that? */
static bool says_otherwise(const struct replaced *r)
{
	struct value *now;
	int i, t;

	for (i = 0; i < r->nr_guards; i++) {
		struct value *v = r->guard[i].v;

		now = read_cell(v_off(v->a, v->k), NULL, 0);
		t = decide(v_truth(v));
		if (now->kind == V_CONST && t >= 0 && t != !!now->k && !claim_released_elsewhere(r->field, r->guard[i].field))
			return true;
	}
	return false;
}

bool left_in_replaced(void)
{
	long long i;

	for (i = 0; i < s.nr_replaced; i++) {
		struct value *at = replaced[i].v, *r = v_root(at->a);

		if (r->kind != V_HEAP && (r->kind != V_OBJ || !r->k) && !is_freed(r) && left_in(at->a, at->k) &&
		    !says_otherwise(&replaced[i]))
			return true;
	}
	return false;
}

static bool live_frame(long long id, struct frame *dying)
{
	struct frame *f;

	for (f = dying ? dying->up : s.frame; f; f = f->up)
		if (f->id == id)
			return true;
	return false;
}

static bool alive(struct value *r, struct frame *dying, struct value *ret, int depth)
{
	long long i;

	if (is_freed(r))
		return false;
	switch (r->kind) {
	case V_CONST:
		return false;
	case V_OBJ:
		return !r->k || live_frame(r->k, dying);
	case V_HEAP:
		/* the frames that stay may have it in a register */
		if (!dying || dying->up || (ret && v_root(ret) == r))
			return true;
		if (depth > 4)
			return true;
		FOR_EACH_CELL_TO(i, r)
			if (!cell[i].mark && cell[i].in != r && current(i) &&
			    alive(cell[i].in, dying, ret, depth + 1))
				return true;
		return false;
	default:
		return true;
	}
}

/* Of two slots, is there one that no cell names which outlives DYING?  Of more a loop may have copied any. */
static bool slot_is_lost(struct frame *dying, struct value *ret)
{
	struct value *index;
	long long k, i;

	if (s.by_value || s.count->kind != V_CONST || s.count->k != 2)
		return false;
	for (k = 0; k < s.count->k; k++) {
		for (i = s.nr_cells - 1; i >= 0; i--) {
			struct value *page = cell[i].mark ? NULL : claimed_page(cell[i].val);

			if (page && v_sub(v_off(page->a, page->k), s.base) == v_const(k * bits_in_pointer / 8) && current(i) &&
			    !in_claimed_array(v_off(cell[i].base, cell[i].off), &index) && alive(cell[i].in, dying, ret, 0))
				break;
		}
		if (i < 0)
			return true;
	}
	return false;
}

/* Does the container that they were put to name memory that outlives DYING, in a field for pages?  They may be there. */
static bool named_by_container(struct frame *dying, struct value *ret)
{
	struct symbol *m;

	FOR_EACH_PTR(s.container->symbol_list, m) {
		if (m->ident && is_wrapping(ident_name(s.container->ident), ident_name(m->ident)) && plain_type(m)->type == SYM_PTR &&
		    alive(v_root(read_cell(v_off(s.base, m->offset), m, 0)), dying, ret, 0))
			return true;
	} END_FOR_EACH_PTR(m);
	return false;
}

bool claim_reachable(struct frame *dying, struct value *ret)
{
	struct value *index, *now;
	long long i;

	if (ret && reaches_claim(ret))
		return true;
	if (!s.by_value && alive(v_root(s.base), dying, ret, 0)) {
		/* one page, and something else stands in its slot now? */
		now = v_hi(s.count) == 1 ? read_cell(s.base, NULL, s.taken_cell) : NULL;
		if (!now || is_claimed_page(now))
			return true;
	}
	for (i = 0; i < s.nr_holders; i++)
		if (alive(holder[i].root, dying, ret, 0))
			return true;
	if (s.container && named_by_container(dying, ret))
		return true;
	if (slot_is_lost(dying, ret))
		return false;
	for (i = s.nr_cells - 1; i >= 0; i--)
		if (!cell[i].mark && is_claimed_page(cell[i].val) && current(i) &&
		    !(!s.by_value && in_claimed_array(v_off(cell[i].base, cell[i].off), &index)) &&
		    alive(cell[i].in, dying, ret, 0))
			return true;
	return false;
}

bool kept_elsewhere(void)
{
	long long i;

	for (i = s.nr_cells - 1; i >= 0 && !s.nr_holders; i--)
		if (!cell[i].mark && is_claimed_page(cell[i].val) && current(i) && !is_claimed_page(cell[i].base) &&
		    alive(v_root(cell[i].base), s.frame, NULL, 0))
			return true;
	return s.nr_holders;
}

void keep_claims(struct value *obj, long long before)
{
	long long i;
	struct cell c;

	if (s.hold == BEFORE || s.nr_cells == before)
		return;
	FOR_EACH_CELL_IN(i, obj) {
		c = cell[i];
		if (i >= before || c.mark || !current(i) || !(is_claimed_page(c.val) || (!s.by_value && c.to == v_root(s.base))))
			continue;
		if (!s.by_value && c.in == v_root(s.base))
			continue;	/* a slot of the array itself */
		write_cell(v_off(c.base, c.off), c.val);
	}
}

/* Was OBJ named by an object that is freed, and by no other? */
bool owner_freed(struct value *obj)
{
	bool owned = false;
	long long i;

	FOR_EACH_CELL_TO(i, obj) {
		if (cell[i].mark || !current(i))
			continue;
		if (!is_freed(cell[i].in))
			return false;
		owned = true;
	}
	return owned;
}

/* Was it read from an object that is freed, or from what was read from one? */
bool read_from_freed(struct value *v)
{
	while (v->kind == V_CELL) {
		v = v_root(v->a);
		if (is_freed(v))
			return true;
	}
	return false;
}

/* Does anything but the slots themselves name the pages? */
bool claim_copied(void)
{
	struct value *index;
	long long i;

	if (s.nr_holders)
		return true;
	for (i = s.nr_cells - 1; i >= 0; i--)
		if (!cell[i].mark && is_claimed_page(cell[i].val) &&
		    !in_claimed_array(v_off(cell[i].base, cell[i].off), &index))
			return true;
	return false;
}

bool slots_untouched(void)
{
	struct value *index;
	long long i;

	FOR_EACH_CELL_IN(i, v_root(s.base))
		if (i >= s.taken_cell && (cell[i].mark || in_claimed_array(v_off(cell[i].base, cell[i].off), &index)))
			return false;
	return true;
}

bool claim_outside(struct value *ret)
{
	return claim_reachable(s.frame, ret);
}

/* ---- the path, told ---- */

void note(struct instruction *insn, const char *text)
{
	if (s.hold == BEFORE || s.nr_steps == MAX_STEPS)
		return;
	step[s.nr_steps] = (struct step) { &insn->pos, text };
	SET(nr_steps, s.nr_steps + 1);
}

void report_here(const char *rule, struct instruction *insn, const char *text)
{
	finding(rule, &insn->pos, s.frame->fn->name, text, step, (int)s.nr_steps);
}

/* What goes wrong in a function that was given the references is told of the call that gave them. */
void report(const char *rule, struct instruction *insn, const char *text)
{
	struct frame *f = s.frame;

	while (f->depth > s.depth && f->up) {
		insn = f->call;
		f = f->up;
	}
	finding(rule, &insn->pos, f->fn->name, text, step, (int)s.nr_steps);
}
