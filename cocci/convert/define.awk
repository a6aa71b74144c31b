# SPDX-License-Identifier: GPL-2.0
#
# Renames the planned names in the defines of one file.
#
#   awk -f define.awk -v rows=ROWS -v bad=BAD FILE
# ROWS: id, line, column, name, action, new name (tab-separated). The text with the
# new names goes to stdout; BAD gets id and reason for a name that does not stand there.

BEGIN {
	FS = OFS = "\t"
	while ((getline < rows) > 0) {
		n[$2]++
		id[$2, n[$2]] = $1; col[$2, n[$2]] = $3; old[$2, n[$2]] = $4; new[$2, n[$2]] = $6
	}
	FS = "\n"
	while ((getline line < ARGV[1]) > 0)
		get = get || line ~ /(^|[^A-Za-z0-9_])FOLL_GET([^A-Za-z0-9_]|$)/
	close(ARGV[1])
}

{
	s = $0
	# from the right, so that columns to the left stay true
	while (n[FNR]) {
		k = 1
		for (i = 2; i <= n[FNR]; i++)
			if (col[FNR, i] > col[FNR, k])
				k = i
		at = col[FNR, k]
		name = old[FNR, k]
		if (substr(s, at, length(name)) != name || substr(s, at - 1, 1) ~ /[A-Za-z0-9_]/ || substr(s, at + length(name), 1) ~ /[A-Za-z0-9_]/)
			print id[FNR, k], "no " name " at that line and column" >> bad
		else if (get && new[FNR, k] ~ /^pin_/)
			print id[FNR, k], "FOLL_GET is set in that file" >> bad
		else
			s = substr(s, 1, at - 1) new[FNR, k] substr(s, at + length(name))
		i = n[FNR]--
		id[FNR, k] = id[FNR, i]; col[FNR, k] = col[FNR, i]; old[FNR, k] = old[FNR, i]; new[FNR, k] = new[FNR, i]
	}
	print s
}
