#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A tree is data: nothing in it is executed or obeyed.  Each trap that is laid in the
# tree leaves a file in $TMP/ran when it is sprung.
set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/hostile/lib.sh"

mkdir "$TMP/ran" "$TMP/traps"

# trap_named NAME: prints the path of a program that leaves $TMP/ran/NAME
trap_named() {
	printf '#!/bin/sh\n: >%s/ran/%s\ncat 2>/dev/null || :\n' "$TMP" "$1" >"$TMP/traps/$1"
	chmod +x "$TMP/traps/$1"
	printf '%s\n' "$TMP/traps/$1"
}

# cocciconfig FOLDER NAME: one whose options have spatch compile and run a trap
cocciconfig() {
	printf '[spatch]\n options = --parse-handler %s/traps/%s.ml\n' "$TMP" "$2" >"$1/.cocciconfig"
	printf 'let _ = Sys.command ": >%s/ran/%s"\n' "$TMP" "$2" >"$TMP/traps/$2.ml"
}

not_sprung() {
	[ ! -e "$TMP/ran/$1" ]
}

# ---- the traps ----
new_tree "$tree"
g() { git -C "$tree" "$@"; }
# what would be found in the current folder, at home and in the tree
cocciconfig "$tree" cocciconfig
cocciconfig "$HOME" home-cocciconfig
mkdir "$TMP/here"
cocciconfig "$TMP/here" here-cocciconfig
for program in spatch git awk sqlite3 cc make perl diff; do
	cp "$(trap_named path)" "$tree/$program"
done
mkdir "$tree/scripts"
for script in get_maintainer.pl checkpatch.pl; do
	printf 'open(F, ">", "%s/ran/%s"); print "Eve <eve\\@evil.example>\\n";\n' "$TMP" "$script" >"$tree/scripts/$script"
done
printf -- '--self-test=all\n' >"$tree/.get_maintainer.conf"
printf -- '--root=/nonexistent\n' >"$tree/.checkpatch.conf"
printf '#!/bin/sh\n: >%s/ran/setlocalversion\n' "$TMP" >"$tree/scripts/setlocalversion"
# shellcheck disable=SC2016 # for make
printf 'VERSION = 5\nPATCHLEVEL = $(shell : >%s/ran/makefile)\nSUBLEVEL = `: >%s/ran/makefile`\n' "$TMP" "$TMP" >"$tree/Makefile"
chmod +x "$tree"/scripts/*
g init -q .
g add -A
g commit -q -m "as it was"
g branch before
source_text 'start += 1;' >"$tree/drivers/a/more.c"
source_text 'start += 2;' >"$tree/drivers/a/a.c"
sed -i '/for (i/,/put_page/d' "$tree/drivers/a/more.c"
printf '*.c filter=trap diff=trap working-tree-encoding=UTF-8\n*.h filter=trap\n' >"$tree/.gitattributes"
# a submodule with a trap of its own
new_tree "$TMP/sub"
git -C "$TMP/sub" init -q .
git -C "$TMP/sub" add -A
git -C "$TMP/sub" commit -q -m sub
g submodule --quiet add "$TMP/sub" drivers/sub >/dev/null 2>&1
g add -A
g commit -q -m "a leak"
{
	echo "--- /dev/null"
	echo "+++ b/drivers/a/more.c"
	echo "@@ -0,0 +1,$(wc -l <"$tree/drivers/a/more.c") @@"
	sed "s,^,+," "$tree/drivers/a/more.c"
} >"$TMP/change"
git -C "$tree/drivers/sub" config core.fsmonitor "$(trap_named submodule-fsmonitor)"
set_trap() {
	g config "$1" "$(trap_named "$2")"
}
set_trap core.fsmonitor fsmonitor
set_trap filter.trap.clean clean
set_trap filter.trap.smudge smudge
set_trap filter.trap.process process
set_trap diff.trap.textconv textconv
set_trap diff.trap.command diff-command
set_trap diff.external diff-external
set_trap core.pager pager
set_trap core.editor editor
set_trap core.sshCommand ssh
set_trap core.gitProxy proxy
set_trap core.askPass askpass
set_trap credential.helper credential
set_trap gpg.program gpg
set_trap gpg.ssh.program gpg-ssh
set_trap interactive.diffFilter diff-filter
set_trap sequence.editor sequence-editor
g config log.showSignature true
g config core.untrackedCache true
g config alias.status "!$(trap_named alias)"
mkdir "$TMP/hooks"
for hook in post-index-change pre-commit post-checkout pre-auto-gc applypatch-msg pre-applypatch post-commit prepare-commit-msg; do
	cp "$(trap_named hook)" "$TMP/hooks/$hook"
done
g config core.hooksPath "$TMP/hooks"
cp "$TMP"/hooks/* "$tree/.git/hooks/"
printf '[core]\n\tfsmonitor = %s\n[filter "trap"]\n\tclean = %s\n' "$(trap_named included-fsmonitor)" "$(trap_named included-clean)" >"$tree/.settings"
g config include.path ../.settings
# git has to look at the files again
touch "$tree"/drivers/a/*.c "$tree"/include/linux/*.h
rm -f "$TMP"/ran/*

# ---- the commands, from inside of the tree ----
from=$tree
ok "make audit of such a tree" ends 1 audit "PATH=.:$PATH"
ok "make explain" ends 0 explain SITE=drivers/a/a.c:7
from=$TMP/here
ok "make lint, by a commit" ends 1 lint BASE=before FORCE=1 "PATH=:$PATH"
ok "... which finds the leak" grep -q "drivers/a/more.c" "$TMP/out"
ok "make lint, by a patch" ends 1 lint DIFF="$TMP/change"
ok "make convert DRY=1" ends 0 convert DRY=1
ok "make mails" ends 0 mails STAGE=none
grep -h '^Cc:\|^To:' "$reports"/mails/* >"$TMP/recipients"
ok "make mails-status" ends 0 mails-status SERIES="$reports/mails"
# what is committed there has to be known
cp "$tree/drivers/a/a.c" "$TMP/a.c"
echo >>"$tree/drivers/a/a.c"
ok "make convert knows an edit that is not committed" refused "drivers/a/a.c: has uncommitted changes" convert
cp "$TMP/a.c" "$tree/drivers/a/a.c"
echo >>"$tree/drivers/sub/drivers/a/a.c"
ok "... one in a submodule too" refused "drivers/sub/drivers/a/a.c: has uncommitted changes" convert
cp "$TMP/sub/drivers/a/a.c" "$tree/drivers/sub/drivers/a/a.c"
ok "make convert" ends 0 convert
ok "... which is done" grep "put_user_pages" "$tree/drivers/a/a.c"
ok "... in the submodule too" grep "put_user_pages" "$tree/drivers/sub/drivers/a/a.c"
ok "make overlay" ends 0 overlay STAGE=placeholder
ok "make overlay-remove" ends 0 overlay-remove
for name in cocciconfig home-cocciconfig here-cocciconfig path fsmonitor submodule-fsmonitor included-fsmonitor included-clean \
	clean smudge process textconv diff-command diff-external pager editor ssh proxy askpass credential gpg gpg-ssh diff-filter \
	sequence-editor alias hook get_maintainer.pl checkpatch.pl setlocalversion makefile; do
	ok "the trap is not sprung: $name" not_sprung "$name"
done
is "nobody is told whom only a program of the tree names" "$(grep -c evil "$TMP/recipients")" 0
ok "... but those of MAINTAINERS" grep -q '^Cc: Ann Alpha <ann@alpha.example>$' "$TMP/recipients"
done_testing
