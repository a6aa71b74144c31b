#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make install: what is installed works for an ordinary user who may write nothing there, and goes without a trace;
# the Debian package holds the same.
set -eu
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/audit/lib.sh"
unset PINCER_CACHE PINCER_COMMAND PINCER_FROM PINCER_REPORTS PINCER_STATE
chmod 755 "$TMP"
home=$TMP/home
mkdir "$home" "$home/stand here"
new_tree
driver drivers/a/a.c a_get put_page
cp -R "$tree" "$home/linux"
mkdir "$home/driver"
driver drivers/a/a.c a_get put_page
cp "$tree/drivers/a/a.c" "$home/driver/"
sed -i 's/get_user_pages_fast/pin_user_pages_fast/' "$home/driver/a.c"

# as_user COMMAND...: an ordinary user, with nothing in his environment; in "stand here"
if [ "$(id -u)" -eq 0 ]; then
	chown -R "nobody:$(id -g nobody)" "$home"
	as_user() {
		(cd "$home/stand here" && setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups env -i HOME="$home" PATH=/usr/bin:/bin "$@")
	}
else
	as_user() {
		(cd "$home/stand here" && env -i HOME="$home" PATH=/usr/bin:/bin "$@")
	}
fi
# works PINCER: audit, explain, convert of a module, lint
works() {
	rm -rf "$home/.cache" "$home/.local" "$home/stand here/pincer-reports"
	ok "... audit" as_user "$1" audit ../linux
	ok "... its report lies where the user stands" test -f "$home/stand here/pincer-reports/linux/findings.sarif"
	ok "... what it keeps in his cache" test -d "$home/.cache/pincer"
	ok "... explain" as_user "$1" explain drivers/a/a.c:11 ../linux
	rm -rf "$home/module"
	cp -R "$home/driver" "$home/module"
	[ "$(id -u)" -ne 0 ] || chown -R "nobody:$(id -g nobody)" "$home/module"
	ok "... convert of a module" as_user "$1" convert --module=../module
	ok "... which it rewrites" grep -q unpin_user_page "$home/module/a.c"
	ok "... what must not be lost in his state" test -d "$home/.local/state/pincer"
	as_user sh -c 'cd ../linux && git init -q && git add -A && git -c user.name=t -c user.email=t@example.org commit -q -m first'
	ok "... lint" as_user "$1" lint --base=HEAD ../linux
	rm -rf "$home/linux/.git"
}

# ---- install, run, uninstall ----
listing() {
	(cd "$1" && find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2)
}
inst=$TMP/opt/pincer
ok "make install" make -s -C "$TOP" install PREFIX="$inst" PINCHECK=no
chmod -R a-w "$inst"
listing "$inst" >"$TMP/before"
works "$inst/bin/pincer"
is "... and nothing was written there" "$(listing "$inst")" "$(cat "$TMP/before")"
is "it says its version" "$(as_user "$inst/bin/pincer" --version)" "pincer $(sed -n 's/^#define PINCER_VERSION "\(.*\)"$/\1/p' "$TOP/pairing/version.h")"
without_pincheck() {
	! as_user "$inst/bin/pincer" check ../linux >"$TMP/out" 2>&1 || return 1
	cat "$TMP/out"
	grep -q "installed without pincheck\|packages are missing" "$TMP/out"
}
ok "check says what is missing" without_pincheck
no_home() {
	! as_user env -u HOME "$inst/bin/pincer" audit ../linux >"$TMP/out" 2>&1 || return 1
	cat "$TMP/out"
	grep -q "there is no HOME to keep anything in; set XDG_CACHE_HOME" "$TMP/out"
}
ok "without a HOME it says so" no_home
ok "a page for man" test -f "$inst/share/man/man1/pincer.1"
chmod -R u+w "$inst"
ok "installed over itself" make -s -C "$TOP" install PREFIX="$inst" PINCHECK=no
is "... it is the same" "$(listing "$inst")" "$(cat "$TMP/before")"
echo mine >"$inst/share/mine"
ok "make uninstall" make -s -C "$TOP" uninstall PREFIX="$inst"
is "... only what was not installed stays" "$(cd "$inst" && find . -type f)" ./share/mine
ok "... what isn't there cannot be" sh -c '! make -s -C "$1" uninstall PREFIX="$2" 2>/dev/null' sh "$TOP" "$inst"
ok "make install DESTDIR=" make -s -C "$TOP" install PREFIX=/usr DESTDIR="$TMP/root" PINCHECK=no
is "... nothing names the folder" "$(grep -rlF "$TMP/root" "$TMP/root")" ""
is "... a link leads to it" "$(readlink "$TMP/root/usr/bin/pincer")" ../lib/pincer/scripts/pincer
ok "make uninstall DESTDIR=" make -s -C "$TOP" uninstall PREFIX=/usr DESTDIR="$TMP/root"
is "... is without a trace" "$(find "$TMP/root/usr" 2>/dev/null)" ""

