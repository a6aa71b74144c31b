# SPDX-License-Identifier: GPL-2.0
#
# Compares a rewritten file with its source, token by token: outside the
# planned calls and the loops around those that were folded, only declarations
# of variables that these loops used may be missing, and only if nothing in the
# function names them any more.
#
#   awk -f tokens.awk -f verify.awk -v src=FILE -v dst=REWRITTEN -v sites=SITES
# SITES as written by mark.awk; REWRITTEN still has the planned calls' own
# names. Prints the reason and exits 1 if anything else changed, if nothing is
# left, or if a file cannot be read.

BEGIN {
	folded_re = "^((bulk|dirty_lock|dirty)_pincer_put|lone_dirty_pincer_(dirtied|maybe))_[0-9]+$"
	call_re = "^((single|array|bulk|dirty_lock|dirty|lone_dirty|unify|demote|acquire)_)?pincer_(put|keep|dirtied|maybe|release|get|demote|acquire)_[0-9]+$"

	tokenise(dst)
	if (!NT)
		fail("nothing is left of the file")
	comments = ncomments
	nb = 0
	for (i = 1; i <= NT; i++) {
		if (T[i] !~ /pincer_/ || T[i] !~ call_re) {
			B[++nb] = T[i]
			continue
		}
		id = T[i]
		sub(/.*_/, "", id)
		if (id in form)
			fail("call " id " appears twice")
		form[id] = T[i]
		B[++nb] = "@" id
		if (T[i] ~ folded_re || T[i] ~ /_release_/)
			i = closing(i + 1, "(", ")") + (T[i] ~ folded_re)
	}

	tokenise(src)
	if (ncomments != comments)
		fail("a comment was lost")
	while ((got = (getline line < sites)) > 0) {
		split(line, f, "\t")
		id = f[1]
		if (!(id in form))
			fail("call " id " is gone")
		seen[id] = 1
		if (form[id] ~ folded_re) {
			from[f[3]] = id
			to[f[3]] = f[4]
			for (i = f[3]; i <= f[4]; i++)
				if (is_word(T[i]))
					loopword[T[i]] = 1
		} else {
			from[f[2]] = id
			to[f[2]] = (form[id] ~ /_release_/) ? closing(f[2] + 1, "(", ")") : f[2]
			if (form[id] ~ /_acquire_/) {
				plain_flag(f[2])
				if (DF && !DT)
					T[DF] = "0"
				for (i = DF; i && i <= DT; i++)
					skip[i]
			}
		}
	}
	if (got < 0)
		fail(sites ": cannot be read")
	for (id in form)
		if (!(id in seen))
			fail("call " id " is not in the plan")
	na = 0
	for (i = 1; i <= NT; i++) {
		if (i in from) {
			A[++na] = "@" from[i]
			i = to[i]
		} else if (!(i in skip)) {
			A[++na] = T[i]
		}
	}

	split("unsigned signed int long short char struct page size_t u8 u16 u32 u64 NULL 0 , ; = *", w, " ")
	for (i in w)
		decl[w[i]] = 1
	b = 1
	for (a = 1; a <= na; a++) {
		if (b <= nb && A[a] == B[b]) {
			b++
			continue
		}
		if (!(A[a] in decl) && !(A[a] in loopword))
			fail("\"" A[a] "\" was not to be touched")
		if (!(A[a] in decl) || (A[a] == "page" && A[a - 1] != "struct"))
			gone(A[a], b)
	}
	if (b <= nb)
		fail("\"" B[b] "\" was not to be added")
	exit 0
}

# From here to the end of the function nobody names the dropped variable.
function gone(v, b,    d)
{
	d = 1
	for (; b <= nb; b++) {
		if (B[b] == "{")
			d++
		else if (B[b] == "}" && --d == 0)
			return
		else if (B[b] == v && B[b - 1] != "." && B[b - 1] != "->")
			fail("\"" v "\" is still used")
	}
}

function fail(reason)
{
	print reason
	exit 1
}
