# SPDX-License-Identifier: GPL-2.0
# agree-sites.awk: call by call, what the audit and pincheck make of it.
#	input=1 checked		files that pincheck read
#	input=2 typed.tsv	its verdicts, in the columns of sites.tsv
#	input=3 sites.tsv	those of the audit
#	-v table=FILE		gets a row for each call that both see
# A call that was expanded inline has a row for each place it ended up in.  Whether
# a release is to be converted, was, or is to be unified: the same pages get there.
BEGIN { FS = OFS = "\t" }
function sort_of(verdict) {
	return verdict ~ /^(convert|converted|unify)$/ ? "gup" : verdict == "keep" ? "ordinary" : verdict
}
$5 !~ /^(acquisition|release)$/ { if (input != 1) next }
input == 1 { read[$1]; next }
{ k = $1 SUBSEP $2 SUBSEP $3 }
input == 2 {
	if (!(k in theirs)) {
		theirs[k] = $7
	} else if (theirs[k] == "unknown") {
		theirs[k] = $7
	} else if ($7 != "unknown" && sort_of(theirs[k]) != sort_of($7)) {
		theirs[k] = $5 == "release" ? "mixed" : "demoted"
	}
	next
}
FNR == 1 || !($1 in read) { next }
# a static function that only has the name of one of the API
$7 == "no-refs" && $10 ~ /^a function of this file/ { next }
# a name that stands in no function which could be read
$4 == "" { next }
{
	n++
	name = $6
	sub(/[ \t]*\(.*/, "", name)
	line = "  " $1 ":" $2 ": " name "(), in " $4 "(): "
	if (!(k in theirs)) {
		unseen[++n_unseen] = line $7 " for the audit, pincheck does not see the call"
		next
	}
	same = sort_of($7) == sort_of(theirs[k])
	if (same)
		both++
	else if ($7 == "unknown" || theirs[k] == "unknown")
		one[++n_one] = line $7 " for the audit, " theirs[k] " for pincheck"
	else
		differ[++n_differ] = line $7 " for the audit, " theirs[k] " for pincheck"
	print $1, $2, $3, $4, $6, $7, theirs[k], same ? "same" : "differ" > table
}
END {
	printf "\n%d calls in the files that pincheck read: both say the same of %d, differ on %d, only one knows of %d, pincheck does not see %d.\n",
		n, both, n_differ, n_one, n_unseen
	list("They differ:", differ, n_differ)
	list("Only one knows:", one, n_one)
	list("Not in the configuration of pincheck, or lost in a macro:", unseen, n_unseen)
}
