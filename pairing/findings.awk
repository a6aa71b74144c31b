# SPDX-License-Identifier: GPL-2.0
# findings.awk: what sites.tsv says of a tree that a maintainer has to look at.
# Arguments, each after its number as input=N: 1 the API table, 2 plan.tsv, 3 what
# core.sql says, 4 and 5 sites.tsv; -v dialect=put|pin.  Writes records for pincer-findings;
# findings.c describes them.
BEGIN { FS = OFS = "\t" }
# ---- the API table: is a name one of the new ones? ----
input == 1 {
	if ($0 !~ /^#/)
		api[$1]
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
# ---- sites.tsv, first for groups ----
input == 4 {
	# groups in which pins are taken, or dropped
	if ($6 ~ /^(un)?pin_|^memfd_pin_/)
		pinned[$8]
	next
}
# ---- sites.tsv ----
FNR == 1 { next }
# what stands in a define is told of where it is used
$4 ~ /^#define / { next }
# in the pin dialect a mixture of ordinary references harms nobody
dialect == "pin" && $8 != "" && !($8 in pinned) && ($7 == "mixed" || $7 == "demoted") { next }
{ name = $6; sub(/[ \t]*\(.*/, "", name) }
$5 == "release" {
	is_new = name in fresh
	if (is_new) converted[$1 ":" $2]
	if ($7 ~ /^(convert|unify)$/) {
		new = becomes[$1, $2, $3]
		finding("PIN001", "error", $6 " drops a reference that the get_user_pages family took" \
			(new ? "; it has to be " new "()" : ""))
		chain($10)
	} else if (is_new && $7 == "keep" && (is_core() || $4 == "")) {
		# it drops what it took itself, or hands on what it was given; or it was not read
	} else if (is_new && $7 == "keep") {
		finding("PIN002", "error", $6 " is given a reference that no acquisition took; it has to stay put_page() or the like")
	} else if ($7 == "mixed") {
		finding(is_new ? "PIN002" : "PIN004", is_new ? "error" : "warning", \
			$6 " gets gup references and others (" spoiled($10) ")")
		chain(is_new && $10 ~ /; the other by / ? other($10) : $10)
	} else if ($7 == "unknown") {
		finding("PIN005", "warning", $6 ": " ($8 == "" ? $10 : "its references are not all known (" spoiled($10) ")"))
		chain($10)
	}
}
$5 == "acquisition" && $7 == "demoted" {
	new = becomes[$1, $2, $3]
	finding("PIN004", "warning", name "() takes references that go where any page goes (" why($10) ")" \
		(new ? "; it has to be " new "()" : ""))
	released($10)
}
$5 == "acquisition" && $7 == "unknown" {
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
		m = split(list, at, ",")
		for (j = 1; j <= m; j++)
			if (at[j] in converted) half = 1
		finding(half ? "PIN002" : "PIN001", "error", $6 " takes an ordinary reference that is dropped as a gup one" \
			(half ? "" : " will be") (new ? "; it has to be " new "()" : ""))
		released($10)
	}
}

# Does the API itself stand here?  A function that takes ordinary references has to drop
# them as such even there.
function is_core() {
	return $1 in core && !(($1, $4) in takes)
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

# the way of the reference that does not belong there
function other(text) {
	sub(/^.*; the other by /, "", text)
	return text
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
