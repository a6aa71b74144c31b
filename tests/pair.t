#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# scripts/analyse.sh: what is found, how it is paired, what is decided. Every
# fixture in tests/pair/ is one file, or one folder where it takes several; the
# calls in it carry the verdict they have to get (tests/pair/expected.awk has
# the form). All of them go into one small tree, each into a folder of its own.
#
#	PAIR_TREE=folder tests/pair.t	keeps that tree and its sites.tsv there
set -eu
# shellcheck source=/dev/null
. "$(dirname "$0")/lib.sh"

pair=$TOP/tests/pair
tab=$(printf '\t')

# plant TREE: the tree, with all fixtures
plant() {
	mkdir -p "$1"
	cp -R "$pair/skeleton/." "$1/"
	for fixture in $fixtures; do
		mkdir -p "$1/drivers/$fixture"
		if [ -d "$pair/$fixture" ]; then
			cp "$pair/$fixture"/* "$1/drivers/$fixture/"
		else
			cp "$pair/$fixture.c" "$1/drivers/$fixture/"
		fi
	done
}

# analyse TREE OUT [CACHE]: by default with the cache that all runs share
analyse() {
	PINCER_CACHE=${3:-$TMP/cache} "$TOP/scripts/analyse.sh" "$1" "$TMP/$2"
}

# same_sites A B: two runs came to the same
same_sites() {
	diff -U 0 "$TMP/$1/sites.tsv" "$TMP/$2/sites.tsv" &&
		diff -U 0 "$TMP/$1/plan.tsv" "$TMP/$2/plan.tsv"
}

# of FIXTURE LINES: what LINES (of expected.awk or actual.awk) says of it
of() {
	awk -F '\t' -v OFS='\t' -v name="$1" '$1 == name { print $2, $3 }' "$2" | LC_ALL=C sort
}

as_marked() {
	of "$1" "$TMP/expected" >"$TMP/want"
	of "$1" "$TMP/actual" >"$TMP/got"
	[ -s "$TMP/want" ] && diff -U 0 "$TMP/want" "$TMP/got"
}

fixtures=$(cd "$pair" && for f in *.c */; do
	f=${f%/}
	[ "$f" = skeleton ] || printf '%s\n' "${f%.c}"
done)

# ---- the verdicts ----

tree=${PAIR_TREE:-$TMP/tree}
plant "$tree"
ok "analysed from cold" analyse "$tree" cold
sites=$TMP/cold/sites.tsv
[ -f "$sites" ] || { done_testing; exit 1; }
[ -z "${PAIR_TREE:-}" ] || cp "$sites" "$PAIR_TREE/"

(cd "$tree" && awk -f "$pair/expected.awk" drivers/*/*.[ch]) >"$TMP/expected"
awk -f "$pair/actual.awk" "$TMP/expected" "$sites" >"$TMP/actual"
for fixture in $fixtures; do
	reason=$(sed -n "s/^$fixture: //p" "$TOP/tests/pair/todo")
	if [ -n "$reason" ]; then
		todo "$reason" "$fixture" as_marked "$fixture"
	else
		ok "$fixture" as_marked "$fixture"
	fi
done

# ---- accounting ----

# The calls in the tree, from text alone; that search goes line by line, so the one
# call whose name and parenthesis stand on two lines is added by hand.
printf 'drivers/split_call/split_call.c\t18\t2\tput_page\n' >"$TMP/split"
names=$(awk -F '\t' '!/^#/ && $3 ~ /^(acquire|forward|release|relay)$/ { print $1 }' \
	"$TOP/cocci/api.tsv" | sort -u | tr '\n' ' ')
(cd "$tree" && find . -name '*.[ch]' | sed 's,^\./,,' |
	xargs awk -v names="$names" -f "$TOP/tests/roundtrip/calls.awk") |
	awk -F '\t' -v OFS='\t' '$5 != "declared" { print $1, $2, $3, $4 }' |
	cat - "$TMP/split" | LC_ALL=C sort >"$TMP/plain"
awk -F '\t' -v OFS='\t' '($5 == "acquisition" || $5 == "release") && $10 !~ /; spelled by / {
	sub(/[ \t]*\(.*/, "", $6); print $1, $2, $3, $6 }' "$sites" |
	LC_ALL=C sort >"$TMP/rows"
ok "every call that a plain search finds has exactly one row, beside those for uses of macros" diff -U 0 "$TMP/plain" "$TMP/rows"
is "every row has ten fields" "$(awk -F '\t' 'NF != 10' "$sites")" ""
is "every verdict is one of the design's" "$(awk -F '\t' '
	NR == 1 { next }
	$5 == "release" && $7 ~ /^(convert|converted|keep|unify|mixed|unknown)$/ { next }
	$5 == "acquisition" && $7 ~ /^(paired|demoted|no-refs|leaked|unknown)$/ { next }
	$5 == "origin" && $7 ~ /^(keep|unify)$/ { next }
	$5 == "leak" && $7 == "leaked" { next }
	{ print $1 ":" $2, $5, $7 }' "$sites")" ""
