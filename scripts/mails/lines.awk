# SPDX-License-Identifier: GPL-2.0
# lines.awk: how many lines of the patch each rewritten call makes.
#
#	awk -f lines.awk REWRITTEN DIFF
#
# DIFF: of all files, without context (diff -U0).  Prints "file <tab> line <tab>
# column <tab> lines".  A change belongs to the call in it, or else (a declaration
# that is no longer needed) to the next one below.
BEGIN { FS = OFS = "\t" }
FNR == 1 { pass++ }
pass == 1 {
	if (FNR > 1) {
		row[++rows] = $1 OFS $2 OFS $3
		place[$1, ++calls[$1]] = $2
		row_of[$1, calls[$1]] = rows
	}
	next
}
/^\+\+\+ / {
	file = substr($0, 7)
	next
}
/^@@ / {
	split($0, part, " ")
	n = split(substr(part[2], 2), old, ",")
	removed = n > 1 ? old[2] : 1
	n = split(substr(part[3], 2), new, ",")
	added = n > 1 ? new[2] : 1
	first = old[1] + 0
	for (i = 1; i < calls[file] && place[file, i] < first; i++)
		;
	lines[row_of[file, i]] += removed + added
}
END {
	for (i = 1; i <= rows; i++)
		print row[i], lines[i] + 0
}
