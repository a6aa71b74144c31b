#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The overlay: laid in whole or not at all, taken out byte for byte, and right in each generation.
set -eu

. "$(dirname "$0")/lib.sh"

top=$TOP here=$TOP/tests/overlay work=$TMP
chmod 755 "$work"
mkdir "$work/cache" "$work/fast" "$work/kill" "$work/kill/bin"
export SPATCH_CACHE="$work/cache" PINCER_BUILD="$BUILD"
ln -s "$here/cached_spatch" "$work/fast/spatch"
export PATH="$work/fast:$PATH"
"$top/scripts/build.sh" replace
cc -shared -fPIC -O2 -o "$work/kill_at.so" "$top/tests/convert/kill_at.c" -ldl
# what puts files in place, killed together with who called it
cat >"$work/kill/bin/pincer-replace" <<END
#!/bin/sh
rc=0
LD_PRELOAD=$work/kill_at.so $BUILD/bin/pincer-replace "\$@" || rc=\$?
[ \$rc -lt 128 ] || kill -KILL \$PPID
exit \$rc
END
chmod +x "$work/kill/bin/pincer-replace"

overlay() { "$top/scripts/overlay.sh" "$@"; }
lay() { overlay apply --stage placeholder "$1"; }

# tree GENERATION NAME: a fresh tree in $work/NAME; its pristine twin is in $work/NAME.was
tree() {
	rm -rf "${work:?}/$2" "$work/$2.was"
	mkdir "$work/$2"
	cp -R "$here/common/." "$here/$1/." "$work/$2"
	cp -R "$work/$2" "$work/$2.was"
}

same() { diff -r "$work/$1" "$work/$1.was"; }

# laid NAME: wholly laid in, and nothing lies about
laid() {
	[ "$(overlay status "$work/$1" | cut -f1,2 | tr '\t\n' '  ')" = \
		"overlay=placeholder added laid added laid changed laid changed laid " ] &&
		[ "$(find "$PINCER_STATE" -name overlay.new -o -name overlay.old -o -name 'journal*' | wc -l)" = 0 ]
}

# refused PATTERN COMMAND...: exit 2, one line on stderr that begins with "pincer: " and has PATTERN
refused() {
	pattern=$1
	shift
	status=0
	"$@" >"$work/out" 2>"$work/err" || status=$?
	cat "$work/err"
	[ "$status" = 2 ] && [ "$(wc -l <"$work/err")" = 1 ] && grep -q "^pincer: .*$pattern" "$work/err"
}

# says PATTERN COMMAND...: succeeds, with PATTERN on stdout
says() {
	pattern=$1
	shift
	"$@" >"$work/out" || return
	cat "$work/out"
	grep -q -e "$pattern" "$work/out"
}

# shape NAME KEY=VALUE...
shape() {
	overlay shape "$work/$1" >"$work/out"
	shift
	cat "$work/out"
	for pair; do grep -qx "$pair" "$work/out" || return; done
}

# runs NAME: uses.c compiles against the tree without a warning, and its checks hold
runs() {
	cc -Wall -Wextra -Wno-unused-parameter -Werror -O2 -I "$work/$1/include" -o "$work/uses" "$here/uses.c" &&
		"$work/uses" &&
		cc -Wall -Werror -I "$work/$1/include" -c -o "$work/uses_uio.o" "$here/uses_uio.c" &&
		echo '#include <linux/gup_pin.h>' | cc -Wall -Werror -I "$work/$1/include" -x c -c -o /dev/null -
}

# --- each generation ----------------------------------------------------------------------------

for generation in before-5.2 5.2 5.4 5.6; do
	tree "$generation" "$generation"
	ok "$generation: lays in" says "laid placeholder" lay "$work/$generation"
	ok "$generation: all four files are as laid" laid "$generation"
	ok "$generation: every call compiles and does what it should" runs "$generation"
	ok "$generation: a second time does nothing and says so" says "nothing to do" lay "$work/$generation"
	ok "$generation: is taken out" says "took placeholder out" overlay remove "$work/$generation"
	ok "$generation: byte for byte" same "$generation"
