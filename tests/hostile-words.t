#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Paths out of patches and mails are checked before anything is read or written by them;
# words that reach a terminal, a mail's header or a page are escaped where they leave.
set -eu
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/hostile/lib.sh"

# ---- which paths does a patch name, and which may be followed? ----
is "patched.awk: as git reads them" "$(printf '%s\n' \
	'diff --git a/x/one.c b/x/one.c' '--- a/x/one.c' '+++ b/x/one.c	2020-01-01' '@@ -1,2 +1,2 @@' '--- a/removed/line' '+++ b/added/line' ' same' \
	'rename from old name.c' 'copy to "quoted\303\266\042\n.c"' 'diff --git a/mode a/mode' '--- x/p0.c' '+++ /etc/passwd' |
	LC_ALL=C awk -f "$TOP/scripts/patched.awk" | LC_ALL=C sort -u | LC_ALL=C tr '\001' '?')" \
	"/etc/passwd
mode
old name.c
p0.c
quotedö\"?.c
x/one.c"

new_tree "$tree"
mkdir -p "$tree/a1/a2/a3/scripts" "$TMP/outside"
printf 'original\n' >"$tree/a1/a2/a3/scripts/lib.sh"
printf 'secret\n' >"$TMP/outside/x.c"
ln -s a1/a2 "$tree/l"
ln -s "$TMP/outside" "$tree/out"
ln -s "$TMP/outside/x.c" "$tree/drivers/a/link.c"
mkdir "$tree/.git" && mv "$tree/.git" "$TMP/no-git"

# change PATH: a patch for that file
change() {
	printf 'diff --git a/%s b/%s\n--- a/%s\n+++ b/%s\n@@ -1 +1 @@\n-original\n+changed\n' "$1" "$1" "$1" "$1"
}
# mbox: the patch on stdin as a mail
mbox() {
	printf 'From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: Eve <eve@evil.example>\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nSubject: [PATCH] change\n\nText.\n---\n'
	cat
	printf -- '-- \n2.39\n'
}
files_of() {
	(cd "$TMP" && find . -type f ! -path './cache/*' ! -path './.said' ! -path './out' ! -path './err' ! -path './hostile.*' ! -path './series*' | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum --)
}
# harmless TEXT COMMAND PARAMETER: refused, and not a file came to be or was changed
harmless() {
	files_of >"$TMP/hostile.files"
	refused "$@" || return 1
	files_of | diff "$TMP/hostile.files" -
}
for path in l/../../../../../../scripts/lib.sh l/../../../scripts/pwned.sh ../../scripts/pwned.sh a1/../../x.c l/a3/scripts/lib.sh out/x.c drivers/a/link.c .git/config a1/./x.c; do
	change "$path" >"$TMP/hostile.patch"
	mbox <"$TMP/hostile.patch" >"$TMP/series.mbox"
	rm -rf "$reports" "$pincer/reports/.lock"
	ok "lint DIFF= with the path $path" harmless "take it out of the patch" lint DIFF="$TMP/hostile.patch"
	rm -rf "$reports" "$pincer/reports/.lock"
	ok "mails-status SERIES=" harmless "take it out of the patch" mails-status SERIES="$TMP/series.mbox"
