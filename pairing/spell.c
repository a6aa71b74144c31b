// SPDX-License-Identifier: GPL-2.0
/*
 * spell.c: sources as they are when the macros that matter are spelled out, in
 * every world that their #if tell apart.
 *
 *	pincer-spell names TREE NAMES	files on stdin; the names of NAMES, and the
 *					macros of those files whose body mentions one
 *	pincer-spell views TREE NAMES OUT
 *					files on stdin; writes the views of each that has
 *					some below OUT and prints "file hash number-of-file
 *					number-of-views"
 *	pincer-spell worlds TREE NAMES
 *					files on stdin; prints what holds for which lines:
 *					"C file first last condition holds from below", and
 *					which lines define a function of the API for kernels
 *					that lack it: "D file first last name"
 *
 * NAMES are the names of the API.  Only the macros of the files on stdin are known.
 * With PINCER_MODULE in the environment TREE is a module: there all macros that
 * its own files define are spelled out, in each function and in what else has to
 * do with pages, and a function counts as the names that its body mentions.  In a kernel tree only
 * macros are spelled out whose body mentions a name of the API in the end.
 *
 * A world says which version the kernel has and which names are defined.  A file
 * has a view for each world that its #if, and those around the macros it uses,
 * tell apart.  In a view the lines of other worlds are blank, and a macro's use
 * is replaced by what it stands for, on the line where the use begins, so that
 * every line keeps its number.  OUT/N.K.c is view K of the file with number N;
 * OUT/N.K.map tells where its tokens stand in the source, where that is not
 * where they stand in the view:
 *	line column kind line column	what stands there in the view, up to the next
 *					such row of that line, is at the second place; kind
 *					f: all of it at that place, l: column by column
 *	m line column macro define file line column name
 *					the name that stands there is from the use of that macro,
 *					and a define has it in that file, line and column
 * OUT/hides has, for a module, the words that the bodies of its macros name: "word macro".
 * OUT/left has the uses of macros that matter and were not spelled out, since they
 * grow too big, or a world does not tell which definition counts: "file line column
 * macro".
 * A token from the body of a macro is given the use's line, and a column that
 * no other has: the use's, and INNER for each token of bodies at that use.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define INNER 65536		/* columns; no line is that long */
#define MOST_WORLDS 16		/* of one file; beyond, each branch is seen at least once */
#define MOST_TOKENS 4000	/* one use of a macro may become */
#define MOST_DEPTH 1000		/* of a condition; what is deeper, or longer in tokens, is one that nothing is known of */
#define MOST_STEPS 100000	/* to find out whether a condition holds */
#define NEWEST 16777216		/* above any version: 256.0.0 */

static void __attribute__((noreturn, format(printf, 1, 2))) die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("pincer: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	exit(2);
}

static void *grow(void *p, size_t bytes)
{
	p = realloc(p, bytes);
	if (!p)
		die("out of memory");
	return p;
}

/* push(ARRAY, N, MAX): room for one more; its address */
#define push(v, n, max) ({ \
	if ((n) == (max)) { \
		(max) = (max) ? 2 * (max) : 16; \
		(v) = grow((v), (max) * sizeof(*(v))); \
	} \
	&(v)[(n)++]; })

/* ---- names: numbers from 0 up ---- */

struct name {
	char *s;
	int len;
	bool api;		/* of NAMES */
	bool matters;		/* mentions one of those in the end */
	int atom;		/* the condition "is it defined", -1 */
	int macros;		/* its last definition, by .next, -1 */
};

static struct name *names;
static int n_names, max_names;
static struct slot {
	uint32_t hash;		/* its higher half */
	int name;		/* -1: free */
} *name_slot;
static unsigned int n_slots;

static uint64_t hash_bytes(uint64_t h, const char *s, size_t len)
{
	while (len--)
		h = (h ^ (unsigned char)*s++) * 1099511628211ull;
	return h;
}

#define HASH_START 14695981039346656037ull

static int name_of(const char *s, int len)
{
	uint64_t h = hash_bytes(HASH_START, s, len);
	unsigned int i;

	if (2 * (unsigned int)n_names >= n_slots) {
		n_slots = n_slots ? 2 * n_slots : 4096;
		name_slot = grow(name_slot, n_slots * sizeof(*name_slot));
		memset(name_slot, -1, n_slots * sizeof(*name_slot));
		for (int k = 0; k < n_names; k++) {
			uint64_t old = hash_bytes(HASH_START, names[k].s, names[k].len);

			i = old & (n_slots - 1);
			while (name_slot[i].name >= 0)
				i = (i + 1) & (n_slots - 1);
			name_slot[i] = (struct slot) { old >> 32, k };
		}
	}
	i = h & (n_slots - 1);
	for (; name_slot[i].name >= 0; i = (i + 1) & (n_slots - 1)) {
		const struct name *n = &names[name_slot[i].name];

		if (name_slot[i].hash == h >> 32 && n->len == len && !memcmp(n->s, s, len))
			return name_slot[i].name;
	}
	name_slot[i] = (struct slot) { h >> 32, n_names };
	*push(names, n_names, max_names) = (struct name) {
		.s = strndup(s, len), .len = len, .atom = -1, .macros = -1,
	};
	return n_names - 1;
}

/* ---- tokens ---- */

struct token {
	const char *s;
	int len;
	char kind;		/* n name, 0 number, q quoted, p punctuation, # a directive */
	bool body;		/* of a macro's definition: file, line and column are there */
	int name;		/* kind n; kind #: which directive */
	int file, line, col;
	int at;			/* which token of its file, without those of directives' lines */
	int by, by_line, by_col;	/* body: the macro whose use in the source it comes from, and where */
	int of;			/* body: of which macro */
};

struct directive {
	char word[8];
	struct token *v;	/* what comes after the word */
	int n;
	int first, last;	/* lines */
	int chain, branch;	/* of an #if that they belong to, -1 */
	int macro;		/* #define: which; -1 */
};

struct branch {
	int cond;		/* its own condition, and that none before it holds */
	int first, last;	/* lines between the directives */
	int from, to;		/* tokens */
};

struct chain {
	struct branch *v;
	int n, max;
	int first, last;	/* lines of #if and #endif */
	int around;		/* the condition of where it stands */
	bool asked;		/* the worlds tell its branches apart */
};

struct item {			/* a function, or another declaration of the file */
	int from, to;		/* tokens, without those of all but the first branches */
	int first, last;	/* lines */
	int name;		/* of a function, -1 */
	int cond;
	bool matters;
};

struct source {
	int file;		/* number of its path */
	char *text;
	size_t len;
	struct token *v;
	int n, max;
	struct directive *dirs;
	int n_dirs, max_dirs;
	struct chain *chains;
	int n_chains, max_chains;
	struct item *items;
	int n_items, max_items;
	int *includes;		/* names of the files as they are spelled */
	int n_includes, max_includes;
	bool broken;		/* its #if do not fit together */
	int seen;		/* a turn, while what includes what is followed */
};

static struct source **sources;
static int n_sources, max_sources;
static bool module;

static bool is_name_start(unsigned char c)
{
	return isalpha(c) || c == '_';
}

static bool is_name(unsigned char c)
{
	return isalnum(c) || c == '_';
}

static bool is(const struct token *t, const char *s)
{
	return t->kind == 'p' && t->len == (int)strlen(s) && !memcmp(t->s, s, t->len);
}

static bool word(const struct token *t, const char *s)
{
	return t->kind == 'n' && t->len == (int)strlen(s) && !memcmp(t->s, s, t->len);
}

static char *read_file(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n;
	char *p;

	if (fd < 0 || fstat(fd, &st))
		die("%s: %s; make it readable or remove it", path, strerror(errno));
	p = grow(NULL, st.st_size + 1);
	for (*len = 0; *len < (size_t)st.st_size; *len += n) {
		n = read(fd, p + *len, st.st_size - *len);
		if (n < 0)
			die("%s: %s", path, strerror(errno));
		if (!n)
			break;
	}
	p[*len] = 0;
	close(fd);
	return p;
}

struct lexer {
	const char *p, *end, *line_start;
	int line;
	bool in_directive;
	bool begins;		/* nothing but blanks since the line began */
};

static void newline(struct lexer *l)
{
	l->line++;
	l->line_start = l->p + 1;
}

/* The next token; at the end of the file, or of a directive's line, kind is 0. */
static struct token lex(struct lexer *l)
{
	static const char *const wide[] = { "...", "<<=", ">>=", "->", "++", "--", "<<", ">>",
		"<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "&=", "|=",
		"^=", "##", NULL };
	struct token t = { 0 };

