#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Files of any kind: what once broke one of the C programs, and a round of inputs made out of
# good ones, under AddressSanitizer and UndefinedBehaviorSanitizer.  tests/fuzz/README.md has more.
set -eu
. "$(dirname "$0")/lib.sh"

"$TOP/scripts/build.sh"
"$TOP/scripts/build.sh" check
fuzz=$TOP/tests/fuzz
mkdir "$TMP/dir"

# about 20 seconds of CPU time for each
rounds_of() {
	case $1 in
	scan) echo 2500 ;;
	spell) echo 2500 ;;
	solve) echo 2000 ;;
	findings) echo 5000 ;;
	pincheck) echo 3000 ;;
	esac
}

# what the finder writes for the solver, all of it
sed -n '/^} relations/,/^}/s/{ "/\n&/gp' "$TOP/pairing/store.c" | sed -n 's/^{ "\([a-z]*\)", "[a-z]*" }.*/\1/p' >"$TMP/relations"
ok "the rows that the solver takes are known" test "$(wc -l <"$TMP/relations")" -ge 29
while IFS= read -r relation; do
	grep -qsxF -- "@@rows.$relation" "$fuzz"/corpus/solve/* || echo "$relation"
done <"$TMP/relations" >"$TMP/missing"
is "... and each kind of them stands in an input" "$(cat "$TMP/missing")" ""

for target in scan spell solve findings pincheck; do
	program=$("$fuzz/build.sh" "$target" gcc)
	"$fuzz/seeds.sh" "$target" "$TMP/$target"
	for input in "$fuzz/crashes/$target"/*; do
		ok "$target: $(basename "$input")" "$program" "$TOP" "$TMP/dir" "$input"
	done
	ok "$target: what the rest begins with" "$program" "$TOP" "$TMP/dir" "$TMP/$target"/*
	if [ "$target" = spell ]; then
		# what is nested deeper than a stack is deep
		for deep in "(" "!" "A ||" "elif"; do
			awk -v deep="$deep" 'BEGIN {
				print "@@how\nmodule views\n@@x.c"
				printf "#if "
				for (i = 0; i < 100000; i++) printf "%s", deep == "elif" ? "A" i "\n#elif " : deep == "A ||" ? "A" i " || " : deep
				printf "B"
				for (i = 0; deep == "(" && i < 100000; i++) printf ")"
				print "\n#define DROP put_page\n#endif\nvoid f(struct page *p) { DROP(p); }"
			}' >"$TMP/deep"
			ok "spell: a condition of 100000 times $deep" "$program" "$TOP" "$TMP/dir" "$TMP/deep"
		done
	fi
	if [ "$target" = solve ]; then
		ok "solve: a table of the API in an input is taken" "$program" "$TOP" "$TMP/dir" --once "$TMP/solve/api"
	fi
	ok "$target: $(rounds_of "$target") inputs made of it" "$program" "$TOP" "$TMP/dir" --rounds "$(rounds_of "$target")" "$TMP/$target"/*
done

if command -v afl-clang-fast >/dev/null; then
	program=$("$fuzz/build.sh" pincheck afl)
	ok "pincheck as it is built for AFL++: what it begins with" "$program" "$TOP" "$TMP/dir" "$TMP/pincheck"/* "$fuzz"/crashes/pincheck/*
else
	ok "pincheck as it is built for AFL++ # SKIP needs afl++" true
fi

# ---- would it be seen? ----
cat >"$TMP/weak.c" <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fuzz.h"
const bool expect_words = true;
void fuzz_init(const char *top, const char *dir) { (void)top; (void)dir; }
void fuzz_one(const char *data, size_t len)
{
	static int table[4];
	char *copy = malloc(len + 1);

	memcpy(copy, data, len);
	copy[len] = 0;
	if (!strcmp(copy, "read"))
		exit(copy[len + 1]);
	if (!strcmp(copy, "write"))
		table[len]++;
	if (!strcmp(copy, "shift"))
		exit(1 << (len + 60) & 1);
	if (!strcmp(copy, "two lines"))
		fputs("pincer: one\ntwo\n", stderr), exit(2);
	if (!strcmp(copy, "silent"))
		exit(2);
	if (!strcmp(copy, "status"))
		exit(3);
	if (!strcmp(copy, "refused"))
		fputs("pincer: x: damaged; remove it\n", stderr), exit(2);
}
END
cc -g -std=gnu11 -fsanitize=address,undefined -fno-sanitize-recover=all -I "$fuzz" -o "$TMP/weak" "$fuzz/main.c" "$TMP/weak.c"
for how in read write shift "two lines" silent status; do
	printf %s "$how" >"$TMP/how"
	rc=0
	"$TMP/weak" "$TOP" "$TMP/dir" "$TMP/how" >"$TMP/out" 2>&1 || rc=$?
	is "a program that breaks is seen: $how" "$rc $(grep -c 'breaks it' "$TMP/out")" "1 1"
done
printf refused >"$TMP/how"
ok "... one that refuses is not" "$TMP/weak" "$TOP" "$TMP/dir" "$TMP/how"

# ---- what is damaged is not believed ----
scan=$BUILD/bin/pincer-scan
mkdir "$TMP/tree"
cp "$TOP/tests/pair/bio_end_io.c" "$TOP/tests/pair/comments_and_strings.c" "$TMP/tree/"
# from then on the files are old enough not to be read again (2 seconds)
sleep 3
"$scan" index "$TMP/tree" "$TMP/index" >/dev/null
answers() {
	printf 'put_page\nbio_endio\nbio_put\n' | "$scan" query "$1"
}
is "an index as it was made: nothing is read again" "$("$scan" index "$TMP/tree" "$TMP/index")" "2	0"
answers "$TMP/index" >"$TMP/answers"
ok "... and it has answers" test -s "$TMP/answers"
# What a wrong byte stands in is read again, the new one says the same, and nothing is wrong in it.
size=$(wc -c <"$TMP/index")
at=0 kept=0
while [ "$at" -lt "$size" ]; do
	cp "$TMP/index" "$TMP/spoiled"
	byte=$(od -An -tu1 -j "$at" -N 1 "$TMP/index" | tr -d ' ')
	# shellcheck disable=SC2059 # that is the byte
	printf "\\$(printf %o $((byte ^ 32)))" | dd of="$TMP/spoiled" bs=1 seek="$at" conv=notrunc 2>/dev/null
	if [ "$("$scan" index "$TMP/tree" "$TMP/spoiled")" = "2	0" ] || [ "$("$scan" index "$TMP/tree" "$TMP/spoiled")" != "2	0" ] ||
		! answers "$TMP/spoiled" | cmp -s - "$TMP/answers"; then
		kept=$((kept + 1))
	fi
	at=$((at + 7))
done
is "an index with a wrong byte is made again" "$kept" 0
head -c 100 "$TMP/index" >"$TMP/spoiled"
rc=0
echo put_page | "$scan" query "$TMP/spoiled" >"$TMP/out" 2>&1 || rc=$?
is "an index that is cut short: one line" "$rc $(cat "$TMP/out")" "2 pincer: $TMP/spoiled: no index, or a damaged one; remove it and run again"

mkdir "$TMP/report"
rc=0
printf 'F\tPIN001\terror\ta.c\t1\t1\tf\tput_page(p)\t\377\told\n' | "$BUILD/bin/pincer-findings" "$TMP/report" >/dev/null || rc=$?
is "no finding is left out for a byte that is not UTF-8" "$rc $(jq '.findings | length' "$TMP/report/findings.json")" "1 1"
rc=0
"$BUILD/bin/pincer-findings" "$TMP/report" </ >"$TMP/out" 2>&1 || rc=$?
is "records that cannot be read are not no findings" "$rc $(grep -c '^pincer: ' "$TMP/out")" "2 1"

# ---- make fuzz ----
# refused WHAT ASSIGNMENT...
refused() {
	what=$1
	shift
	rc=0
	make -s -C "$TOP" fuzz "$@" >"$TMP/out" 2>"$TMP/err" || rc=$?
	grep -v '^make: ' "$TMP/err" >"$TMP/said" || :
	cat "$TMP/said"
	[ "$rc" -eq 2 ] && [ "$(wc -l <"$TMP/said")" -eq 1 ] && grep -q "^pincer: .*$what" "$TMP/said"
}
ok "make fuzz: no program named" refused "T=: no such program"
ok "... one that there is not" refused "T=spatch: no such program" T=spatch
ok "... two" refused "no such program" T="scan solve"
ok "... no number of seconds" refused "SECONDS=long" T=scan SECONDS=long
ok "... none" refused "SECONDS=0" T=scan SECONDS=0

done_testing
