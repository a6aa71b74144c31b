# SPDX-License-Identifier: GPL-2.0
#
# Print the same lines as expected.awk, from the verdicts that were given:
#
#	awk -f actual.awk EXPECTED sites.tsv
#
# A group gets the letter of the first marker that it meets; a second group
# under that letter shows its number, and so does one with two letters.

BEGIN { FS = OFS = "\t" }

FNR == NR {
	n = split($3, list, ", ")
	for (k = 1; k <= n; k++) {
		split(list[k], word, " ")
		wanted[$2, k] = word[2]
	}
	next
}

FNR == 1 { next }

{
	at = $1 ":" $2
	split($1, part, "/")
	if (at != last) {
		flush_line()
		last = at
		fixture = part[2]
		k = 0
	}
	k++
	text = text (k > 1 ? ", " : "") $7 letter(part[2], wanted[at, k], $8)
}

END { flush_line() }

function flush_line() {
	if (last != "")
		print fixture, last, text
	text = ""
}

function letter(name, want, group) {
	if (want == "")
		return ""
	if (group == "")
		return " (no group)"
	if (!((name, group) in letter_of) && !((name, want) in group_of)) {
		letter_of[name, group] = want
		group_of[name, want] = group
	}
	return (name, group) in letter_of ? " " letter_of[name, group] : " (group " group ")"
}