# ---- libsparse ----
mkdir "$TMP/sparse" "$TMP/pc"
: >"$TMP/sparse/linearize.h"
says_sparse() {
	cat "$TMP/out"
	grep -q "$1" "$TMP/out"
}
echo 'VERSION=0.6.3' >"$TMP/sparse/Makefile"
ok "a source of sparse that is too old" sh -c '! SPARSE=$1 PINCER_BUILD=$2 "$3/scripts/libsparse.sh" >"$4" 2>&1' sh "$TMP/sparse" "$TMP/b" "$TOP" "$TMP/out"
ok "... is said to be" says_sparse "is version 0.6.3, and 0.6.4 is needed"
ok "no source of sparse" sh -c '! SPARSE=$1 "$2/scripts/libsparse.sh" >"$3" 2>&1' sh "$TMP/pc" "$TOP" "$TMP/out"
ok "... is said to be none" says_sparse "not the source of sparse"
if command -v pkg-config >/dev/null; then
	printf 'Name: sparse\nDescription: s\nVersion: 0.6.4\nCflags: -I/opt/sparse\nLibs: -L/opt/sparse -lsparse\n' >"$TMP/pc/sparse.pc"
	is "pkg-config's is taken" "$(PKG_CONFIG_PATH="$TMP/pc" PINCER_BUILD="$TMP/b" "$TOP/scripts/libsparse.sh" --flags)" \
		"SPARSE_CFLAGS='-isystem /opt/sparse' SPARSE_LIBS='-L/opt/sparse -lsparse'"
fi
is "no compiler is told that a warning is an error" "$(grep -n -e '-Werror' "$TOP/scripts/build.sh" "$TOP/checker/Makefile")" ""

# ---- the package ----
if ! command -v dh >/dev/null; then
	ok "the package # SKIP debhelper is not installed" true
	done_testing
	exit
fi
mkdir -p "$TMP/deb/pincer" "$TMP/unpacked"
(cd "$TOP" && git ls-files -z -c -o --exclude-standard | xargs -0 cp -P --parents -t "$TMP/deb/pincer")
ok "dpkg-buildpackage" sh -c 'cd "$1" && dpkg-buildpackage -b -us -uc' sh "$TMP/deb/pincer"
ok "... leaves a package" sh -c 'dpkg-deb -x "$1"/pincer_*.deb "$2"' sh "$TMP/deb" "$TMP/unpacked"
chmod -R a-w "$TMP/unpacked"
works "$TMP/unpacked/usr/bin/pincer"
is "... it asks for the coccinelle that it was built with" "$(dpkg-deb -f "$TMP"/deb/pincer_*_*.deb Depends | grep -o 'coccinelle ([^)]*)')" \
	"coccinelle (= $(dpkg-query -W -f '${Version}' coccinelle))"
is "... and has what make install installs" "$(cd "$TMP/unpacked/usr/lib/pincer" && find . -type f | LC_ALL=C sort | sha256sum)" \
	"$(awk '{ print $2 }' "$TMP/before" | sed -n 's,^\./lib/pincer,.,p' | LC_ALL=C sort | sha256sum)"
chmod -R u+w "$TMP/unpacked"

done_testing
