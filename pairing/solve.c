// SPDX-License-Identifier: GPL-2.0
/*
 * solve.c: where page references can get to, over the facts of a whole tree.
 *
 *	pincer-solve FACTS API		orders on stdin, one a line; each is
 *					answered by a line "done" on stdout
 *	  known OUT	write what is in the database: "file<TAB>hash"
 *	  forget LIST	drop the facts of these files
 *	  load DIR	take the rows in DIR for the files (and hashes) of DIR/files
 *	  types OUT	write the names of types that lack a declaration
 *	  prepare	solve what is there: "want" has less to do then
 *	  want OUT	solve, and write the names that the flows ran out of
 *	  touches	find what happens to the pages' data, for "tables"
 *	  tables DB	write sites and flows for pairing/verdict.sql into a new DB
 *
 * A name may be "def:NAME", "struct:TAG" ... as pincer-scan query takes them.
 * What was loaded is kept in FACTS when the tables are written, and at the end.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "solve.h"

bool module;

static sqlite3 *db;

static void sql(const char *q)
{
	char *err = NULL;

	if (sqlite3_exec(db, q, NULL, NULL, &err) != SQLITE_OK)
		die("%s: %s; free some disk space and run again",
		    sqlite3_db_filename(db, "main"), err);
}

/* insert(Q, TYPES, ...): one row; s a string's number, t a plain string, i an int */
static void insert(sqlite3_stmt **st, const char *q, const char *types, ...)
{
	__builtin_va_list ap;

	if (!*st && sqlite3_prepare_v2(db, q, -1, st, NULL) != SQLITE_OK)
		die("%s: %s", q, sqlite3_errmsg(db));
	__builtin_va_start(ap, types);
	for (int i = 1; *types; types++, i++) {
		if (*types == 's')
			sqlite3_bind_text(*st, i, text(__builtin_va_arg(ap, int)), -1, SQLITE_STATIC);
		else if (*types == 't')
			sqlite3_bind_text(*st, i, __builtin_va_arg(ap, const char *), -1, SQLITE_TRANSIENT);
		else
			sqlite3_bind_int(*st, i, __builtin_va_arg(ap, int));
	}
	__builtin_va_end(ap);
	if (sqlite3_step(*st) != SQLITE_DONE)
		die("%s: %s; free some disk space and run again",
		    sqlite3_db_filename(db, "main"), sqlite3_errmsg(db));
	sqlite3_reset(*st);
}

static void end(sqlite3_stmt **st)
{
	sqlite3_finalize(*st);
	*st = NULL;
}

static void write_api(void)
{
	sqlite3_stmt *st = NULL;
	char number[16];

	for (int i = 0; i < n_api; i++) {
		const struct api *a = &api[i];

		snprintf(number, sizeof(number), "%d", a->args);
		insert(&st, "INSERT INTO api VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "sttsissss",
		       a->name, a->args == -1 ? "*" : a->args < 0 ? "-" : number,
		       role_names[a->role], a->fields, a->dest, a->ref, a->put, a->pin, a->refs);
	}
	end(&st);
}

/* Does a gup reference rest in a structure or a global, near to where it was taken? */
static bool keeps(const struct reach *r)
{
	return r->hops <= 1 && strchr("fg", places[r->place].class) &&
	       !strcmp(site_kind(&sites[r->site]), "acquisition");
}

/*
 * The rows of reach[] that are asked for: those that end where something is
 * decided, and the steps on the way there.
 */
