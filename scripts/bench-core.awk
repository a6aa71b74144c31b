# SPDX-License-Identifier: GPL-2.0
#
# The runs of `make bench-core` (side, figure, value) as a table: means, what the
# core adds, and how far apart the runs of one side are.

{
	if (!($2 in known)) { known[$2]; order[++n] = $2 }
	sum[$1, $2] += $3
	runs[$1, $2]++
	if (!(($1, $2) in low) || $3 < low[$1, $2]) low[$1, $2] = $3
	if (!(($1, $2) in high) || $3 > high[$1, $2]) high[$1, $2] = $3
}
function mean(side, what) { return runs[side, what] ? sum[side, what] / runs[side, what] : 0 }
function spread(side, what,    m) { m = mean(side, what); return m ? (high[side, what] - low[side, what]) / m * 100 : 0 }
END {
	printf "%-42s %12s %12s %9s  %s\n", "", "before", "after", "change", "spread of the runs"
	for (i = 1; i <= n; i++) {
		what = order[i]
		b = mean("before", what)
		a = mean("after", what)
		printf "%-42s %12.2f %12.2f %+8.2f%%  %.2f%%, %.2f%%\n", what, b, a, b ? (a / b - 1) * 100 : 0, spread("before", what), spread("after", what)
	}
}
