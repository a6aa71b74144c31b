#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# build.sh: build the fact finder (a findlib package that spatch loads) and the
# scanner into build/.  Does nothing when they are newer than their sources.
# build.sh check: only the sparse checker, with libsparse found or fetched first.
# build.sh check PROGRAM TOP: that program, with its tables below TOP.
# build.sh replace: only what puts files in place.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

build=${PINCER_BUILD:-$top/build}

# an installation has all that could be compiled
if [ -f "$top/.installed" ]; then
	[ "${1:-}" != check ] || [ -x "$build/bin/pincheck" ] ||
		die "this Pincer was installed without pincheck; install it again with libsparse 0.6.4 or newer, see make install (SPARSE=FOLDER: the source of sparse)"
	exit 0
fi

if [ "${1:-}" = check ]; then
	flags=$("$top/scripts/libsparse.sh" --flags) || exit 2
	need make make
	mkdir -p "$build/bin"
	(
		eval "set -- \"\${2:-$build/bin/pincheck}\" \"\${3:-$top}\" $flags"
		program=$1 tables=$2
		shift 2
		unset MAKEFLAGS MFLAGS MAKELEVEL
		make -s -C "$top/checker" OUT="$program" TOP="$tables" "$@" >&2
	) || die "cannot compile checker/*.c against $(echo "$flags" | tr -d "'")"
	exit
fi

newer() { # newer TARGET SOURCE...: is the target there, and newer than all?
	target=$1
	shift
	[ -e "$target" ] || return 1
	[ -z "$(find "$@" -newer "$target")" ]
}

# build_ocaml PACKAGE FOLDER MODULE...: in the order of their dependencies; a module of
# another folder by its path from there
build_ocaml() {
	name=$1 folder=$top/cocci/$2
	shift 2
	pkg=$build/lib/$name
	srcs=
	for m in "$@"; do srcs="$srcs $folder/$m.ml"; done
	# shellcheck disable=SC2086
	newer "$pkg/META" $srcs && return 0
	need ocamlfind ocaml-findlib
	need ocamlopt ocaml-nox
	tmp=$build/lib/.$name.$$
	rm -rf "$tmp"
	mkdir -p "$tmp"
	for m in "$@"; do cp "$folder/$m.ml" "$tmp/"; done
	(
		cd "$tmp"
		srcs=
		for m in "$@"; do srcs="$srcs ${m##*/}.ml"; done
		# shellcheck disable=SC2086
		ocamlfind ocamlopt -shared -I "$spatch_lib" -o "$name.cmxs" $srcs
	) || die "cannot compile $folder/*.ml against $spatch_lib; are ocaml-nox and coccinelle of the same release?"
	cat >"$tmp/META" <<-EOF
	version = "1"
	archive(native,plugin) = "$name.cmxs"
	plugin(native) = "$name.cmxs"
	EOF
	# a spatch that runs meanwhile finds the old one or the new one
	[ -L "$pkg" ] || rm -rf "$pkg"
	ln -s "${tmp##*/}" "$tmp.link"
	mv -T "$tmp.link" "$pkg"
	find "$build/lib" -maxdepth 1 -name ".$name.*" ! -name "${tmp##*/}" -mmin +60 -exec rm -rf {} +
}

# build_c FOLDER NAME LIBS FILE...: a program of that folder
build_c() {
	folder=$1 program=$build/bin/pincer-$2 libs=$3
	shift 3
	(
		cd "$top/$folder"
		newer "$program" "$@" && exit
		need "${CC:-cc}" gcc
		mkdir -p "$build/bin"
		for f in "$@"; do
			shift
			case $f in *.c) set -- "$@" "$f" ;; esac
		done
		# shellcheck disable=SC2086
		"${CC:-cc}" -O2 -g -std=gnu11 -Wall -Wextra -pthread ${CFLAGS:-} -o "$program.$$" "$@" $libs ${LDFLAGS:-} ||
			die "cannot compile $* in $folder/"
		mv "$program.$$" "$program"
	)
}

build_replace() {
	build_c scripts/replace replace "" replace.c sha256.h
}
if [ "${1:-}" = replace ]; then
	build_replace
	exit
fi
spatch_lib=$(spatch_libdir)
mkdir -p "$build/lib"
build_ocaml facts find view api types rows defs conditions walk facts
build_ocaml paths paths ../find/view graph counts explore dirty twice undo fewer seen apart paths
build_c pairing scan "" scan.c ../scripts/replace/sha256.h
build_c pairing spell "" spell.c
build_c pairing solve -lsqlite3 store.c link.c flow.c closed.c solve.c solve.h
build_c pairing findings -ljansson findings.c rules.h version.h
build_replace
