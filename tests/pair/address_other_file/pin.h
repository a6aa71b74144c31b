/* SPDX-License-Identifier: GPL-2.0 */
void *aof_pin(unsigned long addr);
void aof_unpin(void *va);
