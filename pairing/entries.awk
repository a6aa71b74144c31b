# SPDX-License-Identifier: GPL-2.0
# entries.awk: one step up from functions to who runs them, for scripts/entries.sh.
#	input=1 ENTRIES input=2 FUNCTIONS input=3 USES input=4 USES
# ENTRIES: pairing/entries.tsv.  FUNCTIONS: "file function", or "folder/ .field"
# for a field of a table there.  USES: as pincer-scan uses prints it.  Prints the
# rows of the table runs.
BEGIN { FS = OFS = "\t" }
input == 1 { if ($2 == "argument") later[$1]; next }
input == 2 { asked[$2] = asked[$2] " " $1; next }
# which of the files have a function of their own of that name
input == 3 {
	if ($5 == "body") {
		has_body[$1, $4]
		if ($7 == "static")
			hidden[$1, $4]
	}
	next
}
$5 == "body" { next }
{
	folder = $1
	sub(/[^\/]*$/, "", folder)
	n = split(asked[$4], at, " ")
	for (i = 1; i <= n; i++) {
		if ($5 == "through") {
			if (at[i] == folder)
				row(at[i], "through", $1, $6)
			continue
		}
		# a name means the function of the same file, or else the one of all files
		if (at[i] != $1 && (($1, $4) in has_body || (at[i], $4) in hidden))
			continue
		if ($5 == "call")
			row(at[i], "call", $1, $6)
		else if ($5 == "slot")
			row(at[i], "slot", folder, "." ($7 ~ /^[A-Za-z_]/ ? $7 : "[]"))
		else if ($7 ~ /^EXPORT_SYMBOL/)
			continue
		else if ($6 == "" || $7 in later)
			row(at[i], "entry", $1, $7)
		else
			row(at[i], "call", $1, $6)
	}
}

function row(file, kind, by_file, by_func) {
	if ((file, $4, kind, by_file, by_func) in said || (file == by_file && $4 == by_func))
		return
	said[file, $4, kind, by_file, by_func]
	print file, $4, kind, by_file, by_func, $1, $2, kind == "slot" ? $8 : ""
}
