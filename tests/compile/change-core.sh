#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# change-core.sh TREE - the core that counts pins, then convert

set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
"$top/scripts/overlay.sh" apply --stage core "$1"
KERNEL=$1 FORCE=1 "$top/scripts/convert.sh"
