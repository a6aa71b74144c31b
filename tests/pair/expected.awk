# SPDX-License-Identifier: GPL-2.0
#
# Print what the markers in the sources of a tree expect, one line a marked
# line: FIXTURE, FILE:LINE, the verdicts. Run in the tree's top folder:
#
#	awk -f expected.awk drivers/*/*.[ch]
#
# A marker is a comment that ends its line and holds a verdict and, where there
# is something to tell apart, a small letter for its pairing group; with several
# calls on a line, one for each, separated by commas.

BEGIN {
	OFS = "\t"
	one = "(convert|converted|keep|unify|mixed|paired|demoted|no-refs|leaked|unknown)( [a-z])?"
	marker = "/[*] " one "(, " one ")* [*]/$"
}

match($0, marker) {
	split(FILENAME, part, "/")
	print part[2], FILENAME ":" FNR, substr($0, RSTART + 3, RLENGTH - 6)
}
