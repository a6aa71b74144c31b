// SPDX-License-Identifier: GPL-2.0
void f(struct slot *slots, unsigned int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_user_page(slots[i].page);
}
