#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make mails: a conversion as a patch series, one patch for each subsystem and
# for each group that crosses subsystems, ready for git send-email and git am.
# Parameters come from the environment: KERNEL, what convert.sh takes, and
#	SUBSYSTEM, M, ONLY, SKIP	which groups of calls
#	MAX_LINES			what a patch may change at most, if its groups allow
#	STAGE=placeholder|core|none	which of the overlay's patches go along
#	V=2 (SERIES=EARLIER)		a further version of the series
#	LINK, IN_REPLY_TO		an address for Link:, a mail to answer
# Leaves in reports/TREE: mails/ (one file a mail), mails.mbox and mails.tsv (which
# call went into which patch); with V=2 mails-v2/ and so on.  Exit status 0 done,
# 2 error.
set -eu
LC_ALL=C
export LC_ALL

top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"
. "$top/scripts/mails/lib.sh"
awk=$top/scripts/mails
tab=$(printf '\t')

# ------------------------------------------------------------------ checks

check_tree "${KERNEL:-}"
KERNEL=$(cd "$KERNEL" && pwd -P)
refuse_interrupted "$KERNEL"
export KERNEL
need git git
[ -z "${CHECKPATCH:-}" ] || need perl perl
need flock util-linux

# V=1 says more, here as everywhere; from 2 on it is the series' version
case ${V:=} in
'' | 1) version=1 ;;
*[!0-9]* | 0*) die "V=$V: takes a version of the series (2 and up), or 1 to say more" ;;
*)
	version=$V
	V=
	;;
esac
case ${MAX_LINES:=100} in
*[!0-9]* | 0*) die "MAX_LINES=$MAX_LINES: takes a number of lines" ;;
esac
case ${STAGE:=} in
'' | placeholder | core | none) ;;
*) die "STAGE=$STAGE: takes placeholder, core or none" ;;
esac

# A module has its own repository, and perhaps a MAINTAINERS of the kernel's form.
if [ -n "${PINCER_MODULE:-}" ]; then
	[ "${COMPAT:-}" != 1 ] || die "COMPAT=1: mails do not bring pincer_compat.h; convert the module with it, and send the header first"
	case $STAGE in '' | none) STAGE=none ;; *) die "STAGE=$STAGE: patches a kernel tree, and $KERNEL is a module" ;; esac
else
	[ -s "$KERNEL/MAINTAINERS" ] && [ -f "$KERNEL/MAINTAINERS" ] ||
		die "$KERNEL/MAINTAINERS: missing or empty; nobody to send to without it: take it from the tree's own version"
	grep -q '^F:[[:space:]]' "$KERNEL/MAINTAINERS" ||
		die "$KERNEL/MAINTAINERS: no section in it names files (F:); take it from the tree's own version"
	iconv -f UTF-8 -t UTF-8 "$KERNEL/MAINTAINERS" >/dev/null 2>&1 ||
		die "$KERNEL/MAINTAINERS: not UTF-8, so names in it would be garbled; convert it with iconv"
fi
# a header is one line, and these stand in one
one_line "LINK=${LINK:-}" "${LINK:-}"
one_line "IN_REPLY_TO=${IN_REPLY_TO:-}" "${IN_REPLY_TO:-}"
case ${LINK:-} in *[[:space:]]*) die "LINK=$LINK: takes one address, without a space in it" ;; esac
case ${IN_REPLY_TO:-} in *[!!-~]*) die "IN_REPLY_TO=$IN_REPLY_TO: takes the Message-Id of a mail, without a space in it" ;; esac
case ${CHECKPATCH:-} in
'') ;;
*) [ -f "$CHECKPATCH" ] || die "CHECKPATCH=$CHECKPATCH: no such file; CHECKPATCH= takes a checkpatch.pl that you trust, for it is run" ;;
esac
laid_in=$(memory_of "$KERNEL") || exit 2
[ ! -d "$laid_in/overlay" ] ||
	die "$KERNEL: the overlay is laid in; take it out first (make overlay-remove KERNEL=$KERNEL), the series brings it as patches"
folder=$(folder_in_tree "$KERNEL" "${M:-}") || exit 2

ident=$(who_am_i "$KERNEL") ||
	die "git has no name and address for you, so no mail can be signed off; say git config --global user.name and user.email"
