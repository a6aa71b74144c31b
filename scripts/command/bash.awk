# SPDX-License-Identifier: GPL-2.0
# bash.awk: of options.tsv, the completion for bash.
BEGIN { FS = "\t" }
/^#/ { next }
$1 == "command" { name[++n] = $2 }
$1 == "option" {
	opt[++m] = $0
	if ($6 != "-")
		taken[$7] = taken[$7] (taken[$7] == "" ? "" : "|") $3 ($4 == "-" ? "" : "|" $4)
}
function has(list, c) { return list == "*" || index("," list ",", "," c ",") }
END {
	print "# SPDX-License-Identifier: GPL-2.0"
	print "# completion of pincer for bash, made from its table of options"
	print "_pincer()\n{"
	print "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} words IFS=$'\\n'"
	print "\tCOMPREPLY=()"
	print "\t# --option=value comes as three words"
	print "\tif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; elif [[ $cur == = ]]; then cur=; fi"
	all = ""
	for (i = 1; i <= n; i++) all = all name[i] "\\n"
	print "\tif ((COMP_CWORD == 1)); then"
	print "\t\tCOMPREPLY=($(compgen -W $'" all "--help\\n--version' -- \"$cur\"))\n\t\treturn\n\tfi"
	print "\tcase $prev in"
	for (what in taken) {
		words = what
		if (what == "dir" || what == "inside")
			act = "compgen -d -- \"$cur\""
		else if (what == "file")
			act = "compgen -f -- \"$cur\""
		else if (what ~ /,/) {
			gsub(/,/, "\\n", words)
			act = "compgen -W $'" words "' -- \"$cur\""
		} else
			act = ""
		print "\t" taken[what] ")"
		if (act != "")
			print "\t\tcompopt -o filenames 2>/dev/null\n\t\tCOMPREPLY=($(" act "))"
		print "\t\treturn\n\t\t;;"
	}
	print "\tesac\n\tcase $command in"
	for (i = 1; i <= n; i++) {
		list = ""
		for (k = 1; k <= m; k++) {
			split(opt[k], f, "\t")
			if (has(f[2], name[i]))
				list = list f[3] (f[6] == "-" ? "" : "=") "\\n" (f[4] == "-" ? "" : f[4] "\\n")
		}
		print "\t" name[i] ") words=$'" list "--help' ;;"
	}
	print "\t*) return ;;\n\tesac"
	print "\tif [[ $cur == -* ]]; then"
	print "\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))"
	print "\t\t[[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null"
	print "\telse\n\t\tcompopt -o filenames 2>/dev/null\n\t\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n\tfi\n}"
	print "complete -F _pincer pincer"
}
