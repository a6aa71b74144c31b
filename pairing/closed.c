// SPDX-License-Identifier: GPL-2.0
/*
 * closed.c: is every way accounted for on which an acquisition succeeded?
 *
 * A reference's way ends well at a release, in a field or a global from which
 * another function releases, with an owner that the API table knows, or with the
 * callers, whose ways are asked in turn.  What is given to a function that was not
 * read, or kept where nobody is known to release it from, is a loose end, unless a
 * release follows it on each way out of the function: then it was only lent.
 *
 * The events of a function, and what may come after what, are reported by
 * cocci/find/walk.ml; a loop runs once at least, and the branch of a call that is
 * known to have failed is no way of what the call took.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "solve.h"

/* How many levels of callers a helper may release for. */
#define MAX_LEVELS 4
/* How deep callers and callees are followed. */
#define MAX_DEPTH 12

struct event {
	int fn, local;		/* its number among those of its function */
	int line, name;		/* name: of the function called or named, 0 */
	char kind;		/* n x c s b f z e a, as in walk.ml */
	struct vec refs;	/* places: the value of the call, what is stored to */
	struct vec places;	/* what is stored, or lent as a part of it */
	struct vec args;	/* number of the argument, place */
	struct vec next;
};

static struct fn {
	int file, func;
	struct vec entries;	/* events; more than one where an #if has several bodies */
	struct vec exits;
	struct vec events;
} *fns;

static struct event *events;
static int n_events, n_fns;
static struct pairs fn_of;		/* (file, function) -> fns[] */
static struct pairs event_of;		/* (fn, number) -> events[] */
static struct pairs event_at;		/* (place of a call's value, 0) -> events[] */
static int *owner;			/* by place: the fn it is a local of, -1 */
static struct vec *lent_from;		/* by place, of fields and globals: fn, call, argument */
static struct vec *calls_to;		/* by string: fn and event (or -1) of the calls of that function */
static struct pairs addressed;		/* (function, 0): called through pointers too */
static struct pairs count_of;		/* (place of a call's value, 0) -> the variable that says how many it drops */
static struct pairs own_ref;		/* (src, dst): to a reference of its own */
static bool *taken;			/* by place: a release may get what is there, as the same reference */

struct loose *loose;
int n_loose;
static int max_loose;

static bool is_kept(int place)
{
	return places[place].class == 'f' || places[place].class == 'g';
}

/* ---- events ---- */

static struct event *add_event(int fn, int n)
{
	static int max;
	int id = pairs_get(&event_of, fn, n);

	if (id >= 0)
		return &events[id];
	if (n_events == max) {
		max = max ? 2 * max : 1 << 14;
		events = grow(events, max * sizeof(*events));
	}
	events[n_events] = (struct event) { .fn = fn, .local = fns[fn].events.n };
	pairs_add(&event_of, fn, n, n_events);
	push(&fns[fn].events, n_events);
	return &events[n_events++];
}

static int add_fn(int file, int func)
{
	static int max;
	int id = pairs_get(&fn_of, file, func);

	if (id >= 0)
		return id;
	if (n_fns == max) {
		max = max ? 2 * max : 1 << 12;
		fns = grow(fns, max * sizeof(*fns));
	}
	fns[n_fns] = (struct fn) { .file = file, .func = func };
	pairs_add(&fn_of, file, func, n_fns);
	return n_fns++;
}

static const char *plain_name(int func)
{
	const char *s = strrchr(text(func), '!');

	return s ? s + 1 : text(func);
}

/* Places of class l are "l:FILE:FUNC@LINE:VAR#N": whose are they? */
static void find_owners(void)
{
	struct pairs prefixes = { 0 };
	char buf[4096];

	owner = grow(NULL, (n_places + 1) * sizeof(*owner));
	memset(owner, -1, (n_places + 1) * sizeof(*owner));
	for (int i = 0; i < n_fns; i++)
		for (int k = 0; k < fns[i].entries.n; k++) {
			int n = snprintf(buf, sizeof(buf), "l:%s:%s@%d", text(fns[i].file),
					 plain_name(fns[i].func), events[fns[i].entries.v[k]].line);

			if (n < (int)sizeof(buf))
				pairs_add(&prefixes, intern(buf, n), 0, i);
		}
	for (int i = 0; i < n_places; i++) {
		const char *s = text(places[i].name), *end = places[i].class == 'l' ? strrchr(s, '@') : NULL;

		if (end)
			end = strchr(end, ':');
		if (end)
			owner[i] = pairs_get(&prefixes, intern(s, end - s), 0);
	}
	for (int i = 0; i < n_calls; i++)
		owner[calls[i].result] = pairs_get(&fn_of, calls[i].file, calls[i].func);
	pairs_free(&prefixes);
}

static void read_events(void)
{
	each_row(s, r, EV) {
		int fn = add_fn(s->file, r[EV_FUNC]);
		struct event *e = add_event(fn, r[EV_N]);
		int ref = place_of(r[EV_REF]);

		e->kind = *text(r[EV_KIND]);
		e->line = r[EV_LINE];
		e->name = r[EV_NAME];
		if (e->kind == 'n')
			push(&fns[fn].entries, e - events);
		if (e->kind == 'x')
			push(&fns[fn].exits, e - events);
		if (ref < 0)
			continue;
		push(&e->refs, ref);
		if (e->kind == 'c')
			pairs_add(&event_at, ref, 0, e - events);
	}
	each_row(s, r, EB) {
		int fn = add_fn(s->file, r[EB_FUNC]);
		int before = pairs_get(&event_of, fn, r[EB_BEFORE]), e = pairs_get(&event_of, fn, r[EB_N]);

		if (before >= 0 && e >= 0)
			push(&events[before].next, e);
	}
	each_row(s, r, EP) {
		int e = pairs_get(&event_of, add_fn(s->file, r[EP_FUNC]), r[EP_N]), place = place_of(r[EP_PLACE]);

		if (e >= 0 && place >= 0)
			push(&events[e].places, place);
	}
	each_row(s, r, CT)
		if (place_of(r[0]) >= 0)
			pairs_add(&count_of, place_of(r[0]), 0, r[1]);
	each_row(s, r, AR) {
		int call = place_of(r[AR_CALL]), place = place_of(r[AR_PLACE]);
		int e = call < 0 || place < 0 ? -1 : pairs_get(&event_at, call, 0);

		if (e < 0)
			continue;
		push(&events[e].args, r[AR_I]);
		push(&events[e].args, place);
	}
	for (int i = 0; i < n_calls; i++)
		for (int k = calls[i].args; k < calls[i].args + calls[i].n_args; k++)
			if (is_kept(args[k].place) || places[args[k].place].class == 'x') {
				push(&lent_from[args[k].place], add_fn(calls[i].file, calls[i].func));
				push(&lent_from[args[k].place], i);
				push(&lent_from[args[k].place], args[k].i);
			}
}

