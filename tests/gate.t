#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The gate: a push is linted as it will be at the remote, whatever is checked out; the examples for GitHub and GitLab
# run as they are written, as far as a shell can run them.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"
unset PINCER_COMMAND PINCER_FROM PINCER_REPORTS PINCER_OUTPUT
GIT_CONFIG_GLOBAL=$TMP/gitconfig
export GIT_CONFIG_GLOBAL
git config --global user.name t
git config --global user.email t@example.org
git config --global init.defaultBranch main
git config --global protocol.file.allow always

g() {
	git -C "$tree" "$@"
}
commit() {
	g add -A
	g commit -q -m "$1"
}
# a driver that is right, and one that is not
right() {
	driver "drivers/$1/$1.c" "$1_get" put_user_page
	commit "$1"
}
wrong() {
	driver "drivers/$1/$1.c" "$1_get" put_page
	commit "$1, wrong"
}
new_tree
git -C "$tree" init -q
right a
git init -q --bare "$TMP/remote.git"
g remote add origin "$TMP/remote.git"
cp "$TOP/scripts/examples/pre-push" "$tree/.git/hooks/pre-push"
PINCER=$pincer/scripts/pincer
PINCER_WORK=$TMP/work
export PINCER PINCER_WORK

# pushes STATUS ARGUMENT...
pushes() {
	expected=$1
	shift
	rc=0
	g push -q origin "$@" >"$TMP/out" 2>&1 || rc=$?
	cat "$TMP/out"
	[ $((rc != 0)) -eq "$expected" ]
}
told() {
	cat "$TMP/out"
	grep -qF -e "$1" "$TMP/out"
}

# ---- pre-push ----
ok "the first push: nothing to compare with" pushes 0 main
ok "... which is said" told "nothing of it is known to be at origin"
g checkout -q -b good
right b
g checkout -q -b bad main
wrong c
g checkout -q good
ok "a bad branch is refused with a good one checked out" pushes 1 bad
ok "... for what is in it" told "drivers/c/c.c:11:"
g checkout -q bad
ok "a good one passes with a bad one checked out" pushes 0 good
echo 'int dirty' >>"$tree/drivers/a/a.c"
echo 'void broken(' >"$tree/drivers/a/untracked.c"
ok "what is not committed does not matter" pushes 0 good:refs/heads/good2
g checkout -q -f bad
rm "$tree/drivers/a/untracked.c"
echo 'int c;' >>"$tree/drivers/a/a.c"
commit "harmless, after it"
ok "all commits of a new branch count" pushes 1 bad
ok "of several branches the bad one is named" pushes 1 good:refs/heads/good3 bad
ok "... as what it will be called" told "refs/heads/bad: new findings"
g tag -a -m t v1 bad
ok "a tag passes" pushes 0 v1
ok "a branch that goes passes" pushes 0 :good2
g checkout -q good
right d
ok "a further commit" pushes 0 good
g commit -q --amend -m "d, said otherwise"
wrong e
ok "a forced push is linted from where it forks" pushes 1 +good
ok "... with what is new" told "drivers/e/e.c:11:"
ok "... and nothing else" sh -c '! grep -q "drivers/[abd]/" "$1"' sh "$TMP/out"
g reset -q --hard HEAD~1
ok "... without it, it passes" pushes 0 +good
g checkout -q --detach main
right f
ok "a detached head" pushes 0 HEAD:refs/heads/detached
mkdir "$TMP/other"
git clone -q "$TMP/remote.git" "$TMP/other/clone"
cp "$TOP/scripts/examples/pre-push" "$TMP/other/clone/.git/hooks/"
git -C "$TMP/other/clone" checkout -q -b theirs origin/good
ours=$tree tree=$TMP/other/clone
wrong h
tree=$ours
ok "another clone of the same name" sh -c '! git -C "$1" push -q origin theirs 2>"$2"' sh "$TMP/other/clone" "$TMP/out"
ok "... is linted by itself" told "drivers/h/h.c:11:"
is "nothing lies in the tree" "$(g status --porcelain --ignored)" ""
is "... nor among its worktrees" "$(g worktree list | wc -l)" 1
ok "lint --commit without a base is refused" sh -c '! "$1" lint --commit=bad "$2" 2>"$3"' sh "$PINCER" "$tree" "$TMP/out"
ok "... with what to say" told "--commit=bad: needs --base="
ok "no such commit" sh -c '! "$1" lint --commit=none --base=main "$2" 2>"$3"' sh "$PINCER" "$tree" "$TMP/out"
ok "... is named" told "--commit=none: no such commit in"

