// SPDX-License-Identifier: GPL-2.0
/*
 * Plain-reference forms of the get_user_pages() family and of what forwards
 * it. Each takes pins and turns them into ordinary references at once: the
 * page stays referenced all the time.
 */
#include <linux/bio.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/uio.h>

/* Turns the references into ordinary ones; got is what the call returned. */
static long to_refs(struct page **pages, long got)
{
	if (got > 0)
		gup_pins_to_refs(pages, got);
	return got;
}

long get_user_pages_refs(unsigned long start, unsigned long nr_pages,
			 unsigned int gup_flags, struct page **pages,
			 struct vm_area_struct **vmas)
{
	return to_refs(pages, get_user_pages(start, nr_pages, gup_flags, pages,
					     vmas));
}
EXPORT_SYMBOL(get_user_pages_refs);

#ifdef TREE_HAS_GET_USER_PAGES_LOCKED
long get_user_pages_locked_refs(unsigned long start, unsigned long nr_pages,
				unsigned int gup_flags, struct page **pages,
				int *locked)
{
	return to_refs(pages, get_user_pages_locked(start, nr_pages, gup_flags,
						    pages, locked));
}
EXPORT_SYMBOL(get_user_pages_locked_refs);
#endif

long get_user_pages_unlocked_refs(unsigned long start, unsigned long nr_pages,
				  struct page **pages, unsigned int gup_flags)
{
	return to_refs(pages, get_user_pages_unlocked(start, nr_pages, pages,
						      gup_flags));
}
EXPORT_SYMBOL(get_user_pages_unlocked_refs);

#ifdef CONFIG_MMU
#if TREE_REMOTE_ARGS == 8
long get_user_pages_remote_refs(struct task_struct *tsk, struct mm_struct *mm,
				unsigned long start, unsigned long nr_pages,
				unsigned int gup_flags, struct page **pages,
				struct vm_area_struct **vmas, int *locked)
{
	return to_refs(pages, get_user_pages_remote(tsk, mm, start, nr_pages,
						    gup_flags, pages, vmas,
						    locked));
}
#else
long get_user_pages_remote_refs(struct mm_struct *mm, unsigned long start,
				unsigned long nr_pages, unsigned int gup_flags,
				struct page **pages,
				struct vm_area_struct **vmas, int *locked)
{
	return to_refs(pages, get_user_pages_remote(mm, start, nr_pages,
						    gup_flags, pages, vmas,
						    locked));
}
#endif
EXPORT_SYMBOL(get_user_pages_remote_refs);
#endif

#ifdef TREE_HAS_GET_USER_PAGES_LONGTERM
long get_user_pages_longterm_refs(unsigned long start, unsigned long nr_pages,
				  unsigned int gup_flags, struct page **pages,
				  struct vm_area_struct **vmas)
{
	long got = get_user_pages_longterm(start, nr_pages, gup_flags, pages,
					   vmas);

	return to_refs(pages, got);
}
EXPORT_SYMBOL(get_user_pages_longterm_refs);
#endif

int get_user_pages_fast_refs(unsigned long start, int nr_pages,
			     unsigned int flags, struct page **pages)
{
	return to_refs(pages, get_user_pages_fast(start, nr_pages, flags,
						  pages));
}
EXPORT_SYMBOL(get_user_pages_fast_refs);

#ifdef TREE_HAS___GET_USER_PAGES_FAST
int __get_user_pages_fast_refs(unsigned long start, int nr_pages, int write,
			       struct page **pages)
{
	return to_refs(pages, __get_user_pages_fast(start, nr_pages, write,
						    pages));
}
EXPORT_SYMBOL(__get_user_pages_fast_refs);
#endif

#ifdef TREE_HAS_GET_USER_PAGES_FAST_ONLY
int get_user_pages_fast_only_refs(unsigned long start, int nr_pages,
				  unsigned int gup_flags, struct page **pages)
{
	return to_refs(pages, get_user_pages_fast_only(start, nr_pages,
						       gup_flags, pages));
}
EXPORT_SYMBOL(get_user_pages_fast_only_refs);

