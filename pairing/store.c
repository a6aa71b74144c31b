// SPDX-License-Identifier: GPL-2.0
/*
 * store.c: strings, and the facts of every file that was read.
 *
 * A file's facts are one row of the database: its rows as text, each headed by
 * its relation, as cocci/find/rows.ml wrote them less the file's name.  They
 * belong to a content, so that a file that did not change is not read again.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "solve.h"

struct store store;
static sqlite3 *db;

void die(const char *fmt, ...)
{
	char text[4096];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	/* one line, whatever the name of a file or a word of a table holds */
	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	fprintf(stderr, "pincer: %s\n", text);
	exit(2);
}

void *grow(void *p, size_t bytes)
{
	p = realloc(p, bytes ? bytes : 1);
	if (!p)
		die("out of memory");
	return p;
}

static char *copy_string(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(grow(NULL, n), s, n);
}

void push(struct vec *v, int x)
{
	if (v->n == v->max) {
		v->max = v->max ? 2 * v->max : 16;
		v->v = grow(v->v, v->max * sizeof(*v->v));
	}
	v->v[v->n++] = x;
}

/* ---- sets of pairs ---- */

static uint64_t mix(uint64_t k)
{
	k *= 0x9e3779b97f4a7c15ull;
	return k ^ k >> 29;
}

static uint64_t pair_key(int a, int b)
{
	return ((uint64_t)(uint32_t)a << 32 | (uint32_t)b) + 1;
}

static size_t pair_slot(const struct pairs *p, uint64_t key)
{
	size_t i = mix(key) >> 7 & (p->max - 1);

	while (p->key[i] && p->key[i] != key)
		i = (i + 1) & (p->max - 1);
	return i;
}

int pairs_get(const struct pairs *p, int a, int b)
{
	size_t i;

	if (!p->max)
		return -1;
	i = pair_slot(p, pair_key(a, b));
	return p->key[i] ? p->value[i] : -1;
}

bool pairs_add(struct pairs *p, int a, int b, int value)
{
	struct pairs old = *p;
	uint64_t key = pair_key(a, b);
	size_t i, j;

	if (2 * p->n >= p->max) {
		p->max = p->max ? 2 * p->max : 64;
		p->key = calloc(p->max, sizeof(*p->key));
		p->value = malloc(p->max * sizeof(*p->value));
		if (!p->key || !p->value)
			die("out of memory");
		for (i = 0; i < old.max; i++) {
			if (!old.key[i])
				continue;
			j = pair_slot(p, old.key[i]);
			p->key[j] = old.key[i];
			p->value[j] = old.value[i];
		}
		free(old.key);
		free(old.value);
	}
	i = pair_slot(p, key);
	if (p->key[i])
		return false;
	p->key[i] = key;
	p->value[i] = value;
	p->n++;
	return true;
}

void pairs_set(struct pairs *p, int a, int b, int value)
{
	if (!pairs_add(p, a, b, value))
		p->value[pair_slot(p, pair_key(a, b))] = value;
}

void pairs_clear(struct pairs *p)
{
	if (p->max)
		memset(p->key, 0, p->max * sizeof(*p->key));
	p->n = 0;
}

void pairs_free(struct pairs *p)
{
	free(p->key);
	free(p->value);
	memset(p, 0, sizeof(*p));
}

/* ---- strings ---- */

#define BLOCK (1 << 20)

struct slot {
	uint32_t hash;
	int string;		/* + 1, 0: free */
};

static struct {
	const char **v;
	int n, max;
	struct slot *slot;
	uint32_t slots;		/* a power of two */
	char *block;
	size_t left;
} strings;

static uint32_t hash_string(const char *s, size_t len)
{
	uint64_t h = len, w;

	for (; len >= 8; s += 8, len -= 8) {
		memcpy(&w, s, 8);
		h = mix(h ^ w);
	}
	for (w = 0; len--; s++)
		w = w << 8 | (unsigned char)*s;
	h = mix(h ^ w);
	return h ^ h >> 32;
}

