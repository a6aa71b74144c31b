# SPDX-License-Identifier: GPL-2.0
#
# Gives the planned calls of one rewritten file their final names and keeps the
# kernel's style where a longer name would break it: continuation lines stay
# aligned, a line that grew past 80 columns is wrapped, braces around what is
# now a single line go.
#
#   awk -f finish.awk -v src=REWRITTEN -v rows=ROWS -v names=NAMES -v forms=FORMS
# ROWS: id, line, column, call, action, new. FORMS gets id and the form used.

BEGIN {
	OFS = "\t"
	call_re = "((single|array|bulk|dirty_lock|dirty|lone_dirty|unify|demote|acquire)_)?pincer_(put|keep|dirtied|maybe|release|get|demote|acquire)_[0-9]+"
	while ((getline line < names) > 0) {
		if (line ~ /^#/ || split(line, f, "\t") < 6 || f[1] == "dialect")
			continue
		for (i = 3; i <= 4; i++) {
			name[f[i], "bulk"] = f[4]
			name[f[i], "dirty"] = f[5]
			name[f[i], "dirty_lock"] = name[f[i], "lone_dirty"] = f[6]
		}
	}
	while ((getline line < rows) > 0) {
		split(line, f, "\t")
		old[f[1]] = f[4]; action[f[1]] = f[5]; new[f[1]] = f[6]
	}
	nout = 0
	depth = 0
	while ((getline line < src) > 0)
		do_line(line)
	drop_braces()
	for (i = 1; i <= nout; i++)
		print out[i]
}

function do_line(line,    before, after, rest, id, form, text, folded, touched, k, w, indent, shift, pp)
{
	before = ""; after = ""; folded = 0; touched = 0
	rest = line
	npos = 0
	while (match(rest, call_re)) {
		text = substr(rest, RSTART, RLENGTH)
		before = before substr(rest, 1, RSTART - 1)
		after = after substr(rest, 1, RSTART - 1)
		rest = substr(rest, RSTART + RLENGTH)
		id = text
		sub(/.*_/, "", id)
		form = "token"
		if (text !~ /^pincer_/) {
			form = text
			sub(/_pincer_.*/, "", form)
		}
		touched = 1
		if ((new[id], form) in name) {
			after = after name[new[id], form]
			before = before name[new[id], form]
			folded = 1
		} else {
			npos++
			before = before old[id]
			start[npos] = length(before)
			after = after new[id]
			growth[npos] = length(new[id]) - length(old[id])
		}
		if (form == "array")
			form = "bulk"
		print id, form > forms
	}
	before = before rest
	after = after rest
	if (!touched && !depth) {
		out[++nout] = line
		return
	}
	pp = (before ~ /^[ \t]*#/ || before ~ /\\$/)

	# alignment with an open bracket that has moved
	shift = 0
	w = lead(before)
	if (depth && column[depth] + 1 == w && moved[depth]) {
		shift = moved[depth]
		sub(/^[ \t]*/, "", after)
		after = pad(w + shift) after
	}
	track(before, shift)
	if (pp) {
		out[++nout] = keep_backslash(before, after)
		return
	}
	if (carry != "") {
		match(after, /^[ \t]*/)
		after = substr(after, 1, RLENGTH) carry " " substr(after, RLENGTH + 1)
		carry = ""
	}
	if (width(after) > 80 && (width(before) <= 80 || folded)) {
		after = wrap(after)
		# an operator at the end has to go to the next line
		if (after !~ /\n/ && width(after) > 80 && depth && match(after, / (<<|>>|[-+*\/&|])$/)) {
			carry = substr(after, RSTART + 1)
			after = substr(after, 1, RSTART - 1)
		}
	}
	flag[nout + 1] = folded && after !~ /\n/
	k = split(after, parts, "\n")
	for (w = 1; w <= k; w++)
		out[++nout] = parts[w]
}

# Follows the brackets of the old line: where each one stood, how far it moved.
function track(s, shift,    i, c, col, d, p, quote)
{
	col = 0; quote = ""
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (quote != "") {
			if (c == "\\")
				i++
			else if (c == quote)
				quote = ""
		} else if (c == "\"" || c == "'") {
			quote = c
		} else if (c == "/" && substr(s, i + 1, 1) ~ /[*\/]/) {
			break
		} else if (c == "(") {
			d = shift
			for (p = 1; p <= npos; p++)
				if (start[p] < i)
					d += growth[p]
			depth++
			column[depth] = col
			moved[depth] = d
		} else if (c == ")" && depth) {
			depth--
		} else if (c == ";" || c == "{" || c == "}") {
			if (c != ";" || depth <= 1)
				depth = 0
		}
		col = (c == "\t") ? col + 8 - col % 8 : col + 1
	}
}

function width(s,    i, c, col)
{
	col = 0
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		col = (c == "\t") ? col + 8 - col % 8 : col + 1
	}
	return col
}

