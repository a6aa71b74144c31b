#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# scripts/convert.sh around a given analysis: what is put in place and what is
# refused, whole or not at all, whenever it is interrupted.
set -eu
. "$(dirname "$0")/lib.sh"

# reports go below the copy's own reports/
mkdir "$TMP/pincer"
cp -rp "$TOP/scripts" "$TOP/cocci" "$TOP/pairing" "$TMP/pincer"
convert=$TMP/pincer/scripts/convert.sh
report=$TMP/pincer/reports/tree

# an analysis that takes every put_page() for a gup release, one group a folder
cat >"$TMP/analyse" <<'END'
#!/bin/sh
set -eu
cd "$1"
printf 'file\tline\tcolumn\tfunction\tkind\tcall\tverdict\tgroup\torigins\tevidence\n' >"$2/sites.tsv"
printf 'file\tline\tcolumn\tcall\taction\tnew\tgroup\n' >"$2/plan.tsv"
find . -name '*.c' | sed 's,^\./,,' | sort | while read -r file; do
	awk -v OFS='\t' -v file="$file" -v out="$2" -v group="${GROUP:-}" '
	index($0, "\tput_page(") {
		column = index($0, "put_page(")
		print file, FNR, column, "f", "release", "put_page(x)", "convert", 1, "", "" >> (out "/sites.tsv")
		folder = file
		sub(/\/[^\/]*$/, "", folder)
		print file, FNR, column, "put_page", "release", "put_user_page", (group ? group : folder) >> (out "/plan.tsv")
	}' "$file"
done
"$PINCER_BUILD/bin/pincer-scan" index . "$2/index" >"$2/count"
find . -name '*.c' | sed 's,^\./,,' | "$PINCER_BUILD/bin/pincer-scan" unchanged . "$2/index" >"$2/analysed"
END
chmod +x "$TMP/analyse"
export PINCER_ANALYSE="$TMP/analyse" PINCER_BUILD="$BUILD"

new_tree() {
	chmod -R u+w "$TMP/tree" 2>/dev/null || true
	rm -rf "$TMP/tree" "$report"
	mkdir -p "$TMP/tree/include/linux" "$TMP/tree/mm" "$TMP/tree/drivers/a" "$TMP/tree/drivers/b"
	touch "$TMP/tree/Kbuild" "$TMP/tree/Kconfig" "$TMP/tree/Makefile" "$TMP/tree/MAINTAINERS"
	echo 'long get_user_pages(unsigned long start, unsigned long nr_pages);' >"$TMP/tree/include/linux/mm.h"
	for name in a/one a/two b/three b/four; do
		cat >"$TMP/tree/drivers/$name.c" <<'END'
void f(struct page **pages, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		put_page(pages[i]);
	put_page(pages[n]);
}
END
	done
	chmod 755 "$TMP/tree/drivers/a/two.c"
}

run() {
	rc=0
	said=$(KERNEL="${KERNEL-$TMP/tree}" "$convert" 2>&1) || rc=$?
}

# refused TEXT: exit 2, one line, which has TEXT in it; the tree is untouched
refused() {
	run
	[ "$rc" -eq 2 ] || { echo "exit $rc: $said"; return 1; }
	[ "$(printf '%s\n' "$said" | wc -l)" -eq 1 ] || { echo "$said"; return 1; }
	case $said in "pincer: "*"$1"*) ;; *) echo "$said"; return 1 ;; esac
	[ ! -d "$TMP/before" ] || diff -r "$TMP/before" "$TMP/tree"
}

calls() {
	grep -rhow "$1" "$TMP/tree/drivers" | wc -l | tr -d ' '
}

# ------------------------------------------------------------------ the way it goes
new_tree
cp -rp "$TMP/tree" "$TMP/before"
DRY=1
export DRY
run
is "DRY=1 succeeds" "$rc" 0
ok "and leaves the tree alone" diff -r "$TMP/before" "$TMP/tree"
ok "and leaves a patch" test -s "$report/convert.patch"
unset DRY
cp "$report/convert.patch" "$TMP/dry.patch"

