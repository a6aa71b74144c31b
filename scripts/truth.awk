# SPDX-License-Identifier: GPL-2.0
# truth.awk: a run held against a table of tests/truth.
#	input=1 table		what was judged by reading
#	input=2 findings	of the audit: rule level file line function call message
#	input=3 check.tsv	of pincheck: rule file line column function; or nothing
#	input=4 rewritten.tsv	of convert
#	input=5 sites.tsv	of convert
#	input=6 figures.tsv	the figures that a run must not fall behind
# Variables: tree and dialect; pincheck=1 if input=3 is a result; figures, the file
# that the figures of this run go to; todo, the file that rows for what nobody has
# judged go to.  Exit status 1 if a figure is worse than the one written down.
BEGIN {
	FS = OFS = "\t"
	order = "convert audit pincheck"
}

# a rule that tells of a fault; the others tell of what is not known, and it is no
# loss if they fall silent
function of_fault(rule) {
	return rule ~ /^PIN/ && rule !~ /^PIN00[45]$/
}

function count(by, what) {
	if (!((by, what) in seen)) {
		seen[by, what]
		whats[by] = whats[by] " " what
	}
}

# ask(by, what, row): a row that is true is asked of that tool
function ask(by, what) {
	count(by, what)
	asked[by, what]++
}

# say(by, what, file, line, text): the tool says it; the row that judges it, or 0
function say(by, what, file, line, text,    r) {
	count(by, what)
	r = 0
	if ((what, file, line) in row_at)
		r = row_at[what, file, line]
	else if ((what, file, "*") in row_at)
		r = row_at[what, file, "*"]
	if (!r) {
		unjudged[by, what]++
		unknown[++nunknown] = by OFS what OFS file ":" line ": " text
	} else if (truth[r] == "false") {
		if (!((by, r) in said)) {
			wrong[by, what]++
			alarm[++nalarms] = by OFS what OFS file ":" line ": " reason[r]
		}
	} else if (truth[r] != "doubtful" && !((by, r) in said))
		found[by, what]++
	if (r)
		said[by, r]
	return r
}

function wanted_row(file, line, fn, what, verdict, by) {
	print file, line, fn, what, verdict, "", by, "", "" >todo
}

FNR == 1 { header = 0 }

