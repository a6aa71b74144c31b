#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# inspect.sh TREE DIR: all that is to be found in a tree, as records for
# pincer-findings in DIR/records, and the tables of the analysis with the leaks
# among the rows of DIR/sites.tsv.
#
# Environment: as for analyse.sh
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 2 ] || die "usage: inspect.sh TREE DIR"
build=${PINCER_BUILD:-$top/build}
cache=${PINCER_CACHE:-$build/cache}
id=$(printf '%s' "$(cd "$1" && pwd)" | cksum | cut -d' ' -f1)
last=$cache/inspected-$id
mkdir -p "$last" || die "$last: cannot be made; set PINCER_CACHE to a folder that can be written"
exec 5>"$last/lock"
flock 5 || die "$last/lock: cannot be locked"

# The same sources and the same rules: the same findings.
note "reading the names of all files"
"$build/bin/pincer-scan" index "$1" "$last/index" >"$2/count" || exit 2
key=$({
	cat "$last/index" "$top"/cocci/api.tsv ${API_EXTRA:+"$API_EXTRA"} "$top"/cocci/find/*.ml "$top"/cocci/paths/* "$top"/pairing/* "$top/scripts/analyse.sh"
} | cksum)
results="records sites.tsv plan.tsv sites.db demoted.tsv paths.left"
if [ "$(cat "$last/key" 2>/dev/null)" = "$key" ]; then
	# shellcheck disable=SC2086 # a list
	(cd "$last" && cp -- $results "$2/") || die "$2: cannot be written; free some disk space"
	note_done
	exit 0
fi
rm -f "$last/key"

"${PINCER_ANALYSE:-$top/scripts/analyse.sh}" "$1" "$2" 5>&- || exit 2
note "looking for what is wrong"
awk -f "$top/pairing/findings.awk" "$top/cocci/api.tsv" "$2/plan.tsv" "$2/sites.tsv" >"$2/records"
"$top/scripts/paths.sh" "$1" "$2" 5>&- || exit 2
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
# shellcheck disable=SC2086
(cd "$2" && cp -- $results "$last/") || die "$last: cannot be written; free some disk space"
printf '%s\n' "$key" >"$last/key"
note_done
