// SPDX-License-Identifier: GPL-2.0
/*
 * pincer-findings: part "records" is what it reads, "last" or "base" the findings of an earlier run, "renames",
 * "baseline" and "changed" the tables of these names.
 */
#define main findings_main
#include "../../pairing/findings.c"
#undef main

#include "fuzz.h"

const bool expect_words = true;

static char out_dir[4000], path[6][4096];

void fuzz_init(const char *top, const char *dir)
{
	(void)top;
	snprintf(out_dir, sizeof(out_dir), "%s", dir);
	if (!freopen("/dev/null", "w", stdout))
		die("/dev/null: %s", strerror(errno));
}

void fuzz_one(const char *data, size_t len)
{
	static const char *const part[] = { "records", "last", "renames", "baseline", "base", "changed" };
	static const char *const option[] = { NULL, "--last", "--renames", "--baseline", "--base", "--changed" };
	char *argv[14] = { "pincer-findings" };
	int argc = 1;

	for (int i = 0; i < 6; i++) {
		snprintf(path[i], sizeof(path[i]), "%.3900s/%s", out_dir, part[i]);
		if (!part_to(data, len, part[i], path[i]) || !option[i])
			continue;
		argv[argc++] = (char *)option[i];
		argv[argc++] = path[i];
	}
	argv[argc++] = out_dir;
	if (!freopen(path[0], "r", stdin) && !freopen("/dev/null", "r", stdin))
		die("/dev/null: %s", strerror(errno));
	exit(findings_main(argc, argv));
}