input == 1 {
	if (/^#/ || !header++)
		next
	n++
	file[n] = $1; lines[n] = $2; what[n] = $4; verdict[n] = $5; truth[n] = $6; by[n] = $7; group[n] = $8; reason[n] = $9
	# a call is judged by what is to happen to it, a finding by its rule
	claim = $4 ~ /^PIN/ ? $4 : $5
	m = split($2, at, ",")
	for (i = 1; i <= m; i++) {
		row_at[claim, $1, at[i]] = n
		if ($4 !~ /^PIN/ && (claim == "rewrite" || !(($1, at[i]) in call_at)))
			call_at[$1, at[i]] = n
	}
	if ($8 != "" && claim == "rewrite" && truth[n] != "false") {
		group_rows[$8]++
		group_of[n] = $8
	}
	if (truth[n] != "true" && truth[n] != "missed")
		next
	if (claim !~ /^PIN/)
		ask("convert", claim)
	else if (of_fault(claim)) {
		if ($7 != "pincheck")
			ask("audit", claim)
		if ($7 != "audit" && pincheck)
			ask("pincheck", claim)
	}
	next
}

input == 2 {
	if ($2 == "error")
		errors++
	# a call that is to be rewritten was judged as a call
	if ($1 == "PIN001" && !(("PIN001", $3, $4) in row_at) && (($3, $4) in call_at)) {
		r = call_at[$3, $4]
		count("audit", "PIN001")
		if (truth[r] == "false" && verdict[r] == "rewrite") {
			wrong["audit", "PIN001"]++
			alarm[++nalarms] = "audit" OFS "PIN001" OFS $3 ":" $4 ": " reason[r]
			if ($2 == "error")
				errors_false++
		}
		next
	}
	r = say("audit", $1, $3, $4, $7)
	if (!r)
		wanted_row($3, $4, $5, $1, $2, "audit")
	if ($2 == "error" && !r)
		errors_open++
	if ($2 == "error" && r && truth[r] == "false")
		errors_false++
	next
}

input == 3 {
	if (!say("pincheck", $1, $2, $3, "in " $5 "()"))
		wanted_row($2, $3, $5, $1, "", "pincheck")
	next
}

input == 4 {
	if (!header++)
		next
	claim = $5 == "demote" ? "demote" : "rewrite"
	# demoted where a rewrite is right too: missed, and nothing worse
	if (claim == "demote" && !((claim, $1, $2) in row_at) && (($1, $2) in call_at))
		next
	r = say("convert", claim, $1, $2, $4 "() becomes " $6 "()")
	if (!r)
		wanted_row($1, $2, "", $4, claim, "convert")
	else if (r in group_of) {
		group_done[group_of[r]]++
		group_calls[group_of[r]] = group_calls[group_of[r]] " " $1 ":" $2
	}
	next
}

input == 5 {
	if (!header++ || ($5 != "acquisition" && $5 != "release"))
		next
	if (($7, $1, $2) in row_at)
		say("convert", $7, $1, $2, $6)
	next
}

input == 6 {
	if (/^#/ || !header++ || $1 != tree || $2 != dialect)
		next
	had = 1
	had_found[$3, $4] = $6
	had_wrong[$3, $4] = $7
	had_row[$3, $4]
	next
}

END {
	for (g in group_done)
		if (group_done[g] < group_rows[g]) {
			count("convert", "half")
			wrong["convert", "half"] += group_done[g]
			alarm[++nalarms] = "convert" OFS "half" OFS "group " g ": " group_done[g] " of its " group_rows[g] " calls are rewritten:" group_calls[g]
		}
	printf "%s, %s dialect, %d rows\n", tree, dialect, n
	printf "  %-9s %-10s %6s %6s %6s %9s\n", "", "", "asked", "found", "false", "unjudged"
	print tree, dialect, "table", "rows", n, 0, 0, 0 >figures
	m = split(order, tools, " ")
	for (i = 1; i <= m; i++) {
		k = split(whats[tools[i]], w, " ")
		# in the order of their names
		for (a = 2; a <= k; a++)
			for (b = a; b > 1 && w[b] < w[b - 1]; b--) {
				t = w[b]; w[b] = w[b - 1]; w[b - 1] = t
			}
		for (a = 1; a <= k; a++) {
			t = tools[i] SUBSEP w[a]
			# what is not asked for can't be found either
			if (!of_fault(w[a]) && w[a] ~ /^PIN/)
				found[t] = 0
			if (found[t] > asked[t])
				found[t] = asked[t]
			printf "  %-9s %-10s %6d %6d %6d %9d\n", tools[i], w[a], asked[t], found[t], wrong[t], unjudged[t]
			print tree, dialect, tools[i], w[a], asked[t] + 0, found[t] + 0, wrong[t] + 0, unjudged[t] + 0 >figures
		}
	}
	printf "  errors of the audit: %d, %d of them false, %d unjudged\n", errors, errors_false, errors_open
	print tree, dialect, "audit", "errors", errors + 0, errors - errors_false - errors_open, errors_false + 0, errors_open + 0 >figures
	for (i = 1; i <= nalarms; i++) {
		split(alarm[i], p, OFS)
		print "false: " p[1] " " p[2] " " p[3]
	}
	for (i = 1; i <= n; i++) {
		if (truth[i] != "true" && truth[i] != "missed")
			continue
		if (what[i] ~ /^PIN/) {
			if (of_fault(what[i]) && by[i] != "pincheck" && !(("audit", i) in said))
				print "missed: audit " what[i] " " file[i] ":" lines[i] ": " reason[i]
			if (of_fault(what[i]) && by[i] != "audit" && pincheck && !(("pincheck", i) in said))
				print "missed: pincheck " what[i] " " file[i] ":" lines[i] ": " reason[i]
		} else if (!(("convert", i) in said))
			print "missed: convert " verdict[i] " " file[i] ":" lines[i] ": " what[i] "(): " reason[i]
	}
	for (i = 1; i <= nunknown; i++) {
		split(unknown[i], p, OFS)
		print "unjudged: " p[1] " " p[2] " " p[3]
	}
	if (!had) {
		print "no figures of this tree are written down: UPDATE=1 does"
		exit 1
	}
	for (t in had_row) {
		split(t, p, SUBSEP)
		if (p[1] == "table" || (p[1] == "pincheck" && !pincheck) || p[2] == "errors")
			continue
		if (found[t] + 0 < had_found[t])
			worse[p[1] " " p[2] ": " found[t] + 0 " found, it was " had_found[t]]
		if (wrong[t] + 0 > had_wrong[t])
			worse[p[1] " " p[2] ": " wrong[t] + 0 " false, it was " had_wrong[t]]
		if (found[t] + 0 > had_found[t] || wrong[t] + 0 < had_wrong[t])
			better++
	}
	for (t in wrong)
		if (!(t in had_row)) {
			split(t, p, SUBSEP)
			if (wrong[t])
				worse[p[1] " " p[2] ": " wrong[t] " false, there was none"]
		}
	for (t in worse) {
		print "worse: " t
		bad = 1
	}
	if (!bad && better)
		print "better than what is written down: UPDATE=1 writes it"
	exit bad
}
