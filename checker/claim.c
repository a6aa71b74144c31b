// SPDX-License-Identifier: GPL-2.0
/*
 * claim.c: the references that are followed: how they are taken, dropped, handed
 * on and lost.
 *
 * A claim is only made where the code leaves no other reading.  What is dropped
 * in part, in an order or a number that cannot be told, ends the path.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "claim.h"
#include "cursor.h"
#include "summary.h"
#include "symbol.h"
#include "types.h"

bool claim_api_declared(const char *name)
{
	struct ident *ident = built_in_ident(name);

	/* a function, or a macro that names another one */
	return lookup_symbol(ident, NS_SYMBOL) || lookup_symbol(ident, NS_MACRO);
}

/* The functions that take the references themselves, whatever their arguments. */
bool claim_is_core(const char *function)
{
	int n;

	for (n = 0; n < 12; n++)
		if (find_row(function, n, ROLE_ACQUIRE) || find_row(function, n, ROLE_RELEASE))
			return true;
	return false;
}

static bool open_claim(void)
{
	return s.hold == HELD || s.hold == RANGED;
}

/* ---- taking ---- */

static void taken(struct value *base, struct value *count, bool by_value)
{
	SET(hold, HELD);
	SETP(base, base);
	SETP(count, count);
	SET(depth, s.frame->depth);
	SET(by_value, by_value);
	SETP(container, NULL);
	SET(partial, 0);
	SET(extra, 0);
	SET(doubt, 0);
	SET(shared, 0);
	SET(begun, 0);
	SET(unsure, 0);
	SET(guarded, 0);
	SET(stale, 0);
	SET(locked, 0);
	SET(nr_steps, 0);
	SET(nr_holders, 0);
	if (!by_value)
		write_cell(v_off(base, -1), v_const(0));	/* a mark: what is written from here on */
	SET(taken_cell, s.nr_cells);
}

void claim_given(struct value *base, struct value *count, bool by_value)
{
	taken(base, count, by_value);
}

/* Taken in a loop, here or in a caller? */
static bool in_loop(int b)
{
	struct frame *f;

	for (f = s.frame; f; f = f->up) {
		if (f->fn->block[b].loop >= 0)
			return true;
		b = f->ret_block;
	}
	return false;
}

static void not_taken(struct value *base, bool by_value, bool multi)
{
	taken(base, NULL, by_value);
	SET(multi, multi);
	SET(hold, EMPTY);
	SETP(count, v_const(0));
}

/* The same slots again, after all that they named was released: they name it still. */
static bool is_stale(struct value *base)
{
	return s.hold == DROPPED && !s.by_value && v_sub(base, s.base) == v_const(0) && !claim_copied() && slots_untouched();
}

/* Another run of an acquisition, over slots that hold references already?  What is no array, but a bio, takes more of them. */
static bool taken_over(struct instruction *insn, struct value *base, int to)
{
	if (s.hold == BEFORE || s.by_value || v_root(base) != v_root(s.base))
		return false;
	if (s.hold == HELD && !in_doubt() && !followed_plain && v_sub(base, s.base) == v_const(0) &&
	    page_pointer_depth(ptr_list_nth((struct ptr_list *)insn->fntypes, to)) >= 2) {
		if (!claim_copied()) {
			note(insn, "taken again, into the same slots");
			report("PIN003", insn, "the pages taken before are lost: their slots are filled again");
		}
		return true;
	}
	return true;
}

/* No page frame has a number beyond this. */
#define MAX_NUMBER (1LL << 51)

static enum outcome take_value(struct instruction *insn, const struct row *row, int b, int i)
{
	int mark = trail_mark();
	/* NULL, or an error: who learned of the function does not know which it is */
	struct value *none = row->learned ? fresh_result(insn, b, -INF, 0) : v_const(0);
	long long max = row->number ? MAX_NUMBER : INF;