/* ---- what may be released ---- */

static bool is_drop(const struct api *a)
{
	return a->role == RELEASE || a->role == RELAY || a->role == FREE;
}

/* taken: backwards from the releases, but not over a get_page() of its own. */
static void find_taken(void)
{
	struct vec todo = { 0 };

	taken = calloc(n_places + 1, 1);
	if (!taken)
		die("out of memory");
	each_row(s, r, DU)
		if (place_of(r[DU_OLD]) >= 0 && place_of(r[DU_NEW]) >= 0)
			pairs_add(&own_ref, place_of(r[DU_OLD]), place_of(r[DU_NEW]), 1);
	for (int i = 0; i < n_calls; i++)
		for (int k = calls[i].effects; k < calls[i].effects + calls[i].n_effects; k++)
			for (int j = calls[i].args; is_drop(&api[api_of[k]]) && j < calls[i].args + calls[i].n_args; j++)
				if (args[j].i == api[api_of[k]].src && !taken[args[j].place]) {
					taken[args[j].place] = true;
					push(&todo, args[j].place);
				}
	for (int i = 0; i < todo.n; i++)
		for (int e = places[todo.v[i]].in; e >= 0; e = edges[e].next_in) {
			int src = edges[e].src;

			if (edges[e].gone || taken[src] || pairs_get(&own_ref, src, todo.v[i]) >= 0)
				continue;
			taken[src] = true;
			push(&todo, src);
		}
	free(todo.v);
}

/* ---- the places of one function that a reference may be at ---- */

struct closure {
	struct pairs in;	/* (place, 0) */
	struct vec list;
};

/* Does a place that leaves the function belong to FUNC? */
static bool leaves(const struct place *p, int func)
{
	return p->class == 'o' ? p->func == func : !strcmp(text(p->name) + 2, text(func));
}

static void add_place(struct closure *c, int place)
{
	if (place >= 0 && pairs_add(&c->in, place, 0, 1))
		push(&c->list, place);
}

/* From the places that are in C: on to all of function FN that are handed the same. */
static void close_over(struct closure *c, int fn)
{
	for (int i = 0; i < c->list.n; i++)
		for (int e = places[c->list.v[i]].out; e >= 0; e = edges[e].next_out) {
			const struct place *dst = &places[edges[e].dst];
			bool mine = owner[edges[e].dst] == fn;

			if (edges[e].gone || edges[e].kind == 'd' || edges[e].kind == 'u' ||
			    pairs_get(&own_ref, edges[e].src, edges[e].dst) >= 0)
				continue;
			if (dst->class == 'o' || dst->class == 'r')
				mine = leaves(dst, fns[fn].func);
			else if (dst->class == 'x' || is_kept(edges[e].dst))
				mine = edges[e].file == fns[fn].file && !is_kept(edges[e].src);
			if (mine)
				add_place(c, edges[e].dst);
		}
}

static bool has(const struct closure *c, int place)
{
	return pairs_get(&c->in, place, 0) >= 0;
}

static void free_closure(struct closure *c)
{
	pairs_free(&c->in);
	free(c->list.v);
}

/* ---- ways ---- */

/* A set of events of function FN, by their numbers in it. */
static bool *event_set(int fn)
{
	bool *set = calloc(fns[fn].events.n + 1, 1);

	if (!set)
		die("out of memory");
	return set;
}

/*
 * The events that can be got to from those of FROM, of one function, without passing
 * one of STOP: added to SEEN.  Those of FROM only if some way comes back to them.
 */
static void ways(const struct vec *from, const bool *stop, bool *seen)
{
	struct vec todo = { 0 };

	for (int i = 0; i < from->n; i++)
		push(&todo, from->v[i]);
	for (int i = 0; i < todo.n; i++)
		for (int k = 0; k < events[todo.v[i]].next.n; k++) {
			int e = events[todo.v[i]].next.v[k];

			if (seen[events[e].local] || (stop && stop[events[e].local]))
				continue;
			seen[events[e].local] = true;
			push(&todo, e);
		}
	free(todo.v);
}

static void ways_from(int event, const bool *stop, bool *seen)
{
	ways(&(struct vec) { .v = &event, .n = 1 }, stop, seen);
}

/* Is the exit of FN among the events of SEEN?  Where it has none, any way may leave it. */
static bool gets_out(int fn, const bool *seen)
{
	for (int i = 0; i < fns[fn].exits.n; i++)
		if (seen[events[fns[fn].exits.v[i]].local])
			return true;
	return !fns[fn].exits.n;
}

/* Can event TO be got to from the entry of its function without event WITHOUT? */
static bool reached_without(int to, int without)
{
	int fn = events[to].fn;
	bool *stop = event_set(fn), *seen = event_set(fn), found;

	if (events[without].fn == fn)
		stop[events[without].local] = true;
	ways(&fns[fn].entries, stop, seen);
	found = seen[events[to].local];
	free(stop);
	free(seen);
	return found;
}

/* ---- who releases from a field or global ---- */

static struct vec *takers;		/* by place: fns, made when asked for */
static bool *takers_known;

static void add_taker(struct vec *v, int fn)
{
	for (int i = 0; i < v->n; i++)
		if (v->v[i] == fn)
			return;
	push(v, fn);
}

