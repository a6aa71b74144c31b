# SPDX-License-Identifier: GPL-2.0
# help.awk: of options.tsv, as text.
#	-v how=command -v command=NAME	pincer NAME --help
#	-v how=all	pincer --help
#	-v how=make	make help
BEGIN { FS = "\t" }
/^#/ { next }
{ row[++rows] = $0; kind[rows] = $1 }
function has(list, name) { return list == "*" || index("," list ",", "," name ",") }
# two columns; the second one is wrapped
function line(left, text, wide,    word, n, i, at) {
	if (length(left) > wide - 2) {
		print left
		left = ""
	}
	printf "%-*s", wide, left
	at = wide
	n = split(text, word, " ")
	for (i = 1; i <= n; i++) {
		if (i > 1 && at + 1 + length(word[i]) > 96) {
			printf "\n%*s", wide, ""
			at = wide
		} else if (i > 1) {
			printf " "
			at++
		}
		printf "%s", word[i]
		at += length(word[i])
	}
	print ""
}
function options(name, indent,    i, f, left) {
	for (i = 1; i <= rows; i++) {
		split(row[i], f, "\t")
		if (f[1] != "option" || !has(f[2], name) || (f[2] == "*") != (name == "*"))
			continue
		if (how == "make") {
			if (f[5] ~ /^PINCER_/ || f[3] in told)
				continue
			told[f[3]]
			left = f[5] "=" (f[6] == "-" ? "1" : f[7] ~ /^[a-z0-9]+(,[a-z0-9]+)+$/ ? f[7] : f[6])
			gsub(/,/, "|", left)
		} else {
			left = (f[4] == "-" ? "    " : f[4] ", ") f[3] (f[6] == "-" ? "" : "=" (f[7] ~ /,/ ? f[7] : f[6]))
			if (f[7] ~ /,/ && length(left) > 40)
				left = (f[4] == "-" ? "    " : f[4] ", ") f[3] "=" f[6]
			else
				gsub(/,/, "|", left)
			sub(/^(-.)\|/, "&", left)
			sub(/^-[a-zA-Z]\| /, substr(left, 1, 2) ", ", left)
		}
		line(indent left, f[8], how == "make" ? 34 : 32)
	}
}
END {
	if (how == "make") {
		for (i = 1; i <= rows; i++) {
			split(row[i], f, "\t")
			if (f[1] == "command") {
				operands = f[3]
				sub(/SITE/, "SITE=mm/foo.c:123", operands)
				sub(/\[?TREE\]?/, "KERNEL=~/linux", operands)
				if (f[2] == "explain") operands = "KERNEL=~/linux SITE=mm/foo.c:123"
				if (f[2] == "lint") operands = operands " BASE=origin/master"
				if (f[2] == "mails-status") operands = "KERNEL=~/newer SERIES=reports/linux/mails"
				line("make " f[2] " " operands, f[4], 34)
				options(f[2], "    ")
			} else if (f[1] == "checkout") {
				line("make " f[2] (f[3] == "-" ? "" : " " f[3]), f[4], 34)
			}
		}
		print ""
		print "A parameter is listed with the first command that takes it (MIXED, API, API_EXTRA, M: most do)."
		print "make convert without KERNEL= takes an own copy of Debian's kernel. M= is a folder in the tree, or a module"
		print "outside of any. JOBS=n: how many processes (default: all cores). V=1: say more."
		print "Exit status: 0 done, 1 findings (audit, lint, check), 2 error: one line says what, and what next."
		print "make itself turns 1 into 2; scripts/pincer, which takes the same as options, does not."
	} else if (how == "all") {
		print "usage: pincer COMMAND [OPTION]... [TREE]\n"
		print "Finds the get_user_pages() groups of a kernel tree, or a module, and rewrites their releases.\n"
		for (i = 1; i <= rows; i++) {
			split(row[i], f, "\t")
			if (f[1] == "command") line("  " f[2], f[4], 18)
		}
		print "\npincer COMMAND --help: its options.  pincer --version.  man pincer."
		print "TREE is the current folder if it is not given.  Exit status: 0 done, 1 findings, 2 error."
	} else {
		for (i = 1; i <= rows; i++) {
			split(row[i], f, "\t")
			if (f[1] == "command" && f[2] == command) {
				print "usage: pincer " command " [OPTION]... " f[3] "\n"
				print toupper(substr(f[4], 1, 1)) substr(f[4], 2) ".\n"
			}
		}
		options(command, "  ")
		options("*", "  ")
		line("  -h, --help", "this text", 32)
	}
}
