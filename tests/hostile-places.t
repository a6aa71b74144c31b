#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Odd files in a tree, trees that are none, disks that are full, caches that hold anything:
# Pincer ends with its result or with one line, and touches nothing that is not its own.
set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/hostile/lib.sh"
export JOBS=1

converted() {
	grep -q put_user_pages "$tree/drivers/a/a.c"
}
# in time: nothing may wait for what never comes
ends_soon() {
	# shellcheck disable=SC2016 # for the inner shell
	timeout 300 env KERNEL="$tree" "$pincer/scripts/front.sh" "$1" >"$TMP/out" 2>"$TMP/err" </dev/null || rc=$?
	cat "$TMP/out" "$TMP/err"
	[ "${rc:-0}" -eq "$2" ]
}

# ---- what is no source ----
new_tree "$tree"
mkdir "$TMP/outside" "$TMP/outside/sub"
pair_text outside >"$TMP/outside/x.c"
pair_text outside >"$TMP/outside/sub/y.c"
cp -rp "$TMP/outside" "$TMP/outside.was"
ln -s "$TMP/outside/x.c" "$tree/drivers/b/link.c"
ln -s "$TMP/outside/sub" "$tree/drivers/b/sub"
ln -s loop.c "$tree/drivers/b/loop.c"
ln -s . "$tree/drivers/b/round"
mkfifo "$tree/drivers/b/fifo.c"
mkdir "$tree/drivers/b/folder.c"
[ "$(id -u)" -ne 0 ] || mknod "$tree/drivers/b/device.c" c 1 5 2>/dev/null || :
rc=0
ok "links, loops, a pipe, a device and a folder with names of sources: audit" ends_soon audit 0
rc=0
ok "... convert" ends_soon convert 0
ok "... which converts the source" converted
ok "... and nothing outside" diff -r "$TMP/outside" "$TMP/outside.was"
new_tree "$tree"
ln -s "$TMP/outside" "$tree/drivers/out"
ok "M= a link that leads out" untouched refused "M= takes a folder inside the tree" convert M=drivers/out
rm "$tree/drivers/out"
mv "$tree/mm" "$TMP/beside"
pair_text beside >"$TMP/beside/m.c"
ln -s ../beside "$tree/mm"
cp -rp "$TMP/beside" "$TMP/beside.was"
run convert >"$TMP/said"
ok "a folder that is a link to one beside the tree: nothing is written there" diff -r "$TMP/beside" "$TMP/beside.was"

# ---- sources that are none ----
new_tree "$tree"
tail=$(pair_text tail)
many() {
	head -c "$1" /dev/zero | tr '\0' "$2"
}
pair_text crlf | sed "s/\$/$(printf '\r')/" >"$tree/drivers/b/crlf.c"
{ pair_text nul; printf '\0\0\0'; pair_text nul2; } >"$tree/drivers/b/nul.c"
{ echo "$tail"; head -c 30000 "$BUILD/bin/pincer-scan"; echo put_page; } >"$tree/drivers/b/random.c"
{ printf '#define put_page(x) '; many 1000000 y; echo; echo "$tail"; } >"$tree/drivers/b/macro.c"
{ echo "$tail"; many 200000 '{'; } >"$tree/drivers/b/braces.c"
{ echo "$tail"; many 200000 '('; } >"$tree/drivers/b/parens.c"
printf 'void f(void)\n{\n\tput_page(' >"$tree/drivers/b/cut.c"
: >"$tree/drivers/b/empty.c"
ok "CRLF, zero bytes, a program, a long macro, braces without an end: convert DRY=1" untouched ends 0 convert DRY=1
ok "... the source beside them is done" grep -q '^+++ b/drivers/a/a.c' "$reports/convert.patch"
# a line longer than what an awk takes for a format (8 KiB), with a call in it
new_tree "$tree"
awk -v long="$(head -c 60000 /dev/zero | tr "\\0" x)" '/put_page/ { sub(/put_page/, "/* " long " */ put_page") } { print }' "$tree/drivers/a/a.c" >"$tree/drivers/b/long.c"
ok "a call behind 60000 characters of its line: convert DRY=1" untouched ends 0 convert DRY=1
ok "... which rewrites it" grep -q '^+++ b/drivers/b/long.c' "$reports/convert.patch"
ok "... audit, without a word of an awk" sh -c '[ "$1" -eq 0 ] && [ ! -s "$2" ]' - "$(run audit >/dev/null; echo "$rc")" "$TMP/err"
ok "... whose page has its end" grep -q '^</script>' "$reports/report.html"
ok "PINCER_CACHE= a file: one line" untouched refused "set PINCER_CACHE to a folder that can be written" audit PINCER_CACHE="$tree/Makefile"

