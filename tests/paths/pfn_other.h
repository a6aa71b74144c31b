/* SPDX-License-Identifier: GPL-2.0 */
static inline unsigned long pn_get_pfn(unsigned long gfn)
{
	return gfn;
}