name=${ident%% <*}
email=${ident#*<}
email=${email%%>*}

report=$(report_of "$KERNEL") || exit 2
suffix=
earlier=
if [ "$version" -gt 1 ]; then
	suffix=-v$version
	earlier=${SERIES:-$report/mails$([ "$version" -eq 2 ] || echo "-v$((version - 1))")}
	[ -e "$earlier" ] ||
		die "$earlier: no such series, so nothing to compare version $version with; SERIES= takes the earlier one, a folder or an mbox"
fi
work=$report/.mails
exec 8>"$report/.mails.lock"
flock -n 8 || die "$report: another pincer writes mails for this tree; wait for it to end"
rm -rf "$work"
mkdir "$work" "$work/msg" "$work/series"
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP TERM
trap 'trap "" INT; printf "pincer: interrupted; no mails were written\n" >&2; exit 2' INT
[ -z "$earlier" ] || split_series "$earlier" "$work/earlier"

# copy_files LIST FROM TO: those files (or folders), with the folders they are in
copy_files() {
	(cd "$2" && tr '\n' '\0' <"$1" | xargs -0 cp -R --reflink=auto --parents -t "$3") ||
		die "$report: cannot be written; check the disk space"
}

# theirs: the user's own repository, only read
repository=no
! open_tree_git "$KERNEL" "$work/theirs" || repository=yes
theirs() {
	(cd "$KERNEL" && tree_git "$@") 2>/dev/null
}

# ---------------------------------------------------------------- MAINTAINERS

# perl_rows LETTER: "line pattern" for the regular expressions of Perl in MAINTAINERS
# that grep can read (N: for paths, K: for the lines of a patch), by their line there
perl_rows() {
	grep -n "^$1:" "$listed" | sed 's/^\([0-9]*\):.:[[:space:]]*/\1 /; s/[[:space:]]*$//' | while read -r at pattern; do
		rc=0
		timeout 10 grep -qP -e "(?x)$pattern" </dev/null 2>/dev/null || rc=$?
		[ $rc -gt 1 ] || printf '%s %s\n' "$at" "$pattern"
	done
}

# perl_fits ROWS FILE: "line <tab> text" for each of those patterns and each line of FILE
# that it fits
perl_fits() {
	# mostly none does, and all can be asked at once, but for those with a comment
	all=$(grep -v '#' "$1" | sed 's/^[0-9]* \(.*\)/(?x:\1)/' | paste -s -d '|' -)
	rc=0
	[ -z "$all" ] || timeout 60 grep -qP -e "$all" <"$2" 2>/dev/null || rc=$?
	if [ $rc -eq 1 ]; then grep '#' "$1"; else cat "$1"; fi | while read -r at pattern; do
		timeout 10 grep -P -e "(?x)$pattern" <"$2" 2>/dev/null | sed "s/^/$at$tab/" || :
	done
}

# sections_of FILES: "file <tab> section" for each of the files listed there
sections_of() {
	perl_fits "$work/paths.perl" "$1" >"$work/matches"
	awk -f "$awk/patterns.awk" -f "$awk/sections.awk" input=0 "$work/matches" input=1 "$listed" input=2 "$1"
}

# ---------------------------------------------------------------- the conversion

# copy_touched TO: the files of the report's patch as they are in the tree now
copy_touched() {
	rm -rf "$1"
	mkdir -p "$1"
	sed -n 's,^+++ b/,,p' "$report/convert.patch" | while IFS= read -r file; do
		! path_fault "$KERNEL" "$file" >/dev/null && [ -f "$KERNEL/$file" ] || exit 1
		mkdir -p "$1/$(dirname -- "$file")"
		cp "$KERNEL/$file" "$1/$file"
	done
}

# apply WAY IN: the report's patch, to the files below IN
apply() {
	# shellcheck disable=SC2086 # options
	(cd "$2" && ours apply --whitespace=nowarn $1 "$report/convert.patch") >/dev/null 2>&1
}

# rewrite ROWS OUT: the files with those rows of rewritten.tsv rewritten, in OUT/new
rewrite() {
	{
		head -n 1 "$report/rewritten.tsv" | cut -f 1-7
		cut -f 1-7 "$1"
	} >"$work/plan"
	# shellcheck disable=SC2046 # options
	"$top/scripts/rewrite.sh" "$work/old" "$work/plan" "$2" $(dirty_options "$KERNEL") 8>&- || exit 2
	[ "$(wc -l <"$2/failed.tsv")" -eq 1 ] ||
		die "$(sed -n "2s/$tab.*//p" "$2/failed.tsv"): cannot be converted in two steps; please report this"
}

# A tree that was converted in place has its report; any other is analysed now.
converted=no
if [ -s "$report/convert.patch" ] && [ -f "$report/sites.tsv" ] && [ -s "$report/analysed" ] &&
	[ -f "$report/rewritten.tsv" ] && [ "$(wc -l <"$report/rewritten.tsv")" -gt 1 ] &&
	copy_touched "$work/new" && apply "-R --check" "$work/new"; then
	converted=yes
	cp -R "$work/new" "$work/old"
	apply -R "$work/old"
	# the evidence speaks of other files too
	sed 's/^[^ ]*  //' "$report/analysed" >"$work/seen"
	changed=$({
		(cd "$work/old" && tr '\n' '\0' <"$work/seen" | xargs -0 sha256sum -z -- 2>/dev/null) || :
		(cd "$work/old" && while IFS= read -r file; do [ -f "$file" ] || echo "$file"; done <"$work/seen") |
			(cd "$KERNEL" && tr '\n' '\0' | xargs -0 -r sha256sum -z -- 2>/dev/null) || :
	} | tr '\0' '\n' | sort | sort "$report/analysed" - | uniq -u | sed -n '1s/^[^ ]*  //p')
	[ -z "$changed" ] ||
		die "$changed: changed since the analysis; take the conversion back (git apply -R $report/convert.patch) and run make mails again"
else
	note "converting a copy"
	# what an earlier conversion left is only lost to another one
	mkdir "$work/saved"
	cp -p "$report"/*.tsv "$report/analysed" "$work/saved" 2>/dev/null || :
	(unset M && DRY=1 exec "$top/scripts/convert.sh") >"$work/said" 8>&- || exit 2
	if grep -q '^Nothing to convert' "$work/said"; then
		cp -p "$work"/saved/* "$report" 2>/dev/null || :
		die "$KERNEL: nothing to convert, so nothing to send; a tree converted earlier has to be as make convert left it"
	fi
	copy_touched "$work/new" && cp -R "$work/new" "$work/old" && apply "" "$work/new" ||
		die "$KERNEL: changed while it was analysed; run make mails again"
fi

cp -R "$work/old" "$work/all"
# the dialect that the report speaks, whoever wrote it
API=$(awk -F '\t' '
	NR == FNR { if (!/^#/) for (i = 3; i <= NF; i++) dialect[$i] = $1; next }
	FNR > 1 && $6 in dialect { print dialect[$6]; exit }' "$top/cocci/convert/names.tsv" "$report/rewritten.tsv")
[ -z "$API" ] && unset API || export API

# what was asked for
sed -n 's,^+++ b/,,p' "$report/convert.patch" | sort >"$work/files"
listed=$KERNEL/MAINTAINERS
if [ ! -s "$listed" ]; then
	listed=$work/nobody
	echo >"$listed"
fi
mailmap=$KERNEL/.mailmap
[ -f "$mailmap" ] || mailmap=/dev/null
perl_rows N >"$work/paths.perl"
perl_rows K >"$work/words.perl"
sections_of "$work/files" >"$work/sections"
own=$(plain_name "$KERNEL")
if [ -n "${PINCER_MODULE:-}" ]; then
	sed "s/$tab(no section).*/$tab$own/" "$work/sections" >"$work/named"
	mv "$work/named" "$work/sections"
fi
: >"$work/picked.err"
: >"$work/beyond"
PINCER_FOLDER=$folder SUBSYSTEM=${SUBSYSTEM:-} ONLY=${ONLY:-} SKIP=${SKIP:-} awk -f "$awk/pick.awk" \
	-v error="$work/picked.err" -v cut="$work/beyond" "$work/sections" "$report/rewritten.tsv" >"$work/rows"
[ ! -s "$work/picked.err" ] || die "$(head -n 1 "$work/picked.err")"
[ "$(wc -l <"$work/rows")" -gt 1 ] ||
	die "$KERNEL: nothing of what is converted there was asked for; see M=, SUBSYSTEM=, ONLY= and SKIP="
whole=yes
if ! cmp -s "$work/rows" "$report/rewritten.tsv"; then
	whole=no
	tail -n +2 "$work/rows" | cut -f 1 | sort -u >"$work/files"
	tail -n +2 "$work/rows" >"$work/picked"
	rewrite "$work/picked" "$work/part"
	rm -rf "$work/new"
	mv "$work/part/new" "$work/new"
	rm -rf "$work/old"
	mkdir "$work/old"
	copy_files "$work/files" "$work/all" "$work/old"
fi
odd=$(grep -m 1 '[^A-Za-z0-9._/+,@=~%:-]' "$work/files") || odd=
[ -z "$odd" ] ||
	die "$odd: not every mail program can read that path out of a patch; rename the file, or leave it out with SKIP="

# ---------------------------------------------------------------- the split

note "splitting"
while IFS= read -r file; do
	diff -U0 --label "a/$file" --label "b/$file" "$work/old/$file" "$work/new/$file" || :
done <"$work/files" >"$work/changes"
awk -f "$awk/lines.awk" "$work/rows" "$work/changes" >"$work/lines"
awk -f "$awk/split.awk" -v max="$MAX_LINES" "$work/sections" "$work/lines" "$work/rows" |
	sort -t "$tab" -k1,1n -k2,3 -k5,5 -k6,6n -k7,7n |
	awk -F '\t' -v OFS='\t' '
	$3 != was { n++; was = $3 }
	{ row = $0; sub(/^[^\t]*\t[^\t]*\t[^\t]*\t/, "", row); print n, row }' >"$work/patches"
patches=$(tail -n 1 "$work/patches" | cut -f 1)

# the history's own prefix for each patch, where most of its changes share one
echo "patch" >"$work/prefixes"
if [ $repository = yes ] && [ -e "$KERNEL/.git" ]; then
	k=0
	while [ $((k += 1)) -le "$patches" ]; do
		prefix=$(awk -F '\t' -v k=$k '$1 == k { print $3 }' "$work/patches" | sort -u | tr '\n' '\0' |
			(cd "$KERNEL" && with_tree_git xargs -0 git log --no-merges -n 30 --format=%s -- 2>/dev/null) |
			awk -f "$awk/prefix.awk") || prefix=
		[ -n "$prefix" ] || [ -z "${PINCER_MODULE:-}" ] || prefix=$own
		[ -z "$prefix" ] || printf '%s\t%s\n' "$k" "$prefix" >>"$work/prefixes"
	done
fi
PINCER_TREE=$KERNEL awk -f "$awk/message.awk" -v old="$work/old" -v out="$work/msg" \
	"$top/cocci/convert/names.tsv" "$work/prefixes" "$work/patches" "$report/sites.tsv"

# ------------------------------------------------------- the overlay's own patches

# Without the API the series would not compile: patches that bring it go along.
declared=$(headers_of "$KERNEL")
missing=$(cut -f 8 "$work/patches" | sort -u | while IFS= read -r call; do
	[ -z "$declared" ] || grep -rqs "^[^/*]*\<$call\>" "$declared/include/linux" || echo "$call"
done | head -n 1)
if [ -z "$STAGE" ]; then
	STAGE=none
	[ -z "$missing" ] || STAGE=placeholder
fi
[ "$STAGE" = none ] || missing=

# lay STEP TO: TO becomes the tree's files as converted so far, with the overlay
# up to that step
lay() {
	rm -rf "$2"
	cp -R --reflink=auto "$work/tree" "$2"
	cp -R "$work/state/." "$2/"
	rm -rf "$work/memory"
	PINCER_STATE=$work/memory "$top/scripts/overlay.sh" apply --stage "$STAGE" --step "$1" "$2" >"$work/said" 8>&- || exit 2
	cp "$(PINCER_STATE=$work/memory memory_of "$2")/overlay/manifest" "$2.manifest"
}

# wired DIR: the files that the overlay changed or added there
wired() {
	cut -f 4 "$1.manifest" | grep -v '^#' | sort
}

cp -R "$work/old" "$work/state"
cp -R "$work/old" "$work/base"
: >"$work/steps"
: >"$work/wired"
if [ "$STAGE" != none ]; then
	# what of the tree the overlay changes, and what else it reads
	awk '!/^#/ && NF { print $2 }' "$top"/kernel-overlay/stages/* | sort -u |
		(cd "$KERNEL" && while IFS= read -r file; do
			[ ! -f "$file" ] || echo "$file"
		done) >"$work/hooked"
	{
		grep -v '^include/\(linux\|media\)/' "$work/hooked" || :
		(cd "$KERNEL" && ls -d include/linux include/media block/bio.c Makefile 2>/dev/null) || :
	} >"$work/read"
	mkdir "$work/tree"
	copy_files "$work/read" "$KERNEL" "$work/tree"
	cp -R "$work/all/." "$work/tree/"
	"$top/scripts/overlay.sh" steps --stage "$STAGE" "$work/tree" >"$work/steps" || exit 2
	# as it was, also where the overlay and the conversion change the same file
	while IFS= read -r file; do
		if [ -f "$work/tree/$file" ] && [ ! -f "$work/base/$file" ]; then
			mkdir -p "$work/base/$(dirname -- "$file")"
			cp "$work/tree/$file" "$work/base/$file"
		fi
	done <"$work/hooked"
fi
if [ -n "$earlier" ]; then
	# what an earlier version changed besides
	paths_of_patch "$KERNEL" "$work"/earlier/* >"$work/earlier.paths" || exit 2
	while IFS= read -r file; do
		from=$KERNEL
		[ ! -f "$work/all/$file" ] || from=$work/all
		if [ -f "$from/$file" ] && [ ! -e "$work/base/$file" ]; then
			mkdir -p "$work/base/$(dirname -- "$file")"
			cp "$from/$file" "$work/base/$file"
		fi
	done <"$work/earlier.paths"
fi

# ---------------------------------------------------------------- the commits

# of_module: who is in the sections of the module's MAINTAINERS that its files on
# stdin belong to, or else in all of it; without one, who made most of their changes
of_module() {
	cut -d "$tab" -f 1 >"$work/whose"
	sections_of "$work/whose" | cut -f 2 | sort -u >"$work/titles"
	awk 'NR == FNR { want[$0]; if (/^\(no section\)/) all = 1; next }
		/^[A-Z]:[ \t]/ { if (/^[MRL]:/ && (all || title in want)) { sub(/^.:[ \t]*/, ""); sub(/ \(.*\)$/, ""); print } next }
		/[^ \t]/ { title = $0 }' "$work/titles" "$listed" | awk '!seen[$0]++' >"$work/these"
	if [ ! -s "$work/these" ] && [ $repository = yes ] && [ -e "$KERNEL/.git" ]; then
		tr '\n' '\0' <"$work/whose" | (cd "$KERNEL" && with_tree_git xargs -0 git log --no-merges -n 50 --format='%an <%ae>' --) 2>/dev/null |
			sort | uniq -c | sort -k1,1nr | sed -n '1,3s/^ *[0-9]* //p' >"$work/these" || :
	fi
	cat "$work/these"
}

