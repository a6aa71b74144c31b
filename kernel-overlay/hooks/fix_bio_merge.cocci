// SPDX-License-Identifier: GPL-2.0
/// A piece of a page that becomes part of the segment before it brought a
/// reference of its own, and a segment is put once: drop that reference. (As
/// bio_map_user_iov() does. Before 5.1, where a segment is of one page; upstream
/// does so from 5.3 on. In a file that is converted, the new call.)
//
// Only where: if \(WARN_ON_ONCE\(bio_add_page\(bio, page, len, offset\) != len\)\)
// Not where: same_page
// May be absent.
// Must appear: if \(bio->bi_vcnt == vcnt\)
@converted@
@@
put_user_page(...)

@depends on converted@
identifier bio, page, len, offset, pages, i;
@@
__bio_iov_iter_get_pages(...)
{
<...
	struct page *page = pages[i];
+	unsigned short vcnt = bio->bi_vcnt;
	...
	if (WARN_ON_ONCE(bio_add_page(bio, page, len, offset) != len))
		return -EINVAL;
+	if (bio->bi_vcnt == vcnt)
+		put_user_page(page);
...>
}

@depends on never converted@
identifier bio, page, len, offset, pages, i;
@@
__bio_iov_iter_get_pages(...)
{
<...
	struct page *page = pages[i];
+	unsigned short vcnt = bio->bi_vcnt;
	...
	if (WARN_ON_ONCE(bio_add_page(bio, page, len, offset) != len))
		return -EINVAL;
+	if (bio->bi_vcnt == vcnt)
+		put_page(page);
...>
}
