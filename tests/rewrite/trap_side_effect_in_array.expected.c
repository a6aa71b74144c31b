// SPDX-License-Identifier: GPL-2.0
void f(struct ring *ring, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		put_user_page(next_array(ring)[i]);
	for (i = 0; i < n; i++)
		put_user_page((*ring->walk++)[i]);
}
