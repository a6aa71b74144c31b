#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Each row of each table is about something that a kernel has: Debian's 6.1, the
# overlay, or the one that tests/tables/elsewhere.tsv names.  A row about no kernel's
# function decides by a name that somebody else may give a function of his own.
# KERNELS=FOLDER: other trees, to look those up in.
set -eu
. "$(dirname "$0")/lib.sh"
debian=$(debian_tree) || skip_all "Debian's linux-source-6.1 is not unpacked"
LC_ALL=C
export LC_ALL

"$TOP/scripts/build.sh"
elsewhere=$TOP/tests/tables/elsewhere.tsv
cd "$TOP"
awk -f tests/tables/names.awk cocci/api.tsv cocci/paths/kernel.tsv cocci/convert/names.tsv checker/kernel.tsv pairing/entries.tsv >"$TMP/names"
cut -f 2 "$TMP/names" | sort -u >"$TMP/all"
ok "the tables have names, and beginnings of names" sh -c '[ "$(grep -vc "\*\$" "$1")" -gt 800 ] && [ "$(grep -c "\*\$" "$1")" -gt 40 ]' sh "$TMP/all"

# ---- what there is ----
"$BUILD/bin/pincer-scan" index "$debian" "$TMP/index" >/dev/null
grep -v '\*$' "$TMP/all" | "$BUILD/bin/pincer-scan" query "$TMP/index" | cut -f 1 | sort -u >"$TMP/there"
# (how names begin: in the headers)
begins=$(sed -n 's/\*$//p' "$TMP/all" | paste -sd '|' -)
grep -rhoE "\<($begins)" "$debian/include" "$debian/arch/x86/include" | sort -u | sed 's/$/*/' >>"$TMP/there"
grep -v '\*$' "$TMP/all" >"$TMP/words"
grep -rhowFf "$TMP/words" kernel-overlay | sort -u >"$TMP/overlay"
awk -F '\t' '!/^#/ { print $1 }' "$elsewhere" | sort >"$TMP/elsewhere"

# rows LIST: the rows of the tables about the names of it
rows() {
	awk -F '\t' 'NR == FNR { want[$1]; next } $2 in want' "$1" "$TMP/names"
}
sort -u "$TMP/there" "$TMP/overlay" "$TMP/elsewhere" | comm -23 "$TMP/all" - >"$TMP/nowhere"
is "every row is about something that 6.1, the overlay or a kernel that is named has" "$(rows "$TMP/nowhere")" ""
is "no other kernel is named for what 6.1 has" "$(sort -u "$TMP/there" | comm -12 - "$TMP/elsewhere")" ""
is "... or what no table has" "$(comm -13 "$TMP/all" "$TMP/elsewhere")" ""
is "... and each once, with the file there" "$(awk -F '\t' '!/^#/ && ($1 in seen || NF != 3 || $2 !~ /^v[0-9.]+$/ || $3 !~ /^[a-z0-9_]+\/.*\.[chS]$/); { seen[$1] }' "$elsewhere")" ""
looked=0
grep -v '^#' "$elsewhere" >"$TMP/other"
: >"$TMP/wrong"
while IFS='	' read -r name kernel file; do
	[ -d "${KERNELS:-$TMP/none}/$kernel" ] || continue
	looked=$((looked + 1))
	grep -qsw -e "$name" "$KERNELS/$kernel/$file" || echo "$kernel $file $name" >>"$TMP/wrong"
done <"$TMP/other"
echo "# $looked of $(wc -l <"$TMP/other") looked up where they are said to be"
is "they are where they are said to be, as far as the trees are at hand" "$(cat "$TMP/wrong")" ""

done_testing
