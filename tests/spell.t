#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Macros and worlds: aliases, forwarders, bodies of several statements, wrappers
# and own definitions per version of the kernel, #if within functions and calls.
#
# Each folder below tests/spell is a module; its file "expected" has what convert
# writes ("+ line"), and what audit says beside PIN001 ("file:line RULE"), below its
# licence.
set -eu
. "$(dirname "$0")/lib.sh"

# a copy of Pincer, so that the reports are not the user's
pincer=$TMP/pincer
mkdir "$pincer" "$pincer/reports"
for part in "$TOP"/*; do
	case ${part##*/} in
	build | reports) ;;
	*) ln -s "$part" "$pincer/" ;;
	esac
done
rm -f "$pincer/scripts"
cp -R "$TOP/scripts" "$pincer/scripts"
cp -R "$TOP/reports/." "$pincer/reports/"
export PINCER_BUILD="$BUILD" PINCER_CACHE="$TMP/cache"

# found MODULE: in the form of "expected"
found() {
	rm -rf "$pincer/reports/$1"
	M=$1 DRY=1 PINCER_FROM=$TMP "$pincer/scripts/front.sh" convert >"$TMP/said" 2>&1 || cat "$TMP/said"
	[ ! -f "$pincer/reports/$1/convert.patch" ] ||
		sed -n '/^+++/d; s/^+[ \t]*/+ /p' "$pincer/reports/$1/convert.patch"
	M=$1 PINCER_FROM=$TMP "$pincer/scripts/front.sh" audit >"$TMP/said" 2>&1 || [ $? -eq 1 ] || cat "$TMP/said"
	sed -n '/\[PIN001\]$/d; s/^\([^ :]*:[0-9]*\):[0-9]*: [a-z]*: .*\[\(PIN[0-9]*\)\]$/\1 \2/p' "$TMP/said"
}

for folder in "$TOP"/tests/spell/*/; do
	name=$(basename "$folder")
	cp -R "$folder" "$TMP/$name"
	is "$name" "$(found "$name")" "$(sed '/^# SPDX-/d' "$folder/expected")"
done
done_testing
