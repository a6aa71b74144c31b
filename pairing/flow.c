// SPDX-License-Identifier: GPL-2.0
/*
 * flow.c: where references start, and where they get to.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "solve.h"

/* Fields and globals on a reference's way.  A reference that is kept in a
 * structure is seldom handed on by way of a third, while a borrowed pointer is:
 * in a kernel tree.  A module has few, and none of them may be missed. */
#define MAX_HOPS (module ? 4 : 2)
/* Steps between two of them: a bound against the odd endless way. */
#define MAX_STEPS 40

struct site *sites;
int n_sites;
struct pairs at, start;
struct reach *reach;
int n_reach;

static int max_sites, max_reach;
static struct pairs site_ids[6];	/* by kind; (place of the call's result, 0) */
static struct vec at_list, start_list;	/* the same sets, in order: two cells each */
static struct pairs no_start;		/* (site, 0): NULL pages */

const char *site_kind(const struct site *s)
{
	switch (s->role) {
	case ACQUIRE:
	case FORWARD:
		return "acquisition";
	case RELEASE:
	case RELAY:
		return "release";
	default:
		return role_names[s->role];
	}
}

static bool acquires(const struct site *s)
{
	return s->role == ACQUIRE || s->role == FORWARD;
}

static bool releases(const struct site *s)
{
	return s->role == RELEASE || s->role == RELAY;
}

static bool drops(const struct site *s)
{
	return releases(s) || s->role == FREE;
}

/* ---- sites ---- */

#define DUP_SITE 3

static bool has_plain(int string)
{
	return string && strcmp(text(string), "-");
}

/* Room for one more behind the last. */
static void room_for_site(void)
{
	if (n_sites < max_sites)
		return;
	max_sites = max_sites ? 2 * max_sites : 1024;
	sites = grow(sites, max_sites * sizeof(*sites));
}

static int add_site(const struct site *s)
{
	static const char kind_of[] = {
		[ACQUIRE] = 0, [FORWARD] = 0, [RELEASE] = 1, [RELAY] = 1,
		[ORIGIN] = 2, [DUP] = DUP_SITE, [FREE] = 4, [UNKNOWN] = 5,
	};

	struct pairs *ids = &site_ids[(int)kind_of[s->role]];
	int result = calls[s->call].result;

	/* one of a kind at each place of the source: the first rule that fits */
	if (!pairs_add(ids, result, 0, n_sites)) {
		struct site *first = &sites[pairs_get(ids, result, 0)];

		/* an #if among its arguments makes several forms of one call: the new name is for those that have one */
		if (!has_plain(first->pin) && has_plain(s->pin)) {
			first->call = s->call;
			first->put = s->put;
			first->pin = s->pin;
			first->refs = s->refs;
		}
		return -1;
	}
	room_for_site();
	sites[n_sites] = *s;
	return n_sites++;
}

static void add_pair(struct pairs *set, struct vec *list, int site, int place)
{
	if (place < 0 || !pairs_add(set, site, place, 1))
		return;
	push(list, site);
	push(list, place);
}

static void find_sites(void)
{
	n_sites = 0;
	for (int i = 0; i < 6; i++)
		pairs_clear(&site_ids[i]);
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];

		for (int k = c->effects; k < c->effects + c->n_effects; k++) {
			const struct api *a = &api[api_of[k]];

			if (a->role > FREE)
				continue;
			add_site(&(struct site) {
				.call = i, .file = c->file, .line = c->line, .col = c->col,
				.func = c->func, .name = c->name, .role = a->role,
				.ref = a->ref, .put = a->put, .pin = a->pin, .refs = a->refs });
		}
	}
	pairs_clear(&at);
	at_list.n = 0;
	for (int s = 0; s < n_sites; s++) {
		const struct call *c = &calls[sites[s].call];

		for (int k = c->effects; k < c->effects + c->n_effects; k++) {
			const struct api *a = &api[api_of[k]];
			int n = drops(&sites[s]) ? a->src : a->dest;

			if (a->role != sites[s].role)
				continue;
			if (!n && !drops(&sites[s]))
				add_pair(&at, &at_list, s, c->result);
			for (int j = c->args; n && j < c->args + c->n_args; j++)
				if (args[j].i == n)
					add_pair(&at, &at_list, s, args[j].place);
		}
	}
}

/* Does the value of PLACE go straight to a place of one of these classes? */
static bool goes_to(int place, const char *classes)
{
	for (int e = places[place].out; e >= 0; e = edges[e].next_out)
		if (!edges[e].gone && strchr(classes, places[edges[e].dst].class))
			return true;
	return false;
}

/* Does call U only make another form of what it gets, or look at it? */
static bool hands_on(const struct call *u)
{
	bool only = u->n_effects > 0;

	for (int k = u->effects; k < u->effects + u->n_effects; k++)
		only &= api[api_of[k]].role == FLOW || api[api_of[k]].role == ALIAS || api[api_of[k]].role == TOUCH ||
			api[api_of[k]].role == DUP;
	return only;
}

/*
 * A function that takes a reference on its parameter's page, and does not keep
 * it, takes it for its caller.
 */
