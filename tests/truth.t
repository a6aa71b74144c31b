#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make truth: a run held against what was judged by reading.  Its own ways on a
# small tree; then Debian's 6.1 against the figures that are written down.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"

tab=$(printf '\t')
truth=$pincer/tests/truth
mkdir -p "$truth"
cp "$TOP/README.md" "$pincer/README.md"
cp "$TOP/reports/numbers.md" "$pincer/reports/numbers.md"

# table DIALECT < rows: of the tree as it is; columns are separated by |
table() {
	{
		printf '# tree\ttoy\n# dialect\t%s\n# file\tdrivers/a.c\t%s\n' "$1" "$(sha256sum <"$tree/drivers/a.c" | cut -c 1-64)"
		printf 'file|line|function|what|verdict|truth|by|group|reason\n' | tr '|' '\t'
		tr '|' '\t'
	} >"$truth/toy.tsv"
}

# row: one of figures.tsv: asked, found, false, unjudged
row() {
	awk -F '\t' -v by="$1" -v what="$2" '$3 == by && $4 == what { print $5, $6, $7, $8 }' "$truth/figures.tsv"
}

mkdir -p "$tree/drivers" "$tree/mm"
cp -R "$TOP/tests/overlay/common/." "$TOP/tests/overlay/before-5.2/." "$tree"
touch "$tree/Kbuild" "$tree/Kconfig" "$tree/MAINTAINERS"
put drivers/a.c <<'END'
// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

int a_take(unsigned long start, struct page **pages, int n)
{
	int i, got = get_user_pages_fast(start, n, 1, pages);

	if (got < 0)
		return got;
	for (i = 0; i < got; i++)
		put_page(pages[i]);
	return 0;
}

int a_other(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	put_page(page);
	return 0;
}
END

ok "no tree named" refused "no kernel tree named" truth
ok "a tree that no table was made of" refused "no table of tests/truth was made of this tree" truth KERNEL="$tree"

table put <<'END'
drivers/a.c|11|a_take|put_page|rewrite|true|convert||taken by get_user_pages_fast() above
drivers/a.c|19|a_other|put_page|rewrite|false|convert||alloc_page()
drivers/a.c|9|a_take|PIN003|leak|true|audit||made up: there is none
END
ok "no figures yet" exits 1 truth KERNEL="$tree"

ok "... which is said" says "no figures of this tree are written down"
ok "UPDATE=1 writes them" exits 0 truth KERNEL="$tree" UPDATE=1
is "the call is found, and no other rewritten" "$(row convert rewrite)" "1 1 0 0"
is "a fault that nobody finds is asked for all the same" "$(row audit PIN003)" "1 0 0 0"
ok "as good as they are: exit status 0" exits 0 truth KERNEL="$tree"
ok "... of the report of a run, too" exits 0 truth KERNEL="$tree" REPORT="$report"

# worse in either way
table put <<'END'
drivers/a.c|11|a_take|put_page|rewrite|false|convert||for once this is wrong
drivers/a.c|9|a_take|PIN003|leak|true|audit||made up: there is none
END
ok "a wrong rewrite more: exit status 1" exits 1 truth KERNEL="$tree" REPORT="$report"
ok "... which is named" says "worse: convert rewrite: 1 false, it was 0"
ok "... with its place" says "false: convert rewrite drivers/a.c:11: for once this is wrong"
table put <<'END'
drivers/a.c|19|a_other|put_page|rewrite|true|convert||for once this is right
END
ok "one found less: exit status 1" exits 1 truth KERNEL="$tree" REPORT="$report"
ok "... which is named" says "worse: convert rewrite: 0 found, it was 1"
ok "... with what is missed" says "missed: convert rewrite drivers/a.c:19: put_page(): for once this is right"
ok "what no row judges is listed" says "unjudged: convert rewrite drivers/a.c:11: put_page() becomes put_user_page()"
is "... and rows for it are laid out" "$(run truth KERNEL="$tree"; grep -c "put_page${tab}rewrite" "$report/unjudged.tsv")" 1