/* Does call C release its argument number I? */
static bool call_takes(const struct call *c, int i)
{
	int p = param_place(c->callee, i, 'p');

	for (int k = c->effects; k < c->effects + c->n_effects; k++)
		if (is_drop(&api[api_of[k]]) && api[api_of[k]].src == i)
			return true;
	return !opaque[c->callee] && p >= 0 && taken[p];
}

static void takers_by(int place, struct vec *v)
{
	for (int e = places[place].out; e >= 0; e = edges[e].next_out)
		if (!edges[e].gone && owner[edges[e].dst] >= 0 && taken[edges[e].dst])
			add_taker(v, owner[edges[e].dst]);
	for (int i = 0; i < lent_from[place].n; i += 3)
		if (call_takes(&calls[lent_from[place].v[i + 1]], lent_from[place].v[i + 2]))
			add_taker(v, lent_from[place].v[i]);
}

/* The functions that take pages out of PLACE, a field or global, and release them. */
static const struct vec *takers_of(int place)
{
	struct vec *v = &takers[place];

	if (takers_known[place])
		return v;
	takers_known[place] = true;
	takers_by(place, v);
	/* by way of what only wraps them, as the bv_page of a bio_vec in an array */
	for (int e = places[place].out; e >= 0; e = edges[e].next_out)
		if (!edges[e].gone && places[edges[e].dst].class == 'x')
			takers_by(edges[e].dst, v);
	/* by way of another field or global that they are moved to */
	for (int e = places[place].out; e >= 0; e = edges[e].next_out) {
		const struct vec *next;

		if (edges[e].gone || !is_kept(edges[e].dst) || !taken[edges[e].dst])
			continue;
		next = takers_of(edges[e].dst);
		for (int i = 0; i < next->n; i++)
			add_taker(v, next->v[i]);
	}
	return v;
}

/* Is FN, or what it calls by name up to some levels, one of those that release from PLACE? */
static bool releases_from(int place, int func, int levels)
{
	const struct vec *v = takers_of(place);
	bool found = false;

	for (int i = 0; i < v->n && !found; i++) {
		struct vec up = { 0 };	/* function, level */

		push(&up, fns[v->v[i]].func);
		push(&up, 0);
		for (int k = 0; k < up.n && !found; k += 2) {
			const struct vec *to = &calls_to[up.v[k]];

			found = up.v[k] == func;
			for (int c = 0; c < to->n && up.v[k + 1] < levels; c += 2) {
				int caller = fns[to->v[c]].func, m;

				for (m = 0; m < up.n && up.v[m] != caller; m += 2)
					;
				if (m < up.n)
					continue;
				push(&up, caller);
				push(&up, up.v[k + 1] + 1);
			}
		}
		free(up.v);
	}
	return found;
}

/*
 * Is function G entered by a way that does not lead through event START of FN?  A
 * helper of FN that is only called after START is a part of FN.
 */
static bool stands_alone(int g, int fn, int start, int levels)
{
	const struct vec *to = &calls_to[fns[g].func];

	if (pairs_get(&addressed, fns[g].func, 0) >= 0 || !levels)
		return true;
	if (!to->n)
		return true;
	for (int i = 0; i < to->n; i += 2) {
		int caller = to->v[i];

		if (caller == g)
			continue;
		if (caller == fn ? to->v[i + 1] >= 0 && reached_without(to->v[i + 1], start) : stands_alone(caller, fn, start, levels - 1))
			return true;
	}
	return false;
}

static bool event_drops(const struct event *e, const struct closure *c);

/* Does somebody release what is kept at PLACE by START of FN, at another time? */
static bool released_later(int place, int fn, int start)
{
	const struct vec *v = takers_of(place);

	for (int i = 0; i < v->n; i++) {
		struct closure c = { 0 };
		bool found = false;

		if (v->v[i] != fn) {
			if (stands_alone(v->v[i], fn, start, MAX_LEVELS))
				return true;
			continue;
		}
		add_place(&c, place);
		close_over(&c, fn);
		for (int k = 0; k < fns[fn].events.n && !found; k++) {
			int e = fns[fn].events.v[k];

			found = event_drops(&events[e], &c) && reached_without(e, start);
		}
		free_closure(&c);
		if (found)
			return true;
	}
	return false;
}

/* ---- what an event does with a reference ---- */

enum end { NOTHING, CLOSES, OPENS };

struct why {
	const char *code;
	int event, name;	/* name: a function, or a place */
};

static enum end through_parameter(int func, int i, struct why *why, int depth);

static bool event_drops(const struct event *e, const struct closure *c)
{
	int first = e->refs.n ? places[e->refs.v[0]].call : -1;

	for (int k = 0; k < e->args.n; k += 2)
		for (int n = first; has(c, e->args.v[k + 1]) && n >= 0; n = calls[n].same_result)
			if (call_takes(&calls[n], e->args.v[k]))
				return true;
	return false;
}

static enum end worse(enum end a, enum end b)
{
	/* what is released on its way has not been lost */
	return a == CLOSES || b == CLOSES ? CLOSES : a > b ? a : b;
}

/* What is kept in a field or a global is taken for lost. */
static bool kept_is_lost;

static enum end keeps_at(int place, int fn, int start, struct why *why, int event)
{
	if (!kept_is_lost && released_later(place, fn, start))
		return CLOSES;
	*why = (struct why) { "kept", event, places[place].name };
	return OPENS;
}

/* Stored at PLACE: in a field or global, or through a pointer into one. */
static enum end stored_at(int place, int fn, int start, struct why *why, int event)
{
	struct closure c = { 0 };
	enum end end = NOTHING;

	if (is_kept(place))
		return keeps_at(place, fn, start, why, event);
	add_place(&c, place);
	add_place(&c, places[place].bang);
	close_over(&c, fn);
	for (int i = 0; i < c.list.n && end != CLOSES; i++)
		if (is_kept(c.list.v[i]))
			end = worse(end, keeps_at(c.list.v[i], fn, start, why, event));
	free_closure(&c);
	return end;
}

/* A call of event E with argument number I, by the rows of the API table. */
static enum end api_end(const struct event *e, const struct call *c, int i, int fn, int start, struct why *why)
{
	enum end end = NOTHING;

