#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Names: any byte but NUL and "/" in the names of files and folders.  What cannot be done
# is one line that names the file, and the others are done all the same.
set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/hostile/lib.sh"

# ---- file names that are converted like any other ----
tab=$(printf '\t')
long=$(printf 'n%.0s' $(seq 253)).c
cat >"$TMP/names" <<'END'
drivers/a/back\nslash.c
drivers/a/back\x41slash.c
drivers/a/trailing\.c
-r.c
--help.c
drivers/-f/x.c
x=1.c
FS=a.c
@file.c
#hash.c
!bang.c
~tilde.c
drivers/a/a b  c.c
drivers/a/ leading.c
drivers/a/$(touch pwned).c
drivers/a/`touch pwned`.c
drivers/a/;touch pwned;.c
drivers/a/'single'.c
drivers/a/"double".c
drivers/a/&amp.c
drivers/a/%s%n%d.c
drivers/a/[a-z]*?.c
drivers/a/{a,b}.c
drivers/a/(paren).c
drivers/a/a|b>c<d.c
drivers/a/:colon:1.c
drivers/a/comma,x.c
drivers/a/a+b.c
drivers/a+b/x.c
drivers/a/..c..c
drivers/<script>alert(1)<\u002fscript>/x.c
drivers/a/größe.c
END
printf 'drivers/b/%s\n' "$long" >>"$TMP/names"
printf 'drivers/a/\033[31mred.c\ndrivers/a/\377\376.c\ndrivers/a/\302\233c1.c\ndrivers/a/bell\007.c\n' >>"$TMP/names"
new_tree "$tree"
while IFS= read -r name; do
	mkdir -p "$tree/$(dirname -- "./$name")"
	source_text "start += $((k = ${k:-0} + 1));" >"$tree/./$name"
done <"$TMP/names"
source_text "" >"$tree/drivers/a/$(printf 'line\nbreak.c')"
source_text "" >"$tree/drivers/a/tab${tab}x.c"
mkdir "$tree/$(printf 'drivers/fold\ner')"
source_text "" >"$tree/$(printf 'drivers/fold\ner/x.c')"
cp -a "$tree" "$TMP/pristine"
from=$tree
ok "make convert of a tree with such names" ends 0 convert
cp "$TMP/err" "$TMP/convert.err"
converted() {
	grep -q "put_user_pages" "$tree/./$1" && ! grep -q "put_page(" "$tree/./$1" &&
		[ "$(wc -l <"$tree/./$1")" -ge 7 ]
}
while IFS= read -r name; do
	ok "converted: $(printf '%s\n' "$name" | LC_ALL=C tr -c ' -~\n' '?' | cut -c 1-60)" converted "$name"
done <"$TMP/names"
ok "converted: the ordinary one" converted drivers/a/a.c
as_it_was() {
	cmp "$TMP/pristine/$1" "$tree/$1"
}
ok "a line break in a name: left alone" as_it_was "$(printf 'drivers/a/line\nbreak.c')"
ok "... and named" grep -qF 'drivers/a/line\012break.c: left alone' "$TMP/convert.err"
ok "a tab in a name: left alone" as_it_was "drivers/a/tab${tab}x.c"
ok "... and named" grep -qF 'drivers/a/tab\011x.c: left alone' "$TMP/convert.err"
ok "a line break in the name of a folder: left alone" as_it_was "$(printf 'drivers/fold\ner/x.c')"
ok "... and named" grep -qF 'drivers/fold\012er/x.c: left alone' "$TMP/convert.err"
ok "nothing of a name is run" sh -c '! find "$1" "$2" -name pwned | grep .' - "$tree" "$pincer"
is "no file is empty" "$(cd "$tree" && find . -name '*.c' -size 0)" ""
ok "the patch makes the same of the tree" sh -c 'cd "$1" && GIT_CEILING_DIRECTORIES=$2 git apply "$3" && diff -r . "$4"' - \
	"$TMP/pristine" "$TMP" "$reports/convert.patch" "$tree"

