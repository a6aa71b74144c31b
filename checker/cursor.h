/* SPDX-License-Identifier: GPL-2.0 */
/* cursor.h: arrays of pages of which the struct around them knows which slots are still in use. */
#ifndef PINCHECK_CURSOR_H
#define PINCHECK_CURSOR_H

#include <stdbool.h>

#include "cfg.h"

/* The field of a struct that is, or names, the array of pages that P of function F points into; NULL if it is none. */
struct symbol *array_field(struct function *f, pseudo_t p);
/* Does a function of the file take pages out of the array in FIELD by what stands beside it? */
bool has_cursor(struct symbol *field);

#endif
