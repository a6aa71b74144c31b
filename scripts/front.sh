#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# front.sh COMMAND: the steps behind each `make COMMAND`, and of `pincer COMMAND`.  Parameters come from
# the environment (KERNEL, M, SITE ...); PINCER_FROM is the folder that relative
# paths are meant from.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"
. "$top/scripts/command/lib.sh"

# Nothing is written below an installation: caches go to the user's folder for them, reports to where he stands.
if [ -n "${PINCER_COMMAND:-}" ] || [ -f "$top/.installed" ]; then
	: "${PINCER_REPORTS:=${PINCER_FROM:-$PWD}/pincer-reports}"
	export PINCER_REPORTS
fi
if [ -f "$top/.installed" ]; then
	[ -n "${PINCER_CACHE:-}" ] && [ -n "${PINCER_WORK:-}" ] || {
		kept=${XDG_CACHE_HOME:-${HOME:-}/.cache}
		case $kept in
		/.cache | [!/]*) die "there is no HOME to keep anything in; set XDG_CACHE_HOME (or PINCER_CACHE and PINCER_WORK) to a folder that can be written" ;;
		esac
		: "${PINCER_CACHE:=$kept/pincer}" "${PINCER_WORK:=$kept/pincer/work}"
	}
	export PINCER_CACHE PINCER_WORK
	mkdir -p "$PINCER_CACHE" "$PINCER_WORK" 2>/dev/null ||
		die "$PINCER_CACHE: can't write there; set XDG_CACHE_HOME (or PINCER_CACHE and PINCER_WORK) to a folder that can be written"
fi

case $top in
*[[:space:]]*) die "$top: there is a space in that path, which the tools below cannot take; move Pincer" ;;
esac
for place in "$top" "${PINCER_BUILD:-}" "${PINCER_CACHE:-}" "${PINCER_WORK:-}" "${PINCER_OUTPUT:-${PINCER_REPORTS:-}}"; do
	case $place in *[[:cntrl:]\\\"\'\`\$\;\&\|\<\>\(\)*?\[\]\{\}!#]*)
		die "$place: there are characters in that path that the tools below would take for their own (one of \\\"'\`\$;&|<>()*?[]{}!#); choose another place$([ -z "${PINCER_COMMAND:-}" ] || echo " (--output=FOLDER for the report)")"
		;;
	esac
done
build=${PINCER_BUILD:-$top/build}
from=${PINCER_FROM:-$PWD}
# make hands its jobserver on; the programs started here are not its own
unset MAKEFLAGS MFLAGS MAKELEVEL

# make names what was set on its command line: a word that nothing knows would be passed over in silence
for name in ${PINCER_GIVEN:-}; do
	case $name in PINCER_* | PARALLEL_* | MAKE* | SHELL | GNUMAKEFLAGS) continue ;; esac
	known_variables | grep -qxF -e "$name" ||
		die "$name=: no such parameter; did you mean $(known_variables | nearest "$name")=? make help lists them"
done
unset PINCER_GIVEN

# An empty parameter is one that was not given.
for name in $(variables); do
	eval "value=\${$name:-}"
	[ -n "$value" ] || unset "$name"
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
case ${1:-} in convert | recover | audit | baseline | lint | explain | mails | truth)
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
		echo "pincer: callers that still use put_page() now keep their pages for ever: next, make convert KERNEL=$KERNEL" | spoken
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
	awk -v how=make -f "$top/scripts/command/help.awk" "$options"
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
baseline)
	need_kernel baseline
	exec "$top/scripts/baseline.sh"
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
install | uninstall)
	exec "$top/scripts/install.sh" "$1"
	;;
clean)
	rm -rf "$build"
	;;
*)
	die "$1: no such command; did you mean $(all_commands | nearest "$1")? make help lists them"
	;;
esac