	if (insn == site && s.hold != HELD && s.hold != RANGED) {
		not_taken(v_const(0), true, in_loop(b));
		note(insn, "no page is taken here");
		path_goes_on(insn, none, b, i);
		trail_undo(mark);
		taken(fresh_result(insn, b, 1, max), v_const(1), true);
		s.base->of_page = row->ref != REF_OBJECT;
		SET(multi, in_loop(b));
		note(insn, followed_plain ? "the page comes from here" :
		     followed == REF_OBJECT ? "pages are taken here, and held by what is returned" : "the page is taken here");
		path_goes_on(insn, s.base, b, i);
		trail_undo(mark);
		return CALL_ENDS;
	}
	path_goes_on(insn, none, b, i);
	trail_undo(mark);
	path_goes_on(insn, fresh_result(insn, b, 1, max - 1), b, i);
	trail_undo(mark);
	return CALL_ENDS;
}

/* Does the struct that the array NR of INSN stands in know which of its slots are in use? */
static bool told_by_cursor(struct instruction *insn, int nr)
{
	pseudo_t p = ptr_list_nth((struct ptr_list *)insn->arguments, nr - 1);
	struct frame *f = s.frame;
	struct symbol *field;

	for (; p && p->type == PSEUDO_ARG && f->up; f = f->up)
		p = ptr_list_nth((struct ptr_list *)f->call->arguments, p->nr - 1);
	field = p ? array_field(f->fn, p) : NULL;
	return field && has_cursor(field);
}

/* What argument NR points to, if that is a container. */
static struct symbol *container_type(struct instruction *insn, int nr)
{
	struct symbol *type = nr > 0 ? inner_type(ptr_list_nth((struct ptr_list *)insn->fntypes, nr)) : NULL;

	return type && type->ident && is_container(ident_name(type->ident)) ? type : NULL;
}