static void more_slots(void)
{
	uint32_t slots = strings.slots ? 4 * strings.slots : 1 << 18, j;
	struct slot *slot = calloc(slots, sizeof(*slot));

	if (!slot)
		die("out of memory");
	for (uint32_t i = 0; i < strings.slots; i++) {
		if (!strings.slot[i].string)
			continue;
		j = strings.slot[i].hash & (slots - 1);
		while (slot[j].string)
			j = (j + 1) & (slots - 1);
		slot[j] = strings.slot[i];
	}
	free(strings.slot);
	strings.slot = slot;
	strings.slots = slots;
}

static uint32_t string_slot(const char *s, size_t len, uint32_t hash)
{
	uint32_t j = hash & (strings.slots - 1);

	for (; strings.slot[j].string; j = (j + 1) & (strings.slots - 1)) {
		const char *v;

		if (strings.slot[j].hash != hash)
			continue;
		v = strings.v[strings.slot[j].string - 1];
		if (!strncmp(v, s, len) && !v[len])
			break;
	}
	return j;
}

static int add_hashed(const char *s, size_t len, uint32_t hash, bool add)
{
	uint32_t j;
	char *copy;

	if (2 * (uint32_t)strings.n >= strings.slots)
		more_slots();
	j = string_slot(s, len, hash);
	if (strings.slot[j].string)
		return strings.slot[j].string - 1;
	if (!add)
		return -1;
	if (len + 1 > strings.left) {
		strings.left = len + 1 > BLOCK ? len + 1 : BLOCK;
		strings.block = grow(NULL, strings.left);
	}
	copy = memcpy(strings.block, s, len);
	copy[len] = 0;
	strings.block += len + 1;
	strings.left -= len + 1;
	if (strings.n == strings.max) {
		strings.max = strings.max ? 2 * strings.max : 1 << 16;
		strings.v = grow(strings.v, strings.max * sizeof(*strings.v));
	}
	strings.v[strings.n] = copy;
	strings.slot[j] = (struct slot) { hash, ++strings.n };
	return strings.n - 1;
}

static int add_string(const char *s, size_t len, bool add)
{
	return add_hashed(s, len, hash_string(s, len), add);
}

int intern(const char *s, size_t len)
{
	return add_string(s, len, true);
}

/*
 * N strings, one behind the other from S up to END, as numbers at the end of V;
 * the end of the last one.  The table of all strings is larger than any cache:
 * all slots are on their way before the first is looked at.
 */
static const char *intern_all(const char *s, const char *end, int n, struct vec *v)
{
	static struct string {
		const char *s;
		size_t len;
		uint32_t hash;
	} *all;
	static int max;
	int got;

	if (n > max) {
		all = grow(all, n * sizeof(*all));
		max = n;
	}
	for (got = 0; got < n && s < end; got++) {
		size_t len = strlen(s);

		all[got] = (struct string) { s, len, hash_string(s, len) };
		if (strings.slots)
			__builtin_prefetch(&strings.slot[all[got].hash & (strings.slots - 1)]);
		s += len + 1;
	}
	for (int i = 0; i < got; i++)
		push(v, add_hashed(all[i].s, all[i].len, all[i].hash, true));
	return s;
}

int internf(const char *fmt, ...)
{
	static char *buf;
	static size_t max;
	va_list ap;
	int n;

	for (;;) {
		va_start(ap, fmt);
		n = vsnprintf(buf, max, fmt, ap);
		va_end(ap);
		if (n < 0)
			die("out of memory");
		if ((size_t)n < max)
			return intern(buf, n);
		max = 2 * (n + 1);
		buf = grow(buf, max);
	}
}

int find_string(const char *s)
{
	return add_string(s, strlen(s), false);
}

const char *text(int id)
{
	return strings.v[id];
}

int n_strings(void)
{
	return strings.n;
}

/* ---- rows ---- */

/*
 * A relation's name, and its columns: s a string, p the name of a place, f of a field, i a number
 * from 0 up.  pincheck's files (checker/facts.c) hold relations of its own beside these, which are
 * passed over: a name that it uses for something else is not to be taken here.
 */
