// SPDX-License-Identifier: GPL-2.0
/*
 * main.c: runs one target (scan.c, spell.c, solve.c, findings.c, pincheck.c), which has a whole program
 * of Pincer in it.
 *
 *	TARGET TOP DIR FILE...			each input in a process of its own; says which break it
 *	TARGET TOP DIR --rounds N FILE...	N inputs made out of these, always the same ones
 *	TARGET TOP DIR --once FILE		one input, here (for afl-fuzz)
 *
 * A program is broken by a signal, by what a sanitizer says, by a third minute of CPU time, or
 * by leaving with a status or with words that it must not leave with.  Then the input lies in
 * DIR/broken.N, and the exit status is 1.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fuzz.h"

#define CPU_SECONDS 120
#define MAX_INPUT (1 << 20)	/* bytes */

static const char *dir;
static FILE *report;		/* the target may have another standard output */
static int refused;		/* how many inputs the program said no to */
static int words;		/* what the program says on standard error */

/* Of the sanitizers: a finding is a signal, to whoever looks on. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "abort_on_error=1:detect_leaks=0:allocator_may_return_null=1:handle_abort=0:max_allocation_size_mb=2000";
}

const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void)
{
	return "print_stacktrace=1:abort_on_error=1";
}

static void __attribute__((noreturn)) trouble(const char *what)
{
	fprintf(stderr, "fuzz: %s: %s\n", what, strerror(errno));
	_exit(2);
}

bool part_to(const char *data, size_t len, const char *name, const char *path)
{
	const char *end = data + len, *at = data, *line, *eol;
	bool found = !*name;
	FILE *f;

	for (line = data; line < end; line = eol) {
		eol = memchr(line, '\n', end - line);
		eol = eol ? eol + 1 : end;
		if (eol - line < 3 || line[0] != '@' || line[1] != '@')
			continue;
		if (found)
			break;
		at = eol;
		found = (size_t)(eol - line) == strlen(name) + 3 && !memcmp(line + 2, name, strlen(name)) && eol[-1] == '\n';
	}
	unlink(path);
	if (!found)
		return false;
	f = fopen(path, "wb");
	if (!f || (line > at && fwrite(at, line - at, 1, f) != 1) || fclose(f))
		trouble(path);
	return true;
}

/* ---- one input ---- */

/* How the program leaves: by 0 or 1 without a word, by 2 with one line. */
static void left(int status, void *unused)
{
	char said[8192];
	ssize_t n;

	(void)unused;
	fflush(NULL);
	n = pread(words, said, sizeof(said), 0);
	if (status == 2 && n > 8 && !memcmp(said, "pincer: ", 8) && memchr(said, '\n', n) == said + n - 1)
		return;
	if ((status == 0 || status == 1) && n == 0)
		return;
	dprintf(words, "fuzz: left by status %d with these words\n", status);
	abort();
}

static void run(const char *data, size_t len)
{
	if (ftruncate(words, 0))
		trouble("words");
	if (dup2(words, STDERR_FILENO) < 0)
		trouble("standard error");
	if (expect_words)
		on_exit(left, NULL);
	fuzz_one(data, len);
	exit(0);
}

/* Runs it in a child; is the program whole? */
static bool try(const char *data, size_t len)
{
	int status;
	pid_t child;

	fflush(NULL);
	if (ftruncate(words, 0) || lseek(words, 0, SEEK_SET) < 0)
		trouble("words");
	child = fork();
	if (child < 0)
		trouble("fork");
	if (!child) {
		setrlimit(RLIMIT_CPU, &(struct rlimit) { CPU_SECONDS, CPU_SECONDS });
		setrlimit(RLIMIT_CORE, &(struct rlimit) { 0, 0 });
		run(data, len);
	}
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			trouble("wait");
	if (WIFSIGNALED(status)) {
		fprintf(report, "signal: %s\n", strsignal(WTERMSIG(status)));
		return false;
	}
	refused += WEXITSTATUS(status) == 2;
	return true;
}

static void say(const char *what, const char *data, size_t len)
{
	static int broken;
	char path[4096], text[4096];
	ssize_t n, from = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/broken.%d", dir, broken++);
	f = fopen(path, "wb");
	if (!f || (len && fwrite(data, len, 1, f) != 1) || fclose(f))
		trouble(path);
	fprintf(report, "%s breaks it; the input is %s\n", what, path);
	while ((n = pread(words, text, sizeof(text), from)) > 0) {
		fwrite(text, 1, n, report);
		from += n;
	}
	fflush(report);
}

/* ---- many ---- */

static struct input {
	char *name, *data;
	size_t len;
} *inputs;
static int n_inputs;

static void read_input(char *name)
{
	struct input *in;
	FILE *f = fopen(name, "rb");

	inputs = realloc(inputs, (n_inputs + 1) * sizeof(*inputs));
	if (!f || !inputs)
		trouble(name);
	in = &inputs[n_inputs++];
	in->name = name;
	in->data = malloc(MAX_INPUT);
	if (!in->data)
		trouble(name);
	in->len = fread(in->data, 1, MAX_INPUT, f);
	fclose(f);
}

/* The same numbers in each run. */
static uint64_t seed = 0x9e3779b97f4a7c15ull;

static uint64_t any(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return below ? (seed >> 11) % below : 0;
}

/* In BUF at AT, instead of OLD bytes, the NEW ones. */
static void replace(char *buf, size_t *len, size_t at, size_t old, const char *with, size_t new)
{
	if (*len - old + new > MAX_INPUT)
		return;
	memmove(buf + at + new, buf + at + old, *len - at - old);
	memcpy(buf + at, with, new);
	*len += new - old;
}

