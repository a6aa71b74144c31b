#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make convert M=folder: a module outside of any tree, with and without the
# kernel that it is built against; branches for old kernels; COMPAT=1.
set -eu
. "$(dirname "$0")/lib.sh"

# a copy of Pincer, so that the reports are not the user's
pincer=$TMP/pincer
mkdir "$pincer"
for part in "$TOP"/*; do
	case ${part##*/} in
	build | reports) ;;
	*) ln -s "$part" "$pincer/" ;;
	esac
done
rm -f "$pincer/scripts"
cp -R "$TOP/scripts" "$pincer/scripts"
mkdir "$pincer/reports"
cp -R "$TOP/reports/." "$pincer/reports/"
export PINCER_BUILD="$BUILD" PINCER_CACHE="$TMP/cache" GIT_CEILING_DIRECTORIES="$TMP"

# front COMMAND: with the parameters in the environment
front() {
	rc=0
	PINCER_FROM=$TMP "$pincer/scripts/front.sh" "$@" >"$TMP/said" 2>&1 </dev/null || rc=$?
}
says() {
	grep -qF -- "$1" "$TMP/said" || { cat "$TMP/said"; return 1; }
}
refused() {
	[ "$rc" -eq 2 ] && [ "$(wc -l <"$TMP/said")" -eq 1 ] && says "pincer: $1" || { cat "$TMP/said"; return 1; }
}
ours() {
	git -c user.name=Test -c user.email=test@example.org "$@"
}
# fresh: the modules as they are in tests/module, each a repository of its own
fresh() {
	rm -rf "$TMP/modules"
	cp -R "$TOP/tests/module" "$TMP/modules"
	for m in "$TMP/modules"/*/; do
		(cd "$m" && git init -q . && ours add -A && ours commit -qm module)
	done
}
# now MODULE: what the calls of a module are by now, a line each
now() {
	# shellcheck disable=SC2046 # a list
	(cd "$TMP/modules/$1" && grep -nHE '(get|pin)_user_pages[a-z_]*\(|put_page\(|unpin_user_page[a-z_]*\(|put_user_page[a-z_]*\(' \
		$(find . -name '*.[ch]' ! -name pincer_compat.h | sed 's,^\./,,' | LC_ALL=C sort)) |
		sed -E 's/^([^:]*:[0-9]+):.*[^a-z_](([a-z]+_)*(user_pages?|page)[a-z_]*)\(.*/\1 \2/'
}

# ---- several files, a wrapper in each ----
fresh
M=modules/several front convert
is "several files: done" "$rc" 0
is "both ends, in three files" "$(now several)" "io.c:10 pin_user_pages_fast
io.c:15 unpin_user_pages
ring.c:13 unpin_user_pages"
ok "what is only made for old kernels is left" says "3 calls in 2 files converted."
is "no header of ours without COMPAT=1" "$(ls "$TMP/modules/several")" "io.c
ring.c
several.h"
ok "and no next step that needs a tree" says "Next:   build and review the patch"
ok "the patch applies to the module as it was" sh -c 'cd "$1" && git stash -q && git apply "$2" && git diff --quiet stash@{0}' - \
	"$TMP/modules/several" "$pincer/reports/several/convert.patch"
M=modules/several front convert
is "a second run has nothing to do" "$rc $(grep -c '^Nothing to convert' "$TMP/said")" "0 1"

# ---- uncommitted changes, by the module's own repository ----
fresh
echo >>"$TMP/modules/several/io.c"
M=modules/several front convert
ok "a file with uncommitted changes is refused" refused "io.c: has uncommitted changes"
M=modules/several DRY=1 front convert
is "... but not for the patch alone" "$rc" 0

# ---- version branches ----
fresh
M=modules/branches front convert
is "branches: done" "$rc" 0
is "a branch for old kernels keeps its calls, what has none is converted" "$(now branches)" "branches.c:9 get_user_pages_fast
branches.c:11 pin_user_pages_fast
branches.c:19 put_page
branches.c:21 unpin_user_page
branches.c:29 pin_user_pages
branches.c:33 unpin_user_page
branches.c:40 get_user_pages_fast
branches.c:44 put_page"
M=modules/branches front audit
is "audit of it is clean" "$rc" 0

