#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# pincheck: each file of checker/validation/ is a case, in the manner of sparse's
# own: C, and in its closing comment what the checker has to say of it.
set -eu
. "$(dirname "$0")/lib.sh"

"$TOP/scripts/build.sh" check
pincheck=$BUILD/bin/pincheck
cd "$TOP/checker/validation"

# expected CASE: from its closing comment
expected() {
	sed -n '/^ \* check-error-start/,/^ \* check-error-end/p' "$1" | sed '1d;$d'
}

# command CASE: the one in its closing comment; plain pincheck without
command_of() {
	said=$(sed -n 's/^ \* check-command: pincheck //p' "$1")
	printf '%s\n' "${said:-$1}"
}

quiet=0 cases=0 nameless=
for case in *.c; do
	cases=$((cases + 1))
	[ -n "$(expected "$case")" ] || quiet=$((quiet + 1))
	name=$(sed -n 's/^ \* check-name: //p' "$case")
	[ -n "$name" ] || nameless="$nameless $case"
	# shellcheck disable=SC2046 # its arguments
	is "${name:-$case}" "$("$pincheck" $(command_of "$case") 2>&1)" "$(expected "$case")"
done
echo "# $cases cases, $quiet of them correct code"
is "each says what it is a case of" "$nameless" ""
ok "at least half of them are correct code, and silent" test $((2 * quiet)) -ge "$cases"

# ---- the exit status ----
status() {
	rc=0
	"$pincheck" "$@" >"$TMP/out" 2>&1 || rc=$?
	echo "$rc"
}
is "like sparse: 0, whatever is found" "$(status twice.c)" 0
is "--status: 1 with findings" "$(status --status twice.c)" 1
is "... 0 without" "$(status --status twice-right.c)" 0

unhurried

# ---- bad input ----
printf 'int f(struct page *p\n{ return }}\n' >"$TMP/broken.c"
is "a file that cannot be parsed: 2" "$(status --status "$TMP/broken.c" twice-right.c)" 2
is "... findings elsewhere are told beside: 3" "$(status --status "$TMP/broken.c" twice.c)" 3
ok "... it is named, with the first error" grep -q "^pincheck: .*/broken.c: cannot be read, not checked; sparse says: .*broken.c:2:" "$TMP/out"
ok "... and the other file is checked" grep -q '^twice.c:.*PIN006' "$TMP/out"
# the assembler's part of a header that nothing keeps C out of
printf '.macro save_all\n\tpush %%rax\n.endm\n' >"$TMP/entry.h"
printf '#include "entry.h"\nint x;\n' >"$TMP/asm.c"
is "a header for the assembler: 3, with the others checked" "$(status --status "$TMP/asm.c" twice.c)" 3
ok "... the header is named" grep -q "^pincheck: .*/asm.c: cannot be read, not checked; sparse says: .*entry.h:1:" "$TMP/out"
printf '#include <generated/autoconf.h>\nint x;\n' >"$TMP/config.c"
is "no configuration: 3, with the others checked" "$(status --status "$TMP/config.c" twice.c)" 3
ok "... the missing file is named" grep -q "^pincheck: .*/config.c: cannot be read.*autoconf.h" "$TMP/out"
mkdir "$TMP/folder.c"
is "a folder is no empty file" "$(status --status "$TMP/folder.c")" 2
awk 'BEGIN { printf "int x = "; for (i = 0; i < 200000; i++) printf "("; print "1;" }' >"$TMP/deep.c"
is "nested deeper than the stack: 3, with the others checked" "$(status --status "$TMP/deep.c" twice.c)" 3
ok "... it is named" grep -q "^pincheck: .*/deep.c: not checked, " "$TMP/out"
is "... included by the command line, where nothing can be checked: 2" "$(status --status -include "$TMP/deep.c" twice.c)" 2
is "... and one line" "$(grep -c '^pincheck: nothing is checked' "$TMP/out") $(wc -l <"$TMP/out")" "1 1"
is "what the command line includes is not there: 2" "$(status --status -include "$TMP/nowhere.h" twice.c)" 2
is "... and one line that names it" "$(grep -c '^pincheck: nothing is checked.*nowhere.h' "$TMP/out") $(wc -l <"$TMP/out")" "1 1"
# so deep that sparse's own parser ends beyond its stack
awk 'BEGIN { printf "int f(void)\n{\n\treturn "; for (i = 0; i < 400000; i++) printf "("; print "1;\n}" }' >"$TMP/deep.c"
is "a crash in one file: 3, with the others checked" "$(status --status "$TMP/deep.c" twice.c)" 3
ok "... the file is named" grep -q "^pincheck: .*/deep.c: not checked, the checker broke down" "$TMP/out"
ok "... and the other file is checked" grep -q '^twice.c:.*PIN006' "$TMP/out"
awk 'BEGIN { print "int f(int x)\n{"; for (i = 0; i < 200000; i++) print "\tif (x > " i ") x += " i ";"; print "\treturn x;\n}" }' >"$TMP/big.c"
little_memory() {
	rc=0
	prlimit --as=266240000 "$pincheck" --status "$@" >"$TMP/out" 2>&1 || rc=$?
	echo "$rc"
}
is "out of memory: 3, with the others checked" "$(little_memory "$TMP/big.c" twice.c)" 3
ok "... the file is named, with the reason" grep -q "^pincheck: .*/big.c: not checked; the last word was: .*memory" "$TMP/out"
ok "... and the other file is checked" grep -q '^twice.c:.*PIN006' "$TMP/out"

