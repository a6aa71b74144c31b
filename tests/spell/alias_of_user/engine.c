// SPDX-License-Identifier: GPL-2.0
/* Who uses the pages knows them as a scatterlist only, and calls the kernel by a
 * name of the module's own: what it stands for keeps no reference. */
#include "names.h"
#include "vault.h"

void vault_engine(struct vault_request *req, struct scatterlist *text, unsigned int len, u8 *iv)
{
	vault_set_text(req, text, text, len, iv);
}
