/* SPDX-License-Identifier: GPL-2.0 */
/*
 * solve.h: what the parts of pincer-solve share.
 *
 * store.c has the facts of all files, by content, as cocci/find and
 * pincer-scan report them; link.c makes one graph of them; flow.c follows the
 * references through it; solve.c takes the orders and writes the tables that
 * verdict.sql reads.
 */
#ifndef PINCER_SOLVE_H
#define PINCER_SOLVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- plain helpers (store.c) ---- */

void die(const char *fmt, ...) __attribute__((noreturn, format(printf, 1, 2)));
void *grow(void *p, size_t bytes);

/* A growing array of ints. */
struct vec {
	int *v;
	int n, max;
};

void push(struct vec *v, int x);

/* A set of pairs of ints, each with a value. */
struct pairs {
	uint64_t *key;		/* 0: free */
	int *value;
	size_t n, max;		/* max: a power of two */
};

/* The value of (a, b), -1 without; both at least 0. */
int pairs_get(const struct pairs *p, int a, int b);
/* Adds (a, b) unless it is there; true if it was added. */
bool pairs_add(struct pairs *p, int a, int b, int value);
/* The same, but a value that is there gets replaced. */
void pairs_set(struct pairs *p, int a, int b, int value);
void pairs_clear(struct pairs *p);
void pairs_free(struct pairs *p);

/* Strings are numbers from 1 up; 0 is the empty one. */
int intern(const char *s, size_t len);
int internf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));	/* what printf() would write */
int find_string(const char *s);		/* -1 if no fact mentions it */
const char *text(int id);
int n_strings(void);

extern bool module;		/* the sources are a module's, not a kernel's: all of them are its own */

/* ---- facts ---- */

enum rel {
	CA, CI, AR, FL, DU, NU, FP, BS, TM, SF, TD, FR, GV, FN, BAD, EX, CB, TY, GD, GF, EV, EB, EP, CN, NL, NN, LN,
	KN, SE, KA, SG, WR, SA, US, CT, GS, OW, GA,
	N_REL
};

/* Columns, without the file; cocci/find/walk.ml and facts.ml write them. */
enum { CA_LINE, CA_COL, CA_FUNC, CA_CALLEE, CA_NAME, CA_NARGS, CA_RESULT };
enum { CI_LINE, CI_COL, CI_FUNC, CI_VIA, CI_NARGS, CI_RESULT };
enum { AR_CALL, AR_I, AR_PLACE };
enum { FL_LINE, FL_FUNC, FL_SRC, FL_DST };
enum { DU_CALL, DU_OLD, DU_NEW };
enum { FP_PLACE, FP_TERM, FP_FIELD };
enum { BS_PLACE, BS_BASE };
enum { TM_TERM, TM_BASE, TM_FIELD };
enum { SF_TAG, SF_FIELD, SF_SHAPE, SF_DEPTH, SF_NUMBER };
enum { FN_QNAME, FN_NAME, FN_LINE, FN_NPARAMS, FN_SHAPE };
enum { EX_LINE, EX_COL, EX_MACRO, EX_DEFINE, EX_FILE, EX_DEF_LINE, EX_DEF_COL, EX_NAME };
enum { CB_LINE, CB_PLACE, CB_FUNC };
enum { GD_CALL, GD_GUARD, GD_LASTING };
enum { GF_CALL, GF_NAMES };
enum { GA_FUNC, GA_GUARD, GA_ARM };
enum { EV_FUNC, EV_N, EV_LINE, EV_KIND, EV_REF, EV_NAME };
enum { EB_FUNC, EB_N, EB_BEFORE };
enum { EP_FUNC, EP_N, EP_PLACE };
enum { CN_FUNC, CN_CALLEE };
enum { KN_CALL, KN_SUBJECT, KN_VALUES };
enum { ST_FUNC, ST_SUBJECT, ST_VALUE };
enum { KA_CALL, KA_I, KA_VALUE };

struct source {
	int file;		/* its name */
	char *hash;		/* how it was read and its content's hash */
	struct vec rel[N_REL];	/* cells, row after row */
	bool fresh;		/* not in the database yet */
};

struct store {
	struct source **v;	/* sorted by name */
	int n, max;
	int loads;		/* how often it changed */
};

extern struct store store;
extern const int columns[N_REL];

