#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# pincer, the command: its options, and that help, manual page, completions, README and make know the same ones.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"
table=$TOP/scripts/command/options.tsv
command=$pincer/scripts/pincer
unset PINCER_COMMAND PINCER_FROM PINCER_REPORTS PINCER_OUTPUT

# pinch ARGUMENT...: pincer, from $TMP/here; rc, $TMP/out, $TMP/err
mkdir "$TMP/here"
pinch() {
	rc=0
	(cd "$TMP/here" && "$command" "$@") >"$TMP/out" 2>"$TMP/err" </dev/null || rc=$?
}
gives() {
	expected=$1
	shift
	pinch "$@"
	cat "$TMP/out" "$TMP/err"
	[ "$rc" -eq "$expected" ]
}
# refuses TEXT ARGUMENT...: exit status 2, and one line with TEXT
refuses() {
	text=$1
	shift
	gives 2 "$@" || return 1
	[ "$(wc -l <"$TMP/err")" -eq 1 ] || { echo "not just one line"; return 1; }
	grep -qF -e "$text" "$TMP/err"
}

# ---- one table ----
is "each row of the table has its columns" "$(awk -F '\t' '!/^#/ && NF != ($1 == "option" ? 8 : $1 == "setting" ? 3 : 4) { print FNR ": " $0 }' "$table")" ""
commands=$(awk -F '\t' '$1 == "command" { print $2 }' "$table")
is "make has the same commands" "$(sed -n 's/^commands := help //p' "$TOP/Makefile")" \
	"$(awk -F '\t' '$1 == "command" || $1 == "checkout" { print $2 }' "$table" | xargs)"
