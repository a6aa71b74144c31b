// SPDX-License-Identifier: GPL-2.0
/* The interrupt starts a worker that unpins. */
#include <linux/mm.h>

struct twk_job {
	struct work_struct work;
	struct page **pages;
	int n;
};

static void twk_work(struct work_struct *work)
{
	struct twk_job *job = container_of(work, struct twk_job, work);

	unpin_user_pages(job->pages, job->n);
}

static int twk_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct twk_job *job = file->private_data;

	INIT_WORK(&job->work, twk_work);
	job->n = pin_user_pages_fast(vma->vm_start, job->n, FOLL_WRITE, job->pages);
	return 0;
}

static int twk_close(struct inode *inode, struct file *file)
{
	struct twk_job *job = file->private_data;

	twk_work(&job->work);
	return 0;
}

static const struct file_operations twk_fops = {
	.mmap = twk_mmap,
	.release = twk_close,
};