static void taken_for_caller(int site, int old, int new, int *stamp, int *now, const struct vec *users)
{
	const struct call *c = &calls[sites[site].call];
	struct vec todo = { 0 };

	if (goes_to(new, "fgro"))
		return;
	/* who is given the page, or what is made of it, afterwards may be whom the
	 * reference is for */
	++*now;
	push(&todo, old);
	stamp[old] = *now;
	for (int i = 0; i < todo.n; i++) {
		int p = todo.v[i];

		for (int k = 0; k < users[p].n; k++) {
			const struct call *u = &calls[users[p].v[k]];

			if (u->func != c->func || hands_on(u))
				continue;
			if (has_plain(sites[site].put) && p == new ? u->line != c->line : u->line > c->line) {
				free(todo.v);
				return;
			}
		}
		for (int e = places[p].out; e >= 0; e = edges[e].next_out)
			if (edges[e].kind == 'i' && !edges[e].gone && stamp[edges[e].dst] != *now) {
				stamp[edges[e].dst] = *now;
				push(&todo, edges[e].dst);
			}
	}
	todo.n = 0;
	++*now;
	push(&todo, old);
	stamp[old] = *now;
	for (int i = 0; i < todo.n; i++) {
		const struct place *p = &places[todo.v[i]];

		if (p->class == 'p')
			add_pair(&start, &start_list, site, param_place(p->func, p->param, 'o'));
		for (int e = p->in; e >= 0; e = edges[e].next_in) {
			if (edges[e].kind != 'i' || edges[e].gone || stamp[edges[e].src] == *now)
				continue;
			stamp[edges[e].src] = *now;
			push(&todo, edges[e].src);
		}
	}
	free(todo.v);
}

/* Marks what the values in WATCHED are copied to within their functions. */
static void watch_copies(bool *watched)
{
	struct vec todo = { 0 };

	for (int i = 0; i < n_places; i++)
		if (watched[i])
			push(&todo, i);
	for (int i = 0; i < todo.n; i++)
		for (int e = places[todo.v[i]].out; e >= 0; e = edges[e].next_out) {
			int dst = edges[e].dst;

			if (edges[e].kind != 'i' || edges[e].gone || watched[dst] || !strchr("lc", places[dst].class))
				continue;
			watched[dst] = true;
			push(&todo, dst);
		}
	free(todo.v);
}

static void find_starts(void)
{
	struct pairs duped = { 0 };	/* (result, 0): a dup call with facts of its own */
	int *stamp = calloc(n_places + 1, sizeof(*stamp)), now = 0, n;
	bool *watched = calloc(n_places + 1, 1);
	struct vec *users = calloc(n_places + 1, sizeof(*users));

	pairs_clear(&start);
	pairs_clear(&no_start);
	start_list.n = 0;
	each_row(s, r, DU)
		watched[place_of(r[DU_NEW])] = true;
	for (int i = 0; i < at_list.n; i += 2)
		if (sites[at_list.v[i]].role == DUP) {
			int p = at_list.v[i + 1];

			watched[p] = true;
			for (int e = places[p].in; places[p].class == 'c' && e >= 0; e = edges[e].next_in)
				watched[edges[e].src] |= edges[e].kind == 'i' && !edges[e].gone;
		}
	each_row(s, r, DU)
		watched[place_of(r[DU_OLD])] = true;
	watch_copies(watched);
	for (int i = 0; i < n_calls; i++)
		for (int k = calls[i].args; k < calls[i].args + calls[i].n_args; k++)
			if (watched[args[k].place])
				push(&users[args[k].place], i);
	each_row(s, r, DU)
		pairs_add(&duped, place_of(r[DU_CALL]), 0, 1);
	for (int i = 0; i < at_list.n; i += 2) {
		const struct site *s = &sites[at_list.v[i]];

		if (acquires(s) || s->role == ORIGIN || s->role == DUP)
			add_pair(&start, &start_list, at_list.v[i], at_list.v[i + 1]);
	}
	/* a call that fills through a pointer it was given fills it for the caller too;
	 * one more reference on a page that is stored away here is for that store */
	n = start_list.n;
	for (int i = 0; i < n; i += 2) {
		const struct site *s = &sites[start_list.v[i]];
		const struct place *p = &places[start_list.v[i + 1]];

		if (p->class == 'l' && (s->role != DUP ||
		    (pairs_get(&duped, calls[s->call].result, 0) < 0 && !goes_to(start_list.v[i + 1], "fg"))))
			add_pair(&start, &start_list, start_list.v[i], p->bang);
	}
	/* get_page(pfn_to_page(x)): the reference is x's */
	n = start_list.n;
	for (int i = 0; i < n; i += 2) {
		int place = start_list.v[i + 1];

		if (sites[start_list.v[i]].role != DUP || places[place].class != 'c')
			continue;
		for (int e = places[place].in; e >= 0; e = edges[e].next_in)
			if (edges[e].kind == 'i' && !edges[e].gone)
				add_pair(&start, &start_list, start_list.v[i], edges[e].src);
	}
	n = start_list.n;
	each_row(s, r, DU) {
		int site = pairs_get(&site_ids[DUP_SITE], place_of(r[DU_CALL]), 0);

		if (site >= 0)
			taken_for_caller(site, place_of(r[DU_OLD]), place_of(r[DU_NEW]), stamp, &now, users);
	}
	for (int i = 0; i < n; i += 2) {
		int site = start_list.v[i], place = start_list.v[i + 1];

		if (sites[site].role == DUP && places[place].class == 'l' &&
		    pairs_get(&duped, calls[sites[site].call].result, 0) < 0)
			taken_for_caller(site, place, place, stamp, &now, users);
	}
	/* NULL pages: no reference at all */
	each_row(s, r, NU)
		for (int c = place_of(r[0]) < 0 ? -1 : places[place_of(r[0])].call; c >= 0; c = calls[c].same_result)
			for (int i = 0; i < n_sites; i++)
				if (sites[i].call == c)
					pairs_add(&no_start, i, 0, 1);
	for (int i = 0; i < n_places; i++)
		free(users[i].v);
	free(users);
	free(watched);
	free(stamp);
	pairs_free(&duped);
}

