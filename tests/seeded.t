#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Seeded faults: sources without a fault (tests/seeded/*.c, which name the faults
# that can be made), each fault in a copy of its own.  The audit has to be silent
# on the former and to name rule and line of all of the latter.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"

# seed PREFIX TEMPLATE GUP FAULT: writes drivers/PREFIX/PREFIX.c, prints the fault
seed() {
	mkdir -p "$tree/drivers/$1"
	{ awk -v prefix="$1" -v gup="$3" -v fault="$4" -f "$TOP/tests/seeded/seed.awk" "$2" >"$tree/drivers/$1/$1.c"; } 2>&1
}

cat >"$TMP/gups" <<'END'
get_user_pages_fast(S, N, 1, P)
get_user_pages_unlocked(S, N, P, FOLL_WRITE)
get_user_pages(S, N, FOLL_WRITE, P, NULL)
get_user_pages_remote(NULL, current->mm, S, N, FOLL_WRITE, P, NULL, NULL)
END

# ---- without a fault ----
new_tree
i=0
while read -r gup; do
	for template in "$TOP"/tests/seeded/*.c; do
		i=$((i + 1))
		seed "clean$i" "$template" "$gup" 0
	done
done <"$TMP/gups"
run audit KERNEL="$tree"
is "sources without a fault: silence" "$rc $(findings '')" "0 "

# ---- one fault in each ----
new_tree
i=0
: >"$TMP/want"
while read -r gup; do
	for template in "$TOP"/tests/seeded/*.c; do
		fault=0
		while :; do
			fault=$((fault + 1)) i=$((i + 1))
			what=$(seed "s$i" "$template" "$gup" $fault) || break
			echo "drivers/s$i/s$i.c:${what#* } ${what% *}" >>"$TMP/want"
		done
		rm -r "$tree/drivers/s$i"
	done
done <"$TMP/gups"
run audit KERNEL="$tree"
findings | LC_ALL=C sort >"$TMP/got"
LC_ALL=C sort -o "$TMP/want" "$TMP/want"
comm -23 "$TMP/want" "$TMP/got" >"$TMP/missed"
all=$(wc -l <"$TMP/want") missed=$(wc -l <"$TMP/missed")
echo "# $((all - missed)) of $all faults found"
ok "there are at least a hundred faults" test "$all" -ge 100
enough() {
	cat "$TMP/missed"
	[ "$missed" -eq 0 ]
}
ok "all are found, with rule and line" enough
# A fault may show in more than one way, but not in another file.
cut -d : -f 1 "$TMP/want" | sort -u >"$TMP/files"
is "nothing is found where no fault is" "$(cut -d : -f 1 "$TMP/got" | sort -u | comm -23 - "$TMP/files")" ""

done_testing
