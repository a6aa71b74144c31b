# SPDX-License-Identifier: GPL-2.0
# explain.awk: one site of sites.tsv in words.  Reads the table twice: for the
# site, then for its group.  Exit status 1: no such site, and what is near.
# -v line=LINE, and in the environment PINCER_SITE, the file, and PINCER_TREE.
BEGIN {
	tree = ENVIRON["PINCER_TREE"]
	file = ENVIRON["PINCER_SITE"]
}

# source(FILE, LINE): that line's text
function source(name, number,    text, i) {
	if ((name, number) in texts)
		return texts[name, number]
	text = ""
	for (i = 1; i <= number; i++)
		if ((getline text < (tree "/" name)) <= 0) {
			text = "(no such line)"
			break
		}
	close(tree "/" name)
	gsub(/^[ \t]+|[ \t\r]+$/, "", text)
	return texts[name, number] = text
}

# shown(PLACE, NOTE): "file:line" with the source beside it
function shown(place, note,    at) {
	match(place, /:[0-9]+$/)
	at = RSTART
	printf "  %-44s %s%s\n", place, source(substr(place, 1, at - 1), substr(place, at + 1) + 0), note
}

function say_places(title, list,    n, i, places) {
	n = split(list, places, ",")
	if (!n)
		return
	print title
	for (i = 1; i <= n; i++)
		shown(places[i], "")
}

function meaning(kind, verdict) {
	if (kind == "release") {
		if (verdict == "convert") return "every reference that can reach it is a gup reference; convert rewrites it"
		if (verdict == "converted") return "it releases gup references and uses the new call already"
		if (verdict == "keep") return "no gup reference can reach it; it stays as it is"
		if (verdict == "unify") return "gup and get_page() references meet here, all inside the group; both are converted"
		if (verdict == "mixed") return "gup references meet others that cannot be unified; it stays as it is"
		if (verdict == "unknown") return "where a reference comes from could not be followed; it is not touched"
	} else if (kind == "acquisition") {
		if (verdict == "paired") return "its references are released inside the group"
		if (verdict == "demoted") return "its references have to be ordinary ones; convert renames it to its plain-reference form"
		if (verdict == "no-refs") return "it takes no reference"
		if (verdict == "unknown") return "where its references go could not be followed; it is not touched"
	} else if (kind == "origin") {
		if (verdict == "unify") return "its reference meets gup references; convert turns it into one"
		if (verdict == "keep") return "another kind of reference, in a group with gup references"
	}
	return verdict == "leaked" ? "a path drops the reference without releasing it" : ""
}

# "place <- place <- place NAME"
function say_way(what, text,    n, i, step, name) {
	print "\nThe way of " what ", from the release back to where it was taken:"
	n = split(text, step, " <- ")
	for (i = 1; i <= n; i++) {
		name = ""
		if (match(step[i], /:[0-9]+ /)) {
			name = substr(step[i], RSTART + RLENGTH)
			step[i] = substr(step[i], 1, RSTART + RLENGTH - 2)
		}
		shown(step[i], name == "" ? "" : "    <- taken by " name)
	}
}

# evidence of the form "way; what spoiled it; the other by way"
function say_chain(text,    i, other, spoiled) {
	if (i = index(text, "; the other by ")) {
		other = substr(text, i + 15)
		text = substr(text, 1, i - 1)
	}
	if (i = index(text, "; ")) {
		spoiled = substr(text, i + 2)
		text = substr(text, 1, i - 1)
	}
	say_way("the reference", text)
	say_spoiled(spoiled)
	if (other != "")
		say_way("the other one", other)
}

# "a reference of another kind meets it: alloc_page at mm/foo.c:12"
function say_spoiled(text) {
	if (text == "")
		return
	print "\nWhat spoiled the group: " text
	if (match(text, /[^ ]+:[0-9]+$/))
		shown(substr(text, RSTART), "")
}

function say_words(text,    i, list) {
	list = ""
	if (i = index(text, "released at ")) {
		list = substr(text, i + 12)
		text = substr(text, 1, i - 1)
		sub(/; $/, "", text)
	}
	if (text ~ / at [^ ]+:[0-9]+$/)
		say_spoiled(text)
	else if (text != "")
		print "\n" text
	say_places("\nReleased at:", list)
}

FNR == 1 { pass++; next }

pass == 1 && $1 == file {
	seen[++nseen] = $2
	if ($2 == line) {
		row[++rows] = $0
		mine[FNR]
		if ($8 != "")
			groups[$8]
	}
}

pass == 2 && $8 != "" && $8 in groups && !(FNR in mine) {
	others[$8]++
	other[$8, others[$8]] = $1 ":" $2 "\t" $5 "\t" $7
}

END {
	if (!rows) {
		text = file ":" line ": no acquisition or release stands there"
		if (!nseen)
			text = text ", nor anywhere in that file"
		else {
			# the three nearest, the lower line first among equals
			text = text "; nearest in that file:"
			for (k = 1; k <= 3 && k <= nseen; k++) {
				best = 0
				for (i = 1; i <= nseen; i++) {
					far = seen[i] > line ? seen[i] - line : line - seen[i]
					if (!(seen[i] in named) && (!best || far < least)) {
						best = i
						least = far
					}
				}
				if (!best)
					break
				named[seen[best]]
				text = text (k > 1 ? ", " : " ") file ":" seen[best]
			}
		}
		print text
		exit 1
	}
	for (r = 1; r <= rows; r++) {
		$0 = row[r]
		if (r > 1)
			print ""
		printf "%s:%d: %s of %s%s: %s%s\n", $1, $2, $5, $6, $4 == "" ? "" : " in " $4 "()", $7, \
			$8 == "" ? "" : ", group " $8
		shown($1 ":" $2, "")
		if (meaning($5, $7) != "")
			print "  (" meaning($5, $7) ")"
		if ($5 == "release" && $10 ~ / <- /)
			say_chain($10)
		else
			say_words($10)
		if ($9 ~ /,/)
			say_places("\nTaken at, all in all:", $9)
		if ($8 in others) {
			printf "\nThe other %d sites of group %s:\n", others[$8], $8
			for (i = 1; i <= others[$8]; i++) {
				split(other[$8, i], part, "\t")
				shown(part[1], "    [" part[2] ": " part[3] "]")
			}
		}
	}
}
