/* SPDX-License-Identifier: GPL-2.0 */
/* walk.h: walking the paths of a function. */
#ifndef PINCHECK_WALK_H
#define PINCHECK_WALK_H

/* Follows every acquisition of the file along all paths; functions are made already. */
void check_paths(void);

#endif
