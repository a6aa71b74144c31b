#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make annotate: a patch that writes down with __pinned which fields, parameters
# and return values hold pinned pages, and with __maybe_pinned which hold such and
# others, as the solver infers it from pincheck's typed facts of all files that a
# configuration compiles.  Parameters are those of make check.  The tree is not
# written to.  Exit status 0 done, 2 error.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

check_tree "${KERNEL:-}"
KERNEL=$(cd "$KERNEL" && pwd -P)
buildable "$KERNEL"
check_jobs
need sqlite3 sqlite3
work=$(checked_state "$KERNEL")
refuse_interrupted "$KERNEL"
report=$(report_of "$KERNEL") || exit 2
build=${PINCER_BUILD:-$top/build}
many=80	# files
mkdir -p "$work" || die "$work: cannot be made; check the permissions and the disk space"

# ---- what is pinned ----
: >"$work/more"
: >"$work/lost"
round=0
while :; do
	round=$((round + 1))
	# a file that cannot be read does not matter here
	PINCER_FACTS=1 PINCER_MORE="$work/more" "$top/scripts/check.sh" >/dev/null || :
	[ -d "$work/typed" ] || exit 2
	note "putting the facts together"
	"$top/scripts/typed.sh" "$KERNEL" "$work/typed" - "$work/typed.tsv" || exit 2
	sqlite3 -batch -bail "$work/typed.tsv.db" <"$top/pairing/pinned.sql" >"$work/pinned" 2>"$work/err" ||
		die "$work/typed.tsv.db: $(head -n 1 "$work/err"); free some disk space and run again"
	find "$work/typed" -type f -exec awk -F '\t' '$1 == "dc"' {} + | sed "s#$KERNEL/##g" | sort -u >"$work/declared"
	grep -q . "$work/typed.tsv" || die "nothing to annotate in $KERNEL: no call could be read; make check says which files cannot be read"
	# Who else knows these functions and structs may put ordinary pages there.  What is
	# known in too many files to read them all is not annotated.
	awk -F '\t' '
		input == 1 { api[$1]; next }
		{ name = $1; sub(/^[Fpr]:/, "", name); sub($1 ~ /^F/ ? "[.].*" : ":[0-9]+$", "", name) }
		name !~ /[!:.]/ && !(name in api) { print name }' input=1 "$top/cocci/api.tsv" input=2 "$work/pinned" |
		sort -u | "$build/bin/pincer-scan" query "$work/index" | awk -F '\t' -v arch="$(cat "$work/arch")" '
		$2 !~ /[.]c$/ || $2 ~ /^(Documentation|tools|samples|scripts|usr)\// { next }
		$2 ~ /^arch\// && index($2, "arch/" arch "/") != 1 { next }
		{ print }' >"$work/known_in"
	awk -F '\t' -v many="$many" -v lost="$work/lost" -v more="$work/more" '
		input == 1 { read[$1]; next }
		{ n[$1]++; if (!($2 in read)) file[$1, n[$1]] = $2 }
		END {
			for (name in n)
				for (i = 1; i <= n[name]; i++)
					if ((name, i) in file) {
						if (n[name] > many) { print name >> lost; break }
						print file[name, i] >> more
					}
		}' input=1 "$work/files" input=2 "$work/known_in"
	sort -u -o "$work/more" "$work/more"
	sort -u -o "$work/lost" "$work/lost"
	now=$(cat "$work/more" "$work/lost" | sha256sum)
	[ "$now" != "${before:-}" ] && [ $round -lt 8 ] || break
	before=$now
done
# What takes the pages deals with them in its own way: not its own static functions.
find "$work/typed" -type f -exec awk -F '\t' '
	FILENAME == ARGV[1] { if ($3 == "acquire") api[$1]; next }
	$1 == "fn" && $4 in api { print $2 }' "$top/cocci/api.tsv" {} + | sed "s#$KERNEL/##g" | sort -u >"$work/core"
