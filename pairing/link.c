// SPDX-License-Identifier: GPL-2.0
/*
 * link.c: from the facts of many files to one graph.  Types are solved, fields
 * get their struct's name, calls are tied to bodies, the API table is applied.
 *
 * Files are taken in the order of their names, so that the same facts make the
 * same graph whatever they were read in.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "solve.h"

struct place *places;
int n_places;
struct call *calls;
int n_calls;
struct arg *args;
struct edge *edges;
int n_edges;
int *api_of;
struct pairs has_body;
bool *opaque;

static int max_places, max_calls, max_args, max_edges, n_args, n_api_of, max_api_of;

/* ---- maps from strings ---- */

/* map: an int for each string, -1 at first. */
struct map {
	int *v;
	int n;
};

static int map_get(const struct map *m, int s)
{
	return s >= 0 && s < m->n ? m->v[s] : -1;
}

static void map_set(struct map *m, int s, int x)
{
	if (s >= m->n) {
		int n = n_strings() + n_strings() / 4;

		m->v = grow(m->v, n * sizeof(*m->v));
		while (m->n < n)
			m->v[m->n++] = -1;
	}
	m->v[s] = x;
}

static void map_first(struct map *m, int s, int x)
{
	if (map_get(m, s) < 0)
		map_set(m, s, x);
}

static void map_clear(struct map *m)
{
	for (int i = 0; i < m->n; i++)
		m->v[i] = -1;
}

/* "r:NAME" and the like; KIND is r, t or g. */
static int prefixed(char kind, int name)
{
	static struct map made[3];
	struct map *m = &made[kind == 'r' ? 0 : kind == 't' ? 1 : 2];
	int id = map_get(m, name);

	if (id < 0) {
		id = internf("%c:%s", kind, text(name));
		map_set(m, name, id);
	}
	return id;
}

/* What stands behind the two characters of "s:TAG", "g:FUNC" ... */
static int behind(int name)
{
	static struct map made;
	int id = map_get(&made, name);

	if (id < 0) {
		const char *s = text(name) + 2;

		id = intern(s, strlen(s));
		map_set(&made, name, id);
	}
	return id;
}

/* ---- types ---- */

static struct map declared;	/* t:NAME, r:FUNC, g:NAME -> its shape */
static struct map made_base, made_field;	/* a term -> of what */
static struct map solved;	/* a term -> the last shape it turns out to be */
static struct pairs members;	/* (tag, field) -> shape */
static struct pairs numbered;	/* (tag, "#N") -> the field an initialiser without names means */
static struct pairs depths;	/* (tag, field) -> how many pointers and arrays deep */
static struct pairs or_page;	/* (tag, field): in another branch of an #if its type is a page, or an array of them */
static struct map tags;		/* tags whose members are known */
static struct vec met;		/* every shape on the way, when asked for */
static bool collect;

/* The field of struct TAG that FIELD names, by its name or (as "#N") its number. */
static int named_field(int tag, int field)
{
	int name = *text(field) == '#' ? pairs_get(&numbered, tag, field) : -1;

	return name < 0 ? field : name;
}

static int member(int tag, int field)
{
	return pairs_get(&members, tag, named_field(tag, field));
}

/* The tag of a shape "s:TAG", -1 of any other. */
static int tag_of(int shape)
{
	const char *s = text(shape);

	return s[0] == 's' && s[1] == ':' ? behind(shape) : -1;
}

/*
 * What TERM turns out to be: a field of what its base turns out to be, and
 * whatever is declared under that name.
 */
static int solve_term(int term, int depth)
{
	int shape = map_get(&solved, term), base = map_get(&made_base, term), next, tag;

	if (shape >= 0 || depth > 60)
		return shape >= 0 ? shape : term;
	shape = term;
	if (base >= 0) {
		tag = tag_of(solve_term(base, depth + 1));
		next = tag < 0 ? -1 : member(tag, map_get(&made_field, term));
		if (next >= 0)
			shape = next;
	}
	for (int i = 0; i < 50; i++) {
		if (collect)
			push(&met, shape);
		next = map_get(&declared, shape);
		if (next < 0)
			break;
		shape = next;
	}
	map_set(&solved, term, shape);
	return shape;
}

static bool is_header(const struct source *s)
{
	size_t n = strlen(text(s->file));

	return n > 2 && !strcmp(text(s->file) + n - 2, ".h");
}

static void declare(char kind, int name, int shape)
{
	map_first(&declared, prefixed(kind, name), shape);
}

static bool is_page_itself(int shape)
{
	return !strcmp(text(shape), "s:page") || !strcmp(text(shape), "s:folio");
}

/*
 * FIELD of struct TAG has that SHAPE.  The first one that is declared counts; but where a field is a page in one branch
 * of an #if, and in the other a union or struct without a name that has pages in it, it is both.
 */
static void add_member(int tag, int field, int shape)
{
	int had = pairs_get(&members, tag, field);
	char own[512];

	snprintf(own, sizeof(own), "s:%s.%s", text(tag), text(field));
	if (had < 0) {
		pairs_add(&members, tag, field, shape);
	} else if (is_page_itself(had) && !strcmp(text(shape), own)) {
		pairs_set(&members, tag, field, shape);
		pairs_add(&or_page, tag, field, 1);
	} else if (is_page_itself(shape) && !strcmp(text(had), own)) {
		pairs_add(&or_page, tag, field, 1);
	}
}

