#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What must hold on any tree, held against Debian's 6.1 as it is: no call
# without a verdict, none counted twice, and the same result for any number of
# jobs, from cold and from cache.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

tree=$(debian_tree) || skip_all "Debian's linux-source-6.1 is not unpacked"
# the dialect with more to do; the other has its round trip
export API=put
tab=$(printf '\t')
names='get_user_pages get_user_pages_fast get_user_pages_fast_only get_user_pages_remote get_user_pages_unlocked get_user_page_fast_only pin_user_pages pin_user_pages_fast pin_user_pages_remote pin_user_pages_unlocked put_page release_pages unpin_user_page unpin_user_pages unpin_user_pages_dirty_lock unpin_user_page_range_dirty_lock'

# analyse NAME JOBS CACHE
analyse() {
	JOBS=$2 PINCER_CACHE=$3 "$TOP/scripts/analyse.sh" "$tree" "$TMP/$1"
}

# The calls in the tree, from text alone: name, file, line, column.
plain_calls() {
	pattern="($(echo "$names" | tr ' ' '|'))"
	(cd "$tree" && find . \( -path ./Documentation -o -path ./scripts \
		-o -path ./tools \) -prune -o -name '*.[ch]' -print0 |
		xargs -0 grep -lwE "$pattern" | sed 's,^\./,,' |
		xargs awk -v names="$names" -f "$TOP/tests/roundtrip/calls.awk") |
	awk -F '\t' -v OFS='\t' '$5 != "declared" { print $4, $1, $2, $3 }' |
	LC_ALL=C sort
}

# The same from sites.tsv.
site_calls() {
	awk -F '\t' -v OFS='\t' -v names="$names" '
	BEGIN { n = split(names, list, " "); for (i = 1; i <= n; i++) wanted[list[i]] }
	NR > 1 && ($5 == "acquisition" || $5 == "release") {
		name = $6
		sub(/[ \t]*\(.*/, "", name)
		if (name in wanted)
			print name, $1, $2, $3
	}' "$1" | LC_ALL=C sort
}

ok "analysed from cold with two jobs" known_debian
known=$(known_debian) || { done_testing; exit 1; }
sites=$known/tables/sites.tsv

is "the header is the interface" "$(sed -n 1p "$sites")" \
	"$(printf 'file\tline\tcolumn\tfunction\tkind\tcall\tverdict\tgroup\torigins\tevidence')"
is "every row has ten fields" "$(awk -F '\t' 'NF != 10' "$sites" | wc -l | tr -d ' ')" 0
sed 1d "$sites" > "$TMP/rows"
ok "rows are sorted by file, line, column" \
	env LC_ALL=C sort -c -s -t "$tab" -k1,1 -k2,2n -k3,3n "$TMP/rows"
is "each site has one row" "$(awk -F '\t' '
	$5 != "leak" && $5 != "origin" { print $1 ":" $2 ":" $3 }' "$TMP/rows" |
	LC_ALL=C sort | uniq -d)" ""
is "every verdict is one of the design's" "$(awk -F '\t' '
	$5 == "release" && $7 ~ /^(convert|converted|keep|unify|mixed|unknown)$/ { next }
	$5 == "acquisition" && $7 ~ /^(paired|demoted|no-refs|leaked|unknown)$/ { next }
	$5 == "leak" && $7 == "leaked" { next }
	$5 == "origin" { next }
	{ print $5, $7 }' "$TMP/rows" | sort | uniq -c)" ""

is "a group is rewritten whole or not at all" "$(awk -F '\t' '
	$8 == "" { next }
	$7 ~ /^(convert|unify)$/ { rewritten[$8] = $1 ":" $2 }
	$7 ~ /^(mixed|unknown|demoted|keep)$/ { left[$8] = $1 ":" $2 " " $7 }
	END { for (g in rewritten) if (g in left) print g ": " rewritten[g] ", but " left[g] }' "$TMP/rows")" ""

# Accounting against text.
plain_calls > "$TMP/plain"
site_calls "$sites" > "$TMP/sites"
for name in $names; do
	is "calls of $name" "$(grep -c "^$name$tab" "$TMP/sites")" \
		"$(grep -c "^$name$tab" "$TMP/plain")"
done
echo "# $(wc -l < "$TMP/plain") calls in text, $(wc -l < "$TMP/sites") in sites.tsv"
comm -23 "$TMP/plain" "$TMP/sites" | sed -n '1,40s/^/# no verdict: /p'
comm -13 "$TMP/plain" "$TMP/sites" | sed -n '1,40s/^/# not in the text: /p'
is "the very same places" "$(comm -3 "$TMP/plain" "$TMP/sites" | wc -l | tr -d ' ')" 0

