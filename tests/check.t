#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make check, make annotate, and the second opinion in make audit, on a tree with
# as much of kbuild as they ask for.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"
# with their times: pincheck, which knows where it was built, is not to be built again
cp -a "$TOP/checker" "$pincer"
"$TOP/scripts/build.sh" check

cp -R "$TOP/tests/check/tree" "$tree"
# what the tests of others made there is not to be found again
rm -rf "$BUILD"/check/tree-*
trap 'rm -rf "$TMP" "$BUILD"/check/tree-*' EXIT

# ---- check ----
is "a file that cannot be read, and findings: exit status 3" "$(run check KERNEL="$tree"; echo "$rc")" 3
is "a file that cannot be read, no findings: 2" "$(run check KERNEL="$tree" M=drivers/b; echo "$rc")" 2
echo "obj-\$(CONFIG_B) += broken.o" >"$tree/drivers/b/Makefile"
is "... one that is not configured: no matter" "$(run check KERNEL="$tree" M=drivers/b; echo "$rc")" 0
ok "... it is named as such" says "1 not in that configuration"
echo "obj-\$(CONFIG_X86) += broken.o" >"$tree/drivers/b/Makefile"
is "... one that is: 2" "$(run check KERNEL="$tree" M=drivers/b; echo "$rc")" 2
rm "$tree/drivers/b/Makefile"
is "... one that no makefile names, and the compiler cannot read: no matter" "$(run check KERNEL="$tree" M=drivers/b; echo "$rc")" 0
cp "$TOP/tests/check/tree/drivers/b/Makefile" "$tree/drivers/b/"
mkdir "$tree/drivers/a/deep"
sed 's/"a.h"/<a.h>/' "$tree/drivers/a/drop.c" >"$tree/drivers/a/deep/drop.c"
echo "obj-y += deep/drop.o" >"$tree/drivers/a/Makefile"
is "a folder without a makefile: built by that of the one above" "$(run check KERNEL="$tree" M=drivers/a/deep; echo "$rc")" 0
rm -r "$tree/drivers/a/deep" "$tree/drivers/a/Makefile"
run check KERNEL="$tree"
ok "... the file is named" says "pincheck: drivers/b/broken.c: cannot be read, not checked; sparse says: "
ok "... and the others are checked" says "drivers/a/take.c:"
is "the leak is found" "$(findings PIN003)" "drivers/a/take.c:14 PIN003"
ok "the tree is untouched" diff -r "$TOP/tests/check/tree" "$tree"
rm "$tree/drivers/b/broken.c"
is "findings only: 1" "$(run check KERNEL="$tree"; echo "$rc")" 1
is "M= narrows" "$(run check KERNEL="$tree" M=drivers/b; echo "$rc")" 0
sed -i 's/kfree(b->pages);/put_user_pages(b->pages, ret > 0 ? ret : 0);\n\t\t&/' "$tree/drivers/a/take.c"
is "mended: 0" "$(run check KERNEL="$tree"; echo "$rc")" 0
is "another configuration" "$(run check KERNEL="$tree" CONFIG=other_config; cat "$BUILD"/check/tree-*/objects/asked)" other_config
ok "one that fails: a clear line" refused "cannot be configured with broken_config: .*broken" check KERNEL="$tree" CONFIG=broken_config
ok "no tree: a clear line" refused "no kernel tree named" check
# ---- a tree that was configured and built in place ----
echo CONFIG_X86=y >"$tree/.config"
echo "not an object" >"$tree/drivers/a/take.o"
cp -R "$tree" "$TMP/built"
run check KERNEL="$tree"
is "a tree that was built in place is checked" "$rc" 0
is "... as it is configured" "$(cat "$BUILD"/check/tree-*/objects/asked)" own
ok "... from its sources alone" test -z "$(find "$BUILD"/check/tree-*/source -name "*.o" -o -name .config)"
ok "... and by their own names" says "Report: "
run check KERNEL="$tree" CONFIG=other_config
is "... or in another way" "$rc $(cat "$BUILD"/check/tree-*/objects/asked)" "0 other_config"
ok "... and it is untouched" diff -r "$TMP/built" "$tree"
rm "$tree/.config" "$tree/drivers/a/take.o"
ok "ARCH= that nobody knows: a clear line" refused "no such architecture" check KERNEL="$tree" ARCH=vax
run check KERNEL="$tree" ARCH=i386
is "another architecture: its own report" "$rc $(tail -n 1 "$TMP/out" | sed "s,.*/,,")" "0 check-i386.txt"

