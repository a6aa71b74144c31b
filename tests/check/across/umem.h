/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>

struct umem {
	struct page **pages;
	int n;
};
struct kref {
	int n;
};
struct region {
	struct kref users;
	struct umem *umem;
	int key;
};

struct umem *umem_get(unsigned long start, int n);
void umem_release(struct umem *umem);
int umem_count(struct umem *umem);
int array_fill(unsigned long start, int n, struct page **pages);
void array_drop(struct page **pages, int n);
int hw_register(struct region *r);
int hw_add(struct region *r);
void hw_unref(struct region *r);
int umem_try_release(struct umem *umem);
int kref_put(struct kref *users, void (*release)(struct kref *users));
