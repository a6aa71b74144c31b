# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# lib.sh: what all the scripts share.  Sourced, never run; they have set top.

# A program is never taken from the current folder, which may be in somebody's tree.
case :$PATH: in *::* | *:[!/]*)
	PATH=$(printf '%s\n' "$PATH" | tr : '\n' | grep '^/' | paste -s -d : -)
	;;
esac

# echo WORD...: as it stands; a shell's own may make escapes of backslashes in it
echo() {
	printf '%s\n' "$*"
}

# shown [HOW]: stdin as it may reach a terminal; HOW is html for a page, line for one line
shown() {
	# shellcheck disable=SC2154 # top
	LC_ALL=C awk -v how="${1:-}" -f "$top/scripts/shown.awk"
}

# spoken: a message on stdin, which speaks of make's variables, as the user has to say it
spoken() {
	if [ -n "${PINCER_COMMAND:-}" ]; then
		awk -f "$top/scripts/command/spoken.awk" input=1 "$top/scripts/command/options.tsv" input=2 -
	else
		cat
	fi
}

# die TEXT: one clear line on what and what next, exit 2.
die() {
	why=$(printf '%s\n' "$*" | spoken 2>/dev/null | shown line 2>/dev/null) || why=$*
	printf 'pincer: %s\n' "$why" >&2
	exit 2
}

# note TEXT: what a long step is doing; on a terminal only.
note() {
	[ ! -t 2 ] || printf '\r\033[Kpincer: %s' "$(printf '%s\n' "$*" | shown line)" >&2
}

note_done() {
	[ ! -t 2 ] || printf '\r\033[K' >&2
}

# git never writes to a tree to save itself work the next time
export GIT_OPTIONAL_LOCKS=0

# room FOLDER MIB: is there so much space on its disk?
room() {
	free=$(df -Pk "$1" | awk 'NR == 2 { print int($4 / 1024) }')
	[ "$free" -ge "$2" ] || die "$1: only $free MiB of disk space left; $2 MiB are needed"
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
	one_line "KERNEL=$1" "$1" "rename that folder"
	if [ -n "${PINCER_MODULE:-}" ]; then
		check_module "$1"
		return
	fi
	[ -n "$1" ] || die "no kernel tree named; say KERNEL=/path/to/linux"
	[ -d "$1" ] || die "$1: no such folder; say KERNEL=/path/to/linux"
	[ ! -e "$1/include/linux/mm.h" ] || [ -f "$1/include/linux/mm.h" ] ||
		die "$1: not a kernel tree (include/linux/mm.h is no file); name its top folder"
	if [ ! -f "$1/Makefile" ] || [ ! -f "$1/Kconfig" ] || [ ! -d "$1/include/linux" ]; then
		die "$1: not a kernel tree (no Makefile, Kconfig or include/linux); name its top folder"
	fi
}

# A module outside the tree takes the tree's place: PINCER_MODULE is set, and
# PINCER_HEADERS is the kernel it is built against, where one was named.

# check_module DIR: does it hold C sources?
check_module() {
	one_line "M=$1" "$1" "rename that folder"
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
	check_jobs
	printf '%s\n' "$JOBS"
}

# check_jobs: JOBS= has to be a number.  Beyond four for each processor (or 16) more
# only take memory: that is the most that are started.
check_jobs() {
	processors=$(nproc 2>/dev/null || echo 2)
	case ${JOBS:=$processors} in
	'' | *[!0-9]* | 0*) die "JOBS=$JOBS: takes a number of jobs" ;;
	esac
	most=$((processors > 4 ? processors * 4 : 16))
	case $JOBS in ??????*) JOBS=$most ;; esac
	[ "$JOBS" -le "$most" ] || JOBS=$most
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
	one_line "M=$2" "$folder" "rename that folder"
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