static enum outcome take(struct instruction *insn, const char *name, const struct row *row, struct value **arg, int nr,
			 int b, int i)
{
	const char *known = row->as ? row->as : name;
	const struct row *asked = find_row(known, nr, ROLE_ASKED), *bytes = find_row(known, nr, ROLE_BYTES);
	bool counts = asked && !asked->is_zero, may_be_nothing = find_row(known, nr, ROLE_NOTHING) || (!asked && !bytes);
	bool ours = insn == site && !open_claim(), stale, over, unsure = find_row(known, nr, ROLE_UNSURE);
	/* it gives out pages that nobody took as well, and on this way it does */
	bool none_taken = unsure && s.sure < 0;
	bool cursor = ours && row->to > 0 && told_by_cursor(insn, row->to);
	struct symbol *container = container_type(insn, row->to);
	bool says_true = insn->type && insn->type->bit_size == 1;	/* bool: taken or not */
	struct value *base, *n, *got, *out = NULL;
	int mark;

	if (row->to == 0)
		return take_value(insn, row, b, i);
	/* a table of the user's, or a damaged one, may name no place */
	if (row->to < 0 || row->to > nr)
		return CALL_UNKNOWN;
	base = arg[row->to - 1];
	if (v_hi(base) == 0 && v_lo(base) == 0) {
		/* no array, no references */
		if (insn == site)
			return CALL_ENDS;
		return CALL_UNKNOWN;
	}
	if (page_pointer_depth(ptr_list_nth((struct ptr_list *)insn->fntypes, row->to)) == 3) {
		/* the array comes with them, as of iov_iter_get_pages_alloc(); or it is there, as of iov_iter_extract_pages() */
		out = arg[row->to - 1];
		got = unsure ? read_cell(out, NULL, 0) : v_const(0);
		if (got->kind != V_CONST && !(got->kind == V_CELL && v_root(got->a) == v_root(out))) {
			base = got;
			out = NULL;
		} else {
			base = v_node(V_HEAP, NULL, NULL, insn, fresh_result(insn, b, 0, 0)->id);
		}
	}
	stale = is_stale(base);
	over = taken_over(insn, base, row->to);
	/* those taken before are kept elsewhere: nothing says that it does not fail now */
	if (over && !ours && !stale && !(insn == site && s.hold == HELD && claim_copied()))
		return CALL_ENDS;
	n = !asked ? NULL : asked->from ? arg[asked->from - 1] : v_const(1);
	if (n && !assume(v_node(V_LT, n, v_const(0), NULL, 0), false))
		return CALL_ENDS;
	mark = trail_mark();

	/* none */
	if (ours || stale) {
		not_taken(base, false, in_loop(b) && !stale);
		SET(stale, stale);
		note(insn, stale ? "no page is taken here, and the slots name what was released before" : "no page is taken here");
	} else if (insn == site) {
		note(insn, "no more are taken here");
	}
	path_goes_on(insn, says_true ? v_const(0) : fresh_result(insn, b, -4095, may_be_nothing && counts ? 0 : -1), b, i);
	trail_undo(mark);
	if (!ours && over)
		return CALL_ENDS;

	/* without an array none of them is held */
	if (ours && !assume(v_node(V_EQ, base, v_const(0), NULL, 0), false))
		return CALL_ENDS;
	mark = trail_mark();

	/* fewer than asked for */
	if (ours && counts && v_hi(n) > 1) {
		got = fresh_result(insn, b, 1, INF - 2);
		if (assume(v_node(V_LT, got, n, NULL, 0), true)) {
			taken(base, got, false);
			SET(partial, 1);
			SET(multi, in_loop(b));
			SET(doubt, cursor);
			SETP(container, container);
			note(insn, "fewer pages than asked for are taken here");
			path_goes_on(insn, got, b, i);
		}
		trail_undo(mark);
	}

	/* all */
	if (n && !assume(v_node(V_LT, n, v_const(1), NULL, 0), false)) {
		trail_undo(mark);
		return CALL_ENDS;
	}
	if (out)
		write_cell(out, base);
	got = counts ? n : bytes ? fresh_result(insn, b, 1, INF - 3) : v_const(says_true);
	if (bytes && !assume(v_node(V_LT, arg[bytes->from - 1], got, NULL, 0), false)) {
		trail_undo(mark);
		return CALL_ENDS;
	}
	if (ours && none_taken) {
		trail_undo(mark);
		return CALL_ENDS;
	}
	if (ours) {
		taken(base, n ? n : v_fresh(insn, 1, 1, INF), false);
		SET(multi, in_loop(b));
		SET(doubt, cursor);
		SETP(container, container);
		if (unsure)
			SET(begun, 1);	/* what was answered may be remembered */
		if (unsure && !s.sure)
			SET(unsure, 1);
		note(insn, n && v_hi(n) == 1 ? "the page is taken here" : "all pages are taken here");
	} else if (v_root(base)->kind == V_OBJ || v_root(base)->kind == V_HEAP) {
		forget_object(v_root(base), false);
	}
	path_goes_on(insn, got, b, i);
	trail_undo(mark);
	return CALL_ENDS;
}

/* ---- dropping ---- */

static void wrong_call(const struct row *row, struct instruction *insn)
{
	if (row->relay || row->learned || followed == REF_OBJECT || s.unsure)
		return;
	if (followed == REF_PIN && row->ref != REF_PIN)
		report_here("PIN001", insn, "a pinned page is released like an ordinary one: unpin_user_page*() it is");
	else if (followed == REF_GUP && row->ref == REF_PLAIN && claim_api_declared("put_user_page"))
		report_here("PIN001", insn, "a page of get_user_pages*() is released like an ordinary one: put_user_page*() it is");
	else if (followed == REF_GUP && row->ref == REF_PIN)
		report_here("PIN002", insn, "unpin_user_page*() of a page that get_user_pages*() took: it is not pinned");
	else if (followed == REF_PLAIN && (row->ref == REF_GUP || row->ref == REF_PIN))
		report_here("PIN002", insn, "a page that does not come from get_user_pages*() is released as if it did");
}

/* All of it is released, for certain. */
static void dropped(struct instruction *insn)
{
	struct frame *f;

	note(insn, "released here");
	for (f = s.frame; f->up; f = f->up)
		insn = f->call;
	SETP(release, insn);
	SET(hold, DROPPED);
	SET(dropped_cell, s.nr_cells);
}

