# SPDX-License-Identifier: GPL-2.0
# prefix.awk: how the subjects of a history begin, where most of them agree.
#
#	git log --format=%s ... | awk -f prefix.awk
#
# Prints "net: tls" for subjects like "net: tls: do this", or nothing.
match($0, /^[A-Za-z0-9_\/.,+ -]+(: [A-Za-z0-9_\/.+-]+)*: /) {
	n[substr($0, 1, RLENGTH - 2)]++
}
END {
	for (p in n)
		if (n[p] > n[best] || n[p] == n[best] && p < best)
			best = p
	if (n[best] >= 3 && 2 * n[best] >= NR)
		print best
}
