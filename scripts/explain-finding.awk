# SPDX-License-Identifier: GPL-2.0
# explain-finding.awk: what the audit found at a line, from its records (see pairing/findings.c), each step of the path
# with its source.  In the environment: PINCER_TREE, PINCER_SITE (the file); -v line=, rules= (pairing/rules.h).
BEGIN {
	tree = ENVIRON["PINCER_TREE"]
	file = ENVIRON["PINCER_SITE"]
	while ((getline row < rules) > 0)
		if (match(row, /^RULE\("PIN[0-9]+"/)) {
			id = substr(row, 7, 6)
			n = split(row, part, "\", \"")
			sub(/"\)$/, "", part[n])
			help[id] = part[n]
		}
}
function source(f, l,    text, n, k) {
	if (!((f, l) in known)) {
		k = tree "/" f
		for (n = 1; n <= l && (getline text < k) > 0; n++)
			if (n == l) known[f, l] = text
		close(k)
	}
	text = known[f, l]
	gsub(/[ \t]+/, " ", text)
	sub(/^ /, "", text)
	return text
}
function place(f, l, text) {
	printf "  %-28s %s", f ":" l, source(f, l)
	print text == "" ? "" : "    <- " text
}
function flush() {
	if (here) {
		place(file, line, "")
		print ""
		print "(" help[rule] ")"
	}
	here = 0
}
$1 == "F" {
	flush()
	here = $4 == file && $5 == line
	rule = $2
	if (here) {
		if (told++) print ""
		printf "%s:%d: %s in %s(): %s [%s]\n\n", $4, $5, $3, $7, $10, $2
		print "The way there:"
	}
}
here && ($1 == "S" || $1 == "T") { place($2, $3, $5) }
$1 == "O" { flush() }
END { flush() }
