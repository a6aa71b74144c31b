// SPDX-License-Identifier: GPL-2.0
/*
 * pincer-findings: findings as text, and as findings.json, findings.sarif (for GitHub and other code hosts),
 * codequality.json (for GitLab) and findings.md (for the summary of a run).
 *
 * Reads records from stdin, tab-separated, one a line:
 *	F rule level file line column function call group message
 *	S file line column text		a step on the way there, for the last F
 *	T file line column text		a place it leads to
 *	O rule level ...		as F: another way to the place of a finding, with
 *	OS file line column text	its steps; it is told only if a change made it
 * "level" is error, warning or note.  Sorts them, gives each a fingerprint
 * that does not depend on lines, compares with an earlier run and prints them
 * in the style of a compiler.
 *
 * Exit status: 0 without a finding or with notes only, 1 with errors or warnings, 2 if
 * something went wrong.
 */
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "version.h"

struct step {
	char *file, *text;
	int line, col;
	bool after;		/* it comes after the finding itself */
};

struct finding {
	char *rule, *level, *file, *func, *call, *group, *text;
	int line, col;
	struct step *steps;
	int n_steps;
	int nth;		/* of those alike in its file */
	char print[17];		/* fingerprint */
	const char *state;	/* new, moved, same; "" without an earlier run */
	int was;		/* its line in the earlier run */
	const char *reason;	/* why it is accepted, NULL if it is not */
	const struct step *shown;	/* the place in the change to show it at, if not its own */
};

struct list {
	struct finding *v;
	int n;
};

static const struct rule {
	const char *id, *name, *text, *help;
} rules[] = {
#define RULE(id, colour, word, name, text, help) { id, name, text, help },
#include "rules.h"
#undef RULE
};
#define N_RULES ((int)(sizeof(rules) / sizeof(*rules)))

__attribute__((noreturn, format(printf, 1, 2)))
static void die(const char *fmt, ...)
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
		die("out of memory; close other programs and run again");
	return p;
}

static char *copy(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(grow(NULL, n), s, n);
}

/* Which rule ID names, -1: none. */
static int find_rule(const char *id)
{
	for (int i = 0; i < N_RULES; i++)
		if (!strcmp(rules[i].id, id))
			return i;
	return -1;
}

static int nr_record;		/* the one that is read */

static int rule_number(const char *id)
{
	int i = find_rule(id);

	if (i < 0)
		die("record %d has no rule that there is; the records of the analysis are damaged, run again", nr_record);
	return i;
}

/* ---- reading ---- */

/* Cuts LINE at its tabs into exactly N fields; false if it has more or fewer. */
static bool fields(char *line, char **f, int n)
{
	for (int i = 0; i < n; i++) {
		f[i] = line;
		line = strchr(line, '\t');
		if (!line != (i == n - 1))
			return false;
		if (line)
			*line++ = 0;
	}
	return true;
}

/* The same with a record of the analysis. */
static void record_fields(char *line, char **f, int n)
{
	if (!fields(line, f, n))
		die("record %d has not %d fields; the records of the analysis are damaged, run again", nr_record, n);
}

/* A line or a column: digits, or nothing where there is none. */
static int number(const char *s)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (*end || n < 0 || n >= INT_MAX || (*s && (*s < '0' || *s > '9')))
		die("record %d has no number where one has to be; the records of the analysis are damaged, run again", nr_record);
	return n;
}

static int by_place(const void *x, const void *y)
{
	const struct finding *a = x, *b = y;
	int c = strcmp(a->file, b->file);

	if (!c)
		c = (a->line > b->line) - (a->line < b->line);
	if (!c)
		c = (a->col > b->col) - (a->col < b->col);
	if (!c)
		c = strcmp(a->rule, b->rule);
	return c ? c : strcmp(a->text, b->text);
}

/* Rows O go to OTHERS. */
static struct list read_records(FILE *in, struct list *others)
{
	struct list l = { 0 };
	char *line = NULL, *f[10];
	size_t size = 0;
	ssize_t len;

	while ((len = getline(&line, &size, in)) > 0) {
		nr_record++;
		if (line[len - 1] == '\n')
			line[--len] = 0;
		if (strlen(line) != (size_t)len)
			die("record %d has a zero byte in it; the records of the analysis are damaged, run again", nr_record);
		if (!strncmp(line, "F\t", 2) || !strncmp(line, "O\t", 2)) {
			struct list *to = *line == 'F' ? &l : others;

			record_fields(line, f, 10);
			to->v = grow(to->v, (to->n + 1) * sizeof(*to->v));
			to->v[to->n++] = (struct finding) {
				.rule = copy(f[1]), .level = copy(f[2]), .file = copy(f[3]),
				.line = number(f[4]), .col = number(f[5]), .func = copy(f[6]),
				.call = copy(f[7]), .group = copy(f[8]), .text = copy(f[9]),
				.state = "",
			};
			rule_number(f[1]);
			if (strcmp(f[2], "error") && strcmp(f[2], "warning") && strcmp(f[2], "note"))
				die("record %d has no level; the records of the analysis are damaged, run again", nr_record);
		} else if (!strncmp(line, "OS\t", 3) ? others->n : (*line == 'S' || *line == 'T') && l.n) {
			struct finding *x = *line == 'O' ? &others->v[others->n - 1] : &l.v[l.n - 1];

			record_fields(line, f, 5);
			x->steps = grow(x->steps, (x->n_steps + 1) * sizeof(*x->steps));
			x->steps[x->n_steps++] = (struct step) {
				.file = copy(f[1]), .line = number(f[2]), .col = number(f[3]), .text = copy(f[4]),
				.after = *f[0] == 'T',
			};
		} else {
			die("record %d is neither finding nor step; the records of the analysis are damaged, run again", nr_record);
		}
	}
	if (ferror(in))
		die("the records of the analysis cannot be read: %s; run again", strerror(errno));
	free(line);
	if (l.n)
		qsort(l.v, l.n, sizeof(*l.v), by_place);
	return l;
}

