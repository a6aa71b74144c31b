# SPDX-License-Identifier: GPL-2.0
# calltext.awk: replace the name in column 6 of the rows of sites.tsv by the
# call's whole text on one line, read from the tree (-v tree=DIR).  Rows come
# sorted by file, so that each file is read once.
BEGIN { FS = OFS = "\t" }
$1 != file {
	for (i in text) delete text[i]
	file = $1
	path = tree "/" file
	n = 0
	while ((getline line < path) > 0) text[++n] = line
	close(path)
}
{
	s = substr(text[$2], $3)
	out = ""
	depth = 0
	for (l = $2; l <= n && l < $2 + 40; s = text[++l]) {
		for (i = 1; i <= length(s); i++) {
			c = substr(s, i, 1)
			out = out c
			if (c == "(") depth++
			if (c == ")" && --depth == 0) break
		}
		if (depth == 0 && out ~ /\)$/) break
		out = out " "
	}
	gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, "", out)
	gsub(/[ \t\r]+/, " ", out)
	sub(/^[A-Za-z0-9_]+ \(/, "&\001", out)
	sub(/ \(\001/, "(", out)
	gsub(/\( /, "(", out)
	if (depth == 0 && out ~ /\)$/) $6 = out
	print
}
