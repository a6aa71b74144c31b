# SPDX-License-Identifier: GPL-2.0
# pick.awk: which of the rewritten calls are asked for.
#
#	PINCER_FOLDER=M SUBSYSTEM=NAME ONLY=LIST SKIP=LIST awk -f pick.awk \
#		-v error=FILE -v cut=FILE SECTIONS REWRITTEN
#
# SECTIONS: "file <tab> section"; REWRITTEN: rewritten.tsv, whose rows are printed
# again, or not.  A group is taken whole or not at all: M= takes those that lie
# below it as a whole (cut gets the rows of those that reach beyond), the other
# three each group that has a call there.  LIST: numbers of groups, or paths.
BEGIN {
	FS = OFS = "\t"
	folder = ENVIRON["PINCER_FOLDER"]
	number_of_only = split(ENVIRON["ONLY"], of_only, /[ ,]+/)
	number_of_skip = split(ENVIRON["SKIP"], of_skip, /[ ,]+/)
	subsystem = tolower(ENVIRON["SUBSYSTEM"])
}

# listed(LIST, N): is the row's group in that list, by number or by path?
function listed(list, n, which,    i, found, path) {
	for (i = 1; i <= n; i++) {
		path = list[i]
		sub(/\/+$/, "", path)
		if (path != "" && ($7 == path || $1 == path || index($1, path "/") == 1)) {
			used[which, list[i]]
			found = 1
		}
	}
	return found
}

FNR == 1 { pass++ }
pass == 1 { section[$1] = $2; next }
FNR == 1 { print; next }
{
	row[++rows] = $0
	group[rows] = $7
	if (folder == "" || index($1, folder "/") == 1)
		inside[$7]
	else
		outside[$7]
	if (listed(of_only, number_of_only, "ONLY"))
		named[$7]
	if (listed(of_skip, number_of_skip, "SKIP"))
		skipped[$7]
	if (subsystem != "" && index(tolower(section[$1]), subsystem)) {
		part_of[$7]
		met = 1
	}
}

function unused(list, n, which,    i) {
	for (i = 1; i <= n; i++)
		if (list[i] != "" && !((which, list[i]) in used))
			print which "=" list[i] ": no converted group has that number, no converted call stands there; see column 7 of rewritten.tsv" > error
}

END {
	if (subsystem != "" && !met)
		print "SUBSYSTEM=" subsystem ": nothing converted is in a section of MAINTAINERS with that in its name" > error
	unused(of_only, number_of_only, "ONLY")
	unused(of_skip, number_of_skip, "SKIP")
	for (i = 1; i <= rows; i++) {
		g = group[i]
		if (ENVIRON["ONLY"] != "" && !(g in named) || g in skipped || subsystem != "" && !(g in part_of))
			continue
		if (!(g in inside))
			continue
		if (g in outside)
			print row[i] > cut
		else
			print row[i]
	}
}
