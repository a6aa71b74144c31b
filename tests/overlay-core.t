#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The core's hooks: they change every place they have to, in each form that it has, or refuse the tree.
set -eu

. "$(dirname "$0")/lib.sh"

here=$TOP/tests/overlay
overlay() { "$TOP/scripts/overlay.sh" "$@"; }
lay() { overlay apply --stage core "$TMP/$1"; }

# tree NAME: a tree in $TMP/NAME with the shapes of v5.0, its twin in $TMP/NAME.was
tree() {
	rm -rf "${TMP:?}/$1" "$TMP/$1.was"
	mkdir "$TMP/$1"
	cp -R "$here/common/." "$here/before-5.2/." "$here/core/." "$TMP/$1"
	cp -R "$TMP/$1" "$TMP/$1.was"
}

same() { diff -r "$TMP/$1" "$TMP/$1.was"; }

refused() {
	pattern=$1
	shift
	status=0
	"$@" >"$TMP/out" 2>"$TMP/err" || status=$?
	cat "$TMP/err"
	[ "$status" = 2 ] && [ "$(wc -l <"$TMP/err")" = 1 ] && grep -q "^pincer: .*$pattern" "$TMP/err"
}

# count FILE PATTERN: lines of the file in tree t that have it
count() { grep -cE -e "$2" "$TMP/t/$1" || :; }

tree t
ok "lays in" lay t
ok "a second time does nothing" sh -c '"$@" | grep "nothing to do"' sh "$TOP/scripts/overlay.sh" apply --stage core "$TMP/t"
for file in mm/gup_pin.c mm/gup_pin.h mm/gup_pin_debug.c mm/gup_pin_refs.c mm/Kconfig.gup_pin include/linux/gup_pin_walk.h; do
	ok "$file is there" cmp "$TOP/kernel-overlay/$file" "$TMP/t/$file"
done

# ---- the lockless walk ----
gup=mm/gup.c
is "one page: taken as a pin" "$(count $gup 'page_cache_gup_pin_speculative\(head\)')" 1
is "huge: all references at once, each with its bias" "$(count $gup 'gup_fast_pin\(head, refs\)')" 1
is "... and given back as many" "$(count $gup 'gup_fast_back_off\(head, refs\)')" 1
is "... not one by one" "$(count $gup 'while \(refs--\)')" 0
is "... with no slot left that was not owned" "$(count $gup 'memset\(pages \+ \*nr, 0, refs')" 2
is "both back off from writeback" "$(count $gup 'gup_write_must_fault\(head, write\)')" 2
is "device pages: pinned before they are written down" \
	"$(grep -A 6 'gup_fast_pin(page, 1)' "$TMP/t/$gup" | tail -n 2 | tr -d '\t\n')" "SetPageReferenced(page);pages[*nr] = page;"
is "... undone as pins" "$(count $gup 'gup_fast_back_off\(page, 1\)')" 1
is "only what is not a pin is put plainly" "$(count $gup '[^_]put_page\(')" 1