# api_table TREE OUT: the API table with the rows of API_EXTRA, as TREE's headers have
# it, to OUT.  "pin:NAME" is a pin from the kernel on whose headers know NAME, else a gup
# reference; a name that they lack is none to rename a call to.
api_table() {
	grep -v '^#' "$top/cocci/api.tsv" >"$2"
	if [ -n "${API_EXTRA:-}" ]; then
		[ -r "$API_EXTRA" ] || die "$API_EXTRA: cannot be read; API_EXTRA= names a table like cocci/api.tsv"
		awk -F '\t' '
			BEGIN { f = ENVIRON["API_EXTRA"] }
			/^#/ || /^[ \t]*$/ { next }
			NF != 9 { printf "%s:%d: %d columns, not 9 (name args role from to ref put pin refs); see the head of cocci/api.tsv\n", f, FNR, NF; exit 1 }
			$3 !~ /^(acquire|forward|release|relay|origin|dup|free|flow|alias|borrow|touch|notifier|container|foreign|tells|same)$/ {
				printf "%s:%d: unknown role \"%s\"; see the head of cocci/api.tsv\n", f, FNR, $3; exit 1 }
			{ print >> out }' out="$2" - <"$API_EXTRA" >"$2.bad" || die "$(cat "$2.bad")"
		rm "$2.bad"
	fi
	headers=$(headers_of "$1")
	awk -F '\t' '$6 ~ /^pin:/ { print substr($6, 5) }' "$2" | sort -u >"$2.asked"
	while IFS= read -r asked; do
		ref=gup
		if [ -n "$headers" ] && grep -qsw "$asked" "$headers/include/linux/mm.h" "$headers/include/linux/bio.h" "$headers/include/linux/blk_types.h" "$headers/include/linux/uio.h"; then ref=pin; fi
		sed -i "s/	pin:$asked	/	$ref	/" "$2"
	done <"$2.asked"
	rm "$2.asked"
	[ -n "$headers" ] || return 0
	find "$headers/include/linux" -maxdepth 1 \( -name mm.h -o -name uio.h \) -exec cat {} + |
		awk -F '\t' -v OFS='\t' '
		headers { while (match($0, /[A-Za-z_][A-Za-z_0-9]*/)) { has[substr($0, RSTART, RLENGTH)]; $0 = substr($0, RSTART + RLENGTH) } next }
		$8 != "-" && !($8 in has) { $8 = "-" }
		{ print }' headers=1 - headers=0 "$2" >"$2.has"
	mv "$2.has" "$2"
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

# ---- names that are not ours ----

# one_line WHAT TEXT: refuses a text with a line break or another control character
# (0x01 to 0x1f, 0x7f); WHAT says which, and what next
one_line() {
	case $2 in *[[:cntrl:]]*) die "$1: there is a line break or another control character in it; ${3:-leave it out}" ;; esac
}

# plain_name PATH: its last part, in letters that no tool takes for anything else
plain_name() {
	basename -- "$1" | LC_ALL=C tr -c 'A-Za-z0-9._+,=@~\n-' _ | sed 's/^-/_/; s/^\(.\{200\}\).*/\1/'
}

# buildable TREE: make and the kernel's makefiles hand the names of folders to a shell
buildable() {
	case $1 in *[!A-Za-z0-9_./+,=@~-]*)
		die "$1: the kernel's own build cannot stand in a folder of that name; rename it, to letters, digits and any of _./+,=@~-"
		;;
	esac
}

# path_fault TREE PATH: why a path out of a patch is not to be followed in that tree; fails
# if it may be
path_fault() {
	case /$2/ in
	// | /./ | */./* | */../* | ?*//*) echo "leads out of the tree"; return ;;
	//*) echo "is no path inside the tree"; return ;;
	*/.[gG][iI][tT]/*) echo "lies in git's own folder"; return ;;
	*[[:cntrl:]]*) echo "has a control character in its name"; return ;;
	esac
	fault_at=$1 fault_rest=$2
	while [ -n "$fault_rest" ]; do
		fault_at=$fault_at/${fault_rest%%/*}
		[ ! -L "$fault_at" ] || { echo "leads over a symbolic link"; return; }
		case $fault_rest in
		*/*) fault_rest=${fault_rest#*/} ;;
		*) fault_rest= ;;
		esac
	done
	return 1
}

