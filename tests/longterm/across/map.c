// SPDX-License-Identifier: GPL-2.0
/* The file that knows nothing of pages has the entries. */
#include "across.h"

static ssize_t acr_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	return acr_pin(file->private_data, (unsigned long)buf);
}

static void acr_vma_close(struct vm_area_struct *vma)
{
	acr_put(vma->vm_private_data);
}

static const struct vm_operations_struct acr_vm_ops = {
	.close = acr_vma_close,
};

static const struct file_operations acr_fops = {
	.write = acr_write,
};
