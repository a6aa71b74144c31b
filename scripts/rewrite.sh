#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Rewrites the planned calls of a tree, on a copy of the files they stand in.
#
#   rewrite.sh TREE PLAN OUT [--dirty-lock-shape 2|3] [--dirty yes|no] [--jobs N]
#
# PLAN: tab-separated, header "file line column call action new group".
# Leaves in OUT: new/ (the rewritten files), old/ (the text that each was made
# from), convert.patch, rewritten.tsv (the
# plan's rows with the form used) and failed.tsv (rows left alone, with reason).
# A group is rewritten whole or not at all.
# shellcheck disable=SC2030,SC2031 # "result" is meant to be one per subshell
set -eu
LC_ALL=C
export LC_ALL

top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

usage="usage: rewrite.sh TREE PLAN OUT [--dirty-lock-shape 2|3] [--dirty yes|no] [--jobs N]"
[ $# -ge 3 ] || die "$usage"
tree=$1 plan=$2 out=$3
shift 3
shape=2 dirty=no jobs=${JOBS:-$(nproc)}
while [ $# -gt 0 ]; do
	[ $# -ge 2 ] || die "$usage"
	case $1 in
	--dirty-lock-shape) shape=$2 ;;
	--dirty) dirty=$2 ;;
	--jobs) jobs=$2 ;;
	*) die "$usage" ;;
	esac
	shift 2
done
case $shape in 2 | 3) ;; *) die "--dirty-lock-shape takes 2 or 3, not $shape" ;; esac
case $dirty in yes | no) ;; *) die "--dirty takes yes or no, not $dirty" ;; esac
case $jobs in '' | *[!0-9]* | 0) die "--jobs takes a number, not '$jobs'" ;; esac
[ -d "$tree" ] || die "$tree: no such tree"
[ -f "$plan" ] || die "$plan: no such plan"

rules=$top/cocci/convert
build=${PINCER_BUILD:-$top/build}
tree=$(cd "$tree" && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$out/.rewrite
rm -rf "$work" "$out/old" "$out/new" "$out/convert.patch" "$out/rewritten.tsv" "$out/failed.tsv"
mkdir -p "$work/old" "$work/rows" "$work/marked" "$work/new"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

tab=$(printf '\t')
header="file${tab}line${tab}column${tab}call${tab}action${tab}new${tab}group"
[ "$(head -n 1 "$plan")" = "$header" ] ||
	die "$plan: the first line is not '$(printf %s "$header" | tr '\t' ' ')'"

# id file line column call action new group
tail -n +2 "$plan" | sort -u -t "$tab" -k1,1 -k2,2n -k3,3n -k4 |
	awk -F '\t' -v OFS='\t' 'NF { print ++n, $0 }' >"$work/rows_of_plan"
awk -F '\t' 'NF != 8 || $6 !~ /^(release|unify|demote|acquire|define)$/ || $7 == "" {
	print "row " $1 ": " $0; exit }' "$work/rows_of_plan" >"$work/odd"
[ ! -s "$work/odd" ] || die "$plan: not a plan row: $(cat "$work/odd")"

# From here on a file goes by a name of ours, for a tree's may hold what some tool takes
# for its own, or be too long to have something added: 12/x.c is the one in line 12 of
# $work/names, alone in its folder.
cut -f 2 "$work/rows_of_plan" | sort -u >"$work/names"
awk -F '\t' -v OFS='\t' '
	NR == FNR { ours[$0] = FNR "/x" ($0 ~ /\.h$/ ? ".h" : ".c"); next }
	{ $2 = ours[$2]; print }' "$work/names" "$work/rows_of_plan" >"$work/plan"
cd "$work"
ln -s "$tree" tree
# theirs FILE: the tree's name of it
theirs() {
	sed -n "${1%%/*}{p;q;}" "$work/names"
}
# by_theirs: rows "id file ..." with the tree's names again
by_theirs() {
	awk -F '\t' -v OFS='\t' 'NR == FNR { theirs[FNR] = $0; next } { $2 = theirs[$2 + 0]; print }' "$work/names" -
}

# The rules as one semantic patch each: for files with loops, and without.
{
	grep -h '^virtual' "$rules"/convert_dirty_loop.cocci
	for rule in loop_facts convert_dirty_loop convert_loop convert_dirtied convert_single \
		unify_get_page demote acquire drop_unused; do
		grep -v '^virtual' "$rules/$rule.cocci"
	done
} >"$work/loops.cocci"
{
	grep -h '^virtual' "$rules"/convert_dirty_loop.cocci
	for rule in convert_dirtied convert_single unify_get_page demote acquire; do
		grep -v '^virtual' "$rules/$rule.cocci"
	done
} >"$work/plain.cocci"
defines=
[ "$shape" = 2 ] || defines="$defines -D flagged"
[ "$dirty" = no ] || defines="$defines -D unlocked"