run
is "a conversion succeeds" "$rc" 0
is "every loop is folded" "$(calls put_user_pages)" 4
is "every lone call is renamed" "$(calls put_user_page)" 4
is "no old call is left" "$(calls put_page)" 0
is "modes survive" "$(stat -c %a "$TMP/tree/drivers/a/two.c")" 755
ok "nothing of ours is left in the tree" test ! -e "$TMP/tree/.pincer"
ok "the patch is the one DRY=1 wrote" cmp "$TMP/dry.patch" "$report/convert.patch"
ok "the summary names the patch" expr "$said" : ".*$report/convert.patch"
cp -rp "$TMP/tree" "$TMP/after"
is "quiet in a pipe" "$(KERNEL=$TMP/tree "$convert" 2>&1 >/dev/null)" ""

run
is "a second run succeeds" "$rc" 0
ok "changes nothing" diff -r "$TMP/after" "$TMP/tree"
ok "and says so" expr "$said" : ".*Nothing to convert"
ok "the patch is still there" cmp "$TMP/dry.patch" "$report/convert.patch"

# ------------------------------------------------------------------ M=
new_tree
export M=drivers/a
run
is "M= converts below the folder" "$(grep -c put_user_page "$TMP/tree/drivers/a/one.c")" 2
is "and nothing else" "$(grep -c put_user_page "$TMP/tree/drivers/b/three.c")" 0
new_tree
export GROUP=everything
run
ok "a group that reaches beyond M is left alone" diff -r "$TMP/before" "$TMP/tree"
ok "and reported" expr "$said" : ".*beyond drivers/a"
unset GROUP
M=/
ok "M= outside the tree" refused "not inside"
M=drivers/none
ok "M= that isn't there" refused "no such folder"
unset M

# ------------------------------------------------------------------ git
(
	cd "$TMP/tree"
	git init -q .
	git add .
	git -c user.name=a -c user.email=a@b commit -qm base
) >/dev/null
echo '/* mine */' >>"$TMP/tree/drivers/a/one.c"
rm -rf "$TMP/before"
cp -rp "$TMP/tree" "$TMP/before"
ok "uncommitted changes in a file to be touched" refused drivers/a/one.c
export FORCE=1
run
is "FORCE=1 goes on" "$rc $(calls put_page)" "0 0"
unset FORCE
ok "keeping the changes" grep -q mine "$TMP/tree/drivers/a/one.c"
(cd "$TMP/tree" && git checkout -q . && echo x >>Makefile)
run
is "changes elsewhere don't matter" "$rc $(calls put_page)" "0 0"

# ------------------------------------------------------------------ interruption
# a library that stops pincer-replace with SIGKILL or SIGINT before its n-th call of
# those that write
cc -shared -fPIC -O2 -Wall -Wextra -Werror -o "$TMP/kill_at.so" "$TOP/tests/convert/kill_at.c" -ldl
new_tree
rm -rf "$TMP/before" "$TMP/new" "$TMP/old" "$TMP/memory"
cp -rp "$TMP/tree" "$TMP/before"
mkdir "$TMP/new"
cp -rp "$TMP/after/drivers" "$TMP/new"
cp -rp "$TMP/before" "$TMP/old"
mkdir "$TMP/bin"

# analysed LIST: the tree as it is now
analysed() {
	"$BUILD/bin/pincer-scan" index "$TMP/tree" "$TMP/index" >"$TMP/count"
	(cd "$TMP/tree" && find . -name '*.[ch]' | sed 's,^\./,,') |
		"$BUILD/bin/pincer-scan" unchanged "$TMP/tree" "$TMP/index" >"$1"
}
replace() {
	"$BUILD/bin/pincer-replace" convert "$TMP/memory/tree" "$TMP/tree" "$TMP/analysed" "$TMP/old" "$TMP/new"
}
# take_back: as the next run does
take_back() {
	"$BUILD/bin/pincer-replace" recover "$TMP/memory/tree" "$TMP/tree"
}
# killed_at N SIGNAL COMMAND: sets rc
killed_at() {
	rc=0
	(
		export LD_PRELOAD="$TMP/kill_at.so" KILL_AT="$1" KILL_WITH="$2"
		"$3"
	) >"$TMP/said" 2>&1 || rc=$?
}
whole() {
	diff -r "$TMP/before" "$TMP/tree" >/dev/null || diff -r "$TMP/after" "$TMP/tree" >/dev/null
}
for signal in KILL INT; do
	case $signal in KILL) step=1 ;; INT) step=4 ;; esac
	at=1 broken=
	while :; do
		rm -rf "$TMP/tree" "$TMP/memory"
		cp -rp "$TMP/before" "$TMP/tree"
		analysed "$TMP/analysed"
		killed_at "$at" "$signal" replace
		[ "$signal" = INT ] || take_back 2>"$TMP/said" || broken="$broken $at:"
		whole || broken="$broken $at"
		# the last signals come when all is done, and are not listened to
		[ "$rc" -ne 0 ] || [ "$signal" = KILL ] || [ "$at" -lt "$moments" ] || break
		[ "$rc" -ne 0 ] || [ "$signal" = INT ] || break
		at=$((at + step))
	done
	ok "SIG$signal was tried at many moments" test "$at" -gt 40
	is "SIG$signal at any moment: as it was, or wholly converted" "$broken" ""
	moments=$at
