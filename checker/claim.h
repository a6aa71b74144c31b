/* SPDX-License-Identifier: GPL-2.0 */
/* claim.h: what calls, loops and returns mean for the references that are followed. */
#ifndef PINCHECK_CLAIM_H
#define PINCHECK_CLAIM_H

#include "state.h"

enum outcome {
	CALL_UNKNOWN,	/* the tables do not say what it does */
	CALL_DONE,	/* the path goes on after it */
	CALL_ENDS,	/* it does not, or has been walked already */
};

enum outcome claim_call(struct instruction *insn, const char *name, struct value **arg, pseudo_t *argp, int nr,
			int b, int i);
void claim_given(struct value *base, struct value *count, bool by_value);	/* held when the walk begins */
bool claim_loop_done(bool by_its_test);			/* false: nothing more can be said on this path */
bool claim_left(struct instruction *at, struct value *ret);	/* a function is left */
bool claim_used(struct instruction *insn);		/* the page itself is read or written */
void claim_written(void);				/* so is the object, by whoever */
void claim_tested(struct value *cond, int known);	/* a branch asks */
bool claim_asked(struct value *cond);
int claim_is_there(struct value *cond);			/* asked is whether the page is there, and it is: 0 or 1; else -1 */

bool claim_api_declared(const char *name);		/* does the tree have this function? */
bool claim_is_core(const char *function);

/* of walk.c, for forks */
void path_goes_on(struct instruction *insn, struct value *ret, int b, int i);
void path_wrote(struct instruction *insn, struct value *addr, int nr);
struct value *fresh_result(struct instruction *insn, int b, long long lo, long long hi);
bool claim_in_loop(struct instruction *insn, pseudo_t arg, int b, struct value *index);
int claim_guards(int b, struct guard *guard);		/* what the conditions ask on which block b hangs */
bool claim_released_elsewhere(struct symbol *field, struct symbol *guard);
bool named_in_register(struct value *obj, int b, int i);	/* from insn i of block b on; NULL: a page */

#endif
