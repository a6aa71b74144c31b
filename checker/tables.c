// SPDX-License-Identifier: GPL-2.0
/* tables.c: reading the tables, looking a function up in them. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "tables.h"

#define BUCKETS 1024

static struct row *bucket[BUCKETS];
static char **quiet;		/* how the names begin */
static int nr_quiet;

static unsigned int hash(const char *s)
{
	unsigned int h = 5381;

	while (*s)
		h = h * 33 + (unsigned char)*s++;
	return h % BUCKETS;
}

static int number(const char *s)
{
	return *s >= '0' && *s <= '9' ? atoi(s) : -1;
}

static struct row *new_row(const char *name, const char *args, enum role role)
{
	struct row *r = calloc(1, sizeof(*r));
	struct row **p = &bucket[hash(name)];

	if (!r || !(r->name = strdup(name)))
		fatal("out of memory");
	r->args = number(args);
	r->role = role;
	r->from = r->to = -1;
	while (*p)
		p = &(*p)->next;
	*p = r;
	return r;
}

static enum ref reference(const char *s)
{
	if (!strcmp(s, "gup"))
		return REF_GUP;
	if (!strcmp(s, "pin"))
		return REF_PIN;
	if (!strcmp(s, "object"))
		return REF_OBJECT;
	/* pin:NAME: the kernel's headers decide which it is, so no release of it is the wrong one */
	if (!strncmp(s, "pin:", 4))
		return REF_NONE;
	return *s == '-' ? REF_NONE : REF_PLAIN;
}

/* Structs that pages are put into, with the fields that only wrap them. */
static struct container {
	char *tag, *fields;
	struct container *next;
} *containers;

static void container_row(char **col)
{
	struct container *c = calloc(1, sizeof(*c));

	if (!c || !(c->tag = strdup(col[0])) || asprintf(&c->fields, ",%s,", col[3]) < 0)
		fatal("out of memory");
	c->next = containers;
	containers = c;
}

bool is_container(const char *tag)
{
	const struct container *c;

	for (c = containers; c; c = c->next)
		if (!strcmp(c->tag, tag))
			return true;
	return false;
}

bool is_wrapping(const char *tag, const char *field)
{
	const struct container *c;
	const char *at;

	for (c = containers; c; c = c->next) {
		if (strcmp(c->tag, tag))
			continue;
		for (at = strstr(c->fields, field); at; at = strstr(at + 1, field))
			if (at[-1] == ',' && at[strlen(field)] == ',')
				return true;
	}
	return false;
}

static bool learning, fields;

