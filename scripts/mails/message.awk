# SPDX-License-Identifier: GPL-2.0
# message.awk: subject and body of every patch, out of the evidence.
#
#	awk -f message.awk -v old=DIR -v tree=DIR -v out=DIR PREFIXES PATCHES SITES
#
# PREFIXES: "patch <tab> prefix" from the tree's history; PATCHES: "patch <tab>
# sections <tab> row of rewritten.tsv"; SITES: sites.tsv.  A source line is read
# below old (the files as they were analysed) or else below tree.  Leaves
# out/N.msg, and out/table: "patch, subject, sections, files, releases, unified,
# demoted" for the cover letter.
BEGIN {
	FS = OFS = "\t"
	WIDTH = 72
	MANY = 8 # of anything that is listed
}

FNR == 1 { pass++ }

pass == 1 { prefix[$1] = $2; next }

pass == 2 {
	patches = $1
	sections[$1] = $2
	r = ++rows[$1]
	place[$1, r] = $3 ":" $4
	file[$1, r] = $3
	old_name[$1, r] = $6
	action[$1, r] = $7
	new_name[$1, r] = $8
	group[$1, r] = $9
	form[$3, $4, $5] = $10
	becomes[$3, $4, $5] = $8
	if (!(($1, $9) in listed)) {
		listed[$1, $9]
		group_of[$1, ++groups[$1]] = $9
	}
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

# flag(TEXT): what a reviewer has to look at; once a patch
function flag(text) {
	if (!((p, text) in flagged)) {
		flagged[p, text]
		to_review[++reviews] = text
	}
}

function callee(text) {
	sub(/\(.*/, "", text)
	return text
}

# site(G, S): "put_page() in f() (file:line)"
function site(g, s) {
	return callee(call[g, s]) "()" (func_of[g, s] == "" ? "" : " in " func_of[g, s] "()") " (" at[g, s] ")"
}

# places(G, KIND, VERDICTS, DONE): the sites of one kind that are rewritten (DONE)
# or not asked for that; found is how many, the list itself is in places_of
function places(g, which, verdicts, done,    s) {
	found = 0
	for (s = 1; s <= sites[g]; s++)
		if (kind[g, s] == which && verdict[g, s] ~ verdicts && (!done || key[g, s] in becomes))
			places_of[++found] = site(g, s)
	return found
}

# enumerate(BEFORE, AFTER): a sentence about those places; many are listed below
function enumerate(before, after,    i) {
	if (found <= 2) {
		para(before " " places_of[1] (found > 1 ? " and " places_of[2] : "") after)
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
function way(g,    s, n, i, steps, most, best, step, chain) {
	most = 0
	for (s = 1; s <= sites[g]; s++)
		if (kind[g, s] == "release" && key[g, s] in becomes) {
			chain = evidence[g, s]
			n = gsub(/ <- /, "&", chain)
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
	print "\nThe way of such a page from there to its release" (found > 1 ? ", the longest:" : ":") "\n" > msg
	for (i = 1; i <= steps; i++) {
		if (steps > 2 * MANY && i == MANY + 1) {
			print "  ... " steps - 2 * MANY " more steps ..." > msg
			i = steps - MANY + 1
		}
		print "  " cut(chain_of[i] ": " source(chain_of[i])) > msg
	}
}

function cut(text) {
	return length(text) > WIDTH - 2 ? substr(text, 1, WIDTH - 5) "..." : text
}

# spoiler(G, S): why references that an acquisition takes had to stay plain
function spoiler(g, s,    i, text, k) {
	text = evidence[g, s]
	sub(/;? ?released at .*/, "", text)
	if (text != "")
		return text
	for (i = 1; i <= sites[g]; i++)
		if (kind[g, i] == "release" && verdict[g, i] == "mixed" &&
		    index("," origins[g, i] ",", "," at[g, s] ",") && (k = index(evidence[g, i], "; ")))
			return substr(evidence[g, i], k + 2) " (seen at " site(g, i) ")"
	return ""
}

# look(G): what a reviewer has to look at
function look(g,    s, text, arg, before) {
	for (s = 1; s <= sites[g]; s++) {
		if (kind[g, s] == "release" && key[g, s] in becomes && form[key[g, s]] !~ /^bulk|^dirty/) {
			arg = call[g, s]
			sub(/^[^(]*\(/, "", arg)
			sub(/\)$/, "", arg)
			before = at[g, s]
			match(before, /[0-9]+$/)
			before = source(substr(before, 1, RSTART - 1) (substr(before, RSTART) - 1))
			if (before ~ /^(} else )?if \(/ && (index(before, "(" arg ")") ||
			    index(before, arg " != NULL") || index(before, "(" arg " &&")))
				flag("The NULL test before " site(g, s) " is kept.")
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

function say_group(g,    s, i, text, n, loops, shared, reasons, why, of, reason) {
	if (places(g, "acquisition", "^paired$", 0))
		enumerate("The pages are acquired by", ".")

	loops = shared = 0
	for (s = 1; s <= sites[g]; s++)
		if (kind[g, s] == "release" && key[g, s] in becomes) {
			loops += form[key[g, s]] ~ /^(bulk|dirty|dirty_lock)$/
			shared += verdict[g, s] == "unify"
		}
	if (n = places(g, "release", ".", 1)) {
		text = shared ? "Only these references and those of the get_page() calls below get to " : \
			"No reference of another kind gets to "
		text = text (n > 1 ? "these calls, so each" : "this call, so it") " becomes put_user_page*()"
		if (loops)
			text = text (loops > 1 ? "; " loops " loops become one call each" : "; a loop becomes one call")
		enumerate("They are released by", ". " text ".")
		way(g)
	} else
		for (s = 1; s <= sites[g]; s++)
			if (evidence[g, s] ~ /^handed on to the callers of /)
				para("The references of " site(g, s) " are " evidence[g, s] "().")

	if (n = places(g, "origin", "^unify$", 1))
		enumerate("Another reference to such pages is taken by", ". Every release of " (n > 1 ? "those" : "it") \
			" is inside the group or left to the callers, as for the pages above, so get_page() becomes " \
			"get_gup_pin_page() and all references of the group are of one kind.")

	# demoted ones, by what makes them so
	reasons = 0
	for (s = 1; s <= sites[g]; s++)
		if (kind[g, s] == "acquisition" && verdict[g, s] == "demoted" && key[g, s] in becomes) {
			text = spoiler(g, s)
			for (i = 1; i <= reasons && reason[i] != text; i++)
				;
			if (i > reasons)
				reason[++reasons] = text
			why[s] = i
		}
	for (i = 1; i <= reasons; i++) {
		found = 0
		of = ""
		for (s = 1; s <= sites[g]; s++)
			if (why[s] == i) {
				places_of[++found] = site(g, s)
				if (index(", " of ",", ", " becomes[key[g, s]] "(),") == 0)
					of = of (of == "" ? "" : ", ") becomes[key[g, s]] "()"
			}
		text = found > 1 ? "the calls become " : "the call becomes "
		enumerate("References have to stay ordinary ones after", ". What they meet: " (reason[i] == "" ? "see the releases of the group" : reason[i]) \
			". The releases stay as they are, and " text of ", whose references are ordinary ones.")
	}
	look(g)
}

# path_prefix(P, FINE): the deepest folder that holds all files of the patch; the
# file itself, without its suffix, if FINE or if that would be one word

function path_prefix(p, fine,    i, n, common, other, top, list) {
	common = file[p, 1]
	sub(/\.[^.\/]*$/, "", common)
	for (i = 2; i <= rows[p]; i++) {
		other = file[p, i]
		if (other == file[p, 1])
			continue
		sub(/\.[^.\/]*$/, "", other)
		while (common != "" && index(other "/", common "/") != 1)
			if (!sub(/\/[^\/]*$/, "", common))
				common = ""
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

function subject(p,    i, acts, text, what, k) {
	what = (p in prefix) ? prefix[p] : path_prefix(p, 0)
	if (!(p in prefix) && shared_prefix[what] > 1)
		what = path_prefix(p, 1)
	names = ""
	for (i = 1; i <= rows[p]; i++)
		if (!((p, action[p, i], old_name[p, i]) in named)) {
			named[p, action[p, i], old_name[p, i]]
			acts[action[p, i]] = acts[action[p, i]] (acts[action[p, i]] == "" ? "" : ", ") old_name[p, i] "()"
			renamed[p, action[p, i]] = new_name[p, i] "()"
		}
	if ("release" in acts) {
		text = what ": convert " acts["release"] " to put_user_page*()"
		if (length(text) > WIDTH - 2)
			text = what ": convert to put_user_page*()"
		while (length(text) > WIDTH + 3 && sub(/^[^\/:]*\//, "", text))
			;
	} else if ("unify" in acts)
		text = what ": convert " acts["unify"] " to " renamed[p, "unify"]
	else {
		text = what ": keep plain references from " acts["demote"]
		if (length(text) > WIDTH - 2)
			text = what ": keep plain page references"
	}
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

function write(p,    i, n, title) {
	msg = out "/" p ".msg"
	reviews = 0
	title = subject(p)
	print title > msg
	for (i = 1; i <= rows[p] && action[p, i] == "demote"; i++)
		;
	if (i <= rows[p])
		para("Pages that the get_user_pages() family hands out are to be released by put_user_page*() instead of " \
			"put_page() or release_pages(), so that a page which is pinned can be told from one that is merely " \
			"in use. As long as put_user_page() does what put_page() does, nothing changes.")
	else
		para("Pages that the get_user_pages() family hands out are to be released by put_user_page*(). Where they " \
			"go to owners who release them like any page, the references have to stay ordinary ones, and the call " \
			"that takes them says so. Until those pages are counted, nothing changes.")
	for (i = 1; i <= groups[p]; i++)
		say_group(group_of[p, i])
	if (reviews) {
		print "\nFor review:" > msg
		for (i = 1; i <= reviews; i++)
			item(to_review[i])
	}
	close(msg)
	n = releases = unified = demoted = 0
	for (i = 1; i <= rows[p]; i++) {
		if (!((p, file[p, i]) in counted)) {
			counted[p, file[p, i]]
			n++
		}
		if (action[p, i] == "release") releases++
		else if (action[p, i] == "unify") unified++
		else demoted++
	}
	print p, title, sections[p], n, releases, unified, demoted > (out "/table")
}

