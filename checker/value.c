// SPDX-License-Identifier: GPL-2.0
/* value.c: symbolic values, ranges, and deciding conditions by them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "value.h"

/* ---- the trail ---- */

static struct undo {
	long long *at, old;
} *trail;
static int nr_trail, max_trail;

void set_word(long long *p, long long v)
{
	if (*p == v)
		return;
	if (nr_trail == max_trail) {
		max_trail = max_trail ? 2 * max_trail : 4096;
		trail = realloc(trail, max_trail * sizeof(*trail));
		if (!trail)
			fatal("out of memory");
	}
	trail[nr_trail++] = (struct undo) { p, *p };
	*p = v;
}

void set_ptr(void *p, const void *v)
{
	set_word(p, (intptr_t)v);
}

int trail_mark(void)
{
	return nr_trail;
}

void trail_undo(int mark)
{
	while (nr_trail > mark) {
		nr_trail--;
		*trail[nr_trail].at = trail[nr_trail].old;
	}
}

/* ---- making values ---- */

#define CHUNK 1024

static struct value **bucket;
static int nr_buckets;
static struct chunk {
	struct chunk *next;
	int used;
	struct value v[CHUNK];
} *chunks, *spare;
static int nr_values;

void values_reset(void)
{
	/* after a long walk begin small again */
	if (nr_buckets > 1 << 12) {
		free(bucket);
		bucket = NULL;
		nr_buckets = 0;
	} else if (bucket) {
		memset(bucket, 0, nr_buckets * sizeof(*bucket));
	}
	while (chunks) {
		struct chunk *c = chunks;

		chunks = c->next;
		c->next = spare;
		spare = c;
	}
	nr_trail = 0;
	nr_values = 0;
}

/* Fewer values than buckets: a short walk touches little memory. */
static void more_buckets(void)
{
	struct chunk *c;
	int i;

	nr_buckets = nr_buckets ? 2 * nr_buckets : 1 << 10;
	free(bucket);
	bucket = calloc(nr_buckets, sizeof(*bucket));
	if (!bucket)
		fatal("out of memory");
	for (c = chunks; c; c = c->next) {
		for (i = 0; i < c->used; i++) {
			struct value *v = &c->v[i], **b = &bucket[v->hash % nr_buckets];

			v->next = *b;
			*b = v;
		}
	}
}

static struct value *find_or_make(enum kind kind, struct value *a, struct value *b, const void *tag, long long k,
				  long long lo, long long hi)
{
	uint64_t h = kind * 0x9e3779b97f4a7c15ULL;
	struct value *v;

	h = (h ^ (a ? a->id : 0)) * 0x100000001b3ULL;
	h = (h ^ (b ? b->id : 0)) * 0x100000001b3ULL;
	h = (h ^ (uintptr_t)tag) * 0x100000001b3ULL;
	h = (h ^ (uint64_t)k) * 0x100000001b3ULL;
	h ^= h >> 29;
	if (nr_values >= nr_buckets)
		more_buckets();
	for (v = bucket[h % nr_buckets]; v; v = v->next)
		if (v->kind == kind && v->a == a && v->b == b && v->tag == tag && v->k == k)
			return v;
	if (!chunks || chunks->used == CHUNK) {
		struct chunk *c = spare ? spare : malloc(sizeof(*c));

		if (!c)
			fatal("out of memory");
		if (spare)
			spare = c->next;
		c->next = chunks;
		c->used = 0;
		chunks = c;
	}
	v = &chunks->v[chunks->used++];
	*v = (struct value) {
		.kind = kind, .a = a, .b = b, .tag = tag, .k = k, .lo = lo, .hi = hi, .id = ++nr_values, .hash = h,
		.of_page = kind == V_SLOT || (a && a->of_page) || (b && b->of_page), .next = bucket[h % nr_buckets],
	};
	bucket[h % nr_buckets] = v;
	return v;
}

struct value *v_const(long long k)
{
	return find_or_make(V_CONST, NULL, NULL, NULL, k, k, k);
}

