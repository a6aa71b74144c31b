#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make mails on a small tree: what goes into which patch, what git makes of the
# mails, who gets them, and what is refused.
set -eu
. "$(dirname "$0")/lib.sh"

debian=$(debian_tree) || skip_all "Debian's kernel source is not there; get_maintainer.pl is taken from it"

# Reports go below the copy's own reports/; nothing of the user's git is read.
mkdir "$TMP/pincer" "$TMP/home"
cp -r "$TOP/Makefile" "$TOP/scripts" "$TOP/cocci" "$TOP/pairing" "$TOP/kernel-overlay" "$TMP/pincer"
"$TOP/scripts/build.sh"
export PINCER_BUILD="$BUILD" PINCER_CACHE="$TMP/cache" HOME="$TMP/home" GIT_CONFIG_NOSYSTEM=1
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL EMAIL XDG_CONFIG_HOME
tree=$TMP/tree
reports=$TMP/pincer/reports/tree

identity() {
	git config --global user.name "Zoë Sender"
	git config --global user.email zoe@sender.example
}

new_tree() {
	rm -rf "$tree" "$TMP/was"
	mkdir "$tree"
	(
		cd "$tree"
		cp -R "$TOP/tests/overlay/common/." "$TOP/tests/overlay/before-5.2/." "$TOP/tests/mails/." .
		mkdir -p Documentation arch fs init ipc kernel lib mm scripts
		touch COPYING CREDITS Kbuild Kconfig README
		cp "$debian/scripts/get_maintainer.pl" scripts
	)
	cp -R "$tree" "$TMP/was"
}

# run PARAMETER...: make mails, as a user types it; leaves rc, $TMP/out, $TMP/err
run() {
	rc=0
	make -C "$TMP/pincer" mails KERNEL="$tree" "$@" >"$TMP/out" 2>"$TMP/err" </dev/null || rc=$?
}

succeeds() {
	run "$@"
	cat "$TMP/out" "$TMP/err"
	[ "$rc" -eq 0 ]
}

# refused TEXT: exit status 2, one line with TEXT, the tree and what an earlier
# run wrote are as they were
refused() {
	rm -rf "$TMP/was" "$TMP/mails.was"
	cp -R "$tree" "$TMP/was"
	cp -R "$reports/mails" "$TMP/mails.was"
	run
	cat "$TMP/err"
	[ "$rc" -eq 2 ] || { echo "exit status $rc"; return 1; }
	[ "$(grep -cv '^make' "$TMP/err")" -eq 1 ] || { echo "not just one line"; return 1; }
	grep -q "^pincer: .*$1" "$TMP/err" || { echo "no \"pincer: ... $1\""; return 1; }
	diff -r "$TMP/was" "$tree" && diff -r "$TMP/mails.was" "$reports/mails" && [ ! -e "$reports/.mails" ]
}

# mail N: that mail's file
mail() {
	echo "$reports/mails/000$1"-*.patch
}

# applied WAY: git am of the mails to the pristine tree; leaves $TMP/am
applied() {
	rm -rf "$TMP/am"
	cp -R "$TMP/pristine" "$TMP/am"
	(
		cd "$TMP/am"
		git init -q .
		git add -A -f
		git commit -q -m base
		git am "$@"
	)
}

# header N NAME: that header of mail N, as git mailinfo reads it
header() {
	git mailinfo "$TMP/body" "$TMP/patch" <"$(mail "$1")" | sed -n "s/^$2: //p"
}

body_has() {
	git mailinfo "$TMP/body" "$TMP/patch" <"$(mail "$1")" >/dev/null
	cat "$TMP/body"
	# a sentence may be wrapped anywhere
	tr '\n' ' ' <"$TMP/body" | tr -s ' ' | grep -qF -e "$2"
}

# cc N: who mail N goes to
cc() {
	git mailinfo "$TMP/body" "$TMP/patch" <"$(mail "$1")" >/dev/null
	sed -n 's/^Cc: //p' "$TMP/body" | LC_ALL=C sort | tr '\n' ';'
}

# ------------------------------------------------------------------ the way it goes
identity
new_tree
cp -R "$tree" "$TMP/pristine"
ok "a series is written" succeeds
ok "the tree is left alone" diff -r "$TMP/was" "$tree"
is "a patch for each section, one for the group that crosses" \
	"$(cut -f 1-3 "$reports/mails.tsv" | tail -n +2 | sort -u | tr '\t' ' ')" \
	"1 ALPHA DRIVER drivers/alpha/one.c