# ---- annotate ----
find "$BUILD/check" -maxdepth 1 -name 'tree-*' ! -name '*-i386' -exec rm -rf {}/typed \;
run annotate KERNEL="$tree" ARCH=i386
is "annotate: by the facts of that architecture" "$rc" 0
run annotate KERNEL="$tree"
is "annotate: done" "$rc" 0
patch=$report/annotate.patch
cp -R "$tree" "$TMP/annotated"
ok "the patch applies" patch -s -d "$TMP/annotated" -p1 -i "$patch"
is "fields, parameters and prototypes that pinned pages reach are annotated, and no other" \
	"$(cd "$TMP/annotated" && grep -rhoE '__pinned struct page [^,;()]*' include drivers | sort | uniq -c | sed 's/^ *//')" \
	"4 __pinned struct page **pages
1 __pinned struct page *page"
ok "gcc sees nothing of it" gcc -fsyntax-only -Werror -DFROM_THE_BUILD -nostdinc -I"$TMP/annotated/include" \
	"$TMP/annotated/drivers/a/drop.c"
is "plain sparse neither" "$(cd "$TMP/annotated" && "$BUILD/sparse/sparse" -DFROM_THE_BUILD -nostdinc -Iinclude drivers/a/drop.c 2>&1)" \
	"$(cd "$tree" && "$BUILD/sparse/sparse" -DFROM_THE_BUILD -nostdinc -Iinclude drivers/a/drop.c 2>&1)"
sed -i 's/put_user_page(pages/put_page(pages/; s/put_page(b->spare/put_user_page(b->spare/' "$TMP/annotated/drivers/a/drop.c"
is "with it a file is checked alone" "$("$BUILD/bin/pincheck" -DFROM_THE_BUILD -nostdinc -I"$TMP/annotated/include" \
	"$TMP/annotated/drivers/a/drop.c" 2>&1 | sed -n 's/.*drop.c:\([0-9]*\):.*\[\(PIN.*\)\]$/\1 \2/p' | tr '\n' ' ')" "9 PIN001 15 PIN002 "

# where a get_page() stays one, the place has pages of both kinds
cp -R "$tree" "$TMP/before"
mkdir "$tree/drivers/mix"
cp "$TOP/tests/check/across/mix.c" "$tree/drivers/mix/"
sed -i 's/^#endif$/void get_page(struct page *page);\nlong pin_user_pages(unsigned long start, unsigned long n, unsigned int flags, struct page **pages, void *vmas);\nint pin_user_pages_fast(unsigned long start, int n, unsigned int flags, struct page **pages);\nvoid unpin_user_page(struct page *page);\n&/' "$tree/include/linux/mm.h"
run annotate KERNEL="$tree"
is "a field that get_page() fills as well is __maybe_pinned, one that it does not is __pinned" \
	"$(grep '^+.*pinned' "$patch" | grep -o '__[a-z_]*pinned struct page \*[a-z]*;' | sort)" "__maybe_pinned struct page *both;
__pinned struct page *user;"
rm -rf "$tree"
mv "$TMP/before" "$tree"

