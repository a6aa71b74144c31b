# SPDX-License-Identifier: GPL-2.0
#
# Gives every planned call of one file a name of its own, pincer_KIND_ID, at
# exactly the planned line and column, so that the rules can tell the wanted
# calls from their neighbours whatever has moved by then.
#
#   awk -f tokens.awk -f mark.awk -v src=FILE -v rows=ROWS -v keep=0|1 \
#       -v sites=SITES -v bad=BAD
# ROWS: id, line, column, call, action (tab-separated). The marked text goes
# to stdout; SITES gets id, token, first and last token of the loop around it
# (0 0 if none); BAD gets id and reason.
# KIND: put (may become a bulk call), dirtied and maybe (may take in the
# set_page_dirty_lock() before it), keep (only ever renamed), release, get,
# demote, acquire. SITES has the range of that for dirtied and maybe.

BEGIN {
	OFS = "\t"
	tokenise(src)
	for (i = 1; i <= NT; i++)
		at[TL[i] "," TC[i]] = i
	find_loops()

	while ((getline row < rows) > 0) {
		split(row, f, "\t")
		i = at[f[2] "," f[3]]
		if (!i || T[i] != f[4]) {
			print f[1], "no call of " f[4] " at that line and column" > bad
			continue
		}
		if (T[i + 1] != "(") {
			print f[1], f[4] " is not called there" > bad
			continue
		}
		if (i in marked) {
			print f[1], "listed twice" > bad
			continue
		}
		marked[i] = 1
		loop = around(i)
		kind = "keep"
		if (f[5] == "unify")
			kind = "get"
		else if (f[5] == "demote")
			kind = "demote"
		else if (f[5] == "acquire") {
			kind = "acquire"
			if (why = plain_flag(i)) {
				print f[1], why > bad
				delete marked[i]
				continue
			}
			if (DF) {
				dropped[T[DF] == "FOLL_GET" ? DF : DT]
				if (!DT)
					edits[TL[DF]] = edits[TL[DF]] sprintf("%06d", TC[DF]) " 8 0\n"
				else if (T[DF] == "FOLL_GET")
					edits[TL[DF]] = edits[TL[DF]] sprintf("%06d", TC[DF]) " " (TC[DT + 1] - TC[DF]) "\n"
				else {
					k = TC[DF - 1] + length(T[DF - 1])
					edits[TL[DF]] = edits[TL[DF]] sprintf("%06d", k) " " (TC[DT] + 8 - k) "\n"
				}
			}
			renamed[f[1]]
		} else if (f[4] == "release_pages") {
			kind = "release"
			# its arguments change, and which there are depends on the kernel
			for (k = i; k < closing(i + 1, "(", ")"); k++)
				if (TP[k])
					break
			if (TP[k]) {
				print f[1], "a line of the preprocessor stands among its arguments" > bad
				delete marked[i]
				continue
			}
		} else if (f[4] ~ /^put_(user_)?page$/ && !keep && loop && clean(loop) && only_releases(loop, i))
			kind = "put"
		else if (f[4] ~ /^put_(user_)?page$/ && !keep && (DS = dirtied(i)))
			kind = T[DS] == "if" ? "maybe" : "dirtied"
		if (kind == "maybe" || kind == "dirtied")
			print f[1], i, DS, closing(i + 1, "(", ")") + 1 > sites
		else
			print f[1], i, loop ? loop : 0, loop ? last[loop] : 0 > sites
		# from the right, so that columns to the left stay true
		edits[f[2]] = edits[f[2]] sprintf("%06d", f[3]) " " length(f[4]) " pincer_" kind "_" f[1] "\n"
	}
	# in a variable it would get into the renamed call all the same
	for (i = 1; i <= NT; i++)
		if (T[i] == "FOLL_GET" && !(i in dropped))
			for (id in renamed)
				print id, "FOLL_GET is set elsewhere in the file, line " TL[i] > bad
	find_idle()
	for (l = 1; l <= NL; l++) {
		if (l in skip_to) {
			print "\tpincer_body_" l "_" skip_to[l] "();"
			l = skip_to[l]
			continue
		}
		s = LINE[l]
		if (l in edits) {
			n = split(edits[l], e, "\n") - 1
			for (a = 1; a <= n; a++)
				for (b = a + 1; b <= n; b++)
					if (e[a] < e[b]) {
						x = e[a]; e[a] = e[b]; e[b] = x
					}
			for (a = 1; a <= n; a++) {
				split(e[a], w, " ")
				s = substr(s, 1, w[1] - 1) w[3] substr(s, w[1] + w[2])
			}
		}
		print s
	}
}