# ---- own compat layer, macros, wrapper names ----
M=modules/macros front convert
is "macros: done" "$rc" 0
is "calls in the bodies of macros: the names change in the defines" "$(now macros)" "macros.c:5 pin_user_pages_fast
macros.c:6 unpin_user_page"
M=modules/wrappers front convert
is "wrapper names: both ends, inside the wrappers" "$(now wrappers)" "wrappers.c:12 pin_user_pages_fast
wrappers.c:20 unpin_user_page"

# ---- get_page() and pins, mixed on purpose ----
M=modules/mixed front convert
is "mixed: nothing is converted" "$rc $(git -C "$TMP/modules/mixed" status --short)" "0 "
M=modules/mixed front audit
is "audit: findings" "$rc" 1
# both kinds come there, so it is not said which one is wrong
ok "the crash is PIN004 at the release" grep -q "^mixed.c:26:2: warning: unpin_user_page(b->page) gets gup references and others .*\[PIN004\]$" "$TMP/said"
ok "... with where the ordinary reference was taken" says "mixed.c:15: note: taken by get_page()"
ok "... and its way" says "mixed.c:16: note: handed on"
M=modules/mixed SITE=mixed.c:26 front explain
ok "explain has it too" says "get_page"

# ---- what is written ----
M=modules/data front audit
is "audit: findings of the data" "$rc $(sed -n 's/^\(data.c:[0-9]*\):.*\[\(PIN[0-9]*\)\]$/\1 \2/p' "$TMP/said" | xargs)" \
	"1 data.c:9 PIN009 data.c:21 PIN010"
ok "... with the write" says "data.c:11: note: written by memcpy_to_page()"

# ---- a fault on several paths ----
mkdir "$TMP/modules/old"
cp "$TOP/tests/pin/old_names.c" "$TMP/modules/old/"
M=modules/old front audit
is "one wrong release is one finding" "$(grep -c 'old_names.c:15:3: error: .*PIN006' "$TMP/said")" 1

# ---- COMPAT=1 ----
fresh
M=modules/several COMPAT=1 front convert
is "COMPAT=1: done" "$rc" 0
is "a header of ours" "$(ls "$TMP/modules/several")" "io.c
pincer_compat.h
ring.c
several.h"
is "included behind the others" "$(grep -n include "$TMP/modules/several/io.c")" '2:#include <linux/mm.h>
3:#include "several.h"
4:#include "pincer_compat.h"'
ok "the patch has it" grep -q '^+++ b/pincer_compat.h' "$pincer/reports/several/convert.patch"

# The header against headers of each generation: our own, just enough of them.
# builds VERSION MM-LINES [MORE]: a file with converted calls compiles there
builds() {
	rm -rf "$TMP/include"
	mkdir -p "$TMP/include/linux"
	printf '#define LINUX_VERSION_CODE %s\n#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + (c))\n' "$1" >"$TMP/include/linux/version.h"
	{
		printf '#include <stdbool.h>\n#include <stddef.h>\n#define FOLL_WRITE 1\nstruct page;\nvoid set_page_dirty_lock(struct page *p);\nvoid put_page(struct page *p);\n'
		printf '%s\n' "$2"
	} >"$TMP/include/linux/mm.h"
	cat >"$TMP/use.c" <<-'END'
	#include "pincer_compat.h"
	int use(unsigned long start, int n, struct page **pages);
	int use(unsigned long start, int n, struct page **pages)
	{
		n = pin_user_pages_fast(start, n, FOLL_WRITE, pages);
		unpin_user_page(pages[0]);
		unpin_user_pages(pages + 1, 1);
		unpin_user_pages_dirty_lock(pages + 2, n - 2, true);
		return n;
	}
	END
	cat ${3:+"$3"} </dev/null >>"$TMP/use.c"
	gcc -std=gnu11 -Wall -Wextra -Wno-unused-parameter -Werror -c -I "$TMP/include" -I "$TMP/scheds" -I "$TOP/kernel-overlay/module" -o "$TMP/use.o" "$TMP/use.c"
}
ok "the header compiles for 5.0" builds 327680 'int get_user_pages_fast(unsigned long s, int n, int write, struct page **p);'
is "... where it is get and put" "$(nm -u "$TMP/use.o" | awk '{ print $2 }' | xargs)" "get_user_pages_fast put_page set_page_dirty_lock"
ok "for 5.4" builds 328704 'int get_user_pages_fast(unsigned long s, int n, unsigned int f, struct page **p);
void put_user_page(struct page *p); void put_user_pages(struct page **p, unsigned long n);'
is "... where it has the names of that time" "$(nm -u "$TMP/use.o" | awk '{ print $2 }' | xargs)" \
	"get_user_pages_fast put_user_page put_user_pages set_page_dirty_lock"
