# SPDX-License-Identifier: GPL-2.0
# changed.awk: what is a note in a tree and a warning in a change.  Reads records for
# pincer-findings, of which lint tells those that a change brought, and writes them again.
#	awk -v back=1|0 -f changed.awk RECORDS
# A new release for whose reference no acquisition was seen may be right in a tree that
# was read in part; who has just made it of an ordinary one has to say where it is taken.
# back: the change takes the last call of the dialect away.  What findings.awk takes for
# never converted is then a warning, as in any tree that has begun with the dialect,
# but where pages are only read.
BEGIN { FS = OFS = "\t" }
$1 == "F" && $2 == "PIN005" && $10 ~ /: no acquisition was seen that its reference comes from$/ { $3 = "warning" }
$1 == "F" && $2 == "PIN001" && $3 == "note" && back && $10 !~ /; read only: nothing is written$/ { $3 = "warning" }
{ print }
