#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make check: pincheck over the files of a tree that take or drop pinned pages,
# as the tree's own build compiles them.  Parameters come from the environment:
# KERNEL, M, ARCH, JOBS, API_EXTRA, CONFIG (a make target, or a file), CHECKER (another
# sparse), V.  Exit status 0 clean, 1 findings, 2 error, or a file that could not
# be read whole, 3 such a file and findings.
#
# The tree itself is not written to: configuration and generated headers lie
# below build/check/.  Nothing is compiled: the build is asked for the
# preprocessed file, and what it would run is only written down.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/scripts/lib.sh"

check_tree "${KERNEL:-}"
KERNEL=$(cd "$KERNEL" && pwd -P)
refuse_interrupted "$KERNEL"
buildable "$KERNEL"
check_jobs
case ${CONFIG:-} in
/*) [ -f "$CONFIG" ] || die "CONFIG=$CONFIG: no such file; CONFIG= takes a make target, or a file" ;;
-* | *[!A-Za-z0-9_.-]*) [ -f "$CONFIG" ] || die "CONFIG=$CONFIG: no such file, and no name of a make target" ;;
esac
folder=$(folder_in_tree "$KERNEL" "${M:-}") || exit 2
[ -z "${API_EXTRA:-}" ] || [ -r "$API_EXTRA" ] || die "$API_EXTRA: cannot be read; API_EXTRA= names a table like cocci/api.tsv"
unset MAKEFLAGS MFLAGS MAKELEVEL
"$top/scripts/build.sh"
"$top/scripts/build.sh" check
build=${PINCER_BUILD:-$top/build}
name=$(plain_name "$KERNEL")
work=$(checked_state "$KERNEL")
objects=$work/objects
suffix=${ARCH:+-$ARCH}
report=$(report_of "$KERNEL") || exit 2
mkdir -p "$objects" || die "$work: cannot be made; check the permissions and the disk space"
exec 9>"$work/lock"
flock 9
trap 'exit 2' INT TERM HUP
trap 'note_done' EXIT

# Another architecture: only what the compiler says of itself and sparse's own target
# are needed, so one that can do them all stands in for a cross compiler.
cross='' tools=''
target=''
case ${ARCH:-} in
'' | x86 | x86_64) ;;
i386) target=--arch=i386 ;;
arm) target=--arch=arm triple=arm-linux-gnueabi ;;
arm64) target=--arch=aarch64 triple=aarch64-linux-gnu ;;
powerpc) target=--arch=ppc64 triple=powerpc64le-linux-gnu ;;
s390) target=--arch=s390x triple=s390x-linux-gnu ;;
riscv) target=--arch=riscv64 triple=riscv64-linux-gnu ;;
mips) target=--arch=mips triple=mips-linux-gnu ;;
sparc) target=--arch=sparc64 triple=sparc64-linux-gnu ;;
*) die "ARCH=$ARCH: no such architecture here; say one of x86, i386, arm, arm64, mips, powerpc, riscv, s390, sparc" ;;
esac
if [ -n "${triple:-}" ]; then
	if [ -z "${CROSS_COMPILE:-}" ] && command -v "$triple-gcc" >/dev/null; then
		CROSS_COMPILE=$triple-
	fi
	if [ -n "${CROSS_COMPILE:-}" ]; then
		export CROSS_COMPILE
		cross=${CROSS_COMPILE}gcc
	else
		command -v clang >/dev/null || die "no compiler for $ARCH: apt-get install gcc-$triple, or clang and lld, or name one by CROSS_COMPILE="
		# what it cannot do itself it would ask of an assembler that is not there
		mkdir -p "$work"
		printf '#!/bin/sh\nfor a; do shift; case $a in -no-integrated-as | -fno-integrated-as) ;; *) set -- "$@" "$a" ;; esac; done\nexec clang --target=%s "$@"\n' \
			"$triple" >"$work/cross-cc" || die "$work: cannot be written; check the permissions and the disk space"
		chmod +x "$work/cross-cc"
		cross=$work/cross-cc
		tools="LD=ld.lld AR=llvm-ar NM=llvm-nm OBJCOPY=llvm-objcopy OBJDUMP=llvm-objdump READELF=llvm-readelf STRIP=llvm-strip"
	fi
fi

# ---- the configuration ----
config=${CONFIG:-allmodconfig}
source=$KERNEL
if [ -f "$KERNEL/.config" ] || [ -d "$KERNEL/include/config" ]; then
	# kbuild refuses to build such a tree elsewhere: its own products would be taken
	# for those of the other build.  So it gets one of links to the sources alone.
	source=$work/source$KERNEL
	[ -z "${CONFIG:-}" ] && [ -f "$KERNEL/.config" ] && config=$KERNEL/.config
fi
in_tree() {
	# -fcommon: the host tools of kernels before 5.7 need it with gcc 10 or newer
	# shellcheck disable=SC2086 # lists
	make -s -C "$source" O="$objects" HOSTCFLAGS="-O2 -fcommon" ${ARCH:+"ARCH=$ARCH"} ${cross:+"CC=$cross"} $tools "$@"
}
# link_sources: what of the tree is not made by a build
link_sources() {
	note "$name was configured in place: linking its sources elsewhere"
	rm -rf "$work/source"
	mkdir -p "$work/source" || die "$work: cannot be written; check the disk space"
	find "$KERNEL" \( -name .git -o -path "$KERNEL/include/config" -o -path "$KERNEL/include/generated" \
		-o -path "$KERNEL/arch/*/include/generated" \) -prune -o \( -type f -o -type l \) \
		! -name '.config*' ! -name '*.o' ! -name '*.ko' ! -name '*.a' ! -name '*.s' ! -name '*.mod' ! -name '*.mod.c' \
		! -name '.*.cmd' ! -name '.*.d' ! -name '*.order' ! -name '*.symvers' ! -name 'vmlinux*' ! -name 'System.map' -print >"$work/links"
	# and the programs that it made for itself
	awk -v tree="$KERNEL/" '
		substr($0, length(tree) + 1) ~ /^(scripts|tools|usr|certs|arch\/[^\/]*\/(tools|boot))\// { print }' "$work/links" | tr '\n' '\0' |
		xargs -0 -r sh -c 'for f; do [ ! -x "$f" ] || [ "$(head -c 4 "$f" | tail -c 3)" != ELF ] || printf "%s\n" "$f"; done' sh >"$work/made"
	grep -vxFf "$work/made" "$work/links" | tr '\n' '\0' | xargs -0 -r cp -s --parents -t "$work/source" ||
		die "$work/source: cannot be written; check the disk space"
}
wanted="$config ${ARCH:-} ${cross:-} $(cat "$top/checker/config" "$KERNEL/Makefile" | sha256sum)"
[ ! -f "$config" ] || wanted="$wanted $(sha256sum <"$config")"
if [ "$(cat "$work/configured" 2>/dev/null)" != "$wanted" ]; then
	[ "$source" = "$KERNEL" ] || link_sources
	rm -rf "$objects" "$work/configured" "$work/commands"
	mkdir -p "$objects"
	note "configuring $name ($config)"
	if [ -f "$config" ]; then
		cp "$config" "$objects/.config"
		set -- olddefconfig
	else
		set -- "$config"
	fi
	in_tree KCONFIG_ALLCONFIG="$top/checker/config" "$@" >"$work/log" 2>&1 </dev/null ||
		die "$KERNEL cannot be configured with $config: $(grep -m 1 -E '\*\*\*|rror' "$work/log" || tail -n 1 "$work/log"); see $work/log"
	note "preparing the build of $name"
	in_tree -j "$JOBS" prepare scripts >"$work/log" 2>&1 </dev/null ||
		die "the build of $KERNEL cannot be prepared: $(grep -m 1 -E 'rror' "$work/log" || tail -n 1 "$work/log"); see $work/log"
	printf '%s\n' "$wanted" >"$work/configured"
