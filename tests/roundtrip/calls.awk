# SPDX-License-Identifier: GPL-2.0
#
# Print where C files call one of the functions named, without any parser:
#
#	awk -v names="put_page release_pages" -f calls.awk FILE...
#
# One line each, tab-separated: file, line, column (from 1), name and what the
# occurrence is: `call', `macro' (a call in the body of a #define), `declared'
# (a prototype or a definition: the name stands outside every function body).
# Names in comments and strings, members and names without a parenthesis do not
# count. Pincer's own count is held against this one, so the two share nothing.

BEGIN {
	OFS = "\t"
	count = split(names, list, " ")
	for (i = 1; i <= count; i++)
		wanted[list[i]] = 1
	token = "/[*]|//|\"|'|[{}]|[A-Za-z_][A-Za-z0-9_]*"
}

FNR == 1 {
	depth = conditions = 0
	in_comment = in_macro = continued = 0
}

# The branches of an #if each start at the depth the #if had.
!in_comment && !continued && /^[ \t]*#[ \t]*if/ {
	conditions++
	saved[conditions] = depth
}
!in_comment && !continued && /^[ \t]*#[ \t]*el/ && conditions {
	depth = saved[conditions]
}
!in_comment && !continued && /^[ \t]*#[ \t]*endif/ && conditions {
	conditions--
}

{
	if (!continued) {
		in_macro = !in_comment && $0 ~ /^[ \t]*#[ \t]*define/
		directive = !in_comment && $0 ~ /^[ \t]*#/
		is_defined = in_macro
	}
	continued = $0 ~ /\\$/
	# Text in #error, #warning, #pragma, #include is not code.
	if (directive && !in_macro)
		next
	scan($0)
}

function scan(text,	at, found, rest, after, before, kind) {
	at = 1		# column of the first character of rest
	rest = text
	while (rest != "") {
		if (in_comment) {
			found = index(rest, "*/")
			if (!found)
				return
			in_comment = 0
			at += found + 1
			rest = substr(rest, found + 2)
			continue
		}
		if (!match(rest, token))
			return
		found = substr(rest, RSTART, RLENGTH)
		at += RSTART - 1
		rest = substr(rest, RSTART)
		if (found == "//")
			return
		if (found == "/*")
			in_comment = 1
		else if (found == "\"" || found == "'") {
			at += literal(rest, found)
			rest = substr(text, at)
			continue
		} else if (found == "{") {
			if (!in_macro)
				depth++
		} else if (found == "}") {
			if (!in_macro && depth)
				depth--
		} else if (found != "define" && in_macro && is_defined) {
			# The first name behind #define is what it defines.
			is_defined = 0
			if (found in wanted)
				print FILENAME, FNR, at, found, "declared"
		} else if (found in wanted) {
			after = substr(rest, RLENGTH + 1)
			before = substr(text, 1, at - 1)
			# A member of that name is somebody else.
			if (after ~ /^[ \t]*\(/ && before !~ /(->|[.])[ \t]*$/) {
				kind = in_macro ? "macro" : depth ? "call" : "declared"
				print FILENAME, FNR, at, found, kind
			}
		}
		at += RLENGTH
		rest = substr(rest, RLENGTH + 1)
	}
}

# Length of the literal that text begins with, its quotes included.
function literal(text, quote,	i, c) {
	for (i = 2; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "\\")
			i++
		else if (c == quote)
			return i
	}
	return length(text)
}
