# SPDX-License-Identifier: GPL-2.0
# include.awk: FILE with one more #include, behind the last one that stands under
# no condition; where there is none, in front of the first line of code.
#
#	awk -v name=pincer_compat.h -f include.awk FILE

{ text[NR] = $0 }
/^[ \t]*#[ \t]*if/ { depth++ }
/^[ \t]*#[ \t]*endif/ { depth-- }
/^[ \t]*#[ \t]*include[ \t]/ && !depth && !code { last = NR }
index($0, "#include \"" name "\"") == 1 { there = 1 }
/^\{/ { code = 1 }
!begin && !comment && $0 != "" && $0 !~ /^[ \t]*(\/\/|\/\*)/ { begin = NR }
/\/\*/ && !/\*\// { comment = 1 }
/\*\// { comment = 0 }

END {
	for (i = 1; i <= NR; i++) {
		if (!last && i == begin && !there)
			print "#include \"" name "\""
		print text[i]
		if (i == last && !there)
			print "#include \"" name "\""
	}
}