done

ok "before 5.2: nothing native, two arguments" shape before-5.2 native=none dirty_lock=2 dirty=yes bulk=overlay \
	refs=bio_iov_iter_get_pages,get_user_pages,get_user_pages_fast,get_user_pages_longterm,iov_iter_get_pages
ok "5.2: native put, two arguments" shape 5.2 native=put dirty_lock=2 dirty=yes bulk=tree
ok "5.4: native put, three arguments, no unlocked form" shape 5.4 native=put dirty_lock=3 dirty=no bulk=tree
ok "5.6: native pin, three arguments" shape 5.6 native=pin dirty_lock=3 dirty=no bulk=overlay
tree before-5.2 t
ok "the shape is the same before the overlay is there" shape t native=none dirty_lock=2 dirty=yes bulk=overlay overlay=none
mkdir "$work/t/block"
echo 'size = iov_iter_extract_pages(iter, &pages, left, nr, 0, &offset);' >"$work/t/block/bio.c"
ok "a bio that takes native pins has no plain-reference form" \
	shape t refs=get_user_pages,get_user_pages_fast,get_user_pages_longterm,iov_iter_get_pages
sed -i 's/(struct page \*\*pages, unsigned long npages,$/(struct page **pages, int a, int b,/' "$work/5.4/include/linux/mm.h"
ok "a shape that nobody knows is named" refused "takes 4 arguments" overlay shape "$work/5.4"

# --- edits made later ---------------------------------------------------------------------------

tree before-5.2 t
ln "$work/t/include/linux/mm.h" "$work/twin.h"
lay "$work/t" >/dev/null
ok "a hard link elsewhere keeps its text" cmp "$work/twin.h" "$work/t.was/include/linux/mm.h"
sed -i 's/FS_DAX/FS_DAX_EDITED/' "$work/t/include/linux/mm.h"
cp "$work/t/include/linux/mm.h" "$work/edited.h"
ok "laying in leaves a later edit alone" says "edited since, left as is: include/linux/mm.h" lay "$work/t"
ok "remove stops at a file edited since" refused "include/linux/mm.h .*edited" overlay remove "$work/t"
ok "... and touches nothing" cmp "$work/edited.h" "$work/t/include/linux/mm.h"
ok "... not even the other files" test -f "$work/t/include/linux/gup_pin.h"
ok "FORCE=1 merges around the edit" env FORCE=1 "$top/scripts/overlay.sh" remove "$work/t"
sed -i 's/FS_DAX/FS_DAX_EDITED/' "$work/t.was/include/linux/mm.h"
ok "... and leaves just that edit" same t

tree before-5.2 t
lay "$work/t" >/dev/null
sed -i 's/.*gup_pin.h.*/#include <linux\/my_own.h>/' "$work/t/include/linux/mm.h"
ok "FORCE=1 stops where the edit meets our lines" refused "include/linux/mm.h" \
	env FORCE=1 "$top/scripts/overlay.sh" remove "$work/t"
cp "$work/t.was/include/linux/mm.h" "$work/t/include/linux/mm.h"
ok "a hooked file that was put back is hooked again" lay "$work/t"
ok "... wholly" laid t
cp "$work/t.was/include/linux/uio.h" "$work/t/include/linux/uio.h"
ok "remove does not mind a file put back already" overlay remove "$work/t"
ok "... and puts back the others" same t
lay "$work/t" >/dev/null
echo '/* mine */' >>"$work/t/include/linux/gup_pin.h"
ok "an edit of our own header is not thrown away" refused "gup_pin.h .*edited" \
	env FORCE=1 "$top/scripts/overlay.sh" remove "$work/t"
rm -rf "$PINCER_STATE" "$work/t/include/linux/gup_pin.h" "$work/t/include/linux/gup_pin_tree.h"
ok "an overlay whose records are gone is named" refused "records are gone" lay "$work/t"

# --- git ----------------------------------------------------------------------------------------

