#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Debian's 6.1, converted, with the thin layer: built, booted, balanced. Then with one release as it
# was: the run fails and names what took the references. The build is kept below build/.
set -eu

. "$(dirname "$0")/lib.sh"

debian=$(debian_tree) || skip_all "Debian's linux-source-6.1 is not unpacked"
command -v qemu-system-x86_64 >/dev/null || skip_all "qemu-system-x86_64 is not installed"
booted=$BUILD/boot/linux-source-6.1/linux-source-6.1-booted

# boot [PATCH]: its output to $TMP/said, its exit status to $status
boot() {
	status=0
	KERNEL=$debian API=put BOOT=small PATCH=${1:-} "$TOP/scripts/boot.sh" >"$TMP/said" 2>&1 || status=$?
}
said() { grep -qE -e "$1" "$TMP/said" || { cat "$TMP/said"; return 1; }; }

touch "$TMP/before"
boot
is "it balances" "$status $(grep -c '^Balanced (small): ' "$TMP/said")" "0 1"
sed -n 's/^/# /p' "$TMP/said"
# what the small kernel lacks, and what such a tree does not count, is left out; nothing else
is "all families ran" "$(awk '$2 == "skipped" || $2 == "failed" { print $1 }' "$TMP/said" | sort | tr '\n' ' ')" \
	"kvm overflow rdma_rxe rdma_siw v4l2_userptr writeback xfs_iomap "
ok "gets and pins of the benchmark, exactly" said '^gup_benchmark +ran +([0-9]+) +\1 '
ok "acquisitions are named, one taken under locks and one without" \
	sh -c 'grep -q " get_futex_key" "$1" && grep -q "process_vm_rw" "$1"' sh "$TMP/said"

# One release of kernel/futex/ as it was: the last of get_futex_key().
file=kernel/futex/core.c
mkdir -p "$TMP/a/kernel/futex" "$TMP/b/kernel/futex"
cp "$booted/$file" "$TMP/a/$file" 2>/dev/null || { done_testing; exit 1; }
awk '{ line[NR] = $0 } /put_user_page\(page\);/ { last = NR }
	END { sub(/put_user_page/, "put_page", line[last]); for (i = 1; i <= NR; i++) print line[i] }' \
	"$TMP/a/$file" >"$TMP/b/$file"
(cd "$TMP" && diff -u "a/$file" "b/$file") >"$TMP/mistake.patch" || :
is "a mistake: one line" "$(grep -c '^[-+]	' "$TMP/mistake.patch")" 2
boot "$TMP/mistake.patch"
is "... the run fails" "$status $(grep -c '^NOT BALANCED (small)' "$TMP/said")" "1 1"
ok "... names the family" said '^  futex: [0-9]+ pages requested, [0-9]+ returned'
ok "... and who took them" said '^  [0-9]+ pages still pinned, acquired by get_futex_key'
# Other families take futexes, too, so it is the acquisition that counts. A page that somebody else
# pins meanwhile may be booked on either: the most of them are named right.
is "... most of them" "$(sed -n 's/^  \([0-9]*\) pages still pinned, acquired by \([a-z_]*\).*/\1 \2/p' "$TMP/said" |
	awk '{ n[$2] += $1; all += $1 } END { print (2 * n["get_futex_key"] > all) }')" 1

is "Debian's own tree is as it was" "$(find "$debian" -newer "$TMP/before" -type f | head -n 3)" ""

done_testing
