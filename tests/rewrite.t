#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# scripts/rewrite.sh: the form each planned call gets. tests/rewrite/NAME.in
# holds the source, with "@" before every planned call; NAME.expected.c what
# has to come out. A fixture's second line may name options.
set -eu
. "$(dirname "$0")/lib.sh"

fixtures=$TOP/tests/rewrite
rewrite=$TOP/scripts/rewrite.sh
header="file	line	column	call	action	new	group"

# same OLD NEW: shows the difference where there is one
same() {
	diff -u "$1" "$2"
}

# Fixtures with the same options go through in one run.
mkdir "$TMP/tree"
for fixture in "$fixtures"/*.in; do
	name=$(basename "$fixture" .in)
	options=$(sed -n '2s,^/\* options: \(.*\) \*/$,\1,p' "$fixture")
	set=$(printf '%s' "$options" | tr -c 'a-z0-9' _)
	printf '%s\n' "$options" >"$TMP/options.$set"
	awk -f "$fixtures/plan.awk" -v file="$name.c" -v plan="$TMP/rows" "$fixture" >"$TMP/tree/$name.c"
	awk -F '\t' -v OFS='\t' -v name="$name" '{ $7 = name $7; print }' "$TMP/rows" >>"$TMP/plan.$set"
	cat "$TMP/rows" >>"$TMP/all"
	rm -f "$TMP/rows"