	for (int k = c->effects; k < c->effects + c->n_effects; k++) {
		const struct api *a = &api[api_of[k]];

		if (a->src != i)
			continue;
		if (is_drop(a) || a->role == FOREIGN)
			end = CLOSES;
		if ((a->role == FLOW || a->role == ALIAS) && a->dest)
			for (int j = 0; j < e->args.n; j += 2)
				if (e->args.v[j] == a->dest)
					end = worse(end, stored_at(e->args.v[j + 1], fn, start, why, e - events));
	}
	return end;
}

/* Call C hands what is at PLACE on to another of its arguments, by its body. */
static enum end moved_end(const struct call *c, int place, int fn, int start, struct why *why, int event)
{
	enum end end = NOTHING;

	for (int x = places[place].out; x >= 0; x = edges[x].next_out)
		if (!edges[x].gone && edges[x].kind == 'i' && edges[x].file == c->file && edges[x].line == c->line &&
		    edges[x].dst != c->result)
			end = worse(end, stored_at(edges[x].dst, fn, start, why, event));
	return end;
}

struct vec unread;
static struct pairs asked_for;

/*
 * Is NAME one that takes references, called in a form that no row has (as kernels older than
 * the dialect have it)?  It fills the array that it is given, and keeps nothing of it.
 */
static bool only_fills(int name)
{
	for (int i = 0; i < n_api; i++)
		if (api[i].name == name && api[i].role <= FORWARD)
			return true;
	return false;
}

static enum end call_end(const struct event *e, const struct closure *c, int fn, int start, struct why *why, int depth)
{
	enum end end = NOTHING;
	struct why how = { 0 };
	bool lent = false;
	int first = e->refs.n ? places[e->refs.v[0]].call : -1;

	/* by way of an object: a helper that releases from where it is kept */
	for (int i = 0; e->name && !kept_is_lost && i < c->list.n; i++)
		if (is_kept(c->list.v[i]) && releases_from(c->list.v[i], e->name, MAX_LEVELS))
			return CLOSES;
	for (int i = 0; i < e->places.n; i++)
		lent |= has(c, e->places.v[i]);
	for (int k = 0; k < e->args.n; k += 2) {
		int i = e->args.v[k];

		if (!has(c, e->args.v[k + 1]))
			continue;
		if (first < 0) {
			*why = (struct why) { "pointer", e - events, e->name };
			end = worse(end, OPENS);
		}
		for (int n = first; n >= 0; n = calls[n].same_result) {
			const struct call *call = &calls[n];
			enum end one = call->n_effects ? api_end(e, call, i, fn, start, &how) : NOTHING;

			if (one == NOTHING && !opaque[call->callee] && pairs_get(&has_body, call->callee, 0) >= 0) {
				one = through_parameter(call->callee, i, &how, depth + 1);
				if (one == NOTHING)
					one = moved_end(call, e->args.v[k + 1], fn, start, &how, e - events);
			} else if (!call->n_effects && !only_fills(call->name)) {
				how = (struct why) { "call", e - events, call->callee };
				if (pairs_get(&asked_for, call->name, 0) < 0) {
					pairs_add(&asked_for, call->name, 0, 1);
					push(&unread, call->name);
				}
				one = OPENS;
			}
			if (one == OPENS)
				*why = how;
			end = worse(end, one);
		}
	}
	if (lent && end == NOTHING) {
		*why = (struct why) { "part", e - events, e->name };
		end = OPENS;
	}
	return end;
}

/* Is an edge the way back from a call's value to its argument, as of page_address()? */
static bool is_way_back(const struct edge *e)
{
	if (places[e->src].class != 'c')
		return false;
	for (int c = places[e->src].call; c >= 0; c = calls[c].same_result)
		for (int k = calls[c].args; k < calls[c].args + calls[c].n_args; k++)
			if (args[k].place == e->dst)
				return true;
	return false;
}

/* Is the address of the page that is at C followed to a release, as the page itself is? */
static bool address_released(const struct closure *c)
{
	for (int i = 0; i < c->list.n; i++)
		for (int e = taken[c->list.v[i]] ? places[c->list.v[i]].in : -1; e >= 0; e = edges[e].next_in)
			if (edges[e].address && !edges[e].gone && !is_way_back(&edges[e]) && has(c, edges[e].src))
				return true;
	return false;
}

static enum end event_end(const struct event *e, const struct closure *c, int fn, int start, struct why *why, int depth)
{
	bool stored = false;
	enum end end;

	if (e->kind == 'c')
		return call_end(e, c, fn, start, why, depth);
	if (e->kind == 'b')
		return e->refs.n && has(c, e->refs.v[0]) ? through_parameter(e->name, 1, why, depth + 1) : NOTHING;
	if (e->kind == 'a' && !address_released(c))
		for (int i = 0; i < e->places.n; i++)
			if (has(c, e->places.v[i])) {
				*why = (struct why) { "address", e - events, e->name };
				return OPENS;
			}
	if (e->kind != 's')
		return NOTHING;
	for (int i = 0; i < e->places.n; i++)
		stored |= has(c, e->places.v[i]);
	for (int i = 0; stored && i < e->refs.n; i++)
		if ((end = stored_at(e->refs.v[i], fn, start, why, e - events)) != NOTHING)
			return end;
	return NOTHING;
}

/*
 * What each event of FN but START does with the reference at C: STOP is set where its
 * way ends well, or START is known to have failed; OPENS, with WHYS, where it is given
 * away unseen.  Is there one where it ends well?
 */
static bool find_ends(int fn, int start, const struct closure *c, bool *stop, bool *opens, struct why *whys, int depth)
{
	const struct vec *all = &fns[fn].events;
	int result = events[start].kind == 'c' && events[start].refs.n ? events[start].refs.v[0] : -1;
	bool closed = false;

	for (int i = 0; i < all->n; i++) {
		const struct event *e = &events[all->v[i]];
		enum end end;

		if (all->v[i] == start)
			continue;
		for (int k = 0; e->kind == 'f' && k < e->refs.n; k++)
			stop[i] |= e->refs.v[k] == result;
		end = event_end(e, c, fn, start, &whys[i], depth);
		stop[i] |= end == CLOSES;
		opens[i] = end == OPENS;
		closed |= end == CLOSES;
	}
	return closed;
}

