#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Lay Pincer's kernel code into a kernel tree, whole or not at all, and take it out again.
#
#	overlay.sh apply --stage STAGE [--step STEP] TREE
#						lay in a stage (kernel-overlay/stages/), or part of it
#	overlay.sh steps --stage STAGE TREE	the steps of a stage, one after the other
#	overlay.sh remove TREE			restore the tree byte for byte
#	overlay.sh status TREE			what is laid in, and whether it was edited since
#	overlay.sh shape TREE			which put_user_page*() shapes the tree speaks
#
# WITHOUT="STEP ..." leaves out steps whose names begin with fix-.
# FORCE=1 lets `remove` merge around later edits of a hooked file.
# Exit status: 0 done, 2 error (one line on stderr, tree untouched).
#
# What Pincer remembers of the tree (memory_of in lib.sh), outside of it, has a folder overlay/:
#	manifest	one row per file: changed|added, sha256 before, sha256 after, path
#	blobs/SHA256	the files before and after
# Everything that can fail for want of space or of fit is done in overlay.new, before the first
# file of the tree is touched; pincer-replace does the rest, all or nothing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$here/..
. "$here/lib.sh"
overlay=$here/../kernel-overlay
tab=$(printf '\t')

say() { printf 'pincer: %s\n' "$*"; }

usage() {
	die "usage: overlay.sh apply --stage STAGE [--step STEP] TREE | steps --stage STAGE TREE | remove TREE | status TREE | shape TREE"
}

# --- what the tree declares ---------------------------------------------------------------------

# The headers in which the tree may declare the API.
api_headers='include/linux/mm.h include/linux/pagemap.h include/linux/uio.h include/linux/bio.h
include/media/frame_vector.h'

