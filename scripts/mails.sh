#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make mails: a conversion as a patch series, one patch for each subsystem and
# for each group that crosses subsystems, ready for git send-email and git am.
# Parameters come from the environment: KERNEL, and what convert.sh takes.
# Leaves reports/TREE/mails/ (one file a mail), mails.mbox and mails.tsv (which
# call went into which patch).  Exit status 0 done, 2 error.
set -eu
LC_ALL=C
export LC_ALL

top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"
awk=$top/scripts/mails

# ------------------------------------------------------------------ checks

[ -n "${KERNEL:-}" ] || die "no tree given; say make mails KERNEL=/path/to/linux"
check_tree "$KERNEL"
KERNEL=$(cd "$KERNEL" && pwd -P)
export KERNEL
need git git
need perl perl
need flock util-linux
# nothing of a repository around us, and no hook, is to reach our own
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_COMMON_DIR

[ -s "$KERNEL/MAINTAINERS" ] && [ -f "$KERNEL/MAINTAINERS" ] ||
	die "$KERNEL/MAINTAINERS: missing or empty; nobody to send to without it: take it from the tree's own version"
grep -q '^F:[[:space:]]' "$KERNEL/MAINTAINERS" ||
	die "$KERNEL/MAINTAINERS: no section in it names files (F:); take it from the tree's own version"
iconv -f UTF-8 -t UTF-8 "$KERNEL/MAINTAINERS" >/dev/null 2>&1 ||
	die "$KERNEL/MAINTAINERS: not UTF-8, so names in it would be garbled; convert it with iconv"
[ -f "$KERNEL/scripts/get_maintainer.pl" ] ||
	die "$KERNEL/scripts/get_maintainer.pl: missing; recipients come from it: take it from the tree's own version"

ident=$(cd "$KERNEL" && git -c user.useConfigOnly=true var GIT_AUTHOR_IDENT 2>/dev/null) ||
	die "git has no name and address for you, so no mail can be signed off; say git config --global user.name and user.email"