done
sed 's,[ab]/a1/./x.c,/etc/passwd,g' "$TMP/hostile.patch" >"$TMP/hostile.absolute"
ok "an absolute path" harmless "is no path inside the tree" lint DIFF="$TMP/hostile.absolute"
printf 'diff --git a/drivers/a/a.c b/drivers/a/a.c\nrename from drivers/a/a.c\nrename to out/x.c\n' >"$TMP/hostile.patch"
ok "a rename to a path over a link" harmless "out/x.c: leads over a symbolic link" lint DIFF="$TMP/hostile.patch"
printf 'diff --git a/drivers/a/a.c b/drivers/a/a.c\ncopy from ../../../etc/passwd\ncopy to drivers/a/z.c\n' >"$TMP/hostile.patch"
ok "a copy from outside" harmless "leads out of the tree" lint DIFF="$TMP/hostile.patch"
printf 'diff --git "a/x\\ny.c" "b/x\\ny.c"\n--- "a/x\\ny.c"\n+++ "b/x\\ny.c"\n@@ -1 +1 @@\n-a\n+b\n' >"$TMP/hostile.patch"
ok "a line break in a path" harmless "has a control character in its name" lint DIFF="$TMP/hostile.patch"
printf 'diff --git a/out/x.bin b/out/x.bin\nnew file mode 100644\nGIT binary patch\nliteral 1\nIcmZQz00IC3\n\nliteral 0\nHcmV?d00001\n\n' >"$TMP/hostile.patch"
ok "a binary patch over a link" harmless "leads over a symbolic link" lint DIFF="$TMP/hostile.patch"
ok "boot PATCH= with a path that leads out" harmless "take it out of the patch" boot PATCH="$TMP/hostile.patch"
# a link that the patch makes, and a file behind it
printf '%s\n' 'diff --git a/new b/new' 'new file mode 120000' '--- /dev/null' '+++ b/new' '@@ -0,0 +1 @@' "+$TMP/outside" '\ No newline at end of file' \
	'diff --git a/new/y.c b/new/y.c' 'new file mode 100644' '--- /dev/null' '+++ b/new/y.c' '@@ -0,0 +1 @@' '+int y;' >"$TMP/hostile.patch"
run lint DIFF="$TMP/hostile.patch"
ok "a link that the patch makes, and a file behind it" sh -c '[ "$1" -eq 2 ] && [ ! -e "$2/outside/y.c" ]' - "$rc" "$TMP"
# a source that becomes a link to something outside
{
	printf 'diff --git a/drivers/b/z.c b/drivers/b/z.c\nnew file mode 120000\n--- /dev/null\n+++ b/drivers/b/z.c\n@@ -0,0 +1 @@\n+%s\n' "$TMP/outside/x.c"
	echo '\ No newline at end of file'
} >"$TMP/hostile.patch"
source_text "" >"$TMP/outside/x.c"
sed -i '/for (i/,/put_page/d' "$TMP/outside/x.c"
ok "a source that the patch makes a link to something outside is none" ends 0 lint DIFF="$TMP/hostile.patch"
# links of the tree that lead anywhere: not followed, also where lint lays out the other side
ln -s "$TMP/outside" "$tree/drivers/a/far"
printf -- '--- a/drivers/a/a.c\n+++ b/drivers/a/a.c\n@@ -1,3 +1,3 @@\n-void take(unsigned long start, struct page **pages)\n+int take(unsigned long start, struct page **pages)\n {\n int i, n;\n' >"$TMP/change"
ok "a link in the tree is not followed by lint" ends 0 lint DIFF="$TMP/change"
rm "$tree/drivers/a/far"

# the same by a commit: git has no objection to such names in a commit
(
	cd "$tree"
	rm l out drivers/a/link.c
	git init -q .
	git add -A
	git commit -q -m one
	git update-ref refs/heads/plain HEAD
	up=$(printf '100644 blob %s\tevil.c\n' "$(git rev-parse HEAD:drivers/a/a.c)" | git mktree)
	evil=$({
		printf '40000 ..\0'
		printf '%s' "$up" | sed 's/../&\n/g' | while read -r byte; do
			# shellcheck disable=SC2059 # an octal escape
			printf "\\$(printf %03o "0x$byte")"
		done
	} | git hash-object -t tree --literally -w --stdin)
	git update-ref refs/heads/evil "$(git commit-tree -m evil "$evil")"
)
ok "BASE= with a folder named .. in it" harmless "evil.c" lint BASE=evil
(cd "$tree" && git mv drivers/a/a.c drivers/b/a.c && git commit -q -m two)
mkdir "$tree/sub.c" && (cd "$tree/sub.c" && git init -q . && : >x && git add x && git commit -q -m sub)
(cd "$tree" && git add sub.c 2>/dev/null && git commit -q -m three)
ok "BASE= with a submodule named like a source" ends 0 lint BASE=HEAD~1
ok "BASE= with a rename" ends 0 lint BASE=plain
(cd "$tree" && rm -rf sub.c && git -c advice.detachedHead=false checkout -q plain && git clean -qfdx && mkdir drivers/c && source_text "" >drivers/c/c.c && git add -A && git commit -q -m four && rm -r drivers/c && ln -s "$TMP/outside" drivers/c && git add -A && git commit -q -m five)
ok "BASE= with a file whose folder is a link now" harmless "leads over a symbolic link" lint BASE=HEAD~1
ok "BASE=--output=x" harmless "no such commit" lint BASE=--output=x
rm -rf "$tree/.git"

