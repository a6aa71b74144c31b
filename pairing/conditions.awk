# SPDX-License-Identifier: GPL-2.0
# conditions.awk: which lines of C files stand under which condition of the
# preprocessor, so that two that exclude each other are never paired.
#
#	awk -f conditions.awk FILE...
#
# Rows: file, first and last line, condition, 1 or 0 (it holds, or not), and for
# a comparison of LINUX_VERSION_CODE, whose condition is "version", from which
# version on and up to which one, as numbers.

BEGIN { OFS = "\t"; most = 16777216 }

FNR == 1 { depth = 0; going_on = "" }

going_on != "" { line = going_on $0; going_on = "" }
going_on == "" && !joined { line = $0 }
{ joined = 0 }
line ~ /^[ \t]*#/ && line ~ /\\$/ { going_on = substr(line, 1, length(line) - 1); joined = 1; next }
line !~ /^[ \t]*#[ \t]*(if|el|endif)/ { next }

{
	sub(/^[ \t]*#[ \t]*/, "", line)
	gsub(/\/\*.*\*\//, "", line)
	sub(/\/\/.*/, "", line)
	word = line
	sub(/[^a-z].*/, "", word)
	sub(/^[a-z]+/, "", line)
	gsub(/[ \t]/, "", line)
}

word == "if" || word == "ifdef" || word == "ifndef" {
	chain[++depth] = 0
	enter(word, line)
	next
}

depth && (word == "elif" || word == "else") { leave(); enter(word, line); next }
depth && word == "endif" { leave(); depth-- }

# The branch of the chain at this depth that begins here, by its condition.
function enter(word, text) {
	first[depth] = FNR + 1
	if (word == "else") {
		holds[depth] = 0
		return
	}
	if (word == "ifndef")
		text = "!defined(" text ")"
	else if (word == "ifdef")
		text = "defined(" text ")"
	holds[depth] = 1
	cond[depth, ++chain[depth]] = text
}

# ... ends: its own condition held, and none of those before.
function leave(    i) {
	if (FNR - 1 < first[depth])
		return
	for (i = 1; i <= chain[depth]; i++)
		say(cond[depth, i], i == chain[depth] && holds[depth])
}

function say(text, sign,    at, lo, hi, v, op) {
	while (text ~ /^\(.*\)$/ && outer(text))
		text = substr(text, 2, length(text) - 2)
	if (text ~ /^!/ && text !~ /&&|\|\|/) {
		say(substr(text, 2), !sign)
		return
	}
	if (match(text, /^LINUX_VERSION_CODE(<=|>=|<|>)KERNEL_VERSION\([0-9]+,[0-9]+,[0-9]+\)$/)) {
		op = text
		sub(/^LINUX_VERSION_CODE/, "", op)
		sub(/KERNEL.*/, "", op)
		sub(/^.*\(/, "", text)
		split(text, v, ",")
		at = v[1] * 65536 + v[2] * 256 + v[3]
		if (op == "<=" || op == ">")
			at++
		if ((op ~ /</) == sign) {
			lo = 0; hi = at
		} else {
			lo = at; hi = most
		}
		print FILENAME, first[depth], FNR - 1, "version", 1, lo, hi
		return
	}
	sub(/^defined\(?/, "", text)
	sub(/\)$/, "", text)
	# of several conditions only all together are known to hold, or not
	print FILENAME, first[depth], FNR - 1, text, sign + 0, 0, most
}

# Does the bracket that TEXT begins with close at its end?
function outer(text,    i, c, d) {
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "(")
			d++
		else if (c == ")" && --d == 0)
			return i == length(text)
	}
	return 0
}