static void link_declarations(void)
{
	static int done_for = -1;

	if (done_for == store.loads)
		return;
	done_for = store.loads;
	map_clear(&declared);
	map_clear(&made_base);
	map_clear(&made_field);
	map_clear(&solved);
	map_clear(&tags);
	pairs_clear(&members);
	pairs_clear(&numbered);
	pairs_clear(&depths);
	pairs_clear(&or_page);
	each_row(s, r, TD)
		declare('t', r[0], r[1]);
	/* a function of the same name in a header may be quite another one */
	each_row(s, r, FN)
		if (!is_header(s)) {
			declare('r', r[FN_QNAME], r[FN_SHAPE]);
			declare('r', r[FN_NAME], r[FN_SHAPE]);
		}
	each_row(s, r, FR)
		declare('r', r[0], r[1]);
	each_row(s, r, FN)
		declare('r', r[FN_QNAME], r[FN_SHAPE]);
	each_row(s, r, GV)
		declare('g', r[0], r[1]);
	each_row(s, r, SF) {
		add_member(r[SF_TAG], r[SF_FIELD], r[SF_SHAPE]);
		pairs_add(&numbered, r[SF_TAG], r[SF_NUMBER], r[SF_FIELD]);
		pairs_add(&depths, r[SF_TAG], r[SF_FIELD], r[SF_DEPTH]);
		map_set(&tags, r[SF_TAG], 1);
	}
	each_row(s, r, TM) {
		if (map_get(&made_base, r[TM_TERM]) >= 0)
			continue;
		map_set(&made_base, r[TM_TERM], r[TM_BASE]);
		map_set(&made_field, r[TM_TERM], r[TM_FIELD]);
	}
}

int link_tag(int shape)
{
	return tag_of(solve_term(shape, 0));
}

void link_types(const char *out)
{
	struct map seen = { 0 }, typedefs = { 0 }, returns = { 0 };
	FILE *f = fopen(out, "w");

	if (!f)
		die("%s: %s", out, strerror(errno));
	link_declarations();
	map_clear(&solved);
	each_row(s, r, TD)
		map_set(&typedefs, r[0], 1);
	each_row(s, r, FR)
		map_set(&returns, r[0], 1);
	each_row(s, r, FN)
		map_set(&returns, r[FN_NAME], 1);
	collect = true;
	met.n = 0;
	each_row(s, r, FP)
		solve_term(r[FP_TERM], 0);
	each_row(s, r, TM)
		solve_term(r[TM_BASE], 0);
	collect = false;
	for (int i = 0; i < met.n; i++) {
		const char *s = text(met.v[i]), *name = s + 2;
		int id;

		if (map_get(&seen, met.v[i]) >= 0 || !s[0] || s[1] != ':')
			continue;
		map_set(&seen, met.v[i], 1);
		id = behind(met.v[i]);
		if (*s == 's' && !strchr(name, '!') && map_get(&tags, id) < 0)
			fprintf(f, "struct:%.*s\n", (int)strcspn(name, "."), name);
		else if (*s == 't' && map_get(&typedefs, id) < 0)
			fprintf(f, "typedef:%s\n", name);
		else if (*s == 'r' && !strchr(name, '!') && map_get(&returns, id) < 0)
			fprintf(f, "decl:%s\ndef:%s\n", name, name);
	}
	free(seen.v);
	free(typedefs.v);
	free(returns.v);
	if (fclose(f))
		die("%s: %s", out, strerror(errno));
}

/* ---- places ---- */

static struct map place_id;	/* a raw name -> its place */
static struct map field_of;	/* a field's raw name -> its row in fields[] */
static struct pairs wrapping;	/* (tag, field): only wraps a container's pages */
static struct pairs containers;	/* (tag, 0) */
static struct pairs params;	/* (function, 2 * number + (class o)) -> place */

static struct field {
	int raw, tag, field, name;	/* tag: -1 while the struct is not known */
	bool dull;		/* its own type can hold no page */
	bool same;		/* a "same" row of the API table speaks of it */
} *fields;
static int n_fields, max_fields;

int place_of(int raw)
{
	return map_get(&place_id, raw);
}

int param_place(int func, int i, char class)
{
	return pairs_get(&params, func, 2 * i + (class == 'o'));
}

static struct pairs lent;	/* (place, 0): parameters of a container type that lends */

bool only_lent(int place)
{
	return pairs_get(&lent, place, 0) >= 0;
}

static int new_place(int name, char class)
{
	const char *s = text(name);
	struct place *p;

	if (n_places == max_places) {
		max_places = max_places ? 2 * max_places : 1 << 16;
		places = grow(places, max_places * sizeof(*places));
	}
	p = &places[n_places];
	*p = (struct place) {
		.name = name, .class = class, .bang = -1, .out = -1, .in = -1, .call = -1,
		.func = -1, .param = -1, .tag = -1, .field = -1, .at = -1,
	};
	if (class == 'p' || class == 'o') {
		/* "p:FUNC:3" */
		const char *colon = strrchr(s, ':');

		if (colon < s + 2 || strspn(colon + 1, "0123456789") != strlen(colon + 1))
			goto out;
		p->func = intern(s + 2, colon - s - 2);
		p->param = atoi(colon + 1);
		pairs_add(&params, p->func, 2 * p->param + (class == 'o'), n_places);
	}
out:
	map_set(&place_id, name, n_places);
	return n_places++;
}

