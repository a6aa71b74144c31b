// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "mtf.h"

void mtf_release(struct mtf_vec *v)
{
	release_pages(v->slots, v->n); /* mixed a */
}
