# SPDX-License-Identifier: GPL-2.0
#
# Puts back the function bodies that mark.awk set aside.
#
#   awk -f restore.awk -v src=FILE REWRITTEN

BEGIN {
	while ((getline line < src) > 0)
		source[++n] = line
}

/^[ \t]*pincer_body_[0-9]+_[0-9]+\(\);$/ {
	split($0, f, "_")
	for (i = f[3]; i <= f[4] + 0; i++)
		print source[i]
	next
}

{ print }
