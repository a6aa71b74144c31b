# SPDX-License-Identifier: GPL-2.0
# agree.awk: what the audit and pincheck say of the same code, and where they
# do not agree.
#	input=1 checked		files that pincheck read
#	input=2 check.tsv	its findings: rule file line column function
#	input=3 records		those of the audit, as pincer-findings reads them
# Wrong calls count where pincheck has any: in a tree without the new calls there are none.
# A finding is the same if rule, file and function are: the two may tell it of
# different lines.  A wrong call is one line for both.
BEGIN { FS = "\t" }
function key(rule, file, line, fn) {
	return rule SUBSEP file SUBSEP (rule ~ /PIN00[12]/ ? line : fn)
}
function place(rule, file, line, fn) {
	return "  " file ":" line ": " rule ", in " fn "()"
}
input == 1 { read[$1]; nr_read++; next }
input == 2 {
	k = key($1, $2, $3, $5)
	if ($1 ~ /PIN00[12]/)
		calls = 1
	if (!(k in mine)) {
		order[++n] = k
		mine[k] = place($1, $2, $3, $5)
	}
	next
}
$1 == "F" && ($2 ~ /^PIN00[367]$/ || (calls && $2 ~ /^PIN00[12]$/)) {
	k = key($2, $4, $5, $7)
	if (k in theirs)
		next
	theirs[k] = place($2, $4, $5, $7)
	if (k in mine)
		both[++nb] = theirs[k]
	else if ($4 in read)
		audit[++na] = theirs[k]
	else
		unread++
}
END {
	for (i = 1; i <= n; i++)
		if (!(order[i] in theirs))
			only[++no] = mine[order[i]]
	printf "\nTwo opinions (pincheck read %d files, see check.txt): %d findings of both, %d of the audit alone, %d of pincheck alone", nr_read, nb, na, no
	printf "%s.\n", unread ? sprintf("; %d in files that its configuration does not compile", unread) : ""
	list("Both:", both, nb)
	list("Only the audit:", audit, na)
	list("Only pincheck:", only, no)
}
