# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# lib.sh: what all the scripts share.  Sourced, never run.

# die TEXT: one clear line on what and what next, exit 2.
die() {
	printf 'pincer: %s\n' "$*" >&2
	exit 2
}

# note TEXT: what a long step is doing; on a terminal only.
note() {
	[ ! -t 2 ] || printf '\r\033[Kpincer: %s' "$*" >&2
}

note_done() {
	[ ! -t 2 ] || printf '\r\033[K' >&2
}

# need COMMAND PACKAGE
need() {
	command -v "$1" >/dev/null 2>&1 ||
		die "$1 is missing; install it with: apt-get install $2"
}

# Where spatch keeps the interface of its own modules.
spatch_libdir() {
	need spatch coccinelle
	for d in "${COCCINELLE_HOME:-/nonexistent}/ocaml" \
		/usr/lib/coccinelle/ocaml /usr/local/lib/coccinelle/ocaml; do
		[ -f "$d/ast_c.cmi" ] || continue
		printf '%s\n' "$d"
		return
	done
	die "spatch's OCaml modules (ast_c.cmi) are not found; install Debian's coccinelle, or set COCCINELLE_HOME"
}

# need_kernel COMMAND [WHAT ELSE]: KERNEL= has to be given
need_kernel() {
	[ -n "${KERNEL:-}" ] || die "no kernel tree named; say make $1 KERNEL=/path/to/linux${2:+ $2}"
}

# check_tree DIR: is it a kernel tree?
check_tree() {
	if [ -n "${PINCER_MODULE:-}" ]; then
		check_module "$1"
		return
	fi
	[ -n "$1" ] || die "no kernel tree named; say KERNEL=/path/to/linux"
	[ -d "$1" ] || die "$1: no such folder; say KERNEL=/path/to/linux"
	if [ ! -f "$1/Makefile" ] || [ ! -f "$1/Kconfig" ] || [ ! -d "$1/include/linux" ]; then
		die "$1: not a kernel tree (no Makefile, Kconfig or include/linux); name its top folder"
	fi
}

# A module outside the tree takes the tree's place: PINCER_MODULE is set, and
# PINCER_HEADERS is the kernel it is built against, where one was named.

# check_module DIR: does it hold C sources?
check_module() {
	[ -d "$1" ] || die "$1: no such folder; M= takes the folder of a module"
	find "$1" -name .git -prune -o -name '*.[ch]' -print 2>/dev/null | grep -q . ||
		die "$1: no C source in it; M= takes the folder of a module"
}

# headers_of TREE: the folder below which include/linux/mm.h says what the kernel
# has; nothing if none is known
headers_of() {
	[ -z "${PINCER_MODULE:-}" ] || { printf '%s\n' "${PINCER_HEADERS:-}"; return; }
	printf '%s\n' "$1"
}

# kernel_headers DIR: that folder for a tree, for what was built of it, or for a
# package of headers
kernel_headers() {
	[ -d "$1" ] || die "$1: no such folder; KERNEL= takes a kernel tree or its headers"
	# Debian's headers of one architecture name those of all in their Makefile
	for folder in "$1" "$1/source" "$(sed -n 's,^include \(/.*\)/Makefile$,\1,p' "$1/Makefile" 2>/dev/null | head -n 1)"; do
		[ ! -f "$folder/include/linux/mm.h" ] || { (cd "$folder" && pwd -P); return; }
	done
	die "$1: no include/linux/mm.h there; KERNEL= takes a kernel tree or its headers"
}

# jobs: how many processes to use
jobs() {
	printf '%s\n' "${JOBS:-$(nproc 2>/dev/null || echo 2)}"
}

# check_jobs: JOBS= has to be a number
check_jobs() {
	case ${JOBS:=$(nproc)} in
	'' | *[!0-9]* | 0) die "JOBS=$JOBS: takes a number of jobs" ;;
	esac
	export JOBS
}