static const struct {
	const char *name, *cols;
} relations[N_REL] = {
	[CA] = { "ca", "iisssip" }, [CI] = { "ci", "iispip" }, [AR] = { "ar", "pip" },
	[FL] = { "fl", "ispp" }, [DU] = { "du", "ppp" }, [NU] = { "nu", "p" },
	[FP] = { "fp", "fss" }, [BS] = { "bs", "pp" }, [TM] = { "tm", "sss" },
	[SF] = { "sf", "sssis" }, [TD] = { "td", "ss" }, [FR] = { "fr", "ss" },
	[GV] = { "gv", "ss" }, [FN] = { "fn", "ssiis" }, [BAD] = { "bad", "iii" },
	[EX] = { "ex", "iisssiis" }, [CB] = { "cb", "ips" }, [TY] = { "ty", "p" },
	[GD] = { "gd", "psi" }, [GF] = { "gf", "ps" },
	[EV] = { "ev", "siisss" }, [EB] = { "eb", "sii" }, [EP] = { "ep", "sip" }, [CN] = { "cn", "ss" }, [NL] = { "nl", "p" }, [NN] = { "nn", "p" }, [LN] = { "ln", "p" },
	[KN] = { "kn", "pss" }, [SE] = { "se", "sss" }, [KA] = { "ka", "pis" }, [SG] = { "sg", "p" }, [WR] = { "wu", "pp" },
	[SA] = { "sa", "iss" }, [US] = { "us", "ipi" }, [CT] = { "cz", "ps" }, [GS] = { "gs", "iss" },
	[OW] = { "ow", "pp" }, [GA] = { "ga", "ssi" },
};

const int columns[N_REL] = {
	[CA] = 7, [CI] = 6, [AR] = 3, [FL] = 4, [DU] = 3, [NU] = 1, [FP] = 3, [BS] = 2,
	[TM] = 3, [SF] = 5, [TD] = 2, [FR] = 2, [GV] = 2, [FN] = 5, [BAD] = 3,
	[EX] = 8, [CB] = 3, [TY] = 1, [GD] = 3, [GF] = 2, [EV] = 6, [EB] = 3, [EP] = 3, [CN] = 2, [NL] = 1, [NN] = 1, [LN] = 1,
	[KN] = 3, [SE] = 3, [KA] = 3, [SG] = 1, [WR] = 2, [SA] = 3, [US] = 3, [CT] = 2, [GS] = 3, [OW] = 2, [GA] = 3,
};

static int relation_of(const char *s, size_t len)
{
	for (int r = 0; r < N_REL; r++)
		if (strlen(relations[r].name) == len && !memcmp(relations[r].name, s, len))
			return r;
	return -1;
}

/* No line, column, argument or depth is a larger number. */
#define MAX_NUMBER (1 << 28)	/* above the column of any token of a spelled macro: INNER times MOST_TOKENS (spell.c) */

/*
 * Does text S name a place?  One letter says what it is, and behind a colon stands which:
 * of a parameter "p:FUNC:NUMBER", of a field "f:WHAT.FIELD".  The rest of the solver relies
 * on that.
 */
static bool names_place(const char *s)
{
	const char *colon, *c;

	if (!*s || !strchr("lporcfg", *s) || s[1] != ':' || !s[2])
		return false;
	if (*s == 'f')
		return strchr(s, '.');
	if (*s != 'p' && *s != 'o')
		return true;
	colon = strrchr(s, ':');
	for (c = colon + 1; *c >= '0' && *c <= '9'; c++)
		;
	return colon > s + 2 && !*c && c > colon + 1 && c < colon + 8;
}