name=${ident%% <*}
email=${ident#*<}
email=${email%%>*}

report=$top/reports/$(basename "$KERNEL")
mkdir -p "$report" || die "$report: can't write there"
work=$report/.mails
exec 8>"$report/.mails.lock"
flock -n 8 || die "$report: another pincer writes mails for this tree; wait for it to end"
rm -rf "$work"
mkdir "$work" "$work/old" "$work/new" "$work/msg" "$work/series"
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP TERM
trap 'trap "" INT; printf "pincer: interrupted; no mails were written\n" >&2; exit 2' INT

# git in a repository of ours: the user's settings would change what it writes
ours() {
	GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES=$report \
	GIT_AUTHOR_NAME=$name GIT_AUTHOR_EMAIL=$email \
	GIT_COMMITTER_NAME=$name GIT_COMMITTER_EMAIL=$email \
		git -c core.autocrlf=false -c core.hooksPath=/dev/null -c gc.auto=0 -c core.quotePath=false "$@"
}

# theirs: the user's own repository, only read
theirs() {
	GIT_OPTIONAL_LOCKS=0 git -C "$KERNEL" "$@" 2>/dev/null
}

# ---------------------------------------------------------------- the conversion

touched() {
	sed -n 's,^+++ b/,,p' "$report/convert.patch"
}

# copy_touched TO: those files as they are in the tree now
copy_touched() {
	rm -rf "$1"
	mkdir -p "$1"
	touched | while IFS= read -r file; do
		[ -f "$KERNEL/$file" ] || die "$file: in the last report, but not in the tree; run make convert KERNEL=$KERNEL DRY=1"
		mkdir -p "$1/$(dirname "$file")"
		cp "$KERNEL/$file" "$1/$file"
	done
}

# apply WAY IN: the report's patch, to the files below IN
apply() {
	# shellcheck disable=SC2086 # options
	(cd "$2" && ours apply --whitespace=nowarn $1 "$report/convert.patch") >/dev/null 2>&1
}

# A tree that was converted in place has its report; any other is analysed now.
converted=no
if [ -s "$report/convert.patch" ] && [ -f "$report/sites.tsv" ] && [ -f "$report/rewritten.tsv" ] &&
	[ "$(wc -l <"$report/rewritten.tsv")" -gt 1 ] && (copy_touched "$work/new") 2>/dev/null &&
	apply "-R --check" "$work/new"; then
	converted=yes
	copy_touched "$work/old"
	apply -R "$work/old"
	# the evidence speaks of other files too
	changed=$(cut -f 1 "$report/sites.tsv" | tail -n +2 | sort -u | (cd "$KERNEL" &&
		while IFS= read -r file; do
			[ -z "$(find "$file" -newer "$report/sites.tsv" 2>/dev/null || echo gone)" ] || echo "$file"
		done) | head -n 1)
	[ -z "$changed" ] ||
		die "$changed: changed since the analysis; take the conversion back (git apply -R $report/convert.patch) and run make mails again"
else
	note "converting a copy"
	DRY=1 "$top/scripts/convert.sh" >"$work/said" 8>&- || exit 2
	! grep -q '^Nothing to convert' "$work/said" ||
		die "$KERNEL: nothing to convert, so nothing to send; a tree converted earlier has to be as make convert left it"
	copy_touched "$work/old"
	copy_touched "$work/new"
	apply "" "$work/new" ||
		die "$KERNEL: changed while it was analysed; run make mails again"
fi

touched | sort >"$work/files"
odd=$(grep -m 1 '[^A-Za-z0-9._/+,@=~%:-]' "$work/files") || odd=
[ -z "$odd" ] ||
	die "$odd: get_maintainer.pl cannot read that path out of a patch; rename the file, or leave it out with M="

# ---------------------------------------------------------------- the split

note "splitting"
awk -f "$awk/sections.awk" "$KERNEL/MAINTAINERS" "$work/files" >"$work/sections"
awk -f "$awk/split.awk" "$work/sections" "$report/rewritten.tsv" |
	sort -t "$(printf '\t')" -k1,1n -k2,3 -k5,5 -k6,6n -k7,7n |
	awk -F '\t' -v OFS='\t' '
	$3 != was { n++; was = $3 }
	{ row = $0; sub(/^[^\t]*\t[^\t]*\t[^\t]*\t/, "", row); print n, row }' >"$work/patches"
patches=$(tail -n 1 "$work/patches" | cut -f 1)

# the history's own prefix for each patch, where most of its changes share one
: >"$work/prefixes"
if [ -e "$KERNEL/.git" ]; then
	k=0
	while [ $((k += 1)) -le "$patches" ]; do
		awk -F '\t' -v k=$k '$1 == k { print $3 }' "$work/patches" | sort -u |
			tr '\n' '\0' | (cd "$KERNEL" && xargs -0 env GIT_OPTIONAL_LOCKS=0 \
			git log --no-merges -n 30 --format=%s -- 2>/dev/null) |
			awk -v OFS='\t' -v k=$k '
			match($0, /^[A-Za-z0-9_\/.,+ -]+(: [A-Za-z0-9_\/.+-]+)*: /) {
				n[substr($0, 1, RLENGTH - 2)]++
			}
			END {
				for (p in n)
					if (n[p] > n[best] || n[p] == n[best] && p < best) best = p
				if (n[best] >= 3 && 2 * n[best] >= NR) print k, best
			}' >>"$work/prefixes" || true
	done
fi
echo "0" | cat - "$work/prefixes" >"$work/prefixes.0" # awk counts files by their first line
awk -f "$awk/message.awk" -v old="$work/old" -v tree="$KERNEL" -v out="$work/msg" \
	"$work/prefixes.0" "$work/patches" "$report/sites.tsv"

# ---------------------------------------------------------------- the commits

# maintainers ARGUMENT...: get_maintainer.pl, one recipient a line
maintainers() {
	(cd "$KERNEL" && perl scripts/get_maintainer.pl --nogit --nogit-fallback --norolestats "$@") \
		2>"$work/perl.err" || die "scripts/get_maintainer.pl: $(grep -m 1 . "$work/perl.err" || echo "failed")"
}

repo=$work/repo
ours init -q "$repo" 2>"$work/git.err" && cp -R "$work/old/." "$repo/" &&
	ours -C "$repo" add -A -f . && ours -C "$repo" commit -q -m "as it was" ||
	die "no repository can be made below $report: $(head -n 1 "$work/git.err")"
base=$(ours -C "$repo" rev-parse HEAD)

# version FILE K: as it has to be after patch K: the calls of the patches so far
# rewritten, in a file that several patches touch
dirty_options "$KERNEL" >"$work/options"
k=0
while [ $((k += 1)) -le "$patches" ]; do
	note "patch $k of $patches"
	awk -F '\t' -v k=$k -v part="$work/partly" -v whole="$work/whole" '
		BEGIN { printf "" > part; printf "" > whole }
		$1 == k { here[$3] }
		$1 > k { later[$3] }
		END { for (f in here) print f > (f in later ? part : whole) }' "$work/patches"
	while IFS= read -r file; do
		cat "$work/new/$file" >"$repo/$file"
	done <"$work/whole"
	if [ -s "$work/partly" ]; then
		{
			head -n 1 "$report/rewritten.tsv" | cut -f 1-7
			awk -F '\t' -v OFS='\t' -v k=$k 'NR == FNR { part[$0]; next }
				$3 in part && $1 <= k { print $3, $4, $5, $6, $7, $8, $9 }' "$work/partly" "$work/patches"
		} >"$work/plan"
		# shellcheck disable=SC2046 # options
		"$top/scripts/rewrite.sh" "$work/old" "$work/plan" "$work/part" $(cat "$work/options") 8>&- || exit 2
		[ "$(wc -l <"$work/part/failed.tsv")" -eq 1 ] ||
			die "$(sed -n '2s/\t.*//p' "$work/part/failed.tsv"): cannot be converted in two steps; please report this"
		while IFS= read -r file; do
			cat "$work/part/new/$file" >"$repo/$file"
		done <"$work/partly"
	fi
	ours -C "$repo" add -u
	ours -C "$repo" diff --cached >"$work/diff"
	[ -s "$work/diff" ] || die "patch $k would be empty; please report this"
	maintainers "$work/diff" >"$work/to"
	[ -s "$work/to" ] || die "scripts/get_maintainer.pl names nobody for $(sed -n '1s/.* b.//p' "$work/diff"); see MAINTAINERS"
	grep -v '<' "$work/to" >>"$work/lists" || true
	{
		cat "$work/msg/$k.msg"
		echo
		sed 's/^/Cc: /' "$work/to"
		echo "Signed-off-by: $name <$email>"
	} >"$work/message"
	ours -C "$repo" commit -q --cleanup=verbatim -F "$work/message"
done
diff -r -x .git "$work/new" "$repo" >/dev/null ||
	die "the series does not add up to the conversion; please report this"

# ---------------------------------------------------------------- the mails

note "writing"
version=$(awk -F " *= *" '
	/^(VERSION|PATCHLEVEL|SUBLEVEL|EXTRAVERSION) *=/ && !($1 in v) { v[$1] = $2 }
	END { print v["VERSION"] "." v["PATCHLEVEL"] (v["SUBLEVEL"] > 0 ? "." v["SUBLEVEL"] : "") v["EXTRAVERSION"] }
	' "$KERNEL/Makefile")
api=no
! grep -qs '\<put_user_page(struct page' "$KERNEL/include/linux/mm.h" "$KERNEL/include/linux/gup_pin.h" || api=yes
awk -f "$awk/cover.awk" -v api=$api \
	-v version="$version" \
	"$work/msg/table" "$report/sites.tsv" "$report/failed.tsv" "$report/cut.tsv" >"$work/cover"

# the commit that the user's repository stands on, if the files there are the ones converted
commit=
if [ -e "$KERNEL/.git" ] && commit=$(theirs rev-parse HEAD); then
	while IFS= read -r file; do
		[ "$(theirs rev-parse "HEAD:$file")" = "$(ours hash-object --no-filters "$work/old/$file")" ] || commit=
	done <"$work/files"
fi

maintainers --nom --nor -f include/linux/mm.h >"$work/owners"
[ -s "$work/owners" ] || maintainers -f include/linux/mm.h >"$work/owners"
set --
while IFS= read -r address; do
	set -- "$@" "--to=$address"
done <"$work/owners"
branch=$(ours -C "$repo" symbolic-ref --short HEAD)
ours -C "$repo" config "branch.$branch.description" "$(cat "$work/cover")"
ours -C "$repo" format-patch -q --thread=shallow --cover-letter --cover-from-description=subject \
	--encode-email-headers "$@" -o "$work/series" "$base..$branch" 2>"$work/git.err" ||
	die "git format-patch: $(head -n 1 "$work/git.err")"

# the cover letter goes to every list, and says what the series stands on
sort -u "$work/lists" | grep -vxFf "$work/owners" >"$work/cc" || true
for cover in "$work"/series/0*-cover-letter.patch; do
	awk -v commit="$commit" -v cc="$work/cc" '
	!body && /^$/ {
		body = 1
		for (n = 0; (getline address < cc) > 0; n++)
			printf "%s%s", n ? ",\n    " : "Cc: ", address
		if (n)
			print ""
	}
	/^-- $/ && commit != "" { print "base-commit: " commit }
	{ print }' "$cover" >"$work/cover.mail"
	mv "$work/cover.mail" "$cover"
done
cat "$work"/series/*.patch >"$work/mbox"

# the proof: the mails, on the files as they were, are the conversion
ours init -q "$work/proof"
cp -R "$work/old/." "$work/proof/"
ours -C "$work/proof" add -A -f .
ours -C "$work/proof" commit -q -m "as it was"
awk 'FNR == NR { if (/^From [0-9a-f]+ Mon Sep 17/) n++; if (n > 1) print }' "$work/mbox" >"$work/patches.mbox"
ours -C "$work/proof" am -q --keep-cr "$work/patches.mbox" >"$work/git.err" 2>&1 ||
	die "git am refuses the series: $(head -n 1 "$work/git.err"); please report this"
diff -r -x .git "$work/new" "$work/proof" >/dev/null ||
	die "git am leaves other files than the conversion; please report this"

{
	printf 'patch\tsections\tfile\tline\tcolumn\tcall\taction\tnew\tgroup\tform\n'
	cat "$work/patches"
} >"$work/mails.tsv"
rm -rf "$report/mails" "$report/mails.mbox" "$report/mails.tsv"
mv "$work/series" "$report/mails"
mv "$work/mbox" "$report/mails.mbox"
mv "$work/mails.tsv" "$report/mails.tsv"
note_done

printf '%d patches for %d calls in %d files; git am makes the converted files of them.\n' \
	"$patches" "$(($(wc -l <"$report/mails.tsv") - 1))" "$(wc -l <"$work/files")"
[ $converted = no ] || echo "Tree:   converted already; the patches are meant for it as it was"
[ "$api" = yes ] || echo "Needs:  a patch before them that declares put_user_page*()"
echo "Folder: $report/mails"
echo "Mbox:   $report/mails.mbox"
echo "Next:   read them, then git send-email --dry-run $report/mails"