static bool *asked_for(void)
{
	struct pairs forwards = { 0 }, owned = { 0 };
	bool *end = calloc(n_places + 1, 1), *keep = calloc(n_reach + 1, 1);
	int *wanted[2] = { calloc(n_places + 1, sizeof(int)), calloc(n_places + 1, sizeof(int)) };

	for (size_t i = 0; i < at.max; i++)
		if (at.key[i])
			end[(uint32_t)(at.key[i] - 1)] = true;
	for (int i = 0; i < n_api; i++) {
		if (api[i].role == ACQUIRE || api[i].role == FORWARD)
			pairs_add(&forwards, api[i].name, 0, 1);
		if (api[i].role == FOREIGN && api[i].args == -2)
			pairs_add(&owned, api[i].name, api[i].fields, 1);
	}
	/* what the function hands out, and fields whose owner releases any page */
	for (int i = 0; i < n_places; i++) {
		const struct place *p = &places[i];

		if (p->class == 'o' || p->class == 'r')
			end[i] |= pairs_get(&forwards, p->class == 'o' ? p->func : find_string(text(p->name) + 2), 0) >= 0;
		if (p->class == 'f' && p->tag >= 0)
			end[i] |= pairs_get(&owned, p->tag, p->field) >= 0;
	}
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];

		for (int k = c->effects; k < c->effects + c->n_effects; k++)
			for (int j = c->args; api[api_of[k]].role == FOREIGN && j < c->args + c->n_args; j++)
				end[args[j].place] = true;
	}
	/* a step stands before what it leads to */
	for (int i = n_reach - 1; i >= 0; i--) {
		const struct reach *r = &reach[i];

		keep[i] = end[r->place] || keeps(r) || wanted[(int)r->up][r->place] == r->site + 1;
		if (keep[i] && r->from >= 0)
			wanted[(int)r->from_up][r->from] = r->site + 1;
	}
	/* where another reference is on its way it matters whether these are there too */
	memset(end, 0, n_places);
	for (int i = 0; i < n_reach; i++)
		end[reach[i].place] |= keep[i] && strcmp(site_kind(&sites[reach[i].site]), "acquisition");
	for (int i = 0; i < n_reach; i++)
		keep[i] |= end[reach[i].place] && !strcmp(site_kind(&sites[reach[i].site]), "acquisition");
	free(wanted[0]);
	free(wanted[1]);
	pairs_free(&forwards);
	pairs_free(&owned);
	free(end);
	return keep;
}

static void write_flows(const bool *released)
{
	bool *keep = asked_for();
	bool *met = calloc(n_places + 1, 1), *used = calloc(n_edges + 1, 1);
	sqlite3_stmt *st = NULL, *first = NULL;

	for (int i = 0; i < n_reach; i++) {
		const struct reach *r = &reach[i];

		if (!keep[i])
			continue;
		met[r->place] = true;
		if (r->from >= 0) {
			used[r->edge] = true;
			insert(&st, "INSERT INTO reach VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "iiiiiiii",
			       r->site, r->place, r->up, r->hops, r->step, r->from, r->from_up, r->edge);
		} else {
			insert(&first, "INSERT INTO reach VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL)", "iiiii",
			       r->site, r->place, r->up, r->hops, r->step);
		}
	}
	end(&st);
	end(&first);
	for (size_t i = 0; i < start.max; i++) {
		if (!start.key[i])
			continue;
		met[(uint32_t)(start.key[i] - 1)] = true;
		insert(&st, "INSERT INTO start VALUES (?, ?)", "ii",
		       (int)((start.key[i] - 1) >> 32), (int)(uint32_t)(start.key[i] - 1));
	}
	end(&st);
	for (size_t i = 0; i < at.max; i++) {
		if (!at.key[i])
			continue;
		met[(uint32_t)(at.key[i] - 1)] = true;
		insert(&st, "INSERT INTO at VALUES (?, ?)", "ii",
		       (int)((at.key[i] - 1) >> 32), (int)(uint32_t)(at.key[i] - 1));
	}
	end(&st);
	for (int i = 0; i < n_places; i++) {
		const struct place *p = &places[i];
		char class[2] = { p->class, 0 };

		if (!met[i])
			continue;
		insert(&st, "INSERT INTO place VALUES (?, ?, ?, ?)", "isti", i, p->name, class, released[i]);
	}
	end(&st);
	for (int i = 0; i < n_places; i++)
		if (met[i] && places[i].tag >= 0)
			insert(&st, "INSERT INTO field VALUES (?, ?, ?)", "iss",
			       i, places[i].tag, places[i].field);
	end(&st);
	for (int i = 0; i < n_edges; i++) {
		const struct edge *e = &edges[i];
		char kind[2] = { e->kind, 0 };

		if (used[i])
			insert(&st, "INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?)", "iiitsi",
			       i, e->src, e->dst, kind, e->file, e->line);
	}
	end(&st);
	free(keep);
	free(met);
	free(used);
}

