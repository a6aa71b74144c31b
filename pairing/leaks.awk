# SPDX-License-Identifier: GPL-2.0
# leaks.awk: the leaks among the records of pairing/findings.c as rows of sites.tsv.
BEGIN { FS = OFS = "\t" }
function flush(    chain) {
	if (row == "")
		return
	chain = here
	for (; n > 0; n--)
		if (way[n] != way[n + 1])
			chain = chain " <- " way[n]
	print row, way[1], chain
	row = ""
}
$1 == "F" {
	flush()
	n = 0
	if ($2 == "PIN003") {
		here = $4 ":" $5
		way[1] = ""
		row = $4 OFS $5 OFS $6 OFS $7 OFS "leak" OFS $8 OFS "leaked" OFS ""
	}
}
$1 == "S" && row != "" {
	way[++n] = $2 ":" $3
	delete way[n + 1]
}
END { flush() }
