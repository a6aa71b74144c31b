# SPDX-License-Identifier: GPL-2.0
#
# Hold a plan of the pin dialect against upstream's calls:
#
#	awk -f pin.awk before.tsv pin.tsv plan.tsv sites.tsv
#
# before.tsv: file, line, column of what upstream had converted (unpin.sh).
# One line for each: found or missed of these, more for a planned one that is
# none of them; with "listed" where pin.tsv argues it, and "stale" for a row of
# pin.tsv that nothing answers to.

BEGIN { FS = OFS = "\t" }

FNR == 1 { part++ }

function squeezed(text) {
	gsub(/[ \t;]/, "", text)
	return text
}

part == 1 { upstream[$1 FS $2 FS $3]; next }
part == 2 {
	if ($0 !~ /^#/ && $1 != "difference")
		rows[++n] = $1 FS $2 FS $3 FS squeezed($4)
	next
}
part == 3 { if (FNR > 1) planned[$1 FS $2 FS $3]; next }

($5 == "release" || $5 == "acquisition") {
	at = $1 FS $2 FS $3
	if (at in upstream)
		what = at in planned ? "found" : "missed"
	else if (at in planned)
		what = "more"
	else
		next
	seen[at]
	print what, what == "found" ? "" : listed(what, $1, $4, squeezed($6)), at, $4, $6
}

END {
	for (at in upstream)
		if (!(at in seen))
			print "missed", "", at, "-", "-"
	for (i = 1; i <= n; i++)
		if (!(i in answered))
			print "stale", "", rows[i]
}

function listed(what, file, func_name, call,    i, f, said) {
	for (i = 1; i <= n; i++) {
		split(rows[i], f, FS)
		if (f[1] == what && f[2] == file && (f[3] == "*" || f[3] == func_name) && (f[4] == "*" || f[4] == call)) {
			answered[i]
			said = "listed"
		}
	}
	return said
}
