# SPDX-License-Identifier: GPL-2.0
# patched.awk: the paths that unified patches or mails name, as git apply takes them
# (with -p1), one a line, some of them more than once.  A line break in a name
# stands as the byte 1.  What is absolute stays so.
#
#	LC_ALL=C awk -f patched.awk PATCH...
BEGIN {
	split("a 7 b 8 t 9 n 1 v 11 f 12 r 13", w, " ")
	for (i = 1; i in w; i += 2)
		escape[w[i]] = sprintf("%c", w[i + 1])
}

# name(TEXT): a name at the start of TEXT; rest is what follows it
function name(text,    out, c) {
	rest = ""
	if (substr(text, 1, 1) != "\"") {
		if (c = index(text, "\t"))
			text = substr(text, 1, c - 1)
		sub(/\r$/, "", text)
		return text
	}
	text = substr(text, 2)
	while (text != "" && (c = substr(text, 1, 1)) != "\"") {
		if (c == "\\") {
			text = substr(text, 2)
			c = substr(text, 1, 1)
			if (text ~ /^[0-3][0-7][0-7]/) {
				c = substr(text, 1, 1) * 64 + substr(text, 2, 1) * 8 + substr(text, 3, 1)
				c = sprintf("%c", c == 10 || c == 0 ? 1 : c)
				text = substr(text, 3)
			} else if (c in escape)
				c = escape[c]
		}
		out = out c
		text = substr(text, 2)
	}
	rest = substr(text, 2)
	return out
}

# say(PATH): without its first folder, a/ or b/
function say(path) {
	if (path == "/dev/null" || path == "")
		return
	if (path !~ /^\//)
		sub(/^[^\/]*\//, "", path)
	print path
}

FNR == 1 { old = new = 0; before = "" }

# the text of a hunk
(old > 0 || new > 0) && /^([-+ \\]|$)/ {
	if (/^-/)
		old--
	else if (/^[+]/)
		new--
	else if (!/^\\/) {
		old--
		new--
	}
	next
}
{ old = new = 0 }
/^@@ -[0-9]+(,[0-9]+)? [+][0-9]+(,[0-9]+)? @@/ {
	split($0, part, " ")
	old = part[2] ~ /,/ ? substr(part[2], index(part[2], ",") + 1) + 0 : 1
	new = part[3] ~ /,/ ? substr(part[3], index(part[3], ",") + 1) + 0 : 1
	next
}
/^[+][+][+] / && before ~ /^--- / {
	say(name(substr(before, 5)))
	say(name(substr($0, 5)))
}
/^(rename|copy) (from|to) / {
	text = $0
	sub(/^[a-z]+ [a-z]+ /, "", text)
	print name(text)
}
/^diff --git / {
	text = substr($0, 12)
	sub(/\r$/, "", text)
	if (text ~ /^"/) {
		say(name(text))
		sub(/^ /, "", rest)
		say(name(rest))
	} else if (n = index(text, " \"")) {
		say(substr(text, 1, n - 1))
		say(name(substr(text, n + 1)))
	} else {
		# the same name twice; where it is another, further lines say so
		n = (length(text) - 1) / 2
		if (substr(text, n + 1, 1) == " ") {
			say(substr(text, 1, n))
			say(substr(text, n + 2))
		}
	}
}
{ before = $0 }
