// SPDX-License-Identifier: GPL-2.0
/*
 * scan.c: the fast look at every source of a tree.
 *
 * An index of which names each file mentions, so that only the files that
 * matter are parsed, and the plain count of calls that the report has to add
 * up to.  Comments and strings are passed over; the preprocessor is not run.
 *
 *	pincer-scan index TREE INDEX	make or update the index of a tree
 *	pincer-scan query INDEX		names on stdin; prints "name<TAB>file"
 *	pincer-scan hash INDEX		files on stdin; prints "file<TAB>hash"
 *	pincer-scan unchanged TREE INDEX	files on stdin that were read since the index was made: says which
 *					files and texts they were ("SHA-256 device inode size mtime ctime
 *					file" and a zero byte), or which one changed meanwhile
 *	pincer-scan still TREE LIST	the same question later on; LIST is what "unchanged" said
 *	pincer-scan sum INDEX [FOLDER]	what all sources come to; those on stdin as FOLDER
 *					has them
 *	pincer-scan calls TREE NAMES	files on stdin; prints each mention of a
 *					name of the file NAMES that a "(" follows:
 *					"file line column name kind"
 *	pincer-scan uses TREE NAMES	files on stdin; who runs the functions NAMES, by name: "file
 *					line column name kind function with tag"; see uses()
 *	pincer-scan branches TREE	files on stdin; the ways of each #if that has more
 *					than one: "file line-of-#if number first last";
 *					number 0 is what stands under #if 0
 *	pincer-scan declares TREE	files on stdin; struct members, typedefs, prototypes
 *	pincer-scan texts TREE		rows of sites.tsv on stdin: the name in column 6
 *					becomes the text of the whole call
 *
 * A query name may be "def:NAME" (the file has a function body of that name),
 * "struct:TAG" (the struct's members), "init:TAG" (an initialiser that gets at its fields by their
 * order; "init:" in a function, of whatever struct) or several names joined by "&" (all in
 * the same file).  Lines and columns count from 1.  Kinds are call, macro (in
 * the body of a #define), def and decl.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../scripts/replace/sha256.h"

#define MAGIC "pincer-index-7"

struct file {
	char *path;		/* relative to the tree */
	struct state {
		int64_t mtime, ctime;	/* ns */
		int64_t size;		/* bytes */
		uint64_t dev, ino;
	} state;
	unsigned char hash[SHA256_BYTES];	/* of the content */
	const struct file *known;	/* what the last index has of a file that may have changed */
	uint32_t n;		/* how many names */
	uint32_t *names;	/* their hashes, sorted, each once */
	uint64_t sum;		/* of all this, as the index has it: record_sum() */
};

struct index {
	struct file *files;
	size_t n;
	int64_t stamp;		/* ns: the clock when it was begun */
};

static void __attribute__((noreturn, format(printf, 1, 2))) die(const char *fmt, ...)
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

static void *grow(void *p, size_t bytes)
{
	p = realloc(p, bytes);
	if (!p)
		die("out of memory");
	return p;
}

/* ---- tokens ---- */

static bool is_name_start(unsigned char c)
{
	return isalpha(c) || c == '_';
}

static bool is_name(unsigned char c)
{
	return isalnum(c) || c == '_';
}

struct lexer {
	const char *begin, *p, *end;
	const char *line_start;
	unsigned int line;
	bool directive;		/* inside a # line */
	bool define;		/* ... and that is a #define */
	/* told of each # line, if set */
	void (*seen)(const struct lexer *l, const char *word, size_t len);
};

struct token {
	const char *s;
	size_t len;		/* 0 at the end of the file */
	unsigned int line, col;
	bool name;
	bool directive, define;
};

static void newline(struct lexer *l)
{
	l->line++;
	l->line_start = l->p + 1;
}

static void skip_quoted(struct lexer *l, char quote)
{
	for (l->p++; l->p < l->end && *l->p != quote; l->p++) {
		if (*l->p == '\\' && l->p + 1 < l->end)
			l->p++;
		if (*l->p == '\n') {
			newline(l);
			/* an apostrophe in an #error text, or broken source */
			if (l->p[-1] != '\\')
				break;
		}
	}
	if (l->p < l->end)
		l->p++;
}

/* The next name or punctuation character; numbers are passed over. */
static struct token next(struct lexer *l)
{
	struct token t = { 0 };

	for (;;) {
		if (l->p >= l->end)
			return t;
		switch (*l->p) {
		case '\n':
			l->directive = l->define = false;
			newline(l);
			l->p++;
			continue;
		case ' ': case '\t': case '\r': case '\f':
			l->p++;
			continue;
		case '\\':
			l->p++;
			if (l->p < l->end && *l->p == '\r')
				l->p++;
			if (l->p < l->end && *l->p == '\n') {
				newline(l);
				l->p++;
			}
			continue;
		case '"': case '\'':
			skip_quoted(l, *l->p);
			continue;
		case '/':
			if (l->p + 1 < l->end && l->p[1] == '/') {
				while (l->p < l->end && *l->p != '\n')
					l->p++;
				continue;
			}
			if (l->p + 1 < l->end && l->p[1] == '*') {
				for (l->p += 2; l->p < l->end; l->p++) {
					if (*l->p == '\n')
						newline(l);
					if (*l->p == '*' && l->p + 1 < l->end && l->p[1] == '/') {
						l->p += 2;
						break;
					}
				}
				continue;
			}
			break;
		case '#':
			if (!l->directive) {
				const char *q = l->p + 1;

				while (q < l->end && (*q == ' ' || *q == '\t'))
					q++;
				l->directive = true;
				l->define = l->end - q > 6 && !memcmp(q, "define", 6);
				l->p = q;
				while (l->p < l->end && is_name(*l->p))
					l->p++;
				if (l->seen)
					l->seen(l, q, l->p - q);
				if (!l->define)
					continue;
				/* the macro's own name is no mention of it */
				while (l->p < l->end && (*l->p == ' ' || *l->p == '\t'))
					l->p++;
				while (l->p < l->end && is_name(*l->p))
					l->p++;
				continue;
			}
			break;
		}
		if (isdigit((unsigned char)*l->p)) {
			while (l->p < l->end && is_name(*l->p))
				l->p++;
			continue;
		}
		break;
	}
	t.s = l->p;
	t.line = l->line;
	t.col = l->p - l->line_start + 1;
	t.directive = l->directive;
	t.define = l->define;
	if (is_name_start(*l->p)) {
		t.name = true;
		while (l->p < l->end && is_name(*l->p))
			l->p++;
	} else {
		l->p++;
	}
	t.len = l->p - t.s;
	return t;
}

static bool is(const struct token *t, char c)
{
	return t->len == 1 && *t->s == c;
}

static bool word(const struct token *t, const char *s)
{
	return t->name && t->len == strlen(s) && !memcmp(t->s, s, t->len);
}

