/* SPDX-License-Identifier: GPL-2.0 */
/*
 * value.h: symbolic values and what a path knows of them.
 *
 * Equal values are one node.  A node carries the range that the conditions of
 * the current path leave it; everything a path changes is written down on the
 * trail, so that going back to a fork is undoing.
 */
#ifndef PINCHECK_VALUE_H
#define PINCHECK_VALUE_H

#include <stdbool.h>

#define INF (1LL << 62)

enum kind {
	V_CONST,
	V_FRESH,	/* what a call returned, what came in: nothing is known */
	V_OBJ,		/* address of a variable: of one frame, or global */
	V_HEAP,		/* memory that was allocated on the path */
	V_CELL,		/* what stood at address a+k before the path wrote there */
	V_SLOT,		/* the page that the followed acquisition put to address a+k */
	V_OFF,		/* a + k */
	V_ADD,		/* a + b */
	V_MUL,		/* a * k */
	V_OP,		/* any other operation */
	V_EQ, V_LT, V_LTU, V_NOT, V_AND, V_OR,	/* conditions: 0 or 1 */
};

/* What V_CELL can be, by its type. */
enum shape { OTHER, PAGE, NUMBER };

struct value {
	enum kind kind;
	bool of_page;		/* read from a page of the followed acquisition, or told by a call about it */
	enum shape shape;
	int id;
	struct value *a, *b;
	const void *tag;	/* symbol, instruction, operation */
	long long k;
	long long lo, hi;	/* on this path */
	long long cells, named_by;	/* on this path: the last cell in it, and the last one that names it (state.c) */
	unsigned long hash;
	struct value *next;
};

/* ---- the trail ---- */
void set_word(long long *p, long long v);
void set_ptr(void *p, const void *v);
int trail_mark(void);
void trail_undo(int mark);

/* ---- making values ---- */
void values_reset(void);
struct value *v_const(long long k);
struct value *v_node(enum kind kind, struct value *a, struct value *b, const void *tag, long long k);
struct value *v_fresh(const void *tag, long long k, long long lo, long long hi);
struct value *v_off(struct value *a, long long k);
struct value *v_add(struct value *a, struct value *b);
struct value *v_sub(struct value *a, struct value *b);
struct value *v_mul(struct value *a, long long k);
struct value *v_op(int op, struct value *a, struct value *b);
struct value *v_not(struct value *a);
struct value *v_truth(struct value *a);		/* a != 0 */

/* base and offset of an address; what object it points into */
struct value *v_base(struct value *a, long long *off);
struct value *v_root(struct value *a);
bool v_div(struct value *a, long long k, struct value **q);	/* is it a multiple? */

/* ---- what is known ---- */
long long v_lo(const struct value *a);
long long v_hi(const struct value *a);
int decide(struct value *cond);			/* 1 holds, 0 does not, -1 who knows */
bool assume(struct value *cond, bool holds);	/* false: that cannot be */

#endif