# declared: "name number-of-arguments" for each function and macro that the API headers declare.
declared() {
	for header in $api_headers; do
		[ ! -f "$tree/$header" ] || cat "$tree/$header"
	done | awk '
	# the number of arguments in text, which begins behind the opening parenthesis
	function arguments(text,    i, c, depth, n, some) {
		n = 1
		for (i = 1; i <= length(text); i++) {
			c = substr(text, i, 1)
			if (c == "(") depth++
			else if (c == ")" && depth-- == 0) break
			else if (c == "," && depth == 0) n++
			if (c !~ /[ \t]/) some = some c
		}
		return some == "" || some == "void" ? 0 : n
	}
	# one declaration, up to its semicolon or its body
	function declaration(text,    name) {
		while (match(text, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
			name = substr(text, RSTART, RLENGTH - 1)
			sub(/[ \t]+$/, "", name)
			text = substr(text, RSTART + RLENGTH)
			print name, arguments(text)
		}
	}
	{
		line = $0
		text = ""
		while (line != "") {
			if (comment) {
				end = index(line, "*/")
				if (!end) break
				line = substr(line, end + 2)
				comment = 0
			}
			start = index(line, "/*")
			slash = index(line, "//")
			if (slash && (!start || slash < start)) {
				text = text substr(line, 1, slash - 1)
				break
			}
			if (!start) { text = text line; break }
			text = text substr(line, 1, start - 1) " "
			line = substr(line, start + 2)
			comment = 1
		}
		if (directive || text ~ /^[ \t]*#/) {
			if (!directive && text ~ /^[ \t]*#[ \t]*define[ \t]/) {
				define = text
				sub(/^[ \t]*#[ \t]*define[ \t]+/, "", define)
				name = define
				sub(/[^A-Za-z_0-9].*/, "", name)
				define = substr(define, length(name) + 1)
				print name, define ~ /^\(/ ? arguments(substr(define, 2)) : 0
			}
			directive = text ~ /\\[ \t]*$/
			next
		}
		# kernel style: a brace in the first column closes a body, whatever #if made of it
		if (text ~ /^}/) { depth = 0; buffer = ""; sub(/^}/, "", text) }
		while (text != "") {
			c = substr(text, 1, 1)
			text = substr(text, 2)
			if (c == "{") { if (depth++ == 0) { declaration(buffer); buffer = "" } }
			else if (c == "}") { if (depth) depth-- }
			else if (depth == 0 && c == ";") { declaration(buffer); buffer = "" }
			else if (depth == 0) buffer = buffer c
		}
		buffer = buffer " "
	}' | sort -u
}

# read_tree: sets api (the declarations) and the tree's shape.
read_tree() {
	api=$(declared)
	has get_user_pages ||
		die "$tree declares no get_user_pages() in include/linux/mm.h: nothing to lay the overlay onto"
	if has unpin_user_page; then
		native=pin like=unpin_user_pages_dirty_lock
	elif has put_user_page || has put_user_pages; then
		native=put like=
	else
		native=none like=
	fi
	if has put_user_pages; then bulk=tree; else bulk=overlay; fi
	! has put_user_pages_dirty_lock || like=put_user_pages_dirty_lock
	dirty_lock=2
	[ -z "$like" ] || dirty_lock=$(arguments "$like")
	case $dirty_lock in
	2 | 3) ;;
	*) die "$like() of $tree takes ${dirty_lock:-no} arguments, neither 2 nor 3: this shape is not known yet" ;;
	esac
	# A tree of the newer shape has done away with the unlocked form.
	if has put_user_pages_dirty || { [ "$native" = none ] && [ "$dirty_lock" = 2 ]; }; then
		dirty=yes
	else
		dirty=no
	fi
	# The functions that have a plain-reference form. bio_iov_iter_get_pages() has none where it
	# takes pins, get_vaddr_frames() needs none: put_vaddr_frames() releases whatever it took.
	acquiring=$(printf '%s\n' "$api" | awk '
		$1 ~ /^(__)?get_user_pages?(_[a-z0-9_]+)?$/ && $1 !~ /_refs$/ ||
		$1 ~ /^iov_iter_get_pages(_alloc)?2?$/ || $1 == "bio_iov_iter_get_pages" {print $1}' | sort -u)
	if grep -qs 'iov_iter_extract_pages' "$tree/block/bio.c"; then
		acquiring=$(printf '%s\n' "$acquiring" | grep -vx bio_iov_iter_get_pages)
	fi
}

has() {
	case "
$api" in
	*"
$1 "*) return 0 ;;
	esac
	return 1
}

arguments() { printf '%s\n' "$api" | awk -v name="$1" '$1 == name {print $2; exit}'; }

# tree_facts: the header that tells gup_pin.h what this tree is like.
tree_facts() {
	cat <<-'EOF'
	/* SPDX-License-Identifier: GPL-2.0 */
	/*
	 * What this tree's own headers declare. Written by Pincer's overlay, for
	 * <linux/gup_pin.h>; needs no other header.
	 */
	#ifndef _LINUX_GUP_PIN_TREE_H
	#define _LINUX_GUP_PIN_TREE_H

	EOF
	for name in put_user_page put_user_pages put_user_pages_dirty put_user_pages_dirty_lock \
		get_gup_pin_page get_gup_pin_page_nofail gup_pins_to_refs; do
		# the core takes the tree's placeholder out
		[ "$name $stage $native" != "put_user_page core put" ] || continue
		! has "$name" || printf '#define TREE_HAS_%s\n' "$(echo "$name" | tr '[:lower:]' '[:upper:]')"
	done
	for name in $acquiring unpin_user_page try_get_page page_gup_pinned page_maybe_dma_pinned folio_maybe_dma_pinned; do
		! has "$name" || printf '#define TREE_HAS_%s\n' "$(echo "$name" | tr '[:lower:]' '[:upper:]')"
	done
	! grep -qs '\<stack_trace_save(' "$tree/include/linux/stacktrace.h" ||
		echo '#define TREE_HAS_STACK_TRACE_SAVE'
	! grep -qs '\<BIO_NO_PAGE_REF\>' "$tree/include/linux/blk_types.h" ||
		echo '#define TREE_HAS_BIO_NO_PAGE_REF'
	cat <<-EOF
	/* arguments of get_user_pages_remote(): 8 with a task, 7 without */
	#define TREE_REMOTE_ARGS	$(has get_user_pages_remote && arguments get_user_pages_remote || echo 8)
	/* arguments of put_user_pages_dirty_lock(): 3 with make_dirty, else 2 */
	#define TREE_DIRTY_LOCK_ARGS	$dirty_lock

	/*
	 * Plain-reference forms: the same function with the same arguments, but its
	 * references are ordinary ones, for put_page() to release. Where pins are not
	 * tracked there is no other kind. (Names without arguments: a form can then be
	 * called, and pointed to, like the function itself.)
	 */
	#ifdef CONFIG_GUP_PIN_TRACKING
	#include <linux/gup_pin_refs.h>
	#else
	EOF
	for name in $acquiring; do
		has "${name}_refs" || printf '#define %s_refs\t%s\n' "$name" "$name"
	done
	printf '#endif\n\n#endif /* _LINUX_GUP_PIN_TREE_H */\n'
}