	for (;; l->p++) {
		if (l->p >= l->end)
			return t;
		if (*l->p == '\n') {
			newline(l);
			l->begins = true;
			if (l->in_directive) {
				l->p++;
				return t;
			}
		} else if (*l->p == '\\' && (l->p[1] == '\n' || (l->p[1] == '\r' && l->p[2] == '\n'))) {
			l->p += 1 + (l->p[1] == '\r');
			newline(l);
		} else if (*l->p == '/' && l->p[1] == '/') {
			while (l->p + 1 < l->end && l->p[1] != '\n') {
				l->p++;
				if (*l->p == '\\' && l->p[1] == '\n') {
					l->p++;
					newline(l);
				}
			}
		} else if (*l->p == '/' && l->p[1] == '*') {
			for (l->p += 2; l->p < l->end && !(*l->p == '*' && l->p[1] == '/'); l->p++)
				if (*l->p == '\n')
					newline(l);
			l->p++;
		} else if (!isspace((unsigned char)*l->p) && *l->p) {
			break;
		}
	}
	t.s = l->p;
	t.line = l->line;
	t.col = l->p - l->line_start + 1;
	if (*l->p == '#' && l->begins && !l->in_directive) {
		t.kind = '#';
		l->p++;
	} else if (is_name_start(*l->p)) {
		t.kind = 'n';
		while (l->p < l->end && is_name(*l->p))
			l->p++;
		t.name = name_of(t.s, l->p - t.s);
	} else if (isdigit((unsigned char)*l->p)) {
		t.kind = '0';
		while (l->p < l->end && (is_name(*l->p) || *l->p == '.'))
			l->p++;
	} else if (*l->p == '"' || *l->p == '\'') {
		char quote = *l->p++;

		t.kind = 'q';
		while (l->p < l->end && *l->p != quote && *l->p != '\n') {
			if (*l->p == '\\' && l->p + 1 < l->end && *++l->p == '\n')
				newline(l);
			l->p++;
		}
		if (l->p < l->end && *l->p == quote)
			l->p++;
	} else {
		t.kind = 'p';
		for (int i = 0; wide[i]; i++)
			if (*l->p == *wide[i] && !strncmp(l->p, wide[i], strlen(wide[i]))) {
				l->p += strlen(wide[i]);
				goto out;
			}
		l->p++;
	}
out:
	t.len = l->p - t.s;
	l->begins = false;
	return t;
}

/* ---- conditions ---- */

/* Expressions, by number.  op: c constant, v version at least, a atom, ! & | */
struct expr {
	char op;
	int a, b;		/* a: the version, the atom or the value, of those three */
	int depth;
};

struct atom {
	int name;		/* its text */
	const struct token *v;	/* what was written, where it is more than the name of what is defined or not */
	int n;
	int is;			/* what the module's own #define of it depends on, -1 */
	bool same;		/* ... or another atom that says the same, its name is the one to be told */
	bool busy;
};

static struct expr *exprs;
static int n_exprs, max_exprs;
static struct atom *atoms;
static int n_atoms, max_atoms;

static uint64_t expr_hash(const struct expr *x)
{
	int v[] = { x->op, x->a, x->b };

	return hash_bytes(HASH_START, (char *)v, sizeof(v));
}

static int atom(int name);

static int expr(char op, int a, int b)
{
	static int *slot;
	static unsigned int n_expr_slots;
	unsigned int i;
	int depth = 0;

	if (op == '!' && exprs[a].op == 'c')
		return expr('c', !exprs[a].a, 0);
	if (op == '!' && exprs[a].op == '!')
		return exprs[a].a;
	if ((op == '&' || op == '|') && exprs[a].op == 'c')
		return exprs[a].a == (op == '&') ? b : a;
	if ((op == '&' || op == '|') && exprs[b].op == 'c')
		return exprs[b].a == (op == '&') ? a : b;
	if (op == '!' || op == '&' || op == '|')
		depth = 1 + exprs[a].depth;
	if ((op == '&' || op == '|') && depth <= exprs[b].depth)
		depth = 1 + exprs[b].depth;
	if (depth > MOST_DEPTH) {
		char unknown[20];

		return atom(name_of(unknown, snprintf(unknown, sizeof(unknown), "#%d", n_exprs)));
	}
	if (2 * (unsigned int)n_exprs >= n_expr_slots) {
		n_expr_slots = n_expr_slots ? 2 * n_expr_slots : 1024;
		slot = grow(slot, n_expr_slots * sizeof(*slot));
		memset(slot, -1, n_expr_slots * sizeof(*slot));
		for (int k = 0; k < n_exprs; k++) {
			for (i = expr_hash(&exprs[k]) & (n_expr_slots - 1); slot[i] >= 0;)
				i = (i + 1) & (n_expr_slots - 1);
			slot[i] = k;
		}
	}
	i = expr_hash(&(struct expr) { op, a, b, depth }) & (n_expr_slots - 1);
	for (; slot[i] >= 0; i = (i + 1) & (n_expr_slots - 1))
		if (exprs[slot[i]].op == op && exprs[slot[i]].a == a && exprs[slot[i]].b == b)
			return slot[i];
	slot[i] = n_exprs;
	*push(exprs, n_exprs, max_exprs) = (struct expr) { op, a, b, depth };
	return n_exprs - 1;
}

#define TRUE expr('c', 1, 0)

static int atom(int name)
{
	if (names[name].atom < 0) {
		names[name].atom = n_atoms;
		*push(atoms, n_atoms, max_atoms) = (struct atom) { .name = name, .is = -1 };
	}
	return expr('a', names[name].atom, 0);
}

/* What V spells, which the module's own macros may make something else of: see find_own_atoms(). */
static int written(int name, const struct token *v, int n)
{
	int e = atom(name);

	if (!atoms[exprs[e].a].v) {
		atoms[exprs[e].a].v = v;
		atoms[exprs[e].a].n = n;
	}
	return e;
}

/* The tokens as one text without blanks. */
static int spelled(const struct token *v, int n)
{
	char *buf;
	int len = 0, name;

	for (int i = 0; i < n; i++)
		len += v[i].len;
	buf = grow(NULL, len + 1);
	len = 0;
	for (int i = 0; i < n; i++) {
		memcpy(buf + len, v[i].s, v[i].len);
		len += v[i].len;
	}
	name = name_of(buf, len);
	free(buf);
	return name;
}

/* Where the bracket that opens at V[I] closes, N without. */
static int closing(const struct token *v, int i, int n)
{
	int depth = 0;

	for (; i < n; i++) {
		depth += is(&v[i], "(") - is(&v[i], ")");
		if (!depth)
			return i;
	}
	return n;
}

/*
 * The number that V spells, KERNEL_VERSION(a, b, c) among others: an expression of constants with + - * << | and
 * brackets; -1 if it is none, or below 0.
 */
static long version(const struct token *v, int n)
{
	/* the operator that is done last stands first */
	static const char *const ops[] = { "|", "<<", "+", "-", "*" };
	long a, b;

	if (n == 1 && v->kind == '0')
		return strtol(v->s, NULL, 0);
	if (n > 2 && is(v, "(") && closing(v, 0, n) == n - 1)
		return version(v + 1, n - 2);
	if (n > 2 && word(v, "KERNEL_VERSION") && is(&v[1], "(") && closing(v, 1, n) == n - 1) {
		long x = 0;

		for (int part = 0, from = 2, to; part < 3; part++, from = to + 1) {
			for (to = from; to < n - 1 && !is(&v[to], ","); to++)
				if (is(&v[to], "("))
					to = closing(v, to, n - 1);
			a = to > n - 1 || (part < 2) == (to >= n - 1) ? -1 : version(v + from, to - from);
			if (a < 0 || a > 65535)
				return -1;
			x = x * 256 + a;
		}
		return x;
	}
	for (size_t k = 0; k < sizeof(ops) / sizeof(*ops); k++)
		for (int i = n - 1, depth = 0; i > 0; i--) {
			depth += is(&v[i], ")") - is(&v[i], "(");
			if (depth || i == n - 1 || !is(&v[i], ops[k]))
				continue;
			a = version(v, i);
			b = version(v + i + 1, n - i - 1);
			if (a < 0 || b < 0 || a > INT32_MAX || b > INT32_MAX || (k == 1 && b > 31))
				return -1;
			a = k == 0 ? a | b : k == 1 ? a << b : k == 2 ? a + b : k == 3 ? a - b : a * b;
			return a > INT32_MAX ? -1 : a;
		}
	return -1;
}

static int condition(const struct token *v, int n);

static int comparison(const struct token *v, int n)
{
	static const char *const ops[] = { "<", ">", "<=", ">=", "==", "!=", NULL };
	int depth = 0, at = -1, op = 0, e;
	long x, y;

	for (int i = 0; i < n; i++) {
		depth += is(&v[i], "(") - is(&v[i], ")");
		for (int k = 0; !depth && ops[k]; k++)
			if (is(&v[i], ops[k])) {
				at = i;
				op = k;
			}
	}
	if (at == 1 && word(v, "LINUX_VERSION_CODE")) {
		x = version(v + 2, n - 2);
	} else if (at == n - 2 && at > 0 && word(&v[n - 1], "LINUX_VERSION_CODE")) {
		x = version(v, at);
		if (op < 4)
			op ^= 1;	/* 6.1 > version is version < 6.1 */
	} else {
		/* two numbers, whatever they count */
		x = at > 0 ? version(v, at) : -1;
		y = at > 0 ? version(v + at + 1, n - at - 1) : -1;
		if (x < 0 || y < 0)
			return -1;
		return expr('c', op == 0 ? x < y : op == 1 ? x > y : op == 2 ? x <= y : op == 3 ? x >= y : op == 4 ? x == y : x != y, 0);
	}
	if (x < 0 || x >= INT32_MAX)
		return -1;
	switch (op) {
	case 0: return expr('!', expr('v', x, 0), 0);
	case 1: return expr('v', x + 1, 0);
	case 2: return expr('!', expr('v', x + 1, 0), 0);
	case 3: return expr('v', x, 0);
	}
	e = expr('&', expr('v', x, 0), expr('!', expr('v', x + 1, 0), 0));
	return op == 4 ? e : expr('!', e, 0);
}

