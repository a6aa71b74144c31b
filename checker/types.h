/* SPDX-License-Identifier: GPL-2.0 */
/* types.h: which field of which struct is declared where, and what a type can hold. */
#ifndef PINCHECK_TYPES_H
#define PINCHECK_TYPES_H

#include <stdbool.h>
#include <stddef.h>

struct symbol;

struct member {
	struct symbol *sym;		/* SYM_NODE */
	char tag[200];
	const char *field;
	struct member *next;
};

/* The structs that TYPE is made of, and those they point to; a nested one without a tag is OUTER's. */
void learn_type(struct symbol *type, const char *outer, int depth);
/* The field that was declared as this; copies of a declaration keep its position. */
struct member *member_of(struct symbol *node);
/* Is it, or does it point to, a struct? */
struct symbol *inner_type(struct symbol *t);
void tag_of(struct symbol *type, char *tag, size_t size);
bool is_c_file(const char *name);

/* A type of that name, if it is an integer, is a page number. */
void mark_number(const char *tag);
bool is_number(struct symbol *t);
/* Can a value of this type be, or hold, a page reference by itself?  As sf of the facts has it. */
const char *shape_of(struct symbol *type);
const char *shape_of_result(struct symbol *fn);
bool relevant(struct symbol *type);
bool is_pagey(struct symbol *type);	/* nothing but pages */
int depth_of(struct symbol *t);

#endif