1 ALPHA DRIVER drivers/alpha/two.c
2 (no section) drivers/beta drivers/beta/excluded.c
3 ALPHA DRIVER; BETA DRIVER drivers/alpha/one.c
3 ALPHA DRIVER; BETA DRIVER drivers/beta/beta.c"
is "every rewritten call is in one patch" "$(tail -n +2 "$reports/mails.tsv" | cut -f 3- | LC_ALL=C sort)" \
	"$(tail -n +2 "$reports/rewritten.tsv" | LC_ALL=C sort)"
is "the folder holds the mails alone" "$(find "$reports/mails" -type f | wc -l) $(find "$reports/mails" -name "*.patch" | wc -l)" "4 4"

# ------------------------------------------------------------------ git
ok "git am takes the folder, but for the cover letter" applied "$(mail 1)" "$(mail 2)" "$(mail 3)"
cp -R "$TMP/pristine" "$TMP/converted"
(cd "$TMP/converted" && git apply "$reports/convert.patch")
ok "... which gives the converted tree" diff -r -x .git "$TMP/converted" "$TMP/am"
is "... in three commits" "$(git -C "$TMP/am" rev-list --count HEAD)" 4
is "one call of the shared file comes first, the other with its group" \
	"$(git -C "$TMP/am" grep -c 'put_user_page(' HEAD~2 HEAD -- drivers/alpha/one.c | tr '\n' ' ')" \
	"HEAD~2:drivers/alpha/one.c:1 HEAD:drivers/alpha/one.c:2 "
mkdir "$TMP/split"
git mailsplit -o"$TMP/split" "$reports/mails.mbox" >"$TMP/count"
is "the mbox holds the cover letter and each patch" "$(cat "$TMP/count")" 4
for k in 1 2 3; do
	ok "... mail $k as in the folder" cmp "$TMP/split/000$((k + 1))" "$(mail $k)"
done
is "the author, read by git mailinfo" "$(header 1 Author) $(header 1 Email)" "Zoë Sender zoe@sender.example"
is "the subject" "$(header 1 Subject)" "drivers/alpha: convert put_page() to put_user_page*()"
is "... of a file in no section" "$(header 2 Subject)" "drivers/beta: convert put_page() to put_user_page*()"
is "... of the group that crosses" "$(header 3 Subject)" "drivers: convert put_page() to put_user_page*()"
is "no header but for the encoded ones is beyond ASCII" \
	"$(sed '/^$/q' "$(mail 1)" | LC_ALL=C grep -c '[^ -~	]')" 0
id=$(sed -n 's/^Message-I[dD]: //p' "$reports/mails/0000-cover-letter.patch")
is "each patch answers the cover letter" "$(cat "$reports"/mails/*.patch | grep -cxF "In-Reply-To: $id")" 3

# ------------------------------------------------------------------ what it says
ok "where the pages are acquired" body_has 2 "The pages are acquired by get_user_pages_fast() in beta_excluded() (drivers/beta/excluded.c:6)."
ok "where they are released" body_has 2 "They are released by put_page() in beta_excluded() (drivers/beta/excluded.c:8)."
ok "a loop that is folded" body_has 1 "a loop becomes one call"
ok "how they travel, with the source" body_has 3 "drivers/alpha/one.c:17: if (beta_get_page(start, &page))"
ok "a NULL test that stays" body_has 1 "The NULL test before put_page() in alpha_perhaps() (drivers/alpha/two.c:19) is kept."
not_said() { ! body_has 2 "For review"; }
ok "nothing to review, nothing said" not_said
ok "it is signed off" body_has 1 "Signed-off-by: Zoë Sender <zoe@sender.example>"
long_lines() {
	for k in 1 2 3; do
		git mailinfo "$TMP/body" "$TMP/patch" <"$(mail $k)" >/dev/null
		grep -E "^.{76}" "$TMP/body" || :
	done
}
is "no line of a body is too long" "$(long_lines)" ""
cover_has() { cat "$reports/mails/0000-cover-letter.patch"; grep -qE -e "$1" "$reports/mails/0000-cover-letter.patch"; }
is "the rows of the series" "$(($(wc -l <"$reports/mails.tsv") - 1))" 6
ok "the cover letter has their number" cover_has "^ +6 calls in 3 patches$"
ok "... the patches" cover_has "^ +3 +2 +2 +0 +0  ALPHA DRIVER; BETA DRIVER$"
ok "... that the API is missing" cover_has "does not declare put_user_page\(\)"
ok "... the diffstat" cover_has "^ 4 files changed"
ok "... and no commit, where there is none" sh -c '! grep "^base-commit" "$1"' - "$reports/mails/0000-cover-letter.patch"

