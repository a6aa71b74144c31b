// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

static vm_fault_t handle_pte_fault(struct vm_fault *vmf)
{
	pte_t entry = vmf->orig_pte;

	if (vmf->flags & FAULT_FLAG_WRITE) {
		if (!pte_write(entry))
			return do_wp_page(vmf);
		entry = pte_mkdirty(entry);
	}
	set(vmf, entry);
	return 0;
}
