#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# libsparse.sh: fetch the source of sparse from Debian, by apt and so with its
# signatures checked, and build the library and plain sparse from it into
# build/sparse/.  Does nothing when they are there in the right version.
#
# The fetch uses a list of sources and an index of its own below build/, made
# from what this machine's apt uses already: no deb-src line is needed, no root,
# and nothing is left behind.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

version=0.6.4
wanted=${SPARSE_PACKAGE:-$version-3}
build=${PINCER_BUILD:-$top/build}
sparse=$build/sparse

built() {
	[ "$(cat "$sparse/.built" 2>/dev/null)" = "$wanted" ] && [ -f "$sparse/libsparse.a" ]
}
! built || exit 0
need apt-get apt
need dpkg-source dpkg-dev
need make make
need cc gcc

mkdir -p "$build" || die "$build: cannot be made; check its permissions"
exec 9>"$build/.sparse.lock"
flock 9
! built || exit 0
work=$build/.sparse.$$
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/source"

by_hand="fetch it by hand: add a deb-src line for Debian 12 to /etc/apt/sources.list, apt-get update, apt-get source sparse=$wanted in $build/source-of-sparse, and run again"
if [ -f "$build/source-of-sparse/sparse_$wanted.dsc" ]; then
	cp "$build/source-of-sparse"/sparse_* "$work/source/"
else
	# what apt reads here, as sources; a new machine may not have read anything yet
	archives() {
		apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null |
			awk '$3 == "main" && $4 == "Debian" && $2 !~ /security|backports/ && !seen[$1, $2]++ {
				print "deb-src", $1, $2, $3 }' >"$work/sources.list"
		[ -s "$work/sources.list" ]
	}
	archives || { [ "$(id -u)" -eq 0 ] && apt-get -q update >/dev/null 2>&1; archives; } ||
		die "apt knows no Debian archive to fetch the source of sparse from; run apt-get update as root, or $by_hand"
	private() {
		apt-get -q -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
			-o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
			-o APT::Sandbox::User="$(id -un)" "$@"
	}
	note "fetching the source of sparse $wanted"
	{ private update && cd "$work/source" && private source --download-only "sparse=$wanted"; } >"$work/log" 2>&1 </dev/null ||
		die "apt-get cannot fetch the source of sparse $wanted: $(grep -m 1 '^E: ' "$work/log" || tail -n 1 "$work/log"); see to the network, or $by_hand"
fi
cd "$work/source"
# the description says what the archives have to be; apt has checked the description
dpkg-source -x "sparse_$wanted.dsc" unpacked >"$work/log" 2>&1 ||
	die "sparse_$wanted.dsc cannot be unpacked: $(tail -n 1 "$work/log")"
grep -qx "VERSION=$version" unpacked/Makefile ||
	die "the source of sparse is not version $version ($(grep -m 1 ^VERSION= unpacked/Makefile)); pincheck is written for that one"
note "building libsparse $wanted"
(
	unset MAKEFLAGS MFLAGS MAKELEVEL
	make -C unpacked -j "$(jobs)" CC=cc HAVE_LIBXML=no HAVE_SQLITE=no HAVE_GTK=no HAVE_LLVM=no libsparse.a sparse
) >"$work/log" 2>&1 || die "sparse $wanted does not build: $(grep -m 1 error "$work/log" || tail -n 1 "$work/log")"
note_done

mkdir "$work/new"
cp unpacked/*.h unpacked/opcode.def unpacked/libsparse.a unpacked/sparse unpacked/LICENSE "$work/new/"
echo "$wanted" >"$work/new/.built"
rm -rf "$sparse"
mv "$work/new" "$sparse" || die "$sparse: cannot be written; check the disk space"
