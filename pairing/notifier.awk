# SPDX-License-Identifier: GPL-2.0
# notifier.awk: what the files that ask for MMU notifiers do about it, and who
# works together with them.  Reads C files as text, kernel style taken for
# granted: a function's body is between braces in the first column.
#
#	awk -v notified=LIST -f notifier.awk FILE...
#
# LIST: as pincer-scan calls prints it, of the functions that register one.
# The files are read from the current folder; a FILE may begin with "./".  Rows:
#	ops FILE -		a table of callbacks stands in the file
#	callback FILE FUNCTION	called from one of these, however deep
#	uses FILE OTHER		of one folder, one of them calls a function of the other

BEGIN {
	FS = OFS = "\t"
	while ((getline < notified) > 0) {
		if ($5 != "call")
			continue
		f = $1
		sub(/[^\/]*$/, "", f)
		asks[f] = asks[f] " " $1
		is_one[$1]
	}
	for (i = 1; i < ARGC; i++) {
		file = ARGV[i]
		sub(/^\.\//, "", file)
		folder = file
		sub(/[^\/]*$/, "", folder)
		if (!(folder in asks))
			continue
		read_file(file)
		if (file in is_one)
			callbacks(file)
		n = split(asks[folder], others, " ")
		for (k = 1; k <= n; k++) {
			if (others[k] == file)
				continue
			read_file(others[k])
			if (calls(file, others[k]) || calls(others[k], file))
				print "uses", file, others[k]
		}
	}
	exit
}

function read_file(file,    line, word, func_name, inside, rest, head) {
	if (file in seen)
		return
	seen[file]
	while ((getline line < ("./" file)) > 0) {
		if (line ~ /^[ \t]*(\/\*|\*|\/\/)/)
			continue
		if (!inside && line ~ /^[A-Za-z_].*\(/ && match(line, /[A-Za-z_][A-Za-z0-9_]*[ \t]*\(/)) {
			func_name = substr(line, RSTART, RLENGTH)
			sub(/[ \t]*\($/, "", func_name)
			head = line
		}
		if (line ~ /^\{/) {
			inside = 1
			functions[file] = functions[file] " " func_name
			if (head !~ /(^|[ \t])static[ \t]/)
				public[file, func_name]
			continue
		}
		if (line ~ /^\}/)
			inside = 0
		rest = line
		if (!inside && match(rest, /^[ \t]*\.(invalidate[a-z_]*|release|change_pte|clear_[a-z_]*)[ \t]*=[ \t]*[A-Za-z_]/)) {
			sub(/^[^=]*=[ \t]*/, "", rest)
			match(rest, /^[A-Za-z0-9_]+/)
			if (ops_table)
				callback[file] = callback[file] " " substr(rest, 1, RLENGTH)
		}
		if (!inside && line ~ /notifier_ops[ \t].*=/)
			ops_table = 1
		if (!inside && line ~ /^\}/)
			ops_table = 0
		while (match(rest, /[A-Za-z_][A-Za-z0-9_]*/)) {
			word = substr(rest, RSTART, RLENGTH)
			rest = substr(rest, RSTART + RLENGTH)
			if (rest ~ /^[ \t]*\(/)
				named[file, word]
			if (inside)
				body[file, func_name] = body[file, func_name] " " word
		}
	}
	close(file)
}

# Does A call a function that others can call in B?
function calls(a, b,    n, list, i) {
	n = split(functions[b], list, " ")
	for (i = 1; i <= n; i++)
		if ((b, list[i]) in public && (a, list[i]) in named)
			return 1
	return 0
}

function callbacks(file,    n, todo, i, k, m, words, own, met) {
	n = split(callback[file], todo, " ")
	if (n)
		print "ops", file, "-"
	m = split(functions[file], words, " ")
	for (i = 1; i <= m; i++)
		own[words[i]]
	for (i = 1; i <= n; i++) {
		if (todo[i] in met)
			continue
		met[todo[i]]
		print "callback", file, todo[i]
		m = split(body[file, todo[i]], words, " ")
		for (k = 1; k <= m; k++)
			if (words[k] in own && !(words[k] in met))
				todo[++n] = words[k]
	}
}
