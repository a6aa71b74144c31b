// SPDX-License-Identifier: GPL-2.0
/* Right: what is put beside the page before becomes part of what holds that one. */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

static struct scatterlist *mg_add(struct scatterlist *sg, struct page **pages, int n)
{
	bool first = !sg_page(sg), join = false;
	int i = 0;

	if (!first && page_to_pfn(sg_page(sg)) + (sg->length >> PAGE_SHIFT) == page_to_pfn(pages[0]))
		join = true;
	while (i != n) {
		struct page *page = pages[i];
		int len;

		for (len = 0; i != n && page_to_pfn(page) + len == page_to_pfn(pages[i]); len++)
			i++;
		if (join) {
			sg_set_page(sg, sg_page(sg), sg->length + (len << PAGE_SHIFT), 0);
			join = false;
			continue;
		}
		if (!first)
			sg = sg_next(sg);
		sg_set_page(sg, page, len << PAGE_SHIFT, 0);
		first = false;
	}
	return sg;
}

int mg_fill(struct mg_obj *obj, unsigned long addr, int n)
{
	struct page **pages = (struct page **)__get_free_page(GFP_KERNEL);
	struct scatterlist *sg = obj->sgl;
	int ret = 0;

	if (!pages)
		return -ENOMEM;
	while (n) {
		ret = get_user_pages_fast(addr, min(n, 512), 1, pages);
		if (ret <= 0)
			goto out;
		n -= ret;
		addr += ret * PAGE_SIZE;
		sg = mg_add(sg, pages, ret);
	}
	ret = 0;
out:
	free_page((unsigned long)pages);
	return ret;
}

/* right: the same page again is counted down at once */
int mg_frags(struct mg_skb *skb, struct iov_iter *from, size_t length)
{
	int frag = skb->nr_frags;

	while (length && iov_iter_count(from)) {
		struct page *pages[16];
		struct page *last = NULL;
		ssize_t copied;
		size_t start;
		int refs = 0, n = 0;

		if (frag == 16)
			return -EMSGSIZE;
		copied = iov_iter_get_pages(from, pages, length, 16 - frag, &start);
		if (copied < 0)
			return -EFAULT;
		length -= copied;
		for (; copied > 0; copied -= PAGE_SIZE) {
			struct page *page = pages[n++];

			if (frag && page == skb->frags[frag - 1].page) {
				last = page;
				refs++;
				continue;
			}
			mg_frag(skb, frag++, page, start);
		}
		if (refs)
			page_ref_sub(last, refs);
	}
	return 0;
}
