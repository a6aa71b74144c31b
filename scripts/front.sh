#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# front.sh COMMAND: the steps behind each `make COMMAND`.  Parameters come from
# the environment (KERNEL, M, SITE ...); PINCER_FROM is the folder that relative
# paths are meant from.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

case $top in
*[[:space:]]*) die "$top: there is a space in that path, which the tools below cannot take; move Pincer" ;;
esac
for place in "$top" "${PINCER_BUILD:-}" "${PINCER_CACHE:-}"; do
	case $place in *[[:cntrl:]\\\"\'\`\$\;\&\|\<\>\(\)*?\[\]\{\}!#]*)
		die "$place: there are characters in that path that the tools below would take for their own (one of \\\"'\`\$;&|<>()*?[]{}!#); choose another place"
		;;
	esac
done
build=${PINCER_BUILD:-$top/build}
from=${PINCER_FROM:-$PWD}
# make hands its jobserver on; the programs started here are not its own
unset MAKEFLAGS MFLAGS MAKELEVEL

# An empty parameter is one that was not given.
for name in KERNEL M DRY FORCE MIXED LOOSE JOBS API API_EXTRA STAGE SITE BOOT PATCH PAIRS SIZE T V COMPAT CONFIG WITHOUT SUBSYSTEM ONLY SKIP MAX_LINES SERIES LINK IN_REPLY_TO \
	BASE DIFF BASELINE ARCH FAMILIES FAMILY_TIMEOUT CHECKPATCH REPORT TRUTH_TREES PINCHECK UPDATE SECONDS; do
	eval "value=\${$name:-}"
	[ -n "$value" ] || unset $name
	one_line "$name=$value" "$value" "say it again without, or rename the file"
done
[ -z "${JOBS:-}" ] || check_jobs
case ${ARCH:-} in *[!A-Za-z0-9_]*) die "ARCH=$ARCH: no such architecture" ;; esac