static const char still_there[] = "released again: what was released before the call that failed still stands there";

/* COUNT slots from the first are released: true if the path goes on. */
static bool release_slots(struct instruction *insn, struct value *count, bool is_unsigned)
{
	if (s.hold == EMPTY) {
		if (!count || s.multi)
			return false;
		if (v_lo(count) > 2000000000) {
			note(insn, "released here");
			report("PIN006", insn, "the count is negative here and read as a huge one: pages are released though none was taken");
			return false;
		}
		if (v_lo(count) >= 1) {
			if (!in_doubt() && !s.guarded) {
				note(insn, "released here");
				report("PIN006", insn, s.stale ? still_there : "pages are released though none was taken");
			}
			return false;
		}
		if (v_hi(count) < 0 && is_unsigned) {
			note(insn, "released here");
			report("PIN006", insn, "the count is negative here and read as a huge one: pages are released though none was taken");
			return false;
		}
		return v_hi(count) <= 0;
	}
	if (!count || in_doubt())
		return false;
	if (decide(v_node(V_EQ, count, s.count, NULL, 0)) == 1) {
		dropped(insn);
		return true;
	}
	if (decide(v_node(V_LT, s.count, count, NULL, 0)) == 1 && s.partial && !s.multi && !s.guarded) {
		note(insn, "released here");
		report("PIN006", insn, "more pages are released than were taken");
	}
	/* nothing is dropped: everything is still held */
	return v_hi(count) <= 0 && !is_unsigned;
}

static bool again(struct instruction *insn)
{
	if (!in_doubt() && !s.multi && !followed_plain) {
		note(insn, "released again here");
		report("PIN006", insn, followed == REF_OBJECT ? "what holds the pages is released a second time" :
		       "the page is released a second time");
	}
	return false;
}

/* The field that P was read from. */
static struct symbol *field_of(pseudo_t p)
{
	return p->type == PSEUDO_REG && p->def && p->def->opcode == OP_LOAD ? p->def->type : NULL;
}

static enum outcome release(struct instruction *insn, const char *name, const struct row *row, struct value **arg,
			    pseudo_t *argp, int nr, int b)
{
	struct guard guard[MAX_GUARDS];
	const struct row *counted = find_row(name, nr, ROLE_COUNTED);
	struct value *v, *index = NULL, *count;

	if (row->from < 1 || row->from > nr)
		return CALL_UNKNOWN;
	v = arg[row->from - 1];
	summary_ends(v);
	if (s.hold == BEFORE) {
		if (v->kind == V_CELL)
			add_replaced(v, field_of(argp[row->from - 1]), guard, claim_guards(b, guard));
		return CALL_DONE;
	}

	/* the whole array, or the object that owns the pages */
	if (!s.by_value && v_root(v) == v_root(s.base) && !is_claimed_page(v)) {
		if (s.hold == RANGED)
			return CALL_ENDS;
		/* another part of the same array */
		if (counted && v_sub(v, s.base) != v_const(0))
			return s.hold == HELD ? CALL_ENDS : CALL_DONE;
		if (s.hold == DROPPED)
			return again(insn) ? CALL_DONE : CALL_ENDS;
		if (s.hold == HELD)
			wrong_call(row, insn);
		count = counted && counted->from <= nr ? arg[counted->from - 1] : NULL;
		if (!counted) {
			if (s.hold == EMPTY)
				return CALL_DONE;
			dropped(insn);
			return CALL_DONE;
		}
		return release_slots(insn, count, counted->is_unsigned) ? CALL_DONE : CALL_ENDS;
	}

	/* one page */
	if (is_claimed_page(v)) {
		if (!s.by_value)
			in_claimed_array(v_off(claimed_page(v)->a, claimed_page(v)->k), &index);
		else
			index = v_const(0);
		if (s.extra) {
			SET(extra, s.extra - 1);
			return CALL_DONE;
		}
		switch (s.hold) {
		case HELD:
			wrong_call(row, insn);
			/* others may have it still */
			if (row->counted && s.shared)
				return CALL_ENDS;
			if (followed_plain)
				return CALL_ENDS;
			if (v_hi(s.count) == 1 || decide(v_node(V_EQ, s.count, v_const(1), NULL, 0)) == 1) {
				dropped(insn);
				return CALL_DONE;
			}
			SETP(release, insn);
			return claim_in_loop(insn, argp[row->from - 1], b, index) ? CALL_DONE : CALL_ENDS;
		case RANGED:
			/* the same call, next time round */
			return s.release == insn ? CALL_DONE : CALL_ENDS;
		case DROPPED:
			/* the page beside it */
			if (v->kind == V_OFF)
				return CALL_DONE;
			return again(insn) ? CALL_DONE : CALL_ENDS;
		default:
			return CALL_ENDS;
		}
	}

	/* a slot that was not filled: what stands there came from before */
	if (s.hold == EMPTY && !s.by_value && v->kind == V_CELL && v->a && v_root(v->a) == v_root(s.base) &&
	    in_claimed_array(v_off(v->a, v->k), &index) && v_lo(v) < 1 && v_hi(v) > 0) {
		if (in_doubt() || s.multi || s.guarded)
			return CALL_ENDS;
		if (claim_in_loop(insn, argp[row->from - 1], b, index)) {
			SET(hold, EMPTY);
			/* how often the loop runs is all that is known of it */
			if (s.trip && !s.trip_from)
				release_slots(insn, s.trip, s.trip_unsigned);
			return CALL_ENDS;
		}
		note(insn, "released here");
		report("PIN006", insn, s.stale ? still_there : "a page is released though none was taken");
		return CALL_ENDS;
	}
	/* out of what they were put into: it may be one of them */
	return open_claim() && reaches_claim(v) ? CALL_ENDS : CALL_DONE;
}