static int condition(const struct token *v, int n)
{
	static const char *const joins[] = { "||", "&&" };
	int e;

	if (n > MOST_DEPTH)
		return atom(spelled(v, n));
	for (int k = 0; k < 2; k++) {
		int depth = 0;

		for (int i = 0; i < n; i++) {
			depth += is(&v[i], "(") - is(&v[i], ")");
			if (!depth && i && is(&v[i], joins[k]))
				return expr(k ? '&' : '|', condition(v, i), condition(v + i + 1, n - i - 1));
		}
	}
	if (n && is(v, "(") && closing(v, 0, n) == n - 1)
		return condition(v + 1, n - 2);
	e = comparison(v, n);
	if (e >= 0)
		return e;
	if (n > 1 && is(v, "!"))
		return expr('!', condition(v + 1, n - 1), 0);
	if (n == 1 && v->kind == '0')
		return expr('c', strtol(v->s, NULL, 0) != 0, 0);
	if (n == 2 && word(v, "defined"))
		return atom(v[1].name);
	if (n == 4 && is(&v[1], "(") && v[2].kind == 'n' && is(&v[3], ")") &&
	    (word(v, "defined") || !strncmp(v->s, "IS_", 3)))
		return atom(v[2].name);
	if (n == 1 && v->kind == 'n') {
		char buf[256];

		snprintf(buf, sizeof(buf), "%s != 0", names[v->name].s);
		return written(name_of(buf, strlen(buf)), v, n);
	}
	return written(spelled(v, n), v, n);
}

/* A world: the kernel's version, and for each atom 1, 0 or -1 for not said. */
struct world {
	int version;		/* -1: not said */
	signed char *is;
};

static int held(int e, const struct world *w, int *steps)
{
	const struct expr *x = &exprs[e];
	int a, b;

	if (++*steps > MOST_STEPS)
		return -1;
	switch (x->op) {
	case 'c':
		return x->a;
	case 'v':
		return w->version < 0 ? -1 : w->version >= x->a;
	case 'a':
		if (atoms[x->a].is >= 0 && !atoms[x->a].busy) {
			atoms[x->a].busy = true;
			a = held(atoms[x->a].is, w, steps);
			atoms[x->a].busy = false;
			return a;
		}
		return w->is[x->a];
	case '!':
		a = held(x->a, w, steps);
		return a < 0 ? a : !a;
	}
	a = held(x->a, w, steps);
	b = held(x->b, w, steps);
	if (x->op == '&')
		return !a || !b ? 0 : a < 0 || b < 0 ? -1 : 1;
	return a == 1 || b == 1 ? 1 : a < 0 || b < 0 ? -1 : 0;
}

/* 1, 0, or -1 where the world does not say. */
static int holds(int e, const struct world *w)
{
	int steps = 0;

	return held(e, w, &steps);
}

/* ---- macros ---- */

struct macro {
	int name, file;
	int at;			/* which token of its file its #define is */
	int line, last;
	int n_params;		/* -1: no brackets */
	int *params;
	bool rest;		/* the last parameter takes all that are left */
	struct token *v;
	int n;
	int cond;		/* of where it stands */
	int next;		/* of the same name */
	bool undef;
};

static struct macro *macros;
static int n_macros, max_macros;

/* The macro that directive D of S defines, or ends. */
static void define(struct source *s, struct directive *d, int at, int cond)
{
	const struct token *v = d->v;
	struct macro m = { 0 };
	int i = 1, max = 0;

	if (!d->n || v->kind != 'n')
		return;
	m.name = v->name;
	m.file = s->file;
	m.at = at;
	m.line = d->first;
	m.last = d->last;
	m.cond = cond;
	m.n_params = -1;
	m.undef = d->word[0] == 'u';
	if (d->n > 1 && is(&v[1], "(") && v[1].s == v->s + v->len) {
		m.n_params = 0;
		for (i = 2; i < d->n && !is(&v[i], ")"); i++) {
			if (v[i].kind == 'n')
				*push(m.params, m.n_params, max) = v[i].name;
			else if (is(&v[i], "..."))
				m.rest = true;
		}
		/* "...": the rest is called __VA_ARGS__; "args...": by its name */
		if (m.rest && (i < 3 || !is(&v[i - 1], "...") || i < 4 || v[i - 2].kind != 'n'))
			*push(m.params, m.n_params, max) = name_of("__VA_ARGS__", 11);
		i++;
	}
	if (i < d->n) {
		m.v = d->v + i;
		m.n = d->n - i;
	}
	m.next = names[m.name].macros;
	d->macro = n_macros;
	names[m.name].macros = n_macros;
	*push(macros, n_macros, max_macros) = m;
}

/* ---- reading a source ---- */

struct open_if {
	int chain, none_before;	/* the condition that no branch before held */
	int around;		/* of where the #if stands */
	int cond;		/* ... and of its present branch */
};

static void end_branch(struct source *s, int chain, int line, int token)
{
	struct branch *b = &s->chains[chain].v[s->chains[chain].n - 1];

	b->last = line - 1;
	b->to = token;
}

static void begin_branch(struct source *s, struct open_if *o, int own, int line, int token)
{
	struct chain *c = &s->chains[o->chain];

	o->cond = expr('&', o->none_before, own);
	*push(c->v, c->n, c->max) = (struct branch) {
		.cond = o->cond, .first = line + 1, .from = token,
	};
	o->cond = expr('&', o->around, o->cond);
	o->none_before = expr('&', o->none_before, expr('!', own, 0));
}

static void take_directive(struct source *s, struct directive *d, struct open_if *stack, int *depth,
			   int token)
{
	int here = *depth ? stack[*depth - 1].cond : TRUE;

	if (!strcmp(d->word, "if") || !strcmp(d->word, "ifdef") || !strcmp(d->word, "ifndef")) {
		struct open_if *o = &stack[(*depth)++];
		int own = d->word[2] ? d->n ? atom(d->v->name) : TRUE : condition(d->v, d->n);

		if (d->word[2] == 'n')
			own = expr('!', own, 0);
		*o = (struct open_if) { s->n_chains, TRUE, here, here };
		*push(s->chains, s->n_chains, s->max_chains) = (struct chain) {
			.first = d->first, .last = INT32_MAX, .around = here,
		};
		d->chain = o->chain;
		begin_branch(s, o, own, d->last, token);
	} else if (!strcmp(d->word, "elif") || !strcmp(d->word, "else") || !strcmp(d->word, "endif")) {
		struct open_if *o = &stack[*depth - 1];

		if (!*depth) {
			s->broken = true;
			return;
		}
		d->chain = o->chain;
		d->branch = s->chains[o->chain].n - 1;
		end_branch(s, o->chain, d->first, token);
		if (d->word[1] == 'n') {
			s->chains[o->chain].last = d->last;
			(*depth)--;
		} else {
			begin_branch(s, o, d->word[2] == 's' ? TRUE : condition(d->v, d->n), d->last, token);
		}
	} else if (!strcmp(d->word, "define") || !strcmp(d->word, "undef")) {
		define(s, d, token, here);
	} else if (!strcmp(d->word, "include") && d->n) {
		const char *p = d->v->s, *end;

		if (*p == '"' || *p == '<') {
			p++;
			end = p + strcspn(p, "\">\n");
			*push(s->includes, s->n_includes, s->max_includes) = name_of(p, end - p);
		}
	}
}

/* E where the name of an include guard is never defined yet. */
static int without(int e, int guard)
{
	struct expr x = exprs[e];

	if (x.op == 'a' && x.a == guard)
		return expr('c', 0, 0);
	if (x.op == '!')
		return expr('!', without(x.a, guard), 0);
	if (x.op == '&' || x.op == '|')
		return expr(x.op, without(x.a, guard), without(x.b, guard));
	return e;
}

/* A header that begins with #ifndef X and #define X and ends with its #endif: no condition at all. */
static void find_guard(struct source *s, int first_macro)
{
	const struct directive *a = s->dirs, *b, *z;
	int guard;

	if (s->n_dirs < 3)
		return;
	b = a + 1;
	z = a + s->n_dirs - 1;
	if (strcmp(a->word, "ifndef") || strcmp(b->word, "define") || !a->n || !b->n || a->chain < 0 ||
	    a->v->name != b->v->name || z->chain != a->chain || s->chains[a->chain].n != 1)
		return;
	guard = names[a->v->name].atom;
	for (int i = first_macro; i < n_macros; i++) {
		macros[i].cond = without(macros[i].cond, guard);
		macros[i].undef |= macros[i].name == a->v->name;
	}
	for (int i = 0; i < s->n_chains; i++) {
		s->chains[i].around = without(s->chains[i].around, guard);
		for (int k = 0; k < s->chains[i].n; k++)
			s->chains[i].v[k].cond = without(s->chains[i].v[k].cond, guard);
	}
}

/* Marks in OUT the tokens of S that the branches of its #if leave out which TAKEN, of (chain, branch), says no to. */
static void leave_out(const struct source *s, bool *out, const signed char *taken)
{
	int n = 0;

	memset(out, 0, s->n * sizeof(*out));
	for (int i = 0; i < s->n_chains; i++)
		for (int k = 0; k < s->chains[i].n; k++)
			if (!taken[n++])
				for (int t = s->chains[i].v[k].from; t < s->chains[i].v[k].to; t++)
					out[t] = true;
}

static int n_branches(const struct source *s)
{
	int n = 0;

	for (int i = 0; i < s->n_chains; i++)
		n += s->chains[i].n;
	return n;
}

static void add_item(struct source *s, struct item it)
{
	for (int i = 0; i < s->n_items; i++)
		if (s->items[i].from == it.from && s->items[i].to == it.to)
			return;
	it.cond = TRUE;
	for (int i = 0; i < s->n_chains; i++)
		for (int k = 0; k < s->chains[i].n; k++)
			if (it.from >= s->chains[i].v[k].from && it.from < s->chains[i].v[k].to)
				it.cond = expr('&', it.cond, s->chains[i].v[k].cond);
	*push(s->items, s->n_items, s->max_items) = it;
}