/* ---- what can come to a release ---- */

/*
 * A void pointer in a structure of a module's own: what its sources put there is what they
 * find there.  (In a kernel tree it may be anybody's.)
 */
static bool is_handle(const struct place *p)
{
	return module && p->number == POINTER;
}

/* A field that holds a number, perhaps a page's address or frame: what is kept
 * there is followed within one file only. */
static bool keeps_numbers(int place)
{
	return places[place].number && !is_handle(&places[place]);
}

/*
 * A number is followed within its file only, a page anywhere, the address of a
 * gup page too.  A private pointer that the kernel hands on is as good as a number.
 */
static bool near(const struct place *p, bool address)
{
	return strchr("lcx", p->class) || p->pagey || p->number == NUMBER || p->handed || is_handle(p) ||
	       strchr(text(p->name), '!') || (address && p->address);
}

/* How what came to a place by way WAS gets further by an edge; 0: not at all. */
static char way(char kind, char was)
{
	switch (kind) {
	case 'd':
		return DOWN;
	case 'u':
		return was == DOWN ? 0 : UP;
	case 'l':
	case 'h':
		return UP;
	default:
		return was;
	}
}

/*
 * Where the addresses of gup pages get to: from a page_address() beside the
 * acquisition on, through a structure only as a number or a void pointer.
 */
static void find_addresses(void)
{
	struct vec todo = { 0 };	/* place, and how it was got to */
	char *met = calloc(n_places + 1, 1);

	for (int i = 0; i < n_places; i++)
		places[i].address = 0;
	for (int i = 0; i < start_list.n; i += 2)
		if (acquires(&sites[start_list.v[i]])) {
			push(&todo, start_list.v[i + 1]);
			push(&todo, HERE);
		}
	for (int i = 0; i < todo.n; i += 2)
		for (int e = places[todo.v[i]].out; e >= 0; e = edges[e].next_out) {
			struct place *dst = &places[edges[e].dst];
			bool address = (places[todo.v[i]].address || edges[e].address) && !dst->pagey;
			char up = way(edges[e].kind, todo.v[i + 1]);
			char *seen = address ? &dst->address : &met[edges[e].dst];

			if (edges[e].gone || !up || *seen >= up || (!address && up != HERE) ||
			    (edges[e].heap && !(address && dst->number)))
				continue;
			*seen = up;
			push(&todo, edges[e].dst);
			push(&todo, up);
		}
	free(met);
	free(todo.v);
}

/* The calls that get at a page's data, by argument: is it a row of effect E? */
static bool touches_by(const struct api *e, const struct arg *a)
{
	return e->role == TOUCH && a->i == e->src;
}

static void add_useful(int place, struct vec *todo)
{
	if (places[place].useful)
		return;
	places[place].useful = true;
	push(todo, place);
	push(todo, -1);
	push(todo, 0);
}

/*
 * A number that is put into a field by a function of another file, but comes from
 * FILE: from there it is handed to the function, which stores its parameter SRC.
 */
static void add_setter(int src, int file, struct vec *todo)
{
	if (places[src].class != 'l')
		return;
	for (int a = places[src].in; a >= 0; a = edges[a].next_in) {
		int p = edges[a].src;

		if (edges[a].gone || edges[a].kind != 'i' || places[p].class != 'p')
			continue;
		for (int d = places[p].in; d >= 0; d = edges[d].next_in) {
			if (edges[d].gone || edges[d].kind != 'd' || edges[d].file != file)
				continue;
			places[src].useful = places[p].useful = true;
			add_useful(edges[d].src, todo);
		}
	}
}

/* useful: what is there may come to a release, or with DATA to a call that gets
 * at the pages' data. */
static void find_useful(bool data)
{
	bool *addressed = calloc(n_places + 1, 1);
	struct vec todo = { 0 };	/* place, the file that it is followed in or -1, address? */
	struct pairs kept = { 0 };

	for (int i = 0; i < n_places; i++)
		places[i].useful = false;
	for (int i = 0; i < at_list.n; i += 2) {
		if (!data && releases(&sites[at_list.v[i]]))
			add_useful(at_list.v[i + 1], &todo);
	}
	/* ... or at an owner who releases any page alike */
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];

		for (int k = c->effects; k < c->effects + c->n_effects; k++)
			for (int j = c->args; j < c->args + c->n_args; j++) {
				const struct api *e = &api[api_of[k]];

				if (data ? touches_by(e, &args[j]) :
				    e->role == FOREIGN && args[j].i == e->src)
					add_useful(args[j].place, &todo);
			}
	}
	for (int i = 0; i < todo.n; i += 3)
		for (int e = places[todo.v[i]].in; e >= 0; e = edges[e].next_in) {
			int src = edges[e].src, file = -1;
			bool address = (todo.v[i + 2] || edges[e].address) && !places[src].pagey;

			if (edges[e].gone)
				continue;
			if (todo.v[i + 1] >= 0 && edges[e].file != todo.v[i + 1]) {
				add_setter(src, todo.v[i + 1], &todo);
				continue;
			}
			if (!near(&places[src], address))
				continue;
			if (keeps_numbers(src)) {
				file = edges[e].file;
				if (!pairs_add(&kept, src, file, 1))
					continue;
			} else if (address ? addressed[src] : places[src].useful) {
				continue;
			}
			places[src].useful = true;
			addressed[src] |= address;
			push(&todo, src);
			push(&todo, file);
			push(&todo, address);
		}
	for (int i = 0; !data && i < n_places; i++)
		places[i].useful |= places[i].pagey;
	pairs_free(&kept);
	free(todo.v);
	free(addressed);
}