static struct why *why_of_each(int fn)
{
	struct why *whys = calloc(fns[fn].events.n + 1, sizeof(*whys));

	if (!whys)
		die("out of memory");
	return whys;
}

/*
 * Does a way lead out of FN from one of the events at ON where a count is set to 0, and past the releases of so many
 * only?  STOP is where a way ends well.
 */
static bool counts_none(int fn, const bool *on, const bool *stop)
{
	const struct vec *all = &fns[fn].events;
	bool found = false;

	for (int i = 0; i < all->n && !found; i++) {
		bool *fewer, *seen;

		if (events[all->v[i]].kind != 'z' || !on[i])
			continue;
		fewer = event_set(fn);
		seen = event_set(fn);
		for (int k = 0; k < all->n; k++) {
			const struct event *e = &events[all->v[k]];

			fewer[k] = stop[k] && !(e->kind == 'c' && e->refs.n &&
					       pairs_get(&count_of, e->refs.v[0], 0) == events[all->v[i]].name);
		}
		ways_from(all->v[i], fewer, seen);
		found = gets_out(fn, seen);
		free(fewer);
		free(seen);
	}
	return found;
}

/*
 * From event START of FN on, where a reference came to the places in C: does a way
 * lead out of the function on which it was given away unseen and never released?
 * CLOSED is set if there is a release, or the like, at all.  LEAVING: the callers get the page, so that it is not lost
 * here, whoever has the address of its data.
 */
static bool loose_way(int fn, int start, const struct closure *c, bool leaving, struct why *why, bool *closed, int depth)
{
	bool *stop = event_set(fn), *opens = event_set(fn), *seen = event_set(fn), *on = event_set(fn);
	const struct vec *all = &fns[fn].events;
	struct why *whys = why_of_each(fn);
	bool found = false, held = false;

	*closed |= find_ends(fn, start, c, stop, opens, whys, depth);
	ways_from(start, stop, seen);
	/* what was stored before it was filled is kept there from START on */
	for (int i = 0; i < all->n && !held; i++) {
		if (events[all->v[i]].kind != 's' || seen[i] || !(opens[i] || stop[i]))
			continue;
		memset(on, 0, all->n);
		ways_from(all->v[i], NULL, on);
		held = stop[i] && on[events[start].local];
		if (opens[i] && on[events[start].local] && gets_out(fn, seen)) {
			*why = whys[i];
			found = true;
		}
	}
	/* an address last: a body that is to be read may tell what becomes of it */
	for (int k = 0; k < (leaving ? 1 : 2) * all->n && !found; k++) {
		int i = k % all->n;
		bool last = k >= all->n;

		if (!opens[i] || !seen[i] || last != !strcmp(whys[i].code, "address"))
			continue;
		memset(on, 0, all->n);
		ways_from(all->v[i], stop, on);
		if (gets_out(fn, on) || counts_none(fn, on, stop)) {
			*why = whys[i];
			found = true;
		}
	}
	free(stop);
	free(opens);
	free(seen);
	free(on);
	free(whys);
	return found && !held;
}

/* ---- across functions ---- */

static struct pairs param_known;	/* (function, number) -> end, or the loose end's whys[] + 3 */
static struct why *param_whys;
static int n_param_whys;

/* What a function does with the reference that it is given as argument number I. */
static enum end through_parameter(int func, int i, struct why *why, int depth)
{
	int known = pairs_get(&param_known, func, i), p = param_place(func, i, 'p');
	bool closed = false, open = false;

	if (known >= 3) {
		*why = param_whys[known - 3];
		return OPENS;
	}
	if (known >= 0)
		return known;
	if (p < 0 || only_lent(p))
		return NOTHING;
	if (depth > MAX_DEPTH)
		return CLOSES;
	/* asked again while it is being answered: nothing new by that way */
	pairs_add(&param_known, func, i, NOTHING);
	each_row(s, r, FN) {
		struct closure c = { 0 };
		int fn = r[FN_QNAME] == func ? pairs_get(&fn_of, s->file, func) : -1;

		if (fn < 0)
			continue;
		add_place(&c, p);
		for (int e = places[p].out; e >= 0; e = edges[e].next_out)
			if (!edges[e].gone && owner[edges[e].dst] == fn)
				add_place(&c, edges[e].dst);
		close_over(&c, fn);
		for (int k = 0; k < fns[fn].entries.n; k++)
			open |= loose_way(fn, fns[fn].entries.v[k], &c, false, why, &closed, depth);
		free_closure(&c);
	}
	if (open) {
		param_whys = grow(param_whys, (n_param_whys + 1) * sizeof(*param_whys));
		param_whys[n_param_whys] = *why;
		pairs_set(&param_known, func, i, 3 + n_param_whys++);
		return OPENS;
	}
	pairs_set(&param_known, func, i, closed ? CLOSES : NOTHING);
	return closed ? CLOSES : NOTHING;
}

static void add_loose(int site, const struct why *why)
{
	const struct event *e = &events[why->event];

	if (n_loose == max_loose) {
		max_loose = max_loose ? 2 * max_loose : 256;
		loose = grow(loose, max_loose * sizeof(*loose));
	}
	loose[n_loose++] = (struct loose) {
		.site = site, .code = why->code, .file = fns[e->fn].file, .line = e->line, .name = why->name };
}

/* Is event E a store of the reference at C to where a caller of FN finds it? */
static bool stores_out(const struct event *e, const struct closure *c, int fn)
{
	struct closure to = { 0 };
	bool mine = false, out = false;

	if (e->kind != 's')
		return false;
	for (int i = 0; i < e->places.n; i++)
		mine |= has(c, e->places.v[i]);
	for (int i = 0; mine && i < e->refs.n; i++)
		add_place(&to, e->refs.v[i]);
	close_over(&to, fn);
	for (int i = 0; i < to.list.n; i++)
		out |= places[to.list.v[i]].class == 'o';
	free_closure(&to);
	return out;
}

/*
 * Does a way lead from START of FN out of it on which nothing closes the way of the
 * reference at C?  HANDED: and on which it is stored to where a caller finds it, if
 * there are such stores at all.
 */
