# SPDX-License-Identifier: GPL-2.0
# findings.awk: what sites.tsv says of a tree that a maintainer has to look at.
# Arguments, each after its number as input=N: 1 the API table, 2 plan.tsv, 3 what
# core.sql says, 4 what state.sql and witness.sql say, 5 sites.tsv; -v dialect=put|pin.  Writes
# records for pincer-findings; findings.c describes them.
#
# An error has a witness: a reference of the one kind, and the way by which it gets to
# a release of the other kind.  What was merely never converted is a warning where the
# tree has gone over to the dialect, and a note where it has not begun.
BEGIN { FS = OFS = "\t" }
# ---- the API table: is a name one of the new ones? ----
input == 1 {
	if ($0 !~ /^#/ && $3 ~ /^(release|relay)$/ && $6 != "plain")
		fresh[$1]
	next
}
# ---- plan.tsv ----
input == 2 {
	becomes[$1, $2, $3] = $6
	next
}
# ---- the API itself ----
input == 3 {
	if ($1 == "F")
		core[$2]
	else
		takes[$2, $3]
	next
}
# ---- witnesses ----
input == 4 {
	at = $2 SUBSEP $3 SUBSEP $4
	if ($1 == "T")
		state = $2
	else if ($1 == "R") {
		kind[at] = $5; level[at] = $6; from[at] = $9 "() at " $7 ":" $8; way[at] = $10
	} else if ($1 == "B")
		beside[at] = $7 "() at " $5 ":" $6
	else if ($1 == "Q")
		right[at]
	else if ($1 == "N")
		nothing[at]
	else if ($1 == "A") {
		taker[at] = $7; taken[at] = $5 ":" $6; turns[at] = $8
	} else if ($1 == "O")
		read_only[at]
	next
}
# ---- sites.tsv ----
FNR == 1 { next }
# what stands in a define is told of where it is used
$4 ~ /^#define / { next }
{
	name = $6; sub(/[ \t]*\(.*/, "", name)
	at = $1 SUBSEP $2 SUBSEP $3
}
$5 == "release" {
	is_new = name in fresh
	if (is_new) converted[$1 ":" $2]
	if ($7 ~ /^(convert|unify)$/)
		old_release()
	else if (is_new && (at in kind) && is_core()) {
		# it drops what it took itself, or hands on what it was given
	} else if (at in kind && (is_new || kind[at] == "pin"))
		other_reference()
	else if (at in nothing && !is_core())
		finding("PIN005", "note", $6 ": no acquisition was seen that its reference comes from")
	else if ($7 == "unknown" && !(at in right)) {
		finding("PIN005", "warning", $6 ": " ($8 == "" ? $10 : "its references are not all known (" spoiled($10) ")"))
		chain($10)
	}
}
$5 == "acquisition" && $7 == "demoted" {
	new = becomes[$1, $2, $3]
	if ($10 ~ /^[a-z ]* not known: /) {
		finding("PIN005", "warning", name "(): the fate of its references is not known (" why($10) ")" \
			(new ? "; until it is, take them by " new "()" : ""))
		released($10)
		next
	}
	finding("PIN004", "warning", name "() takes references that go where any page goes (" why($10) ")" \
		(new ? "; it has to be " new "()" : ""))
	released($10)
}
# (a loose end is one whatever else is right about the reference)
$5 == "acquisition" && $7 == "unknown" && (!(at in right) || $10 ~ /^where its reference goes is not known/) {
	finding("PIN005", "warning", name "(): the fate of its references is not known (" why($10) ")")
	released($10)
}
# A reference of another kind in a group: as good as converted once the group is.
$5 == "origin" && $7 == "unify" {
	held[++n_held] = $0
}
END {
	for (i = 1; i <= n_held; i++) {
		$0 = held[i]
		new = becomes[$1, $2, $3]
		list = $10
		sub(/^.*released at /, "", list)
		half = 0
		m = split(list, where, ",")
		for (j = 1; j <= m; j++)
			if (where[j] in converted) half = 1
		finding(half ? "PIN002" : "PIN001", half ? "error" : unconverted(), $6 " takes an ordinary reference that is dropped as a gup one" \
			(half ? "" : " will be") (new ? "; it has to be " new "()" : ""))
		released($10)
	}
}

# Does the API itself stand here?  A function that takes ordinary references has to drop
# them as such even there.
function is_core() {
	return $1 in core && !(($1, $4) in takes)
}

# How bad is it that both ends are as they were before there was the dialect?
function unconverted() {
	return state == "core" ? "error" : state == "partly" ? "warning" : "note"
}

# An old release that has to become a new one
function old_release(    new, is) {
	new = becomes[$1, $2, $3]
	new = new ? new "()" : "a release of the other kind"
	is = unconverted()
	if (at in kind && kind[at] == "pin" && dialect == "pin")
		finding("PIN001", "error", $6 " drops a reference that " from[at] " has pinned as an ordinary one; it has to be " new)
	else if (!(at in taker) || turns[at] == taker[at])
		finding("PIN001", is, $6 " drops a reference that the get_user_pages family took" \
			(at in taker ? " (" taker[at] "() at " taken[at] ")" : "") "; it has to be " new)
	else {
		if (is == "warning" && at in read_only) is = "note"
		finding("PIN001", is, $6 " drops a reference taken by " taker[at] "() at " taken[at] ", so both become " \
			turns[at] "() and " new (at in read_only ? "; read only: nothing is written" : ""))
	}
	chain($10)
}

# A release that gets a reference it was not made for
function other_reference(    both) {
	both = at in beside ? beside[at] : ""
	if (kind[at] == "pin" && !both && dialect == "pin")
		finding("PIN001", "error", $6 " drops a reference that " from[at] " has pinned as an ordinary one")
	else if (kind[at] == "pin" && !both && $7 == "mixed")
		finding("PIN004", "warning", $6 " gets gup references and others (" spoiled($10) ")")
	else if (kind[at] == "pin" && !both)
		return
	else if (kind[at] == "pin")
		finding("PIN004", "warning", $6 " gets gup references and others (" from[at] ", " both ")")
	else if (level[at] == "error")
		finding("PIN002", "error", $6 " drops as a gup reference what " from[at] " took as an ordinary one; it has to stay put_page() or the like")
	else
		finding("PIN004", "warning", $6 " gets " (both ? "gup references and others (" both ", " : "an ordinary reference (") from[at] ")")
	chain(way[at])
}

function finding(rule, level, text) {
	print "F", rule, level, $1, $2, $3, $4, $6, $8, text
}

function step(kind, place, text) {
	if (match(place, /:[0-9]+$/))
		print kind, substr(place, 1, RSTART - 1), substr(place, RSTART + 1), 0, text
}

# The steps of "release <- ... <- acquisition NAME; what spoiled it", in the
# order they happen.
function chain(text,    n, i, steps, taker) {
	if (i = index(text, "; "))
		text = substr(text, 1, i - 1)
	n = split(text, steps, " <- ")
	if (n < 2)
		return
	taker = steps[n]
	sub(/^.*:[0-9]+ ?/, "", taker)
	steps[n] = substr(steps[n], 1, length(steps[n]) - length(taker))
	sub(/ $/, "", steps[n])
	step("S", steps[n], "taken by " taker "()")
	for (i = n - 1; i > 1; i--)
		if (steps[i] != steps[i + 1])
			step("S", steps[i], "handed on")
}

function spoiled(text,    i) {
	sub(/; the other by .*/, "", text)
	i = index(text, "; ")
	return i ? substr(text, i + 2) : text
}

# why(TEXT): the evidence of an acquisition without its releases
function why(text) {
	sub(/;? ?released at .*/, "", text)
	return text
}

function released(text,    n, i, at) {
	if (text !~ /released at /)
		return
	sub(/^.*released at /, "", text)
	n = split(text, at, ",")
	for (i = 1; i <= n && i <= 20; i++)
		step("T", at[i], "released")
	if (n > 20)
		step("T", at[21], "released here and in " (n - 21) " more places")
}
