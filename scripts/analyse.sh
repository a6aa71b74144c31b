#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# analyse.sh TREE OUTDIR: find every acquisition and release of the tree, pair
# them and decide each one.  Writes OUTDIR/sites.tsv, OUTDIR/plan.tsv,
# OUTDIR/analysed (which files were read, with which text: see pincer-scan
# unchanged) and keeps the database as OUTDIR/sites.db.  A file that changes
# meanwhile ends it.
#
# Environment: JOBS, API_EXTRA, API=put|pin, MIXED=demote|report, LOOSE=demote|report, V=1,
#	PINCER_CACHE (a folder; facts are kept there by content),
#	PINCER_MODULE and PINCER_HEADERS (see lib.sh: TREE is a module's folder)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

[ $# -eq 2 ] || die "usage: analyse.sh TREE OUTDIR"
check_tree "$1"
tree=$(cd "$1" && pwd)
mkdir -p "$2" || die "$2: cannot be made; choose another place for the report"
out=$(cd "$2" && pwd)
dialect=$(dialect "$tree") || exit 2
takes=$(awk -F '\t' -v d="$dialect" '$1 == d { print $2 }' "$top/cocci/convert/names.tsv")
need sqlite3 sqlite3
"$top/scripts/build.sh"
build=${PINCER_BUILD:-$top/build}
scan=$build/bin/pincer-scan spell=$build/bin/pincer-spell
njobs=$(jobs)

state=$(state_of "$tree")
mkdir -p "$state" 2>/dev/null || die "$state: cannot be made; set PINCER_CACHE to a folder that can be written"
room "$state" 20
# One run at a time for one tree.
exec 9>"$state/lock"
flock 9 || die "$state/lock: cannot be locked"
work=$(mktemp -d "$state/run.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP
facts=$state/facts.db
index=$state/index
views=$state/views			# of sources with macros that matter, or several worlds (pairing/spell.c)
said=$state/said			# .names and .types: every name that was looked for, last time

timing() {
	[ -z "${V:-}" ] || printf 'pincer: %s %s\n' "$(date +%T.%N | cut -c1-12)" "$*" >&2
}

# ---- the API table ----
api=$work/api.tsv
api_table "$tree" "$api"

# ---- the database ----
# by all that decides which files are read, and what of them
key=$(cat "$api" "$top"/pairing/*.c "$top"/cocci/find/*.ml | sha256sum | cut -c 1-64)
[ "$(cat "$state/key" 2>/dev/null)" = "$key" ] || rm -f "$facts" "$said".*
# Without its key the database is made anew: so it is after a run that was cut
# short.
rm -f "$state/key"

# ---- the solver: a process that keeps all facts at hand ----
mkfifo "$work/orders" "$work/answers"
"$build/bin/pincer-solve" "$facts" "$api" "$top/pairing/schema.sql" <"$work/orders" >"$work/answers" 2>"$work/solve.err" &
exec 7>"$work/orders" 8<"$work/answers"
waiting=0
# order ORDER...: without waiting for the answer
order() {
	# in a shell of its own: the solver may be gone
	(echo "$*" >&7) 2>/dev/null || :
	waiting=$((waiting + 1))
}
# answered: wait for the oldest answer
answered() {
	waiting=$((waiting - 1))
	read -r answer <&8 && [ "$answer" = "done" ] ||
		die "$(sed -n '1s/^pincer: //p' "$work/solve.err" | grep . || echo "the solver (build/bin/pincer-solve) was killed; is there enough memory, and disk space below $state?")"
}
solve() {
	order "$@"
	while [ "$waiting" -gt 0 ]; do answered; done
}
order known "$work/all"
# beside the index and the reading of what is new; with nothing new this is all
order prepare

# ---- the reader: a spatch that takes folders with lists of files, and leaves their facts there ----
# It is started before there is anything to read, since the start takes longer than to
# read a file.
mkfifo "$work/lists" "$work/ended"
echo 'int x;' >"$work/empty.c"
reader() {
	exec 7>&- 8<&- 9>&-
	OCAMLRUNPARAM=$reader_heap GLIBC_TUNABLES=$reader_pages \
	OCAMLPATH=$build/lib PINCER_TREE=$tree PINCER_API=$api PINCER_VIEWS=$views \
	plain_spatch "$work" --very-quiet --no-includes --sp-file "$top/cocci/find/facts.cocci" \
		"$work/empty.c" >"$work/ended" 2>"$work/reader.log"
}
reader <"$work/lists" &
reading=$!
exec 6>"$work/lists" 5<"$work/ended"
dismiss() {
	exec 6>&- 5<&-
	[ -z "$reading" ] || wait "$reading" || :
	reading=
}
# read_lists DIR: the lists in DIR
read_lists() {
	(printf '%s\n' "$1" >&6) 2>/dev/null || :
	while read -r answer <&5; do
		case $answer in
		"done") return ;;
		failed) break ;;
		esac
	done
	die "spatch failed: $(spatch_said "$work/reader.log")"
}
search=
# what runs beside the rest must not write where nothing is any more
leave() {
	dismiss
	[ -z "$search" ] || { kill "$search" 2>/dev/null; wait "$search" 2>/dev/null; } || :
	rm -rf "$work"
}
trap leave EXIT

# spell_out: the views of the sources, and the names of the API with the macros that
# stand for one.  Whoever uses such a macro matters as well, so the search goes on
# until it finds no more; a module's files are all looked at.  With the same texts
# the last ones are still good.
spell_out() {
	mkdir -p "$views" || die "$state: cannot be written; free some disk space"
	cat "$work/names" "$views/spelling" 2>/dev/null | sort -u >"$work/spelling"
	to_spell
	made_of=$({ cat "$work/names" "$top/pairing/spell.c"; "$scan" hash "$index" <"$work/spelled"; } | sha256sum)
	if [ "$(cat "$views/key" 2>/dev/null)" != "$made_of" ]; then
		rm -rf "$views"
		mkdir "$views" || die "$state: cannot be written; free some disk space"
		while :; do
			"$spell" names "$tree" "$work/names" <"$work/spelled" | sort -u >"$work/spelling.new"
			[ -n "$(comm -13 "$work/spelling" "$work/spelling.new")" ] || break
			mv "$work/spelling.new" "$work/spelling"
			to_spell
		done
		"$spell" views "$tree" "$work/names" "$views" <"$work/spelled" >"$views/list"
		mv "$work/spelling.new" "$views/spelling"
		{ cat "$work/names" "$top/pairing/spell.c"; "$scan" hash "$index" <"$work/spelled"; } | sha256sum >"$views/key"
	fi
	timing "spelled $(wc -l <"$views/list") files"
}

# to_spell: the files that mention one of $work/spelling, or all of a module
to_spell() {
	if [ -n "${PINCER_MODULE:-}" ]; then
		(cd "$tree" && find . -name '.?*' -prune -o -name '*.[ch]' -type f -print) | sed 's,^\./,,' | sort
	else
		"$scan" query "$index" <"$work/spelling" | cut -f2 | sort -u
	fi >"$work/spelled"
}

# ---- the index, while the solver reads its facts ----
note "reading the names of all files"
timing index
[ -n "${PINCER_INDEXED:-}" ] || "$scan" index "$tree" "$index" >"$work/count"
timing "index done"

# What a plain search finds needs no facts: it runs beside all the rest.
# searched NAMES: every place that mentions one of them
searched() {
	# shellcheck disable=SC2094 # read twice, not written
	"$scan" query "$index" <"$1" | cut -f2 | sort -u | "$scan" calls "$tree" "$1"
}
awk -F '\t' '$3 ~ /^(acquire|forward|release|relay)$/ { print $1 }' "$api" | sort -u >"$work/names"
spell_out
# what was demoted already, by its new name
awk -F '\t' '$9 != "-" { print $9 }' "$api" | sort -u >"$work/plain"
awk -F '\t' '$3 == "notifier" { print $1 }' "$api" | sort -u >"$work/notifiers"
(
	exec 5<&- 6>&- 7>&- 8<&-
	searched "$work/names" >"$work/mentions"
	cut -f1 "$work/mentions" | sort -u | "$scan" branches "$tree" >"$work/branches"
	searched "$work/plain" | awk -F '\t' '$5 == "call"' | sort >"$work/demoted.tsv"
	if [ "$takes" = gup ]; then
		: >"$work/notified"
	else
		searched "$work/notifiers" >"$work/notified"
	fi
) &
search=$!

# ---- facts of the files that matter ----

# hashed: the files on stdin with what their content comes to, and that of their views
hashed() {
	"$scan" hash "$index" | awk -F '\t' -v OFS='\t' '
		list { view[$1] = "+" $2; next }
		{ print $1, $2 view[$1] }' list=1 "$views/list" list=0 -
}

# stale LIST HOW: those of LIST whose facts are missing, with the hash; HOW is
# how they are read (parse, or declare for types only).
stale() {
	hashed <"$1" | awk -F '\t' -v how="$2" '
		old { have[$1] = $2; next }
		{ h = how " " $2 }
		have[$1] == h { next }
		# a file that was parsed has its types already
		how == "declare" && have[$1] == "parse " $2 { next }
		{ print $1 "\t" h }' old=1 "$work/known" old=0 - >"$work/stale"
}

# taken DIR: have its rows taken for the files in $work/stale
taken() {
	cp "$work/stale" "$1/files"
	solve load "$1"
	cat "$work/stale" >>"$work/known"
}

# declared TO: the types that the files on stdin declare, as TO.<relation>
declared() {
	"$scan" declares "$tree" |
		awk -F '\t' -v to="$1." '{ r = $1; sub(/^[^\t]*\t/, ""); print > (to r) }'
}

parse() {
	n=$(wc -l <"$work/stale")
	[ "$n" -gt 0 ] || return 0
	note "parsing $n files"
	timing "parse $n files"
	rm -rf "$work/facts"
	mkdir "$work/facts"
	# the biggest first, dealt out like cards, so that all jobs end together
	cut -f1 "$work/stale" | (cd "$tree" && tr '\n' '\0' | xargs -0 stat -c '%s %n' --) | sort -k1,1nr -k2 |
		awk -v n="$njobs" -v d="$work/facts" '{ sub(/^[0-9]+ /, ""); k = (NR - 1) % (2 * n); if (k >= n) k = 2 * n - 1 - k; print > (d "/list." k) }'
	read_lists "$work/facts"
	cat "$work"/facts/*.done 2>/dev/null | sort >"$work/read"
	cut -f1 "$work/stale" | sort | comm -23 - "$work/read" >"$work/unread"
	[ ! -s "$work/unread" ] || die "$(head -n 1 "$work/unread"): spatch gave up on it: $(grep -v '^warning' "$work/reader.log" | tail -n 1)"
	# spatch may have failed on a type of a header that the scanner understands
	cat "$work"/facts/rows-*.bad 2>/dev/null | cut -f1 | grep '\.h$' | sort -u | declared "$work/facts/then"
	timing "parsed"
	taken "$work/facts"
	timing "loaded"
}

declares() {
	[ -s "$work/stale" ] || return 0
	timing "types of $(wc -l <"$work/stale") files"
	rm -rf "$work/types"
	mkdir "$work/types"
	cut -f1 "$work/stale" | declared "$work/types/t"
	taken "$work/types"
}

# hiding: the names on stdin, and a module's macros that have one of them in their body in the end
hiding() {
	awk -F '\t' '
		hides { by[$1] = by[$1] "\t" $2; next }
		function all(name,  l, n, i) {
			if (name in met) return
			met[name]
			print name
			n = split(by[name], l, "\t")
			for (i = 2; i <= n; i++) all(l[i])
		}
		{ all($0) }' hides=1 "$views/hides" hides=0 -
}

# wanted ORDER: the names that the solver asks for by it, and that were not asked for yet
wanted() {
	solve "$1" "$work/want.new"
	hiding <"$work/want.new" | sort -u | comm -23 - "$work/asked" >"$work/want"
}

# headers: those that declare the names on stdin
headers() {
	"$scan" query "$index" | cut -f2 | grep '\.h$' | sort -u
}

# types: the headers that declare what is named so far
types() {
	if [ -n "$early" ]; then
		wait "$early" || :
		mv "$work/early" "$work/list"
		early=
	else
		headers <"$work/types.want" >"$work/list" || :
	fi
	stale "$work/list" declare
	declares
}

# A file that is gone or has changed takes its facts along.
answered
cut -f1 "$work/all" | hashed | awk -F '\t' '
	!all { now[$1] = $2; next }
	{ h = $2; sub(/^[a-z]* /, "", h) }
	now[$1] == h { print >> known; next }
	{ print $1 >> gone }' known="$work/known" gone="$work/gone" all=0 - all=1 "$work/all"
[ ! -s "$work/gone" ] || order forget "$work/gone"
touch "$work/known"

cat "$work/spelling" "$said.names" 2>/dev/null | sort -u >"$work/want"
cat "$said.types" 2>/dev/null >"$work/types.want" || :
early=
if [ -s "$work/types.want" ]; then
	# they take a while, and need nothing of what comes first
	headers <"$work/types.want" >"$work/early" 5<&- 6>&- 7>&- 8<&- &
	early=$!
fi
: >"$work/asked"
: >"$work/types.asked"
round=0
while :; do
	round=$((round + 1))
	# Each round asks for names that no round has asked for yet, so this ends;
	# the bound is against a mistake in the rules.
	[ $round -lt 40 ] || die "the search for names does not end; please report this"
	sort -u "$work/asked" "$work/want" -o "$work/asked"
	timing "round $round: $(wc -l <"$work/want") names"
	"$scan" query "$index" <"$work/want" | cut -f2 | sort -u >"$work/list"
	stale "$work/list" parse
	if [ -s "$work/stale" ] || [ $round -eq 1 ]; then
		parse
		note "solving, round $round"
		# types first: they need no flow
		while [ -s "$work/types.want" ] || [ ! -e "$work/types.new" ]; do
			sort -u "$work/types.asked" "$work/types.want" -o "$work/types.asked"
			types
			solve types "$work/types.new"
			sort -u "$work/types.new" | comm -23 - "$work/types.asked" >"$work/types.want"
		done
		rm -f "$work/types.new"
		timing "solve"
		wanted want
		[ ! -s "$work/want" ] || continue
	fi
	# what is asked for only now may need all that was read before
	wanted ends
	[ -s "$work/want" ] || break
done
timing "solved"
dismiss
db=$work/sites.db
# where the reference depends on what is done with the page, that has to be known
[ "$takes" = gup ] || solve touches
solve tables "$db"
exec 7>&- 8<&-
cp "$work/asked" "$said.names"
cp "$work/types.asked" "$said.types"

sql() {
	sqlite3 -batch -bail "$db" >"$work/sql.out" 2>"$work/sql.err" ||
		die "$(head -n 1 "$work/sql.err"); the database $db cannot be used: free some disk space, or remove $state and run again"
}
# What the lines name that Coccinelle could not read, as they stand and with their macros spelled out: "file first
# word", a field as ".word". Where only the latter could not be read, what macros hide there. In a module also what
# all of such a file names: "file 0 word".
sqlite3 -tabs "$db" "SELECT file, first, last, plain FROM unparsed ORDER BY file, first" >"$work/bad"
(cd "$tree" && LC_ALL=C VIEWS=$views awk -F '\t' -v OFS='\t' '
	# seen: by the line where a range begins
	function words(text, first, quiet,  w) {
		while (match(text, /(->|\.)?[ \t]*[A-Za-z_][A-Za-z_0-9]*/)) {
			w = substr(text, RSTART, RLENGTH)
			text = substr(text, RSTART + RLENGTH)
			sub(/^->/, ".", w)
			gsub(/[ \t]/, "", w)
			if (!quiet && !((first, w) in seen)) print file, first, w
			seen[first, w]
		}
	}
	function look(from, spelled,  text, line, i) {
		for (line = 1; (getline text <from) > 0; line++) {
			if (ENVIRON["PINCER_MODULE"]) words(text, 0)
			for (i = 1; i <= n; i++)
				if (line >= begin[i] && line <= end[i]) words(text, begin[i], plain[i] && !spelled)
		}
		close(from)
	}
	function look_all(  i) {
		if (!n) return
		look("./" file)
		for (i = 0; i < made[file]; i++) look(ENVIRON["VIEWS"] "/" number[file] "." i ".c", 1)
		n = 0
		split("", seen)
	}
	list { number[$1] = $3; made[$1] = $4; next }
	$1 != file { look_all(); file = $1 }
	{ begin[++n] = $2; end[n] = $3; plain[n] = $4 }
	END { look_all() }' list=1 "$views/list" list=0 "$work/bad") >"$work/unread"

