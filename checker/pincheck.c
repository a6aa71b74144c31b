// SPDX-License-Identifier: GPL-2.0
/*
 * pincheck: a sparse that follows page references.
 *
 * Takes what sparse takes.  Each file is read in a process of its own, so that
 * one which cannot be read, or breaks the checker, does not keep the others from
 * being checked.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib.h"
#include "allocate.h"
#include "token.h"
#include "parse.h"
#include "symbol.h"
#include "evaluate.h"
#include "expression.h"
#include "linearize.h"
#include "scope.h"

#include "cfg.h"
#include "count.h"
#include "facts.h"
#include "qualify.h"
#include "report.h"
#include "summary.h"
#include "tables.h"
#include "types.h"
#include "walk.h"

#ifndef PINCER_TOP
#error PINCER_TOP has to name the folder of the tables
#endif

#define OWN_ARGUMENTS 2

static bool want_status, want_sparse, only_facts;
static const char *api_extra, *known, *typed, *asked;

static const char usage[] =
	"usage: pincheck [option of sparse]... FILE.c...\n"
	"  as sparse, and: make C=2 CHECK=/path/to/pincheck\n"
	"  --status      exit status 1 if something was found, 2 if a file could not be read whole,\n"
	"                3 for both (without it: 0, so that a kernel build goes on)\n"
	"  --sparse      show what sparse itself has to say as well\n"
	"  --api FILE    more functions, in the form of cocci/api.tsv\n"
	"  --known FILE  what is known of functions of other files, in the same form\n"
	"  --typed FILE  append the facts that cocci/find reports, as the types tell them (for make audit and annotate)\n"
	"  --facts       nothing but these\n"
	"  --asked FILE  whether the functions with arguments that FILE names keep what they are given there; with --facts beside them, else only that\n";

/* Takes our own options out of the arguments; what is left is sparse's. */
static int own_options(int argc, char **argv)
{
	int i, n = 1;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--status")) {
			want_status = true;
		} else if (!strcmp(argv[i], "--sparse")) {
			want_sparse = true;
		} else if (!strcmp(argv[i], "--api")) {
			if (++i == argc)
				fatal("--api takes the name of a table");
			api_extra = argv[i];
		} else if (!strcmp(argv[i], "--facts")) {
			only_facts = true;
		} else if (!strcmp(argv[i], "--known")) {
			if (++i == argc)
				fatal("--known takes the name of a table");
			known = argv[i];
		} else if (!strcmp(argv[i], "--typed")) {
			if (++i == argc)
				fatal("--typed takes the name of a file");
			typed = argv[i];
		} else if (!strcmp(argv[i], "--asked")) {
			if (++i == argc)
				fatal("--asked takes the name of a file");
			asked = argv[i];
		} else if (!strcmp(argv[i], "--help")) {
			fputs(usage, stdout);
			exit(0);
		} else {
			argv[n++] = argv[i];
		}
	}
	argv[n] = NULL;
	return n;
}

/*
 * What the tables name is not to be expanded inline: it would be gone before we
 * see it.
 */
static void keep_call(const char *name)
{
	struct ident *ident = built_in_ident(name);
	struct symbol *sym;

	if (find_row(name, -1, ROLE_INLINE))
		return;
	for (sym = ident->symbols; sym; sym = sym->next_id)
		if (sym->namespace == NS_SYMBOL)
			sym->ctype.modifiers &= ~MOD_INLINE;
}

static void linearise(struct symbol_list *list)
{
	struct symbol *sym;

	FOR_EACH_PTR(list, sym) {
		struct entrypoint *ep;

		/* an inline function is listed as it was declared where its address was taken first */
		if (sym->ctype.base_type && sym->ctype.base_type->type == SYM_FN && sym->definition && sym->definition != sym) {
			sym = sym->definition;
			if (!(sym->ctype.modifiers & MOD_INLINE) || was_made(sym))
				continue;
		}
		expand_symbol(sym);
		typed_global(sym);
		ep = linearize_symbol(sym);
		/* a broken declaration may leave a body without a name */
		if (ep && ep->entry && sym->ident)
			make_function(ep);
	} END_FOR_EACH_PTR(sym);
}

/* Sparse's own messages: kept aside, for the first error among them. */
static FILE *aside;

/* What sparse says where it lost its way in the text; other errors cost a declaration. */
static bool is_fatal(const char *message)
{
	static const char *const signs[] = { "error: unable to open", "error: Expected ", "error: got " };
	unsigned int i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (strstr(message, signs[i]))
			return true;
	return false;
}

/*
 * As sparse() does it, with a look at each type that gets a name: that one is a page
 * number, another is not, can be told by no more, and sparse forgets it.
 */
