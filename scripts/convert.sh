#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make convert: finds every release of a gup reference in a kernel tree and
# rewrites it. Parameters come from the environment: KERNEL, M, DRY, FORCE,
# MIXED=demote|report, API=put|pin, COMPAT, JOBS, API_EXTRA, V. Exit status 0 done, 2 error.
set -eu
LC_ALL=C
export LC_ALL

top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"
need_kernel convert

# ------------------------------------------------------------------ checks

[ -d "$KERNEL" ] || die "$KERNEL: no such folder; KERNEL= takes a kernel tree"
KERNEL=$(cd "$KERNEL" && pwd -P)
if [ -n "${PINCER_MODULE:-}" ]; then
	check_module "$KERNEL"
else
	for part in Kbuild MAINTAINERS include/linux/mm.h mm; do
		[ -e "$KERNEL/$part" ] ||
			die "$KERNEL: not a kernel tree ($part is missing); KERNEL= takes the top of one"
	done
	[ -z "${COMPAT:-}" ] || die "COMPAT=1: is for a module outside the tree, M=folder"
fi
case ${MIXED:=demote} in
demote | report) ;;
*) die "MIXED=$MIXED: takes demote or report" ;;
esac
check_jobs
export KERNEL MIXED

for tool in spatch:coccinelle sqlite3:sqlite3 ocamlfind:ocaml-findlib flock:util-linux; do
	command -v "${tool%%:*}" >/dev/null 2>&1 ||
		die "${tool%%:*} is missing; install the package ${tool#*:}"
done
version=$(plain_spatch "$top/cocci" --version 2>/dev/null | sed -n '1s/^spatch version \([0-9.]*\).*/\1/p')
[ "$(printf '%s\n' 1.1.0 "${version:-0}" | sort -V | head -n 1)" = 1.1.0 ] ||
	die "spatch is ${version:-of an unknown version}; install coccinelle 1.1.0 or newer"
headers=$(headers_of "$KERNEL")
[ -z "$headers" ] || grep -Eqs '\<(get|pin)_user_pages\>' "$headers/include/linux/mm.h" ||
	die "$headers/include/linux/mm.h: declares neither get_user_pages() nor pin_user_pages(); there is nothing to convert in this tree"
[ -z "${API_EXTRA:-}" ] || [ -f "$API_EXTRA" ] ||
	die "$API_EXTRA: no such file; API_EXTRA= takes a table like the API table"

API=$(dialect "$KERNEL") || exit 2
export API
folder=$(folder_in_tree "$KERNEL" "${M:-}") || exit 2

"$top/scripts/build.sh"
replace=${PINCER_BUILD:-$top/build}/bin/pincer-replace
report=$(report_of "$KERNEL") || exit 2
room "$report" 100

exec 9<"$KERNEL"
flock -n 9 || die "$KERNEL: another pincer is at work on this tree; wait for it to end"
if [ -n "${DRY:-}" ]; then
	refuse_interrupted "$KERNEL"
else
	foreign_memory "$KERNEL"
	memory=$(memory_of "$KERNEL" write) || exit 2
	[ ! -d "$memory" ] || "$replace" recover "$memory" "$KERNEL" || exit 2
	[ -w "$KERNEL" ] ||
		die "$KERNEL: read-only; give a tree you may write to, or use DRY=1 for the patch alone"
	room "$KERNEL" 50
fi

stage=$report/.convert
rm -rf "$stage"
mkdir "$stage"
trap 'rm -rf "$stage"' EXIT
trap 'exit 2' HUP TERM
trap 'trap "" INT; printf "pincer: interrupted; %s is as it was\n" "$KERNEL" >&2; exit 2' INT

# ---------------------------------------------------------------- analysis

note "looking for acquisitions and releases"
"${PINCER_ANALYSE:-$top/scripts/analyse.sh}" "$KERNEL" "$stage" 9<&- || exit 2
for result in sites.tsv plan.tsv analysed; do
	[ -f "$stage/$result" ] || die "the analysis left no $result; run again with V=1"
done
# what the evidence speaks of, for those who ask whether the tree has changed since
cut -f 1 "$stage/sites.tsv" | tail -n +2 | sort -u >"$stage/sources"
tr '\0' '\n' <"$stage/analysed" | awk '
	sources { want[$0]; next }
	{ sha = $1; for (i = 0; i < 6; i++) sub(/^[^ ]* /, "") }
	$0 in want { print sha "  " $0 }' sources=1 "$stage/sources" sources=0 - >"$stage/evidence"

