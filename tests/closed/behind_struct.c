// SPDX-License-Identifier: GPL-2.0
/* What is looked at as something else stands behind the structure, in the same memory: the structure is what it is. */
#include <linux/mm.h>

struct bs_port { int number; };
struct bs_dev { struct page **pages; struct bs_port *port; int nr; };
struct bs_card { struct page **pages; int nr; };

void bs_init(struct bs_dev *dev)
{
	struct bs_port *port = (struct bs_port *)(dev + 1);

	dev->port = port;
}

int bs_take(struct bs_dev *dev, unsigned long addr)
{
	int got = get_user_pages_fast(addr, dev->nr, FOLL_WRITE, dev->pages); /* paired a */

	if (got == dev->nr)
		return 0;
	while (got > 0)
		put_page(dev->pages[--got]); /* convert a */
	return -EFAULT;
}

void bs_drop(struct bs_dev *dev)
{
	for (int i = 0; i < dev->nr; i++) {
		set_page_dirty_lock(dev->pages[i]);
		put_page(dev->pages[i]); /* convert a */
	}
}

/* the structure itself: who knows what is put there */
void bs_card_init(struct bs_card *card)
{
	struct bs_port *port = (struct bs_port *)card;

	port->number = 1;
}

int bs_card_take(struct bs_card *card, unsigned long addr)
{
	return get_user_pages_fast(addr, card->nr, FOLL_WRITE, card->pages); /* paired b */
}

void bs_card_drop(struct bs_card *card)
{
	for (int i = 0; i < card->nr; i++) {
		set_page_dirty_lock(card->pages[i]);
		put_page(card->pages[i]); /* mixed b */
	}
}
