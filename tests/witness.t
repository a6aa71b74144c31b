#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# PIN001, PIN002, PIN004 and PIN005 have a witness, or are not said. In tests/witness
# each line that has to be named carries the rule and the level; every other is a trap.
#
#	WITNESS_TREE=folder tests/witness.t	keeps the tree and what is said of it there
set -eu
# shellcheck source=/dev/null
. "$(dirname "$0")/lib.sh"

tree=${WITNESS_TREE:-$TMP}/tree
mkdir -p "$tree"
cp -R "$TOP/tests/pair/skeleton/." "$tree/"
cat >>"$tree/include/linux/mm.h" <<'END'
long pin_user_pages(unsigned long start, unsigned long nr_pages, unsigned int gup_flags, struct page **pages);
long pin_user_pages_unlocked(unsigned long start, unsigned long nr_pages, struct page **pages, unsigned int gup_flags);
int pin_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags, struct page **pages);
void unpin_user_page(struct page *page);
void unpin_user_pages(struct page **pages, unsigned long npages);
END
for f in $(cd "$TOP/tests/witness" && find . -name '*.[ch]' | sed 's,^\./,,' | LC_ALL=C sort); do
	name=${f%/*}
	[ "$name" != "$f" ] || name=${f%.c}
	mkdir -p "$tree/drivers/$name"
	cp "$TOP/tests/witness/$f" "$tree/drivers/$name/"
done

out=${WITNESS_TREE:-$TMP}/out
mkdir -p "$out"
ok "inspected" env API=pin PINCER_CACHE="${WITNESS_TREE:-$TMP}/cache" "$TOP/scripts/inspect.sh" "$tree" "$out"
records=$out/records
[ -f "$records" ] || { done_testing; exit 1; }
(cd "$tree" && grep -n '/\* PIN[0-9]* [a-z]* \*/' drivers/*/*.c) |
	sed 's,^\([^:]*:[0-9]*\):.*/\* \(PIN[0-9]*\) \([a-z]*\) \*/.*,\1 \2 \3,' | LC_ALL=C sort >"$TMP/want"
awk -F '\t' '$1 == "F" && $2 ~ /^PIN00[1245]$/ { print $4 ":" $5, $2, $3 }' "$records" | LC_ALL=C sort -u >"$TMP/got"
ok "some are marked" test "$(wc -l <"$TMP/want")" -ge 10
for name in $(cd "$tree/drivers" && echo *); do
	is "$name" "$(grep "^drivers/$name/" "$TMP/got" || :)" "$(grep "^drivers/$name/" "$TMP/want" || :)"
done
done_testing
