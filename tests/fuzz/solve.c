// SPDX-License-Identifier: GPL-2.0
/*
 * pincer-solve: parts "files" and "rows.REL" are what `load' takes, "facts" a database, "api" the
 * table of functions (Pincer's own without), "orders" what is said on standard input (all of it
 * without; DIR there is the folder of the rows).
 */
#define _GNU_SOURCE
#include <string.h>
#define main solve_main
#include "../../pairing/solve.c"
#undef main

#include <errno.h>
#include <glob.h>
#include <sys/stat.h>
#include "fuzz.h"

const bool expect_words = true;

static char load_dir[4000], path[4096], table[4096], schema[4096], facts[4096], orders[4096], here_is[4000];

static const char all_orders[] = "load DIR\ntypes DIR/../out\nprepare\nwant DIR/../out\ntouches\nknown DIR/../out\n"
	"tables DIR/../tables\nforget DIR/../list\nprepare\nwant DIR/../out\ntables DIR/../tables\n";

static void write_down(const char *to, const char *text)
{
	FILE *f = fopen(to, "w");

	if (!f || fputs(text, f) < 0 || fclose(f))
		die("%s: %s", to, strerror(errno));
}

/* The table as scripts/analyse.sh hands it on: without its comments. */
static void rows_only(const char *from, const char *to)
{
	FILE *in = fopen(from, "r"), *out = fopen(to, "w");
	char *line = NULL;
	size_t max = 0;

	if (!in || !out)
		die("%s: %s", from, strerror(errno));
	while (getline(&line, &max, in) > 0)
		if (*line != '#')
			fputs(line, out);
	free(line);
	fclose(in);
	if (fclose(out))
		die("%s: %s", to, strerror(errno));
}

void fuzz_init(const char *top, const char *dir)
{
	snprintf(here_is, sizeof(here_is), "%s", dir);
	snprintf(load_dir, sizeof(load_dir), "%.3900s/load", dir);
	mkdir(load_dir, 0700);
	snprintf(path, sizeof(path), "%.3900s/cocci/api.tsv", top);
	snprintf(table, sizeof(table), "%.3900s/api.tsv", dir);
	rows_only(path, table);
	snprintf(schema, sizeof(schema), "%s/pairing/schema.sql", top);
	snprintf(facts, sizeof(facts), "%.3900s/facts.db", dir);
	snprintf(orders, sizeof(orders), "%.3900s/orders", dir);
	snprintf(path, sizeof(path), "%.3900s/list", dir);
	write_down(path, "a.c\n");
	if (!freopen("/dev/null", "w", stdout))
		die("/dev/null: %s", strerror(errno));
}

/* Each part "rows.REL" becomes the file of that name, and there is no other one; REL is of small letters. */
static void write_rows(const char *data, size_t len)
{
	static const char first[] = "@@rows.", small[] = "abcdefghijklmnopqrstuvwxyz";
	const char *line = data, *end = data + len, *eol;
	char name[40];
	glob_t old;
	size_t n;

	snprintf(path, sizeof(path), "%s/rows.*", load_dir);
	if (!glob(path, 0, NULL, &old)) {
		for (size_t i = 0; i < old.gl_pathc; i++)
			unlink(old.gl_pathv[i]);
		globfree(&old);
	}
	for (; line < end && (eol = memchr(line, '\n', end - line)); line = eol + 1) {
		n = eol - line;
		if (n < sizeof(first) || n >= sizeof(name) || memcmp(line, first, sizeof(first) - 1))
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)n - 2, line + 2);
		if (strspn(name + 5, small) != n - 7)
			continue;
		snprintf(path, sizeof(path), "%s/%s", load_dir, name);
		part_to(data, len, name, path);
	}
}

void fuzz_one(const char *data, size_t len)
{
	static char plan[65536], said[65536], own[4096];
	char *argv[] = { "pincer-solve", facts, table, schema, NULL };
	char *out = said;
	size_t n;
	FILE *f;

	write_rows(data, len);
	snprintf(path, sizeof(path), "%s/files", load_dir);
	if (!part_to(data, len, "files", path))
		write_down(path, "a.c\tparse 1\n");
	part_to(data, len, "facts", facts);
	snprintf(own, sizeof(own), "%.3900s/api", here_is);
	if (part_to(data, len, "api", own))
		argv[2] = own;
	/* nothing may be read or written but here: DIR, and no other name */
	strcpy(plan, all_orders);
	snprintf(path, sizeof(path), "%.3900s/orders.in", here_is);
	if (part_to(data, len, "orders", path)) {
		f = fopen(path, "r");
		n = f ? fread(plan, 1, sizeof(plan) - 1, f) : 0;
		plan[n] = 0;
		if (memchr(plan, '/', n) || memchr(plan, '.', n))
			strcpy(plan, all_orders);
		if (f)
			fclose(f);
	}
	for (const char *p = plan; *p && out < said + sizeof(said) - 4200; ) {
		if (!strncmp(p, "DIR", 3)) {
			out = stpcpy(out, load_dir);
			p += 3;
		} else {
			*out++ = *p++;
		}
	}
	f = fopen(orders, "w");
	if (!f || (out > said && fwrite(said, out - said, 1, f) != 1) || fclose(f) || !freopen(orders, "r", stdin) || chdir(here_is))
		die("%s: %s", orders, strerror(errno));
	exit(solve_main(4, argv));
}