function lead(s)
{
	match(s, /^[ \t]*/)
	return width(substr(s, 1, RLENGTH))
}

function pad(n,    s)
{
	s = ""
	for (; n >= 8; n -= 8)
		s = s "\t"
	for (; n > 0; n--)
		s = s " "
	return s
}

# The backslash of a macro line stays in its column if there is room.
function keep_backslash(before, after,    b, a, w)
{
	if (before !~ /[ \t]\\$/)
		return after
	b = width(before) - 1
	a = after
	sub(/[ \t]*\\$/, "", a)
	if (width(a) >= b)
		return a " \\"
	if (before ~ / \\$/ && before !~ /\t[ ]*\\$/) {
		while (width(a) < b)
			a = a " "
		return a "\\"
	}
	while ((w = width(a)) < b)
		a = a (w + 8 - w % 8 <= b ? "\t" : " ")
	return a "\\"
}

# Breaks a long line after a comma or operator, as far out as possible, and
# aligns the rest with the bracket it stands in.
function wrap(s,    i, c, col, d, n, quote, best, bestd, at, open, cut, code, two)
{
	if (match(s, /[ \t]+\/\*.*\*\/$/)) {
		code = substr(s, 1, RSTART - 1)
		cut = substr(s, RSTART)
		sub(/^[ \t]+/, "", cut)
		if (width(code " " cut) <= 80)
			return code " " cut
		return s
	}
	col = 0; d = 0; quote = ""; bestd = 1000; best = 0
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (quote != "") {
			if (c == "\\") {
				i++; col++
			} else if (c == quote) {
				quote = ""
			}
		} else if (c == "\"" || c == "'") {
			quote = c
		} else if (c == "(") {
			open[++d] = col
		} else if (c == ")") {
			d--
		} else if (c == "," || c ~ /[-+|&<>?:]/) {
			two = substr(s, i + 1, 1)
			if (d > 0 && two == " " && (c == "," || substr(s, i - 1, 1) ~ /[ |&<>]/) &&
			    col + 1 <= 80 && d <= bestd) {
				best = i; bestd = d; at = open[d]
			}
		}
		col = (c == "\t") ? col + 8 - col % 8 : col + 1
	}
	if (!best)
		return s
	cut = substr(s, best + 1)
	sub(/^ /, "", cut)
	cut = pad(at + 1) cut
	if (width(cut) >= width(s))
		return s
	if (width(cut) > 80)
		cut = wrap(cut)
	return substr(s, 1, best) "\n" cut
}

# if (x) {            if (x)
#         one line;  ->       one line;
# }
function drop_braces(    i, n, ind, head)
{
	n = 0
	for (i = 1; i <= nout; i++) {
		if (flag[i] && n && i < nout && kept[n] ~ /^\t+(if|for|while|list_for_each[a-z_]*) \(.*\) \{$/ &&
		    balanced(kept[n])) {
			head = kept[n]
			match(head, /^\t+/)
			ind = substr(head, 1, RLENGTH)
			if (out[i + 1] == ind "}" && out[i] ~ ("^" ind "\t[^\t]")) {
				sub(/ \{$/, "", head)
				kept[n] = head
				kept[++n] = out[i]
				i++
				continue
			}
		}
		kept[++n] = out[i]
	}
	for (i = 1; i <= n; i++)
		out[i] = kept[i]
	nout = n
}

function balanced(s,    a, b)
{
	a = gsub(/\(/, "(", s)
	b = gsub(/\)/, ")", s)
	return a == b
}
