#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# run.sh: all of tests/*.t, or those that T="name name" names; run by
# `make test`.  With QUICK=1, by `make quick`: the fixtures alone, which need no kernel
# tree, no build of a kernel and no network (tests/hacking.t looks at that).  The last
# line is prove's own summary.  V=1 shows every check.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

cd "$top"
# Two at once, each of which uses two processes where it is worth it: the ones
# that wait or run one process at a time fill the gaps of the others.  The long
# ones first.
order="boot61 compile realtree mails roundtrip overlay convert rewrite"
quick="spell closed pair rewrite paths checker checker-seeded seeded pin longterm witness report"
[ -z "${QUICK:-}" ] || T=${T:-$quick}
for test in ${T:-$order}; do
	test=${test%.t}
	[ -f "tests/$test.t" ] || die "tests/$test.t: no such test; T= takes names of $(cd tests && echo ./*.t | sed 's,\./,,g; s,\.t,,g')"
done
if [ -n "${T:-}" ]; then
	set --
	for test in $T; do set -- "$@" "tests/${test%.t}.t"; done
else
	set --
	for test in $order; do set -- "$@" "tests/$test.t"; done
	for test in tests/*.t; do
		case " $order " in *" $(basename "$test" .t) "*) ;; *) set -- "$@" "$test" ;; esac
	done
fi

# Made once, before tests that run side by side ask for them.
"$top/scripts/build.sh"
if [ -n "${QUICK:-}" ]; then
	"$top/scripts/build.sh" check
else
	"$top/scripts/debian-tree.sh" >/dev/null
fi

verbose=
[ -z "${V:-}" ] || verbose=--verbose
exec prove --timer --jobs "${TEST_JOBS:-2}" $verbose --exec sh "$@"
