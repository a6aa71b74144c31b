// SPDX-License-Identifier: GPL-2.0
/*
 * A library for LD_PRELOAD: the program ends itself with the signal KILL_WITH (KILL,
 * INT or TERM) directly before its KILL_AT-th call of those that change files, or of those that
 * KILL_CALL names (one, or several with a blank between).  Before its SAVE_AT-th (or several) it
 * has a shell run SAVE: somebody else, who is at work at that moment.  NO_FSYNC: nothing is waited for
 * that only matters when the power fails.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool counts(const char *call)
{
	const char *only = getenv("KILL_CALL"), *at = only;
	size_t len = strlen(call);

	for (; at && (at = strstr(at, call)); at += len)
		if ((at == only || at[-1] == ' ') && (!at[len] || at[len] == ' '))
			return true;
	return !only;
}

static bool is_in(const char *list, int n)
{
	char *end;

	for (; list && *list; list = end)
		if (strtol(list, &end, 10) == n || end == list)
			return end != list;
	return false;
}

static void save(const char *command)
{
	char *preload = strdup(getenv("LD_PRELOAD"));

	unsetenv("LD_PRELOAD");
	if (!preload || system(command))
		abort();
	setenv("LD_PRELOAD", preload, 1);
	free(preload);
}

static void count(const char *call)
{
	const char *at = getenv("KILL_AT"), *with = getenv("KILL_WITH");
	static int n;

	if (!counts(call))
		return;
	n++;
	if (is_in(getenv("SAVE_AT"), n))
		save(getenv("SAVE"));
	if (at && n == atoi(at))
		raise(with && !strcmp(with, "INT") ? SIGINT : with && !strcmp(with, "TERM") ? SIGTERM : SIGKILL);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int openat(int dir, const char *name, int flags, ...)
{
	va_list ap;
	mode_t mode = 0;

	if (flags & O_CREAT) {
		va_start(ap, flags);
		mode = va_arg(ap, mode_t);
		va_end(ap);
		count(__func__);
	}
	return REAL(openat)(dir, name, flags, mode);
}

ssize_t write(int fd, const void *from, size_t n)
{
	count(__func__);
	return REAL(write)(fd, from, n);
}

int fsync(int fd)
{
	count(__func__);
	return getenv("NO_FSYNC") ? 0 : REAL(fsync)(fd);
}

int renameat(int a, const char *from, int b, const char *to)
{
	count(__func__);
	return REAL(renameat)(a, from, b, to);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned int flags)
{
	count(__func__);
	return REAL(renameat2)(a, from, b, to, flags);
}

int unlinkat(int dir, const char *name, int flags)
{
	count(__func__);
	return REAL(unlinkat)(dir, name, flags);
}

int mkdirat(int dir, const char *name, mode_t mode)
{
	count(__func__);
	return REAL(mkdirat)(dir, name, mode);
}
