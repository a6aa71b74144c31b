#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make lint: the findings that a change introduced.  Parameters come from the
# environment: KERNEL, and either BASE (a commit: what changed since) or DIFF (a
# patch, in the tree already or still to be applied; - or nothing at all: from
# standard input); COMMIT (what is linted is that commit, whatever is checked out); BASELINE, FORCE, JOBS,
# API_EXTRA.
# Exit status 0 nothing new, 1 findings, 2 error.
#
# Two trees are inspected: the one that is there, and the other side of the
# change.  That one is made of links into the first, but for the changed files;
# the facts of all others are known already.  What was found in a tree is kept by
# its contents, so that mostly one of the two is known, or both.
set -eu
LC_ALL=C
export LC_ALL

top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

check_tree "${KERNEL:-}"
KERNEL=$(cd "$KERNEL" && pwd -P)
check_jobs
[ -z "${BASE:-}" ] || [ -z "${DIFF:-}" ] || die "both BASE and DIFF are given; say one of them"
[ -z "${COMMIT:-}" ] || [ -n "${BASE:-}" ] || die "COMMIT=$COMMIT: needs BASE=, the commit to compare it with"
[ -z "${BASELINE:-}" ] || [ -r "$BASELINE" ] || die "$BASELINE: cannot be read; BASELINE= names a list of accepted findings"
need sqlite3 sqlite3
need git git
"$top/scripts/build.sh"
build=${PINCER_BUILD:-$top/build}

# ---- COMMIT=: its files, in a repository of ours that borrows the objects of the tree's own ----
asked=$KERNEL			# the tree that the user named, which has the report
if [ -n "${COMMIT:-}" ]; then
	work=${PINCER_WORK:-$build}/commits
	mkdir -p "$work" || die "$work: cannot be made; set PINCER_WORK to a folder that can be written"
	work=$work/$(tree_name "$KERNEL")
	mkdir -p "$work" && exec 5>"$work/lock" && flock 5 || die "$work: cannot be written; free some disk space"
	open_tree_git "$KERNEL" "$work/git" ||
		die "$KERNEL: not a git tree, so COMMIT= means nothing there"
	# commit_of WHAT NAME
	commit_of() {
		(cd "$KERNEL" && tree_git rev-parse --verify --quiet --end-of-options "$2^{commit}") || die "$1=$2: no such commit in $KERNEL; name a branch, a tag or a commit"
	}
	commit=$(commit_of COMMIT "$COMMIT") && BASE=$(commit_of BASE "$BASE") || exit 2
	prefix=$(cd "$KERNEL" && tree_git rev-parse --show-prefix) || exit 2
	files=$work/$(plain_name "$tree_work")
	# fill: the files of that commit; only what differs from the last one is written
	fill() {
		[ -d "$files/.git" ] || git init -q --template= "$files" || return 1
		printf '%s\n' "$tree_objects/objects" >"$files/.git/objects/info/alternates" || return 1
		rm -f "$files/.git/shallow" "$files/.git/index.lock"
		[ ! -f "$tree_objects/shallow" ] || cp "$tree_objects/shallow" "$files/.git/" || return 1
		(
			export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_ATTR_NOSYSTEM=1 GIT_NO_LAZY_FETCH=1
			cd "$files" && git read-tree --reset -u "$commit" && git clean -qfdx && git update-ref --no-deref HEAD "$commit"
		)
	}
	note "checking out $commit"
	fill >"$work/log" 2>&1 || { rm -rf "$files" && mkdir -p "$work" && fill >"$work/log" 2>&1; } ||
		die "COMMIT=$COMMIT: cannot be checked out below $work: $(tail -n 1 "$work/log")"
	note_done
	KERNEL=$files/${prefix%/}
	KERNEL=${KERNEL%/}
	[ -d "$KERNEL" ] || die "COMMIT=$COMMIT: has no $prefix"
	check_tree "$KERNEL"