/* The place of a raw name, made if it is new. */
static int make_place(int raw)
{
	int id = map_get(&place_id, raw), f;
	const char *s = text(raw);
	char class = *s;
	struct field *fi;

	if (id >= 0)
		return id;
	f = map_get(&field_of, raw);
	if (f < 0) {
		if (class == 'f' && strchr(s, '@'))
			class = 'x';
		return new_place(raw, class);
	}
	fi = &fields[f];
	id = map_get(&place_id, fi->name);
	if (id < 0) {
		s = text(fi->name);
		id = new_place(fi->name, *s == 'f' && strchr(s, '@') ? 'x' : class);
		places[id].tag = fi->tag;
		places[id].field = fi->field;
	}
	map_set(&place_id, raw, id);
	return id;
}

static bool is_dull(int raw)
{
	int f = map_get(&field_of, raw);

	return f >= 0 && fields[f].dull;
}

/*
 * Two functions may share a name: one of a .c file, and another in a header that
 * is only included elsewhere.  Where the number of parameters tells them apart,
 * the one of the .c file keeps the name; the other is left out.
 */
static struct map arity;	/* such a function -> parameters of the one that counts */
static struct pairs shadowed;	/* (file, function): the other one */
static struct pairs shadows;	/* (function, 0): it has one */

static void link_namesakes(void)
{
	map_clear(&arity);
	pairs_clear(&shadowed);
	pairs_clear(&shadows);
	each_row(s, r, FN)
		if (!is_header(s) && !strchr(text(r[FN_QNAME]), '!'))
			map_first(&arity, r[FN_QNAME], r[FN_NPARAMS]);
	each_row(s, r, FN)
		if (is_header(s) && map_get(&arity, r[FN_QNAME]) >= 0 &&
		    map_get(&arity, r[FN_QNAME]) != r[FN_NPARAMS]) {
			pairs_add(&shadowed, s->file, r[FN_QNAME], 1);
			pairs_add(&shadows, r[FN_QNAME], 0, 1);
		}
}

/* Does call C mean the other function of its name?  (100 more: an older form, see the head of api.tsv) */
static bool namesake(const struct call *c)
{
	int n = map_get(&arity, c->callee);

	return n >= 0 && n != c->nargs % 100 && pairs_get(&shadows, c->callee, 0) >= 0;
}

/* A "same" row of the API table, its columns taken apart; -1 for what no fact mentions. */
struct same {
	int tag, field;		/* of this field ... */
	int to_tag, to_field;	/* ... it is said that it is that one */
	const char *to, *dot;	/* the latter as it is written, and where its dot is */
};

static struct same *sames;
static int n_sames;

static void read_sames(void)
{
	if (!sames)
		sames = grow(NULL, n_api * sizeof(*sames));
	n_sames = 0;
	for (int i = 0; i < n_api; i++) {
		const char *to = text(api[i].to), *dot = strchr(to, '.');
		char *tag;

		if (api[i].role != SAME || !dot)
			continue;
		tag = strndup(to, dot - to);
		if (!tag)
			die("out of memory");
		sames[n_sames++] = (struct same) {
			.tag = api[i].name, .field = api[i].fields, .to = to, .dot = dot,
			.to_tag = find_string(tag), .to_field = find_string(dot + 1),
		};
		free(tag);
	}
}

/* (tag, field) of what a field is the same as, by a "same" row of the API table; true
 * if there is one. */
static bool same_field(int *tag, int *field)
{
	for (const struct same *x = sames; x < sames + n_sames; x++) {
		if (x->to_field == *field && x->to_tag == *tag)
			return true;
		if (x->tag != *tag || x->field != *field)
			continue;
		*tag = intern(x->to, x->dot - x->to);
		*field = intern(x->dot + 1, strlen(x->dot + 1));
		return true;
	}
	return false;
}

static void link_fields(void)
{
	static struct pairs names;	/* (tag, field) -> "F:TAG.FIELD" */
	int page = intern("page", 4), folio = intern("folio", 5), small = intern("small", 5);

	map_clear(&place_id);
	map_clear(&field_of);
	pairs_clear(&wrapping);
	pairs_clear(&containers);
	n_fields = 0;
	read_sames();
	for (int i = 0; i < n_api; i++) {
		const char *s = text(api[i].fields);

		if (api[i].role != CONTAINER)
			continue;
		pairs_add(&containers, api[i].name, 0, 1);
		while (*s) {
			size_t n = strcspn(s, ",");

			pairs_add(&wrapping, api[i].name, intern(s, n), 1);
			s += n + (s[n] == ',');
		}
	}
	each_row(s, r, FP) {
		struct field *f;
		int shape, inner;

		if (map_get(&field_of, r[FP_PLACE]) >= 0)
			continue;
		if (n_fields == max_fields) {
			max_fields = max_fields ? 2 * max_fields : 1 << 14;
			fields = grow(fields, max_fields * sizeof(*fields));
		}
		map_set(&field_of, r[FP_PLACE], n_fields);
		f = &fields[n_fields++];
		*f = (struct field) { .raw = r[FP_PLACE], .field = r[FP_FIELD], .name = r[FP_PLACE] };
		f->tag = tag_of(solve_term(r[FP_TERM], 0));
		if (f->tag < 0)
			continue;
		f->field = named_field(f->tag, f->field);
		f->same = same_field(&f->tag, &f->field);
		/* the wrapping of a container is no place of all containers */
		if (pairs_get(&wrapping, f->tag, f->field) < 0) {
			f->name = pairs_get(&names, f->tag, f->field);
			if (f->name < 0) {
				f->name = internf("F:%s.%s", text(f->tag), text(f->field));
				pairs_add(&names, f->tag, f->field, f->name);
			}
		}
		shape = member(f->tag, f->field);
		if (shape < 0)
			continue;
		inner = tag_of(shape);
		/* (a pointer to small numbers is an address all the same) */
		f->dull = (shape == small && pairs_get(&depths, f->tag, f->field) < 1) ||
			  (inner >= 0 && inner != page && inner != folio && pairs_get(&containers, inner, 0) < 0 &&
			   pairs_get(&or_page, f->tag, f->field) < 0);
	}
}

