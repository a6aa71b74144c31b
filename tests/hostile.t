#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Nothing of a tree is believed, nothing is written outside of it or without being
# asked, and nothing of the user's is lost: what Pincer remembers, and how it puts
# files in place.  (Names: hostile-names.t.)
set -eu
. "$(dirname "$0")/lib.sh"

pincer=$TMP/pincer
copy_pincer "$pincer"
"$TOP/scripts/build.sh"
export PINCER_BUILD="$BUILD" PINCER_CACHE="$TMP/cache" HOME="$TMP/home" GIT_CONFIG_NOSYSTEM=1 JOBS=1
mkdir "$HOME"
git config --global user.name a
git config --global user.email a@b
as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"

# new_tree PATH: a small kernel tree
new_tree() {
	chattr -R -i "$1" 2>/dev/null || true
	bare_tree "$1"
	for name in mm/one drivers/a/two drivers/b/three; do
		pair_text "${name##*/}" >"$1/$name.c"
	done
}

# run COMMAND [NAME=VALUE...]: as the front door would, on $tree; leaves rc and $TMP/said
run() {
	command=$1
	shift
	rc=0
	(cd "$TMP" && env KERNEL="$tree" "$@" "$pincer/scripts/front.sh" "$command") >"$TMP/said" 2>&1 </dev/null || rc=$?
}

# refused TEXT COMMAND [NAME=VALUE...]: exit status 2, one line, which has TEXT
refused() {
	text=$1
	shift
	run "$@"
	cat "$TMP/said"
	[ "$rc" -eq 2 ] && [ "$(wc -l <"$TMP/said")" -eq 1 ] && grep -q "^pincer: .*$text" "$TMP/said"
}

converted() {
	[ "$(grep -rlw put_user_pages "$1/mm" "$1/drivers" | wc -l)" -eq "${2:-3}" ]
}

same() {
	diff -r --no-dereference "$1" "$2"
}

# what a tree is, links, modes, owners and times as well
look() {
	(cd "$1" && find . -printf '%p %y %m %u %g %s %T@ %l\n' | sort && find . -type f -exec sha256sum {} + | sort)
}

tree=$TMP/tree
report=$pincer/reports/tree
new_tree "$tree"
cp -rp "$tree" "$TMP/was"
run convert DRY=1
is "the tree of these tests is one to convert" "$rc $(grep -c '^+.*put_user_pages' "$report/convert.patch")" "0 3"
# what audit ends with, found nothing or not, is not for these tests
run audit
audited=$rc
ok "... and to audit" test "$audited" -le 1

# ------------------------------------------------------------------ what came with a tree
mkdir "$TMP/victim"
echo mine >"$TMP/victim/.bashrc"
new_tree "$tree"
ln -s "$TMP/victim" "$tree/link"
mkdir -p "$tree/.pincer/journal/old/link"
echo 'link/.bashrc' >"$tree/.pincer/journal/files"
echo evil >"$tree/.pincer/journal/old/link/.bashrc"
look "$tree" >"$TMP/look"
run convert DRY=1
is "a journal that came with a tree: DRY=1 goes on" "$rc" 0
is "... and obeys nothing of it" "$(cat "$TMP/victim/.bashrc")" mine
ok "... but names it" grep -q '^pincer: .*/.pincer: .*not used' "$TMP/said"
run audit
is "audit does neither" "$(cat "$TMP/victim/.bashrc") $rc" "mine $audited"
ok "the tree is as it was" sh -c 'cmp "$1" -' - "$TMP/look" <<END
$(look "$tree")
END
run convert
is "convert converts it all the same" "$rc $(cat "$TMP/victim/.bashrc")" "0 mine"
ok "... wholly" converted "$tree"

