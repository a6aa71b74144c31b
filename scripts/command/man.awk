# SPDX-License-Identifier: GPL-2.0
# man.awk: of options.tsv, the manual page pincer(1); -v version=
BEGIN { FS = "\t" }
/^#/ { next }
{ row[++rows] = $0 }
function has(list, name) { return list == "*" || index("," list ",", "," name ",") }
# text as roff takes it for nothing else
function plain(text) {
	gsub(/\\/, "\\e", text)
	gsub(/-/, "\\-", text)
	sub(/^[.']/, "\\\\\\&&", text)
	return text
}
function options(name,    i, f, tag) {
	for (i = 1; i <= rows; i++) {
		split(row[i], f, "\t")
		if (f[1] != "option" || !has(f[2], name) || (f[2] == "*") != (name == "*"))
			continue
		print ".TP"
		tag = f[4] == "-" ? "" : "\\fB" plain(f[4]) "\\fR, "
		print tag "\\fB" plain(f[3]) "\\fR" (f[6] == "-" ? "" : "=\\fI" plain(f[6]) "\\fR")
		print plain(f[8]) (f[7] ~ /,/ ? ". One of: " plain(join(f[7])) : "")
	}
}
function join(list) { gsub(/,/, ", ", list); return list }
END {
	print ".\\\" SPDX-License-Identifier: GPL-2.0"
	print ".TH PINCER 1 \"\" \"Pincer " version "\" \"User Commands\""
	print ".SH NAME\npincer \\- find and rewrite get_user_pages() groups in kernel trees and drivers"
	print ".SH SYNOPSIS\n.B pincer\n.I COMMAND\n.RI [ OPTION ]...\n.RI [ TREE ]"
	print ".SH DESCRIPTION"
	print "Pincer finds every pair of a call that takes references on the pages of a process and one that drops them, in a whole kernel tree or in a module, decides each one with evidence, and rewrites the releases: whole groups or nothing, without building the kernel."
	print ".PP\n.I TREE\nis the top folder of a kernel tree; the current folder, if it is not given. What follows"
	print "\\fB\\-\\-\\fR is no option, whatever it begins with. Only options count: of the environment nothing but what is named below is looked at."
	print ".SH COMMANDS"
	for (i = 1; i <= rows; i++) {
		split(row[i], f, "\t")
		if (f[1] != "command")
			continue
		name = f[2]
		print ".SS pincer " plain(name) " [OPTION]... " plain(f[3])
		print toupper(substr(f[4], 1, 1)) plain(substr(f[4], 2)) "."
		options(name)
	}
	print ".SS Options of all commands"
	options("*")
	print ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nthe options of a command"
	print ".TP\n\\fB\\-\\-version\\fR\nthe version"
	print ".SH EXIT STATUS\n.TP\n0\ndone; nothing found, or nothing but notes\n.TP\n1\nfindings\n.TP\n2\nan error: one line says what, and what next"
	print ".SH FILES"
	print ".TP\n.I pincer\\-reports/\nreports, where you stand, unless\n.B \\-\\-output\nsays where"
	print ".TP\n.I ~/.cache/pincer/\nwhat is kept between runs, and may be thrown away (XDG_CACHE_HOME)"
	print ".TP\n.I ~/.local/state/pincer/\nwhat is remembered of a tree that is being changed (XDG_STATE_HOME)"
	print ".SH ENVIRONMENT\n.TP\n.B PINCER_CACHE\n.TQ\n.B PINCER_STATE\nother folders for these"
	print ".TP\n.B CROSS_COMPILE\nas the kernel\\(aqs build takes it\n.TP\n.B COCCINELLE_HOME\nwhere spatch keeps its modules"
	print ".SH EXAMPLES\n.nf"
	print "cd linux && pincer audit"
	print "pincer lint \\-\\-base=origin/master ~/linux"
	print "pincer convert \\-\\-module=~/src/driver \\-\\-dry\\-run"
	print "pincer explain mm/process_vm_access.c:129 ~/linux"
	print ".fi\n.SH SEE ALSO\n.BR spatch (1),\n.BR git\\-send\\-email (1)"
}
