# SPDX-License-Identifier: GPL-2.0
# cover.awk: the cover letter's text, from the data of this run alone.
#
#	awk -f cover.awk -v version=5.0.0 -v api=yes|no TABLE SITES FAILED CUT
#
# TABLE: as message.awk leaves it.  The first paragraph is the subject.
BEGIN { FS = "\t" }
FNR == 1 { pass++ }
pass == 1 {
	n++
	line[n] = sprintf("%3d  %-63s", $1, $2)
	row[n] = sprintf("%3d  %5d %8d %7d %7d  %s", $1, $4, $5, $6, $7, shown($3))
	releases += $5
	unified += $6
	demoted += $7
	next
}
FNR == 1 { next }
pass == 2 {
	if ($7 == "unknown") {
		unknown++
		why = $10
		sub(/ at [^ ]+:[0-9]+.*/, "", why)
		sub(/[:;].*/, "", why)
		reason[$5 ": " why]++
	}
	if ($5 == "release" && $7 == "keep") kept++
	if ($5 == "release" && $7 == "mixed") mixed++
	if ($5 == "release" && $7 == "converted") before++
	next
}
pass > 2 { left++ }

function shown(text) {
	return length(text) > 38 ? substr(text, 1, 35) "..." : text
}

function count(number, one, many) {
	return number + 0 " " (number == 1 ? one : many)
}

END {
	print "convert releases of get_user_pages() pages to put_user_page*()\n"
	print "get_user_pages() and its relatives pin the pages of a process. Most\n" \
	      "callers release them with put_page(), like any other reference, so\n" \
	      "nobody can tell a pinned page from a busy one. This series converts\n" \
	      "the releases of such pages to put_user_page*(), in Linux " version ".\n"
	if (api == "no")
		print "That tree does not declare put_user_page() in include/linux/mm.h: the\n" \
		      "series needs a patch that adds the API before it.\n"
	print "Totals:\n"
	printf "  %5d calls in %s\n", releases + unified + demoted, count(n, "patch", "patches")
	printf "  %5d of them releases that become put_user_page*()\n", releases
	printf "  %5d get_page() calls that become get_gup_pin_page()\n", unified
	printf "  %5d acquisitions that keep ordinary references (..._refs())\n\n", demoted
	print "Each patch stands for itself: the pages of one group of calls, from where\n" \
	      "they are acquired to where they are released, are converted in one patch.\n" \
	      "A group that crosses subsystems is one patch, sent to all of them.\n"
	print "  #  files releases unified demoted  section of MAINTAINERS"
	for (i = 1; i <= n; i++)
		print row[i]
	print "\nLeft as they are:\n"
	printf "  %5d releases that no page of get_user_pages() reaches\n", kept
	printf "  %5d releases where such pages meet others that cannot be told apart\n", mixed
	if (before)
		printf "  %5d releases that use the new calls already\n", before
	printf "  %5d calls that were not decided:\n", unknown
	for (why in reason)
		printf "        %5d %s\n", reason[why], substr(why, 1, 58) | "LC_ALL=C sort -k1,1nr -k2"
	close("LC_ALL=C sort -k1,1nr -k2")
	if (left)
		printf "  %5d calls that could not be rewritten, or whose group was not asked for\n", left
	print "\nHow it was checked: git am applies the series to the files as they were,\n" \
	      "in order, and leaves the converted files byte for byte. This run has\n" \
	      "neither compiled nor booted them."
}