/* ---- steps, calls, arguments ---- */

struct step {
	int src, dst, file, line;
};

static struct step *steps;
static int n_steps, max_steps;
static struct pairs callbacks;	/* (place, function) */
struct vec callback_list;		/* the same as a list, two cells each */
struct pairs via_of;		/* (result, 0) -> the place that an indirect call goes through */

static void add_step(int src, int dst, int file, int line)
{
	if (n_steps == max_steps) {
		max_steps = max_steps ? 2 * max_steps : 1 << 16;
		steps = grow(steps, max_steps * sizeof(*steps));
	}
	steps[n_steps++] = (struct step) { src, dst, file, line };
}

static int by_position(const void *a, const void *b)
{
	const struct call *x = a, *y = b;
	int d;

	if (x->file != y->file)
		return strcmp(text(x->file), text(y->file));
	d = x->line - y->line;
	if (!d)
		d = x->col - y->col;
	if (!d && x->callee != y->callee)
		d = strcmp(text(x->callee), text(y->callee));
	return d;
}

static void add_call(struct call c)
{
	if (n_calls == max_calls) {
		max_calls = max_calls ? 2 * max_calls : 1 << 16;
		calls = grow(calls, max_calls * sizeof(*calls));
	}
	calls[n_calls++] = c;
}

static void link_steps(void)
{
	n_steps = 0;
	pairs_clear(&params);
	n_places = 0;
	each_row(s, r, FL)
		if (!is_dull(r[FL_SRC]) && !is_dull(r[FL_DST]) &&
		    pairs_get(&shadowed, s->file, r[FL_FUNC]) < 0)
			add_step(make_place(r[FL_SRC]), make_place(r[FL_DST]), s->file, r[FL_LINE]);
	/* a wrapping field of a container is the container itself */
	each_row(s, r, BS) {
		int f = map_get(&field_of, r[BS_PLACE]);

		if (f < 0 || fields[f].tag < 0 ||
		    pairs_get(&wrapping, fields[f].tag, fields[f].field) < 0)
			continue;
		add_step(make_place(r[BS_PLACE]), make_place(r[BS_BASE]), s->file, 0);
		add_step(make_place(r[BS_BASE]), make_place(r[BS_PLACE]), s->file, 0);
	}
}

