/* SPDX-License-Identifier: GPL-2.0 */
struct acr_map {
	struct kref ref;
	struct page *page;
};

int acr_pin(struct acr_map *map, unsigned long addr);
void acr_put(struct acr_map *map);
