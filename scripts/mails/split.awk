# SPDX-License-Identifier: GPL-2.0
# split.awk: which patch each rewritten call goes into.
#
#	awk -f split.awk SECTIONS REWRITTEN
#
# SECTIONS: "file <tab> section"; REWRITTEN: rewritten.tsv.  The groups of one
# section are one patch; a group that crosses sections is a patch of its own.
# Prints "1 or 2 <tab> first file <tab> patch's name <tab> sections <tab> row";
# patches of one section come first, those that cross after them.
BEGIN { FS = OFS = "\t" }
FNR == 1 { pass++ }
pass == 1 { section[$1] = $2; next }
FNR == 1 { next }
{
	row[++rows] = $0
	group[rows] = $7
	if (!(($7, section[$1]) in seen)) {
		seen[$7, section[$1]]
		crosses[$7] = ($7 in names)
		old = crosses[$7] ? names[$7] "; " : ""
		names[$7] = old section[$1]
	}
	if (!($7 in lowest) || $1 < lowest[$7])
		lowest[$7] = $1
}
END {
	for (i = 1; i <= rows; i++) {
		g = group[i]
		patch[i] = crosses[g] ? "group " g : "section " names[g]
		if (!(patch[i] in first) || lowest[g] < first[patch[i]])
			first[patch[i]] = lowest[g]
	}
	for (i = 1; i <= rows; i++)
		print 1 + crosses[group[i]], first[patch[i]], patch[i], names[group[i]], row[i]
}
