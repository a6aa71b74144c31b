#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# bench.sh TREE: how long the analysis of a whole tree takes, against one
# trivial spatch pass over the same tree with the same number of jobs.  Ratios
# of one run on one machine are what counts; seconds are only for the reader.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 1 ] || die "usage: bench.sh TREE"
check_tree "$1"
original=$(cd "$1" && pwd -P)
njobs=$(jobs)
export JOBS="$njobs"
build=${PINCER_BUILD:-$top/build}
"$top/scripts/build.sh"

bench=${PINCER_WORK:-$build}/bench
rm -rf "$bench"
mkdir -p "$bench" || die "$bench: cannot be made; check the permissions"
trap 'rm -rf "$bench"' EXIT
trap 'exit 2' INT TERM HUP
export PINCER_CACHE="$bench/cache"

# One file gets edited, so it is done on a copy.  Links will do: nothing writes
# to a file of the copy, the edited one is another file by then.
tree=$bench/tree
note "copying the tree"
cp -al "$original" "$tree" 2>"$bench/log" || {
	rm -rf "$tree"
	cp -a --reflink=auto "$original" "$tree" || die "$tree: cannot be copied to; check the disk space"
}

# memory SESSION FILE: the most that all processes of it held at once (KiB,
# resident; looked at five times a second)
memory() {
	peak=0
	page=$(($(getconf PAGESIZE) / 1024))
	while kill -0 "$1" 2>/dev/null; do
		now=$(cat /proc/[0-9]*/stat 2>/dev/null |
			awk -v session="$1" -v page="$page" '
			{ sub(/^.*\) /, "") }
			$4 == session { sum += $22 * page }
			END { print sum + 0 }')
		[ "$now" -le "$peak" ] || peak=$now
		sleep 0.2
	done
	echo "$peak" >"$2"
}

# measure NAME COMMAND...: leaves milliseconds in NAME.ms, KiB in NAME.kib
measure() {
	name=$1
	shift
	note "measuring: $name"
	begin=$(date +%s%N)
	setsid "$@" >"$bench/$name.log" 2>&1 &
	child=$!
	memory "$child" "$bench/$name.kib" &
	rc=0
	wait "$child" || rc=$?
	end=$(date +%s%N)
	wait
	[ "$rc" -eq 0 ] || die "$name failed: $(tail -n 1 "$bench/$name.log")"
	echo $(((end - begin) / 1000000)) >"$bench/$name.ms"
}

# The same start for both: all sources are in the page cache.
note "reading the tree once"
find "$tree" -name '*.[chS]' -exec cat {} + >/dev/null

# what spatch finds in the folder that it is to read, it obeys
rm -f "$tree/.cocciconfig"
printf '@@\nexpression e;\n@@\n- put_page(e);\n+ foo(e);\n' >"$bench/trivial.cocci"
cd "$bench"
measure trivial env HOME="$top/cocci" spatch --very-quiet --no-includes --jobs "$njobs" --sp-file "$bench/trivial.cocci" --dir "$tree"
measure cold "$top/scripts/analyse.sh" "$tree" "$bench/out"
file=$(awk -F '\t' '$5 == "release" && $7 ~ /^convert/ { print $1; exit }' "$bench/out/sites.tsv")
[ -n "$file" ] || file=$(awk -F '\t' 'NR == 2 { print $1 }' "$bench/out/sites.tsv")
[ -n "$file" ] || die "$original: no site was found, so there is nothing to measure"
{ echo; cat "$tree/$file"; } >"$bench/edited"
mv "$bench/edited" "$tree/$file"
measure edited "$top/scripts/analyse.sh" "$tree" "$bench/out"
measure again "$top/scripts/analyse.sh" "$tree" "$bench/out"
note_done

echo "$original, $njobs jobs, $(find "$tree" -name '*.[ch]' | wc -l) sources"
echo
for name in trivial cold edited again; do
	printf '%s\t%s\t%s\n' "$name" "$(cat "$name.ms")" "$(cat "$name.kib")"
done | awk -F '\t' -v file="$file" '
	BEGIN {
		words["trivial"] = "one trivial spatch pass"
		words["cold"] = "analysis, from cold"
		words["edited"] = "analysis, one file changed"
		words["again"] = "analysis, nothing changed"
		printf "%-28s %8s %10s %8s %9s\n", "", "seconds", "of trivial", "of cold", "peak MiB"
	}
	{ ms[$1] = $2 }
	{
		printf "%-28s %8.1f %10.2f %8s %9d\n", words[$1], $2 / 1000, $2 / ms["trivial"],
			"cold" in ms ? sprintf("%.2f", $2 / ms["cold"]) : "", $3 / 1024
	}
	END { print "\nThe changed file was " file "." }'
