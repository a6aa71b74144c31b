/* SPDX-License-Identifier: GPL-2.0 */
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#define __must_check __attribute__((warn_unused_result))
