// SPDX-License-Identifier: GPL-2.0
/*
 * replace.c: puts files of a tree in place, all or none, and takes back what was cut short.
 *
 *	pincer-replace convert [--links] FOLDER TREE ANALYSED OLD NEW
 *		every file below NEW takes the place of the one of that name in TREE.
 *		ANALYSED says which file and which text each was when it was analysed
 *		(as pincer-scan unchanged prints it), OLD has the text that each new one
 *		was made from.  What is not the same in all three and in TREE ends it.
 *		--links: a file with several names may be replaced under this one
 *	pincer-replace lay FOLDER TREE LIST TEXTS keep|swap|forget
 *		LIST has a record for each file: "BEFORE AFTER PATH" and a zero byte, the
 *		SHA-256 of its text before and after, or "-" where there is none; TEXTS
 *		has the texts by those names.  With the last file FOLDER/overlay.new
 *		becomes FOLDER/overlay (swap), or FOLDER/overlay goes (forget)
 *	pincer-replace recover FOLDER TREE
 *		takes back what a killed run left half done
 *
 * FOLDER is where Pincer remembers that tree: nobody else's, and outside of it.
 *	tree		which tree: "device:inode:birth", a newline, its path
 *	journal.new/	is being written, and means nothing
 *	journal/	list (what is replaced, signed by its SHA-256) and old/N, the Nth
 *			file as it was: some files of the tree may be new
 *	journal.done/	all of them are
 *	kept-TIME/	a journal with originals that could not be put back, and edited-N, what was
 *			saved as the Nth file meanwhile, and then once more
 *
 * The tree is opened for this once, every folder in it without following links, and a
 * file is replaced only if it is still the one that is meant: device, inode, size, times
 * and SHA-256, looked at directly before, and once more after the two were exchanged.
 * The new one gets owner, mode and extended attributes (with them the ACL) of the old.
 * The caller holds the tree's lock.  Exit status 0 done, 2 error: one line on stderr.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "sha256.h"

#define JOURNAL "pincer-journal-1"
#define NONE "-"

struct item {
	char *path;			/* below the tree */
	char old[SHA256_CHARS + 1];	/* of its text before, NONE if there is no file */
	char new[SHA256_CHARS + 1];	/* after */
	struct stat st;			/* as it was found in the tree */
	mode_t mode;			/* before, with owner and time, for one that is brought back */
	uid_t uid;
	gid_t gid;
	struct timespec mtime;
	const char *root;		/* which file it has to be: "device inode size", or NULL */
};

static struct item *items;
static size_t n_items;
static char temp[32];			/* what the names of new files begin with, until they are in place */
static const char *then = "keep";	/* what becomes of the overlay's records */

static const char *tree_path, *folder_path;
static int tree = -1, folder = -1;
static char said[4 * PATH_MAX];		/* what went wrong first */
static volatile sig_atomic_t stopped;
static bool hard_links;			/* may be broken */

/* ---- words ---- */

/* Keeps the first reason; always false, for `return fail(...)`. */
static bool __attribute__((format(printf, 1, 2))) fail(const char *fmt, ...)
{
	va_list ap;

	if (*said)
		return false;
	va_start(ap, fmt);
	vsnprintf(said, sizeof(said), fmt, ap);
	va_end(ap);
	return false;
}

/* One line: what would be obeyed by a terminal is written as \ooo. */
static void say(const char *text)
{
	const unsigned char *p = (const unsigned char *)text;

	fputs("pincer: ", stderr);
	for (; *p; p++)
		if (*p < ' ' || *p == 127)
			fprintf(stderr, "\\%03o", *p);
		else
			fputc(*p, stderr);
	fputc('\n', stderr);
}

static void __attribute__((noreturn)) quit(void)
{
	say(said);
	exit(2);
}

static void __attribute__((noreturn, format(printf, 1, 2))) die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(said, sizeof(said), fmt, ap);
	va_end(ap);
	quit();
}

static void *grow(void *p, size_t bytes)
{
	p = realloc(p, bytes ? bytes : 1);
	if (!p)
		die("out of memory; nothing was changed");
	return p;
}

static char *copy_of(const char *s)
{
	return strcpy(grow(NULL, strlen(s) + 1), s);
}

static const char *why(void)
{
	return errno == ENOSPC || errno == EDQUOT ? "no space left there" : strerror(errno);
}

/* The name of the new file of an item while it stands ready, beside the old one. */
static const char *ready(const struct item *it)
{
	static char name[sizeof(temp) + 24];

	snprintf(name, sizeof(name), "%s-%zu", temp, (size_t)(it - items));
	return name;
}

/*
 * The name of that file while it is still being written: what bears the name above is whole,
 * so that after a kill a part of a text is not taken for one that an editor saved.
 */
static const char *unfinished(const struct item *it)
{
	static char name[sizeof(temp) + 32];

	snprintf(name, sizeof(name), "%s.part", ready(it));
	return name;
}

/* ---- files ---- */

static bool write_all(int fd, const void *from, size_t n)
{
	const char *p = from;

	while (n) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= done;
	}
	return true;
}