is "a file that is not there: 3, with the others checked" "$(status --status nowhere.c twice.c)" 3
ok "... it is named" grep -q "^pincheck: nowhere.c: cannot be read, not checked; sparse says: No such file" "$TMP/out"
ok "... and the other file is checked" grep -q '^twice.c:.*PIN006' "$TMP/out"
printf 'put_it\t1\trelease\n' >"$TMP/short.tsv"
is "a table with too few columns: 2" "$(status --api "$TMP/short.tsv" twice.c)" 2
is "... one line says so" "$(cut -d : -f 1,2,3 "$TMP/out")" "pincheck: $TMP/short.tsv:1"
is "a table that is not there: 2" "$(status --api "$TMP/no.tsv" twice.c)" 2
is "no file at all: 2" "$(status)" 2

# ---- functions of one's own ----
printf 'take_page\t2\tacquire\t-\t2\tgup\t-\t-\t-\nasked_page\t2\tborrow\t-\t-\t-\t-\t-\t-\n' >"$TMP/mine.tsv"
cat >"$TMP/mine.c" <<'END'
struct page;
int take_page(unsigned long start, struct page **page);
int f(unsigned long start)
{
	struct page *page;
	return take_page(start, &page);
}
END
is "API_EXTRA's form is understood" "$("$pincheck" --api "$TMP/mine.tsv" "$TMP/mine.c" 2>&1 | sed -n 's/.*\[\(PIN.*\)\]/\1/p')" PIN003
is "... by the environment as well" "$(API_EXTRA="$TMP/mine.tsv" "$pincheck" "$TMP/mine.c" 2>&1 | grep -c PIN003)" 1

