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
	gcc -g -O1 -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare -Werror -pthread "-fsanitize=$sanitizers" \
		-DCONFIG_GUP_PIN_TRACKING -DCONFIG_SMP=1 -DCONFIG_HAVE_CMPXCHG_LOCAL=0 "$@" -I "$here/shim" -I "$TOP/kernel-overlay/include" \
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
seen "a page held by one pin alone looks unpinned" 's/page_ref_count(compound_head(page))) >=$/page_ref_count(compound_head(page))) >/; s/page_ref_count(compound_head(page)) >=$/page_ref_count(compound_head(page)) >/'
seen "the limit is compared unsigned" 's/if (count < 0 || count > MAX_PIN_COUNT - bias)/if ((unsigned int)count + bias > 0xffffffffU - bias)/'
seen "requests are counted once per head" 's/NR_GUP_FAST_PAGES_REQUESTED, refs)/NR_GUP_FAST_PAGES_REQUESTED, 1)/'
seen "returns are counted once per head" 's/NR_GUP_PAGES_RETURNED, refs)/NR_GUP_PAGES_RETURNED, 1)/'
# and others
seen "no refusal" 's/if (count < 0 || count > MAX_PIN_COUNT - bias)/if (0)/'
seen "refused one too late" 's/count > MAX_PIN_COUNT - bias/count > MAX_PIN_COUNT/'
seen "refused only for single pins" 's/if (refs > MAX_PIN_COUNT .*/if (0)/'
seen "a free page is pinned" 's/if (!count)/if (0)/'
seen "compared and added in two steps" 's/^#include <linux\/kernel.h>/&\n#include <sched.h>/; s/!atomic_try_cmpxchg(&head->_refcount, &count, count + bias)/(sched_yield(), atomic_store(\&head->_refcount.v, count + bias), 0)/'
seen "a tail page counts by itself" 's/struct page \*head = compound_head(page);/struct page *head = page;/'
seen "a device page is freed at zero" 's/if (is_zone_device_page(head)) {/if (0) {/'
seen "a back-off is not counted" '/NR_GUP_FAST_PAGE_BACKOFFS, refs/d'
seen "a refusal is not counted" '/NR_GUP_PAGE_COUNT_OVERFLOWS, refs/d'
seen "what a processor counted is counted twice" 's/this_cpu_xchg(\*mine, 0)/enough/'
seen "... or lost by whoever comes in between" 's/node_page_state_add(this_cpu_xchg(\*mine, 0), node, item);/({ node_page_state_add(*mine, node, item); sched_yield(); *mine = 0; });/; s/^#include <linux.kernel.h>/&\n#include <sched.h>/'
seen "... or has no room" 's/enough = 64/enough = 127/; s/node_page_state_add(this_cpu_xchg/sched_yield(), &/; s/^#include <linux.kernel.h>/&\n#include <sched.h>/'
seen "an NMI counts where it may not" 's/ && in_nmi()/ \&\& 0/'
seen "references keep a part of the bias" 's/page_ref_sub(head, GUP_PIN_COUNTING_BIAS - 1)/page_ref_sub(head, GUP_PIN_COUNTING_BIAS - 2)/'
seen "a wrapped count looks unpinned" 's/return (unsigned int)page_ref_count/return page_ref_count/'
seen "what cannot be refused is not taken" '/page_ref_add(head, GUP_PIN_COUNTING_BIAS);/d'
seen "what cannot be refused goes round to zero" 's/^\treturn unlikely(.*KEPT_COUNT);/\treturn 0;/'
seen "a page that is kept for ever is released" '/^static .*void drop_pins/,/^}/{/is_kept/,+1d;}'
seen "... by what makes pins ordinary" 's/if (!is_kept(head))/if (1)/'

# ---- every order of events, for one page and five actors ----

# model [MUTANT]: prints the number of errors that spin finds
model() {
	mkdir -p "$TMP/model$1"
	(cd "$TMP/model$1" && spin "-DMUTANT=$1" -a "$here/pins.pml" >log 2>&1 &&
		gcc -O2 -DSAFETY -o pan pan.c >>log 2>&1 && timeout 120 ./pan -m100000 >>log 2>&1 || :)
	sed -n 's/.*errors: \([0-9]*\).*/\1/p' "$TMP/model$1/log"
}
if command -v spin >/dev/null; then
	is "no order of events loses a page, frees it early or hides a pin" "$(model 0)" 0
	is "... and the search was complete" "$(grep -cE 'max search depth too small|error: ' "$TMP/model0/log")" 0
	echo "# $(sed -n 's/^ *\([0-9]*\) states, stored.*/\1/p' "$TMP/model0/log") states"
	for number in 1 2 3 4 5 6 7 8; do
		is "seen by the model: $(sed -n "s/^ \*\t$number //p" "$here/pins.pml")" "$(model $number)" 1
	done
else
	ok "the model # SKIP spin is not installed" true
fi

done_testing