# --- the tree and what is remembered of it ------------------------------------------------------

open_tree() {
	[ -d "$1" ] || die "$1 is not a folder: give the top of a kernel tree"
	tree=$(cd "$1" && pwd -P) || die "cannot enter $1: check its permissions"
	{ grep -qs '^PATCHLEVEL' "$tree/Makefile" && [ -f "$tree/include/linux/mm.h" ]; } ||
		die "$tree is not a kernel tree (no Makefile with a version, or no include/linux/mm.h): give its top folder"
}

# open_memory [write]: sets memory and state, what is remembered of the tree and of its overlay
open_memory() {
	foreign_memory "$tree"
	memory=$(memory_of "$tree" "${1:-}") || exit 2
	state=$memory/overlay new=$memory/overlay.new
}

# lock_tree: one writer at a time; the lock goes with the process, however that ends.
lock_tree() {
	{ [ -w "$tree" ] && [ -w "$tree/include/linux" ]; } ||
		die "$tree cannot be written to: make it writable or copy it first"
	command -v flock >/dev/null || die "flock is missing: apt-get install util-linux"
	exec 9<"$tree"
	flock -w 10 9 || die "another run is at work on $tree: wait for it to end"
}

sha() {
	sum=$(sha256sum <"$1")
	echo "${sum%% *}"
}

# condition PATH BEFORE AFTER: sets now to laid, original or edited
condition() {
	if [ ! -e "$tree/$1" ] && [ ! -L "$tree/$1" ]; then
		if [ "$2" = - ]; then now=original; else now=edited; fi
	elif cmp -s "$tree/$1" "$state/blobs/$3"; then
		now=laid
	elif [ "$2" != - ] && cmp -s "$tree/$1" "$state/blobs/$2"; then
		now=original
	else
		now=edited
	fi
}

laid_stage() { sed -n 's/^# stage //p' "$state/manifest"; }

# put LIST TEXTS swap|forget: all files of LIST, or none (see scripts/replace/replace.c)
put() {
	trap '' INT TERM HUP # pincer-replace answers them
	(
		trap - INT TERM HUP
		exec "$replace" lay "$memory" "$tree" "$@"
	) || exit 2
	trap interrupted INT TERM HUP
}

# recover: end what a killed run left half done.
recover() {
	"$here/build.sh" replace || exit 2
	replace=${PINCER_BUILD:-$top/build}/bin/pincer-replace
	[ -d "$memory" ] || return 0
	# a new tree where another one was
	if [ -f "$state/manifest" ] && [ "$(sed 's/^[^:]*//; q' "$memory/tree" 2>/dev/null)" != "$(stat -c ':%i:%.9W' "$tree")" ] &&
		! (refuse_edited) 2>/dev/null; then
		rm -rf "$memory/overlay.gone"
		mv "$state" "$memory/overlay.gone" || die "cannot write to $memory: check its permissions"
		say "another tree was at $tree when an overlay was laid in: its originals are in $memory/overlay.gone"
	fi
	"$replace" recover "$memory" "$tree" || exit 2
	rm -rf "$new"
	[ -d "$state" ] || return 0
	[ -f "$state/manifest" ] ||
		die "$state has no manifest: it was damaged; restore the tree from its source and delete that folder"
}

