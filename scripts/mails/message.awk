# SPDX-License-Identifier: GPL-2.0
# message.awk: subject and body of every patch, out of the evidence.
#
#	PINCER_TREE=DIR awk -f message.awk -v old=DIR -v out=DIR NAMES PREFIXES PATCHES SITES
#
# NAMES: cocci/convert/names.tsv; PREFIXES: "patch <tab> prefix" from the tree's
# history, below a line "patch"; PATCHES: "patch <tab> sections <tab> row of
# rewritten.tsv"; SITES: sites.tsv.  A source line is read below old (the files as
# they were analysed) or else below PINCER_TREE.  Leaves out/N.msg, and out/table: "patch,
# subject, sections, files, releases, unified, demoted, pinned" for the cover
# letter.
BEGIN {
	FS = OFS = "\t"
	tree = ENVIRON["PINCER_TREE"]
	WIDTH = 72
	MANY = 8 # of anything that is listed
}

FNR == 1 { pass++ }

# what a folded loop is called; the columns are known by their names
pass == 1 {
	if ($1 == "dialect")
		for (i = 2; i <= NF; i++)
			column[$i] = i
	else if ($0 !~ /^#/) {
		folded[$column["single"], "bulk"] = $column["array"]
		folded[$column["single"], "dirty"] = $column["array_dirty"]
		folded[$column["single"], "dirty_lock"] = $column["array_dirty_lock"]
	}
	next
}

pass == 2 { prefix[$1] = $2; next }

pass == 3 {
	patches = $1
	sections[$1] = $2
	r = ++rows[$1]
	file[$1, r] = $3
	old_name[$1, r] = $6
	action[$1, r] = $7
	new_name[$1, r] = $8
	k = $3 SUBSEP $4 SUBSEP $5
	how[k] = $7
	loop[k] = ($8, $10) in folded
	becomes[k] = loop[k] ? folded[$8, $10] : $10 == "lone_dirty" ? folded[$8, "dirty_lock"] : $8
	if (!(($1, $9) in listed)) {
		listed[$1, $9]
		group_of[$1, ++groups[$1]] = $9
	}
	top_of[$9] = $9 in wanted ? shared(top_of[$9], $3) : $3
	wanted[$9]
	next
}

FNR > 1 && $8 in wanted {
	s = ++sites[$8]
	at[$8, s] = $1 ":" $2
	key[$8, s] = $1 SUBSEP $2 SUBSEP $3
	func_of[$8, s] = $4
	kind[$8, s] = $5
	call[$8, s] = $6
	verdict[$8, s] = $7
	origins[$8, s] = $9
	evidence[$8, s] = $10
}

END {
	for (p = 1; p <= patches; p++)
		shared_prefix[path_prefix(p, 0)]++
	for (p = 1; p <= patches; p++)
		write(p)
}

# shared(A, B): the deepest folder, or the file, that both are in
function shared(a, b) {
	while (a != b && index(b "/", a "/") != 1)
		if (!sub(/\/[^\/]*$/, "", a))
			return ""
	return a
}

# ------------------------------------------------------------------ writing

# source(PLACE): that line's text
function source(where,    name, number, text, path, i) {
	if (where in texts)
		return texts[where]
	match(where, /:[0-9]+$/)
	name = substr(where, 1, RSTART - 1)
	number = substr(where, RSTART + 1) + 0
	path = old "/" name
	if ((getline text < path) <= 0)
		path = tree "/" name
	close(old "/" name)
	text = ""
	for (i = 1; i <= number; i++)
		if ((getline text < path) <= 0)
			text = ""
	close(path)
	gsub(/^[ \t]+|[ \t\r]+$/, "", text)
	gsub(/\t/, " ", text)
	return texts[where] = text
}

# line_before(PLACE): the place of the line above
function line_before(where) {
	match(where, /[0-9]+$/)
	return substr(where, 1, RSTART - 1) (substr(where, RSTART) - 1)
}

