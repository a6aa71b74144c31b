#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# arches.sh TREE WORK [NAME...] - a tree with the core, converted, compiles elsewhere
#
# For each architecture (all, or those named) compare.sh compiles what the core and the
# conversion change below mm/, virt/ and its own folder (ONLY=. everything), before and
# after, with Debian's cross compiler.  One that is not installed is said and left out.
# Leaves WORK/arches.tsv: name, changed C files that compile before, new ones that compile,
# others of mm/ that see the core's headers, what does not compile any more, new warnings;
# and in WORK/NAME/ the lists of compare.sh.  Exit status 0 if nothing is broken and no
# warning is new, 1 if not, 2 error.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
# The change itself: made once, the same for all (compare.sh runs this).
if [ "${1:-}" = change ]; then
	changed=$(dirname "$2")/change.tar
	[ -f "$changed" ] || exec "$here/change-core.sh" "$2"
	exec tar xmf "$changed" -C "$2"
fi
if [ $# -lt 2 ] || [ ! -f "$1/include/linux/mm.h" ]; then
	echo "usage: arches.sh TREE WORK [NAME...]" >&2
	exit 2
fi
tree=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
shift 2

# name, ARCH, prefix of the compiler, what the configuration has to have; allmodconfig for the rest
arches='arm-nommu arm arm-linux-gnueabi MMU=n
arm64 arm64 aarch64-linux-gnu
mips mips mips-linux-gnu 64BIT=n
mips64 mips mips64-linux-gnuabi64 64BIT=y
powerpc powerpc powerpc-linux-gnu PPC64=n PPC_DISABLE_WERROR=y
powerpc64 powerpc powerpc64-linux-gnu PPC64=y PPC_DISABLE_WERROR=y
powerpc64le powerpc powerpc64le-linux-gnu PPC64=y CPU_LITTLE_ENDIAN=y PPC_DISABLE_WERROR=y
s390 s390 s390x-linux-gnu
sh sh sh4-linux-gnu CPU_SUBTYPE_SH7785=y
sh-nommu sh sh4-linux-gnu CPU_SUBTYPE_SH7206=y
sparc64 sparc sparc64-linux-gnu 64BIT=y'

# Old trees ask for -Werror in places, with warnings that only newer compilers have.
compiler() {
	mkdir -p "$work/bin"
	for tool in as ld nm ar objcopy objdump strip readelf; do
		ln -sf "$(command -v "$1-$tool")" "$work/bin/$1-$tool"
	done
	printf '#!/bin/sh\nexec %s "$@" -Wno-error\n' "$(command -v "$1-gcc")" >"$work/bin/$1-gcc"
	chmod +x "$work/bin/$1-gcc"
}

also='mm/swap.c mm/migrate.c mm/ksm.c mm/mlock.c mm/vmscan.c mm/madvise.c'
# a program of the build that does not compile where the C library is newer than the kernel
common=SECURITY_SELINUX=n
: >"$work/arches.tsv"
rm -f "$work/change.tar"
verdict=0
while read -r name arch prefix symbols; do
	case " ${*:-$name} " in *" $name "*) ;; *) continue ;; esac
	command -v "$prefix-gcc" >/dev/null || {
		echo "arches.sh: no $prefix-gcc for $name (gcc-$prefix)" >&2
		continue
	}
	compiler "$prefix"
	{
		cat "$here/config"
		for symbol in $common $symbols; do
			echo "CONFIG_$symbol"
		done
	} >"$work/config"
	ARCH=$arch CROSS_COMPILE=$work/bin/$prefix- CONFIG=$work/config SAMPLE=0 \
		ONLY="${ONLY:-^(mm|virt|arch/$arch)/}" ALSO="$also" \
		HOSTCFLAGS="${HOSTCFLAGS:--O2 -fcommon}" \
		"$here/compare.sh" "$tree" "$work" "$here/arches.sh" change </dev/null || exit 2
	cp "$work/after.tar" "$work/change.tar"
	rm -rf "${work:?}/$name"
	mkdir "$work/$name"
	cp -p "$work"/*.log "$work/added" "$work/broken" "$work/built" "$work/changed" "$work/sample" \
		"$work/unbuilt.tsv" "$work/warnings" "$work/object/.config" "$work/$name"
	[ ! -s "$work/broken" ] && [ ! -s "$work/warnings" ] || verdict=1
	printf '%s\t%d\t%d\t%d\t%d\t%d\n' "$name" "$(wc -l <"$work/built")" "$(wc -l <"$work/added")" \
		"$(wc -l <"$work/sample")" "$(wc -l <"$work/broken")" "$(wc -l <"$work/warnings")" | tee -a "$work/arches.tsv"
done <<EOT
$arches
EOT
exit "$verdict"