/* ---- fingerprints ---- */

static uint64_t mix(uint64_t h, const char *s)
{
	do
		h = (h ^ (unsigned char)*s) * 0x100000001b3ull;
	while (*s++);
	return h;
}

/* A finding is known again by its rule, file, function and call; the same call
 * once more in one function counts on. */
static void print_of(const struct finding *f, const char *file, int n, char print[17])
{
	uint64_t h = 0xcbf29ce484222325ull;
	char count[12];

	snprintf(count, sizeof(count), "%d", n);
	h = mix(mix(mix(mix(mix(h, f->rule), file), f->func), f->call), count);
	snprintf(print, 17, "%016llx", (unsigned long long)h);
}

static bool alike(const struct finding *a, const struct finding *b)
{
	return !strcmp(a->rule, b->rule) && !strcmp(a->func, b->func) && !strcmp(a->call, b->call);
}

static void fingerprints(struct list *l)
{
	for (int i = 0; i < l->n; i++) {
		struct finding *f = &l->v[i];

		for (int j = i - 1; j >= 0 && !strcmp(l->v[j].file, f->file); j--)
			f->nth += alike(&l->v[j], f);
		print_of(f, f->file, f->nth, f->print);
	}
}

/* ---- the run before ---- */

static struct {
	int fresh, moved, same, fixed;
} history;

static const char *dialect;	/* put or pin; NULL where all runs are in one */

static const char *below = "";	/* only what is below that folder counts */

static bool is_below(const char *file)
{
	size_t n = strlen(below);

	return !strncmp(file, below, n) && (!n || file[n] == '/');
}

static const char *get(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s ? s : "";
}

/* The name a file had then. */
static struct { char *now, *then; } *renames;
static int n_renames;

static const char *name_then(const char *file)
{
	for (int i = 0; i < n_renames; i++)
		if (!strcmp(renames[i].now, file))
			return renames[i].then;
	return file;
}

/* Each row of the table at PATH, of N columns, to TAKE.  WHAT it is a table of. */
static void read_table(const char *path, int n, const char *what, void (*take)(char **f))
{
	FILE *in = fopen(path, "r");
	char *line = NULL, *f[4];
	size_t size = 0;
	ssize_t len;

	if (!in)
		die("%s: %s", path, strerror(errno));
	while ((len = getline(&line, &size, in)) > 0) {
		if (line[len - 1] == '\n')
			line[len - 1] = 0;
		if (!fields(line, f, n))
			die("%s: not a table of %s; run again", path, what);
		take(f);
	}
	free(line);
	fclose(in);
}

static void take_rename(char **f)
{
	renames = grow(renames, (n_renames + 1) * sizeof(*renames));
	renames[n_renames].then = copy(f[0]);
	renames[n_renames++].now = copy(f[1]);
}

static void known_again(struct finding *x, json_t *old)
{
	x->was = json_integer_value(json_object_get(old, "line"));
	x->state = x->was == x->line && !strcmp(get(old, "file"), x->file) ? "same" : "moved";
	*(strcmp(x->state, "same") ? &history.moved : &history.same) += is_below(x->file);
	json_object_set_new(old, "seen", json_true());
}

static bool is_seen(json_t *old)
{
	return json_object_get(old, "seen");
}

/* The line that a finding on a path is told of, whoever took the references. */
static const char *line_of(const char *call)
{
	const char *at = strstr(call, "() at ");

	return at ? at + 6 : call;
}