new_tree "$tree"
ln -s "$TMP/victim" "$tree/link"
mkdir -p "$tree/.pincer-overlay/blobs"
evil=$(echo evil | sha256sum | cut -d' ' -f1)
mine=$(sha256sum <"$TMP/victim/.bashrc" | cut -d' ' -f1)
echo evil >"$tree/.pincer-overlay/blobs/$evil"
cp "$TMP/victim/.bashrc" "$tree/.pincer-overlay/blobs/$mine"
printf '# stage placeholder\nchanged\t%s\t%s\tlink/.bashrc\n' "$evil" "$mine" >"$tree/.pincer-overlay/manifest"
: >"$tree/.pincer-overlay/journal"
run overlay-remove
is "a manifest that came with a tree is not obeyed" "$(cat "$TMP/victim/.bashrc")" mine
run overlay STAGE=placeholder
is "... nor in the way of the overlay" "$(cat "$TMP/victim/.bashrc") $rc" "mine 0"
run overlay-remove
is "... which comes out again" "$rc $(find "$tree/include/linux" -name 'gup_pin*' | wc -l)" "0 0"
ok "a folder that is a link: the overlay is not laid in behind it" sh -c '
	mv "$2/include/linux" "$2/real" && ln -s ../real "$2/include/linux"
	cp -rp "$2/real" "$1/real.was"
	! KERNEL=$2 STAGE=placeholder "$3/scripts/front.sh" overlay && diff -r "$1/real.was" "$2/real"' - "$TMP" "$tree" "$pincer"

# ------------------------------------------------------------------ two trees of one name
mkdir "$TMP/x" "$TMP/y"
new_tree "$TMP/x/linux"
new_tree "$TMP/y/linux"
echo 'int only_x;' >>"$TMP/x/linux/mm/one.c"
echo 'int only_y;' >>"$TMP/y/linux/mm/one.c"
cat >"$TMP/slow" <<END
#!/bin/sh
"$pincer/scripts/analyse.sh" "\$@" || exit 2
: >"$TMP/ready.\$\$"
n=0
while [ "\$(ls "$TMP" | grep -c '^ready')" -lt 2 ] && [ \$n -lt 60 ]; do sleep 1; n=\$((n + 1)); done
END
chmod +x "$TMP/slow"
(KERNEL=$TMP/x/linux PINCER_ANALYSE=$TMP/slow "$pincer/scripts/front.sh" convert >"$TMP/said.x" 2>&1; echo $? >"$TMP/rc.x") &
one=$!
(KERNEL=$TMP/y/linux PINCER_ANALYSE=$TMP/slow "$pincer/scripts/front.sh" convert >"$TMP/said.y" 2>&1; echo $? >"$TMP/rc.y") &
wait $one $!
is "two trees of one name, at once: both are converted" "$(cat "$TMP/rc.x" "$TMP/rc.y" | xargs)" "0 0"
ok "... each wholly" sh -c 'cat "$1"/said.? && grep -q only_x "$1/x/linux/mm/one.c" && grep -q only_y "$1/y/linux/mm/one.c"' - "$TMP"
ok "... the first" converted "$TMP/x/linux"
ok "... the second" converted "$TMP/y/linux"
is "each has its report, and its patch in it" "$(cat "$pincer"/reports/linux*/convert.patch | grep -c 'only_[xy];')" 2
ok "... which says whose it is" sh -c 'cat "$1"/reports/linux*/.tree | grep -qx "$2/x/linux" && cat "$1"/reports/linux*/.tree | grep -qx "$2/y/linux"' - "$pincer" "$TMP"
rm -rf "$TMP/x" "$TMP/y" "$pincer"/reports/linux*
mkdir "$TMP/x" "$TMP/y"
new_tree "$TMP/x/linux"
tree=$TMP/x/linux
run audit
is "one tree of a name has its report by that name" "$(tail -n 1 "$pincer/reports/linux/.tree")" "$TMP/x/linux"
mv "$TMP/x/linux" "$TMP/y/linux"
tree=$TMP/y/linux
run audit
is "a tree that was moved keeps it" "$(tail -n 1 "$pincer/reports/linux/.tree") $(find "$pincer/reports" -maxdepth 1 -name 'linux*' | wc -l)" "$TMP/y/linux 1"
rm -rf "$TMP/y/linux"
mkdir "$TMP/x/inode"
new_tree "$TMP/x/linux"
tree=$TMP/x/linux
run audit
is "... and when it is gone the next one of that name gets it" "$(tail -n 1 "$pincer/reports/linux/.tree")" "$TMP/x/linux"
tree=$TMP/tree