/* Is the name that stands behind the token BEFORE a member: ".name" or "->name"? */
static bool is_member(const struct lexer *l, const struct token *before)
{
	return is(before, '.') || (is(before, '>') && before->s > l->begin && before->s[-1] == '-');
}

static uint32_t hash_name(const char *prefix, const char *s, size_t len)
{
	uint32_t h = 2166136261u;

	for (; *prefix; prefix++)
		h = (h ^ (unsigned char)*prefix) * 16777619u;
	while (len--)
		h = (h ^ (unsigned char)*s++) * 16777619u;
	return h;
}

/* A quick sum, to notice damage: not against somebody who means it. */
static uint64_t hash_content(const char *p, size_t n)
{
	uint64_t h = 0x9e3779b97f4a7c15ull ^ n, w;

	for (; n >= 8; p += 8, n -= 8) {
		memcpy(&w, p, 8);
		h = (h ^ w) * 0xff51afd7ed558ccdull;
		h ^= h >> 32;
	}
	for (w = 0; n--; p++)
		w = w << 8 | (unsigned char)*p;
	h = (h ^ w) * 0xc4ceb9fe1a85ec53ull;
	return h ^ h >> 29;
}

/* A file's bytes, read into a buffer that is used again for the next one. */
struct buffer {
	char *p;
	size_t len, max;
};

static void read_file(const char *path, struct buffer *b)
{
	struct stat st;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st))
		die("%s: %s; make it readable or remove it", path, strerror(errno));
	if ((size_t)st.st_size >= b->max) {
		b->max = st.st_size + st.st_size / 2 + 1;
		b->p = grow(b->p, b->max);
	}
	for (b->len = 0; b->len < (size_t)st.st_size; b->len += n) {
		n = read(fd, b->p + b->len, st.st_size - b->len);
		if (n < 0)
			die("%s: %s", path, strerror(errno));
		if (!n)
			break;
	}
	close(fd);
}

/* ---- names of one file ---- */

/* The names of one file, each once: a hash set that is emptied by a new turn. */
#define SET_BITS 18
struct names {
	uint32_t *slot;		/* hash, 1 << SET_BITS of them */
	uint32_t *turn;		/* the file it was put there for */
	uint32_t now;
	uint32_t *v;		/* the members */
	size_t n, max;
};

static void add(struct names *s, uint32_t h)
{
	uint32_t i = (h * 2654435761u) >> (32 - SET_BITS);

	for (; s->turn[i] == s->now; i = (i + 1) & ((1u << SET_BITS) - 1))
		if (s->slot[i] == h)
			return;
	if (s->n >= (3u << (SET_BITS - 2)))
		return;		/* a file of 200000 names: no hand wrote it */
	s->turn[i] = s->now;
	s->slot[i] = h;
	if (s->n == s->max) {
		s->max = s->max ? 2 * s->max : 4096;
		s->v = grow(s->v, s->max * sizeof(*s->v));
	}
	s->v[s->n++] = h;
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/*
 * Follow the shape of the file at its outer level, to know a function's body
 * from its prototype: NAME ( ... ) attributes {
 */
struct outline {
	int depth;		/* of braces */
	int parens;
	struct token name;	/* the name before the outermost "(" */
	bool closed;		/* its ")" is seen */
};

static bool outline_body(struct outline *o, const struct token *prev,
			 const struct token *t)
{
	bool body = false;

	if (t->directive)
		return false;
	if (is(t, '(')) {
		if (!o->depth && !o->parens++ && prev->name && !o->closed)
			o->name = *prev;
	} else if (is(t, ')')) {
		if (!o->depth && o->parens && !--o->parens)
			o->closed = true;
	} else if (is(t, '{')) {
		body = !o->depth && o->closed && o->name.len;
		o->depth++;
	} else if (is(t, '}')) {
		if (o->depth)
			o->depth--;
		if (!o->depth) {
			o->closed = false;
			o->name.len = 0;
			o->parens = 0;
		}
	} else if (!o->depth && (is(t, ';') || is(t, '='))) {
		o->closed = false;
		o->name.len = 0;
		o->parens = 0;
	}
	return body;
}

/*
 * Follow what type a list in braces may be an initialiser of: what stands behind "struct", or
 * before another name, or alone in parentheses.
 */
static void follow_type(struct token *type, const struct token *prev2, const struct token *prev, const struct token *t)
{
	if (!prev->name)
		return;
	if (word(prev2, "struct") || word(prev2, "union") || t->name || (is(prev2, '(') && (is(t, ')') || is(t, '['))))
		*type = *prev;
}

static void collect(struct file *f, const char *p, size_t len, struct names *s)
{
	struct lexer l = { .begin = p, .p = p, .end = p + len, .line_start = p, .line = 1 };
	struct token t, prev = { 0 }, prev2 = { 0 }, before = { 0 }, type = { 0 };	/* before: the last "(" */
	struct outline o = { 0 };
	bool list = false;	/* the last token begins an initialiser */
	bool literal = false;	/* ... ends the type of one */

	s->n = 0;
	s->now++;
	for (t = next(&l); t.len; prev2 = prev, prev = t, t = next(&l)) {
		if (t.name)
			add(s, hash_name("", t.s, t.len));
		if (list && !is(&t, '.') && !is(&t, '[') && !is(&t, '}')) {
			add(s, hash_name("init:", type.s, type.len));
			if (o.depth)
				add(s, hash_name("init:", "", 0));
		}
		if (is(&t, '('))
			before = prev;
		list = is(&t, '{') && (is(&prev, '=') || literal);
		literal = is(&t, ')') && before.len && (!before.name || word(&before, "return"));
		if (is(&t, ')'))
			before.len = 0;
		follow_type(&type, &prev2, &prev, &t);
		if (is(&t, ';') && !o.depth && !t.directive) {
			if (o.closed && o.name.len)
				add(s, hash_name("decl:", o.name.s, o.name.len));
			if (prev.name)
				add(s, hash_name("typedef:", prev.s, prev.len));
		}
		if (outline_body(&o, &prev, &t))
			add(s, hash_name("def:", o.name.s, o.name.len));
		if (is(&t, '{') && prev.name && prev2.name &&
		    ((prev2.len == 6 && !memcmp(prev2.s, "struct", 6)) ||
		     (prev2.len == 5 && !memcmp(prev2.s, "union", 5))))
			add(s, hash_name("struct:", prev.s, prev.len));
	}
	qsort(s->v, s->n, sizeof(*s->v), by_value);
	f->n = s->n;
	f->names = grow(NULL, (f->n + 1) * sizeof(*f->names));
	memcpy(f->names, s->v, f->n * sizeof(*f->names));
}

/* ---- the index file ---- */

/*
 * A head, a record for each file in the order of their paths, all names, all
 * paths (each ended by a zero byte).  Read by mapping it: a query looks at the
 * names, a search for a hash at little more than the records.
 */
struct head {
	char magic[16];
	uint64_t n_files, n_names, n_chars;
	int64_t stamp;
};

struct record {
	struct state state;
	unsigned char hash[SHA256_BYTES];
	uint64_t path, names;	/* where they begin, counted in characters and in names */
	uint64_t n;
	uint64_t sum;		/* record_sum() */
};

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

/* Another one where a single bit of what the index says of a file, or of when it was read, is another one. */
static uint64_t record_sum(const struct file *f, int64_t stamp)
{
	uint64_t of[] = { hash_content((const char *)&f->state, sizeof(f->state)), hash_content((const char *)f->hash, SHA256_BYTES), hash_content(f->path, strlen(f->path)),
		hash_content((const char *)f->names, f->n * sizeof(*f->names)), (uint64_t)stamp };

	return hash_content((const char *)of, sizeof(of));
}

/*
 * Maps the index; false if there is none, or none of this format, or a damaged one.  Whatever
 * a record says, it points to names and to a path inside the map, and the paths are in order.
 * Whether all that is true as well, its sum tells, which cmd_index() looks at.
 */
static bool read_index(const char *path, struct index *x)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const struct record *r;
	const struct head *h;
	uint64_t left, i;
	uint32_t *names;
	struct stat st;
	char *chars;

	memset(x, 0, sizeof(*x));
	if (fd < 0)
		return false;
	h = fstat(fd, &st) || (size_t)st.st_size < sizeof(*h) ? MAP_FAILED :
	    mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (h == MAP_FAILED)
		return false;
	left = st.st_size - sizeof(*h);
	if (memcmp(h->magic, MAGIC, sizeof(MAGIC)) || h->n_files > left / sizeof(*r))
		goto bad;
	left -= h->n_files * sizeof(*r);
	if (h->n_names > left / sizeof(*names))
		goto bad;
	left -= h->n_names * sizeof(*names);
	r = (const struct record *)(h + 1);
	names = (uint32_t *)(r + h->n_files);
	chars = (char *)(names + h->n_names);
	if (h->n_chars != left || (left && chars[left - 1]))
		goto bad;
	x->stamp = h->stamp;
	x->files = grow(NULL, (h->n_files + 1) * sizeof(*x->files));
	for (i = 0; i < h->n_files; i++, r++) {
		if (r->path >= h->n_chars || r->names > h->n_names || r->n > h->n_names - r->names || r->n > UINT32_MAX ||
		    (i && strcmp(x->files[i - 1].path, chars + r->path) >= 0))
			goto bad;
		x->files[i] = (struct file) {
			.path = chars + r->path, .state = r->state, .n = r->n, .names = names + r->names, .sum = r->sum,
		};
		memcpy(x->files[i].hash, r->hash, SHA256_BYTES);
	}
	x->n = h->n_files;
	return true;
bad:
	free(x->files);
	munmap((void *)h, st.st_size);
	memset(x, 0, sizeof(*x));
	return false;
}

