// SPDX-License-Identifier: GPL-2.0
/// A piece of a page that becomes part of the segment before it brought a
/// reference of its own, and a segment is put once: drop that reference. (As
/// bio_map_user_iov() does. Before 5.1, where a segment is of one page; upstream
/// does so from 5.3 on. In a file that is converted, the new call.) Only the
/// first piece of a call can be one, and not if it begins with its page: the
/// question is that of __bio_try_merge_page(), asked where no loop pays for it.
//
// Only where: if \(WARN_ON_ONCE\(bio_add_page\(bio, page, len, offset\) != len\)\)
// Not where: same_page
// May be absent.
// Must appear: last->bv_page == pages\[0\] &&
@converted@
@@
put_user_page(...)

@asks@
identifier bv, page, off;
@@
__bio_try_merge_page(...)
{
<+...
	if (page == bv->bv_page && off == bv->bv_offset + bv->bv_len) { ... }
...+>
}

@depends on asks && converted@
identifier bio, page, len, offset, pages, i, left, size;
@@
__bio_iov_iter_get_pages(...)
{
<...
+	if (offset && bio->bi_vcnt) {
+		struct bio_vec *last = &bio->bi_io_vec[bio->bi_vcnt - 1];
+
+		if (last->bv_page == pages[0] && offset == last->bv_offset + last->bv_len)
+			put_user_page(pages[0]);
+	}
	for (left = size, i = 0; left > 0; left -= len, i++) {
		struct page *page = pages[i];
		...
		if (WARN_ON_ONCE(bio_add_page(bio, page, len, offset) != len))
			return -EINVAL;
		...
	}
...>
}

@depends on asks && never converted@
identifier bio, page, len, offset, pages, i, left, size;
@@
__bio_iov_iter_get_pages(...)
{
<...
+	if (offset && bio->bi_vcnt) {
+		struct bio_vec *last = &bio->bi_io_vec[bio->bi_vcnt - 1];
+
+		if (last->bv_page == pages[0] && offset == last->bv_offset + last->bv_len)
+			put_page(pages[0]);
+	}
	for (left = size, i = 0; left > 0; left -= len, i++) {
		struct page *page = pages[i];
		...
		if (WARN_ON_ONCE(bio_add_page(bio, page, len, offset) != len))
			return -EINVAL;
		...
	}
...>
}
