#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make boot: proves a tree by running it. A copy of the tree is converted, gets
# the overlay, is built, and boots in a virtual machine whose init
# (boot/workload.c) makes the call sites of get_user_pages() run. Then the
# counters have to balance: what was requested was returned.
#
# From the environment: KERNEL; BOOT, which builds to run: 64, debug (64 bit
# with DEBUG_VM and lockdep), 32, or several; JOBS, V. PATCH, a patch for the
# converted copy, for trying what a mistake looks like.
# Exit status: 0 balanced, 1 not, 2 error.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

: "${BOOT:=64}"
: "${BOOT_TIMEOUT:=900}" # seconds, of one virtual machine
KERNEL=$(cd "$KERNEL" 2>/dev/null && pwd -P) || die "${KERNEL:-}: no such folder; say KERNEL=/path/to/linux"
check_tree "$KERNEL"
for variant in $BOOT; do
	[ -f "$top/boot/config.$variant" ] ||
		die "BOOT=$variant: no such build; there is $(cd "$top/boot" && echo config.* | sed 's/config\.//g')"
done
[ -z "${PATCH:-}" ] || [ -f "$PATCH" ] || die "$PATCH: no such file; PATCH= takes a patch for the converted tree"

name=$(basename "$KERNEL")
work=${PINCER_BUILD:-$top/build}/boot/$name
tree=$work/$name-booted
mkdir -p "$work" || die "$work: cannot be written; check its permissions"
exec 8<"$work"
flock -n 8 || die "$work: another make boot is at work there; wait for it to end"
log=$work/log
: >"$log"

# begin WHAT: a step, whose talk goes to the log; failed: it did not work
begin() {
	what=$1 from=$(($(wc -l <"$log") + 1))
	note "$what"
	[ -z "${V:-}" ] || printf 'pincer: %s\n' "$what"
}

failed() {
	tail -n "+$from" "$log" >"$log.step"
	die "$what failed: $(grep -m 1 -E "error:|\*\*\*|^pincer: |rejects|FAILED" "$log.step" || tail -n 1 "$log"); see $log"
}

# ---- a converted copy with the overlay ----
# (no `set -e` in these: they are asked whether they worked)

prepare() {
	rm -rf "$tree.new" &&
		cp -a --reflink=auto "$KERNEL" "$tree.new" &&
		rm -rf "$tree.new/.git" || return 1
	# a tree that has been through it already is taken as it is
	if [ ! -f "$tree.new/include/linux/gup_pin.h" ]; then
		KERNEL=$tree.new FORCE=1 DRY='' M='' MIXED=demote "$top/scripts/convert.sh" || return 1
	fi
	"$top/scripts/overlay.sh" apply --stage "${STAGE:-core}" "$tree.new" || return 1
	[ -z "${PATCH:-}" ] || patch -s -p1 -d "$tree.new" <"$PATCH"
}