/* The functions and other declarations of S, without the tokens that OUT leaves out. */
static void find_items(struct source *s, const bool *out)
{
	struct item now = { .from = -1, .name = -1 };
	int depth = 0, parens = 0;
	const struct token *prev = NULL;
	bool head = true;

	for (int i = 0; i < s->n; i++) {
		const struct token *t = &s->v[i];

		if (t->kind == '#' || out[i])
			continue;
		if (now.from < 0) {
			now = (struct item) { .from = i, .first = t->line, .name = -1 };
			head = true;
			parens = 0;
		}
		if (is(t, "(") || is(t, "[")) {
			/* the last name before a "(" of the head is the function's */
			if (!depth && !parens && head && prev && prev->kind == 'n' && !word(prev, "__attribute__"))
				now.name = prev->name;
			parens++;
		} else if ((is(t, ")") || is(t, "]")) && parens) {
			parens--;
		} else if (is(t, "{")) {
			head = false;
			if (!depth)
				parens = 0;
			depth++;
		} else if (is(t, "=") && !depth && !parens) {
			head = false;
			now.name = -1;
		} else if (is(t, "}") && depth) {
			depth--;
		}
		prev = t;
		if (depth || (!is(t, "}") && (!is(t, ";") || parens)))
			continue;
		now.to = i + 1;
		now.last = t->line;
		if (is(t, ";"))
			now.name = -1;
		add_item(s, now);
		now.from = -1;
	}
}

/* All items, whichever branches are taken: the first of each #if, the second ... */
static void find_all_items(struct source *s)
{
	signed char *taken = grow(NULL, n_branches(s) + 1);
	bool *out = grow(NULL, s->n + 1);
	int most = 1;

	for (int i = 0; i < s->n_chains; i++)
		if (most < s->chains[i].n)
			most = s->chains[i].n;
	for (int pass = 0; pass < most && pass < 8; pass++) {
		int n = 0;

		for (int i = 0; i < s->n_chains; i++) {
			const struct chain *c = &s->chains[i];
			int want = pass < c->n ? pass : c->n - 1;
			const struct expr *x = &exprs[c->v[want].cond];

			if (x->op == 'c' && !x->a)
				want = want + 1 < c->n ? want + 1 : want ? 0 : -1;
			for (int k = 0; k < c->n; k++)
				taken[n++] = k == want;
		}
		leave_out(s, out, taken);
		find_items(s, out);
	}
	free(taken);
	free(out);
}

static void read_source(struct source *s)
{
	int first_macro = n_macros;
	struct lexer l;
	struct token t;
	struct open_if stack[64];
	int depth = 0;

	s->text = read_file(names[s->file].s, &s->len);
	l = (struct lexer) { s->text, s->text + s->len, s->text, 1, false, true };
	for (t = lex(&l); t.kind; t = lex(&l)) {
		t.file = s->file;
		t.at = s->n;
		if (t.kind == '#') {
			struct directive d = { .first = t.line, .chain = -1, .branch = -1, .macro = -1 };
			int max = 0;

			l.in_directive = true;
			for (struct token x = lex(&l); x.kind; x = lex(&l)) {
				x.file = s->file;
				x.body = true;
				if (!d.word[0] && x.kind == 'n') {
					memcpy(d.word, x.s, x.len < 7 ? x.len : 7);
				} else {
					*push(d.v, d.n, max) = x;
				}
			}
			l.in_directive = false;
			d.last = l.line - 1;
			if (l.p >= l.end)
				d.last = l.line;
			t.name = s->n_dirs;
			*push(s->dirs, s->n_dirs, s->max_dirs) = d;
			*push(s->v, s->n, s->max) = t;
			if (depth == 64)
				s->broken = true;
			if (!s->broken)
				take_directive(s, &s->dirs[t.name], stack, &depth, s->n - 1);
		} else {
			*push(s->v, s->n, s->max) = t;
		}
	}
	if (depth)
		s->broken = true;
	if (s->broken) {
		fprintf(stderr, "pincer: %s: its #if and #endif do not fit together; it is read as it stands\n",
			names[s->file].s);
		return;
	}
	find_guard(s, first_macro);
	if (module)
		find_all_items(s);
}

static struct source *source_of(int file)
{
	for (int i = 0; i < n_sources; i++)
		if (sources[i]->file == file)
			return sources[i];
	return NULL;
}

static struct source *add_source(int file)
{
	struct source *s = source_of(file);

	if (s)
		return s;
	s = grow(NULL, sizeof(*s));
	*s = (struct source) { .file = file };
	*push(sources, n_sources, max_sources) = s;
	read_source(s);
	return s;
}

/* ---- what matters ---- */

static bool counts(const struct token *t)
{
	return t->kind == 'n' && (names[t->name].api || names[t->name].matters);
}

static bool any_counts(const struct token *v, int n)
{
	for (int i = 0; i < n; i++)
		if (counts(&v[i]))
			return true;
	return false;
}

/* Macros, and a module's functions, that mention what matters, matter too. */
static void find_what_matters(void)
{
	bool more = true;

	while (more) {
		more = false;
		for (int i = 0; i < n_macros; i++) {
			struct name *n = &names[macros[i].name];

			if (!n->api && !n->matters && any_counts(macros[i].v, macros[i].n))
				more = n->matters = true;
		}
		for (int i = 0; module && i < n_sources; i++)
			for (int k = 0; k < sources[i]->n_items; k++) {
				const struct item *it = &sources[i]->items[k];

				if (it->name >= 0 && !names[it->name].api && !names[it->name].matters &&
				    any_counts(sources[i]->v + it->from, it->to - it->from))
					more = names[it->name].matters = true;
			}
	}
}

/* The types by which a module says that a declaration has to do with pages. */
static bool names_holder(const struct token *t)
{
	static const char *const holder[] = { "page", "folio", "scatterlist", "sg_table", "bio_vec", "bio" };

	for (size_t i = 0; i < sizeof(holder) / sizeof(*holder); i++)
		if (word(t, holder[i]))
			return true;
	return false;
}

/* Which declarations of S have to do with pages. */
static void find_what_counts(struct source *s)
{
	if (!s->n_items)
		find_all_items(s);
	for (int k = 0; k < s->n_items; k++) {
		struct item *it = &s->items[k];

		for (int t = it->from; t < it->to && !it->matters; t++)
			it->matters = counts(&s->v[t]) || (module && names_holder(&s->v[t]));
	}
}

static bool mentions(int e, int a)
{
	const struct expr *x = &exprs[e];

	if (x->op == 'a')
		return x->a == a || (atoms[x->a].v && atoms[x->a].n == 1 && atoms[x->a].v->name == atoms[a].name);
	return x->op != 'c' && x->op != 'v' && (mentions(x->a, a) || (x->op != '!' && mentions(x->b, a)));
}

/* ---- which macro is meant ---- */

/* Does the path FILE end in the path that an #include spells? */
static bool ends_in(const char *file, const char *spelled)
{
	size_t n, m;

	while (!strncmp(spelled, "../", 3) || !strncmp(spelled, "./", 2))
		spelled = strchr(spelled, '/') + 1;
	n = strlen(file);
	m = strlen(spelled);
	return n >= m && !strcmp(file + n - m, spelled) && (n == m || file[n - m - 1] == '/');
}

static int turn;

/* Marks S and what it includes. */
static void mark_included(struct source *s)
{
	if (s->seen == turn)
		return;
	s->seen = turn;
	for (int i = 0; i < s->n_includes; i++)
		for (int k = 0; k < n_sources; k++)
			if (ends_in(names[sources[k]->file].s, names[s->includes[i]].s))
				mark_included(sources[k]);
}

/* In a kernel tree: a header of the file's own folder, of one above it, or for all. */
static bool in_reach(const char *header, const char *file)
{
	const char *slash = strrchr(header, '/');
	size_t n = strlen(header);

	if (n < 2 || strcmp(header + n - 2, ".h"))
		return false;
	if (!strncmp(header, "include/", 8) || (!strncmp(header, "arch/", 5) && strstr(header, "/include/")))
		return true;
	return !slash || !strncmp(header, file, slash + 1 - header);
}

static bool visible(const struct macro *m, const struct source *s)
{
	if (m->file == s->file)
		return true;
	return module ? source_of(m->file)->seen == turn : in_reach(names[m->file].s, names[s->file].s);
}

static bool same_body(const struct macro *a, const struct macro *b)
{
	if (a->n != b->n || a->n_params != b->n_params || a->rest != b->rest)
		return false;
	for (int i = 0; i < a->n_params; i++)
		if (a->params[i] != b->params[i])
			return false;
	for (int i = 0; i < a->n; i++)
		if (a->v[i].len != b->v[i].len || memcmp(a->v[i].s, b->v[i].s, a->v[i].len))
			return false;
	return true;
}

/* A function of the API that the module defines for kernels that lack it. */
static bool stands_in(int name, int cond)
{
	return module && names[name].api && exprs[cond].op != 'c';
}

static bool names_itself(const struct macro *m)
{
	for (int i = 0; i < m->n; i++)
		if (m->v[i].kind == 'n' && m->v[i].name == m->name)
			return true;
	return false;
}

/*
 * The macro that NAME is at token AT of S in world W; -1 without, or where the
 * world does not tell which of several.
 */
static int meant(const struct source *s, int name, int at, const struct world *w)
{
	int found = -1;

	if (names[name].api && !module)
		return -1;
	for (int pass = 0; pass < 2 && found < 0; pass++)
		for (int m = names[name].macros; m >= 0; m = macros[m].next) {
			int h;

			if ((macros[m].file == s->file) == pass || (!pass && macros[m].at > at) || !visible(&macros[m], s))
				continue;
			h = holds(macros[m].cond, w);
			if (!h || (pass && macros[m].undef))
				continue;
			if (macros[m].undef || stands_in(name, macros[m].cond) || (names[name].api && names_itself(&macros[m])))
				return -1;
			if (found < 0)
				found = m;
			else if (names[name].matters && !same_body(&macros[m], &macros[found]))
				return -1;
			if (h > 0)
				break;
		}
	return found;
}