# maintainers TEXT PEOPLE: who is to see a change of the files on stdin, one recipient a
# line; TEXT: the lines that are changed; PEOPLE: no for lists alone
maintainers() {
	if [ -n "${PINCER_MODULE:-}" ]; then
		of_module
		return
	fi
	sort -u >"$work/whose"
	{
		perl_fits "$work/paths.perl" "$work/whose"
		perl_fits "$work/words.perl" "$1" | cut -f 1 | sort -u
	} >"$work/matches"
	LC_ALL=C awk -v people="$2" -f "$awk/patterns.awk" -f "$awk/recipients.awk" input=1 "$mailmap" input=2 "$work/matches" input=3 "$listed" input=4 "$work/whose"
}

# commit MESSAGE: what has changed in the repository, with its recipients
commit() {
	ours -C "$repo" add -A -f .
	ours -C "$repo" diff --cached >"$work/diff"
	[ -s "$work/diff" ] || die "\"$(head -n 1 "$1")\" would be an empty patch; please report this"
	grep '^[-+]' "$work/diff" | grep -v '^+++ \|^--- ' >"$work/changed_lines" || :
	LC_ALL=C awk -f "$top/scripts/patched.awk" "$work/diff" | maintainers "$work/changed_lines" yes >"$work/to"
	[ -s "$work/to" ] || [ -n "${PINCER_MODULE:-}" ] || die "MAINTAINERS names nobody for $(sed -n '1s/.* b.//p' "$work/diff"); add a section, or leave the file out with SKIP="
	grep -v '<' "$work/to" >>"$work/lists" || true
	{
		cat "$1"
		echo
		[ -z "${LINK:-}" ] || echo "Link: $LINK"
		sed 's/^/Cc: /' "$work/to"
		echo "Signed-off-by: $name <$email>"
	} >"$work/message"
	ours -C "$repo" commit -q --cleanup=verbatim -F "$work/message"
}

