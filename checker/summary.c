// SPDX-License-Identifier: GPL-2.0
/*
 * summary.c: what a function does with pages for its callers, by walking it.
 *
 * Other files only see its name.  One that fills an array which it is given and
 * says how many pages came is an acquiring function to them; one that drops
 * as many pages of an array as it is told, a releasing one.  And what it is
 * given it may keep, or give to who keeps it, but not where it fails.  Each is only
 * said if no path is left on which it would be otherwise.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "claim.h"
#include "report.h"
#include "summary.h"
#include "walk.h"

struct summary {
	struct function *fn;
	int array, count;	/* arguments from 1; count 0: there is none, or one page is asked for */
	enum ref ref;
	bool zero, counts;	/* its value is 0 if all came; it says how many came */
	bool one, more;		/* asks for one page; for as many as count says */
	bool may_be_none;	/* 0 is said where none came */
	bool fails;		/* keeps: it may fail */
	bool seen, wrong;
	struct summary *next;
};

static struct summary *fills, *drops, *keeps;
static struct summary *given;	/* a walk that begins with the references */

static struct summary *new_summary(struct summary **list, struct function *fn)
{
	struct summary *n = calloc(1, sizeof(*n));

	if (!n)
		fatal("out of memory");
	n->fn = fn;
	n->next = *list;
	*list = n;
	return n;
}

/* Can another file know it? */
static bool is_shared(struct function *fn)
{
	return !(fn->sym->ctype.modifiers & MOD_STATIC);
}

static struct symbol *type_of_argument(struct function *fn, int nr)
{
	return ptr_list_nth((struct ptr_list *)fn->sym->ctype.base_type->arguments, nr - 1);
}

static int nr_arguments(struct function *fn)
{
	return ptr_list_size((struct ptr_list *)fn->sym->ctype.base_type->arguments);
}

/* The argument that is V; 0 for none. */
static int which_argument(struct function *fn, struct value *v)
{
	int n;

	for (n = 1; n <= nr_arguments(fn); n++)
		if (walk_argument(n) == v)
			return n;
	return 0;
}

/* ---- taking ---- */

/* All that is held is in an array of the caller's, and the value says how much that is. */
static bool tells(struct summary *f, struct value *ret)
{
	int array = s.by_value || claim_copied() ? 0 : which_argument(f->fn, s.base), count;
	bool zero = v_lo(ret) == 0 && v_hi(ret) == 0;

	if (!array || in_doubt() || s.multi || s.extra || s.hold != HELD || (f->array && f->array != array))
		return false;
	f->array = array;
	/* some came: which argument asked for more is not told here */
	if (s.partial || !zero) {
		f->counts = true;
		if (ret != s.count)
			return false;
		if (s.partial)
			return true;
	}
	f->zero = f->zero || zero;
	if (s.count == v_const(1)) {
		f->one = true;
		return true;
	}
	count = which_argument(f->fn, s.count);
	if (!count || (f->count && f->count != count))
		return false;
	f->count = count;
	f->more = true;
	return true;
}

/* Of the function that is walked. */
static struct summary *fill(void)
{
	struct summary *f;

	for (f = fills; f && f->fn != root; f = f->next)
		;
	return f ? f : new_summary(&fills, root);
}

static void filled(struct value *ret)
{
	struct summary *f;

	if (!is_shared(root) || followed_plain || (followed != REF_GUP && followed != REF_PIN))
		return;
	f = fill();
	f->ref = followed;
	if (!ret) {
		f->wrong = true;
	} else if (s.hold == HELD || s.hold == RANGED) {
		f->wrong = f->wrong || !tells(f, ret);
		f->seen = true;
	} else {
		f->wrong = f->wrong || v_hi(ret) > 0;
		f->may_be_none = f->may_be_none || v_hi(ret) == 0;
	}
}

/* ---- dropping ---- */

static void give_array(void)
{
	struct value *array = walk_argument(given->array), *count = walk_argument(given->count);

	if (!array || !count || !assume(v_node(V_LT, count, v_const(1), NULL, 0), false) || !assume(v_node(V_EQ, array, v_const(0), NULL, 0), false)) {
		given->wrong = true;
		return;
	}
	claim_given(array, count, false);
}

void summarise(void)
{
	struct function *fn;
	int array, count;

	muted = true;
	for (fn = functions; fn; fn = fn->next) {
		if (!fn->matters || !is_shared(fn) || claim_is_core(fn->name))
			continue;
		for (array = 1; array <= nr_arguments(fn); array++) {
			for (count = 1; count <= nr_arguments(fn); count++) {
				struct symbol *type = type_of_argument(fn, count);

				if (page_pointer_depth(type_of_argument(fn, array)) != 2 || !is_int_type(type) || type->bit_size == 1)
					continue;
				given = new_summary(&drops, fn);
				given->array = array;
				given->count = count;
				walk_given(fn, REF_GUP, give_array);
			}
		}
	}
	given = NULL;
	muted = false;
}