# list NAME: splits the files listed in NAME in $jobs parts, big ones first
spread() {
	rm -f "$1".part.*
	while IFS= read -r file; do
		printf "%s\t%s\n" "$(wc -c <"$work/old/$file")" "$file"
	done <"$1" | sort -t "$tab" -k1,1nr -k2 |
		awk -F '\t' -v jobs="$jobs" -v list="$1" '{
			least = 1
			for (i = 2; i <= jobs; i++)
				if (load[i] + 0 < load[least] + 0)
					least = i
			load[least] += $1 + 20000
			print $2 "\n" > (list ".part." least)
		}'
}

# spatch_all RULES LIST: rewrites the marked files of LIST in place
spatch_all() {
	rm -f "$2".part.*
	[ -s "$2" ] || return 0
	spread "$2"
	pids=
	for part in "$2".part.*; do
		run_spatch "$1" --file-groups "$part" >"$part.log" 2>&1 &
		pids="$pids $!:${part##*.part.}"
	done
	for pid in $pids; do
		part=$2.part.${pid#*:}
		if wait "${pid%%:*}"; then
			[ -z "${V:-}" ] || cat "$part.log" >&2
			continue
		fi
		if grep -Eq '^ *around =|matched to normal parenthesis|/ocaml_cocci_|CompileFailure|LinkFailure|^virtual rule ' "$part.log"; then
			cat "$part.log" >&2
			die "spatch can't use the rules in cocci/convert; see above"
		fi
		# one file brought it down: each for itself, and what still fails is
		# renamed without spatch
		grep . "$part" | while IFS= read -r file; do
			run_spatch "$1" "$file" >>"$part.log" 2>&1 || true
		done
	done
}

run_spatch() {
	# shellcheck disable=SC2086 # $defines and $types are lists
	(sp=$1 && shift && PINCER_COUNTED=$work/counted && export PINCER_COUNTED &&
		plain_spatch "$work/marked" --very-quiet --no-show-diff --in-place \
			--timeout 60 --max-width 10000 --iso-file "$rules/convert.iso" $types $defines --sp-file "$sp" "$@")
}

# rewrite_files LIST KEEP: from the plan's rows to new files; KEEP=1 leaves
# every loop a loop. What could not be rewritten goes to $work/bad (id,
# reason), files to be tried again with KEEP=1 to $work/again.
rewrite_files() {
	rm -f "$work"/result.*
	keep=$2
	each "$1" mark
	gather loops plain
	types=--no-includes
	spatch_all "$work/plain.cocci" "$work/plain"
	count_loops
	spatch_all "$work/loops.cocci" "$work/loops"
	# how a field counts its type says, and that is in the headers
	cat "$work/loops.part."*.log 2>/dev/null | sed -n 's/^untyped //p' | sort -u >"$work/untyped"
	while IFS= read -r file; do
		cp "$work/rows/$file.marked" "$work/marked/$file"
		# copies, for spatch writes into what it is given, and over a link into the tree
		for h in "$tree/$(dirname "./$(theirs "$file")")"/*.h; do
			[ ! -f "$h" ] || [ -e "$work/marked/$(dirname "$file")/${h##*/}" ] || cp "$h" "$work/marked/$(dirname "$file")/"
		done
	done <"$work/untyped"
	types="--all-includes --include-headers-for-types -I ../tree/include"
	if [ -n "${PINCER_MODULE:-}" ] && [ -s "$work/untyped" ]; then
		# a module is small enough for headers of headers, wherever they are
		mkdir -p "$work/headers"
		(cd "$tree" && find . -name '.?*' -prune -o -name '*.h' -type f -print0 | xargs -0 -r cp --parents -t "$work/headers")
		types="--recursive-includes --include-headers-for-types -I ../tree/include"
		for folder in $(cd "$work/headers" && find . -type d | grep -v '[^A-Za-z0-9_./+-]'); do
			types="$types -I ../headers/$folder"
		done
	fi
	export PINCER_HEADERS_READ=1
	spatch_all "$work/loops.cocci" "$work/untyped"
	unset PINCER_HEADERS_READ
	each "$1" check
	gather again
	cat "$work"/result.*.bad >>"$work/bad" 2>/dev/null || true
}

# count_loops: the planned calls whose loops are known to count from 0 up
count_loops() {
	: >"$work/counted"
	[ -s "$work/loops" ] || return 0
	[ -f "$build/lib/paths/META" ] || "$top/scripts/build.sh"
	echo 'int x;' >"$work/empty.c"
	OCAMLPATH=$build/lib PINCER_FILES=$work/loops PINCER_OUT=$work/counted \
		plain_spatch "$work/marked" --very-quiet --no-includes --sp-file "$rules/counts.cocci" "$work/empty.c" >"$work/counts.log" 2>&1 ||
		die "spatch failed: $(spatch_said "$work/counts.log")"
}

