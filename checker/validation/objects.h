/* SPDX-License-Identifier: GPL-2.0 */
/* objects.h: functions of other files; known.tsv says what they do. */
struct umem {
	int n;
};
struct region {
	struct umem *umem, *other;
	int n, kind;
};
struct hw;

struct umem *umem_get(unsigned long start);
void umem_release(struct umem *umem);
int umem_count(struct umem *umem);
int hw_register(struct region *r);	/* writes to it */
int hw_look(struct region *r);		/* does not */
struct data *data_alloc(struct page **pages);	/* keeps them in what it returns */
void data_send(struct data *data);
void keep(struct hw *hw, struct region *r);
unsigned long gfn_to_number(unsigned long gfn);
struct page *gfn_to_page(unsigned long gfn);
void release_number(unsigned long pfn);
