# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# kernel.sh: what `make boot` and `make bench-core` share: a converted copy of a tree, its builds, and
# steps whose talk goes to a log. Sourced behind lib.sh, never run. The caller sets
#
#	KERNEL	the user's tree; it is not touched
#	API	the dialect of the copy: put, or pin; both with the core, so that a copy changes little from one to the other
#
# and calls claim_work, which sets work (a folder below build/), tree (the copy) and log.

out= # the folder of a build

claim_work() {
	refuse_interrupted "$KERNEL"
	name=$(plain_name "$KERNEL")
	work=${PINCER_WORK:-${PINCER_BUILD:-$top/build}}/boot/$name
	tree=$work/$name-booted
	mkdir -p "$work" || die "$work: cannot be written; check its permissions"
	exec 8<"$work"
	flock -n 8 || die "$work: another make boot or make bench-core is at work there; wait for it to end"
	log=$work/log
	: >"$log"
	# what is remembered of the copy goes with the copy
	export PINCER_STATE="$work/memory"
}

# step WHAT COMMAND...: its talk goes to the log; on failure, one line of it
step() {
	what=$1 from=$(($(wc -l <"$log") + 1))
	shift
	note "$what"
	[ -z "${V:-}" ] || printf 'pincer: %s\n' "$what"
	if "$@" >>"$log" 2>&1 8<&-; then return; fi
	tail -n "+$from" "$log" >"$log.step"
	die "$what failed: $(grep -m 1 -E "error:|\*\*\*|^pincer: |rejects|FAILED" "$log.step" || tail -n 1 "$log"); see $log"
}

# ---- a converted copy with the overlay ----
# (no `set -e` in these: they are asked whether they worked)

# copy_tree: hard links where they can be made, for that takes seconds. Whatever changes a file of the
# copy then has to put another in its place, and never to write into it.
copy_tree() {
	rm -rf "$tree.new" "$PINCER_STATE" || return 1
	if ! cp -al "$KERNEL" "$tree.new" 2>/dev/null; then
		rm -rf "$tree.new" && cp -a --reflink=auto "$KERNEL" "$tree.new" || return 1
	fi
	rm -rf "$tree.new/.git"
}

prepare() {
	copy_tree || return 1
	# a tree that has been through it already is taken as it is
	if [ ! -f "$tree.new/include/linux/gup_pin.h" ]; then
		KERNEL=$tree.new FORCE=1 DRY='' M='' MIXED=demote API=$API "$top/scripts/convert.sh" || return 1
	fi
	"$top/scripts/overlay.sh" apply --stage "${STAGE:-core}" "$tree.new" || return 1
	[ -z "${PATCH:-}" ] || apply_patch "$tree.new" --whitespace=nowarn "$PATCH"
}

# What did not change since the last run keeps its time, so that make does not
# build it again: only the differences go into the tree of the last run.
keep_times() {
	if [ ! -d "$tree" ]; then
		mv "$tree.new" "$tree"
		return
	fi
	diff -rq --no-dereference "$tree" "$tree.new" >"$work/differences"
	[ $? -le 1 ] || return 1
	while read -r how a b c d; do
		case "$how $a" in
		"Files "*) cp --remove-destination --preserve=mode "$c" "$a" ;;
		"Only in")
			# "FOLDER: NAME"
			file=${b%:}/$c
			case $file in
			"$tree.new"/*) cp -a "$file" "$tree/${file#"$tree.new"/}" ;;
			*) rm -rf "$file" ;;
			esac
			;;
		*) echo "$how $a $b $c $d"; return 1 ;;
		esac || return 1
	done <"$work/differences"
	rm -rf "$tree.new"
}

converted_copy() {
	step "converting a copy of $KERNEL${1:-}" prepare
	step "comparing with the last run" keep_times
}

# ---- one build ----

# kernel_make SOURCE ARGUMENT...: into $out
kernel_make() {
	source=$1
	shift
	make -C "$source" O="$out" V=0 HOSTCFLAGS='-O2 -fcommon' KBUILD_BUILD_TIMESTAMP=pincer \
		-j "$(jobs)" "$@"
}

# configure SOURCE FRAGMENT...: what is wanted but not to be had goes to $out/missing
configure() {
	source=$1
	shift
	mkdir -p "$out" &&
		cat "$@" >"$out/wanted" &&
		kernel_make "$source" KCONFIG_ALLCONFIG="$out/wanted" allnoconfig || return 1
	# of two lines for one symbol the last counts
	awk -F= '/^CONFIG_/ { is[$1] = $2 } END { for (symbol in is) if (is[symbol] == "y") print symbol }' "$out/wanted" |
		sort | while read -r symbol; do
		grep -q "^$symbol=y" "$out/.config" || echo "$symbol"
	done >"$out/missing"
}
