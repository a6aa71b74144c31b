#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make mails on a small tree: what goes into which patch, what git makes of the
# mails, who gets them, further versions, and what is refused.  make mails-status
# on that tree, grown older.
set -eu
. "$(dirname "$0")/lib.sh"

debian=$(debian_tree) || skip_all "Debian's kernel source is not there; get_maintainer.pl is taken from it"

# Reports go below the copy's own reports/; nothing of the user's git is read.
mkdir "$TMP/pincer" "$TMP/home"
cp -rp "$TOP/Makefile" "$TOP/scripts" "$TOP/cocci" "$TOP/pairing" "$TOP/kernel-overlay" "$TMP/pincer"
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
		cp "$debian/scripts/get_maintainer.pl" "$debian/scripts/checkpatch.pl" "$debian/scripts/spelling.txt" \
			"$debian/scripts/const_structs.checkpatch" scripts
	)
	cp -R "$tree" "$TMP/was"
}

# run PARAMETER...: make mails, as a user types it; leaves rc, $TMP/out, $TMP/err
run() {
	rc=0
	make -C "$TMP/pincer" "${command:-mails}" KERNEL="$tree" "$@" >"$TMP/out" 2>"$TMP/err" </dev/null || rc=$?
}

succeeds() {
	run "$@"
	cat "$TMP/out" "$TMP/err"
	[ "$rc" -eq 0 ]
}

# refused TEXT PARAMETER...: exit status 2, one line with TEXT, the tree and what
# an earlier run wrote are as they were
refused() {
	text=$1
	shift
	rm -rf "$TMP/was" "$TMP/mails.was"
	cp -R "$tree" "$TMP/was"
	cp -R "$reports/mails" "$TMP/mails.was"
	run "$@"
	cat "$TMP/err"
	[ "$rc" -eq 2 ] || { echo "exit status $rc"; return 1; }
	[ "$(grep -cv '^make' "$TMP/err")" -eq 1 ] || { echo "not just one line"; return 1; }
	grep -q "^pincer: .*$text" "$TMP/err" || { echo "no \"pincer: ... $text\""; return 1; }
	diff -r "$TMP/was" "$tree" && diff -r "$TMP/mails.was" "$reports/mails" &&
		[ ! -e "$reports/.mails" ] && [ ! -e "$reports/.mails-status" ]
}

# mail N [FOLDER]: that mail's file
mail() {
	find "$reports/${2:-mails}" -name "*000$1-*.patch"
}

# applied MAIL...: git am of the mails to the tree as it was; leaves $TMP/am
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

# body N: its body on one line, as a sentence may be wrapped anywhere
body() {
	git mailinfo "$TMP/body" "$TMP/patch" <"$(mail "$1")" >/dev/null
	tr '\n' ' ' <"$TMP/body" | tr -s ' '
}

body_has() {
	body "$1" | grep -qF -e "$2" || { cat "$TMP/body"; return 1; }
}

# cc N: who mail N goes to
cc() {
	git mailinfo "$TMP/body" "$TMP/patch" <"$(mail "$1")" >/dev/null
	sed -n 's/^Cc: //p' "$TMP/body" | LC_ALL=C sort | tr '\n' ';'
}

