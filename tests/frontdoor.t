#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The front door: every command by `make -C` from another folder, with paths
# meant from there; what is missing gets installed or named; bad input gets one
# clear line and exit status 2, and the tree stays as it was.
set -eu
. "$(dirname "$0")/lib.sh"

pincer=$TMP/pincer
copy_pincer "$pincer"
mkdir "$TMP/here"
"$TOP/scripts/build.sh"
export PINCER_BUILD="$BUILD" PINCER_CACHE="$TMP/cache"

# new_tree: a small kernel tree, with its pristine twin in tree.was
new_tree() {
	rm -rf "$TMP/here/tree.was"
	bare_tree "$TMP/here/tree"
	(
		cd "$TMP/here/tree"
		pair_text a >drivers/a/a.c
		cat >drivers/b/b.c <<-'EOF'
		void b(void)
		{
			struct page *page = alloc_page(GFP_KERNEL);

			put_page(page);
		}
		EOF
	)
	cp -R "$TMP/here/tree" "$TMP/here/tree.was"
}

same() {
	diff -r "$TMP/here/tree.was" "$TMP/here/tree"
}

# run COMMAND...: from another folder; leaves rc, $TMP/out and $TMP/err
run() {
	rc=0
	(cd "$TMP/here" && "$@") >"$TMP/out" 2>"$TMP/err" </dev/null || rc=$?
}

# pinch ARGUMENT...: make, as a user types it
pinch() {
	run make -C "$pincer" "$@"
}

succeeds() {
	pinch "$@"
	cat "$TMP/out" "$TMP/err"
	[ "$rc" -eq 0 ]
}

# refused TEXT ARGUMENT...: exit status 2; one line of ours (make adds its own),
# which has TEXT in it; the tree is as it was
refused() {
	text=$1
	shift
	pinch "$@"
	refusal "$text"
}

refusal() {
	cat "$TMP/err"
	[ "$rc" -eq 2 ] || { echo "exit status $rc"; return 1; }
	grep -v '^make' "$TMP/err" >"$TMP/lines" || true
	[ "$(wc -l <"$TMP/lines")" -eq 1 ] || { echo "not just one line"; return 1; }
	grep -q "^pincer: .*$1" "$TMP/lines" || { echo "no \"pincer: ... $1\""; return 1; }
	same
}

out_has() {
	cat "$TMP/out"
	grep -qF -e "$1" "$TMP/out"
}

new_tree

# ------------------------------------------------------------------ the way it goes
ok "make alone prints the commands" succeeds
ok "... convert among them" out_has "make convert KERNEL="

ok "explain, with a path from where the user stands" succeeds explain KERNEL=tree SITE=drivers/a/a.c:7
ok "... names the verdict" out_has "drivers/a/a.c:7: release of put_page(pages[i]) in a(): convert"
ok "... shows the source of each step" out_has "n = get_user_pages_fast(start, 8, 1, pages);"
ok "... and the rest of the group" out_has "[acquisition: paired]"
ok "explain of an acquisition" succeeds explain KERNEL=tree SITE=drivers/a/a.c:5
ok "... shows where it is released" out_has "put_page(pages[i]);"
ok "explain of a release that stays" succeeds explain KERNEL=tree SITE=./drivers/b/b.c:5
ok "... says why" out_has "no gup reference can reach it"
ok "explain takes a full path as well" succeeds explain KERNEL=tree "SITE=$TMP/here/tree/drivers/a/a.c:7"
ok "a site that is none: the nearest are named" \
	refused "drivers/a/a.c:6: no .* nearest in that file: drivers/a/a.c:5, drivers/a/a.c:7" \
	explain KERNEL=tree SITE=drivers/a/a.c:6
ok "a file without a site" refused "nor anywhere in that file" explain KERNEL=tree SITE=include/linux/types.h:1
ok "a file that isn't there" refused "drivers/none.c: no such file" explain KERNEL=tree SITE=drivers/none.c:1
ok "SITE without a line" refused "SITE=drivers/a/a.c: takes file:line" explain KERNEL=tree SITE=drivers/a/a.c
ok "no SITE" refused "no site named" explain KERNEL=tree
ok "no KERNEL" refused "no kernel tree named" explain SITE=drivers/a/a.c:7

ok "DRY=1 leaves the tree alone" succeeds convert KERNEL=tree DRY=1
ok "... indeed" same
ok "M= that is meant from where the user stands" succeeds convert KERNEL=tree M=tree/drivers/b
ok "... restricts what is rewritten" same
ok "the overlay is laid in" succeeds overlay KERNEL=tree STAGE=placeholder
ok "... its header is there" test -f "$TMP/here/tree/include/linux/gup_pin.h"
ok "a tree with the overlay is converted" succeeds convert KERNEL=tree
ok "... the release is rewritten" grep -q "put_user_pages(pages, max_t(long, n, 0));" "$TMP/here/tree/drivers/a/a.c"
ok "... the other release stays" cmp "$TMP/here/tree/drivers/b/b.c" "$TMP/here/tree.was/drivers/b/b.c"
ok "... the summary says where the patch lies" out_has "$pincer/reports/tree/convert.patch"
ok "explain of what is converted" succeeds explain KERNEL=tree SITE=drivers/a/a.c:6
ok "... says so" out_has ": converted, group"
ok "the overlay is taken out" succeeds overlay-remove KERNEL=tree
ok "... its header is gone" test ! -e "$TMP/here/tree/include/linux/gup_pin.h"