struct value *v_node(enum kind kind, struct value *a, struct value *b, const void *tag, long long k)
{
	switch (kind) {
	case V_OBJ: case V_HEAP: case V_SLOT:
		return find_or_make(kind, a, b, tag, k, 1, INF);
	case V_EQ: case V_LT: case V_LTU: case V_NOT: case V_AND: case V_OR:
		return find_or_make(kind, a, b, tag, k, 0, 1);
	default:
		return find_or_make(kind, a, b, tag, k, -INF, INF);
	}
}

struct value *v_fresh(const void *tag, long long k, long long lo, long long hi)
{
	return find_or_make(V_FRESH, NULL, NULL, tag, k, lo, hi);
}

static long long clamp(__int128 x)
{
	return x > INF ? INF : x < -INF ? -INF : (long long)x;
}

struct value *v_off(struct value *a, long long k)
{
	if (a->kind == V_CONST)
		return v_const(clamp((__int128)a->k + k));
	if (a->kind == V_OFF) {
		k += a->k;
		a = a->a;
	}
	return k ? v_node(V_OFF, a, NULL, NULL, k) : a;
}

static bool negated(struct value *a, struct value *b)
{
	return (b->kind == V_MUL && b->k == -1 && b->a == a) || (a->kind == V_MUL && a->k == -1 && a->a == b);
}

/* How sure is it that this is the address in a sum?  What was read may be one. */
static int is_address(struct value *a)
{
	while (a->kind == V_ADD || a->kind == V_OFF)
		a = a->a;
	return a->kind == V_OBJ || a->kind == V_HEAP ? 2 : a->kind == V_CELL;
}

struct value *v_add(struct value *a, struct value *b)
{
	long long k = 0;

	if (a->kind == V_OFF) {
		k += a->k;
		a = a->a;
	}
	if (b->kind == V_OFF) {
		k += b->k;
		b = b->a;
	}
	if (b->kind == V_CONST)
		return v_off(a, k + b->k);
	if (a->kind == V_CONST)
		return v_off(b, k + a->k);
	if (negated(a, b))
		return v_const(k);
	/* (x + y) - y */
	if (a->kind == V_ADD && negated(a->b, b))
		return v_off(a->a, k);
	if (a->kind == V_ADD && negated(a->a, b))
		return v_off(a->b, k);
	/* what is an address stays in front, the rest in the order it was made */
	if (a->kind == V_MUL || (b->kind != V_MUL && (is_address(b) > is_address(a) || (!is_address(a) && a->id > b->id)))) {
		struct value *t = a;

		a = b;
		b = t;
	}
	return v_off(v_node(V_ADD, a, b, NULL, 0), k);
}

struct value *v_mul(struct value *a, long long k)
{
	if (k == 1)
		return a;
	if (!k)
		return v_const(0);
	if (a->kind == V_CONST)
		return v_const(clamp((__int128)a->k * k));
	if (a->kind == V_OFF)
		return v_off(v_mul(a->a, k), a->k * k);
	if (a->kind == V_MUL)
		return v_mul(a->a, a->k * k);
	if (a->kind == V_ADD)
		return v_add(v_mul(a->a, k), v_mul(a->b, k));
	return v_node(V_MUL, a, NULL, NULL, k);
}

/* A sum as a list of terms, each with its factor; false if there are too many. */
#define MAX_TERMS 16
struct term {
	struct value *v;
	long long k;
};

static bool add_terms(struct value *a, long long k, struct term *t, int *n, long long *rest)
{
	int i;

	switch (a->kind) {
	case V_CONST:
		*rest = clamp((__int128)*rest + (__int128)a->k * k);
		return true;
	case V_OFF:
		*rest = clamp((__int128)*rest + (__int128)a->k * k);
		return add_terms(a->a, k, t, n, rest);
	case V_ADD:
		return add_terms(a->a, k, t, n, rest) && add_terms(a->b, k, t, n, rest);
	case V_MUL:
		return add_terms(a->a, k * a->k, t, n, rest);
	default:
		for (i = 0; i < *n; i++) {
			if (t[i].v == a) {
				t[i].k += k;
				return true;
			}
		}
		if (*n == MAX_TERMS)
			return false;
		t[(*n)++] = (struct term) { a, k };
		return true;
	}
}