# refuse_edited: stop if a file is neither as we laid it nor as we found it.
refuse_edited() {
	while IFS=$tab read -r how before after path; do
		case $how in '#'*) continue ;; esac
		condition "$path" "$before" "$after"
		[ "$now" = edited ] || continue
		if [ "$how" = added ]; then
			die "$path in $tree was edited since it was laid in: move your edits away and put back $state/blobs/$after"
		fi
		die "$path in $tree was edited since the overlay hooked it: undo the edit, or remove with FORCE=1 to merge around it"
	done <"$state/manifest"
}

# take_out: put every file back as it was before the overlay, and forget the overlay.
take_out() {
	refuse_edited
	: >"$memory/list" || die "cannot write to $memory: check space and permissions, then run again"
	while IFS=$tab read -r how before after path; do
		case $how in '#'*) continue ;; esac
		condition "$path" "$before" "$after"
		[ "$now" != laid ] || printf '%s %s %s\0' "$after" "$before" "$path"
	done <"$state/manifest" >"$memory/list"
	put "$memory/list" "$state/blobs" forget
}

interrupted() {
	[ -z "$taken_out" ] || die "interrupted: $taken_out was taken out of $tree, nothing was laid in"
	die "interrupted: $tree is left as it was"
}

# leave: whatever ends the run early, the tree is left as it was found.
leave() {
	status=$?
	trap - EXIT
	trap '' INT TERM HUP
	case $status$finished in
	00 | 20) ;;
	*1) status=0 ;; # only the talk about it went wrong, as into a closed pipe
	*)
		say "could not write everything: check space and permissions of $tree; it is left as it was" >&2
		status=2
		;;
	esac
	[ -z "${new:-}" ] || rm -rf "$new" "$memory/list"
	exit "$status"
}

# --- apply --------------------------------------------------------------------------------------

# unparsed FILE: how many of its lines Coccinelle cannot parse
unparsed() { (cd "$new" && HOME=$overlay exec spatch --parse-c "$1") 2>&1 9<&- | sed -n 's/^nb good = .*nb bad = \([0-9]*\).*/\1/p' | tail -1; }

# run_hook HOOK PATH: $new/before -> $new/after, verified
run_hook() {
	sed -n 's/^+ *\(#include.*\)/\1/p' "$overlay/$1" | sort -u >"$new/includes"
	while IFS= read -r line; do
		! grep -qxF -e "$line" "$was" ||
			die "$2 of $tree has '$line' already, of an overlay whose records are gone: restore the file first"
	done <"$new/includes"
	rm -f "$new/after"
	# From $new and with no home, for no .cocciconfig is to be read.
	if ! (cd "$new" && HOME=$overlay && export HOME && spatch --very-quiet --no-includes --sp-file "$overlay/$1" before -o after \
		9<&-) >"$new/log" 2>&1 || [ ! -s "$new/after" ] || cmp -s "$new/before" "$new/after"; then
		grep -q 'no modified files' "$new/log" || { [ ! -s "$new/log" ] || why=": $(head -1 "$new/log")"; }
		die "kernel-overlay/$1 does not fit $2 of $tree${why:-}: nothing was changed; adapt the hook to this tree"
	fi
	if ! grep -q '^-' "$overlay/$1" && diff "$new/before" "$new/after" | grep -q '^<'; then
		die "kernel-overlay/$1 changed lines of $2 that it should only add to: nothing was changed; adapt the hook"
	fi
	while IFS= read -r line; do
		[ "$(grep -cxF "$line" "$new/after")" = 1 ] ||
			die "kernel-overlay/$1 did not add '$line' to $2 of $tree just once: nothing was changed; adapt the hook"
	done <"$new/includes"
	sed -n 's,^// Must appear: ,,p' "$overlay/$1" >"$new/musts"
	while IFS= read -r pattern; do
		grep -qE -e "$pattern" "$new/after" ||
			die "kernel-overlay/$1 does not fit all of $2 of $tree (no '$pattern' in it afterwards): nothing was changed; adapt the hook to this tree"
	done <"$new/musts"
	sed -n 's,^// Must not remain: ,,p' "$overlay/$1" >"$new/musts"
	while IFS= read -r pattern; do
		! grep -qE -e "$pattern" "$new/after" ||
			die "kernel-overlay/$1 does not fit all of $2 of $tree ('$pattern' is still in it): nothing was changed; adapt the hook to this tree"
	done <"$new/musts"
	if [ "$(unparsed "$new/after")" != "$(unparsed "$new/before")" ]; then
		die "$2 of $tree no longer parses after kernel-overlay/$1: nothing was changed; adapt the hook"
	fi
}