# commit_step STEP: one of the overlay's patches
commit_step() {
	note "patch of the overlay: $1"
	lay "$1" "$work/laid"
	wired "$work/laid" >"$work/wired"
	copy_files "$work/wired" "$work/laid" "$repo"
	# a tree that needs no such fix
	case $1 in
	fix-*) [ -n "$(ours -C "$repo" status --porcelain --untracked-files=all)" ] || return 0 ;;
	esac
	grep -v '^# SPDX' "$top/kernel-overlay/steps/$1" >"$work/step"
	commit "$work/step"
	printf '%s\t%s\n' "$((number += 1))" "$(head -n 1 "$work/step")" >>"$work/table.steps"
}

# to_state: the files of patch K as they have to be after it, in state: the calls of
# the patches so far rewritten, also in a file that later patches touch
to_state() {
	awk -F '\t' -v k="$1" -v part="$work/partly" -v whole="$work/whole" '
		BEGIN { printf "" > part; printf "" > whole }
		$1 == k { here[$3] }
		$1 > k { later[$3] }
		END { for (f in here) print f > (f in later ? part : whole) }' "$work/patches"
	while IFS= read -r file; do
		cat "$work/new/$file" >"$work/state/$file"
	done <"$work/whole"
	[ -s "$work/partly" ] || return 0
	awk -F '\t' -v OFS='\t' -v k="$1" 'NR == FNR { part[$0]; next }
		$3 in part && $1 <= k { print $3, $4, $5, $6, $7, $8, $9 }' "$work/partly" "$work/patches" >"$work/so_far"
	rewrite "$work/so_far" "$work/part"
	while IFS= read -r file; do
		cat "$work/part/new/$file" >"$work/state/$file"
	done <"$work/partly"
}

