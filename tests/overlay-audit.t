#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The core laid in, then converted, then audited: the overlay's own files are no finding.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"

mkdir "$tree"
cp -R "$TOP/tests/overlay/common/." "$TOP/tests/overlay/before-5.2/." "$TOP/tests/overlay/core/." "$tree"
touch "$tree/Kconfig" "$tree/Kbuild"
driver drivers/own/own.c own_take put_page
ok "the core is laid in" exits 0 overlay KERNEL="$tree"
ok "what takes is converted" exits 0 convert KERNEL="$tree" FORCE=1
ok "... with the driver's release" grep -q put_user_pages "$tree/drivers/own/own.c"
run audit KERNEL="$tree"
ok "there is something to say" test "$rc" -eq 1
is "nothing is taken for an old release, or for one of another reference" "$(findings 'PIN00[12]')" ""
is "of the overlay's header nothing is said" "$(jq -r '.findings[] | select(.file == "include/linux/gup_pin.h") | "\(.line) \(.rule)"' "$report/findings.json")" ""

done_testing