# ------------------------------------------------------------------ edits while it runs
# edited WHEN: a convert during which mm/one.c is edited, or committed
cat >"$TMP/then" <<END
#!/bin/sh
"$pincer/scripts/analyse.sh" "\$@" || exit 2
sh -c "\$THEN"
END
chmod +x "$TMP/then"
mkdir "$TMP/bin"
cat >"$TMP/bin/spatch" <<END
#!/bin/sh
if [ -n "\${FIRST:-}" ] && [ ! -e "$TMP/first" ] && [ -n "\${PINCER_VIEWS:-}" ]; then
	# the reader that waits for lists: what is to be read is indexed when a line comes
	IFS= read -r line || exit 0
	: >"$TMP/first"
	(cd "$tree" && sh -c "\$FIRST")
	{ printf '%s\\n' "\$line"; cat; } | $(command -v spatch) "\$@"
	exit
fi
exec $(command -v spatch) "\$@"
END
chmod +x "$TMP/bin/spatch"
git_tree() {
	new_tree "$tree"
	(cd "$tree" && git init -q . && git add . && git commit -qm base)
}
save='echo "/* mine */" >>mm/one.c'
again='sed "s/8, 1/9, 1/" drivers/b/three.c >drivers/b/new && mv drivers/b/new drivers/b/three.c'
for what in "$save" "$again"; do
	git_tree
	ok "edited behind the analysis ($what): refused" refused '\(changed while\|uncommitted\)' convert PINCER_ANALYSE="$TMP/then" THEN="cd $tree; $what"
	git_tree
	ok "... with FORCE=1 as well" refused 'changed while' convert FORCE=1 PINCER_ANALYSE="$TMP/then" THEN="cd $tree; $what"
	ok "... nothing is written" sh -c 'cd "$1" && [ "$(git status --porcelain | wc -l)" -eq 1 ] && ! grep -rqw put_user_pages mm drivers' - "$tree"
	ok "... and the next run does it" sh -c 'cd "$1" && git commit -qam edit && KERNEL=$1 "$2/scripts/front.sh" convert' - "$tree" "$pincer"
	ok "... wholly" converted "$tree"
done
git_tree
ok "committed behind the analysis: refused" refused 'changed while' convert PINCER_ANALYSE="$TMP/then" \
	THEN="cd $tree; $save; git commit -qam mine"
is "... the commit's text stands" "$(git -C "$tree" status --porcelain)" ""
git_tree
ok "edited at the start of the analysis: refused" refused 'changed while' convert PATH="$TMP/bin:$PATH" PINCER_CACHE="$TMP/cache.fresh" FORCE=1 FIRST="$save"
is "... nothing else is written" "$(git -C "$tree" status --porcelain)" " M mm/one.c"
rm -f "$TMP/first"
new_tree "$tree"
rm -rf "$TMP/cache.fresh"
ok "audit says so too" refused 'changed while' audit PATH="$TMP/bin:$PATH" PINCER_CACHE="$TMP/cache.fresh" FIRST="$save"
new_tree "$tree"
ok "a file taken away" refused 'changed while' convert PINCER_ANALYSE="$TMP/then" THEN="rm $tree/mm/one.c"
new_tree "$tree"
ok "a link put in its place" refused 'changed while' convert PINCER_ANALYSE="$TMP/then" \
	THEN="cd $tree; mv mm/one.c mm/real; ln -s real mm/one.c"