/* ---- reach ---- */

static int *seen_up, *seen_down;	/* by place: the last site + 1 that was there */
static unsigned char *reached;		/* by place: GUP, OTHER */
#define GUP 1				/* an acquisition's reference */
#define OTHER 2				/* another origin's */
#define ANY 4

static bool add_reach(struct reach r)
{
	int *seen = r.up ? seen_up : seen_down;
	const struct site *s = &sites[r.site];

	if (seen[r.place] == r.site + 1)
		return false;
	seen[r.place] = r.site + 1;
	if (n_reach == max_reach) {
		max_reach = max_reach ? 2 * max_reach : 1 << 16;
		reach = grow(reach, max_reach * sizeof(*reach));
	}
	reach[n_reach++] = r;
	reached[r.place] |= ANY | (acquires(s) ? GUP : s->role == ORIGIN ? OTHER : 0);
	return true;
}

/* Where what is handed on by an edge came into the function from. */
static int came_by(const struct reach *r, const struct edge *x)
{
	return x->kind == 'd' ? x->file : x->kind == 'u' || x->kind == 'l' ? -1 : r->came;
}

/*
 * The ways of one site's references from the rows that were added from FIRST on,
 * breadth first, so that the way kept is a shortest one; first those with the
 * fewest hops.  up: a reference may still leave towards any caller, or (0) it came
 * down from one particular caller.
 */
static void follow(int first)
{
	int begin = first;

	for (int hops = 0; hops <= MAX_HOPS; hops++) {
		int last = begin, end = n_reach;

		for (int step = 0; step < MAX_STEPS && last < end; step++) {
			for (; last < end; last++) {
				struct reach r = reach[last];
				int file = r.edge >= 0 && keeps_numbers(r.place) ? edges[r.edge].file : -1;

				for (int e = places[r.place].out; e >= 0; e = edges[e].next_out) {
					const struct edge *x = &edges[e];

					if (x->gone || x->heap || !places[x->dst].useful ||
					    (file >= 0 && x->file != file && x->file != r.came) ||
					    (x->kind == 'u' && !r.up))
						continue;
					add_reach((struct reach) {
						.site = r.site, .place = x->dst, .hops = r.hops,
						.step = r.step + 1, .from = r.place, .from_up = r.up,
						.edge = e, .came = came_by(&r, x),
						.up = x->kind == 'd' ? 0 : x->kind == 'l' ? 1 : r.up });
				}
			}
			end = n_reach;
		}
		if (hops == MAX_HOPS)
			break;
		begin = n_reach;
		for (int i = first; i < begin; i++) {
			struct reach r = reach[i];

			if (r.hops != hops)
				continue;
			for (int e = places[r.place].out; e >= 0; e = edges[e].next_out) {
				const struct edge *x = &edges[e];

				if (x->gone || !x->heap || !places[x->dst].useful ||
				    (x->kind == 'u' && !r.up))
					continue;
				add_reach((struct reach) {
					.site = r.site, .place = x->dst, .hops = hops + 1,
					.step = r.step + 1, .from = r.place, .from_up = r.up,
					.edge = e, .came = came_by(&r, x), .up = 1 });
			}
		}
	}
}

/* The references of site S start, where ONLY is set (or anywhere). */
static void follow_site(int s, const struct vec *mine, const bool *only)
{
	int first = n_reach;

	if (pairs_get(&no_start, s, 0) >= 0)
		return;
	for (int i = 0; i < mine->n; i++) {
		int p = mine->v[i];

		if (only && !only[p])
			continue;
		add_reach((struct reach) {
			.site = s, .place = p, .up = 1, .from = -1, .edge = -1, .came = -1,
			.hops = places[p].class == 'f' || places[p].class == 'g' });
	}
	follow(first);
}

/* ---- backwards ---- */

static void look_from(bool *mark, struct vec *todo, int place)
{
	if (mark[place])
		return;
	mark[place] = true;
	push(todo, place);
}

/* All places whose value may get to those of TODO, which it frees. */
static bool *look_back(bool *mark, struct vec *todo, bool only_useful)
{
	for (int i = 0; i < todo->n; i++)
		for (int e = places[todo->v[i]].in; e >= 0; e = edges[e].next_in)
			if (!edges[e].gone && (places[edges[e].src].useful || !only_useful))
				look_from(mark, todo, edges[e].src);
	free(todo->v);
	return mark;
}

/* ---- other origins ---- */

/*
 * back: where what a gup-reached release drops may have come from, or one that is
 * made for such references; the other origins that stand there start to flow as well.
 */