repo=$work/repo
new_repository "$repo" "$work/base"
base=$(ours -C "$repo" rev-parse HEAD)
branch=$(ours -C "$repo" symbolic-ref --short HEAD)
number=0
echo "number${tab}subject" >"$work/table.steps"
step=
# the API, and what has to be mended before it
# shellcheck disable=SC2013 # a name has no blanks
for one in $(sed '/^placeholder$/q' "$work/steps"); do
	step=$one
	commit_step "$step"
done
first=$((number + 1))
k=0
while [ $((k += 1)) -le "$patches" ]; do
	note "patch $k of $patches"
	to_state $k
	cat "$work/whole" "$work/partly" | sort >"$work/here"
	if [ -z "$(comm -12 "$work/here" "$work/wired")" ]; then
		copy_files "$work/here" "$work/state" "$repo"
	else
		lay "$step" "$work/laid"
		copy_files "$work/here" "$work/laid" "$repo"
	fi
	commit "$work/msg/$k.msg"
done
number=$((number + patches))
diff -r "$work/new" "$work/state" >/dev/null ||
	die "the series does not add up to the conversion; please report this"
sed '1,/^placeholder$/d' "$work/steps" >"$work/steps.later"
while IFS= read -r step; do
	commit_step "$step" </dev/null
done <"$work/steps.later"