# ---- the walk under locks ----
is "follow_page_pte: whatever the flags ask for" "$(count $gup 'page = gup_follow_pte_get\(vma, page, flags\)')" 1
is "... and its split keeps a plain reference" "$(count $gup '[^_]get_page\(page\)')" 1
is "... a split in between is seen" "$(count $gup 'compound_head\(page\) != head \|\|')" 1
is "... and what knows the head does not look for it again" "$(count $gup 'gup_set_referenced\(head\)') $(count $gup 'SetPageReferenced\(page\)')" "1 1"
is "the gate page: what the flags ask for, written down when it is held" "$(count $gup 'found = gup_follow_get\(found, gup_flags\)') $(count $gup '\*page = found;') $(count $gup '^.\*page = (vm_normal|lookup)')" "1 1 0"
is "... and so are those of a huge walk" "$(grep -B 7 'pages\[i\] = lookup(vma, i);' "$TMP/t/mm/hugetlb.c" | grep -c 'get_gup_pin_page(lookup(vma, i))')" 1
is "all entries ask for pins where there are pages" "$(count $gup 'gup_flags \|= FOLL_GUP_PIN')" 1
is "the fault is asked for, and remembered if it was one for a write" "$(count $gup 'FAULT_FLAG_GUP_WRITE|FOLL_GUP_FAULTED') $(count $gup '\(ret & VM_FAULT_WRITE\) && \(fault_flags & FAULT_FLAG_GUP_WRITE\)')" "3 1"
is "the fault handler knows of it" "$(count mm/memory.c 'gup_fault_is_wanted\(vmf\)')" 1
is "huge pages, anonymous and device" "$(count mm/huge_memory.c 'gup_follow_get\(page, flags\)')" 2
is "... and what is not a walk stays" "$(count mm/huge_memory.c '[^_]get_page\(page\)')" 1
is "hugetlb: a pin for each page" "$(count mm/hugetlb.c 'err = get_gup_pin_page\(')" 1
is "... follow_page() has its own" "$(count mm/hugetlb.c 'gup_follow_get\(page, flags\)')" 1
is "no MMU" "$(count mm/nommu.c 'get_gup_pin_page\(virt_to_page\(start\)\)') $(count mm/nommu.c 'get_page\(pages')" "1 0"

# ---- the architectures' own walks; sparc, s390 and sh are not in this tree ----
is "mips: one page" "$(count arch/mips/mm/gup.c 'gup_fast_pin_mapped\(page, 1\)')" 1
is "mips: huge" "$(count arch/mips/mm/gup.c 'gup_fast_pin_mapped\(page, nr\)')" 1
is "mips: both back off from writeback" "$(count arch/mips/mm/gup.c 'gup_write_must_fault')" 2
is "powerpc: huge" "$(count arch/powerpc/mm/hugetlbpage.c 'gup_fast_pin\(head, refs\)')" 1
is "powerpc: follow_page()" "$(count arch/powerpc/mm/hugetlbpage.c 'gup_follow_get\(page, flags\)')" 1

# ---- the counters, the switch ----
is "five items, last of the enum" "$(sed -n '/NR_SECOND/,/}/p' "$TMP/t/include/linux/mmzone.h" | grep -c NR_GUP_)" 5
is "five names, in the order of the items" \
	"$(sed -n 's/.*"\(nr_gup_[a-z_]*\)".*/\1/p' "$TMP/t/mm/vmstat.c" | tr 'a-z\n' 'A-Z ')" \
	"$(sed -n 's/.*\(NR_GUP_[A-Z_]*\),.*/\1/p' "$TMP/t/include/linux/mmzone.h" | tr '\n' ' ')"
is "... and behind them what was there" \
	"$(grep -A 3 nr_gup_pages_returned "$TMP/t/mm/vmstat.c" | tail -n 1)" "	\"nr_dirty_threshold\","
is "one speculative take, with a count" \
	"$(count include/linux/pagemap.h '__page_cache_add_speculative\(page, (1|count)\)')" 2
is "... allowed in interrupts" "$(count include/linux/pagemap.h in_interrupt)" 0
is "Kconfig: inside of the menu" "$(tail -n 3 "$TMP/t/mm/Kconfig" | head -n 1)" 'source "mm/Kconfig.gup_pin"'
ok "Kconfig: on unless told otherwise" grep -A 2 'config GUP_PIN_TRACKING' "$TMP/t/mm/Kconfig.gup_pin"
is "Makefile" "$(grep -c 'CONFIG_GUP_PIN_' "$TMP/t/mm/Makefile")" 2
# ---- what the tree says ----
is "callers are told put_user_page()" "$(count mm/gup.c '^ \* .*put_page') $(count mm/gup.c '^ \* .*put_user_page')" "0 2"
is "... and so are those who hand on what a bio holds" "$(count block/bio.c '^ \* .*put_page') $(count block/bio.c '^ \* .*put_user_page')" "0 1"
is "the names stand before the comment that ends the node's" "$(grep -B 2 writeback_stat_item "$TMP/t/mm/vmstat.c" | head -n 1)" "	\"nr_gup_pages_returned\","
is "what is merged is not said to be mergeable" "$(count include/linux/pagemap.h 'could just be merged')" 0