/* Reads FROM to its end, writes it to TO unless that is -1; SHA is that of the text. */
static bool copy_text(int from, int to, char sha[SHA256_CHARS + 1])
{
	unsigned char digest[SHA256_BYTES];
	static char block[1 << 16];
	struct sha256 s;
	ssize_t n;

	if (lseek(from, 0, SEEK_SET) < 0)
		return false;
	sha256_start(&s);
	for (;;) {
		n = read(from, block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		sha256_add(&s, block, n);
		if (to >= 0 && !write_all(to, block, n))
			return false;
	}
	if (n < 0)
		return false;
	sha256_end(&s, digest);
	sha256_text(digest, sha);
	return true;
}

/* A regular file for reading, never a link, a device or a pipe; -1 with errno. */
static int open_file(int dir, const char *name, struct stat *st)
{
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return -1;
	if (fstat(fd, st)) {
		close(fd);
		return -1;
	}
	if (!S_ISREG(st->st_mode)) {
		close(fd);
		errno = S_ISDIR(st->st_mode) ? EISDIR : ELOOP;
		return -1;
	}
	return fd;
}

/* SHA of the file NAME in DIR, NONE if there is no such; false with errno. */
static bool sha_of(int dir, const char *name, char sha[SHA256_CHARS + 1], struct stat *st)
{
	int fd = open_file(dir, name, st);
	bool ok;

	if (fd < 0) {
		strcpy(sha, NONE);
		return errno == ENOENT;
	}
	ok = copy_text(fd, -1, sha);
	close(fd);
	return ok;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/*
 * The folder of the tree that PATH lies in, every step of the way a folder of its own and no
 * link; *BASE is the name in it.  -1 with a reason.
 */
static int parent(const char *path, const char **base)
{
	int at = fcntl(tree, F_DUPFD_CLOEXEC, 0);
	char name[NAME_MAX + 1];

	for (;;) {
		size_t len = strcspn(path, "/");
		int next;

		if (!len || len > NAME_MAX || (len == 1 && *path == '.') || (len == 2 && !memcmp(path, "..", 2))) {
			close(at);
			fail("%s: is no path inside the tree; nothing was changed", path);
			return -1;
		}
		if (!path[len]) {
			*base = path;
			return at;
		}
		memcpy(name, path, len);
		name[len] = 0;
		next = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(at);
		if (next < 0) {
			fail("%s/%s: %s; every folder on the way has to be one, not a link", tree_path, name,
			     errno == ELOOP || errno == ENOTDIR ? "a symbolic link, or no folder" : strerror(errno));
			return -1;
		}
		at = next;
		path += len + 1;
	}
}

/* A folder of Pincer's own and all in it; what is not there is gone. */
static bool clear(int dir, const char *name)
{
	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct dirent *e;
	DIR *d;

	if (fd < 0) {
		if (errno != ENOTDIR && errno != ELOOP)
			return errno == ENOENT;
		return !unlinkat(dir, name, 0);
	}
	d = fdopendir(fd);
	if (!d) {
		close(fd);
		return false;
	}
	while ((e = readdir(d)))
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, "..") && !clear(fd, e->d_name)) {
			closedir(d);
			return false;
		}
	closedir(d);
	return !unlinkat(dir, name, AT_REMOVEDIR);
}

/* ---- what may be replaced ---- */

static bool unmovable(int dir, const char *name, const char *path)
{
	struct statx x;
	uint64_t bits = STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND;

	if (statx(dir, name, AT_SYMLINK_NOFOLLOW, STATX_TYPE, &x) || !(x.stx_attributes & x.stx_attributes_mask & bits))
		return false;
	fail("%s/%s: may not be changed (chattr +%c); take that away first", tree_path, path,
	     x.stx_attributes & STATX_ATTR_IMMUTABLE ? 'i' : 'a');
	return true;
}

/* Could the file PATH, that is NAME in DIR and as ST if there is one, be replaced? */
static bool may_replace(int dir, const char *name, const char *path, const struct stat *st)
{
	struct stat own;

	if (faccessat(dir, ".", W_OK | X_OK, AT_EACCESS) || fstat(dir, &own))
		return fail("%s/%s: its folder cannot be written: %s; check its permissions", tree_path, path,
			    strerror(errno));
	if (unmovable(dir, ".", path))
		return false;
	if (!st)
		return true;
	if (unmovable(dir, name, path))
		return false;
	if (geteuid() && st->st_uid != geteuid())
		return fail("%s/%s: belongs to another user and would not stay his; let him convert it, or copy the tree",
			    tree_path, path);
	if (st->st_nlink > 1 && !hard_links)
		return fail("%s/%s: has %lu names (hard links), and the others would keep the old text; make a copy of it, or use FORCE=1",
			    tree_path, path, (unsigned long)st->st_nlink);
	return true;
}

/* Owner, mode and extended attributes of FROM for TO. */
static bool copy_owner(int from, int to, const struct stat *st)
{
	char *names = NULL, *name, *value = NULL;
	ssize_t n, len;
	bool ok = false;

	if (fchown(to, st->st_uid, st->st_gid) || fchmod(to, st->st_mode & 07777))
		return false;
	n = flistxattr(from, NULL, 0);
	if (n <= 0)
		return !n || errno == ENOTSUP;
	names = grow(NULL, n);
	n = flistxattr(from, names, n);
	if (n < 0)
		goto out;
	for (name = names; name < names + n; name += strlen(name) + 1) {
		char has[256];

		len = fgetxattr(from, name, NULL, 0);
		if (len < 0)
			goto out;
		value = grow(value, len);
		len = fgetxattr(from, name, value, len);
		if (len < 0)
			goto out;
		/* a label may be there already, and not be ours to set */
		if (fsetxattr(to, name, value, len, 0) &&
		    (len > (ssize_t)sizeof(has) || fgetxattr(to, name, has, sizeof(has)) != len || memcmp(has, value, len)))
			goto out;
	}
	ok = true;
out:
	free(names);
	free(value);
	return ok;
}

/*
 * Has the text of FROM stand ready beside NAME in DIR; its SHA has to be SHA.  Like AS (a
 * file that is there, with its stat) or, without one, as the item says.
 */