static struct symbol_list *read_source(char *file)
{
	struct ident *keyword = built_in_ident("typedef");
	struct token *token;
	int fd = open(file, O_RDONLY);
	struct stat st;

	/* a folder would be a file without a word in it */
	if (fd < 0 || fstat(fd, &st) || S_ISDIR(st.st_mode))
		die("No such file: %s", file);
	translation_unit_used_list = NULL;
	new_file_scope();
	base_filename = file;
	token = tokenize(NULL, file, fd, NULL, includepath);
	close(fd);
	token = preprocess(token);
	while (!eof_token(token)) {
		bool names_type = token_type(token) == TOKEN_IDENT && token->ident == keyword;

		token = external_declaration(token, &translation_unit_used_list, NULL);
		if (names_type)
			each_container(mark_number);
	}
	clear_token_alloc();
	if (has_error & ERROR_CURR_PHASE)
		has_error = ERROR_PREV_PHASE;
	evaluate_symbol_list(translation_unit_used_list);
	return translation_unit_used_list;
}

/* Did the parser get through? */
static bool cannot_be_read(void)
{
	static char text[65536];
	ssize_t n;

	if (!(has_error & ERROR_PREV_PHASE))
		return false;
	fflush(stderr);
	n = pread(fileno(aside), text, sizeof(text) - 1, 0);
	text[n < 0 ? 0 : n] = 0;
	return n < 0 || is_fatal(text);
}

static void check(struct symbol_list *initial, char *file)
{
	struct symbol_list *list = read_source(file);
	struct function *f;

	/* half a function says anything */
	if (cannot_be_read())
		return;
	each_name(keep_call);
	linearise(initial);
	linearise(list);
	for (f = functions; f; f = f->next)
		forget_learned(f->name);
	if (asked)
		check_asked();
	if (asked && !only_facts) {
		if (typed)
			write_summaries_to(typed);
		return;
	}
	check_paths(only_facts);
	if (!only_facts) {
		check_counts();
		check_qualifiers();
	}
	if (typed)
		write_typed_facts(typed);
}

/* Were there any? */
static bool say_errors(const char *file)
{
	char *text = NULL;
	size_t size = 0;
	int n = 0;

	rewind(aside);
	while (getline(&text, &size, aside) > 0) {
		bool error = is_fatal(text) || strstr(text, "No such file");

		if (want_sparse)
			fputs(text, out);
		if (error && !n++) {
			text[strcspn(text, "\n")] = 0;
			fprintf(out, "pincheck: %s: cannot be read, not checked; sparse says: %s\n", file, text);
		}
	}
	free(text);
	return n;
}

/* What the user sees: a bit for each, so that both can be told. */
enum { FINDINGS = 1, TROUBLE = 2 };

/* The last thing that sparse, or we, had to say before the end of FILE, or of all (NULL). */
static void say_last(const char *file)
{
	char *text = NULL, last[1000] = "";
	size_t size = 0;

	rewind(aside);
	while (getline(&text, &size, aside) > 0) {
		text[strcspn(text, "\n")] = 0;
		snprintf(last, sizeof(last), "%s", text);
	}
	free(text);
	if (file)
		fprintf(out, "pincheck: %s: not checked%s%s\n", file, *last ? "; the last word was: " : "", last);
	else
		fprintf(out, "pincheck: nothing is checked; see to the options%s%s\n", *last ? ", the last word was: " : "", last);
}

/*
 * What a file may cost.  A kernel's needs some 100 MiB and a few seconds; a macro that doubles
 * what it is given forty times would take all that the machine has.
 */
#define MAX_MEMORY (4UL << 30)		/* bytes */
#define MAX_TIME 900			/* seconds of CPU time */

static void limit(int what, rlim_t most)
{
	struct rlimit now;

	if (!getrlimit(what, &now) && now.rlim_cur > most) {
		now.rlim_cur = most;
		setrlimit(what, &now);
	}
}

static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU };
#define NR_SIGNALS (sizeof(signals) / sizeof(*signals))

/*
 * What is to be included before each file (-include) is read by this process itself.  If that
 * breaks sparse, or is not there, nothing can be checked: that is said here.
 */
static bool prepared;

static void broke_down(int sig)
{
	static const char text[] = "pincheck: nothing is checked: what the command line includes, or an option, breaks the checker\n";

	(void)sig;
	if (write(fileno(out), text, sizeof(text) - 1) < 0)
		_exit(TROUBLE);
	_exit(TROUBLE);
}

/* sparse leaves by exit() where it cannot go on. */
static void left_early(void)
{
	if (prepared)
		return;
	say_last(NULL);
	fflush(out);
	_exit(TROUBLE);
}

