/* SPDX-License-Identifier: GPL-2.0 */
/* source.h: a call as it is spelled in the source. */
#ifndef PINCHECK_SOURCE_H
#define PINCHECK_SOURCE_H

struct position;

/* Where a name stands: lines and characters count from 1. */
struct spelling {
	int line, col;
	char name[64];		/* empty: there is none */
};

/*
 * The function name of a call at POS, as the text of the file has it: sparse only
 * knows what is left after macros.  POS is the parenthesis, or the macro that the
 * call came out of: then NAME is looked for among its arguments.
 */
struct spelling spelled_at(const struct position *pos, const char *name);
/* Is the one argument of the call spelled there a plain name?  Which? */
bool spelled_bare(const struct position *pos, const struct spelling *s, char *name, int size);

#endif