ok "... and what it leads to is as it was" cmp "$tree/mm/real" "$TMP/was/mm/one.c"
new_tree "$tree"
ok "a folder turned into a link" refused '' convert PINCER_ANALYSE="$TMP/then" THEN="cd $tree; mv mm away; ln -s away mm"
ok "... and what it leads to is as it was" cmp "$tree/away/one.c" "$TMP/was/mm/one.c"

# ------------------------------------------------------------------ what cannot be replaced
rm -rf "$TMP/was"
new_tree "$tree"
cp -rp "$tree" "$TMP/was"
# twice: a refusal leaves nothing that stops the next run, or another's
refused_twice() {
	ok "$1: refused, one line" refused "$2" convert
	ok "... the tree is as it was" same "$tree" "$TMP/was"
	ok "... and so the next time" refused "$2" convert
	run audit
	is "... audit does not mind" "$rc" "$audited"
}
if [ "$(id -u)" -eq 0 ] && chattr +i "$tree/mm/one.c" 2>/dev/null; then
	refused_twice "an immutable file" 'one.c: .*chattr'
	chattr -i "$tree/mm/one.c"
	chattr +i "$tree/drivers/b"
	refused_twice "an immutable folder" 'three.c: .*\(chattr\|permitted\)'
	chattr -i "$tree/drivers/b"
else
	ok "an immutable file # SKIP needs root and a file system with attributes" true
fi
ln "$tree/mm/one.c" "$TMP/twin.c"
ok "a file with two names: refused" refused 'one.c: .*hard links' convert
run convert FORCE=1
is "... FORCE=1 changes the one, and keeps the other" "$rc $(cmp "$TMP/twin.c" "$TMP/was/mm/one.c" && echo same)" "0 same"
if [ "$(id -u)" -eq 0 ]; then
	new_tree "$tree"
	chmod 755 "$TMP"
	chown -R 65534:65534 "$tree"
	chmod 0640 "$tree/mm/one.c"
	chmod 0444 "$tree/drivers/b/three.c"
	run convert
	is "root converts another's tree: it stays his, with its modes" \
		"$rc $(stat -c '%u:%g %a' "$tree/mm/one.c" "$tree/drivers/b/three.c" | xargs)" "0 65534:65534 640 65534:65534 444"
	new_tree "$tree"
	chown -R 65534:65534 "$tree"
	chown 0:0 "$tree/mm"
	rm -rf "$TMP/was"
	cp -rp "$tree" "$TMP/was"
	mkdir "$TMP/nobody"
	chown 65534:65534 "$TMP/nobody"
	chmod -R a+rwX "$pincer/reports" "$TMP/cache"
	nobody() {
		rc=0
		# shellcheck disable=SC2086 # a command and its options
		KERNEL="$tree" PINCER_STATE=$TMP/nobody/s PINCER_CACHE=$TMP/nobody/cache HOME=$TMP/nobody $as_nobody \
			"$pincer/scripts/front.sh" convert >"$TMP/said" 2>&1 || rc=$?
		cat "$TMP/said"
		[ "$rc" -eq 2 ] && [ "$(grep -vc "^pincer: .*$1" "$TMP/said")" -eq 0 ]
	}
	if $as_nobody test -x "$pincer/scripts/front.sh" && $as_nobody test -r "$BUILD/bin/pincer-scan"; then
		ok "a folder that is another's: refused, by name" nobody 'one.c: .*ermission'
		ok "... the tree is as it was" same "$tree" "$TMP/was"
		ok "... and so the next time" nobody 'one.c: .*ermission'
		chown 65534 "$tree/mm"
		chown 0 "$tree/drivers/a/two.c"
		ok "a file that is another's: refused, by name" nobody 'two.c: belongs to another'
	else
		ok "a folder that is another's # SKIP nobody may not read this folder" true
	fi
	if command -v setfattr >/dev/null && new_tree "$tree" && setfattr -n user.note -v mine "$tree/mm/one.c" 2>/dev/null; then
		run convert
		is "extended attributes are kept" "$rc $(getfattr --only-values -n user.note "$tree/mm/one.c" 2>/dev/null)" "0 mine"
	fi
