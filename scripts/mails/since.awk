# SPDX-License-Identifier: GPL-2.0
# since.awk: what a version of a series changes against the one before, for the
# cover letter.
#
#	awk -F '\t' -f since.awk -v version=2 -v unfit=N BEFORE NOW
#
# BEFORE, NOW: "patch-id <tab> title" of each patch; unfit: how many of the earlier
# patches no longer apply.

function list(what, titles, n,    i) {
	if (!n)
		return
	print "- " n " " what ":"
	for (i = 1; i <= n; i++)
		print "    " titles[i]
}

NR == FNR {
	id[$1]
	title[$2]
	was[++before] = $2
	was_id[before] = $1
	next
}
{
	now[$2]
	now_id[$1]
	if ($1 in id)
		same++
	else if ($2 in title)
		changed[++c] = $2
	else
		fresh[++f] = $2
}
END {
	print "Changes since v" version - 1 ":\n"
	print "- " same + 0 " of " before " patches change the same lines in the same way"
	for (i = 1; i <= before; i++)
		if (!(was_id[i] in now_id) && !(was[i] in now))
			gone[++g] = was[i]
	list("changed", changed, c)
	list("new", fresh, f)
	list("dropped", gone, g)
	if (unfit)
		print "- " unfit " of the earlier ones no longer apply, and are not in the interdiff"
}