static void watch_signals(void)
{
	static char stack[1 << 16];
	struct sigaction sa = { .sa_handler = broke_down, .sa_flags = SA_ONSTACK };
	unsigned int i;

	sigaltstack(&(stack_t) { .ss_sp = stack, .ss_size = sizeof(stack) }, NULL);
	for (i = 0; i < NR_SIGNALS; i++)
		sigaction(signals[i], &sa, NULL);
}

static void leave_signals(void)
{
	unsigned int i;

	for (i = 0; i < NR_SIGNALS; i++)
		signal(signals[i], SIG_DFL);
}

/* One file, in a process of its own. */
static int check_file(struct symbol_list *initial, char *file)
{
	int status, rc;
	pid_t child;

	fflush(NULL);
	child = fork();
	if (child < 0) {
		fprintf(out, "pincheck: %s: not checked, no process can be started for it: %s\n", file, strerror(errno));
		return TROUBLE;
	}
	if (!child) {
		in_file = true;
		check(initial, file);
		fflush(NULL);
		_exit(cannot_be_read() ? NOT_WHOLE : nr_findings ? FOUND : CLEAN);
	}
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			fatal("%s: lost its process: %s", file, strerror(errno));
	if (WIFSIGNALED(status)) {
		fprintf(out, "pincheck: %s: not checked, %s (%s)\n", file, WTERMSIG(status) == SIGKILL ?
			"it was killed; is there enough memory? fewer JOBS need less" :
			WTERMSIG(status) == SIGXCPU ? "it takes too long; see to its macros and includes" :
			"the checker broke down; please report it", strsignal(WTERMSIG(status)));
		rc = TROUBLE;
	} else {
		rc = WEXITSTATUS(status) == FOUND ? FINDINGS : WEXITSTATUS(status) == CLEAN ? 0 :
		     WEXITSTATUS(status) == FOUND_NOT_WHOLE ? FINDINGS | TROUBLE : TROUBLE;
	}
	if (((rc & TROUBLE) || want_sparse) && !say_errors(file) && (rc & TROUBLE) && !WIFSIGNALED(status))
		say_last(file);
	if (ftruncate(fileno(aside), 0))
		fatal("%s: %s", file, strerror(errno));
	rewind(aside);
	return rc;
}

/*
 * For sparse: so that a header can tell us from it; and what gcc says of itself where
 * it makes values of the flags of x86.  Without that the bit operations jump out of
 * their asm, which sparse does not see.
 */
static char **sparse_arguments(int argc, char **argv)
{
	static char own[][40] = { "-D__PINCHECK__=1", "-D__GCC_ASM_FLAG_OUTPUTS__=1" };
	char **all = calloc(argc + OWN_ARGUMENTS + 1, sizeof(*all));
	int i;

	if (!all)
		fatal("out of memory");
	all[0] = argv[0];
	for (i = 0; i < OWN_ARGUMENTS; i++)
		all[1 + i] = own[i];
	memcpy(all + 1 + OWN_ARGUMENTS, argv + 1, (argc - 1) * sizeof(*all));
	return all;
}

int main(int argc, char **argv)
{
	struct string_list *files = NULL;
	struct symbol_list *initial;
	int all = 0;
	char *file;

	argc = own_options(argc, argv);
	if (argc < 2) {
		fputs(usage, stderr);
		return 2;
	}
	read_api_table(PINCER_TOP "/cocci/api.tsv");
	read_kernel_table(PINCER_TOP "/cocci/paths/kernel.tsv");
	read_kernel_table(PINCER_TOP "/checker/kernel.tsv");
	if (!api_extra)
		api_extra = getenv("API_EXTRA");
	if (api_extra && *api_extra)
		read_api_table(api_extra);
	if (known)
		read_known_table(known);
	if (asked)
		read_asked(asked);

	out = fdopen(dup(STDERR_FILENO), "w");
	aside = tmpfile();
	if (!out || !aside || dup2(fileno(aside), STDERR_FILENO) < 0)
		fatal("no file can be opened: %s", strerror(errno));
	/* what was found before a crash is not lost with it */
	setvbuf(out, NULL, _IOLBF, 0);
	do_output = 0;
#ifndef __SANITIZE_ADDRESS__
	limit(RLIMIT_AS, MAX_MEMORY);
#endif
	limit(RLIMIT_CPU, MAX_TIME);
	watch_signals();
	atexit(left_early);
	initial = sparse_initialize(argc + OWN_ARGUMENTS, sparse_arguments(argc, argv), &files);
	declare_pinned();
	prepared = true;
	leave_signals();
	FOR_EACH_PTR(files, file) {
		all |= check_file(initial, file);
	} END_FOR_EACH_PTR(file);
	fflush(out);
	return want_status ? all : 0;
}
