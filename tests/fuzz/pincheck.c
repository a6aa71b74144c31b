// SPDX-License-Identifier: GPL-2.0
/*
 * pincheck: part "" is the C file, "api", "known" and "asked" are the tables of these names.
 *
 * Run is what pincheck does in the process that it starts for each file.  Where libsparse breaks
 * (its text has a section of its own here, see build.sh), that process ends and pincheck says so:
 * that is no finding.  Where the checker's own code breaks, it is one.
 */
#define main pincheck_main
#include "../../checker/pincheck.c"
#undef main

#include <execinfo.h>
#include "fuzz.h"

const bool expect_words = false;

extern const char __start_sparse_text[], __stop_sparse_text[], __executable_start[], etext[];

static char source[4096], tables[3][4096], facts_file[4096];
static struct symbol_list *initial;
static char stack[1 << 16];

/* Whose code is it that broke: the first frame of this program; the sanitizers are in a library. */
static void broke(int sig)
{
	void *at[100];
	int n = backtrace(at, 100);

	for (int i = 2; i < n; i++) {
		const char *pc = at[i];

		if (pc >= __start_sparse_text && pc < __stop_sparse_text)
			_exit(0);
		if (pc >= __executable_start && pc < etext)
			break;
	}
	signal(sig, SIG_DFL);
	raise(sig);
}

void fuzz_init(const char *top, const char *dir)
{
	static const char *const part[] = { "api", "known", "asked" };
	static char include[4096];
	static char own[][40] = { "-D__PINCHECK__=1", "-D__GCC_ASM_FLAG_OUTPUTS__=1" };
	static char *args[] = { "pincheck", own[0], own[1], include, "x.c", NULL };
	struct string_list *files = NULL;
	struct sigaction sa = { .sa_handler = broke, .sa_flags = SA_ONSTACK | SA_RESETHAND };
	static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	void *warm[1];
	char path[4096];

	snprintf(source, sizeof(source), "%.3900s/x.c", dir);
	snprintf(facts_file, sizeof(facts_file), "%.3900s/typed", dir);
	for (int i = 0; i < 3; i++)
		snprintf(tables[i], sizeof(tables[i]), "%.3900s/%s", dir, part[i]);
	snprintf(path, sizeof(path), "%.3900s/cocci/api.tsv", top);
	read_api_table(path);
	snprintf(path, sizeof(path), "%.3900s/cocci/paths/kernel.tsv", top);
	read_kernel_table(path);
	snprintf(path, sizeof(path), "%.3900s/checker/kernel.tsv", top);
	read_kernel_table(path);
	out = fopen("/dev/null", "w");
	aside = tmpfile();
	if (!out || !aside)
		fatal("no file can be opened: %s", strerror(errno));
	snprintf(include, sizeof(include), "-I%.3900s/checker/validation", top);
	do_output = 0;
	initial = sparse_initialize(5, args, &files);
	declare_pinned();
	/* it loads a library when it is first called */
	backtrace(warm, 1);
	sigaltstack(&(stack_t) { .ss_sp = stack, .ss_size = sizeof(stack) }, NULL);
	for (int i = 0; i < 5; i++)
		sigaction(signals[i], &sa, NULL);
}

void fuzz_one(const char *data, size_t len)
{
	part_to(data, len, "", source);
	if (part_to(data, len, "api", tables[0]))
		read_api_table(tables[0]);
	if (part_to(data, len, "known", tables[1]))
		read_known_table(tables[1]);
	if (part_to(data, len, "asked", tables[2])) {
		asked = tables[2];
		read_asked(asked);
	}
	unlink(facts_file);
	typed = facts_file;
	in_file = true;
	check(initial, source);
}
