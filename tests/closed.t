#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Closed groups: a group is rewritten only if every way is accounted for on which
# its acquisition succeeded.  Each fixture of tests/closed/ is a module of its own,
# marked as those of tests/pair/ are.
set -eu
# shellcheck source=/dev/null
. "$(dirname "$0")/lib.sh"

closed=$TOP/tests/closed

# verdicts of the fixture $1, in module scope and the dialect $2
decide() {
	mkdir -p "$TMP/$1/drivers/$1"
	cp "$closed/$1.c" "$TMP/$1/drivers/$1/"
	env PINCER_MODULE=1 API="$2" PINCER_CACHE="$TMP/cache" "$TOP/scripts/analyse.sh" "$TMP/$1" "$TMP/$1.$2" >"$TMP/out" 2>&1 ||
		{ cat "$TMP/out"; return 1; }
}

as_marked() {
	decide "$1" pin || return 1
	(cd "$TMP/$1" && awk -f "$TOP/tests/pair/expected.awk" "drivers/$1/$1.c") >"$TMP/expected"
	awk -f "$TOP/tests/pair/actual.awk" "$TMP/expected" "$TMP/$1.pin/sites.tsv" | cut -f 2- | LC_ALL=C sort >"$TMP/got"
	cut -f 2- "$TMP/expected" | LC_ALL=C sort >"$TMP/want"
	[ -s "$TMP/want" ] && diff -U 0 "$TMP/want" "$TMP/got"
}

for fixture in "$closed"/*.c; do
	name=${fixture##*/}
	ok "${name%.c}" as_marked "${name%.c}"
done

# In the put dialect nothing may stay a pin whose release was not seen.
demoted() {
	decide "$1" put || return 1
	awk -F '\t' '$5 == "acquisition" && $7 != "demoted" { print; bad = 1 } $5 == "release" && $7 ~ /^(convert|unify)$/ { print; bad = 1 }
		END { exit bad }' "$TMP/$1.put/sites.tsv"
}
for name in stored_as_another_struct helper_of_error_path on_a_list given_to_unread nobody_calls caller_keeps one_more_for_another; do
	ok "put dialect: $name takes ordinary references" demoted "$name"
done
ok "LOOSE=report leaves them" sh -c 'LOOSE=report PINCER_MODULE=1 API=put PINCER_CACHE="$1/cache" "$2/scripts/analyse.sh" "$1/on_a_list" "$1/report" >/dev/null 2>&1 &&
	! grep -q demoted "$1/report/sites.tsv"' sh "$TMP" "$TOP"
ok "... and LOOSE= takes nothing else" sh -c '! LOOSE=maybe PINCER_MODULE=1 API=put PINCER_CACHE="$1/cache" "$2/scripts/analyse.sh" "$1/on_a_list" "$1/report" 2>"$1/err" &&
	grep -q "^pincer: LOOSE=maybe: say demote or report" "$1/err"' sh "$TMP" "$TOP"
ok "the evidence names the loose end" grep -q "gives the address of a part of the page to list_add_tail()" "$TMP/on_a_list.pin/sites.tsv"

# A file that goes deeper than the reader's stack: it may put anything where its words lead to.
mkdir "$TMP/deep"
echo 'struct box { struct page *page; };' >"$TMP/deep/box.h"
cat >"$TMP/deep/box.c" <<'END'
#include "box.h"

int box_of_user(struct box *box, unsigned long user)
{
	return get_user_pages_fast(user, 1, FOLL_WRITE, &box->page);
}

void box_drop(struct box *box)
{
	clear_highpage(box->page);
	put_page(box->page);
}
END
{
	echo '#include "box.h"'
	echo 'int deep(struct box *box, int a)'
	echo '{'
	echo '	box->page = alloc_page(GFP_KERNEL);'
	printf '	return a'
	awk 'BEGIN { for (i = 0; i < 20000; i++) printf " + a"; print ";" }'
	echo '}'
} >"$TMP/deep/deep.c"
PINCER_MODULE=1 API=pin PINCER_CACHE="$TMP/cache" prlimit --stack=524288 "$TOP/scripts/analyse.sh" "$TMP/deep" "$TMP/deep.out"
is "what fills the field in a file that the reader gives up on is not known to be of the group" \
	"$(awk -F '\t' '$5 == "release" { print $7 }' "$TMP/deep.out/sites.tsv")" mixed

# A page of another kind that an initialiser puts in, in a file of its own that need not name the field.
cat >"$TMP/box.h" <<'END'
struct box {
	int n;
	struct page *page[2];
	union {
		void *of;
		struct page *spare;
	};
};
struct crate {
	struct box in;
	int id;
};
END
cat >"$TMP/box.c" <<'END'
#include "box.h"

int box_of_user(struct box *box, unsigned long user)
{
	return get_user_pages_fast(user, 2, FOLL_WRITE, box->page);
}

int box_spare(struct box *box, unsigned long user)
{
	return get_user_pages_fast(user, 1, FOLL_WRITE, &box->spare);
}

void box_drop(struct box *box)
{
	clear_highpage(box->page[0]);
	put_page(box->page[0]);
	put_page(box->page[1]);
}