/* May X be in a column of kind COL?  What was asked of a string once is known. */
static bool fits(char col, int x)
{
	static char *known;		/* by string: 1 a place, 2 none */
	static int max;

	if (col == 'i')
		return x >= 0 && x <= MAX_NUMBER;
	if (col == 's')
		return true;
	if (x >= max) {
		int n = n_strings() + n_strings() / 4;

		known = grow(known, n);
		memset(known + max, 0, n - max);
		max = n;
	}
	if (!known[x])
		known[x] = names_place(text(x)) ? 1 : 2;
	return known[x] == 1 && (col == 'p' || *text(x) == 'f');
}

/* A number as a row has it; -1 if it is none. */
static int number(const char *p, const char *end)
{
	int n = p < end ? 0 : -1;

	for (; p < end; p++) {
		if (*p < '0' || *p > '9' || n > MAX_NUMBER)
			return -1;
		n = 10 * n + *p - '0';
	}
	return n;
}

/* The cells of one row of relation R of S, tabs between them; false if they are not what R has. */
static bool add_row(struct source *s, int r, const char *p, const char *eol)
{
	for (const char *cols = relations[r].cols; *cols; cols++) {
		const char *q = p <= eol ? memchr(p, '\t', eol - p) : NULL;
		int x;

		if (p > eol || !q != !cols[1])
			return false;
		if (!q)
			q = eol;
		x = *cols == 'i' ? number(p, q) : intern(p, q - p);
		if (!fits(*cols, x))
			return false;
		push(&s->rel[r], x);
		p = q + 1;
	}
	return true;
}

/*
 * The rows of a source as they are kept: the number of its strings, then for
 * each relation the number of its cells and the cells (a string is a number from
 * 0 up), all as int32_t; then the strings, each ended by a zero byte.
 */
static void pack(const struct source *s, struct vec *cells, struct vec *strings)
{
	static int *local, *owner, max;		/* by string: its number, and for whom */

	if (n_strings() > max) {
		int n = n_strings() + n_strings() / 4;

		local = grow(local, n * sizeof(*local));
		owner = grow(owner, n * sizeof(*owner));
		memset(owner + max, 0, (n - max) * sizeof(*owner));
		max = n;
	}
	cells->n = strings->n = 0;
	push(cells, 0);
	for (int r = 0; r < N_REL; r++) {
		const char *cols = relations[r].cols;

		push(cells, s->rel[r].n);
		for (int i = 0; i < s->rel[r].n; i++) {
			int x = s->rel[r].v[i];

			if (cols[i % columns[r]] != 'i') {
				if (owner[x] != s->file) {
					owner[x] = s->file;
					local[x] = strings->n;
					push(strings, x);
				}
				x = local[x];
			}
			push(cells, x);
		}
	}
	cells->v[0] = strings->n;
}

/* Takes them back; false if that is not what pack() writes. */
static bool unpack(struct source *s, const void *blob, size_t len)
{
	const int32_t *p = blob, *end = p + len / sizeof(*p);
	const char *last = (const char *)blob + len;
	const int32_t *cell = p + 1;
	struct vec strings = { 0 };
	bool ok = false;

	if (p == end || last[-1])
		return false;
	for (int r = 0; r < N_REL; r++) {
		if (cell >= end || *cell < 0 || *cell > end - cell - 1 || *cell % columns[r])
			return false;
		cell += *cell + 1;
	}
	if (*p < 0 || *p > last - (const char *)cell)
		return false;
	if (intern_all((const char *)cell, last, *p, &strings) != last || strings.n != *p)
		goto out;
	cell = p + 1;
	for (int r = 0; r < N_REL; r++) {
		const char *col = relations[r].cols;
		struct vec *rel = &s->rel[r];

		rel->n = rel->max = *cell++;
		rel->v = rel->n ? grow(NULL, rel->n * sizeof(*rel->v)) : NULL;
		for (int i = 0; i < rel->n; i++, cell++) {
			int x = *cell;

			if (*col != 'i') {
				if (x < 0 || x >= strings.n)
					goto out;
				x = strings.v[x];
			}
			if (!fits(*col, x))
				goto out;
			rel->v[i] = x;
			if (!*++col)
				col = relations[r].cols;
		}
	}
	ok = true;
out:
	free(strings.v);
	return ok;
}

