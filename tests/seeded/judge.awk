# SPDX-License-Identifier: GPL-2.0
# judge.awk: which of the faults that break.awk made were found?
# Arguments: what break.awk printed; the new findings, a line each: rule, file,
# line, function, and the places of their path as a comma list of file:line.
# Prints for each fault: found or missed, kind, file, line, by what.
# A fault has to be found at its line.  A release that is gone has none any
# more: then it is the function, or the acquisition that it belonged to.
BEGIN { FS = OFS = "\t" }
FNR == 1 { input++ }
input == 1 {
	n++
	kind[n] = $1; file[n] = $2; line[n] = $3; rules[n] = $4; func_[n] = $5; origins[n] = $7
	next
}
{
	for (i = 1; i <= n; i++) {
		if (!index(rules[i], $1) || by[i] != "")
			continue
		if ($2 == file[i] && $3 == line[i])
			by[i] = $1
		else if (kind[i] ~ /drop|forget/ && ($2 == file[i] && $4 == func_[i] || index("," origins[i] ",", "," $2 ":" $3 ",") || near($5, i)))
			by[i] = $1 " at " $2 ":" $3
	}
}
# a path that begins with an acquisition of the group
function near(path, i,    p) {
	split(path, p, ",")
	return index("," origins[i] ",", "," p[1] ",")
}
END { for (i = 1; i <= n; i++) print by[i] == "" ? "missed" : "found", kind[i], file[i], line[i], func_[i], by[i] }