# ---- the terminal ----
new_tree "$tree"
escape=$(printf '\033')
printf '/* \033]0;owned\007 */ void f(unsigned long s, struct page **p)\n{\n\tint i, n;\n\tconst char *t = "\033[2J\302\2332J\342\200\256\377";\n\n\tn = get_user_pages_fast(s, 8, 1, p); /* \033[31m \302\233 \342\200\256 \377 */\n\tif (n == 3) /* \033[1m */\n\t\treturn;\n\tfor (i = 0; i < n; i++)\n\t\tput_page(p[i]);\n}\n' >"$tree/drivers/b/$(printf '\033[7mesc').c"
# clean FILE...: nothing in them steers a terminal, and they are UTF-8
clean() {
	! LC_ALL=C grep "[$(printf '\001')-$(printf '\010')$(printf '\013')-$(printf '\037')$(printf '\177')]" "$@" | cat -v | grep . &&
		! LC_ALL=C grep "$(printf '\302\233')\|$(printf '\342\200\256')" "$@" | cat -v | grep . &&
		iconv -f UTF-8 -t UTF-8 "$@" >/dev/null
}
ok "audit of a source with escape sequences" ends 1 audit
ok "... none reaches the terminal" clean "$TMP/out"
ok "... nor the list that stays" clean "$reports/findings.txt"
ok "... they can be seen" grep -qF '\x1b[7mesc.c' "$TMP/out"
ok "... report.html is UTF-8 without control characters" clean "$reports/report.html"
ok "... which has U+FFFD for what is none" grep -q "$(printf '\357\277\275')" "$reports/report.html"
run explain SITE="drivers/b/${escape}[7mesc.c:6"
ok "explain: such a name is refused, and not repeated" sh -c '[ "$1" -eq 2 ]' - "$rc"
ok "..." clean "$TMP/err"
mv "$tree/drivers/b/${escape}[7mesc.c" "$tree/drivers/b/esc.c"
ok "explain of a line with escape sequences" ends 0 explain SITE=drivers/b/esc.c:6
ok "... none reaches the terminal" clean "$TMP/out"
ok "... the line is there" grep -qF '/* \x1b[31m \u009b \u202e \xff */' "$TMP/out"
ok "convert says the names of folders" ends 0 convert DRY=1
ok "..." clean "$TMP/out"

# ---- pages ----
tree=$TMP/'<img src=x onerror=alert(1)>&amp;\1'
new_tree "$tree"
ok "audit of a tree whose name is HTML" ends 0 audit
page=$(find "$pincer/reports" -name report.html -newer "$tree/MAINTAINERS" | head -n 1)
ok "... its title" grep -qF '<title>Pincer: &lt;img src=x onerror=alert(1)&gt;&amp;amp;\1</title>' "$page"
ok "... no tag of it" sh -c '! grep -F "<img" "$1"' - "$page"
tree=$TMP/tree