sed 1d "$sites" >"$TMP/body"
ok "rows are sorted by file, line, column" \
	env LC_ALL=C sort -c -s -t "$tab" -k1,1 -k2,2n -k3,3n "$TMP/body"

is "the way of the other reference is told step by step" \
	"$(sed -n '/mixed_helper\.c/s/.*; the other by \([^;]*\).*/\1/p' "$sites" | sed 's,drivers/mixed_helper/mixed_helper\.c,,g' | head -n 1)" \
	":8 <- :5 <- :26 <- :23 <- :23 find_get_page"

# The evidence of a converted release ends where its reference was taken.
is "evidence leads from a release to an acquisition of its group" "$(awk -F '\t' '
	FNR == NR { if ($5 == "acquisition") taken[$1 ":" $2, $8] = 1; next }
	$5 != "release" || $7 !~ /^(convert|mixed)$/ || $8 == "" || $4 ~ /^#define / { next }
	{
		way = $10
		sub(/; .*/, "", way)	# remarks follow
		n = split(way, step, " <- ")
		sub(/ .*/, "", step[n])
		if (step[1] != $1 ":" $2 || !((step[n], $8) in taken))
			print $1 ":" $2 ": " $10
	}' "$sites" "$sites")" ""

is "pages that also get to where no release was found" "$(awk -F '\t' '
	$1 ~ /(also_elsewhere|field_array)/ && $5 == "acquisition" { print $1 ": " $10 }' "$sites")" \
	"drivers/also_elsewhere/also_elsewhere.c: where its reference goes is not known: get_user_pages_fast at drivers/also_elsewhere/also_elsewhere.c:14, drivers/also_elsewhere/also_elsewhere.c:21 keeps it in struct ael_obj.pages, from where no other function was seen to release it; released at drivers/also_elsewhere/also_elsewhere.c:18
$(awk -F '\t' '$1 ~ /field_array/ && $5 == "acquisition" { split($10, part, ";"); print $1 ": " part[1] }' "$sites")"

# ---- the plan ----

plan_of() {
	awk -F '\t' -v OFS='\t' 'NR > 1 { print $1, $2, $3, $5 }' "$1" | LC_ALL=C sort
}
awk -F '\t' -v OFS='\t' '
	$10 ~ /; spelled by / { next }
	$4 ~ /^#define / { if ($7 ~ /^(convert|unify|demoted)$/) print $1, $2, $3, "define"; next }
	$5 == "release" && $7 ~ /^(convert|unify)$/ { print $1, $2, $3, "release" }
	$5 == "origin" && $7 == "unify" { print $1, $2, $3, "unify" }
	$7 == "demoted" { print $1, $2, $3, "demote" }' "$sites" |
	LC_ALL=C sort >"$TMP/want"
plan_of "$TMP/cold/plan.tsv" >"$TMP/got"
ok "the plan is what the verdicts say" diff -U 0 "$TMP/want" "$TMP/got"
ok "analysed with MIXED=report" env MIXED=report PINCER_CACHE="$TMP/cache" \
	"$TOP/scripts/analyse.sh" "$tree" "$TMP/mixed"
grep -v "${tab}demote\$" "$TMP/want" >"$TMP/want.mixed"
plan_of "$TMP/mixed/plan.tsv" >"$TMP/got"
ok "MIXED=report plans everything but the demotions" diff -U 0 "$TMP/want.mixed" "$TMP/got"
ok "MIXED=report gives the same verdicts" cmp "$sites" "$TMP/mixed/sites.tsv"

unhurried

# ---- order, jobs, cache ----

ok "analysed again" analyse "$tree" warm
ok "cold and from cache are the same" same_sites cold warm

# A tree of another name whose folders list their files in another order.
plant "$TMP/other"
mv "$TMP/other/drivers" "$TMP/aside"
for fixture in $(printf '%s\n' "$fixtures" | sort -r); do
	mkdir -p "$TMP/other/drivers/$fixture"
	for f in $(cd "$TMP/aside/$fixture" && printf '%s\n' * | sort -r); do
		cp "$TMP/aside/$fixture/$f" "$TMP/other/drivers/$fixture/"
	done
done
ok "analysed under another name, in another order, by one job" \
	env JOBS=1 PINCER_CACHE="$TMP/cache" "$TOP/scripts/analyse.sh" "$TMP/other" "$TMP/one"
ok "name, order and jobs make no difference" same_sites cold one
ok "analysed by three jobs" env JOBS=3 PINCER_CACHE="$TMP/cache3" \
	"$TOP/scripts/analyse.sh" "$tree" "$TMP/three"
ok "more jobs than cores make no difference" same_sites cold three
mv "$TMP/other" "$TMP/a tree"
ok "analysed at paths with a blank in them" analyse "$TMP/a tree" "a report" "$TMP/a cache"
ok "a blank makes no difference" same_sites cold "a report"

# Memory errors and undefined behaviour end the run.
ok "analysed by programs built with the sanitizers" env PINCER_BUILD="$TMP/sanitized" \
	CFLAGS="-fsanitize=address,undefined -fno-sanitize-recover" ASAN_OPTIONS=detect_leaks=0 \
	PINCER_CACHE="$TMP/cache.sanitized" "$TOP/scripts/analyse.sh" "$tree" "$TMP/sanitized_out"
