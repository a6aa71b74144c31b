/* SPDX-License-Identifier: GPL-2.0 */
struct blt_buf {
	struct page **pages;
	unsigned int n;
	dma_addr_t dma;
};

int blt_start(struct blt_buf *b, unsigned long addr, struct device *dev);
void blt_end(struct blt_buf *b);
int blt_poke(unsigned long addr, const void *from, size_t len);