bool claim_loop_done(bool by_its_test)
{
	struct value *count = s.trip;

	if (!by_its_test || !count)
		return false;
	SET(hold, HELD);
	if (s.trip_from) {
		if (in_doubt() || decide(v_node(V_EQ, v_off(count, s.trip_from), s.count, NULL, 0)) != 1)
			return false;
		note(s.release, "all but the first are released here");
		SETP(count, v_const(s.trip_from));
		return true;
	}
	return release_slots(s.release, count, s.trip_unsigned);
}

/* ---- handing on, losing ---- */

/* The array was allocated here or read from a struct, and what names it was freed now. */
static bool only_owner_freed(int b, int i)
{
	struct value *array = v_root(s.base);

	if (s.by_value || claim_copied() || named_in_register(array, b, i))
		return false;
	if (array->kind == V_HEAP)
		return owner_freed(array);
	return array->kind == V_CELL && read_from_freed(array);
}

static enum outcome free_memory(struct instruction *insn, struct value *v, int b, int i)
{
	bool was;

	summary_ends(v);
	if (s.hold != HELD && s.hold != RANGED) {
		if (v_root(v)->kind != V_CONST)
			mark_freed(v);
		return CALL_DONE;
	}
	if (v_root(v)->kind == V_CONST)
		return CALL_DONE;
	if (s.hold == RANGED)
		return CALL_ENDS;
	was = claim_reachable(NULL, NULL);
	mark_freed(v);
	/* one page lives on without the slot that it was put to */
	if ((s.by_value || v_hi(s.count) == 1) && named_in_register(NULL, b, i + 1))
		return CALL_DONE;
	if (was && (!claim_reachable(NULL, NULL) || only_owner_freed(b, i + 1))) {
		if (!in_doubt() && !s.extra && !followed_plain) {
			note(insn, "the memory that names the pages is freed here");
			report("PIN003", insn, "the pages are still held when the memory that names them is freed");
		}
		return CALL_ENDS;
	}
	return CALL_DONE;
}

static long long size_of_pointee(struct instruction *insn, int nr)
{
	int size = pointee_size(ptr_list_nth((struct ptr_list *)insn->fntypes, nr));

	return size > 0 ? size : 0;
}

