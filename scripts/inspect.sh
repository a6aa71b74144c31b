#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# inspect.sh TREE DIR [KEY]: all that is to be found in a tree, as records for
# pincer-findings in DIR/records, and the tables of the analysis with the leaks
# among the rows of DIR/sites.tsv.
#
# The same sources and the same rules: the same findings, so they are kept by
# that key (known_key in lib.sh).  Who names it knows that nothing is kept yet.
#
# Environment: as for analyse.sh
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 2 ] || [ $# -eq 3 ] || die "usage: inspect.sh TREE DIR [KEY]"
state=$(state_of "$1")
mkdir -p "$state" 2>/dev/null || die "$state: cannot be made; set PINCER_CACHE to a folder that can be written"
exec 5>"$state/inspect.lock"
flock 5 || die "$state/inspect.lock: cannot be locked"

key=${3:-}
if [ -z "$key" ]; then
	update_index "$1"
	export PINCER_INDEXED=1
	key=$(known_key "$1")
fi
if known "$key" "$2"; then
	note_done
	exit 0
fi

"${PINCER_ANALYSE:-$top/scripts/analyse.sh}" "$1" "$2" 5>&- || exit 2
note "looking for what is wrong"
sqlite3 -tabs "$2/sites.db" ".read \"$top/pairing/core.sql\"" >"$2/core" ||
	die "$2/sites.db cannot be used: free some disk space and run again"
sqlite3 "$2/sites.db" ".read \"$top/pairing/state.sql\"" ".read \"$top/pairing/witness.sql\"" >"$2/witness" ||
	die "$2/sites.db cannot be used: free some disk space and run again"
awk -v dialect="$(dialect "$1")" -f "$top/pairing/findings.awk" input=1 "$top/cocci/api.tsv" input=2 "$2/plan.tsv" \
	input=3 "$2/core" input=4 "$2/witness" input=5 "$2/sites.tsv" >"$2/records"
rm "$2/core" "$2/witness"
# what a query over the facts finds (docs/hacking.md: a new rule)
for rule in "$top"/pairing/rule_*.sql; do
	sqlite3 "$2/sites.db" ".read \"$rule\"" >>"$2/records" ||
		die "$2/sites.db cannot be used by $rule: free some disk space and run again"
done
if [ "$(dialect "$1")" = pin ]; then
	"$top/scripts/entries.sh" "$1" "$2" 5>&- >>"$2/records" || exit 2
fi
"$top/scripts/paths.sh" "$1" "$2" 5>&- || exit 2
# references of two kinds that a condition tells apart are no error
awk -f "$top/pairing/apart.awk" input=1 "$2/paths.apart" input=2 "$2/records" >"$2/records.new"
mv "$2/records.new" "$2/records"
rm "$2/paths.apart"
cat "$2/paths" >>"$2/records"
# every leak is a row of the table too
{
	head -n 1 "$2/sites.tsv"
	{
		sed 1d "$2/sites.tsv"
		awk -f "$top/pairing/leaks.awk" "$2/paths"
	} | sort -t "$(printf '\t')" -k1,1 -k2,2n -k3,3n -k5,5
} >"$2/all.tsv"
mv "$2/all.tsv" "$2/sites.tsv"
"${PINCER_BUILD:-$top/build}/bin/pincer-scan" still "$1" "$2/analysed" || exit 2
# a walk that failed somewhere is tried again
[ -s "$2/paths.failed" ] || keep "$key" "$2"
note_done