# 5.6 to 5.8 have pins, but not in every form
cat >>"$TMP/use.more" <<'END'
long use_unlocked(struct page **pages);
long use_unlocked(struct page **pages)
{
	int locked = 1;

	return pin_user_pages_unlocked(0, 1, pages, FOLL_WRITE) + pin_user_pages_locked(0, 1, FOLL_WRITE, pages, &locked) +
		pin_user_pages_fast_only(0, 1, FOLL_WRITE, pages);
}
END
mkdir -p "$TMP/scheds/linux"
cat >"$TMP/scheds/linux/sched.h" <<'END'
struct rw_semaphore;
struct mm_struct { int mmap_sem; };
struct task { struct mm_struct *mm; };
extern struct task *current;
void down_read(int *sem);
void up_read(int *sem);
void mmap_read_lock(struct mm_struct *mm);
void mmap_read_unlock(struct mm_struct *mm);
END
pins='struct vm_area_struct;
long pin_user_pages(unsigned long s, unsigned long n, unsigned int f, struct page **p, struct vm_area_struct **v);
int pin_user_pages_fast(unsigned long s, int n, unsigned int f, struct page **p);
void unpin_user_page(struct page *p); void unpin_user_pages(struct page **p, unsigned long n);
void unpin_user_pages_dirty_lock(struct page **p, unsigned long n, bool d);'
ok "for 5.6, which pins under a lock only" builds 329216 "$pins" "$TMP/use.more"
is "... where the rest is made of that" "$(nm -u "$TMP/use.o" | awk '{ print $2 }' | xargs)" \
	"current down_read pin_user_pages pin_user_pages_fast unpin_user_page unpin_user_pages unpin_user_pages_dirty_lock up_read"
ok "for 5.8, whose lock has a name" builds 329728 "$pins
int pin_user_pages_fast_only(unsigned long s, int n, unsigned int f, struct page **p);" "$TMP/use.more"
is "..." "$(nm -u "$TMP/use.o" | awk '{ print $2 }' | grep -c mmap_read)" 2
ok "for 6.1, where it does nothing" builds 393472 'int pin_user_pages_fast(unsigned long s, int n, unsigned int f, struct page **p);
void unpin_user_page(struct page *p); void unpin_user_pages(struct page **p, unsigned long n);
void unpin_user_pages_dirty_lock(struct page **p, unsigned long n, bool d);'
is "..." "$(nm -u "$TMP/use.o" | awk '{ print $2 }' | xargs)" "pin_user_pages_fast unpin_user_page unpin_user_pages unpin_user_pages_dirty_lock"

# A module that a kernel builds as it is, and converted, with the header. Debian's
# headers are what is there; BUILDS= names more kernels (prepared trees).
fresh
M=modules/built COMPAT=1 front convert
is "built: both ends in bulk" "$rc $(now built | xargs)" \
	"0 dma.c:13 pin_user_pages_fast dma.c:17 unpin_user_pages dma.c:27 unpin_user_pages_dirty_lock poke.c:13 pin_user_pages_unlocked poke.c:17 unpin_user_pages_dirty_lock"
# by_kernel FOLDER: builds it there, without a warning
by_kernel() {
	rm -rf "$TMP/mod"
	cp -R "$TMP/modules/built" "$TMP/mod"
	make -s -C "$1" M="$TMP/mod" modules >"$TMP/made" 2>&1 && ! grep -E '(warning|error):.*(user_page|pincer)' "$TMP/made" || { cat "$TMP/made"; return 1; }
}
for k in /usr/src/linux-headers-*/Module.symvers ${BUILDS:-}; do
	k=${k%/Module.symvers}
	if [ ! -f "$k/Makefile" ]; then
		echo "# no kernel headers in /usr/src: the module is not built"
		continue
	fi
	ok "${k##*/} builds it" by_kernel "$k"
	version=$(sed -n 's/^#define LINUX_VERSION_CODE //p' "$k/include/generated/uapi/linux/version.h")
	want="get_user_pages_fast get_user_pages_unlocked"
	[ "$version" -lt 329216 ] || want="pin_user_pages_fast pin_user_pages_unlocked"
	is "... with the calls it has" "$(nm -u "$TMP/mod/built.o" | awk '{ print $2 }' | grep '^[a-z]*_user_pages_[fu]' | grep -v '^unpin\|^put' | sort | xargs)" "$want"