fi
cache=$(cache_folder)
API=$(dialect "$KERNEL") || exit 2
export API
name=$(plain_name "$KERNEL")
refuse_interrupted "$KERNEL"
lint=$cache/lint-$(tree_key "$KERNEL")
mkdir -p "$lint" 2>/dev/null || die "$lint: cannot be made; set PINCER_CACHE to a folder that can be written"
exec 6>"$lint/lock"
flock 6 || die "$lint/lock: cannot be locked"

stage=$lint/run
rm -rf "$stage"
mkdir -p "$stage/here" "$stage/there" "$stage/files" "$stage/out" || die "$lint: cannot be written; free some disk space"
trap 'rm -rf "$stage"' EXIT
trap 'exit 2' INT TERM HUP

# ---- what changed: files of the other side go to $stage/files ----
# other FILE: that file's text on the other side from stdin
other() {
	mkdir -p "$stage/files/$(dirname -- "$1")"
	cat >"$stage/files/$1"
}
# followed FILE: a commit's file goes by its name only if that is one inside the tree
followed() {
	! why=$(path_fault "$KERNEL" "$1") || die "$1: $why; take it out of the change"
}
: >"$stage/gone"
: >"$stage/renames"
is_source() {
	case $1 in *.[ch]) return 0 ;; esac
	return 1
}

new_side=here
if [ -n "${BASE:-}" ]; then
	open_tree_git "$KERNEL" "$stage/git" ||
		die "$KERNEL: not a git tree, so BASE= means nothing there; use DIFF=patch"
	git_here() {
		(cd "$KERNEL" && tree_git "$@")
	}
	commit=$(git_here rev-parse --verify --quiet --end-of-options "$BASE^{commit}") || {
		[ "$(git_here rev-parse --is-shallow-repository)" != true ] ||
			die "BASE=$BASE: no such commit, and the clone is shallow; run git fetch --unshallow (or --deepen) first"
		die "BASE=$BASE: no such commit in $KERNEL; name a branch, a tag or a commit"
	}
	dirt=$(git_here status --porcelain -z --untracked-files=no --ignore-submodules=all | tr '\n\0' '?\n' | sed -n '1s/^...//p')
	[ -z "$dirt" ] || [ -n "${FORCE:-}" ] ||
		die "$dirt: has uncommitted changes; commit or stash them, use DIFF=, or FORCE=1 to count them in"
	# another commit's object may still be missing
	# names with their modes: what is no file (a link, a submodule) is no source
	git_here diff --raw -z -M --relative --no-ext-diff --no-textconv --ignore-submodules=all "$commit" -- >"$stage/raw" 2>"$stage/err" ||
		die "git diff $BASE: $(head -n 1 "$stage/err"); run git fetch --unshallow if the clone is shallow"
	# a line break or tab in a name becomes a control character, which no name may have
	tr '\n\t\0' '\001\001\n' <"$stage/raw" >"$stage/status"
	# at_base FILE: its text at that commit
	at_base() {
		git_here cat-file blob "$commit:./$1"
	}
	while IFS=' ' read -r was is _ _ how; do
		IFS= read -r a
		b=
		case $how in R* | C*) IFS= read -r b ;; esac
		is_source "$a" || { [ -n "$b" ] && is_source "$b"; } || continue
		followed "$a"
		[ -z "$b" ] || followed "$b"
		case $how in
		R*)
			printf '%s\t%s\n' "$a" "$b" >>"$stage/renames"
			echo "$b" >>"$stage/gone"
			;;
		C*)
			echo "$b" >>"$stage/gone"
			continue
			;;
		esac
		case $was in
		:100*) at_base "$a" | other "$a" ;;
		*) case $is in 100*) echo "$a" >>"$stage/gone" ;; esac ;;
		esac
	done <"$stage/status"