static void api_row(char **col)
{
	static const struct {
		const char *name;
		enum role role;
	} roles[] = {
		{ "acquire", ROLE_ACQUIRE }, { "forward", ROLE_ACQUIRE },
		{ "release", ROLE_RELEASE }, { "relay", ROLE_RELEASE },
		{ "origin", ROLE_ORIGIN }, { "dup", ROLE_DUP }, { "free", ROLE_FREE_PAGE },
		{ "flow", ROLE_FLOW }, { "alias", ROLE_FLOW }, { "foreign", ROLE_FOREIGN },
		{ "borrow", ROLE_BORROW }, { "touch", ROLE_BORROW }, { "tells", ROLE_BORROW }, { "lend", ROLE_LEND }, { "into", ROLE_INTO }, { "stays", ROLE_STAYS },
		{ "asked", ROLE_ASKED }, { "nothing", ROLE_NOTHING }, { "counted", ROLE_COUNTED },
	};
	unsigned int i;
	struct row *r;

	if (!strcmp(col[2], "container")) {
		container_row(col);
		return;
	}
	for (i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (!strcmp(col[2], roles[i].name))
			break;
	/* containers are types, not functions; fields of foreign owners as well */
	if (i == sizeof(roles) / sizeof(*roles) || !strcmp(col[1], "-") || strchr(col[0], ':'))
		return;
	r = new_row(col[0], col[1], roles[i].role);
	r->from = number(col[3]);
	r->to = number(col[4]);
	r->number = !strcmp(col[5], "number");
	r->counted = !strcmp(col[5], "counted");
	r->ref = r->number ? REF_GUP : r->counted ? REF_OBJECT : reference(col[5]);
	r->learned = learning;
	fields = fields || strchr(col[0], '.');
	r->is_zero = !strcmp(col[5], "zero");
	r->is_unsigned = !strcmp(col[5], "unsigned");
	r->relay = !strcmp(col[2], "relay");
	/* its plain-reference form is another function, of ordinary references */
	if (r->role == ROLE_ACQUIRE && strcmp(col[8], "-")) {
		struct row *refs = new_row(col[8], col[1], ROLE_ACQUIRE);

		refs->from = r->from;
		refs->to = r->to;
		refs->ref = REF_PLAIN;
		refs->as = r->name;
	}
}

static void kernel_row(char **col)
{
	static const struct {
		const char *name;
		enum role role;
	} roles[] = {
		{ "asked", ROLE_ASKED }, { "bytes", ROLE_BYTES }, { "nothing", ROLE_NOTHING },
		{ "counted", ROLE_COUNTED }, { "free", ROLE_FREE }, { "alloc", ROLE_ALLOC },
		{ "zalloc", ROLE_ZALLOC }, { "noreturn", ROLE_NORETURN }, { "dirty", ROLE_DIRTY },
		{ "lock", ROLE_LOCK }, { "zeroes", ROLE_ZEROES }, { "inline", ROLE_INLINE },
		{ "keeps", ROLE_KEEPS }, { "fails", ROLE_FAILS },
		{ "holds", ROLE_HOLDS }, { "exempt", ROLE_EXEMPT }, { "async", ROLE_ASYNC }, { "unsure", ROLE_UNSURE }, { "sure", ROLE_SURE }, { "sane", ROLE_SANE },
	};
	unsigned int i;
	struct row *r;

	if (!strcmp(col[2], "quiet")) {
		quiet = realloc(quiet, (nr_quiet + 1) * sizeof(*quiet));
		if (!quiet || !(quiet[nr_quiet++] = strdup(col[0])))
			fatal("out of memory");
		return;
	}
	for (i = 0; i < sizeof(roles) / sizeof(*roles); i++) {
		if (strcmp(col[2], roles[i].name))
			continue;
		r = new_row(col[0], col[1], roles[i].role);
		r->is_negative = !strcmp(col[3], "negative");
		r->is_unsigned = !strcmp(col[3], "unsigned");
		r->from = r->is_unsigned ? 2 : number(col[3]);
	}
}

static void read_table(const char *path, int columns, void (*row)(char **col))
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	int nr = 0;

	if (!f)
		fatal("%s: %s; Pincer's own tables lie beside it, API_EXTRA= names one more", path, strerror(errno));
	while (getline(&line, &size, f) > 0) {
		char *col[16], *p = line;
		int n = 0;

		nr++;
		line[strcspn(line, "\r\n")] = 0;
		if (!*line || *line == '#')
			continue;
		while (n < 16 && (col[n] = strsep(&p, "\t")))
			n++;
		if (n < columns)
			fatal("%s:%d: %d columns instead of %d; see the head of cocci/api.tsv", path, nr, n, columns);
		row(col);
	}
	free(line);
	fclose(f);
}

void read_api_table(const char *path)
{
	read_table(path, 9, api_row);
}

void read_known_table(const char *path)
{
	learning = true;
	read_table(path, 9, api_row);
	learning = false;
}

void forget_learned(const char *name)
{
	struct row **p = &bucket[hash(name)];

	while (*p) {
		if ((*p)->learned && !strcmp((*p)->name, name))
			*p = (*p)->next;
		else
			p = &(*p)->next;
	}
}

static const struct row *find_argument(const char *name, enum role role, int nr)
{
	const struct row *r;

	for (r = bucket[hash(name)]; r; r = r->next)
		if (r->role == role && r->from == nr && !strcmp(r->name, name))
			return r;
	return NULL;
}

const struct row *find_lent(const char *name, int nr)
{
	return find_argument(name, ROLE_LEND, nr);
}

const struct row *find_staying(const char *name, int nr)
{
	return find_argument(name, ROLE_STAYS, nr);
}

void read_kernel_table(const char *path)
{
	read_table(path, 4, kernel_row);
}

const struct row *find_row(const char *name, int args, enum role role)
{
	const struct row *r;

	for (r = bucket[hash(name)]; r; r = r->next)
		if (r->role == role && (r->args < 0 || args < 0 || r->args == args) && !strcmp(r->name, name))
			return r;
	return NULL;
}

bool is_named(const char *name)
{
	const struct row *r;

	for (r = bucket[hash(name)]; r; r = r->next)
		if (!strcmp(r->name, name))
			return true;
	return false;
}

bool knows_fields(void)
{
	return fields;
}

bool begins_quiet(const char *name)
{
	int i;

	for (i = 0; i < nr_quiet; i++)
		if (*quiet[i] == *name && !strncmp(name, quiet[i], strlen(quiet[i])))
			return true;
	return false;
}

void each_name(void (*fn)(const char *name))
{
	const struct row *r;
	int i;

	for (i = 0; i < BUCKETS; i++)
		for (r = bucket[i]; r; r = r->next)
			fn(r->name);
}

void each_container(void (*fn)(const char *tag))
{
	const struct container *c;

	for (c = containers; c; c = c->next)
		fn(c->tag);
}
