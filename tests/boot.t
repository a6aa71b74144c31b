#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# make boot, as far as it goes without building a kernel: what it makes of the console of a virtual
# machine, and what it says to a user. A whole run is `make boot KERNEL=...`.
set -eu

. "$(dirname "$0")/lib.sh"

# judged EXIT-STATUS PATTERN: of the console on stdin
judged() {
	want=$1 pattern=$2 got=0
	awk -v variant=64 -f "$TOP/scripts/balance.awk" "$TMP/console" >"$TMP/said" || got=$?
	cat "$TMP/said"
	[ "$got" = "$want" ] && grep -q -e "$pattern" "$TMP/said"
}

# console: a run that went well, edited by the sed script
console() {
	sed -e "${1:-}" >"$TMP/console" <<-'EOF'
	Linux version 5.0.0
	[    1.0] nvme nvme0: pci function PIN futex ran 20 20 0 0 -
	PIN process_vm ran 32 32 1 0 gate page: yes
	PIN scsi_generic skipped 0 0 0 0 no /dev/sg0
	PIN overflow ran 1966079 1966079 0 513 1966079 pins on one page, then refused
	TOTAL 1966131 1966131
	SITE # outstanding taken acquired by
	SITE 0 12 get_futex_key+0x8b/0x300 <- futex_wake+0x55/0x1a0 <- do_futex+0x449/0x500
	SITE 0 8 get_futex_key+0x8b/0x300 <- futex_wake+0x55/0x1a0 <- do_futex+0x449/0x500
	SITE 0 32 process_vm_rw_core+0x20d/0x400 <- process_vm_rw+0xd1/0x200 <- do_syscall_64+0x48
	SITE # untracked 0, released without a record 0
	END
	reboot: Power down
	EOF
}

console
ok "a run that went well is balanced" judged 0 "^Balanced (64): 3 families ran, 1966131 pages requested, 1966131 returned"
ok "... each family with what it took and gave back" judged 0 "^process_vm *ran *32 *32 *1 *0  gate page: yes"
ok "... a line that the kernel speaks into is read" judged 0 "^futex *ran *20 *20"
ok "... one row for a calling site, whichever walk it took" judged 0 "^ *20 *20  get_futex_key"

console 's/process_vm ran 32 32/process_vm ran 32 31/; s/1966131 1966131/1966131 1966130/; s/^SITE 0 32/SITE 1 32/'
ok "a leak is seen" judged 1 "process_vm: 32 pages requested, 31 returned"
ok "... and names its acquisition" judged 1 "1 pages still pinned, acquired by process_vm_rw_core+0x20d <- process_vm_rw"
console 's/1966131 1966131/1966132 1966131/'
ok "a leak outside of the families is seen" judged 1 "1966132 pages requested, 1966131 returned"
console 's/futex ran 20 20/futex ran 20 21/'
ok "a page that is given back twice is seen" judged 1 "futex: 20 pages requested, 21 returned"
console 's/without a record 0/without a record 3/'
ok "releases of what was not pinned are seen" judged 1 "3 releases of pages that were not pinned"
console 's/process_vm ran\(.*\)gate page: yes/process_vm failed\1line 5: no/'
ok "a failure is seen" judged 1 "process_vm: line 5: no"
console '/^END/d'
ok "a run that hangs is seen" judged 1 "did not get to its end"
console '/^PIN/s/ ran / skipped /; s/PIN futex ran/PIN futex skipped/'
ok "a run of nothing is no proof" judged 1 "nothing ran"
for word in 'BUG: Bad page state in process' 'WARNING: CPU: 0' 'kernel BUG at mm/gup_pin.c:87!' 'Kernel BUG at khugepaged+0x90b' \
	'WARNING: possible circular locking' 'Kernel panic - not syncing'; do
	console "s/^END/[ 9.1] $(echo "$word" | sed 's,/,\\/,g')\nEND/"
	ok "the kernel complains: $word" judged 1 "the kernel complains: .*$(echo "$word" | cut -c1-12)"
done

console '1s/^/WARNING: workqueue cpumask: online intersect > possible intersect\n/'
ok "what it says of faked nodes is none" judged 0 "^Balanced (64): 3 families ran"
console '1s/^/WARNING: workqueue cpumask: online intersect > possible intersect\nWARNING: CPU: 0\n/'
ok "... and hides no other" judged 1 "the kernel complains: WARNING: CPU: 0"

