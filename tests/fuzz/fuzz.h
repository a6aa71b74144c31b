/* SPDX-License-Identifier: GPL-2.0 */
/* fuzz.h: what a target has to have, and what main.c gives it. */
#ifndef PINCER_FUZZ_H
#define PINCER_FUZZ_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Of a target.  What can be done once for all inputs; it is told where the tables are
 * (Pincer's own folder) and in which folder it may write.
 */
void fuzz_init(const char *top, const char *dir);
/*
 * One input, run once in a process of its own: what it leaves behind does not matter.
 * It may end the process as the program does; see expect_words.
 */
void fuzz_one(const char *data, size_t len);
/*
 * Does the target leave, on bad input, by status 2 with one line "pincer: ..." on standard
 * error, and has no word to say otherwise?  Then that is looked at.
 */
extern const bool expect_words;

/*
 * An input is one file, or several: each begins behind a line "@@NAME".  What stands before
 * the first such line has the name "".
 *
 * part_to: writes part NAME to the file PATH; false, and no file, if there is none.
 */
bool part_to(const char *data, size_t len, const char *name, const char *path);

#endif