awk -v version=0 -f "$TOP/scripts/command/man.awk" "$table" >"$TMP/pincer.1"
awk -f "$TOP/scripts/command/bash.awk" "$table" >"$TMP/bash"
awk -f "$TOP/scripts/command/zsh.awk" "$table" >"$TMP/_pincer"
# of_bash COMMAND: the options that bash completes for it
of_bash() {
	bash -c '. "$1"; COMP_WORDS=(pincer "$2" --) COMP_CWORD=2; _pincer 2>/dev/null; printf "%s\n" "${COMPREPLY[@]}"' bash "$TMP/bash" "$1" | sed 's/=$//' | grep -v '^--help$' | sort
}
for name in $commands; do
	options=$(awk -F '\t' -v c="$name" '$1 == "option" && ($2 == "*" || index("," $2 ",", "," c ",")) { print $3 }' "$table" | sort)
	pinch "$name" --help
	is "pincer $name --help: its options" "$(sed -n 's/^  \(-., \|    \)\(--[a-z-]*\).*/\2/p' "$TMP/out" | grep -v '^--help$' | sort)" "$options"
	is "... in the manual page" "$(awk -v c="$name" '
		/^\.S[SH]/ { gsub(/\\/, ""); on = $0 ~ "^.SS pincer " c " " || $0 ~ /^.SS Options of all/ }
		on && match($0, /\\fB\\-\\-[a-z\\-]*\\fR/) { s = substr($0, RSTART + 3, RLENGTH - 6); gsub(/\\/, "", s); print s }' "$TMP/pincer.1" | grep -v -e '^--help$' -e '^--version$' | sort)" "$options"
	is "... in bash" "$(of_bash "$name")" "$options"
	is "... in zsh" "$(awk -v c="$name" '$0 == c ")" { on = 1; next } /^\t;;/ { on = 0 } on' "$TMP/_pincer" | grep -oE "(^|[ ,{'])--[a-z-]*" | grep -oE -e '--[a-z-]+' | grep -v '^--help$' | sort -u)" "$options"
done
if command -v man >/dev/null && command -v groff >/dev/null; then
	is "the manual page has no fault" "$(MANWIDTH=80 man --warnings -l "$TMP/pincer.1" 2>&1 >/dev/null)" ""
fi
ok "bash takes its completion" bash -n "$TMP/bash"
if command -v zsh >/dev/null; then ok "zsh takes its completion" zsh -n "$TMP/_pincer"; fi
is "bash completes a word that an option may be" "$(bash -c '. "$1"; COMP_WORDS=(pincer audit --api = p) COMP_CWORD=4; _pincer 2>/dev/null; echo "${COMPREPLY[*]}"' bash "$TMP/bash")" "put pin"
is "every variable that make is told in the README is one" "$(sed 's,make C=2 CHECK=,,' "$TOP/README.md" | grep -oE '`[^`]*`' | sed 's,C=2.*,,' | grep -oE '\b[A-Z][A-Z_]*=' | tr -d '=' | sort -u | while read -r variable; do
	awk -F '\t' -v v="$variable" '($1 == "option" && $5 == v) || ($1 == "setting" && $2 == v) { has = 1 } END { exit !has }' "$table" || echo "$variable"
done)" ""
is "debian/changelog has the version" "$(sed -n '1s/^pincer (\(.*\)) .*/\1/p' "$TOP/debian/changelog")" "$(sed -n 's/^#define PINCER_VERSION "\(.*\)"$/\1/p' "$TOP/pairing/version.h")"
is "the container has what a run asks for" "$(sed -n 's/^	want\(_file\)\? \([a-z][a-z0-9-]*\) .*/\2/p' "$TOP/scripts/setup.sh" | head -n 7 | sort -u | while read -r package; do
	[ "$(grep -cw -e "$package" "$TOP/Containerfile")" -ge 1 ] || echo "$package"
done)" ""

# ---- what is said wrongly ----
new_tree
driver drivers/a/a.c a_get put_page
cp -R "$tree" "$TMP/here/linux"
ok "--version" gives 0 --version
ok "... says which" grep -q '^pincer [0-9.]*' "$TMP/out"
ok "--help" gives 0 --help
ok "nothing at all is an error" gives 2
ok "no such command: the nearest is named" refuses 'adit: no such command; did you mean "audit"?' adit
ok "no such option: the nearest is named" refuses "--basline: no option of pincer audit; did you mean --baseline?" audit --basline=x linux
ok "an option of another command" refuses "--base: no option of pincer audit; did you mean --" audit --base=x linux
ok "no such letter" refuses "-Z: no option of pincer audit" audit -Z linux
ok "a value for a flag" refuses "--dry-run: takes no value" convert --dry-run=1 linux
ok "no value" refuses "--baseline: takes a LIST" audit --baseline
ok "an empty value" refuses "--baseline: takes a LIST, not nothing" audit --baseline= linux
ok "a word that is none of those" refuses "--api: takes one of put pin, not \"pn\"" audit --api=pn linux
ok "no number" refuses "-j: takes a number" audit -jx linux
ok "two trees" refuses "linux: one too many; pincer audit takes [TREE]" audit linux linux
ok "an empty name" refuses "an empty name" audit ""
ok "no tree here" refuses "no kernel tree named, and none is here; say pincer audit TREE" audit
ok "no site" refuses "no site named; say pincer explain FILE:LINE" explain
ok "two options that shut each other out" refuses "--module: --below says otherwise" audit --below=x --module=y linux
ok "an error names options, not variables" refuses "--baseline= names a list of accepted findings" audit --baseline=none linux
ok "... and commands" refuses "not a kernel tree" audit .
odd=$(printf 'a\nb')
ok "a line break in a name" refuses "line break" audit "$odd"

# ---- what is data ----
ok "audit of a tree" gives 0 audit linux
ok "... its report lies where the user stands" test -f "$TMP/here/pincer-reports/linux/findings.json"
is "... which git does not see" "$(cat "$TMP/here/pincer-reports/.gitignore")" "*"
ok "options may follow" gives 0 audit linux -j 1 -o out
ok "... --output is the report's folder itself" test -f "$TMP/here/out/findings.json"
cp -R "$TMP/here/linux" "$TMP/here/-o x"
ok "a name with a dash in front and a space" gives 0 audit -- "-o x"
ok "... is a tree" grep -qF "Nothing but notes in $TMP/here/-o x." "$TMP/out"
ok "a report of another tree is left alone" refuses "has the report of another tree" audit --output=out -- "-o x"
mkdir "$TMP/here/-m y"
cp "$tree/drivers/a/a.c" "$TMP/here/-m y/"
ok "a module of such a name" gives 0 audit "--module=-m y"
ok "... and two words" gives 0 audit --module "-m y"
ok "the environment of make is nothing to it" env M=nowhere BASELINE=none API=zzz V=2 sh -c 'cd "$1" && "$2" audit linux' sh "$TMP/here" "$command"
ok "explain" gives 0 explain drivers/a/a.c:11 linux
ok "... says what make explain says" grep -q "drivers/a/a.c:11: release of put_page" "$TMP/out"
in_tree() {
	cd "$TMP/here/linux" && "$command" explain drivers/a/a.c:11
}
ok "in the tree no tree need be named" in_tree
bare_tree "$TMP/here/bare"
pair_text a >"$TMP/here/bare/drivers/a/a.c"
cp -R "$TMP/here/bare" "$TMP/bare.was"
ok "convert --dry-run" gives 0 convert -n bare
is "... says what next in its own words" "$(grep '^Next:' "$TMP/out")" "Next:   pincer convert $TMP/here/bare, or git apply the patch"
ok "... the tree is as it was" diff -r "$TMP/bare.was" "$TMP/here/bare"

# ---- make ----
# misspelt TEXT ARGUMENT...: make's refusal
misspelt() {
	text=$1
	shift
	! make -s -C "$pincer" "$@" >"$TMP/out" 2>"$TMP/err" </dev/null || return 1
	cat "$TMP/err"
	grep -qF -e "$text" "$TMP/err"
}
ok "make KERNL=" misspelt "KERNL=: no such parameter; did you mean KERNEL=?" convert KERNL=gate
ok "make BASLINE=" misspelt "BASLINE=: no such parameter; did you mean BASELINE=?" audit KERNEL="$tree" BASLINE=x
ok "make audti" misspelt "audti: no such command; did you mean audit?" audti KERNEL="$tree"
ok "a value that looks like one is none" make -s -C "$pincer" explain KERNEL="$tree" SITE=drivers/a/a.c:11 "LINK=a KERNL=b"
ok "a word in the environment is nobody's" env KERNL=x make -s -C "$pincer" explain KERNEL="$tree" SITE=drivers/a/a.c:11

done_testing