# paths_of_patch TREE PATCH...: the paths that the patches (or mails) name, one a line;
# refuses one that is not to be followed in the tree, before anything is read or
# written by it
paths_of_patch() {
	paths_in=$1
	shift
	LC_ALL=C awk -f "$top/scripts/patched.awk" "$@" | LC_ALL=C sort -u | while IFS= read -r path; do
		! why=$(path_fault "$paths_in" "$path") || die "$path: $why; take it out of the patch"
		printf '%s\n' "$path"
	done
}

# ---- programs that would obey a tree ----

# The heap of an OCaml that reads many files: with a small one most of the time is the collector's (s in
# words, o and O in per cent; O so high that the heap is never moved together).
# shellcheck disable=SC2034 # for whoever reads this file
reader_heap=${OCAMLRUNPARAM:-s=16M,o=200,O=1000000}
# Huge pages for it, as with small ones a twentieth of the time goes on finding them; what was freed is not
# given back (threshold in bytes) to be cleared again for the next file.
# shellcheck disable=SC2034
reader_pages=${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1:glibc.malloc.trim_threshold=1073741824}

# plain_spatch FOLDER ARGUMENT...: spatch without a configuration: it looks for
# .cocciconfig at home and where it is started, so that is FOLDER, one of ours
plain_spatch() (
	cd "$1" || exit
	shift
	HOME=$top/cocci exec spatch "$@"
)

# spatch_said LOG...: why it failed, in one line
spatch_said() {
	grep -hs -m 1 "No space left" "$@" | grep . || grep -hv "^warning" "$@" | head -n 1
}

# git_forgets: what the environment says of git, unless it is who the user is, and his
# own settings
git_forgets() {
	for variable in $(env | sed -n 's/^\(GIT_[A-Za-z0-9_]*\)=.*/\1/p'); do
		case $variable in
		GIT_AUTHOR_* | GIT_COMMITTER_* | GIT_CONFIG_GLOBAL | GIT_CONFIG_SYSTEM | GIT_CONFIG_NOSYSTEM) ;;
		*) unset "$variable" ;;
		esac
	done
}

# A tree's own git settings name programs: fsmonitor, hooks, filters, textconv, ssh ...
# So git never works in the tree's repository, but in one of ours, beside it: the
# objects, refs and the index are the tree's, the settings are ours.  Of the tree's
# and the user's, those go along that say how files are compared.