static bool gets_out_open(int fn, int start, const struct closure *c, bool handed, int depth)
{
	const struct vec *all = &fns[fn].events;
	bool *stop = event_set(fn), *opens = event_set(fn), *seen = event_set(fn), *on = event_set(fn);
	struct why *whys = why_of_each(fn);
	bool found = false, stores = false;

	find_ends(fn, start, c, stop, opens, whys, depth);
	ways_from(start, stop, seen);
	for (int i = 0; handed && i < all->n; i++) {
		if (!stores_out(&events[all->v[i]], c, fn))
			continue;
		stores = true;
		if (!seen[i])
			continue;
		memset(on, 0, all->n);
		ways_from(all->v[i], stop, on);
		found |= gets_out(fn, on);
	}
	if (!stores)
		found = gets_out(fn, seen);
	free(stop);
	free(opens);
	free(whys);
	free(seen);
	free(on);
	return found;
}

/* Filled straight into PLACE, a field or global: kept there where nobody releases later. */
static bool stays(int fn, int start, int place, const struct closure *c, struct why *why, int depth)
{
	return keeps_at(place, fn, start, why, start) != CLOSES && gets_out_open(fn, start, c, false, depth);
}

/* What leaves a function at P comes to these places of event E, a call of it: added to NEXT. */
static void comes_out(const struct place *p, const struct event *e, struct vec *next)
{
	if (p->class == 'r' && e->refs.n)
		push(next, e->refs.v[0]);
	for (int j = 0; p->class == 'o' && j < e->args.n; j += 2) {
		if (e->args.v[j] != p->param)
			continue;
		push(next, e->args.v[j + 1]);
		if (places[e->args.v[j + 1]].bang >= 0)
			push(next, places[e->args.v[j + 1]].bang);
	}
}

/*
 * Does each place of FROM, where event START of FN puts a reference, point into an array that a field or a global has,
 * and that somebody releases from later?  Then it is kept there.
 */
static bool into_kept_array(const struct vec *from, int fn, int start)
{
	struct why why;
	bool all = from->n > 0;

	for (int i = 0; i < from->n && all; i++) {
		const struct place *p = &places[from->v[i]];
		bool one = false;

		/* what is stored through the pointer is where it points to */
		for (int k = 0; k < from->n; k++)
			one |= places[from->v[k]].bang == from->v[i];
		for (int e = is_kept(from->v[i]) || p->single ? -1 : p->in; e >= 0 && !one; e = edges[e].next_in) {
			const struct place *array = &places[edges[e].src];

			one = !edges[e].gone && is_kept(edges[e].src) && array->pagey && !array->single &&
			      keeps_at(edges[e].src, fn, start, &why, start) == CLOSES;
		}
		all = one;
	}
	return all;
}

/* A reference of SITE comes to PLACES in FN by event START. */
static void follow_call(int site, int fn, int start, const struct vec *from, struct pairs *met, int depth)
{
	struct closure c = { 0 };
	struct why why = { 0 }, other;
	bool closed = false, kept = false, open = false, shut = false, lost = false, leaving = false, returned = false;
	const struct vec *to = &calls_to[fns[fn].func];

	for (int i = 0; i < from->n; i++)
		add_place(&c, from->v[i]);
	close_over(&c, fn);
	for (int i = 0; i < from->n; i++)
		if (is_kept(from->v[i])) {
			kept = true;
			open |= stays(fn, start, from->v[i], &c, &why, depth);
			shut |= keeps_at(from->v[i], fn, start, &other, start) == CLOSES;
		}
	if (!kept && into_kept_array(from, fn, start))
		goto out;
	/* at several places at once, as an array and the scatterlist made of it, one will do */
	if (open && !shut)
		add_loose(site, &why);
	if (kept)
		goto out;
	for (int i = 0; i < c.list.n && depth < MAX_DEPTH && !opaque[fns[fn].func]; i++) {
		returned |= places[c.list.v[i]].class == 'r';
		leaving |= returned || places[c.list.v[i]].class == 'o';
	}
	if (loose_way(fn, start, &c, leaving, &why, &closed, depth)) {
		add_loose(site, &why);
		lost = true;
	}
	/* on to the callers */
	if (leaving && !to->n && !lost && gets_out_open(fn, start, &c, !returned, depth)) {
		why = (struct why) { "callers", start, fns[fn].func };
		add_loose(site, &why);
	}
	for (int k = 0; leaving && k < to->n; k += 2) {
		struct vec next = { 0 };

		if (to->v[k + 1] < 0 || !pairs_add(met, to->v[k + 1], 0, 1))
			continue;
		for (int i = 0; i < c.list.n; i++)
			comes_out(&places[c.list.v[i]], &events[to->v[k + 1]], &next);
		if (next.n)
			follow_call(site, events[to->v[k + 1]].fn, to->v[k + 1], &next, met, depth + 1);
		free(next.v);
	}
out:
	free_closure(&c);
}

/* ---- is it known where a released reference comes from? ---- */

struct vec unseen;	/* releases (sites) of which it is not */

/* Was nothing stored through the pointer whose target PLACE is, as far as is known? */
static bool is_empty(int place)
{
	return places[place].class == 'l' && text(places[place].name)[strlen(text(places[place].name)) - 1] == '!';
}

/* Is what is in PLACE made there, as far as is known? */
static bool made_here(int place, const bool *starts)
{
	if (starts[place])
		return true;
	if (places[place].class != 'c' || places[place].call < 0)
		return false;
	for (int c = places[place].call; c >= 0; c = calls[c].same_result)
		if (!calls[c].n_effects && (opaque[calls[c].callee] || pairs_get(&has_body, calls[c].callee, 0) < 0))
			return false;
	/* pfn_to_page() and the like make none: it is that of their argument */
	for (int c = places[place].call; c >= 0; c = calls[c].same_result)
		for (int k = calls[c].effects; k < calls[c].effects + calls[c].n_effects; k++)
			if ((api[api_of[k]].role == FLOW || api[api_of[k]].role == ALIAS) && !api[api_of[k]].dest)
				return false;
	return true;
}

