/* SPDX-License-Identifier: GPL-2.0 */
/* qualify.h: __pinned, a qualifier of struct page, and what its declarations promise. */
#ifndef PINCHECK_QUALIFY_H
#define PINCHECK_QUALIFY_H

/* Makes __attribute__((pinned)) known; before the sources are read. */
void declare_pinned(void);

/* Releases whose argument is declared otherwise. */
void check_qualifiers(void);

#endif
