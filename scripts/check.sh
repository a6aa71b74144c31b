#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make check: pincheck over the files of a tree that take or drop pinned pages,
# as the tree's own build compiles them.  Parameters come from the environment:
# KERNEL, M, JOBS, API_EXTRA, CONFIG (a make target, or a file), CHECKER (another
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
check_jobs
folder=$(folder_in_tree "$KERNEL" "${M:-}") || exit 2
[ -z "${API_EXTRA:-}" ] || [ -r "$API_EXTRA" ] || die "$API_EXTRA: cannot be read; API_EXTRA= names a table like cocci/api.tsv"
unset MAKEFLAGS MFLAGS MAKELEVEL
"$top/scripts/build.sh"
"$top/scripts/build.sh" check
build=${PINCER_BUILD:-$top/build}
name=$(basename "$KERNEL")
work=$(checked_state "$KERNEL")
objects=$work/objects
report=$top/reports/$name
mkdir -p "$objects" "$report" || die "$work: cannot be made; check the permissions and the disk space"
exec 9>"$work/lock"
flock 9
trap 'exit 2' INT TERM HUP
trap 'note_done' EXIT

# ---- the configuration ----
config=${CONFIG:-allmodconfig}
in_tree() {
	# -fcommon: the host tools of kernels before 5.7 need it with gcc 10 or newer
	make -s -C "$KERNEL" O="$objects" HOSTCFLAGS="-O2 -fcommon" "$@"
}
wanted="$config $(cat "$top/checker/config" "$KERNEL/Makefile" | cksum)"
[ ! -f "$config" ] || wanted="$wanted $(cksum <"$config")"
if [ "$(cat "$work/configured" 2>/dev/null)" != "$wanted" ]; then
	if [ -f "$KERNEL/.config" ] || [ -d "$KERNEL/include/config" ]; then
		die "$KERNEL was configured or built in place, and kbuild refuses a second configuration of it; run make mrproper there first (it deletes .config, save it: CONFIG=/path/to/it checks with it)"
	fi
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
{
	grep -v '^#' "$top/cocci/api.tsv"
	[ -z "${API_EXTRA:-}" ] || grep -v '^#' "$API_EXTRA"
} | awk -F '\t' '$3 ~ /^(acquire|forward)$/ || ($3 ~ /^(release|relay)$/ && $6 ~ /^(gup|pin)$/) { print $1 }' | sort -u >"$work/names"
{
	"$build/bin/pincer-scan" query "$work/index" <"$work/names" | cut -f 2
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
} | grep '\.c$' | awk -v arch="$arch" -v folder="$folder" '
	/^(Documentation|tools|samples|scripts|usr)\// || /^arch\// && $0 !~ "^arch/" arch "/" { next }
	folder == "" || index($0, folder "/") == 1' | sort -u >"$work/files"
total=$(wc -l <"$work/files")
if [ "$total" -eq 0 ]; then
	note_done
	echo "No file ${folder:+below $folder }in $KERNEL takes or drops pinned pages."
	exit 0
fi