# ---- trees that are none, or another's ----
new_tree "$tree"
: >"$tree/mm/empty.c"
(cd "$tree" && git init -q . && git add . && git commit -qm one && git commit -qm two --allow-empty)
git clone -q --bare "$tree" "$TMP/bare.git"
git clone -q --depth 1 "file://$tree" "$TMP/shallow"
git -C "$tree" worktree add -q "$TMP/worktree" 2>/dev/null
ok "BASE= beyond a shallow clone" refused "no such commit" lint KERNEL="$TMP/shallow" BASE=HEAD~1
ok "KERNEL= a bare repository" refused "not a kernel tree" convert KERNEL="$TMP/bare.git"
ok "KERNEL=/" refused "not a kernel tree" convert KERNEL=/
ok "KERNEL= Pincer itself" refused "not a kernel tree" convert KERNEL="$pincer"
ok "DIFF= a folder" refused "$TMP/outside" lint DIFF="$TMP/outside"
printf -- '--- a/drivers/a/a.c\n+++ b/drivers/a/a.c\n@@ -1,2 +1,2 @@\n-int other;\n+int tree;\n \n' >"$TMP/change"
ok "DIFF= of another tree" refused "" lint DIFF="$TMP/change"
printf 'diff --git a/drivers/a/a.c b/drivers/a/a.c\nold mode 100644\nnew mode 100755\n' >"$TMP/change"
ok "DIFF= with modes only" ends 0 lint DIFF="$TMP/change"
ok "a worktree of git" ends 0 convert DRY=1 KERNEL="$TMP/worktree"
if [ "$(id -u)" -eq 0 ]; then
	chown -R 65534 "$tree"
	ok "another's repository" refused "BASE=" lint BASE=HEAD~1
fi
new_tree "$tree"
long=$TMP/$(many 250 k)
new_tree "$long"
ok "a tree in a folder with a name of 250 bytes" ends 0 convert DRY=1 KERNEL="$long"
rm -rf "$long"
locked() {
	(
		flock 8
		refused "another pincer is at work" convert
	) 8<"$tree"
}
ok "two at once on one tree: the second is refused" untouched locked

# the kernel's build in a folder whose name sed could take for its own
cp -a "$TOP/checker" "$pincer"
"$TOP/scripts/build.sh" check
named="$TMP/a,b=c+d@e"
cp -R "$TOP/tests/check/tree" "$named"
rm "$named/drivers/b/broken.c"
ok "make check in a folder with a comma in its name: what it finds" ends 1 check KERNEL="$named"
ok "... by the names of the tree" grep -q '^drivers/a/take.c:14:.*PIN003' "$TMP/out"
rm -rf "$BUILD"/check/a,b=c+d@e-*

# ---- killed: nothing of it stays ----
(cd "$tree" && git init -q . && git add . && git commit -qm one)
left=""
mkdir "$TMP/temp"
for n in 1 2 3; do
	cp -rp "$tree" "$TMP/was.$n"
	(cd "$TMP" && TMPDIR=$TMP/temp KERNEL=$tree STAGE=none exec setsid "$pincer/scripts/front.sh" mails >"$TMP/said" 2>&1) &
	sleep "$n"
	kill -KILL "-$!" 2>/dev/null || :
	wait $! 2>/dev/null || :
	diff -r --no-dereference "$TMP/was.$n" "$tree" >/dev/null || left="$left $n"
done
is "make mails, killed: the tree is as it was" "$left" ""
ok "... and the next run is done" untouched ends 0 mails STAGE=none
rm -rf "$tree/.git"

# ---- caches that hold anything ----
# (the first run says what is fixed since the last one)
run audit
rm -rf "$TMP/cache"
ok "audit, before" ends 0 audit
# found: what is found, and not whether it was there before
found() {
	grep -v "^Since the last run" "$TMP/out"
}
found >"$TMP/findings"
cache=$(echo "$TMP"/cache/tree-*)
cp -rp "$TMP/cache" "$TMP/cache.good"
# spoiled WHAT: and still the same findings, or one line
spoiled() {
	rm -rf "$TMP/cache/inspected"
	run audit
	if [ "$rc" -eq 2 ]; then
		[ "$(wc -l <"$TMP/err")" -eq 1 ] && grep -q '^pincer: .*remove' "$TMP/err"
	else
		found | diff "$TMP/findings" -
	fi
}
for file in index said.names said.types facts.db key; do
	[ -f "$cache/$file" ] || continue
	for how in cut garbage flipped; do
		case $how in
		cut) truncate -s 60% "$cache/$file" 2>/dev/null || truncate -s $(($(wc -c <"$cache/$file") * 6 / 10)) "$cache/$file" ;;
		garbage) head -c 3000 "$BUILD/bin/pincer-scan" >"$cache/$file" ;;
		flipped) printf '\377\377' | dd of="$cache/$file" bs=1 seek=$(($(wc -c <"$cache/$file") / 2)) conv=notrunc 2>/dev/null ;;
		esac
		ok "cache: $file, $how" spoiled
		rm -rf "$TMP/cache"
		cp -rp "$TMP/cache.good" "$TMP/cache"
	done
