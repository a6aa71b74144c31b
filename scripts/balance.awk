# SPDX-License-Identifier: GPL-2.0
#
# What the virtual machine of `make boot` said (see boot/workload.c), as a table
# and a verdict. Exit status 1 if the counters do not balance, something failed
# or the kernel complained.
#
#	awk -v variant=64 -f balance.awk CONSOLE

function blame(text) { bad = bad "\n  " text }
# What v5.0 says of nodes that are faked (numa=fake=), before anything of ours runs, is no complaint.
/WARNING: workqueue cpumask: online intersect > possible intersect/ { next }
# the kernel speaks in between
/BUG:|WARNING:|Oops|Bad page|bad page|[Kk]ernel BUG|possible recursive|circular locking|general protection|Call Trace:|Kernel panic/ {
	if (!said++) blame("the kernel complains: " $0)
}
{ at = match($0, /(PIN [a-z_0-9]+ (ran|skipped|failed)|SITE |TOTAL |END$)/); if (!at) next; $0 = substr($0, at) }
$1 == "PIN" {
	detail = $0
	for (i = 0; i < 7; i++) sub(/^[^ ]+ /, "", detail)
	rows[++n] = sprintf("%-20s %-8s %9d %9d %9d %9d  %s", $2, $3, $4, $5, $6, $7, detail)
	if ($3 == "failed") blame($2 ": " detail)
	if ($3 == "ran") ran++
	if ($4 != $5) blame(sprintf("%s: %d pages requested, %d returned", $2, $4, $5))
	if ($5 > $4) early = 1
}
$1 == "TOTAL" { asked = $2; back = $3; total = 1 }
$1 == "SITE" && $2 ~ /^-?[0-9]+$/ {
	rest = $0
	for (i = 0; i < 3; i++) sub(/^[^ ]+ /, "", rest)
	# one calling site, whichever walk it went through
	gsub(/\/0x[0-9a-f]+/, "", rest)
	split(rest, part, " <- ")
	key = part[1] (part[2] != "" ? " <- " part[2] : "") (part[3] != "" ? " <- " part[3] : "")
	out[key] += $2; took[key] += $3
}
$1 == "SITE" && /released without a record/ && $NF > 0 { blame($NF " releases of pages that were not pinned") }
$1 == "END" { end = 1 }
END {
	printf "\n%-20s %-8s %9s %9s %9s %9s  (pages)\n", "call sites", "", "requested", "returned", "back-offs", "overflows"
	for (i = 1; i <= n; i++) print rows[i]
	printf "%-20s %-8s %9d %9d\n\n", "all", "", asked, back
	m = 0
	for (key in took) list[++m] = sprintf("%9d %9d  %s", took[key], took[key] - out[key], key)
	if (m) printf "%9s %9s  acquired by\n", "taken", "returned"
	for (i = 1; i <= m; i++) for (j = i + 1; j <= m; j++) if (list[j] > list[i]) { t = list[i]; list[i] = list[j]; list[j] = t }
	for (i = 1; i <= m; i++) print list[i]
	for (key in out) if (out[key]) blame(sprintf("%d pages still pinned, acquired by %s", out[key], key))
	if (!end) blame("it did not get to its end")
	if (total && asked != back) blame(sprintf("%d pages requested, %d returned", asked, back))
	if (!ran) blame("nothing ran")
	if (bad != "") { printf "\nNOT BALANCED (%s):%s\n", variant, bad; exit 1 }
	printf "\nBalanced (%s): %d families ran, %d pages requested, %d returned, nothing pinned, no complaint.\n", variant, ran, asked, back
}