bool get_user_page_fast_only_refs(unsigned long addr, unsigned int gup_flags,
				  struct page **page)
{
	return get_user_pages_fast_only_refs(addr, 1, gup_flags, page) == 1;
}
EXPORT_SYMBOL(get_user_page_fast_only_refs);
#endif

/* How many pages hold bytes, the first of which is start bytes into its page */
static unsigned long pages_of(size_t bytes, size_t start)
{
	return DIV_ROUND_UP(start + bytes, PAGE_SIZE);
}

#ifdef TREE_HAS_IOV_ITER_GET_PAGES
ssize_t iov_iter_get_pages_refs(struct iov_iter *i, struct page **pages,
				size_t maxsize, unsigned int maxpages,
				size_t *start)
{
	ssize_t bytes = iov_iter_get_pages(i, pages, maxsize, maxpages, start);

	if (bytes > 0)
		gup_pins_to_refs(pages, pages_of(bytes, *start));
	return bytes;
}
EXPORT_SYMBOL(iov_iter_get_pages_refs);

ssize_t iov_iter_get_pages_alloc_refs(struct iov_iter *i, struct page ***pages,
				      size_t maxsize, size_t *start)
{
	ssize_t bytes = iov_iter_get_pages_alloc(i, pages, maxsize, start);

	if (bytes > 0)
		gup_pins_to_refs(*pages, pages_of(bytes, *start));
	return bytes;
}
EXPORT_SYMBOL(iov_iter_get_pages_alloc_refs);
#endif

#ifdef TREE_HAS_IOV_ITER_GET_PAGES2
ssize_t iov_iter_get_pages2_refs(struct iov_iter *i, struct page **pages,
				 size_t maxsize, unsigned int maxpages,
				 size_t *start)
{
	ssize_t bytes = iov_iter_get_pages2(i, pages, maxsize, maxpages, start);

	if (bytes > 0)
		gup_pins_to_refs(pages, pages_of(bytes, *start));
	return bytes;
}
EXPORT_SYMBOL(iov_iter_get_pages2_refs);

ssize_t iov_iter_get_pages_alloc2_refs(struct iov_iter *i, struct page ***pages,
				       size_t maxsize, size_t *start)
{
	ssize_t bytes = iov_iter_get_pages_alloc2(i, pages, maxsize, start);

	if (bytes > 0)
		gup_pins_to_refs(*pages, pages_of(bytes, *start));
	return bytes;
}
EXPORT_SYMBOL(iov_iter_get_pages_alloc2_refs);
#endif

#ifdef CONFIG_BLOCK
int bio_iov_iter_get_pages_refs(struct bio *bio, struct iov_iter *iter)
{
	struct bvec_iter added = bio->bi_iter;
	unsigned int had = bio->bi_iter.bi_size;
	bool merged;
	struct bio_vec bv;
	int ret = bio_iov_iter_get_pages(bio, iter);

#ifdef TREE_HAS_BIO_NO_PAGE_REF
	if (bio_flagged(bio, BIO_NO_PAGE_REF))
		return ret;
#endif
	/* what came behind the bytes that the bio had: one page a segment */
	added.bi_size = bio->bi_iter.bi_size;
	bio_advance_iter(bio, &added, had);
	/* a piece of a page that the bio had holds no reference of its own */
	merged = added.bi_size && added.bi_bvec_done &&
		 offset_in_page(bio_iter_offset(bio, added));
	__bio_for_each_segment(bv, bio, added, added) {
		if (!merged)
			gup_pins_to_refs(&bv.bv_page, 1);
		merged = false;
	}
	return ret;
}
EXPORT_SYMBOL(bio_iov_iter_get_pages_refs);
#endif
