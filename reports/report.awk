# SPDX-License-Identifier: GPL-2.0
# report.awk: report.html, one page that needs nothing beside it.
#	-v tree=FOLDER -v name=NAME -v head=FILE
# Arguments: the records of pairing/findings.c, sites.tsv.
BEGIN { FS = "\t"; n_rules = split("PIN001 PIN002 PIN003 PIN004 PIN005 PIN006 PIN007", rules, " ") }
FNR == 1 { input++ }
function esc(s) { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s); gsub(/"/, "\\&quot;", s); return s }
function subsystem(f,    p, n) { n = split(f, p, "/"); return n > 2 ? p[1] "/" p[2] : p[1] }
input == 1 && $1 == "F" {
	n++
	rule[n] = $2; level[n] = $3; file[n] = $4; line[n] = $5; func_[n] = $7; message[n] = $10
	s = subsystem($4)
	if (!(s in count)) names[++n_names] = s
	count[s]++; of[s, $2]++; total[$2]++
}
input == 1 && ($1 == "S" || $1 == "T") { m = ++steps[n]; at[n, m] = $2 ":" $3; say[n, m] = $5 }
input == 2 && FNR > 1 { verdicts[$5 " " $7]++; if ($8 != "") { group[$8]++; members[$8, group[$8]] = $1 ":" $2 "\t" $5 "\t" $6 "\t" $7 "\t" $10; if ($8 + 0 > last_group) last_group = $8 + 0 } }

# excerpt(FILE, LINE): that line with two around it
function excerpt(f, l,    i, text, out) {
	if (f != loaded) {
		for (i in source) delete source[i]
		for (i = 1; (getline text < (tree "/" f)) > 0; i++) source[i] = text
		close(tree "/" f)
		loaded = f
	}
	for (i = l - 2; i <= l + 2; i++)
		if (i in source)
			out = out sprintf("%s%5d  %s%s\n", i == l ? "<b>" : "", i, esc(source[i]), i == l ? "</b>" : "")
	return "<pre>" out "</pre>"
}
END {
	while ((getline text < head) > 0) { gsub(/@NAME@/, esc(name), text); print text }
	print "<h1>Page references of " esc(name) "</h1>"
	print "<p class=totals>"
	for (r = 1; r <= n_rules; r++)
		printf "<span class=\"total %s\"><b>%d</b> %s<small>%s</small></span>\n", total[rules[r]] ? "some" : "none", total[rules[r]], rules[r], title(rules[r])
	print "</p>"
	print "<h2>By subsystem</h2>\n<div class=scroll><table class=bars>"
	for (i = 1; i <= n_names; i++) if (count[names[i]] > most) most = count[names[i]]
	for (i = 2; i <= n_names; i++) for (j = i; j > 1 && names[j] < names[j - 1]; j--) { t = names[j]; names[j] = names[j - 1]; names[j - 1] = t }
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
	for (i = 1; i <= n; i++) order[i] = i
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && before(order[j], order[j - 1]); j--) { t = order[j]; order[j] = order[j - 1]; order[j - 1] = t }
	for (k = 1; k <= n; k++) {
		i = order[k]
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
	for (i = 2; i <= n_sorted; i++) for (j = i; j > 1 && sorted[j] < sorted[j - 1]; j--) { t = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = t }
	for (i = 1; i <= n_sorted; i++) { split(sorted[i], w, " "); printf "<tr><td>%s<td>%s<td class=number>%d\n", w[1], w[2], verdicts[sorted[i]] }
	print "</table></div>\n<h2>Groups</h2>"
	for (g = 1; g <= last_group; g++) {
		if (!group[g]) continue
		split(members[g, 1], w, "\t")
		printf "<details class=group data-file=\"%s\"><summary>group %d, %d sites <code>%s</code></summary>\n<div class=scroll><table>\n", esc(w[1]), g, group[g], esc(w[1])
		for (j = 1; j <= group[g]; j++) {
			split(members[g, j], w, "\t")
			printf "<tr><td><code>%s</code><td>%s<td><code>%s</code><td>%s<td class=evidence>%s\n", esc(w[1]), w[2], esc(w[3]), w[4], esc(w[5])
		}
		print "</table></div></details>"
	}
	print "<script>\n(function () {\n\tvar rule = document.getElementById('rule'), where = document.getElementById('where');\n\tfunction show() {\n\t\tvar n = 0;\n\t\tdocument.querySelectorAll('.finding').forEach(function (f) {\n\t\t\tf.hidden = (rule.value && f.dataset.rule !== rule.value) || f.dataset.file.indexOf(where.value) < 0;\n\t\t\tn += !f.hidden;\n\t\t});\n\t\tdocument.getElementById('shown').textContent = n + ' findings';\n\t}\n\tdocument.querySelector('.filter').hidden = false;\n\trule.onchange = where.oninput = show;\n\tshow();\n})();\n</script>"
}
function before(a, b) {
	return file[a] < file[b] || (file[a] == file[b] && line[a] < line[b])
}
function title(r) {
	if (r == "PIN001") return "old release of a gup reference"
	if (r == "PIN002") return "new release of another"
	if (r == "PIN003") return "leaked on a path"
	if (r == "PIN004") return "mixed origins"
	if (r == "PIN005") return "fate unknown"
	if (r == "PIN006") return "released twice or unheld"
	return "dirtied without the lock"
}