else
	case ${DIFF:--} in
	-) cat ;;
	*)
		[ -f "$DIFF" ] || die "$DIFF: no such file; DIFF= names a patch"
		cat "$DIFF"
		;;
	esac >"$stage/diff"
	[ -s "$stage/diff" ] || die "the diff is empty; say BASE=commit, DIFF=patch, or feed one to standard input"
	[ "$(tr -cd '\000' <"$stage/diff" | wc -c)" -eq 0 ] || die "${DIFF:-standard input}: not a patch but a binary file"
	mkdir "$stage/apply"
	git_forgets
	paths_of_patch "$KERNEL" "$stage/diff" >"$stage/touched" || exit 2
	apply_patch "$stage/apply" --numstat "$stage/diff" >/dev/null 2>"$stage/err" ||
		die "${DIFF:-standard input}: not a patch that git understands: $(sed -n '1s/^error: //p' "$stage/err")"
	# each file as it is here, for git apply to work on
	while IFS= read -r f; do
		[ -f "$KERNEL/$f" ] || continue
		mkdir -p "$stage/apply/$(dirname -- "$f")"
		cp "$KERNEL/$f" "$stage/apply/$f"
	done <"$stage/touched"
	apply() {
		apply_patch "$stage/apply" "$@" "$stage/diff" 2>"$stage/err"
	}
	# renamed: old and new names, by the patch
	renamed() {
		sed -n 's/^rename from //p' "$stage/diff" >"$stage/from"
		sed -n 's/^rename to //p' "$stage/diff" | paste "$stage/from" -
	}
	if apply --check --reverse; then
		apply --reverse || die "the patch cannot be taken out: $(head -n 1 "$stage/err")"
		renamed >"$stage/renames"
	elif apply --check; then
		apply || die "the patch cannot be applied: $(head -n 1 "$stage/err")"
		new_side=there
		renamed >"$stage/renames"
	else
		die "${DIFF:-standard input}: neither applies to $KERNEL nor is it in there: $(sed -n '1s/^error: //p' "$stage/err")"
	fi
	while IFS= read -r f; do
		is_source "$f" || continue
		# what the patch makes a link is no source
		if [ -f "$stage/apply/$f" ] && [ ! -L "$stage/apply/$f" ]; then
			other "$f" <"$stage/apply/$f"
		elif [ -f "$KERNEL/$f" ]; then
			echo "$f" >>"$stage/gone"
		fi
	done <"$stage/touched"
fi

(cd "$stage/files" && find . -type f | sed 's,^\./,,') | sort >"$stage/changed"
sort -u "$stage/changed" "$stage/gone" >"$stage/both"
n_both=$(wc -l <"$stage/both" | tr -d ' ')
while IFS= read -r f; do
	for side in "$KERNEL" "$stage/files"; do
		[ -f "$side/$f" ] || continue
		[ "$(wc -c <"$side/$f")" -le 8388608 ] ||
			die "$f: over 8 MiB, which is no source file; take it out of the change"
		[ "$(tr -cd '\000' <"$side/$f" | wc -c)" -eq 0 ] ||
			die "$f: a binary file, which is no source; take it out of the change"
	done
done <"$stage/both"

# what is refused leaves nothing behind, not even a folder for its report
report=$(report_of "$asked") || exit 2
report=$report/lint
mkdir -p "$report" || die "$report: can't write there"

