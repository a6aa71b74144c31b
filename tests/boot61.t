#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Debian's 6.1, converted, with the thin layer: built, booted, balanced. With one release as it was the
# run fails and names what took the references. Then the same tree in the pin dialect, where only what
# is converted otherwise is built again, and a release held back there. The build is kept below build/.
set -eu

. "$(dirname "$0")/lib.sh"

debian=$(debian_tree) || skip_all "Debian's linux-source-6.1 is not unpacked"
command -v qemu-system-x86_64 >/dev/null || skip_all "qemu-system-x86_64 is not installed"
booted=$BUILD/boot/linux-source-6.1/linux-source-6.1-booted

# boot DIALECT [PATCH FAMILY...]: its output to $TMP/said, its exit status to $status
boot() {
	dialect=$1 patch=${2:-} status=0
	shift
	[ $# = 0 ] || shift
	KERNEL=$debian API=$dialect BOOT=small PATCH=$patch FAMILIES=$* \
		"$TOP/scripts/boot.sh" >"$TMP/said" 2>&1 || status=$?
}
said() { grep -qE -e "$1" "$TMP/said" || { cat "$TMP/said"; return 1; }; }

# what the small kernel lacks, and what such a tree does not count, is left out; nothing else
left_out="dax gigantic kvm kvm_reads nfs overflow rdma_rxe rdma_siw rds_tcp stress tomoyo v4l2_userptr vfio vhost_net writeback xfs_iomap "
all_ran() {
	is "$1" "$(awk '$2 == "skipped" || $2 == "failed" { print $1 }' "$TMP/said" | sort | tr '\n' ' ')" "$left_out"
}

know_as "$booted.new" "$BUILD/cache"
touch "$TMP/before"
boot put
is "it balances" "$status $(grep -c '^Balanced (small): ' "$TMP/said")" "0 1"
sed -n 's/^/# /p' "$TMP/said"
all_ran "all families ran"
ok "gets and pins of the benchmark, exactly" said '^gup_benchmark +ran +([0-9]+) +\1 '
ok "acquisitions are named, one taken under locks and one without" \
	sh -c 'grep -q " get_futex_key" "$1" && grep -q "process_vm_rw" "$1"' sh "$TMP/said"

# mistake FILE NEW: a patch that turns the last NEW(page) of a file back into put_page(page)
mistake() {
	rm -rf "$TMP/a" "$TMP/b"
	mkdir -p "$TMP/a/${1%/*}" "$TMP/b/${1%/*}"
	cp "$booted/$1" "$TMP/a/$1" 2>/dev/null || { done_testing; exit 1; }
	awk -v new="$2" '{ line[NR] = $0 } index($0, new "(page);") { last = NR }
		END { sub(new, "put_page", line[last]); for (i = 1; i <= NR; i++) print line[i] }' \
		"$TMP/a/$1" >"$TMP/b/$1"
	(cd "$TMP" && diff -u "a/$1" "b/$1") >"$TMP/mistake.patch" || :
	is "a mistake in $1: one line" "$(grep -c '^[-+]	' "$TMP/mistake.patch")" 2
}

# One release of kernel/futex/ as it was: the last of get_futex_key().
mistake kernel/futex/core.c put_user_page
boot put "$TMP/mistake.patch" futex process_vm
is "... the run fails" "$status $(grep -c '^NOT BALANCED (small)' "$TMP/said")" "1 1"
ok "... names the family" said '^  futex: [0-9]+ pages requested, [0-9]+ returned'
ok "... and who took them" said '^  [0-9]+ pages still pinned, acquired by get_futex_key'
# Other families take futexes, too, so it is the acquisition that counts. A page that somebody else
# pins meanwhile may be booked on either: the most of them are named right.
is "... most of them" "$(sed -n 's/^  \([0-9]*\) pages still pinned, acquired by \([a-z_]*\).*/\1 \2/p' "$TMP/said" |
	awk '{ n[$2] += $1; all += $1 } END { print (2 * n["get_futex_key"] > all) }')" 1

# The pin dialect: gets are gets and are not counted, pins are.
boot pin
is "the pin dialect: it balances" "$status $(grep -c '^Balanced (small): ' "$TMP/said")" "0 1"
sed -n 's/^/# /p' "$TMP/said"
all_ran "... all families ran"
ok "... the benchmark's pins, exactly" said '^gup_benchmark +ran +([0-9]+) +\1 '
for family in exec_arguments ptrace_proc_mem ublk uprobes; do
	ok "... what was converted takes them: $family" said "^$family +ran +([1-9][0-9]*) +\\1 "
done
ok "... a futex takes none" said '^futex +ran +0 +0 '

# The same mistake there: what fs/exec.c pins is released as if it were a get.
mistake fs/exec.c unpin_user_page
boot pin "$TMP/mistake.patch" exec_arguments ptrace_proc_mem
is "... the run fails" "$status $(grep -c '^NOT BALANCED (small)' "$TMP/said")" "1 1"
ok "... names the family" said '^  exec_arguments: [0-9]+ pages requested, [0-9]+ returned'
ok "... and who took them" said '^  [0-9]+ pages still pinned, acquired by get_arg_page'
ok "... the other family balances" said '^ptrace_proc_mem +ran +([1-9][0-9]*) +\1 '

is "Debian's own tree is as it was" "$(find "$debian" -newer "$TMP/before" -type f | head -n 3)" ""

done_testing