static void write_index(const char *path, const struct index *x)
{
	struct head h = { .magic = MAGIC, .n_files = x->n, .stamp = x->stamp };
	char *tmp;
	FILE *f;
	size_t i;
	bool ok;

	if (asprintf(&tmp, "%s.%d", path, (int)getpid()) < 0)
		die("out of memory");
	f = fopen(tmp, "wb");
	if (!f)
		die("%s: %s", tmp, strerror(errno));
	for (i = 0; i < x->n; i++) {
		h.n_names += x->files[i].n;
		h.n_chars += strlen(x->files[i].path) + 1;
	}
	fwrite(&h, sizeof(h), 1, f);
	h.n_names = h.n_chars = 0;
	for (i = 0; i < x->n; i++) {
		const struct file *e = &x->files[i];
		struct record r = { .state = e->state, .path = h.n_chars, .names = h.n_names, .n = e->n };

		memcpy(r.hash, e->hash, SHA256_BYTES);
		r.sum = record_sum(e, x->stamp);
		fwrite(&r, sizeof(r), 1, f);
		h.n_names += e->n;
		h.n_chars += strlen(e->path) + 1;
	}
	for (i = 0; i < x->n; i++)
		fwrite(x->files[i].names, sizeof(*x->files[i].names), x->files[i].n, f);
	for (i = 0; i < x->n; i++)
		fwrite(x->files[i].path, 1, strlen(x->files[i].path) + 1, f);
	ok = !ferror(f);
	if (fclose(f) || !ok || rename(tmp, path)) {
		int err = errno;

		unlink(tmp);
		die("%s: %s; free some disk space and run again", path, strerror(err));
	}
	free(tmp);
}

/* ---- is a file still the same? ---- */

/* The clock that the kernel stamps files with. */
static int64_t clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME_COARSE, &t);
	return t.tv_sec * 1000000000ll + t.tv_nsec;
}

static struct state state_of(const struct stat *st)
{
	return (struct state) {
		.mtime = st->st_mtim.tv_sec * 1000000000ll + st->st_mtim.tv_nsec,
		.ctime = st->st_ctim.tv_sec * 1000000000ll + st->st_ctim.tv_nsec,
		.size = st->st_size, .dev = st->st_dev, .ino = st->st_ino,
	};
}

/* A device may have another number tomorrow; nobody can set a ctime back. */
static bool same_state(const struct state *a, const struct state *b)
{
	return a->mtime == b->mtime && a->ctime == b->ctime && a->size == b->size && a->ino == b->ino;
}

/*
 * Would a change since STAMP show?  Not in a file that had changed just before: the second
 * change may have the same time.  Two seconds is what the coarsest file system counts in.
 */
static bool settled(const struct state *s, int64_t stamp)
{
	return s->ctime < stamp - 2000000000ll;
}

/* ---- index ---- */

static struct index now;
static atomic_size_t turn;

static void *worker(void *arg)
{
	struct names s = { 0 };
	struct buffer b = { 0 };
	size_t i;

	(void)arg;
	s.slot = grow(NULL, sizeof(*s.slot) << SET_BITS);
	s.turn = calloc(1u << SET_BITS, sizeof(*s.turn));
	s.v = grow(NULL, 4096 * sizeof(*s.v));
	s.max = 4096;
	if (!s.turn)
		die("out of memory");
	while ((i = atomic_fetch_add(&turn, 1)) < now.n) {
		struct file *f = &now.files[i];

		if (f->names)
			continue;
		read_file(f->path, &b);
		sha256_of(b.p, b.len, f->hash);
		if (f->known && !memcmp(f->known->hash, f->hash, SHA256_BYTES)) {
			f->n = f->known->n;
			f->names = f->known->names;
		} else {
			collect(f, b.p, b.len, &s);
		}
	}
	free(b.p);
	free(s.v);
	free(s.slot);
	free(s.turn);
	return NULL;
}

static bool is_source(const char *name, size_t len)
{
	return len > 2 && name[len - 2] == '.' &&
	       (name[len - 1] == 'c' || name[len - 1] == 'h');
}

