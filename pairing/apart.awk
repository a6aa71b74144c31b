# SPDX-License-Identifier: GPL-2.0
# apart.awk: where references of two kinds come together and a condition keeps them apart,
# that is a note that says so, no error.
# Arguments, each after its number as input=N: 1 rows A of the walk over paths (releases
# that a condition tells apart), 2 the records for pincer-findings, which it writes anew.
BEGIN { FS = OFS = "\t" }
input == 1 { apart[$2, $3, $4]; line[$2, $3]; next }
$1 ~ /^[FB]$/ { flush() }
$1 == "F" && $2 ~ /^PIN00[24]$/ {
	if (($4, $5, $6) in apart && ($10 ~ / drops as a gup reference / || sub(/ gets gup references and others/, "&, which a condition tells apart")))
		told_apart()
	else if ($10 ~ /ordinary reference that is dropped as a gup one/) {
		kept = $0
		next
	}
}
# one of its releases is such a one
kept != "" && $1 == "T" {
	rest = rest "\n" $0
	if (($2, $3) in line) told = 1
	next
}
kept != "" { rest = rest "\n" $0; next }
{ print }
END { flush() }

function told_apart() { $2 = "PIN004"; $3 = "note" }

function flush(    now) {
	if (kept == "")
		return
	now = $0
	$0 = kept
	if (told) {
		told_apart()
		sub(/that is dropped as a gup one; it has to be .*/, "that meets gup references; a condition tells them apart", $10)
	}
	print $0 rest
	kept = rest = told = ""
	$0 = now
}