# ---- the examples, step by step ----
# What a step runs, with a stand-in for what a container brings: apt-get, and git's settings for all.
mkdir "$TMP/bin"
printf '#!/bin/sh\necho "apt-get $*" >>"%s/apt.log"\n' "$TMP" >"$TMP/bin/apt-get"
chmod +x "$TMP/bin/apt-get"
git init -q "$TMP/pincer-source"
cp -R "$pincer/." "$TMP/pincer-source/"
# steps FILE: of GitHub's form; each one's "uses" or script as a file NN, and NN.if with its condition
steps() {
	rm -rf "$TMP/steps"
	mkdir "$TMP/steps"
	awk -v to="$TMP/steps/" '
		/^      - / { n++; file = sprintf("%s%02d", to, n); block = 0; sub(/^      - /, "        ") }
		!n { next }
		block && /^          / { print substr($0, 11) >file; next }
		{ block = 0 }
		/^        run: \|$/ { block = 1; print "run" >(file ".kind"); next }
		/^        if: / { sub(/^        if: /, ""); print >(file ".if"); next }
		/^        uses: / { print $2 >(file ".kind"); next }
		/^          [a-z_-]+: / { print $1, $2 >(file ".with") }' "$1"
}
# github EVENT SOURCE_REF: what the workflow does on that event; the checkout is of $TMP/remote.git
github() {
	event=$1 ref=$2 step_rc=0
	cd "$TMP/ws"
	for kind in "$TMP"/steps/*.kind; do
		step=${kind%.kind}
		if [ -f "$step.if" ]; then
			case $(cat "$step.if") in
			*always*) continue ;;	# the upload
			"github.event_name == '$event'") ;;
			*) continue ;;
			esac
		fi
		[ "$step_rc" -eq 0 ] || continue
		what=$(cat "$kind")
		case $what in
		run)
			PATH=$TMP/bin:$PATH GITHUB_STEP_SUMMARY=$TMP/summary PINCER_CACHE=$TMP/ws/cache sh -e "$step" || step_rc=$?
			;;
		actions/checkout@v*)
			[ -f "$TMP/apt.log" ] || { echo "checkout before git is there"; return 9; }
			path=$(sed -n 's/^path: //p' "$step.with")
			depth=$(sed -n 's/^fetch-depth: //p' "$step.with")
			rm -rf "${path:?}"
			case $path in
			linux)
				git init -q linux
				git -C linux fetch -q --depth "${depth:-1}" "file://$TMP/remote.git" "$ref"
				git -C linux checkout -q --detach FETCH_HEAD
				;;
			*) cp -R "$TMP/pincer-source" "$path" ;;
			esac
			;;
		actions/cache/restore@v*) [ ! -d "$TMP/saved" ] || { rm -rf cache && cp -R "$TMP/saved" cache; } ;;
		actions/cache/save@v*) rm -rf "$TMP/saved" && cp -R cache "$TMP/saved" ;;
		esac
	done
	cd "$TOP"
	return "$step_rc"
}
yml=$TOP/scripts/examples/ci.yml
steps "$yml"
is "git is there before the first checkout" "$(cat "$TMP"/steps/*.kind | head -n 2 | xargs)" "run actions/checkout@v6"
ok "results may be uploaded" grep -q '^  security-events: write$' "$yml"
is "the cache is saved by the base branch alone" "$(grep -A 1 'cache/save' "$yml" | sed -n 's/^ *if: //p')" "github.event_name == 'push'"
ok "the upload knows where the tree is" grep -q 'checkout_path: .*linux' "$yml"
# what a pull request is checked out as
merge_of() {
	g checkout -q --detach main
	g merge -q --no-ff -m "merge $1" "$1"
	g push -q --no-verify origin "HEAD:refs/pull/$1/merge"
}
mkdir "$TMP/ws"
ok "a push to the base branch" github push refs/heads/main
ok "... fills the cache" test -d "$TMP/saved"
rm -rf "$TMP/ws" && mkdir "$TMP/ws"
merge_of good
ok "a pull request without findings" github pull_request refs/pull/good/merge
is "... its summary" "$(cat "$TMP/summary")" "### Pincer: 0 new findings"
rm -rf "$TMP/ws" "$TMP/summary" && mkdir "$TMP/ws"
merge_of bad
rc=0
github pull_request refs/pull/bad/merge >"$TMP/out" 2>&1 || rc=$?
is "... by exit status 1" "$rc" 1
ok "... named" told "drivers/c/c.c:11:"
ok "... in the summary as well" grep -q '^| warning | PIN001 | drivers/c/c.c:11 |' "$TMP/summary"
is "... the SARIF to upload" "$(jq -r '.runs[0].results[] | .ruleId + " " + .locations[0].physicalLocation.artifactLocation.uri' "$TMP/ws/report/lint/findings.sarif")" "PIN001 drivers/c/c.c"

yml=$TOP/scripts/examples/gitlab-ci.yml
# part NAME: the commands of that list, as one script
part() {
	awk -v part="  $1:" '
		$0 == part { on = 1; next }
		/^  [a-z]/ { on = 0 }
		!on { next }
		/^    - \|$/ { next }
		/^    - / { sub(/^    - /, ""); print; next }
		/^      / { print substr($0, 7) }' "$yml" | sed "s,/opt/pincer,$TMP/opt,g"
}
git -C "$TMP/pincer-source" add -A
git -C "$TMP/pincer-source" commit -q -m pincer
# gitlab REF [BASE]
gitlab() {
	rm -rf "$TMP/opt" "$TMP/project"
	git clone -q "$TMP/remote.git" "$TMP/project"
	git -C "$TMP/project" fetch -q origin "$1"
	git -C "$TMP/project" checkout -q --detach FETCH_HEAD
	{ echo 'set -e'; part before_script; part script; } >"$TMP/job"
	(cd "$TMP/project" && PATH=$TMP/bin:$PATH PINCER_URL=file://$TMP/pincer-source CI_MERGE_REQUEST_DIFF_BASE_SHA=${2:-} PINCER_CACHE=$TMP/project/.pincer/cache sh "$TMP/job" >"$TMP/out" 2>&1)
}
ok "GitLab: the default branch" gitlab refs/heads/main
base=$(g merge-base main bad)
g push -q --no-verify origin bad:refs/heads/bad
rc=0
gitlab refs/heads/bad "$base" || rc=$?
is "... a merge request with a finding" "$rc" 1
ok "... named" told "drivers/c/c.c:11:"
is "... what GitLab shows of it" "$(jq -r '.[] | .check_name + " " + .severity + " " + .location.path + ":" + (.location.lines.begin | tostring)' "$TMP/project/.pincer/report/lint/codequality.json")" \
	"PIN001 minor drivers/c/c.c:11"
ok "... and without one" gitlab refs/heads/good "$(g merge-base main good)"

done_testing