/* Is NAME spelled out in S wherever it stands? */
static bool wanted(const struct source *s, int name)
{
	if (names[name].macros < 0)
		return false;
	if (module)
		return true;
	if (!names[name].matters || names[name].api)
		return false;
	for (int i = 0; i < s->n_items; i++)
		if (s->items[i].name == name)
			return false;	/* a function of its own that has such a name */
	return true;
}

/* ---- worlds ---- */

struct asked {
	int *at_least;		/* versions, sorted */
	int n_at_least, max_at_least;
	int *free;		/* atoms */
	int n_free, max_free;
	int *conds;		/* what each of has to hold in some world */
	int n_conds, max_conds;
	int steps;		/* that this one took */
};

static void ask(struct asked *a, int e, int depth)
{
	const struct expr *x = &exprs[e];
	int i;

	if (depth > 50 || ++a->steps > MOST_STEPS)
		return;
	switch (x->op) {
	case 'c':
		return;
	case 'v':
		for (i = 0; i < a->n_at_least && a->at_least[i] < x->a; i++)
			;
		if (i < a->n_at_least && a->at_least[i] == x->a)
			return;
		push(a->at_least, a->n_at_least, a->max_at_least);
		memmove(a->at_least + i + 1, a->at_least + i, (a->n_at_least - 1 - i) * sizeof(int));
		a->at_least[i] = x->a;
		return;
	case 'a':
		if (atoms[x->a].is >= 0) {
			if (!atoms[x->a].busy) {
				atoms[x->a].busy = true;
				ask(a, atoms[x->a].is, depth + 1);
				atoms[x->a].busy = false;
			}
			return;
		}
		for (i = 0; i < a->n_free; i++)
			if (a->free[i] == x->a)
				return;
		*push(a->free, a->n_free, a->max_free) = x->a;
		return;
	}
	ask(a, x->a, depth + 1);
	if (x->op != '!')
		ask(a, x->b, depth + 1);
}

static void ask_for(struct asked *a, int cond)
{
	if (exprs[cond].op == 'c')
		return;
	for (int i = 0; i < a->n_conds; i++)
		if (a->conds[i] == cond)
			return;
	*push(a->conds, a->n_conds, a->max_conds) = cond;
	a->steps = 0;
	ask(a, cond, 0);
}

static bool mentions_what_counts(const struct source *s, const struct branch *b)
{
	for (int i = b->from + 1; i < b->to; i++)
		if (counts(&s->v[i]) || (s->v[i].kind == '#' && any_counts(s->dirs[s->v[i].name].v, s->dirs[s->v[i].name].n)))
			return true;
	return false;
}

/* Brackets that open in a branch and close elsewhere, or the other way round. */
static bool unbalanced(const struct source *s, const struct branch *b)
{
	int depth = 0;

	for (int i = b->from + 1; i < b->to; i++) {
		depth += (is(&s->v[i], "(") || is(&s->v[i], "{")) - (is(&s->v[i], ")") || is(&s->v[i], "}"));
		if (depth < 0)
			return true;
	}
	return depth;
}

/* Do the branches of C change what is done with pages? */
static bool tells_apart(const struct source *s, const struct chain *c)
{
	int n = 0;
	bool odd = false, inside = false, always = c->n == 1 && exprs[c->v[0].cond].op == 'c' && exprs[c->v[0].cond].a;

	for (int k = 0; k < c->n; k++) {
		n += mentions_what_counts(s, &c->v[k]);
		odd |= unbalanced(s, &c->v[k]);
	}
	for (int i = 0; i < s->n_items; i++)
		inside |= s->items[i].matters && s->items[i].first <= c->first && c->first <= s->items[i].last;
	return !always && (module ? n || inside : n > 1 || (odd && inside));
}

static void ask_of(struct source *s, struct asked *a)
{
	for (int i = 0; i < s->n_chains; i++) {
		struct chain *c = &s->chains[i];

		c->asked = tells_apart(s, c);
		for (int k = 0; c->asked && k < c->n; k++)
			ask_for(a, expr('&', c->around, c->v[k].cond));
	}
	for (int i = 0; i < s->n; i++)
		if (s->v[i].kind == 'n' && names[s->v[i].name].matters && wanted(s, s->v[i].name))
			for (int m = names[s->v[i].name].macros; m >= 0; m = macros[m].next)
				if (visible(&macros[m], s) && (module || macros[m].file != s->file || macros[m].next >= 0))
					ask_for(a, macros[m].cond);
}

static struct world new_world(int version, const struct asked *a, unsigned int bits)
{
	struct world w = { version, grow(NULL, n_atoms + 1) };

	memset(w.is, -1, n_atoms + 1);
	for (int i = 0; i < a->n_free; i++)
		w.is[a->free[i]] = i < 32 ? bits >> i & 1 : bits & 1;
	return w;
}

/* The worlds that A tells apart: all, or as many as show each condition once. */
static int worlds_of(const struct asked *a, struct world *w)
{
	int n = 0, n_versions = a->n_at_least + 1;
	struct asked part;

	if (a->n_free < 5 && n_versions << a->n_free <= MOST_WORLDS) {
		/* the newest first, where all is defined */
		for (int v = n_versions; v--;)
			for (int bits = 1 << a->n_free; bits--;)
				w[n++] = new_world(n_versions == 1 ? -1 : v ? a->at_least[v - 1] : 0, a, bits);
		return n;
	}
	w[n++] = new_world(a->n_at_least ? a->at_least[a->n_at_least - 1] : -1, a, ~0u);
	w[n++] = new_world(a->n_at_least ? 0 : -1, a, 0);
	for (int c = 0; c < a->n_conds && n < MOST_WORLDS; c++) {
		bool shown = false;

		for (int i = 0; i < n && !shown; i++)
			shown = holds(a->conds[c], &w[i]) == 1;
		if (shown)
			continue;
		part = (struct asked) { 0 };
		ask(&part, a->conds[c], 0);
		for (int v = part.n_at_least; v >= 0 && !shown; v--)
			for (int bits = 0; part.n_free < 12 && bits < 1 << part.n_free && !shown; bits++) {
				w[n] = new_world(v ? part.at_least[v - 1] : a->n_at_least ? 0 : -1, a, ~0u);
				for (int i = 0; i < part.n_free; i++)
					w[n].is[part.free[i]] = !(bits >> i & 1);
				shown = holds(a->conds[c], &w[n]) == 1;
				if (!shown)
					free(w[n].is);
			}
		n += shown;
		free(part.at_least);
		free(part.free);
	}
	return n;
}

/* ---- spelling out ---- */

/* Tokens that are still to be read: the file's own, or what a macro became. */
struct frame {
	const struct token *v;
	int i, n;
	int macro;		/* not spelled out again within itself; -1 */
};

struct reader {
	const struct source *s;
	const struct world *w;
	struct frame v[64];
	int n;
	bool too_big;
	int made;		/* tokens, so far */
	int at;			/* where the use stands, in tokens of the file */
};

struct tokens {
	struct token *v;
	int n, max;
};

/* The token after those that were taken, without taking it. */
static const struct token *look(struct reader *r)
{
	struct frame *f = &r->v[r->n - 1];

	for (; f->i == f->n && r->n > 1; f--)
		r->n--;
	return f->i < f->n ? &f->v[f->i] : NULL;
}

static bool running(const struct reader *r, int macro)
{
	for (int i = 0; i < r->n; i++)
		if (r->v[i].macro == macro)
			return true;
	return false;
}

static void spell_out(struct reader *r, struct tokens *out, bool first);

/* V[FROM..TO) with all its macros spelled out. */
static void spell_arg(struct reader *r, const struct tokens *v, struct tokens *out)
{
	struct reader inner = *r;
	int bottom;

	if (r->n > 60) {
		r->too_big = true;
		return;
	}
	bottom = inner.n;
	inner.v[inner.n++] = (struct frame) { v->v, 0, v->n, -1 };
	/* the frames below are there for running() only */
	for (int i = 0; i < inner.n - 1; i++)
		inner.v[i].i = inner.v[i].n;
	while (!inner.too_big && look(&inner) && inner.n > bottom)
		spell_out(&inner, out, false);
	r->too_big |= inner.too_big;
	r->made = inner.made;
}

static char *joined(const char *a, int n, const char *b, int m)
{
	char *s = grow(NULL, n + m + 1);

	memcpy(s, a, n);
	memcpy(s + n, b, m);
	s[n + m] = 0;
	return s;
}

static void paste(struct token *a, const struct token *b)
{
	a->s = joined(a->s, a->len, b->s, b->len);
	a->len += b->len;
	if (a->kind == 'n')
		a->name = name_of(a->s, a->len);
}

static struct token quoted(const struct token *at, const struct tokens *v)
{
	struct token t = *at;

	t.kind = 'q';
	t.s = "\"";
	t.len = 1;
	for (int i = 0; i < v->n; i++) {
		if (i)
			t.s = joined(t.s, t.len++, " ", 1);
		if (v->v[i].kind == 'q')
			continue;
		t.s = joined(t.s, t.len, v->v[i].s, v->v[i].len);
		t.len += v->v[i].len;
	}
	t.s = joined(t.s, t.len++, "\"", 1);
	return t;
}

