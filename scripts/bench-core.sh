#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make bench-core: what does the core cost? Two kernels, the tree as it is and a
# converted copy with the core, run in turns in a virtual machine whose clock
# counts instructions (boot/bench-core.c): fio's reads of 4 KiB on the emulated
# NVMe drive and on null_blk, and the kernel's own gup_benchmark.
#
# From the environment: KERNEL; PAIRS of runs, 5 if not said; SIZE to read, 1g if
# not said; JOBS, V. The table goes to the screen, each run to runs.tsv.
# Exit status: 0 measured, 2 error.
# shellcheck disable=SC2317 # step calls them
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"
. "$top/scripts/kernel.sh"

: "${PAIRS:=5}" "${SIZE:=1g}"
: "${BOOT_TIMEOUT:=1800}" # seconds, of one virtual machine
API=put
KERNEL=$(cd "$KERNEL" 2>/dev/null && pwd -P) || die "${KERNEL:-}: no such folder; say KERNEL=/path/to/linux"
check_tree "$KERNEL"
case $PAIRS in
'' | *[!0-9]* | 0) die "PAIRS=$PAIRS: takes a number of pairs of runs" ;;
esac
case $SIZE in
*[!0-9kmg]* | [!0-9]* | '') die "SIZE=$SIZE: takes a size as fio does, for instance 256m" ;;
esac
[ ! -f "$KERNEL/include/linux/gup_pin.h" ] ||
	die "$KERNEL has the overlay laid in: take it out (make overlay-remove), or name the tree as it was"
claim_work

build() {
	configure "$1" "$top/boot/bench-core.config" && kernel_make "$1" bzImage
}

plugin() {
	gcc -O2 -Wall -Wextra -fvisibility=hidden -shared -fPIC -o "$work/count.so" "$top/boot/count.c"
}

# fio with the libraries that it is linked with
initramfs() {
	gcc -O2 -Wall -static -o "$work/bench-core" "$top/boot/bench-core.c" || return 1
	fio=$(command -v fio)
	{
		echo "dir /dev 0755 0 0"
		echo "nod /dev/console 0600 0 0 c 5 1"
		echo "file /init $work/bench-core 0755 0 0"
		echo "dir /usr 0755 0 0"
		echo "dir /usr/bin 0755 0 0"
		echo "file /usr/bin/fio $fio 0755 0 0"
		ldd "$fio" | awk '
			{ file = $2 == "=>" ? $3 : $1 }
			file ~ /^\// && !seen[file]++ {
				n = split(file, part, "/")
				folder = ""
				for (i = 2; i < n; i++) {
					folder = folder "/" part[i]
					if (folder != "/usr" && folder != "/usr/bin" && !made[folder]++) print "dir " folder " 0755 0 0"
				}
				print "file " file " " file " 0755 0 0"
			}'
	} >"$work/cpio" &&
		"$out/usr/gen_init_cpio" "$work/cpio" >"$work/initramfs"
}

# run SIDE: one virtual machine; its row goes to runs.tsv
run() {
	rm -f "$work/console" "$work/count"
	timeout "$BOOT_TIMEOUT" qemu-system-x86_64 -accel tcg -icount shift=0 -cpu max -smp 1 -m 2048 \
		-kernel "$work/$1/arch/x86/boot/bzImage" -initrd "$work/initramfs" \
		-append "console=ttyS0 panic=-1 oops=panic $SIZE" \
		-plugin "$work/count.so,out=$work/count" \
		-blockdev driver=null-co,node-name=drive,size=1073741824,read-zeroes=on \
		-device nvme,drive=drive,serial=drive \
		-nodefaults -display none -serial "file:$work/console" -no-reboot || return 1
	tr -d '\r' <"$work/console" | awk -v side="$1" -v OFS='\t' '
		NR == FNR { kernel[$1] = $2; all[$1] = $3; next }
		{ at = match($0, /(BENCH|FIO) /); if (!at) next; $0 = substr($0, at) }
		/ failed/ { print "error: " $0 | "cat >&2"; bad = 1; next }
		$1 == "BENCH" { print side, $2 " " $4 ", " $3, $5 }
		$1 == "FIO" {
			where = $2 == "nvme" ? "fio" : "fio on null_blk"
			m = $2 == "nvme" ? 1 : 5
			split(substr($0, 10), f, ";")
			ios = f[6] / 4
			if (f[5] != 0 || !ios) { print "error: fio says " $0 | "cat >&2"; bad = 1; next }
			if (m == 1) print side, where ": IOPS", f[8]
			print side, where ": slat (ns)", f[12] * 1000
			print side, where ": instructions per I/O", (all[m + 3] - all[m + 2] - all[m + 1] + all[m]) / (ios - 1)
			print side, where ": of these in the kernel", (kernel[m + 3] - kernel[m + 2] - kernel[m + 1] + kernel[m]) / (ios - 1)
			done++
		}
		END { if (bad || done != 2) exit 1 }' "$work/count" - >>"$work/runs.tsv"
}

converted_copy ", with the core"
out=$work/before
step "building the tree as it is" build "$KERNEL"
out=$work/after
step "building the copy" build "$tree"
step "making the initramfs" initramfs
step "making the plugin" plugin
: >"$work/runs.tsv"
pair=1
while [ "$pair" -le "$PAIRS" ]; do
	# who is first changes from pair to pair
	if [ $((pair % 2)) = 1 ]; then sides="before after"; else sides="after before"; fi
	for side in $sides; do
		step "pair $pair of $PAIRS: $side" run "$side"
	done
	pair=$((pair + 1))
done
note_done
awk -F '\t' -f "$top/scripts/bench-core.awk" "$work/runs.tsv"
printf '\n%s pairs of runs, %s read in each; every run: %s\n' "$PAIRS" "$SIZE" "$work/runs.tsv"