static void free_rows(struct source *s)
{
	for (int r = 0; r < N_REL; r++) {
		free(s->rel[r].v);
		memset(&s->rel[r], 0, sizeof(s->rel[r]));
	}
}

static int by_name(const void *a, const void *b)
{
	const struct source *const *x = a, *const *y = b;

	return strcmp(text((*x)->file), text((*y)->file));
}

static struct source *source_of(int file)
{
	struct source key = { .file = file }, *k = &key, **s;

	s = store.n ? bsearch(&k, store.v, store.n, sizeof(*store.v), by_name) : NULL;
	return s ? *s : NULL;
}

static struct source *new_source(int file)
{
	struct source *s = calloc(1, sizeof(*s));

	if (!s)
		die("out of memory");
	s->file = file;
	if (store.n == store.max) {
		store.max = store.max ? 2 * store.max : 1024;
		store.v = grow(store.v, store.max * sizeof(*store.v));
	}
	store.v[store.n++] = s;
	return s;
}

/* ---- the database ---- */

static void sql(const char *q)
{
	char *err = NULL;

	if (sqlite3_exec(db, q, NULL, NULL, &err) != SQLITE_OK)
		die("%s; the database %s cannot be used: free some disk space, or remove its folder and run again",
		    err, sqlite3_db_filename(db, "main"));
}

static sqlite3_stmt *prepare(const char *q)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(db, q, -1, &st, NULL) != SQLITE_OK)
		die("%s: %s; remove it and run again", sqlite3_db_filename(db, "main"), sqlite3_errmsg(db));
	return st;
}

static void run(sqlite3_stmt *st)
{
	if (sqlite3_step(st) != SQLITE_DONE)
		die("%s; the database cannot be written: free some disk space and run again",
		    sqlite3_errmsg(db));
	sqlite3_reset(st);
}

void store_open(const char *path)
{
	void *blob = NULL;
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		die("%s: %s; remove it and run again", path, sqlite3_errmsg(db));
	sql("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA mmap_size=1000000000;"
	    "CREATE TABLE IF NOT EXISTS source (file TEXT PRIMARY KEY, hash TEXT, rows BLOB);");
	st = prepare("SELECT file, hash, rows FROM source ORDER BY file");
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		const char *file = (const char *)sqlite3_column_text(st, 0);
		const char *hash = (const char *)sqlite3_column_text(st, 1);
		const void *rows = sqlite3_column_blob(st, 2);
		size_t len = sqlite3_column_bytes(st, 2);
		struct source *s;

		/* in the order of their names, each once: they are searched by that */
		if (!file || !hash || !rows || (store.n && strcmp(text(store.v[store.n - 1]->file), file) >= 0))
			die("%s: damaged; remove it and run again", path);
		s = new_source(intern(file, strlen(file)));
		s->hash = copy_string(hash);
		/* where numbers can be read */
		blob = grow(blob, len);
		memcpy(blob, rows, len);
		if (!unpack(s, blob, len))
			die("%s: damaged; remove it and run again", path);
	}
	if (rc != SQLITE_DONE)
		die("%s: %s; remove it and run again", path, sqlite3_errmsg(db));
	sqlite3_finalize(st);
	free(blob);
}

/* The text of a file: whole lines, and no zero byte among them.  free() it. */
static char *read_lines(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *buf = NULL;
	size_t max = 0, n;

	if (!f)
		die("%s: %s", path, strerror(errno));
	for (*len = 0;; *len += n) {
		if (max - *len < BLOCK) {
			max = 2 * max + BLOCK;
			buf = grow(buf, max);
		}
		n = fread(buf + *len, 1, max - *len, f);
		if (!n)
			break;
	}
	if (ferror(f))
		die("%s: %s", path, strerror(errno));
	fclose(f);
	if (*len && buf[*len - 1] != '\n')
		die("%s: cut short; free some disk space and run again", path);
	if (memchr(buf, 0, *len))
		die("%s: damaged, there is a zero byte in it; run again", path);
	return buf;
}

