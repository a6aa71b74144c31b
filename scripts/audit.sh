#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make audit: what is still wrong with the page references of a tree, and the
# verdict of every call.  Parameters come from the environment: KERNEL, M,
# JOBS, API_EXTRA, V.  Exit status 0 clean or only notes, 1 findings, 2 error.
set -eu
LC_ALL=C
export LC_ALL

top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

check_tree "${KERNEL:-}"
KERNEL=$(cd "$KERNEL" && pwd -P)
check_jobs
[ -z "${BASELINE:-}" ] || [ -r "$BASELINE" ] || die "$BASELINE: cannot be read; BASELINE= names a list of accepted findings"
API=$(dialect "$KERNEL") || exit 2
export API
folder=$(folder_in_tree "$KERNEL" "${M:-}") || exit 2
need sqlite3 sqlite3
"$top/scripts/build.sh"
build=${PINCER_BUILD:-$top/build}

refuse_interrupted "$KERNEL"
report=$(report_of "$KERNEL") || exit 2
room "$report" 5
# what a killed run left is thrown away after a day
find "$report" -maxdepth 1 -name '.audit.*' -mmin +1440 -exec rm -rf {} +
stage=$(mktemp -d "$report/.audit.XXXXXX") || die "$report: can't write there"
trap 'rm -rf "$stage"' EXIT
trap 'exit 2' INT TERM HUP

"$top/scripts/inspect.sh" "$KERNEL" "$stage" || exit 2

# Only a run that comes to its end replaces the last one.
# What it is compared with has all of the tree, whatever M= was.
last=
if [ -f "$report/findings.json" ]; then
	last=$report/.findings.json
	[ -f "$last" ] || last=$report/findings.json
fi
rc=0
"$build/bin/pincer-findings" ${BASELINE:+--baseline "$BASELINE"} ${last:+--last "$last"} ${folder:+--below "$folder"} --dialect "$API" --tree "$KERNEL" \
	"$stage" <"$stage/records" >"$stage/findings.txt" || rc=$?
[ $rc -le 1 ] || exit 2

# below: of rows on stdin, with a file in their first column, those of the folder M=
below() {
	FOLDER=$folder awk -F '\t' 'ENVIRON["FOLDER"] == "" || index($1, ENVIRON["FOLDER"] "/") == 1'
}
below <"$stage/demoted.tsv" >"$stage/demoted"
below <"$stage/sites.tsv" >"$stage/sites"
below <"$stage/paths.left" >"$stage/left"
notes=$(grep -c ': note: .*\[PIN[0-9]*\]$' "$stage/findings.txt" || true)
{
	# Nothing is left out: what a plain search finds is what has a verdict.
	sqlite3 -tabs "$stage/sites.db" "SELECT file, line, col FROM mention WHERE kind IN ('call', 'macro')" | below |
		awk -F '\t' '
		sites == 1 { if ($5 ~ /^(acquisition|release)$/) { n++; v[$7]++; has[$1, $2, $3] }; next }
		{ seen++; if (!(($1, $2, $3) in has)) without++ }
		END {
			printf "\n%d calls take or drop page references:", n
			m = split("convert converted keep unify mixed paired demoted no-refs leaked unknown", order, " ")
			for (i = 1; i <= m; i++)
				if (v[order[i]]) printf "%s %d %s", k++ ? "," : "", v[order[i]], order[i]
			printf ".\nA plain search for the names finds %d, %s without a verdict.\n", seen, without ? without : "none"
		}' sites=1 "$stage/sites" sites=0 -
	# acquisitions that were demoted: no finding, but to be seen
	awk -F '\t' '
		NR == 1 { print "\nDemoted, these take ordinary references:" }
		{ printf "  %s:%d:%d: %s()\n", $1, $2, $3, $4 }' "$stage/demoted"
	if [ -s "$stage/left" ]; then
		printf '\nToo many paths to walk them all (what was found on others counts):\n'
		awk -F '\t' '{ printf "  %s:%d: %s(), in %s()\n", $1, $2, $4, $3 }' "$stage/left"
	fi
	if [ -s "$stage/paths.failed" ]; then
		printf "\nThe walk over paths failed on these files, which is a fault of Pincer\047s; leaks in them were not looked for:\n"
		awk -F "\t" '{ printf "  %s: %s\n", $1, $2 }' "$stage/paths.failed"
	fi
	# the typed second opinion, if there is one
	other=${ARCH:+-$ARCH}
	if [ -f "$report/check$other.tsv" ]; then
		awk -f "$top/scripts/list.awk" -f "$top/scripts/agree.awk" input=1 "$report/checked$other" input=2 "$report/check$other.tsv" input=3 "$stage/records"
		typed=$(checked_state "$KERNEL")/typed
		if [ -d "$typed" ]; then
			"$top/scripts/typed.sh" "$KERNEL" "$typed" "$stage/sites.db" "$stage/typed.tsv" || exit 2
			awk -v table="$report/opinions.tsv" -f "$top/scripts/list.awk" -f "$top/scripts/agree-sites.awk" \
				input=1 "$report/checked$other" input=2 "$stage/typed.tsv" input=3 "$stage/sites.tsv"
		fi
	fi
	if [ $rc -eq 1 ]; then
		:
	elif [ "$notes" -gt 0 ]; then
		echo "Nothing but notes in $KERNEL${folder:+ below $folder}."
	else
		echo "Nothing found in $KERNEL${folder:+ below $folder}."
	fi
} >>"$stage/findings.txt"

# what the sources say of themselves is not for the terminal to obey
shown <"$stage/findings.txt" >"$stage/findings"
mv "$stage/findings" "$stage/findings.txt"
patch=/dev/null
[ ! -f "$report/convert.patch" ] || patch=$report/convert.patch
PINCER_TREE=$KERNEL PINCER_NAME=$(basename -- "$KERNEL") PINCER_BELOW=$folder \
	awk -v head="$top/reports/head.html" -f "$top/reports/report.awk" input=0 "$top/pairing/rules.h" input=1 "$stage/records" \
	input=2 "$stage/sites.tsv" input=3 "$stage/plan.tsv" input=4 "$patch" >"$stage/page" || die "$report/report.html: cannot be made; see above"
shown html <"$stage/page" >"$stage/report.html"
mv "$stage/findings.txt" "$stage/findings.json" "$stage/.findings.json" "$stage/findings.sarif" "$stage/codequality.json" "$stage/findings.md" "$stage/report.html" "$stage/sites.tsv" "$report/" ||
	die "$report: cannot be written; free some disk space"
cat "$report/findings.txt"
echo "Report: $report: findings.txt, findings.json, findings.sarif, codequality.json, findings.md, sites.tsv, report.html"
exit $rc
