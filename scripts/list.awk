# SPDX-License-Identifier: GPL-2.0
# list.awk, for agree.awk and agree-sites.awk: a head and what it stands over, if there is any.
function list(head, of, m,    i) {
	if (!m)
		return
	print head
	for (i = 1; i <= m; i++)
		print of[i]
}
