# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2154
# lib.sh: what mails.sh and mails-status.sh share.  Sourced, never run; they
# have set work, a folder for what they need meanwhile; mails.sh has set report as well.

# Nothing of a repository around us, and no hook, is to reach our own.
git_forgets
name=Pincer email=pincer@localhost

# ours ARGUMENT...: git in a repository of ours, whatever the user's settings
ours() {
	GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_ATTR_NOSYSTEM=1 GIT_CEILING_DIRECTORIES=$work \
	GIT_AUTHOR_NAME=$name GIT_AUTHOR_EMAIL=$email \
	GIT_COMMITTER_NAME=$name GIT_COMMITTER_EMAIL=$email \
		git -c core.autocrlf=false -c core.hooksPath=/dev/null -c gc.auto=0 -c core.quotePath=false "$@"
}

# new_repository DIR FILES: a repository with what is below FILES
new_repository() {
	ours init -q "$1" 2>"$work/git.err" && cp -R "$2/." "$1/" &&
		ours -C "$1" add -A -f . && ours -C "$1" commit -q --allow-empty -m "as it was" ||
		die "no repository can be made below $report: $(head -n 1 "$work/git.err")"
}

# split_series SERIES TO: the mails of a folder or mbox, one file each, 0001 and
# on; those without a patch in them (the cover letter) are left out
split_series() {
	rm -rf "$2"
	mkdir "$2"
	if [ -d "$1" ]; then
		find "$1" -maxdepth 1 -type f -name '*.patch' | sort | while IFS= read -r mail; do
			cat "$mail"
		done >"$2/mbox"
	else
		cat "$1" >"$2/mbox" || die "$1: cannot be read; SERIES= takes a folder of patches or an mbox"
	fi
	ours mailsplit --keep-cr -o"$2" "$2/mbox" >/dev/null 2>&1 ||
		die "$1: no mails in it; SERIES= takes a folder of patches or an mbox"
	rm "$2/mbox"
	for mail in "$2"/*; do
		grep -q '^diff --git ' "$mail" 2>/dev/null || rm -f "$mail"
	done
	rmdir "$2" 2>/dev/null || return 0
	die "$1: no patches in it; SERIES= takes a folder of patches or an mbox"
}

# title_of MAIL: its subject, without the [PATCH 1/2] before it
title_of() {
	ours mailinfo "$work/.body" "$work/.diff" <"$1" | sed -n 's/^Subject: //p'
}

# who_am_i TREE: git's GIT_AUTHOR_IDENT, by the settings of the user, and of the tree for
# name and address alone
who_am_i() {
	set -- "$1" -c user.useConfigOnly=true
	for key in user.name user.email author.name author.email; do
		value=$(cd "$1" && settings_of_tree=$(timeout 30 git rev-parse --git-common-dir 2>/dev/null) &&
			git config --file "$settings_of_tree/config" --no-includes --get $key 2>/dev/null) ||
			value=$(cd "$1" && git config --global --includes --get $key 2>/dev/null) ||
			value=$(cd / && git config --system --get $key 2>/dev/null) || continue
		[ -z "$value" ] || set -- "$@" -c "$key=$value"
	done
	(cd / && shift && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 git "$@" var GIT_AUTHOR_IDENT 2>/dev/null)
}