/*
 * Where what an acquisition has put into a field or a global is taken out again on
 * the way to a release, and by which function.
 */
static void write_takers(const bool *released)
{
	static const char q[] = "INSERT OR IGNORE INTO taken VALUES (?, ?, ?, ?)";
	bool *kept = calloc(n_places + 1, 1);
	sqlite3_stmt *st = NULL;

	for (int i = 0; i < n_reach; i++)
		kept[reach[i].place] |= keeps(&reach[i]) && !places[reach[i].place].number;
	for (int i = 0; i < n_edges; i++) {
		const struct edge *e = &edges[i];
		const char *func, *line;
		char name[256];

		if (e->gone || !kept[e->src] || !released[e->dst] || places[e->dst].class != 'l')
			continue;
		/* l:FILE:FUNC@LINE:VAR#N */
		line = strrchr(text(places[e->dst].name), '@');
		func = line ? memrchr(text(places[e->dst].name), ':', line - text(places[e->dst].name)) : NULL;
		if (!func)
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)(line - func - 1), func + 1);
		insert(&st, q, "isti", e->src, e->file, name, e->line);
	}
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];
		const char *func = strrchr(text(c->func), '!');

		for (int j = c->args; j < c->args + c->n_args; j++) {
			int param = param_place(c->callee, args[j].i, 'p');
			bool ends = param >= 0 && released[param];

			for (int k = c->effects; k < c->effects + c->n_effects; k++)
				ends |= (api[api_of[k]].role == RELEASE || api[api_of[k]].role == RELAY) &&
					api[api_of[k]].src == args[j].i;
			if (ends && kept[args[j].place])
				insert(&st, q, "isti", args[j].place, c->file, func ? func + 1 : text(c->func), c->line);
		}
	}
	end(&st);
	free(kept);
}

/* An if of a file, told apart from those of others; valid until the next one is asked for. */
static const char *guard_of(const struct source *s, int guard)
{
	static char buf[4096];

	snprintf(buf, sizeof(buf), "%s %s", text(s->file), text(guard));
	return buf;
}

