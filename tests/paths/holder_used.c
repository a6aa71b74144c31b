// SPDX-License-Identifier: GPL-2.0
/* Users of the objects of holder.c, in a file without a page in it. */
#include <linux/slab.h>

struct hu_region {
	struct hd_area *area;
	int key;
};

/* the object that has the area is freed alone */
struct hu_region *hu_register(struct hu_dev *dev, unsigned long start, int n)
{
	struct hu_region *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!r)
		return ERR_PTR(ret);
	r->area = hd_get(start, n);
	if (IS_ERR(r->area)) {
		ret = -EFAULT;
		goto err;
	}
	ret = hu_table(dev, hd_count(r->area));
	if (ret)
		goto err;
	return r;
err:
	kfree(r);	/* PIN003 */
	return ERR_PTR(ret);
}

/* left without it */
int hu_probe(struct hu_dev *dev, unsigned long start)
{
	struct hd_area *area = hd_get(start, 1);

	if (IS_ERR(area))
		return PTR_ERR(area);
	if (hu_busy(dev))
		return -EBUSY;	/* PIN003 */
	hu_touch(dev, hd_count(area));
	hd_put(area);
	return 0;
}

/* right: each way out gives it back, or keeps it */
int hu_attach(struct hu_dev *dev, struct hu_slot *slot, unsigned long start, int n)
{
	struct hd_area *area;
	int ret;

	area = hd_get(start, n);
	ret = PTR_ERR_OR_ZERO(area);
	if (ret)
		return ret;
	if (hd_count(area) > 16) {
		ret = -E2BIG;
		goto put;
	}
	ret = hu_map(dev, n);
	if (ret)
		goto put;
	slot->area = area;
	return 0;
put:
	hd_put(area);
	return ret;
}

/* right: handed on; what is behind that function is not known */
int hu_hand_on(struct hu_dev *dev, unsigned long start)
{
	struct hd_area *area = hd_get(start, 1);

	if (IS_ERR(area))
		return PTR_ERR(area);
	return hu_consume(dev, area);
}

/* right: its user count may end it, wherever that is */
int hu_counted(struct hu_dev *dev, unsigned long start)
{
	struct hd_area *area = hd_get(start, 1);

	if (IS_ERR(area))
		return PTR_ERR(area);
	hu_ref_put(&area->ref);
	return 0;
}
