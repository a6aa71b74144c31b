/* SPDX-License-Identifier: GPL-2.0 */
/* walk.h: walking the paths of a function. */
#ifndef PINCHECK_WALK_H
#define PINCHECK_WALK_H

#include <stdbool.h>

#include "tables.h"

struct function;
struct value;

/* Follows every acquisition of the file along all paths, and writes down what its functions do for others; functions are made already. */
void check_paths(bool only_summaries);
/* Only whether the functions that are asked for keep what they are given. */
void check_asked(void);

/* Walks FN, which GIVE gives references to begin with; and what its arguments are then, NULL for one that it does not use. */
void walk_given(struct function *fn, enum ref ref, void (*give)(void));
struct value *walk_argument(int nr);

#endif
