# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2034
# lib.sh: what the tests against hostile trees, patches and words share.  Sourced behind
# tests/lib.sh, never run.  Reports go below the copy's own reports/, and nothing of the
# user's git is read.
pincer=$TMP/pincer
tree=$TMP/tree
reports=$pincer/reports/tree
copy_pincer "$pincer"
mkdir "$TMP/home"
cp -rp "$TOP/boot" "$TOP/checker" "$pincer"
"$TOP/scripts/build.sh"
export PINCER_BUILD="$BUILD" PINCER_CACHE="$TMP/cache" HOME="$TMP/home" GIT_CONFIG_NOSYSTEM=1
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL EMAIL XDG_CONFIG_HOME JOBS
git config --global user.name "Zoë Sender"
git config --global user.email zoe@sender.example
git config --global protocol.file.allow always

# source_text LINE: a C file with a pair to convert; LINE is put into its body
source_text() {
	pair_text take "$1"
}

# new_tree FOLDER: a small kernel tree
new_tree() {
	to=$1
	bare_tree "$to"
	cat >"$to/MAINTAINERS" <<-'END'
	List of maintainers

	ALPHA DRIVER
	M:	Ann Alpha <ann@alpha.example>
	L:	alpha@lists.example
	F:	drivers/a/

	MEMORY
	L:	mm@lists.example
	F:	include/linux/mm.h

	THE REST
	L:	all@lists.example
	F:	*
	F:	*/
	END
	source_text "" >"$to/drivers/a/a.c"
}

# run COMMAND [NAME=VALUE...]: as `make COMMAND` would, but with its own exit status, in
# the folder $from; leaves rc, $TMP/out, $TMP/err
from=$TMP
run() {
	rc=0
	command=$1
	shift
	(cd "$from" && env KERNEL="$tree" "$@" "$pincer/scripts/front.sh" "$command") >"$TMP/out" 2>"$TMP/err" </dev/null || rc=$?
	cat "$TMP/out" "$TMP/err"
}

# ends RC COMMAND [NAME=VALUE...]: with that exit status
ends() {
	want=$1
	shift
	run "$@"
	[ "$rc" -eq "$want" ] || { echo "exit status $rc"; return 1; }
}

# refused TEXT COMMAND [NAME=VALUE...]: exit status 2 and one line of ours, with TEXT in it
refused() {
	text=$1
	shift
	run "$@"
	[ "$rc" -eq 2 ] || { echo "exit status $rc"; return 1; }
	[ "$(grep -vc '^pincer: .*rename it$' "$TMP/err")" -eq 1 ] && grep -q '^pincer: ' "$TMP/err" && grep -qF -e "$text" "$TMP/err"
}

# untouched COMMAND...: which succeeds, and the tree is byte for byte as it was
untouched() {
	rm -rf "$TMP/was"
	cp -a "$tree" "$TMP/was"
	"$@" && diff -r --no-dereference "$TMP/was" "$tree"
}