# ------------------------------------------------------------------ who gets it
is "section's people, by the tree's own script" "$(cc 1)" \
	'"Jörg Müller" <joerg@alpha.example>;"Rev. Iewer" <reviewer@alpha.example>;all@lists.example;alpha@lists.example;'
is "both sections of a group that crosses" "$(cc 3)" \
	'"Jörg Müller" <joerg@alpha.example>;"Rev. Iewer" <reviewer@alpha.example>;Bea Ta <bea@beta.example>;all@lists.example;alpha@lists.example;beta@lists.example;'
is "an excluded file is not its section's" "$(cc 2)" "all@lists.example;"
is "all mails go to the lists of the API" "$(sed -n '/^To:/,/^[^ ]*$/p' "$(mail 2)" | tr -d ' \n')" \
	"To:mm@lists.example,all@lists.example"
ok "the cover letter to every list" cover_has "^ +beta@lists.example"

# ------------------------------------------------------------------ a tree converted in place
grep -h '^[-+@]' "$reports"/mails/000[123]* >"$TMP/first"
make -C "$TMP/pincer" convert KERNEL="$tree" >"$TMP/out" 2>&1
ok "after a conversion in place" succeeds
is "... the patches are the same" "$(grep -h '^[-+@]' "$reports"/mails/000[123]*)" "$(cat "$TMP/first")"
echo >>"$tree/drivers/alpha/one.c"
ok "... edited since, it is refused" refused "nothing to convert\|changed"

# ------------------------------------------------------------------ a repository
new_tree
(
	cd "$tree"
	git init -q .
	git add -A -f
	git commit -q -m "alpha: begin"
	for n in 1 2 3; do
		echo "/* $n */" >>drivers/alpha/two.c
		git commit -q -a -m "Alpha driver: change $n"
	done
) >/dev/null
git -C "$tree" status --porcelain >"$TMP/status"
find "$tree/.git" -type f -exec cksum {} + | sort >"$TMP/git.was"
ok "a tree with a history" succeeds
is "... its subjects' style" "$(header 1 Subject)" "Alpha driver: convert put_page() to put_user_page*()"
ok "... and the commit the series stands on" cover_has "^base-commit: $(git -C "$tree" rev-parse HEAD)$"
is "... which is not touched" "$(find "$tree/.git" -type f -exec cksum {} + | sort)" "$(cat "$TMP/git.was")"

# ------------------------------------------------------------------ bad input
new_tree
mv "$tree/MAINTAINERS" "$TMP/MAINTAINERS"
ok "no MAINTAINERS" refused "MAINTAINERS: missing"
echo "nobody" >"$tree/MAINTAINERS"
ok "MAINTAINERS without a section" refused "MAINTAINERS: no section"
iconv -f UTF-8 -t ISO-8859-1 "$TMP/MAINTAINERS" >"$tree/MAINTAINERS"
ok "MAINTAINERS that is not UTF-8" refused "MAINTAINERS: not UTF-8"
cp "$TMP/MAINTAINERS" "$tree"
rm "$tree/scripts/get_maintainer.pl"
ok "no get_maintainer.pl" refused "get_maintainer.pl: missing"
printf '%s\n' 'die "out of order";' >"$tree/scripts/get_maintainer.pl"
ok "a get_maintainer.pl that fails" refused "get_maintainer.pl: out of order"
cp "$debian/scripts/get_maintainer.pl" "$tree/scripts"
mv "$tree/drivers/alpha/two.c" "$tree/drivers/alpha/two ö.c"
ok "a path with odd characters" refused "two ö.c: get_maintainer.pl cannot read"
mv "$tree/drivers/alpha/two ö.c" "$tree/drivers/alpha/two.c"
rm "$HOME/.gitconfig"
ok "no git identity" refused "git has no name and address"
identity
rm "$tree"/drivers/*/*.c
ok "nothing to convert" refused "nothing to convert"

done_testing