static void write_calls(void)
{
	static const struct { enum rel rel; int name, shape; } typed[] = {
		{ SF, SF_FIELD, SF_SHAPE }, { TD, 0, 1 }, { GV, 0, 1 }, { FR, 0, 1 }, { FN, FN_NAME, FN_SHAPE },
	};
	struct pairs core_files = { 0 }, by_api = { 0 }, drops = { 0 }, flags = { 0 }, prototypes = { 0 };
	sqlite3_stmt *st = NULL, *effect = NULL, *argument = NULL;

	for (int i = 0; i < n_api; i++)
		pairs_add(&by_api, api[i].name, 0, api[i].role);
	each_row(s, r, FN) {
		if (pairs_get(&by_api, r[FN_NAME], 0) < 0)
			continue;
		insert(&st, "INSERT INTO body VALUES (?, ?)", "ss", r[FN_QNAME], r[FN_NAME]);
		pairs_add(&core_files, s->file, 0, 1);
	}
	end(&st);
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];

		if (!c->n_effects && pairs_get(&by_api, c->name, 0) < 0 &&
		    !(strchr(text(c->callee), '!') && pairs_get(&core_files, c->file, 0) >= 0))
			continue;
		insert(&st, "INSERT INTO call VALUES (?, ?, ?, ?, ?, ?, ?)", "isiisss",
		       i, c->file, c->line, c->col, c->func, c->callee, c->name);
		for (int k = c->effects; k < c->effects + c->n_effects; k++) {
			const struct api *a = &api[api_of[k]];

			if (a->role != FOREIGN)
				continue;
			insert(&effect, "INSERT INTO effect VALUES (?, ?, ?, ?)", "itii",
			       i, role_names[a->role], a->src, a->dest);
			for (int j = c->args; j < c->args + c->n_args; j++)
				insert(&argument, "INSERT OR IGNORE INTO arg VALUES (?, ?, ?)", "iii",
				       i, args[j].i, args[j].place);
		}
	}
	end(&st);
	end(&effect);
	end(&argument);
	for (int i = 0; i < n_sites; i++) {
		const struct site *s = &sites[i];

		insert(&st, "INSERT INTO site VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iisiissttssss",
		       i, s->call, s->file, s->line, s->col, s->func, s->name, site_kind(s),
		       role_names[s->role], s->ref, s->put, s->pin, s->refs);
		if (s->role == RELEASE || s->role == RELAY || s->role == FREE)
			pairs_add(&drops, calls[s->call].result, 0, s->call);
	}
	end(&st);
	each_row(s, r, GD) {
		int call = pairs_get(&drops, place_of(r[GD_CALL]), 0);

		if (call >= 0)
			insert(&st, "INSERT INTO guard VALUES (?, ?, ?)", "iti", call, guard_of(s, r[GD_GUARD]), r[GD_LASTING]);
	}
	end(&st);
	each_row(s, r, OW) {
		int call = pairs_get(&drops, place_of(r[0]), 0);

		if (call >= 0 && place_of(r[1]) >= 0 && places[place_of(r[1])].call >= 0)
			insert(&st, "INSERT INTO own_slot VALUES (?, ?)", "ii", call, places[place_of(r[1])].call);
	}
	end(&st);
	each_row(s, r, GA)
		insert(&st, "INSERT OR IGNORE INTO chosen VALUES (?, ?, ?)", "sti", r[GA_FUNC], guard_of(s, r[GA_GUARD]), r[GA_ARM]);
	end(&st);
	each_row(s, r, NU)
		for (int c = place_of(r[0]) < 0 ? -1 : places[place_of(r[0])].call; c >= 0; c = calls[c].same_result)
			insert(&st, "INSERT OR IGNORE INTO no_pages VALUES (?)", "i", c);
	end(&st);
	for (int i = 0; module && i < (int)(sizeof(typed) / sizeof(*typed)); i++)
		each_row(s, r, typed[i].rel) {
			const char *shape = text(r[typed[i].shape]), *name = text(r[typed[i].name]), *own = strchr(name, '!');

			if (!strncmp(shape, "s:", 2) || !strncmp(shape, "t:", 2))
				insert(&st, "INSERT OR IGNORE INTO unnamed VALUES (?, ?, ?)", "ttt", shape + 2, own ? own + 1 : name,
				       typed[i].rel == SF ? "." : typed[i].rel == TD ? "typedef" : "");
		}
	end(&st);
	/* the flags of an acquisition */
	each_row(s, r, GF)
		pairs_add(&flags, place_of(r[GF_CALL]), 0, r[GF_NAMES]);
	for (int i = 0; i < n_sites; i++) {
		int names = sites[i].role > FORWARD ? -1 : pairs_get(&flags, calls[sites[i].call].result, 0);

		if (names >= 0)
			insert(&st, "INSERT INTO flags VALUES (?, ?)", "is", i, names);
	}
	end(&st);
	for (int i = 0; i < n_touches; i++) {
		const struct call *c = &calls[touches[i].call];

		insert(&st, "INSERT INTO touch VALUES (?, ?, ?, ?, ?, ?)", "isissi", touches[i].site,
		       c->file, c->line, c->name, touches[i].kind, touches[i].hops);
	}
	end(&st);
	for (int i = 0; i < strays.n; i += 4)
		insert(&st, "INSERT OR IGNORE INTO stray VALUES (?, ?, ?, ?)", "itsi", strays.v[i], (char[]){ strays.v[i + 1], 0 },
		       strays.v[i + 2], strays.v[i + 3]);
	end(&st);
	each_row(s, r, SA)
		for (int k = 1; module && k < 3; k++)
			insert(&st, "INSERT INTO seen_as VALUES (?, ?, ?)", "sis", s->file, r[0], r[k]);
	end(&st);
	each_row(s, r, FR)
		pairs_add(&prototypes, s->file, r[0], 1);
	each_row(s, r, GS) {
		int tag = link_tag(r[2]);

		/* a structure that is declared in the .c file itself is known to nobody elsewhere */
		if (tag < 0 || pairs_get(&has_body, r[1], 0) >= 0 ||
		    (strchr(text(tag), '!') && pairs_get(&prototypes, s->file, r[1]) < 0))
			continue;
		insert(&st, "INSERT INTO given VALUES (?, ?, ?, ?)", "siss", s->file, r[0], r[1], tag);
	}
	end(&st);
	each_row(s, r, SF)
		if (module && r[SF_DEPTH] == 0 && link_tag(r[SF_SHAPE]) >= 0)
			insert(&st, "INSERT OR IGNORE INTO part VALUES (?, ?)", "ss", link_tag(r[SF_SHAPE]), r[SF_TAG]);
	end(&st);
	each_row(s, r, BAD)
		insert(&st, "INSERT INTO unparsed VALUES (?, ?, ?, ?)", "siii", s->file, r[0], r[1], r[2]);
	end(&st);
	each_row(s, r, EX)
		insert(&st, "INSERT INTO expansion VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "siisssiis", s->file, r[EX_LINE], r[EX_COL],
		       r[EX_MACRO], r[EX_DEFINE], r[EX_FILE], r[EX_DEF_LINE], r[EX_DEF_COL], r[EX_NAME]);
	end(&st);
	pairs_free(&core_files);
	pairs_free(&by_api);
	pairs_free(&drops);
	pairs_free(&flags);
	pairs_free(&prototypes);
}