# ---------------------------------------------------------------- the mails

note "writing"
# the commit that the user's repository stands on, if the files there are the ones converted
commit=
if [ $repository = yes ] && [ -e "$KERNEL/.git" ] && commit=$(theirs rev-parse HEAD); then
	ours -C "$repo" ls-tree -r "$base" | while IFS="$tab" read -r blob file; do
		blob=${blob##* }
		[ "$(theirs rev-parse "HEAD:./$file")" = "$blob" ] || echo "$file"
	done >"$work/uncommitted"
	[ ! -s "$work/uncommitted" ] || commit=
fi

# changes since the earlier version: what it made of the tree is a branch, to compare with
if [ -n "$earlier" ]; then
	ours -C "$repo" checkout -q -b earlier "$base"
	unfit=0
	for mail in "$work"/earlier/*; do
		ours -C "$repo" apply --index --whitespace=nowarn "$mail" 2>/dev/null || unfit=$((unfit + 1))
		printf '%s\t%s\n' "$(ours -C "$repo" patch-id --stable <"$mail" | cut -d ' ' -f 1)" "$(title_of "$mail")"
	done >"$work/before"
	ours -C "$repo" commit -q --allow-empty -m "the earlier version"
	ours -C "$repo" checkout -q "$branch"
	ours -C "$repo" rev-list --reverse "$base..$branch" | while IFS= read -r one; do
		printf '%s\t%s\n' "$(ours -C "$repo" show "$one" | ours patch-id --stable | cut -d ' ' -f 1)" \
			"$(ours -C "$repo" show -s --format=%s "$one")"
	done >"$work/now"
	awk -F '\t' -f "$awk/since.awk" -v version="$version" -v unfit="$unfit" "$work/before" "$work/now" >"$work/since"
	set -- "--reroll-count=$version"
	ours -C "$repo" diff earlier "$branch" >"$work/interdiff"
else
	: >"$work/since"
	: >"$work/interdiff"
	set --
fi
[ -z "${IN_REPLY_TO:-}" ] || set -- "$@" "--in-reply-to=$IN_REPLY_TO"

if [ -n "${PINCER_MODULE:-}" ]; then
	of_module <"$work/files" >"$work/owners"
else
	echo include/linux/mm.h | maintainers /dev/null no >"$work/owners"
	[ -s "$work/owners" ] || echo include/linux/mm.h | maintainers /dev/null yes >"$work/owners"
fi
while IFS= read -r address; do
	set -- "$@" "--to=$address"
done <"$work/owners"

# format_patches ARGUMENT...: the mails into series
format_patches() {
	rm -rf "$work/series"
	ours -C "$repo" format-patch -q --thread=shallow --encode-email-headers "$@" \
		-o "$work/series" "$base..$branch" 2>"$work/git.err" ||
		die "git format-patch: $(head -n 1 "$work/git.err")"
}

# types PATCH...: each finding of the checkpatch.pl that the user named, "number type"
types() {
	(cd "$work" && perl "$CHECKPATCH" --no-tree --strict --terse --show-types --no-summary "$@" 2>/dev/null) |
		sed -n 's|^\(.*/\)\{0,1\}\([0-9]*\)[^/]*:[0-9]*: \([A-Z]*:[A-Z_]*\):.*|\2 \3|p' | sort
}

