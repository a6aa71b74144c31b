# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# lib.sh: a small kernel tree and a copy of Pincer whose reports go below it.
# Sourced by the tests of audit and lint, after lib.sh.

pincer=$TMP/pincer
mkdir "$pincer"
cp -rp "$TOP/Makefile" "$TOP/scripts" "$TOP/cocci" "$TOP/pairing" "$TOP/kernel-overlay" "$TOP/reports" "$pincer"
rm -rf "$pincer"/reports/*/
"$TOP/scripts/build.sh"
export PINCER_BUILD="$BUILD" PINCER_CACHE="$TMP/cache"
tree=$TMP/tree
report=$pincer/reports/tree

# put FILE: from stdin, into the tree
put() {
	mkdir -p "$tree/$(dirname "$1")"
	cat >"$tree/$1"
}

new_tree() {
	rm -rf "$tree" "$report"
	cp -R "$TOP/tests/pair/skeleton" "$tree"
}

# run COMMAND [NAME=VALUE...]: through the front door; rc, $TMP/out, $TMP/err
run() {
	command=$1
	shift
	rc=0
	env "$@" "$pincer/scripts/front.sh" "$command" >"$TMP/out" 2>"$TMP/err" </dev/null || rc=$?
}

# exits STATUS COMMAND [NAME=VALUE...]
exits() {
	expected=$1
	shift
	run "$@"
	cat "$TMP/out" "$TMP/err"
	[ "$rc" -eq "$expected" ]
}

# refused TEXT COMMAND [NAME=VALUE...]: exit status 2 and one line with TEXT
refused() {
	text=$1
	shift
	exits 2 "$@" || return 1
	[ "$(wc -l <"$TMP/err")" -eq 1 ] || { echo "not just one line"; return 1; }
	grep -q "^pincer: .*$text" "$TMP/err"
}

# says TEXT: the last run said so
says() {
	cat "$TMP/out"
	grep -qF -e "$1" "$TMP/out"
}

# findings [RULE]: file:line of each
findings() {
	sed -n "s/^\([^ ]*:[0-9]*\):[0-9]*: [a-z]*: .* \[\(${1:-PIN[0-9]*}\)\]\$/\1 \2/p" "$TMP/out"
}

# driver FILE FUNCTION RELEASE: one that takes pages, and releases them
driver() {
	put "$1" <<-END
	#include <linux/mm.h>

	int $2(unsigned long start, struct page **pages)
	{
		int i, n;

		n = get_user_pages_fast(start, 8, 1, pages);
		if (n < 0)
			return n;
		for (i = 0; i < n; i++)
			$3(pages[i]);
		return 0;
	}
	END
}