/* The ways on which references are lost sight of. */
static void write_loose(void)
{
	sqlite3_stmt *st = NULL;

	for (int i = 0; i < n_loose; i++)
		insert(&st, "INSERT OR IGNORE INTO loose VALUES (?, ?, ?, ?, ?)", "itsis", loose[i].site,
		       loose[i].code, loose[i].file, loose[i].line, loose[i].name);
	end(&st);
	for (int i = 0; i < n_moved; i++)
		insert(&st, "INSERT OR IGNORE INTO moved VALUES (?, ?, ?, ?, ?)", "itsis", moved[i].place,
		       moved[i].end.code, moved[i].end.file, moved[i].end.line, moved[i].end.name);
	end(&st);
	for (int i = 0; i < unseen.n; i++)
		insert(&st, "INSERT INTO unseen VALUES (?)", "i", unseen.v[i]);
	end(&st);
	for (int i = 0; i < maybe_null.n; i++)
		insert(&st, "INSERT INTO maybe_null VALUES (?)", "i", maybe_null.v[i]);
	end(&st);
}

/* ---- conditions ---- */

/* Facts as conditions.ml reports them, (subject, values) two cells each. */
static struct vec *said_of;		/* by call: where it stands */
static struct vec *set_in;		/* by a function's name: what the function sets */
static int *first_call, *next_call;	/* calls by the function called */
static signed char *busy;		/* by a function's name: being asked for */

static int find_fact(const struct vec *v, int subject)
{
	for (int i = 0; i < v->n; i += 2)
		if (v->v[i] == subject)
			return i;
	return -1;
}

/* ".flags" is said to be set: nothing is known of ".flags&FLAG" either. */
static bool speaks_of(int subject, int other)
{
	const char *s = text(subject), *o = text(other);
	size_t n = strlen(s);

	return subject == other || (!strncmp(s, o, n) && o[n] == '&');
}

static void facts_of_callers(int func, bool sets, int depth, struct vec *to);

/*
 * What holds at call C, its function's callers included as far as all of them
 * agree.  SETS: as the functions leave the flags, not as they find them.
 */