void box_drop_spare(struct box *box)
{
	clear_highpage(box->spare);
	put_page(box->spare);
}
END
# filled TEXT: the verdicts of the releases, in their order, where another file is TEXT
filled() {
	rm -rf "$TMP/init"
	mkdir "$TMP/init"
	cp "$TMP/box.h" "$TMP/box.c" "$TMP/init"
	printf '#include "box.h"\n%s\n' "$1" >"$TMP/init/fill.c"
	PINCER_MODULE=1 API=pin PINCER_CACHE="$TMP/cache" "$TOP/scripts/analyse.sh" "$TMP/init" "$TMP/init.out" >/dev/null 2>&1
	awk -F '\t' '$5 == "release" { printf "%s%s", s, $7; s = " " }' "$TMP/init.out/sites.tsv"
}
# initialised STATEMENTS: the same, where a function of another file fills a box by them
initialised() {
	filled "void fill(struct box *box) { $1 }"
}
new='alloc_page(GFP_KERNEL)'
is "nothing is put in" "$(initialised 'box->n = 0;')" "convert convert convert"
while IFS='|' read -r how text; do
	is "put in by an initialiser: $how" "$(initialised "$text")" "mixed mixed convert"
done <<END
an array in braces|struct box own = { .page = { $new } }; *box = own;
an element by its index|struct box own = { .page[1] = $new }; *box = own;
an element in braces by its index|struct box own = { .page = { [1] = $new } }; *box = own;
by order|struct box own = { 1, { $new } }; *box = own;
a literal, by order|*box = (struct box){ 1, { $new } };
the old way to name a field|struct box own = { page: { $new } }; *box = own;
an element of an array of structs|struct box own[2] = { [1] = { 1, { $new } } }; *box = own[1];
a member of another struct|struct crate c = { .in = { 1, { $new } } }; *box = c.in;
a member of another struct, by order|struct crate c = { { 1, { $new } }, 2 }; *box = c.in;
all the way named|struct crate c = { .in.page[1] = $new }; *box = c.in;
a local array|struct page *p[1] = { $new }; box->page[0] = p[0];
an array without a name|memcpy(box->page, (struct page *[]){ $new }, sizeof(void *));
END
while IFS='|' read -r how text; do
	is "put in by an initialiser: $how" "$(initialised "$text")" "convert convert mixed"
done <<END
a union without a name|struct box own = { .spare = $new }; *box = own;
a union without a name, in braces|struct box own = { 1, { 0 }, { .spare = $new } }; *box = own;
END

# Pages that come from where nothing is known of, in a file of their own.
# counted TEXT: how many of the releases have which verdict, where another file is TEXT
counted() {
	filled "$1" | tr ' ' '\n' | awk 1 | sort | uniq -c | awk '{ printf "%s%s %s", s, $1, $2; s = ", " }'
}
while IFS='|' read -r how want text; do
	is "where a page comes from: $how" "$(counted "$text")" "$want"
done <<END
a number that says nothing of references|3 convert|void fill(struct box *box, unsigned long pfn) { box->page[0] = pfn_to_page(pfn); }
NULL, or an error|3 convert|void fill(struct box *box) { box->spare = NULL; box->page[0] = ERR_PTR(-EIO); box->page[1] = (void *)-1L; }
a function that is not known|1 convert, 2 unknown|void fill(struct box *box) { box->page[0] = of_somewhere(3); }
... into a field for one|2 convert, 1 unknown|void fill(struct box *box) { box->spare = of_somewhere(3); }
... by way of a variable|2 convert, 1 unknown|void fill(struct box *box) { struct page *page = of_somewhere(3); box->spare = page; }
a function that is told where to|2 convert, 1 unknown|void fill(struct box *box) { into_there(&box->spare); }
... told where to of an array|1 convert, 2 unknown|void fill(struct box *box) { into_there(&box->page[1]); }
... by way of a variable|2 convert, 1 unknown|void fill(struct box *box) { struct page *page; into_there(&page); box->spare = page; }
a function that is told where to swap it|2 convert, 1 unknown|void fill(struct box *box, struct page *page) { cmpxchg(&box->spare, NULL, page); }
memory, for the array|3 convert|void fill(struct box *box) { struct page **pages = memory_for(2); pages[0] = box->page[0]; }
a field that nobody sets|2 convert, 1 mixed|struct other { struct page *page; }; void fill(struct box *box, struct other *o) { box->spare = o->page; }
a global of elsewhere|2 convert, 1 mixed|extern struct page *other; void fill(struct box *box) { box->spare = other; }
a pool of its own|2 convert, 1 mixed|static struct page *pool[4]; void refill(void) { pool[3] = $new; } void fill(struct box *box) { box->spare = pool[2]; }
what hangs on another page|2 convert, 1 mixed|void fill(struct box *box, struct page *page) { box->spare = (struct page *)page_private(page); }
another one beside a page|2 convert, 1 mixed|void fill(struct box *box, struct page *page) { box->spare = page + 3; }
the struct is looked at as another one|3 mixed|struct tray { int n; struct page *p[3]; }; void fill(struct box *box) { struct tray *t = (struct tray *)box; t->p[0] = $new; }
its address, and an offset|3 mixed|void fill(struct box *box) { *(struct page **)((char *)box + offsetof(struct box, spare)) = $new; }
a function says where the array is|1 convert, 2 mixed|struct page **pages_of(struct box *box) { return box->page; } void fill(struct box *box) { struct page **p = pages_of(box); p[1] = $new; }
a function says where the slot is|2 convert, 1 mixed|struct page **slot_of(struct box *box) { return &box->spare; } void fill(struct box *box) { *slot_of(box) = $new; }
END

done_testing