# ---- a result that is empty, or cannot be read, is none ----
rules=$TOP/cocci/convert
is "verify.awk: two empty files" "$(awk -f "$rules/tokens.awk" -f "$rules/verify.awk" -v src=/dev/null -v dst=/dev/null -v sites=/dev/null || echo "status $?")" \
	"nothing is left of the file
status 1"
is "verify.awk: files that are not there" "$(awk -f "$rules/tokens.awk" -f "$rules/verify.awk" -v src=/nowhere/a -v dst=/nowhere/b -v sites=/dev/null || echo "status $?")" \
	"/nowhere/b: cannot be read
status 1"

# ---- names of trees ----
# in_tree NAME: a tree of that name is converted, or refused with one line
one_pair() {
	tree=$TMP/$1
	new_tree "$tree"
	from=$TMP
	ends 0 convert && converted drivers/a/a.c
}
unset_tree() {
	tree=$TMP/tree
}
for name in 'a\tb\033[31m' "q'u\"o" 'a b' 'a&b' 'a=b' 'a,b' '-dash' '$(touch pwned)' '`touch pwned`' 'a;b' 'a%sb' 'a#b' 'a[b]*'; do
	ok "KERNEL= in a folder named $name" one_pair "$name"
	ok "... the terminal is told as it stands" sh -c '! LC_ALL=C grep "[[:cntrl:]]" "$1" "$2"' - "$TMP/out" "$TMP/err"
done
tree=$TMP/'a\tb\033[31m'
ok "... explain" ends 0 explain SITE=drivers/a/a.c:5
ok "... audit finds nothing in what was converted" ends 0 audit
name_refused() {
	tree=$TMP/$1
	new_tree "$tree"
	untouched refused "line break or another control character" "$2"
}
ok "KERNEL= with a line break in its name" name_refused "$(printf 'new\nline')" convert
ok "... audit" name_refused "$(printf 'new\nline')" audit
ok "KERNEL= with an escape sequence in its name" name_refused "$(printf 'es\033[2Jc')" convert
ok "... which does not reach the terminal" sh -c '! LC_ALL=C grep "$(printf "\033")" "$1"' - "$TMP/err"
cannot_build() {
	tree=$TMP/$1
	new_tree "$tree"
	untouched refused "the kernel's own build cannot stand in a folder of that name" check
}
for name in 'x`touch pwned`' 'x$(touch pwned)' 'x y' 'x;y' 'x:y' 'x%y'; do
	ok "make check of a tree in a folder named $name" cannot_build "$name"
done
ok "nothing of a name is run" sh -c '! find "$1" -name pwned | grep .' - "$TMP"
unset_tree

# ---- names of what is given ----
new_tree "$tree"
tables=$TMP/'ta\tb le'
mkdir "$tables"
printf 'my_take\t2\tacquire\t-\t2\tgup\t-\t-\t-\n' >"$tables/x=1.tsv"
ok "API_EXTRA= with a backslash, a blank and = in its name" ends 0 convert DRY=1 API_EXTRA="$tables/x=1.tsv"
printf 'my_take\t2\n' >"$tables/bad.tsv"
ok "... is named as it stands" refused "$tables/bad.tsv:1: 2 columns" convert DRY=1 API_EXTRA="$tables/bad.tsv"
ok "M= that leads out by .." refused "M= takes a folder inside the tree" audit M=../..
mkdir "$tree/drivers/m\\t=x"
source_text "" >"$tree/drivers/m\\t=x/x.c"
ok "M= with a backslash in its name" ends 0 convert DRY=1 "M=drivers/m\\t=x"
is "... is all that is converted" "$(sed 1d "$reports/rewritten.tsv" | cut -f 1)" "drivers/m\\t=x/x.c"
ok "SITE= out of the tree" refused "leads out of the tree" explain SITE=../../../../../../../../etc/passwd:1
done_testing