# subjects: of all mails but the cover letter
subjects() {
	for one in "$reports"/mails/*.patch; do
		case $one in *0000-cover-letter*) continue ;; esac
		git mailinfo "$TMP/body" "$TMP/patch" <"$one" | sed -n 's/^Subject: //p'
	done
}

# calls: "patch file" of each rewritten call
calls() {
	cut -f 1,3 "$reports/mails.tsv" | tail -n +2 | tr '\t' ' ' | sort -n
}

cover_has() {
	cover=$(mail 0 "${2:-mails}")
	grep -qE -e "$1" "$cover" || { cat "$cover"; return 1; }
}

# ------------------------------------------------------------------ the way it goes
identity
new_tree
cp -R "$tree" "$TMP/pristine"
ok "a series is written" succeeds CHECKPATCH="$tree/scripts/checkpatch.pl"
ok "the tree is left alone" diff -r "$TMP/was" "$tree"
is "a patch for each section, one for the group that crosses" \
	"$(cut -f 1-3 "$reports/mails.tsv" | tail -n +2 | sort -u | tr '\t' ' ')" \
	"2 ALPHA DRIVER drivers/alpha/one.c
2 ALPHA DRIVER drivers/alpha/two.c
3 (no section) drivers/beta drivers/beta/excluded.c
4 ALPHA DRIVER; BETA DRIVER drivers/alpha/one.c
4 ALPHA DRIVER; BETA DRIVER drivers/beta/beta.c"
is "every rewritten call is in one patch" "$(tail -n +2 "$reports/mails.tsv" | cut -f 3- | LC_ALL=C sort)" \
	"$(tail -n +2 "$reports/rewritten.tsv" | LC_ALL=C sort)"
is "the folder holds the mails alone" "$(find "$reports/mails" -type f | wc -l) $(find "$reports/mails" -name "*.patch" | wc -l)" "5 5"
is "the API, which the tree has not, comes first" "$(header 1 Subject)" "mm: introduce put_user_page*(), placeholder version"

# ------------------------------------------------------------------ git
ok "git am takes the folder, but for the cover letter" applied "$(mail 1)" "$(mail 2)" "$(mail 3)" "$(mail 4)"
cp -R "$TMP/pristine" "$TMP/converted"
(cd "$TMP/converted" && git apply "$reports/convert.patch")
"$TOP/scripts/overlay.sh" apply --stage placeholder "$TMP/converted" >"$TMP/said"
ok "... which gives the converted tree with the API" diff -r -x .git -x .pincer-overlay "$TMP/converted" "$TMP/am"
is "... in four commits" "$(git -C "$TMP/am" rev-list --count HEAD)" 5
is "one call of the shared file comes first, the other with its group" \
	"$(git -C "$TMP/am" grep -c 'put_user_page(' HEAD~2 HEAD -- drivers/alpha/one.c | tr '\n' ' ')" \
	"HEAD~2:drivers/alpha/one.c:1 HEAD:drivers/alpha/one.c:2 "
mkdir "$TMP/split"
git mailsplit -o"$TMP/split" "$reports/mails.mbox" >"$TMP/count"
is "the mbox holds the cover letter and each patch" "$(cat "$TMP/count")" 5
for k in 1 2 3 4; do
	ok "... mail $k as in the folder" cmp "$TMP/split/000$((k + 1))" "$(mail $k)"
done
is "the author, read by git mailinfo" "$(header 2 Author) $(header 2 Email)" "Zoë Sender zoe@sender.example"
is "... of the cover letter, too" "$(header 0 Author) $(header 0 Email)" "Zoë Sender zoe@sender.example"
is "the subject" "$(header 2 Subject)" "drivers/alpha: convert put_page() to put_user_page*()"
is "... of a file in no section" "$(header 3 Subject)" "drivers/beta: convert put_page() to put_user_page*()"
is "... of the group that crosses" "$(header 4 Subject)" "drivers: convert put_page() to put_user_page*()"
for k in 0 1 2; do
	is "no header of mail $k is beyond ASCII" "$(sed '/^$/q' "$(mail $k)" | LC_ALL=C grep -c '[^ -~	]')" 0
done
id=$(sed -n 's/^Message-I[dD]: //p' "$(mail 0)")
is "each patch answers the cover letter" "$(cat "$reports"/mails/*.patch | grep -cxF "In-Reply-To: $id")" 4
is "... and nothing answers another mail" "$(cat "$reports"/mails/*.patch | grep -c "^References: ")" 4

# sent LINE: git send-email would send the folder, with that line
sent() {
	git send-email --dry-run --confirm=never "$reports/mails" >"$TMP/out" 2>&1 </dev/null || { cat "$TMP/out"; return 1; }
	grep -qF -e "$1" "$TMP/out" || { cat "$TMP/out"; return 1; }
}
if [ -x "$(git --exec-path)/git-send-email" ]; then
	ok "git send-email takes the folder" sent "Subject: [PATCH 4/4] drivers: convert put_page() to put_user_page*()"
	ok "... to the section's people" sent "RCPT TO:<joerg@alpha.example>"
	is "... each mail" "$(grep -c '^Result: OK' "$TMP/out")" 5
else
	ok "git send-email takes the folder # SKIP git-email is not installed" true
fi

# ------------------------------------------------------------------ what it says
ok "where the pages are acquired" body_has 3 "The pages are acquired by get_user_pages_fast() in beta_excluded() (drivers/beta/excluded.c:6)."
ok "where they are released" body_has 3 "They are released by put_page() in beta_excluded() (drivers/beta/excluded.c:8)."
ok "what the call becomes" body_has 3 "Only such references get to this call, so it becomes put_user_page()."
ok "a loop that is folded" body_has 2 "so it and the loop around it become one call of put_user_pages()."
ok "... one that dirties, too" body_has 2 "so it and the loop around it become one call of put_user_pages_dirty_lock()."
ok "... where its count comes from" body_has 2 'put_user_pages() in alpha_many() (drivers/alpha/two.c:9) takes its count from "for (i = 0; i < want; i++)".'
ok "groups of one patch are told apart" body_has 2 "drivers/alpha/two.c, alpha_perhaps():"
ok "how they travel, with the source" body_has 4 "drivers/alpha/one.c: 17: if (beta_get_page(start, &page))"
ok "a NULL test that stays" body_has 2 "The NULL test before put_page() in alpha_perhaps() (drivers/alpha/two.c:19) is kept."
not_said() { ! body_has 3 "For review"; }
ok "nothing to review, nothing said" not_said
ok "it is signed off" body_has 2 "Signed-off-by: Zoë Sender <zoe@sender.example>"
long_lines() {
	for k in 0 1 2 3 4; do
		git mailinfo "$TMP/body" "$TMP/patch" <"$(mail $k)" >/dev/null
		grep -E "^.{76}" "$TMP/body" || :
	done
}
is "no line of a body is too long" "$(long_lines)" ""
is "the rows of the series" "$(($(wc -l <"$reports/mails.tsv") - 1))" 7
ok "the cover letter has their number" cover_has "^ +7 calls in 3 patches$"
ok "... the patches" cover_has "^ +4 +2 +2 +0 +0  ALPHA DRIVER; BETA DRIVER$"
ok "... the patch of the API" cover_has "^ +1  mm: introduce put_user_page\*\(\), placeholder version$"
ok "... the diffstat" cover_has "^ 8 files changed"
ok "... what checkpatch says" cover_has "^--strict finds things in it that were not there before: 1[.]$"
ok "... and no commit, where there is none" sh -c '! grep "^base-commit" "$1"' - "$(mail 0)"
is "checkpatch, run here" "$(cd "$tree" && perl scripts/checkpatch.pl --no-tree --strict --terse --no-summary "$reports"/mails/000[2-4]* || :)" ""

# What another action of the plan reads like: both ends of a pair renamed.
{
	printf '1\tTEE SUBSYSTEM\tdrivers/tee/tee_shm.c\t5\t2\tget_user_pages_fast\tacquire\tpin_user_pages_fast\t1\ttoken\n'
	printf '1\tTEE SUBSYSTEM\tdrivers/tee/tee_shm.c\t9\t2\tput_page\trelease\tunpin_user_page\t1\tbulk\n'
} >"$TMP/pin.patches"
{
	printf 'file\tline\tcolumn\tfunction\tkind\tcall\tverdict\tgroup\torigins\tevidence\n'
	printf 'drivers/tee/tee_shm.c\t5\t2\tshm_get\tacquisition\tget_user_pages_fast(a, n, 1, p)\tpaired\t1\t\t\n'
	printf 'drivers/tee/tee_shm.c\t9\t2\tshm_put\trelease\tput_page(p[i])\tconvert\t1\tdrivers/tee/tee_shm.c:5\tdrivers/tee/tee_shm.c:9 <- drivers/tee/tee_shm.c:5 get_user_pages_fast\n'
} >"$TMP/pin.sites"
echo patch >"$TMP/pin.prefixes"
mkdir "$TMP/pin"
PINCER_TREE=$TMP awk -f "$TOP/scripts/mails/message.awk" -v old="$TMP" -v out="$TMP/pin" \
	"$TOP/cocci/convert/names.tsv" "$TMP/pin.prefixes" "$TMP/pin.patches" "$TMP/pin.sites"
is "the subject where acquisitions become pins" "$(head -n 1 "$TMP/pin/1.msg")" \
	"drivers/tee: convert get_user_pages_fast() to pin_user_pages*()"
pin_says() { tr '\n' ' ' <"$TMP/pin/1.msg" | grep -qF "$1" || { cat "$TMP/pin/1.msg"; return 1; }; }
ok "... what the acquisition becomes" pin_says "This call becomes pin_user_pages_fast()."
ok "... and the release" pin_says "become one call of unpin_user_pages()."
is "... its row for the cover letter" "$(cut -f 4- "$TMP/pin/table")" "1	1	0	0	1"

# ------------------------------------------------------------------ who gets it
is "section's people, by the tree's own script" "$(cc 2)" \
	'"Jörg Müller" <joerg@alpha.example>;"Rev. Iewer" <reviewer@alpha.example>;all@lists.example;alpha@lists.example;'
is "both sections of a group that crosses" "$(cc 4)" \
	'"Jörg Müller" <joerg@alpha.example>;"Rev. Iewer" <reviewer@alpha.example>;Bea Ta <bea@beta.example>;all@lists.example;alpha@lists.example;beta@lists.example;'
is "an excluded file is not its section's" "$(cc 3)" "all@lists.example;"
is "all mails go to the lists of the API" "$(sed -n '/^To:/,/^[^ ]*$/p' "$(mail 3)" | tr -d ' \n')" \
	"To:mm@lists.example,all@lists.example"
ok "the cover letter to every list" cover_has "^ +beta@lists.example"

# ------------------------------------------------------------------ a tree converted in place
grep -h '^[-+@]' "$reports"/mails/000[2-4]* >"$TMP/first"
cp -R "$reports/mails" "$TMP/version1"
make -C "$TMP/pincer" convert KERNEL="$tree" >"$TMP/out" 2>&1
cp -R "$tree" "$TMP/in_place"
ok "after a conversion in place" succeeds
is "... the patches are the same" "$(grep -h '^[-+@]' "$reports"/mails/000[2-4]*)" "$(cat "$TMP/first")"
echo >>"$tree/drivers/alpha/one.c"
ok "... a converted file edited since" refused "drivers/alpha/one.c: changed since the analysis"
cp "$TMP/in_place/drivers/alpha/one.c" "$tree/drivers/alpha/one.c"
sed -i 's/put_user_page(page)/put_user_page(page + 0)/' "$tree/drivers/beta/excluded.c"
ok "... what was converted edited since" refused "$tree: nothing to convert"
cp "$TMP/in_place/drivers/beta/excluded.c" "$tree/drivers/beta/excluded.c"
echo >>"$tree/drivers/beta/other.c"
ok "... another file that the evidence is from" refused "drivers/beta/other.c: changed since the analysis"
cp "$TMP/in_place/drivers/beta/other.c" "$tree/drivers/beta/other.c"
ok "... as it was, if with other times" succeeds STAGE=none
"$TOP/scripts/overlay.sh" apply --stage placeholder "$tree" >"$TMP/said"
ok "... with the overlay laid in" refused "the overlay is laid in; take it out first"
"$TOP/scripts/overlay.sh" remove "$tree" >"$TMP/said"

# ------------------------------------------------------------------ parts of it
# of the tree converted in place, which need not be analysed again, and without the
# API, to be quick
ok "with a limit" succeeds STAGE=none MAX_LINES=2
is "... a section is divided, a group is not" "$(calls)" "1 drivers/alpha/one.c
2 drivers/alpha/two.c
3 drivers/alpha/two.c
4 drivers/alpha/two.c
5 drivers/beta/excluded.c
6 drivers/alpha/one.c
6 drivers/beta/beta.c"
is "... and each patch has its own subject" "$(subjects | sort | uniq -d)" ""
ok "what is small enough stays together" succeeds STAGE=none MAX_LINES=9
is "... file by file" "$(calls | cut -d ' ' -f 1 | uniq -c | tr -s ' \n' ' ')" " 3 1 1 2 1 3 2 4 "
ok "one subsystem" succeeds STAGE=none SUBSYSTEM="Beta driver"
is "... with the group that crosses into it" "$(calls)" "1 drivers/alpha/one.c
1 drivers/beta/beta.c"
ok "... which is said" cover_has "These are a part of the calls"
ok "one folder" succeeds STAGE=none M=drivers/beta
is "... without the group that reaches beyond" "$(calls)" "1 drivers/beta/excluded.c"
ok "... which is said" grep -qx "Left:   2 calls whose groups reach beyond drivers/beta" "$TMP/out"
ok "only some groups" succeeds STAGE=none ONLY=drivers/beta/excluded.c,drivers/beta/beta.c
is "... by path" "$(calls)" "1 drivers/beta/excluded.c
2 drivers/alpha/one.c
2 drivers/beta/beta.c"
number=$(awk -F '\t' '$3 == "drivers/beta/excluded.c" { print $9 }' "$reports/mails.tsv")
ok "all but some" succeeds STAGE=none SKIP="$number drivers/alpha/two.c"
is "... by number and by path" "$(calls)" "1 drivers/alpha/one.c
2 drivers/alpha/one.c
2 drivers/beta/beta.c"
ok "without the API" succeeds STAGE=none
ok "... which is said" cover_has "does not declare put_user_page"
ok "a link, and a mail to answer" succeeds STAGE=none LINK=https://lists.example/1 IN_REPLY_TO=1@sender.example
ok "... in each patch" body_has 2 "Link: https://lists.example/1"
is "... the cover letter answers it" "$(sed -n 's/^In-Reply-To: //p' "$(mail 0)")" "<1@sender.example>"
ok "a group that is not there" refused "ONLY=99: no converted group" ONLY=99
ok "a section that is not there" refused "SUBSYSTEM=gamma: nothing converted" SUBSYSTEM=Gamma
ok "nothing left over" refused "nothing of what is converted there was asked for" SKIP=drivers
ok "a limit that is no number" refused "MAX_LINES=few: takes" MAX_LINES=few
ok "a stage that is not there" refused "STAGE=all: takes" STAGE=all
ok "a version that is no number" refused "V=two: takes" V=two

# ------------------------------------------------------------------ the next version
rm -rf "$reports/mails"
cp -R "$TMP/version1" "$reports/mails"
new_tree
sed -i 's/^int alpha_perhaps/int alpha_maybe/' "$tree/drivers/alpha/two.c"
sed -i 's/put_page(page);/discard(page);/; s/get_user_pages_fast(start, 1, 1, &page) != 1/!page/' "$tree/drivers/beta/excluded.c"
ok "version 2" succeeds V=2 MAX_LINES=9
ok "... the first one stays" diff -r "$TMP/version1" "$reports/mails"
is "... its subjects" "$(sed -n 's/^Subject: \(\[[^]]*\]\).*/\1/p' "$(mail 0 mails-v2)" "$(mail 3 mails-v2)" | tr '\n' ' ')" \
	"[PATCH v2 0/4] [PATCH v2 3/4] "
ok "... the cover letter has what changed" cover_has "^Changes since v1:$" mails-v2
ok "... unchanged ones" cover_has "^- 2 of 4 patches change the same lines" mails-v2
ok "... changed ones" cover_has "^- 1 changed:$" mails-v2
ok "... new ones" cover_has "^- 1 new:$" mails-v2
ok "... dropped ones" cover_has "^- 1 dropped:$" mails-v2
ok "... by name" cover_has "^    drivers/beta: convert put_page" mails-v2
ok "... one that no longer applies" cover_has "^- 1 of the earlier ones no longer apply" mails-v2
cp "$TMP/pristine/drivers/alpha/two.c" "$tree/drivers/alpha"
cp "$TMP/pristine/drivers/beta/excluded.c" "$tree/drivers/beta"
ok "version 2, again, from the same tree" succeeds V=2 SKIP=drivers/beta/excluded.c
ok "... has the interdiff" cover_has "^Interdiff against v1:$" mails-v2
ok "... of what was dropped" cover_has "^  \+	put_page\(page\);$" mails-v2
ok "... git am takes it" applied "$(mail 1 mails-v2)" "$(mail 2 mails-v2)" "$(mail 3 mails-v2)"
ok "a version without the one before" refused "mails-v4: no such series" V=5
ok "... unless it is named" succeeds V=5 SERIES="$reports/mails"
is "... which nothing has changed since" "$(grep -c "^Interdiff" "$(mail 0 mails-v5)")" 0
ok "... all the same" cover_has "^- 4 of 4 patches change the same lines" mails-v5
ok "V=1 is no version" succeeds V=1
is "... but as it was" "$(sed -n 's/^Subject: \(\[[^]]*\]\).*/\1/p' "$(mail 0)")" "[PATCH 0/4]"

# ------------------------------------------------------------------ status
command=mails-status
ok "status of the series in the tree that it is for" succeeds SERIES="$reports/mails"
ok "... all open" grep -qx "4 patches: 0 applied, 0 changed, 4 still open" "$TMP/out"
(
	cd "$tree"
	git apply "$(mail 3)"
	# half of a patch; lines above it; a driver that is gone
	sed -i 's/^\tput_page(page);$/\tput_user_page(page);/' drivers/alpha/one.c
	sed -i '1a /* a line more */' drivers/alpha/two.c
	rm drivers/beta/beta.c
)
ok "... in a newer tree" succeeds SERIES="$reports/mails.mbox"
is "... applied, partly applied, gone, open" "$(cut -f 1-5 "$TMP/pincer/reports/tree/mails-status.tsv" | tail -n +2 | tr '\t' ' ')" \
	"1 open 0 4 0
2 changed 1 2 0
3 applied 1 0 0
4 changed 1 0 1"
ok "... with the file where a hunk is lost" grep -q "drivers/beta/beta.c" "$TMP/out"
ok "no series" refused "no series given"
ok "a series that is not there" refused "no such series" SERIES="$TMP/nothing"
echo nonsense >"$TMP/nonsense"
ok "a series that is none" refused "no mails in it" SERIES="$TMP/nonsense"
mkdir "$TMP/empty"
ok "a folder without mails" refused "no mails in it\|no patches in it" SERIES="$TMP/empty"
command=mails

# ------------------------------------------------------------------ the core
new_tree
cp -R "$TOP/tests/overlay/core/." "$tree"
grep -v SPDX "$TOP/tests/overlay/core/MAINTAINERS" | cat "$TOP/tests/mails/MAINTAINERS" - >"$tree/MAINTAINERS"
cp -R "$tree" "$TMP/core"
ok "with the core" succeeds STAGE=core
is "... fixes of the tree, then in the order of the RFC" "$(subjects | grep -vE ': convert .*to |: keep plain')" "block: drop the reference of a piece that is merged into a segment
KVM: release the zero page like any other
vfio/type1: drop the reference of the zero page
mm/gup_benchmark: take mmap_sem around get_user_pages()
mm: introduce put_user_page*(), placeholder version
mm: one helper for page_cache_{get,add}_speculative()
mm: let the walks of get_user_pages() take references of their own kind
mm: the same for the walks of mips, powerpc, s390, sh and sparc
mm: add plain-reference forms of get_user_pages() and its relatives
mm: remember who pinned what
mm: tell pages pinned by get_user_pages() from others
mm: count get_user_pages() pins in /proc/vmstat
mm: document get_user_pages() and put_user_page*()"
rm -rf "$TMP/pristine.was"
mv "$TMP/pristine" "$TMP/pristine.was"
cp -R "$TMP/core" "$TMP/pristine"
ok "... git am takes it" applied "$reports"/mails/000[1-9]* "$reports"/mails/001[0-9]*
(cd "$TMP/core" && git apply "$reports/convert.patch")
"$TOP/scripts/overlay.sh" apply --stage core "$TMP/core" >"$TMP/said"
ok "... and makes the converted tree with the core" diff -r -x .git -x .pincer-overlay "$TMP/core" "$TMP/am"
is "... the counters are used from their patch on" \
	"$(git -C "$TMP/am" grep -c NR_GUP_ HEAD~2 HEAD~1 -- mm/gup_pin.c | cut -d : -f 1-2)" "HEAD~1:mm/gup_pin.c"
rm -rf "$TMP/pristine"
mv "$TMP/pristine.was" "$TMP/pristine"

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
is "... its subjects' style" "$(header 2 Subject)" "Alpha driver: convert put_page() to put_user_page*()"
ok "... and the commit the series stands on" cover_has "^base-commit: $(git -C "$tree" rev-parse HEAD)$"
is "... which is not touched" "$(find "$tree/.git" -type f -exec cksum {} + | sort)" "$(cat "$TMP/git.was")"
echo "/* not committed */" >>"$tree/drivers/alpha/one.c"
ok "with a change that is not committed" succeeds STAGE=none
ok "... no commit is named" sh -c '! grep "^base-commit" "$1"' - "$(mail 0)"

# ------------------------------------------------------------------ bad input
new_tree
mv "$tree/MAINTAINERS" "$TMP/MAINTAINERS"
ok "no MAINTAINERS" refused "MAINTAINERS: missing"
echo "nobody" >"$tree/MAINTAINERS"
ok "MAINTAINERS without a section" refused "MAINTAINERS: no section"
iconv -f UTF-8 -t ISO-8859-1 "$TMP/MAINTAINERS" >"$tree/MAINTAINERS"
ok "MAINTAINERS that is not UTF-8" refused "MAINTAINERS: not UTF-8"
cp "$TMP/MAINTAINERS" "$tree"
mv "$tree/drivers/alpha/two.c" "$tree/drivers/alpha/two ö.c"
ok "a path with odd characters" refused "two ö.c: not every mail program can read"
ok "... can be left out" succeeds STAGE=none SKIP=drivers/alpha
ok "... and the rest goes" sh -c '[ "$1" = "1 drivers/beta/excluded.c" ]' - "$(calls)"
mv "$tree/drivers/alpha/two ö.c" "$tree/drivers/alpha/two,x+y.c"
ok "a path with less odd ones" succeeds STAGE=none
ok "... is in a patch" grep -q "drivers/alpha/two,x+y.c" "$reports/mails.tsv"
mv "$tree/drivers/alpha/two,x+y.c" "$tree/drivers/alpha/two.c"
ok "no checkpatch.pl was named" succeeds STAGE=none
ok "... nothing is claimed" sh -c '! grep checkpatch "$1"' - "$(mail 0)"
ok "one that is not there" refused "CHECKPATCH=/nowhere: no such file" CHECKPATCH=/nowhere
printf '%s\n' 'print "$_:1: WARNING:LONG_LINE: too long\n" for grep { /0003/ } @ARGV' >"$tree/scripts/checkpatch.pl"
ok "a checkpatch.pl that finds something before and after" succeeds STAGE=none CHECKPATCH="$tree/scripts/checkpatch.pl"
ok "... nothing new" cover_has "^--strict finds nothing"
printf '%s\n' 'print "$_:1: WARNING:LONG_LINE: too long\n" for grep { /0003-/ } @ARGV' >"$tree/scripts/checkpatch.pl"
ok "one that finds something after" succeeds STAGE=none CHECKPATCH="$tree/scripts/checkpatch.pl"
ok "... is listed" grep -qx " *0003 WARNING:LONG_LINE" "$TMP/out"
ok "... and counted" cover_has "^--strict finds things in it that were not there before: 1[.]$"
rm "$HOME/.gitconfig"
ok "no git identity" refused "git has no name and address"
identity
rm "$tree"/drivers/*/*.c
ok "nothing to convert" refused "nothing to convert"

done_testing
