/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/version.h>
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
#define HAVE_PINS 1
#endif
