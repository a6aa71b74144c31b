/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/types.h>

struct mm_struct;
struct vm_area_struct;
struct address_space;
struct inode;

struct page {
	unsigned long flags;
	struct address_space *mapping;
	struct list_head lru;
};

struct file {
	void *private_data;
};

struct vm_fault {
	unsigned long address;
	struct page *page;
};

struct frame_vector {
	unsigned int nr_allocated;
	unsigned int nr_frames;
	bool got_ref;
	void *ptrs[];
};

struct address_space_operations {
	int (*write_end)(struct file *file, struct address_space *mapping, struct page *page);
};

long get_user_pages(unsigned long start, unsigned long nr_pages, unsigned int gup_flags,
		    struct page **pages, struct vm_area_struct **vmas);
long get_user_pages_remote(struct task_struct *tsk, struct mm_struct *mm, unsigned long start,
			   unsigned long nr_pages, unsigned int gup_flags, struct page **pages,
			   struct vm_area_struct **vmas, int *locked);
long get_user_pages_locked(unsigned long start, unsigned long nr_pages, unsigned int gup_flags,
			   struct page **pages, int *locked);
long get_user_pages_unlocked(unsigned long start, unsigned long nr_pages, struct page **pages,
			     unsigned int gup_flags);
long get_user_pages_longterm(unsigned long start, unsigned long nr_pages, unsigned int gup_flags,
			     struct page **pages, struct vm_area_struct **vmas);
int get_user_pages_fast(unsigned long start, int nr_pages, int write, struct page **pages);
int get_vaddr_frames(unsigned long start, unsigned int nr_frames, unsigned int gup_flags,
		     struct frame_vector *vec);
void put_vaddr_frames(struct frame_vector *vec);
struct page **frame_vector_pages(struct frame_vector *vec);
struct page *follow_page(struct vm_area_struct *vma, unsigned long address,
			 unsigned int foll_flags);
struct page *find_get_page(struct address_space *mapping, pgoff_t index);
struct page *alloc_page(unsigned int gfp);
struct page *vmalloc_to_page(const void *addr);
struct page *virt_to_page(const void *addr);
struct page *compound_head(struct page *page);
void *page_address(const struct page *page);
void get_page(struct page *page);
void put_page(struct page *page);
void release_pages(struct page **pages, int nr);

#endif