/* The body of M, used by token USE, given ARGS (and the same spelled out). */
static void substitute(struct reader *r, const struct macro *m, const struct token *use, const struct tokens *args,
		       const struct tokens *spelled_args, struct tokens *out)
{
	for (int i = 0; i < m->n && !r->too_big; i++) {
		const struct token *t = &m->v[i];
		int p = -1, q = -1;

		for (int k = 0; k < m->n_params; k++) {
			if (t->kind == 'n' && t->name == m->params[k])
				p = k;
			if (i + 1 < m->n && t[1].kind == 'n' && t[1].name == m->params[k])
				q = k;
		}
		if (m->n_params >= 0 && is(t, "#") && q >= 0) {
			*push(out->v, out->n, out->max) = quoted(t, &args[q]);
			i++;
		} else if (is(t, "##") && i && i + 1 < m->n) {
			/* ", ## args" loses its comma with nothing to follow */
			const struct tokens one = { (struct token *)t + 1, 1, 1 };
			const struct tokens *next = q < 0 ? &one : &args[q];
			bool comma = out->n && is(&out->v[out->n - 1], ",");

			if (comma && !next->n)
				out->n--;
			for (int k = 0; k < next->n; k++) {
				if (!k && !comma && out->n)
					paste(&out->v[out->n - 1], &next->v[0]);
				else
					*push(out->v, out->n, out->max) = next->v[k];
			}
			i++;
		} else if (p >= 0) {
			bool raw = i + 1 < m->n && is(&t[1], "##");
			const struct tokens *a = raw ? &args[p] : &spelled_args[p];

			for (int k = 0; k < a->n; k++)
				*push(out->v, out->n, out->max) = a->v[k];
		} else {
			*push(out->v, out->n, out->max) = *t;
		}
		if (out->n > MOST_TOKENS)
			r->too_big = true;
	}
	for (int i = 0; i < out->n; i++) {
		struct token *t = &out->v[i];

		if (!t->body || t->by_line)
			continue;
		t->of = m->name;
		t->by = use->body ? use->by : use->name;
		t->by_line = use->body ? use->by_line : use->line;
		t->by_col = use->body ? use->by_col : use->col;
	}
}

/* The arguments of a call whose "(" comes next; false if its ")" does not come. */
static bool take_args(struct reader *r, const struct macro *m, struct tokens *args)
{
	int depth = 0, n = 0;

	for (const struct token *t = look(r); t; t = look(r)) {
		r->v[r->n - 1].i++;
		if (t->kind == '#')
			return false;
		if (is(t, "(") && !depth++)
			continue;
		if (is(t, ")") && !--depth)
			return n < (m->n_params ? m->n_params : 1);
		if (is(t, ",") && depth == 1 && !(m->rest && n == m->n_params - 1)) {
			if (++n >= m->n_params)
				return false;
			continue;
		}
		if (n >= m->n_params)
			return false;
		*push(args[n].v, args[n].n, args[n].max) = *t;
	}
	return false;
}

/* The next token, or what becomes of it; FIRST: it is known to be spelled out. */
static void spell_out(struct reader *r, struct tokens *out, bool first)
{
	const struct token *t = look(r);
	struct tokens *args, *spelled_args, body = { 0 };
	struct reader before = *r;
	struct macro *m;
	int id = -1;

	if (!t)
		return;
	r->v[r->n - 1].i++;
	if (r->made++ > MOST_TOKENS)
		r->too_big = true;
	if (t->kind == 'n' && (first || wanted(r->s, t->name)))
		id = meant(r->s, t->name, r->at, r->w);
	if (id < 0 || running(r, id) || r->n > 60 || r->too_big)
		goto plain;
	m = &macros[id];
	if (m->n_params >= 0) {
		const struct token *open = look(r);
		bool whole;

		if (!open || !is(open, "(")) {
			*r = before;
			r->v[r->n - 1].i++;
			goto plain;
		}
		args = calloc(m->n_params + 1, sizeof(*args));
		spelled_args = calloc(m->n_params + 1, sizeof(*args));
		if (!args || !spelled_args)
			die("out of memory");
		whole = take_args(r, m, args);
		for (int i = 0; whole && i < m->n_params; i++)
			spell_arg(r, &args[i], &spelled_args[i]);
		if (whole)
			substitute(r, m, t, args, spelled_args, &body);
		for (int i = 0; i < m->n_params; i++) {
			free(args[i].v);
			free(spelled_args[i].v);
		}
		free(args);
		free(spelled_args);
		if (!whole || r->too_big) {
			bool big = r->too_big;

			*r = before;
			r->too_big = big;
			r->v[r->n - 1].i++;
			goto plain;
		}
	} else {
		substitute(r, m, t, NULL, NULL, &body);
	}
	r->v[r->n++] = (struct frame) { body.v, 0, body.n, id };
	return;
plain:
	*push(out->v, out->n, out->max) = *t;
}

/* ---- conditions by the module's own macros ---- */

/* How deep the macros of a condition are spelled out, and how many tokens that may make. */
#define MAX_SPELLED 12
#define MAX_SPELLED_TOKENS 512

static int spelled_condition(const struct token *v, int n, int *hidden, int n_hidden);

/* V[AT...], a use of macro M, replaced by M's body; false where that can't be told. */
static bool replace_use(const struct token *v, int n, int at, const struct macro *m, struct tokens *out)
{
	struct reader r = { .v = { { v, at + 1, n, -1 } }, .n = 1 };
	struct tokens body = { 0 }, *args = calloc(m->n_params + 2, sizeof(*args));
	const struct token *open = look(&r);
	bool whole;

	if (!args)
		die("out of memory");
	whole = m->n_params < 0 || (open && is(open, "(") && take_args(&r, m, args));
	if (whole)
		substitute(&r, m, &v[at], args, args, &body);
	for (int i = 0; i < at; i++)
		*push(out->v, out->n, out->max) = v[i];
	for (int i = 0; i < body.n; i++)
		*push(out->v, out->n, out->max) = body.v[i];
	for (int i = r.v[0].i; i < n; i++)
		*push(out->v, out->n, out->max) = v[i];
	for (int i = 0; i < m->n_params; i++)
		free(args[i].v);
	free(args);
	free(body.v);
	return whole && out->n <= MAX_SPELLED_TOKENS;
}

/*
 * May a macro of the module stand for it?  What the kernel says of its version is no such one, nor is a default,
 * for which the build may have given another value.
 */
static bool is_own(int name)
{
	if (names[name].macros < 0 || !strcmp(names[name].s, "LINUX_VERSION_CODE") || !strcmp(names[name].s, "KERNEL_VERSION"))
		return false;
	for (int m = names[name].macros; m >= 0; m = macros[m].next)
		if (macros[m].undef || (names[name].atom >= 0 && mentions(macros[m].cond, names[name].atom)))
			return false;
	return true;
}

/*
 * The condition that V is once the module's own macros are spelled out, each of their
 * definitions under the condition that it stands under; -1 where that can't be told, or V names none.
 * HIDDEN: those that are being spelled out already.
 */
static int spelled_out(const struct token *v, int n, int *hidden, int n_hidden)
{
	int at = 0, name, e = expr('c', 0, 0);

	for (;; at++) {
		bool busy = false;

		if (at == n)
			return -1;
		if (v[at].kind != 'n')
			continue;
		if (word(&v[at], "defined") || !strncmp(v[at].s, "IS_", 3)) {
			at = at + 1 < n && is(&v[at + 1], "(") ? closing(v, at + 1, n) : at + 1;
			if (at >= n)
				return -1;
			continue;
		}
		for (int i = 0; i < n_hidden; i++)
			busy |= hidden[i] == v[at].name;
		if (!busy && is_own(v[at].name))
			break;
	}
	name = v[at].name;
	if (n_hidden == MAX_SPELLED)
		return -1;
	hidden[n_hidden] = name;
	for (int m = names[name].macros; m >= 0; m = macros[m].next) {
		struct tokens out = { 0 };
		int is;

		if (!replace_use(v, n, at, &macros[m], &out) || !out.n) {
			free(out.v);
			return -1;
		}
		is = spelled_condition(out.v, out.n, hidden, n_hidden + 1);
		e = expr('|', e, expr('&', macros[m].cond, is));
	}
	return e;
}

static int spelled_condition(const struct token *v, int n, int *hidden, int n_hidden)
{
	int e = spelled_out(v, n, hidden, n_hidden);

	return e >= 0 ? e : condition(v, n);
}

/* Does the module give NAME a value other than 1, or nothing? */
static bool has_other_value(int name)
{
	for (int m = names[name].macros; m >= 0; m = macros[m].next)
		if (macros[m].n > 0 && !(macros[m].n == 1 && macros[m].v->kind == '0' && atoi(macros[m].v->s) == 1))
			return true;
	return false;
}

/*
 * A name that only the module itself defines is defined where it does so; and what it says of a version, as
 * in "#if AT_LEAST(5, 6)", is a question about the version.
 */
static void find_own_atoms(void)
{
	for (int a = 0; a < n_atoms; a++) {
		int is = expr('c', 0, 0);
		bool own = false;

		/* "#if X", in a kernel tree or where X is nowhere defined as anything else: "#ifdef X" */
		if (atoms[a].n == 1 && !(module && has_other_value(atoms[a].v->name))) {
			is = atom(atoms[a].v->name);
			atoms[a].is = is;
			atoms[a].same = true;
		} else if (module && atoms[a].v) {
			int hidden[MAX_SPELLED];

			is = spelled_out(atoms[a].v, atoms[a].n, hidden, 0);
			atoms[a].is = is;
		}
		if (!module || atoms[a].v)
			continue;
		for (int m = names[atoms[a].name].macros; m >= 0; m = macros[m].next) {
			if (macros[m].undef || mentions(macros[m].cond, a)) {
				own = false;
				break;
			}
			own = true;
			is = expr('|', is, macros[m].cond);
		}
		if (own)
			atoms[a].is = is;
	}
}