# open_tree_git TREE DIR: makes that repository in DIR; fails if TREE lies in none that
# git takes (another user's, say), $DIR.err has git's reason
open_tree_git() {
	git_forgets
	tree_repo=$2 tree_work=$1
	rm -rf "$tree_repo"
	mkdir -p "$tree_repo/logs" "$tree_repo/info" || return 1
	# these two look for the repository, and start nothing
	tree_git_dir=$(cd "$1" && timeout 30 git rev-parse --absolute-git-dir 2>"$2.err") &&
		tree_objects=$(cd "$1" && cd "$(timeout 30 git rev-parse --git-common-dir 2>"$2.err")" && pwd -P) || return 1
	while [ ! -e "$tree_work/.git" ]; do
		case $tree_work in
		*/*) tree_work=${tree_work%/*} ;;
		*) echo "$1: a bare repository, without files" >"$2.err"; return 1 ;;
		esac
	done
	# git takes no links for these
	for part in HEAD ORIG_HEAD FETCH_HEAD MERGE_HEAD CHERRY_PICK_HEAD REBASE_HEAD; do
		[ ! -f "$tree_git_dir/$part" ] || head -c 65536 "$tree_git_dir/$part" >"$tree_repo/$part" || return 1
	done
	for part in packed-refs shallow; do
		[ ! -f "$tree_objects/$part" ] || ln -s "$tree_objects/$part" "$tree_repo/$part" || return 1
	done
	for part in "$tree_git_dir"/sharedindex.*; do
		[ ! -f "$part" ] || ln -s "$part" "$tree_repo/" || return 1
	done
	ln -s "$tree_objects/refs" "$tree_repo/refs" || return 1
	ln -s "$tree_git_dir/logs/HEAD" "$tree_repo/logs/HEAD" || return 1
	ln -s "$tree_objects/logs/refs" "$tree_repo/logs/refs" || return 1
	[ ! -f "$tree_git_dir/info/sparse-checkout" ] || cp "$tree_git_dir/info/sparse-checkout" "$tree_repo/info/" || return 1
	settings='^(core\.(filemode|symlinks|ignorecase|trustctime|checkstat|autocrlf|eol|safecrlf|sparsecheckout|sparsecheckoutcone)|index\.sparse|extensions\.objectformat)$'
	branch=$(sed -n 's,^ref: refs/heads/,,p' "$tree_repo/HEAD")
	{
		cd /
		git config --system --get-regexp "$settings"
		git config --global --includes --get-regexp "$settings"
		git config --file "$tree_objects/config" --no-includes --get-regexp "$settings"
		[ ! -f "$tree_git_dir/config.worktree" ] ||
			git config --file "$tree_git_dir/config.worktree" --no-includes --get-regexp "$settings"
	} 2>/dev/null | (cd / && awk '
		{ key = $1; value = NF > 1 ? tolower($2) : "true" }
		NF > 2 { next }
		value ~ /^(true|false|yes|no|on|off|0|1|input|lf|crlf|native|default|minimal|warn|sha1|sha256)$/ { is[key] = value }
		END {
			print "[core]\n\trepositoryformatversion = " ("extensions.objectformat" in is) "\n\tbare = false"
			for (key in is) {
				split(key, part, ".")
				printf "[%s]\n\t%s = %s\n", part[1], part[2], is[key]
			}
		}') >"$tree_repo/config" || return 1
	# for BASE=@{upstream}
	remote=$(git config --file "$tree_objects/config" --no-includes --get "branch.$branch.remote" 2>/dev/null) &&
		merge=$(git config --file "$tree_objects/config" --no-includes --get "branch.$branch.merge" 2>/dev/null) &&
		fetch=$(git config --file "$tree_objects/config" --no-includes --get "remote.$remote.fetch" 2>/dev/null) || return 0
	git config --file "$tree_repo/config" "branch.$branch.remote" "$remote" &&
		git config --file "$tree_repo/config" "branch.$branch.merge" "$merge" &&
		git config --file "$tree_repo/config" "remote.$remote.fetch" "$fetch"
}

# tree_git ARGUMENT...: git on the tree that open_tree_git opened; nothing is written there
tree_git() {
	with_tree_git git "$@"
}

# with_tree_git COMMAND...: in the current folder, if that is in the tree
with_tree_git() {
	GIT_DIR=$tree_repo GIT_WORK_TREE=$tree_work GIT_INDEX_FILE=$tree_git_dir/index \
	GIT_OBJECT_DIRECTORY=$tree_objects/objects GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 \
	GIT_ATTR_NOSYSTEM=1 GIT_OPTIONAL_LOCKS=0 GIT_NO_LAZY_FETCH=1 GIT_ALLOW_PROTOCOL=none \
	GIT_TERMINAL_PROMPT=0 GIT_LITERAL_PATHSPECS=1 GIT_PAGER=cat GIT_CONFIG_COUNT=3 \
	GIT_CONFIG_KEY_0=core.fsmonitor GIT_CONFIG_VALUE_0=false \
	GIT_CONFIG_KEY_1=core.hooksPath GIT_CONFIG_VALUE_1=/dev/null \
	GIT_CONFIG_KEY_2=core.quotePath GIT_CONFIG_VALUE_2=false \
		"$@"
}

# apply_patch FOLDER ARGUMENT... PATCH: git apply on plain files below FOLDER
apply_patch() {
	(cd "$1" && shift && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_ATTR_NOSYSTEM=1 \
		GIT_CEILING_DIRECTORIES=$(dirname "$(pwd -P)") git apply "$@")
}

# ---- whose is what: two trees share nothing, whatever their names ----

# tree_key TREE: 32 hexadecimal digits for the whole real path of that folder
tree_key() {
	(cd "$1" && pwd -P) | sha256sum | cut -c 1-32
}

# tree_name TREE: NAME-KEY, for a folder of what is known of that tree
tree_name() {
	printf '%s-%s\n' "$(plain_name "$1" | cut -c 1-40)" "$(tree_key "$1")"
}

# folder_id PATH: which folder that is: "device:inode birth"
folder_id() {
	stat -c '%d:%i %.9W' "$1" 2>/dev/null
}

# report_of TREE: the folder below reports/ for that tree, which is made; its file .tree says
# whose it is.  The name of the tree, or if another tree has that, with eight digits behind.
report_of() {
	reports=${PINCER_REPORTS:-$top/reports}
	[ -z "${PINCER_OUTPUT:-}" ] || { output_for "$1"; return; }
	if [ ! -d "$reports" ]; then
		mkdir -p "$reports" || die "$reports: can't write there"
		# it may lie in somebody's git tree
		[ -z "${PINCER_REPORTS:-}" ] || echo "*" >"$reports/.gitignore" || die "$reports: can't write there"
	fi
	(
		flock 9
		real=$(cd "$1" && pwd -P)
		to=$reports/$(plain_name "$real")
		owned "$to" "$real" || { to=$to-$(tree_key "$1" | cut -c 1-8) && owned "$to" "$real"; } ||
			die "$to: belongs to another tree; move it away"
		mark_report "$to" "$real"
	) 9>"$reports/.lock" || exit 2
}

# mark_report FOLDER TREE: make it, note in it whose its report is, and print it
mark_report() {
	mkdir -p "$1" && printf '%s\n%s\n' "$(folder_id "$2")" "$2" >"$1/.tree.$$" && mv "$1/.tree.$$" "$1/.tree" ||
		die "$1: can't write there"
	printf '%s\n' "$1"
}

# output_for TREE: the folder that was named for the report
output_for() {
	real=$(cd "$1" && pwd -P)
	if [ -f "$PINCER_OUTPUT/.tree" ]; then
		was=$(sed 1d "$PINCER_OUTPUT/.tree")
		[ "$was" = "$real" ] || [ ! -d "$was" ] || [ "$(folder_id "$was")" = "$(folder_id "$real")" ] ||
			die "$PINCER_OUTPUT: has the report of another tree, $was; name another folder"
	fi
	mark_report "$PINCER_OUTPUT" "$real"
}

# owned REPORT TREE: is it the report of that tree, or free to become it?
owned() {
	[ -f "$1/.tree" ] || return 0
	id=$(head -n 1 "$1/.tree") was=$(sed 1d "$1/.tree")
	[ "$was" != "$2" ] && [ "$id" != "$(folder_id "$2")" ] || return 0
	[ ! -d "$was" ] || return 1
	# that tree is gone; what was said of it is kept until the next one goes
	rm -rf "$reports/.gone/${1##*/}"
	mkdir -p "$reports/.gone" && mv "$1" "$reports/.gone/${1##*/}"
}