static bool *find_back(void)
{
	bool *back = calloc(n_places + 1, 1);
	struct vec todo = { 0 };
	char buf[256];
	int plain = intern("plain", 5);

	for (int i = 0; i < at_list.n; i += 2) {
		const struct site *s = &sites[at_list.v[i]];
		int p = at_list.v[i + 1];

		if ((drops(s) && reached[p] & ANY) || (releases(s) && s->ref != plain))
			look_from(back, &todo, p);
	}
	for (int i = 0; i < n_api; i++) {
		int p;

		if (api[i].role != FORWARD)
			continue;
		p = param_place(api[i].name, api[i].dest, 'o');
		snprintf(buf, sizeof(buf), "r:%s", text(api[i].name));
		for (int k = 0; k < 2; k++) {
			if (p >= 0)
				look_from(back, &todo, p);
			p = find_string(buf) < 0 ? -1 : place_of(find_string(buf));
		}
	}
	return look_back(back, &todo, false);
}

/* A call that nothing is known of, by the name it is called by. */
static bool not_known(const struct call *c)
{
	return c->name && c->name == c->callee && !opaque[c->callee] &&
	       pairs_get(&has_body, c->callee, 0) < 0;
}

/*
 * Is what comes from PLACE a page, though no type says so?  Where it gets to only one page can stand (an array may
 * be memory that is to be filled).
 */
static bool gives_one(int place)
{
	if (places[place].single)
		return true;
	for (int e = places[place].out; e >= 0; e = edges[e].next_out)
		if (!edges[e].gone && places[edges[e].dst].single && places[edges[e].dst].pagey)
			return true;
	return false;
}

/* A reference that is not known comes to PLACE by call I. */
static void add_unknown(int i, int place)
{
	const struct call *c = &calls[i];
	int s = add_site(&(struct site) {
		.call = i, .file = c->file, .line = c->line, .col = c->col, .func = c->func,
		.name = c->name, .role = UNKNOWN, .ref = intern("plain", 5) });

	if (s >= 0)
		add_pair(&start, &start_list, s, place);
}

static struct vec *starts_by_site(void)
{
	struct vec *v = calloc(n_sites + 1, sizeof(*v));

	for (int i = 0; i < start_list.n; i += 2)
		push(&v[start_list.v[i]], start_list.v[i + 1]);
	return v;
}

void flow_starts(int site, struct vec *v)
{
	for (int i = 0; pairs_get(&no_start, site, 0) < 0 && i < start_list.n; i += 2)
		if (start_list.v[i] == site)
			push(v, start_list.v[i + 1]);
}

struct vec strays;	/* rows of table stray: (release, class, name, number) */

/*
 * What comes to a module from nobody knows where by PLACE: who releases it after it was kept in a structure or a
 * global? CLASS, NAME and NUMBER say how it comes in (schema.sql). KEPT is by place, all 0 or less than n_sites + 1.
 */
static void follow_stray(int place, char class, int name, int number, int *kept)
{
	int first = n_reach;

	/* each a site of its own, for seen_up and seen_down tell them apart by that */
	room_for_site();
	sites[n_sites] = (struct site) { .role = UNKNOWN };
	add_reach((struct reach) {
		.site = n_sites, .place = place, .up = 1, .from = -1, .edge = -1, .came = -1, .hops = class == '?' });
	n_sites++;
	follow(first);
	for (int i = first; i < n_reach; i++)
		kept[reach[i].place] = reach[i].hops ? n_sites : kept[reach[i].place];
	for (int i = 0; i < at_list.n; i += 2)
		if (releases(&sites[at_list.v[i]]) && kept[at_list.v[i + 1]] == n_sites) {
			push(&strays, at_list.v[i]);
			push(&strays, class);
			push(&strays, name);
			push(&strays, number);
		}
	n_reach = first;
}

/*
 * Where a module's pages come from nobody knows where: parameters of functions that no call is known of that gives one
 * (not arrays that the function itself fills from an acquisition), fields and globals that nothing is known to set, and
 * expressions that were not understood. A page that is made of its number or its address (pfn_to_page()) is none: no
 * reference comes with it.
 */
static void find_strays(const bool *back)
{
	int sites_before = n_sites, *kept;
	unsigned char *was;

	strays.n = 0;
	if (!module)
		return;
	was = memcpy(grow(NULL, n_places + 1), reached, n_places + 1);
	kept = calloc(n_places + 1, sizeof(*kept));
	if (!kept)
		die("out of memory");
	for (int i = 0; i < n_places; i++) {
		const struct place *p = &places[i];
		int e = p->in, filled;

		while (e >= 0 && edges[e].gone)
			e = edges[e].next_in;
		if (!back[i] || was[i] & GUP)
			continue;
		switch (p->class) {
		case 'p':
			filled = param_place(p->func, p->param, 'o');
			if (e < 0 && p->pagey && (filled < 0 || !(was[filled] & GUP)))
				follow_stray(i, 'p', p->func, p->param, kept);
			break;
		case 'f':
		case 'g':
			if (e < 0 && (p->pagey || gives_one(i)))
				follow_stray(i, p->class, p->class == 'f' ? p->field : p->name, 0, kept);
			break;
		}
	}
	each_row(s, r, US) {
		int p = place_of(r[1]);

		if (p >= 0 && back[p] && (places[p].single || r[2]))
			follow_stray(p, '?', s->file, r[0], kept);
	}
	n_sites = sites_before;
	memcpy(reached, was, n_places + 1);
	free(was);
	free(kept);
}