static void facts_at(int c, bool sets, int depth, struct vec *to)
{
	const struct vec *set = &set_in[calls[c].func];
	struct vec all = { 0 };

	for (int i = 0; i < said_of[c].n; i++)
		push(&all, said_of[c].v[i]);
	facts_of_callers(calls[c].func, sets, depth, &all);
	for (int i = 0; i < all.n; i += 2) {
		bool overridden = false;

		for (int k = 0; sets && k < set->n; k += 2)
			overridden |= speaks_of(set->v[k], all.v[i]);
		if (overridden)
			continue;
		push(to, all.v[i]);
		push(to, all.v[i + 1]);
	}
	/* one value, and always the same */
	for (int i = 0; sets && i < set->n; i += 2) {
		bool once = *text(set->v[i + 1]) != '?';

		for (int k = 0; k < set->n; k += 2)
			once &= k == i || !speaks_of(set->v[k], set->v[i]);
		if (!once)
			continue;
		push(to, set->v[i]);
		push(to, set->v[i + 1]);
	}
	free(all.v);
}

static void facts_of_callers(int func, bool sets, int depth, struct vec *to)
{
	struct vec common = { 0 };
	bool first = true;

	if (depth > 3 || busy[func])
		return;
	busy[func] = 1;
	for (int c = first_call[func]; c >= 0; c = next_call[c]) {
		struct vec here = { 0 };
		int n = 0;

		facts_at(c, sets, depth + 1, &here);
		if (first) {
			common = here;
			first = false;
			continue;
		}
		for (int i = 0; i < common.n; i += 2) {
			int k = find_fact(&here, common.v[i]);

			if (k < 0 || here.v[k + 1] != common.v[i + 1])
				continue;
			common.v[n] = common.v[i];
			common.v[n + 1] = common.v[i + 1];
			n += 2;
		}
		common.n = n;
		free(here.v);
	}
	busy[func] = 0;
	/* parameters are the caller's own */
	for (int i = 0; i < common.n; i += 2) {
		if (*text(common.v[i]) == '#')
			continue;
		push(to, common.v[i]);
		push(to, common.v[i + 1]);
	}
	free(common.v);
}

/* The flags that are looked at, or set, where sites stand, and the constants that
 * calls give. */