static bool compare(struct list *l, const char *last, const char *since)
{
	json_error_t err;
	json_t *root, *old, *by_print, *f;
	char print[17];
	size_t i;

	root = json_load_file(last, 0, &err);
	old = json_object_get(root, "findings");
	if (!json_is_array(old))
		die("%s: not the findings of an earlier run; remove it and run again", last);
	/* what the other dialect finds is not what was mended */
	if (dialect && *get(root, "dialect") && strcmp(dialect, get(root, "dialect"))) {
		printf("The last run was in the %s dialect: it is not compared with.\n\n", get(root, "dialect"));
		json_decref(root);
		return false;
	}
	by_print = json_object();
	json_array_foreach(old, i, f)
		json_object_set(by_print, get(f, "fingerprint"), f);
	for (int k = 0; k < l->n; k++) {
		print_of(&l->v[k], name_then(l->v[k].file), l->v[k].nth, print);
		f = json_object_get(by_print, print);
		if (f)
			known_again(&l->v[k], f);
	}
	/* what went to another file together with its function, or is taken by another call now */
	for (int k = 0; k < l->n; k++) {
		struct finding *x = &l->v[k];

		if (*x->state)
			continue;
		x->state = "new";
		json_array_foreach(old, i, f)
			if (!is_seen(f) && *x->func && !strcmp(x->rule, get(f, "rule")) &&
			    !strcmp(x->func, get(f, "function")) && !strcmp(line_of(x->call), line_of(get(f, "call")))) {
				known_again(x, f);
				break;
			}
		history.fresh += !strcmp(x->state, "new") && is_below(x->file);
	}
	json_array_foreach(old, i, f)
		if (!is_seen(f) && is_below(get(f, "file"))) {
			printf("%s:%lld: fixed since %s: %s [%s]\n", get(f, "file"),
			       (long long)json_integer_value(json_object_get(f, "line")), since,
			       get(f, "message"), get(f, "rule"));
			history.fixed++;
		}
	if (history.fixed)
		putchar('\n');
	json_decref(by_print);
	json_decref(root);
	return true;
}

/* ---- the change: what a code host shows ---- */

static struct { char *file; int from, to; bool added; } *changes;
static int n_changes;

/* Rows: file, first line, last line, "added", or "near" for what only has taken-away lines beside it. */
static void take_change(char **f)
{
	changes = grow(changes, (n_changes + 1) * sizeof(*changes));
	changes[n_changes].file = copy(f[0]);
	changes[n_changes].from = number(f[1]);
	changes[n_changes].to = number(f[2]);
	changes[n_changes++].added = !strcmp(f[3], "added");
}

/* Is that line in the change?  ADDED: only if the change added it. */
static bool is_changed(const char *file, int line, bool added)
{
	for (int i = 0; i < n_changes; i++)
		if (changes[i].added >= added && changes[i].from <= line && line <= changes[i].to && !strcmp(changes[i].file, file))
			return true;
	return false;
}

/* ---- other ways to the same place ---- */

static bool is_condition(const struct step *s)
{
	return !s->after && !strncmp(s->text, "the condition ", 14);
}

/* What decided last on the path of a finding: the last condition in its notes; NULL if there is none. */
static const struct step *decider(const struct finding *f)
{
	for (int k = f->n_steps - 1; k >= 0; k--)
		if (is_condition(&f->steps[k]))
			return &f->steps[k];
	return NULL;
}

static const char *decided(const struct finding *f)
{
	const struct step *s = decider(f);

	return s ? s->text : "";
}

/* The call of a finding that is one of several ways to its place, and what it is accepted by. */
static char *way_call(const struct finding *f)
{
	char *call = grow(NULL, strlen(f->call) + strlen(decided(f)) + 3);

	sprintf(call, "%s, %s", f->call, decided(f));
	return call;
}

/* RULE of FUNC in FILE comes to the call by that decision. */
static char *way_key(const char *rule, const char *file, const char *func, const char *call, const char *by)
{
	char *key = grow(NULL, strlen(rule) + strlen(file) + strlen(func) + strlen(call) + strlen(by) + 5);

	sprintf(key, "%s\t%s\t%s\t%s\t%s", rule, file, func, line_of(call), by);
	return key;
}

/* Does the path of F go by a condition that the change added?  BY is the last one that was there before. */
static bool crosses(const struct finding *f, const char **by)
{
	bool added = false;

	*by = "";
	for (int k = 0; k < f->n_steps; k++) {
		if (!is_condition(&f->steps[k]))
			continue;
		if (is_changed(f->steps[k].file, f->steps[k].line, true))
			added = true;
		else
			*by = f->steps[k].text;
	}
	return added;
}

/* A fault that was there before hides no way that the change made to the same place: one that goes by a condition which
 * the change added, and that was no way there without it. */
static void new_ways(struct list *l, const struct list *others, const char *last)
{
	json_t *root = json_load_file(last, 0, NULL), *before = json_object(), *old;
	int n = l->n;
	size_t i;

	json_array_foreach(json_object_get(root, "ways"), i, old) {
		char *key = way_key(get(old, "rule"), get(old, "file"), get(old, "function"), get(old, "call"), get(old, "by"));

		json_object_set_new(before, key, json_true());
		free(key);
	}
	for (int k = 0; k < n + others->n; k++) {
		struct finding *x = k < n ? &l->v[k] : &others->v[k - n];
		const char *by;
		char *key;
		bool known;

		if (!crosses(x, &by))
			continue;
		key = way_key(x->rule, name_then(x->file), x->func, x->call, by);
		known = json_object_get(before, key);
		free(key);
		/* ... or something of that function is told already */
		for (int j = 0; j < l->n; j++)
			known |= !strcmp(l->v[j].state, "new") && !strcmp(l->v[j].rule, x->rule) &&
				!strcmp(l->v[j].file, x->file) && !strcmp(l->v[j].func, x->func);
		if (known)
			continue;
		history.fresh += is_below(x->file);
		if (k < n) {
			*(strcmp(x->state, "same") ? &history.moved : &history.same) -= is_below(x->file);
		} else {	/* x is none of these */
			l->v = grow(l->v, (l->n + 1) * sizeof(*l->v));
			l->v[l->n] = *x;
			x = &l->v[l->n++];
		}
		x->call = way_call(x);
		x->state = "new";
		x->was = 0;
		print_of(x, x->file, x->nth, x->print);
	}
	if (l->n > n)
		qsort(l->v, l->n, sizeof(*l->v), by_place);
	json_decref(before);
	json_decref(root);
}