fi

# ------------------------------------------------------------------ killed, and what then
cc -shared -fPIC -O2 -o "$TMP/kill_at.so" "$TOP/tests/convert/kill_at.c" -ldl
mkdir -p "$TMP/killing/bin"
ln -s "$BUILD"/* "$TMP/killing/" 2>/dev/null || true
ln -s "$BUILD"/bin/* "$TMP/killing/bin/"
rm -f "$TMP/killing/bin/pincer-replace"
cat >"$TMP/killing/bin/pincer-replace" <<END
#!/bin/sh
[ "\$1" = recover ] || export LD_PRELOAD="$TMP/kill_at.so"
exec "$BUILD/bin/pincer-replace" "\$@"
END
chmod +x "$TMP/killing/bin/pincer-replace"
touch "$TMP/killing/bin/pincer-replace"
# half: a conversion of a fresh tree is killed before its second rename
half() {
	new_tree "$tree"
	rm -rf "$PINCER_STATE" "$TMP/was"
	cp -rp "$tree" "$TMP/was"
	run convert PINCER_BUILD="$TMP/killing" KILL_CALL=renameat2 KILL_AT=2 KILL_WITH=KILL
}
half
ok "a conversion can be killed half way" sh -c '! diff -r "$1" "$2"' - "$tree" "$TMP/was"
cp -rp "$tree" "$TMP/half"
for command in audit explain lint mails annotate check "convert DRY=1"; do
	# shellcheck disable=SC2086 # a command and a parameter
	ok "$command sees that, and says what to do" refused 'make recover' $command SITE=mm/one.c:5 BASE=HEAD
	ok "... and touches nothing" same "$tree" "$TMP/half"
done
run recover
is "make recover takes it back" "$rc" 0
ok "... all" same "$tree" "$TMP/was"
run recover
is "... and once more does nothing" "$rc $(grep -c 'Nothing was interrupted' "$TMP/said")" "0 1"
half
run convert
is "the next convert takes it back as well" "$rc $(grep -c 'rolled back' "$TMP/said")" "0 1"
ok "... and converts" converted "$tree"
half
for file in mm/one.c drivers/a/two.c drivers/b/three.c; do
	! grep -q put_user_pages "$tree/$file" || edited=$file
done
echo '/* mine */' >>"$tree/$edited"
cp "$tree/$edited" "$TMP/edited"
ok "a file edited since is named" refused "$edited: was edited .*/old/[0-9]" convert
ok "... and left as it is" cmp "$TMP/edited" "$tree/$edited"
original=$(sed -n 's/.*original is \([^ ]*\) .*/\1/p' "$TMP/said")
ok "... its original lies where that says" cmp "$original" "$TMP/was/$edited"
ok "... the others are as they were" sh -c 'cp "$3" "$1/$4"; diff -r "$1" "$2"' - "$TMP/was" "$tree" "$TMP/edited" "$edited"
run convert
is "... and the next run goes on" "$rc" 0
half
mv "$tree" "$TMP/moved"
tree=$TMP/moved
ok "a tree moved meanwhile is known again" refused 'make recover' audit
run recover
is "... and taken back" "$rc $(same "$tree" "$TMP/was" && echo same)" "0 same"
tree=$TMP/tree
half
journal=$(echo "$PINCER_STATE"/tree-*/journal)
printf 'x' | dd of="$journal/list" bs=1 seek=40 conv=notrunc 2>/dev/null
ok "a journal that was tampered with is not believed" refused 'not believed' recover
ok "... nor does it stop the next run" sh -c '! KERNEL=$1 "$2/scripts/front.sh" audit 2>&1 | grep "^pincer:"' - "$tree" "$pincer"
half
chmod 777 "$PINCER_STATE"
ok "a memory that others may write is not believed" refused 'open to others' recover
chmod 700 "$PINCER_STATE"
if [ "$(id -u)" -eq 0 ]; then
	chown 65534 "$PINCER_STATE"
	ok "... nor another's" refused 'belongs to another' recover
	chown 0 "$PINCER_STATE"