# ---- the heads of mails ----
new_tree "$tree"
newline=$(printf 'x@y\nBcc: evil@evil.example')
ok "IN_REPLY_TO= with a line break" untouched refused "IN_REPLY_TO=" mails STAGE=none IN_REPLY_TO="$newline"
ok "IN_REPLY_TO= with a blank" untouched refused "takes the Message-Id of a mail" mails STAGE=none IN_REPLY_TO="a b"
ok "LINK= with a line break" untouched refused "LINK=" mails STAGE=none LINK="$newline"
ok "LINK= with a blank" untouched refused "takes one address" mails STAGE=none LINK="a b"
ok "SUBSYSTEM= with a line break" untouched refused "SUBSYSTEM=" mails STAGE=none SUBSYSTEM="$newline"
rc=0
KERNEL=$tree IN_REPLY_TO=$newline "$pincer/scripts/mails.sh" >"$TMP/out" 2>"$TMP/err" || rc=$?
ok "... mails.sh alone" sh -c '[ "$1" -eq 2 ] && grep -q "^pincer: IN_REPLY_TO=" "$2"' - "$rc" "$TMP/err"
git config --global user.name 'A "B" \C, Dé <x>'
{
	printf '\nEV\033[31mIL\rDRIVER\n'
	printf 'M:\t"Q \\" uote" <q@q.example>\nM:\tA\033[1m\rBcc: x <esc@q.example>, Two, Names <two@q.example>\nR:\tnobody\nL:\tlist@q.example\t(moderated)\nL:\tsecret@q.example (subscribers-only)\n'
	printf 'F:\tdrivers/a/\nF:\tdrivers/[\nF:\t(((\nN:\t(\nN:\t[^\nK:\t(((\nK:\tput_page # (?{ system("touch /tmp/never") })\n'
} >>"$tree/MAINTAINERS"
printf '\033 <ann@alpha.example> <x\n' >"$tree/.mailmap"
ok "mails with a MAINTAINERS that is meant to break things" ends 0 mails STAGE=none
heads() {
	sed -n '1,/^$/p' "$@"
}
ok "... no header of it" sh -c '! grep -h "^Bcc" "$1"/mails/*' - "$reports"
ok "... no control character in a mail" clean "$reports"/mails/*
is "the cover letter has the sender as the patches have it" "$(heads "$reports"/mails/*0000* | grep '^From: ')" "$(heads "$reports"/mails/*0001* | grep '^From: ')"
# shellcheck disable=SC2016
is "... which git reads again" "$(git mailinfo "$TMP/body" "$TMP/patch" <"$(echo "$reports"/mails/*0000*)" | sed -n 's/^Author: //p')" "$(git mailinfo "$TMP/body" "$TMP/patch" <"$(echo "$reports"/mails/*0001*)" | sed -n 's/^Author: //p')"
grep -h '^Cc: ' "$reports"/mails/*0001* >"$TMP/cc"
ok "a moderated list is told" grep -qx 'Cc: list@q.example' "$TMP/cc"
ok "... one for subscribers is not" sh -c '! grep secret "$1"' - "$TMP/cc"
ok "... a quoted name stays one" grep -qF '"Q \" uote" <q@q.example>' "$TMP/cc"
git config --global user.name "Zoë Sender"

# ---- JOBS ----
for command in convert audit lint explain mails mails-status overlay overlay-remove check annotate; do
	ok "JOBS=abc: $command" untouched refused "JOBS=abc: takes a number of jobs" "$command" JOBS=abc SITE=drivers/a/a.c:7
done
for jobs in 0 -1 08 1x "1 2" ''; do
	[ -z "$jobs" ] || ok "JOBS=$jobs" refused "takes a number of jobs" explain JOBS="$jobs" SITE=drivers/a/a.c:7
done
at_most() {
	JOBS=$1 sh -c 'set -eu; top=$1; . "$top/scripts/lib.sh"; check_jobs; [ "$JOBS" -le "$(($(nproc) * 4 + 16))" ]' - "$TOP"
}
for jobs in 9999 99999999999999999999999; do
	ok "JOBS=$jobs is capped" at_most $jobs
done
ok "make explain with it" ends 0 explain JOBS=9999 SITE=drivers/a/a.c:7
done_testing