# What did not change since the last run keeps its time, so that make does not
# build it again: only the differences go into the tree of the last run.
keep_times() {
	if [ ! -d "$tree" ]; then
		mv "$tree.new" "$tree"
		return
	fi
	diff -rq --no-dereference "$tree" "$tree.new" >"$work/differences"
	[ $? -le 1 ] || return 1
	while read -r how a b c d; do
		case "$how $a" in
		"Files "*) cat "$c" >"$a" ;;
		"Only in")
			# "FOLDER: NAME"
			file=${b%:}/$c
			case $file in
			"$tree.new"/*) cp -a "$file" "$tree/${file#"$tree.new"/}" ;;
			*) rm -rf "$file" ;;
			esac
			;;
		*) echo "$how $a $b $c $d"; return 1 ;;
		esac || return 1
	done <"$work/differences"
	rm -rf "$tree.new"
}

# ---- one build ----

kernel_make() {
	nice -n 10 make -C "$tree" O="$out" HOSTCFLAGS='-O2 -fcommon' KBUILD_BUILD_TIMESTAMP=pincer \
		-j "$(jobs)" "$@"
}

configure() {
	mkdir -p "$out" &&
		cat "$top/boot/config" "$top/boot/config.$variant" >"$out/wanted" &&
		kernel_make KCONFIG_ALLCONFIG="$out/wanted" allnoconfig || return 1
	sed -n 's/^\(CONFIG_[A-Z0-9_]*\)=y$/\1/p' "$out/wanted" | while read -r symbol; do
		grep -q "^$symbol=y" "$out/.config" || echo "$symbol"
	done >"$out/missing"
	grep -q '^CONFIG_GUP_PIN_TRACKING=y' "$out/.config"
}

initramfs() {
	bits=-m64
	! grep -q '^CONFIG_X86_32=y' "$out/.config" || bits=-m32
	gcc "$bits" -D_FILE_OFFSET_BITS=64 -O2 -Wall -static -pthread -o "$out/workload" "$top/boot/workload.c" &&
		cat >"$out/cpio" <<-EOF &&
		dir /dev 0755 0 0
		nod /dev/console 0600 0 0 c 5 1
		file /init $out/workload 0755 0 0
		EOF
		"$out/usr/gen_init_cpio" "$out/cpio" >"$out/initramfs"
}

# The drives: raw, ext4, XFS, swap, and an ext4 that takes seconds for a MiB.
drives() {
	for drive in raw:64 ext4:128 xfs:512 swap:256 slow:64; do
		rm -f "$out/${drive%:*}.img" &&
			truncate -s "${drive#*:}M" "$out/${drive%:*}.img" || return 1
	done
	# without the features of XFS that v5.0 does not know
	mkfs.ext4 -q -F "$out/ext4.img" &&
		mkfs.ext4 -q -F -O ^has_journal "$out/slow.img" &&
		mkfs.xfs -q -f -m bigtime=0,inobtcount=0,reflink=0 -i nrext64=0 "$out/xfs.img" &&
		mkswap "$out/swap.img"
}

run() {
	set --
	for drive in raw ext4 xfs swap slow; do
		limit=
		[ "$drive" != slow ] || limit=,throttling.bps-write=262144
		set -- "$@" -drive "if=none,id=$drive,format=raw,file=$out/$drive.img,cache=unsafe$limit" \
			-device "nvme,drive=$drive,serial=$drive"
	done
	ended=0
	timeout "$BOOT_TIMEOUT" nice -n 5 qemu-system-x86_64 -accel tcg -cpu max -smp 2 -m 1024 \
		-kernel "$out/arch/x86/boot/bzImage" -initrd "$out/initramfs" \
		-append "console=ttyS0 panic=-1 oops=panic scsi_debug.dev_size_mb=16" \
		-nodefaults -display none -serial "file:$out/console" -no-reboot "$@" || ended=$?
	# one that hangs has said how far it got
	[ "$ended" = 0 ] || [ "$ended" = 124 ]
}


# ---- what it said ----

judge() {
	tr -d '\r' <"$out/console" >"$out/console.txt"
	awk -v variant="$variant" -f "$top/scripts/balance.awk" "$out/console.txt"
}

begin "converting a copy of $KERNEL, with the overlay"
prepare >>"$log" 2>&1 8<&- || failed
begin "comparing with the last run"
keep_times >>"$log" 2>&1 8<&- || failed
verdict=0
for variant in $BOOT; do
	out=$work/$variant
	begin "configuring ($variant)"
	configure >>"$log" 2>&1 8<&- || failed
	begin "building ($variant)"
	kernel_make bzImage >>"$log" 2>&1 8<&- || failed
	begin "making the initramfs"
	initramfs >>"$log" 2>&1 8<&- || failed
	begin "making the drives"
	drives >>"$log" 2>&1 8<&- || failed
	begin "running ($variant)"
	rm -f "$out/console"
	run >>"$log" 2>&1 8<&- || failed
	[ -s "$out/console" ] || die "the virtual machine said nothing ($variant); see $log"
	note_done
	judge >"$out/balance" || verdict=1
	cat "$out/balance"
	[ ! -s "$out/missing" ] || printf 'Not in this kernel: %s\n' "$(tr '\n' ' ' <"$out/missing")"
	printf 'Console: %s\n' "$out/console.txt"
done
exit "$verdict"