enum outcome claim_call(struct instruction *insn, const char *name, struct value **arg, pseudo_t *argp, int nr,
			int b, int i)
{
	const struct row *row, *fails;
	struct value *v;
	int mark;

	if (!is_named(name))
		return CALL_UNKNOWN;
	if (find_row(name, nr, ROLE_NORETURN))
		return CALL_ENDS;
	if (find_row(name, nr, ROLE_SANE)) {
		path_goes_on(insn, v_const(1), b, i);
		return CALL_ENDS;
	}
	row = find_row(name, nr, ROLE_ACQUIRE);
	if (row)
		return take(insn, name, row, arg, nr, b, i);
	row = find_row(name, nr, ROLE_ORIGIN);
	if (row && insn == site)
		return take_value(insn, row, b, i);
	row = find_row(name, nr, ROLE_RELEASE);
	if (row)
		return release(insn, name, row, arg, argp, nr, b);
	row = find_row(name, nr, ROLE_FREE_PAGE);
	if (row && row->from >= 1 && row->from <= nr)
		return reaches_claim(arg[row->from - 1]) ? CALL_ENDS : CALL_DONE;
	row = find_row(name, nr, ROLE_FREE);
	if (row && row->from >= 1 && row->from <= nr)
		return free_memory(insn, arg[row->from - 1], b, i);
	row = find_row(name, nr, ROLE_ALLOC);
	if (!row)
		row = find_row(name, nr, ROLE_ZALLOC);
	if (row) {
		mark = trail_mark();
		note(insn, "the allocation fails");
		path_goes_on(insn, v_const(0), b, i);
		trail_undo(mark);
		v = v_node(V_HEAP, NULL, NULL, insn, fresh_result(insn, b, 0, 0)->id);
		forget_object(v, row->role == ROLE_ZALLOC);
		path_goes_on(insn, v, b, i);
		trail_undo(mark);
		return CALL_ENDS;
	}
	row = find_row(name, nr, ROLE_ZEROES);
	if (row && row->from >= 1 && row->from <= nr && nr == 3) {
		if (arg[1]->kind == V_CONST && !arg[1]->k && arg[2]->kind == V_CONST && arg[2]->k > 0)
			forget_bytes(arg[row->from - 1], arg[2]->k, true);
		else
			forget_object(arg[row->from - 1], false);
		return CALL_DONE;
	}
	row = find_row(name, nr, ROLE_DUP);
	if (row && row->to >= 1 && row->to <= nr) {
		v = arg[row->to - 1];
		if (is_claimed_page(v)) {
			if (v_hi(s.count) != 1)
				return CALL_ENDS;
			SET(extra, s.extra + 1);
		} else if (reaches_claim(v)) {
			return CALL_ENDS;
		}
		return CALL_DONE;
	}
	row = find_row(name, nr, ROLE_DIRTY);
	if (row && row->from >= 1 && row->from <= nr && is_claimed_page(arg[row->from - 1])) {
		if ((open_claim() || s.hold == DROPPED) && !s.locked && !in_doubt() && !followed_plain)
			report_here("PIN007", insn, "a page of a user mapping is marked dirty without its lock");
		return CALL_UNKNOWN;
	}
	row = find_row(name, nr, ROLE_LOCK);
	if (row && row->from >= 1 && row->from <= nr && is_claimed_page(arg[row->from - 1]))
		SET(locked, 1);
	row = find_row(name, nr, ROLE_FOREIGN);
	if (row && row->from >= 1 && row->from <= nr && open_claim() && reaches_claim(arg[row->from - 1]))
		return CALL_ENDS;
	row = find_row(name, nr, ROLE_HOLDS);
	if (row && row->from >= 1 && row->from <= nr && is_claimed_page(arg[row->from - 1])) {
		path_goes_on(insn, v_const(1), b, i);
		return CALL_ENDS;
	}
	row = find_row(name, nr, ROLE_EXEMPT);
	if (row && row->from >= 1 && row->from <= nr && open_claim() && is_claimed_page(arg[row->from - 1])) {
		mark = trail_mark();
		SET(doubt, 1);
		path_goes_on(insn, v_const(1), b, i);
		trail_undo(mark);
		path_goes_on(insn, v_const(0), b, i);
		return CALL_ENDS;
	}
	/* were references taken, or are they going to be? */
	row = find_row(name, nr, ROLE_SURE);
	if (row) {
		mark = trail_mark();
		if (s.sure >= 0) {
			SET(unsure, 0);
			SET(sure, 1);
			path_goes_on(insn, v_const(1), b, i);
			trail_undo(mark);
		}
		if (s.sure <= 0 && !s.unsure) {
			SET(sure, -1);
			path_goes_on(insn, v_const(0), b, i);
			trail_undo(mark);
		}
		return CALL_ENDS;
	}
	/* kept as long as it says that it is not done yet; else it is as before */
	row = find_row(name, nr, ROLE_ASYNC);
	if (row && row->from >= 1 && row->from <= nr && open_claim() && reaches_claim(arg[row->from - 1])) {
		v = fresh_result(insn, b, -4095, 0);
		path_wrote(insn, arg[row->from - 1], row->from);
		SET(begun, 1);
		if (assume(v_node(V_EQ, v, v_const(-EINPROGRESS), NULL, 0), false) &&
		    assume(v_node(V_EQ, v, v_const(-EBUSY), NULL, 0), false))
			path_goes_on(insn, v, b, i);
		return CALL_ENDS;
	}
	/* kept in what it returns: if that is nothing, nothing is */
	row = find_row(name, nr, ROLE_INTO);
	if (row && row->from >= 1 && row->from <= nr && open_claim() && reaches_claim(arg[row->from - 1])) {
		note(insn, "this fails, and keeps nothing");
		path_goes_on(insn, row->to ? fresh_result(insn, b, -4095, -1) : v_const(0), b, i);
		return CALL_ENDS;
	}
	/* where it fails everything is as before */
	fails = find_row(name, nr, ROLE_FAILS);
	row = find_row(name, nr, ROLE_KEEPS);
	if (!row)
		row = find_row(name, nr, ROLE_FLOW);
	if (fails && row && row->from >= 1 && row->from <= nr && open_claim() && reaches_claim(arg[row->from - 1])) {
		int to = row->role == ROLE_KEEPS ? 1 : row->to;

		mark = trail_mark();
		note(insn, "this fails, and keeps nothing");
		path_goes_on(insn, fails->is_negative ? fresh_result(insn, b, -4095, -1) : v_const(0), b, i);
		trail_undo(mark);
		if (to >= 1 && to <= nr && s.hold == HELD) {
			add_holder(arg[to - 1], size_of_pointee(insn, to));
			path_wrote(insn, arg[to - 1], to);
			path_goes_on(insn, fails->is_negative ? fresh_result(insn, b, 0, INF) : fresh_result(insn, b, 1, INF), b, i);
			trail_undo(mark);
		}
		return CALL_ENDS;
	}
	row = find_row(name, nr, ROLE_FLOW);
	if (row && row->from >= 1 && row->from <= nr) {
		v = arg[row->from - 1];
		if (row->to >= 1 && row->to <= nr) {
			if (reaches_claim(v)) {
				add_holder(arg[row->to - 1], size_of_pointee(insn, row->to));
				path_wrote(insn, arg[row->to - 1], row->to);
				/* the container may drop them in its own way */
				if (s.hold == DROPPED || s.hold == RANGED)
					return CALL_ENDS;
			}
			return CALL_DONE;
		}
		if (row->to == 0 && reaches_claim(v)) {
			if (is_claimed_page(v)) {
				path_goes_on(insn, v, b, i);
				return CALL_ENDS;
			}
			return open_claim() ? CALL_ENDS : CALL_UNKNOWN;
		}
	}
	return CALL_UNKNOWN;
}