/* ---- findings that are accepted ---- */

/* The lines of a baseline: rule, file, function, call, reason. */
static void accept(struct list *l, const struct list *others, const char *path)
{
	FILE *in = fopen(path, "r");
	char *line = NULL, *f[5];
	size_t size = 0;
	ssize_t len;
	int number = 0;

	if (!in)
		die("%s: %s; BASELINE= names a list of accepted findings", path, strerror(errno));
	while ((len = getline(&line, &size, in)) > 0) {
		int tabs = 0, hits = 0;

		number++;
		if (line[len - 1] == '\n')
			line[--len] = 0;
		if (!*line || *line == '#')
			continue;
		if (strlen(line) != (size_t)len)
			die("%s:%d: a binary file; BASELINE= names a list of accepted findings", path, number);
		for (char *p = line; *p; p++)
			tabs += *p == '\t';
		if (!fields(line, f, 5))
			die("%s:%d: %d columns, not 5 (rule, file, function, call, reason)", path, number, tabs + 1);
		if (find_rule(f[0]) < 0)
			die("%s:%d: %s is no rule; they are %s to %s", path, number, f[0], rules[0].id, rules[N_RULES - 1].id);
		if (!f[4][strspn(f[4], " ")])
			die("%s:%d: no reason given; say in column 5 why this finding is accepted", path, number);
		for (int i = 0; i < l->n; i++) {
			struct finding *x = &l->v[i];

			if (strcmp(x->rule, f[0]) || strcmp(x->file, f[1]) ||
			    strcmp(x->func, f[2]) || strcmp(x->call, f[3]))
				continue;
			x->reason = copy(f[4]);
			hits++;
		}
		/* one of several ways to a place is told in a change only */
		for (int i = 0; !hits && i < l->n + others->n; i++) {
			const struct finding *x = i < l->n ? &l->v[i] : &others->v[i - l->n];
			char *call = way_call(x);

			hits += !strcmp(x->rule, f[0]) && !strcmp(x->file, f[1]) && !strcmp(x->func, f[2]) && !strcmp(call, f[3]);
			free(call);
		}
		if (!hits)
			printf("%s:%d: stale: nothing like this is found any more: %s %s %s()\n",
			       path, number, f[0], f[1], f[2]);
	}
	free(line);
	fclose(in);
}

static bool only_new;		/* what was there before does not count */

static bool counts(const struct finding *f)
{
	return !f->reason && is_below(f->file);
}

/* ---- the sources: what a region is and where it ends ---- */

static const char *sources;	/* the folder they are in; NULL if they cannot be asked */

static struct source {
	char *file, **line;
	int n;
} source;			/* the last one */

/* A line of a file; NULL if it is not known. */
static const char *source_line(const char *file, int line)
{
	if (!sources || line < 1)
		return NULL;
	if (!source.file || strcmp(source.file, file)) {
		char *path = grow(NULL, strlen(sources) + strlen(file) + 2), *text = NULL;
		size_t size = 0;
		ssize_t len;
		FILE *in;

		for (int i = 0; i < source.n; i++)
			free(source.line[i]);
		free(source.file);
		source.file = copy(file);
		source.n = 0;
		sprintf(path, "%s/%s", sources, file);
		in = fopen(path, "r");
		while (in && (len = getline(&text, &size, in)) > 0) {
			if (text[len - 1] == '\n')
				text[--len] = 0;
			if (len && text[len - 1] == '\r')
				text[--len] = 0;
			source.line = grow(source.line, (source.n + 1) * sizeof(*source.line));
			source.line[source.n++] = copy(text);
		}
		if (in)
			fclose(in);
		free(text);
		free(path);
	}
	return line <= source.n ? source.line[line - 1] : NULL;
}

/* How many characters (of UTF-8) there are in the first N bytes. */
static int characters(const char *s, size_t n)
{
	int c = 0;

	for (size_t i = 0; i < n && s[i]; i++)
		c += (s[i] & 0xc0) != 0x80;
	return c;
}

/* A finding is shown in the change: where it is, if that is in there; else at the first step of its path that is; else
 * at the nearest changed line of its file, added ones before others. */
static void show_in_change(struct finding *x)
{
	int best = -1, away = INT_MAX, at = 0;

	if (is_changed(x->file, x->line, false))
		return;
	for (int k = 0; k < x->n_steps; k++)
		if (is_changed(x->steps[k].file, x->steps[k].line, false)) {
			x->shown = &x->steps[k];
			return;
		}
	for (int i = 0; i < n_changes; i++) {
		int line, d;

		if (strcmp(changes[i].file, x->file))
			continue;
		line = x->line < changes[i].from ? changes[i].from : changes[i].to;
		d = abs(line - x->line);
		if (best < 0 || changes[i].added > changes[best].added || (changes[i].added == changes[best].added && d < away)) {
			best = i;
			away = d;
			at = line;
		}
	}
	if (best >= 0) {
		struct step *s = grow(NULL, sizeof(*s));

		*s = (struct step) { .file = x->file, .text = "changed here", .line = at };
		x->shown = s;
	}
}