done
# of an older Pincer: by its key
echo "an older one" >"$cache/key"
printf 'SQLite format 3\0garbage' >"$cache/facts.db"
run audit >"$TMP/said"
is "a cache of an older Pincer is made anew" "$(found)" "$(cat "$TMP/findings")"
# a header that is changed, and changed back
cp "$tree/include/linux/mm.h" "$TMP/mm.h"
echo '#define put_page(p) drop_it(p)' >>"$tree/include/linux/mm.h"
run audit >"$TMP/said"
cp "$TMP/mm.h" "$tree/include/linux/mm.h"
run audit >"$TMP/said"
is "a header that was changed, and changed back: the findings of before" "$(found)" "$(cat "$TMP/findings")"

# ---- disks that are full ----
if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null; then
	# on_full FOLDER KIB COMMAND...: one line that says it, with so little room there
	on_full() {
		rc=0
		# shellcheck disable=SC2016 # for the inner shell
		unshare -m sh -c 'mount -t tmpfs -o size="$2"k,mode=700 none "$1" && shift 2 && exec env "$@"' - "$1" "$2" \
			KERNEL="$tree" "$3" "$pincer/scripts/front.sh" "$4" >"$TMP/out" 2>"$TMP/err" </dev/null || rc=$?
		cat "$TMP/out" "$TMP/err"
		[ "$rc" -eq 2 ] && [ "$(wc -l <"$TMP/err")" -eq 1 ] && grep -Eq '^pincer: .*([Dd]isk|[Ss]pace|room|write|made)' "$TMP/err"
	}
	mkdir "$TMP/full"
	for command in convert audit; do
		ok "a full reports/: $command" untouched on_full "$pincer/reports" 4 V= $command
		rm -rf "$TMP/cache"
		ok "a full TMPDIR: $command" untouched on_full "$TMP/full" 4 "TMPDIR=$TMP/full" $command
	done
	# recovery on a full disk, and once more with room
	cat >"$TMP/on_small" <<-'END'
	#!/bin/sh
	# on_small SMALL TREE REPLACE KILL_AT: says how recovery ended on a full disk, then with room
	set -eu
	mount -t tmpfs -o size=400k none "$1"
	cp -rp "$2" "$1/tree"
	cd "$1.work"
	"$3" recover "$1.memory/tree" "$1/tree"
	LD_PRELOAD=$1.work/kill_at.so KILL_CALL=renameat2 KILL_AT=3 "$3" lay "$1.memory/tree" "$1/tree" list texts keep || :
	! diff -r "$1/tree" "$2" >/dev/null || echo whole
	dd if=/dev/zero of="$1/fill" bs=1k 2>/dev/null || :
	rc=0
	"$3" recover "$1.memory/tree" "$1/tree" 2>"$1.said" || rc=$?
	echo "$rc $(wc -l <"$1.said") $(grep -c '^pincer: .*room' "$1.said")"
	rm "$1/fill"
	"$3" recover "$1.memory/tree" "$1/tree" 2>"$1.said"
	diff -r "$1/tree" "$2" && echo same
	END
	chmod +x "$TMP/on_small"
	mkdir -p "$TMP/small" "$TMP/small.work/texts" "$TMP/small.tree"
	cc -shared -fPIC -O2 -o "$TMP/small.work/kill_at.so" "$TOP/tests/convert/kill_at.c" -ldl
	for n in 1 2 3 4; do
		{ echo "int old_$n;" && many 9000 o; } >"$TMP/small.tree/$n.c"
		{ echo "int new_$n;" && many 100 n; } >"$TMP/new"
		new=$(sha256sum <"$TMP/new" | cut -d ' ' -f 1)
		mv "$TMP/new" "$TMP/small.work/texts/$new"
		printf '%s %s %s.c\0' "$(sha256sum <"$TMP/small.tree/$n.c" | cut -d ' ' -f 1)" "$new" "$n" >>"$TMP/small.work/list"
	done
	is "recovery on a full disk: one line; with room again all is as it was" \
		"$(unshare -m "$TMP/on_small" "$TMP/small" "$TMP/small.tree" "$BUILD/bin/pincer-replace" 2>&1 | grep -v '^Killed\|^pincer: .*rolled back')" "2 1 1
same"
else
	ok "disks that are full # SKIP needs root, to mount one" true
fi
done_testing