bool claim_left(struct instruction *at, struct value *ret)
{
	struct frame *f = s.frame;
	struct value *page = ret ? claimed_page(ret) : NULL;

	if (s.hold == RANGED && s.ranged_frame == f)
		return false;
	if (!f->up && s.hold == DROPPED && !in_doubt() && !s.multi && !s.extra && !followed_plain && left_in_replaced())
		report("PIN006", s.release, "what is released here stays where the function itself looks for something to release: it is released again");
	/* the page goes up as a value, its slot stays behind */
	if (s.hold == HELD && page && !s.by_value && v_hi(s.count) == 1 && v_root(s.base)->kind == V_OBJ &&
	    v_root(s.base)->k == f->id) {
		SETP(base, page);
		SET(by_value, 1);
	}
	if (s.hold != HELD || claim_reachable(f, ret))
		return true;
	/* lost before, or in a register of a frame that stays: told when the outermost is left */
	if (f->up && (s.by_value || !claim_reachable(NULL, NULL)))
		return true;
	if (!in_doubt() && !s.extra && !followed_plain)
		report("PIN003", at, "the function is left while the pages are still held");
	return false;
}

void claim_written(void)
{
	if (followed == REF_OBJECT && open_claim())
		SET(shared, 1);
}

bool claim_used(struct instruction *insn)
{
	if (s.hold != DROPPED || s.extra || in_doubt() || s.multi || followed_plain)
		return true;
	note(insn, "used here");
	report("PIN006", insn, followed == REF_OBJECT ? "what held the pages is used after its release" :
	       "the page is used after its release");
	return false;
}