static int by_call_then_argument(const void *a, const void *b)
{
	const int *x = a, *y = b;

	for (int i = 0; i < 3; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

static void add_callback(int place, int func)
{
	if (place < 0 || !pairs_add(&callbacks, place, func, 1))
		return;
	push(&callback_list, place);
	push(&callback_list, func);
}

/*
 * A header that is a part of the files that include it (KVM's paging_tmpl.h)
 * calls their static functions.  Such a name is tied to the static function of
 * the header's folder that has it, if there is one only.
 */
static struct map included;	/* name -> its first in included_list, -1, or none */
static struct vec included_list;	/* function, the next of that name */

static void link_included(void)
{
	struct map wanted = { 0 };

	map_clear(&included);
	included_list.n = 0;
	each_row(s, r, CA)
		if (is_header(s) && pairs_get(&has_body, r[CA_CALLEE], 0) < 0)
			map_set(&wanted, r[CA_CALLEE], 1);
	for (int i = 0; i < n_api; i++)
		map_set(&wanted, api[i].name, -1);
	each_row(s, r, FN)
		if (!is_header(s) && map_get(&wanted, r[FN_NAME]) > 0 &&
		    strchr(text(r[FN_QNAME]), '!')) {
			push(&included_list, r[FN_QNAME]);
			push(&included_list, map_get(&included, r[FN_NAME]));
			map_set(&included, r[FN_NAME], included_list.n - 2);
		}
	free(wanted.v);
}

/* The function that is meant where S calls CALLEE. */
static int body_of(const struct source *s, int callee)
{
	const char *file = text(s->file), *slash = strrchr(file, '/');
	int folder = slash ? slash + 1 - file : 0, found = -1;

	if (!is_header(s))
		return callee;
	for (int i = map_get(&included, callee); i >= 0; i = included_list.v[i + 1]) {
		const char *name = text(included_list.v[i]);

		if (strncmp(name, file, folder) || strcspn(name + folder, "/") <
						   strcspn(name + folder, "!"))
			continue;
		if (found >= 0 && found != included_list.v[i])
			return callee;
		found = included_list.v[i];
	}
	return found < 0 ? callee : found;
}

/*
 * Which functions may be at which place: where one is named, and where it is
 * copied or handed to from there.
 */
static void link_callbacks(void)
{
	int *next = grow(NULL, (n_steps + 1) * sizeof(*next)), begin = 0;
	struct map callee = { 0 };	/* by the call's result */
	struct vec handed = { 0 };	/* place of an argument, callee, number, the next of that place */
	int *first;

	pairs_clear(&callbacks);
	callback_list.n = 0;
	each_row(s, r, CA)
		if (pairs_get(&has_body, body_of(s, r[CA_CALLEE]), 0) >= 0)
			map_set(&callee, r[CA_RESULT], body_of(s, r[CA_CALLEE]));
	each_row(s, r, AR) {
		int func = map_get(&callee, r[AR_CALL]);
		int place = *text(r[AR_PLACE]) == 'g' ? make_place(r[AR_PLACE]) : place_of(r[AR_PLACE]);

		if (func < 0 || place < 0 || param_place(func, r[AR_I], 'p') < 0)
			continue;
		if (places[place].class == 'g' && pairs_get(&has_body, behind(places[place].name), 0) >= 0)
			add_callback(param_place(func, r[AR_I], 'p'), behind(places[place].name));
		else if (places[place].class == 'l') {
			push(&handed, place);
			push(&handed, func);
			push(&handed, r[AR_I]);
			push(&handed, -1);
		}
	}
	for (int i = 0; i < n_places; i++)
		places[i].at = -1;
	for (int i = n_steps - 1; i >= 0; i--) {
		const struct place *src = &places[steps[i].src];

		next[i] = src->at;
		places[steps[i].src].at = i;
		if (src->class == 'g' && pairs_get(&has_body, behind(src->name), 0) >= 0)
			add_callback(steps[i].dst, behind(src->name));
	}
	first = grow(NULL, (n_places + 1) * sizeof(*first));
	memset(first, -1, n_places * sizeof(*first));
	for (int k = 0; k < handed.n; k += 4) {
		handed.v[k + 3] = first[handed.v[k]];
		first[handed.v[k]] = k;
	}
	while (begin < callback_list.n) {
		int end = callback_list.n;

		for (int i = begin; i < end; i += 2)
			for (int s = places[callback_list.v[i]].at; s >= 0; s = next[s])
				if (strchr("lp", places[callback_list.v[i]].class))
					add_callback(steps[s].dst, callback_list.v[i + 1]);
		for (int i = begin; i < end; i += 2)
			for (int k = first[callback_list.v[i]]; k >= 0; k = handed.v[k + 3])
				add_callback(param_place(handed.v[k + 1], handed.v[k + 2], 'p'),
					     callback_list.v[i + 1]);
		begin = end;
	}
	free(next);
	free(first);
	free(callee.v);
	free(handed.v);
}

static void link_calls(void)
{
	struct vec v = { 0 };

	pairs_clear(&has_body);
	each_row(s, r, FN)
		pairs_add(&has_body, r[FN_QNAME], 0, 1);
	link_included();
	pairs_clear(&via_of);
	link_callbacks();
	/* callbacks by place */
	for (int i = 0; i < n_places; i++)
		places[i].at = -1;
	{
		int n = callback_list.n / 2;
		int *next = grow(NULL, n * sizeof(*next));

		for (int i = n - 1; i >= 0; i--) {
			next[i] = places[callback_list.v[2 * i]].at;
			places[callback_list.v[2 * i]].at = i;
		}
		n_calls = 0;
		each_row(s, r, CA)
			add_call((struct call) {
				.file = s->file, .line = r[CA_LINE], .col = r[CA_COL], .func = r[CA_FUNC],
				.callee = body_of(s, r[CA_CALLEE]), .name = r[CA_NAME], .nargs = r[CA_NARGS],
				.result = make_place(r[CA_RESULT]) });
		/* through a field or a variable: to every function that is put there */
		each_row(s, r, CI) {
			int via = make_place(r[CI_VIA]), result = make_place(r[CI_RESULT]);

			pairs_add(&via_of, result, 0, via);
			for (int i = places[via].at; i >= 0; i = next[i])
				add_call((struct call) {
					.file = s->file, .line = r[CI_LINE], .col = r[CI_COL],
					.func = r[CI_FUNC], .callee = callback_list.v[2 * i + 1],
					.name = 0, .nargs = r[CI_NARGS], .result = result });
		}
		free(next);
		for (int i = 0; i < n_places; i++)
			places[i].at = -1;
	}
	if (n_calls)
		qsort(calls, n_calls, sizeof(*calls), by_position);
	for (int i = n_calls - 1; i >= 0; i--) {
		calls[i].same_result = places[calls[i].result].call;
		places[calls[i].result].call = i;
	}

	each_row(s, r, DU) {
		make_place(r[DU_OLD]);
		make_place(r[DU_NEW]);
	}
	/* arguments: (call, number, place), each once */
	each_row(s, r, AR) {
		int result = place_of(r[AR_CALL]), place = make_place(r[AR_PLACE]);

		if (result < 0 || is_dull(r[AR_PLACE]))
			continue;
		for (int c = places[result].call; c >= 0; c = calls[c].same_result) {
			push(&v, c);
			push(&v, r[AR_I]);
			push(&v, place);
		}
	}
	if (v.n)
		qsort(v.v, v.n / 3, 3 * sizeof(int), by_call_then_argument);
	n_args = 0;
	if (v.n / 3 > max_args) {
		max_args = v.n / 3;
		args = grow(args, max_args * sizeof(*args));
	}
	for (int i = 0; i < n_calls; i++)
		calls[i].n_args = calls[i].args = 0;
	for (int i = 0; i < v.n; i += 3) {
		struct call *c = &calls[v.v[i]];

		if (i && !by_call_then_argument(&v.v[i], &v.v[i - 3]))
			continue;
		if (!c->n_args++)
			c->args = n_args;
		args[n_args++] = (struct arg) { v.v[i + 1], v.v[i + 2] };
	}
	free(v.v);
}

/* What is stored through a pointer that is handed to a function. */
static void link_bangs(void)
{
	static struct map stored, storing;	/* "l:..." -> "l:...!", and back */

	for (int i = 0; i < n_args; i++) {
		int p = args[i].place;
		const char *s = text(places[p].name);
		int name;

		if (places[p].class != 'l' || s[strlen(s) - 1] == '!')
			continue;
		name = map_get(&stored, places[p].name);
		if (name < 0) {
			name = internf("%s!", s);
			map_set(&stored, places[p].name, name);
			map_set(&storing, name, places[p].name);
		}
		if (place_of(name) < 0)
			new_place(name, 'l');
	}
	for (int i = 0; i < n_places; i++) {
		const char *s = text(places[i].name);
		size_t n = strlen(s);
		int base;

		if (!strchr("lr", places[i].class) || s[n - 1] != '!')
			continue;
		base = map_get(&storing, places[i].name);
		if (base < 0) {
			base = intern(s, n - 1);
			map_set(&storing, places[i].name, base);
		}
		base = place_of(base);
		if (base >= 0)
			places[base].bang = i;
	}
}

static void link_effects(void)
{
	int body = intern("body", 4);
	struct map rows = { 0 };	/* a name -> its first row, by next */
	int *next = grow(NULL, n_api * sizeof(*next));

	free(opaque);
	for (int i = n_api - 1; i >= 0; i--) {
		next[i] = map_get(&rows, api[i].name);
		map_set(&rows, api[i].name, i);
	}
	n_api_of = 0;
	for (int i = 0; i < n_calls; i++) {
		struct call *c = &calls[i];

		c->effects = n_api_of;
		if (c->callee == c->name)
			for (int a = map_get(&rows, c->name); a >= 0; a = next[a]) {
				if (api[a].role == CONTAINER ||
				    (api[a].args != -1 && api[a].args != c->nargs))
					continue;
				if (n_api_of == max_api_of) {
					max_api_of = max_api_of ? 2 * max_api_of : 1 << 14;
					api_of = grow(api_of, max_api_of * sizeof(*api_of));
				}
				api_of[n_api_of++] = a;
			}
		c->n_effects = n_api_of - c->effects;
	}
	free(next);
	free(rows.v);
	opaque = calloc(n_strings() + 1, sizeof(*opaque));
	if (!opaque)
		die("out of memory");
	for (int i = 0; i < n_api; i++)
		if (api[i].role != CONTAINER && api[i].role != RELAY &&
		    !(api[i].role == FOREIGN && api[i].ref == body) && !(api[i].role == TOUCH && api[i].refs == body))
			opaque[api[i].name] = true;
}

/* ---- edges ---- */

static struct pairs edge_ids[5];	/* by kind */
static const char kinds[] = "ilhdu";

static int add_edge(int src, int dst, char kind, int file, int line)
{
	struct edge *e;

	if (src == dst || src < 0 || dst < 0 ||
	    !pairs_add(&edge_ids[strchr(kinds, kind) - kinds], src, dst, n_edges))
		return -1;
	if (n_edges == max_edges) {
		max_edges = max_edges ? 2 * max_edges : 1 << 16;
		edges = grow(edges, max_edges * sizeof(*edges));
	}
	e = &edges[n_edges];
	*e = (struct edge) {
		.src = src, .dst = dst, .file = file, .line = line, .kind = kind,
		.heap = places[dst].class == 'f' || places[dst].class == 'g',
		.next_out = places[src].out, .next_in = places[dst].in,
	};
	places[src].out = n_edges;
	places[dst].in = n_edges;
	return n_edges++;
}

static bool is_heap(int place)
{
	return places[place].class == 'f' || places[place].class == 'g';
}

/* each_arg(c, n, p) ...: the places that can be argument N of call C */
#define each_arg(c, n, p) \
	for (int p##_i = (c)->args, p; \
	     p##_i < (c)->args + (c)->n_args && (p = args[p##_i].place, true); p##_i++) \
		if (args[p##_i].i == (n))

/* What the API table says of a call's arguments and result. */
static void link_api_flows(void)
{
	int address = intern("address", 7);

	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];

		for (int k = c->effects; k < c->effects + c->n_effects; k++) {
			const struct api *e = &api[api_of[k]];

			if (e->role != FLOW && e->role != ALIAS)
				continue;
			each_arg(c, e->src, a) {
				int pa = places[a].bang;

				if (!e->dest) {
					int by = add_edge(a, c->result, 'i', c->file, c->line);

					if (by >= 0)
						edges[by].address = e->ref == address;
					if (e->role == ALIAS) {
						add_edge(c->result, a, 'i', c->file, c->line);
						add_edge(c->result, pa, 'i', c->file, c->line);
					}
					continue;
				}
				each_arg(c, e->dest, b) {
					int pb = places[b].bang;

					add_edge(a, b, 'i', c->file, c->line);
					/* into what a pointer points at: seen through the
					 * pointers it was copied from */
					if (e->role == FLOW)
						add_edge(a, pb, 'i', c->file, c->line);
					if (e->role == ALIAS && pb >= 0) {
						add_edge(pb, a, 'i', c->file, c->line);
						add_edge(pb, pa, 'i', c->file, c->line);
					}
				}
			}
		}
	}
}

/*
 * A borrowed page that is stored and gets a reference of its own: what is
 * stored is that reference, whichever came first.  A page that was taken here
 * keeps its first reference beside the new one.  What get_page(a = s->b) finds in
 * a structure stays there.
 */
static void link_dups(void)
{
	struct map borrowed = { 0 };
	struct vec pairs = { 0 };

	each_row(s, r, DU) {
		int old = place_of(r[DU_OLD]), new = place_of(r[DU_NEW]);
		bool b = false;

		for (int e = places[old].in; e >= 0; e = edges[e].next_in)
			b |= places[edges[e].src].class == 'p';
		if (b) {
			map_set(&borrowed, old, 1);
			push(&pairs, old);
			push(&pairs, new);
		}
	}
	for (int i = 0; i < pairs.n; i += 2)
		for (int e = places[pairs.v[i]].out; e >= 0; e = edges[e].next_out)
			if (edges[e].kind == 'h')
				add_edge(pairs.v[i + 1], edges[e].dst, 'h', edges[e].file, edges[e].line);
	for (int i = 0; i < pairs.n; i += 2)
		for (int e = places[pairs.v[i]].out; e >= 0; e = edges[e].next_out)
			if (edges[e].kind == 'h')
				edges[e].gone = true;
	each_row(s, r, DU)
		if (map_get(&borrowed, place_of(r[DU_OLD])) < 0 &&
		    !is_heap(place_of(r[DU_OLD])))
			add_edge(place_of(r[DU_OLD]), place_of(r[DU_NEW]), 'i', s->file, 0);
	free(borrowed.v);
	free(pairs.v);
}

static void link_bodies(void)
{
	pairs_clear(&lent);
	each_row(s, r, LN)
		if (place_of(r[0]) >= 0)
			pairs_add(&lent, place_of(r[0]), 0, 1);
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];
		int r;

		if (opaque[c->callee] || namesake(c))
			continue;
		for (int k = c->args; k < c->args + c->n_args; k++) {
			int a = args[k].place, o = param_place(c->callee, args[k].i, 'o'), p = param_place(c->callee, args[k].i, 'p');

			if (p >= 0 && !only_lent(p))
				add_edge(a, p, 'd', c->file, c->line);
			add_edge(o, a, 'u', c->file, c->line);
			/* what a callee stores through a pointer is stored through the caller's */
			if (o >= 0)
				add_edge(o, places[a].bang, 'u', c->file, c->line);
		}
		r = place_of(prefixed('r', c->callee));
		add_edge(r, c->result, 'u', c->file, c->line);
		/* what is stored through the pointer that it returns is stored where that points */
		if (r >= 0)
			add_edge(c->result, places[r].bang, 'd', c->file, c->line);
	}
	/* a callback put into a field of a container (bio->bi_end_io = f) gets it,
	 * and what is put into it through that field later */
	each_row(s, r, CB) {
		int a = place_of(r[CB_PLACE]), f = param_place(r[CB_FUNC], 1, 'p');

		add_edge(a, f, 'd', s->file, r[CB_LINE]);
		if (a < 0)
			continue;
		for (int e = places[a].out; e >= 0; e = edges[e].next_out)
			if (edges[e].kind == 'h' && !edges[e].gone)
				add_edge(edges[e].dst, a, 'l', edges[e].file, edges[e].line);
	}
}

/* ---- what goes through a function and comes back to the same caller ---- */

static int *calls_of;		/* calls by callee: the first of each, by next_call */
static int *next_call;

static void through_call(const struct call *c, int entry, int place)
{
	const struct place *p = &places[place];

	each_arg(c, places[entry].param, a) {
		if (p->class == 'r')
			add_edge(a, c->result, 'i', c->file, c->line);
		else
			each_arg(c, p->param, b) {
				add_edge(a, b, 'i', c->file, c->line);
				add_edge(a, places[b].bang, 'i', c->file, c->line);
			}
	}
}

/*
 * A value that enters by a parameter and leaves by the result or by another
 * parameter goes from argument to result at each call by itself, so that two
 * callers of one helper are not mixed up.
 */
static void link_through(int *stamp, int *now)
{
	struct vec todo = { 0 };
	int known = n_places;

	for (int entry = 0; entry < known; entry++) {
		int first;

		if (places[entry].class != 'p' || opaque[places[entry].func] || only_lent(entry))
			continue;
		first = calls_of[places[entry].func];
		if (first < 0)
			continue;
		++*now;
		todo.n = 0;
		push(&todo, entry);
		stamp[entry] = *now;
		for (int i = 0; i < todo.n; i++) {
			int p = todo.v[i];

			if (places[p].class == 'o' || places[p].class == 'r')
				for (int c = first; c >= 0; c = next_call[c])
					through_call(&calls[c], entry, p);
			for (int e = places[p].out; e >= 0; e = edges[e].next_out) {
				if (edges[e].kind != 'i' || edges[e].gone || stamp[edges[e].dst] == *now)
					continue;
				stamp[edges[e].dst] = *now;
				push(&todo, edges[e].dst);
			}
		}
	}
	free(todo.v);
}

static void link_throughs(void)
{
	int *stamp = calloc(n_places + 1, sizeof(*stamp)), now = 0;

	calls_of = grow(NULL, n_strings() * sizeof(*calls_of));
	next_call = grow(NULL, n_calls * sizeof(*next_call));
	for (int i = 0; i < n_strings(); i++)
		calls_of[i] = -1;
	for (int i = n_calls - 1; i >= 0; i--) {
		if (namesake(&calls[i]))
			continue;
		next_call[i] = calls_of[calls[i].callee];
		calls_of[calls[i].callee] = i;
	}
	for (int i = 0; i < 3; i++)
		link_through(stamp, &now);
	free(stamp);
	free(calls_of);
	free(next_call);
}

/* ---- what a place can hold ---- */

static bool page_shape(int shape)
{
	const char *s = text(shape);
	int id;

	if (shape < 0 || (s[0] != 's' && s[0] != 't') || s[1] != ':')
		return false;
	if (*s == 's' && (!strcmp(s, "s:page") || !strcmp(s, "s:folio")))
		return true;
	id = find_string(s + 2);
	return id >= 0 && pairs_get(&containers, id, 0) >= 0;
}

/* NUMBER for a wide integer, a pointer to small ones, or a type by a name that was not found. */
static char number_shape(int shape, bool points)
{
	const char *s;

	for (int i = 0; i < 50 && map_get(&declared, shape) >= 0; i++)
		shape = map_get(&declared, shape);
	s = text(shape);
	return !strcmp(s, "wide") || !strncmp(s, "t:", 2) || (points && !strcmp(s, "small")) ? NUMBER : !strcmp(s, "void") ? POINTER : 0;
}

static void is_pagey(int place)
{
	if (place >= 0)
		places[place].pagey = true;
}

static void link_pagey(void)
{
	each_row(s, r, TY) {
		int p = place_of(r[0]);

		is_pagey(p);
		if (p >= 0)
			is_pagey(places[p].bang);
	}
	each_row(s, r, SG)
		if (place_of(r[0]) >= 0)
			places[place_of(r[0])].single = true;
	for (int i = 0; i < n_fields; i++) {
		int shape = fields[i].tag < 0 ? -1 : member(fields[i].tag, fields[i].field);

		int place = place_of(fields[i].raw);

		/* a private pointer, its struct declared or not */
		if (place >= 0 && fields[i].same) {
			places[place].number = POINTER;
			places[place].handed = true;
		}
		if (shape < 0 || place < 0)
			continue;
		if (pairs_get(&or_page, fields[i].tag, fields[i].field) >= 0) {
			places[place].pagey = true;
		} else if (page_shape(shape)) {
			places[place].pagey = true;
			places[place].single = module && is_page_itself(shape) &&
				pairs_get(&depths, fields[i].tag, fields[i].field) == 1;
		} else {
			places[place].number = number_shape(shape, pairs_get(&depths, fields[i].tag, fields[i].field) > 0);
		}
	}
	for (int i = 0; i < n_places; i++) {
		int shape = -1;

		if (places[i].class == 'r' || places[i].class == 'g')
			shape = map_get(&declared, places[i].name);
		else
			for (int c = places[i].call; c >= 0 && !places[i].pagey; c = calls[c].same_result) {
				shape = map_get(&declared, prefixed('r', calls[c].callee));
				places[i].pagey = shape >= 0 && page_shape(shape);
			}
		if (shape >= 0 && page_shape(shape))
			places[i].pagey = true;
	}
}

/* The declared shape of PLACE, a field; -1: not known. */
static int declared_shape(int place)
{
	const struct place *p = &places[place];

	return p->class == 'f' && p->tag >= 0 ? member(p->tag, p->field) : -1;
}

/* Is PLACE a field that holds pages themselves, and not what only leads to them, as a scatterlist does? */
bool holds_pages(int place)
{
	int shape = declared_shape(place);

	return shape >= 0 && is_page_itself(shape);
}

/* Is PLACE a field that points at an array of pages, wherever that is? */
static bool points_at_array(int place)
{
	int shape = declared_shape(place);

	return shape >= 0 && page_shape(shape) && pairs_get(&depths, places[place].tag, places[place].field) > 1;
}

/*
 * Two fields that point at one array: what is put in by the field that got the pointer
 * (state->pages = segment->pages) is found by the other one as well.
 */
static void link_shared_arrays(void)
{
	for (int i = 0; i < n_steps; i++) {
		const struct step *t = &steps[i];

		if (!points_at_array(t->dst))
			continue;
		if (points_at_array(t->src))
			add_edge(t->dst, t->src, 'h', t->file, t->line);
		else if (places[t->src].class == 'l')
			for (int e = places[t->src].in; e >= 0; e = edges[e].next_in)
				if (points_at_array(edges[e].src))
					add_edge(t->dst, edges[e].src, 'h', t->file, t->line);
	}
}

void link_all(void)
{
	link_declarations();
	link_namesakes();
	link_fields();
	link_steps();
	link_calls();
	link_bangs();
	link_effects();
	n_edges = 0;
	for (int i = 0; i < 5; i++)
		pairs_clear(&edge_ids[i]);
	for (int i = 0; i < n_steps; i++)
		add_edge(steps[i].src, steps[i].dst,
			 is_heap(steps[i].dst) ? 'h' : is_heap(steps[i].src) ? 'l' : 'i',
			 steps[i].file, steps[i].line);
	link_shared_arrays();
	link_api_flows();
	link_dups();
	for (int i = 0; i < n_places; i++)
		if (places[i].bang >= 0)
			add_edge(places[i].bang, i, 'i', 0, 0);
	link_bodies();
	link_throughs();
	link_pagey();
}