# absolute PATH: as seen from where the user stands
absolute() {
	# shellcheck disable=SC2088 # some shells leave the tilde to us
	case $1 in
	/*) printf '%s\n' "$1" ;;
	"~" | "~/"*) printf '%s%s\n' "$HOME" "${1#\~}" ;;
	*) printf '%s/%s\n' "$from" "$1" ;;
	esac
}

# module_of FOLDER: is it outside of KERNEL?
module_of() {
	outside=$(absolute "$1")
	if [ -z "${KERNEL:-}" ]; then
		[ -d "$outside" ] || die "$outside: no such folder; M= takes the folder of a module, or one inside KERNEL="
	else
		[ ! -d "$KERNEL/$1" ] && [ -d "$outside" ] || return 0
		case $(cd "$outside" && pwd -P)/ in
		"$(cd "$KERNEL" 2>/dev/null && pwd -P)"/*) return 0 ;;
		esac
		PINCER_HEADERS=$(kernel_headers "$KERNEL") || exit 2
		export PINCER_HEADERS
	fi
	PINCER_MODULE=1
	KERNEL=$outside
	unset M
	export PINCER_MODULE
	check_module "$KERNEL"
}

[ -z "${KERNEL:-}" ] || KERNEL=$(absolute "$KERNEL")
[ -z "${API_EXTRA:-}" ] || API_EXTRA=$(absolute "$API_EXTRA")
[ -z "${PATCH:-}" ] || PATCH=$(absolute "$PATCH")
[ -z "${SERIES:-}" ] || SERIES=$(absolute "$SERIES")
[ -z "${REPORT:-}" ] || REPORT=$(absolute "$REPORT")
[ -z "${TRUTH_TREES:-}" ] || TRUTH_TREES=$(absolute "$TRUTH_TREES")
[ -z "${CHECKPATCH:-}" ] || CHECKPATCH=$(absolute "$CHECKPATCH")
[ -z "${BASELINE:-}" ] || BASELINE=$(absolute "$BASELINE")
[ -z "${DIFF:-}" ] || [ "$DIFF" = - ] || DIFF=$(absolute "$DIFF")
# M= is a folder inside the tree; one that is only there from here will do too
if [ -n "${M:-}" ] && [ ! -d "${KERNEL:-}/$M" ] && [ -d "$(absolute "$M")" ]; then
	M=$(absolute "$M")
fi
# ... or a module outside of any tree, which then takes the tree's place; KERNEL=
# only says what it is built against
case ${1:-} in convert | recover | audit | lint | explain | mails | truth)
	if [ -n "${M:-}" ]; then
		module_of "$M"
	fi
	;;
esac
[ -z "${KERNEL:-}" ] || export KERNEL
[ -z "${API_EXTRA:-}" ] || export API_EXTRA
[ -z "${PATCH:-}" ] || export PATCH
[ -z "${SERIES:-}" ] || export SERIES
[ -z "${REPORT:-}" ] || export REPORT
[ -z "${TRUTH_TREES:-}" ] || export TRUTH_TREES
[ -z "${CHECKPATCH:-}" ] || export CHECKPATCH
[ -z "${M:-}" ] || export M
[ -z "${BASELINE:-}" ] || export BASELINE
[ -z "${DIFF:-}" ] || export DIFF
# CONFIG= is a make target, or a file
if [ -n "${CONFIG:-}" ] && [ -f "$(absolute "$CONFIG")" ]; then
	CONFIG=$(absolute "$CONFIG")
	export CONFIG
fi

setup() {
	"$top/scripts/setup.sh" "$1" || exit 2
}

# a fresh copy of Debian's kernel with the placeholder API laid in
own_copy() {
	tree=$("$top/scripts/debian-tree.sh") || exit 2
	KERNEL=$build/converted/$(basename "$tree")
	note "copying $tree"
	rm -rf "$KERNEL" "$KERNEL.new"
	mkdir -p "$build/converted" || die "$build: cannot be written; check its permissions"
	cp -a --reflink=auto "$tree" "$KERNEL.new" ||
		die "$KERNEL.new: cannot be copied to; check the disk space (2 GiB)"
	mv "$KERNEL.new" "$KERNEL"
	rm -rf "$(memory_of "$KERNEL")"
	note_done
	printf 'Tree:   %s, a fresh copy of Debian'\''s kernel source\n' "$KERNEL"
	"$top/scripts/overlay.sh" apply --stage placeholder "$KERNEL"
	export KERNEL
}

# the core keeps the pages of every caller that is not converted
warn_unknown() {
	sites=$(report_of "$KERNEL")/sites.tsv
	if [ ! -f "$sites" ]; then
		echo "pincer: callers that still use put_page() now keep their pages for ever: next, make convert KERNEL=$KERNEL"
		return
	fi
	unknown=$(awk -F '\t' '$7 == "unknown"' "$sites" | wc -l)
	[ "$unknown" -eq 0 ] ||
		echo "pincer: $unknown calls are unknown to the last report, each may keep its pages for ever: read them in $sites before you boot"
	# ... and does not see what these hold
	demoted=$(awk -F '\t' '$7 == "demoted"' "$sites" | wc -l)
	[ "$demoted" -eq 0 ] ||
		echo "pincer: $demoted calls take ordinary references, which page_gup_pinned() does not see: demoted, in $sites"
}

case ${1:-help} in
help)
	cat <<-'EOF'
	make convert                  set up, then convert an own copy of Debian's kernel
	make convert KERNEL=~/linux   convert a tree in place
	    M=drivers/foo             rewrite only below that folder
	    M=~/src/driver            a module outside the tree; KERNEL= is then what it is
	                              built against, if given.  COMPAT=1: a header for old kernels
	    DRY=1                     only write the patch
	    FORCE=1                   even files with uncommitted changes
	    MIXED=report              leave mixed groups alone (default: demote)
	    API=pin                   to pin_user_pages*() and unpin_user_page*() (5.6 on)
	    API_EXTRA=table.tsv       more functions, in the form of cocci/api.tsv
	make recover KERNEL=~/linux   take back what a killed make convert or make overlay left half
	                              done (the next one does that as well)
	make audit KERNEL=~/linux     what is wrong, and the verdict of every call
	    M=drivers/foo             only report what is below that folder
	    BASELINE=accepted.tsv     findings that are accepted, each with a reason
	make lint KERNEL=~/linux BASE=origin/master
	                              what the change since a commit introduced
	    DIFF=change.patch         ... or a patch (- or nothing: standard input)
	make explain KERNEL=~/linux SITE=mm/foo.c:123
	                              the evidence behind one verdict
	make mails KERNEL=~/linux     the conversion as a patch series, for each subsystem
	                              one, with cover letter and recipients
	    SUBSYSTEM="tee" M=drivers/tee ONLY="3 mm/gup.c" SKIP=...
	                              only these: a section of MAINTAINERS, a folder,
	                              groups by number (mails.tsv) or by path
	    MAX_LINES=100             divide a patch that changes more, by driver
	    STAGE=placeholder|core|none
	                              patches that bring the API (default: if it is
	                              missing), or also the counting of pins
	    V=2                       version 2, with what changed since the last run
	    LINK=url IN_REPLY_TO=id   a Link: in each mail; a mail that the series answers
	    CHECKPATCH=~/linux/scripts/checkpatch.pl
	                              what that program, which is run, finds in the patches
	make mails-status KERNEL=~/newer SERIES=reports/linux/mails
	                              which of those patches that tree has already
	make overlay KERNEL=~/linux    lay the core that counts pins into a tree
	    STAGE=placeholder         only the put_user_page*() API, as put_page()
	    WITHOUT="fix-bio fix-kvm" leave out these of the fixes that come before it
	make overlay-remove KERNEL=~/linux
	                              take either out again, byte for byte
	make check KERNEL=~/linux     the typed checker: leaks, double and wrong releases on
	                              every path that a configuration compiles
	    CONFIG=allmodconfig       ... which: a make target, or a file
	    M=drivers/foo             only the files below that folder
	make annotate KERNEL=~/linux  a patch that writes down which fields, parameters and
	                              values hold pinned pages (__pinned)
	make truth KERNEL=~/linux     a run held against what was judged by reading
	                              (tests/truth): found, missed, false, by rule
	    TRUTH_TREES=folder        every tree and module in it that was judged
	    PINCHECK=1                run the typed checker too
	    REPORT=reports/linux      take the report of a run instead of running
	    UPDATE=1                  write the figures down, and the tables of them
	make boot KERNEL=~/linux       convert and lay in a copy, build it, run it in a
	                              virtual machine, compare the counters
	    BOOT="64 debug 32"        which builds (default: 64; small builds fastest)
	    API=pin                   the pin dialect, without the overlay (from 5.6 on)
	    PATCH=mistake.patch       spoil the converted copy first
	make quick                    the fixtures alone, in a minute: no kernel tree, no network
	make test [T="rewrite lint"]  Pincer's own tests, all or some
	make fuzz T=scan SECONDS=600  AFL++ on one of Pincer's own programs (scan, spell, solve,
	                              findings, pincheck), under sanitizers
	make bench KERNEL=~/linux     speed against one trivial spatch pass
	make bench-core KERNEL=~/linux
	                              what the core costs: fio and gup_benchmark, before and
	                              after, in a virtual machine that counts instructions
	    PAIRS=5 SIZE=1g           how often, and how much is read
	make clean                    throw build/ away

	JOBS=n: how many processes (default: all cores).  V=1: say more.
	Exit status: 0 done, 1 findings (audit, lint), 2 error: one line says what, and what
	next.  make itself turns 1 into 2; scripts/front.sh audit, with the parameters
	in the environment, does not.
	EOF
	;;
convert)
	setup convert
	[ -n "${KERNEL:-}" ] || own_copy
	exec "$top/scripts/convert.sh"
	;;
recover)
	need_kernel recover
	setup convert
	exec "$top/scripts/recover.sh" "$KERNEL"
	;;
audit)
	need_kernel audit
	setup convert
	exec "$top/scripts/audit.sh"
	;;
mails)
	[ -n "${PINCER_MODULE:-}" ] || need_kernel mails
	setup mails
	exec "$top/scripts/mails.sh"
	;;
mails-status)
	[ -n "${KERNEL:-}" ] || die "no kernel tree named; say make mails-status KERNEL=/path/to/newer/linux SERIES=/path/to/mails"
	setup mails
	exec "$top/scripts/mails-status.sh"
	;;
lint)
	need_kernel lint BASE=origin/master
	setup convert
	exec "$top/scripts/lint.sh"
	;;
explain)
	need_kernel explain SITE=file:line
	setup convert
	exec "$top/scripts/explain.sh" "$KERNEL" "${SITE:-}"
	;;
overlay)
	need_kernel overlay
	setup convert
	"$top/scripts/overlay.sh" apply --stage "${STAGE:-core}" "$KERNEL" || exit 2
	[ "${STAGE:-core}" = placeholder ] || warn_unknown
	;;
overlay-remove)
	need_kernel overlay-remove
	setup convert
	exec "$top/scripts/overlay.sh" remove "$KERNEL"
	;;
check)
	[ -n "${KERNEL:-}" ] || die "no kernel tree named; say make check KERNEL=/path/to/linux"
	setup check
	exec "$top/scripts/check.sh"
	;;
annotate)
	[ -n "${KERNEL:-}" ] || die "no kernel tree named; say make annotate KERNEL=/path/to/linux"
	setup check
	exec "$top/scripts/annotate.sh"
	;;
truth)
	[ -n "${TRUTH_TREES:-}" ] || need_kernel truth "or TRUTH_TREES=folder"
	setup convert
	exec "$top/scripts/truth.sh"
	;;
boot)
	need_kernel boot
	setup boot
	exec "$top/scripts/boot.sh"
	;;
bench)
	need_kernel bench
	setup convert
	"$top/scripts/bench.sh" "$KERNEL" || exit 2
	"$top/scripts/build.sh" check
	exec "$top/scripts/bench-check.sh" "$KERNEL"
	;;
bench-core)
	[ -n "${KERNEL:-}" ] || die "no kernel tree named; say make bench-core KERNEL=/path/to/linux"
	setup bench-core
	exec "$top/scripts/bench-core.sh"
	;;
quick)
	setup quick
	QUICK=1 exec "$top/tests/run.sh"
	;;
test)
	setup test
	unset QUICK
	exec "$top/tests/run.sh"
	;;
fuzz)
	# shellcheck disable=SC3028 # a parameter like the others
	seconds=${SECONDS:-600}
	"$top/tests/fuzz/fuzz.sh" --check "${T:-}" "$seconds" || exit 2
	setup fuzz
	exec "$top/tests/fuzz/fuzz.sh" "$T" "$seconds"
	;;
clean)
	rm -rf "$build"
	;;
*)
	die "$1: no such command; make help lists them"
	;;
esac
