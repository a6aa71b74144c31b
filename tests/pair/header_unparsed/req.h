/* SPDX-License-Identifier: GPL-2.0 */
/* The parser gives up on this struct: its last member ends in a macro. */
struct hup_req {
	struct page **in;
	struct page **out;
	void *ctx[] HUP_ALIGNED_ATTR;
};

static inline void hup_set(struct hup_req *req, struct page **in, struct page **out)
{
	req->in = in;
	req->out = out;
}
