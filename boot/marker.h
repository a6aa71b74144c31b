/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How the guest tells the plugin that counts its instructions when to look: a
 * long nop whose displacement holds "PIN" and, last, a number.
 */
#ifndef MARKER_H
#define MARKER_H

/* nopl disp32(%rax); what follows is the number, one byte */
#define MARKER_BYTES	{ 0x0f, 0x1f, 0x80, 'P', 'I', 'N' }

#define mark(number) \
	__asm__ volatile(".byte 0x0f, 0x1f, 0x80, 'P', 'I', 'N', %c0" :: "i"(number) : "memory")

#endif /* MARKER_H */
