// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "link.h"

const struct oof_ops oof_wire_ops = {
	.bind = oof_wire_bind,
};
