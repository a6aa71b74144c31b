#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# seeds.sh TARGET DIR: writes into DIR what a target's inputs are made from: corpus/TARGET, the
# fixtures of other tests, and what Pincer's own programs write for these (an index, a database).
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/scripts/lib.sh"

target=$1 to=$2
bin=${PINCER_BUILD:-$top/build}/bin
mkdir -p "$to" || die "$to: cannot be made; check its permissions"
cp "$top/tests/fuzz/corpus/$target"/* "$to/"
case $target in
scan)
	"$top/scripts/build.sh"
	for file in "$top"/tests/pair/*.c; do
		{ echo @@source; cat "$file"; } >"$to/$(basename "$file")"
	done
	"$bin/pincer-scan" index "$top/tests/pair/skeleton" "$to/.index" >"$to/.said"
	{ echo @@index; cat "$to/.index"; } >"$to/index"
	rm -f "$to/.index" "$to/.said"
	;;
solve)
	"$top/scripts/build.sh"
	grep -v "^#" "$top/cocci/api.tsv" >"$to/.api"
	for seed in bio ops hint; do
		mkdir "$to/.rows"
		awk -v dir="$to/.rows" '/^@@/ { name = dir "/" substr($0, 3); next } name { print > name }' "$to/$seed"
		printf 'load %s\ntables %s\n' "$to/.rows" "$to/.tables" |
			"$bin/pincer-solve" "$to/.facts" "$to/.api" "$top/pairing/schema.sql" >/dev/null
		{ echo @@facts; cat "$to/.facts"; } >"$to/facts-$seed"
		rm -rf "$to/.rows" "$to/.tables" "$to/.facts"
	done
	{ echo @@api; grep -E '^(get_user_pages_fast|put_page|bio_add_page|page_address|bio|sg_page|get_page|alloc_page|kvm_)' "$to/.api"; sed 1d "$to/bio"; } >"$to/api"
	rm -f "$to/.api"
	;;
findings) ;;
spell)
	for folder in "$top"/tests/spell/*/; do
		{
			printf "@@how\nmodule\n"
			for kind in h c; do
				file=$(find "$folder" -name "*.$kind" | sort | head -n 1)
				[ -z "$file" ] || { echo "@@x.$kind"; cat "$file"; }
			done
		} >"$to/$(basename "$folder")"
	done
	;;
pincheck)
	cp "$top"/checker/validation/*.c "$to/"
	for known in arrays kept left counted; do
		{ cat "$to/$known.c"; echo @@known; cat "$top/checker/validation/known.tsv"; } >"$to/known-$known.c"
	done
	;;
*) die "$target: no such target; T= takes scan, spell, solve, findings or pincheck" ;;
esac
