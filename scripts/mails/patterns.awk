# SPDX-License-Identifier: GPL-2.0
# patterns.awk: the patterns of MAINTAINERS (F:, X:), for the awk programs beside this file.

# pattern_regex(PATTERN, STAR): the start of a regular expression; "*" is STAR, "?" and a
# set in brackets are what they are in a shell, all else stands for itself
function pattern_regex(pattern, star,    out, c, i) {
	for (i = 1; i <= length(pattern); i++) {
		c = substr(pattern, i, 1)
		if (c == "*")
			out = out star
		else if (c == "?")
			out = out "[^/]"
		else if (c == "[" && match(substr(pattern, i), /^\[[A-Za-z0-9_-]+\]/)) {
			out = out substr(pattern, i, RLENGTH)
			i += RLENGTH - 1
		} else if (c ~ /[\\^]/)
			out = out "\\" c
		else
			out = out (c ~ /[A-Za-z0-9_\/, -]/ ? c : "[" c "]")
	}
	return "^" out
}
