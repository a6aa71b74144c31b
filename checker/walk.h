/* SPDX-License-Identifier: GPL-2.0 */
/* walk.h: walking the paths of a function. */
#ifndef PINCHECK_WALK_H
#define PINCHECK_WALK_H

#include <stdbool.h>

struct function;
struct value;

/* Follows every acquisition of the file along all paths, and writes down what its functions do for others; functions are made already. */
void check_paths(bool only_summaries);

/* Walks FN, which GIVE gives references to begin with; and what its arguments are then, NULL for one that it does not use. */
void walk_given(struct function *fn, void (*give)(void));
struct value *walk_argument(int nr);

#endif
