/* SPDX-License-Identifier: GPL-2.0 */
/* tables.h: what the tables say of a function: cocci/api.tsv and its sisters. */
#ifndef PINCHECK_TABLES_H
#define PINCHECK_TABLES_H

#include <stdbool.h>

enum ref {
	REF_NONE, REF_GUP, REF_PIN, REF_PLAIN,
	REF_OBJECT,	/* what holds references: whoever gives it back gives them back */
};

enum role {
	ROLE_ACQUIRE, ROLE_RELEASE, ROLE_ORIGIN, ROLE_DUP, ROLE_FREE_PAGE, ROLE_FLOW, ROLE_FOREIGN,
	ROLE_BORROW,
	/* of cocci/paths/kernel.tsv */
	ROLE_ASKED, ROLE_BYTES, ROLE_NOTHING, ROLE_COUNTED, ROLE_FREE, ROLE_ALLOC, ROLE_ZALLOC,
	ROLE_NORETURN, ROLE_DIRTY, ROLE_LOCK,
	/* of checker/kernel.tsv */
	ROLE_ZEROES, ROLE_INLINE, ROLE_KEEPS, ROLE_FAILS, ROLE_HOLDS, ROLE_EXEMPT, ROLE_ASYNC, ROLE_UNSURE, ROLE_SURE, ROLE_SANE,
	/* of pairing/objects.sql */
	ROLE_LEND, ROLE_INTO, ROLE_STAYS,
};

/* One row: "name" with "args" arguments (-1: any). */
struct row {
	char *name;
	int args;
	enum role role;
	int from, to;		/* argument from 1, 0 for the value, -1 for none */
	enum ref ref;
	bool is_unsigned;	/* ROLE_COUNTED: the count is */
	bool is_zero;		/* ROLE_ASKED: the value is 0 if all came, not how many */
	const char *as;		/* its plain-reference form: of which function */
	bool relay;		/* ROLE_RELEASE: drops what it was given, of whatever kind */
	bool is_negative;	/* ROLE_FAILS: its value then; else it is zero */
	bool learned;		/* no function of the API: known from other files */
	bool number;		/* ROLE_ACQUIRE: its value is the number of the page */
	bool counted;		/* ROLE_RELEASE: the last user's ends it */
	struct row *next;
};

/* Reads a table; dies if it cannot be read or a row is not in the right form. */
void read_api_table(const char *path);
void read_kernel_table(const char *path);
/* What is known of functions of other files (pairing/objects.sql), in the form of the API table. */
void read_known_table(const char *path);
/* ... a function that this file has itself is better known by its body. */
void forget_learned(const char *name);
/* Argument NR comes back: neither kept nor dropped; written to if ->to says so. */
const struct row *find_lent(const char *name, int nr);
/* Argument NR is kept by who is not known, unless the call fails and is negative. */
const struct row *find_staying(const char *name, int nr);

/* The row of a function called with so many arguments; NULL if there is none. */
const struct row *find_row(const char *name, int args, enum role role);
bool is_named(const char *name);	/* does any row name it? */
bool knows_fields(void);	/* functions that are called through the field of a struct: "struct.field" */
bool is_container(const char *tag);	/* a struct that pages are put into */
bool is_wrapping(const char *tag, const char *field);	/* ... and that field is only how */
bool begins_quiet(const char *name);	/* it begins like functions that keep none of their arguments */
void each_name(void (*fn)(const char *name));
void each_container(void (*fn)(const char *tag));

#endif
