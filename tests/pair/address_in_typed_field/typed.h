/* SPDX-License-Identifier: GPL-2.0 */
typedef unsigned int atf_word;
struct atf { atf_word *slots; int order; };
int atf_configure(struct atf *q, atf_word *slots, int order);
struct page *atf_page(unsigned long addr);
