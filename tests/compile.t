#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A converted tree compiles: with the placeholder API laid into a copy of
# Debian's 6.1 and the conversion applied, every converted file that x86_64 can
# build is built before and after without a new warning, and the objects of
# untouched files stay the same.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

tree=$(debian_tree) || skip_all "Debian's linux-source-6.1 is not unpacked"
work=$BUILD/compile
compile=$TOP/tests/compile
for tool in gcc make flex bison bc; do
	command -v "$tool" > /dev/null || skip_all "$tool is not installed"
done

lines() {
	wc -l < "$work/$1" | tr -d ' '
}

# show FILE WHAT: a file of the harness as diagnostics
show() {
	sed "s/^/# $2: /" "$work/$1"
}

# First, that the harness can fail: it has to see each of the three.
ok "a spoilt tree goes through the harness" \
	env SAMPLE=6 "$compile/compare.sh" "$tree" "$work" "$compile/spoil.sh"
is "it sees a new warning" "$(cut -d ' ' -f 1 "$work/warnings" | sort -u)" mm/mempolicy.c:
is "it sees a file that no longer compiles" "$(cat "$work/broken")" mm/process_vm_access.o
ok "it sees other objects" test -s "$work/differ"

know_as "$work/tree" "$BUILD/cache"
ok "placeholder and conversion are laid in, both builds run" \
	"$compile/compare.sh" "$tree" "$work" "$compile/change.sh"
[ -f "$work/differ" ] || { done_testing; exit 1; }
echo "# $(lines changed) files changed, $(lines sources) of them C files:" \
	"$(lines built) built, $(lines unbuilt.tsv) not"
show unbuilt.tsv "not built"
ok "something was converted and built" test -s "$work/built"
is "every converted file is built or accounted for" \
	"$(($(lines built) + $(lines unbuilt.tsv)))" "$(lines sources)"
show broken "no longer compiles"
is "what compiled before compiles after" "$(lines broken)" 0
show warnings "new warning"
is "no new warning" "$(lines warnings)" 0
echo "# $(lines sample) untouched files compared"
ok "enough untouched files were compiled" test "$(lines sample)" -ge 30
show differ "object differs"
is "untouched files have the same objects" "$(lines differ)" 0

done_testing
