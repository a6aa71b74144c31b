#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# debian-tree.sh: print the folder of Debian's kernel source, unpacked below
# build/ and never changed.  Unpacks it first where that has not been done, or
# where Debian's archive is another one now.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

build=${PINCER_BUILD:-$top/build}
archive=${PINCER_ARCHIVE:-/usr/src/linux-source-6.1.tar.xz}
name=$(basename "$archive" .tar.xz)
tree=$build/$name

[ -r "$archive" ] ||
	die "$archive is missing; install it with: apt-get install linux-source-6.1"
mkdir -p "$build" || die "$build: cannot be made; check its permissions"
exec 9>"$build/$name.lock"
flock 9
id=$(stat -L -c '%s %Y' "$archive")
if [ ! -d "$tree" ] || [ "$(cat "$build/$name.id" 2>/dev/null)" != "$id" ]; then
	need xz xz-utils
	new=$build/$name.new
	trap 'rm -rf "$new"' EXIT
	trap 'exit 2' INT TERM HUP
	rm -rf "$new" "$build/$name.id"
	mkdir "$new"
	note "unpacking $archive"
	xz -dc -T0 "$archive" | tar xf - -C "$new" ||
		die "$archive cannot be unpacked into $build; check its disk space (2 GiB)"
	[ -d "$new/$name" ] || die "$archive holds no folder $name; install Debian's linux-source-6.1 again"
	rm -rf "$tree"
	mv "$new/$name" "$tree"
	printf '%s\n' "$id" >"$build/$name.id"
	note_done
fi
printf '%s\n' "$tree"