/* Does V stand in the first slot, which was filled by a try before this one? */
static bool was_filled(struct value *v)
{
	struct value *index;

	return s.hold == EMPTY && s.stale && v->kind == V_CELL && in_claimed_array(v_off(v->a, v->k), &index) && index == v_const(0);
}

/* Is it a question about the pages themselves: are the slots filled? */
void claim_tested(struct value *c, int known)
{
	if (c->kind == V_NOT)
		c = c->a;
	if (s.hold == BEFORE || c->kind != V_EQ || c->b->kind != V_CONST)
		return;
	if (s.partial && is_claimed_page(c->a))
		SET(guarded, 1);
	if (s.hold == EMPTY && c->a->kind == V_CELL && !s.by_value && v_root(c->a) && c->a->a &&
	    v_root(c->a->a) == v_root(s.base) && known < 0 && !was_filled(c->a))
		SET(guarded, 1);
}

/* Of an object: does the condition ask whether it has other users? */
static bool asks_for_users(struct value *c)
{
	return c && (c->of_page || is_count_of_object(c) || (c->kind >= V_EQ && (asks_for_users(c->a) || asks_for_users(c->b))));
}

/* Whether pages lie side by side says nothing of their references. */
static bool asks_for_neighbour(struct value *c)
{
	return c->kind == V_EQ && ((c->a->kind == V_OFF && is_claimed_page(c->a)) || (c->b->kind == V_OFF && is_claimed_page(c->b)));
}

/* Does the condition ask something of the page itself?  That it is there does not count. */
/* Does it ask what stands in memory that is not known? */
static bool asks_memory(struct value *c)
{
	return c && (c->kind == V_CELL || (c->kind > V_SLOT && (asks_memory(c->a) || asks_memory(c->b))));
}

bool claim_asked(struct value *c)
{
	/* that it has gone on may be remembered there */
	if (s.begun && asks_memory(c))
		return true;
	if (c->kind == V_NOT)
		c = c->a;
	if (followed == REF_OBJECT)
		return asks_for_users(c);
	if (c->kind == V_EQ && c->b->kind == V_CONST && !c->b->k && is_claimed_page(c->a))
		return false;
	return c->of_page && !asks_for_neighbour(c);
}

int claim_is_there(struct value *c)
{
	bool not = c->kind == V_NOT;

	if (not)
		c = c->a;
	if (c->kind == V_EQ && c->b == v_const(0) && was_filled(c->a))
		return not;
	if (!open_claim() || c->kind != V_EQ || c->b->kind != V_CONST || c->b->k)
		return -1;
	if (may_be_claimed(c->a))
		return not;
	if (!is_claimed_page(c->a) || (s.partial && !s.by_value))
		return -1;
	return not;
}
