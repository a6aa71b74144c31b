// SPDX-License-Identifier: GPL-2.0
/*
 * pincer-scan: part "index" is an index of a tree, part "source" a C file, part "rows" rows of
 * sites.tsv about the file x.c.
 */
#define main scan_main
#include "../../pairing/scan.c"
#undef main

#include "fuzz.h"

const bool expect_words = true;

static char *index_file, *source_file, *rows_file, *source_tree, *empty_tree, *names_file, *list_file;

static char *below(const char *dir, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", dir, name) < 0)
		die("out of memory");
	return path;
}

static void write_down(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) < 0 || fclose(f))
		die("%s: %s", path, strerror(errno));
}

void fuzz_init(const char *top, const char *dir)
{
	(void)top;
	source_tree = below(dir, "tree");
	empty_tree = below(dir, "empty");
	mkdir(source_tree, 0700);
	mkdir(empty_tree, 0700);
	index_file = below(dir, "index");
	source_file = below(dir, "tree/x.c");
	rows_file = below(dir, "rows");
	names_file = below(dir, "names");
	list_file = below(dir, "list");
	write_down(names_file, "f\nget_user_pages\nput_page\n.put\nx\n");
	write_down(list_file, "x.c\n");
	if (!freopen("/dev/null", "w", stdout))
		die("/dev/null: %s", strerror(errno));
}

static void reads(const char *path)
{
	if (!freopen(path, "r", stdin))
		die("%s: %s", path, strerror(errno));
}

static void index_of(char *tree)
{
	now = (struct index) { 0 };
	turn = 0;
	cmd_index(tree, index_file);
}

void fuzz_one(const char *data, size_t len)
{
	bool source = part_to(data, len, "source", source_file);

	if (source) {
		read_names(names_file);
		for (int i = 0; i < 4; i++) {
			static void (*const each[])(const char *, const char *, size_t) = { calls, uses, branches, declares };

			reads(list_file);
			for_each_file(source_tree, each[i]);
		}
		if (part_to(data, len, "rows", rows_file)) {
			reads(rows_file);
			cmd_texts(source_tree);
		}
	}
	if (!part_to(data, len, "index", index_file) && !source)
		return;
	index_of(source ? source_tree : empty_tree);
	/* what was written now replaces the damaged one: that is read as well */
	for (int i = 0; i < 2; i++) {
		if (i && !part_to(data, len, "index", index_file))
			return;
		reads(names_file);
		cmd_query(index_file);
		reads(list_file);
		cmd_hash(index_file);
		cmd_sum(index_file, NULL);
		reads(list_file);
		cmd_sum(index_file, source_tree);
	}
}
