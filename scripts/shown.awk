# SPDX-License-Identifier: GPL-2.0
# shown.awk: text as it may reach a terminal or a page, whatever source or file
# name it comes from.  What would steer a terminal (control characters, also those
# of UTF-8, and marks that turn the direction of writing round) and bytes that are
# no UTF-8 become \x1b, \u202e ...; with -v how=html, U+FFFD.  Tabs stay.  With
# -v how=line all of it becomes one line, a line break "\n".
#
#	LC_ALL=C awk -v how=html|line -f shown.awk
BEGIN {
	for (i = 1; i < 256; i++)
		number[sprintf("%c", i)] = i
}

# byte(S, I): the number of the I-th byte; 0 behind the end
function byte(s, i) {
	return number[substr(s, i, 1)] + 0
}

# wide(S, I): how many bytes the character at I has; 0 if that is no UTF-8
function wide(s, i,    b, n, k, next_byte) {
	b = byte(s, i)
	n = b < 128 ? 1 : b >= 194 && b <= 223 ? 2 : b >= 224 && b <= 239 ? 3 : b >= 240 && b <= 244 ? 4 : 0
	for (k = 1; k < n; k++) {
		next_byte = byte(s, i + k)
		if (next_byte < 128 || next_byte > 191)
			return 0
	}
	# longer than need be, half of a pair, or beyond the last character
	k = byte(s, i + 1)
	return b == 224 && k < 160 || b == 237 && k > 159 || b == 240 && k < 144 || b == 244 && k > 143 ? 0 : n
}

function shown(s,    out, i, n, code) {
	if (s !~ /[\001-\010\013-\037\177-\377]/)
		return s
	for (i = 1; i <= length(s); i += n ? n : 1) {
		n = wide(s, i)
		code = n < 2 ? byte(s, i) : n == 2 ? (byte(s, i) - 192) * 64 + byte(s, i + 1) - 128 : \
			n == 3 ? ((byte(s, i) - 224) * 64 + byte(s, i + 1) - 128) * 64 + byte(s, i + 2) - 128 : 65536
		if (n && code != 127 && (code >= 32 || code == 9) && (code < 128 || code > 159) &&
		    (code < 8206 || code > 8207) && (code < 8232 || code > 8238) && (code < 8294 || code > 8297))
			out = out substr(s, i, n)
		else if (how == "html")
			out = out "\357\277\275"
		else
			out = out sprintf((n > 1) ? "\\u%04x" : "\\x%02x", code)
	}
	return out
}

how == "line" { printf "%s%s", (NR > 1 ? "\\n" : ""), shown($0); next }
{ print shown($0) }
END {
	if (how == "line")
		print ""
}