done

# ---- mails ----
fresh
export GIT_AUTHOR_NAME=Zoe GIT_AUTHOR_EMAIL=zoe@example.org GIT_COMMITTER_NAME=Zoe GIT_COMMITTER_EMAIL=zoe@example.org
mails=$pincer/reports/built/mails
M=modules/built front mails
is "a module's conversion as mails" "$rc $(sed -n 's/^Subject: //p' "$mails"/*)" "0 [PATCH 0/1] convert get_user_pages() callers to pin_user_pages*()
[PATCH 1/1] built: convert to pin_user_pages*()"
is "... to who wrote it" "$(sed -n 's/^Cc: //p' "$mails"/0001*)" "Test <test@example.org>"
ok "... of the module" grep -q "^of the module built that still" "$mails"/0000*
is "... which is left alone" "$(git -C "$TMP/modules/built" status --short)" ""
printf 'BUILT DRIVER\nM:\tMary <mary@example.org>\nL:\tbuilt@lists.example.org (open list)\nF:\t*\n' >"$TMP/modules/built/MAINTAINERS"
(cd "$TMP/modules/built" && ours add -A && ours commit -qm maintainers)
M=modules/built front mails
is "... to its own MAINTAINERS" "$(sed -n 's/^Cc: //p' "$mails"/0001*)" "Mary <mary@example.org>
built@lists.example.org"
ok "git am makes the conversion of them" sh -c 'cd "$1" && git am -q "$2"/0001* && grep -q "unpin_user_pages(b->pages, got)" dma.c' - "$TMP/modules/built" "$mails"
M=modules/several COMPAT=1 front mails
ok "no header of ours by mail" refused "COMPAT=1: mails do not bring pincer_compat.h"
M=modules/several STAGE=core front mails
ok "no patches to a kernel" refused "STAGE=core: patches a kernel tree, and "
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL

# ---- with a kernel's headers ----
kernel=$TMP/kernel
mkdir -p "$kernel/include/linux"
echo 'void pin_user_pages(void); void pin_user_pages_fast(void); void unpin_user_page(void); void unpin_user_pages(void);' >"$kernel/include/linux/mm.h"
fresh
M=modules/several KERNEL=kernel front convert
is "with KERNEL=: the same" "$rc $(now several | head -n 1)" "0 io.c:10 pin_user_pages_fast"
fresh
sed -i 's/void pin_user_pages_fast(void);//' "$kernel/include/linux/mm.h"
M=modules/several KERNEL=kernel front convert
is "a name that this kernel has not: the group is left" "$rc $(git -C "$TMP/modules/several" status --short)" "0 "
echo 'long get_user_pages(void);' >"$kernel/include/linux/mm.h"
M=modules/several KERNEL=kernel front convert
is "a kernel without pins: put_user_page*()" "$rc $(now several | tail -n 1)" "0 ring.c:13 put_user_pages"

# ---- bad input: one line, nothing touched ----
fresh
M=modules/several KERNEL=kernel API=pin front convert
ok "headers of another version" refused "API=pin: $kernel/include/linux/mm.h declares no pin_user_pages()"
M=modules/several API=both front convert
ok "an unknown dialect" refused "API=both: no such dialect; say one of: put pin"
M=modules/several KERNEL=empty front convert
ok "a kernel that is not there" refused "$TMP/empty: no such folder"
mkdir "$TMP/empty"
M=modules/several KERNEL=empty front convert
ok "headers without headers" refused "$TMP/empty: no include/linux/mm.h there"
M=empty front convert
ok "a module without sources" refused "$TMP/empty: no C source in it"
M=modules/gone front convert
ok "a module that is not there" refused "$TMP/modules/gone: no such folder"
M=modules/both front convert
ok "both dialects in one file" refused "both.c: speaks both dialects, put_user_page() in line 19 and pin_user_pages_fast() in line 13"
is "nothing was touched" "$(for m in "$TMP/modules"/*/; do git -C "$m" status --short; done)" ""

done_testing