fi
run recover
rm -rf "$tree"
half
rm -rf "$tree"
new_tree "$tree"
echo '/* other */' | tee -a "$tree/mm/one.c" "$tree/drivers/a/two.c" >>"$tree/drivers/b/three.c"
run convert
is "a new tree in the place of one that was half converted is not taken for it" "$rc $(grep -c 'another tree' "$TMP/said")" "0 1"
is "... its text is its own" "$(grep -c other "$tree/mm/one.c")" 1

# a copy of it has other inodes, and the files that stand ready: it is as good as the tree itself
half
cp -rp "$tree" "$TMP/copy"
rm -rf "$tree"
mv "$TMP/copy" "$tree"
echo '/* mine */' >>"$tree/$edited"
cp "$tree/$edited" "$TMP/edited"
ok "a copy in its place, edited: the edit is named" refused "$edited: was edited .*/old/[0-9]" recover
ok "... and left as it is" cmp "$TMP/edited" "$tree/$edited"
cp "$TMP/was/$edited" "$tree/$edited"
ok "... the others are as they were, and nothing of ours is left in it" same "$tree" "$TMP/was"
if [ "$(id -u)" -eq 0 ] && half && chattr +i "$tree/$edited" 2>/dev/null; then
	chattr -i "$tree/$edited"
	cp "$tree/$edited" "$TMP/edited"
	rm -rf "$tree"
	mkdir "$TMP/inode"
	new_tree "$tree"
	cp "$TMP/edited" "$tree/$edited"
	for file in mm/one.c drivers/a/two.c drivers/b/three.c; do
		[ "$file" = "$edited" ] || echo '/* other */' >>"$tree/$file"
	done
	chattr +i "$tree/$edited"
	ok "another tree in its place, that cannot be written: refused" refused 'chattr' recover
	chattr -i "$tree/$edited"
	run recover
	is "... it is another tree the next time too" "$rc $(grep -c 'another tree' "$TMP/said")" "0 1"
	ok "... and all of it stays" cmp "$TMP/edited" "$tree/$edited"
	rmdir "$TMP/inode"
fi

# a whole convert, killed at any moment; the next one, or recover, leaves it whole
new_tree "$tree"
rm -rf "$TMP/was" "$TMP/after"
cp -rp "$tree" "$TMP/was"
begun=$(date +%s.%N)
run convert
takes=$(echo "$(date +%s.%N) $begun" | awk '{ print $1 - $2 }')
cp -rp "$tree" "$TMP/after"
broken="" before=0 after=0 hits=0 kills=${HOSTILE_KILLS:-12} n=0
while [ $n -lt "$kills" ]; do
	n=$((n + 1))
	rm -rf "$tree"
	cp -rp "$TMP/was" "$tree"
	# a group of its own
	KERNEL=$tree setsid "$pincer/scripts/front.sh" convert >"$TMP/said" 2>&1 &
	sleep "$(awk -v seed="$n$$" -v takes="$takes" 'BEGIN { srand(seed); printf "%.3f", rand() * takes * 1.1 }')"
	kill -KILL "-$!" 2>/dev/null || true
	rc=0
	wait $! 2>/dev/null || rc=$?
	[ "$rc" -ne 137 ] || hits=$((hits + 1))
	run recover
	[ "$rc" -eq 0 ] || broken="$broken $n:$(head -n 1 "$TMP/said")"
	if same "$tree" "$TMP/was" >/dev/null; then
		before=$((before + 1))
	elif same "$tree" "$TMP/after" >/dev/null; then
		after=$((after + 1))
	else
		broken="$broken $n"
	fi