# ---- fixes that come first ----
is "a piece of a page in the bio: its reference dropped" "$(grep -A 1 'last->bv_page == pages' "$TMP/t/block/bio.c" | tail -n 1)" "			put_page(pages[0]);"
is "KVM: the zero page is not reserved" "$(count virt/kvm/kvm_main.c 'PageReserved.*!is_zero_pfn')" 1
is "vfio: it is not kept" "$(grep -A 1 'if (is_zero_pfn' "$TMP/t/drivers/vfio/vfio_iommu_type1.c" | tail -n 1)" "			put_page(page[0]);"
is "the benchmark: two walks under the lock, the lockless one as before" \
	"$(count mm/gup_benchmark.c mmap_sem) $(grep -B 1 -A 1 'get_user_pages\(_longterm\)*(' "$TMP/t/mm/gup_benchmark.c" | grep -c mmap_sem)" "4 4"

is "documentation: in its place in the index" "$(grep -A 1 frontswap "$TMP/t/Documentation/vm/index.rst" | tail -n 1)" "   get_user_pages"
ok "... and there" test -f "$TMP/t/Documentation/vm/get_user_pages.rst"
is "MAINTAINERS: in its place, a line apart" "$(grep -B 2 'GFS2 FILE' "$TMP/t/MAINTAINERS" | head -n 2 | tr '\n' '|')" "F:	mm/Kconfig.gup_pin||"
ok "plain-reference forms are functions with it, names without" \
	sh -c 'tr "\n" " " <"$1" | grep -q "ifdef CONFIG_GUP_PIN_TRACKING #include <linux/gup_pin_refs.h> #else #define"' \
	sh "$TMP/t/include/linux/gup_pin_tree.h"

tree t
for file in block/bio.c drivers/vfio/vfio_iommu_type1.c; do
	sed -i "s,put_page(,put_user_page(,; s,^\( \* .*\)put_user_page,\\1put_page," "$TMP/t/$file" "$TMP/t.was/$file"
done
lay t >/dev/null
is "in converted files: the new call" "$(count block/bio.c 'put_user_page\(pages\[0\]\);') $(count drivers/vfio/vfio_iommu_type1.c 'put_user_page\(page\[0\]\)')" "1 1"
overlay remove "$TMP/t" >/dev/null
ok "... taken out byte for byte" same t
tree t
ok "fixes can be left out" env WITHOUT="fix-kvm fix-bio" "$TOP/scripts/overlay.sh" apply --stage core "$TMP/t"
is "... these, and no other" "$(count virt/kvm/kvm_main.c is_zero_pfn) $(count block/bio.c 'last->bv_page') $(count drivers/vfio/vfio_iommu_type1.c is_zero_pfn)" "0 0 1"
is "... also as steps" "$(WITHOUT="fix-kvm fix-bio" overlay steps --stage core "$TMP/t" | head -n 3 | tr '\n' ' ')" "fix-vfio fix-bench placeholder "
ok "... but nothing else" refused "no step that can be left out; there is fix-bench fix-bio fix-kvm fix-vfio" env WITHOUT=walk "$TOP/scripts/overlay.sh" apply --stage core "$TMP/t"

tree unreported
ok "make overlay warns of callers that are not converted" \
	sh -c 'KERNEL=$1 "$2" overlay | grep "for ever: next, make convert KERNEL=$1"' sh "$TMP/unreported" "$TOP/scripts/front.sh"
ok "is taken out" overlay remove "$TMP/t"
ok "... byte for byte" same t
lay t >/dev/null
ok "gives way to the placeholder" overlay apply --stage placeholder "$TMP/t"
is "... wholly" "$(ls "$TMP/t/mm"/*gup_pin* 2>/dev/null)" ""
overlay remove "$TMP/t" >/dev/null
ok "... and both come out" same t


