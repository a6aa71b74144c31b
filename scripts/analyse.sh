#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# analyse.sh TREE OUTDIR: find every acquisition and release of the tree, pair
# them and decide each one.  Writes OUTDIR/sites.tsv, OUTDIR/plan.tsv and keeps
# the database as OUTDIR/sites.db.
#
# Environment: JOBS, API_EXTRA, MIXED=demote|report, V=1,
#	PINCER_CACHE (a folder; facts are kept there by content)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 2 ] || die "usage: analyse.sh TREE OUTDIR"
check_tree "$1"
tree=$(cd "$1" && pwd)
mkdir -p "$2" || die "$2: cannot be made; choose another place for the report"
out=$(cd "$2" && pwd)
need sqlite3 sqlite3
"$top/scripts/build.sh"
build=${PINCER_BUILD:-$top/build}
scan=$build/bin/pincer-scan
cache=${PINCER_CACHE:-$build/cache}
njobs=$(jobs)

id=$(printf '%s' "$tree" | cksum | cut -d' ' -f1)
state=$cache/$(basename "$tree" | tr -c 'A-Za-z0-9._\n-' _)-$id
mkdir -p "$state" || die "$state: cannot be made; set PINCER_CACHE to a folder that can be written"
# One run at a time for one tree.
exec 9>"$state/lock"
flock 9 || die "$state/lock: cannot be locked"
work=$(mktemp -d "$state/run.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP
db=$state/facts.db
index=$state/index
said=$state/wanted		# every name that was looked for, last time

timing() {
	[ -z "${V:-}" ] || printf 'pincer: %s %s\n' "$(date +%T.%N | cut -c1-12)" "$*" >&2
}

# ---- the API table ----
api=$work/api.tsv
grep -v '^#' "$top/cocci/api.tsv" >"$api"
if [ -n "${API_EXTRA:-}" ]; then
	[ -r "$API_EXTRA" ] || die "$API_EXTRA: cannot be read; API_EXTRA= names a table like cocci/api.tsv"
	awk -F '\t' -v f="$API_EXTRA" '
		/^#/ || /^[ \t]*$/ { next }
		NF != 9 { printf "%s:%d: %d columns, not 9 (name args role from to ref put pin refs); see the head of cocci/api.tsv\n", f, FNR, NF; exit 1 }
		$3 !~ /^(acquire|forward|release|relay|origin|dup|free|flow|alias|borrow|container|foreign)$/ {
			printf "%s:%d: unknown role \"%s\"; see the head of cocci/api.tsv\n", f, FNR, $3; exit 1 }
		{ print >> out }' out="$api" "$API_EXTRA" >"$work/bad" || die "$(cat "$work/bad")"
fi

# ---- the index and the database ----
note "reading the names of all files"
timing index
"$scan" index "$tree" "$index" >"$work/count"
timing "index done"
key=$(cat "$api" "$top/pairing/schema.sql" "$top"/cocci/find/*.ml | cksum)
[ "$(cat "$state/key" 2>/dev/null)" = "$key" ] || rm -f "$db" "$said" "$state/key"

pragmas="PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-400000;"
relations=$(sed -n 's/^CREATE TABLE \(fact_[a-z]*\) .*/\1/p' "$top/pairing/schema.sql")
sql() {
	sqlite3 -batch -bail "$db" >"$work/sql.out" 2>"$work/sql.err" || {
		: >"$work/failed"
		die "$(head -n 1 "$work/sql.err"); the database $db cannot be used: free some disk space, or remove $state and run again"
	}
	# the answer of PRAGMA journal_mode is no row
	grep -v "^off$" "$work/sql.out" || :
}

# sql runs in pipes, whose status is that of their end: ask for it here.
sql_ok() {
	[ ! -e "$work/failed" ] || exit 2
}
if [ ! -f "$db" ]; then
	{ echo "$pragmas"; cat "$top/pairing/schema.sql"; } | sql >/dev/null
fi
# Without its key the database is made anew: so it is after a run that was cut
# short.
rm -f "$state/key"
{
	echo "$pragmas DELETE FROM api;"
	printf '.mode ascii\n.separator "\\t" "\\n"\n.import "%s" api\n' "$api"
} | sql >/dev/null

# ---- facts of the files that matter ----

# A file that is gone takes its facts along.
forget() {
	{
		printf '.mode ascii\n.separator "\\t" "\\n"\nSELECT file FROM source ORDER BY file;\n'
	} | sql >"$work/known"
	"$scan" hash "$index" <"$work/known" | cut -f1 | LC_ALL=C sort >"$work/there"
	LC_ALL=C sort "$work/known" | LC_ALL=C comm -23 - "$work/there" >"$work/gone"
	[ -s "$work/gone" ] || return 0
	{
		echo "$pragmas BEGIN; CREATE TEMP TABLE gone (file PRIMARY KEY) WITHOUT ROWID;"
		printf '.mode ascii\n.separator "\\t" "\\n"\n.import "%s" gone\n' "$work/gone"
		for t in source $relations; do echo "DELETE FROM $t WHERE file IN (SELECT file FROM gone);"; done
		echo "COMMIT;"
	} | sql
}

# stale LIST HOW: those of LIST whose facts are missing or of another content,
# with the hash; HOW is how they are read (parse, or declare for types only).
stale() {
	"$scan" hash "$index" <"$1" | awk -F '\t' -v how="$2" '{ print $1 "\t" how " " $2 }' | sort >"$work/hashes"
	{
		printf '.mode ascii\n.separator "\\t" "\\n"\nSELECT file, hash FROM source ORDER BY file;\n'
	} | sql | LC_ALL=C awk -F '\t' -v how="$2" '
		FILENAME == "-" { have[$1] = $2; next }
		have[$1] == $2 { next }
		# a file that was parsed has its types already
		how == "declare" { h = $2; sub(/^declare/, "parse", h); if (have[$1] == h) next }
		{ print }' - "$work/hashes"
}

# load DIR PREFIX: replace the rows of the files in $work/stale by DIR/PREFIX*.REL
load() {
	{
		echo "$pragmas BEGIN;"
		echo "CREATE TEMP TABLE s (file PRIMARY KEY, hash) WITHOUT ROWID;"
		printf '.mode ascii\n.separator "\\t" "\\n"\n.import "%s" s\n' "$work/stale"
		for t in $relations; do
			echo "DELETE FROM $t WHERE file IN (SELECT file FROM s JOIN source USING (file));"
		done
		echo "INSERT OR REPLACE INTO source SELECT file, hash FROM s;"
		for f in "$1"/*.??? "$1"/*.?? "$1"/*.done; do
			[ -s "$f" ] && echo ".import \"$f\" fact_${f##*.}"
		done
		echo "COMMIT;"
	} | sql
}

parse() {
	n=$(wc -l <"$work/stale")
	[ "$n" -gt 0 ] || return 0
	note "parsing $n files"
	timing "parse $n files"
	rm -rf "$work/facts"
	mkdir "$work/facts"
	# the biggest first, dealt out like cards, so that all jobs end together
	cut -f1 "$work/stale" | (cd "$tree" && tr '\n' '\0' | xargs -0 stat -c '%s %n') | sort -k1,1nr -k2 |
		awk -v n="$njobs" -v d="$work/facts" '{ sub(/^[0-9]+ /, ""); k = (NR - 1) % (2 * n); if (k >= n) k = 2 * n - 1 - k; print > (d "/list." k) }'
	echo 'int x;' >"$work/facts/empty.c"
	pids=
	for l in "$work"/facts/list.*; do
		(
			cd "$tree"
			OCAMLPATH=$build/lib PINCER_API=$api PINCER_FILES=$l \
			PINCER_OUT=$work/facts/rows-${l##*.} \
			spatch --very-quiet --no-includes --sp-file "$top/cocci/find/facts.cocci" \
				"$work/facts/empty.c" >"$l.log" 2>&1
		) &
		pids="$pids $!"
	done
	for p in $pids; do
		wait "$p" || die "spatch failed: $(grep -hv '^warning' "$work"/facts/*.log | head -n 1)"
	done
	cat "$work"/facts/*.done 2>/dev/null | sort >"$work/read"
	cut -f1 "$work/stale" | sort | comm -23 - "$work/read" >"$work/unread"
	[ ! -s "$work/unread" ] || die "$(head -n 1 "$work/unread"): spatch gave up on it: $(grep -hv '^warning' "$work"/facts/*.log | tail -n 1)"
	timing "parsed"
	load "$work/facts"
	timing "loaded"
}

declares() {
	[ -s "$work/stale" ] || return 0
	timing "types of $(wc -l <"$work/stale") files"
	rm -rf "$work/types"
	mkdir "$work/types"
	cut -f1 "$work/stale" | "$scan" declares "$tree" |
		awk -F '\t' -v d="$work/types/t." '{ r = $1; sub(/^[^\t]*\t/, ""); print > (d r) }'
	load "$work/types"
}

# The flow, to its end within each hop.  Two hops: a reference that is kept in a
# structure is seldom handed on by way of a third, while a borrowed pointer is.
flow() {
	for h in 0 1 2; do
		i=0
		while [ $i -lt 40 ]; do echo ".read \"$top/pairing/step.sql\""; i=$((i + 1)); done
		[ $h -eq 2 ] || echo ".read \"$top/pairing/hop.sql\""
	done
}

link() {
	{
		echo "$pragmas BEGIN;"
		echo ".read \"$top/pairing/link.sql\""
		for _ in 1 2 3; do echo ".read \"$top/pairing/through.sql\""; done
		echo ".read \"$top/pairing/seed.sql\""
		flow
		echo ".read \"$top/pairing/others.sql\""
		flow
		cat
		echo "COMMIT;"
	} | sql
}

forget
awk -F '\t' '$3 ~ /^(acquire|forward|release|relay)$/ { print $1 }' "$api" | sort -u >"$work/names"
cat "$work/names" "$said" 2>/dev/null | sort -u >"$work/want"
: >"$work/asked"
round=0
while :; do
	round=$((round + 1))
	sort -u "$work/asked" "$work/want" -o "$work/asked"
	sql_ok
	timing "round $round: $(wc -l <"$work/want") names"
	"$scan" query "$index" <"$work/want" | cut -f2 | sort -u >"$work/list"
	stale "$work/list" parse >"$work/stale"
	[ -s "$work/stale" ] || [ $round -eq 1 ] || break
	parse
	note "solving, round $round"
	# types first: they need no flow
	for _ in 1 2; do
		{ echo "$pragmas"; sed '/^-- ---- places/,$d' "$top/pairing/link.sql"; cat "$top/pairing/declare.sql"; echo "SELECT name FROM undeclared;"; } | sql |
			sort | comm -23 - "$work/asked" >"$work/types.want"
		[ -s "$work/types.want" ] || break
		sort -u "$work/asked" "$work/types.want" -o "$work/asked"
		"$scan" query "$index" <"$work/types.want" | cut -f2 | grep '\.h$' | sort -u >"$work/list" || :
		stale "$work/list" declare >"$work/stale"
		declares
	done
	timing "link"
	{ cat "$top/pairing/want.sql"; echo "SELECT name FROM want;"; } | link | sort | comm -23 - "$work/asked" >"$work/want"
	timing "linked"
	[ -s "$work/want" ] || break
	# Each round asks for names that no round has asked for yet, so this ends;
	# the bound is against a mistake in the rules.
	[ $round -lt 40 ] || die "the search for names does not end; please report this"
done
sort -u "$work/asked" -o "$said"

# ---- verdicts and the tables ----
note "deciding"
"$scan" query "$index" <"$work/names" | cut -f2 | sort -u >"$work/list"
"$scan" calls "$tree" "$work/names" <"$work/list" >"$work/mentions"
mixed=${MIXED:-demote}
case $mixed in demote | report) ;; *) die "MIXED=$mixed: say demote or report" ;; esac
sql_ok
{
	echo "$pragmas DELETE FROM mention;"
	printf '.mode ascii\n.separator "\\t" "\\n"\n.import "%s" mention\n' "$work/mentions"
	echo ".read \"$top/pairing/verdict.sql\""
	echo ".read \"$top/pairing/report.sql\""
	echo ".output \"$work/sites\""
	echo "SELECT file, line, col, func, kind, call, verdict, grp, origins, evidence FROM out_row;"
	echo ".output \"$work/plan\""
	echo "SELECT o.file, o.line, o.col, o.call,
		CASE WHEN o.verdict = 'demoted' THEN 'demote' WHEN o.kind = 'origin' THEN 'unify' ELSE 'release' END,
		CASE WHEN o.verdict = 'demoted' THEN s.refs ELSE s.put END, o.grp
		FROM out_row o JOIN site s ON s.id = o.site
		WHERE (o.kind = 'release' AND o.verdict IN ('convert', 'unify') AND s.ref = 'plain')
		OR (o.kind = 'origin' AND o.verdict = 'unify')
		OR (o.verdict = 'demoted' AND '$mixed' = 'demote');"
	echo ".output"
} | sql
sql_ok
tab=$(printf '\t')
{
	printf 'file\tline\tcolumn\tfunction\tkind\tcall\tverdict\tgroup\torigins\tevidence\n'
	LC_ALL=C sort -t "$tab" -k1,1 -k2,2n -k3,3n -k5,5 "$work/sites" |
		awk -v tree="$tree" -f "$top/pairing/calltext.awk"
} >"$work/sites.tsv"
{
	printf 'file\tline\tcolumn\tcall\taction\tnew\tgroup\n'
	LC_ALL=C sort -t "$tab" -k1,1 -k2,2n -k3,3n "$work/plan"
} >"$work/plan.tsv"
if ! mv "$work/sites.tsv" "$work/plan.tsv" "$out/"; then
	die "$out: cannot be written; free some space or choose another place"
fi
printf '%s\n' "$key" >"$state/key"
timing "done"
note_done
