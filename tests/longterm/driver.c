// SPDX-License-Identifier: GPL-2.0
/* Held until the driver is taken off its device, on whatever bus. */
#include <linux/mm.h>

struct dr_card { struct page **ring; int n; };

static int dr_set(struct dr_card *c, unsigned long addr)
{
	return pin_user_pages_fast(addr, c->n, FOLL_WRITE, c->ring); /* PIN008 */
}

static ssize_t dr_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t count)
{
	return dr_set(dev_get_drvdata(dev), simple_strtoul(buf, NULL, 0)) < 0 ? -EFAULT : count;
}
static DEVICE_ATTR_WO(dr);

static void dr_remove(struct sdio_func *func)
{
	struct dr_card *c = sdio_get_drvdata(func);

	unpin_user_pages(c->ring, c->n);
}

static struct sdio_driver dr_driver = {
	.remove = dr_remove,
};