/* Does a link lead to the folder of that entry? */
static bool behind_link(const FTSENT *e)
{
	for (e = e->fts_parent; e && e->fts_level >= 0; e = e->fts_parent)
		if (e->fts_number)
			return true;
	return false;
}

/*
 * Can a name stand in a list, one a line, or in a column?  One that cannot is named
 * on stderr, its control characters (below 0x20) as octal numbers.
 */
static bool is_listable(const char *path)
{
	if (!path[strcspn(path, "\n\t\r")])
		return true;
	fputs("pincer: ", stderr);
	for (; *path; path++)
		fprintf(stderr, (unsigned char)*path < ' ' ? "\\%03o" : "%c", (unsigned char)*path);
	fputs(": left alone, for there is a line break or a tab in its name; rename it\n", stderr);
	return false;
}

static void cmd_index(char *tree, const char *path)
{
	char *root[] = { ".", NULL };
	bool follow = getenv("PINCER_FOLLOW");
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	pthread_t threads[16];
	struct index old;
	size_t max = 0, fresh = 0, i;
	char full[4096];
	FTSENT *e;
	FTS *fts;

	if (path[0] != '/') {
		if (!getcwd(full, sizeof(full) / 2))
			die("%s", strerror(errno));
		strcat(full, "/");
		strncat(full, path, sizeof(full) / 2 - 2);
		path = full;
	}
	if (chdir(tree))
		die("%s: %s", tree, strerror(errno));
	now.stamp = clock_now();
	read_index(path, &old);
	fts = fts_open(root, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	if (!fts)
		die("%s: %s", tree, strerror(errno));
	while ((e = fts_read(fts))) {
		struct file *f, *known, key;

		if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR)
			die("%s: %s; make it readable or remove it", e->fts_path,
			    strerror(e->fts_errno));
		/* lint lays links to most of a tree beside a few files of another version */
		if (e->fts_info == FTS_SL && follow) {
			char to[2];

			/* ... but one that stands in the tree itself leads anywhere */
			if (!behind_link(e) && readlink(e->fts_accpath, to, sizeof(to)) > 0 && to[0] == '/') {
				e->fts_number = 1;
				fts_set(fts, e, FTS_FOLLOW);
			}
			continue;
		}
		if (e->fts_info == FTS_D && e->fts_level && e->fts_name[0] == '.') {
			fts_set(fts, e, FTS_SKIP);
			continue;
		}
		if (e->fts_info != FTS_F || !is_source(e->fts_name, e->fts_namelen) ||
		    !is_listable(e->fts_path + 2))
			continue;
		if (now.n == max) {
			max = max ? 2 * max : 65536;
			now.files = grow(now.files, max * sizeof(*now.files));
		}
		f = &now.files[now.n++];
		memset(f, 0, sizeof(*f));
		f->path = strdup(e->fts_path + 2);
		f->state = state_of(e->fts_statp);
		key.path = f->path;
		known = old.n ? bsearch(&key, old.files, old.n, sizeof(key), by_path) : NULL;
		if (known && known->sum != record_sum(known, old.stamp))
			known = NULL;
		if (known && same_state(&known->state, &f->state) && settled(&known->state, old.stamp)) {
			memcpy(f->hash, known->hash, SHA256_BYTES);
			f->n = known->n;
			f->names = known->names;
		} else {
			f->known = known;
			fresh++;
		}
	}
	fts_close(fts);
	if (fresh) {
		if (cpus < 1)
			cpus = 1;
		if (cpus > 16)
			cpus = 16;
		for (i = 0; i < (size_t)cpus; i++)
			if (pthread_create(&threads[i], NULL, worker, NULL))
				die("cannot start a thread");
		for (i = 0; i < (size_t)cpus; i++)
			pthread_join(threads[i], NULL);
	}
	if (now.n)
		qsort(now.files, now.n, sizeof(*now.files), by_path);
	if (fresh || now.n != old.n)
		write_index(path, &now);
	printf("%zu\t%zu\n", now.n, fresh);
}

/* ---- query, hash ---- */

static bool has(const struct file *f, uint32_t h)
{
	size_t lo = 0, hi = f->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (f->names[mid] < h)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < f->n && f->names[lo] == h;
}

static bool chomp(char *line)
{
	line[strcspn(line, "\n")] = 0;
	return *line;
}

static void load(const char *path, struct index *x)
{
	if (!read_index(path, x))
		die("%s: no index, or a damaged one; remove it and run again", path);
}

/* What is asked for: names that have to be in one file together. */
struct want {
	char *line;
	uint32_t hash[8];
	int n;
	int next;		/* the next want with the same first name, -1 */
};

static void cmd_query(const char *path)
{
	struct index x;
	struct want *v = NULL;
	uint32_t n = 0, slots = 64, i, k;
	int *slot;
	char line[1024], *s, *save;

	load(path, &x);
	while (fgets(line, sizeof(line), stdin)) {
		struct want *w;

		if (!chomp(line))
			continue;
		v = grow(v, (n + 1) * sizeof(*v));
		w = &v[n++];
		w->line = strdup(line);
		w->n = 0;
		for (s = strtok_r(line, "&", &save); s && w->n < 8; s = strtok_r(NULL, "&", &save))
			w->hash[w->n++] = hash_name("", s, strlen(s));
		if (!w->n)
			n--;
	}
	while (slots < 4 * n)
		slots *= 2;
	slot = grow(NULL, slots * sizeof(*slot));
	for (i = 0; i < slots; i++)
		slot[i] = -1;
	/* wants of one slot hang together; the slot is the hash's low end */
	for (i = n; i-- > 0;) {
		v[i].next = slot[v[i].hash[0] & (slots - 1)];
		slot[v[i].hash[0] & (slots - 1)] = i;
	}
	for (i = 0; i < x.n; i++) {
		const struct file *f = &x.files[i];

		for (k = 0; k < f->n; k++)
			for (int w = slot[f->names[k] & (slots - 1)]; w >= 0; w = v[w].next) {
				int j;

				if (v[w].hash[0] != f->names[k])
					continue;
				for (j = 1; j < v[w].n && has(f, v[w].hash[j]); j++)
					;
				if (j == v[w].n)
					printf("%s\t%s\n", v[w].line, f->path);
			}
	}
}

static void cmd_hash(const char *path)
{
	struct index x;
	struct file key, *f;
	char line[4096], sha[SHA256_CHARS + 1];

	load(path, &x);
	while (fgets(line, sizeof(line), stdin)) {
		if (!chomp(line))
			continue;
		key.path = line;
		f = bsearch(&key, x.files, x.n, sizeof(key), by_path);
		if (f) {
			sha256_text(f->hash, sha);
			printf("%s\t%s\n", line, sha);
		}
	}
}

/* ---- unchanged, still ---- */

