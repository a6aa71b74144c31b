# SPDX-License-Identifier: GPL-2.0
#
# Take unpin.cocci's prefix RT_ off the names it made, and write where each of
# them then stands to the file `marks': file, line, column (from 1), name.
# The text without the prefix goes to stdout.

{
	rest = $0
	done = ""
	while (match(rest, /[A-Za-z0-9_]+/)) {
		name = substr(rest, RSTART, RLENGTH)
		done = done substr(rest, 1, RSTART - 1)
		rest = substr(rest, RSTART + RLENGTH)
		if (name ~ /^RT_(get_user_pages|put_page$|release_pages$)/) {
			name = substr(name, 4)
			printf "%s\t%d\t%d\t%s\n", file, NR,
			       length(done) + 1, name >> marks
		}
		done = done name
	}
	print done rest
}