know_as "$tree" "$TMP/cache"
ok "analysed from cache, with one" analyse warm 1 "$TMP/cache"
ok "cold and warm agree" cmp "$sites" "$TMP/warm/sites.tsv"


# ---- as a patch series ----
# Reports go below the copy's own reports/; nothing of the user's git is read.
mkdir "$TMP/pincer" "$TMP/home"
cp -rp "$TOP/scripts" "$TOP/cocci" "$TOP/pairing" "$TOP/kernel-overlay" "$TMP/pincer"
export PINCER_BUILD="$BUILD" PINCER_CACHE="$TMP/cache" HOME="$TMP/home" GIT_CONFIG_NOSYSTEM=1
git config --global user.name "Zoë Sender"
git config --global user.email zoe@sender.example
# which the repository that the tree lies in, if it is Pincer's own, may say otherwise
export GIT_AUTHOR_NAME="Zoë Sender" GIT_AUTHOR_EMAIL=zoe@sender.example
reports=$TMP/pincer/reports/$(basename "$tree")
mails() {
	KERNEL=$tree CHECKPATCH=$tree/scripts/checkpatch.pl "$TMP/pincer/scripts/mails.sh" "$@" >"$TMP/said" 2>&1 </dev/null || { cat "$TMP/said"; return 1; }
}
ok "a series is written" mails
[ -f "$reports/mails.tsv" ] || { done_testing; exit 1; }
echo "# $(head -n 1 "$TMP/said")"
is "every conversion is in exactly one patch" "$(tail -n +2 "$reports/mails.tsv" | cut -f 3- | LC_ALL=C sort | cksum)" \
	"$(tail -n +2 "$reports/rewritten.tsv" | LC_ALL=C sort | cksum)"
is "no group is in two" "$(tail -n +2 "$reports/mails.tsv" | cut -f 1,9 | sort -u | cut -f 2 | sort | uniq -d)" ""
grep -A 1 '^Check:' "$TMP/said" | sed 's/^/# /'
is "checkpatch.pl --strict finds nothing new" "$(grep -c '^Check:' "$TMP/said")" 0

# The mails by git, on the files that they touch; make convert's patch beside them.
(
	cd "$tree"
	sed -n 's,^--- a/,,p' "$reports"/mails/*.patch | sort -u >"$TMP/touched"
	mkdir "$TMP/am" "$TMP/converted"
	xargs cp --parents -t "$TMP/am" <"$TMP/touched"
	cp -R "$TMP/am/." "$TMP/converted"
	cp -R --parents include/linux include/media block/bio.c Makefile "$TMP/converted"
)
(cd "$TMP/converted" && git init -q . && git apply "$reports/convert.patch")
"$TOP/scripts/overlay.sh" apply --stage placeholder "$TMP/converted" >"$TMP/said"
am() {
	(cd "$TMP/am" && git init -q . && git add -A && git commit -qm base && git am -q "$reports"/mails/000[1-9]* "$reports"/mails/00[1-9]*)
}
ok "git am takes the series" am
(cd "$TMP/am" && git ls-files) | while IFS= read -r file; do
	cmp "$TMP/am/$file" "$TMP/converted/$file"
done >"$TMP/differ" 2>&1 || :
is "... and makes what make convert makes" "$(cat "$TMP/differ")" ""
is "... of every file that it changes" "$(sed -n 's,^+++ b/,,p' "$reports/convert.patch" | sort | comm -23 - "$TMP/touched")" ""
for mail in "$reports"/mails/*.patch; do
	git mailinfo "$TMP/body" "$TMP/diff" <"$mail" | sed -n 's/^\(Author\|Email\): //p' | paste -s -d ' ' -
done | sort | uniq -c >"$TMP/authors"
is "git mailinfo reads one author from all mails" "$(sed 's/^ *//' "$TMP/authors")" \
	"$(find "$reports/mails" -name '*.patch' | wc -l) Zoë Sender zoe@sender.example"
is "each mail has a subject of its own, not too long" "$(for mail in "$reports"/mails/*.patch; do
	git mailinfo "$TMP/body" "$TMP/diff" <"$mail" | sed -n 's/^Subject: //p'
done | awk 'length($0) > 76 || seen[$0]++')" ""
is "each patch is sent to somebody, and signed off" "$(for mail in "$reports"/mails/*.patch; do
	case $mail in *0000-cover*) continue ;; esac
	git mailinfo "$TMP/body" "$TMP/diff" <"$mail" >"$TMP/head"
	grep -q '^Cc: ' "$TMP/body" && grep -q '^Signed-off-by: Zoë' "$TMP/body" || echo "$mail"
done)" ""

done_testing