# last[i]: last token of the loop that begins at token i, body[i]: first of its body
function find_loops(    i, c, d, e)
{
	nloops = 0
	for (i = 1; i <= NT; i++) {
		if ((T[i] != "for" && T[i] != "while") || T[i + 1] != "(")
			continue
		c = closing(i + 1, "(", ")")
		if (!c || T[c + 1] == ";")
			continue
		body[i] = c + 1
		if (T[c + 1] == "{") {
			e = closing(c + 1, "{", "}")
		} else {
			d = 0
			for (e = c + 1; e <= NT; e++) {
				if (T[e] == "(" || T[e] == "{")
					d++
				else if (T[e] == ")" || T[e] == "}")
					d--
				else if (T[e] == ";" && d == 0)
					break
			}
		}
		if (!e || e > NT)
			continue
		last[i] = e
		starts[++nloops] = i
	}
}

function around(i,    k, s, best)
{
	best = 0
	for (k = 1; k <= nloops; k++) {
		s = starts[k]
		if (s > i)
			break
		if (body[s] <= i && i <= last[s])
			best = s
	}
	return best
}

# Nothing in the loop is called but the release at token I and what marks a page dirty.
function only_releases(s, i,    k)
{
	for (k = body[s]; k <= last[s]; k++)
		if (is_word(T[k]) && T[k + 1] == "(" && k != i && T[k] !~ /^(if|set_page_dirty|set_page_dirty_lock|nth_page|sg_page)$/)
			return 0
	return 1
}

# Where "[if (c)] set_page_dirty_lock(page);" begins right before the release of
# the same variable at token I, as a statement of its own; 0 without.
function dirtied(i,    s, k, d)
{
	if (T[i + 1] != "(" || !is_word(T[i + 2]) || T[i + 3] != ")" || T[i + 4] != ";")
		return 0
	s = i - 5
	if (s < 2 || T[s] != "set_page_dirty_lock" || T[s + 1] != "(" || T[s + 2] != T[i + 2] || T[s + 3] != ")" || T[s + 4] != ";")
		return 0
	if (T[s - 1] == ")") {
		d = 0
		for (k = s - 1; k > 1; k--) {
			d += (T[k] == ")") - (T[k] == "(")
			if (!d)
				break
		}
		if (T[k - 1] != "if")
			return 0
		s = k - 1
	}
	if (T[s - 1] !~ /^[{};]$/)
		return 0
	for (k = s; k <= i + 4; k++)
		if (TP[k])
			return 0
	return CC[i + 4] == CC[s] ? s : 0
}

# A loop with a comment, a preprocessor line or another planned call is not folded.
function clean(s,    i, e)
{
	e = last[s]
	for (i = s; i <= e; i++)
		if (TP[i])
			return 0
	if (CC[e] != CC[s])
		return 0
	for (i = CC[e] + 1; i <= CC[e + 1]; i++) {
		if (CL[i] == TL[e])
			return 0
		break
	}
	return 1
}

# Functions without a planned call are nothing but work for spatch: their
# bodies stand aside (skip_to[first line] = last line); restore.awk puts them back.
function find_idle(    l, from, busy, nest, prev)
{
	from = 0
	prev = ""
	for (l = 1; l <= NL; l++) {
		if (LINE[l] == "{" && prev ~ /\)[ \t]*$/) {
			from = l + 1
			busy = nest = 0
		} else if (from) {
			if (l in edits || LINE[l] ~ /^[A-Za-z_].*\)$/)
				busy = 1
			if (LINE[l] ~ /^[ \t]*#[ \t]*if/)
				nest++
			else if (LINE[l] ~ /^[ \t]*#[ \t]*(el|endif)/ && !nest)
				busy = 1
			if (LINE[l] ~ /^[ \t]*#[ \t]*endif/)
				nest--
			if (LINE[l] ~ /^}/) {
				if (!busy && !nest && LINE[l] == "}" && l > from)
					skip_to[from] = l - 1
				from = 0
			}
		}
		if (LINE[l] != "")
			prev = LINE[l]
	}
}
