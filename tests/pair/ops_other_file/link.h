/* SPDX-License-Identifier: GPL-2.0 */
struct oof_buf {
	struct page **pages;
	int n;
};

struct oof_ops {
	struct oof_buf *(*bind)(struct page **pages, int n);
};

struct oof_link {
	const struct oof_ops *ops;
};

struct oof_buf *oof_wire_bind(struct page **pages, int n);
