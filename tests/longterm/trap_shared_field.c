// SPDX-License-Identifier: GPL-2.0
/* Two ways to one buffer, each of which unpins before it returns. */
#include <linux/mm.h>

struct tsf_card {
	struct page *map[64];
	int n;
};

static void tsf_unmap(struct tsf_card *card)
{
	unpin_user_pages(card->map, card->n);
	card->n = 0;
}

static ssize_t tsf_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct tsf_card *card = file->private_data;

	card->n = pin_user_pages_fast((unsigned long)buf, 64, 0, card->map);
	tsf_send(card);
	tsf_unmap(card);
	return len;
}

static long tsf_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct tsf_card *card = file->private_data;

	card->n = pin_user_pages_fast(arg, 64, 0, card->map);
	tsf_send(card);
	tsf_unmap(card);
	return 0;
}

static const struct file_operations tsf_fops = {
	.write = tsf_write,
	.unlocked_ioctl = tsf_ioctl,
};
