# SPDX-License-Identifier: GPL-2.0
# split.awk: which patch each rewritten call goes into.
#
#	awk -f split.awk -v max=LINES SECTIONS LINES REWRITTEN
#
# SECTIONS: "file <tab> section"; LINES: as lines.awk has it; REWRITTEN:
# rewritten.tsv.  The groups of one section are one patch; a group that crosses
# sections is a patch of its own.  A patch that changes more than max lines is
# divided by folder, from the top down, until each part is small enough or one
# group: that is never divided.  Prints "1 or 2 <tab> first file <tab> patch's
# name <tab> sections <tab> row"; patches of one section come first, those that
# cross after them.
BEGIN {
	FS = OFS = "\t"
	depth = 0
}
FNR == 1 { pass++ }
pass == 1 { section[$1] = $2; next }
pass == 2 { lines[$1, $2, $3] = $4; next }
FNR == 1 { next }
{
	row[++rows] = $0
	g = group[rows] = $7
	if (!(g in path)) {
		order[++groups] = g
		path[g] = lowest[g] = $1
	}
	size[g] += lines[$1, $2, $3]
	path[g] = shared(path[g], $1)
	if (!((g, section[$1]) in seen)) {
		seen[g, section[$1]]
		crosses[g] = (g in names)
		names[g] = (crosses[g] ? names[g] "; " : "") section[$1]
	}
	if ($1 < lowest[g])
		lowest[g] = $1
}

# shared(A, B): the deepest folder, or the file, that both are in
function shared(a, b) {
	while (a != b && index(b "/", a "/") != 1)
		if (!sub(/\/[^\/]*$/, "", a))
			return ""
	return a
}

# below(PATH, TOP): the part of PATH right under TOP, "" if there is none
function below(path, top) {
	if (path == top)
		return ""
	if (top != "")
		path = substr(path, length(top) + 2)
	sub(/\/.*/, "", path)
	return path
}

function put(list, n, as,    i) {
	parts++
	for (i = 1; i <= n; i++)
		patch[list[i]] = as " " parts
}

# divide(LIST, N, AS): the groups of LIST are one patch if that is small enough
function divide(list, n, as,    i, j, k, top, total, part, parts_below, members, m, sum, key) {
	for (i = 1; i <= n; i++) {
		total += size[list[i]]
		top = i == 1 ? path[list[1]] : shared(top, path[list[i]])
	}
	if (n == 1 || max == "" || total <= max) {
		put(list, n, as)
		return
	}
	# what lies in one folder below goes together; files, and what is spread over
	# several, are put together as long as there is room
	for (i = 1; i <= n; i++) {
		key = below(path[list[i]], top)
		if (key == "" || path[list[i]] == (top == "" ? "" : top "/") key)
			key = ""
		if (key != "" && !(key in part)) {
			part[key]
			parts_below[++k] = key
		}
		of[depth, list[i]] = key
	}
	depth++
	for (j = 1; j <= k; j++) {
		m = 0
		for (i = 1; i <= n; i++)
			if (of[depth - 1, list[i]] == parts_below[j])
				members[++m] = list[i]
		divide(members, m, as)
	}
	depth--
	m = sum = 0
	for (i = 1; i <= n; i++)
		if (of[depth, list[i]] == "") {
			if (m && sum + size[list[i]] > max) {
				put(members, m, as)
				m = sum = 0
			}
			members[++m] = list[i]
			sum += size[list[i]]
		}
	if (m)
		put(members, m, as)
}

END {
	# by first file, so that neighbours stay neighbours
	for (i = 2; i <= groups; i++)
		for (j = i; j > 1 && lowest[order[j]] < lowest[order[j - 1]]; j--) {
			g = order[j]
			order[j] = order[j - 1]
			order[j - 1] = g
		}
	for (i = 1; i <= groups; i++) {
		g = order[i]
		if (g in patch)
			continue
		n = 0
		for (j = i; j <= groups; j++)
			if (j == i || !crosses[g] && names[order[j]] == names[g])
				list[++n] = order[j]
		divide(list, n, names[g])
	}
	for (i = 1; i <= groups; i++) {
		g = order[i]
		if (!(patch[g] in first))
			first[patch[g]] = lowest[g]
	}
	for (i = 1; i <= rows; i++) {
		g = group[i]
		print 1 + crosses[g], first[patch[g]], patch[g], names[g], row[i]
	}
}