static const char *shown_file(const struct finding *x)
{
	return x->shown ? x->shown->file : x->file;
}

static int shown_line(const struct finding *x)
{
	return x->shown ? x->shown->line : x->line;
}

/* ---- writing ---- */

static void save(json_t *root, const char *dir, const char *name)
{
	char *path = grow(NULL, strlen(dir) + strlen(name) + 2);

	sprintf(path, "%s/%s", dir, name);
	if (json_dump_file(root, path, JSON_INDENT(1) | JSON_SORT_KEYS))
		die("%s: cannot be written; free some disk space and run again", path);
	free(path);
	json_decref(root);
}

/* What is not UTF-8 in a source line must not spoil the whole file. */
static json_t *text(const char *s)
{
	json_t *j = json_string(s);
	char *t;

	if (j)
		return j;
	t = copy(s);
	for (char *p = t; *p; p++)
		if (*p & 0x80)
			*p = '?';
	j = json_string(t);
	free(t);
	return j;
}

static json_t *way(const struct finding *f)
{
	return json_pack("{s:s, s:o, s:o, s:o, s:o}", "rule", f->rule, "file", text(f->file), "function", text(f->func),
			 "call", text(f->call), "by", text(decided(f)));
}

/* All of them, for the run after this one to compare with, or those of the folder that is asked for. */
static void write_json(const struct list *l, const struct list *others, const char *dir, const char *name, bool all_of_them)
{
	json_t *all = json_array(), *ways = json_array();

	for (int i = 0; i < l->n; i++) {
		const struct finding *f = &l->v[i];
		json_t *path, *o;

		if (!all_of_them && !is_below(f->file))
			continue;
		path = json_array();
		for (int k = 0; k < f->n_steps; k++)
			json_array_append_new(path, json_pack("{s:o, s:i, s:i, s:o}",
				"file", text(f->steps[k].file), "line", f->steps[k].line,
				"column", f->steps[k].col, "text", text(f->steps[k].text)));
		o = json_pack("{s:s, s:s, s:o, s:i, s:i, s:o, s:o, s:o, s:o, s:s, s:o}",
			"rule", f->rule, "level", f->level, "file", text(f->file),
			"line", f->line, "column", f->col, "function", text(f->func),
			"call", text(f->call), "group", text(f->group), "message", text(f->text),
			"fingerprint", f->print, "path", path);
		if (f->reason)
			json_object_set_new(o, "accepted", text(f->reason));
		json_array_append_new(all, o);
	}
	for (int i = 0; i < l->n; i++)
		if (decider(&l->v[i]) && (all_of_them || is_below(l->v[i].file)))
			json_array_append_new(ways, way(&l->v[i]));
	for (int i = 0; i < others->n; i++)
		if (all_of_them || is_below(others->v[i].file))
			json_array_append_new(ways, way(&others->v[i]));
	save(json_pack("{s:s, s:i, s:s*, s:o, s:o}", "tool", "pincer", "format", 1, "dialect", dialect, "findings", all, "ways", ways),
	     dir, name);
}