# edit_words SCRIPT PATH: $new/before -> $new/after, with a sed script for what spatch does not see: comments, and
# where a line stands among them. 1 if there is nothing to do
edit_words() {
	sed -f "$overlay/$1" "$new/before" >"$new/after"
	! cmp -s "$new/before" "$new/after"
}

# add_text TEXT PATH: $new/before -> $new/after, with a text in front of the last line that its
# "# Before: " names (an extended regular expression), or at the end if it names none
add_text() {
	grep -Ev '^# (SPDX-License-Identifier|Before): ' "$overlay/$1" >"$new/text"
	place=$(sed -n 's/^# Before: //p' "$overlay/$1")
	first=$(sed -n '/./{p;q;}' "$new/text")
	! grep -qxF -e "$first" "$was" ||
		die "$2 of $tree has '$first' already, of an overlay whose records are gone: restore the file first"
	[ -z "$place" ] || grep -qE -e "$place" "$new/before" ||
		die "kernel-overlay/$1 does not fit $2 of $tree (no '$place' in it): nothing was changed; adapt the text to this tree"
	(cd "$new" && awk -v text=text -v place="$place" '
		function add() { while ((getline line <text) > 0) print line }
		{ lines[NR] = $0; if (place != "" && $0 ~ place) at = NR }
		END {
			for (i = 1; i <= NR; i++) {
				if (i == at) add()
				print lines[i]
			}
			if (!at) add()
		}' before >after)
	rm -f "$new/text"
}

# original PATH: the file as it was before any overlay (- if it was not there)
original() {
	if [ -f "$state/manifest" ]; then
		before=$(awk -F"$tab" -v path="$1" '$4 == path {print $2}' "$state/manifest")
		if [ "$before" = - ]; then echo -; return; fi
		if [ -n "$before" ]; then echo "$state/blobs/$before"; return; fi
	fi
	if [ -e "$tree/$1" ] || [ -L "$tree/$1" ]; then echo "$tree/$1"; else echo -; fi
}

# store FILE: among the blobs of the new state; prints its hash
store() {
	hash=$(sha "$1")
	[ -f "$new/blobs/$hash" ] || cp -p "$1" "$new/blobs/$hash"
	echo "$hash"
}

# rows_of_step: the rows of the list, up to the end of $step if one is given. A file that a later
# step completes goes through the hook of its "# until" line before that.
rows_of_step() {
	awk -v last="$step" -v without="${WITHOUT:-}" '
	FNR == 1 { over = 0; now = "" }
	/^# step / {
		over = over || (last != "" && now == last)
		now = $3
		left_out = index(" " without " ", " " now " ")
		if (!over) taken[now]
	}
	NR == FNR {
		if (/^# until /) { until[++n] = $3; path[n] = $4; hook[n] = $5 }
		next
	}
	/^#/ || over || left_out || !NF { next }
	{
		row = $0
		for (i = 1; i <= n; i++)
			if (path[i] == $2 && !(until[i] in taken)) row = row " " hook[i]
		print row
	}' "$list" "$list"
}

# concerns HOOK: does $new/before have what the hook is for?
concerns() {
	where=$(sed -n "s,^// Only where: ,,p" "$overlay/$1")
	not=$(sed -n "s,^// Not where: ,,p" "$overlay/$1")
	{ [ -z "$where" ] || grep -qE -e "$where" "$new/before"; } &&
		{ [ -z "$not" ] || ! grep -qE -e "$not" "$new/before"; }
}

# needed_hooks: what was skipped everywhere has to say that it may be
needed_hooks() {
	while read -r one; do
		grep -qxF "$one" "$new/used" || grep -qx "// May be absent\." "$overlay/$one" ||
			die "kernel-overlay/$one fits no file of $tree: nothing was changed; adapt the hook to this tree"
	done <"$new/skipped"
}

# prepare STAGE: the whole outcome in overlay.new
prepare() {
	(umask 077 && mkdir -p "$new/blobs" "$new/ready") || die "cannot write to $memory: check space and permissions"
	printf '# stage %s\n' "$1" >"$new/manifest"
	rows_of_step >"$new/steps"
	: >"$new/used"
	: >"$new/skipped"
	while read -r what path from; do
		case $what in *\?)
			# a step for trees that have the file
			[ "$(original "$path")" != - ] || continue
			what=${what%\?}
			;;
		esac
		rm -f "$new/before" "$new/after"
		was=$(original "$path")
		[ ! -L "$tree/$path" ] ||
			die "$path in $tree is a symbolic link: give the tree that it points into"
		if [ "$what" = hook ] || [ "$what" = text ]; then
			[ "$was" != - ] || die "$tree has no $path, which kernel-overlay/${from%% *} hooks into: is the tree complete?"
			cp -p "$was" "$new/before"
			# one that an earlier step has changed
			sofar=$(awk -F"$tab" -v path="$path" '$4 == path { print $3 }' "$new/manifest")
			[ -z "$sofar" ] || cat "$new/blobs/$sofar" >"$new/before"
			for one in $from; do
				case $one in *.sed\?)
					edit_words "${one%\?}" "$path" && cp "$new/after" "$new/before"
					continue
					;;
				*.sed)
					edit_words "$one" "$path" ||
						die "kernel-overlay/$one does not fit $path of $tree: nothing was changed; adapt the script to this tree"
					cp "$new/after" "$new/before"
					continue
					;;
				*\?)
					one=${one%\?}
					if ! concerns "$one"; then
						echo "$one" >>"$new/skipped"
						continue
					fi
				;;
				esac
				echo "$one" >>"$new/used"
				if [ "$what" = hook ]; then run_hook "$one" "$path"; else add_text "$one" "$path"; fi
				cp "$new/after" "$new/before"
			done
			! cmp -s "$was" "$new/before" || continue
			cp "$new/before" "$new/after"
			# the mode of the original, the text of the hook
			cp -p "$was" "$new/ready/laid"
			cat "$new/after" >"$new/ready/laid"
			touch "$new/ready/laid"
			if [ -n "$sofar" ]; then
				awk -F"$tab" -v path="$path" '$4 != path' "$new/manifest" >"$new/manifest.new"
				mv "$new/manifest.new" "$new/manifest"
			fi
			row="changed$tab$(store "$was")"
		else
			[ "$was" = - ] || die "$tree has a $path of its own: move it away, the overlay brings one"
			if [ "$what" = facts ]; then
				tree_facts >"$new/ready/laid"
			else
				cat "$overlay/${from%% *}" >"$new/ready/laid"
			fi
			case $from in *' '*)
				# less than the whole file, until a later step completes it
				cp "$new/ready/laid" "$new/before"
				run_hook "${from#* }" "$path"
				cat "$new/after" >"$new/ready/laid"
				;;
			esac
			chmod 644 "$new/ready/laid"
			row=added$tab-
		fi
		hash=$(store "$new/ready/laid")
		printf '%s\t%s\t%s\n' "$row" "$hash" "$path" >>"$new/manifest"
	done <"$new/steps"
	needed_hooks
	rm -f "$new/steps" "$new/before" "$new/after" "$new/log" "$new/includes" "$new/musts" \
		"$new/used" "$new/skipped"
	rm -r "$new/ready"
}