static void write_conditions(void)
{
	struct pairs pointed = { 0 };	/* functions that a pointer may lead to */
	struct pairs pages = { 0 };	/* ".FIELD": it holds pages */
	sqlite3_stmt *st = NULL;

	/* that there is a page is no flag */
	for (int i = 0; i < n_places; i++)
		if (places[i].class == 'f' && places[i].pagey) {
			const char *dot = strrchr(text(places[i].name), '.');

			if (dot)
				pairs_add(&pages, intern(dot, strlen(dot)), 0, 1);
		}
	said_of = calloc(n_calls + 1, sizeof(*said_of));
	set_in = calloc(n_strings() + 1, sizeof(*set_in));
	busy = calloc(n_strings() + 1, 1);
	first_call = grow(NULL, (n_strings() + 1) * sizeof(*first_call));
	next_call = grow(NULL, (n_calls + 1) * sizeof(*next_call));
	for (int i = 0; i < n_strings(); i++)
		first_call[i] = -1;
	for (int i = 0; i < callback_list.n; i += 2)
		pairs_add(&pointed, callback_list.v[i + 1], 0, 1);
	for (int i = n_calls - 1; i >= 0; i--) {
		if (pairs_get(&pointed, calls[i].callee, 0) >= 0)
			continue;
		next_call[i] = first_call[calls[i].callee];
		first_call[calls[i].callee] = i;
	}
	each_row(s, r, KN)
		for (int c = place_of(r[KN_CALL]) < 0 ? -1 : places[place_of(r[KN_CALL])].call; c >= 0; c = calls[c].same_result) {
			if (pairs_get(&pages, r[KN_SUBJECT], 0) >= 0)
				continue;
			push(&said_of[c], r[KN_SUBJECT]);
			push(&said_of[c], r[KN_VALUES]);
		}
	each_row(s, r, SE) {
		push(&set_in[r[ST_FUNC]], r[ST_SUBJECT]);
		push(&set_in[r[ST_FUNC]], r[ST_VALUE]);
	}
	for (int i = 0; i < n_sites; i++) {
		bool sets = strcmp(site_kind(&sites[i]), "release") && sites[i].role != FREE;
		struct vec v = { 0 };

		facts_at(sites[i].call, sets, 0, &v);
		for (int k = 0; k < v.n; k += 2)
			insert(&st, "INSERT OR IGNORE INTO cond VALUES (?, ?, ?)", "iss", i, v.v[k], v.v[k + 1]);
		free(v.v);
	}
	end(&st);
	each_row(s, r, SE)
		insert(&st, "INSERT INTO setter VALUES (?, ?, ?)", "sss", r[ST_FUNC], r[ST_SUBJECT], r[ST_VALUE]);
	end(&st);
	each_row(s, r, KA)
		for (int c = place_of(r[KA_CALL]) < 0 ? -1 : places[place_of(r[KA_CALL])].call; c >= 0; c = calls[c].same_result)
			if (pairs_get(&has_body, calls[c].callee, 0) >= 0)
				insert(&st, "INSERT INTO constant VALUES (?, ?, ?, ?, ?)", "siiss", calls[c].file, calls[c].line, r[KA_I], calls[c].callee, r[KA_VALUE]);
	end(&st);
	for (int i = 0; i < n_calls; i++)
		free(said_of[i].v);
	for (int i = 0; i < n_strings(); i++)
		free(set_in[i].v);
	free(said_of);
	free(set_in);
	free(busy);
	free(first_call);
	free(next_call);
	pairs_free(&pointed);
	pairs_free(&pages);
}

/* What the walk over paths asks of fields and calls. */
static void write_keeping(void)
{
	bool *dropped = flow_released(true);
	struct pairs through = { 0 }, seen = { 0 };
	sqlite3_stmt *st = NULL;
	int global = intern("g", 1);

	for (int i = 0; i < n_places; i++) {
		const struct place *p = &places[i];

		if (strchr("por", p->class) && flow_passes(i))
			pairs_add(&through, p->class == 'r' ? find_string(text(p->name) + 2) : p->func, 0, 1);
		if (dropped[i] && p->class == 'x') {
			char field[256], *at;

			snprintf(field, sizeof(field), "%s", text(p->name));
			at = strchr(field, '@');
			if (at)
				*at = 0;
			at = strrchr(field, '.');
			if (at)
				insert(&st, "INSERT INTO dropped_from VALUES (?, ?)", "st", p->tag >= 0 ? p->tag : 0, at + 1);
		}
		if (dropped[i] && p->class == 'f' && p->tag >= 0)
			insert(&st, "INSERT INTO dropped_from VALUES (?, ?)", "ss", p->tag, p->field);
		else if (dropped[i] && p->class == 'g')
			insert(&st, "INSERT INTO dropped_from VALUES (?, ?)", "st", global, text(p->name) + 2);
		else if (dropped[i] && p->class == 'f')
			insert(&st, "INSERT INTO dropped_from VALUES (?, ?)", "st", 0, strrchr(text(p->name), '.') + 1);
	}
	end(&st);
	for (int i = 0; i < n_calls; i++) {
		const struct call *c = &calls[i];

		if (c->name && pairs_get(&through, c->callee, 0) >= 0 && pairs_add(&seen, c->callee, c->func, 1))
			insert(&st, "INSERT INTO uses VALUES (?, ?, ?)", "sss", c->callee, c->func, c->file);
	}
	end(&st);
	each_row(s, r, FN)
		if (pairs_get(&through, r[FN_QNAME], 0) >= 0)
			insert(&st, "INSERT INTO defined VALUES (?, ?)", "ss", r[FN_QNAME], s->file);
	end(&st);
	pairs_free(&through);
	pairs_free(&seen);
	free(dropped);
}