/* One file of rows: "file<TAB>columns", those of a source together. */
static void load_rows(const char *path, const char *relation)
{
	int r = relation_of(relation, strlen(relation));
	size_t len;
	char *buf = read_lines(path, &len), *p, *eol, *tab;
	struct source *s = NULL;
	int row = 0;

	for (p = buf; p < buf + len; p = eol + 1) {
		eol = memchr(p, '\n', buf + len - p);
		row++;
		tab = memchr(p, '\t', eol - p);
		if (!tab)
			die("%s: row %d is damaged; run again", path, row);
		if (!s || strncmp(text(s->file), p, tab - p) || text(s->file)[tab - p]) {
			s = source_of(intern(p, tab - p));
			if (!s || !s->fresh)
				die("%s: row %d is of a file that was not asked for; run again", path, row);
		}
		if (!add_row(s, r, tab + 1, eol))
			die("%s: row %d is damaged; run again", path, row);
	}
	free(buf);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void store_load(const char *dir)
{
	char path[4096], **names = NULL, *buf, *p, *eol, *tab;
	int n = 0, known = store.n;
	struct dirent *e;
	size_t len;
	DIR *d;

	store.loads++;
	snprintf(path, sizeof(path), "%s/files", dir);
	buf = read_lines(path, &len);
	for (p = buf; p < buf + len; p = eol + 1) {
		struct source *s, key, *k = &key, **found;

		eol = memchr(p, '\n', buf + len - p);
		tab = memchr(p, '\t', eol - p);
		if (!tab)
			die("%s: damaged, a line without a tab; run again", path);
		*eol = *tab = 0;
		key.file = intern(p, tab - p);
		found = known ? bsearch(&k, store.v, known, sizeof(*store.v), by_name) : NULL;
		s = found ? *found : new_source(key.file);
		free(s->hash);
		s->hash = copy_string(tab + 1);
		free_rows(s);
		s->fresh = true;
	}
	free(buf);
	if (store.n)
		qsort(store.v, store.n, sizeof(*store.v), by_name);

	d = opendir(dir);
	if (!d)
		die("%s: %s", dir, strerror(errno));
	while ((e = readdir(d))) {
		const char *dot = strrchr(e->d_name, '.');

		if (!dot || relation_of(dot + 1, strlen(dot + 1)) < 0)
			continue;
		names = grow(names, (n + 1) * sizeof(*names));
		names[n++] = copy_string(e->d_name);
	}
	closedir(d);
	if (n)
		qsort(names, n, sizeof(*names), by_text);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		load_rows(path, strrchr(names[i], '.') + 1);
		free(names[i]);
	}
	free(names);
}

void store_forget(const char *list)
{
	sqlite3_stmt *st = prepare("DELETE FROM source WHERE file = ?");
	size_t len;
	char *buf = read_lines(list, &len), *p, *eol;
	int n = 0;

	store.loads++;
	for (p = buf; p < buf + len; p = eol + 1) {
		struct source *s;

		eol = memchr(p, '\n', buf + len - p);
		s = source_of(intern(p, eol - p));
		if (!s)
			continue;
		sqlite3_bind_text(st, 1, p, eol - p, SQLITE_STATIC);
		run(st);
		free_rows(s);
		free(s->hash);
		s->hash = NULL;
	}
	sqlite3_finalize(st);
	free(buf);
	for (int i = 0; i < store.n; i++) {
		if (store.v[i]->hash)
			store.v[n++] = store.v[i];
		else
			free(store.v[i]);
	}
	store.n = n;
}

void store_known(const char *out)
{
	FILE *f = fopen(out, "w");

	if (!f)
		die("%s: %s", out, strerror(errno));
	for (int i = 0; i < store.n; i++)
		fprintf(f, "%s\t%s\n", text(store.v[i]->file), store.v[i]->hash);
	if (fclose(f))
		die("%s: %s", out, strerror(errno));
}

