#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The core alone: the C that goes into the kernel, compiled for user space over a thin shim of atomics
# and struct page, and a model of its races. Each mistake made on purpose has to be seen.
set -eu

. "$(dirname "$0")/lib.sh"

here=$TOP/tests/core
core=$TOP/kernel-overlay/mm/gup_pin.c

# build NAME SANITIZERS PROGRAM CORE [OPTION...]
build() {
	out=$TMP/$1 sanitizers=$2 program=$3 source=$4
	shift 4
	# shellcheck disable=SC2086 # an option, or none
	gcc -g -O1 -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare -Werror -pthread "-fsanitize=$sanitizers" -fno-sanitize-recover=all \
		${tracking--DCONFIG_GUP_PIN_TRACKING} -DCONFIG_SMP=1 -DCONFIG_HAVE_CMPXCHG_LOCAL=0 -DCONFIG_TRANSPARENT_HUGEPAGE "$@" -I "$here/shim" -I "$TOP/kernel-overlay/include" \
		-I "$TOP/kernel-overlay/mm" -o "$out" "$here/$program" "$source"
}

# TSan does not start where addresses are spread too widely
fixed() { setarch -R timeout 120 "$@"; }

ok "unit tests build" build unit address,undefined unit.c "$core"
ok "the arithmetic holds, and nothing is out of bounds" "$TMP/unit"
ok "... without the checks of DEBUG_VM" build unit-plain undefined unit.c "$core" -DNO_DEBUG_VM
ok "... too" "$TMP/unit-plain"
ok "threads build for TSan" build stress-tsan thread stress.c "$core"
ok "walks, unmapping, reclaim, writeback and the limit: no race (TSan)" fixed "$TMP/stress-tsan" 20000
ok "threads build for ASan" build stress-asan address,undefined stress.c "$core"
ok "... no page lost or freed early (ASan)" timeout 120 "$TMP/stress-asan" 40000

# mutant DESCRIPTION SED-SCRIPT: with this mistake in the core, unit or stress fails. Without the checks
# of DEBUG_VM, which would see some of them first.
mutant() {
	sed "$2" "$core" >"$TMP/mutant.c"
	! cmp -s "$core" "$TMP/mutant.c" || { echo "the mistake does not apply any more: $2"; return 1; }
	build mutant-unit undefined unit.c "$TMP/mutant.c" -DNO_DEBUG_VM -Wno-error || return 1
	build mutant-stress undefined stress.c "$TMP/mutant.c" -DNO_DEBUG_VM -Wno-error || return 1
	! timeout 20 "$TMP/mutant-unit" || ! timeout 20 "$TMP/mutant-stress" 40000
}
# seen MISTAKE SED-SCRIPT
seen() { ok "seen: $1" mutant "$1" "$2"; }