void flow_all(void)
{
	struct pairs taker_files = { 0 };
	struct vec *mine;
	bool *back;
	int known;

	find_sites();
	find_starts();
	find_addresses();
	find_useful(false);
	n_reach = 0;
	seen_up = calloc(n_places + 1, sizeof(*seen_up));
	seen_down = calloc(n_places + 1, sizeof(*seen_down));
	free(reached);
	reached = calloc(n_places + 1, 1);
	mine = starts_by_site();
	for (int s = 0; s < n_sites; s++) {
		if (!acquires(&sites[s]))
			continue;
		pairs_add(&taker_files, sites[s].file, 0, 1);
		follow_site(s, &mine[s], NULL);
	}
	back = find_back();
	/* a page from a call that nothing is known of is a reference not known */
	known = n_sites;
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];

		if (!back[c->result] || !not_known(c) || !(places[c->result].pagey || (module && gives_one(c->result))))
			continue;
		add_unknown(i, c->result);
	}
	/* ... or puts where it is told to */
	each_row(f, r, WR) {
		int result = place_of(r[0]), p = place_of(r[1]);

		for (int i = result < 0 ? -1 : places[result].call; module && p >= 0 && i >= 0; i = calls[i].same_result)
			if (back[p] && not_known(&calls[i]))
				add_unknown(i, p);
	}
	for (int s = 0; s < known; s++)
		free(mine[s].v);
	free(mine);
	mine = starts_by_site();
	for (int s = 0; s < n_sites; s++) {
		int first = n_reach;

		if (sites[s].role != ORIGIN && sites[s].role != DUP && sites[s].role != UNKNOWN)
			continue;
		for (int i = 0; i < mine[s].n; i++) {
			int p = mine[s].v[i];
			bool heap = places[p].class == 'f' || places[p].class == 'g';

			if (!back[p])
				continue;
			/* one more reference on what is kept in a field of a gup user
			 * is no further away than the user's own */
			add_reach((struct reach) {
				.site = s, .place = p, .up = 1, .from = -1, .edge = -1, .came = -1,
				.hops = heap && !(sites[s].role == DUP &&
						  pairs_get(&taker_files, sites[s].file, 0) >= 0) });
		}
		follow(first);
	}
	for (int s = 0; s < n_sites; s++)
		free(mine[s].v);
	free(mine);
	find_strays(back);
	free(back);
	free(seen_up);
	free(seen_down);
	pairs_free(&taker_files);
}

/* Calls that give a page to an owner who drops it like any other, or to a function
 * that nothing is known of: their arguments. */
static void look_from_others(bool *mark, struct vec *todo)
{
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];

		for (int j = c->args; j < c->args + c->n_args; j++)
			if (not_known(c) && places[args[j].place].pagey)
				look_from(mark, todo, args[j].place);
		for (int k = c->effects; k < c->effects + c->n_effects; k++)
			for (int j = c->args; api[api_of[k]].role == FOREIGN && j < c->args + c->n_args; j++)
				if (args[j].i == api[api_of[k]].src)
					look_from(mark, todo, args[j].place);
	}
	/* through a pointer: to functions that are not all known */
	each_row(s, r, AR) {
		int call = place_of(r[AR_CALL]), arg = place_of(r[AR_PLACE]);

		if (call >= 0 && arg >= 0 && pairs_get(&via_of, call, 0) >= 0 && places[arg].pagey)
			look_from(mark, todo, arg);
	}
	for (int i = 0; i < n_api; i++)
		for (int p = 0; api[i].role == FOREIGN && api[i].args == -2 && p < n_places; p++)
			if (places[p].class == 'f' && places[p].tag == api[i].name && places[p].field == api[i].fields)
				look_from(mark, todo, p);
}

bool *flow_released(bool by_others)
{
	bool *released = calloc(n_places + 1, 1);
	struct vec todo = { 0 };

	for (int i = 0; i < at_list.n; i += 2)
		if (drops(&sites[at_list.v[i]]))
			look_from(released, &todo, at_list.v[i + 1]);
	if (by_others)
		look_from_others(released, &todo);
	return look_back(released, &todo, false);
}

static bool same_folder(int file, int other)
{
	const char *a = text(file), *b = text(other), *end = strrchr(a, '/');
	size_t n = end ? end + 1 - a : 0;

	return !strncmp(a, b, n) && !strchr(b + n, '/');
}

/* By site: was what it takes followed to a release in another function, of a file beside its own? */
bool *flow_elsewhere(void)
{
	bool *found = calloc(n_sites + 1, 1);
	struct vec *drop_at = calloc(n_places + 1, sizeof(*drop_at));

	if (!found || !drop_at)
		die("out of memory");
	for (int i = 0; i < at_list.n; i += 2)
		if (drops(&sites[at_list.v[i]]))
			push(&drop_at[at_list.v[i + 1]], at_list.v[i]);
	for (int i = 0; i < n_reach; i++) {
		const struct site *s = &sites[reach[i].site];
		const struct vec *v = &drop_at[reach[i].place];

		for (int k = 0; acquires(s) && k < v->n && !found[reach[i].site]; k++)
			found[reach[i].site] = sites[v->v[k]].func != s->func && same_folder(s->file, sites[v->v[k]].file);
	}
	for (int i = 0; i < n_places; i++)
		free(drop_at[i].v);
	free(drop_at);
	return found;
}