# Of the functions that are given a structure, those that a module declares and that it has no body of.
sqlite3 "$db" "SELECT DISTINCT 'decl:' || name FROM given UNION SELECT 'def:' || name FROM given" |
	"$scan" query "$index" | cut -f1 | sort -u | awk '
	{ name = $0; sub(/^[a-z]*:/, "", name) }
	/^decl:/ { declared[name] }
	/^def:/ { defined[name] }
	END { for (name in declared) if (!(name in defined)) print name }' >"$work/bodiless"

# ---- verdicts and the tables ----
note "deciding"
wait "$search" || die "$tree: could not be searched; is it still there?"
search=
: >"$work/notifier"
: >"$work/conditions"
: >"$work/compat"
if [ -n "${PINCER_MODULE:-}" ]; then
	cat "$work/spelled"
elif [ "$takes" != gup ]; then
	sqlite3 "$db" "SELECT file FROM site UNION SELECT def_file FROM expansion"
fi | "$spell" worlds "$tree" "$work/names" >"$work/worlds"
awk -F '\t' -v w="$work/" '{ to = w ($1 == "C" ? "conditions" : "compat"); print substr($0, 3) > to }' "$work/worlds"
if [ -s "$work/notified" ]; then
	sqlite3 "$db" "SELECT DISTINCT file FROM site WHERE kind = 'acquisition'" |
		(cd "$tree" && sed 's,^,./,' | tr '\n' '\0' | xargs -0 awk -v notified="$work/notified" -f "$top/pairing/notifier.awk") >"$work/notifier"