# ---- a change that mentions nothing of what the analysis looks for ----
said=$(state_of "$KERNEL")/said
# mentioned LIST: do any of the changed files name one of that list's?
mentioned() {
	while IFS= read -r f; do
		for side in "$KERNEL" "$stage/files"; do
			[ ! -f "$side/$f" ] || printf '%s/%s\0' "$side" "$f"
		done
	done | xargs -0 -r grep -lwFf "$1" -- 2>/dev/null | grep -q .
}
unrelated() {
	[ -f "$said.names" ] && [ -f "$said.types" ] || return 1
	tr '&' '\n' <"$said.names" | sort -u >"$stage/names"
	tr '&' '\n' <"$said.types" | sort -u "$stage/names" - >"$stage/types"
	! grep '\.c$' "$stage/both" | mentioned "$stage/names" && ! grep '\.h$' "$stage/both" | mentioned "$stage/types"
}
# publish: what is in $stage/out, as the report and on standard output
publish() {
	shown <"$stage/out/findings.txt" >"$stage/findings" && mv "$stage/findings" "$stage/out/findings.txt"
	mv "$stage/out/findings.txt" "$stage/out/findings.json" "$stage/out/findings.sarif" "$stage/out/codequality.json" "$stage/out/findings.md" "$report/" ||
		die "$report: cannot be written; free some disk space"
	cat "$report/findings.txt"
}
done_if_unrelated() {
	unrelated || return 0
	echo '{"findings": []}' >"$stage/base.json"
	"$build/bin/pincer-findings" --base "$stage/base.json" "$stage/out" </dev/null >/dev/null || exit 2
	echo "Nothing new in the $n_both source files that changed: none has to do with page references." >"$stage/out/findings.txt"
	publish
	exit 0
}
done_if_unrelated

# ---- what is there, and the other side of the change ----
update_index "$KERNEL"
here=$(known_key "$KERNEL")
there=$(known_key "$KERNEL" "$stage/files" <"$stage/both")

shadow=$(cd "$lint" && pwd -P)/$name
# real FOLDER: a folder of the shadow that has links, not a link itself
real() {
	[ "$1" != . ] || return 0
	# from the top down: through a link one would write into the tree itself
	real "$(dirname -- "$1")"
	[ -L "$shadow/$1" ] || [ ! -d "$shadow/$1" ] || return 0
	rm -f "$shadow/$1"
	mkdir "$shadow/$1"
	[ ! -d "$KERNEL/$1" ] || find "$KERNEL/$1" -mindepth 1 -maxdepth 1 ! -type l -exec ln -s -t "$shadow/$1" {} +
}
# The other side as a tree of links, but for the changed files.
make_shadow() {
	: >"$stage/made"
	rm -rf "$shadow"
	mkdir "$shadow"
	find "$KERNEL" -mindepth 1 -maxdepth 1 ! -name .git ! -type l -exec ln -s -t "$shadow" {} +
	while IFS= read -r f; do
		real "$(dirname -- "$f")"
		rm -f "$shadow/$f"
		cp "$stage/files/$f" "$shadow/$f"
	done <"$stage/changed"
	while IFS= read -r f; do
		real "$(dirname -- "$f")"
		rm -f "$shadow/$f"
	done <"$stage/gone"
}
# Its analysis starts from the facts of the tree that is there.
seed() {
	from=$(state_of "$KERNEL") to=$(state_of "$shadow")
	paths=$cache/paths-$(tree_key "$KERNEL")
	other=$cache/paths-$(tree_key "$shadow")
	mkdir -p "$to" "$other"
	(
		flock 9
		[ ! -f "$from/facts.db" ] || [ ! -f "$from/key" ] ||
			cp "$from/facts.db" "$from/index" "$from"/said.* "$from/key" "$to/"
		[ ! -f "$paths/kept" ] || cp "$paths/kept" "$other/"
	) 9>"$from/lock" || die "$to: cannot be written; free some disk space"
}

inspect_there() {
	make_shadow
	seed
	PINCER_FOLLOW=1 "$top/scripts/inspect.sh" "$shadow" "$stage/there" "$there" 6>&-
}
inspect_here() {
	PINCER_INDEXED=1 "$top/scripts/inspect.sh" "$KERNEL" "$stage/here" "$here" 6>&-
}

need=
known "$here" "$stage/here" || need=here
known "$there" "$stage/there" || need="$need there"
case $need in
"here there")
	if [ -f "$(state_of "$KERNEL")/key" ]; then
		# both start from what is known
		inspect_there 2>"$stage/err" &
		inspect_here || { wait; exit 2; }
		wait $! || { cat "$stage/err" >&2; exit 2; }
	else
		inspect_here || exit 2
		inspect_there || exit 2
	fi
	;;
