/* SPDX-License-Identifier: GPL-2.0 */
/* facts.h: what is said of page references, in the form of cocci/find. */
#ifndef PINCHECK_FACTS_H
#define PINCHECK_FACTS_H

struct symbol;

/* Appends the rows of all functions to that file: the relation first, then its columns. */
/* An initialised variable of the file, for that. */
void typed_global(struct symbol *sym);
void write_typed_facts(const char *path);

#endif
