#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make boot: proves a tree by running it. A copy of the tree is converted, gets
# the overlay, is built, and boots in a virtual machine whose init
# (boot/workload.c) makes the call sites of get_user_pages() run. Then the
# counters have to balance: what was requested was returned.
#
# From the environment: KERNEL; API, the dialect that the copy is converted to:
# put (default), or pin; BOOT, which builds to run: 64, debug (64 bit with DEBUG_VM
# and lockdep), small (64 bit, what builds fast), 32, or several; JOBS, V. PATCH, a
# patch for the converted copy, for trying what a mistake looks like.
# FAMILIES, only these of the workload's families; FAMILY_TIMEOUT, seconds for each.
# Exit status: 0 balanced, 1 not, 2 error.
# shellcheck disable=SC2317 # step calls them
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"
. "$top/scripts/kernel.sh"

: "${BOOT:=64}" "${API:=put}"
: "${BOOT_TIMEOUT:=1800}" # seconds, of one virtual machine
: "${FAMILY_TIMEOUT:=300}"
KERNEL=$(cd "$KERNEL" 2>/dev/null && pwd -P) || die "${KERNEL:-}: no such folder; say KERNEL=/path/to/linux"
check_tree "$KERNEL"
case $API in
put | pin) ;;
*) die "API=$API: takes put or pin" ;;
esac
for variant in $BOOT; do
	[ -f "$top/boot/config.$variant" ] ||
		die "BOOT=$variant: no such build; there is $(cd "$top/boot" && echo config.* | sed 's/config\.//g')"
done
if [ -n "${PATCH:-}" ]; then
	[ -f "$PATCH" ] || die "$PATCH: no such file; PATCH= takes a patch for the converted tree"
	git_forgets
	(paths_of_patch "$KERNEL" "$PATCH" >/dev/null) || exit 2
fi
known=$(sed -n '/families\[\] = {/,/^};/s/^\t{ "\([a-z0-9_]*\)".*/\1/p' "$top/boot/workload.c")
for family in ${FAMILIES:-}; do
	printf '%s\n' "$known" | grep -qxF -e "$family" ||
		die "FAMILIES=$family: no such family; there is $(printf '%s' "$known" | tr '\n' ' ')"
done
case $FAMILY_TIMEOUT in
'' | 0* | *[!0-9]*) die "FAMILY_TIMEOUT=$FAMILY_TIMEOUT: takes a number of seconds" ;;
esac
claim_work

# In the pin dialect gets stay gets: one file to build again, for only mm/gup_pin.h looks at that.
configure_variant() {
	: >"$work/config.api" || return 1
	[ "$API" = put ] || echo "CONFIG_GUP_PIN_GETS=n" >"$work/config.api"
	configure "$tree" "$top/boot/config" "$top/boot/config.$variant" "$work/config.api" || return 1
	grep -q "^CONFIG_GUP_PIN_TRACKING=y" "$out/.config"
}

initramfs() {
	set --
	# the kernel's headers are the same for both: gcc-multilib, which says so by a link, shuts out cross compilers
	! grep -q '^CONFIG_X86_32=y' "$out/.config" || set -- -m32 -idirafter "/usr/include/$(gcc -print-multiarch)"
	gcc "$@" -D_FILE_OFFSET_BITS=64 -O2 -Wall -static -pthread -o "$out/workload" "$top/boot/workload.c" &&
		cat >"$out/cpio" <<-EOF &&
		dir /dev 0755 0 0
		nod /dev/console 0600 0 0 c 5 1
		file /init $out/workload 0755 0 0
		EOF
		"$out/usr/gen_init_cpio" "$out/cpio" >"$out/initramfs"
}

# The drives: raw, ext4, XFS, swap, an ext4 that takes seconds for a MiB, and what is copied to memory of a device (DAX).
drives() {
	for drive in raw:64 ext4:128 xfs:512 swap:256 slow:64 dax:64; do
		rm -f "$out/${drive%:*}.img" &&
			truncate -s "${drive#*:}M" "$out/${drive%:*}.img" || return 1
	done
	# without the features of XFS that v5.0 does not know
	mkfs.ext4 -q -F "$out/ext4.img" &&
		mkfs.ext4 -q -F -O ^has_journal "$out/slow.img" &&
		mkfs.ext4 -q -F -b 4096 "$out/dax.img" &&
		mkfs.xfs -q -f -m bigtime=0,inobtcount=0,reflink=0 -i nrext64=0 "$out/xfs.img" &&
		mkswap "$out/swap.img"
}

run() {
	set --
	for drive in raw ext4 xfs swap slow dax; do
		limit=
		[ "$drive" != slow ] || limit=,throttling.bps-write=262144
		set -- "$@" -drive "if=none,id=$drive,format=raw,file=$out/$drive.img,cache=unsafe$limit" \
			-device "nvme,drive=$drive,serial=$drive"
	done
	# an IOMMU, and a device for the workload to drive, where the kernel knows what to do with them
	iommu=
	if grep -q "^CONFIG_INTEL_IOMMU=y" "$out/.config"; then
		set -- "$@" -machine q35 -device intel-iommu,intremap=off -device edu,addr=10
		iommu="intel_iommu=on iommu=pt"
	fi
	rm -rf "$out/share" && mkdir "$out/share" || return 1
	set -- "$@" -fsdev "local,id=share,path=$out/share,security_model=none" \
		-device virtio-9p-pci,fsdev=share,mount_tag=share
	# a network device on a bus, for RDMA in software; nothing is at its other end
	set -- "$@" -device e1000
	# a part of it as memory of a device, two nodes, for pages that move, and a page of 1 GiB, with room for it
	memory=1024 pmem=
	if grep -q "^CONFIG_BLK_DEV_PMEM=y" "$out/.config"; then
		memory=5120 pmem="memmap=128M!1G numa=fake=2 hugepagesz=1G hugepages=1"
	fi
	only=$(echo "${FAMILIES:-}" | tr -s " " ,)
	ended=0
	timeout "$BOOT_TIMEOUT" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m "$memory" \
		-kernel "$out/arch/x86/boot/bzImage" -initrd "$out/initramfs" \
		-append "console=ttyS0 panic=-1 oops=panic no_timer_check scsi_debug.dev_size_mb=16 vhost_net.experimental_zcopytx=1 security=tomoyo API=$API SECONDS=$FAMILY_TIMEOUT FAMILIES=$only $iommu $pmem" \
		-nodefaults -display none -serial "file:$out/console" -no-reboot "$@" || ended=$?
	# one that hangs has said how far it got
	[ "$ended" = 0 ] || [ "$ended" = 124 ]
}


# ---- what it said ----

judge() {
	tr -d '\r' <"$out/console" >"$out/console.txt"
	awk -v variant="$variant" -f "$top/scripts/balance.awk" "$out/console.txt"
}

converted_copy ", with the overlay"
verdict=0
for variant in $BOOT; do
	out=$work/$variant
	step "configuring ($variant)" configure_variant
	step "building ($variant)" kernel_make "$tree" bzImage
	step "making the initramfs" initramfs
	step "making the drives" drives
	rm -f "$out/console"
	step "running ($variant)" run
	[ -s "$out/console" ] || die "the virtual machine said nothing ($variant); see $log"
	note_done
	judge >"$out/balance" || verdict=1
	cat "$out/balance"
	[ ! -s "$out/missing" ] || printf 'Not in this kernel: %s\n' "$(tr '\n' ' ' <"$out/missing")"
	printf 'Console: %s\n' "$out/console.txt"
done
exit "$verdict"
