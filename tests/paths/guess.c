// SPDX-License-Identifier: GPL-2.0
/* Right: a condition of which the walk cannot know whether it ever holds decides on the release. */
#include <linux/mm.h>

#define GU_SLOTS 4

struct gu_job {
	struct page *page;
	struct gu_state {
		int done, failed;
	} *state;
};

/* a job whose state says that it failed is in the hands of who set it: he knows it by its state */
int gu_fields(struct gu_job *job, unsigned long start)
{
	int ret;

	if (get_user_pages_fast(start, 1, 1, &job->page) != 1)
		return -EFAULT;
	gu_step(job->state);
	ret = gu_wait(start);
	if (ret < 0) {
		put_user_page(job->page);
		return ret;
	}
	if (job->state->failed)
		return -EIO;
	return 0;
}

/* two constants that stand in other files: the build knows which is the greater one */
int gu_constants(unsigned long start, int n)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	if (GU_SLOTS > GU_MOST)
		return -EINVAL;
	put_user_page(page);
	return n;
}

void gu_end(struct gu_job *job)
{
	put_user_page(job->page);
}