bool flow_passes(int place)
{
	return reached[place] & ANY;
}

/* ---- names to look for in the rest of the tree ---- */

static bool is_static(const char *s)
{
	return strchr(s, '!');
}

/*
 * open: where what may be released came from, for the releases that only gup
 * references are known to reach yet, and those made for them that nothing reaches.  Once another origin is known nothing
 * further can change the verdict.
 */
static bool *find_open(void)
{
	bool *open = calloc(n_places + 1, 1), *settled = calloc(n_sites + 1, 1);
	int plain = intern("plain", 5);
	struct vec todo = { 0 };

	for (int i = 0; i < at_list.n; i += 2)
		settled[at_list.v[i]] |= reached[at_list.v[i + 1]] & OTHER;
	for (int i = 0; i < at_list.n; i += 2) {
		int p = at_list.v[i + 1];

		if (releases(&sites[at_list.v[i]]) && !settled[at_list.v[i]] &&
		    (reached[p] & ANY || sites[at_list.v[i]].ref != plain))
			look_from(open, &todo, p);
	}
	free(settled);
	return look_back(open, &todo, true);
}

/* Other users of field P. */
void want_field(FILE *f, const struct place *p)
{
	const char *tag;

	if (p->class != 'f' || p->tag < 0 || is_static(text(p->tag)))
		return;
	tag = text(p->tag);
	/*
	 * Of a module all is read that names the field, which may be got at as a member of another structure, or the
	 * structure, which may be looked at as another one.
	 */
	if (module) {
		fprintf(f, "%s\n%.*s\ninit:\n", text(p->field), (int)strcspn(tag, "."), tag);
		each_row(s, r, TD)
			if (text(r[1])[0] == 's' && !strcmp(text(r[1]) + 2, tag))
				fprintf(f, "%s\n", text(r[0]));
	} else
		fprintf(f, "%s&%.*s\ninit:%s\n", text(p->field), (int)strcspn(tag, "."), tag, tag);
}

/*
 * A call through a field gets pages: the functions that are put into the field
 * are looked for; a function that is put into one releases them: its calls.
 */
static void want_callbacks(FILE *f, const bool *open)
{
	struct pairs releasing = { 0 };		/* (function, 0): by way of a parameter */

	each_row(s, r, AR) {
		int call = place_of(r[AR_CALL]), arg = place_of(r[AR_PLACE]);
		int via = call < 0 || arg < 0 ? -1 : pairs_get(&via_of, call, 0);

		if (via >= 0 && places[arg].pagey && reached[arg] & GUP)
			want_field(f, &places[via]);
	}
	for (int i = 0; i < n_places; i++)
		if (open[i] && places[i].pagey && places[i].class == 'p' && places[i].func >= 0)
			pairs_add(&releasing, places[i].func, 0, 1);
	for (int i = 0; i < callback_list.n; i += 2)
		if (pairs_get(&releasing, callback_list.v[i + 1], 0) >= 0)
			want_field(f, &places[callback_list.v[i]]);
	pairs_free(&releasing);
}

/*
 * A release of a file that takes references itself, and nothing known gets there:
 * where the page comes by its number, who puts that into the field?
 */
static void want_numbers(FILE *f)
{
	struct pairs takers = { 0 };		/* files */
	struct vec todo = { 0 };
	bool *met = calloc(n_places + 1, 1);
	struct pairs seen = { 0 };		/* releases that something gets to */

	for (int i = 0; i < n_sites; i++)
		if (acquires(&sites[i]))
			pairs_add(&takers, sites[i].file, 0, 1);
	for (int i = 0; i < at_list.n; i += 2)
		if (reached[at_list.v[i + 1]] & ANY)
			pairs_add(&seen, at_list.v[i], 0, 1);
	for (int i = 0; i < at_list.n; i += 2) {
		const struct site *s = &sites[at_list.v[i]];

		if (!releases(s) || pairs_get(&seen, at_list.v[i], 0) >= 0 ||
		    pairs_get(&takers, s->file, 0) < 0 || met[at_list.v[i + 1]])
			continue;
		met[at_list.v[i + 1]] = true;
		push(&todo, at_list.v[i + 1]);
		push(&todo, s->file);
	}
	for (int i = 0; i < todo.n; i += 2) {
		if (places[todo.v[i]].number == NUMBER) {
			want_field(f, &places[todo.v[i]]);
			continue;
		}
		for (int e = places[todo.v[i]].in; e >= 0; e = edges[e].next_in) {
			int src = edges[e].src;

			if (edges[e].gone || met[src] || edges[e].file != todo.v[i + 1])
				continue;
			met[src] = true;
			push(&todo, src);
			push(&todo, todo.v[i + 1]);
		}
	}
	free(todo.v);
	free(met);
	pairs_free(&takers);
	pairs_free(&seen);
}

