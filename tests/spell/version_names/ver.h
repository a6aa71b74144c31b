/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/version.h>

#define CODE LINUX_VERSION_CODE
#define VER(a, b, c) (((a) << 16) + ((b) << 8) + (c))
#define AT_LEAST(a, b, c) (CODE >= VER(a, b, c))
#define BELOW(a, b, c) (!AT_LEAST(a, b, c))
#define BETWEEN(a, b, c, d) (AT_LEAST(a, b, 0) && BELOW(c, d, 0))

/* what a distribution took over: nothing is known of it */
#ifdef RHEL_MAJOR
#define DISTRO(a) (RHEL_MAJOR >= (a))
#else
#define DISTRO(a) 0
#endif

/* a default, which the build may have given another value */
#ifndef HAVE_PINS
#define HAVE_PINS 0
#endif

#define OLD_KERNEL BELOW(4, 6, 0)