/* ---- keeping ---- */

static struct asked {
	char *name;
	int argument;
	struct asked *next;
} *asked;

void read_asked(const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	if (!f)
		fatal("%s: %s; --asked takes a list of functions and arguments, p:name:number", path, strerror(errno));
	while (getline(&line, &size, f) > 0) {
		char *colon;
		struct asked *a = malloc(sizeof(*a));

		line[strcspn(line, "\n")] = 0;
		colon = strrchr(line, ':');
		if (!a)
			fatal("out of memory");
		if (strncmp(line, "p:", 2) || !colon || colon < line + 2)
			fatal("%s: %s: no p:name:number", path, line);
		*colon = 0;
		*a = (struct asked) { strdup(line + 2), atoi(colon + 1), asked };
		if (!a->name)
			fatal("out of memory");
		asked = a;
	}
	free(line);
	fclose(f);
}

static void give_object(void)
{
	struct value *object = walk_argument(given->array);

	if (!object || !assume(v_node(V_EQ, object, v_const(0), NULL, 0), false))
		given->wrong = true;
	else
		claim_given(object, v_const(1), true);
}

void summarise_asked(void)
{
	struct function *fn;
	struct asked *a;

	muted = true;
	for (fn = functions; fn; fn = fn->next) {
		for (a = asked; a; a = a->next) {
			struct symbol *result = fn->sym->ctype.base_type->ctype.base_type;

			if (strcmp(a->name, fn->name) || !is_shared(fn) || a->argument > nr_arguments(fn) || !is_int_type(result))
				continue;
			given = new_summary(&keeps, fn);
			given->array = a->argument;
			walk_given(fn, REF_OBJECT, give_object);
		}
	}
	given = NULL;
	muted = false;
}

/* Left with RET: was it kept although that is an error? */
static void kept(struct value *ret)
{
	bool is_kept = s.hold != HELD || kept_elsewhere();

	given->seen = given->seen || is_kept;
	given->fails = given->fails || (!is_kept && v_hi(ret) < 0);
	given->wrong = given->wrong || (is_kept && v_lo(ret) < 0);
}

/* ---- all of them ---- */

bool summary_left(struct value *ret)
{
	if (!given) {
		filled(ret);
		return false;
	}
	if (!given->count) {
		kept(ret);
	} else {
		given->seen = true;
		given->wrong = given->wrong || s.hold != DROPPED || in_doubt() || s.extra;
	}
	return true;
}

bool summary_keeps(void)
{
	if (given) {
		if (!given->count)
			add_unknown_holder();
		given->wrong = given->wrong || given->count;
		return !given->count;
	}
	fill()->wrong = true;
	return false;
}

void summary_cut(void)
{
	if (given)
		given->wrong = true;
	else
		fill()->wrong = true;
}

void summary_ends(struct value *v)
{
	while (v->kind == V_CELL && !is_claimed_page(v))
		v = v_root(v->a);
	if (given && !given->count && is_claimed_page(v))
		given->wrong = true;
}

void write_summaries(FILE *facts)
{
	struct summary *f;

	for (f = fills; f; f = f->next)
		if (f->seen && !f->wrong && f->one != f->more && f->zero != f->counts)
			fprintf(facts, "af\t%s\t%s\t%d\t%d\t%s\t%s\n", stream_name(f->fn->sym->pos.stream), f->fn->name, f->array, f->count,
				f->zero ? "zero" : f->may_be_none ? "none" : "count", f->ref == REF_PIN ? "pin" : "gup");
	for (f = drops; f; f = f->next)
		if (f->seen && !f->wrong)
			fprintf(facts, "ad\t%s\t%s\t%d\t%d\t%s\n", stream_name(f->fn->sym->pos.stream), f->fn->name, f->array, f->count,
				is_signed_type(type_of_argument(f->fn, f->count)) ? "signed" : "unsigned");
	for (f = keeps; f; f = f->next)
		if (f->seen && f->fails && !f->wrong)
			fprintf(facts, "ks\t%s\tp:%s:%d\n", stream_name(f->fn->sym->pos.stream), f->fn->name, f->array);
}

void write_summaries_to(const char *path)
{
	FILE *facts = fopen(path, "a");

	if (!facts)
		fatal("%s: %s; --typed names a file that can be written", path, strerror(errno));
	write_summaries(facts);
	if (fclose(facts))
		fatal("%s: %s; free some disk space", path, strerror(errno));
}
