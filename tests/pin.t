#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The pin dialect: which groups take pins, and at both ends. Fixtures as in
# tests/pair.t; an acquisition that has to be renamed is marked "paired p", all
# others with another letter.
set -eu
# shellcheck source=/dev/null
. "$(dirname "$0")/lib.sh"

pin=$TOP/tests/pin
tree=${PIN_TREE:-$TMP/tree}
fixtures=$(cd "$pin" && for f in *.c */; do
	f=${f%/}
	printf '%s\n' "${f%.c}"
done)

mkdir -p "$tree"
cp -R "$TOP/tests/pair/skeleton/." "$tree/"
cat >>"$tree/include/linux/mm.h" <<'END'
long pin_user_pages(unsigned long start, unsigned long nr_pages, unsigned int gup_flags,
		    struct page **pages, struct vm_area_struct **vmas);
long pin_user_pages_remote(struct mm_struct *mm, unsigned long start, unsigned long nr_pages,
			   unsigned int gup_flags, struct page **pages, int *locked);
long pin_user_pages_unlocked(unsigned long start, unsigned long nr_pages,
			     struct page **pages, unsigned int gup_flags);
int pin_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags, struct page **pages);
void unpin_user_page(struct page *page);
void unpin_user_pages(struct page **pages, unsigned long npages);
void unpin_user_pages_dirty_lock(struct page **pages, unsigned long npages, bool make_dirty);
END
for fixture in $fixtures; do
	mkdir -p "$tree/drivers/$fixture"
	if [ -d "$pin/$fixture" ]; then
		cp "$pin/$fixture"/* "$tree/drivers/$fixture/"
	else
		cp "$pin/$fixture.c" "$tree/drivers/$fixture/"
	fi
done

# of FIXTURE LINES
of() {
	awk -F '\t' -v OFS='\t' -v name="$1" '$1 == name { print $2, $3 }' "$2" | LC_ALL=C sort
}

as_marked() {
	of "$1" "$TMP/expected" >"$TMP/want"
	of "$1" "$TMP/actual" >"$TMP/got"
	[ -s "$TMP/want" ] && diff -U 0 "$TMP/want" "$TMP/got"
}

ok "analysed" env API=pin PINCER_CACHE="$TMP/cache" "$TOP/scripts/analyse.sh" "$tree" "$TMP/out"
sites=$TMP/out/sites.tsv
[ -f "$sites" ] || { done_testing; exit 1; }
(cd "$tree" && awk -f "$TOP/tests/pair/expected.awk" drivers/*/*.[ch]) >"$TMP/expected"
awk -f "$TOP/tests/pair/actual.awk" "$TMP/expected" "$sites" >"$TMP/actual"
for fixture in $fixtures; do
	ok "$fixture" as_marked "$fixture"
done

# (the form for kernels below 5.6 keeps its name)
awk -F '\t' -v OFS='\t' '$3 == "paired p" { print $2 }' "$TMP/expected" | grep -v taken_by_version.c:15 | LC_ALL=C sort >"$TMP/want"
awk -F '\t' -v OFS='\t' '$5 == "acquire" { print $1 ":" $2 }' "$TMP/out/plan.tsv" | LC_ALL=C sort >"$TMP/got"
ok "the acquisitions renamed are those of the groups that take pins" diff -U 0 "$TMP/want" "$TMP/got"
is "no release of the plan is left with an acquisition that is not renamed, but for one that older kernels compile" "$(awk -F '\t' '
	FNR == 1 { part++; next }
	part == 1 { planned[$1 FS $2 FS $3]; if ($5 == "release") group[$7]; next }
	$5 == "acquisition" && $8 in group && $6 ~ /^get_/ && $7 != "no-refs" && !(($1 FS $2 FS $3) in planned) { print $1 ":" $2 }
	' "$TMP/out/plan.tsv" "$sites")" drivers/taken_by_version/taken_by_version.c:15
is "and each group of the plan has both ends, or had one already" "$(awk -F '\t' '
	FNR == NR { planned[$7]; if ($5 == "acquire") end[$7] = end[$7] "a"; if ($5 == "release") end[$7] = end[$7] "r"; next }
	$5 == "acquisition" && $6 ~ /pin_/ { end[$8] = end[$8] "a" }
	$5 == "release" && $6 ~ /unpin_/ { end[$8] = end[$8] "r" }
	END { for (g in planned) if (g != "group" && (end[g] !~ /a/ || end[g] !~ /r/)) print g, end[g] }' "$TMP/out/plan.tsv" "$sites")" ""

# evidence FIXTURE: what is said of its first acquisition
evidence() {
	awk -F '\t' -v dir="drivers/$1/" 'index($1, dir) == 1 && $5 == "acquisition" { sub(/^.*; /, "", $10); print $10; exit }' "$sites"
}
is "the case and the line that decided: a device" "$(evidence dma)" \
	"case 1, the data is read or written by a device: dma_map_sg() at drivers/dma/dma.c:23, sg_alloc_table_from_pages() at drivers/dma/dma.c:21, set_page_dirty_lock() at drivers/dma/dma.c:31"