/* ---- a view ---- */

/* The number of a token of macro bodies among those at one use. */
struct inner {
	int line, col;		/* the use */
	const char *s;		/* the token in its define */
	int again;		/* how often it was there before, at that use */
	int number;
};

static struct inner *inners;
static int n_inners, max_inners, *inner_slot;
static unsigned int n_inner_slots;

/* That of the token S; without one, how many there are at that use. */
static struct inner *inner(int line, int col, const char *s, int again)
{
	struct inner key = { line, col, s, again, 0 };
	unsigned int i;
	int n;

	if (2 * (unsigned int)n_inners >= n_inner_slots) {
		n_inner_slots = n_inner_slots ? 2 * n_inner_slots : 1024;
		inner_slot = grow(inner_slot, n_inner_slots * sizeof(*inner_slot));
		memset(inner_slot, -1, n_inner_slots * sizeof(*inner_slot));
		for (int k = 0; k < n_inners; k++) {
			i = hash_bytes(HASH_START, (char *)&inners[k], offsetof(struct inner, number)) & (n_inner_slots - 1);
			while (inner_slot[i] >= 0)
				i = (i + 1) & (n_inner_slots - 1);
			inner_slot[i] = k;
		}
	}
	i = hash_bytes(HASH_START, (char *)&key, offsetof(struct inner, number)) & (n_inner_slots - 1);
	for (; inner_slot[i] >= 0; i = (i + 1) & (n_inner_slots - 1))
		if (!memcmp(&inners[inner_slot[i]], &key, offsetof(struct inner, number)))
			return &inners[inner_slot[i]];
	inner_slot[i] = n_inners;
	*push(inners, n_inners, max_inners) = key;
	n = n_inners - 1;
	if (s)
		key.number = ++inner(line, col, NULL, 0)->number;
	inners[n].number = key.number;
	return &inners[n];
}

struct text {
	char *p;
	size_t len, max;
};

static void put(struct text *b, const char *s, size_t len)
{
	if (b->len + len + 1 > b->max) {
		b->max = 2 * (b->len + len) + 256;
		b->p = grow(b->p, b->max);
	}
	memcpy(b->p + b->len, s, len);
	b->len += len;
	b->p[b->len] = 0;
}

static void __attribute__((format(printf, 2, 3))) putf(struct text *b, const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (n < 0)
		die("out of memory");
	put(b, s, n);
	free(s);
}

struct view {
	struct text text, map;
	size_t line_start;	/* in text */
	int line;		/* that is written */
	bool moved;		/* columns of this line are not the source's */
};

/* The source's bytes from P to END, of which line LINE is; nothing of lines that BLANK tells. */
static int copy(struct view *v, const char *p, const char *end, int line, int col, const bool *blank)
{
	if (p < end && v->moved) {
		putf(&v->map, "%d\t%zu\tl\t%d\t%d\n", v->line, v->text.len - v->line_start + 1, line, col);
	}
	for (; p < end; p++) {
		if (*p == '\n') {
			put(&v->text, p, 1);
			v->line_start = v->text.len;
			v->moved = false;
			v->line++;
			line++;
		} else if (!blank[line]) {
			put(&v->text, p, 1);
		}
	}
	return line;
}

static void spell_use(struct view *v, const struct source *s, const struct token *use, struct tokens *out,
		      const char *end)
{
	/* attributes say nothing here, and not all of them can be parsed */
	for (int i = 0; i < out->n; i++)
		if (word(&out->v[i], "__attribute__") && i + 1 < out->n && is(&out->v[i + 1], "(")) {
			int z = closing(out->v, i + 1, out->n);

			if (z < out->n) {
				memmove(out->v + i, out->v + z + 1, (out->n - z - 1) * sizeof(*out->v));
				out->n -= z + 1 - i;
				i--;
			}
		}
	for (int i = 0; i < out->n; i++) {
		const struct token *t = &out->v[i];
		size_t col = v->text.len - v->line_start + 1 + (i > 0);
		int again = 0, number;

		if (i)
			put(&v->text, " ", 1);
		if (t->body) {
			for (int k = 0; k < i; k++)
				again += out->v[k].s == t->s && out->v[k].by_line == t->by_line && out->v[k].by_col == t->by_col;
			number = inner(t->by_line, t->by_col, t->s, again)->number;
			putf(&v->map, "%d\t%zu\tf\t%d\t%d\n", v->line, col, t->by_line, t->by_col + INNER * number);
			if (t->kind == 'n' && names[t->name].api)
				putf(&v->map, "m\t%d\t%d\t%s\t%s\t%s\t%d\t%d\t%s\n", t->by_line, t->by_col + INNER * number,
				     names[t->by].s, names[t->of].s, names[t->file].s, t->line, t->col, names[t->name].s);
		} else {
			putf(&v->map, "%d\t%zu\tl\t%d\t%d\n", v->line, col, t->line, t->col);
		}
		put(&v->text, t->s, t->len);
	}
	v->moved = true;
	for (const char *p = use->s; p < end; p++)
		if (*p == '\n') {
			put(&v->text, p, 1);
			v->line_start = v->text.len;
			v->line++;
			v->moved = false;
		}
	if (!v->moved) {
		/* what follows keeps its column */
		const char *p = end;

		while (p > s->text && p[-1] != '\n')
			p--;
		for (; p < end; p++)
			put(&v->text, *p == '\t' ? "\t" : " ", 1);
	} else {
		put(&v->text, " ", 1);
	}
}

/* Is the token where macros are spelled out: in what matters and, in a module, in any function, for a macro may
 * hide a field there; in a kernel tree in functions only. */
static bool in_scope(const struct source *s, int token)
{
	for (int i = 0; i < s->n_items; i++) {
		const struct item *it = &s->items[i];

		if (it->from <= token && token < it->to && (module ? it->matters || it->name >= 0 : it->matters && it->name >= 0))
			return true;
	}
	return false;
}

/* Is T the name of a macro that matters, that S knows, and that may be there in world W? */
static bool is_spelled(const struct source *s, const struct token *t, const struct world *w)
{
	if (t->kind != 'n' || !names[t->name].matters || !wanted(s, t->name))
		return false;
	for (int m = names[t->name].macros; m >= 0; m = macros[m].next)
		if (!macros[m].undef && visible(&macros[m], s) && (macros[m].file != s->file || macros[m].at < t->at) &&
		    holds(macros[m].cond, w))
			return true;
	return false;
}

/* S in world W.  FATE, by token: s a macro that matters stands there, d it was spelled out. */
static void make_view(const struct source *s, const struct world *w, struct view *v, char *fate)
{
	signed char *taken = grow(NULL, n_branches(s) + 1);
	bool *out = grow(NULL, s->n + 1), *blank;
	struct tokens base = { 0 };
	const char *p = s->text;
	int n = 0, n_lines = 2, line = 1, col = 1;

	for (size_t i = 0; i < s->len; i++)
		n_lines += s->text[i] == '\n';
	blank = calloc(n_lines, sizeof(*blank));
	if (!blank)
		die("out of memory");
	for (int i = 0; i < s->n_chains; i++) {
		const struct chain *c = &s->chains[i];
		bool told = c->asked && c->last < n_lines;

		for (int k = 0; k < c->n; k++)
			told &= holds(c->v[k].cond, w) >= 0;
		for (int k = 0; k < c->n; k++, n++) {
			taken[n] = !told || holds(c->v[k].cond, w);
			for (int l = c->v[k].first; !taken[n] && l <= c->v[k].last; l++)
				blank[l] = true;
		}
		for (int d = 0; told && d < s->n_dirs; d++)
			if (s->dirs[d].chain == i)
				for (int l = s->dirs[d].first; l <= s->dirs[d].last; l++)
					blank[l] = true;
	}
	leave_out(s, out, taken);
	for (int i = 0; i < s->n_items; i++) {
		const struct item *it = &s->items[i];

		if (it->name < 0 || !stands_in(it->name, it->cond))
			continue;
		for (int l = it->first; l <= it->last; l++)
			blank[l] = true;
		for (int t = it->from; t < it->to; t++)
			out[t] = true;
	}
	for (int i = 0; i < s->n; i++)
		if (!out[i] && !(s->v[i].kind == '#' && blank[s->v[i].line]))
			*push(base.v, base.n, base.max) = s->v[i];
	*v = (struct view) { .line = 1 };
	for (int i = 0; i < base.n; i++) {
		const struct token *t = &base.v[i], *last;
		struct tokens now = { 0 };
		struct reader r = { .s = s, .w = w, .n = 1, .at = t->at };

		if (is_spelled(s, t, w) && !fate[t->at])
			fate[t->at] = 's';
		if (t->kind != 'n' || !wanted(s, t->name) || !in_scope(s, t->at) ||
		    meant(s, t->name, t->at, w) < 0)
			continue;
		r.v[0] = (struct frame) { base.v, i, base.n, -1 };
		do
			spell_out(&r, &now, false);
		while (!r.too_big && look(&r) && r.n > 1);
		if (r.too_big || (now.n == 1 && now.v[0].s == t->s)) {
			free(now.v);
			continue;
		}
		last = &base.v[r.v[0].i - 1];
		for (int k = i; k < r.v[0].i; k++)
			fate[base.v[k].at] = 'd';
		copy(v, p, t->s, line, col, blank);
		spell_use(v, s, t, &now, last->s + last->len);
		p = last->s + last->len;
		line = last->line;
		col = last->col + last->len;
		i = r.v[0].i - 1;
		free(now.v);
	}
	copy(v, p, s->text + s->len, line, col, blank);
	free(taken);
	free(out);
	free(blank);
	free(base.v);
}

