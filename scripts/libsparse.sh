#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# libsparse.sh [--flags | --build]: find libsparse, or build it (--build: do not look whether there is one); --flags prints what checker/Makefile has to know of it, quoted for
# a shell.  In this order:
#	SPARSE=FOLDER	the source of sparse 0.6.4 or newer: built from a copy of it, in build/sparse/
#	pkg-config	knows "sparse", 0.6.4 or newer
#	else		Debian's source, fetched by apt and so with its signatures checked, is built into build/sparse/;
#			SPARSE_PACKAGE is the version, if it is to be a certain one
# Does nothing when they are there already.
#
# The fetch uses a list of sources and an index of its own below build/, made
# from what this machine's apt uses already: no deb-src line is needed, no root,
# and nothing is left behind.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

oldest=0.6.4
build=${PINCER_BUILD:-$top/build}
sparse=$build/sparse

# new_enough VERSION
new_enough() {
	[ "$(printf '%s\n' "$oldest" "$1" | sort -V | head -n 1)" = "$oldest" ]
}
# found CFLAGS LIBS: print them, if they are asked for, and be done
flags=${1:-}
found() {
	[ "$flags" != --flags ] || printf "SPARSE_CFLAGS='%s' SPARSE_LIBS='%s'\n" "$1" "$2"
	exit 0
}
found_built() {
	found "-isystem $sparse" "$sparse/libsparse.a"
}
if [ -n "${SPARSE:-}" ]; then
	case $SPARSE in /*) ;; *) SPARSE=${PINCER_FROM:-$PWD}/$SPARSE ;; esac
	[ -f "$SPARSE/Makefile" ] && [ -f "$SPARSE/linearize.h" ] || die "SPARSE=$SPARSE: not the source of sparse; name the folder with its Makefile"
	version=$(sed -n 's/^VERSION=//p' "$SPARSE/Makefile" | head -n 1)
	new_enough "${version:-0}" || die "SPARSE=$SPARSE: is version ${version:-unknown}, and $oldest is needed"
	wanted="SPARSE $(cd "$SPARSE" && cat Makefile ./*.[ch] | sha256sum | cut -c 1-32)"
elif [ -z "${SPARSE_PACKAGE:-}" ] && [ "$flags" != --build ] && command -v pkg-config >/dev/null && pkg-config --exists "sparse >= $oldest" 2>/dev/null; then
	found "$(pkg-config --cflags sparse | sed 's,-I *,-isystem ,g; s, *$,,')" "$(pkg-config --libs sparse | sed 's, *$,,')"
else
	wanted=${SPARSE_PACKAGE:-Debian}
fi
built() {
	[ "$(cat "$sparse/.built" 2>/dev/null)" = "$wanted" ] && [ -f "$sparse/libsparse.a" ]
}
! built || found_built
[ -n "${SPARSE:-}" ] || { need apt-get apt; need dpkg-source dpkg-dev; }
need make make
need cc gcc

mkdir -p "$build" || die "$build: cannot be made; check its permissions"
exec 9>"$build/.sparse.lock"
flock 9
! built || found_built
work=$build/.sparse.$$
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/source"

by_hand="fetch it by hand: add a deb-src line to /etc/apt/sources.list, apt-get update, apt-get source sparse in $build/source-of-sparse, and run again; or say SPARSE=FOLDER with the source of sparse"
description() {
	find "$work/source" -name 'sparse_*.dsc' | sort -V | tail -n 1
}
if [ -n "${SPARSE:-}" ]; then
	cp -R "$SPARSE" "$work/source/unpacked" || die "$build: cannot be written; check the disk space"
	(cd "$work/source/unpacked" && rm -rf .git && find . \( -name '*.o' -o -name '*.a' -o -name '.*.d' \) -exec rm -f {} +)
elif ls "$build/source-of-sparse"/sparse_*.dsc >/dev/null 2>&1; then
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
	note "fetching the source of sparse"
	{ private update && cd "$work/source" && private source --download-only "sparse${SPARSE_PACKAGE:+=$SPARSE_PACKAGE}"; } >"$work/log" 2>&1 </dev/null ||
		die "apt-get cannot fetch the source of sparse${SPARSE_PACKAGE:+ $SPARSE_PACKAGE}: $(grep -m 1 '^E: ' "$work/log" || tail -n 1 "$work/log"); see to the network, or $by_hand"
fi
cd "$work/source"
# the description says what the archives have to be; apt has checked the description
if [ -z "${SPARSE:-}" ]; then
	dpkg-source -x "$(description)" unpacked >"$work/log" 2>&1 ||
		die "$(basename "$(description)") cannot be unpacked: $(tail -n 1 "$work/log")"
fi
version=$(sed -n 's/^VERSION=//p' unpacked/Makefile | head -n 1)
new_enough "${version:-0}" || die "the source of sparse is version ${version:-unknown}, and $oldest is needed; say SPARSE=FOLDER with a newer one"
note "building libsparse $version"
(
	unset MAKEFLAGS MFLAGS MAKELEVEL
	make -C unpacked -j "$(jobs)" CC="${CC:-cc}" HAVE_LIBXML=no HAVE_SQLITE=no HAVE_GTK=no HAVE_LLVM=no libsparse.a sparse
) >"$work/log" 2>&1 || die "sparse $version does not build: $(grep -m 1 error "$work/log" || tail -n 1 "$work/log")"
note_done

mkdir "$work/new"
cp unpacked/*.h unpacked/opcode.def unpacked/libsparse.a unpacked/sparse unpacked/LICENSE "$work/new/"
echo "$wanted" >"$work/new/.built"
rm -rf "$sparse"
mv "$work/new" "$sparse" || die "$sparse: cannot be written; check the disk space"
found_built
