/* SPDX-License-Identifier: GPL-2.0 */
/* report.h: what is said to the user, and where. */
#ifndef PINCHECK_REPORT_H
#define PINCHECK_REPORT_H

#include <stdbool.h>
#include <stdio.h>

struct position;

/* A step of the path that leads to a finding. */
struct step {
	struct position *pos;	/* in the instruction, which stays */
	const char *text;
};

/* Where findings go; sparse's own messages have stderr to themselves. */
extern FILE *out;
extern int nr_findings;
extern bool muted;	/* a walk only to learn from it */
/* Are we the process of one file? */
extern bool in_file;

/* How such a process ends; sparse itself leaves by exit(1). */
enum { CLEAN = 0, NOT_WHOLE = 2, FOUND = 3, FOUND_NOT_WHOLE = 4 };

__attribute__((noreturn, format(printf, 1, 2))) void fatal(const char *fmt, ...);

/* finding: in sparse's form, its path as notes.  Said once for a rule and a place. */
void finding(const char *rule, struct position *pos, const char *function, const char *text,
	     const struct step *steps, int nr_steps);

#endif
