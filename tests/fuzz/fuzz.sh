#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# fuzz.sh TARGET SECONDS: AFL++ on one of Pincer's programs, under AddressSanitizer and
# UndefinedBehaviorSanitizer.  Goes on where the last run of that target ended, below build/fuzz/.
# --check: only whether these are what they have to be.
# Exit status: 0 nothing broke it, 1 something did (the inputs are named), 2 error.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/scripts/lib.sh"

targets="scan spell solve findings pincheck"
check=
if [ "${1:-}" = --check ]; then
	check=yes
	shift
fi
target=${1:-} seconds=${2:-600}
case $target in
scan | spell | solve | findings | pincheck) ;;
*) die "T=$target: no such program; say make fuzz T=NAME SECONDS=600, with one of: $targets" ;;
esac
case $seconds in
'' | *[!0-9]* | 0) die "SECONDS=$seconds: takes a number of seconds" ;;
esac
[ -z "$check" ] || exit 0
need afl-fuzz afl++
need afl-clang-fast afl++

build=${PINCER_BUILD:-$top/build}
work=$build/fuzz/$target
mkdir -p "$work/found" || die "$work: cannot be made; check its permissions"
exec 9>"$work/lock"
flock -n 9 || die "$work: in use by another make fuzz T=$target; wait for it, or end it"
program=$("$top/tests/fuzz/build.sh" "$target" afl)
rm -rf "$work/seeds"
"$top/tests/fuzz/seeds.sh" "$target" "$work/seeds"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' INT TERM HUP

dictionary=
[ ! -f "$top/tests/fuzz/$target.dict" ] || dictionary="-x $top/tests/fuzz/$target.dict"
# shellcheck disable=SC2086 # nothing, or two words
AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_AUTORESUME=1 AFL_FORKSRV_INIT_TMOUT=60000 \
	afl-fuzz -i "$work/seeds" -o "$work/afl" -m none -t 10000+ -V "$seconds" $dictionary -- \
	"$program" "$top" "$scratch" --once @@ >"$work/log" 2>&1 9>&- </dev/null || {
	sed 's/\x1b\[[0-9;?]*[a-zA-Z]//g; s/\x1b(.//g; s/\x0f//g' "$work/log" | grep -A 2 -m 1 'PROGRAM ABORT' >"$work/why" || :
	[ -s "$work/why" ] || die "afl-fuzz ended early; see $work/log"
	die "afl-fuzz: $(tr '\n' ' ' <"$work/why" | cut -c 1-200); see $work/log"
}
skipped=$(grep -c "results in a crash" "$work/log" || :)
[ "$skipped" -eq 0 ] || die "$target: $skipped of the inputs to begin with break it, and were left out; say make test T=fuzz, and see $work/log"
awk -F ' *: ' '{ v[$1] = $2 } END {
	printf "%s: %d inputs run in %d seconds, %d kept, %d of %d edges of the program seen, %d broke it, %d took too long\n",
		t, v["execs_done"], v["run_time"], v["corpus_count"], v["edges_found"], v["total_edges"], v["saved_crashes"], v["saved_hangs"]
}' t="$target" "$work/afl/default/fuzzer_stats"
set --
for input in "$work"/afl/default*/crashes*/id:*; do
	[ ! -f "$input" ] || set -- "$@" "$input"
done
[ $# -gt 0 ] || exit 0
rc=0
"$program" "$top" "$scratch" "$@" >"$work/broken" || rc=$?
for input; do
	cp "$input" "$work/found/$(cksum <"$input" | cut -d ' ' -f 1)"
done
grep -E 'breaks it|SUMMARY|runtime error|^fuzz:|^pincer:|inputs, ' "$work/broken" || :
echo "The inputs are in $work/found, what was said in $work/broken."
exit $rc