done
# a roll-back that is itself cut short
rm -rf "$TMP/tree" "$TMP/memory"
cp -rp "$TMP/before" "$TMP/tree"
analysed "$TMP/analysed"
at=$moments
while ! [ -d "$TMP/memory/tree/journal" ] || whole; do
	at=$((at - 1))
	rm -rf "$TMP/tree" "$TMP/memory"
	cp -rp "$TMP/before" "$TMP/tree"
	analysed "$TMP/analysed"
	killed_at "$at" KILL replace
done
cp -rp "$TMP/tree" "$TMP/half"
cp -rp "$TMP/memory" "$TMP/half.memory"
again=1 broken=
while [ "$again" -lt 100 ]; do
	rm -rf "$TMP/tree" "$TMP/memory"
	cp -rp "$TMP/half" "$TMP/tree"
	cp -rp "$TMP/half.memory" "$TMP/memory"
	killed_at "$again" KILL take_back
	was=$rc
	take_back 2>"$TMP/said"
	diff -r "$TMP/before" "$TMP/tree" >/dev/null || broken="$broken $again"
	[ "$was" -ne 0 ] || break
	again=$((again + 1))
done
ok "a roll-back was killed at many moments" test "$again" -gt 10
is "... and may be" "$broken" ""

# ------------------------------------------------------------------ bad input
new_tree
rm -rf "$TMP/before"
cp -rp "$TMP/tree" "$TMP/before"
KERNEL=
ok "no tree" refused "KERNEL="
KERNEL=$TMP/none
ok "a tree that isn't there" refused "no such folder"
KERNEL=$TMP/bin
ok "not a kernel tree" refused "not a kernel tree"
unset KERNEL
MIXED=perhaps
export MIXED
ok "an unknown MIXED" refused "MIXED=perhaps"
unset MIXED
JOBS=many
export JOBS
ok "JOBS that is no number" refused "JOBS=many"
unset JOBS
API_EXTRA=$TMP/none
export API_EXTRA
ok "an API_EXTRA that isn't there" refused "API_EXTRA"
unset API_EXTRA
cat >"$TMP/bin/spatch" <<'END'
#!/bin/sh
echo "spatch version 1.0.8 compiled with OCaml version 4.05"
END
chmod +x "$TMP/bin/spatch"
old_spatch() { PATH="$TMP/bin:$PATH" refused "1.1.0"; }
ok "an old spatch" old_spatch
echo 'int x;' >"$TMP/tree/include/linux/mm.h"
rm -rf "$TMP/before"
cp -rp "$TMP/tree" "$TMP/before"
ok "a tree with neither API" refused "neither"
new_tree
rm -rf "$TMP/before"
cp -rp "$TMP/tree" "$TMP/before"
locked() (
	exec 8<"$TMP/tree"
	flock 8
	refused "another pincer"
)
ok "two at once" locked
if [ "$(id -u)" -ne 0 ]; then
	chmod a-w "$TMP/tree"
	ok "a read-only tree" refused "read-only"
	chmod u+w "$TMP/tree"
elif unshare -m true 2>/dev/null; then
	read_only() {
		unshare -m sh -c 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && KERNEL="$1" "$2"' - "$TMP/tree" "$convert" >"$TMP/said" 2>&1 || rc=$?
		[ "$rc" -eq 2 ] && grep -q '^pincer: .*read-only' "$TMP/said"
	}
	rc=0
	ok "a read-only tree" read_only
else
	ok "a read-only tree # SKIP needs a user or unshare" true
fi

done_testing
