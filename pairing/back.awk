# SPDX-License-Identifier: GPL-2.0
# back.awk: a tree that has begun with the dialect, and a change that takes its last
# call away.  Reads records for pincer-findings and writes them again: what findings.awk
# takes for never converted (a note) is a warning, as in any tree that has begun.
BEGIN { FS = OFS = "\t" }
# (where pages are only read it is a note in such a tree too)
$1 == "F" && $2 == "PIN001" && $3 == "note" && $10 !~ /; read only: nothing is written$/ { $3 = "warning" }
{ print }