# say(TEXT, FIRST, NEXT): a paragraph, wrapped; FIRST and NEXT begin its lines
function say(text, first, following,    n, i, word, line) {
	n = split(text, word, " ")
	line = first word[1]
	for (i = 2; i <= n; i++)
		if (length(line) + 1 + length(word[i]) > WIDTH) {
			print line > msg
			line = following word[i]
		} else
			line = line " " word[i]
	print line > msg
}

function para(text) {
	print "" > msg
	say(text, "", "")
}

function item(text) {
	say(text, "- ", "  ")
}

# cut(TEXT, WIDTH): on one line, no word cut in two
function cut(text, width) {
	if (length(text) <= width)
		return text
	text = substr(text, 1, width - 3)
	sub(/[A-Za-z0-9_]+$/, "", text)
	sub(/ +$/, "", text)
	return text "..."
}

# flag(TEXT): what a reviewer has to look at; once a patch
function flag(text) {
	if (!((p, text) in flagged)) {
		flagged[p, text]
		to_review[++reviews] = text
	}
}

# joined(LIST, N): "a, b and c"
function joined(list, n,    i, text) {
	text = list[1]
	for (i = 2; i <= n; i++)
		text = text (i < n ? ", " : " and ") list[i]
	return text
}

# ------------------------------------------------------------------ sites