struct value *v_sub(struct value *a, struct value *b)
{
	struct term t[MAX_TERMS];
	struct value *sum = NULL;
	long long rest = 0;
	int i, n = 0;

	if (!add_terms(a, 1, t, &n, &rest) || !add_terms(b, -1, t, &n, &rest))
		return v_add(a, v_mul(b, -1));
	for (i = 0; i < n; i++)
		if (t[i].k)
			sum = sum ? v_add(sum, v_mul(t[i].v, t[i].k)) : v_mul(t[i].v, t[i].k);
	return sum ? v_off(sum, rest) : v_const(rest);
}

struct value *v_op(int op, struct value *a, struct value *b)
{
	return v_node(V_OP, a, b, NULL, op);
}

struct value *v_not(struct value *a)
{
	if (a->kind == V_NOT)
		return a->a;
	if (a->kind == V_CONST)
		return v_const(!a->k);
	return v_node(V_NOT, a, NULL, NULL, 0);
}

struct value *v_truth(struct value *a)
{
	if (a->kind >= V_EQ)
		return a;
	if (a->kind == V_CONST)
		return v_const(!!a->k);
	return v_not(v_node(V_EQ, a, v_const(0), NULL, 0));
}

struct value *v_base(struct value *a, long long *off)
{
	*off = 0;
	if (a->kind == V_OFF) {
		*off = a->k;
		return a->a;
	}
	return a;
}

struct value *v_root(struct value *a)
{
	while (a->kind == V_OFF || a->kind == V_ADD)
		a = a->a;
	return a;
}

bool v_div(struct value *a, long long k, struct value **q)
{
	struct value *x, *y;

	switch (a->kind) {
	case V_CONST:
		*q = v_const(a->k / k);
		return a->k % k == 0;
	case V_MUL:
		*q = v_mul(a->a, a->k / k);
		return a->k % k == 0;
	case V_OFF:
		if (a->k % k || !v_div(a->a, k, &x))
			return false;
		*q = v_off(x, a->k / k);
		return true;
	case V_ADD:
		if (!v_div(a->a, k, &x) || !v_div(a->b, k, &y))
			return false;
		*q = v_add(x, y);
		return true;
	default:
		return false;
	}
}

/* ---- what is known ---- */

static long long higher(long long a, long long b)
{
	return a > b ? a : b;
}

static long long lower(long long a, long long b)
{
	return a < b ? a : b;
}

static long long plus(long long a, long long b)
{
	if (a >= INF || b >= INF)
		return INF;
	if (a <= -INF || b <= -INF)
		return -INF;
	return clamp((__int128)a + b);
}

static long long times(long long a, long long k)
{
	return a >= INF || a <= -INF ? ((a > 0) == (k > 0) ? INF : -INF) : clamp((__int128)a * k);
}

long long v_lo(const struct value *a)
{
	switch (a->kind) {
	case V_OFF:
		return higher(a->lo, plus(v_lo(a->a), a->k));
	case V_ADD:
		return higher(a->lo, plus(v_lo(a->a), v_lo(a->b)));
	case V_MUL:
		return higher(a->lo, a->k > 0 ? times(v_lo(a->a), a->k) : times(v_hi(a->a), a->k));
	default:
		return a->lo;
	}
}

long long v_hi(const struct value *a)
{
	switch (a->kind) {
	case V_OFF:
		return lower(a->hi, plus(v_hi(a->a), a->k));
	case V_ADD:
		return lower(a->hi, plus(v_hi(a->a), v_hi(a->b)));
	case V_MUL:
		return lower(a->hi, a->k > 0 ? times(v_hi(a->a), a->k) : times(v_lo(a->a), a->k));
	default:
		return a->hi;
	}
}

/* was the condition decided on the way here? */
static int told(enum kind kind, struct value *a, struct value *b)
{
	struct value *v = v_node(kind, a, b, NULL, 0);

	return v->lo == v->hi ? (int)v->lo : -1;
}