# What checkpatch finds in a patch, but not in the same patch turned round, is new.  A
# tree's own is run only if the user says so: it is a program.
checkpatch=
if [ -n "${CHECKPATCH:-}" ]; then
	format_patches
	mkdir "$work/turned"
	k=0
	ours -C "$repo" rev-list --reverse "$base..$branch" | while IFS= read -r one; do
		k=$((k + 1))
		{
			printf 'From: %s <%s>\nSubject: turned round\n\nAs it was.\n\nSigned-off-by: %s <%s>\n---\n' \
				"$name" "$email" "$name" "$email"
			ours -C "$repo" diff -R "$one^" "$one"
		} >"$work/turned/$(printf %04d $k)"
	done
	types "$work"/series/*.patch >"$work/found"
	types "$work"/turned/* >"$work/found.before"
	comm -23 "$work/found" "$work/found.before" >"$work/found.new"
	checkpatch="checkpatch.pl
--strict finds nothing in it that was not there before."
	[ ! -s "$work/found.new" ] || checkpatch="checkpatch.pl
--strict finds things in it that were not there before: $(wc -l <"$work/found.new")."
fi

{
	echo "patch"
	cat "$work/msg/table"
} >"$work/table"
{
	echo "since"
	cat "$work/since"
} >"$work/since.table"
makefile=${declared:-$KERNEL}/Makefile
[ -f "$makefile" ] || makefile=/dev/null
kernel_version=$(awk -F " *= *" '
	/^(VERSION|PATCHLEVEL|SUBLEVEL|EXTRAVERSION) *=/ && !($1 in v) { gsub(/[^A-Za-z0-9.+_-]/, "", $2); v[$1] = substr($2, 1, 40) }
	END { print v["VERSION"] "." v["PATCHLEVEL"] (v["SUBLEVEL"] > 0 ? "." v["SUBLEVEL"] : "") v["EXTRAVERSION"] }
	' <"$makefile")
module=
[ -z "${PINCER_MODULE:-}" ] || module=$own
LINK=${LINK:-} awk -f "$awk/cover.awk" -v first="$first" -v missing="$missing" -v stage="$STAGE" -v whole="$whole" \
	-v checkpatch="$checkpatch" -v version="$kernel_version" -v module="$module" \
	"$work/table" "$work/table.steps" "$report/sites.tsv" "$report/failed.tsv" "$report/cut.tsv" \
	"$work/since.table" >"$work/cover"
ours -C "$repo" config "branch.$branch.description" "$(cat "$work/cover")"
format_patches --cover-letter --cover-from-description=subject "$@"

# Sender and subject on one line each: b4 does not take two of them out of an mbox.
for mail in "$work"/series/*.patch; do
	awk '
	!body && /^(From|Subject): / { printf "%s%s", open ? "\n" : "", $0; open = 1; next }
	open && /^[ \t]/ { sub(/^[ \t]+/, " "); printf "%s", $0; next }
	open { print ""; open = 0 }
	/^$/ { body = 1 }
	{ print }' "$mail" >"$work/mail"
	mv "$work/mail" "$mail"
done

# The cover letter goes to every list, and says what the series stands on.  Its
# sender is written as in the patches: format-patch does not encode it there.  It
# does not indent an interdiff either, so that git am would try to apply it.
sort -u "$work/lists" | grep -vxFf "$work/owners" >"$work/cc" || true
from=$(grep -m 1 '^From: ' "$(find "$work/series" -name '*0001-*')")
for cover in "$work"/series/*0000-cover-letter.patch; do
	PINCER_FROM_LINE=$from awk -v commit="$commit" -v cc="$work/cc" -v version="$version" -v interdiff="$work/interdiff" '
	!body && /^From: / { print ENVIRON["PINCER_FROM_LINE"]; next }
	!body && /^$/ {
		body = 1
		for (n = 0; (getline address < cc) > 0; n++)
			printf "%s%s", n ? ",\n    " : "Cc: ", address
		if (n)
			print ""
	}
	/^-- $/ {
		for (n = 0; (getline line < interdiff) > 0; n++)
			print (n ? "" : "Interdiff against v" version - 1 ":\n\n") "  " line
		if (n)
			print ""
		if (commit != "")
			print "base-commit: " commit
	}
	{ print }' "$cover" >"$work/cover.mail"
	mv "$work/cover.mail" "$cover"
done
cat "$work"/series/*.patch >"$work/mbox"

# the proof: the mails, on the files as they were, are the conversion
new_repository "$work/proof" "$work/base"
split_series "$work/mbox" "$work/mails"
ours -C "$work/proof" am -q --keep-cr "$work"/mails/* >"$work/git.err" 2>&1 ||
	die "git am refuses the series: $(head -n 1 "$work/git.err"); please report this"
cp -R "$work/base" "$work/final"
cp -R "$work/new/." "$work/final/"
[ ! -s "$work/wired" ] || copy_files "$work/wired" "$work/laid" "$work/final"
diff -r -x .git "$work/final" "$work/proof" >/dev/null ||
	die "git am leaves other files than the conversion; please report this"

{
	printf 'patch\tsections\tfile\tline\tcolumn\tcall\taction\tnew\tgroup\tform\n'
	awk -F '\t' -v OFS='\t' -v first="$first" '{ $1 += first - 1; print }' "$work/patches"
} >"$work/mails.tsv"
rm -rf "$report/mails$suffix" "$report/mails$suffix.mbox" "$report/mails$suffix.tsv"
mv "$work/series" "$report/mails$suffix"
mv "$work/mbox" "$report/mails$suffix.mbox"
mv "$work/mails.tsv" "$report/mails$suffix.tsv"
note_done

printf '%d patches for %d calls in %d files; git am makes the converted files of them.\n' \
	"$patches" "$(($(wc -l <"$report/mails$suffix.tsv") - 1))" "$(wc -l <"$work/files")"
[ $converted = no ] || echo "Tree:   converted already; the patches are meant for it as it was"
[ "$STAGE" = none ] || echo "API:    $(($(wc -l <"$work/table.steps") - 1)) more patches bring it (STAGE=$STAGE)"
[ -z "$missing" ] || echo "Needs:  a patch before them that declares $missing() (STAGE=placeholder brings it)"
[ ! -s "$work/beyond" ] || echo "Left:   $(wc -l <"$work/beyond") calls whose groups reach beyond $folder"
if [ -n "$checkpatch" ] && [ -s "$work/found.new" ]; then
	echo "Check:  checkpatch.pl --strict finds new, by patch:"
	sed 's/^/        /' "$work/found.new"
fi
echo "Folder: $report/mails$suffix"
echo "Mbox:   $report/mails$suffix.mbox"
echo "Next:   read them, then git send-email --dry-run $report/mails$suffix"
