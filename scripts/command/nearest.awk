# SPDX-License-Identifier: GPL-2.0
# nearest.awk: of the names on stdin, one a line, the one that is nearest to PINCER_SAID: the fewest letters to be
# put in, taken out or replaced, or two neighbours changed; of those alike, the first.
function least(a, b) { return a < b ? a : b }
function far(a, b,    i, j, m, n, d, same) {
	m = length(a)
	n = length(b)
	for (i = 0; i <= m; i++) d[i, 0] = i
	for (j = 0; j <= n; j++) d[0, j] = j
	for (i = 1; i <= m; i++)
		for (j = 1; j <= n; j++) {
			same = substr(a, i, 1) == substr(b, j, 1)
			d[i, j] = least(least(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + !same)
			if (i > 1 && j > 1 && substr(a, i, 1) == substr(b, j - 1, 1) && substr(a, i - 1, 1) == substr(b, j, 1))
				d[i, j] = least(d[i, j], d[i - 2, j - 2] + 1)
		}
	return d[m, n]
}
BEGIN { said = substr(ENVIRON["PINCER_SAID"], 1, 64) }
{
	f = far(said, $0)
	if (best == "" || f < fewest) { fewest = f; best = $0 }
}
END { print best }