# ---- the shapes of 5.4: walks told by flags, one helper that takes, put_user_page() of the tree's own ----
tree54() {
	tree t
	rm -r "$TMP/t/arch"
	cp -R "$here/5.4/." "$here/core-5.4/." "$TMP/t"
	rm -rf "$TMP/t.was"
	cp -R "$TMP/t" "$TMP/t.was"
}
tree54
ok "5.4: lays in" lay t
ok "... a second time does nothing" sh -c '"$@" | grep "nothing to do"' sh "$TOP/scripts/overlay.sh" apply --stage core "$TMP/t"
is "... the helper takes pins" "$(count $gup 'gup_fast_pin\(head, refs\)')" 1
is "... nothing else takes in a walk" "$(count $gup 'page_cache_(get|add)_speculative')" 0
is "... both back off from writeback" "$(count $gup 'gup_write_must_fault\(head, flags & FOLL_WRITE\)')" 2
is "... as pins" "$(count $gup 'gup_fast_back_off\(head, (1|refs)\)')" 2
is "... follow_page_pte, whose take could fail" "$(count $gup 'page = gup_follow_pte_get\(vma, page, flags\)') $(count $gup try_get_page)" "1 0"
is "... the gate page" "$(count $gup 'found = gup_follow_get\(found, gup_flags\)')" 1
is "... a split in between is seen" "$(count $gup 'compound_head\(page\) != head \|\|')" 1
is "... and what knows the head does not look for it again" "$(count $gup 'gup_set_referenced\(head\)') $(count $gup 'SetPageReferenced\(page\)')" "1 1"
is "... no MMU: in mm/gup.c now" "$(count $gup 'get_gup_pin_page\(virt_to_page\(start\)\)') $(cmp -s "$TMP/t/mm/nommu.c" "$TMP/t.was/mm/nommu.c" && echo same)" "1 same"
is "... the tree's put_user_page() makes room" "$(count include/linux/mm.h 'put_user_page\(struct')" 0
is "... and is supplied with the switch off" "$(count include/linux/gup_pin_tree.h 'TREE_HAS_PUT_USER_PAGE$')" 0
is "... its other calls stay" "$(count include/linux/gup_pin_tree.h 'TREE_HAS_PUT_USER_PAGES(_DIRTY_LOCK)?$')" 2
ok "... what it has refactored by itself stays" cmp "$TMP/t/include/linux/pagemap.h" "$TMP/t.was/include/linux/pagemap.h"
is "... powerpc: follow_page() alone" "$(count arch/powerpc/mm/hugetlbpage.c 'gup_follow_get\(page, flags\)')" 1
ok "... is taken out" overlay remove "$TMP/t"
ok "... byte for byte" same t
tree54
sed -i 's/virt_to_page/pfn_of_page/' "$TMP/t/mm/gup.c" "$TMP/t.was/mm/gup.c"
ok "... no MMU nowhere: refused" refused "gup_nommu.cocci fits no file" lay t
tree54
sed -i 's/page_cache_add_speculative(head/grab(head/' "$TMP/t/mm/gup.c" "$TMP/t.was/mm/gup.c"
ok "... a helper that takes differently: refused" refused "does not fit.*mm/gup.c" lay t
ok "... tree untouched" same t

