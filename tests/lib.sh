# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# lib.sh: what all the tests share.  Sourced by a test, never run:
#
#	. "$(dirname "$0")/lib.sh"
#
# Output is TAP, for prove.  A failed check tells what it saw as "# " lines on
# stderr, where prove shows them; "# " lines on stdout are for `make test V=1`.

TOP=$(cd "$(dirname "$0")/.." && pwd)
BUILD=${PINCER_BUILD:-$TOP/build}
TMP=$(mktemp -d "${TMPDIR:-/tmp}/pincer-test.XXXXXX")
checks=0 failures=0
export TOP BUILD TMP
# ... and not in the user's own memory
PINCER_STATE=$TMP/memory
export PINCER_STATE
# What a user has set for his own runs is not for the tests.
unset KERNEL M DRY FORCE MIXED API API_EXTRA SITE STAGE T V PINCER_CACHE BOOT PATCH FAMILIES FAMILY_TIMEOUT WITHOUT SUBSYSTEM ONLY SKIP MAX_LINES SERIES LINK IN_REPLY_TO REPORT TRUTH_TREES PINCHECK UPDATE SECONDS

trap 'rm -rf "$TMP"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# report_check ok|not DESCRIPTION [FILE]: one line of TAP, FILE as diagnostics
report_check() {
	checks=$((checks + 1))
	if [ "$1" = ok ]; then
		printf 'ok %d - %s\n' "$checks" "$2"
		return
	fi
	failures=$((failures + 1))
	printf 'not ok %d - %s\n' "$checks" "$2"
	{
		printf '#   failed: %s\n' "$2"
		head -n 60 "$3" | sed 's/^/#   /'
	} >&2
}

# ok DESCRIPTION COMMAND...: the command succeeds
ok() {
	check_name=$1
	shift
	if "$@" >"$TMP/.said" 2>&1; then
		report_check ok "$check_name"
	else
		report_check not "$check_name" "$TMP/.said"
	fi
}

# todo REASON DESCRIPTION COMMAND...: known not to succeed yet; does not count
todo() {
	todo_reason=$1 todo_name=$2
	shift 2
	checks=$((checks + 1))
	if "$@" >"$TMP/.said" 2>&1; then
		printf 'ok %d - %s # TODO %s\n' "$checks" "$todo_name" "$todo_reason"
	else
		printf 'not ok %d - %s # TODO %s\n' "$checks" "$todo_name" "$todo_reason"
	fi
}

# is DESCRIPTION GOT EXPECTED: the two are the same text
is() {
	if [ "$2" = "$3" ]; then
		report_check ok "$1"
	else
		{
			printf 'got:\n%s\n' "$2"
			printf 'expected:\n%s\n' "$3"
		} >"$TMP/.said"
		report_check not "$1" "$TMP/.said"
	fi
}

# copy_pincer FOLDER: so that reports go below its own reports/
copy_pincer() {
	mkdir -p "$1/reports"
	cp -rp "$TOP/Makefile" "$TOP/scripts" "$TOP/cocci" "$TOP/pairing" "$TOP/kernel-overlay" "$1"
	cp "$TOP/reports/head.html" "$TOP/reports/report.awk" "$1/reports/"
}

# pair_text FUNCTION [LINE]: a C file with a pair to convert, and that line in its body, instead of an empty one
pair_text() {
	cat <<-END
	void $1(unsigned long start, struct page **pages)
	{
		int i, n;
		${2:-}
		n = get_user_pages_fast(start, 8, 1, pages);
		for (i = 0; i < n; i++)
			put_page(pages[i]);
	}
	END
}

# bare_tree FOLDER: a kernel tree of before 5.2 with headers, and no source in mm and drivers/{a,b}
bare_tree() {
	rm -rf "$1"
	mkdir -p "$1/mm" "$1/drivers/a" "$1/drivers/b"
	cp -R "$TOP/tests/overlay/common/." "$TOP/tests/overlay/before-5.2/." "$1"
	touch "$1/Kbuild" "$1/Kconfig" "$1/MAINTAINERS"
}

# skip_all WHY: nothing of this test can run here
skip_all() {
	printf '1..0 # SKIP %s\n' "$1"
	exit 0
}

# done_testing: the plan; fails if a check has failed.  A test's last line.
done_testing() {
	printf '1..%d\n' "$checks"
	[ "$failures" -eq 0 ]
}

# debian_tree: prints the folder of Debian's kernel source; fails if it was not
# unpacked (scripts/debian-tree.sh does that, `make test` calls it)
debian_tree() {
	[ -f "$BUILD/linux-source-6.1/include/linux/mm.h" ] || return 1
	printf '%s\n' "$BUILD/linux-source-6.1"
}
