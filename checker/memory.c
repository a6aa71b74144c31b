// SPDX-License-Identifier: GPL-2.0
/*
 * memory.c: where libsparse gets its memory from, in place of its own compat-linux.c.
 *
 * Reading a kernel file takes tens of megabytes in pieces of 32 KiB.  From a few large
 * mappings of huge pages, where there are such, that costs a tenth of the time less.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lib.h"
#include "allocate.h"

#define PIECE (16UL << 20)

static char *piece;
static unsigned long left;
static struct freed {
	struct freed *next;
	unsigned long size;
} *freed;

void *blob_alloc(unsigned long size)
{
	struct freed **f;
	char *p;

	size = (size + 4095) & ~4095UL;
	for (f = &freed; *f; f = &(*f)->next) {
		if ((*f)->size == size) {
			p = (char *)*f;
			*f = (*f)->next;
			return memset(p, 0, size);
		}
	}
	if (left < size) {
		unsigned long n = size > PIECE ? size : PIECE;

		p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (p == MAP_FAILED)
			return NULL;
		madvise(p, n, MADV_HUGEPAGE);
		piece = p;
		left = n;
	}
	p = piece;
	piece += size;
	left -= size;
	return p;
}

void blob_free(void *addr, unsigned long size)
{
	struct freed *f = addr;

	f->size = (size + 4095) & ~4095UL;
	f->next = freed;
	freed = f;
}

/* The other thing that stands in there. */
long double string_to_ld(const char *nptr, char **endptr)
{
	return strtold(nptr, endptr);
}