static bool make_ready(int dir, int from, const char *sha, int as, const struct item *it, bool old_time)
{
	const struct timespec times[2] = { { .tv_nsec = UTIME_NOW }, it->mtime };
	char got[SHA256_CHARS + 1];
	int fd = openat(dir, unfinished(it), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return fail("%s/%s: its folder cannot be written: %s", tree_path, it->path, why());
	if (!copy_text(from, fd, got)) {
		fail("%s/%s: %s; make room and run again", tree_path, it->path, why());
		goto bad;
	}
	if (strcmp(got, sha)) {
		fail("%s/%s: the text for it was changed meanwhile; run again", tree_path, it->path);
		goto bad;
	}
	if (as >= 0 ? !copy_owner(as, fd, &it->st) :
	    (fchmod(fd, it->mode & 07777) || (!geteuid() && fchown(fd, it->uid, it->gid)))) {
		fail("%s/%s: cannot keep its owner, mode and attributes: %s", tree_path, it->path, why());
		goto bad;
	}
	/* nothing has the other name: only Pincer knows the random number in both */
	if ((old_time && futimens(fd, times)) || fsync(fd) || renameat(dir, unfinished(it), dir, ready(it))) {
		fail("%s/%s: %s; make room and run again", tree_path, it->path, why());
		goto bad;
	}
	close(fd);
	return true;
bad:
	close(fd);
	unlinkat(dir, unfinished(it), 0);
	return false;
}

static bool changed(const struct item *it)
{
	return fail("%s/%s: was changed while Pincer was at work; nothing was changed by it, run again", tree_path, it->path);
}

/* Nothing stands in the way of a rename that must not replace anything; false with errno. */
static bool rename_new(int dir, const char *from, const char *to)
{
	if (!renameat2(dir, from, dir, to, RENAME_NOREPLACE))
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	if (!linkat(dir, from, dir, to, 0))
		return !unlinkat(dir, from, 0);
	return (errno == EPERM || errno == ENOTSUP) && faccessat(dir, to, F_OK, AT_SYMLINK_NOFOLLOW) && !renameat(dir, from, dir, to);
}

/* Is a text with that SHA one of the two that Pincer knows?  Anything else is somebody's. */
static bool ours(const struct item *it, const char *sha)
{
	return !strcmp(sha, it->old) || !strcmp(sha, it->new);
}

/* Does somebody's text stand under the name of the new file?  Whole files come there, see unfinished(). */
static bool holds_edit(int dir, const struct item *it, bool *edit)
{
	char sha[SHA256_CHARS + 1];
	struct stat st;

	if (!sha_of(dir, ready(it), sha, &st))
		return fail("%s/%s: a file beside it (%s): %s; make it readable and run again", tree_path, it->path, ready(it), why());
	*edit = strcmp(sha, NONE) && !ours(it, sha);
	return true;
}

/*
 * An editor's text that a rename of ours brought under the ready name gets NAME again.  If he
 * saved once more meanwhile, the later text has it, and the other one stays ready: see let_go().
 */
static bool give_back(int dir, const char *name, const struct item *it)
{
	char sha[SHA256_CHARS + 1];
	struct stat st;
	bool edit;

	if (!sha_of(dir, name, sha, &st))
		goto failed;
	if (!strcmp(sha, NONE)) {
		if (rename_new(dir, ready(it), name) || errno == EEXIST)
			return true;
		goto failed;
	}
	if (!ours(it, sha))
		return true;
	if (renameat2(dir, ready(it), dir, name, RENAME_EXCHANGE))
		goto failed;
	if (!holds_edit(dir, it, &edit))
		return false;
	if (!edit || !renameat2(dir, ready(it), dir, name, RENAME_EXCHANGE))
		return true;
failed:
	return fail("%s/%s: what was saved there meanwhile stands beside it (%s), and cannot be put back: %s; put it there by hand",
		    tree_path, it->path, ready(it), why());
}

/*
 * What stands ready takes the place of NAME, if that is still the text WAS (NONE: if there is
 * no such file).  An editor that saves at this very moment is noticed, and its file kept.
 */
static bool put(int dir, const char *name, const char *was, const struct item *it)
{
	char sha[SHA256_CHARS + 1];
	struct stat st, after;

	if (!sha_of(dir, name, sha, &st) || strcmp(sha, was))
		return changed(it);
	if (!strcmp(was, NONE)) {
		if (rename_new(dir, ready(it), name))
			return true;
		if (errno == EEXIST)
			return changed(it);
		return fail("%s/%s: cannot be put in place: %s", tree_path, it->path, why());
	}
	if (it->st.st_ino && !same_file(&st, &it->st))
		return changed(it);
	if (renameat2(dir, ready(it), dir, name, RENAME_EXCHANGE)) {
		if ((errno == EINVAL || errno == ENOSYS) && !renameat(dir, ready(it), dir, name))
			return true;
		return fail("%s/%s: cannot be put in place: %s", tree_path, it->path, why());
	}
	if (!sha_of(dir, ready(it), sha, &after) || strcmp(sha, was) || !same_file(&st, &after))
		return give_back(dir, name, it) && changed(it);
	unlinkat(dir, ready(it), 0);
	return true;
}

/* The file NAME goes, if it is still the text WAS. */
static bool take_away(int dir, const char *name, const char *was, const struct item *it)
{
	char sha[SHA256_CHARS + 1];
	struct stat st;

	if (!sha_of(dir, name, sha, &st) || strcmp(sha, was))
		return changed(it);
	if (renameat2(dir, name, dir, ready(it), RENAME_NOREPLACE) &&
	    ((errno != EINVAL && errno != ENOSYS) || renameat(dir, name, dir, ready(it))))
		return fail("%s/%s: cannot be deleted: %s", tree_path, it->path, why());
	if (!sha_of(dir, ready(it), sha, &st) || strcmp(sha, was))
		return give_back(dir, name, it) && changed(it);
	unlinkat(dir, ready(it), 0);
	return true;
}

/* ---- the journal ---- */

static bool journal_failed(void)
{
	return fail("%s: %s; nothing was changed", folder_path, why());
}

/* The list as bytes: strings, each ended by a zero byte, the last is the SHA of the others. */
static char *journal_text(size_t *len)
{
	unsigned char digest[SHA256_BYTES];
	char *text = NULL, sha[SHA256_CHARS + 1];
	FILE *f = open_memstream(&text, len);
	size_t i;

	if (!f)
		die("out of memory; nothing was changed");
	fprintf(f, "%s%c%s%c%s%c", JOURNAL, 0, then, 0, temp, 0);
	for (i = 0; i < n_items; i++) {
		const struct item *it = &items[i];

		fprintf(f, "%s %s %o %lu %lu %lld %ld %s%c", it->old, it->new, (unsigned int)it->mode,
			(unsigned long)it->uid, (unsigned long)it->gid, (long long)it->mtime.tv_sec,
			it->mtime.tv_nsec, it->path, 0);
	}
	fflush(f);
	sha256_of(text, *len, digest);
	sha256_text(digest, sha);
	fprintf(f, "%s%c", sha, 0);
	fclose(f);
	return text;
}

/* journal.new with every original and the list; then it is the journal. */
static bool write_journal(void)
{
	int dir = -1, old = -1, fd = -1, from, at;
	char name[32], sha[SHA256_CHARS + 1];
	const char *base;
	struct stat st;
	char *text = NULL;
	bool ok = false;
	size_t i, len;

	if (!clear(folder, "journal.new") || mkdirat(folder, "journal.new", 0700))
		return journal_failed();
	dir = openat(folder, "journal.new", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (dir < 0 || mkdirat(dir, "old", 0700))
		goto out;
	old = openat(dir, "old", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (old < 0)
		goto out;
	for (i = 0; i < n_items; i++) {
		if (!strcmp(items[i].old, NONE))
			continue;
		at = parent(items[i].path, &base);
		if (at < 0)
			goto out;
		from = open_file(at, base, &st);
		close(at);
		if (from < 0) {
			changed(&items[i]);
			goto out;
		}
		snprintf(name, sizeof(name), "%zu", i);
		fd = openat(old, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		ok = fd >= 0 && copy_text(from, fd, sha) && !fsync(fd);
		close(from);
		if (!ok)
			goto out;
		close(fd);
		fd = -1;
		ok = false;
		if (strcmp(sha, items[i].old) || !same_file(&st, &items[i].st)) {
			changed(&items[i]);
			goto out;
		}
	}
	text = journal_text(&len);
	fd = openat(dir, "list", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ok = fd >= 0 && write_all(fd, text, len) && !fsync(fd) && !fsync(old) && !fsync(dir) &&
	     !renameat(folder, "journal.new", folder, "journal") && !fsync(folder);
out:
	if (!ok)
		journal_failed();
	free(text);
	if (fd >= 0)
		close(fd);
	if (old >= 0)
		close(old);
	if (dir >= 0)
		close(dir);
	if (!ok)
		clear(folder, "journal.new");
	return ok;
}

static bool is_sha(const char *s)
{
	return !strcmp(s, NONE) || (strlen(s) == SHA256_CHARS && strspn(s, "0123456789abcdef") == SHA256_CHARS);
}

/* The list of the journal NAME; false if it is not as it was written. */
static bool read_journal(const char *name)
{
	char sha[SHA256_CHARS + 1], *text, *p, *end, path[64];
	unsigned char digest[SHA256_BYTES];
	ssize_t n, got = 0;
	struct stat st;
	int fd;

	snprintf(path, sizeof(path), "%s/list", name);
	fd = open_file(folder, path, &st);
	if (fd < 0)
		return false;
	text = grow(NULL, st.st_size + 1);
	while (got < st.st_size && (n = read(fd, text + got, st.st_size - got)) > 0)
		got += n;
	close(fd);
	if (got != st.st_size || got < SHA256_CHARS + 1 || text[got - 1])
		return false;
	end = text + got - SHA256_CHARS - 1;
	sha256_of(text, end - text, digest);
	sha256_text(digest, sha);
	if (strcmp(end, sha) || end == text || end[-1])
		return false;
	p = text;
	if (strcmp(p, JOURNAL))
		return false;
	p += strlen(p) + 1;
	if (p >= end)
		return false;
	then = p;
	p += strlen(p) + 1;
	if (p >= end || strlen(p) >= sizeof(temp) || strncmp(p, ".pincer-", 8) || strchr(p, '/'))
		return false;
	strcpy(temp, p);
	n_items = 0;
	for (p += strlen(p) + 1; p < end; p += strlen(p) + 1) {
		struct item it = { 0 };
		unsigned long uid, gid;
		unsigned int mode;
		long long sec;
		int at = 0;

		if (sscanf(p, "%64s %64s %o %lu %lu %lld %ld %n", it.old, it.new, &mode, &uid, &gid, &sec,
			   &it.mtime.tv_nsec, &at) < 7 || !at || !is_sha(it.old) || !is_sha(it.new))
			return false;
		it.mode = mode;
		it.uid = uid;
		it.gid = gid;
		it.mtime.tv_sec = sec;
		it.path = p + at;
		items = grow(items, (n_items + 1) * sizeof(*items));
		items[n_items++] = it;
	}
	return true;
}

/* The overlay's records follow what was laid in or taken out; may be done again. */
static bool follow(void)
{
	if (strcmp(then, "keep")) {
		if (!faccessat(folder, "overlay.new", F_OK, 0) || !strcmp(then, "forget")) {
			if (!clear(folder, "overlay.old") ||
			    (renameat(folder, "overlay", folder, "overlay.old") && errno != ENOENT) ||
			    (!strcmp(then, "swap") && renameat(folder, "overlay.new", folder, "overlay")))
				return fail("%s: %s; make it writable and run again", folder_path, why());
		}
		clear(folder, "overlay.old");
	}
	fsync(folder);
	clear(folder, "journal.done");
	return true;
}

/* ---- taking back ---- */

/* Where the tree's journal was put that could not all be taken back. */
static char kept[64];

static bool set_aside(void)
{
	time_t now = time(NULL);
	struct tm tm;
	int i;

	localtime_r(&now, &tm);
	for (i = 0; i < 100; i++) {
		size_t n = strftime(kept, sizeof(kept), "kept-%Y%m%d-%H%M%S", &tm);

		if (i)
			snprintf(kept + n, sizeof(kept) - n, "-%d", i);
		if (!renameat2(folder, "journal", folder, kept, RENAME_NOREPLACE))
			return true;
		if (errno == EINVAL || errno == ENOSYS)
			return !renameat(folder, "journal", folder, kept);
		if (errno != EEXIST)
			break;
	}
	return fail("%s/journal: %s; move it away by hand", folder_path, why());
}

/*
 * What is to be done with a file.  GIVE_BACK: a text of ours stands in the tree, and an editor's
 * beside it, who saved directly before an exchange; the run was killed before it looked at
 * what came out.
 */
enum fate { AS_IT_WAS, PUT_BACK, GIVE_BACK, EDITED };

/* Changes nothing.  BESIDE: does anything stand there that bears a name of that run? */
static bool fate_of(struct item *it, int dir, const char *base, enum fate *fate, bool *beside)
{
	char sha[SHA256_CHARS + 1];
	bool edit;

	*beside |= !faccessat(dir, ready(it), F_OK, AT_SYMLINK_NOFOLLOW) || !faccessat(dir, unfinished(it), F_OK, AT_SYMLINK_NOFOLLOW);
	if (!sha_of(dir, base, sha, &it->st)) {
		if (errno != ELOOP && errno != EISDIR)
			return fail("%s/%s: %s; make it readable and run again", tree_path, it->path, why());
		*fate = EDITED;
		return true;
	}
	if (!holds_edit(dir, it, &edit))
		return false;
	*fate = !ours(it, sha) ? EDITED : edit ? GIVE_BACK : !strcmp(sha, it->old) ? AS_IT_WAS : PUT_BACK;
	return true;
}

/* Where a text is kept that was saved while item I was at work, and then once more. */
static const char *earlier(size_t i)
{
	static char name[64];

	snprintf(name, sizeof(name), "journal/edited-%zu", i);
	return name;
}

/* Of item I, nothing of ours is to stand beside it; somebody's text goes to where it is kept. */
static bool let_go(size_t i, int dir)
{
	const struct item *it = &items[i];
	char sha[SHA256_CHARS + 1];
	int from, to = -1;
	struct stat st;
	bool edit, ok;

	unlinkat(dir, unfinished(it), 0);
	if (!holds_edit(dir, it, &edit))
		return false;
	if (edit) {
		from = open_file(dir, ready(it), &st);
		if (from >= 0)
			to = openat(folder, earlier(i), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
		ok = to >= 0 && copy_text(from, to, sha) && !fsync(to);
		if (from >= 0)
			close(from);
		if (to >= 0)
			close(to);
		if (!ok)
			return fail("%s/%s: what was saved there meanwhile stands beside it (%s), and cannot be kept: %s; make room and run again",
				    tree_path, it->path, ready(it), why());
	}
	unlinkat(dir, ready(it), 0);
	return true;
}

static bool restore(size_t i, int dir, const char *base)
{
	struct item *it = &items[i];
	char name[64];
	struct stat st;
	int from, as = -1;
	bool ok;

	if (!strcmp(it->old, NONE))
		return take_away(dir, base, it->new, it);
	snprintf(name, sizeof(name), "journal/old/%zu", i);
	from = open_file(folder, name, &st);
	if (from < 0)
		return fail("%s/%s: %s; without it %s cannot be put back", folder_path, name, strerror(errno), it->path);
	if (strcmp(it->new, NONE))
		as = open_file(dir, base, &st);
	ok = make_ready(dir, from, it->old, as, it, true) && put(dir, base, it->new, it);
	close(from);
	if (as >= 0)
		close(as);
	return ok;
}

/* Names the files that are left in journal/edited, moves all away, and says which it was. */
static bool leave(const enum fate *fates, long first, long left)
{
	const struct item *it = &items[first];
	int fd = openat(folder, "journal/edited", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	bool twice = !faccessat(folder, earlier(first), F_OK, AT_SYMLINK_NOFOLLOW);
	const char *others = left > 1 ? ", with others" : "";
	size_t i;

	for (i = 0; f && i < n_items; i++) {
		if (fates[i] == EDITED)
			fprintf(f, "old/%zu\t%s\n", i, items[i].path);
		if (!faccessat(folder, earlier(i), F_OK, AT_SYMLINK_NOFOLLOW))
			fprintf(f, "edited-%zu\t%s\n", i, items[i].path);
	}
	if (f)
		fclose(f);
	if (!set_aside())
		return false;
	if (twice)
		fail("%s/%s: was saved twice while Pincer was at work, and is left as it is%s; the other text is %s/%s/edited-%ld (edited there lists all), compare them",
		     tree_path, it->path, others, folder_path, kept, first);
	else if (strcmp(it->old, NONE))
		fail("%s/%s: was edited since the conversion was interrupted, and is left as it is%s; its original is %s/%s/old/%ld (edited there lists all), the other files were put back",
		     tree_path, it->path, others, folder_path, kept, first);
	else
		fail("%s/%s: was edited since the work on %s was interrupted, and is left as it is; %s/%s knows more",
		     tree_path, it->path, tree_path, folder_path, kept);
	return true;
}

/* Takes back one file; what was EDITED meanwhile is left, and *FATE says so.  False if it has to be tried again. */
static bool take_back(size_t i, enum fate *fate)
{
	struct item *it = &items[i];
	char sha[SHA256_CHARS + 1];
	const char *base;
	struct stat st;
	bool ok;
	int dir = parent(it->path, &base);

	if (dir < 0) {
		*said = 0; /* its folder is gone */
		*fate = EDITED;
		return true;
	}
	ok = (*fate != GIVE_BACK || give_back(dir, base, it)) && let_go(i, dir);
	if (ok && *fate == PUT_BACK && !restore(i, dir, base)) {
		/* it has been edited this very moment, or there is no room */
		ok = !sha_of(dir, base, sha, &st) || strcmp(sha, it->new);
		if (ok) {
			*said = 0;
			*fate = EDITED;
		}
		ok = let_go(i, dir) && ok;
	}
	if (*fate == GIVE_BACK)
		*fate = EDITED;
	fsync(dir);
	close(dir);
	return ok;
}

/*
 * Every file that is as we made it becomes what it was; one that was edited since is left
 * and named.  OTHER: the journal was made in another folder that lay at this path.  It is
 * believed if every file is as it says, or if a file stands there whose name only that run
 * knew: then this is a copy of that tree.  What cannot be done is found before anything
 * is.  Returns how many files were left, -1 if nothing was done.
 */
static long roll_back(bool other)
{
	enum fate *fates = grow(NULL, n_items * sizeof(*fates));
	long left = 0, first = -1;
	bool beside = false;
	const char *base;
	size_t i;
	int dir;

	for (i = 0; i < n_items; i++) {
		struct item *it = &items[i];

		fates[i] = EDITED;
		dir = parent(it->path, &base);
		if (dir < 0) {
			*said = 0; /* its folder is gone */
		} else {
			bool ok = fate_of(it, dir, base, &fates[i], &beside) &&
				  (fates[i] == AS_IT_WAS || fates[i] == EDITED ||
				   may_replace(dir, base, it->path, strcmp(it->new, NONE) ? &it->st : NULL));

			close(dir);
			if (!ok)
				return -1;
		}
		left += fates[i] == EDITED;
	}
	if (other && left && !beside) {
		if (!set_aside())
			return -1;
		fprintf(stderr, "pincer: a conversion of another tree at this path was interrupted; what it knew is kept in ");
		fprintf(stderr, "%s/%s\n", folder_path, kept);
		return 0;
	}
	left = 0;
	for (i = 0; i < n_items; i++) {
		if (!take_back(i, &fates[i]))
			return -1;
		if (fates[i] == EDITED || !faccessat(folder, earlier(i), F_OK, AT_SYMLINK_NOFOLLOW)) {
			if (first < 0)
				first = i;
			left++;
		}
	}
	if (left) {
		if (!leave(fates, first, left))
			return -1;
	} else {
		if (renameat(folder, "journal", folder, "journal.new"))
			return fail("%s: %s; make it writable and run again", folder_path, why()) - 1;
		fsync(folder);
		clear(folder, "journal.new");
	}
	free(fates);
	return left;
}

/* ---- putting in place ---- */

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static void catch_signals(void)
{
	struct sigaction a = { .sa_handler = stop };

	sigaction(SIGINT, &a, NULL);
	sigaction(SIGTERM, &a, NULL);
	sigaction(SIGHUP, &a, NULL);
}

static void ignore_signals(void)
{
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
}

/* Is the file there the one that is meant, and may it be replaced? */
static bool check(struct item *it)
{
	char sha[SHA256_CHARS + 1], id[96];
	const char *base;
	bool ok;
	int dir = parent(it->path, &base);

	if (dir < 0)
		return false;
	ok = sha_of(dir, base, sha, &it->st);
	if (!ok) {
		fail("%s/%s: %s; nothing was changed", tree_path, it->path,
		     errno == ELOOP ? "a symbolic link, or no regular file" : strerror(errno));
	} else if (strcmp(sha, it->old)) {
		ok = changed(it);
	} else {
		it->mode = it->st.st_mode & 07777;
		it->uid = it->st.st_uid;
		it->gid = it->st.st_gid;
		it->mtime = it->st.st_mtim;
		snprintf(id, sizeof(id), "%llu %llu %lld", (unsigned long long)it->st.st_dev,
			 (unsigned long long)it->st.st_ino, (long long)it->st.st_size);
		if (it->root && strcmp(id, it->root))
			ok = changed(it);
		else
			ok = may_replace(dir, base, it->path, strcmp(it->old, NONE) ? &it->st : NULL);
	}
	if (!strcmp(it->old, NONE)) {
		memset(&it->st, 0, sizeof(it->st));
		it->mode = 0644;
		it->uid = geteuid();
		it->gid = getegid();
	}
	close(dir);
	return ok;
}

/* The new text of an item, from TEXTS/its path or TEXTS/its SHA. */
static bool prepare(struct item *it, int texts, bool by_sha)
{
	const char *base;
	struct stat st, now;
	int dir, from, as = -1;
	bool ok;

	if (!strcmp(it->new, NONE))
		return true;
	from = open_file(texts, by_sha ? it->new : it->path, &st);
	if (from < 0)
		return fail("the new text of %s: %s; run again", it->path, strerror(errno));
	dir = parent(it->path, &base);
	if (dir < 0) {
		close(from);
		return false;
	}
	if (strcmp(it->old, NONE)) {
		as = open_file(dir, base, &now);
		if (as < 0 || !same_file(&now, &it->st)) {
			ok = changed(it);
			goto out;
		}
	}
	ok = make_ready(dir, from, it->new, as, it, false);
out:
	if (as >= 0)
		close(as);
	close(dir);
	close(from);
	return ok;
}

static bool commit(void)
{
	const char *base;
	size_t i;

	for (i = 0; i < n_items; i++) {
		struct item *it = &items[i];
		int dir = parent(it->path, &base);
		bool ok;

		if (dir < 0)
			return false;
		ok = !stopped;
		if (!ok)
			fail("interrupted; %s is as it was", tree_path);
		else
			ok = strcmp(it->new, NONE) ? put(dir, base, it->old, it) : take_away(dir, base, it->old, it);
		if (ok)
			fsync(dir);
		close(dir);
		if (!ok)
			return false;
	}
	return true;
}

static void replace(int texts, bool by_sha)
{
	unsigned char random[8];
	bool live;
	size_t i;

	catch_signals();
	if (getrandom(random, sizeof(random), 0) != sizeof(random))
		die("no random numbers to be had: %s", strerror(errno));
	strcpy(temp, ".pincer-");
	for (i = 0; i < sizeof(random); i++)
		sprintf(temp + 8 + 2 * i, "%02x", random[i]);
	for (i = 0; i < n_items; i++)
		if (!check(&items[i]))
			quit();
	live = write_journal();
	for (i = 0; live && i < n_items && !*said; i++) {
		if (stopped)
			fail("interrupted; %s is as it was", tree_path);
		else
			prepare(&items[i], texts, by_sha);
	}
	if (!live || *said || !commit()) {
		char first[sizeof(said)];

		ignore_signals();
		if (!live)
			quit();
		strcpy(first, said);
		*said = 0;
		hard_links = true;
		if (roll_back(false))
			say(said);
		strcpy(said, first);
		quit();
	}
	ignore_signals();
	if (renameat(folder, "journal", folder, "journal.done"))
		die("%s: %s; run again, which takes it back", folder_path, why());
	fsync(folder);
	if (!follow())
		quit();
}

/* ---- what to put in place ---- */

struct known {
	char *id;		/* "device inode size" */
	char *sha, *path;
};
static struct known *known;
static size_t n_known;

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct known *)a)->path, ((const struct known *)b)->path);
}

static int item_by_path(const void *a, const void *b)
{
	return strcmp(((const struct item *)a)->path, ((const struct item *)b)->path);
}

/* Hands the records of a file to TAKE, each has a zero byte behind it; what it does not take ends the run. */
static void each_record(const char *name, bool (*take)(char *record))
{
	FILE *f = fopen(name, "r");
	char *record = NULL;
	size_t max = 0;

	if (!f)
		die("%s: %s", name, strerror(errno));
	while (getdelim(&record, &max, 0, f) > 0)
		if (!take(copy_of(record)))
			die("%s: not a list of files as Pincer makes it; run again", name);
	free(record);
	fclose(f);
}

/* "SHA DEVICE INODE SIZE MTIME CTIME PATH" */
static bool take_known(char *record)
{
	char *field[7] = { record };
	int k;

	for (k = 1; k < 7 && (field[k] = strchr(field[k - 1], ' ')); k++)
		field[k]++;
	if (k < 7)
		return false;
	field[1][-1] = field[4][-1] = 0;
	if (!is_sha(field[0]))
		return false;
	known = grow(known, (n_known + 1) * sizeof(*known));
	known[n_known++] = (struct known) { .sha = field[0], .id = field[1], .path = field[6] };
	return true;
}

static void read_known(const char *name)
{
	each_record(name, take_known);
	qsort(known, n_known, sizeof(*known), by_path);
}

static int open_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		die("%s: %s", path, strerror(errno));
	return fd;
}

static void read_new(const char *new_path, int old)
{
	char *root[] = { copy_of(new_path), NULL };
	size_t skip = strlen(root[0]) + 1;
	FTS *fts = fts_open(root, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *e;

	if (!fts)
		die("%s: %s", new_path, strerror(errno));
	while ((e = fts_read(fts))) {
		struct known key, *k;
		struct item it = { 0 };
		struct stat st;

		if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR)
			die("%s: %s", e->fts_path, strerror(e->fts_errno));
		if (e->fts_info != FTS_F)
			continue;
		it.path = copy_of(e->fts_path + skip);
		key.path = it.path;
		k = n_known ? bsearch(&key, known, n_known, sizeof(key), by_path) : NULL;
		if (!sha_of(AT_FDCWD, e->fts_path, it.new, &st))
			die("%s: %s", e->fts_path, strerror(errno));
		if (!sha_of(old, it.path, it.old, &st))
			die("the old text of %s: %s", it.path, strerror(errno));
		if (k) {
			it.root = k->id;
			if (strcmp(it.old, k->sha)) {
				changed(&it);
				quit();
			}
		} else if (strcmp(it.old, NONE)) {
			die("%s/%s: was not analysed; nothing was changed, run again", tree_path, it.path);
		}
		if (!strcmp(it.old, it.new))
			continue;
		items = grow(items, (n_items + 1) * sizeof(*items));
		items[n_items++] = it;
	}
	fts_close(fts);
	if (n_items)
		qsort(items, n_items, sizeof(*items), item_by_path);
}

/* "BEFORE AFTER PATH" */
static bool take_item(char *record)
{
	struct item it = { 0 };
	int at = 0;

	if (sscanf(record, "%64s %64s %n", it.old, it.new, &at) < 2 || !at || !is_sha(it.old) || !is_sha(it.new))
		return false;
	it.path = record + at;
	items = grow(items, (n_items + 1) * sizeof(*items));
	items[n_items++] = it;
	return true;
}

/* ---- the folder where the tree is remembered ---- */

/* Nobody but the user may have been in there. */
static int open_own(int at, const char *name, const char *path)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st))
		die("%s: %s; set PINCER_STATE to a folder of your own", path, strerror(errno));
	if (st.st_uid != geteuid())
		die("%s: belongs to another user, so it is not believed; set PINCER_STATE to a folder of your own", path);
	if (st.st_mode & 077)
		die("%s: open to others (mode %03o), so it is not believed; chmod 700 it if all in it is yours",
		    path, (unsigned int)st.st_mode & 0777);
	return fd;
}