# ---- what one file has to know of another ----
cp -R "$tree" "$TMP/before"
mkdir "$tree/drivers/core" "$tree/drivers/user"
cp "$TOP"/tests/check/across/umem.[ch] "$TOP"/tests/check/across/buf.[ch] "$TOP/tests/check/across/hw.c" "$TOP/tests/check/across/refs.c" "$TOP/tests/check/across/array.c" "$TOP"/tests/check/across/ops.[ch] "$tree/drivers/core/"
sed 's,"umem.h","../core/umem.h",' "$TOP/tests/check/across/user.c" >"$tree/drivers/user/user.c"
sed 's,"buf.h","../core/buf.h",' "$TOP/tests/check/across/users.c" >"$tree/drivers/user/users.c"
sed 's,"ops.h","../core/ops.h",' "$TOP/tests/check/across/opsuser.c" >"$tree/drivers/user/opsuser.c"
run check KERNEL="$tree" M=drivers/user
is "M=: what is not asked for is not read" "$rc" 0
run check KERNEL="$tree"
is "an object that holds pages, or an array of them, is followed where another file gets it, and through a function of a third; one that is kept by it, where that fails" \
	"$(findings | grep /user.c)" "drivers/user/user.c:18 PIN003
drivers/user/user.c:52 PIN003
drivers/user/user.c:64 PIN003"
is "an object with a count of users: nobody else took one, so the second release is one too many" \
	"$(findings | grep /users)" "drivers/user/users.c:23 PIN006"
is "through a table of functions, all of which take a page; by an inline function" "$(findings | grep opsuser)" "drivers/user/opsuser.c:10 PIN003"
ok "... that file is named with the others" grep -qx drivers/user/user.c "$report/checked"
is "... the third is only read" "$(grep -c hw.c "$report/checked")" 0
is "what is learned is what umem.c, buf.c and array.c do" "$(grep -E '	(acquire|release|asked|nothing|counted)	' "$(find "$BUILD/check" -path "*/tree-*/known" ! -path "*-i386/*")" | cut -f 1-6 | sort)" \
	"array_drop	*	counted	2	-	signed
array_drop	*	release	1	-	-
array_fill	*	acquire	-	3	gup
array_fill	*	asked	2	-	count
buf_make	*	acquire	-	0	object
buf_put	*	release	1	-	counted
page_ops.take_one	*	acquire	-	0	gup
umem_get	*	acquire	-	0	object
umem_release	*	release	1	-	object"
sed -i 's/return r->key/kept = r;\n\t&/; s/^int hw_register/struct region *kept;\n&/' "$tree/drivers/core/hw.c"
run check KERNEL="$tree"
is "a function that keeps it ends the claim" "$(findings | grep /user.c)" "drivers/user/user.c:52 PIN003
drivers/user/user.c:64 PIN003"
rm -rf "$tree"
mv "$TMP/before" "$tree"

# ---- the second opinion ----
cp "$TOP/tests/check/tree/drivers/a/take.c" "$tree/drivers/a/take.c"
run check KERNEL="$tree"
run audit KERNEL="$tree"
ok "audit shows what both say" says "Two opinions (pincheck read 3 files, see check.txt): 1 findings of both"
printf 'PIN006\tdrivers/a/drop.c\t9\t1\ta_drop_some\n' >>"$report/check.tsv"
run audit KERNEL="$tree"
ok "... and what only one says" says "Only pincheck:"
ok "... call by call: the same of all that both see" says "5 calls in the files that pincheck read: both say the same of 4, differ on 0, only one knows of 0, pincheck does not see 1."
ok "... and what only the text has" says "  drivers/a/other.c:9: put_page(), in a_drop_first(): keep for the audit, pincheck does not see the call"
is "... as a table" "$(cut -f 1,2,6- "$report/opinions.tsv" | grep take.c)" "drivers/a/take.c	12	paired	paired	same"
# what is known with its types may be more
sed -i "s/[)][.]pages/).spare/g" "$BUILD"/check/tree-*/typed/drivers%a%other.c
run audit KERNEL="$tree"
ok "where they differ it is said" says "  drivers/a/other.c:7: put_user_page(), in a_drop_first(): converted for the audit, keep for pincheck"

done_testing