done
ok "convert was killed $hits of $kills times before its end" test "$hits" -gt 0
is "convert, killed as a whole at $kills moments: as it was ($before), or wholly converted ($after)" "$broken" ""

# ------------------------------------------------------------------ the tree is only read
# a field that counts, in a header and in a source before it: its type is in another header, so they
# are read beside a copy of the headers, and that header is one to rewrite as well
module=$TMP/counted
new_module() {
	rm -rf "$module"
	mkdir "$module"
	cat >"$module/a.c" <<-'EOF'
	#include <linux/mm.h>
	#include "zed.h"
	#include "drop.h"
	int look_at(struct device *dev, struct count *c, unsigned long at, int n)
	{
		struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
		int i;

		c->n = get_user_pages_fast(at, n, FOLL_WRITE, pages);
		if (c->n < 0)
			goto out;
		if (c->n < n) {
			drop(pages, c);
			goto out;
		}
		dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
		for (i = 0; i < c->n; i++)
			put_page(pages[i]);
	out:
		kfree(pages);
		return 0;
	}
	EOF
	cat >"$module/drop.h" <<-'EOF'
	#include "zed.h"
	static inline void drop(struct page **pages, struct count *c)
	{
		int i;

		for (i = 0; i < c->n; i++)
			put_page(pages[i]);
	}
	EOF
	cat >"$module/zed.h" <<-'EOF'
	struct count { int n; };
	EOF
}
new_module
cp -rp "$module" "$TMP/counted.was"
rc=0
M=$module DRY=1 "$pincer/scripts/front.sh" convert >"$TMP/said" 2>&1 || rc=$?
is "DRY=1 where a header's types are asked for" "$rc" 0
ok "... changes nothing, the header least of all" same "$module" "$TMP/counted.was"
ok "... and a patch comes out that has both" sh -c 'grep -q "^+++ b/drop.h" "$1" && grep -q "^+++ b/a.c" "$1"' - "$pincer/reports/counted/convert.patch"

git_tree
(cd "$tree" && git commit -q --allow-empty -m more)
ln -s mm/one.c "$tree/alias.c"
ln -s "$TMP/victim" "$tree/link"
git -C "$tree" add alias.c link
git -C "$tree" commit -qm links
echo 'int f(void) { return 0; }' >"$tree/drivers/b/f.c"
git -C "$tree" add . && git -C "$tree" commit -qm f
look "$tree" >"$TMP/look"
if unshare -m true 2>/dev/null; then
	# reads COMMAND STATUS: on a tree that is mounted read-only
	reads() {
		rc=0
		# shellcheck disable=SC2016,SC2086 # for the inner shell; a command and its parameters
		unshare -m sh -c 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec env "$@"' - "$tree" \
			KERNEL="$tree" SITE=mm/one.c:5 BASE=HEAD~1 FORCE=1 $3 "$pincer/scripts/front.sh" "$1" >"$TMP/said" 2>&1 || rc=$?
		cat "$TMP/said"
		[ "$rc" -eq "$2" ]
	}
	for case in "convert 0 DRY=1" "audit $audited V=" "lint 0 V=" "explain 0 V="; do
		# shellcheck disable=SC2086 # a command, its status, a parameter
		ok "a read-only tree: $case" reads $case
	done
fi
for case in "convert DRY=1" audit lint explain; do
	# shellcheck disable=SC2086
	run $case SITE=mm/one.c:5 BASE=HEAD~1
	look "$tree" >"$TMP/look.now"
	ok "$case leaves every byte, link, mode and time of a tree" diff "$TMP/look" "$TMP/look.now"
done