/* Dies if the file PATH of the current folder is not what STATE and HASH say. */
static void same_or_die(const char *path, struct state *state, const unsigned char *hash, int64_t stamp)
{
	unsigned char digest[SHA256_BYTES];
	static struct buffer b;
	struct state is;
	struct stat st;

	/* lint's other side is made of links */
	if (!(getenv("PINCER_FOLLOW") ? stat : lstat)(path, &st) && S_ISREG(st.st_mode)) {
		is = state_of(&st);
		if (same_state(&is, state) && settled(state, stamp))
			return;
		read_file(path, &b);
		sha256_of(b.p, b.len, digest);
		if (!memcmp(digest, hash, SHA256_BYTES)) {
			*state = is;
			return;
		}
	}
	die("%s: was changed while Pincer was at work; nothing was changed by it, run again", path);
}

static void cmd_unchanged(const char *tree, const char *path)
{
	char line[4096], sha[SHA256_CHARS + 1];
	struct file key, *f;
	struct index x;

	load(path, &x);
	if (chdir(tree))
		die("%s: %s", tree, strerror(errno));
	while (fgets(line, sizeof(line), stdin)) {
		if (!chomp(line))
			continue;
		key.path = line;
		f = bsearch(&key, x.files, x.n, sizeof(key), by_path);
		if (!f)
			continue;
		same_or_die(line, &f->state, f->hash, x.stamp);
		sha256_text(f->hash, sha);
		printf("%s %llu %llu %lld %lld %lld %s%c", sha, (unsigned long long)f->state.dev,
		       (unsigned long long)f->state.ino, (long long)f->state.size, (long long)f->state.mtime,
		       (long long)f->state.ctime, line, 0);
	}
}

static void cmd_still(const char *tree, const char *list)
{
	/* what changed within ten minutes is read again */
	int64_t stamp = clock_now() - 600 * 1000000000ll;
	FILE *f = fopen(list, "r");
	char *line = NULL;
	size_t max = 0, i;

	if (!f)
		die("%s: %s", list, strerror(errno));
	if (chdir(tree))
		die("%s: %s", tree, strerror(errno));
	while (getdelim(&line, &max, 0, f) > 0) {
		unsigned char hash[SHA256_BYTES];
		char sha[SHA256_CHARS + 1];
		unsigned long long dev, ino;
		long long size, mtime, ctime;
		struct state state;
		int at = 0;

		if (sscanf(line, "%64s %llu %llu %lld %lld %lld %n", sha, &dev, &ino, &size, &mtime, &ctime, &at) < 6 || !at)
			die("%s: damaged; run again", list);
		for (i = 0; i < SHA256_BYTES; i++)
			if (sscanf(sha + 2 * i, "%2hhx", &hash[i]) != 1)
				die("%s: damaged; run again", list);
		state = (struct state) { .mtime = mtime, .ctime = ctime, .size = size, .dev = dev, .ino = ino };
		same_or_die(line + at, &state, hash, stamp);
	}
	free(line);
	fclose(f);
}


/* ---- sum ---- */

/*
 * What all sources of the index come to: the same for the same paths and texts,
 * wherever the tree lies.  The files named on stdin count as FOLDER has them.
 */
static void cmd_sum(const char *path, const char *folder)
{
	unsigned char digest[SHA256_BYTES];
	char line[4096], text[SHA256_CHARS + 1];
	struct buffer b = { 0 };
	struct file key, *f;
	struct sha256 sum;
	struct index x;
	struct stat st;
	size_t i, n;

	load(path, &x);
	n = x.n;
	if (folder && chdir(folder))
		die("%s: %s", folder, strerror(errno));
	while (folder && fgets(line, sizeof(line), stdin)) {
		if (!chomp(line) || !is_source(line, strlen(line)) || *line == '.' || strstr(line, "/."))
			continue;
		key.path = line;
		f = bsearch(&key, x.files, n, sizeof(key), by_path);
		if (stat(line, &st)) {
			if (f)
				f->names = NULL;
			continue;
		}
		if (!f) {
			x.files = grow(x.files, (x.n + 1) * sizeof(*x.files));
			f = &x.files[x.n++];
			*f = (struct file) { .path = strdup(line), .names = (uint32_t *)text };
		}
		read_file(line, &b);
		sha256_of(b.p, b.len, f->hash);
	}
	if (x.n > n)
		qsort(x.files, x.n, sizeof(*x.files), by_path);
	sha256_start(&sum);
	for (i = 0; i < x.n; i++) {
		if (!x.files[i].names)
			continue;	/* not on that side */
		sha256_add(&sum, x.files[i].path, strlen(x.files[i].path) + 1);
		sha256_add(&sum, x.files[i].hash, SHA256_BYTES);
	}
	sha256_end(&sum, digest);
	sha256_text(digest, text);
	puts(text);
	free(b.p);
}

/* ---- branches ---- */

/* The #if that are open: where each and its present branch begin. */
static struct {
	unsigned int group, number, first;
} open_if[64];
static int n_open;
static const char *if_path;

static void end_branch(unsigned int last, bool is_end)
{
	if (n_open > 64 || (is_end && open_if[n_open - 1].number == 1))
		return;
	printf("%s\t%u\t%u\t%u\t%u\n", if_path, open_if[n_open - 1].group,
	       open_if[n_open - 1].number, open_if[n_open - 1].first, last);
}

static void see_directive(const struct lexer *l, const char *word, size_t len)
{
	if (len < 2)
		return;
	if (!memcmp(word, "if", 2)) {
		const char *q = word + len;

		while (q < l->end && (*q == ' ' || *q == '\t'))
			q++;
		if (n_open++ >= 64)
			return;
		open_if[n_open - 1].group = open_if[n_open - 1].first = l->line;
		/* number 0: #if 0, which no kernel has */
		open_if[n_open - 1].number = !(len == 2 && q < l->end && *q == '0' &&
					       (q + 1 == l->end || !is_name(q[1])));
	} else if (n_open && !memcmp(word, "el", 2)) {
		end_branch(l->line, false);
		if (n_open > 64)
			return;
		open_if[n_open - 1].number++;
		open_if[n_open - 1].first = l->line;
	} else if (n_open && len == 5 && !memcmp(word, "endif", 5)) {
		end_branch(l->line, true);
		n_open--;
	}
}

static void branches(const char *path, const char *p, size_t len)
{
	struct lexer l = { .begin = p, .p = p, .end = p + len, .line_start = p, .line = 1, .seen = see_directive };

	n_open = 0;
	if_path = path;
	while (next(&l).len)
		;
}

/* ---- calls ---- */

static char **wanted;
static size_t n_wanted;

