#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# build.sh TARGET gcc|afl: builds tests/fuzz/TARGET.c with the program that it has in it, under
# AddressSanitizer and UndefinedBehaviorSanitizer, and prints the name of the result.
#	gcc	for a run over inputs that are known, and a number of rounds (make test)
#	afl	with afl-clang-fast, for `make fuzz`
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/scripts/lib.sh"

target=$1 how=$2
build=${PINCER_BUILD:-$top/build}
to=$build/fuzz/$how
mkdir -p "$to" || die "$to: cannot be made; check its permissions"

flags="-O1 -g -std=gnu11 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all"
case $how in
gcc) set -- cc ;;
afl)
	set -- env AFL_QUIET=1 afl-clang-fast
	# as with gcc: the sanitizers in a library, so that their code is not taken for the program's
	flags="$flags -shared-libasan -Wl,-rpath,$(clang -print-resource-dir)/lib/linux"
	;;
*) die "usage: tests/fuzz/build.sh TARGET gcc|afl" ;;
esac
libs=-pthread
case $target in
scan | spell) ;;
solve)
	# the sources that scripts/build.sh makes it of; the target has solve.c in it
	# shellcheck disable=SC2013 # words
	for file in $(sed -n 's/^build_c pairing solve -lsqlite3 //p' "$top/scripts/build.sh"); do
		case $file in solve.c | *.h) ;; *) set -- "$@" "$top/pairing/$file" ;; esac
	done
	libs="$libs -lsqlite3"
	;;
findings) libs="$libs -ljansson" ;;
pincheck)
	"$top/scripts/libsparse.sh" --build
	sparse=$build/sparse
	# as it was built, but known by its section; it is not ours to sanitize
	objcopy --rename-section .text=sparse_text "$sparse/libsparse.a" "$to/libsparse.a"
	for file in "$top"/checker/*.c; do
		[ "${file##*/}" = pincheck.c ] || set -- "$@" "$file"
	done
	flags="$flags -fno-strict-aliasing -isystem $sparse -no-pie"
	set -- "$@" "-DPINCER_TOP=\"$top\""
	libs="$libs $to/libsparse.a -lm"
	;;
*) die "$target: no such target; T= takes scan, spell, solve, findings or pincheck" ;;
esac
# shellcheck disable=SC2086 # lists
"$@" $flags -o "$to/$target.$$" "$top/tests/fuzz/main.c" "$top/tests/fuzz/$target.c" "$top/tests/fuzz/last.c" $libs >&2 ||
	die "cannot compile tests/fuzz/$target.c"
mv "$to/$target.$$" "$to/$target"
printf '%s\n' "$to/$target"
