/* SPDX-License-Identifier: GPL-2.0 */
/* facts.h: what is said of page references, in the form of cocci/find. */
#ifndef PINCHECK_FACTS_H
#define PINCHECK_FACTS_H

struct symbol;

/* Appends the rows of all functions to that file: the relation first, then its columns. */
/* An initialised variable of the file, for that. */
void typed_global(struct symbol *sym);
void write_typed_facts(const char *path);

/* The struct that a field was declared in, if other files may know it; NULL for anything else. */
const char *tag_of_field(struct symbol *node);
void learn_all_types(void);	/* before that */

#endif
