# SPDX-License-Identifier: GPL-2.0
# sections.awk: which section of MAINTAINERS a file belongs to first of all.
#
#	awk -f patterns.awk -f sections.awk input=0 MATCHES input=1 MAINTAINERS input=2 FILES
#
# MATCHES: "line <tab> file" for each N: of MAINTAINERS, by its line, and each file that
# it fits; FILES: one path a line.  Prints "file <tab> section".  As get_maintainer.pl
# has it, the pattern that goes deepest wins; among equals, the section that
# stands first.  A file that only THE REST matches is filed under its folder.

# regex(PATTERN): F: and X: patterns are shell-like, but "*" crosses no "/"; what
# does not end in one is a folder, or the beginning of a name
function regex(pattern) {
	return pattern_regex(pattern, "[^/]*") (pattern ~ /\/$/ ? "" : pattern ~ /[*?]/ ? "[^/]*$" : "(/|[^/]*$)")
}

function depth(pattern,    slashes) {
	if (pattern ~ /^\*/)
		return -1
	slashes = gsub(/\//, "/", pattern)
	return slashes + (pattern !~ /\/$/)
}

BEGIN { FS = "\t" }

input == 0 { fits[$1, $2]; next }

input == 1 && /^[A-Z]:[ \t]/ {
	if (fresh) {
		name[++sections] = title
		first[sections] = patterns + 1
		fresh = 0
	}
	if (!sections || $0 !~ /^[FXN]:/)
		next
	letter = substr($0, 1, 1)
	value = substr($0, 3)
	gsub(/^[ \t]+|[ \t\r]+$/, "", value)
	if (letter == "N") {
		# these are Perl's, and whether one fits is known
		at[++patterns] = FNR
		deep[patterns] = 0
	} else {
		re[++patterns] = regex(value)
		# most files fail on what is before the first wildcard
		plain[patterns] = value
		sub(/[*?[].*/, "", plain[patterns])
		deep[patterns] = depth(value)
	}
	kind[patterns] = letter
	last[sections] = patterns
	next
}
input == 1 {
	if ($0 !~ /^[ \t\r]*$/) {
		title = $0
		gsub(/\t/, " ", title)
		gsub(/[\001-\037\177]/, "", title)
		sub(/[ ]+$/, "", title)
		fresh = 1
	}
	next
}

{
	best = -1
	found = ""
	for (s = 1; s <= sections; s++) {
		most = -1
		for (p = first[s]; p <= last[s]; p++) {
			if (kind[p] != "X" && deep[p] <= most)
				continue
			if (kind[p] == "N" ? !((at[p], $0) in fits) : (plain[p] != "" && index($0, plain[p]) != 1) || $0 !~ re[p])
				continue
			if (kind[p] == "X") {
				most = -1
				break
			}
			most = deep[p]
		}
		if (most > best) {
			best = most
			found = name[s]
		}
	}
	if (found == "") {
		found = $0
		sub(/\/?[^\/]*$/, "", found)
		found = "(no section) " found
	}
	print $0 "\t" found
}