fi
arch=$(sed -n 's/^SRCARCH *:\?= *//p; s,^CONFIG_\(X86\|ARM64\|ARM\|S390\|PPC\|SPARC\|MIPS\|RISCV\)=y$,\1,p' "$objects/.config" |
	sed -n '1{s/PPC/powerpc/;p;}' | tr '[:upper:]' '[:lower:]')
printf '%s\n' "$arch" >"$work/arch"

# ---- the files ----
note "looking for the files"
"$build/bin/pincer-scan" index "$KERNEL" "$work/index" >"$work/log" 2>&1 || die "$KERNEL cannot be read: $(head -n 1 "$work/log")"
# naming: the C files of this architecture that know one of the names on stdin
naming() {
	"$build/bin/pincer-scan" query "$work/index" | cut -f 2 | of_here
}
# A name goes through the kernel's makefiles to their shells: what these would take for their
# own is not asked for, but named in unfit.
of_here() {
	grep '\.c$' | awk -v arch="$arch" -v unfit="$work/unfit" '
		/^(Documentation|tools|samples|scripts|usr)\// || /^arch\// && $0 !~ "^arch/" arch "/" { next }
		/[^A-Za-z0-9_.\/+,@-]/ || /^-/ { print >> unfit; next }
		{ print }' | sort -u
}
below() {
	PINCER_FOLDER=$folder awk 'BEGIN { folder = ENVIRON["PINCER_FOLDER"] } folder == "" || index($0, folder "/") == 1'
}
: >"$work/unfit"
{
	grep -v '^#' "$top/cocci/api.tsv"
	[ -z "${API_EXTRA:-}" ] || grep -v '^#' <"$API_EXTRA"
} | awk -F '\t' '$3 ~ /^(acquire|forward)$/ || ($3 ~ /^(release|relay)$/ && $6 ~ /^(gup|pin)$/) { print $1 }' | sort -u >"$work/names"
{
	naming <"$work/names"
	# and what the groups reach, by the last audit or conversion
	[ ! -f "$report/sites.tsv" ] ||
		awk -F '\t' 'NR > 1 && $7 ~ /^(convert|converted|unify|mixed|paired|demoted)$/ {
			print $1
			# and the files that a reference goes through on its way
			while (match($10, /[^ ,;:]+[.]c:[0-9]/)) {
				print substr($10, RSTART, RLENGTH - 2)
				$10 = substr($10, RSTART + RLENGTH)
			}
		}' "$report/sites.tsv"
	[ -z "${PINCER_MORE:-}" ] || cat "$PINCER_MORE"
} | of_here | below >"$work/files"
total=$(wc -l <"$work/files")
if [ "$total" -eq 0 ]; then
	note_done
	[ ! -s "$work/unfit" ] || die "$(head -n 1 "$work/unfit"): the build cannot take that name; rename the file"
	echo "No file ${folder:+below $folder }in $KERNEL takes or drops pinned pages."
	exit 0