/* each_row(s, r, REL) { ... r[CA_LINE] ... }: all rows of REL, file by file */
#define each_row(s, r, R) \
	for (int s##_i = 0; s##_i < store.n; s##_i++) \
		for (struct source *s = store.v[s##_i]; s; s = NULL) \
			for (const int *r = s->rel[R].v, *r##_end = r ? r + s->rel[R].n : r; \
			     r < r##_end; r += columns[R])

void store_open(const char *db);
void store_load(const char *dir);	/* DIR/files and DIR/<any>.<relation> */
void store_forget(const char *list);
void store_known(const char *out);	/* "file<TAB>hash" */
void store_save(void);

/* ---- the API table ---- */

enum role {
	ACQUIRE, FORWARD, RELEASE, RELAY, ORIGIN, DUP, FREE, FLOW, ALIAS,
	FOREIGN, BORROW, TOUCH, NOTIFIER, TELLS, SAME, CONTAINER, UNKNOWN
};

struct api {
	int name, args;		/* args: -1 for any number */
	enum role role;
	int src, dest;		/* numbers of arguments; 0 for the value or none */
	int fields, to;		/* container, foreign, same: the columns as text */
	int ref, put, pin, refs;
};

extern struct api *api;
extern int n_api;
extern const char *const role_names[];

void api_load(const char *path);

/* ---- the graph (link.c) ---- */

struct call {
	int file, line, col, func, callee, name, nargs;
	int result;		/* place */
	int same_result;	/* the next call with that result, -1 */
	int args, n_args;	/* into args[] */
	int effects, n_effects;	/* into api_of[] */
};

struct arg {
	int i, place;
};

struct edge {
	int src, dst, file, line;
	int next_out, next_in;
	char kind;		/* i l h d u */
	bool heap;		/* ends in a field or a global */
	bool address;		/* between a page and its address */
	bool gone;
};

enum { NUMBER = 1, POINTER };
/* from a caller; from a callee or a structure too; within one function */
enum { DOWN = 1, UP, HERE };

struct place {
	int name;
	char class;		/* l p o r c f g x */
	bool pagey;		/* by its type nothing but pages */
	bool single;		/* ... and one page, not an array */
	char number;		/* class f: it holds a NUMBER, perhaps an address, or a void POINTER */
	char address;		/* how a gup page's address may get there, 0: not */
	bool handed;		/* class f: the kernel hands it on (a "same" row of the API table) */
	bool useful;		/* what is there may come to a release */
	int bang;		/* what is stored through it, -1 */
	int out, in;		/* first edges, -1 */
	int call;		/* first call with this result, -1 */
	int func, param;	/* class p and o */
	int tag, field;		/* class f, -1 while the struct is not known */
	int at;			/* first site that fills or releases it (flow.c) */
};

extern struct place *places;
extern int n_places;
extern struct call *calls;
extern int n_calls;
extern struct arg *args;
extern struct edge *edges;
extern int n_edges;
extern int *api_of;		/* rows of api, by call */
extern struct pairs has_body;	/* (function, 0): its body was read */
extern struct pairs via_of;	/* (result, 0): the place an indirect call goes through */
extern struct vec callback_list;	/* (place, function): what may be called through it */
extern bool *opaque;		/* by string: the API table knows better than a body */

/* Names whose declaration is still missing, one a line. */
void link_types(const char *out);
int link_tag(int shape);	/* the tag of the struct that SHAPE turns out to be, -1 of no struct */
void link_all(void);
bool holds_pages(int place);	/* is it a field of pages, and not of what only leads to them? */
int place_of(int raw);		/* -1 without */
int param_place(int func, int i, char class);
bool only_lent(int place);		/* a parameter by which a function is only lent what it is given */

/* ---- references (flow.c) ---- */

struct site {
	int call, file, line, col, func, name;
	enum role role;
	int ref, put, pin, refs;
};

struct reach {
	int site, place, hops, step, from, edge;
	int came;		/* the file it was handed into the function from, -1 */
	signed char up, from_up;
};

extern struct site *sites;
extern int n_sites;
extern struct pairs at;		/* (site, place) */
extern struct pairs start;
extern struct reach *reach;
extern int n_reach;

/* touch: the references of a site get to a call that reads or writes their data */
struct touch {
	int site, call, kind, hops;
};

extern struct touch *touches;
extern int n_touches;

const char *site_kind(const struct site *s);
void flow_all(void);
extern struct vec strays;	/* rows of table stray: (release, class, name, number) */
void flow_touches(void);
bool *flow_released(bool by_others);	/* by place, to a release (or to others who drop any page); free() it */
bool flow_passes(int place);	/* some reference gets there */
bool *flow_elsewhere(void);
/* Names the flows ran out of, one a line. */
void flow_want(const char *out);
void want_field(FILE *f, const struct place *p);	/* what names place P, for it may be used elsewhere too */
void flow_starts(int site, struct vec *places);	/* where the references of a site start */

/* ---- loose ends (closed.c) ---- */

/* loose: a way on which a reference of a site leaves what could be followed */
struct loose {
	int site, file, line, name;
	const char *code;	/* as in pairing/schema.sql */
};

/* moved: a way on which what was taken out of a field or global, place, leaves what could be followed */
struct moved {
	int place;
	struct loose end;	/* without a site */
};

extern struct loose *loose;
extern struct moved *moved;
extern int n_moved;
extern int n_loose;
extern struct vec unseen;	/* releases (sites) of which it is not known where the reference comes from */
extern struct vec maybe_null;	/* acquisitions (sites) whose pages argument may be NULL */
extern struct vec unread;	/* functions (names) that are given a reference, and whose bodies were not read */

void closed_all(void);

#endif