# ---- facts, for the audit ----
"$TOP/scripts/build.sh"
"$pincheck" --typed "$TMP/facts" ./*.c >/dev/null 2>&1
awk -F '\t' '$1 == "ca" { print $2 ":" $3 ":" $4 " " $7 }' "$TMP/facts" | sort -u >"$TMP/calls"
printf '%s\n' get_user_pages_fast put_user_page put_user_pages put_page unpin_user_page unpin_user_pages >"$TMP/names"
# shellcheck disable=SC2012 # names of our own
ls ./*.c | sed 's,^./,,' | "$BUILD/bin/pincer-scan" calls . "$TMP/names" |
	awk -F '\t' '$5 == "call" { print $1 ":" $2 ":" $3 " " $4 }' | sort -u >"$TMP/searched"
ok "there are calls to be found" test "$(wc -l <"$TMP/searched")" -ge 100
is "each call that a plain search finds is a fact, by line and column" "$(sed 's,^\./,,' "$TMP/calls" | sort -u | comm -13 - "$TMP/searched")" ""

# ---- ... which the solver reads with the API table as the tree's headers have it ----
mkdir -p "$TMP/tree/include/linux" "$TMP/typed"
echo 'long pin_user_pages(void);' >"$TMP/tree/include/linux/mm.h"
echo '#define MINE_PINS 1' >"$TMP/tree/include/linux/bio.h"
printf '%s\t2\tacquire\t-\t2\tpin:%s\t-\t-\t-\n' take_page MINE_PINS take_other NOBODY_PINS >"$TMP/pins.tsv"
cat >"$TMP/tree/mine.c" <<'END'
struct page;
int take_page(unsigned long start, struct page **page);
int take_other(unsigned long start, struct page **page);
int f(unsigned long start, struct page **page, struct page **other)
{
	return take_page(start, page) + take_other(start, other);
}
END
(cd "$TMP/tree" && "$pincheck" --api "$TMP/pins.tsv" --typed "$TMP/typed/facts" mine.c >/dev/null 2>&1)
API_EXTRA="$TMP/pins.tsv" "$TOP/scripts/typed.sh" "$TMP/tree" "$TMP/typed" - "$TMP/typed.tsv"
is "what takes pins where the headers know a name takes them there, and gup references elsewhere" \
	"$(sqlite3 "$TMP/typed.tsv.db" "SELECT DISTINCT name, ref FROM site ORDER BY 1")" "take_other|gup
take_page|pin"

# ---- and what is no call, or hides one ----
rm -f "$TMP/facts"
"$pincheck" -I . --typed "$TMP/facts" "$TOP/tests/checker/facts.c" >"$TMP/out" 2>&1
sed "s#$TOP/tests/checker/##g" "$TMP/facts" >"$TMP/rows"
has() {
	cat "$TMP/rows"
	grep -q "^$(printf '%s' "$1" | tr ' ' '\t')\$" "$TMP/rows"
}
ok "a page number is told by the name of its type" has "ty facts.c p:drop_pfn:1"
ok "an array that its struct begins with is that field" has "ar facts.c c:facts.c:30:11 4 f:(s:facts.c!some).pages"
ok "an address that a macro gives out is a call" has "ca facts.c 32 10 fill page_to_phys page_to_phys 1 c:facts.c:32:10"
ok "... with the page" has "ar facts.c c:facts.c:32:10 1 l:facts.c:fill@25:v#[0-9]*"
ok "after get_page() a variable stands for the new reference" has "du facts.c c:facts.c:40:2 l:facts.c:keep@38:arg#2 l:facts.c:keep@38:dup#1"
ok "... which is what is stored" has "fl facts.c 41 keep l:facts.c:keep@38:dup#1 f:(s:facts.c!kept).page"
ok "... also of a parameter of a function that is expanded inline" has "fl facts.c 68 found p:facts.c!keep_inline:2 c:facts.c:73:22"
ok "... and of a slot that is read twice: of what is stored" has "ar facts.c c:facts.c:87:3 1 l:facts.c:keep_slots@80:v#7"
is "an inline function whose address is all that is taken is checked" "$(sed -n 's/.*facts.c:\([0-9]*\):.*\[\(PIN.*\)\]$/\1 \2/p' "$TMP/out")" "54 PIN003"
ok "flags that an asm sets are values, not jumps" has "ca facts.c 60 9 flag_outputs get_user_pages_fast get_user_pages_fast 4 c:facts.c:60:9"

# ---- and what other files are told of arrays ----
rm -f "$TMP/facts"
"$pincheck" -I . --typed "$TMP/facts" "$TOP/tests/checker/summary.c" >/dev/null 2>&1
is "functions that fill an array, and what their value says; that drop one by its count; no other" \
	"$(sed "s#$TOP/tests/checker/##g" "$TMP/facts" | grep -E "^(af|ad)	" | tr "\t" " " | sort)" "ad summary.c drops 2 3 unsigned
ad summary.c drops_by_another 1 2 signed
af summary.c fills_all 3 2 zero gup
af summary.c fills_count 3 2 count gup
af summary.c fills_one 1 0 zero gup
af summary.c fills_or_none 1 2 none gup"

# ---- ... and of what is kept ----
sed -n 's/^int \([a-z_]*\)(.*struct thing .*[^;]$/\1/p' "$TOP/tests/checker/summary.c" | sed "s/.*/p:&:1/; s/by_another:1/by_another:2/" >"$TMP/asked"
rm -f "$TMP/facts"
"$pincheck" -I . --asked "$TMP/asked" --typed "$TMP/facts" "$TOP/tests/checker/summary.c" >"$TMP/out" 2>&1
is "functions that keep what they are given unless they fail; no other, and no other facts" \
	"$(sed "s#$TOP/tests/checker/##g" "$TMP/facts" | tr "\t" " " | sort)" "ks summary.c p:stays_by_another:2
