# SPDX-License-Identifier: GPL-2.0
# break.awk: many faults in a converted tree, no two in one function, the kinds in
# turn; a group that lacks a release, or has a wrong count, has no other fault, and none
# is made in a group that has one of its own.
#	-v tree=FOLDER	a copy, whose files are written anew
#	-v most=NUMBER	of faults
#	-v marred=LIST	the acquisitions of what was found before, "file:line" each
# Arguments: api_table=1 cocci/api.tsv api_table=0 and its sites.tsv.  Prints, for each fault: kind, file, line, the rules
# by which it may be found, function, group, origins.
BEGIN { FS = OFS = "\t"; n_kinds = split(want == "" ? "old new drop twice swap forget" : want, kinds, " ") }
BEGIN { while (marred != "" && (getline l < marred) > 0) bad[l] }
api_table { if ($0 !~ /^#/) api[$1]; next }
FNR == 1 { next }
{ name = $6; sub(/[ \t]*\(.*/, "", name) }
# the API's own bodies
$4 in api { next }
$5 == "acquisition" && $8 != "" { taken[$1, $4] = taken[$1, $4] "\n" $2 "|" $6 }
$5 == "release" && ($7 == "converted" || ($7 == "keep" && name == "put_page")) && $1 !~ /\.h$/ {
	n++
	file[n] = $1; line[n] = $2; func_[n] = $4; call[n] = $6; verdict[n] = $7; group[n] = $8; origins[n] = $9; called[n] = name
}
$5 == "release" && $8 != "" { releases[$8]++ }
END {
	for (i = 1; i <= n && done < most; i++) {
		if ((file[i], func_[i]) in broken || (group[i] != "" && group[i] in hit) || is_marred(origins[i]))
			continue
		load(file[i])
		text = source[line[i]]
		# the kind that there is least of, as far as it can be made here
		kind = ""
		for (k = 1; k <= n_kinds; k++)
			if ((kinds[k] ~ /old|new|twice/ || !(group[i] in soft)) && can(kinds[k], i) && (kind == "" || made[kinds[k]] < made[kind]))
				kind = kinds[k]
		if (kind == "" || (kind == "new" && made["new"] > 1 + 3 * made["old"]))
			continue
		at = line[i]
		if (kind == "old")
			sub(called[i] "\\(", (called[i] ~ /pages$/ ? "release_pages" : "put_page") "(", source[at])
		else if (kind == "new")
			sub(/put_page\(/, "put_user_page(", source[at])
		else if (kind ~ /drop|forget/)
			sub(/[^ \t].*/, ";", source[at])
		else if (kind == "twice") {
			again = source[at]
			sub(/^[ \t]+/, "", again)
			sub(/[^ \t].*/, "{ " more(again) " " more(again) " }", source[at])
		} else
			source[swap_at] = swapped
		save(file[i])
		broken[file[i], func_[i]]
		if (group[i] != "" && kind ~ /drop|forget|swap/) hit[group[i]]
		else if (group[i] != "") soft[group[i]]
		made[kind]++
		done++
		print kind, file[i], at, rule(kind), func_[i], group[i], origins[i]
	}
}
function is_marred(list,    n, o, k) {
	n = split(list, o, ",")
	for (k = 1; k <= n; k++)
		if (o[k] in bad)
			return 1
	return 0
}
function rule(kind) { return kind == "old" ? "PIN001" : kind == "new" ? "PIN002 PIN004 PIN005" : kind ~ /drop|forget/ ? "PIN003 PIN005" : "PIN006" }
# as a replacement of sub()
function more(s) { gsub(/[\\&]/, "\\\\&", s); return s }
function can(kind, i,    alone, m, list, k, a, old, c) {
	alone = text ~ ("^[ \t]*" called[i] "\\(.*\\);[ \t]*$")
	if (kind == "new")
		return verdict[i] == "keep" && text ~ /put_page\(/
	if (verdict[i] != "converted" || !index(text, called[i] "("))
		return 0
	if (kind == "old")
		return called[i] ~ /^(put_user|unpin_user)_pages?$/
	# not the only one of its group; a release where nothing is taken is forgotten
	if (kind == "drop" || kind == "forget")
		return alone && releases[group[i]] > 1 && ((file[i], func_[i]) in taken) == (kind == "drop")
	if (kind == "twice")
		return alone
	# the count that was asked for, where the one that came is meant
	if (!((file[i], func_[i]) in taken))
		return 0
	old = call[i]
	if (called[i] ~ /pages$/) {
		swap_at = line[i]
		if (!match(source[swap_at], /, *[a-z_]+\);/)) return 0
	} else {
		for (swap_at = line[i] - 1; swap_at > line[i] - 4 && source[swap_at] !~ /^[ \t]*for \(/; swap_at--)
			;
		if (!match(source[swap_at], /< *[a-z_]+;/)) return 0
	}
	a = substr(source[swap_at], RSTART, RLENGTH)
	m = split(taken[file[i], func_[i]], list, "\n")
	for (k = 2; k <= m; k++) {
		# of the acquisition whose pages they are
		if (!index("," origins[i] ",", "," file[i] ":" (list[k] + 0) ",")) continue
		c = asked(substr(list[k], index(list[k], "|") + 1))
		if (c == "" || c !~ /^[a-z_>.-]+$/ || index(a, c)) continue
		old = a
		sub(/[a-z_]+/, c, old)
		swapped = substr(source[swap_at], 1, RSTART - 1) old substr(source[swap_at], RSTART + RLENGTH)
		return 1
	}
	return 0
}
# the argument that says how many
function asked(text,    a, m) {
	sub(/^[^(]*\(/, "", text)
	m = split(text, a, /, */)
	return text ~ /mm/ ? a[m > 7 ? 4 : 3] : m >= 3 ? a[2] : ""
}
function load(f,    i, l) {
	if (f == loaded) return
	for (i in source) delete source[i]
	for (i = 1; (getline l < (tree "/" f)) > 0; i++) source[i] = l
	close(tree "/" f)
	lines = i - 1
	loaded = f
}
function save(f,    i) {
	for (i = 1; i <= lines; i++) print source[i] > (tree "/" f ".new")
	close(tree "/" f ".new")
	system("mv '" tree "/" f ".new' '" tree "/" f "'")
}
