# SPDX-License-Identifier: GPL-2.0
# configured.awk: is an object left out by the configuration?  Arguments:
#	-v object=NAME.o input=1 .config input=2 Makefile of its folder
# Says "no" if every line of the Makefile that names it hangs on an option that is
# not set; nothing if that cannot be told.
input == 1 {
	if (match($0, /^CONFIG_[A-Za-z0-9_]+=[ym]/))
		set[substr($0, 1, RLENGTH - 2)]
	next
}
{
	line = line $0
	if (sub(/\\$/, " ", line))
		next
	text[++n] = line
	line = ""
}
function option_of(text) {
	return match(text, /[$][({]CONFIG_[A-Za-z0-9_]+/) ? substr(text, RSTART + 2, RLENGTH - 2) : ""
}
# left_out(OBJECT): 1 it is, 0 it is not, -1 who knows
function left_out(object, depth,    i, j, m, word, left, parent, verdict, found) {
	verdict = -1
	for (i = 1; i <= n; i++) {
		m = split(text[i], word, /[ \t]+/)
		found = 0
		for (j = 2; j <= m; j++)
			if (word[j] == object) found = 1
		if (!found)
			continue
		left = word[1]
		if (option_of(left) != "" && !(option_of(left) in set)) {
			if (verdict < 0) verdict = 1
			continue
		}
		# a part of another object: foo-y, foo-objs
		parent = left
		if (parent !~ /^obj-/ && depth < 3 && sub(/-(y|m|objs|[$].*)$/, "", parent)) {
			found = left_out(parent ".o", depth + 1)
			if (found == 1) {
				if (verdict < 0) verdict = 1
				continue
			}
		}
		return 0
	}
	return verdict
}
END {
	if (left_out(object, 0) == 1)
		print "no"
}