fi

# ---- what the build would run for each ----
mkdir -p "$work/commands"
cat >"$work/write-down" <<END
#!/bin/sh
for last; do :; done
file=\${last#$source/}
if grep -qxF "\$file" "$work/ask"; then
	name=\$(printf '%s' "\$file" | tr / %)
	while [ \$# -gt 0 ]; do
		if [ "\$1" = -o ]; then shift; else printf '%s\\0' "\$1"; fi
		shift
	done >"$work/commands/\$name"
	exit 1
fi
exec ${cross:-cc} -E "\$@"
END
chmod +x "$work/write-down"
# built_in FILE: the folder above FILE's own whose makefile names it, or includes that
# of its own; - for none
built_in() {
	object=${1%.c}.o at=$(dirname -- "$1")
	if grep -qsE "^-?include[[:space:]].*/$(basename "$at")/Makefile" "$KERNEL/$(dirname -- "$at")/Makefile"; then
		dirname -- "$at"
		return
	fi
	! makes "$at" "$(basename "$object")" || { echo -; return; }
	while at=$(dirname -- "$at"); do
		[ "$at" != . ] || { echo -; return; }
		! makes "$at" "${object#"$at"/}" || { echo "$at"; return; }
	done
}
# makes FOLDER OBJECT: does the makefile there name it?
makes() {
	for makefile in "$KERNEL/$1/Kbuild" "$KERNEL/$1/Makefile"; do
		[ -f "$makefile" ] || continue
		grep -qE "(^|[[:space:]])$2([[:space:]]|\$)" "$makefile"
		return
	done
	return 1
}
# commands_for LIST: asks the build for each file of LIST that it was not asked for
# before; those that it compiles on stdout
commands_for() {
	while IFS= read -r file; do
		[ -f "$work/commands/$(printf '%s' "$file" | tr / %)" ] || printf '%s\n' "$file"
	done <"$1" >"$work/ask"
	if [ -s "$work/ask" ]; then
		note "asking the build how it compiles $(wc -l <"$work/ask") files"
		# Some are built by the makefile of a folder above, which names them with their
		# folder; kernels before 5.4 have to be told.
		own=yes
		! grep -q '^[[:space:]]*build-dir *= \$(patsubst' "$KERNEL/Makefile" || own=no
		while IFS= read -r file; do
			in=-
			[ $own = yes ] || in=$(built_in "$file")
			printf '%s\t%s\n' "$in" "${file%.c}.i"
		done <"$work/ask" >"$work/asked_in"
		cut -f 1 "$work/asked_in" | sort -u | while read -r folder_of; do
			as=
			[ "$folder_of" = - ] || as=build-dir=$folder_of
			awk -F '\t' -v folder="$folder_of" '$1 == folder { print $2 }' "$work/asked_in" >"$work/ask_now"
			# what is not configured has no rule: -k
			# shellcheck disable=SC2046 # names of a kernel's files
			in_tree -k ${as:+"$as"} CPP="$work/write-down" $(cat "$work/ask_now") >"$work/log" 2>&1 </dev/null || :
		done
	fi
	while IFS= read -r file; do
		[ ! -f "$work/commands/$(printf '%s' "$file" | tr / %)" ] || printf '%s\n' "$file"
	done <"$1"
}
commands_for "$work/files" >"$work/todo"

# ---- checking ----
rm -rf "$work/out" "$work/typed" "$work/known" "$work/asked"
mkdir "$work/out" "$work/typed"
: >"$work/known"
: >"$work/passes"
echo 0 >"$work/learned"
: >"$work/asked"
cat >"$work/one" <<END
#!/bin/sh
# one FILE [--facts | --asked]: its findings in out/, its exit status beside them
name=\$(printf '%s' "\$1" | tr / %)
rc=0 how=\$2
case "\$2" in
--asked) name=\$name:asked how="--asked $work/asked" ;;
--facts) how="--facts --asked $work/asked" ;;
esac
cd "$objects" || exit
rm -f "$work/typed/\$name"
xargs -0 ${CHECKER:-"$build/bin/pincheck" --status --known "$work/known" --typed $work/typed/\$name \$how} $target -D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ \
	<"$work/commands/\${name%:asked}" >"$work/out/\$name" 2>&1 || rc=\$?
