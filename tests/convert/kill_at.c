// SPDX-License-Identifier: GPL-2.0
/*
 * A library for LD_PRELOAD: the program ends itself with the signal KILL_WITH (KILL,
 * INT or TERM) directly before its KILL_AT-th call of those that change files, or of the one that
 * KILL_CALL names.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void count(const char *call)
{
	const char *at = getenv("KILL_AT"), *with = getenv("KILL_WITH"), *only = getenv("KILL_CALL");
	static int n;

	if (at && (!only || !strcmp(only, call)) && ++n == atoi(at))
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
	return REAL(fsync)(fd);
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
