/* SPDX-License-Identifier: GPL-2.0 */
#define TREE_DIRTY_LOCK_ARGS 2
