# SPDX-License-Identifier: GPL-2.0
# gone.awk: releases that a change took away, while what they released is still taken.
# Arguments, each after its number as input=N: 1 renames (old and new name), 2 sites.tsv
# of before, 3 sites.tsv of after; -v diffs=FOLDER, where 12 is what diff says of the file
# in line 12 of FOLDER/files (its name before); in the environment PINCER_AFTER, the tree
# after the change.  Writes records for pincer-findings.
#
# A function that released what an acquisition takes, still stands there and releases
# nothing of it any more is told of, unless another function releases it instead.  So is one
# that released by two members and does by one of them only, while the file still has the other.
BEGIN {
	FS = OFS = "\t"
	after = ENVIRON["PINCER_AFTER"]
	while ((getline name < (diffs "/files")) > 0)
		diff_of[name] = diffs "/" ++known
}
input == 1 { renamed[$1] = $2; next }
FNR == 1 { next }
{
	name = $6
	sub(/[ \t]*\(.*/, "", name)
	file = input == 2 && $1 in renamed ? renamed[$1] : $1
}
# an acquisition is the same one in the same function
$5 == "acquisition" && $7 != "no-refs" {
	key[input, $1 ":" $2] = file SUBSEP $4 SUBSEP name
	if (input == 3) taken[file, $4, name] = $1 OFS $2 OFS $3
}
$5 == "release" && $9 != "" && $7 ~ /^(convert|converted|unify|paired|mixed)$/ {
	n++
	side[n] = input; at[n] = file SUBSEP $4; origins[n] = $9
	old[n] = $1; line[n] = $2; func_[n] = $4; call[n] = name
	by_member[n] = members($6)
	calls[input, at[n]]++
	spelled[input, at[n], by_member[n]]
}
END {
	for (i = 1; i <= n; i++) {
		if (side[i] == 3) {
			still[at[i]]
			if (!((2, at[i], by_member[i]) in spelled)) anew[at[i]]
		}
		m = split(origins[i], o, ",")
		for (j = 1; j <= m; j++)
			if ((side[i], o[j]) in key) {
				k = key[side[i], o[j]]
				if (side[i] == 2) had[k, at[i]]
				else by[k] = by[k] at[i] "\n"
			}
	}
	# released in a function that did not release it before
	for (k in by) {
		m = split(by[k], o, "\n")
		for (j = 1; j < m; j++)
			if (!((k, o[j]) in had)) moved[k]
	}
	for (i = 1; i <= n; i++) {
		if (side[i] != 2 || (at[i], by_member[i]) in told || (at[i] in still && !left_out(i)))
			continue
		m = split(origins[i], o, ",")
		for (j = 1; j <= m; j++) {
			k = key[2, o[j]]
			if (!((2, o[j]) in key) || !(k in taken) || k in moved)
				continue
			split(at[i], where, SUBSEP)
			split(k, what, SUBSEP)
			if (!stands(where[1], func_[i] "("))
				continue
			told[at[i], by_member[i]]
			split(taken[k], place, OFS)
			print "F", "PIN003", "warning", where[1], line_after(old[i], line[i]), 1, func_[i], call[i] "() is gone", "", \
				"the " call[i] "() that stood here is gone; it released what " what[3] "() takes in " what[2] "(), and nothing does in its place"
			print "S", place[1], place[2], place[3], "taken by " what[3] "()"
			break
		}
	}
}

# Does FILE still have TEXT?
function stands(file, text,    l, found) {
	while ((getline l <(after "/" file)) > 0)
		if (index(l, text)) found = 1
	close(after "/" file)
	return found
}

# The members by which CALL, a call with its arguments, gets at what it releases: ->sgl.pages, say.
function members(call,    result) {
	while (match(call, /(->|[.])[ \t]*[A-Za-z_][A-Za-z_0-9]*/)) {
		result = result substr(call, RSTART, RLENGTH)
		call = substr(call, RSTART + RLENGTH)
	}
	return result
}

# Did the function of release I release by other members as well, and does it by these only, in fewer
# calls, none of them spelled anew, though its file still has the members that it let go?
function left_out(i,    last) {
	if (by_member[i] == "" || (3, at[i], by_member[i]) in spelled || at[i] in anew || calls[3, at[i]] >= calls[2, at[i]])
		return 0
	last = by_member[i]
	sub(/^.*[^A-Za-z_0-9]/, "", last)
	split(at[i], where, SUBSEP)
	return stands(where[1], last)
}

# the line where line N of OLD went
function line_after(old, n,    l, part, a, b, shift_, result) {
	if (!(old in diff_of))
		return n
	while ((getline l < diff_of[old]) > 0) {
		if (l !~ /^[0-9]/ || result)
			continue
		split(l, part, /[acd]/)
		split(part[1], a, ",")
		split(part[2], b, ",")
		if (a[1] > n)
			break
		if (n <= (a[2] ? a[2] : a[1]) && l !~ /a/)
			result = b[1] + (l ~ /d/)	# what was deleted stood behind that line
		else
			shift_ = (b[2] ? b[2] : b[1]) - (a[2] ? a[2] : a[1])
	}
	close(diff_of[old])
	return result ? result : n + shift_
}