/* A path as a relative URI. */
static json_t *uri(const char *path)
{
	char *out = grow(NULL, 3 * strlen(path) + 1), *o = out;
	json_t *j;

	for (; *path; path++) {
		unsigned char c = *path;

		if (strchr("/-._~+,@=", c) || (c >= '0' && c <= '9') ||
		    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			*o++ = c;
		else
			o += sprintf(o, "%%%02X", c);
	}
	*o = 0;
	j = json_string(out);
	free(out);
	return j;
}

/* From COL to the end of the line, or where no column is known the text of the line. */
static json_t *location(const char *file, int line, int col, const char *message)
{
	const char *s = source_line(file, line);
	int from = col > 0 ? col : 1, to = from + 1;
	json_t *region, *l;

	if (s) {
		size_t len = strlen(s), skip = col > 0 ? (size_t)col - 1 : strspn(s, " \t");

		while (len && (s[len - 1] == ' ' || s[len - 1] == '\t'))
			len--;
		if (skip < len) {
			from = characters(s, skip) + 1;
			to = characters(s, len) + 1;
		}
	}
	region = json_pack("{s:i, s:i, s:i, s:i}", "startLine", line > 0 ? line : 1, "startColumn", from,
			   "endLine", line > 0 ? line : 1, "endColumn", to);
	l = json_pack("{s:{s:{s:o, s:s}, s:o}}", "physicalLocation",
		      "artifactLocation", "uri", uri(file), "uriBaseId", "SRCROOT",
		      "region", region);
	if (message)
		json_object_set_new(l, "message", json_pack("{s:o}", "text", text(message)));
	return l;
}

static void add_step(json_t *flow, const struct step *s)
{
	json_array_append_new(flow, json_pack("{s:o}", "location",
		location(s->file, s->line, s->col, s->text)));
}

static const char *category = "audit";	/* or lint, whose results are another set */

/* What the code host goes by when lines have moved: the text of the line, which of those it is, and what is said of it. */
static json_t *line_hash(const struct list *l, int n)
{
	const struct finding *f = &l->v[n];
	const char *s = source_line(shown_file(f), shown_line(f));
	uint64_t h = 0xcbf29ce484222325ull;
	char value[40];
	int nth = 1;

	h = mix(mix(h, f->rule), f->func);
	if (s)
		for (; *s; s++)
			h = *s == ' ' || *s == '\t' ? h : (h ^ (unsigned char)*s) * 0x100000001b3ull;
	else
		h = mix(h, f->call);
	for (int i = 0; i < n; i++)
		nth += !strcmp(l->v[i].file, f->file) && alike(&l->v[i], f);
	snprintf(value, sizeof(value), "%016llx:%d", (unsigned long long)h, nth);
	return json_string(value);
}

/* The call again, by its new name: where the reference is a pin already, so that this alone is right, and the two take
 * the same arguments.  NULL otherwise. */
static json_t *fix(const struct finding *f)
{
	static const char has_to_be[] = "; it has to be ";
	const char *is = strstr(f->text, has_to_be), *s = source_line(f->file, f->line);
	size_t len = strcspn(f->call, "( \t"), n;
	char name[128];
	int depth = 0, arguments = 1, col;
	json_t *o;

	if (strcmp(f->rule, "PIN001") || strcmp(f->level, "error") || !is || !s || f->col < 1)
		return NULL;
	is += sizeof(has_to_be) - 1;
	n = strcspn(is, "(");
	if (n >= sizeof(name) || strcmp(is + n, "()"))
		return NULL;
	memcpy(name, is, n);
	name[n] = 0;
	if (strlen(s) < (size_t)f->col - 1 + len || strncmp(s + f->col - 1, f->call, len) || f->call[len] != '(')
		return NULL;
	for (const char *p = f->call + len; *p; p++) {
		depth += (*p == '(') - (*p == ')');
		arguments += *p == ',' && depth == 1;
	}
	if (!(len == 8 && !strncmp(f->call, "put_page", 8) && arguments == 1) &&
	    !(len == 13 && !strncmp(f->call, "release_pages", 13) && arguments == 2))
		return NULL;
	col = characters(s, f->col - 1) + 1;
	o = json_pack("{s:{s:s+}, s:[{s:{s:o, s:s}, s:[{s:{s:i, s:i, s:i, s:i}, s:{s:s}}]}]}",
		      "description", "text", "Release the pin by ", name,
		      "artifactChanges", "artifactLocation", "uri", uri(f->file), "uriBaseId", "SRCROOT",
		      "replacements", "deletedRegion", "startLine", f->line, "startColumn", col, "endLine", f->line,
		      "endColumn", col + (int)len, "insertedContent", "text", name);
	return o;
}

static json_t *about_rule(int i)
{
	static const char url[] = "https://docs.kernel.org/core-api/pin_user_pages.html";
	static const char *const precision[] = { "high", "medium" };
	bool warning = !strcmp(rules[i].id, "PIN004") || !strcmp(rules[i].id, "PIN005") || strcmp(rules[i].id, "PIN006") > 0;
	char markdown[2048];

	snprintf(markdown, sizeof(markdown), "**%s**\n\n%s\n\n[pin_user_pages() and related calls](%s)", rules[i].text, rules[i].help, url);
	return json_pack("{s:s, s:s, s:{s:s}, s:{s:s}, s:{s:s, s:s}, s:s, s:{s:s}, s:{s:[s, s], s:s, s:s}}",
		"id", rules[i].id, "name", rules[i].name,
		"shortDescription", "text", rules[i].text,
		"fullDescription", "text", rules[i].help,
		"help", "text", rules[i].help, "markdown", markdown,
		"helpUri", url,
		"defaultConfiguration", "level", warning ? "warning" : "error",
		"properties", "tags", "correctness", "page-references", "precision", precision[warning],
			"problem.severity", warning ? "warning" : "error");
}

static void write_sarif(const struct list *l, const char *dir, bool compared)
{
	char id[64];
	json_t *about = json_array(), *results = json_array();

	for (int i = 0; i < N_RULES; i++)
		json_array_append_new(about, about_rule(i));
	for (int i = 0; i < l->n; i++) {
		const struct finding *f = &l->v[i];
		json_t *where, *r, *o;

		if (!is_below(f->file))
			continue;
		where = f->shown ? location(f->shown->file, f->shown->line, f->shown->col, NULL) :
			location(f->file, f->line, f->col, NULL);

		if (*f->func)
			json_object_set_new(where, "logicalLocations",
				json_pack("[{s:o, s:s}]", "name", text(f->func), "kind", "function"));
		r = json_pack("{s:s, s:i, s:s, s:{s:o}, s:[o], s:{s:s, s:o}}",
			"ruleId", f->rule, "ruleIndex", rule_number(f->rule), "level", f->level,
			"message", "text", text(f->text), "locations", where,
			"partialFingerprints", "pincer/v1", f->print,
			"primaryLocationLineHash", line_hash(l, i));
		if (f->shown)
			json_object_set_new(r, "relatedLocations", json_pack("[o]", location(f->file, f->line, f->col, f->text)));
		o = fix(f);
		if (o)
			json_object_set_new(r, "fixes", json_pack("[o]", o));
		if (f->n_steps) {
			json_t *flow = json_array();

			for (int k = 0; k < f->n_steps; k++)
				if (!f->steps[k].after)
					add_step(flow, &f->steps[k]);
			add_step(flow, &(struct step) { f->file, f->text, f->line, f->col, false });
			for (int k = 0; k < f->n_steps; k++)
				if (f->steps[k].after)
					add_step(flow, &f->steps[k]);
			json_object_set_new(r, "codeFlows",
				json_pack("[{s:[{s:o}]}]", "threadFlows", "locations", flow));
		}
		if (compared)
			json_object_set_new(r, "baselineState", json_string(
				!strcmp(f->state, "new") ? "new" :
				!strcmp(f->state, "moved") ? "updated" : "unchanged"));
		if (f->reason)
			json_object_set_new(r, "suppressions", json_pack("[{s:s, s:o}]",
				"kind", "external", "justification", text(f->reason)));
		json_array_append_new(results, r);
	}
	snprintf(id, sizeof(id), "pincer/%s/", category);
	save(json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:s, s:s, s:o}}, s:{s:s}, s:s, s:{s:{s:{s:s}}}, s:o}]}",
		"$schema", "https://json.schemastore.org/sarif-2.1.0.json",
		"version", "2.1.0",
		"runs",
			"tool", "driver", "name", "Pincer",
				"version", PINCER_VERSION, "semanticVersion", PINCER_VERSION,
				"informationUri", "https://docs.kernel.org/core-api/pin_user_pages.html",
				"rules", about,
			"automationDetails", "id", id,
			"columnKind", "unicodeCodePoints",
			"originalUriBaseIds", "SRCROOT", "description", "text", "the top of the kernel tree",
			"results", results),
	     dir, "findings.sarif");
}

