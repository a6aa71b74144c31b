/* SPDX-License-Identifier: GPL-2.0 */
/* kept.h: who keeps what it is given, unless it fails; known.tsv says so of those of other files. */
struct idr;
struct entry {
	struct list_head list;
	struct umem *umem;
	struct page **pages;
};

int table_add(struct entry *e);		/* keeps it */
void table_remove(struct entry *e);
int table_look(struct entry *e);	/* gets at the pages */
int idr_alloc(struct idr *idr, void *p, int start, int end, unsigned int flags);
bool __list_add_valid(struct list_head *new, struct list_head *prev, struct list_head *next);

static inline void list_add(struct list_head *new, struct list_head *head)
{
	if (!__list_add_valid(new, head, head->next))
		return;
	head->next->prev = new;
	new->next = head->next;
	new->prev = head;
	head->next = new;
}
