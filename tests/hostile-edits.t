#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# An editor that saves a file at the very moment when Pincer puts it in place, or takes it back,
# and a kill right behind that: his text stands under its name, whatever comes then.
#
#	HOSTILE_CALLS="write fsync ..."	at all these calls too: minutes instead of seconds
set -eu
. "$(dirname "$0")/lib.sh"

"$TOP/scripts/build.sh"
cc -shared -fPIC -O2 -Wall -Wextra -Werror -o "$TMP/kill_at.so" "$TOP/tests/convert/kill_at.c" -ldl
tree=$TMP/tree memory=$TMP/memory/tree
calls="renameat renameat2 unlinkat ${HOSTILE_CALLS:-}"
mkdir "$TMP/texts" "$tree"
echo 'int old;' >"$TMP/old"
echo 'int new;' >"$TMP/new"
old=$(sha256sum <"$TMP/old" | cut -d ' ' -f 1)
new=$(sha256sum <"$TMP/new" | cut -d ' ' -f 1)
cp "$TMP/old" "$TMP/texts/$old"
cp "$TMP/new" "$TMP/texts/$new"
# by name, as most editors do, and into the file as it is
replaced=': >../saved; echo "int mine;" >mine && mv mine x.c'
appended=': >../saved; echo "int mine;" >>x.c'
export NO_FSYNC=1
how=:

lay() {
	LD_PRELOAD=$TMP/kill_at.so "$BUILD/bin/pincer-replace" lay "$memory" "$tree" "$TMP/list" "$TMP/texts" keep
}
take_back() {
	LD_PRELOAD=$TMP/kill_at.so "$BUILD/bin/pincer-replace" recover "$memory" "$tree"
}
# killed COMMAND SAVE_AT KILL_AT: sets rc; 137 if it was killed
killed() {
	rc=0
	rm -f "$TMP/saved"
	(cd "$tree" && export KILL_CALL="$calls" SAVE_AT="$2" SAVE="$how" KILL_AT="$3" && "$1") >"$TMP/said" 2>&1 || rc=$?
}
# from FOLDER: the tree and the memory as they are kept there; the tree is the same one for all that
from() {
	find "$tree" -mindepth 1 -delete
	rm -rf "$TMP/memory"
	cp -rp "$1/tree/." "$tree/"
	[ ! -d "$1/memory" ] || cp -rp "$1/memory" "$TMP/memory"
}
# whole WHEN: is what the editor saved under its name, and nothing of ours left?
whole() {
	tries=$((tries + 1))
	take_back >"$TMP/said" 2>&1 || [ "$(wc -l <"$TMP/said")" -eq 1 ] || broken="$broken $1:words"
	if [ "$(grep -cs 'int mine;' "$tree/x.c")" != 1 ]; then
		broken="$broken $1:lost"
	elif [ "$(ls -A "$tree")" != x.c ] || [ -d "$memory/journal" ]; then
		broken="$broken $1:left"
	fi
}

# at_each COMMAND FOLDER: killed before each of its calls, with something saved before each up to that one
at_each() {
	kill=1
	while :; do
		save=1
		while [ $save -le $kill ]; do
			from "$2"
			killed "$1" $save $kill
			[ ! -e "$TMP/saved" ] || whole "${2##*.}:$save-$kill"
			save=$((save + 1))
		done
		[ "$rc" -eq 137 ] || break
		kill=$((kill + 1))
	done
}
# half_done: what a kill can leave, each kind once, in $TMP/state.N
half_done() {
	seen="" states=0 kill=0 rc=137
	while [ "$rc" -eq 137 ]; do
		from "$TMP/start"
		killed lay 0 $((kill += 1))
		[ -d "$memory/journal" ] || continue
		state=$(cd "$tree" && for file in * .pincer*; do [ ! -f "$file" ] || { echo "${file%%-*}" && cat "$file"; }; done | cksum | cut -d " " -f 1)
		case " $seen " in *" $state "*) continue ;; esac
		seen="$seen $state"
		mkdir "$TMP/state.$((states += 1))"
		cp -rp "$tree" "$TMP/memory" "$TMP/state.$states/"
	done
}
for kind in changed made deleted; do
	rm -rf "$TMP"/start* "$TMP"/state.*
	mkdir -p "$TMP/start/tree"
	case $kind in
	changed) was=$old then=$new ;;
	made) was=- then=$new ;;
	deleted) was=$old then=- ;;
	esac
	[ "$was" = - ] || cp "$TMP/old" "$TMP/start/tree/x.c"
	printf '%s %s x.c\0' "$was" "$then" >"$TMP/list"
	half_done
	for how in "$replaced" "$appended"; do
		case $how in "$replaced") name=replaced ;; *) name=appended ;; esac
		broken="" tries=0
		at_each lay "$TMP/start"
		ok "a file that is $kind, one that is $name meanwhile: tried $tries times" test $tries -ge 5
		is "... what was saved is there" "$broken" ""
		broken="" tries=0
		for state in "$TMP"/state.*; do at_each take_back "$state"; done
		ok "... taken back: tried $tries times, from $states states" test $tries -ge 10
		is "... what was saved is there" "$broken" ""
	done
done

# ---- saved twice: one text has the name, the other is kept unless he wrote over it ----
# shellcheck disable=SC2016 # for the shell that saves
how='n=$(($(cat ../saved 2>/dev/null || echo 0) + 1)); echo $n >../saved; ! grep -qs "int mine_1" x.c || : >../over; echo "int mine_$n;" >mine && mv mine x.c'
# both WHEN
both() {
	tries=$((tries + 1))
	take_back >"$TMP/said" 2>&1 || [ "$(wc -l <"$TMP/said")" -eq 1 ] || broken="$broken $1:words"
	grep -rqs "int mine_2;" "$tree/x.c" "$memory" || broken="$broken $1:later"
	[ -e "$TMP/over" ] || grep -rqs "int mine_1;" "$tree/x.c" "$memory" || broken="$broken $1:earlier"
	[ "$(ls -A "$tree")" = x.c ] && [ ! -d "$memory/journal" ] || broken="$broken $1:left"
}
# twice COMMAND FOLDER
twice() {
	last=1
	while :; do
		first=1
		while [ $first -lt $last ]; do
			for kill in 0 $last $((last + 1)); do
				from "$2"
				rm -f "$TMP/over"
				killed "$1" "$first $last" "$kill"
				[ "$(cat "$TMP/saved" 2>/dev/null)" = 2 ] || continue
				both "${2##*.}:$first-$last-$kill"
			done
			first=$((first + 1))
		done
		from "$2"
		killed "$1" 0 $last
		[ "$rc" -eq 137 ] || break
		last=$((last + 1))
	done
}
rm -rf "$TMP"/start* "$TMP"/state.*
mkdir -p "$TMP/start/tree"
cp "$TMP/old" "$TMP/start/tree/x.c"
printf '%s %s x.c\0' "$old" "$new" >"$TMP/list"
broken='' tries=0
twice lay "$TMP/start"
ok "saved twice while it is put in place: tried $tries times" test $tries -ge 20
is "... both texts are there" "$broken" ""
# half done: directly behind the exchange
from "$TMP/start"
kill=1
while [ "$(cat "$tree/x.c")" != 'int new;' ]; do
	from "$TMP/start"
	killed lay 0 $((kill += 1))
done
mkdir "$TMP/state.half"
cp -rp "$tree" "$TMP/memory" "$TMP/state.half/"
broken='' tries=0
twice take_back "$TMP/state.half"
ok "... while it is taken back: tried $tries times" test $tries -ge 20
is "... both texts are there" "$broken" ""
done_testing
