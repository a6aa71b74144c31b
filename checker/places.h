/* SPDX-License-Identifier: GPL-2.0 */
/* places.h: how the facts name places, and say something of them. */
#ifndef PINCHECK_PLACES_H
#define PINCHECK_PLACES_H

#include <stdbool.h>

#define MAX_NAME 512

struct function;
struct symbol;

/* A place, as text; empty for none. */
struct place {
	char name[MAX_NAME];
};

/* The function that is told of. */
extern struct function *here;
extern const char *here_file;
extern char here_name[MAX_NAME];	/* qualified */

struct place named(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Static functions and variables of two files are two. */
struct place qualified(struct symbol *sym);
void row(const char *relation, const char *file, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
bool names_code(struct symbol *sym);
/* The struct that holds pages, or the page itself. */
bool holds_pages(struct symbol *type);

/* Rows of what the function does with what it is given (given.c). */
void of_objects(struct function *f);

#endif
