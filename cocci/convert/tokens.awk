# SPDX-License-Identifier: GPL-2.0
#
# C text cut into tokens, for the awk programs beside this file.
# tokenise(file) fills LINE[1..NL] with its lines, T[1..NT] with the tokens and,
# beside each token, TL and TC
# (line and column, both from 1), TP (stands on a preprocessor line) and CC
# (comments seen before it). CL[k] is the first line of the k-th comment.
# A file that cannot be read ends the program: exit status 1, a line that says so.

function tokenise(name,    l, s, pos, len, p, incomment, pp, cont, got)
{
	NT = 0; ncomments = 0; incomment = 0; pp = 0; cont = 0
	for (l = 1; (got = (getline s < name)) > 0; l++) {
		LINE[l] = s
		pos = 1
		if (!cont)
			pp = 0
		if (!pp && !incomment && s ~ /^[ \t]*#/)
			pp = 1
		cont = (s ~ /\\$/)
		while (s != "") {
			if (incomment) {
				p = index(s, "*/")
				if (!p)
					break
				incomment = 0
				s = substr(s, p + 2)
				pos += p + 1
				continue
			}
			if (match(s, /^[ \t\f\r\\]+/)) {
				;
			} else if (s ~ /^\/\*/) {
				ncomments++
				CL[ncomments] = l
				incomment = 1
				s = substr(s, 3)
				pos += 2
				continue
			} else if (s ~ /^\/\//) {
				ncomments++
				CL[ncomments] = l
				break
			} else {
				if (!match(s, /^[A-Za-z_0-9$]+/) &&
				    !match(s, /^"([^"\\]|\\.)*"/) &&
				    !match(s, /^'([^'\\]|\\.)*'/) &&
				    !match(s, /^(\+\+|--|->|<=|>=|==|!=|&&|\|\||<<|>>|\+=|-=|\*=|\/=|\|=|&=)/)) {
					RSTART = 1; RLENGTH = 1
				}
				NT++
				T[NT] = substr(s, 1, RLENGTH)
				TL[NT] = l; TC[NT] = pos; TP[NT] = pp; CC[NT] = ncomments
			}
			len = RLENGTH
			s = substr(s, len + 1)
			pos += len
		}
	}
	close(name)
	if (got < 0) {
		print name ": cannot be read"
		exit 1
	}
	NL = l - 1
	CC[NT + 1] = ncomments
}

# The token that closes the bracket at token i, or 0.
function closing(i, left, right,    d)
{
	d = 0
	for (; i <= NT; i++) {
		if (T[i] == left)
			d++
		else if (T[i] == right && --d == 0)
			return i
	}
	return 0
}

function is_word(s)
{
	return s ~ /^[A-Za-z_]/
}

# FOLL_GET among the arguments of the call at token i goes, as a call that takes
# pins sets a flag of its own: from DF to DT are the first and last token that
# go, or DF is one that becomes 0 (DT 0). DF is 0 where there is none. Returns why
# it cannot be done, or "".
function plain_flag(i,    c, k)
{
	DF = 0; DT = 0
	c = closing(i + 1, "(", ")")
	for (k = i + 2; k < c; k++)
		if (T[k] == "FOLL_GET") {
			if (DF)
				return "FOLL_GET is there twice"
			DF = k
		}
	if (!DF)
		return ""
	k = DF
	if (T[k + 1] == "|") {
		DT = k + 1
	} else if (T[k - 1] == "|") {
		DF = k - 1
		DT = k
	} else if (!((T[k - 1] == "," || T[k - 1] == "(") && (T[k + 1] == "," || T[k + 1] == ")"))) {
		return "FOLL_GET is part of an expression"
	}
	return TL[DF - 1] == TL[DT ? DT + 1 : DF] || !DT ? "" : "FOLL_GET stands at the end of a line"
}