# a file that speaks both dialects is in the middle of something
if [ "$API" = pin ]; then
	both=$(sqlite3 -separator '	' "$stage/sites.db" "
		SELECT a.file, a.line, a.name, b.line, b.name FROM site a JOIN site b ON b.file = a.file AND b.ref = 'pin' AND b.func NOT IN (SELECT func FROM core)
		WHERE a.kind = 'release' AND a.ref = 'gup' AND a.role = 'release'
		AND NOT EXISTS (SELECT 1 FROM under x JOIN under y ON y.site = b.id AND y.cond = x.cond
			AND (y.holds <> x.holds OR y.lo >= x.hi OR x.lo >= y.hi) WHERE x.site = a.id)
		ORDER BY 1, 2, 4 LIMIT 1") || exit 2
	[ -z "$both" ] || die "$(printf '%s\n' "$both" | awk -F '\t' '{ printf "%s: speaks both dialects, %s() in line %s and %s() in line %s; bring it to one of them first", $1, $3, $2, $5, $4 }')"
fi

# M= restricts what is rewritten; a group goes whole or not at all
PINCER_FOLDER=$folder awk -F '\t' -v OFS='\t' -v cut="$stage/cut.tsv" '
	BEGIN { folder = ENVIRON["PINCER_FOLDER"] }
	FNR == 1 { if (NR != 1) { print; print > cut } next }
	{ inside = (folder == "" || index($1, folder "/") == 1) }
	NR == FNR { if (inside) in_group[$7] = 1; else out_group[$7] = 1; next }
	!($7 in in_group) { next }
	$7 in out_group { print > cut; next }
	{ print }' "$stage/plan.tsv" "$stage/plan.tsv" >"$stage/wanted.tsv"

note "rewriting"
# shellcheck disable=SC2046 # options
"$top/scripts/rewrite.sh" "$KERNEL" "$stage/wanted.tsv" "$stage/out" \
	$(dirty_options "$KERNEL") --jobs "$JOBS" 9<&- || exit 2

# A module that is to build on old kernels too: what is new gets its old names.
compat=
if [ -n "${COMPAT:-}" ] && [ "$API" = pin ] && [ -s "$stage/out/convert.patch" ]; then
	compat=$top/kernel-overlay/module/pincer_compat.h
	(cd "$stage/out/new" && find . -name '*.[ch]') | sed 's,^\./,,' | sort >"$stage/with"
	: >"$stage/out/convert.patch"
	while IFS= read -r file; do
		up=$(printf '%s\n' "$file" | sed 's,[^/]*$,,; s,[^/]*/,../,g')
		awk -v name="${up}pincer_compat.h" -f "$top/scripts/include.awk" <"$stage/out/new/$file" >"$stage/with.new"
		cat "$stage/with.new" >"$stage/out/new/$file"
		printf 'diff --git a/%s b/%s\n' "$file" "$file"
		diff -u --label "a/$file" --label "b/$file" "$stage/out/old/$file" "$stage/out/new/$file" || true
	done <"$stage/with" >>"$stage/out/convert.patch"
	if ! cmp -s "$compat" "$KERNEL/pincer_compat.h"; then
		[ ! -e "$KERNEL/pincer_compat.h" ] ||
			die "$KERNEL/pincer_compat.h: is there already and another file; move it away, or leave COMPAT=1 out"
		{
			echo 'diff --git a/pincer_compat.h b/pincer_compat.h'
			echo 'new file mode 100644'
			diff -u --label /dev/null --label b/pincer_compat.h /dev/null "$compat" || true
		} >>"$stage/out/convert.patch"
		cp "$compat" "$stage/out/new/pincer_compat.h"
	fi
fi

# ------------------------------------------------------------------- apply

(cd "$stage/out/new" && find . -type f ! -path ./pincer_compat.h) | sed 's,^\./,,' | sort >"$stage/files"

# uncommitted_in FOLDER: which of the files on stdin, by their names from there, are not as they
# were committed; as git status says it
uncommitted_in() {
	if ! open_tree_git "$1" "$stage/git"; then
		# a module may be a folder of a bigger repository, or of none
		[ -e "$1/.git" ] || return 0
		die "$1: git can't say what is committed there: $(head -n 1 "$stage/git.err"); or use FORCE=1"
	fi
	tr '\n' '\0' |
		(cd "$1" && with_tree_git xargs -0 git status --porcelain -z --ignore-submodules=all --) >"$stage/status" ||
		die "$1: git can't say what is committed there; see above, or use FORCE=1"
	tr '\0' '\n' <"$stage/status"
}
uncommitted() {
	if [ -e "$KERNEL/.git" ] || [ -n "${PINCER_MODULE:-}" ]; then
		uncommitted_in "$KERNEL" <"$stage/files" || exit 2
	fi
	# a submodule is a repository of its own
	awk '{ while (sub("/[^/]*$", "")) print }' "$stage/files" | sort -u >"$stage/folders"
	while IFS= read -r folder; do
		[ -e "$KERNEL/$folder/.git" ] || continue
		below=$folder/ awk 'index($0, ENVIRON["below"]) == 1 { print substr($0, length(ENVIRON["below"]) + 1) }' "$stage/files" >"$stage/below"
		uncommitted_in "$KERNEL/$folder" <"$stage/below" >"$stage/edits" || exit 2
		below=$folder/ awk '{ print substr($0, 1, 3) ENVIRON["below"] substr($0, 4) }' "$stage/edits"
	done <"$stage/folders"
}
if [ -z "${DRY:-}" ] && [ -z "${FORCE:-}" ] && [ -s "$stage/files" ]; then
	dirt=$(uncommitted) || exit 2
	[ -z "$dirt" ] ||
		die "$(printf '%s\n' "$dirt" | sed -n '1s/^...//p'): has uncommitted changes; commit or stash them, or use FORCE=1"
fi

if [ -z "${DRY:-}" ] && [ -s "$stage/files" ]; then
	note "putting $(wc -l <"$stage/files") files in place"
	# nothing of what the evidence speaks of has changed
	"${PINCER_BUILD:-$top/build}/bin/pincer-scan" still "$KERNEL" "$stage/analysed" || exit 2
	trap '' INT TERM HUP # the next one answers them
	(trap - INT TERM HUP; exec "$replace" convert ${FORCE:+--links} "$memory" "$KERNEL" "$stage/analysed" "$stage/out/old" "$stage/out/new") || exit 2
fi

# ------------------------------------------------------------------ report

cp "$stage/sites.tsv" "$report/sites.tsv"
cp "$stage/evidence" "$report/analysed"
cp "$stage/out/failed.tsv" "$report/failed.tsv"
cp "$stage/out/rewritten.tsv" "$report/rewritten.tsv"
cp "$stage/cut.tsv" "$report/cut.tsv"
[ ! -s "$stage/out/convert.patch" ] || cp "$stage/out/convert.patch" "$report/convert.patch"

awk -F '\t' 'FNR > 1 { n[$5 "\t" $7]++ } END { for (k in n) print k "\t" n[k] }' "$report/sites.tsv" |
	sort | awk -F '\t' '
	BEGIN { print "verdicts" }
	{ printf "  %-12s %-12s %6d\n", $1, $2, $3 }'
awk -F '\t' '
	function subsystem(f,    p, n) {
		n = split(f, p, "/")
		return n > 2 ? p[1] "/" p[2] : p[1]
	}
	FNR == 1 { file++; next }
	{ s = subsystem($1); all[s] }
	file == 1 { n[s, $5 ~ /^(release|acquire)$/ ? "release" : $5 == "unify" ? "unify" : "demote"]++; next }
	file == 2 && $5 == "release" && ($7 == "keep" || $7 == "converted") { n[s, $7]++; next }
	file == 2 && ($7 == "unknown" || $7 == "mixed") { n[s, "left"]++; next }
	file > 2 { n[s, "left"]++ }
	END {
		for (s in all)
			if (n[s, "release"] + n[s, "unify"] + n[s, "demote"] + n[s, "left"] + n[s, "converted"])
				printf "%s\t%d\t%d\t%d\t%d\t%d\t%d\n", s, n[s, "release"], n[s, "unify"],
					n[s, "demote"], n[s, "converted"], n[s, "keep"], n[s, "left"]
	}' "$report/rewritten.tsv" "$report/sites.tsv" "$report/failed.tsv" "$report/cut.tsv" |
	sort | awk -F '\t' '
	BEGIN { printf "\n%-28s %9s %7s %7s %9s %7s %5s\n", "subsystem", "rewritten", "unified", "demoted", "converted", "kept", "left" }
	{ printf "%-28s %9d %7d %7d %9d %7d %5d\n", $1, $2, $3, $4, $5, $6, $7 }' | shown
echo

rows=$(($(wc -l <"$report/rewritten.tsv") - 1))
lost=$(($(wc -l <"$report/failed.tsv") - 1))
cut=$(($(wc -l <"$report/cut.tsv") - 1))
[ "$lost" -eq 0 ] || echo "$lost calls could not be rewritten; see $report/failed.tsv"
[ "$cut" -eq 0 ] || echo "$cut calls stand in groups that reach beyond $folder and were left alone; see $report/cut.tsv"
unsure=$(awk -F '\t' '$5 == "acquisition" && ($7 == "unknown" || / from where no release was found/)' "$report/sites.tsv" | wc -l)
[ "$unsure" -eq 0 ] || echo "$unsure acquisitions are unknown, or also get to where no release was found: read them in $report/sites.tsv"
if [ "$rows" -eq 0 ]; then
	echo "Nothing to convert in $KERNEL${folder:+ below $folder}."
	echo "Report: $report/sites.tsv"
	exit 0
fi
echo "$rows calls in $(wc -l <"$stage/files") files ${DRY:+would be }converted."
echo "Patch:  $report/convert.patch"
echo "Report: $report/sites.tsv"
if [ -n "${DRY:-}" ]; then
	where="KERNEL=$KERNEL${folder:+ M=$folder}"
	[ -z "${PINCER_MODULE:-}" ] || where="M=$KERNEL${PINCER_HEADERS:+ KERNEL=$PINCER_HEADERS}"
	echo "Next:   make convert $where, or git apply the patch" | spoken
else
	lacking=
	[ "$API" = pin ] || lacking="make overlay KERNEL=$KERNEL STAGE=placeholder (if the tree lacks the new calls), then "
	echo "Next:   ${lacking}build and review the patch" | spoken
fi