# folder_in_tree TREE M: M as a path from the top of TREE; nothing for all of it.
folder_in_tree() {
	[ -n "$2" ] || return 0
	case $2 in
	/*) folder=$2 ;;
	*) folder=$1/$2 ;;
	esac
	[ -d "$folder" ] || die "$2: no such folder in $1; M= takes a folder inside the tree"
	folder=$(cd "$folder" && pwd -P)
	case $folder/ in
	"$1"/) ;;
	"$1"/*) printf '%s\n' "${folder#"$1"/}" ;;
	*) die "$2: not inside $1; M= takes a folder inside the tree" ;;
	esac
}

# dialect TREE: the API that the tree is brought to: API=, or else the one that its
# headers speak.  Headers, not versions: vendors backport.
dialect() {
	# shellcheck disable=SC2154 # top is set by every script
	known=$(awk -F '\t' '!/^#/ && $1 != "dialect" { print $1 }' "$top/cocci/convert/names.tsv" | xargs)
	case " $known " in
	*" ${API:-put} "*) ;;
	*) die "API=$API: no such dialect; say one of: $known" ;;
	esac
	headers=$(headers_of "$1")
	if [ -z "$headers" ]; then
		printf '%s\n' "${API:-pin}"
		return
	fi
	[ "${API:-}" != pin ] || declares_pins "$headers" ||
		die "API=pin: $headers/include/linux/mm.h declares no pin_user_pages(), the kernel is too old; say API=put, or name another KERNEL="
	# with the overlay in it a tree speaks the overlay's dialect
	default=put
	if declares_pins "$headers" && [ ! -e "$headers/include/linux/gup_pin.h" ]; then
		default=pin
	fi
	printf '%s\n' "${API:-$default}"
}

declares_pins() {
	grep -qw pin_user_pages "$1/include/linux/mm.h" 2>/dev/null
}

# dirty_options TREE: for rewrite.sh, the spelling of the dirtying release, off
# the tree's header
dirty_options() {
	shape=2 dirty=no
	if [ "$(dialect "$1")" = pin ]; then
		printf '%s\n' '--dirty-lock-shape 3 --dirty no'
		return
	fi
	headers=$(headers_of "$1")
	if [ -z "$headers" ]; then
		printf '%s\n' '--dirty-lock-shape 3 --dirty no'
		return
	fi
	set -- "$headers"
	prototype=$(sed -n '/\<put_user_pages_dirty_lock(/,/;/p' "$1/include/linux/mm.h" | tr '\n' ' ')
	if [ -n "$prototype" ]; then
		case $prototype in *,*,*) shape=3 ;; esac
		! grep -q '\<put_user_pages_dirty(' "$1/include/linux/mm.h" || dirty=yes
	elif grep -q '\<unpin_user_pages_dirty_lock(' "$1/include/linux/mm.h"; then
		shape=3
	else
		dirty=yes # the overlay's placeholders have both, with two arguments
	fi
	printf '%s\n' "--dirty-lock-shape $shape --dirty $dirty"
}

# ---- what is kept between runs, in $PINCER_CACHE or build/cache ----

# state_of TREE: the folder with the facts and the index of that tree
state_of() {
	printf '%s/%s-%s\n' "${PINCER_CACHE:-${PINCER_BUILD:-$top/build}/cache}" \
		"$(basename "$1" | tr -c 'A-Za-z0-9._\n-' _)" "$(printf '%s' "$(cd "$1" && pwd)" | cksum | cut -d' ' -f1)"
}

# checked_state TREE: the folder where make check keeps what it knows of that tree, by ARCH
checked_state() {
	printf '%s/check/%s-%s%s\n' "${PINCER_BUILD:-$top/build}" "$(basename "$1")" \
		"$(printf '%s' "$1" | cksum | cut -d' ' -f1)" "${ARCH:+-$ARCH}"
}

# update_index TREE
update_index() {
	note "reading the names of all files"
	mkdir -p "$(state_of "$1")" || die "$(state_of "$1"): cannot be made; set PINCER_CACHE to a folder that can be written"
	(
		flock 9 || exit 1
		"${PINCER_BUILD:-$top/build}/bin/pincer-scan" index "$1" "$(state_of "$1")/index" >/dev/null
	) 9>"$(state_of "$1")/lock" || exit 2
}

# known_key TREE [FOLDER]: by what the findings of that tree are kept, from its
# index; with FOLDER, of a tree that differs in the files named on stdin
known_key() {
	sum=$("${PINCER_BUILD:-$top/build}/bin/pincer-scan" sum "$(state_of "$1")/index" ${2:+"$2"}) || exit 2
	printf '%s-%s\n' "$sum" "$({
		printf '%s\n' "${MIXED:-demote}" "${API:-}"
		cat "$top"/cocci/api.tsv "$top"/cocci/convert/names.tsv ${API_EXTRA:+"$API_EXTRA"} "$top"/cocci/find/*.ml "$top"/cocci/paths/* "$top"/pairing/* \
			"$top/scripts/analyse.sh" "$top/scripts/inspect.sh" "$top/scripts/paths.sh" "$top/scripts/entries.sh" 2>/dev/null || :
	} | cksum | cut -d' ' -f1)"
}

inspected="records sites.tsv plan.tsv sites.db demoted.tsv paths.left"

# known KEY DIR: copies to DIR what is kept by KEY; fails if nothing is
known() {
	kept=${PINCER_CACHE:-${PINCER_BUILD:-$top/build}/cache}/inspected
	[ -f "$kept/$1/records" ] || return 1
	# shellcheck disable=SC2086 # a list
	(cd "$kept/$1" && touch . && cp -- $inspected "$2/")
}

# keep KEY DIR: the newest are kept
keep() {
	kept=${PINCER_CACHE:-${PINCER_BUILD:-$top/build}/cache}/inspected
	rm -rf "$kept/.$$"
	mkdir -p "$kept/.$$" || die "$kept: cannot be made; set PINCER_CACHE to a folder that can be written"
	# shellcheck disable=SC2086
	(cd "$2" && cp -- $inspected "$kept/.$$/") || die "$kept: cannot be written; free some disk space"
	rm -rf "${kept:?}/$1"
	mv "$kept/.$$" "$kept/$1"
	(cd "$kept" && ls -t) | sed 1,12d | while read -r old; do rm -rf "${kept:?}/$old"; done
}