# xargs has its own for a command that fails
printf '%s\\n' "\$rc" >"$work/out/\$name.rc"
END
chmod +x "$work/one"
# run_on LIST [--facts | --asked]: in parallel, with progress
run_on() {
	[ -s "$1" ] || return 0
	# for make bench, which runs them again
	sed "s,\$,	${2:-}," "$1" >>"$work/passes"
	of=$(wc -l <"$1")
	touch "$work/started"
	if [ -t 2 ]; then
		(
			while sleep 1; do
				note "checking: $(find "$work/out" -name '*.rc' -newer "$work/started" | wc -l) of $of files"
			done
		) 9>&- &
		progress=$!
		trap 'kill "$progress" 2>/dev/null || :; note_done' EXIT
	fi
	tr '\n' '\0' <"$1" | xargs -0 -r -I FILE -P "$JOBS" "$work/one" FILE "${2:-}" 9>&-
	[ ! -t 2 ] || kill "$progress" 2>/dev/null || :
	note_done
	if [ "$source" != "$KERNEL" ]; then
		find "$work/typed" -type f -newer "$work/started" -exec sed -i "s#$source/#$KERNEL/#g" {} +
	fi
}
if [ -n "${PINCER_FACTS:-}" ]; then
	# make annotate wants no more
	run_on "$work/todo" --facts
	exit 0
fi
run_on "$work/todo"

