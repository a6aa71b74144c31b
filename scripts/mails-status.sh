#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make mails-status: which patches of an earlier series a tree has already.
# Parameters come from the environment: KERNEL, the newer tree; SERIES, a folder
# of patches or an mbox.  Each hunk is looked for as it is after the patch and as
# it is before.  A patch is
#	applied	if all its hunks are there as after it
#	open	if all are as before it: it can still be applied
#	changed	if neither: some hunks are in, or the code has become another
# Leaves reports/TREE/mails-status.tsv.  Exit status 0 done, 2 error.
set -eu
LC_ALL=C
export LC_ALL

top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"
. "$top/scripts/mails/lib.sh"

[ -n "${KERNEL:-}" ] || die "no tree given; say make mails-status KERNEL=/path/to/newer/linux SERIES=/path/to/mails"
check_tree "$KERNEL"
KERNEL=$(cd "$KERNEL" && pwd -P)
[ -n "${SERIES:-}" ] || die "no series given; say SERIES=, a folder of patches or an mbox, as make mails leaves them"
[ -e "$SERIES" ] || die "$SERIES: no such series; SERIES= takes a folder of patches or an mbox"
need git git
need flock util-linux

refuse_interrupted "$KERNEL"
# what is refused leaves nothing behind, not even a folder for its report
work=$(mktemp -d "${TMPDIR:-/tmp}/pincer-mails-status.XXXXXX") ||
	die "${TMPDIR:-/tmp}: can't write there; free some disk space, or set TMPDIR"
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
mkdir "$work/tree"

split_series "$SERIES" "$work/mails"

# the files that the series is about, as the newer tree has them
paths_of_patch "$KERNEL" "$work"/mails/* >"$work/paths" || exit 2
report=$(report_of "$KERNEL") || exit 2
exec 8>"$report/.mails-status.lock"
flock -n 8 || die "$report: another pincer looks for patches in this tree; wait for it to end"
while IFS= read -r file; do
	[ -f "$KERNEL/$file" ] || continue
	mkdir -p "$work/tree/$(dirname -- "$file")"
	cp "$KERNEL/$file" "$work/tree/$file"
done <"$work/paths"

# fits HUNK OPTION...: could that be applied?
fits() {
	hunk=$1
	shift
	(cd "$work/tree" && ours apply --check --whitespace=nowarn "$@" "$hunk" 2>/dev/null)
}

# state HUNK: applied, open or gone; with less context if it is in neither way there,
# as the lines around it may have moved on
state() {
	for context in 3 1; do
		applied=no open=no
		! fits "$1" "-C$context" -R || applied=yes
		! fits "$1" "-C$context" || open=yes
		case $applied$open in
		yesno) echo applied; return ;;
		noyes) echo open; return ;;
		yesyes) break ;;
		esac
	done
	echo gone
}

mkdir "$work/hunks"
number=0
for mail in "$work"/mails/*; do
	number=$((number + 1))
	note "patch $number"
	rm -f "$work"/hunks/*
	# one patch for each hunk, with the head of its file
	awk -v out="$work/hunks/" '
	/^diff --git / { head = ""; heading = 1; to = "" }
	heading && /^@@ / { heading = 0 }
	heading { head = head $0 "\n"; next }
	/^@@ / {
		to = out sprintf("%04d", ++n)
		printf "%s", head > to
	}
	/^-- $/ { to = "" }
	to != "" { print > to }' "$mail"
	for hunk in "$work"/hunks/*; do
		printf "%s\t%s\n" "$(state "$hunk")" "$(LC_ALL=C awk -f "$top/scripts/patched.awk" "$hunk" | tail -n 1)"
	done | PINCER_TITLE=$(title_of "$mail") awk -F "\t" -v OFS="\t" -v number="$number" '
	BEGIN { title = ENVIRON["PINCER_TITLE"]; gsub(/[\t\n]/, " ", title) }
	{
		n[$1]++
		all++
		if ($1 == "gone" && !seen[$2]++)
			gone = gone (gone == "" ? "" : " ") $2
	}
	END {
		state = n["applied"] == all ? "applied" : n["open"] == all ? "open" : "changed"
		print number, state, n["applied"] + 0, n["open"] + 0, n["gone"] + 0, title, gone
	}'
done >"$work/rows"
note_done

{
	printf 'patch\tstate\tapplied\topen\tgone\ttitle\tgone_in\n'
	cat "$work/rows"
} >"$work/status.tsv"
cp "$work/status.tsv" "$report/.mails-status.tsv" && mv "$report/.mails-status.tsv" "$report/mails-status.tsv" ||
	die "$report: can't write there; free some disk space"
awk -F '\t' '
{
	count[$2]++
	printf "%4d  %-8s %s\n", $1, $2, $6
	if ($2 == "changed")
		printf "                %d of %d hunks applied, %d open, %d found neither way%s\n", $3, $3 + $4 + $5, $4, $5, ($7 == "" ? "" : ": " $7)
}
END {
	printf "%d patches: %d applied, %d changed, %d still open\n", NR, count["applied"], count["changed"], count["open"]
}' "$work/rows" | shown
echo "Table:  $report/mails-status.tsv"