void flow_want(const char *out)
{
	bool *open = find_open();
	FILE *f = fopen(out, "w");

	if (!f)
		die("%s: %s", out, strerror(errno));
	for (int i = 0; i < n_places; i++) {
		const struct place *p = &places[i];
		bool gup = reached[i] & GUP;

		gup |= p->address == HERE;
		if (!(p->pagey || (p->address && strchr("pro", p->class))) || (!gup && !open[i]))
			continue;
		/* callers of what returns or fills */
		if (gup && p->class == 'r' && !is_static(text(p->name)))
			fprintf(f, "%s\n", text(p->name) + 2);
		if (gup && p->class == 'o' && p->func >= 0 && !is_static(text(p->func)))
			fprintf(f, "%s\n", text(p->func));
		/* callers of what releases */
		if (open[i] && p->class == 'p' && p->func >= 0 && !is_static(text(p->func)))
			fprintf(f, "%s\n", text(p->func));
		/* bodies of what gives pages */
		if (open[i])
			for (int c = p->call; c >= 0; c = calls[c].same_result)
				if (not_known(&calls[c]))
					fprintf(f, "def:%s\n", text(calls[c].name));
		/* other users of a field or a global that holds pages */
		want_field(f, p);
		if (p->class == 'g' && !is_static(text(p->name)))
			fprintf(f, "%s\n", text(p->name) + 2);
	}
	/* bodies of what gets pages */
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];

		if (!not_known(c))
			continue;
		for (int k = c->args; k < c->args + c->n_args; k++)
			if (places[args[k].place].pagey && reached[args[k].place] & GUP) {
				fprintf(f, "def:%s\n", text(c->name));
				break;
			}
	}
	want_callbacks(f, open);
	want_numbers(f);
	free(open);
	if (fclose(f))
		die("%s: %s", out, strerror(errno));
}

/* ---- what happens to the pages' data ---- */

struct touch *touches;
int n_touches;

/* Is what call C makes of a page, its number, kept somewhere, or given to a call? */
static bool number_leaves(const struct call *c, const struct vec *users)
{
	struct pairs met = { 0 };
	struct vec todo = { 0 };
	bool leaves = false;

	push(&todo, c->result);
	for (int i = 0; i < todo.n && !leaves; i++) {
		int p = todo.v[i];

		for (int k = 0; k < users[p].n; k++)
			leaves |= !hands_on(&calls[users[p].v[k]]);
		for (int e = places[p].out; e >= 0; e = edges[e].next_out) {
			int dst = edges[e].dst;

			if (edges[e].gone)
				continue;
			leaves |= strchr("fgox", places[dst].class) != NULL;
			if (edges[e].kind == 'i' && places[dst].class != 'r' && pairs_add(&met, dst, 0, 1))
				push(&todo, dst);
		}
	}
	free(todo.v);
	pairs_free(&met);
	return leaves;
}

/*
 * The calls that the references of each acquisition get to, and that read or
 * write the pages' data.  The same walk as for releases, only to other ends.
 * "number" instead of "address": nobody is given what the call says.
 */
void flow_touches(void)
{
	struct reach *ways = reach;
	int n_ways = n_reach, max_ways = max_reach, max = 0;
	unsigned char *was_reached = reached;
	struct pairs seen = { 0 };
	struct vec *by_place = calloc(n_places + 1, sizeof(*by_place)), *mine = starts_by_site();
	struct vec *users = calloc(n_places + 1, sizeof(*users));
	int address = intern("address", 7), number = intern("number", 6);
	bool *useful = calloc(n_places + 1, 1);

	for (int i = 0; i < n_places; i++)
		useful[i] = places[i].useful;
	find_useful(true);
	reach = NULL;
	n_reach = max_reach = 0;
	reached = calloc(n_places + 1, 1);
	seen_up = calloc(n_places + 1, sizeof(*seen_up));
	seen_down = calloc(n_places + 1, sizeof(*seen_down));
	for (int s = 0; s < n_sites; s++)
		if (acquires(&sites[s]))
			follow_site(s, &mine[s], NULL);
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];

		for (int k = c->effects; k < c->effects + c->n_effects; k++)
			for (int j = c->args; j < c->args + c->n_args; j++)
				if (touches_by(&api[api_of[k]], &args[j])) {
					push(&by_place[args[j].place], i);
					push(&by_place[args[j].place], api[api_of[k]].ref);
				}
	}
	for (int i = 0; i < n_calls; i++)
		for (int j = calls[i].args; j < calls[i].args + calls[i].n_args; j++)
			push(&users[args[j].place], i);
	n_touches = 0;
	for (int i = 0; i < n_reach; i++) {
		const struct vec *v = &by_place[reach[i].place];

		for (int k = 0; k < v->n; k += 2) {
			if (!pairs_add(&seen, reach[i].site, v->v[k], 1))
				continue;
			if (n_touches == max) {
				max = max ? 2 * max : 1024;
				touches = grow(touches, max * sizeof(*touches));
			}
			touches[n_touches++] = (struct touch) {
				reach[i].site, v->v[k], v->v[k + 1] != address ||
					number_leaves(&calls[v->v[k]], users) ? v->v[k + 1] : number,
				reach[i].hops };
		}
	}
	for (int i = 0; i < n_places; i++) {
		free(by_place[i].v);
		free(users[i].v);
		places[i].useful = useful[i];
	}
	for (int s = 0; s < n_sites; s++)
		free(mine[s].v);
	free(mine);
	free(by_place);
	free(users);
	free(useful);
	free(seen_up);
	free(seen_down);
	free(reach);
	free(reached);
	pairs_free(&seen);
	reach = ways;
	n_reach = n_ways;
	max_reach = max_ways;
	reached = was_reached;
}