static int told_equal(struct value *a, struct value *b)
{
	return a->id < b->id ? told(V_EQ, a, b) : told(V_EQ, b, a);
}

static int decide_equal(struct value *a, struct value *b)
{
	struct value *d;
	int t;

	if (a == b)
		return 1;
	if (v_hi(a) < v_lo(b) || v_lo(a) > v_hi(b))
		return 0;
	if (v_lo(a) == v_hi(a) && v_lo(b) == v_hi(b) && v_lo(a) == v_lo(b))
		return 1;
	d = v_sub(a, b);
	if (d->kind == V_CONST)
		return d->k == 0;
	t = told_equal(a, b);
	if (t >= 0)
		return t;
	if (told(V_LT, a, b) == 1 || told(V_LT, b, a) == 1)
		return 0;
	if (told(V_LT, a, b) == 0 && told(V_LT, b, a) == 0)
		return 1;
	return -1;
}

static int decide_less(struct value *a, struct value *b)
{
	struct value *d;
	int t;

	if (a == b)
		return 0;
	if (v_hi(a) < v_lo(b))
		return 1;
	if (v_lo(a) >= v_hi(b))
		return 0;
	d = v_sub(a, b);
	if (d->kind == V_CONST)
		return d->k < 0;
	t = told(V_LT, a, b);
	if (t >= 0)
		return t;
	if (told(V_LT, b, a) == 1 || told_equal(a, b) == 1)
		return 0;
	if (told(V_LT, b, a) == 0 && told_equal(a, b) == 0)
		return 1;
	/* a < b+1 as b >= a, a+1 <= b as b > a ... */
	if (a->kind == V_OFF && a->k == 1 && told(V_LT, b, a->a) == 1)
		return 0;
	if (b->kind == V_OFF && b->k == 1 && told(V_LT, b->a, a) == 0)
		return 1;
	if (b->kind == V_OFF && b->k == 1 && told(V_LT, b->a, a) == 1)
		return 0;
	return -1;
}

/* negative numbers are great ones here */
static int decide_below(struct value *a, struct value *b)
{
	if (v_lo(a) >= 0 && v_lo(b) >= 0)
		return decide_less(a, b);
	if (v_hi(a) < 0 && v_lo(b) >= 0)
		return 0;
	if (v_lo(a) >= 0 && v_hi(b) < 0)
		return 1;
	if (v_hi(a) < 0 && v_hi(b) < 0)
		return decide_less(a, b);
	return a == b ? 0 : told(V_LTU, a, b);
}

int decide(struct value *c)
{
	int t, u;

	switch (c->kind) {
	case V_NOT:
		t = decide(c->a);
		return t < 0 ? -1 : !t;
	case V_EQ:
		return decide_equal(c->a, c->b);
	case V_LT:
		return decide_less(c->a, c->b);
	case V_AND:
	case V_OR:
		if (c->lo == c->hi)
			return c->lo;
		t = decide(c->a);
		u = decide(c->b);
		if (c->kind == V_AND)
			return !t || !u ? 0 : t == 1 && u == 1 ? 1 : -1;
		return t == 1 || u == 1 ? 1 : !t && !u ? 0 : -1;
	case V_LTU:
		return decide_below(c->a, c->b);
	default:
		if (v_lo(c) > 0 || v_hi(c) < 0)
			return 1;
		return v_lo(c) == 0 && v_hi(c) == 0 ? 0 : -1;
	}
}

static bool narrow(struct value *v, long long lo, long long hi)
{
	lo = higher(lo, v_lo(v));
	hi = lower(hi, v_hi(v));
	if (lo > hi)
		return false;
	switch (v->kind) {
	case V_CONST:
		return v->k >= lo && v->k <= hi;
	case V_OFF:
		return narrow(v->a, lo <= -INF ? lo : plus(lo, -v->k), hi >= INF ? hi : plus(hi, -v->k));
	case V_MUL:
		if (v->k == -1)
			return narrow(v->a, -hi, -lo);
		/* fall through */
	default:
		set_word(&v->lo, lo);
		set_word(&v->hi, hi);
		return true;
	}
}

