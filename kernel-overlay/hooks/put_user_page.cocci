// SPDX-License-Identifier: GPL-2.0
/// The tree's own put_user_page() is put_page(): <linux/gup_pin.h> has both
/// forms of it.
//
// Only where: ^static inline void put_user_page\(
// May be absent.
// Must not remain: put_user_page\(struct
@@
identifier page;
@@
-static inline void put_user_page(struct page *page)
-{
-	put_page(page);
-}