# half a group
table put <<'END'
drivers/a.c|11|a_take|put_page|rewrite|true|convert|one|taken by get_user_pages_fast() above
drivers/a.c|19|a_other|put_page|rewrite|true|convert|one|as if it were of the same group
END
ok "a group of which one call is rewritten and one not: exit status 1" exits 1 truth KERNEL="$tree" REPORT="$report"
ok "... which is half a group" says "false: convert half group one: 1 of its 2 calls are rewritten"

# tables that are no good
table put <<'END'
drivers/a.c|12|a_take|put_page|rewrite|true|convert||not on that line
END
ok "a call that does not stand there" refused "drivers/a.c:12 has no put_page()" truth KERNEL="$tree"
table put <<'END'
drivers/a.c|11|a_take|put_page|rewrite|perhaps|convert||no truth
END
ok "an unknown word" refused "perhaps.*truth is true, false, missed or doubtful" truth KERNEL="$tree"
table put <<'END'
drivers/a.c|11|a_take|put_page|rewrite|true|convert||once
drivers/a.c|11|a_take|put_page|rewrite|true|convert||and twice
END
ok "two rows that judge the same" refused "judges the same" truth KERNEL="$tree"
sed "s/function${tab}what/function${tab}rule/" "$truth/toy.tsv" >"$truth/new" && mv "$truth/new" "$truth/toy.tsv"
ok "an unknown column" refused 'unknown column "rule"' truth KERNEL="$tree"
ok "a folder of trees that is not there" refused "no such folder" truth TRUTH_TREES="$TMP/none"

# several trees
table put <<'END'
drivers/a.c|11|a_take|put_page|rewrite|true|convert||taken by get_user_pages_fast() above
END
sed "s/^\(# file.*\)$/\19/; s/toy/gone/" "$truth/toy.tsv" >"$truth/gone.tsv"
mkdir "$TMP/trees"
cp -R "$tree" "$TMP/trees/toy"
ok "all trees of a folder" exits 0 truth TRUTH_TREES="$TMP/trees"
ok "... one that is not there is one line" says "gone, put dialect: not among the trees"

# the tables that are shown
for page in README.md reports/numbers.md; do
	is "$page: its table is what the figures say" "$("$TOP/scripts/truth-table.sh" --check "$TOP/$page" 2>&1)" ""
	sed "s/^| v5.0, put .*/| v5.0, put | 1 | 1 of 1 |/" "$TOP/$page" >"$TMP/page.md"
	ok "... and one that is not is found" sh -c "! '$TOP/scripts/truth-table.sh' --check '$TMP/page.md'"
done
ok "UPDATE=1 has written all rows to the one" grep -q "^| toy, put |" "$pincer/reports/numbers.md"
ok "... and only those that it names to the other" sh -c "! grep -q '^| toy' '$pincer/README.md'"

# the tables themselves: the figures are those of the rows there are now
is "the figures were written after the last row" "$(for table in "$TOP"/tests/truth/*.tsv; do
	[ "$(basename "$table")" != figures.tsv ] || continue
	rows=$(grep -vc -e '^#' -e "^file$tab" "$table" || :)
	awk -F '\t' -v tree="$(sed -n "s/^# tree$tab//p" "$table")" -v dialect="$(sed -n "s/^# dialect$tab//p" "$table")" -v rows="$rows" '
		$1 == tree && $2 == dialect && $3 == "table" { n = $5 }
		END { if (n != rows) print tree, dialect ": " rows " rows, the figures know " n + 0 ": make truth UPDATE=1" }' "$TOP/tests/truth/figures.tsv"
done)" ""

# Debian's 6.1
if debian=$(debian_tree) && [ "$(sha256sum <"$debian/Makefile" | cut -c 1-64)" = "$(sed -n "s/^# file${tab}Makefile$tab//p" "$TOP/tests/truth/v6.1.tsv")" ]; then
	rm -rf "$truth"
	cp -R "$TOP/tests/truth" "$pincer/tests"
	# what other tests know of that tree is used
	PINCER_CACHE=$BUILD/cache
	export PINCER_CACHE
	know_as "$debian" "$PINCER_CACHE"
	ok "6.1 is not worse than the figures" exits 0 truth KERNEL="$debian"
	sed -n '1,20s/^/# /p' "$TMP/out"
else
	ok "6.1 is not worse than the figures # SKIP Debian's linux-source-6.1 is another one" true
fi

done_testing