/* What GitLab shows in a merge request: findings that count. */
static void write_codequality(const struct list *l, const char *dir)
{
	json_t *all = json_array();

	for (int i = 0; i < l->n; i++) {
		const struct finding *f = &l->v[i];

		if (counts(f))
			json_array_append_new(all, json_pack("{s:s, s:s, s:o, s:s, s:s, s:{s:o, s:{s:i}}}",
				"type", "issue", "check_name", f->rule, "description", text(f->text), "fingerprint", f->print,
				"severity", !strcmp(f->level, "error") ? "major" : !strcmp(f->level, "warning") ? "minor" : "info",
				"location", "path", text(shown_file(f)), "lines", "begin", shown_line(f) > 0 ? shown_line(f) : 1));
	}
	save(all, dir, "codequality.json");
}

/* Text in a cell of a table in Markdown, where nothing of it means anything. */
static void markdown(FILE *out, const char *s)
{
	for (; *s; s++) {
		if (strchr("\\`*_[]<>|#&~!", *s))
			fprintf(out, "&#%d;", *s);
		else if ((unsigned char)*s < ' ' || *s == 0x7f)
			putc('?', out);
		else
			putc(*s, out);
	}
}

static void write_markdown(const struct list *l, const char *dir)
{
	char *path = grow(NULL, strlen(dir) + 16);
	int n = 0, most = 200;
	FILE *out;

	sprintf(path, "%s/findings.md", dir);
	out = fopen(path, "w");
	if (!out)
		die("%s: cannot be written; free some disk space and run again", path);
	for (int i = 0; i < l->n; i++)
		n += counts(&l->v[i]);
	fprintf(out, "### Pincer: %d%s finding%s\n", n, only_new ? " new" : "", n == 1 ? "" : "s");
	if (n)
		fputs("\n| level | rule | where | what |\n|---|---|---|---|\n", out);
	for (int i = 0, told = 0; i < l->n && told < most; i++) {
		const struct finding *f = &l->v[i];

		if (!counts(f))
			continue;
		told++;
		fprintf(out, "| %s | %s | ", f->level, f->rule);
		markdown(out, f->file);
		fprintf(out, ":%d | ", f->line);
		markdown(out, f->text);
		for (int k = 0; k < f->n_steps; k++) {
			fputs(k ? "<br>" : "<details><summary>path</summary>", out);
			markdown(out, f->steps[k].file);
			fprintf(out, ":%d: ", f->steps[k].line);
			markdown(out, f->steps[k].text);
		}
		fprintf(out, "%s |\n", f->n_steps ? "</details>" : "");
	}
	if (n > most)
		fprintf(out, "\n... and %d more: findings.txt has all.\n", n - most);
	if (ferror(out) | fclose(out))
		die("%s: cannot be written; free some disk space and run again", path);
	free(path);
}