static void write_file(const char *dir, uint64_t number, int k, const char *what, const struct text *t)
{
	char *path;
	FILE *f;

	if (asprintf(&path, "%s/%016llx.%d.%s", dir, (unsigned long long)number, k, what) < 0)
		die("out of memory");
	f = fopen(path, "wb");
	if (!f || (t->len && fwrite(t->p, 1, t->len, f) != t->len) || fclose(f))
		die("%s: %s; free some disk space and run again", path, strerror(errno));
	free(path);
}

/* A quick look: nothing to spell out, and no #if that matters, is the common case. */
static bool may_have_views(const struct source *s)
{
	if (module)
		return true;
	for (int i = 0; i < s->n; i++)
		if (s->v[i].kind == 'n' && names[s->v[i].name].matters)
			return true;
	for (int i = 0; i < s->n_chains; i++) {
		int n = 0;

		for (int k = 0; k < s->chains[i].n; k++)
			if (mentions_what_counts(s, &s->chains[i].v[k]) && ++n > 1)
				return true;
		for (int k = 0; k < s->chains[i].n; k++)
			if (unbalanced(s, &s->chains[i].v[k]))
				return true;
	}
	return false;
}

static FILE *out_file(const char *dir, const char *name)
{
	char *path;
	FILE *f;

	if (asprintf(&path, "%s/%s", dir, name) < 0)
		die("out of memory");
	f = fopen(path, "w");
	if (!f)
		die("%s: %s", path, strerror(errno));
	free(path);
	return f;
}

/* Which names stand in which macros, but those of a macro's own parameters. */
static void write_hidden(const char *dir)
{
	FILE *f = out_file(dir, "hides");

	for (int i = 0; module && i < n_macros; i++)
		for (int t = 0; t < macros[i].n; t++) {
			int name = macros[i].v[t].name, k = 0;

			if (macros[i].v[t].kind != 'n')
				continue;
			while (k < macros[i].n_params && macros[i].params[k] != name)
				k++;
			if (k >= macros[i].n_params && name != macros[i].name)
				fprintf(f, "%s\t%s\n", names[name].s, names[macros[i].name].s);
		}
	if (ferror(f) | fclose(f))
		die("cannot write: %s", strerror(errno));
}

static void views(struct source *s, const char *dir, FILE *left)
{
	const char *path = names[s->file].s;
	uint64_t number = hash_bytes(HASH_START, path, strlen(path)), hash = HASH_START;
	struct world w[MOST_WORLDS + 1];
	struct view v[MOST_WORLDS];
	struct asked a = { 0 };
	int n, made = 0;
	char *fate;

	if (s->broken || !may_have_views(s))
		return;
	find_what_counts(s);
	fate = calloc(s->n + 1, 1);
	if (!fate)
		die("out of memory");
	turn++;
	mark_included(s);
	n_inners = 0;
	if (n_inner_slots)
		memset(inner_slot, -1, n_inner_slots * sizeof(*inner_slot));
	ask_of(s, &a);
	n = worlds_of(&a, w);
	for (int i = 0; i < n; i++) {
		int k;

		make_view(s, &w[i], &v[made], fate);
		for (k = 0; k < made; k++)
			if (v[k].text.len == v[made].text.len &&
			    (!v[k].text.len || !memcmp(v[k].text.p, v[made].text.p, v[k].text.len)) &&
			    v[k].map.len == v[made].map.len &&
			    (!v[k].map.len || !memcmp(v[k].map.p, v[made].map.p, v[k].map.len)))
				break;
		if (k < made) {
			free(v[made].text.p);
			free(v[made].map.p);
		} else {
			made++;
		}
	}
	if (made > 1 || (made && (v[0].text.len != s->len || (s->len && memcmp(v[0].text.p, s->text, s->len))))) {
		for (int i = 0; i < made; i++) {
			hash = hash_bytes(hash, v[i].text.p, v[i].text.len);
			hash = hash_bytes(hash, v[i].map.p, v[i].map.len);
			write_file(dir, number, i, "c", &v[i].text);
			write_file(dir, number, i, "map", &v[i].map);
		}
		printf("%s\t%016llx\t%016llx\t%d\n", path, (unsigned long long)hash, (unsigned long long)number, made);
	}
	for (int i = 0; i < made; i++) {
		free(v[i].text.p);
		free(v[i].map.p);
	}
	for (int i = 0; i < s->n; i++)
		if (fate[i] == 's')
			fprintf(left, "%s\t%d\t%d\t%s\n", path, s->v[i].line, s->v[i].col, names[s->v[i].name].s);
	free(fate);
	for (int i = 0; i < n; i++)
		free(w[i].is);
	free(a.at_least);
	free(a.free);
	free(a.conds);
}

/* ---- what holds where ---- */

static void render(int e, struct text *b)
{
	const struct expr *x = &exprs[e];

	if (x->op == 'c')
		putf(b, "%d", x->a);
	else if (x->op == 'v')
		putf(b, "version>=%d", x->a);
	else if (x->op == 'a' && atoms[x->a].same)
		render(atoms[x->a].is, b);
	else if (x->op == 'a')
		putf(b, "%s", names[atoms[x->a].name].s);
	else if (x->op == '!') {
		put(b, "!", 1);
		render(x->a, b);
	} else {
		put(b, "(", 1);
		render(x->a, b);
		putf(b, "%c%c", x->op, x->op);
		render(x->b, b);
		put(b, ")", 1);
	}
}

/* One row for each thing that is known to hold, or not to, where E is SIGN. */
static void say(const char *path, const struct branch *b, int e, bool sign, int *steps)
{
	const struct expr *x = &exprs[e];
	struct text t = { 0 };

	if (++*steps > MOST_DEPTH)
		return;
	switch (x->op) {
	case 'c':
		return;
	case 'v':
		printf("C\t%s\t%d\t%d\tversion\t1\t%d\t%d\n", path, b->first, b->last, sign ? x->a : 0, sign ? NEWEST : x->a);
		return;
	case '!':
		say(path, b, x->a, !sign, steps);
		return;
	case 'a':
		if (atoms[x->a].is >= 0 && !atoms[x->a].busy) {
			atoms[x->a].busy = true;
			say(path, b, atoms[x->a].is, sign, steps);
			atoms[x->a].busy = false;
			if (atoms[x->a].same)
				return;
		}
		break;
	default:
		if ((x->op == '&') == sign) {
			say(path, b, x->a, sign, steps);
			say(path, b, x->b, sign, steps);
			return;
		}
	}
	render(e, &t);
	printf("C\t%s\t%d\t%d\t%s\t%d\t0\t%d\n", path, b->first, b->last, t.p, sign, NEWEST);
	free(t.p);
}

static void worlds(const struct source *s)
{
	const char *path = names[s->file].s;
	int steps;

	for (int i = 0; !s->broken && i < s->n_chains; i++)
		for (int k = 0; k < s->chains[i].n; k++)
			if (s->chains[i].v[k].first <= s->chains[i].v[k].last) {
				steps = 0;
				say(path, &s->chains[i].v[k], s->chains[i].v[k].cond, true, &steps);
			}
	for (int i = 0; i < s->n_items; i++)
		if (s->items[i].name >= 0 && stands_in(s->items[i].name, s->items[i].cond))
			printf("D\t%s\t%d\t%d\t%s\n", path, s->items[i].first, s->items[i].last, names[s->items[i].name].s);
	for (int i = 0; i < n_macros; i++)
		if (macros[i].file == s->file && stands_in(macros[i].name, macros[i].cond))
			printf("D\t%s\t%d\t%d\t%s\n", path, macros[i].line, macros[i].last, names[macros[i].name].s);
}

/* ---- the command ---- */

static bool chomp(char *line)
{
	line[strcspn(line, "\n")] = 0;
	return *line;
}

static void read_names(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[512];

	if (!f)
		die("%s: %s", path, strerror(errno));
	while (fgets(line, sizeof(line), f))
		if (chomp(line)) {
			int n = name_of(line, strlen(line));

			names[n].api = true;
		}
	fclose(f);
}

static void read_sources(FILE *f)
{
	char line[4096];

	while (fgets(line, sizeof(line), f))
		if (chomp(line))
			add_source(name_of(line, strlen(line)));
}

int main(int argc, char **argv)
{
	bool views_wanted = argc == 5 && !strcmp(argv[1], "views");
	FILE *left = NULL;

	module = getenv("PINCER_MODULE") && *getenv("PINCER_MODULE");
	if (!views_wanted && !(argc == 4 && (!strcmp(argv[1], "worlds") || !strcmp(argv[1], "names"))))
		die("usage: pincer-spell names TREE NAMES | views TREE NAMES OUT | worlds TREE NAMES");
	read_names(argv[3]);
	if (views_wanted)
		left = out_file(argv[4], "left");
	if (chdir(argv[2]))
		die("%s: %s", argv[2], strerror(errno));
	read_sources(stdin);
	find_own_atoms();
	find_what_matters();
	if (views_wanted)
		write_hidden(argv[4]);
	if (argv[1][0] == 'n') {
		for (int i = 0; i < n_names; i++)
			if (names[i].api || (names[i].matters && names[i].macros >= 0))
				puts(names[i].s);
	} else {
		for (int i = 0; i < n_sources; i++) {
			if (views_wanted)
				views(sources[i], argv[4], left);
			else
				worlds(sources[i]);
		}
	}
	if (fflush(stdout) || ferror(stdout) || (left && fclose(left)))
		die("cannot write: %s", strerror(errno));
	return 0;
}