function callee(text) {
	sub(/\(.*/, "", text)
	return text
}

# site(G, S): "put_page() in f() (file:line)"
function site(g, s) {
	return callee(call[g, s]) "()" (func_of[g, s] == "" ? "" : " in " func_of[g, s] "()") " (" at[g, s] ")"
}

# note_place(G, S): one more for enumerate(), with what it becomes
function note_place(g, s,    name, i) {
	places_of[++found] = site(g, s)
	if (!(key[g, s] in becomes))
		return
	name = becomes[key[g, s]] "()"
	for (i = 1; i <= names && new_names[i] != name; i++)
		;
	if (i > names)
		new_names[++names] = name
}

# places(G, KIND, VERDICTS, DONE): the sites of one kind that are rewritten (DONE)
# or not asked for that; how many.  They are in places_of, their new names in
# new_names.
function places(g, which, verdicts, done,    s) {
	found = names = 0
	for (s = 1; s <= sites[g]; s++)
		if (kind[g, s] == which && verdict[g, s] ~ verdicts && (!done || key[g, s] in becomes))
			note_place(g, s)
	return found
}

# enumerate(BEFORE, AFTER): a sentence about those places; many are listed below
function enumerate(before, after,    i) {
	if (found <= 2) {
		para(before " " joined(places_of, found) after)
		return
	}
	para(before ":")
	for (i = 1; i <= found && i <= MANY; i++)
		item(places_of[i])
	if (found > MANY)
		item("and " found - MANY " more")
	sub(/^[.,] */, "", after)
	if (after != "")
		say(after, "", "")
}

# the longest chain of a group: file:line steps, from where the page is taken
function way(g,    s, n, i, steps, most, best, step, chain, ways, in_file) {
	most = ways = 0
	for (s = 1; s <= sites[g]; s++)
		if (kind[g, s] == "release" && key[g, s] in becomes) {
			chain = evidence[g, s]
			n = gsub(/ <- /, "&", chain)
			ways += n > 0
			if (n > most) {
				most = n
				best = chain
			}
		}
	if (!most)
		return
	sub(/; .*/, "", best)
	n = split(best, step, " <- ")
	steps = 0
	for (i = n; i >= 1; i--) {
		sub(/ .*/, "", step[i])
		if (steps && step[i] == last_step)
			continue
		last_step = step[i]
		chain_of[++steps] = step[i]
	}
	print "\nHow such a page gets " (ways > 1 ? "to one of them (the longest way):" : "there:") > msg
	in_file = ""
	for (i = 1; i <= steps; i++) {
		if (steps > 2 * MANY && i == MANY + 1) {
			print "    ... " steps - 2 * MANY " more steps ..." > msg
			i = steps - MANY + 1
		}
		match(chain_of[i], /:[0-9]+$/)
		if (substr(chain_of[i], 1, RSTART - 1) != in_file) {
			in_file = substr(chain_of[i], 1, RSTART - 1)
			print "\n  " in_file ":" > msg
		}
		print "    " cut(substr(chain_of[i], RSTART + 1) ": " source(chain_of[i]), WIDTH - 4) > msg
	}
}

# why_plain(G, S): why references that an acquisition takes have to stay plain
function why_plain(g, s,    i, text, k) {
	text = evidence[g, s]
	sub(/;? ?released at .*/, "", text)
	for (i = 1; text == "" && i <= sites[g]; i++)
		if (kind[g, i] == "release" && verdict[g, i] == "mixed" &&
		    index("," origins[g, i] ",", "," at[g, s] ",") && (k = index(evidence[g, i], "; ")))
			text = substr(evidence[g, i], k + 2)
	if (text == "")
		return "they meet others"
	# "REASON: NAME at PLACE"
	what = place = ""
	if (match(text, /: [A-Za-z_0-9]+ at [^ ]+$/)) {
		place = substr(text, RSTART + 2)
		text = substr(text, 1, RSTART - 1)
		what = place
		sub(/ at .*/, "", what)
		sub(/.* at /, "", place)
	}
	if (what == "")
		return text
	if (text ~ /^handed to /) {
		sub(/, field /, "::", text)
		return "they are " text " (" place "), whose owners release any page alike"
	}
	if (text ~ /another kind meets/)
		return "their releases get those of " what "() (" place "), too"
	if (text ~ /freed as an allocated one/)
		return what "() (" place ") may free the page"
	return text " (" what "(), " place ")"
}

# look(G): what a reviewer has to look at
function look(g,    s, text, arg, before) {
	for (s = 1; s <= sites[g]; s++) {
		if (kind[g, s] == "release" && key[g, s] in becomes) {
			arg = call[g, s]
			sub(/^[^(]*\(/, "", arg)
			sub(/\)$/, "", arg)
			before = source(line_before(at[g, s]))
			if (!loop[key[g, s]] && before ~ /^(} else )?if \(/ && (index(before, "(" arg ")") ||
			    index(before, arg " != NULL") || index(before, "(" arg " &&")))
				flag("The NULL test before " site(g, s) " is kept.")
			if (loop[key[g, s]] && before ~ /^(for|while) \(/)
				flag(becomes[key[g, s]] "() in " func_of[g, s] "() (" at[g, s] ") takes its count from \"" before "\".")
		}
		if (kind[g, s] == "acquisition" && verdict[g, s] == "paired" && evidence[g, s] ~ /; also in /) {
			text = evidence[g, s]
			sub(/.*; also in /, "", text)
			sub(/, from where no release was found$/, "", text)
			flag("Pages of " site(g, s) " also get to " text ", from where no release was found.")
		}
		if (kind[g, s] == "leak")
			flag("A path may drop a reference in " func_of[g, s] "() (" at[g, s] "): " evidence[g, s] ".")
		if (verdict[g, s] == "unknown")
			flag("Not decided and not touched: " site(g, s) ": " evidence[g, s] ".")
	}
}

# ------------------------------------------------------------------ a group

function say_group(g,    s, i, text, n, loops, meets, own, reasons, why, reason) {
	if (n = places(g, "acquisition", "^paired$", 0)) {
		text = "."
		if (names)
			text = ". " (n > 1 ? "These calls become " : "This call becomes ") joined(new_names, names) "."
		enumerate("The pages are acquired by", text)
	}

	loops = meets = own = 0
	for (s = 1; s <= sites[g]; s++)
		if (key[g, s] in becomes) {
			if (kind[g, s] == "release") {
				loops += loop[key[g, s]] && callee(call[g, s]) != "release_pages"
				meets += verdict[g, s] == "unify"
			}
			own += kind[g, s] == "origin"
		}
	if (n = places(g, "release", ".", 1)) {
		if (own)
			text = "Besides these only the references of the get_page() calls below get to "
		else if (meets)
			text = "Besides these only references that this series turns into such ones get to "
		else
			text = "Only such references get to "
		if (n == 1 && loops)
			text = text "this call, so it and the loop around it become one call of " joined(new_names, names)
		else
			text = text (n > 1 ? "these calls, so they become " : "this call, so it becomes ") joined(new_names, names) \
				(loops > 1 ? "; " loops " loops become one call each" : loops ? "; a loop becomes one call" : "")
		enumerate("They are released by", ". " text ".")
		way(g)
	} else
		for (s = 1; s <= sites[g]; s++)
			if (evidence[g, s] ~ /^handed on to the callers of /)
				para("The references of " site(g, s) " are " evidence[g, s] "(), which decide how to release them.")

	if (n = places(g, "origin", "^unify$", 1))
		enumerate(n > 1 ? "References of another kind end at the same releases. They are taken by" : \
			"A reference of another kind ends at the same releases. It is taken by", \
			". All releases of " (n > 1 ? "these" : "this one") " are converted by this patch or are those of the callers, so " \
			(n > 1 ? "the calls become " : "the call becomes ") joined(new_names, names) " and all references are of one kind.")

	# demoted ones, by what makes them so
	reasons = 0
	for (s = 1; s <= sites[g]; s++)
		if (kind[g, s] == "acquisition" && key[g, s] in becomes && how[key[g, s]] == "demote") {
			text = why_plain(g, s)
			for (i = 1; i <= reasons && reason[i] != text; i++)
				;
			if (i > reasons)
				reason[++reasons] = text
			why[s] = i
		}
	for (i = 1; i <= reasons; i++) {
		found = names = 0
		for (s = 1; s <= sites[g]; s++)
			if (why[s] == i)
				note_place(g, s)
		enumerate("References have to stay ordinary ones if they are taken by", ". The reason is that " reason[i] \
			". Their releases stay as they are, and the " (found > 1 ? "calls become " : "call becomes ") \
			joined(new_names, names) ", which " (names > 1 ? "hand" : "hands") " out ordinary references.")
	}
	look(g)
}

# ------------------------------------------------------------------ the subject

# path_prefix(P, FINE): the deepest folder that holds all files of the patch; the
# file itself, without its suffix, if FINE or if that would be one word
function path_prefix(p, fine,    i, n, common, other, top, list) {
	common = file[p, 1]
	sub(/\.[^.\/]*$/, "", common)
	for (i = 2; i <= rows[p]; i++) {
		other = file[p, i]
		sub(/\.[^.\/]*$/, "", other)
		common = shared(common, other)
	}
	if (!fine && common ~ /\/.*\//)
		for (i = 1; i <= rows[p]; i++)
			if (index(file[p, i], common ".") == 1) {
				sub(/\/[^\/]*$/, "", common)
				break
			}
	if (common != "")
		return common
	for (i = 1; i <= rows[p]; i++) {
		top = file[p, i]
		sub(/\/.*/, "", top)
		if (!index(", " list ",", ", " top ",")) {
			n++
			list = list (n > 1 ? ", " : "") top
		}
	}
	return n > 3 ? "treewide" : list
}

# family(NAME): "put_user_page*()", whatever form of it
function family(name) {
	if (!sub(/pages_.*$/, "pages", name))
		sub(/pages$/, "page", name)
	return name "*()"
}

function subject(p,    i, acts, text, what, k, act) {
	what = (p in prefix) ? prefix[p] : path_prefix(p, 0)
	if (!(p in prefix) && shared_prefix[what] > 1)
		what = path_prefix(p, 1)
	for (i = 1; i <= rows[p]; i++) {
		k = action[p, i]
		if (!((p, k, old_name[p, i]) in named)) {
			named[p, k, old_name[p, i]]
			acts[k] = acts[k] (acts[k] == "" ? "" : ", ") old_name[p, i] "()"
		}
		renamed[p, k] = new_name[p, i]
	}
	# what a patch is about first of all
	act = "acquire" in acts ? "acquire" : "release" in acts ? "release" : "unify" in acts ? "unify" : "demote"
	if (act == "demote")
		text = what ": keep plain references from " acts[act]
	else
		text = what ": convert " acts[act] " to " (act == "unify" ? renamed[p, act] "()" : family(renamed[p, act]))
	if (length(text) > WIDTH - 2)
		text = what (act == "demote" ? ": keep plain page references" : ": convert to " family(renamed[p, act]))
	while (length(text) > WIDTH + 3 && sub(/^[^\/:]*\//, "", text))
		;
	# two patches of one name: the section tells them apart
	if (text in subjects) {
		k = sections[p]
		sub(/;.*/, "", k)
		k = subjects[text] == sections[p] || length(text) + length(k) + 3 > 75 ? "part " ++copies[text] + 1 : k
		subjects[text " (" k ")"] = sections[p]
		return text " (" k ")"
	}
	subjects[text] = sections[p]
	return text
}

# ------------------------------------------------------------------ the mail

function say_why(p,    i, n, releases, takes) {
	for (i = 1; i <= rows[p]; i++) {
		n[action[p, i]]++
		if (action[p, i] == "release")
			releases = family(new_name[p, i])
		if (action[p, i] == "acquire")
			takes = family(new_name[p, i])
	}
	if (n["acquire"])
		para("References that are taken to get at the data of user pages are to be pins: acquired by " takes \
			(releases == "" ? "" : " and released by " releases) ", see Documentation/core-api/pin_user_pages.rst.")
	else if (n["release"] || n["unify"])
		para("Pages that the get_user_pages() family hands out are to be released by " \
			(releases == "" ? "put_user_page*()" : releases) " instead of put_page() or release_pages(), so that a " \
			"page which is pinned can be told from one that is merely in use. As long as pins are not counted, " \
			"nothing changes.")
	else
		para("Pages that the get_user_pages() family hands out are to be released by calls of their own. Where they " \
			"go to owners who release them like any page, the references have to stay ordinary ones, and the call " \
			"that takes them says so. As long as pins are not counted, nothing changes.")
}

# heading(G): where the group is; the function, too, where that is not enough
function heading(g,    s, text) {
	text = top_of[g] == "" ? "treewide" : top_of[g]
	if ((p, text) in heads)
		for (s = 1; s <= sites[g]; s++)
			if (key[g, s] in becomes && func_of[g, s] != "") {
				text = text ", " func_of[g, s] "()"
				break
			}
	heads[p, text]
	print "\n" text ":" > msg
}

function write(p,    i, n, title, count, files) {
	msg = out "/" p ".msg"
	reviews = 0
	title = subject(p)
	print title > msg
	say_why(p)
	for (i = 1; i <= groups[p]; i++) {
		if (groups[p] > 1)
			heading(group_of[p, i])
		say_group(group_of[p, i])
	}
	if (reviews) {
		print "\nFor review:" > msg
		for (i = 1; i <= reviews; i++)
			item(to_review[i])
	}
	close(msg)
	for (i = 1; i <= rows[p]; i++) {
		if (!((p, file[p, i]) in counted)) {
			counted[p, file[p, i]]
			files++
		}
		count[action[p, i]]++
	}
	print p, title, sections[p], files, count["release"] + 0, count["unify"] + 0, count["demote"] + 0, \
		count["acquire"] + 0 > (out "/table")
}