/* Does what is in PLACE come from one of the first N of FROM? */
static bool comes_from(int place, const struct vec *from, int n)
{
	struct pairs met = { 0 };
	struct vec todo = { 0 };
	bool found = false;

	push(&todo, place);
	for (int i = 0; i < todo.n && !found; i++) {
		for (int k = 0; k < n; k++)
			found |= todo.v[i] == from->v[k];
		for (int e = places[todo.v[i]].in; e >= 0; e = edges[e].next_in)
			if (!edges[e].gone && !is_way_back(&edges[e]) && pairs_add(&met, edges[e].src, 0, 1))
				push(&todo, edges[e].src);
	}
	free(todo.v);
	pairs_free(&met);
	return found;
}

static void find_unseen(void)
{
	bool *starts = calloc(n_places + 1, 1);
	bool *more = calloc(n_places + 1, 1);	/* one more reference is taken there */
	int *stamp = calloc(n_places + 1, sizeof(*stamp));
	struct vec from = { 0 };

	if (!starts || !more || !stamp)
		die("out of memory");
	unseen.n = 0;
	for (int s = 0; s < n_sites; s++) {
		from.n = 0;
		flow_starts(s, &from);
		for (int i = 0; i < from.n; i++)
			(sites[s].role == DUP ? more : starts)[from.v[i]] = true;
	}
	for (int s = 0; s < n_sites; s++) {
		const struct call *c = &calls[sites[s].call];
		bool seen, made = false;
		int first;

		if (sites[s].role != RELEASE && sites[s].role != RELAY)
			continue;
		from.n = 0;
		for (int k = c->effects; k < c->effects + c->n_effects; k++)
			for (int j = c->args; is_drop(&api[api_of[k]]) && j < c->args + c->n_args; j++)
				if (args[j].i == api[api_of[k]].src && stamp[args[j].place] != s + 1) {
					stamp[args[j].place] = s + 1;
					push(&from, args[j].place);
				}
		first = from.n;
		seen = from.n > 0;
		for (int i = 0; i < from.n && seen; i++) {
			bool any = false;

			for (int e = places[from.v[i]].in; e >= 0; e = edges[e].next_in) {
				if (edges[e].gone || is_way_back(&edges[e]))
					continue;
				any = true;
				if (stamp[edges[e].src] == s + 1)
					continue;
				stamp[edges[e].src] = s + 1;
				push(&from, edges[e].src);
			}
			if (made_here(from.v[i], starts))
				made = true;
			else
				seen = more[from.v[i]] || any || is_empty(from.v[i]);
		}
		/* one more of what was found in the very place says nothing of what is there */
		for (int i = 0; i < from.n && seen && !made; i++)
			made = more[from.v[i]] && (i < first || !comes_from(from.v[i], &from, first));
		/* places that only hand on to each other have it from nowhere that was seen */
		if (!seen || !made)
			push(&unseen, s);
	}
	free(from.v);
	free(starts);
	free(more);
	free(stamp);
}

static void add_caller(int callee, int fn, int event)
{
	push(&calls_to[callee], fn);
	push(&calls_to[callee], event);
}

/* Calls by what they call, as the names in the source and as they were tied to bodies. */
static void find_calls(void)
{
	for (int i = 0; i < n_events; i++) {
		const struct event *e = &events[i];
		bool named = false;

		if (e->kind != 'c')
			continue;
		for (int c = e->refs.n ? places[e->refs.v[0]].call : -1; c >= 0; c = calls[c].same_result) {
			add_caller(calls[c].callee, e->fn, i);
			named |= calls[c].callee == e->name;
		}
		if (e->name && !named)
			add_caller(e->name, e->fn, i);
	}
	/* of a function without events it is only known that it makes them */
	each_row(s, r, CN) {
		int fn = add_fn(s->file, r[CN_FUNC]);

		if (!fns[fn].events.n)
			add_caller(r[CN_CALLEE], fn, -1);
	}
	for (int i = 0; i < callback_list.n; i += 2)
		pairs_add(&addressed, callback_list.v[i + 1], 0, 1);
}

/*
 * A reference is in a field or global, which C holds, and FN takes it out to the places ON.  Where FN gives it to
 * somebody of whom it is not known that he releases it, and releases it nowhere, that is a loose end of SITE.
 */
static void taken_out(int site, int fn, int start, struct closure *c, const struct vec *on)
{
	const struct vec *all = &fns[fn].events;
	bool *stop = event_set(fn), *opens = event_set(fn), closed = false, open = false;
	struct why *whys = why_of_each(fn);
	struct pairs met = { 0 };

	for (int i = 0; i < on->n; i++)
		add_place(c, on->v[i]);
	close_over(c, fn);
	find_ends(fn, start, c, stop, opens, whys, 0);
	for (int i = 0; i < all->n; i++) {
		closed |= stop[i];
		open |= opens[i];
	}
	for (int i = 0; i < all->n && !closed; i++)
		if (opens[i])
			add_loose(site, &whys[i]);
	if (!closed && !open && on->n)
		follow_call(site, fn, start, on, &met, 0);
	free(stop);
	free(opens);
	free(whys);
	pairs_free(&met);
}

/* The places of FN, and what it returns, that get what is at PLACE: added to ON. */
static void add_loads(int fn, int place, struct vec *on)
{
	for (int e = places[place].out; e >= 0; e = edges[e].next_out) {
		const struct place *dst = &places[edges[e].dst];

		if (!edges[e].gone && (owner[edges[e].dst] == fn || (dst->class == 'r' && leaves(dst, fns[fn].func))))
			push(on, edges[e].dst);
	}
}

/*
 * Site S takes one more reference of what a field or global keeps (get_page(d->page)), and its function hands that on
 * from there: whose of the two references that is nobody says.
 */
static void follow_dup(int s)
{
	int start = pairs_get(&event_at, calls[sites[s].call].result, 0);
	struct closure c = { 0 };
	struct vec from = { 0 }, on = { 0 };

	if (!module || sites[s].role != DUP || start < 0)
		return;
	flow_starts(s, &from);
	for (int i = 0; i < from.n; i++)
		if (is_kept(from.v[i])) {
			add_place(&c, from.v[i]);
			add_loads(events[start].fn, from.v[i], &on);
		}
	if (c.list.n)
		taken_out(s, events[start].fn, start, &c, &on);
	free(from.v);
	free(on.v);
	free_closure(&c);
}

