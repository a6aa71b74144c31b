# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# lib.sh: what is asked of options.tsv.  Sourced behind the other lib.sh, never run.

# shellcheck disable=SC2154 # top
options=$top/scripts/command/options.tsv

# commands: of pincer, one a line
commands() {
	awk -F '\t' '$1 == "command" { print $2 }' "$options"
}

known_command() {
	commands | grep -qxF -e "$1"
}

# operands_of COMMAND
operands_of() {
	PINCER_SAID=$1 awk -F '\t' '$1 == "command" && $2 == ENVIRON["PINCER_SAID"] { print $3 }' "$options"
}

# variables: all that a command may be told by, one a line
variables() {
	awk -F '\t' '$1 == "option" { print $5 } $1 == "setting" && $2 ~ /^(KERNEL|SITE|T|SECONDS)$/ { print $2 }' "$options" | sort -u
}

# option_row COMMAND COLUMN NAME: the row of that option; nothing if the command has none
option_row() {
	PINCER_SAID=$3 awk -F '\t' -v command="$1" -v column="$2" '
		$1 == "option" && $column == ENVIRON["PINCER_SAID"] && ($2 == "*" || index("," $2 ",", "," command ",")) { print; exit }' "$options"
}

# option_names COMMAND: --names, one a line
option_names() {
	awk -F '\t' -v command="$1" '$1 == "option" && ($2 == "*" || index("," $2 ",", "," command ",")) { print $3 } END { print "--help" }' "$options"
}

# column N ROW
column() {
	printf '%s\n' "$2" | cut -f "$1"
}

# nearest WORD: of the names on stdin
nearest() {
	PINCER_SAID=$1 awk -f "$top/scripts/command/nearest.awk"
}

# pincer_version: and of a checkout, which commit
pincer_version() {
	version=$(sed -n 's/^#define PINCER_VERSION "\(.*\)"$/\1/p' "$top/pairing/version.h")
	commit=
	[ -f "$top/.installed" ] || [ ! -e "$top/.git" ] || commit=$(cd "$top" && git rev-parse --short HEAD 2>/dev/null) || commit=
	printf '%s%s\n' "$version" "${commit:+ (checkout at $commit)}"
}

# known_variables: what make may be told on its command line
known_variables() {
	variables
	awk -F '\t' '$1 == "setting" { print $2 }' "$options"
}

# all_commands: those of make as well
all_commands() {
	awk -F '\t' '$1 == "command" || $1 == "checkout" { print $2 }' "$options"
}