# ------------------------------------------------------------------ what was known of a file
new_tree "$tree"
run audit
is "findings, before" "$(grep -c ":[0-9]*: [a-z]*: put_page.*PIN001" "$TMP/said")" 3
cp -p "$tree/mm/one.c" "$TMP/time"
sleep 2.1
run audit
sed 's/put_page(/put_Page(/' "$TMP/time" >"$tree/mm/one.c"
touch -r "$TMP/time" "$tree/mm/one.c"
run audit
is "another text of the same size and time is noticed" "$(grep -c ":[0-9]*: [a-z]*: put_page.*PIN001" "$TMP/said")" 2
known=$rc
for old in "$TMP"/cache/tree-*/index; do printf 'pincer-index-4\000\000garbage' >"$old"; done
run audit
is "an index of an older Pincer is made anew" "$rc $(grep -c ":[0-9]*: [a-z]*: put_page.*PIN001" "$TMP/said")" "$known 2"

# ------------------------------------------------------------------ no room
if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null; then
	new_tree "$tree"
	mkdir "$TMP/small"
	# full KIB VARIABLE COMMAND: with that folder on a disk of so many KiB
	full() {
		rc=0
		# shellcheck disable=SC2016 # for the inner shell
		unshare -m sh -c 'mount -t tmpfs -o size="$2"k,mode=700 none "$1" && shift 2 && exec env "$@"' - "$TMP/small" "$1" \
			KERNEL="$tree" "$2=$TMP/small" "$pincer/scripts/front.sh" "$3" >"$TMP/said" 2>&1 || rc=$?
		cat "$TMP/said"
		[ "$rc" -eq 2 ] && [ "$(wc -l <"$TMP/said")" -eq 1 ] && grep -Eq '^pincer: .*(disk|space|room)' "$TMP/said"
	}
	for kib in 4 60 200; do
		ok "a cache with $kib KiB: says so, in one line" full $kib PINCER_CACHE audit
	done
	ok "a memory with 4 KiB: says so, in one line" full 4 PINCER_STATE convert
	rm -rf "$TMP/was"
	cp -rp "$tree" "$TMP/was"
	ok "... and the tree is as it was" same "$tree" "$TMP/was"
	# the tree itself, full to the last byte: put in place, and taken back
	cat >"$TMP/on_small" <<-'END'
	#!/bin/sh
	# on_small SMALL TREE NEW OLD ANALYSED SCAN REPLACE ROOM
	set -eu
	mount -t tmpfs -o size=600k none "$1"
	cp -rp "$2" "$1/tree"
	cp -rp "$2" "$1.was"
	(cd "$1/tree" && find . -name '*.c' | sed 's,^\./,,' >"$1.files")
	"$6" index "$1/tree" "$1.index" >/dev/null
	"$6" unchanged "$1/tree" "$1.index" <"$1.files" >"$5"
	dd if=/dev/zero of="$1/fill" bs=1k count=$((600)) 2>/dev/null || :
	[ "$8" -eq 0 ] || truncate -s -"$8"k "$1/fill"
	rc=0
	"$7" convert "$1.memory/tree" "$1/tree" "$5" "$4" "$3" || rc=$?
	diff -r "$1/tree" "$1.was" >/dev/null && echo same || echo other
	exit $rc
	END
	chmod +x "$TMP/on_small"
	mkdir -p "$TMP/full.new/mm" "$TMP/full.new/drivers/a"
	for file in mm/one.c drivers/a/two.c; do
		sed 's/put_page/put_user_page/' "$tree/$file" >"$TMP/full.new/$file"
	done
	for room in 0 4; do
		rc=0
		rm -rf "$TMP/small.was" "$TMP/small.memory"
		unshare -m "$TMP/on_small" "$TMP/small" "$tree" "$TMP/full.new" "$tree" "$TMP/full.list" "$BUILD/bin/pincer-scan" \
			"$BUILD/bin/pincer-replace" $room >"$TMP/out" 2>"$TMP/err" || rc=$?
		is "a full disk below the tree ($room KiB left): one line, as it was" "$rc $(wc -l <"$TMP/err") $(cat "$TMP/out") $(grep -c '^pincer: .*space' "$TMP/err")" "2 1 same 1"
	done
fi

done_testing