# ---- what a user may get wrong ----
refused() {
	pattern=$1
	shift
	status=0
	"$@" >"$TMP/out" 2>"$TMP/err" || status=$?
	cat "$TMP/err"
	[ "$status" = 2 ] && [ "$(wc -l <"$TMP/err")" = 1 ] && grep -q "^pincer: .*$pattern" "$TMP/err"
}
ok "no tree" refused "no kernel tree named" "$TOP/scripts/front.sh" boot
ok "no such folder" refused "no such folder" env KERNEL="$TMP/none" "$TOP/scripts/boot.sh"
ok "not a kernel tree" refused "not a kernel tree" env KERNEL="$TMP" "$TOP/scripts/boot.sh"
mkdir -p "$TMP/linux/include/linux"
touch "$TMP/linux/Makefile" "$TMP/linux/Kconfig"
ok "no such build" refused "there is 32 64 debug small stress" env KERNEL="$TMP/linux" BOOT=63 PINCER_BUILD="$TMP/b" "$TOP/scripts/boot.sh"
ok "no such patch" refused "PATCH= takes a patch" env KERNEL="$TMP/linux" PATCH=/nowhere PINCER_BUILD="$TMP/b" "$TOP/scripts/boot.sh"
ok "a tree that cannot be converted" refused "converting .* failed: .*; see " \
	env KERNEL="$TMP/linux" PINCER_BUILD="$TMP/b" "$TOP/scripts/boot.sh"
ok "no such dialect" refused "takes put or pin" env KERNEL="$TMP/linux" API=puts PINCER_BUILD="$TMP/b" "$TOP/scripts/boot.sh"
ok "no such family" refused "FAMILIES=kvn: no such family; there is gup_benchmark " \
	env KERNEL="$TMP/linux" FAMILIES="futex kvn" PINCER_BUILD="$TMP/b" "$TOP/scripts/boot.sh"
ok "no time for a family" refused "FAMILY_TIMEOUT=soon: takes a number of seconds" \
	env KERNEL="$TMP/linux" FAMILY_TIMEOUT=soon PINCER_BUILD="$TMP/b" "$TOP/scripts/boot.sh"

# ---- make bench-core: what a user may get wrong, the marker, the table ----
ok "bench-core: no tree" refused "no kernel tree named" "$TOP/scripts/front.sh" bench-core
ok "... no number of pairs" refused "PAIRS=many" env KERNEL="$TMP/linux" PAIRS=many "$TOP/scripts/bench-core.sh"
ok "... no size" refused "SIZE=big" env KERNEL="$TMP/linux" SIZE=big "$TOP/scripts/bench-core.sh"
touch "$TMP/linux/include/linux/gup_pin.h"
ok "... a tree that is not what it was before" refused "has the overlay" env KERNEL="$TMP/linux" "$TOP/scripts/bench-core.sh"
ok "the plugin compiles without a warning" gcc -O2 -Wall -Wextra -Werror -fvisibility=hidden -shared -fPIC -o "$TMP/count.so" "$TOP/boot/count.c"
ok "its guest, too" gcc -std=gnu11 -O2 -Wall -Wextra -Werror -static -o "$TMP/bench-core" "$TOP/boot/bench-core.c"
is "the marker is in it as the plugin looks for it, eight times" \
	"$(objdump -d "$TMP/bench-core" | grep -c "0f 1f 80 50 49 4e 0[1-8]")" 8
printf "before\tgup 4k, get\t100\nafter\tgup 4k, get\t105\nafter\tgup 4k, get\t103\nbefore\tgup 4k, get\t100\n" >"$TMP/runs"
is "the table: means, change, spread" "$(awk -F "\t" -f "$TOP/scripts/bench-core.awk" "$TMP/runs" | tail -n 1 | tr -s " ")" \
	"gup 4k, get 100.00 104.00 +4.00% 0.00%, 1.92%"

# ---- the workload ----
ok "the workload compiles without a warning" \
	gcc -std=gnu11 -O2 -Wall -Wextra -Werror -static -pthread -o "$TMP/workload" "$TOP/boot/workload.c"

# (without it gcc names the 64-bit library here)
if [ -f "$(dirname "$(gcc -print-libgcc-file-name)")/32/libgcc.a" ]; then
	ok "... nor for 32 bits, with what setup.sh installs for that" gcc -m32 -D_FILE_OFFSET_BITS=64 \
		-idirafter "/usr/include/$(gcc -print-multiarch)" \
		-std=gnu11 -O2 -Wall -Wextra -Werror -static -pthread -o "$TMP/workload" "$TOP/boot/workload.c"
fi
ok "... with families of its own, too" \
	gcc -std=gnu11 -O2 -Wall -Wextra -Werror -static -pthread -o "$TMP/limit" "$TOP/tests/boot/limit.c"
# one that hangs is named, as is one that dies; nobody is left who could wait or hold pages
timeout 60 "$TMP/limit" >"$TMP/said" 2>&1 || :
is "a family that hangs has its time, and not more" "$(cat "$TMP/said")" "PIN hangs failed 0 0 0 0 not over after 1 s
PIN leaves_a_child ran 0 0 0 0 and a child
PIN dies failed 0 0 0 0 died
listed 11100"

done_testing
