// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "req.h"

void hup_done(struct hup_req *req, int n)
{
	while (n--)
		put_page(req->out[n]); /* convert a */
}

int hup_run(struct hup_req *req, unsigned long addr, struct page **in, struct page **out)
{
	int n = get_user_pages_fast(addr, 4, 1, out); /* paired a */

	hup_set(req, in, out);
	return n;
}

void hup_in_done(struct hup_req *req)
{
	put_page(req->in[0]); /* keep */
}
