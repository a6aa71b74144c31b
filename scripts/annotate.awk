# SPDX-License-Identifier: GPL-2.0
# annotate.awk: which declarations get __pinned, from pincheck's facts (infer.c
# says what they are).  Prints "file line name" for each.
#
# Places that may hold the same are one class.  A class is pinned if an acquiring
# function fills one of it, and no ordinary reference is put into any.  What is
# dropped like an ordinary page spoils it in a tree that has the calls for pinned ones.
# -v names=FILE gets the names of functions and structs that other files know them by.
# A class that a file which could not be looked at may have to do with is spoiled too:
# -v unread=FILE has such names.
BEGIN { FS = "\t" }
function root(p) {
	while (p in up)
		p = up[p]
	return p
}
function join(a, b) {
	a = root(a)
	b = root(b)
	if (a != b)
		up[a] = b
}
$1 == "same" { join($2, $3) }
$1 == "source" { source[$2]; if ($2 ~ /:(put_user_page|unpin_user_page):1$/) converted = 1 }
$1 == "other" { other[$2] }
$1 == "plain" { plain[$2] }
$1 == "named" { named[$2, $3] = $2 SUBSEP $3 }
$1 == "decl" { decl[$2, $3, $4, $6] = $2 SUBSEP $3 "\t" $4 "\t" $6 }
END {
	while (unread != "" && (getline name < unread) > 0)
		lost[name]
	for (d in named) {
		split(named[d], w, SUBSEP)
		if (w[2] in lost)
			spoiled[root(w[1])]
	}
	for (p in source) pinned[root(p)]
	for (p in other) spoiled[root(p)]
	if (converted)
		for (p in plain) spoiled[root(p)]
	for (d in named) {
		split(named[d], w, SUBSEP)
		r = root(w[1])
		if (r in pinned && !(r in spoiled))
			print w[2] > names
	}
	for (d in decl) {
		split(decl[d], w, SUBSEP)
		r = root(w[1])
		if (r in pinned && !(r in spoiled))
			print w[2]
	}
	for (r in pinned) {
		classes++
		if (r in spoiled)
			mixed++
	}
	printf "%d %d\n", classes, mixed > "/dev/stderr"
}