/* Every folder on the way, where there is none. */
static void make_folders(char *path)
{
	char *p;

	for (p = path + 1;; p++) {
		char c = *p;

		if (c && c != '/')
			continue;
		*p = 0;
		if (mkdir(path, 0700) && errno != EEXIST)
			die("%s: cannot be made: %s; set PINCER_STATE to a folder of your own", path, why());
		*p = c;
		if (!c)
			return;
	}
}

static void tree_id(char *text, size_t max)
{
	struct statx x = { 0 };

	if (statx(tree, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &x))
		die("%s: %s", tree_path, strerror(errno));
	snprintf(text, max, "%u.%u:%llu:%lld.%09u", x.stx_dev_major, x.stx_dev_minor, (unsigned long long)x.stx_ino,
		 (long long)x.stx_btime.tv_sec, x.stx_btime.tv_nsec);
}

/* Opens FOLDER, which is made if there is none; returns whether it was made for another folder at this path. */
static bool open_state(const char *path)
{
	char *parent_path = copy_of(path), *slash = strrchr(parent_path, '/'), id[128], had[128] = "";
	struct stat st;
	int base, fd;

	folder_path = path;
	if (!slash || slash == parent_path || *path != '/')
		die("%s: takes a whole path", path);
	make_folders(copy_of(path));
	*slash = 0;
	base = openat(AT_FDCWD, parent_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (base < 0)
		die("%s: %s; set PINCER_STATE to a folder of your own", parent_path, strerror(errno));
	close(open_own(base, ".", parent_path));
	folder = open_own(base, slash + 1, path);
	close(base);
	tree_id(id, sizeof(id));
	fd = open_file(folder, "tree", &st);
	if (fd >= 0) {
		ssize_t n = read(fd, had, sizeof(had) - 1);

		had[n > 0 ? n : 0] = 0;
		had[strcspn(had, "\n")] = 0;
		close(fd);
	}
	/* a device gets another number with the next start; what was born then was not born twice */
	return *had && strcmp(strchrnul(had, ':'), strchrnul(id, ':'));
}

/* From now on FOLDER is that of this tree: nothing stands in it any more that was done in another. */
static void claim(void)
{
	int fd = openat(folder, "tree.new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	char *text, id[128];

	tree_id(id, sizeof(id));
	if (asprintf(&text, "%s\n%s", id, tree_path) < 0)
		die("out of memory; nothing was changed");
	if (fd < 0 || !write_all(fd, text, strlen(text)) || fsync(fd) || renameat(folder, "tree.new", folder, "tree"))
		die("%s: %s; nothing was changed", folder_path, why());
	close(fd);
	free(text);
}

/* What killed runs left; a journal of our own making, all of it, or none. */
static void recover(bool other)
{
	struct stat st;

	if (!clear(folder, "journal.new"))
		die("%s/journal.new: %s; make it writable and run again", folder_path, why());
	if (!fstatat(folder, "journal.done", &st, AT_SYMLINK_NOFOLLOW)) {
		if (!read_journal("journal.done"))
			then = "keep";
		if (!follow())
			quit();
	}
	if (fstatat(folder, "journal", &st, AT_SYMLINK_NOFOLLOW))
		return;
	if (!read_journal("journal")) {
		if (!set_aside())
			quit();
		die("%s/%s: a journal, and damaged, so it is not believed; %s may be half converted, compare it with its repository",
		    folder_path, kept, tree_path);
	}
	/* the links of a tree that is put back were broken before */
	hard_links = true;
	if (roll_back(other))
		quit();
	if (!*kept) {
		fputs("pincer: ", stderr);
		fprintf(stderr, "%s: an interrupted %s was rolled back\n", tree_path,
			strcmp(then, "keep") ? "run of the overlay" : "conversion");
	}
	n_items = 0;
	then = "keep";
}

int main(int argc, char **argv)
{
	const char *command = argc > 1 ? argv[1] : "";
	bool other;
	int old;

	if (!strcmp(command, "convert") && argc > 2 && !strcmp(argv[2], "--links")) {
		hard_links = true;
		memmove(argv + 2, argv + 3, (argc-- - 2) * sizeof(*argv));
	}
	if (!(argc == 7 && (!strcmp(command, "convert") || !strcmp(command, "lay"))) &&
	    !(argc == 4 && !strcmp(command, "recover")))
		die("usage: pincer-replace convert [--links] FOLDER TREE ANALYSED OLD NEW | lay FOLDER TREE LIST TEXTS keep|swap|forget | recover FOLDER TREE");
	umask(077);
	tree_path = argv[3];
	tree = open_folder(tree_path);
	other = open_state(argv[2]);
	if (!strcmp(command, "recover")) {
		ignore_signals();
		recover(other);
		claim();
		return 0;
	}
	if (!faccessat(folder, "journal", F_OK, AT_SYMLINK_NOFOLLOW))
		die("%s: an earlier run was interrupted; %s%s first", tree_path,
		    getenv("PINCER_COMMAND") ? "pincer recover " : "make recover KERNEL=", tree_path);
	claim();
	if (!strcmp(command, "lay")) {
		then = argv[6];
		hard_links = true;
		each_record(argv[4], take_item);
		replace(open_folder(argv[5]), true);
		return 0;
	}
	read_known(argv[4]);
	old = open_folder(argv[5]);
	read_new(argv[6], old);
	if (n_items)
		replace(open_folder(argv[6]), false);
	return 0;
}