# ---- what one file has to know of another ----
# learn: what the facts so far tell of functions, to known and across
learn() {
	note "putting the facts together"
	"$top/scripts/typed.sh" "$KERNEL" "$work/typed" - "$work/across.tsv" || exit 2
	"$top/scripts/objects.sh" "$KERNEL" "$work/typed" "$work/across.tsv.db" >"$work/across" || exit 2
	sed -n 's/^R\t//p' "$work/across" >"$work/known"
	echo $(($(cat "$work/learned") + 1)) >"$work/learned"
}
# knowing: the C files that know what was learned, by name, or by an inline function that
# calls it through a field
knowing() {
	{
		sed -n 's/^N\t//p' "$work/across"
		sed -n 's/^F\t//p' "$work/across" >"$work/fields"
		# a name that many files have is that of other fields, too
		"$build/bin/pincer-scan" query "$work/index" <"$work/fields" | awk -F '\t' -v most=12 '
			{ n[$1]++; file[$1, n[$1]] = $2 }
			END { for (f in n) if (n[f] <= most) for (i = 1; i <= n[f]; i++) print f "\t" file[f, i] }' >"$work/with_fields"
		cut -f 1 "$work/with_fields"
		(cd "$KERNEL" && cut -f 2 "$work/with_fields" | grep '[.]h$' | sort -u | tr '\n' '\0' | xargs -0 -r awk '
			NR == FNR { field[$0]; next }
			/^[A-Za-z_].*[A-Za-z0-9_][(]/ { match($0, /[A-Za-z0-9_]+[(]/); f = substr($0, RSTART, RLENGTH - 1) }
			{ for (n in field) if (index($0, ">" n "(") || index($0, "." n "(")) print f }' "$work/fields")
	} | naming | below
}
if [ -z "${CHECKER:-}" ]; then
	learn
	# who is given such a page, or an object that holds some
	knowing >"$work/more_files"
	if [ -s "$work/more_files" ]; then
		cat "$work/more_files" >>"$work/files"
		commands_for "$work/more_files" >"$work/again"
		run_on "$work/again"
		sort -u -o "$work/files" "$work/files"
		sort -u -o "$work/todo" "$work/todo" "$work/again"
		# What functions of other files do with it: those that few files know can be
		# found.  Twice, as they may hand it on.
		: >"$work/known_before"
		: >"$work/asked_before"
		for _ in 1 2; do
			find "$work/typed" -type f -exec grep -hE '^(fn|en|pa)	' {} + | awk -F '\t' -v list="$work/asked" '
				$1 == "fn" { known[$3] }
				$1 == "en" && !($3 in asked) { asked[$3]; todo[++n] = $3 }
				$1 == "pa" { to[$3] = to[$3] " p:" $4 ":" $5 }
				END {
					for (i = 1; i <= n; i++) {
						m = split(to[todo[i]], on, " ")
						for (j = 1; j <= m; j++)
							if (!(on[j] in asked)) { asked[on[j]]; todo[++n] = on[j] }
						if (todo[i] !~ /!/) print todo[i] >list
						f = todo[i]
						sub(/^p:/, "", f)
						sub(/:[0-9]+$/, "", f)
						if (!(f in known) && f !~ /!/) print f
					}
				}' | sort -u >"$work/unknown"
			"$build/bin/pincer-scan" query "$work/index" <"$work/unknown" | awk -F '\t' -v most=12 '
				{ n[$1]++; file[$1, n[$1]] = $2 }
				END { for (f in n) if (n[f] <= most) for (i = 1; i <= n[f]; i++) print file[f, i] }' |
				of_here | grep -vxFf "$work/todo" >"$work/may_define" || :
			# the body begins on a line that no semicolon ends
			sed 's/.*/^([A-Za-z_].*[ *])?&\\([^;]*$/' "$work/unknown" >"$work/bodies"
			(cd "$KERNEL" && tr '\n' '\0' <"$work/may_define" | xargs -0 -r grep -lEf "$work/bodies") >"$work/facts_of" || :
			commands_for "$work/facts_of" >"$work/facts_only"
			run_on "$work/facts_only" --facts
			# and whether they keep it, by walking them: those that were not asked for before, nor just now
			find "$work/typed" -type f ! -name '*:asked' -exec grep -h '^fn	' {} + | awk -F '\t' -v tree="$KERNEL/" '
				n == 1 { before[$0]; next }
				n == 2 { f = $0; sub(/^p:/, "", f); sub(/:[0-9]+$/, "", f); if (!($0 in before)) asked[f]; next }
				$3 in asked { print index($2, tree) == 1 ? substr($2, length(tree) + 1) : $2 }' n=1 "$work/asked_before" n=2 "$work/asked" n=3 - |
				sort -u | grep -vxFf "$work/facts_only" >"$work/asked_of" || :
			cp "$work/asked" "$work/asked_before"
			commands_for "$work/asked_of" >"$work/again"
			run_on "$work/again" --asked
			learn
			# who ended there, and what is known of it now was not then
			awk -F '\t' 'n == 1 { old[$0]; next }
				n == 2 { if (!($0 in old)) new["p:" $1 ":" $4]; next }
				$1 == "E" && $3 in new { print $2 }' n=1 "$work/known_before" n=2 "$work/known" n=3 "$work/across" |
				sort -u | grep -xFf "$work/todo" >"$work/again" || :
			cp "$work/known" "$work/known_before"
			run_on "$work/again"
			# and who came to know of such a function only now
			knowing | grep -vxFf "$work/files" >"$work/more_files" || :
			cat "$work/more_files" >>"$work/files"
			commands_for "$work/more_files" >"$work/again"
			run_on "$work/again"
			sort -u -o "$work/files" "$work/files"
			sort -u -o "$work/todo" "$work/todo" "$work/again"
		done
	fi
fi
grep -vxFf "$work/todo" "$work/files" >"$work/skipped" || :
checked=$(wc -l <"$work/todo")

# A build may take any file that is named.  What the compiler cannot read either, of
# an object that is not configured, is not amiss.
: >"$work/foreign"
while IFS= read -r file; do
	name=$(printf '%s' "$file" | tr / %)
	makefile=$KERNEL/$(dirname -- "$file")/Makefile
	object=$(basename "$file" .c).o
	grep -q '^pincheck: ' "$work/out/$name" || continue
	if makes "$(dirname -- "$file")" "$object"; then
		[ "$(awk -v object="$object" -f "$top/scripts/configured.awk" input=1 "$objects/.config" input=2 "$makefile")" = no ] || continue
	elif [ "$(built_in "$file")" = - ]; then
		# no object of its own, but part of another file; or another architecture's
		[ ! -f "$makefile" ] || grep -qE "^[[:space:]]*#[[:space:]]*include[[:space:]]+\"([^\"]*/)?$(basename "$file")\"" "$KERNEL/$(dirname -- "$file")"/*.[ch] || continue
	else
		continue
	fi
	# shellcheck disable=SC2086 # a command
	(cd "$objects" && ! xargs -0 ${cross:-cc} -fsyntax-only -w <"$work/commands/$name") >"$work/log" 2>&1 || continue
	printf '%s\n' "$file" >>"$work/foreign"
	grep -v '^pincheck: ' "$work/out/$name" >"$work/out/$name.new" || :
	mv "$work/out/$name.new" "$work/out/$name"
done <"$work/todo"
cat "$work/foreign" >>"$work/skipped"
sort -o "$work/skipped" "$work/skipped"

# ---- the report ----
while IFS= read -r file; do
	sed "s#$source/##g" "$work/out/$(printf '%s' "$file" | tr / %)"
done <"$work/todo" >"$work/said"
sort -u "$work/unfit" | below | sed 's,.*,pincheck: &: the build cannot take that name; rename the file,' >>"$work/said"
{
	cat "$work/said"
	awk -v checked="$((checked - $(wc -l <"$work/foreign")))" -v skipped="$(wc -l <"$work/skipped")" -v config="$config" '
		/^pincheck: / { bad++ }
		match($0, /\[PIN[0-9]+\]$/) { n[substr($0, RSTART + 1, 6)]++; all++ }
		END {
			printf "\n%d files checked (%s), %d that cannot be read, %d not in that configuration: %d findings", checked, config, bad, skipped, all
			for (i = 1; i <= 999; i++) {
				rule = sprintf("PIN%03d", i)
				if (rule in n) printf "%s %d %s", k++ ? "," : ":", n[rule], rule
			}
			print "."
		}' "$work/said"
	[ ! -s "$work/skipped" ] || {
		echo "Not in that configuration:"
		sed 's/^/  /' "$work/skipped"
	}
} >"$work/check.txt"
# for make audit, which compares
sed -n 's/^\([^ :]*\):\([0-9]*\):\([0-9]*\): [a-z]*: .*, in \([A-Za-z0-9_]*\)() \[\(PIN[0-9]*\)\]$/\5\t\1\t\2\t\3\t\4/p' "$work/said" >"$report/check$suffix.tsv"
while IFS= read -r file; do
	grep -q '^pincheck: ' "$work/out/$(printf '%s' "$file" | tr / %)" || printf '%s\n' "$file"
done <"$work/todo" | grep -vxFf "$work/foreign" >"$report/checked$suffix" || :
shown <"$work/check.txt" >"$report/check$suffix.txt" || die "$report: cannot be written; free some disk space"
cat "$report/check$suffix.txt"
echo "Report: $report/check$suffix.txt"
rc=0
if grep -q '\[PIN[0-9]*\]$' "$report/check$suffix.txt"; then rc=1; fi
if grep -q '^pincheck: ' "$report/check$suffix.txt"; then rc=$((rc + 2)); fi
exit $rc