tree before-5.2 t
(cd "$work/t" && git init -q && git add . && git -c user.name=t -c user.email=t@t commit -qm t)
lay "$work/t" >/dev/null
changes() { git -C "$work/t" status --porcelain | sed 's/.* //' | paste -s -d' ' -; }
ok "git sees the four files and nothing else" \
	test "$(changes)" = "include/linux/mm.h include/linux/uio.h include/linux/gup_pin.h include/linux/gup_pin_tree.h"
overlay remove "$work/t" >/dev/null
ok "git sees nothing after remove" test -z "$(changes)"

# --- another version of the overlay -------------------------------------------------------------

mkdir "$work/other"
cp -Rp "$top/scripts" "$top/kernel-overlay" "$work/other"
echo '/* newer */' >>"$work/other/kernel-overlay/include/linux/gup_pin.h"
tree 5.4 t
lay "$work/t" >/dev/null
ok "a newer overlay replaces the older one" says "taking out placeholder" \
	"$work/other/scripts/overlay.sh" apply --stage placeholder "$work/t"
ok "... wholly" laid t
ok "... with its text" grep -q newer "$work/t/include/linux/gup_pin.h"
ok "... and comes out to the first original" overlay remove "$work/t"
ok "... byte for byte" same t

# --- killed at any moment -----------------------------------------------------------------------

# killed_at N COMMAND...: run it until its Nth call that writes; fails if it got through
killed_at() {
	at=$1
	shift
	status=0
	(KILL_AT=$at PINCER_BUILD=$work/kill "$@") >/dev/null 2>"$work/killed" || status=$?
	[ "$status" != 0 ]
}

# start: keeps the tree t and what is remembered as t.start and memory.start
start() {
	rm -rf "$work/t.start" "$work/memory.start"
	mkdir -p "$PINCER_STATE"
	cp -R "$work/t" "$work/t.start"
	cp -Rp "$PINCER_STATE" "$work/memory.start"
}

# every_moment STEP SIGNAL COMMAND...: end COMMAND at each STEPth moment of its work on tree t, which is a copy
# of t.start. However that comes out, laying in makes it whole, and taking out leaves it as it was; the
# moments take turns with the two.
every_moment() (
	step=$1 moment=1
	export KILL_WITH="$2"
	shift 2
	while :; do
		rm -rf "$work/t" "$PINCER_STATE"
		cp -R "$work/t.start" "$work/t"
		cp -Rp "$work/memory.start" "$PINCER_STATE"
		killed_at "$moment" "$@" || break
		if [ "$KILL_WITH" != KILL ]; then
			# it could clean up by itself
			same t
		elif [ $((moment / step % 2)) = 1 ]; then
			lay "$work/t" && laid t
		else
			overlay remove "$work/t" && same t
		fi || { echo "at moment $moment: not recovered"; return 1; }
		moment=$((moment + step))
	done
	[ "$moment" -gt 7 ] || { echo "only $moment moments: nothing was tested"; return 1; }
)

tree 5.4 t
start
ok "killed while laying in: the next run recovers" every_moment 5 KILL overlay apply --stage placeholder "$work/t"
ok "interrupted while laying in: the tree is as it was at once" \
	every_moment 9 TERM overlay apply --stage placeholder "$work/t"
lay "$work/t" >/dev/null
start
ok "killed while taking out: the next run recovers" every_moment 5 KILL overlay remove "$work/t"
ok "killed while replacing an older overlay: the next run recovers" \
	every_moment 9 KILL "$work/other/scripts/overlay.sh" apply --stage placeholder "$work/t"

# --- refused, and nothing touched ---------------------------------------------------------------

