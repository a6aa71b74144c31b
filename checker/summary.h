/* SPDX-License-Identifier: GPL-2.0 */
/* summary.h: what a function does with pages for its callers, by walking it. */
#ifndef PINCHECK_SUMMARY_H
#define PINCHECK_SUMMARY_H

#include <stdbool.h>
#include <stdio.h>

#include "cfg.h"
#include "value.h"

/* The walked function is left, with this value; what it took is in s.  True: it was walked for this only. */
bool summary_left(struct value *ret);
/* What is followed is handed to somebody unknown: does the walk go on? */
bool summary_keeps(void);
/* There are more paths than were walked. */
void summary_cut(void);
/* V is freed, or released: is it that, or read from it? */
void summary_ends(struct value *v);
/* The functions of this file that drop an array of pages that they are given. */
void summarise(void);
/* Those of the list in that file, "p:function:argument", that keep what they are given only if they succeed. */
void read_asked(const char *path);
void summarise_asked(void);
/* Rows af, ad and ks of the facts (pairing/objects.sql). */
void write_summaries(FILE *facts);
void write_summaries_to(const char *path);

#endif
