/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef unsigned long pgoff_t;
typedef u64 kvm_pfn_t;

struct list_head {
	struct list_head *next, *prev;
};

struct work_struct {
	void (*func)(struct work_struct *work);
};

#endif