# each LIST FUNCTION: calls it with every file of LIST, $jobs at a time
each() {
	spread "$1"
	pids=
	for part in "$1".part.*; do
		[ -f "$part" ] || continue
		(
			# of this part only
			result=$work/result.${part##*.}
			grep . "$part" | while IFS= read -r file; do
				"$2" "$file"
			done
		) &
		pids="$pids $!"
	done
	for pid in $pids; do
		wait "$pid" || die "out of disk space or memory? see above"
	done
}

# gather KIND...: the names that the parts left
gather() {
	for kind in "$@"; do
		cat "$work"/result.*."$kind" 2>/dev/null | sort >"$work/$kind" || true
	done
}

# named FILE: its text with the macros renamed, where the plan says so
named() {
	if [ -s "$work/rows/$1.defines" ]; then printf 'defined/%s\n' "$1"; else printf 'old/%s\n' "$1"; fi
}

# The wanted calls get names of their own.
mark() {
	dir=$(dirname "$1")
	mkdir -p "$work/rows/$dir" "$work/marked/$dir" "$work/new/$dir"
	awk -F '\t' -v OFS='\t' -v file="$1" '$2 == file { print $1, $3, $4, $5, $6, $7 }' \
		"$work/plan.now" >"$work/rows/$1.all"
	awk -F '\t' '$5 != "define"' "$work/rows/$1.all" >"$work/rows/$1"
	awk -F '\t' '$5 == "define"' "$work/rows/$1.all" >"$work/rows/$1.defines"
	if [ -s "$work/rows/$1.defines" ]; then
		# no rule moves a line of the preprocessor: its names change first
		mkdir -p "$work/defined/$dir"
		awk -f "$rules/define.awk" -v rows="rows/$1.defines" -v bad="$result.bad" "old/$1" >"$work/defined/$1"
	fi
	: >"$work/rows/$1.sites"
	awk -f "$rules/tokens.awk" -f "$rules/mark.awk" -v src="$(named "$1")" -v rows="rows/$1" \
		-v keep="$keep" -v bad="rows/$1.bad" -v sites="rows/$1.sites" >"$work/marked/$1"
	if [ -s "$work/rows/$1.bad" ]; then
		cat "$work/rows/$1.bad" >>"$result.bad"
		rm "$work/rows/$1.bad"
	fi
	cp "$work/marked/$1" "$work/rows/$1.marked"
	if grep -q 'pincer_put_[0-9]' "$work/marked/$1"; then
		printf '%s\n' "$1" >>"$result.loops"
	else
		printf '%s\n' "$1" >>"$result.plain"
	fi
}

# Nothing but the wanted calls changed: then they get their final names.
check() {
	restore "$1"
	if why=$(awk -f "$rules/tokens.awk" -f "$rules/verify.awk" -v src="$(named "$1")" \
		-v dst="marked/$1" -v sites="rows/$1.sites") &&
		parses_as_well "$1"; then
		: >"$work/rows/$1.forms"
		awk -f "$rules/finish.awk" -v src="marked/$1" -v rows="rows/$1" \
			-v names="$rules/names.tsv" -v forms="rows/$1.forms" >"$work/new/$1"
		# awk ends the last line, whether it was ended before or not
		if [ "$(tail -c 1 "$work/old/$1" | wc -l)" -eq 0 ] && [ "$(tail -c 1 "$work/new/$1" | wc -l)" -eq 1 ]; then
			truncate -s -1 "$work/new/$1"
		fi
		[ -s "$work/new/$1" ] || die "$(theirs "$1"): nothing would be left of it; please report this"
		awk -F '\t' -v OFS='\t' '{ print $1, "define" }' "$work/rows/$1.defines" >>"$work/rows/$1.forms"
		chmod --reference="$work/old/$1" "$work/new/$1"
	elif [ "$keep" = 0 ] && [ -s "$work/rows/$1.sites" ]; then
		[ -z "${V:-}" ] || printf '%s: %s; trying again without folding loops\n' "$1" "$why" >&2
		printf '%s\n' "$1" >>"$result.again"
	else
		awk -F '\t' -v OFS='\t' -v why="${why:-the rewritten file does not parse}" \
			'{ print $1, why }' "$work/rows/$1.sites" >>"$result.bad"
	fi
}

# The bodies that mark.awk set aside come back.
restore() {
	awk -f "$rules/restore.awk" -v src="$(named "$1")" "marked/$1" >"$work/rows/$1.whole"
	mv "$work/rows/$1.whole" "$work/marked/$1"
}

# The rewritten file has no more pieces that Coccinelle can't parse. Renaming
# can't change that, so only files with a folded loop are asked.
parses_as_well() {
	why=
	grep -Eq '(bulk|dirty|dirty_lock|lone_dirty)_pincer_' "$work/marked/$1" || return 0
	pieces=$(bad_pieces "$work/marked/$1")
	[ "$pieces" -eq 0 ] || [ "$pieces" -le "$(bad_pieces "$work/old/$1")" ]
}

bad_pieces() {
	plain_spatch "$work/marked" --parse-c "$1" 2>/dev/null | grep -c '^parse error' || true
}

# Groups whole or not at all: drop the groups of rows that failed, go again.
cut -f 2 "$work/plan" | sort -u >"$work/files"
cp "$work/plan" "$work/plan.now"
: >"$work/failed"
: >"$work/todo"
while IFS= read -r file; do
	theirs=$(theirs "$file")
	if [ -f "$tree/$theirs" ]; then
		printf '%s\n' "$file" >>"$work/todo"
		mkdir -p "$work/old/$(dirname "$file")"
		cp -p "$tree/$theirs" "$work/old/$file"
	else
		awk -F '\t' -v OFS='\t' -v file="$file" '$2 == file { print $1, "no such file" }' \
			"$work/plan" >>"$work/failed.new"
	fi
done <"$work/files"
mkdir -p "$out/new"
while :; do
	: >"$work/bad"
	[ ! -f "$work/failed.new" ] || mv "$work/failed.new" "$work/bad"
	rewrite_files "$work/todo" 0
	if [ -s "$work/again" ]; then
		mv "$work/again" "$work/retry"
		rewrite_files "$work/retry" 1
	fi
	[ -s "$work/bad" ] || break
	# reasons for the rows that failed; the rest of their groups follows
	awk -F '\t' -v OFS='\t' '
	input == 0 { theirs[FNR] = $0; next }
	FNR == 1 { pass++ }
	pass == 1 { why[$1] = $2; next }
	pass == 2 { if ($1 in why && !($8 in bad)) bad[$8] = theirs[$2 + 0] ":" $3; next }
	$8 in bad { print $0, ($1 in why) ? why[$1] : "left with its group: " bad[$8] " failed" }' \
		input=0 "$work/names" input=1 "$work/bad" "$work/plan.now" "$work/plan.now" >>"$work/failed"
	awk -F '\t' 'FILENAME == ARGV[1] { gone[$1] = 1; next } !($1 in gone)' \
		"$work/failed" "$work/plan.now" >"$work/plan.next"
	awk -F '\t' 'FILENAME == ARGV[1] { gone[$2] = 1; next } $2 in gone { print $2 }' \
		"$work/failed" "$work/plan.next" | sort -u >"$work/todo"
	cut -f 2 "$work/failed" | sort -u | while IFS= read -r file; do
		rm -f "$work/new/$file" "$work/rows/$file.forms"
	done
	mv "$work/plan.next" "$work/plan.now"
	[ -s "$work/todo" ] || break
done

printf '%s\tform\n' "$header" >"$out/rewritten.tsv"
cut -f 2 "$work/plan.now" | sort -u | while IFS= read -r file; do
	cat "$work/rows/$file.forms"
done >"$work/forms"
by_theirs <"$work/plan.now" | awk -F '\t' -v OFS='\t' '
	form { is[$1] = $2; next }
	{ id = $1; sub(/^[^\t]*\t/, ""); print $0, is[id] }' form=1 "$work/forms" form=0 - >>"$out/rewritten.tsv"
{
	printf '%s\treason\n' "$header"
	sort -n "$work/failed" | by_theirs | cut -f 2-
} >"$out/failed.tsv"

# a/ and b/ by name, so that the patch applies to the tree
: >"$out/convert.patch"
cut -f 2 "$work/plan.now" | sort -u -n | while IFS= read -r file; do
	theirs=$(theirs "$file")
	mkdir -p "$out/new/$(dirname "./$theirs")"
	mv "$work/new/$file" "$out/new/$theirs"
	# the text that was rewritten, for who puts the new one in its place
	mkdir -p "$out/old/$(dirname "./$theirs")"
	mv "$work/old/$file" "$out/old/$theirs"
	diff -u --label "a/$theirs" --label "b/$theirs" "$out/old/$theirs" "$out/new/$theirs" >"$work/diff" || true
	if [ -s "$work/diff" ]; then
		printf 'diff --git a/%s b/%s\n' "$theirs" "$theirs"
		cat "$work/diff"
	fi
done >>"$out/convert.patch"