static bool write_down(struct value *c, bool holds)
{
	if (c->kind == V_CONST)
		return c->k == holds;
	set_word(&c->lo, holds);
	set_word(&c->hi, holds);
	return true;
}

static struct value *eq_node(struct value *a, struct value *b)
{
	return a->id < b->id ? v_node(V_EQ, a, b, NULL, 0) : v_node(V_EQ, b, a, NULL, 0);
}

static bool assume_equal(struct value *a, struct value *b, bool holds)
{
	int t = decide_equal(a, b);

	if (t >= 0)
		return t == holds;
	write_down(eq_node(a, b), holds);
	if (holds)
		return narrow(a, v_lo(b), v_hi(b)) && narrow(b, v_lo(a), v_hi(a));
	/* an end of the range falls off */
	if (v_lo(b) == v_hi(b)) {
		if (v_lo(a) == v_lo(b))
			return narrow(a, v_lo(a) + 1, INF);
		if (v_hi(a) == v_lo(b))
			return narrow(a, -INF, v_hi(a) - 1);
	}
	if (v_lo(a) == v_hi(a)) {
		if (v_lo(b) == v_lo(a))
			return narrow(b, v_lo(b) + 1, INF);
		if (v_hi(b) == v_lo(a))
			return narrow(b, -INF, v_hi(b) - 1);
	}
	return true;
}

static bool assume_less(struct value *a, struct value *b, bool holds)
{
	int t = decide_less(a, b);

	if (t >= 0)
		return t == holds;
	write_down(v_node(V_LT, a, b, NULL, 0), holds);
	if (holds)
		return narrow(a, -INF, v_hi(b) >= INF ? INF : v_hi(b) - 1) &&
		       narrow(b, v_lo(a) <= -INF ? -INF : v_lo(a) + 1, INF);
	return narrow(a, v_lo(b), INF) && narrow(b, -INF, v_hi(a));
}

static bool assume_below(struct value *a, struct value *b, bool holds)
{
	int t = decide_below(a, b);

	if (t >= 0)
		return t == holds;
	write_down(v_node(V_LTU, a, b, NULL, 0), holds);
	if (v_lo(b) >= 0 && holds)
		return narrow(a, 0, v_hi(b) >= INF ? INF : v_hi(b) - 1) && narrow(b, v_lo(a) + 1, INF);
	/* whatever its sign is: there is something below it */
	if (holds)
		write_down(eq_node(b, v_const(0)), false);
	if (v_lo(b) >= 0 && v_lo(a) >= 0)
		return narrow(a, v_lo(b), INF);
	/* IS_ERR() */
	if (v_hi(b) < 0 && !holds)
		return narrow(a, v_lo(b), -1);
	if (v_hi(a) < 0 && holds)
		return narrow(b, v_lo(a) + 1, -1);
	return true;
}

bool assume(struct value *c, bool holds)
{
	switch (c->kind) {
	case V_NOT:
		return assume(c->a, !holds);
	case V_EQ:
		return assume_equal(c->a, c->b, holds);
	case V_LT:
		return assume_less(c->a, c->b, holds);
	case V_LTU:
		return assume_below(c->a, c->b, holds);
	case V_AND:
	case V_OR:
		if (decide(c) >= 0)
			return decide(c) == holds;
		if (holds == (c->kind == V_AND))
			return assume(c->a, holds) && assume(c->b, holds);
		/* one of them it is; if the other is known, this one */
		if (decide(c->a) >= 0)
			return assume(c->b, holds);
		if (decide(c->b) >= 0)
			return assume(c->a, holds);
		return write_down(c, holds);
	default:
		if (decide(c) >= 0)
			return decide(c) == holds;
		if (!holds)
			return narrow(c, 0, 0);
		if (v_lo(c) == 0)
			return narrow(c, 1, INF);
		if (v_hi(c) == 0)
			return narrow(c, -INF, -1);
		return write_down(eq_node(c, v_const(0)), false);
	}
}