fi
mixed=${MIXED:-demote}
case $mixed in demote | report) ;; *) die "MIXED=$mixed: say demote or report" ;; esac
loose=${LOOSE:-demote}
case $loose in demote | report) ;; *) die "LOOSE=$loose: say demote or report" ;; esac
scope=tree
[ -z "${PINCER_MODULE:-}" ] || scope=module
{
	echo "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-400000;"
	printf '.mode ascii\n.separator "\\t" "\\n"\n.import "%s" mention\n.import "%s" notified\n.import "%s" notifier\n.import "%s" branch\n.import "%s" condition\n.import "%s" compat\n.import "%s" unspelled\n.import "%s" unread\n.import "%s" bodiless\n' \
		"$work/mentions" "$work/notified" "$work/notifier" "$work/branches" "$work/conditions" "$work/compat" "$views/left" "$work/unread" "$work/bodiless"
	echo "INSERT INTO dialect VALUES ('$dialect', '$takes');"
	echo "INSERT INTO setting VALUES ('scope', '$scope'), ('loose', '$loose');"
	echo ".read \"$top/pairing/verdict.sql\""
	echo ".read \"$top/pairing/report.sql\""
	echo ".output \"$work/sites\""
	echo "SELECT file, line, col, func, kind, call, verdict, grp, origins, evidence FROM out_row o
		WHERE NOT EXISTS (SELECT 1 FROM twin t WHERE t.site = o.site);"
	echo ".output \"$work/plan\""
	# what a macro spells is rewritten in its define
	echo "SELECT coalesce(e.def_file, o.file), coalesce(e.def_line, o.line), coalesce(e.def_col, o.col), o.call,
		CASE WHEN e.macro IS NOT NULL THEN 'define' WHEN o.verdict = 'demoted' THEN 'demote' WHEN o.kind = 'origin' THEN 'unify'
			WHEN o.kind = 'acquisition' THEN 'acquire' ELSE 'release' END,
		CASE WHEN o.verdict = 'demoted' THEN s.refs ELSE s.new END, o.grp
		FROM out_row o JOIN site s ON s.id = o.site
		LEFT JOIN expansion e ON e.file = s.file AND e.line = s.line AND e.col = s.col
		WHERE (o.kind = 'release' AND o.verdict IN ('convert', 'unify') AND s.new IS NOT NULL)
		OR (o.kind = 'origin' AND o.verdict = 'unify')
		OR o.site IN (SELECT site FROM renamed)
		OR (o.verdict = 'demoted' AND '$mixed' = 'demote');"
	echo ".output"
} | sql
tab=$(printf '\t')
{
	printf 'file\tline\tcolumn\tfunction\tkind\tcall\tverdict\tgroup\torigins\tevidence\n'
	LC_ALL=C sort -t "$tab" -k1,1 -k2,2n -k3,3n -k5,5 "$work/sites" |
		"$scan" texts "$tree"
} >"$work/sites.tsv"
{
	printf 'file\tline\tcolumn\tcall\taction\tnew\tgroup\n'
	LC_ALL=C sort -t "$tab" -k1,1 -k2,2n -k3,3n "$work/plan"
} >"$work/plan.tsv"
# what was read is what was there when the index was made, or all this is of no tree that ever was
cat "$work/known" "$work/mentions" "$work/notified" | cut -f 1 | LC_ALL=C sort -u |
	"$scan" unchanged "$tree" "$index" >"$work/analysed" || exit 2
if ! mv "$work/sites.tsv" "$work/plan.tsv" "$work/demoted.tsv" "$work/analysed" "$db" "$out/"; then
	die "$out: cannot be written; free some space or choose another place"
fi
printf '%s\n' "$key" >"$state/key"
timing "done"
note_done