ok "and again, from its cache" env PINCER_BUILD="$TMP/sanitized" ASAN_OPTIONS=detect_leaks=0 \
	PINCER_CACHE="$TMP/cache.sanitized" "$TOP/scripts/analyse.sh" "$tree" "$TMP/sanitized_out"
ok "they come to the same" same_sites cold sanitized_out

is "why a call under #if 0 is unknown" \
	"$(awk -F "\t" '$1 ~ /under_if_0/ && $7 == "unknown" { print $10 }' "$sites")" \
	"under #if 0: no kernel has it"

is "a plain search finds every acquisition and release" "$(sqlite3 "$TMP/cold/sites.db" "
	SELECT s.file, s.line FROM site s JOIN verdict v ON v.site = s.id WHERE s.kind IN ('acquisition', 'release')
	AND NOT EXISTS (SELECT 1 FROM expansion x WHERE x.file = s.file AND x.line = s.line AND x.col = s.col) AND NOT EXISTS (SELECT 1 FROM mention m WHERE m.file = s.file AND m.line = s.line AND m.col = s.col AND m.kind <> 'decl')")" ""

# A solver that is dead before its first order.
mkdir "$TMP/dead"
cp -R "$BUILD/bin" "$BUILD/lib" "$TMP/dead/"
cat >"$TMP/dead/bin/pincer-solve" <<-\EOF
	#!/bin/sh
	echo "pincer: the end" >&2
	exit 2
	EOF
chmod +x "$TMP/dead/bin/pincer-solve"
is "a solver that dies is reported by its last words" "$(PINCER_BUILD=$TMP/dead PINCER_CACHE=$TMP/cache.dead \
	"$TOP/scripts/analyse.sh" "$tree" "$TMP/dead_out" 2>&1 || echo "$?")" "pincer: the end
2"

# ---- changed files ----

# others FILE SITES: the rows of all other files, group numbers aside
others() {
	awk -F '\t' -v OFS='\t' -v f="$1" '$1 != f { $8 = ""; print }' "$2"
}
edited=drivers/local_array_loop/local_array_loop.c
sed -i 's/get_user_pages_fast(addr, n, 0, pages)/loc_fill(pages, n)/; 1s/$/\n\n/' "$tree/$edited"
ok "analysed after a change" analyse "$tree" changed
is "the changed file's release is not converted any more" \
	"$(awk -F '\t' -v f="$edited" '$1 == f { print $2, $6, $7 }' "$TMP/changed/sites.tsv")" \
	"16 put_page(pages[i]) keep"
others "$edited" "$sites" >"$TMP/want"
others "$edited" "$TMP/changed/sites.tsv" >"$TMP/got"
ok "the rows of other files are as they were" diff -U 0 "$TMP/want" "$TMP/got"
ok "the same from cold" analyse "$tree" changed_cold "$TMP/cache.changed"
ok "a changed file leaves nothing behind in the cache" same_sites changed changed_cold

# Changes that reach other files: by a header, by a struct, by a wrapper.
sed -i 's/put_page(p->pages/hin_other(p->pages/' "$tree/drivers/header_inline/pinned.h"
sed -i 's/alloc_page(GFP_KERNEL)/NULL/' "$tree/drivers/mixed_three_files/kernel.c"
sed -i 's/rc = get_user_pages_fast.*;/found = alloc_page(GFP_KERNEL);/' \
	"$tree/drivers/wrapper_returns_page/get.c"
ok "analysed after changes that reach other files" analyse "$tree" reach
is "a release that was mixed" \
	"$(awk -F '\t' '$1 ~ /mixed_three_files/ { print $7 }' "$TMP/reach/sites.tsv" | xargs)" \
	"convert paired"
is "a release that was converted" \
	"$(awk -F '\t' '$1 ~ /wrapper_returns_page/ { print $7 }' "$TMP/reach/sites.tsv" | xargs)" \
	keep
ok "the same from cold again" analyse "$tree" reach_cold "$TMP/cache.reach"
ok "changes elsewhere leave nothing behind in the cache" same_sites reach reach_cold

rm -r "$tree/drivers/mixed_helper"
rm "$tree/drivers/field_other_file/hold.c"
mkdir "$tree/drivers/added"
sed 's/fa_/added_/g' "$pair/field_array.c" >"$tree/drivers/added/added.c"
ok "analysed with a file new and two gone" analyse "$tree" files
is "a file that is gone has no rows" \
	"$(cut -f 1 "$TMP/files/sites.tsv" | grep -c mixed_helper || :)" 0
is "what a file that is gone took is kept" \
	"$(awk -F '\t' '$1 ~ /field_other_file/ { print $7 }' "$TMP/files/sites.tsv")" keep
is "a new file has rows" \
	"$(awk -F '\t' '$1 ~ /added/ { print $7 }' "$TMP/files/sites.tsv" | xargs)" "paired convert"
ok "the same from cold once more" analyse "$tree" files_cold "$TMP/cache.files"
ok "files that are gone leave nothing behind in the cache" same_sites files files_cold

done_testing