done
cp -r "$TMP/tree" "$TMP/before"
for options in "$TMP"/options.*; do
	set=${options##*/options.}
	{ echo "$header"; cat "$TMP/plan.$set"; } >"$TMP/plan"
	# shellcheck disable=SC2046 # a list
	"$rewrite" "$TMP/tree" "$TMP/plan" "$TMP/out.$set" --jobs 2 $(cat "$options")
	mkdir -p "$TMP/new" "$TMP/applied"
	cp -p "$TMP/out.$set"/new/* "$TMP/new"
done
for fixture in "$fixtures"/*.in; do
	name=$(basename "$fixture" .in)
	ok "$name" same "$fixtures/$name.expected.c" "$TMP/new/$name.c"
done
ok "the tree is left as it was" diff -r "$TMP/before" "$TMP/tree"

unhurried

# what has nothing to do with the dirtying forms is the same with each of them
{ echo "$header"; grep -E '^(single|release_pages_error_code)\.c	' "$TMP/all"; } >"$TMP/plan"
for options in "--dirty yes" "--dirty-lock-shape 3" "--dirty yes --dirty-lock-shape 3"; do
	# shellcheck disable=SC2086 # a list
	"$rewrite" "$TMP/tree" "$TMP/plan" "$TMP/lone" $options
	ok "lone calls, $options" sh -c 'for f in single release_pages_error_code; do diff -u "$2/$f.expected.c" "$1/new/$f.c" || exit 1; done' - \
		"$TMP/lone" "$fixtures"
	is "... by the rules" "$(grep -c 'token$' "$TMP/lone/rewritten.tsv")" 0
done

out=$TMP/out.
form() {
	awk -F '\t' -v OFS=: -v file="$1.c" '$1 == file { printf "%s%s", sep, $8; sep = " " }' "$out/rewritten.tsv"
}
is "form of a folded loop" "$(form loop_plain)" bulk
is "form of a dirtying loop" "$(form dirty_lock_shape2)" dirty_lock
is "form of a lone call" "$(form single)" "single single"
is "form of release_pages()" "$(form release_pages_cold)" "bulk bulk"
is "form of unify" "$(form unify)" unify
is "form of demote" "$(form demote)" demote
is "form of an acquisition" "$(form acquire)" "acquire acquire acquire acquire"
is "form in a piece that can't be parsed" "$(form single_unparsable)" "token single"
is "every row is accounted for" \
	"$(cat "$out/rewritten.tsv" "$out/failed.tsv" | grep -vc '^file	')" \
	"$(wc -l <"$TMP/plan." | tr -d ' ')"

# the patch gives the same files
cp -r "$TMP/tree" "$TMP/patched"
ok "the patch applies with patch -p1" sh -c 'cd "$1" && patch -s -p1 <"$2"' - "$TMP/patched" "$out/convert.patch"
ok "and gives the same files" sh -c 'cd "$2" && for f in *; do cmp "$f" "$1/$f" || exit 1; done' - "$TMP/patched" "$out/new"
rm -rf "$TMP/patched"
cp -r "$TMP/tree" "$TMP/patched"
ok "the patch applies with git apply" sh -c 'cd "$1" && git init -q . && git apply "$2"' - "$TMP/patched" "$out/convert.patch"

# order and number of jobs
{ echo "$header"; sort -r "$TMP/plan."; sort -r "$TMP/plan." | head -n 3; } >"$TMP/plan"
"$rewrite" "$TMP/tree" "$TMP/plan" "$TMP/other" --jobs 1
for result in convert.patch rewritten.tsv failed.tsv; do
	ok "$result: same for any order and any number of jobs" same "$out/$result" "$TMP/other/$result"
done

# a plan that has been carried out finds nothing to do twice
cp "$TMP"/new/* "$TMP/tree"
"$rewrite" "$TMP/tree" "$TMP/plan" "$TMP/again"
is "nothing is rewritten twice" "$(wc -c <"$TMP/again/convert.patch" | tr -d ' ')" 0

# groups whole or not at all
rm -rf "$TMP/tree"
cp -r "$TMP/before" "$TMP/tree"
{
	echo "$header"
	printf 'loop_plain.c\t7\t3\tput_page\trelease\tput_user_page\t1\n'
	printf 'single.c\t6\t2\tput_page\trelease\tput_user_page\t1\n'
	printf 'single.c\t8\t9\tput_page\trelease\tput_user_page\t1\n'
	printf 'single.c\t7\t2\tput_page\trelease\tput_user_page\t2\n'
	printf 'gone.c\t7\t2\tput_page\trelease\tput_user_page\t3\n'
	printf 'demote.c\t4\t14\tiov_iter_get_pages\tdemote\tiov_iter_get_pages_refs\t3\n'
} >"$TMP/plan"
"$rewrite" "$TMP/tree" "$TMP/plan" "$TMP/groups"
is "only the sound group is rewritten" "$(tail -n +2 "$TMP/groups/rewritten.tsv" | cut -f 1,2,7)" "single.c	7	2"
is "no other file is touched" "$(ls "$TMP/groups/new")" single.c
is "the others are reported" "$(tail -n +2 "$TMP/groups/failed.tsv" | cut -f 1,2,8)" \
"demote.c	4	left with its group: gone.c:7 failed
gone.c	7	no such file
loop_plain.c	7	left with its group: single.c:8 failed
single.c	6	left with its group: single.c:8 failed
single.c	8	no call of put_page at that line and column"

# ---- what spatch takes for the same thing: convert.iso is all of standard.iso that fits these rules ----
standard=$(top=$TOP && . "$TOP/scripts/lib.sh" && dirname "$(spatch_libdir)")/standard.iso
# read_with ISO: every rule as spatch reads it with that file; its own numbers left out
read_with() {
	for rule in "$TOP"/cocci/convert/*.cocci; do
		{ echo 'virtual flagged, unlocked'; grep -v '^virtual' "$rule"; } >"$TMP/rule.cocci"
		for defines in "" "-D flagged" "-D unlocked" "-D flagged -D unlocked"; do
			# shellcheck disable=SC2086 # a list
			(cd "$TMP" && HOME=$TOP/cocci spatch --parse-cocci rule.cocci --iso-file "$1" $defines 2>/dev/null) | sed 's/_[0-9]*//g'
		done
	done
}
: >"$TMP/none.iso"
read_with "$standard" >"$TMP/rules.standard"
read_with "$TOP/cocci/convert/convert.iso" >"$TMP/rules.ours"
read_with "$TMP/none.iso" >"$TMP/rules.none"
ok "convert.iso lacks nothing that a rule fits" same "$TMP/rules.standard" "$TMP/rules.ours"
ok "... and without it they are read differently" sh -c '! cmp -s "$1" "$2"' - "$TMP/rules.standard" "$TMP/rules.none"

# bad input
fails() {
	rc=0
	said=$("$@" 2>&1) || rc=$?
	[ "$rc" -eq 2 ] && [ "$(printf '%s\n' "$said" | wc -l)" -eq 1 ] &&
		case $said in "pincer: "*) ;; *) return 1 ;; esac
}
echo "file line" >"$TMP/plan.bad"
ok "a plan with other columns" fails "$rewrite" "$TMP/tree" "$TMP/plan.bad" "$TMP/bad"
{ echo "$header"; printf 'single.c\t6\t2\tput_page\tpat\tput_user_page\t1\n'; } >"$TMP/plan.bad"
ok "an unknown action" fails "$rewrite" "$TMP/tree" "$TMP/plan.bad" "$TMP/bad"
ok "no tree" fails "$rewrite" "$TMP/none" "$TMP/plan" "$TMP/bad"
ok "an unknown option" fails "$rewrite" "$TMP/tree" "$TMP/plan" "$TMP/bad" --fast yes

done_testing
