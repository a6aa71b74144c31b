// SPDX-License-Identifier: GPL-2.0
/*
 * pincer-spell: parts "x.h" and "x.c" are the sources of a tree, "names" the names of the API (else some of
 * them), "how" what is asked for: "views" (the same without such a part), "names" or "worlds"; with "module"
 * in it, of a module.
 */
#define main spell_main
#include "../../pairing/spell.c"
#undef main

#include "fuzz.h"

/* It says of a source whose #if do not fit together that it is read as it stands, and goes on. */
const bool expect_words = false;

static char tree[4000], out_dir[4000], names_file[4000], list_file[4000], how_file[4000], source_file[2][4096];

static void write_down(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) < 0 || fclose(f))
		die("%s: %s", path, strerror(errno));
}

void fuzz_init(const char *top, const char *dir)
{
	(void)top;
	snprintf(tree, sizeof(tree), "%.3900s/tree", dir);
	snprintf(out_dir, sizeof(out_dir), "%.3900s/views", dir);
	snprintf(names_file, sizeof(names_file), "%.3900s/names", dir);
	snprintf(list_file, sizeof(list_file), "%.3900s/list", dir);
	snprintf(how_file, sizeof(how_file), "%.3900s/how", dir);
	snprintf(source_file[0], sizeof(source_file[0]), "%s/x.h", tree);
	snprintf(source_file[1], sizeof(source_file[1]), "%s/x.c", tree);
	mkdir(tree, 0700);
	mkdir(out_dir, 0700);
	if (!freopen("/dev/null", "w", stdout))
		die("/dev/null: %s", strerror(errno));
}

void fuzz_one(const char *data, size_t len)
{
	char *argv[] = { "pincer-spell", "views", tree, names_file, out_dir, NULL };
	char how[100] = "views", list[20] = "";
	FILE *f;

	for (int i = 0; i < 2; i++)
		if (part_to(data, len, i ? "x.c" : "x.h", source_file[i]))
			strcat(list, i ? "x.c\n" : "x.h\n");
	write_down(list_file, list);
	if (!part_to(data, len, "names", names_file))
		write_down(names_file, "get_user_pages\nget_user_pages_fast\nput_page\n");
	if (part_to(data, len, "how", how_file)) {
		f = fopen(how_file, "r");
		how[f ? fread(how, 1, sizeof(how) - 1, f) : 0] = 0;
		if (f)
			fclose(f);
	}
	if (strstr(how, "module"))
		setenv("PINCER_MODULE", "1", 1);
	if (strstr(how, "names"))
		argv[1] = "names";
	if (strstr(how, "worlds"))
		argv[1] = "worlds";
	if (argv[1][0] != 'v')
		argv[4] = NULL;
	if (!freopen(list_file, "r", stdin))
		die("%s: %s", list_file, strerror(errno));
	exit(spell_main(argv[4] ? 5 : 4, argv));
}
