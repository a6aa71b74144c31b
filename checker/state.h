/* SPDX-License-Identifier: GPL-2.0 */
/*
 * state.h: what a path knows: its frames, what it wrote to memory, and the one
 * acquisition that is followed.  Every change goes by the trail of value.h.
 */
#ifndef PINCHECK_STATE_H
#define PINCHECK_STATE_H

#include "cfg.h"
#include "report.h"
#include "tables.h"
#include "value.h"

enum hold {
	BEFORE,		/* not taken yet */
	EMPTY,		/* it was tried and failed: the slots hold nothing */
	HELD,
	RANGED,		/* a loop is releasing slot after slot */
	DROPPED,	/* all of it released, for certain */
};

struct frame {
	struct function *fn;
	struct frame *up;
	struct instruction *call;	/* in the frame above */
	int ret_block, ret_insn;	/* where it goes on there */
	int depth;
	long long id, chain;		/* chain: the same for the same calls on any path */
	long long sig;			/* of the frames above */
	struct value **arg;
	int nr_args;
	struct value **env;		/* by pseudo */
	long long *time;		/* when it was set */
	struct value **first;		/* phis of loop headers: before the loop */
	struct value **coming;		/* by phi: what it is going to take */
	long long *arrivals;		/* by loop */
};

/* Words, so that the trail can keep them. */
struct state {
	struct frame *frame;
	long long hold;
	struct value *base;	/* address of the first slot; for a function that returns a page, the page */
	struct value *count;
	long long by_value;	/* the page came as a value */
	struct symbol *container;	/* the type of what they were put to, where that is no array: its fields may name the place */
	long long partial;	/* fewer came than were asked for */
	long long multi;	/* taken in a loop: one count does not say it all */
	long long extra;	/* get_page() on top */
	long long doubt;	/* a page was asked something on the way */
	long long shared;	/* an object that was written to: it may have another user now */
	long long begun;	/* something that may go on by itself got them, or there may be none: others may remember which */
	long long unsure;	/* whether references were taken at all is known to a function that has not been asked */
	long long sure;		/* it was asked: 1 they are, -1 they are not */
	long long guarded;	/* slots are tested before they are released */
	long long stale;		/* none was taken, and the slots still name what was released before */
	long long locked;
	long long taken_cell;	/* how many cells were written before */
	struct frame *ranged_frame;
	long long ranged_loop;
	long long trip_unsigned;
	struct value *trip;	/* how many slots the loop releases; NULL: cannot be said */
	long long trip_from;	/* ... from this one on */
	struct instruction *release;
	long long depth;	/* of the frame that took the references, or was given them */
	long long nr_cells, nr_steps, nr_holders, nr_freed;
	long long cells_sig, phis_sig, clock, arena, frames;
	long long nr_replaced;	/* places from which something was released before it was taken */
	long long dropped_cell;	/* how many cells were written when it was dropped */
	long long forks, forks_before;	/* conditions that went both ways; before the last function was entered */
};

extern struct state s;

/* What is followed in this run. */
extern struct instruction *site;
extern enum ref followed;
extern bool followed_plain;	/* an origin: only wrong calls matter */
extern struct function *root;

#define SET(field, v) set_word(&s.field, (v))
#define SETP(field, v) set_ptr(&s.field, (v))

long long mix(long long h, long long v);	/* a hash that goes on */

/* ---- memory ---- */
void write_cell(struct value *addr, struct value *val);
void forget_object(struct value *obj, bool zeroed);
void forget_bytes(struct value *addr, long long size, bool zeroed);
void keep_claims(struct value *obj, long long before);	/* what was forgotten of it since there were so many cells were no references */
/* what stands there; FROM: only if written since that many cells */
struct value *read_cell(struct value *addr, struct symbol *type, long long from);
void range_of_type(struct symbol *type, long long *lo, long long *hi);
int pointee_size(struct symbol *type);
int page_pointer_depth(struct symbol *type);

/* ---- the claim ---- */
bool in_doubt(void);	/* nothing is said of the references any more, or not until it is known whether there are any */
struct value *claimed_page(struct value *v);
bool is_count_of_object(struct value *v);	/* what stands in the object, as the path changed it */
bool is_claimed_page(struct value *v);
bool may_be_claimed(struct value *v);	/* it may be one that was put into memory at an index, or not */
bool in_claimed_array(struct value *addr, struct value **index);
bool reaches_claim(struct value *v);
void add_holder(struct value *v, long long size);	/* size: 0 if it is not known */
void add_unknown_holder(void);	/* somebody else has it, too */
bool kept_elsewhere(void);	/* ... or may find it in memory that is not its own */
void mark_freed(struct value *v);
#define MAX_GUARDS 4
/* Memory that a condition asks, and the field that it is. */
struct guard {
	struct value *v;
	struct symbol *field;
};
/* V, that stands in a field, is released: if what stands at the guards said so */
void add_replaced(struct value *v, struct symbol *field, const struct guard *guard, int nr_guards);
bool left_in_replaced(void);	/* what was dropped stands in such a place, which others know */
/* is there still a way to the references, once DYING is left and RET returned? */
bool claim_reachable(struct frame *dying, struct value *ret);
bool claim_outside(struct value *ret);	/* ... from outside of the walked function */
bool claim_copied(void);
bool slots_untouched(void);	/* nothing was written to them since they were filled */
bool owner_freed(struct value *obj);
bool read_from_freed(struct value *v);

void note(struct instruction *insn, const char *text);
void report(const char *rule, struct instruction *insn, const char *text);
void report_here(const char *rule, struct instruction *insn, const char *text);

#endif