void store_save(void)
{
	sqlite3_stmt *st;
	struct vec cells = { 0 }, strings = { 0 };
	char *blob = NULL;

	sql("BEGIN");
	st = prepare("INSERT OR REPLACE INTO source VALUES (?, ?, ?)");
	for (int i = 0; i < store.n; i++) {
		struct source *s = store.v[i];
		size_t len;
		char *p;

		if (!s->fresh)
			continue;
		sqlite3_bind_text(st, 1, text(s->file), -1, SQLITE_STATIC);
		sqlite3_bind_text(st, 2, s->hash, -1, SQLITE_STATIC);
		pack(s, &cells, &strings);
		len = cells.n * sizeof(*cells.v);
		for (int k = 0; k < strings.n; k++)
			len += strlen(text(strings.v[k])) + 1;
		blob = grow(blob, len);
		p = mempcpy(blob, cells.v, cells.n * sizeof(*cells.v));
		for (int k = 0; k < strings.n; k++)
			p = stpcpy(p, text(strings.v[k])) + 1;
		sqlite3_bind_blob(st, 3, blob, len, SQLITE_STATIC);
		run(st);
		s->fresh = false;
	}
	sqlite3_finalize(st);
	sql("COMMIT");
	free(blob);
	free(cells.v);
	free(strings.v);
}

/* ---- the API table ---- */

struct api *api;
int n_api;

const char *const role_names[] = {
	[ACQUIRE] = "acquire", [FORWARD] = "forward", [RELEASE] = "release",
	[RELAY] = "relay", [ORIGIN] = "origin", [DUP] = "dup", [FREE] = "free",
	[FLOW] = "flow", [ALIAS] = "alias", [FOREIGN] = "foreign",
	[BORROW] = "borrow", [TOUCH] = "touch", [NOTIFIER] = "notifier",
	[TELLS] = "tells", [SAME] = "same", [CONTAINER] = "container", [UNKNOWN] = "unknown",
};

/* Of an API row: the number of an argument, 0 without one; -1 if there is none of that number. */
static int argument(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 3 ? -1 : n && !s[n] ? atoi(s) : 0;
}

void api_load(const char *path)
{
	size_t len;
	char *buf = read_lines(path, &len), *p, *eol;
	int line = 0;

	for (p = buf; p < buf + len; p = eol + 1) {
		char *col[9], *q = p;
		struct api *a;
		int n = 0, r;

		line++;
		eol = memchr(p, '\n', buf + len - p);
		*eol = 0;
		if (*p == '#' || !*p)
			continue;
		while (n < 9 && q) {
			col[n++] = q;
			q = strchr(q, '\t');
			if (q)
				*q++ = 0;
		}
		if (n < 9 || q)
			die("%s:%d: %s than 9 columns; see the head of cocci/api.tsv", path, line, q ? "more" : "fewer");
		for (r = 0; r <= CONTAINER && strcmp(role_names[r], col[2]); r++)
			;
		if (r > CONTAINER)
			die("%s:%d: unknown role \"%.40s\"; see the head of cocci/api.tsv", path, line, col[2]);
		if (!*col[0] || argument(col[1]) < 0 || argument(col[3]) < 0 || argument(col[4]) < 0)
			die("%s:%d: no name, or no such argument; see the head of cocci/api.tsv", path, line);
		api = grow(api, (n_api + 1) * sizeof(*api));
		a = &api[n_api++];
		*a = (struct api) {
			.name = intern(col[0], strlen(col[0])),
			.args = *col[1] >= '0' && *col[1] <= '9' ? argument(col[1]) : *col[1] == '*' ? -1 : -2,
			.role = r,
			.src = argument(col[3]), .dest = argument(col[4]),
			.fields = intern(col[3], strlen(col[3])), .to = intern(col[4], strlen(col[4])),
			.ref = intern(col[5], strlen(col[5])),
			.put = intern(col[6], strlen(col[6])),
			.pin = intern(col[7], strlen(col[7])),
			.refs = intern(col[8], strlen(col[8])),
		};
	}
	free(buf);
}
