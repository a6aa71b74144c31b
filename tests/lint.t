#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What can be said of the sources without running them.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$TOP"

find . \( -path ./.git -o -path ./build -o -path './reports/*/*' -o -path ./reports/.lock \) -prune -o -type f -print |
	sed 's,^\./,,' | LC_ALL=C sort >"$TMP/files"


# ---- shell ----
# By their first line, or their name where they are only sourced.
while read -r file; do
	case $file in
	*.sh | *.t) echo "$file" ;;
	*) head -n 1 "$file" | LC_ALL=C grep -q '^#!.*sh$' && echo "$file" ;;
	esac || :
done <"$TMP/files" >"$TMP/scripts"
# A string in single quotes is for another shell (SC2016); "test && test || die"
# means what it says, as die does not return (SC2015).
if command -v shellcheck >/dev/null; then
	while read -r script; do
		ok "shellcheck $script" shellcheck -x -P SCRIPTDIR -e SC2015,SC2016 "$script"
	done <"$TMP/scripts"
else
	ok "shellcheck # SKIP it is not installed" true
fi
# shellcheck disable=SC2046 # a list
is "scripts are POSIX shell, but for .ci/run" \
	"$(grep -L '^#!/bin/sh$' $(grep -vE '/(lib|kernel)\.sh$' "$TMP/scripts") | tr '\n' ' ')" ".ci/run "
# shellcheck disable=SC2046
is "each script stops at the first error" \
	"$(grep -LE '^set -eu' $(grep -vE '/(lib|kernel)\.sh$' "$TMP/scripts"))" ""
is "what begins with #! can be run" "$(while read -r file; do
	[ -x "$file" ] || ! head -n 1 "$file" | LC_ALL=C grep -q '^#!' || echo "$file"
done <"$TMP/files")" ""

# ---- Python ----
is "no Python" "$(while read -r file; do
	case $file in
	*.py) echo "$file" ;;
	tests/lint.t | README.md) ;;
	*) LC_ALL=C grep -liE '(^#!.*|script: *|\<)python' "$file" || : ;;
	esac
done <"$TMP/files")" ""

# ---- licence ----
is "every file names its licence at the top" "$(while read -r file; do
	# the last two have forms that know no comment
	case $file in COPYING | debian/changelog | debian/source/format) continue ;; esac
	head -n 3 "$file" | LC_ALL=C grep -q 'SPDX-License-Identifier: GPL-2\.0' || echo "$file"
done <"$TMP/files")" ""
ok "the licence itself is there" grep -q 'GNU GENERAL PUBLIC LICENSE' COPYING

# ---- C ----
ok "scan.c compiles without a warning" gcc -std=gnu11 -O2 -Wall -Wextra -Wshadow -Werror \
	-pthread -c -o "$TMP/scan.o" pairing/scan.c
ok "findings.c compiles without a warning" gcc -std=gnu11 -O2 -Wall -Wextra -Wshadow -Werror \
	-c -o "$TMP/findings.o" pairing/findings.c

# ---- the API table ----
table() {
	awk -F '\t' "$1" cocci/api.tsv
}
# shellcheck disable=SC2016 # awk's
{
	ok "the API table has rows" test "$(table '!/^#/' | wc -l)" -gt 100
	is "each has nine columns" "$(table '!/^#/ && NF != 9 { print FNR ": " $0 }')" ""
	is "no column is empty or padded" "$(table '!/^#/ { for (i = 1; i <= NF; i++) if ($i == "" || $i ~ /^ | $/) print FNR ": " $0 }')" ""
	is "roles are the known ones" \
		"$(table '!/^#/ && $3 !~ /^(acquire|forward|release|relay|origin|dup|free|flow|alias|borrow|touch|notifier|container|foreign|tells|same)$/ { print FNR ": " $3 }')" ""
	# the head of the table is where a reader looks a role up
	for role in $(table '!/^#/ { print $3 }' | sort -u); do
		ok "role $role is explained" grep -qE "^#( role)? +$role " cocci/api.tsv
	done
	is "references are gup, pin, plain or alloc; a flow may be an address or a number, a foreign one have a body" "$(table '
		!/^#/ && $6 !~ ($3 == "flow" ? "^(address|number|-)$" : $3 == "foreign" ? "^(body|-)$" : $3 == "touch" ? "^(dma|io|cpu|read|write|dirty|address)$" : $3 == "container" ? "^(lent|-)$" : "^(gup|pin|pin:[A-Z_]+|plain|alloc|-)$") { print FNR ": " $6 }')" ""
	is "what says where references are taken has a place for them" \
		"$(table '!/^#/ && $3 ~ /^(acquire|forward|origin|dup)$/ && $5 !~ /^[0-9]+$/ { print FNR ": " $0 }')" ""
	is "what drops references says which" \
		"$(table '!/^#/ && $3 ~ /^(release|relay|free)$/ && $4 !~ /^[0-9]+$/ { print FNR ": " $0 }')" ""
	is "no row is there twice" "$(table '!/^#/ { print $1, $2, $3, $4, $5 }' | LC_ALL=C sort | uniq -d)" ""
	is "a call has one shape for a number of arguments" "$(table '
		!/^#/ && $3 ~ /^(acquire|forward|release|relay|dup|free)$/ { print $1, $2 }' | LC_ALL=C sort | uniq -d)" ""
}

# ---- documentation ----
is "every make command is in the README" "$(sed -n 's/^commands := //p' Makefile | tr ' ' '\n' |
	while read -r command; do grep -q "make $command" README.md || echo "$command"; done)" ""
is "no link of a page leads nowhere" "$(for page in README.md docs/*.md reports/*.md; do
	grep -oE '\]\([^)#:]+\)' "$page" | tr -d '])(' | while read -r file; do [ -e "$(dirname "$page")/$file" ] || echo "$page: $file"; done
done)" ""

done_testing