here) inspect_here || exit 2 ;;
" there") inspect_there || exit 2 ;;
esac
done_if_unrelated
case $new_side in
here) old=$stage/there old_tree=$shadow new=$stage/here new_tree=$KERNEL ;;
there) old=$stage/here old_tree=$KERNEL new=$stage/there new_tree=$shadow ;;
esac
# the tree of links is there only if it had to be looked at
[ -f "$stage/made" ] || make_shadow

# ---- what is new ----
"$build/bin/pincer-findings" "$stage/out" <"$old/records" >/dev/null || [ $? -eq 1 ] || exit 2
mv "$stage/out/findings.json" "$stage/base.json"
rc=0
# where the lines went of the files that had a release
mkdir "$stage/diffs"
cut -f 1 "$stage/renames" | sort -u - "$stage/both" >"$stage/differ"
cut -f 1 "$old/sites.tsv" | sort -u | comm -12 - "$stage/differ" >"$stage/diffs/files"
n=0
while IFS= read -r f; do
	n=$((n + 1))
	now=$(OLD=$f awk -F '\t' '$1 == ENVIRON["OLD"] { print $2; exit }' "$stage/renames")
	diff "$old_tree/$f" "$new_tree/${now:-$f}" >"$stage/diffs/$n" 2>/dev/null || :
done <"$stage/diffs/files"
PINCER_AFTER=$new_tree awk -v diffs="$stage/diffs" -f "$top/pairing/gone.awk" \
	input=1 "$stage/renames" input=2 "$old/sites.tsv" input=3 "$new/sites.tsv" >>"$new/records"
# how_far DIR: has that side gone over to the dialect?  never, partly, or core
how_far() {
	sqlite3 "$1/sites.db" ".read \"$top/pairing/state.sql\"" | cut -f 2
}
was=$(how_far "$old") is=$(how_far "$new")
[ -n "$was" ] && [ -n "$is" ] || die "$lint: cannot be used; free some disk space and run again"
back=0
[ "$was" = never ] || [ "$is" != never ] || back=1
awk -v back="$back" -f "$top/pairing/changed.awk" "$new/records" >"$stage/records"
mv "$stage/records" "$new/records"
# the lines that changed, as the new side has them
while IFS= read -r f; do
	now=$(OLD=$f awk -F '\t' '$1 == ENVIRON["OLD"] { print $2; exit }' "$stage/renames")
	was=$old_tree/$f f=${now:-$f}
	[ -f "$new_tree/$f" ] || continue
	[ -f "$was" ] || was=/dev/null
	diff "$was" "$new_tree/$f" 2>/dev/null | FILE=$f awk -v OFS='\t' '
		/^[0-9]/ && match($0, /[acd]/) {
			how = substr($0, RSTART, 1)
			n = split(substr($0, RSTART + 1), at, ",")
			if (how == "d") print ENVIRON["FILE"], (at[1] ? at[1] : 1), at[1] + 1, "near"
			else print ENVIRON["FILE"], at[1], (n > 1 ? at[2] : at[1]), "added"
		}' || :
done <"$stage/differ" >"$stage/lines"
"$build/bin/pincer-findings" --tree "$new_tree" --changed "$stage/lines" --base "$stage/base.json" --renames "$stage/renames" ${BASELINE:+--baseline "$BASELINE"} \
	"$stage/out" <"$new/records" >"$stage/out/findings.txt" || rc=$?
[ $rc -le 1 ] || exit 2
[ $rc -eq 1 ] || grep -q ': note: .*\[PIN[0-9]*\]$' "$stage/out/findings.txt" || echo "Nothing new in the $n_both source files that changed." >>"$stage/out/findings.txt"
publish
exit $rc
