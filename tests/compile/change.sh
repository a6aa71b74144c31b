#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# change.sh TREE - what a user does to a tree: the placeholder API, then convert

set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
"$top/scripts/overlay.sh" apply --stage placeholder "$1"
KERNEL=$1 FORCE=1 "$top/scripts/convert.sh"
