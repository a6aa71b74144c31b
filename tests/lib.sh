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

# An analysis of Debian's tree from cold takes a minute, and half a dozen tests begin with one.  So it is
# made once, below build/, by a name that is the sum of all that it is made from: Debian's archive, the
# programs, the rules and the tables.

# known_debian: prints the folder with cache/ (a PINCER_CACHE) and tables/ (sites.tsv, plan.tsv ...; put
# dialect); makes it if there is none, and fails if that fails.  Nothing in it is to be changed.
known_debian() {
	known_tree=$(debian_tree) || return 1
	known_sum=$(cat "$BUILD/linux-source-6.1.id" "$TOP"/cocci/api.tsv "$TOP"/cocci/convert/names.tsv "$TOP"/cocci/find/* \
		"$TOP"/pairing/* "$TOP"/scripts/analyse.sh "$TOP"/scripts/build.sh "$TOP"/scripts/lib.sh | sha256sum | cut -c 1-32)
	known=$BUILD/known/$known_sum
	mkdir -p "$known"
	(
		flock 9
		[ ! -f "$known/made" ] || exit 0
		find "$BUILD/known" -mindepth 1 -maxdepth 1 ! -name "$known_sum" -exec rm -rf {} +
		rm -rf "$known/cache" "$known/tables"
		API=put JOBS=2 PINCER_CACHE=$known/cache "$TOP/scripts/analyse.sh" "$known_tree" "$known/tables" >&2 9<&- &&
			touch "$known/made"
	) 9<"$known" || return 1
	printf '%s\n' "$known"
}

# know_as TREE CACHE [part]: CACHE knows of TREE, which may come to be later, what is known of Debian's: what
# is the same in both is not read again.  With "part" TREE has some of the files only, and is not
# asked for all the names that the whole is asked for.
know_as() {
	known_from=$(known_debian) || return 1
	mkdir -p "$1"
	known_to=$(TOP=$TOP PINCER_CACHE=$2 sh -c 'top=$TOP; . "$top/scripts/lib.sh"; state_of "$1"' sh "$1")
	mkdir -p "$known_to"
	(
		flock 9
		# what is there already is as good
		! cmp -s "$known_from"/cache/*/key "$known_to/key" || exit 0
		rm -f "$known_to/key"
		cp -R "$known_from"/cache/*/. "$known_to/"
		[ "${3:-}" != part ] || rm -f "$known_to"/said.*
	) 9>"$known_to/lock"
}

# unhurried: what follows goes over the same fixtures again (other numbers of jobs, from what was kept, under
# sanitizers); make quick ends here
unhurried() {
	[ -n "${QUICK:-}" ] || return 0
	done_testing
	exit
}
