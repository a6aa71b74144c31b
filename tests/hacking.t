#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# docs/hacking.md: what it tells a newcomer to do is done in a copy of this checkout,
# block by block: files are made, rows appended, commands run.
set -eu
. "$(dirname "$0")/lib.sh"

tab=$(printf '\t')
guide=$TOP/docs/hacking.md
copy=$TMP/copy

# ---- the blocks: NN.file (for "New file" and "Append to"), NN.run or NN.fail, as N is their place ----
# steps: "NN how file section"
mkdir "$TMP/blocks"
awk -v OFS='\t' -v dir="$TMP/blocks/" '
	/^## / { section = substr($0, 4) }
	/^(New file|Append to) `[^`]*`:$/ { how = $1; split($0, part, "`"); file = part[2] }
	/^Run:$/ { how = "Run"; file = "-" }
	/^Run, and see it fail:$/ { how = "Fail"; file = "-" }
	/^```$/ {
		inside = !inside
		if (inside && how == "") { print FILENAME ":" FNR ": a block that nothing says what to do with" >"/dev/stderr"; exit 1 }
		if (inside) { n = sprintf("%02d", ++blocks); print n, how, file, section; printf "" >(dir n) } else { close(dir n); how = "" }
		next
	}
	inside { print >(dir n) }' "$guide" >"$TMP/steps"
is "what the guide has to be done" "$(cut -f 2 "$TMP/steps" | xargs)" \
	"New Fail Append Append Append Run New Fail Append New Run"

# ---- a checkout of one's own, built where the original is not touched ----
mkdir -p "$copy/reports" "$TMP/build"
for part in Makefile README.md scripts cocci pairing kernel-overlay checker tests docs; do
	cp -rp "$TOP/$part" "$copy/"
done
find "$TOP/reports" -maxdepth 1 -type f -exec cp -p {} "$copy/reports/" \;
"$TOP/scripts/build.sh"
"$TOP/scripts/build.sh" check
for part in bin lib sparse; do
	cp -rp "$BUILD/$part" "$TMP/build/"
done

# quick COMMAND: a line of the guide, in the copy; the tests in it print to $TMP/said
quick() {
	(cd "$copy" && env -u TMP -u TOP -u BUILD PINCER_BUILD="$TMP/build" sh -e "$1") >"$TMP/said" 2>&1 </dev/null
}
# failed BLOCK: it runs to its end, and a check fails
failed() {
	! quick "$1" && { cat "$TMP/said"; grep -q '^Result: FAIL' "$TMP/said"; }
}
passed() {
	quick "$1" || { cat "$TMP/said"; return 1; }
}

while IFS=$tab read -r n how file section; do
	block=$TMP/blocks/$n
	case $how in
	New)
		ok "$section: $file is new" test ! -e "$copy/$file"
		cp "$block" "$copy/$file"
		;;
	Append)
		ok "$section: $file gets a row" test -f "$copy/$file"
		cat "$block" >>"$copy/$file"
		;;
	Fail) ok "$section: fails without it ($(cat "$block"))" failed "$block" ;;
	Run) ok "$section: passes ($(cat "$block"))" passed "$block" ;;
	esac
done <"$TMP/steps"

# ---- what else the guide speaks of is there ----
sed -n '/^## /,$p' "$guide" | grep -o '`[a-z]*/[a-zA-Z0-9_./-]*`' | tr -d '`' | grep -v NAME | sort -u >"$TMP/named"
ok "it names files" test "$(wc -l <"$TMP/named")" -ge 15
is "... which there are" "$(while IFS= read -r file; do
	[ -e "$copy/$file" ] || echo "$file"
done <"$TMP/named")" ""

# ---- make quick asks for no kernel ----
tests=$(sed -n 's/^quick="\(.*\)"$/\1/p' "$TOP/tests/run.sh")
ok "make quick has its tests" test "$(echo "$tests" | wc -w)" -ge 10
# shellcheck disable=SC2046,SC2086 # lists
is "... none of which looks for Debian's tree, or builds a kernel" \
	"$(cd "$TOP/tests" && grep -lE 'debian|qemu|linux-headers|scripts/(boot|check)\.sh' $(printf '%s.t ' $tests))" ""

done_testing
