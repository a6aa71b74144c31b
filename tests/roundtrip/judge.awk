# SPDX-License-Identifier: GPL-2.0
#
# Hold the verdicts of sites.tsv against what is known of the round trip:
#
#	awk -f judge.awk expected.tsv others.tsv sites.tsv
#
# One line for each release that upstream converted, that others.tsv lists or
# that has a verdict to be rewritten: class, verdict, file, line, column,
# function, call, evidence. The classes:
#	found     upstream converted it, and so would Pincer
#	missed    upstream converted it, Pincer would not
#	absent    upstream converted it, sites.tsv has no such release
#	right     upstream left it; it releases a gup reference (others.tsv)
#	spared    others.tsv lists it, and it is not to be rewritten
#	wrong     to be rewritten, and it is not in others.tsv, or listed there as
#	          one that other references reach too while the verdict is `convert'
#	stale     a row of others.tsv that no release of sites.tsv answers to

BEGIN { FS = OFS = "\t" }

function squeezed(text) {
	gsub(/[ \t;]/, "", text)
	return text
}

FNR == 1 { part++ }

part == 1 { expected[$1 FS $2 FS $3] = $4 }

part == 2 && !/^#/ && $1 != "file" {
	key = $1 FS $2 FS squeezed($3)
	meets[key] = $4
	why[key] = $5
}

part != 3 || $5 != "release" { next }

{
	at = $1 FS $2 FS $3
	rewritten = $7 == "convert" || $7 == "unify"
	if (at in expected) {
		delete expected[at]
		class = rewritten ? "found" : "missed"
		print class, $7, at, $4, $6, $10
		next
	}
	# A wrapper's call keeps its name; only these two are ever rewritten.
	if ($6 !~ /^(put_page|release_pages)[ \t]*\(/)
		next
	key = $1 FS $4 FS squeezed($6)
	listed = key in meets
	if (listed)
		answered[key] = 1
	if (!rewritten) {
		if (listed)
			print "spared", $7, at, $4, $6, $10
	} else if (listed && ($7 == "unify" || meets[key] == "gup"))
		print "right", $7, at, $4, $6, why[key]
	else
		print "wrong", $7, at, $4, $6, (listed ? why[key] ": " : "") $10
}

END {
	for (at in expected)
		print "absent", "-", at, "-", expected[at], "-"
	for (key in meets)
		if (!(key in answered)) {
			split(key, part_of, FS)
			print "stale", "-", part_of[1], "-", "-", part_of[2], part_of[3], why[key]
		}
}
