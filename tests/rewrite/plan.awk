# SPDX-License-Identifier: GPL-2.0
#
# Turns a fixture into source and plan. In a fixture "@" stands before each
# called name that is to be rewritten (@u: unify, @d: demote, @a: acquire; @p: a
# release in the pin dialect).
#
#   awk -f plan.awk -v file=NAME -v plan=PLAN FIXTURE >SOURCE

{
	rest = $0
	line = ""
	while (i = index(rest, "@")) {
		line = line substr(rest, 1, i - 1)
		rest = substr(rest, i + 1)
		action = "release"
		if (sub(/^u:/, "", rest))
			action = "unify"
		else if (sub(/^d:/, "", rest))
			action = "demote"
		else if (sub(/^a:/, "", rest))
			action = "acquire"
		pin = sub(/^p:/, "", rest)
		match(rest, /^[a-z_]+/)
		call = substr(rest, 1, RLENGTH)
		new = call "_refs"
		if (action == "unify")
			new = "get_gup_pin_page_nofail"
		else if (action == "acquire")
			new = "pin" substr(call, 4)
		else if (pin)
			new = (call ~ /page$/) ? "unpin_user_page" : "unpin_user_pages"
		else if (action == "release")
			new = (call == "put_page") ? "put_user_page" : "put_user_pages"
		printf "%s\t%d\t%d\t%s\t%s\t%s\t%d\n", file, FNR, length(line) + 1, call, action, new, ++group > plan
	}
	print line rest
}