static int by_string(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static const char *is_wanted(const struct token *t)
{
	char name[128], *p = name;
	char **hit;

	if (t->len >= sizeof(name))
		return NULL;
	memcpy(name, t->s, t->len);
	name[t->len] = 0;
	hit = bsearch(&p, wanted, n_wanted, sizeof(*wanted), by_string);
	return hit ? *hit : NULL;
}

/* A word that can stand before a call, and is no type of a declaration. */
static bool before_call(const struct token *t)
{
	static const char *const words[] = { "return", "else", "do", "case", "goto", "sizeof" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (t->len == strlen(words[i]) && !memcmp(t->s, words[i], t->len))
			return true;
	return false;
}

static void calls(const char *path, const char *p, size_t len)
{
	struct lexer l = { .begin = p, .p = p, .end = p + len, .line_start = p, .line = 1 };
	struct token t, prev = { 0 }, prev2 = { 0 };
	struct outline o = { 0 };

	for (t = next(&l); t.len; prev2 = prev, prev = t, t = next(&l)) {
		const char *name, *kind;
		int depth = o.depth;

		outline_body(&o, &prev, &t);
		if (!is(&t, '(') || !prev.name || prev.directive != t.directive)
			continue;
		name = is_wanted(&prev);
		if (!name)
			continue;
		if (is_member(&l, &prev2))
			continue;	/* a member of that name */
		if (prev.define)
			kind = "macro";
		else if (prev.directive)
			continue;	/* #if and the like */
		else if (!depth)
			kind = "decl";
		else if (prev2.name && !prev2.directive && !before_call(&prev2))
			kind = "decl";
		else
			kind = "call";
		printf("%s\t%u\t%u\t%s\t%s\n", path, prev.line, prev.col, name, kind);
	}
}

static void read_names(const char *names)
{
	FILE *f = fopen(names, "r");
	char line[4096];

	if (!f)
		die("%s: %s", names, strerror(errno));
	while (fgets(line, sizeof(line), f)) {
		if (!chomp(line))
			continue;
		wanted = grow(wanted, (n_wanted + 1) * sizeof(*wanted));
		wanted[n_wanted++] = strdup(line);
	}
	fclose(f);
	if (n_wanted)
		qsort(wanted, n_wanted, sizeof(*wanted), by_string);
}

/* Run each over every file that is named on standard input. */
static void for_each_file(const char *tree, void (*each)(const char *, const char *, size_t))
{
	struct buffer b = { 0 };
	char line[4096];

	if (chdir(tree))
		die("%s: %s", tree, strerror(errno));
	while (fgets(line, sizeof(line), stdin)) {
		if (!chomp(line))
			continue;
		read_file(line, &b);
		each(line, b.p, b.len);
	}
}


/* ---- uses ---- */

/* The names before the "(" that are open: what an argument is given to. */
#define OPEN_MAX 64
static struct token open_call[OPEN_MAX];

static bool is_macro_name(const struct token *t)
{
	for (size_t i = 0; i < t->len; i++)
		if (islower((unsigned char)t->s[i]))
			return false;
	return true;
}

static void print_use(const char *path, const struct token *t, const char *name, const char *kind,
		      const struct token *func, const struct token *with, const struct token *tag)
{
	printf("%s\t%u\t%u\t%s\t%s\t%.*s\t%.*s\t%.*s\n", path, t->line, t->col, name, kind,
	       (int)func->len, func->len ? func->s : "", (int)with->len, with->len ? with->s : "",
	       (int)tag->len, tag->len ? tag->s : "");
}

/*
 * Who runs a function, as far as one file tells: its calls, the fields it is
 * put into, the calls it is given to.  A wanted ".NAME" is a call through a
 * field of that name.  Kinds and what stands WITH them:
 *	body	"static" or nothing
 *	call	-
 *	slot	the field, and outside of functions the TAG of the struct
 *	given	the function or macro that it is an argument of
 *	through	-
 */
static void uses(const char *path, const char *p, size_t len)
{
	struct lexer l = { .begin = p, .p = p, .end = p + len, .line_start = p, .line = 1 };
	struct token t, prev = { 0 }, prev2 = { 0 }, prev3 = { 0 }, prev4 = { 0 };
	struct token func = { 0 }, first = { 0 }, tag = { 0 }, none = { 0 };
	const struct token hidden_word = { .s = "static", .len = 6 };
	struct outline o = { 0 };
	bool hidden = false;		/* "static" before the body */
	int depth = 0;			/* of "(" */

	for (t = next(&l); t.len; prev4 = prev3, prev3 = prev2, prev2 = prev, prev = t, t = next(&l)) {
		bool member = is_member(&l, &prev2);
		const struct token *within = depth && depth <= OPEN_MAX ? &open_call[depth - 1] : &none;
		const char *name = prev.name && !prev.directive ? is_wanted(&prev) : NULL;
		bool outside = !o.depth;

		if (outside && o.parens == 1 && is(&prev, '('))
			first = t;
		if (outline_body(&o, &prev, &t)) {
			/* SYSCALL_DEFINE3(name, ...) */
			func = is_macro_name(&o.name) ? first : o.name;
			if (is_wanted(&func))
				print_use(path, &func, is_wanted(&func), "body", &func,
					  hidden ? &hidden_word : &none, &none);
		} else if (!o.depth) {
			func.len = 0;
		}
		if (!o.depth) {
			if (word(&t, "static"))
				hidden = true;
			if (!o.parens && word(&prev, "struct"))
				tag = t;
		}
		if (member && prev.name && is(&t, '(')) {
			char key[128];
			struct token dot = { .s = key };

			dot.len = snprintf(key, sizeof(key), ".%.*s", (int)prev.len, prev.s);
			if (func.len && is_wanted(&dot))
				print_use(path, &prev, is_wanted(&dot), "through", &func, &none, &none);
		} else if (name && !member && is(&t, '(')) {
			if (func.len && (!prev2.name || before_call(&prev2)))
				print_use(path, &prev, name, "call", &func, &none, &none);
		} else if (name && !member) {
			bool address = is(&prev2, '&');
			const struct token *before = address ? &prev3 : &prev2;
			const struct token *field = address ? &prev4 : &prev3;
			const struct token *of = func.len ? &none : &tag;

			if (is(before, '=') && (field->name || is(field, ']')))
				print_use(path, &prev, name, "slot", &func, field, of);
			else if (!within->name && o.depth && (is(before, ',') || is(before, '{')))
				print_use(path, &prev, name, "slot", &func, before, of);
			else if ((is(before, '(') || is(before, ',')) && within->name &&
				 (is(&t, ',') || is(&t, ')')))
				print_use(path, &prev, name, "given", &func, within, &none);
		}
		if (!o.depth && (is(&t, ';') || is(&t, '}'))) {
			hidden = false;
			tag.len = 0;
		}
		if (t.directive)
			continue;
		if (is(&t, '(')) {
			if (depth < OPEN_MAX)
				open_call[depth] = prev;
			depth++;
		} else if (is(&t, ')') && depth) {
			depth--;
		} else if (is(&t, ';') && outside) {
			depth = 0;
		}
	}
}

/* ---- declares ---- */

/*
 * Struct members, typedefs and prototypes, lightly parsed: enough to know which
 * struct a field, a typedef or a result is.  Rows as cocci/find reports them:
 *	sf file tag field shape depth number | td file name shape | fr file func shape
 * A number is that of cocci/find/facts.ml: where an initialiser without names gets at the field.
 * A shape is "s:TAG", "t:TYPEDEF", "small", "wide", "void" or "code".
 */
struct tokens {
	struct token *v;
	size_t n, max;
};

static bool any_word(const struct token *t, const char *const *words)
{
	for (; *words; words++)
		if (word(t, *words))
			return true;
	return false;
}

static const char *const noise[] = { "const", "volatile", "static", "inline", "extern",
	"__inline", "__always_inline", "__must_check", "__iomem", "__user", "__rcu",
	"__percpu", "__force", "__pure", "register", "__malloc", "__weak", "__init",
	"__exit", "__cold", "__hot", "noinline", "asmlinkage", "unsigned", "signed",
	"__inline__", "__packed", "typedef", "__maybe_unused", NULL };
static const char *const tagged[] = { "struct", "union", NULL };

static size_t skip_group(const struct tokens *x, size_t i, size_t end)
{
	char open = *x->v[i].s, shut = open == '(' ? ')' : open == '{' ? '}' : ']';
	int depth = 0;

	for (; i < end; i++) {
		if (is(&x->v[i], open))
			depth++;
		else if (is(&x->v[i], shut) && !--depth)
			return i + 1;
	}
	return end;
}

static void print_token(const struct token *t)
{
	fwrite(t->s, 1, t->len, stdout);
}

/* Where the next member stands: in the struct itself ("#2"), or in one without a name ("#2.0") */
struct number {
	char within[64];
	int n;
};

static void members(const char *path, const char *tag, const struct tokens *x,
		    size_t i, size_t end, const char *within);

/*
 * The declaration in tokens [i, end): of members of tag, or of a typedef, or a
 * prototype when tag is NULL.  AT: the number of the first member, then of the next.
 */
static void declaration(const char *path, const char *tag, const struct tokens *x,
			size_t i, size_t end, bool is_typedef, struct number *at)
{
	char shape[160] = "small", nested[320];
	const struct token *t = NULL;
	size_t body = 0, body_end = 0;
	bool was_unsigned = false;

	for (; i < end && (any_word(&x->v[i], noise) || word(&x->v[i], "__attribute__")); i++) {
		was_unsigned |= word(&x->v[i], "unsigned");
		if (word(&x->v[i], "__attribute__") && i + 1 < end)
			i = skip_group(x, i + 1, end) - 1;
	}
	if (i >= end || !x->v[i].name)
		return;
	if (any_word(&x->v[i], tagged)) {
		for (i++; i < end && word(&x->v[i], "__attribute__") && i + 1 < end; i++)
			i = skip_group(x, i + 1, end) - 1;
		if (i < end && x->v[i].name)
			t = &x->v[i++];
		if (t)
			snprintf(shape, sizeof(shape), "s:%.*s", (int)t->len, t->s);
		else
			shape[0] = 0;	/* no tag: named after where it stands */
		if (i < end && is(&x->v[i], '{')) {
			body = i;
			body_end = skip_group(x, i, end);
			i = body_end;
		}
	} else if (word(&x->v[i], "enum")) {
		for (i++; i < end && (x->v[i].name || is(&x->v[i], '{')); i++)
			if (is(&x->v[i], '{')) {
				i = skip_group(x, i, end);
				break;
			} else if (i + 1 < end && x->v[i + 1].name) {
				i++;
				break;
			}
	} else if (word(&x->v[i], "void")) {
		strcpy(shape, "void");
		i++;
	} else if (word(&x->v[i], "long")) {
		strcpy(shape, "wide");
		while (i < end && (word(&x->v[i], "long") || word(&x->v[i], "int") || word(&x->v[i], "unsigned")))
			i++;
	} else if (word(&x->v[i], "int") || word(&x->v[i], "char") || word(&x->v[i], "short")) {
		while (i < end && (word(&x->v[i], "int") || word(&x->v[i], "short") || word(&x->v[i], "char") || word(&x->v[i], "unsigned")))
			i++;
	} else if (!(was_unsigned && i + 1 < end && !x->v[i + 1].name && !is(&x->v[i + 1], '*'))) {
		snprintf(shape, sizeof(shape), "t:%.*s", (int)x->v[i].len, x->v[i].s);
		i++;
	}
	if (body && t) {
		char own[160];

		snprintf(own, sizeof(own), "%.*s", (int)t->len, t->s);
		members(path, own, x, body + 1, body_end - 1, "#");
	}
	/* the declarators */
	for (bool first = true; i < end || first; first = false) {
		const struct token *name = NULL;
		bool code = false;
		int depth = 0;

		for (; i < end && !is(&x->v[i], ','); i++) {
			if (is(&x->v[i], '*')) {
				depth++;
			} else if (is(&x->v[i], '(')) {
				if (name) {	/* a prototype's parameters */
					if (!tag && !is_typedef) {
						printf("fr\t%s\t", path);
						print_token(name);
						printf("\t%s\n", shape[0] ? shape : "?");
						return;
					}
				} else if (i + 2 < end && is(&x->v[i + 1], '*')) {
					code = true;	/* (*name)(...) */
					for (i++; i < end && !x->v[i].name; i++)
						;
					if (i < end)
						name = &x->v[i];
					while (i < end && !is(&x->v[i], ')'))
						i++;
					continue;
				}
				i = skip_group(x, i, end) - 1;
			} else if (is(&x->v[i], '[')) {
				depth++;
				i = skip_group(x, i, end) - 1;
			} else if (is(&x->v[i], ':') || is(&x->v[i], '=')) {
				while (i < end && !is(&x->v[i], ','))
					i++;
				break;
			} else if (x->v[i].name && !any_word(&x->v[i], noise)) {
				if (!name || is(&x->v[i - 1], '*'))
					name = &x->v[i];
			}
		}
		if (name && (tag || is_typedef)) {
			const char *s = code ? "code" : shape;

			if (!shape[0] && !code) {
				if (tag)
					snprintf(nested, sizeof(nested), "%s.%.*s", tag, (int)name->len, name->s);
				else
					snprintf(nested, sizeof(nested), "%.*s", (int)name->len, name->s);
				if (body)
					members(path, nested, x, body + 1, body_end - 1, "#");
				if (tag)
					printf("sf\t%s\t%s\t%.*s\ts:%s\t%d\t%s%d\n", path, tag,
					       (int)name->len, name->s, nested, depth, at->within, at->n++);
				else
					printf("td\t%s\t%s\ts:%s\n", path, nested, nested);
			} else if (tag) {
				printf("sf\t%s\t%s\t%.*s\t%s\t%d\t%s%d\n", path, tag,
				       (int)name->len, name->s, s, depth, at->within, at->n++);
			} else {
				printf("td\t%s\t%.*s\t%s\n", path, (int)name->len, name->s, s);
			}
		} else if (!name && tag && body && !t) {
			char within[64];

			snprintf(within, sizeof(within), "%.40s%d.", at->within, at->n++);
			members(path, tag, x, body + 1, body_end - 1, within);	/* anonymous */
		}
		i++;
	}
}

static void members(const char *path, const char *tag, const struct tokens *x,
		    size_t i, size_t end, const char *within)
{
	struct number at = { .n = 0 };
	size_t from = i;

	snprintf(at.within, sizeof(at.within), "%s", within);
	while (i < end) {
		if (is(&x->v[i], '{') || is(&x->v[i], '(')) {
			i = skip_group(x, i, end);
		} else if (is(&x->v[i], ';')) {
			declaration(path, tag, x, from, i, false, &at);
			from = ++i;
		} else {
			i++;
		}
	}
}

static void declares(const char *path, const char *p, size_t len)
{
	struct lexer l = { .begin = p, .p = p, .end = p + len, .line_start = p, .line = 1 };
	static struct tokens x;
	size_t i, from = 0;
	struct token t;

	x.n = 0;
	for (t = next(&l); t.len; t = next(&l)) {
		if (t.directive)
			continue;
		if (x.n == x.max) {
			x.max = x.max ? 2 * x.max : 65536;
			x.v = grow(x.v, x.max * sizeof(*x.v));
		}
		x.v[x.n++] = t;
	}
	for (i = 0; i < x.n;) {
		if (is(&x.v[i], '{')) {
			size_t after = skip_group(&x, i, x.n);

			/* a function's body: its head is as good as a prototype */
			if (i && is(&x.v[i - 1], ')')) {
				declaration(path, NULL, &x, from, i, false, NULL);
				from = after;
			} else if (from == i || word(&x.v[from], "extern")) {
				from = ++i;	/* extern "C", or lost */
				continue;
			}
			i = after;
		} else if (is(&x.v[i], '(')) {
			i = skip_group(&x, i, x.n);
		} else if (is(&x.v[i], ';')) {
			declaration(path, NULL, &x, from, i, word(&x.v[from], "typedef"), NULL);
			from = ++i;
		} else {
			i++;
		}
	}
}

/* ---- texts ---- */

#define CALL_LINES 40		/* no call goes on for more */

static void put(struct buffer *b, char c)
{
	if (b->len == b->max) {
		b->max = b->max ? 2 * b->max : 256;
		b->p = grow(b->p, b->max);
	}
	b->p[b->len++] = c;
}

/* The call that begins at P, on one line and without comments; false if it does not end. */
static bool call_text(const char *p, const char *end, struct buffer *out)
{
	int depth = 0, lines = 0;
	bool opened = false;

	out->len = 0;
	for (; p < end && lines < CALL_LINES; p++) {
		char last = out->len ? out->p[out->len - 1] : ' ';

		if (*p == '/' && p + 1 < end && p[1] == '*') {
			for (p += 2; p + 1 < end && (p[0] != '*' || p[1] != '/'); p++)
				lines += *p == '\n';
			p++;
			continue;
		}
		lines += *p == '\n';
		if (isspace((unsigned char)*p)) {
			if (last != ' ' && last != '(')
				put(out, ' ');
			continue;
		}
		if (*p == '(' && !opened) {
			if (last == ' ' && out->len)
				out->len--;
			opened = true;
		} else if (!opened && (!is_name(*p) || last == ' ') && out->len) {
			return false;	/* no call: the name alone */
		}
		depth += (*p == '(') - (*p == ')');
		put(out, *p);
		if (*p == ')' && !depth)
			return true;
	}
	return false;
}

/* A number of a row, from 1 up, that ends in a tab; -1 if it is none. */
static int row_number(const char *s)
{
	char *end;
	long n = strtol(s, &end, 10);

	return *end == '\t' && n > 0 && n < INT_MAX ? (int)n : -1;
}

/* Rows "file line column ..." on stdin, those of a file together: column 6 becomes the call's text. */
static void cmd_texts(const char *tree)
{
	struct buffer b = { 0 }, text = { 0 };
	char *row = NULL, *file = NULL;
	const char *at = NULL;
	size_t max = 0, rows = 0;
	ssize_t len;
	int here = 0;

	if (chdir(tree))
		die("%s: %s", tree, strerror(errno));
	while ((len = getline(&row, &max, stdin)) > 0) {
		char *tab[6], *p = row;
		int line, col, n;

		for (n = 0; n < 6 && (p = strchr(p, '\t')); n++)
			tab[n] = p++;
		rows++;
		line = n < 6 ? -1 : row_number(tab[0] + 1);
		col = n < 6 ? -1 : row_number(tab[1] + 1);
		if (line < 0 || col < 0 || strlen(row) != (size_t)len)
			die("row %zu of the table of sites is damaged; run again", rows);
		*tab[0] = 0;
		if (!file || strcmp(file, row) || line < here) {
			free(file);
			file = strdup(row);
			read_file(file, &b);
			at = b.p;
			here = 1;
		}
		*tab[0] = '\t';
		for (; at && here < line; here++) {
			at = memchr(at, '\n', b.p + b.len - at);
			if (at)
				at++;
		}
		if (at && col <= b.p + b.len - at && call_text(at + col - 1, b.p + b.len, &text))
			printf("%.*s\t%.*s%s", (int)(tab[4] - row), row, (int)text.len, text.p, tab[5]);
		else
			fputs(row, stdout);
	}
	free(row);
	free(file);
}

int main(int argc, char **argv)
{
	if (argc == 4 && !strcmp(argv[1], "index"))
		cmd_index(argv[2], argv[3]);
	else if (argc == 3 && !strcmp(argv[1], "query"))
		cmd_query(argv[2]);
	else if (argc == 3 && !strcmp(argv[1], "hash"))
		cmd_hash(argv[2]);
	else if (argc == 4 && !strcmp(argv[1], "unchanged"))
		cmd_unchanged(argv[2], argv[3]);
	else if (argc == 4 && !strcmp(argv[1], "still"))
		cmd_still(argv[2], argv[3]);
	else if ((argc == 3 || argc == 4) && !strcmp(argv[1], "sum"))
		cmd_sum(argv[2], argv[3]);
	else if (argc == 3 && !strcmp(argv[1], "texts"))
		cmd_texts(argv[2]);
	else if (argc == 4 && !strcmp(argv[1], "calls")) {
		read_names(argv[3]);
		for_each_file(argv[2], calls);
	} else if (argc == 4 && !strcmp(argv[1], "uses")) {
		read_names(argv[3]);
		for_each_file(argv[2], uses);
	} else if (argc == 3 && !strcmp(argv[1], "branches"))
		for_each_file(argv[2], branches);
	else if (argc == 3 && !strcmp(argv[1], "declares"))
		for_each_file(argv[2], declares);
	else
		die("usage: pincer-scan index TREE INDEX | query INDEX | hash INDEX | unchanged TREE INDEX | still TREE LIST | sum INDEX [FOLDER] | calls TREE NAMES | uses TREE NAMES | branches TREE | declares TREE | texts TREE");
	if (fflush(stdout) || ferror(stdout))
		die("cannot write: %s", strerror(errno));
	return 0;
}