# file line name word
awk -F '\t' -v OFS='\t' '
	input == 0 { core[$1]; next }
	input == 1 { lost[$1]; next }
	input == 2 {
		name = $1
		sub(/^[Fpr]:/, "", name)
		file = name
		if (sub(/!.*/, "", file) && file in core) next
		sub($1 ~ /^F/ ? "[.].*" : ":[0-9]+$", "", name)
		# the first word counts: the last ones are only of what nobody knows
		if (!($1 in word)) word[$1] = name in lost ? "__maybe_pinned" : $2
		next
	}
	$3 in word { print $4, $5, $6, word[$3] }' input=0 "$work/core" input=1 "$work/lost" input=2 "$work/pinned" input=3 "$work/declared" |
	sort -u >"$work/places"
grep -q . "$work/places" || die "nothing to annotate in $KERNEL: no pinned page is kept anywhere; make check says which files cannot be read"

# ---- the edits, in copies ----
rm -rf "$work/a" "$work/b"
mkdir "$work/a" "$work/b"
: >"$work/annotated"
: >"$work/left"
header=include/linux/compiler_types.h
[ -f "$KERNEL/$header" ] || header=include/linux/compiler.h
{ cut -f 1 "$work/places"; echo "$header"; } | sort -u | while IFS= read -r file; do
	! path_fault "$KERNEL" "$file" >/dev/null && [ -f "$KERNEL/$file" ] || continue
	mkdir -p "$work/a/$(dirname -- "$file")" "$work/b/$(dirname -- "$file")"
	cp "$KERNEL/$file" "$work/a/$file"
	PINCER_FILE=$file awk -F '\t' -v header="$header" -v done="$work/annotated" -v left="$work/left" '
		BEGIN { file = ENVIRON["PINCER_FILE"] }
		places { if ($1 == file) { n++; line[n] = $2; name[n] = $3; word[n] = $4 } next }
		{ text[++lines] = $0; if (/^#[ \t]*define __maybe_pinned/) put = 1 }
		END {
			for (i = 1; i <= n; i++) {
				# sparse names the line of the type, or of the name
				for (l = line[i]; l <= line[i] + 1 && l <= lines; l++) {
					if (!match(text[l], "struct page[ \t]*[*][* \t]*" name[i] "([^A-Za-z0-9_]|$)"))
						continue;
					rest = substr(text[l], RSTART + RLENGTH - 1)
					# another name of the same declaration would become pinned, too
					if (rest ~ /^(\[[^]]*\])*,[ \t]*[*]/)
						l = line[i] + 1
					else if (substr(text[l], 1, RSTART - 1) !~ /pinned[ \t]*$/) {
						text[l] = substr(text[l], 1, RSTART - 1) word[i] " " substr(text[l], RSTART)
						print file ":" l ": " name[i] "\t" word[i] >> done
						break
					} else
						break
				}
				if (l > line[i] + 1)
					print file ":" line[i] ": " name[i] >> left
			}
			for (l = 1; l <= lines; l++) {
				print text[l]
				if (file == header && !put && text[l] ~ /^#define __LINUX_COMPILER(_TYPES)?_H/) {
					put = 1
					print "\n/* a page pointer that get_user_pages*() or pin_user_pages*() filled, or perhaps did */"
					print "#ifdef __PINCHECK__\n# define __pinned\t\t__attribute__((pinned))\n# define __maybe_pinned\t__attribute__((maybe_pinned))"
					print "#else\n# define __pinned\n# define __maybe_pinned\n#endif"
				}
			}
		}' places=1 "$work/places" places=0 - <"$work/a/$file" >"$work/b/$file"
done
mkdir -p "$report"
(cd "$work" && diff -ruN a b) >"$work/annotate.patch" || [ $? -eq 1 ] || die "$work: the copies cannot be compared"
mv "$work/annotate.patch" "$report/annotate.patch" || die "$report: cannot be written; free some disk space"
note_done
printf '%d declarations in %d files are __pinned, %d are __maybe_pinned: ordinary pages get there as well.\n' \
	"$(grep -c '	__pinned$' "$work/annotated")" "$(cut -d : -f 1 "$work/annotated" | sort -u | wc -l)" \
	"$(grep -c '	__maybe_pinned$' "$work/annotated")"
[ ! -s "$work/left" ] || {
	echo "Declared in a form that is left to you:"
	sed 's/^/  /' "$work/left" | shown
}
echo "Patch: $report/annotate.patch, for patch -p1"