# still_hooked: the edited $path still has every line that the overlay added
still_hooked() {
	[ -f "$tree/$path" ] && [ "$how" = changed ] || return 1
	diff "$state/blobs/$before" "$state/blobs/$after" | sed -n 's/^> \(..*\)/\1/p' >"$new/added"
	while IFS= read -r line; do
		grep -qxF -e "$line" "$tree/$path" || return 1
	done <"$new/added"
}

# already_laid: the state prepared is the one laid in, and no file of it was put back since
already_laid() {
	[ -f "$state/manifest" ] && cmp -s "$state/manifest" "$new/manifest" || return 1
	edited=
	while IFS=$tab read -r how before after path; do
		case $how in '#'*) continue ;; esac
		condition "$path" "$before" "$after"
		case $now in
		original) return 1 ;;
		edited)
			still_hooked || return 1
			edited="$edited $path"
			;;
		esac
	done <"$state/manifest"
}

# find_list: sets list, the list of $stage that is meant for the tree
find_list() {
	stages=
	for list in "$overlay"/stages/*; do
		name=${list##*/}
		name=${name%%.*}
		case " $stages " in
		*" $name "*) ;;
		*) stages="${stages:+$stages }$name" ;;
		esac
	done
	[ -n "$stage" ] || die "$verb needs --stage: there is $stages"
	case " $stages " in
	*" $stage "*) ;;
	*) die "there is no stage '$stage' yet: there is $stages" ;;
	esac
	read_tree
	list=$overlay/stages/$stage.$native
	[ -f "$list" ] || list=$overlay/stages/$stage
	[ -f "$list" ] || die "stage $stage is not for a tree like $tree (native=$native): there is $(cd "$overlay/stages" && echo "$stage".*)"
	for one in ${WITHOUT:-}; do
		case $one in
		fix-*) grep -qsxF -e "# step $one" "$overlay"/stages/* && continue ;;
		esac
		die "WITHOUT=$one: no step that can be left out; there is $(cat "$overlay"/stages/* | sed -n 's/^# step \(fix-\)/\1/p' | sort -u | paste -s -d ' ' -)"
	done
	[ -z "$step" ] || grep -qxF -e "# step $step" "$list" ||
		die "stage $stage has no step '$step': there is $(steps_of_list | paste -s -d ' ' -)"
}

# steps_of_list: all but those that are to be left out
steps_of_list() {
	sed -n 's/^# step //p' "$list" | awk -v without="${WITHOUT:-}" '!index(" " without " ", " " $0 " ")'
}

steps() {
	find_list
	steps_of_list
}

apply() {
	command -v spatch >/dev/null || die "spatch is missing: apt-get install coccinelle"
	lock_tree
	open_memory write
	recover
	find_list
	prepare "$stage"
	if already_laid; then
		say "$stage is laid into $tree already: nothing to do${edited:+ (edited since, left as is:$edited)}"
		return
	fi
	if [ -d "$state" ]; then
		taken_out=$(laid_stage)
		say "taking out $taken_out, laid in earlier"
		take_out
	fi
	awk -F "$tab" '!/^#/ { printf "%s %s %s%c", $2, $3, $4, 0 }' "$new/manifest" >"$memory/list"
	put "$memory/list" "$new/blobs" swap
	finished=1
	trap '' INT TERM HUP
	say "laid $stage into $tree (native=$native dirty_lock=$dirty_lock)"
	sed -n "s/^\(changed\|added\)$tab.*$tab/  \1 /p" "$state/manifest"
	say "the originals are in $state; $(echo "'make overlay-remove'" | spoken) puts them back"
}

# --- remove -------------------------------------------------------------------------------------

# merge_around: make "after" of each edited file what it is now, and "before" the same without our
# lines. The manifest changes in one rename; then the ordinary way back applies.
merge_around() {
	while IFS=$tab read -r how before after path; do
		case $how in '#'*) ;; *) condition "$path" "$before" "$after" ;; esac
		if [ "$how" = changed ] && [ -f "$tree/$path" ] && [ "$now" = edited ]; then
			cp -p "$tree/$path" "$state/merged"
			diff3 -m "$tree/$path" "$state/blobs/$after" "$state/blobs/$before" >"$state/merged" || {
				rm -f "$state/merged" "$state/manifest.new"
				die "the edits of $path in $tree touch the lines of the overlay: undo them by hand, then remove again"
			}
			before=$(sha "$state/merged")
			after=$(sha "$tree/$path")
			cp -p "$tree/$path" "$state/blobs/$after"
			mv "$state/merged" "$state/blobs/$before"
			say "merging around the edits of $path"
		fi
		case $how in
		'#'*) printf '%s\n' "$how" ;;
		*) printf '%s\t%s\t%s\t%s\n' "$how" "$before" "$after" "$path" ;;
		esac >>"$state/manifest.new"
	done <"$state/manifest"
	mv "$state/manifest.new" "$state/manifest"
}

remove() {
	lock_tree
	open_memory write
	recover
	if [ ! -d "$state" ] && [ -e "$tree/include/linux/gup_pin_tree.h" ]; then
		die "$tree has an overlay that was laid in elsewhere, so its originals are not here: restore the tree from its source"
	fi
	if [ ! -d "$state" ]; then
		say "no overlay in $tree: nothing to remove"
		return
	fi
	was=$(laid_stage)
	if [ "${FORCE:-0}" = 1 ]; then
		rm -f "$state/manifest.new"
		merge_around
	fi
	files=$(sed -n "s/^changed$tab.*$tab/  restored /p; s/^added$tab.*$tab/  deleted /p" "$state/manifest")
	take_out
	finished=1
	say "took $was out of $tree"
	printf '%s\n' "$files"
}

# --- status and shape ---------------------------------------------------------------------------

laid_in() {
	if [ -d "$memory/journal" ]; then
		echo interrupted
	elif [ -f "$state/manifest" ]; then
		laid_stage
	else
		echo none
	fi
}

status() {
	echo "overlay=$(laid_in)"
	[ -f "$state/manifest" ] || return 0
	while IFS=$tab read -r how before after path; do
		case $how in '#'*) continue ;; esac
		condition "$path" "$before" "$after"
		printf '%s\t%s\t%s\n' "$how" "$now" "$path"
	done <"$state/manifest"
}

shape() {
	read_tree
	printf '%s\n' "native=$native" "dirty_lock=$dirty_lock" "dirty=$dirty" "bulk=$bulk" \
		"refs=$(echo "$acquiring" | paste -s -d, -)" "overlay=$(laid_in)"
}

# ------------------------------------------------------------------------------------------------

finished=0 taken_out=""
stage="" step=""
[ $# -ge 1 ] || usage
verb=$1
shift
case $verb in
apply | steps)
	for option in stage step; do
		if [ "${1:-}" = --$option ] && [ $# -ge 2 ]; then
			eval "$option=\$2"
			shift 2
		fi
	done
	;;
esac
if [ $# != 1 ] || [ -z "$1" ]; then usage; fi
case $verb in
apply | remove)
	open_tree "$1"
	trap leave EXIT
	trap interrupted INT TERM HUP
	"$verb"
	;;
steps | status | shape)
	open_tree "$1"
	open_memory
	"$verb"
	;;
*) usage ;;
esac