/* Where the cell begins that AT is in, and how long it is: of tables, between tabs and line ends. */
static size_t cell(const char *buf, size_t len, size_t at, size_t *n)
{
	size_t end = at;

	while (at > 0 && buf[at - 1] != '\t' && buf[at - 1] != '\n')
		at--;
	while (end < len && buf[end] != '\t' && buf[end] != '\n')
		end++;
	*n = end - at;
	return at;
}

static void spoil(char *buf, size_t *len)
{
	static const char *const bits[] = {
		"\t", "\n", "\t\t", "(", ")", "{", "}", "*", "&", "\\\n", "\"", "'", "/*", "*/", "//", "#", "->", ".", ";", ",",
		"-1", "0", "99999999999999999999", "-2147483648", "4294967295", ":", "!", "@", "\n#define x(y) y", "\n#if 0\n", "\n#else\n", "\n#endif\n",
		"struct ", "typedef ", "static ", "return ", "sizeof", "get_user_pages", "put_page", "page", "\xff", "/../",
	};
	static const uint64_t numbers[] = {
		0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000,
		0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff, 0x2000000000000000, 0x4000000000000001,
	};
	size_t at = any(*len + 1), n = any(*len - at + 1), to;
	const struct input *other;
	const char *bit;
	char piece[1000];
	size_t x;

	if (n > 4096)
		n = 1 + any(4096);
	switch (any(12)) {
	case 0:
		if (at < *len)
			buf[at] ^= 1 << any(8);
		break;
	case 1:
		if (at < *len)
			buf[at] = any(256);
		break;
	case 2:		/* a number of the binary formats */
		x = numbers[any(sizeof(numbers) / sizeof(*numbers))];
		n = any(2) ? 4 : 8;
		at &= ~(n - 1);
		if (at + n <= *len)
			memcpy(buf + at, &x, n);
		break;
	case 3: case 4:
		bit = bits[any(sizeof(bits) / sizeof(*bits))];
		replace(buf, len, at, 0, bit, strlen(bit));
		break;
	case 5:		/* cut out, cut short */
		replace(buf, len, at, any(4) ? n % 64 % (*len - at + 1) : *len - at, "", 0);
		break;
	case 6:		/* once more, somewhere else */
		other = &(struct input) { .data = memcpy(malloc(n + 1), buf + at, n) };
		to = any(*len + 1);
		replace(buf, len, to, 0, other->data, n);
		free(other->data);
		break;
	case 7:		/* many times more, to nest or to overflow */
		if (at == *len || *len > 20000)
			break;
		for (x = any(3) ? any(20) : any(2000), n = 1 + n % 8; x && at + n <= *len && *len < 40000; x--) {
			memcpy(piece, buf + at, n);
			replace(buf, len, at, 0, piece, n);
		}
		break;
	case 8:		/* of another input */
		other = &inputs[any(n_inputs)];
		to = any(other->len + 1);
		n = any(other->len - to + 1);
		replace(buf, len, at, any(2) ? *len - at : 0, other->data + to, n);
		break;
	default:	/* a cell as another one */
		at = cell(buf, *len, at, &n);
		to = cell(buf, *len, any(*len + 1), &x);
		if (x > 1000)
			break;
		memcpy(piece, buf + to, x);
		replace(buf, len, at, n, piece, x);
		break;
	}
}

static int rounds(long n)
{
	char *buf = malloc(MAX_INPUT);
	char name[40];
	int bad = 0;

	if (!buf)
		trouble("memory");
	for (long i = 0; i < n; i++) {
		const struct input *in = &inputs[any(n_inputs)];
		size_t len = in->len;

		memcpy(buf, in->data, len);
		for (int k = any(3) ? 1 + any(4) : 1 + any(30); k > 0; k--)
			spoil(buf, &len);
		snprintf(name, sizeof(name), "round %ld", i);
		if (!try(buf, len)) {
			say(name, buf, len);
			bad++;
		}
		if (bad == 10)
			break;
	}
	fprintf(report, "%ld rounds, %d refused, %d broke it\n", n, refused, bad);
	free(buf);
	return bad;
}

int main(int argc, char **argv)
{
	bool once = argc > 3 && !strcmp(argv[3], "--once");
	long n_rounds = 0;
	int bad = 0, from = 3;

	if (argc < 4) {
		fputs("usage: TARGET TOP DIR [--rounds N | --once] FILE...\n", stderr);
		return 2;
	}
	dir = realpath(argv[2], NULL);
	if (!dir)
		trouble(argv[2]);
	report = fdopen(dup(STDOUT_FILENO), "w");
	words = memfd_create("words", MFD_CLOEXEC);
	if (!report || words < 0 || fcntl(words, F_SETFL, O_APPEND))
		trouble("words");
	fuzz_init(argv[1], dir);
#ifdef __AFL_HAVE_MANUAL_CONTROL
	__AFL_INIT();
#endif
	if (once)
		from++;
	if (!strcmp(argv[3], "--rounds") && argc > 5) {
		n_rounds = atol(argv[4]);
		from += 2;
	}
	for (int i = from; i < argc; i++)
		read_input(argv[i]);
	if (once)
		run(inputs[0].data, inputs[0].len);
	if (n_rounds)
		return rounds(n_rounds) != 0;
	for (int i = 0; i < n_inputs; i++)
		if (!try(inputs[i].data, inputs[i].len)) {
			say(inputs[i].name, inputs[i].data, inputs[i].len);
			bad++;
		}
	fprintf(report, "%d inputs, %d refused, %d broke it\n", n_inputs, refused, bad);
	return bad != 0;
}
