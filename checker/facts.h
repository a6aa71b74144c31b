/* SPDX-License-Identifier: GPL-2.0 */
/* facts.h: what is said of page references, in the form of cocci/find. */
#ifndef PINCHECK_FACTS_H
#define PINCHECK_FACTS_H

#include <stdbool.h>

struct instruction;
struct symbol;

/* A variable of the file that may be initialised with functions. */
void typed_global(struct symbol *sym);
/* Appends the rows of all functions to that file: the relation first, then its columns. */
void write_typed_facts(const char *path);
/* The field of a table of functions that the call goes through, as "struct.field"; NULL for none. */
const char *called_through(struct instruction *call);
/* Is a field of this type declared in a struct that only wraps pages? */
bool in_container(struct symbol *field);
/* A path ended as this function got the references as argument NR. */
void typed_given_away(const char *name, int nr);

#endif