# ---- trees that do not fit ----
# spoiled FILE SCRIPT: after this edit of one place, the tree is refused with the file's name
spoiled() {
	tree t
	sed -i "$2" "$TMP/t/$1"
	cp "$TMP/t/$1" "$TMP/t.was/$1"
	! cmp -s "$TMP/t/$1" "$here/core/$1" || return 1
	refused "does not fit.*$1" lay t && same t
}
ok "a walk that takes differently" spoiled mm/gup.c 's/put_page(head);/give_back(head);/'
ok "a huge walk that gives back differently" spoiled mm/gup.c 's/while (refs--)/while (--refs >= 0)/'
ok "a gate page that is taken differently" spoiled mm/gup.c 's/get_page(\*page)/take(*page)/'
ok "no place to tell the entries" spoiled mm/gup.c 's/VM_BUG_ON(!!pages.*/check(pages);/'
ok "no fault flags" spoiled mm/gup.c 's/fault_flags |= FAULT_FLAG_WRITE/fault_flags++/'
ok "hugetlb takes differently" spoiled mm/hugetlb.c 's/get_page(pages\[i\])/take(pages[i])/'
ok "a fault handler of another form" spoiled mm/memory.c 's/!pte_write(entry)/!writable(entry)/'
ok "segments that are joined for another reason" spoiled block/bio.c 's, && off == bv->bv_offset,,'
ok "nommu takes differently" spoiled mm/nommu.c 's/get_page(pages\[i\])/take(pages[i])/'
ok "mips takes differently" spoiled arch/mips/mm/gup.c 's/page_ref_add(page, nr)/take(page, nr)/'
ok "callers are told something else" spoiled mm/gup.c 's/^ \* .*put_page.*/ * as usual/'
ok "another enum" spoiled include/linux/mmzone.h 's/NR_VM_NODE_STAT_ITEMS/NR_ITEMS/'
ok "other names" spoiled mm/vmstat.c 's/nr_dirty_threshold/nr_dirty_limit/'
ok "another MAINTAINERS" spoiled MAINTAINERS 's/GFS2/GFS3/'
tree t
rm "$TMP/t/mm/hugetlb.c" "$TMP/t.was/mm/hugetlb.c"
ok "a file that is missing" refused "has no mm/hugetlb.c" lay t
ok "... tree untouched" same t
tree t
rm -r "$TMP/t/arch" "$TMP/t.was/arch"
ok "an architecture that is missing is no error" lay t
tree t
echo 'obj-$(CONFIG_GUP_PIN_TRACKING) += gup_pin.o gup_pin_refs.o' >>"$TMP/t/mm/Makefile"
ok "an overlay whose records are gone" refused "records are gone" lay t

# ---- trees that count pins themselves ----
if debian=$(debian_tree); then
	mkdir "$TMP/d"
	(cd "$debian" && tar cf - Makefile block/bio.c include/linux include/media mm/Kconfig mm/Makefile mm/gup.c) | tar xf - -C "$TMP/d"
	cp -R "$TMP/d" "$TMP/d.was"
	ok "Debian 6.1: lays in" lay d
	is "... every call takes what the switch says" \
		"$(grep -c FOLL_GUP_TAKES "$TMP/d/mm/gup.c") $(grep -cE "flags \|= FOLL_GET" "$TMP/d/mm/gup.c")" "3 0"
	is "... the switch changes no header that others read" "$(grep -rl GUP_PIN_GETS "$TMP/d" --include=*.h)" "$TMP/d/mm/gup_pin.h"
	ok "... the tree does the counting" test ! -e "$TMP/d/mm/gup_pin.c"
	is "... who pinned what: two places that take, one that gives back" \
		"$(grep -c gup_pin_debug_taken "$TMP/d/mm/gup.c") $(grep -c gup_pin_debug_returned "$TMP/d/mm/gup.c")" "2 1"
	is "... every plain-reference form is declared and there" "$(overlay shape "$TMP/d" | sed -n "s/^refs=//p" | tr , "\n" | while read -r name; do
		grep -q "\<${name}_refs(" "$TMP/d/include/linux/gup_pin_refs.h" &&
			grep -q "EXPORT_SYMBOL(${name}_refs)" "$TMP/d/mm/gup_pin_refs.c" || echo "$name"
	done)" ""
	ok "... is taken out" overlay remove "$TMP/d"
	ok "... byte for byte" same d
	ok "Debian 6.1: who pinned what, alone" overlay apply --stage debug "$TMP/d"
	is "... two places that take, one that gives back" \
		"$(grep -c gup_pin_debug_taken "$TMP/d/mm/gup.c") $(grep -c gup_pin_debug_returned "$TMP/d/mm/gup.c")" "2 1"
	is "... a Kconfig that needs nothing else of ours" "$(grep -c GUP_PIN_TRACKING "$TMP/d/mm/Kconfig.gup_pin")" 0
	ok "... is taken out" overlay remove "$TMP/d"
	ok "... byte for byte" same d
fi
tree t
ok "who pinned what, where the tree does not count: refused" refused "stage debug is not for a tree" overlay apply --stage debug "$TMP/t"

done_testing
