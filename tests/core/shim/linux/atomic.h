/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's atomics by C11's: what returns a value is a full barrier. */
#ifndef SHIM_ATOMIC_H
#define SHIM_ATOMIC_H

#include <stdatomic.h>
#include <stdbool.h>

typedef struct { atomic_int v; } atomic_t;

static inline int atomic_read(const atomic_t *a)
{
	return atomic_load_explicit(&((atomic_t *)a)->v, memory_order_relaxed);
}

static inline void atomic_sub_kernel(int n, atomic_t *a)
{
	atomic_fetch_sub_explicit(&a->v, n, memory_order_relaxed);
}

static inline bool atomic_try_cmpxchg(atomic_t *a, int *old, int new)
{
	return atomic_compare_exchange_strong(&a->v, old, new);
}

#endif
