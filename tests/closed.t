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
	awk -F '\t' '$5 == "acquisition" && $7 != "demoted" { print; bad = 1 } $5 == "release" && $7 == "convert" { print; bad = 1 }
		END { exit bad }' "$TMP/$1.put/sites.tsv"
}
for name in stored_as_another_struct helper_of_error_path on_a_list given_to_unread nobody_calls caller_keeps; do
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
# initialised STATEMENTS: the verdicts of the releases, where another file fills a box by them
initialised() {
	rm -rf "$TMP/init"
	mkdir "$TMP/init"
	cp "$TMP/box.h" "$TMP/box.c" "$TMP/init"
	printf '#include "box.h"\n\nvoid fill(struct box *box)\n{\n\t%s\n}\n' "$1" >"$TMP/init/fill.c"
	PINCER_MODULE=1 API=pin PINCER_CACHE="$TMP/cache" "$TOP/scripts/analyse.sh" "$TMP/init" "$TMP/init.out" >/dev/null 2>&1
	awk -F '\t' '$5 == "release" { printf "%s%s", s, $7; s = " " }' "$TMP/init.out/sites.tsv"
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

done_testing