static void write_tables(const char *path, const char *schema)
{
	bool *released;
	char *q = NULL;
	size_t n = 0;
	FILE *f = fopen(schema, "r");

	if (!f || getdelim(&q, &n, 0, f) < 0)
		die("%s: cannot be read; get Pincer anew", schema);
	fclose(f);
	unlink(path);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		die("%s: %s", path, sqlite3_errmsg(db));
	sql("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN");
	sql(q);
	free(q);
	write_api();
	released = flow_released(false);
	write_flows(released);
	write_calls();
	write_takers(released);
	free(released);
	write_conditions();
	write_keeping();
	write_loose();
	sql("COMMIT");
	sqlite3_close(db);
}

/* The graph and the references in it, unless they are as they were. */
static void solve_all(void)
{
	static int done_for = -1;

	if (done_for == store.loads)
		return;
	link_all();
	flow_all();
	done_for = store.loads;
}

/*
 * The names to look for, into OUT, that the loose ends ask for: functions whose callers were not seen, the fields they
 * are called by, and functions that are given a reference and were not read; of a module, whose sources are few enough,
 * each that is given a reference or the number of a page.
 */
static void want_ends(const char *out)
{
	FILE *f = fopen(out, "w");

	if (!f)
		die("%s: %s", out, strerror(errno));
	closed_all();
	for (int i = 0; module && i < unread.n; i++)
		fprintf(f, "def:%s\n", text(unread.v[i]));
	for (int i = 0; i < n_loose; i++) {
		if (!strcmp(loose[i].code, "call"))
			fprintf(f, "def:%s\n", text(loose[i].name));
		if (strcmp(loose[i].code, "callers"))
			continue;
		if (!strchr(text(loose[i].name), '!'))
			fprintf(f, "%s\n", text(loose[i].name));
		for (int k = 0; k < callback_list.n; k += 2)
			if (callback_list.v[k + 1] == loose[i].name)
				want_field(f, &places[callback_list.v[k]]);
	}
	if (fclose(f))
		die("%s: %s", out, strerror(errno));
}

int main(int argc, char **argv)
{
	char *line = NULL;
	size_t max = 0;
	ssize_t n;
	int orders = 0;

	if (argc != 4) {
		fputs("usage: pincer-solve FACTS API SCHEMA\n", stderr);
		return 2;
	}
	module = getenv("PINCER_MODULE");
	intern("", 0);
	api_load(argv[2]);
	store_open(argv[1]);
	while ((n = getline(&line, &max, stdin)) > 0) {
		char *arg;

		orders++;
		if (line[n - 1] != '\n' || strlen(line) != (size_t)n)
			die("order %d is cut short; run again", orders);
		line[n - 1] = 0;
		arg = strchr(line, ' ');
		if (arg)
			*arg++ = 0;
		if (!arg != (!strcmp(line, "prepare") || !strcmp(line, "touches")) || (arg && !*arg))
			die("order %d is none, or it lacks the name of a file; run again", orders);
		if (!strcmp(line, "known")) {
			store_known(arg);
		} else if (!strcmp(line, "forget")) {
			store_forget(arg);
		} else if (!strcmp(line, "load")) {
			store_load(arg);
		} else if (!strcmp(line, "types")) {
			link_types(arg);
		} else if (!strcmp(line, "prepare")) {
			link_types("/dev/null");
			solve_all();
		} else if (!strcmp(line, "want")) {
			solve_all();
			flow_want(arg);
		} else if (!strcmp(line, "ends")) {
			want_ends(arg);
		} else if (!strcmp(line, "touches")) {
			flow_touches();
		} else if (!strcmp(line, "tables")) {
			store_save();
			write_tables(arg, argv[3]);
		} else {
			die("order %d is none; run again", orders);
		}
		puts("done");
		fflush(stdout);
	}
	if (ferror(stdin))
		die("no orders can be read: %s; run again", strerror(errno));
	free(line);
	return 0;
}