struct moved *moved;
int n_moved;
static int max_moved;

/*
 * Event START of FN sets PLACE, a field or global, to NULL: what was in it goes where FN took it to, and nobody who
 * releases from there gets it any more.
 */
static void find_moved(int fn, int start, int place)
{
	struct closure c = { 0 };
	struct vec on = { 0 };
	int before = n_loose;

	add_loads(fn, place, &on);
	add_place(&c, place);
	taken_out(n_sites, fn, start, &c, &on);
	for (int i = before; i < n_loose; i++) {
		if (n_moved == max_moved) {
			max_moved = max_moved ? 2 * max_moved : 64;
			moved = grow(moved, max_moved * sizeof(*moved));
		}
		moved[n_moved++] = (struct moved) { place, loose[i] };
	}
	n_loose = before;
	free(on.v);
	free_closure(&c);
}

static void find_all_moved(void)
{
	n_moved = 0;
	for (int i = 0; i < n_events; i++)
		for (int k = 0; module && events[i].kind == 'e' && k < events[i].places.n; k++)
			if (holds_pages(events[i].places.v[k]))
				find_moved(events[i].fn, i, events[i].places.v[k]);
}

struct vec maybe_null;

/*
 * Acquisitions whose pages argument is a pointer that is NULL by one way there and was not
 * asked whether it is.
 */
static void find_maybe_null(void)
{
	bool *null = calloc(n_places + 1, 1);
	bool *asked = calloc(n_calls + 1, 1);
	int *stamp = calloc(n_places + 1, sizeof(*stamp));
	struct vec from = { 0 };

	if (!null || !stamp || !asked)
		die("out of memory");
	maybe_null.n = 0;
	each_row(s, r, NL)
		if (place_of(r[0]) >= 0)
			null[place_of(r[0])] = true;
	each_row(s, r, NN) {
		int place = place_of(r[0]);

		for (int n = place < 0 ? -1 : places[place].call; n >= 0; n = calls[n].same_result)
			asked[n] = true;
	}
	for (int s = 0; s < n_sites; s++) {
		const struct call *c = &calls[sites[s].call];
		bool found = false;

		if ((sites[s].role != ACQUIRE && sites[s].role != FORWARD) || asked[sites[s].call])
			continue;
		from.n = 0;
		for (int k = c->effects; k < c->effects + c->n_effects; k++)
			for (int j = c->args; api[api_of[k]].role <= FORWARD && j < c->args + c->n_args; j++)
				if (api[api_of[k]].dest && args[j].i == api[api_of[k]].dest && stamp[args[j].place] != s + 1) {
					stamp[args[j].place] = s + 1;
					push(&from, args[j].place);
				}
		for (int i = 0; i < from.n && !found; i++) {
			found = null[from.v[i]];
			for (int e = places[from.v[i]].in; e >= 0; e = edges[e].next_in) {
				if (edges[e].gone || is_kept(edges[e].src) || 
				    (edges[e].kind != 'd' && places[edges[e].src].class != 'p') || stamp[edges[e].src] == s + 1)
					continue;
				stamp[edges[e].src] = s + 1;
				push(&from, edges[e].src);
			}
		}
		if (found)
			push(&maybe_null, s);
	}
	free(from.v);
	free(null);
	free(asked);
	free(stamp);
}

static void follow_acquisition(int s)
{
	const struct site *x = &sites[s];
	struct pairs met = { 0 };
	struct vec from = { 0 };
	int start_event = pairs_get(&event_at, calls[x->call].result, 0);

	if ((x->role != ACQUIRE && x->role != FORWARD) || start_event < 0)
		return;
	flow_starts(s, &from);
	if (from.n)
		follow_call(s, events[start_event].fn, start_event, &from, &met, 0);
	free(from.v);
	pairs_free(&met);
}

/*
 * Somebody releases from the field where the references of an acquisition are kept, but they were followed to no
 * release in another function: then it is other references that are released there.
 */
static void follow_again(void)
{
	bool *done = flow_elsewhere();

	for (int i = 0; i < n_loose; i++)
		done[loose[i].site] = true;
	pairs_clear(&param_known);
	n_param_whys = 0;
	kept_is_lost = true;
	for (int s = 0; s < n_sites; s++)
		if (!done[s])
			follow_acquisition(s);
	kept_is_lost = false;
	free(done);
}

void closed_all(void)
{
	int strings;

	n_events = n_fns = n_loose = n_param_whys = 0;
	pairs_clear(&fn_of);
	pairs_clear(&event_of);
	pairs_clear(&event_at);
	pairs_clear(&addressed);
	pairs_clear(&own_ref);
	pairs_clear(&count_of);
	pairs_clear(&param_known);
	pairs_clear(&asked_for);
	unread.n = 0;
	lent_from = calloc(n_places + 1, sizeof(*lent_from));
	takers = calloc(n_places + 1, sizeof(*takers));
	takers_known = calloc(n_places + 1, 1);
	read_events();
	find_owners();
	strings = n_strings();
	calls_to = calloc(strings + 1, sizeof(*calls_to));
	if (!lent_from || !takers || !takers_known || !calls_to)
		die("out of memory");
	find_calls();
	find_taken();
	for (int s = 0; s < n_sites; s++)
		follow_acquisition(s);
	follow_again();
	for (int s = 0; s < n_sites; s++)
		follow_dup(s);
	find_all_moved();
	find_unseen();
	find_maybe_null();
	for (int i = 0; i < n_events; i++) {
		free(events[i].refs.v);
		free(events[i].places.v);
		free(events[i].args.v);
		free(events[i].next.v);
	}
	for (int i = 0; i < n_fns; i++)
		free(fns[i].events.v);
	for (int i = 0; i < n_places; i++) {
		free(lent_from[i].v);
		free(takers[i].v);
	}
	for (int i = 0; i < strings; i++)
		free(calls_to[i].v);
	free(lent_from);
	free(takers);
	free(takers_known);
	free(calls_to);
	free(owner);
	free(taken);
}