# the RFC's
seen "a huge mapping adds one bias" 's/bias = refs \* GUP_PIN_COUNTING_BIAS;/bias = GUP_PIN_COUNTING_BIAS;/'
seen "the last pin does not free the page" 's/} else if (page_ref_sub_and_test(head, bias)) {/} else if (page_ref_sub(head, bias), 0) {/'
seen "a page held by one pin alone looks unpinned" 's/page_ref_count(head) >= GUP_PIN_COUNTING_BIAS &&/page_ref_count(head) > GUP_PIN_COUNTING_BIAS \&\&/'
seen "the limit is compared unsigned" 's/if (unlikely((unsigned int)count - 1 >= MAX_PIN_COUNT - bias))/if (!count || (unsigned int)count > 0xffffffffU - bias)/'
seen "requests are counted once per head" 's/NR_GUP_FAST_PAGES_REQUESTED, refs)/NR_GUP_FAST_PAGES_REQUESTED, 1)/'
seen "returns are counted once per head" 's/NR_GUP_PAGES_RETURNED, refs)/NR_GUP_PAGES_RETURNED, 1)/'
# and others
seen "no refusal" 's/if (unlikely((unsigned int)count - 1 >= MAX_PIN_COUNT - bias))/if (!count)/'
seen "refused one too late" 's/count - 1 >= MAX_PIN_COUNT - bias/count - 1 >= MAX_PIN_COUNT/'
seen "refused only for single pins" 's/if (refs > MAX_PIN_COUNT .*/if (0)/'
seen "a free page is pinned" 's/(unsigned int)count - 1 >= MAX_PIN_COUNT - bias/(unsigned int)count > MAX_PIN_COUNT - bias/'
seen "compared and added in two steps" 's/^#include <linux\/kernel.h>/&\n#include <sched.h>/; s/!atomic_try_cmpxchg(&head->_refcount, &count, count + bias)/(sched_yield(), atomic_store(\&head->_refcount.v, count + bias), 0)/'
seen "a tail page counts by itself" 's/struct page \*head = compound_head(page);/struct page *head = page;/'
seen "a device page is freed at zero" 's/if (is_zone_device_page(head)) {/if (0) {/'
seen "a back-off is not counted" '/NR_GUP_FAST_PAGE_BACKOFFS, refs/d'
seen "a refusal is not counted" '/NR_GUP_PAGE_COUNT_OVERFLOWS, refs/d'
seen "what a processor counted is counted twice" 's/this_cpu_xchg(\*mine, 0)/enough/'
seen "... or lost by whoever comes in between" 's/node_page_state_add(this_cpu_xchg(\*mine, 0), node, item);/({ node_page_state_add(*mine, node, item); sched_yield(); *mine = 0; });/; s/^#include <linux.kernel.h>/&\n#include <sched.h>/'
seen "... or has no room" 's/enough = 64/enough = 127/; s/node_page_state_add(this_cpu_xchg/sched_yield(), &/; s/^#include <linux.kernel.h>/&\n#include <sched.h>/'
seen "an NMI counts where it may not" 's/ && in_nmi()/ \&\& 0/'
seen "references keep a part of the bias" 's/page_ref_sub(head, bias - run)/page_ref_sub(head, bias - 2 * run)/'
seen "a wrapped count looks unpinned" 's/return (unsigned int)page_ref_count(head) >= GUP/return page_ref_count(head) >= GUP/'
seen "what cannot be refused is not taken" '/page_ref_add(head, GUP_PIN_COUNTING_BIAS);/d'
seen "... or makes the count negative" 's/KEPT_COUNT - GUP_PIN_COUNTING_BIAS))/0xe0000000U))/'
seen "... or is kept from the first one on" 's/KEPT_COUNT - GUP_PIN_COUNTING_BIAS))/MAX_PIN_COUNT - GUP_PIN_COUNTING_BIAS))/'
seen "a page that is kept for ever is released" '/fewer than those that are to be dropped/,/^\t}/d'
seen "... by what makes pins ordinary" 's/if (is_kept(head))$/if (0)/'
seen "... or is no longer kept after a while" 's/set_page_count(head, KEPT_MIDDLE)/set_page_count(head, KEPT_COUNT)/'
seen "one release too many takes what is not there" 's/(unsigned int)page_ref_count(head) - bias >=$/page_ref_count(head) >=/; s/\t\t     KEPT_COUNT - bias))/\t\t     KEPT_COUNT))/'
seen "... and nobody hears of it" 's/WARN_ONCE(1, "gup_pin: page frame %#lx is released/WARN_ONCE(0, "gup_pin: page frame %#lx is released/'
seen "the zero page is pinned" 's/^\t\tis_zero_pfn(page_to_pfn(head)));/\t\t0);/'
seen "... the huge one" 's/return is_huge_zero_page(head) ||/return/'
seen "... its flag is not looked at" 's/ | 1UL << PG_head)/)/'
seen "... it goes away while it is in use" 's/mm_get_huge_zero_page(&init_mm)/(void)0/'
seen "... what has its flags is not pinned either" 's/return is_huge_zero_page(head) ||/return true ||/'
# once for each of those who take or drop
for where in get_gup_pin_page get_gup_pin_page_nofail fast_pins drop_pins gup_fast_back_off gup_pins_to_refs page_gup_pinned; do
	seen "... $where() pins or drops it alone" "/[ *]$where(struct/,/^}/s/is_zero_head(head)/0/"
done
seen "a run of pages goes on into the next page" 's/ && compound_head(pages\[run\]) == head//'
seen "... drops one" 's/\t\t\tdrop_pins(head, run);/\t\t\tdrop_pins(head, 1);/'
seen "... is as long as it likes" 's/npages < MAX_RUN ? npages : MAX_RUN/npages/'

# ---- 64 pins of one huge page, dropped at once ----

# batch CORE: how many times the instructions of put_user_pages() does one put_user_page() after the other take?
batch() {
	gcc -O2 -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare -DNO_DEBUG_VM -DCONFIG_GUP_PIN_TRACKING -DCONFIG_SMP=1 \
		-DCONFIG_HAVE_CMPXCHG_LOCAL=0 -DCONFIG_TRANSPARENT_HUGEPAGE -I "$here/shim" -I "$TOP/kernel-overlay/include" \
		-I "$TOP/kernel-overlay/mm" -o "$TMP/batch" "$here/batch.c" "$1" || return 1
	for how in none each once; do
		valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null "$TMP/batch" "$how" 1000 2>&1 |
			sed -n 's/,//g; s/.*I *refs: *//p'
	done | awk '{ n[NR] = $1 } END { printf "%.1f\n", (n[3] > n[1] ? (n[2] - n[1]) / (n[3] - n[1]) : 0) }'
}
if command -v valgrind >/dev/null; then
	times=$(batch "$core")
	ok "put_user_pages() takes less than half of the instructions: $times" awk -v times="$times" 'BEGIN { exit !(times >= 2) }'
	sed 's/while (run < most/while (0 \&\& run < most/' "$core" >"$TMP/mutant.c"
	times=$(batch "$TMP/mutant.c")
	ok "seen: it goes page by page: $times" awk -v times="$times" 'BEGIN { exit !(times > 0 && times < 2) }'
else
	ok "put_user_pages() takes less than half of the instructions # SKIP valgrind is not installed" true
