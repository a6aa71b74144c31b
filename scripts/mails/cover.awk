# SPDX-License-Identifier: GPL-2.0
# cover.awk: the cover letter's text, from the data of this run alone. With -v module=NAME
# of a module outside of any tree; version is then that of the kernel it is built against.
#
#	awk -f cover.awk -v version=5.0.0 -v first=N -v missing=NAME -v stage=STAGE \
#		-v whole=yes|no -v checkpatch=TEXT \
#		TABLE STEPS SITES FAILED CUT CHANGES
#
# In the environment LINK, an address, or nothing.  TABLE: as message.awk leaves it; first is the number of its first mail.  STEPS:
# "number <tab> subject" of the patches that bring the API; missing: a name that no
# patch brings and the tree has not.  CHANGES: lines on an earlier version of the
# series.  Each file has one line to begin with that is not read.  The first
# paragraph is the subject.
BEGIN {
	FS = "\t"
	if (version == ".")
		version = ""
	whose = module == "" ? "Linux " version : "the module " module (version == "" ? "" : ", for Linux " version)
}
FNR == 1 { pass++; next }
pass == 1 {
	n++
	number = $1 + first - 1
	row[n] = sprintf("%3d  %5d %8d %7d %7d", number, $4, $5, $6, $7)
	section[n] = shown($3)
	of_pins[n] = $8
	releases += $5
	unified += $6
	demoted += $7
	pinned += $8
	next
}
pass == 2 {
	steps[++number_of_steps] = sprintf("%3d  %s", $1, $2)
	next
}
pass == 3 {
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
pass < 6 { left++ }
pass == 6 { change[++changes] = $0 }

function shown(text) {
	return length(text) > 38 ? substr(text, 1, 35) "..." : text
}

# cut(TEXT, WIDTH): no word cut in two
function cut(text, width) {
	if (length(text) <= width)
		return text
	text = substr(text, 1, width - 2)
	sub(/ [^ ]*$/, "", text)
	return text "..."
}

function count(number, one, many) {
	return number + 0 " " (number == 1 ? one : many)
}

function total(number, what) {
	if (number)
		printf "  %5d %s\n", number, what
}

END {
	if (pinned)
		print "convert get_user_pages() callers to pin_user_pages*()\n"
	else
		print "convert releases of get_user_pages() pages to put_user_page*()\n"
	if (pinned)
		print "Who gets at the data of user pages is to take pins of them, so that the\n" \
		      "kernel can tell a page that a device may write to from a busy one: see\n" \
		      "Documentation/core-api/pin_user_pages.rst. This series converts callers\n" \
		      "of " whose " that still take ordinary references.\n"
	else
		print "get_user_pages() and its relatives pin the pages of a process. Most\n" \
		      "callers release them with put_page(), like any other reference, so\n" \
		      "nobody can tell a pinned page from a busy one. This series converts\n" \
		      "such callers in " whose ".\n"
	if (missing != "")
		print "That tree does not declare " missing "(): the series needs a patch\n" \
		      "before it that adds the API.\n"
	if (number_of_steps) {
		print "These patches bring the API" (stage == "core" ? " and, once all callers use it, the counting of pins:" : ":")
		for (i = 1; i <= number_of_steps; i++)
			print steps[i]
		print ""
	}
	print "Totals:\n"
	printf "  %5d calls in %s\n", releases + unified + demoted + pinned, count(n, "patch", "patches")
	total(pinned, "of them acquisitions that become pin_user_pages*()")
	total(releases, "of them releases that become " (pinned ? "unpin_user_page*()" : "put_user_page*()"))
	total(unified, "get_page() calls that become get_gup_pin_page_nofail()")
	total(demoted, "acquisitions that keep ordinary references (..._refs())")
	if (whole != "yes")
		print "\nThese are a part of the calls that the " (module == "" ? "tree" : "module") " has to convert."
	print "\nThe pages of one group of calls, from where they are acquired to where\n" \
	      "they are released, are converted in one patch, and all of them: no patch\n" \
	      "needs another one, but for the API. A group that crosses subsystems is\n" \
	      "one patch, sent to all of them.\n"
	print "  #  files releases unified demoted " (pinned ? " pinned" : "") " section of MAINTAINERS"
	for (i = 1; i <= n; i++)
		print row[i] (pinned ? sprintf(" %7d", of_pins[i]) : "") "  " section[i]
	print "\nLeft as they are:\n"
	printf "  %5d releases that no page of get_user_pages() reaches\n", kept
	printf "  %5d releases where such pages meet others that cannot be told apart\n", mixed
	total(before, "releases that use the new calls already")
	printf "  %5d calls that were not decided%s\n", unknown, unknown ? ":" : ""
	for (why in reason)
		printf "        %5d %s\n", reason[why], cut(why, 58) | "LC_ALL=C sort -k1,1nr -k2"
	close("LC_ALL=C sort -k1,1nr -k2")
	total(left, "calls that could not be rewritten, or whose group was not asked for")
	print "\nHow it was checked: git am applies the series to the files as they were,\n" \
	      "in order, and leaves the converted files byte for byte. " checkpatch
	print "This run has neither compiled nor booted them."
	if (changes) {
		print ""
		for (i = 1; i <= changes; i++)
			print change[i]
	}
	if (ENVIRON["LINK"] != "")
		print "\nLink: " ENVIRON["LINK"]
}