# ---- what Pincer has to remember of a tree lies outside of it, and is the user's alone ----

# memory_of TREE [write]: the folder (see scripts/replace/replace.c).  A tree that was moved has the one it
# had before; with "write" that gets its new name.
memory_of() {
	memory=${PINCER_STATE:-${XDG_STATE_HOME:-${HOME:-/nonexistent}/.local/state}/pincer}
	case $memory in
	/*) ;;
	*) die "PINCER_STATE=$memory: takes a whole path" ;;
	esac
	memory_here=$memory/$(tree_name "$1")
	if [ ! -d "$memory_here" ] && [ -d "$memory" ]; then
		memory_id=$(stat -c '%Hd.%Ld:%i:%.9W' "$1")
		for memory_old in "$memory"/*/tree; do
			[ -O "$memory_old" ] && IFS= read -r memory_had <"$memory_old" && [ "$memory_had" = "$memory_id" ] || continue
			memory_path=$(sed 1d "$memory_old")
			[ ! -d "$memory_path" ] || [ "$(stat -c '%Hd.%Ld:%i:%.9W' "$memory_path")" != "$memory_id" ] || continue
			memory_old=${memory_old%/tree}
			if [ "${2:-}" = write ]; then
				mv "$memory_old" "$memory_here" || die "$memory: can't write there"
			else
				memory_here=$memory_old
			fi
			break
		done
	fi
	printf '%s\n' "$memory_here"
}