fi

# ---- the walks, laid into a tree ----

# lay NAME: the shapes of v5.0 or of 5.4 with the core, in $TMP/NAME
lay() {
	cp -R "$TOP/tests/overlay/common" "$TMP/$1"
	cp -R "$TOP/tests/overlay/before-5.2/." "$TOP/tests/overlay/core/." "$TMP/$1"
	if [ "$1" = 5.4 ]; then
		rm -r "$TMP/$1/arch"
		cp -R "$TOP/tests/overlay/5.4/." "$TOP/tests/overlay/core-5.4/." "$TMP/$1"
	fi
	"$TOP/scripts/overlay.sh" apply --stage core "$TMP/$1"
}
# walks OUT NAME [OPTION...]: the test of the walks, with what was laid into that tree
walks() {
	walks_out=$1 laid=$TMP/$2
	shift 2
	build "$walks_out" address,undefined walk.c "$core" -Wno-unused-function -Wno-unused-but-set-variable -Wno-unused-label \
		"-DLAID_GUP=\"$laid/mm/gup.c\"" "-DLAID_HUGETLB=\"$laid/mm/hugetlb.c\"" "$@"
}
for shape in 5.0 5.4; do
	ok "the walks of $shape" lay $shape
	ok "... build" walks walk-$shape $shape
	ok "... write down what they have, see a split, and ask for the fault" "$TMP/walk-$shape"
done
ok "... without an MMU" walks walk-nommu 5.0 "-DLAID_NOMMU=\"$TMP/5.0/mm/nommu.c\""
ok "... too" "$TMP/walk-nommu"
# astray MISTAKE FILE SED-SCRIPT: with this mistake in the walk it is seen
astray() {
	rm -rf "$TMP/astray"
	cp -R "$TMP/5.0" "$TMP/astray"
	sed -i "$3" "$TMP/astray/$2"
	! cmp -s "$TMP/5.0/$2" "$TMP/astray/$2" || { echo "the mistake does not apply any more: $3"; return 1; }
	walks walk-astray astray -Wno-error "-DLAID_NOMMU=\"$TMP/astray/mm/nommu.c\"" && ! "$TMP/walk-astray"
}
wrong() { ok "seen: $1" astray "$@"; }
wrong "hugetlb writes down what it does not have" mm/hugetlb.c 's/err = get_gup_pin_page(/pages[i] = lookup(vma, i); &/'
wrong "the gate page is written down before it is taken" mm/gup.c 's/found = gup_follow_get(/*page = found; &/'
wrong "without an MMU, too" mm/nommu.c 's/if (virt_to_page(start)/pages[i] = virt_to_page(start); &/'
wrong "a refused huge walk leaves its slots" mm/gup.c '/memset(pages + \*nr, 0/d'
wrong "... that of a device" mm/gup.c '/pages\[\*nr\] = NULL;/d'
wrong "a split in between is not seen" mm/gup.c 's/compound_head(page) != head ||//'
wrong "any fault will do" mm/gup.c 's/(ret & VM_FAULT_WRITE) && (fault_flags/(fault_flags/'
wrong "no fault is asked for" mm/gup.c 's/fault_flags |= FAULT_FLAG_GUP_WRITE;/;/'

# ---- the switch off ----

for has in "" -DTREE_HAS_TRY_GET_PAGE; do
	ok "without tracking${has:+, in a tree that refuses pages}: builds" eval "tracking= build off$has address,undefined off.c -xc $has -Wno-unused-parameter /dev/null"
	ok "... as it was, and every name is there" "$TMP/off$has"
done

# ---- every order of events, for one page and five actors ----

# model FILE MUTANT: prints the number of errors that spin finds
model() {
	mkdir -p "$TMP/$1$2"
	(cd "$TMP/$1$2" && spin "-DMUTANT=$2" -a "$here/$1.pml" >log 2>&1 &&
		gcc -O2 -DSAFETY -o pan pan.c >>log 2>&1 && timeout 300 ./pan -m100000 >>log 2>&1 || :)
	sed -n 's/.*errors: \([0-9]*\).*/\1/p' "$TMP/$1$2/log"
}
if command -v spin >/dev/null; then
	is "no order of events loses a page, frees it early or hides a pin" "$(model pins 0)" 0
	is "... nor where a huge page is split, is full, or has too many pins" "$(model split 0)" 0
	for file in pins split; do
		is "... and the search was complete ($file)" "$(grep -cE 'max search depth too small|error: ' "$TMP/${file}0/log")" 0
		echo "# $(sed -n 's/^ *\([0-9]*\) states, stored.*/\1/p' "$TMP/${file}0/log") states"
		sed -n 's/^ \*\t\([0-9]\) .*/\1/p' "$here/$file.pml" >"$TMP/mutants"
		while read -r number; do
			is "seen by the model: $(sed -n "s/^ \*\t$number //p" "$here/$file.pml")" "$(model $file "$number" </dev/null)" 1
		done <"$TMP/mutants"
	done
else
	ok "the model # SKIP spin is not installed" true
fi

done_testing