ks summary.c p:stays_or_fails:1"
is "... and nothing is reported" "$(cat "$TMP/out")" ""
printf 'stays_or_fails\n' >"$TMP/asked"
is "a list that is none: 2" "$(status --asked "$TMP/asked" twice.c)" 2
is "... one line says so" "$(cut -d : -f 1,2 "$TMP/out")" "pincheck: $TMP/asked"

# ---- memory ----
if printf 'int main(void){return 0;}' | gcc -fsanitize=address,undefined -x c - -o "$TMP/asan" 2>/dev/null; then
	eval "$("$TOP/scripts/libsparse.sh" --flags)"
	make -s -C "$TOP/checker" SPARSE_CFLAGS="$SPARSE_CFLAGS" SPARSE_LIBS="$SPARSE_LIBS" OUT="$TMP/pincheck" TOP="$TOP" \
		CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined" >/dev/null
	# libsparse never frees; a process of its own reads each file
	clean() {
		ASAN_OPTIONS=detect_leaks=0 "$TMP/pincheck" --sparse --typed "$TMP/asan.typed" ./*.c >"$TMP/out" 2>&1 || return 1
		cat "$TMP/out"
		! grep -E 'AddressSanitizer|runtime error|broke down|not checked' "$TMP/out"
	}
	ok "ASan and UBSan have nothing to say" clean
	is "... and it found what it always finds" "$(grep -c '\[PIN' "$TMP/out")" "$("$pincheck" ./*.c 2>&1 | grep -c '\[PIN')"
fi

# ... of its own memory: sparse never frees, and says so by keeping
if command -v valgrind >/dev/null; then
	# the process of each file, by its own log
	spotless() {
		valgrind -q --trace-children=yes --log-file="$TMP/valgrind.%p" "$pincheck" --typed "$TMP/v.typed" ./*.c >"$TMP/out" 2>&1 || return 1
		cat "$TMP"/valgrind.* "$TMP/out"
		[ -z "$(cat "$TMP"/valgrind.*)" ] && ! grep -E 'broke down|not checked' "$TMP/out"
	}
	ok "valgrind has nothing to say" spotless
	is "... and it found what it always finds" "$(grep -c '\[PIN' "$TMP/out")" "$("$pincheck" ./*.c 2>&1 | grep -c '\[PIN')"
else
	ok "valgrind has nothing to say # SKIP it is not installed" true
fi

done_testing
