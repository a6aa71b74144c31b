# SPDX-License-Identifier: GPL-2.0
# spoken.awk: a message that speaks of make's variables, in the words of the command pincer.
# input=1: options.tsv; input=2: the message.
input == 1 {
	if (split($0, f, "\t") > 2 && f[1] == "command") command[f[2]]
	if (split($0, f, "\t") > 6 && f[1] == "option") {
		if (!(f[5] in long)) long[f[5]] = f[3]
		if (f[6] == "-") flag[f[5]]
	}
	next
}
{
	gsub(/make (-C [^ ]+ )?KERNEL=/, "make KERNEL=")
	out = ""
	while (match($0, /(make [a-z][a-z-]*( KERNEL=)?|[A-Z][A-Z_]*=1?)/)) {
		word = substr($0, RSTART, RLENGTH)
		before = substr($0, RSTART - 1, 1)
		out = out substr($0, 1, RSTART - 1)
		$0 = substr($0, RSTART + RLENGTH)
		if (out != "" && before ~ /[A-Za-z0-9_\/.]/) {
			out = out word
		} else if (word ~ /^make /) {
			name = word
			sub(/^make /, "", name)
			with = sub(/ KERNEL=$/, " ", name)
			only = name
			sub(/ $/, "", only)
			out = out ((only in command) ? "pincer " name : word)
		} else {
			name = word
			value = sub(/=1$/, "", name) ? "1" : ""
			sub(/=$/, "", name)
			if (name == "KERNEL")
				out = out (substr($0, 1, 1) ~ /[\/~A-Za-z0-9._-]/ ? "" : "TREE") value
			else if (name == "SITE")
				out = out (substr($0, 1, 1) ~ /[\/~A-Za-z0-9._-]/ ? "" : "SITE") value
			else if (name == "M" && $0 ~ /^\//)
				out = out "--module=" value
			else if (!(name in long))
				out = out word
			else if (name in flag)
				out = out long[name] (value == "" ? "=" : "")
			else
				out = out long[name] "=" value
		}
	}
	print out $0
}