# foreign_memory TREE: names what lies in a tree as if it were Pincer's: it is not believed
foreign_memory() {
	for foreign in "$1/.pincer" "$1/.pincer-overlay"; do
		[ ! -e "$foreign" ] && [ ! -L "$foreign" ] ||
			printf 'pincer: %s: of an older Pincer, or it came with the tree; it is not used\n' "$foreign" >&2
	done
}

# refuse_interrupted TREE: for what only reads: a half converted tree is none to judge
refuse_interrupted() {
	foreign_memory "$1"
	interrupted=$(memory_of "$1") || exit 2
	[ ! -d "$interrupted/journal" ] && [ ! -d "$interrupted/journal.done" ] ||
		die "$1: a run that changes it is at work, or was interrupted; say make recover KERNEL=$1, which takes back what is half done"
}

# ---- what is kept between runs, in $PINCER_CACHE or build/cache ----

# cache_folder: what can be made again is kept there
cache_folder() {
	printf '%s\n' "${PINCER_CACHE:-${PINCER_WORK:-${PINCER_BUILD:-$top/build}}/cache}"
}

# state_of TREE: the folder with the facts and the index of that tree
state_of() {
	printf '%s/%s\n' "$(cache_folder)" "$(tree_name "$1")"
}

# checked_state TREE: the folder where make check keeps what it knows of that tree, by ARCH
checked_state() {
	printf '%s/check/%s%s\n' "${PINCER_WORK:-${PINCER_BUILD:-$top/build}}" "$(tree_name "$1")" "${ARCH:+-$ARCH}"
}

# update_index TREE
update_index() {
	note "reading the names of all files"
	index_of=$(state_of "$1")
	mkdir -p "$index_of" 2>/dev/null || die "$index_of: cannot be made; set PINCER_CACHE to a folder that can be written"
	room "$index_of" 20
	(
		flock 9 || exit 1
		"${PINCER_BUILD:-$top/build}/bin/pincer-scan" index "$1" "$index_of/index" >/dev/null
	) 9>"$index_of/lock" || exit 2
}

# known_key TREE [FOLDER]: by what the findings of that tree are kept, from its
# index; with FOLDER, of a tree that differs in the files named on stdin
known_key() {
	sum=$("${PINCER_BUILD:-$top/build}/bin/pincer-scan" sum "$(state_of "$1")/index" ${2:+"$2"}) || exit 2
	printf '%s-%s\n' "$sum" "$({
		printf '%s\n' "${MIXED:-demote}" "${API:-}"
		cat "$top"/cocci/api.tsv "$top"/cocci/convert/names.tsv ${API_EXTRA:+"$API_EXTRA"} "$top"/cocci/find/*.ml "$top"/cocci/paths/* "$top"/pairing/* \
			"$top/scripts/analyse.sh" "$top/scripts/inspect.sh" "$top/scripts/paths.sh" "$top/scripts/entries.sh" 2>/dev/null || :
	} | sha256sum | cut -c 1-32)"
}

inspected="records sites.tsv plan.tsv sites.db demoted.tsv paths.left"

# known KEY DIR: copies to DIR what is kept by KEY; fails if nothing is
known() {
	kept=$(cache_folder)/inspected
	[ -f "$kept/$1/records" ] || return 1
	# shellcheck disable=SC2086 # a list
	(cd "$kept/$1" && touch . && cp -- $inspected "$2/")
}

# keep KEY DIR: the newest are kept
keep() {
	kept=$(cache_folder)/inspected
	rm -rf "$kept/.$$"
	mkdir -p "$kept/.$$" 2>/dev/null || die "$kept: cannot be made; set PINCER_CACHE to a folder that can be written"
	# shellcheck disable=SC2086
	(cd "$2" && cp -- $inspected "$kept/.$$/") || die "$kept: cannot be written; free some disk space"
	rm -rf "${kept:?}/$1"
	mv "$kept/.$$" "$kept/$1"
	(cd "$kept" && ls -t) | sed 1,12d | while read -r old; do rm -rf "${kept:?}/$old"; done
}
