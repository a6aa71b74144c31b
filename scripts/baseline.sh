#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make baseline: accept the findings of the last audit (or of another report, REPORT=): adds a line for each, with
# REASON=, to the list BASELINE=, which audit and lint then take.  What is accepted there already stays as it is.
# Notes are not accepted: they count for nothing.  Parameters come from the environment: KERNEL, M, BASELINE, REASON, REPORT.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

check_tree "${KERNEL:-}"
KERNEL=$(cd "$KERNEL" && pwd -P)
[ -n "${BASELINE:-}" ] || die "no list named; say BASELINE=accepted.tsv, which is made if it is not there"
one_line "REASON=${REASON:-}" "${REASON:-}"
case ${REASON:-} in *[!\ ]*) ;; *) die "no reason given; say REASON=\"why these are accepted\"" ;; esac
folder=$(folder_in_tree "$KERNEL" "${M:-}") || exit 2
need sqlite3 sqlite3
report=${REPORT:-}
[ -n "$report" ] || report=$(report_of "$KERNEL") || exit 2
[ -f "$report/findings.json" ] || die "$report: no findings.json there; run make audit KERNEL=$KERNEL first, or say REPORT=folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP

cp "$report/findings.json" "$work/findings.json" && cd "$work" || die "$report/findings.json: cannot be read"
sqlite3 -batch -bail -tabs :memory: "SELECT json_extract(value, '\$.rule'), json_extract(value, '\$.file'), json_extract(value, '\$.function'), json_extract(value, '\$.call')
	FROM json_each(readfile('findings.json'), '\$.findings') WHERE json_extract(value, '\$.level') <> 'note' AND json_extract(value, '\$.accepted') IS NULL" >"$work/rows" 2>"$work/err" ||
	die "$report/findings.json: cannot be read as the findings of a run; run make audit again"
[ -e "$BASELINE" ] || printf '# rule	file	function	call	reason\n' >"$work/list"
[ ! -e "$BASELINE" ] || cat "$BASELINE" >"$work/list" || die "$BASELINE: cannot be read; BASELINE= names a list of accepted findings"
FOLDER=$folder awk -F '\t' -v OFS='\t' '
	input == 1 { if (NF == 5) has[$1, $2, $3, $4]; next }
	ENVIRON["FOLDER"] != "" && index($2, ENVIRON["FOLDER"] "/") != 1 { next }
	!(($1, $2, $3, $4) in has) { has[$1, $2, $3, $4]; print $1, $2, $3, $4, ENVIRON["REASON"] }' input=1 "$work/list" input=2 "$work/rows" >"$work/more"
cat "$work/more" >>"$work/list"
[ ! -s "$work/more" ] || cat "$work/list" >"$BASELINE" || die "$BASELINE: can't write there"
echo "$(wc -l <"$work/more") findings added to $BASELINE."