# ---- what the build would run for each ----
mkdir -p "$work/commands"
cat >"$work/write-down" <<END
#!/bin/sh
for last; do :; done
file=\${last#$KERNEL/}
if grep -qxF "\$file" "$work/ask"; then
	name=\$(printf '%s' "\$file" | tr / +)
	while [ \$# -gt 0 ]; do
		if [ "\$1" = -o ]; then shift; else printf '%s\\0' "\$1"; fi
		shift
	done >"$work/commands/\$name"
	exit 1
fi
exec \${CC:-cc} -E "\$@"
END
chmod +x "$work/write-down"
while read -r file; do
	[ -f "$work/commands/$(printf '%s' "$file" | tr / +)" ] || printf '%s\n' "$file"
done <"$work/files" >"$work/ask"
if [ -s "$work/ask" ]; then
	note "asking the build how it compiles $(wc -l <"$work/ask") files"
	# one by one if need be: what is not configured has no rule
	sed 's/\.c$/.i/' "$work/ask" | tr '\n' '\0' |
		xargs -0 -r make -s -k -C "$KERNEL" O="$objects" HOSTCFLAGS="-O2 -fcommon" CPP="$work/write-down" >"$work/log" 2>&1 || :
fi
: >"$work/skipped"
: >"$work/todo"
while read -r file; do
	if [ -f "$work/commands/$(printf '%s' "$file" | tr / +)" ]; then
		printf '%s\n' "$file"
	else
		printf '%s\n' "$file" >>"$work/skipped"
	fi
done <"$work/files" >"$work/todo"

# ---- checking ----
rm -rf "$work/out" "$work/typed"
mkdir "$work/out" "$work/typed"
cat >"$work/one" <<END
#!/bin/sh
# one FILE: its findings in out/, its exit status beside them
name=\$(printf '%s' "\$1" | tr / +)
rc=0
cd "$objects" || exit
xargs -0 ${CHECKER:-"$build/bin/pincheck" --status --typed $work/typed/\$name} -D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ \
	<"$work/commands/\$name" >"$work/out/\$name" 2>&1 || rc=\$?
# xargs has its own for a command that fails
printf '%s\\n' "\$rc" >"$work/out/\$name.rc"
END
chmod +x "$work/one"
checked=$(wc -l <"$work/todo")
if [ -t 2 ]; then
	(
		while sleep 1; do
			note "checking: $(find "$work/out" -name '*.rc' | wc -l) of $checked files"
		done
	) 9>&- &
	progress=$!
	trap 'kill "$progress" 2>/dev/null || :; note_done' EXIT
fi
tr '\n' '\0' <"$work/todo" | xargs -0 -r -n 1 -P "$JOBS" "$work/one" 9>&-
[ ! -t 2 ] || kill "$progress" 2>/dev/null || :
note_done

# A build may take any file that is named.  What the compiler cannot read either, of
# an object that is not configured, is not amiss.
: >"$work/foreign"
while read -r file; do
	name=$(printf '%s' "$file" | tr / +)
	makefile=$KERNEL/$(dirname "$file")/Makefile
	object=$(basename "$file" .c).o
	grep -q '^pincheck: ' "$work/out/$name" || continue
	[ -f "$makefile" ] && [ "$(awk -v object="$object" -f "$top/scripts/configured.awk" input=1 "$objects/.config" \
		input=2 "$makefile")" = no ] || continue
	(cd "$objects" && ! xargs -0 "${CC:-cc}" -fsyntax-only -w <"$work/commands/$name") >"$work/log" 2>&1 || continue
	printf '%s\n' "$file" >>"$work/foreign"
	grep -v '^pincheck: ' "$work/out/$name" >"$work/out/$name.new" || :
	mv "$work/out/$name.new" "$work/out/$name"
done <"$work/todo"
cat "$work/foreign" >>"$work/skipped"
sort -o "$work/skipped" "$work/skipped"

# ---- the report ----
while read -r file; do
	sed "s,$KERNEL/,,g" "$work/out/$(printf '%s' "$file" | tr / +)"
done <"$work/todo" >"$work/said"
{
	cat "$work/said"
	awk -v checked="$((checked - $(wc -l <"$work/foreign")))" -v skipped="$(wc -l <"$work/skipped")" -v config="$config" '
		/^pincheck: / { bad++ }
		match($0, /\[PIN[0-9]+\]$/) { n[substr($0, RSTART + 1, 6)]++; all++ }
		END {
			printf "\n%d files checked (%s), %d that cannot be read, %d not in that configuration: %d findings", checked, config, bad, skipped, all
			for (i = 1; i <= 7; i++) if (n["PIN00" i]) printf "%s %d PIN00%d", k++ ? "," : ":", n["PIN00" i], i
			print "."
		}' "$work/said"
	[ ! -s "$work/skipped" ] || {
		echo "Not in that configuration:"
		sed 's/^/  /' "$work/skipped"
	}
} >"$work/check.txt"
# for make audit, which compares
sed -n 's/^\([^ :]*\):\([0-9]*\):\([0-9]*\): [a-z]*: .*, in \([A-Za-z0-9_]*\)() \[\(PIN[0-9]*\)\]$/\5\t\1\t\2\t\3\t\4/p' "$work/said" >"$report/check.tsv"
while read -r file; do
	grep -q '^pincheck: ' "$work/out/$(printf '%s' "$file" | tr / +)" || printf '%s\n' "$file"
done <"$work/todo" | grep -vxFf "$work/foreign" >"$report/checked" || :
cp "$work/check.txt" "$report/check.txt" || die "$report: cannot be written; free some disk space"
cat "$report/check.txt"
echo "Report: $report/check.txt"
rc=0
if grep -q '\[PIN[0-9]*\]$' "$report/check.txt"; then rc=1; fi
if grep -q '^pincheck: ' "$report/check.txt"; then rc=$((rc + 2)); fi
exit $rc
