/* SPDX-License-Identifier: GPL-2.0 */
struct sor_map {
	struct page *page;
};

void sor_add(struct sor_map *map, struct page **pages, int n);
