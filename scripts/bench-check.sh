#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# bench-check.sh TREE: what processor time pincheck takes over the files that the last `make check`
# of it looked at, against plain sparse on the same files: one pass, and all passes that
# `make check` makes, with what it puts together between them.  The two take turns, file
# by file and in both orders, so that whatever else the machine does hits both.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 1 ] || die "usage: bench-check.sh TREE"
check_tree "$1"
tree=$(cd "$1" && pwd -P)
build=${PINCER_BUILD:-$top/build}
work=$(checked_state "$tree")
if [ ! -s "$work/todo" ] || [ ! -s "$work/passes" ]; then
	echo "The checker was not measured: make check KERNEL=$tree has to run first."
	exit 0
fi
"$top/scripts/build.sh" check
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' INT TERM HUP

# run KIND COMMAND...: the processor time up to here, without and with it
run() {
	kind=$1
	shift
	{ times; echo -; } >>"$tmp/times"
	"$@" >/dev/null 2>&1 || :
	{ times; printf '%s\n' "$kind"; } >>"$tmp/times"
}
# over PROGRAM...: it runs over the file at hand
over() {
	xargs -0 "$@" -D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ <"$command"
}
pincheck() {
	case $how in --asked) how="--asked $work/asked" ;; --facts) how="--facts --asked $work/asked" ;; esac
	rm -f "$tmp/typed"
	# shellcheck disable=SC2086 # an option, or none
	over "$build/bin/pincheck" --status --known "$work/known" --typed "$tmp/typed" $how
}
sparse() {
	if [ -x "$build/sparse/sparse" ]; then over "$build/sparse/sparse"; else over sparse; fi
}

cd "$work/objects"
tab=$(printf '\t')
: >"$tmp/seen"
: >"$tmp/times"
n=0
while IFS=$tab read -r file how; do
	command=$work/commands/$(printf '%s' "$file" | tr / %)
	note "measuring the checker: $file"
	# once before, for the page cache
	[ $n -ne 0 ] || sparse >/dev/null 2>&1
	n=$((n + 1))
	first=
	if grep -qxF "$file" "$work/todo" && ! grep -qxF "$file" "$tmp/seen"; then
		printf '%s\n' "$file" >>"$tmp/seen"
		first=yes
	fi
	if [ -z "$first" ]; then
		run more pincheck
	elif [ $((n % 2)) -eq 0 ]; then
		run pincheck pincheck
		run sparse sparse
	else
		run sparse sparse
		run pincheck pincheck
	fi
done <"$work/passes"
# what is put together between the passes
learn() {
	"$top/scripts/typed.sh" "$tree" "$work/typed" - "$tmp/across.tsv" &&
		"$top/scripts/objects.sh" "$tree" "$work/typed" "$tmp/across.tsv.db"
}
for _ in $(seq "$(cat "$work/learned")"); do
	run learn learn
done
note_done
# the second line of each three is that of the children: user, system
awk '
	function seconds(s) { split(s, p, "m"); return 60 * p[1] + p[2] }
	NR % 3 == 2 { now = seconds($1) + seconds($2) }
	NR % 3 == 0 { t[$1] += now - before; n[$1]++; before = now }
	END {
		printf "\nplain sparse over %d files: %.1f s\n", n["sparse"], t["sparse"]
		printf "pincheck over the same, once: %.1f s; %.2f times\n", t["pincheck"], t["pincheck"] / t["sparse"]
		all = t["pincheck"] + t["more"] + t["learn"]
		printf "all of make check: %.1f s; %.2f times (%d further runs %.1f s, putting the facts together %d times %.1f s)\n",
			all, all / t["sparse"], n["more"], t["more"], n["learn"], t["learn"]
	}' "$tmp/times"
