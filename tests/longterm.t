#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# PIN008: pins that user space ends in its own time, without FOLL_LONGTERM. The
# acquisitions that it has to name are marked in tests/longterm; all others there
# are traps.
set -eu
# shellcheck source=/dev/null
. "$(dirname "$0")/lib.sh"

tree=$TMP/tree
mkdir -p "$tree"
cp -R "$TOP/tests/pair/skeleton/." "$tree/"
cat >>"$tree/include/linux/mm.h" <<'END'
long pin_user_pages(unsigned long start, unsigned long nr_pages, unsigned int gup_flags, struct page **pages);
int pin_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags, struct page **pages);
void unpin_user_page(struct page *page);
void unpin_user_pages(struct page **pages, unsigned long npages);
void unpin_user_pages_dirty_lock(struct page **pages, unsigned long npages, bool make_dirty);
END
fixtures=$(cd "$TOP/tests/longterm" && find . -name '*.[ch]' | sed 's,^\./,,' | LC_ALL=C sort)
for f in $fixtures; do
	name=${f%/*}
	[ "$name" != "$f" ] || name=${f%.c}
	mkdir -p "$tree/drivers/$name"
	cp "$TOP/tests/longterm/$f" "$tree/drivers/$name/"
done

mkdir "$TMP/out"
ok "inspected" env PINCER_CACHE="$TMP/cache" "$TOP/scripts/inspect.sh" "$tree" "$TMP/out"
records=$TMP/out/records
[ -f "$records" ] || { done_testing; exit 1; }
(cd "$tree" && grep -n '/\* PIN008 \*/' drivers/*/*.c) | cut -d: -f1,2 | LC_ALL=C sort >"$TMP/want"
awk -F '\t' '$1 == "F" && $2 == "PIN008" { print $4 ":" $5 }' "$records" | LC_ALL=C sort >"$TMP/got"
ok "some are marked" test "$(wc -l <"$TMP/want")" -ge 3
for name in $(cd "$tree/drivers" && echo *); do
	is "$name" "$(grep "^drivers/$name/" "$TMP/got" || :)" "$(grep "^drivers/$name/" "$TMP/want" || :)"
done
is "where it is kept, taken out, and who runs that" \
	"$(awk -F '\t' '$1 == "F" { on = $2 == "PIN008" && $4 ~ /across/; if (on) { sub(/ until .*/, "", $10); print $10 } }
		on && $1 == "T" { print $2 ":" $3 " " $5 }' "$records")" \
"$(cat <<'END'
pin_user_pages_fast(): the pages stay pinned in struct acr_map, field page
drivers/across/pin.c:15 taken out again by acr_free()
drivers/across/map.c:16 which comes from acr_vma_close(), run as vm_operations_struct.close
END
)"
is "of the wanted ones nothing else is wrong" "$(awk -F '\t' '$1 == "F" && $2 ~ /PIN00[126]/ { print $2, $4 ":" $5 }' "$records")" ""

# ---- who runs a function, as pincer-scan sees it ----
cat >"$TMP/one.c" <<'END'
static const struct foo_ops first = { .run = fun, .stop = &fun };
static struct table_row rows[] = { { 1, fun }, [2] = { "fun", fun } };
DEFINE_THING(thing, fun);
struct foo *other(int fun);
int caller(struct x *x)
{
	x->hook = fun;
	register_it(x, 3, fun);
	if (x)
		return fun(x) + x->fun(x) + x->run(x);
	/* fun() */
	return "fun()";
}
SYSCALL_DEFINE2(called, int, a, int, b)
{
	return fun(a);
}
static int fun(int a)
{
	return a;
}
END
printf 'fun\n.run\n' | LC_ALL=C sort >"$TMP/names"
is "uses" "$(cd "$TMP" && echo one.c | "$BUILD/bin/pincer-scan" uses . names | awk -F '\t' '{ print $2, $4, $5, "in:" $6, "with:" $7, $8 }')" \
"$(cat <<'END'
1 fun slot in: with:run foo_ops
1 fun slot in: with:stop foo_ops
2 fun slot in: with:, table_row
2 fun slot in: with:, table_row
3 fun given in: with:DEFINE_THING 
7 fun slot in:caller with:hook 
8 fun given in:caller with:register_it 
10 fun call in:caller with: 
10 .run through in:caller with: 
16 fun call in:called with: 
18 fun body in:fun with:static 
END
)"

done_testing