tree before-5.2 t
ok "no such stage" refused "no stage 'nocore' yet: there is core debug placeholder" overlay apply --stage nocore "$work/t"
ok "no stage named" refused "there is core debug placeholder" overlay apply "$work/t"
ok "no tree named" refused "usage: " overlay apply --stage placeholder
ok "no such command" refused "usage: " overlay lay "$work/t"
ok "no such folder" refused "not a folder" lay "$work/nowhere"
mkdir "$work/empty"
ok "not a kernel tree" refused "not a kernel tree" lay "$work/empty"
lay "$work/t" | true
ok "nobody listening is no error" laid t
overlay remove "$work/t" | true
ok "... either way" same t
ok "nothing to take out is no error" says "nothing to remove" overlay remove "$work/t"
mkdir "$work/bare"
for tool in dirname sed grep cat rm; do ln -s "$(command -v $tool)" "$work/bare"; done
ok "no spatch" refused "spatch is missing: apt-get install coccinelle" \
	env PATH="$work/bare" /bin/sh "$top/scripts/overlay.sh" apply --stage placeholder "$work/t"
# shellcheck disable=SC2016 # for the inner shell
ok "no disk space" sh -c '! (ulimit -f 1; "$@") 2>"$0"; grep -q "^pincer: .*check space" "$0"' \
	"$work/err" "$top/scripts/overlay.sh" apply --stage placeholder "$work/t"
ok "... tree untouched" same t

sed -i 's/vm_fault_to_errno/vm_fault_other/' "$work/t/include/linux/mm.h" "$work/t.was/include/linux/mm.h"
ok "a hook that does not fit is named with its file" refused "hooks/mm.cocci does not fit include/linux/mm.h" lay "$work/t"
ok "... tree untouched" same t
tree before-5.2 t
echo 'static inline int vm_fault_to_errno(int fault, int other) { return fault + other; }' >>"$work/t/include/linux/mm.h"
cp "$work/t/include/linux/mm.h" "$work/t.was/include/linux/mm.h"
ok "a hook that fits twice is refused" refused "just once" lay "$work/t"
ok "... tree untouched" same t

tree before-5.2 t
echo '/* not ours */' | tee "$work/t/include/linux/gup_pin.h" >"$work/t.was/include/linux/gup_pin.h"
ok "a file of the same name is not overwritten" refused "gup_pin.h of its own" lay "$work/t"
ok "... tree untouched" same t

tree before-5.2 t
mv "$work/t/include/linux/uio.h" "$work/real_uio.h"
ln -s "$work/real_uio.h" "$work/t/include/linux/uio.h"
ok "a symbolic link is not replaced" refused "symbolic link" lay "$work/t"
ok "... tree untouched" same t

tree before-5.2 t
sed -i 's/get_user_pages/fetch_user_pages/' "$work/t/include/linux/mm.h"
ok "a tree without get_user_pages()" refused "declares no get_user_pages" lay "$work/t"

tree before-5.2 t
chmod -R a-w "$work/t"
if [ "$(id -u)" = 0 ]; then as_user="setpriv --reuid=65534 --regid=65534 --clear-groups"; else as_user=; fi
if [ -z "$as_user" ] || $as_user test -x "$work/other/scripts/overlay.sh" 2>/dev/null; then
	# shellcheck disable=SC2086 # a command and its options
	ok "a read-only tree" refused "cannot be written to" \
		$as_user "$work/other/scripts/overlay.sh" apply --stage placeholder "$work/t"
	ok "... tree untouched" same t
fi
chmod -R u+w "$work/t"

# --- Debian's kernel ----------------------------------------------------------------------------

debian=$top/build/linux-source-6.1
PATH=${PATH#*:}
if [ -d "$debian" ]; then
	mkdir "$work/debian"
	(cd "$debian" && tar cf - Makefile block/bio.c include/linux include/media) | tar xf - -C "$work/debian"
	cp -R "$work/debian" "$work/debian.was"
	ok "Debian 6.1: lays in" lay "$work/debian"
	ok "Debian 6.1: wholly" laid debian
	ok "Debian 6.1: its shape" shape debian native=pin dirty_lock=3 dirty=no bulk=overlay \
		"refs=bio_iov_iter_get_pages,.*get_user_pages_fast_only.*,iov_iter_get_pages2,iov_iter_get_pages_alloc2"
	ok "Debian 6.1: is taken out" overlay remove "$work/debian"
	ok "Debian 6.1: byte for byte" same debian
fi

done_testing