# ------------------------------------------------------------------ bad input
new_tree
mkdir "$TMP/here/empty"
for command in convert overlay bench "explain SITE=a.c:1"; do
	# shellcheck disable=SC2086 # a command and its parameter
	ok "$command: a folder that isn't there" refused "none" ${command} KERNEL=none
	# shellcheck disable=SC2086
	ok "$command: not a kernel tree" refused "empty.* not a kernel tree" ${command} KERNEL=empty
done
printf 'my_gup\t2\tacquire\n' >"$TMP/here/short.tsv"
printf 'my_gup\t2\ttake\t-\t2\tgup\t-\t-\t-\n' >"$TMP/here/role.tsv"
ok "API_EXTRA with other columns" refused "short.tsv:1: 3 columns" convert KERNEL=tree API_EXTRA=short.tsv
ok "API_EXTRA with an unknown role" refused "role.tsv:1: unknown role" convert KERNEL=tree API_EXTRA=role.tsv
ok "API_EXTRA that isn't there" refused "none.tsv" convert KERNEL=tree API_EXTRA=none.tsv
ok "an unknown MIXED" refused "MIXED=perhaps" convert KERNEL=tree MIXED=perhaps
ok "JOBS that is no number" refused "JOBS=many" convert KERNEL=tree JOBS=many
ok "an unknown stage" refused "no stage" overlay KERNEL=tree STAGE=roof
ok "M= outside the tree" refused "not inside" convert KERNEL=tree M=/

# ^C while the analysis runs: a process group of its own gets the signal
interrupted() {
	cat >"$TMP/slow" <<-'EOF'
	#!/bin/sh
	trap 'exit 2' INT
	echo $$ >"$TMP/started"
	i=0
	while [ $((i += 1)) -lt 200 ]; do sleep 0.1; done
	EOF
	chmod +x "$TMP/slow"
	rm -f "$TMP/started"
	# the shell makes what runs beside it deaf to SIGINT
	cd "$TMP/here"
	KERNEL=tree PINCER_ANALYSE=$TMP/slow perl -e '$SIG{INT} = "DEFAULT"; setpgrp; exec @ARGV' \
		make -C "$pincer" convert >"$TMP/out" 2>"$TMP/err" &
	child=$!
	cd "$TOP"
	tries=0
	until [ -s "$TMP/started" ] || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done
	kill -INT "-$child"
	wait "$child" || true
	grep -q '^pincer: interrupted; .* is as it was' "$TMP/err" || { cat "$TMP/err"; return 1; }
	same
}
ok "^C: says so, and the tree is as it was" interrupted

# ------------------------------------------------------------------ what is missing
# a PATH that has all we need but for what a test takes out or puts in its place
mkdir "$TMP/bin"
for folder in /usr/bin /bin /usr/sbin /sbin; do
	[ ! -d "$folder" ] || for tool in "$folder"/*; do
		[ -e "$TMP/bin/${tool##*/}" ] || ln -s "$tool" "$TMP/bin/${tool##*/}"
	done
done
# stand_in NAME: the script on stdin, instead of that tool
stand_in() {
	rm -f "$TMP/bin/$1"
	{ echo '#!/bin/sh'; cat; } >"$TMP/bin/$1"
	chmod +x "$TMP/bin/$1"
}
without() {
	run env PATH="$TMP/bin" make -C "$pincer" "$@"
}
missing() {
	text=$1
	shift
	without "$@"
	refusal "$text"
}
rm "$TMP/bin/spatch" "$TMP/bin/ocamlfind"
echo 'echo 1000' | stand_in id
# shellcheck disable=SC2016 # for the stand-in
printf 'echo "$@" >>"%s/apt.log"\n' "$TMP" | stand_in apt-get
ok "a user is told the one line that installs it all" \
	missing "apt-get install coccinelle ocaml-findlib$" convert KERNEL=tree
ok "... and nothing is installed" test ! -e "$TMP/apt.log"
echo 'echo 0' | stand_in id
without convert KERNEL=tree
ok "root has just these installed" \
	grep -q 'install --no-install-recommends coccinelle ocaml-findlib$' "$TMP/apt.log"
ok "... after an update" grep -q 'update' "$TMP/apt.log"
is "... and an empty-handed apt-get is an error" "$rc $(grep -c '^pincer: still missing' "$TMP/err")" "2 1"
echo 'echo "E: Unable to fetch some archives" >&2; exit 100' | stand_in apt-get
without convert KERNEL=tree
ok "apt-get's own error is handed on" grep -q '^pincer: .*coccinelle.*E: Unable to fetch' "$TMP/err"
rm "$TMP/bin/apt-get"
ok "without apt-get the names are told" missing "missing: coccinelle ocaml-findlib" convert KERNEL=tree
ln -s "$(command -v ocamlfind)" "$TMP/bin/ocamlfind"
echo 'echo "spatch version 1.0.8 compiled with OCaml version 4.05"' | stand_in spatch
ok "a spatch that is too old" missing "1.0.8; install coccinelle 1.1.0" convert KERNEL=tree

done_testing
