/* SPDX-License-Identifier: GPL-2.0 */
struct ht_handle {
	int key;
};

struct ht_region {
	struct hd_area *area;
	struct hd_area *second;
	struct ht_handle handle;
	void *table;
};

static inline struct ht_region *to_region(struct ht_handle *handle)
{
	return container_of(handle, struct ht_region, handle);
}

static inline int ht_pages(struct hd_area *area)
{
	return area->n;
}