is "... nothing but struct page" "$(evidence struct_only)" "case 4, nothing was found that gets at the data"
is "... read" "$(evidence read_by_cpu)" "case 5, the data is accessed: kmap_local_page() at drivers/read_by_cpu/read_by_cpu.c:12"
is "... for long" "$(evidence longterm)" "case 2, the data is used for long: FOLL_LONGTERM is given"
is "... a notifier" "$(evidence notifier_gives_back)" \
	"case 3, MMU notifiers: mmu_interval_notifier_insert() at drivers/notifier_gives_back/notifier_gives_back.c:31"

# ---- rewritten ----
# shellcheck disable=SC2046 # options
ok "rewritten" "$TOP/scripts/rewrite.sh" "$tree" "$TMP/out/plan.tsv" "$TMP/new" --dirty-lock-shape 3 --dirty no
is "all of it" "$(sed 1d "$TMP/new/failed.tsv")" ""
is "names, flags and bulk forms" "$(sed -n 's/^+[\t ]*//p' "$TMP/new/convert.patch" | grep -v '^++' | sed 's, */\*.*,,')" \
"$(sed 's/^	*//' <<'END'
	if (pin_user_pages_fast(addr, 1, 0, &d->page) != 1)
	unpin_user_page(d->page);
	if (pin_user_pages_fast(addr, 1, 0, &page) != 1) {
	unpin_user_page(e->page);
	got = pin_user_pages_fast(addr, job->n, FOLL_WRITE, job->pages);
	unpin_user_page(job->pages[i]);
	unpin_user_page(job->pages[i]);
	if (pin_user_pages_unlocked(addr, 1, &page, FOLL_WRITE) != 1)
	unpin_user_pages_dirty_lock(&page, 1, true);
	return pin_user_pages(addr, r->n, flags, r->pages, NULL);
	unpin_user_pages(r->pages, r->n);
	m->n = pin_user_pages_fast(addr, m->n, FOLL_WRITE, m->pages);
	unpin_user_page(m->pages[i]);
	unpin_user_pages(r->pages, r->n);
	r->n = pin_user_pages_fast(addr, r->n, FOLL_WRITE | FOLL_LONGTERM, r->pages);
	r->n = pin_user_pages_fast(addr, r->n, FOLL_WRITE, r->pages);
	unpin_user_page(r->pages[i]);
	m->n = pin_user_pages_fast(addr, n, 1, m->pages);
	unpin_user_pages(m->pages, m->n);
	m->n = pin_user_pages_fast(addr, m->n, FOLL_WRITE, m->pages);
	unpin_user_page(m->pages[i]);
	int n = pin_user_pages(addr, b->n, FOLL_WRITE, b->pages, NULL);
	unpin_user_pages(b->pages, n);
	unpin_user_pages_dirty_lock(b->pages, b->n, dirty);
	unpin_user_page(page);
	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
	unpin_user_page(page);
	if (pin_user_pages(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &page, NULL) != 1)
	unpin_user_page(pfn_to_page(PFN_DOWN(e->addr)));
	m->n = pin_user_pages_fast(addr, n, FOLL_WRITE, m->pages);
	unpin_user_page(m->pages[i]);
END
)"
ok "a second run has nothing to do" sh -c '
	cp -R "$1/new/new/." "$2/" && API=pin PINCER_CACHE="$1/cache" "$TOP/scripts/analyse.sh" "$2" "$1/again" &&
	[ "$(wc -l <"$1/again/plan.tsv")" -eq 1 ]' - "$TMP" "$tree"

# ---- dialects ----
ok "API=put gives no acquisition another name" sh -c '
	API=put PINCER_CACHE="$1/cache" "$TOP/scripts/analyse.sh" "$2" "$1/put" && ! grep -q "	acquire	" "$1/put/plan.tsv"' - "$TMP" "$tree"

# refused SAYS COMMAND...: exit status 2 and one line that begins so
refused() {
	says=$1 rc=0
	shift
	"$@" >"$TMP/said" 2>&1 || rc=$?
	[ $rc -eq 2 ] && [ "$(wc -l <"$TMP/said")" -eq 1 ] && grep -qF "pincer: $says" "$TMP/said"
}
ok "an unknown dialect" refused "API=pinn: no such dialect; say one of: put pin" \
	env API=pinn "$TOP/scripts/analyse.sh" "$tree" "$TMP/bad"
ok "a tree without pins" refused "API=pin: $TMP/old/include/linux/mm.h declares no pin_user_pages()" sh -c '
	cp -R "$TOP/tests/pair/skeleton" "$1" && sed -i "/pin_user_pages/d" "$1/include/linux/mm.h" &&
	API=pin exec "$TOP/scripts/analyse.sh" "$1" "$2"' - "$TMP/old" "$TMP/bad"

done_testing
