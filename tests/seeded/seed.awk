# SPDX-License-Identifier: GPL-2.0
# seed.awk: one fault in a source that has none.
#	-v prefix=NAME		for its functions
#	-v gup=TEXT		the acquisition: S, N, P stand for its arguments
#	-v fault=NUMBER		which fault; 0 for none
# The source; on stderr the rule and the line by which the fault has to be found.
# Past the last fault: exit status 1.
#
# Faults are named in comments: "old" (the old call again), "new" (the new call
# where the old one is right), "drop K" (the release goes; it is lost at "lost
# K"), "twice" (released again), "swap A B" (B for A), "unlocked" (without
# _lock).
{ line[NR] = $0 }
function wanted() { return ++seen == fault }
END {
	for (i = 1; i <= NR; i++)
		if (match(line[i], /\/\* lost [0-9] /))
			lost[substr(line[i], RSTART + 8, 1)] = i
	for (i = 1; i <= NR; i++) {
		text = line[i]
		if (!match(text, /\/\* .* \*\/$/))
			continue
		code = substr(text, 1, RSTART - 1)
		sub(/[ \t]+$/, "", code)
		n = split(substr(text, RSTART + 3, RLENGTH - 6), f, /, /)
		line[i] = code
		for (k = 1; k <= n; k++) {
			split(f[k], w, " ")
			if (w[1] !~ /^(old|new|drop|twice|swap|unlocked)$/ || !wanted())
				continue
			rule = at = ""
			if (w[1] == "old") {
				if (!sub(/put_user_pages\(/, "release_pages(", code)) sub(/put_user_page\(/, "put_page(", code)
				rule = "PIN001"
			} else if (w[1] == "new") {
				sub(/put_page\(/, "put_user_page(", code)
				rule = "PIN002"
			} else if (w[1] == "drop") {
				code = ""
				rule = "PIN003"
				at = lost[w[2]]
			} else if (w[1] == "twice") {
				again = code
				sub(/^[ \t]+/, "", again)
				code = code " " again
				rule = "PIN006"
			} else if (w[1] == "swap") {
				sub(w[2] "\\)", w[3] ")", code)
				rule = "PIN006"
			} else {
				sub(/_lock\(/, "(", code)
				rule = "PIN007"
			}
			# a lone statement of an if stays one
			if (rule == "PIN006" && line[i - 1] ~ /^[ \t]*if \(.*\)$/) {
				line[i - 1] = line[i - 1] " {"
				code = code " }"
			}
			if (rule == "PIN003" && line[i - 1] ~ /^[ \t]*if \(.*\)$/)
				code = ";"
			line[i] = code
			print rule, at ? at : i > "/dev/stderr"
		}
	}
	for (i = 1; i <= NR; i++) {
		text = line[i]
		if (match(text, /@GUP\(.*\)/)) {
			call = substr(text, RSTART + 5, RLENGTH - 5)
			depth = 1
			for (e = 1; depth; e++) {
				c = substr(call, e, 1)
				depth += (c == "(") - (c == ")")
			}
			split(substr(call, 1, e - 2), a, ", ")
			g = gup
			gsub(/S/, a[1], g)
			gsub(/N/, a[2], g)
			sub(/&/, "\\\\\\&", a[3])
			gsub(/P/, a[3], g)
			text = substr(text, 1, RSTART - 1) g substr(call, e)
			text = text substr(line[i], RSTART + RLENGTH)
		}
		gsub(/@/, prefix, text)
		print text
	}
	exit fault > seen
}
