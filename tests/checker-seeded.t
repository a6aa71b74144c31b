#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Seeded faults, as in seeded.t, for pincheck alone: silent on the sources
# without a fault, and all faults are found, by rule and line.
set -eu
. "$(dirname "$0")/lib.sh"

"$TOP/scripts/build.sh" check
mkdir "$TMP/src"
cd "$TMP/src"

# seed FILE TEMPLATE GUP FAULT: prints "rule line" of the fault
seed() {
	status=0 name=$(basename "$1" .c)
	{ awk -v prefix="$name" -v gup="$3" -v fault="$4" -f "$TOP/tests/seeded/seed.awk" "$2" >"$1"; } 2>&1 || status=$?
	# what it calls beside has to be declared
	sed -i 's/\<[a-z0-9]*_use(table)/ask((unsigned long)table)/' "$1"
	return $status
}

check() {
	"$BUILD/bin/pincheck" --status -I "$TOP/checker/validation/include" "$@" >"$TMP/out" 2>&1 || [ $? -eq 1 ] || {
		cat "$TMP/out" >&2
		exit 1
	}
	sed -n 's/^\([^ :]*:[0-9]*\):[0-9]*: [a-z]*: .* \[\(PIN[0-9]*\)\]$/\1 \2/p' "$TMP/out"
}

cat >"$TMP/gups" <<'END'
get_user_pages_fast(S, N, 1, P)
get_user_pages_unlocked(S, N, P, FOLL_WRITE)
get_user_pages(S, N, FOLL_WRITE, P, 0)
get_user_pages_remote(0, current->mm, S, N, FOLL_WRITE, P, 0, 0)
END

i=0
: >"$TMP/want"
while read -r gup; do
	for template in "$TOP"/tests/seeded/*.c; do
		i=$((i + 1))
		seed "clean$i.c" "$template" "$gup" 0
		fault=0
		while :; do
			fault=$((fault + 1)) i=$((i + 1))
			what=$(seed "s$i.c" "$template" "$gup" $fault) || break
			echo "s$i.c:${what#* } ${what% *}" >>"$TMP/want"
		done
		rm "s$i.c"
	done
done <"$TMP/gups"

is "sources without a fault: silence" "$(check clean*.c)" ""
check s*.c | LC_ALL=C sort >"$TMP/got"
LC_ALL=C sort -o "$TMP/want" "$TMP/want"
LC_ALL=C comm -23 "$TMP/want" "$TMP/got" >"$TMP/missed"
all=$(wc -l <"$TMP/want") missed=$(wc -l <"$TMP/missed")
echo "# $((all - missed)) of $all faults found"
ok "there are at least a hundred faults" test "$all" -ge 100
enough() {
	cat "$TMP/missed"
	[ "$missed" -eq 0 ]
}
ok "all are found, with rule and line" enough

done_testing
