// SPDX-License-Identifier: GPL-2.0
/* kernel.h: as much of a kernel's headers as the cases need. */
#define NULL ((void *)0)
#define GFP_KERNEL 0
#define ENOMEM 12
#define EFAULT 14
#define EINVAL 22
#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)

typedef unsigned long size_t;
typedef _Bool bool;
enum { false, true };

struct page {
	unsigned long flags;
	void *mapping;
};

struct vm_area_struct;
struct device;
struct list_head {
	struct list_head *next, *prev;
};
struct scatterlist {
	unsigned long page_link;
};

int get_user_pages_fast(unsigned long start, int nr, int write, struct page **pages);
int pin_user_pages_fast(unsigned long start, int nr, unsigned int flags, struct page **pages);
int get_user_pages_fast_only(unsigned long start, int nr, unsigned int flags, struct page **pages);
long get_user_pages(unsigned long start, unsigned long nr, unsigned int flags, struct page **pages,
		    struct vm_area_struct **vmas);
void put_user_page(struct page *page);
void put_user_pages(struct page **pages, unsigned long n);
void unpin_user_page(struct page *page);
void unpin_user_pages(struct page **pages, unsigned long n);
void release_pages(struct page **pages, int n);
void put_hwpoison_page(struct page *page);
int get_user_pages_fast_refs(unsigned long start, int nr, int write, struct page **pages);
struct page *alloc_pages(unsigned int gfp, unsigned int order);
struct page *find_get_page(void *mapping, unsigned long index);

/* inline, as in the kernel: has to be seen all the same */
void __put_page(struct page *page);
static inline void put_page(struct page *page)
{
	if (!--page->flags)
		__put_page(page);
}
static inline void get_page(struct page *page)
{
	page->flags++;
}

void *kmalloc(size_t size, unsigned int flags);
void *kzalloc(size_t size, unsigned int flags);
void *kcalloc(size_t n, size_t size, unsigned int flags);
void kfree(const void *p);

int set_page_dirty(struct page *page);
int set_page_dirty_lock(struct page *page);
void lock_page(struct page *page);
void unlock_page(struct page *page);
int PageReserved(struct page *page);
void *kmap(struct page *page);
void kunmap(struct page *page);
void sg_set_page(struct scatterlist *sg, struct page *page, unsigned int len, unsigned int offset);
void printk(const char *fmt, ...);

static inline void *ERR_PTR(long error)
{
	return (void *)error;
}
static inline long PTR_ERR(const void *p)
{
	return (long)p;
}
static inline bool IS_ERR(const void *p)
{
	return (unsigned long)p >= (unsigned long)-4095;
}

/* what the cases know nothing of */
int ask(unsigned long what);
int talk_about(struct page *page);
void *find(unsigned long what);
