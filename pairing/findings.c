// SPDX-License-Identifier: GPL-2.0
/*
 * pincer-findings: findings as text, findings.json and findings.sarif.
 *
 * Reads records from stdin, tab-separated, one a line:
 *	F rule level file line column function call group message
 *	S file line column text		a step on the way there, for the last F
 *	T file line column text		a place it leads to
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

static struct list read_records(FILE *in)
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
		if (*line == 'F') {
			record_fields(line, f, 10);
			l.v = grow(l.v, (l.n + 1) * sizeof(*l.v));
			l.v[l.n++] = (struct finding) {
				.rule = copy(f[1]), .level = copy(f[2]), .file = copy(f[3]),
				.line = number(f[4]), .col = number(f[5]), .func = copy(f[6]),
				.call = copy(f[7]), .group = copy(f[8]), .text = copy(f[9]),
				.state = "",
			};
			rule_number(f[1]);
			if (strcmp(f[2], "error") && strcmp(f[2], "warning") && strcmp(f[2], "note"))
				die("record %d has no level; the records of the analysis are damaged, run again", nr_record);
		} else if ((*line == 'S' || *line == 'T') && l.n) {
			struct finding *x = &l.v[l.n - 1];

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

static void read_renames(const char *path)
{
	FILE *in = fopen(path, "r");
	char *line = NULL, *f[2];
	size_t size = 0;
	ssize_t len;

	if (!in)
		die("%s: %s", path, strerror(errno));
	while ((len = getline(&line, &size, in)) > 0) {
		if (line[len - 1] == '\n')
			line[len - 1] = 0;
		if (!fields(line, f, 2))
			die("%s: not a table of renamed files; run again", path);
		renames = grow(renames, (n_renames + 1) * sizeof(*renames));
		renames[n_renames].then = copy(f[0]);
		renames[n_renames++].now = copy(f[1]);
	}
	free(line);
	fclose(in);
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

/* ---- findings that are accepted ---- */

/* The lines of a baseline: rule, file, function, call, reason. */
static void accept(struct list *l, const char *path)
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
		if (!hits)
			printf("%s:%d: stale: nothing like this is found any more: %s %s %s()\n",
			       path, number, f[0], f[1], f[2]);
	}
	free(line);
	fclose(in);
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

static void write_json(const struct list *l, const char *dir)
{
	json_t *all = json_array();

	for (int i = 0; i < l->n; i++) {
		const struct finding *f = &l->v[i];
		json_t *path = json_array(), *o;

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
	save(json_pack("{s:s, s:i, s:s*, s:o}", "tool", "pincer", "format", 1, "dialect", dialect, "findings", all),
	     dir, "findings.json");
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

static json_t *location(const char *file, int line, int col, const char *message)
{
	json_t *region = json_pack("{s:i}", "startLine", line > 0 ? line : 1), *l;

	if (col > 0)
		json_object_set_new(region, "startColumn", json_integer(col));
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

static void write_sarif(const struct list *l, const char *dir, bool compared)
{
	json_t *about = json_array(), *results = json_array();

	for (int i = 0; i < N_RULES; i++)
		json_array_append_new(about, json_pack("{s:s, s:s, s:{s:s}, s:{s:s}}",
			"id", rules[i].id, "name", rules[i].name,
			"shortDescription", "text", rules[i].text,
			"fullDescription", "text", rules[i].help));
	for (int i = 0; i < l->n; i++) {
		const struct finding *f = &l->v[i];
		json_t *where = location(f->file, f->line, f->col, NULL), *r;

		if (*f->func)
			json_object_set_new(where, "logicalLocations",
				json_pack("[{s:o, s:s}]", "name", text(f->func), "kind", "function"));
		r = json_pack("{s:s, s:i, s:s, s:{s:o}, s:[o], s:{s:s}}",
			"ruleId", f->rule, "ruleIndex", rule_number(f->rule), "level", f->level,
			"message", "text", text(f->text), "locations", where,
			"partialFingerprints", "pincer/v1", f->print);
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
	save(json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:s, s:{s:{s:{s:s}}}, s:o}]}",
		"$schema", "https://json.schemastore.org/sarif-2.1.0.json",
		"version", "2.1.0",
		"runs",
			"tool", "driver", "name", "Pincer",
				"informationUri", "https://docs.kernel.org/core-api/pin_user_pages.html",
				"rules", about,
			"columnKind", "unicodeCodePoints",
			"originalUriBaseIds", "SRCROOT", "description", "text", "the top of the kernel tree",
			"results", results),
	     dir, "findings.sarif");
}

static bool only_new;		/* what was there before does not count */

static bool counts(const struct finding *f)
{
	return !f->reason && is_below(f->file);
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
		{ 0 }
	};
	const char *last = NULL, *accepted = NULL;
	struct list l;
	int c, left = 0, bad = 0;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'l':
			last = optarg;
			break;
		case 'B':
			only_new = true;
			last = optarg;
			break;
		case 'd':
			dialect = optarg;
			break;
		case 'r':
			read_renames(optarg);
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
		die("usage: pincer-findings [--last OR --base FINDINGS.JSON] [--renames TABLE] [--baseline LIST] [--below FOLDER] [--dialect NAME] FOLDER <RECORDS");
	l = read_records(stdin);
	fingerprints(&l);
	if (last && !compare(&l, last, only_new ? "then" : "the last run"))
		last = NULL;
	if (accepted)
		accept(&l, accepted);
	if (only_new) {
		int n = 0;

		for (int i = 0; i < l.n; i++)
			if (!strcmp(l.v[i].state, "new"))
				l.v[n++] = l.v[i];
		l.n = n;
	}
	write_json(&l, argv[optind]);
	write_sarif(&l, argv[optind], last);
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
