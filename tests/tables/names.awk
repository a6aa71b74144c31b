# SPDX-License-Identifier: GPL-2.0
# names.awk: each name that the tables of Pincer say something of, once for each row:
# TABLE:LINE, and the name; one that ends in "*" is how names begin.

function name(n) {
	sub(/:.*/, "", n)	# vmap:VM_MAP_PUT_PAGES, list_entry:page
	if (n != "" && n != "-")
		print FILENAME ":" FNR "\t" n
}

# STRUCT.FIELD, FIELD,FIELD: each word
function names(list,    i, n, part) {
	n = split(list, part, /[.,]/)
	for (i = 1; i <= n; i++)
		name(part[i])
}

BEGIN { FS = "\t" }
/^#/ || /^[ \t]*$/ { next }
FILENAME ~ /(^|\/)api\.tsv$/ {
	names($1)
	# (the names to put instead are the overlay's own in the put dialect)
	name($8)
	if ($3 == "container" || $3 == "same" || ($3 == "foreign" && $2 == "-"))
		names($4)
	if ($3 == "same")
		names($5)
	if ($6 ~ /^pin:/)
		name(substr($6, 5))
}
FILENAME ~ /(^|\/)kernel\.tsv$/ { name($1 ($3 == "quiet" ? "*" : "")) }
FILENAME ~ /(^|\/)entries\.tsv$/ { sub(/^\*[A-Za-z_]*\./, "", $1); names($1) }
FILENAME ~ /(^|\/)names\.tsv$/ && $1 == "pin" { for (i = 3; i <= NF; i++) name($i) }
