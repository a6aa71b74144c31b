/* SPDX-License-Identifier: GPL-2.0 */
typedef struct {
	struct page **pages;
	int n;
} tds_chan_t;

typedef struct tds_port {
	tds_chan_t chan;
} *tds_port_p;
