/* SPDX-License-Identifier: GPL-2.0 */
/* summary.h: what a function does with pages for its callers, by walking it. */
#ifndef PINCHECK_SUMMARY_H
#define PINCHECK_SUMMARY_H

#include <stdio.h>

#include "cfg.h"
#include "value.h"

/* The walked function is left, with this value; what it took is in s. */
void summary_left(struct value *ret);
/* What was followed ended as it was handed to somebody unknown. */
void summary_handed_on(void);
/* The functions of this file that drop an array of pages that they are given. */
void summarise(void);
/* Rows af and ad of the facts (pairing/objects.sql). */
void write_summaries(FILE *facts);

#endif
