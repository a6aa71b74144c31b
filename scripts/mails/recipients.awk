# SPDX-License-Identifier: GPL-2.0
# recipients.awk: who is to see a patch, by MAINTAINERS: one "name <address>", or list,
# a line; people first.  It says what the kernel's scripts/get_maintainer.pl says
# with --nogit --nogit-fallback --norolestats, but that is a program of the tree,
# and none of those is run.
#
#	awk -f patterns.awk -f recipients.awk -v people=yes|no \
#		input=1 MAILMAP input=2 MATCHES input=3 MAINTAINERS input=4 FILES
#
# MATCHES: "line <tab> file" for a regular expression of MAINTAINERS (N:) that fits a
# file, by its line there, or "line" for one of K: that fits the patch; awk does not
# know Perl's.  FILES: the paths that the patch touches, one a line.  With people=no
# only lists.  As there, the sections whose patterns go deepest come first.
BEGIN { FS = "\t" }

# ---- .mailmap: by the address that was written, name and address that hold now ----
input == 1 {
	sub(/#.*/, "")
	gsub(/[\001-\010\013-\037\177]/, "")
	n = split($0, part, /[<>]/)
	if (n < 3)
		next
	if (n < 5) {
		if (trim(part[1]) != "")
			name_of[trim(part[2])] = trim(part[1])
	} else {
		was = trim(part[3]) == "" ? trim(part[4]) : formatted(trim(part[3]), trim(part[4]))
		if (trim(part[1]) != "")
			name_of[was] = trim(part[1])
		address_of[was] = trim(part[2])
	}
	next
}
input == 2 && NF == 2 { fits[$1, $2]; next }
input == 2 { keyword[$1]; next }

# ---- MAINTAINERS ----
input == 3 && /^[A-Z]:/ {
	if (fresh) {
		first[++sections] = rows + 1
		fresh = 0
	}
	if (!sections)
		next
	letter = substr($0, 1, 1)
	value = substr($0, 3)
	gsub(/[\001-\010\013-\037\177]/, "", value)
	value = trim(value)
	last[sections] = ++rows
	kind[rows] = letter
	text[rows] = value
	at[rows] = FNR
	if (letter == "K" && FNR in keyword)
		spoken[sections]
	if (letter ~ /[FX]/) {
		re[rows] = pattern_regex(value, ".*")
		plain[rows] = value
		sub(/[*?[].*/, "", plain[rows])
		depth[rows] = value ~ /^\*/ ? -1 : gsub(/\//, "/", value) + (value !~ /\/$/)
	}
	next
}
input == 3 {
	if ($0 !~ /^[ \t\r]*$/ && $0 !~ /^[ \t]*#/)
		fresh = 1
	next
}

# ---- the files ----
{
	file = $0
	slashes = gsub(/\//, "/")
	found = 0
	for (s = 1; s <= sections; s++) {
		most = ""
		for (r = first[s]; r <= last[s]; r++) {
			if (kind[r] == "X" && matched(file, r)) {
				most = ""
				break
			}
			if (kind[r] == "F" && matched(file, r))
				most = depth[r]
			else if (kind[r] == "N" && (at[r], file) in fits)
				most = 0
		}
		if (most != "") {
			section[++found] = s
			deep[found] = most
		}
	}
	# by depth, then as they stand there
	for (i = 2; i <= found; i++)
		for (j = i; j > 1 && deep[j] > deep[j - 1]; j--) {
			s = section[j]; section[j] = section[j - 1]; section[j - 1] = s
			s = deep[j]; deep[j] = deep[j - 1]; deep[j - 1] = s
		}
	for (i = 1; i <= found; i++)
		take(section[i])
}

END {
	for (s = 1; s <= sections; s++)
		if (s in spoken)
			take(s)
	for (i = 1; i <= addressed; i++)
		say(renamed(to[i]))
	for (i = 1; i <= listed; i++)
		say(renamed(list[i]))
}

function trim(s) {
	gsub(/^[ \t\r]+|[ \t\r]+$/, "", s)
	return s
}


function matched(name, r,    pattern) {
	pattern = text[r]
	if (index(name, plain[r]) != 1)
		return 0
	# a folder, with its slash or without
	if (pattern !~ /\/$/ && index(name, pattern "/") == 1)
		return 1
	if (name !~ re[r])
		return 0
	return pattern ~ /\/$/ || gsub(/\//, "/", name) == gsub(/\//, "/", pattern)
}

# take(SECTION): everybody there who was not taken before
function take(s,    r, n, m, part, more) {
	for (r = first[s]; r <= last[s]; r++) {
		if (kind[r] == "L") {
			n = split(text[r], part, /[ \t]+/)
			more = tolower(text[r])
			if (!(tolower(part[1]) in on_list) && more !~ /subscribers-only/ && part[1] ~ /@/) {
				on_list[tolower(part[1])]
				list[++listed] = part[1]
			}
		} else if (people != "no" && kind[r] ~ /[MR]/) {
			more = text[r]
			while (match(more, />[ \t]*,/)) {
				person(substr(more, 1, RSTART))
				more = trim(substr(more, RSTART + RLENGTH))
			}
			person(more)
		}
	}
}

# person(TEXT): "name <address>", or an address
function person(s,    who, where) {
	where = address(s)
	who = s ~ /<.*>/ ? trim(substr(s, 1, index(s, "<") - 1)) : ""
	gsub(/^"|"$/, "", who)
	if (where == "" || tolower(who) in used || tolower(where) in used_address)
		return
	if (who != "")
		used[tolower(who)]
	used_address[tolower(where)]
	# he gets more than enough, and is only in the section of everything
	if (where == "torvalds@linux-foundation.org")
		return
	to[++addressed] = formatted(who, where)
}

function address(s) {
	if (match(s, /<[^<>]*@[^<>]*>/))
		return trim(substr(s, RSTART + 1, RLENGTH - 2))
	return match(s, /[^ \t<>]+@[^ \t<>]+/) ? substr(s, RSTART, RLENGTH) : ""
}

# formatted(NAME, ADDRESS): quoted where that is needed
function formatted(who, where,    out, i, c) {
	gsub(/^"|"$/, "", who)
	if (who == "")
		return where
	if (who !~ /[^A-Za-z0-9_ -]/)
		return who " <" where ">"
	for (i = 1; i <= length(who); i++) {
		c = substr(who, i, 1)
		if (c == "\\" && i < length(who)) {
			out = out substr(who, i, 2)
			i++
		} else
			out = out (c == "\"" || c == "\\" ? "\\" : "") c
	}
	return "\"" out "\" <" where ">"
}

# renamed(PERSON): as .mailmap has it
function renamed(s,    who, where, was) {
	where = address(s)
	who = s ~ /</ ? trim(substr(s, 1, index(s, "<") - 1)) : ""
	was = (s in name_of) || (s in address_of) ? s : where
	if (was in name_of)
		who = name_of[was]
	if (was in address_of)
		where = address_of[was]
	return formatted(who, where)
}

# say(PERSON): once, by name and by address
function say(s,    who, where) {
	where = tolower(address(s))
	who = s ~ /</ ? tolower(substr(s, 1, index(s, " <") - 1)) : ""
	if (where in said_address || (who != "" && who in said))
		return
	said_address[where]
	said[who]
	print s
}
