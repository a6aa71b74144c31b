/* SPDX-License-Identifier: GPL-2.0 */
/* arrays.h: functions of other files; known.tsv says what they do. */
int array_fill(unsigned long start, int n, struct page **pages);	/* how many came */
int array_fill_all(unsigned long start, int n, struct page **pages);	/* all, or an error */
void *memcpy(void *to, const void *from, size_t n);
int array_one(unsigned long start, struct page **page);	/* one, or an error */
void array_drop(struct page **pages, int n);

extern struct page *map;
#define page_to_number(page) ((unsigned long)((page) - map))
