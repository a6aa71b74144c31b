/* SPDX-License-Identifier: GPL-2.0 */
struct box {
	void *data;		/* whatever fills it */
	unsigned long n;
	void (*empty)(struct box *box);
};

int box_of_user(struct box *box, unsigned long start);
void box_free(struct box *box);
