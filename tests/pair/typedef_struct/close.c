// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "chan.h"

void tds_close(tds_port_p port)
{
	int i;

	for (i = 0; i < port->chan.n; i++)
		put_page(port->chan.pages[i]); /* convert a */
}
