# SPDX-License-Identifier: GPL-2.0
# zsh.awk: of options.tsv, the completion for zsh.
BEGIN { FS = "\t" }
/^#/ { next }
$1 == "command" { name[++n] = $2; said[$2] = $4; takes[$2] = $3 }
$1 == "option" { opt[++m] = $0 }
function has(list, c) { return list == "*" || index("," list ",", "," c ",") }
# text inside of '...[text]...'
function plain(text) {
	gsub(/\\/, "\\\\", text)
	gsub(/\[/, "\\[", text)
	gsub(/\]/, "\\]", text)
	gsub(/:/, "\\:", text)
	gsub(/'/, "'\\''", text)
	return text
}
function spec(f,    act, value, words) {
	if (f[7] == "dir" || f[7] == "inside")
		act = "_files -/"
	else if (f[7] == "file")
		act = "_files"
	else if (f[7] ~ /,/) {
		words = f[7]
		gsub(/,/, " ", words)
		act = "(" words ")"
	} else
		act = " "
	value = f[6] == "-" ? "" : ":" f[6] ":" act
	if (f[4] == "-")
		return "'" f[3] (f[6] == "-" ? "" : "=") "[" plain(f[8]) "]" value "'"
	return "'(" f[4] " " f[3] ")'{" f[4] (f[6] == "-" ? "" : "+") "," f[3] (f[6] == "-" ? "" : "=") "}'[" plain(f[8]) "]" value "'"
}
END {
	print "#compdef pincer"
	print "# SPDX-License-Identifier: GPL-2.0"
	print "# completion of pincer for zsh, made from its table of options"
	print "local -a commands\nif (( CURRENT == 2 )); then\n\tcommands=("
	for (i = 1; i <= n; i++) print "\t\t'" name[i] ":" plain(said[name[i]]) "'"
	print "\t)\n\t_describe command commands\n\t_values option --help --version\n\treturn\nfi"
	print "local command=$words[2]\nwords[1]=(pincer)\nwords[2]=()\n(( CURRENT-- ))"
	print "case $command in"
	for (i = 1; i <= n; i++) {
		print name[i] ")\n\t_arguments -s -S \\"
		for (k = 1; k <= m; k++) {
			split(opt[k], f, "\t")
			if (has(f[2], name[i])) print "\t\t" spec(f) " \\"
		}
		print "\t\t'(-h --help)'{-h,--help}'[the options of a command]' \\"
		if (takes[name[i]] ~ /SITE/) print "\t\t'1:site:_files' '2:tree:_files -/'"
		else print "\t\t'1:tree:_files -/'"
		print "\t;;"
	}
	print "esac"
}
