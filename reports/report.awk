# SPDX-License-Identifier: GPL-2.0
# report.awk: report.html, one page that needs nothing beside it.
#	-v head=FILE; in the environment PINCER_TREE, the folder of the tree, PINCER_NAME,
#	what the page calls it, and PINCER_BELOW, the only folder to report, or nothing
# Arguments: input=0 pairing/rules.h, input=1 the records of pairing/findings.c, input=2 sites.tsv,
# input=3 plan.tsv, input=4 the patch that convert left, if there is one.
BEGIN { FS = "\t"; tree = ENVIRON["PINCER_TREE"]; name = ENVIRON["PINCER_NAME"]; below = ENVIRON["PINCER_BELOW"] }
# rules.h: RULE("id", "colour", "word", ...
input == 0 { if (split($0, part, "\"") > 6 && part[1] == "RULE(") { rules[++n_rules] = part[2]; colour[part[2]] = part[4]; word[part[2]] = part[6] } next }
function esc(s) { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s); gsub(/"/, "\\&quot;", s); return s }
function subsystem(f,    p, n) { n = split(f, p, "/"); return n > 2 ? p[1] "/" p[2] : p[1] }
function counts(f) { return below == "" || index(f, below "/") == 1 }
# sort(V, N): the strings V[1] to V[N], in place
function sort(v, n,    gap, i, j, t) {
	for (gap = int(n / 2); gap > 0; gap = int(gap / 2))
		for (i = gap + 1; i <= n; i++)
			for (j = i - gap; j > 0 && v[j] > v[j + gap]; j -= gap) { t = v[j]; v[j] = v[j + gap]; v[j + gap] = t }
}

# ---- findings ----
input == 1 && $1 == "F" {
	shown = counts($4)
	if (!shown)
		next
	n++
	rule[n] = $2; file[n] = $4; line[n] = $5; func_[n] = $7; message[n] = $10
	s = subsystem($4)
	if (!(s in count)) names[++n_names] = s
	count[s]++; of[s, $2]++; total[$2]++
	want($4, $5)
}
input == 1 && ($1 == "S" || $1 == "T") && shown { m = ++steps[n]; at[n, m] = $2 ":" $3; say[n, m] = $5 }

# ---- sites ----
input == 2 && FNR > 1 && counts($1) {
	k = ++n_sites
	s_file[k] = $1; s_line[k] = $2; s_col[k] = $3; s_func[k] = $4; s_kind[k] = $5; s_call[k] = $6; s_verdict[k] = $7; s_evidence[k] = $10
	verdicts[$5 " " $7]++
	want($1, $2)
	if ($8 == "") {
		s = subsystem($1)
		if (!alone[s]) lonely[++n_lonely] = s
		lone[s, ++alone[s]] = k
		next
	}
	members[$8, ++group[$8]] = k
	if ($8 + 0 > last_group) last_group = $8 + 0
}
input == 3 && FNR > 1 { was[$1, $2, $3] = $4; becomes[$1, $2, $3] = $6 }

# ---- the patch: its hunks, by file ----
input == 4 && /^\+\+\+ / { patched = $0; sub(/^\+\+\+ b\//, "", patched); sub(/\t.*/, "", patched); next }
input == 4 && /^--- / || /^diff --git / { next }
input == 4 && match($0, /\+[0-9]+/) && /^@@ / { h = ++hunks[patched]; hunk_at[patched, h] = substr($0, RSTART + 1, RLENGTH - 1); hunk_end[patched, h] = hunk_at[patched, h] - 1; next }
input == 4 && /^[-+ ]/ {
	hunk[patched, h] = hunk[patched, h] changed(substr($0, 1, 1), substr($0, 2))
	if (!/^-/) hunk_end[patched, h]++
}
function changed(sign, text) {
	return sign == "-" ? "<del>-" esc(text) "</del>\n" : sign == "+" ? "<ins>+" esc(text) "</ins>\n" : " " esc(text) "\n"
}

# ---- source: what is shown of it is read once ----
function want(f, l,    i) {
	if (!(f in last_line)) sources[++n_sources] = f
	for (i = l - 2; i <= l + 2; i++) wanted[f, i]
	if (l + 2 > last_line[f]) last_line[f] = l + 2
}
function read_sources(    k, f, i, text) {
	for (k = 1; k <= n_sources; k++) {
		f = sources[k]
		for (i = 1; i <= last_line[f] && (getline text < (tree "/" f)) > 0; i++)
			if ((f, i) in wanted) source[f, i] = text
		close(tree "/" f)
	}
}
# excerpt(FILE, LINE): that line with two around it
function excerpt(f, l,    i, out) {
	for (i = l - 2; i <= l + 2; i++)
		if ((f, i) in source)
			out = out (i == l ? "<b>" : "") sprintf("%5d  ", i) esc(source[f, i]) (i == l ? "</b>\n" : "\n")
	return "<pre>" out "</pre>"
}
# diff(SITE): before and after, planned or done; "" where nothing changes
function diff(k,    f, l, c, text, old, h) {
	f = s_file[k]; l = s_line[k]; c = s_col[k]
	if ((f, l, c) in becomes && (f, l) in source) {
		text = source[f, l]
		old = was[f, l, c]
		if (substr(text, c, length(old)) != old)
			return ""
		return "<pre class=diff>" changed("-", text) changed("+", substr(text, 1, c - 1) becomes[f, l, c] substr(text, c + length(old))) "</pre>"
	}
	if (s_verdict[k] ~ /^(converted|unify|demoted)$/)
		for (h = 1; h <= hunks[f]; h++)
			if (l >= hunk_at[f, h] && l <= hunk_end[f, h])
				return "<pre class=diff>" hunk[f, h] "</pre>"
	return ""
}
function site(k,    d) {
	d = diff(k)
	# a line of a source may be longer than what sprintf() takes
	return "<details class=site><summary><code>" esc(s_file[k]) ":" s_line[k] "</code> " s_kind[k] " <span class=verdict>" s_verdict[k] \
		"</span> <code>" esc(s_call[k]) "</code></summary>\n" (s_func[k] != "" ? "<p>in <code>" esc(s_func[k]) "()</code></p>\n" : "") \
		"<p class=evidence>" esc(s_evidence[k]) "</p>\n" excerpt(s_file[k], s_line[k]) (d == "" ? "" : "\n" d) "</details>"
}

END {
	read_sources()
	while ((getline text < head) > 0) {
		if (text == "@RULES@") { for (r = 1; r <= n_rules; r++) printf ".%s { background: %s; }\n", rules[r], colour[rules[r]]; continue }
		if (h = index(text, "@NAME@")) text = substr(text, 1, h - 1) esc(name) substr(text, h + 6); print text
	}
	print "<h1>Page references of " esc(name) (below == "" ? "" : ", " esc(below)) "</h1>"
	print "<p class=totals>"
	for (r = 1; r <= n_rules; r++)
		printf "<span class=\"total %s\"><b>%d</b> <span class=\"tag %s\">%s</span><small>%s</small></span>\n", total[rules[r]] ? "some" : "none", total[rules[r]], rules[r], rules[r], word[rules[r]]
	print "</p>"

	print "<h2>By subsystem</h2>\n<div class=scroll><table class=bars>"
	for (i = 1; i <= n_names; i++) if (count[names[i]] > most) most = count[names[i]]
	sort(names, n_names)
	for (i = 1; i <= n_names; i++) {
		printf "<tr><th scope=row>%s<td class=number>%d<td class=wide>", esc(names[i]), count[names[i]]
		for (r = 1; r <= n_rules; r++)
			if (of[names[i], rules[r]])
				printf "<span class=\"bar %s\" style=\"width:%.2f%%\" title=\"%s: %d\"></span>", rules[r], 100 * of[names[i], rules[r]] / most, rules[r], of[names[i], rules[r]]
		print ""
	}
	print "</table></div>\n<h2>Findings</h2>\n<p class=filter hidden><label>Show <select id=rule><option value=\"\">all rules"
	for (r = 1; r <= n_rules; r++) if (total[rules[r]]) print "<option>" rules[r]
	print "</select></label> <label>in <input id=where placeholder=\"drivers/…\"></label> <output id=shown></output></p>"
	for (i = 1; i <= n; i++) order[i] = sprintf("%s\t%09d\t%d", file[i], line[i], i)
	sort(order, n)
	for (k = 1; k <= n; k++) {
		split(order[k], w, "\t")
		i = w[3] + 0
		printf "<details class=finding data-rule=%s data-file=\"%s\"><summary><span class=\"tag %s\">%s</span> <code>%s:%d</code> %s</summary>\n", rule[i], esc(file[i]), rule[i], rule[i], esc(file[i]), line[i], esc(message[i])
		print (func_[i] != "" ? "<p>in <code>" esc(func_[i]) "()</code></p>" : "") excerpt(file[i], line[i])
		if (steps[i]) {
			print "<ol>"
			for (j = 1; j <= steps[i]; j++) print "<li><code>" esc(at[i, j]) "</code> " esc(say[i, j])
			print "</ol>"
		}
		print "</details>"
	}
	if (!n) print "<p>Nothing found.</p>"

	print "<h2>Verdicts</h2>\n<div class=scroll><table><tr><th>kind<th>verdict<th class=number>calls"
	for (v in verdicts) sorted[++n_sorted] = v
	sort(sorted, n_sorted)
	for (i = 1; i <= n_sorted; i++) { split(sorted[i], w, " "); printf "<tr><td>%s<td>%s<td class=number>%d\n", w[1], w[2], verdicts[sorted[i]] }
	print "</table></div>"

	print "<h2>Groups</h2>\n<p>Sites that share references; a group is converted whole or not at all.</p>"
	for (g = 1; g <= last_group; g++) {
		if (!group[g]) continue
		k = members[g, 1]
		delete seen
		for (j = 1; j <= group[g]; j++) seen[s_verdict[members[g, j]]]++
		list = ""
		for (v in seen) list = list " " v
		m = split(list, w, " ")
		sort(w, m)
		list = ""
		for (j = 1; j <= m; j++) list = list (j > 1 ? ", " : "") seen[w[j]] " " w[j]
		printf "<details class=group data-file=\"%s\"><summary>group %d: <code>%s</code> <span class=verdict>%s</span></summary>\n", esc(s_file[k]), g, esc(s_file[k]), list
		for (j = 1; j <= group[g]; j++) print site(members[g, j])
		print "</details>"
	}
	print "<h2>Sites outside groups</h2>\n<p>No reference of the get_user_pages family gets there, or none is taken.</p>"
	sort(lonely, n_lonely)
	for (i = 1; i <= n_lonely; i++) {
		s = lonely[i]
		printf "<details class=group><summary>%s, %d sites</summary>\n", esc(s), alone[s]
		for (j = 1; j <= alone[s]; j++) print site(lone[s, j])
		print "</details>"
	}
	print "<script>\n(function () {\n\tvar rule = document.getElementById('rule'), where = document.getElementById('where');\n\tfunction show() {\n\t\tvar n = 0;\n\t\tdocument.querySelectorAll('.finding').forEach(function (f) {\n\t\t\tf.hidden = (rule.value && f.dataset.rule !== rule.value) || f.dataset.file.indexOf(where.value) < 0;\n\t\t\tn += !f.hidden;\n\t\t});\n\t\tdocument.getElementById('shown').textContent = n + ' findings';\n\t}\n\tdocument.querySelector('.filter').hidden = false;\n\trule.onchange = where.oninput = show;\n\tshow();\n})();\n</script>"
}
