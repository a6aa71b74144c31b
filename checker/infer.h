/* SPDX-License-Identifier: GPL-2.0 */
/* infer.h: which declared pointers meet pinned pages, as facts for the whole program. */
#ifndef PINCHECK_INFER_H
#define PINCHECK_INFER_H

/* Appends the facts of the file that was read to PATH; infer.c says which. */
void write_facts(const char *path);

#endif