static void print_findings(const struct list *l)
{
	for (int i = 0; i < l->n; i++) {
		const struct finding *f = &l->v[i];

		if (!counts(f))
			continue;
		printf("%s:%d:%d: %s: %s [%s]\n", f->file, f->line, f->col, f->level, f->text, f->rule);
		for (int k = 0; k < f->n_steps; k++) {
			const struct step *s = &f->steps[k];

			if (s->col)
				printf("%s:%d:%d: note: %s\n", s->file, s->line, s->col, s->text);
			else
				printf("%s:%d: note: %s\n", s->file, s->line, s->text);
		}
	}
}

/* drivers/misc of drivers/misc/a/b.c, mm of mm/b.c */
static int subsystem(const char *file)
{
	const char *a = strchr(file, '/'), *b = a ? strchr(a + 1, '/') : NULL;

	return b ? b - file : a ? a - file : (int)strlen(file);
}

static int by_name(const void *x, const void *y)
{
	const char *a = *(char *const *)x, *b = *(char *const *)y;
	int m = subsystem(a), n = subsystem(b), c = strncmp(a, b, m < n ? m : n);

	return c ? c : m - n;
}

static void count_row(const char *name, int len, const int *n)
{
	printf("%-28.*s", len, name);
	for (int r = 0; r < N_RULES; r++)
		if (n[r])
			printf(" %6d", n[r]);
		else
			printf(" %6s", ".");
	putchar('\n');
}

static void print_totals(const struct list *l)
{
	const char **names = grow(NULL, (l->n + 1) * sizeof(*names));
	int sum[N_RULES] = { 0 };

	for (int i = 0; i < l->n; i++)
		names[i] = l->v[i].file;
	qsort(names, l->n, sizeof(*names), by_name);
	printf("%-28s", "subsystem");
	for (int r = 0; r < N_RULES; r++)
		printf(" %6s", rules[r].id);
	putchar('\n');
	for (int i = 0; i < l->n; i++) {
		int n[N_RULES] = { 0 }, any = 0;

		if (i && !by_name(&names[i - 1], &names[i]))
			continue;
		for (int k = 0; k < l->n; k++) {
			const char *file = l->v[k].file;

			if (!counts(&l->v[k]) || by_name(&names[i], &file))
				continue;
			n[rule_number(l->v[k].rule)]++;
			sum[rule_number(l->v[k].rule)]++;
			any = 1;
		}
		if (any)
			count_row(names[i], subsystem(names[i]), n);
	}
	count_row("all", 3, sum);
	free(names);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "last", required_argument, NULL, 'l' },
		{ "below", required_argument, NULL, 'b' },
		{ "dialect", required_argument, NULL, 'd' },
		{ "base", required_argument, NULL, 'B' },
		{ "renames", required_argument, NULL, 'r' },
		{ "baseline", required_argument, NULL, 'a' },
		{ "tree", required_argument, NULL, 't' },
		{ "changed", required_argument, NULL, 'c' },
		{ 0 }
	};
	const char *last = NULL, *accepted = NULL;
	struct list l, others = { 0 };
	int c, left = 0, bad = 0;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'l':
			last = optarg;
			break;
		case 't':
			sources = optarg;
			break;
		case 'c':
			read_table(optarg, 4, "changed lines", take_change);
			break;
		case 'B':
			only_new = true;
			category = "lint";
			last = optarg;
			break;
		case 'd':
			dialect = optarg;
			break;
		case 'r':
			read_table(optarg, 2, "renamed files", take_rename);
			break;
		case 'a':
			accepted = optarg;
			break;
		case 'b':
			below = optarg;
			break;
		default:
			optind = argc;
		}
	}
	if (optind != argc - 1)
		die("usage: pincer-findings [--last OR --base FINDINGS.JSON] [--renames TABLE] [--baseline LIST] [--below FOLDER] [--dialect NAME] [--tree FOLDER] [--changed TABLE] FOLDER <RECORDS");
	l = read_records(stdin, &others);
	fingerprints(&l);
	if (last && !compare(&l, last, only_new ? "then" : "the last run"))
		last = NULL;
	if (last && only_new)
		new_ways(&l, &others, last);
	if (accepted)
		accept(&l, &others, accepted);
	if (only_new) {
		int n = 0;

		for (int i = 0; i < l.n; i++)
			if (!strcmp(l.v[i].state, "new"))
				l.v[n++] = l.v[i];
		l.n = n;
	}
	for (int i = 0; n_changes && i < l.n; i++)
		show_in_change(&l.v[i]);
	write_json(&l, &others, argv[optind], "findings.json", false);
	write_json(&l, &others, argv[optind], ".findings.json", true);
	write_sarif(&l, argv[optind], last);
	write_codequality(&l, argv[optind]);
	write_markdown(&l, argv[optind]);
	for (int i = 0; i < l.n; i++) {
		left += counts(&l.v[i]);
		bad += counts(&l.v[i]) && strcmp(l.v[i].level, "note");
	}
	print_findings(&l);
	if (left) {
		putchar('\n');
		print_totals(&l);
	}
	if (last)
		printf("%s%s: %d new, %d fixed, %d moved, %d as before.\n",
		       left ? "\n" : "", only_new ? "Since then" : "Since the last run", history.fresh, history.fixed, history.moved, history.same);
	if (fflush(stdout) || ferror(stdout))
		die("standard output cannot be written: %s; free some disk space", strerror(errno));
	return bad ? 1 : 0;
}
