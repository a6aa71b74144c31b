/* SPDX-License-Identifier: GPL-2.0 */
/* count.h: entries that are released by their count, which stays. */
#ifndef PINCHECK_COUNT_H
#define PINCHECK_COUNT_H

void check_counts(void);

#endif
