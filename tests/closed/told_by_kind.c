// SPDX-License-Identifier: GPL-2.0
/*
 * A field says whether an object's pages are user pages or own ones: __free_page() stands where it says the one, a
 * release where it says the other, perhaps in functions of their own.  Where no field tells, a pin of a user page may
 * stay behind a __free_page().
 */
#include <linux/mm.h>

enum mem_kind { MEM_OWN, MEM_USER };

struct mem {
	enum mem_kind kind;
	struct page **pages;
	int n;
};

static void free_own(struct mem *mem)
{
	int i;

	for (i = 0; i < mem->n; i++)
		__free_page(mem->pages[i]);
}

int mem_own(struct mem *mem, int n)
{
	for (mem->n = 0; mem->n < n; mem->n++) {
		mem->pages[mem->n] = alloc_page(GFP_KERNEL);
		if (!mem->pages[mem->n]) {
			while (mem->n--)
				__free_page(mem->pages[mem->n]);
			return -ENOMEM;
		}
	}
	mem->kind = MEM_OWN;
	return 0;
}

int mem_user(struct mem *mem, unsigned long start, int n)
{
	mem->n = get_user_pages_fast(start, n, FOLL_WRITE, mem->pages);	/* paired */
	mem->kind = MEM_USER;
	return mem->n;
}

void mem_put(struct mem *mem)
{
	int i;

	switch (mem->kind) {
	case MEM_OWN:
		free_own(mem);
		break;
	case MEM_USER:
		for (i = 0; i < mem->n; i++) {
			set_page_dirty_lock(mem->pages[i]);
			put_page(mem->pages[i]);	/* convert */
		}
		break;
	}
}

/* The same without a field that tells. */
struct any {
	struct page **pages;
	int n;
};

void any_free(struct any *any)
{
	int i;

	for (i = 0; i < any->n; i++)
		__free_page(any->pages[i]);
}

int any_own(struct any *any)
{
	any->pages[0] = alloc_page(GFP_KERNEL);
	return any->pages[0] ? 0 : -ENOMEM;
}

int any_user(struct any *any, unsigned long start, int n)
{
	any->n = get_user_pages_fast(start, n, FOLL_WRITE, any->pages);	/* unknown */
	return any->n;
}

void any_put(struct any *any)
{
	int i;

	for (i = 0; i < any->n; i++) {
		set_page_dirty_lock(any->pages[i]);
		put_page(any->pages[i]);	/* unknown */
	}
}

/* What stood in the slot before goes, then another one comes. */
struct one {
	struct page *page;
};

int one_own(struct one *one)
{
	if (one->page)
		__free_page(one->page);
	one->page = alloc_page(GFP_KERNEL);	/* keep */
	return one->page ? 0 : -ENOMEM;
}

int one_user(struct one *one, unsigned long start)
{
	return get_user_pages_fast(start, 1, FOLL_WRITE, &one->page);	/* paired */
}

void one_put(struct one *one)
{
	set_page_dirty_lock(one->page);
	put_page(one->page);	/* mixed */
}

/* A flag says something, but not whose pages these are: nothing allocates any. */
struct flagged {
	struct page **pages;
	int n, dirty;
};

static void drop_clean(struct flagged *f)
{
	int i;

	for (i = 0; i < f->n; i++)
		__free_page(f->pages[i]);
}

int flagged_user(struct flagged *f, unsigned long start, int n)
{
	f->n = get_user_pages_fast(start, n, FOLL_WRITE, f->pages);	/* unknown */
	return f->n;
}

void flagged_dirty(struct flagged *f)
{
	int i;

	for (i = 0; f->dirty && i < f->n; i++) {
		if (f->dirty) {
			set_page_dirty_lock(f->pages[i]);
			put_page(f->pages[i]);	/* unknown */
		}
	}
}

void flagged_clean(struct flagged *f)
{
	if (!f->dirty)
		drop_clean(f);
}
