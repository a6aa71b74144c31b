// SPDX-License-Identifier: GPL-2.0
/*
 * Makes the call sites of get_user_pages() run, as init of a virtual machine,
 * and watches the counters of /proc/vmstat while it does.
 *
 * One line on the console per family of call sites, for scripts/boot.sh:
 *
 *	PIN family ran|skipped|failed requested returned backoffs overflows detail
 *
 * (pages; requested and returned are what the family added to the counters),
 * then "SITE" lines from debugfs' gup_pins, then "END".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/aio_abi.h>
#include <linux/errqueue.h>
#include <linux/fuse.h>
#include <linux/futex.h>
#include <linux/if_alg.h>
#include <linux/if_tun.h>
#include <linux/if_xdp.h>
#include <linux/io_uring.h>
#include <linux/kvm.h>
#include <linux/netlink.h>
#include <linux/perf_event.h>
#include <linux/tls.h>
#include <linux/ublk_cmd.h>
#include <linux/userfaultfd.h>
#include <linux/vfio.h>
#include <linux/vhost.h>
#include <linux/videodev2.h>
#include <linux/virtio_ring.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <rdma/ib_user_verbs.h>
#include <rdma/rdma_netlink.h>
#include <sched.h>
#include <scsi/sg.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/swap.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define PAGE	4096UL
#define HUGE	(2UL << 20)

#ifndef MFD_HUGETLB
#define MFD_HUGETLB 4
#endif
#ifndef MAP_HUGETLB
#define MAP_HUGETLB 0x40000
#endif
#ifndef MADV_SOFT_OFFLINE
#define MADV_SOFT_OFFLINE 101
#endif
#ifndef SO_ZEROCOPY
#define SO_ZEROCOPY 60
#endif
#ifndef SOL_TLS
#define SOL_TLS 282
#endif
#ifndef TCP_ULP
#define TCP_ULP 31
#endif
#ifndef MSG_ZEROCOPY
#define MSG_ZEROCOPY 0x4000000
#endif

/* ---- the counters ---- */

struct counters {
	long slow, fast, backoffs, overflows, returned;
};

static long write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	long n = fd < 0 ? -1 : write(fd, text, strlen(text));

	if (fd >= 0)
		close(fd);
	return n;
}

static struct counters look(void)
{
	/* the last two: where the tree counts pins by itself */
	static const char * const names[] = {
		"nr_gup_slow_pages_requested", "nr_gup_fast_pages_requested",
		"nr_gup_fast_page_backoffs", "nr_gup_page_count_overflows",
		"nr_gup_pages_returned", "nr_foll_pin_acquired", "nr_foll_pin_released",
	};
	struct counters c = { 0, 0, -1, -1, 0 };
	long *values[] = {
		&c.slow, &c.fast, &c.backoffs, &c.overflows, &c.returned, &c.fast, &c.returned,
	};
	char name[64];
	long value;
	FILE *f;

	/* what is still in the processors' own counters goes to the global ones */
	write_file("/proc/sys/vm/stat_refresh", "1");
	f = fopen("/proc/vmstat", "r");
	while (f && fscanf(f, "%63s %ld", name, &value) == 2)
		for (int i = 0; i < 7; i++)
			if (!strcmp(name, names[i]))
				*values[i] = value;
	if (f)
		fclose(f);
	return c;
}

static long requested(struct counters c)
{
	return c.slow + c.fast;
}

static void nap(int ms)
{
	nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000L }, NULL);
}

/* ---- how a family ends ---- */

enum { RAN, SKIPPED, FAILED };

static char detail[200];

__attribute__((format(printf, 2, 3)))
static int end(int how, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(detail, sizeof(detail), format, ap);
	va_end(ap);
	return how;
}

#define fail(...)	return end(FAILED, __VA_ARGS__)
#define skip(...)	return end(SKIPPED, __VA_ARGS__)
#define must(cond)							\
	do {								\
		if (!(cond))						\
			fail("line %d: %s: %s", __LINE__, #cond,	\
			     strerror(errno));				\
	} while (0)

static uint32_t seed = 1;

static void fill(void *p, size_t n)
{
	for (uint32_t *w = p; n >= 4; n -= 4)
		*w++ = seed = seed * 1664525 + 1013904223;
}

static void *map(size_t n, int flags)
{
	return mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
}

/* THP: a huge page, aligned */
static char *map_thp(size_t n)
{
	char *p = map(n + HUGE, 0);

	p = (char *)(((uintptr_t)p + HUGE - 1) & -HUGE);
	madvise(p, n, MADV_HUGEPAGE);
	memset(p, 1, n);
	return p;
}

/* ---- direct I/O ---- */

/* Writes and reads back n bytes with O_DIRECT in pieces; buffer is filled here. */
static int direct_io(int fd, off_t at, char *buffer, char *back, size_t n, size_t piece)
{
	fill(buffer, n);
	for (size_t i = 0; i < n; i += piece)
		must(pwrite(fd, buffer + i, piece, at + i) == (ssize_t)piece);
	for (size_t i = 0; i < n; i += piece)
		must(pread(fd, back + i, piece, at + i) == (ssize_t)piece);
	must(!memcmp(buffer, back, n));
	return RAN;
}

static int aio(int fd, char *buffer, char *back, size_t n)
{
	aio_context_t ctx = 0;
	struct iocb cb[16], *list[16];
	struct io_event event[16];
	int nr = n / 16384 > 16 ? 16 : n / 16384;

	must(!syscall(SYS_io_setup, 16, &ctx));
	for (int write = 1; write >= 0; write--) {
		if (write)
			fill(buffer, nr * 16384);
		for (int i = 0; i < nr; i++) {
			memset(&cb[i], 0, sizeof(cb[i]));
			cb[i].aio_fildes = fd;
			cb[i].aio_lio_opcode = write ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD;
			cb[i].aio_buf = (uintptr_t)((write ? buffer : back) + i * 16384);
			cb[i].aio_nbytes = 16384;
			cb[i].aio_offset = i * 16384;
			list[i] = &cb[i];
		}
		must(syscall(SYS_io_submit, ctx, nr, list) == nr);
		must(syscall(SYS_io_getevents, ctx, nr, nr, event, NULL) == nr);
		for (int i = 0; i < nr; i++)
			must(event[i].res == 16384);
	}
	must(!memcmp(buffer, back, nr * 16384));
	syscall(SYS_io_destroy, ctx);
	return RAN;
}

/* A file system that the kernel knows has to be there. */
static int mounted(const char *dir, const char *type)
{
	char line[256], name[64], at[64];
	int known = 0, there = 0;
	FILE *f = fopen("/proc/filesystems", "r");

	while (f && fgets(line, sizeof(line), f))
		known |= strstr(line, type) != NULL;
	if (f)
		fclose(f);
	f = fopen("/proc/mounts", "r");
	while (f && fgets(line, sizeof(line), f))
		there |= sscanf(line, "%63s %63s", name, at) == 2 && !strcmp(at, dir);
	if (f)
		fclose(f);
	if (known && !there)
		fail("%s could not be mounted", dir);
	if (!known)
		skip("no %s in this kernel", type);
	return RAN;
}

static int direct_on(const char *path, int flags)
{
	size_t n = 1 << 20;
	char *buffer = map(n, 0), *back = map(n, 0);
	int fd = open(path, O_RDWR | O_DIRECT | flags, 0600);
	struct iovec iov[3] = { { back, PAGE }, { back + 3 * PAGE, 3 * PAGE }, { back + 9 * PAGE, PAGE } };
	int how;

	if (fd < 0)
		skip("no %s", path);
	for (size_t piece = PAGE; piece <= n; piece *= 8) {
		how = direct_io(fd, 0, buffer, back, n, piece);
		if (how != RAN)
			return how;
	}
	/* sectors within a page: one page is pinned several times */
	how = direct_io(fd, 0, buffer, back, 64 << 10, 512);
	if (how == RAN)
		how = aio(fd, buffer, back, n);
	if (how != RAN)
		return how;
	must(preadv2(fd, iov, 3, 0, 0) == 5 * (ssize_t)PAGE);
	must(preadv2(fd, iov, 3, 0, 1 /* RWF_HIPRI */) == 5 * (ssize_t)PAGE);
	must(pwritev2(fd, iov, 3, 1 << 20, 0) == 5 * (ssize_t)PAGE);
	/* a bad address in the middle */
	munmap(back + PAGE, PAGE);
	must(pread(fd, back, 4 * PAGE, 0) <= (ssize_t)PAGE);
	/* behind the end of a file: the zero page */
	if (flags & O_CREAT) {
		must(!ftruncate(fd, 4 << 20));
		must(pread(fd, buffer, 64 << 10, 2 << 20) == 64 << 10);
		must(pwrite(fd, buffer, 512, (3 << 20) + 512) == 512);
	}
	close(fd);
	return RAN;
}

static int block_device(void)
{
	return direct_on("/dev/nvme0n1", 0);
}

static int on_ext4(void)
{
	int how = mounted("/ext4", "ext4");

	return how != RAN ? how : direct_on("/ext4/direct", O_CREAT);
}

static int on_xfs(void)
{
	int how = mounted("/xfs", "xfs");

	return how != RAN ? how : direct_on("/xfs/direct", O_CREAT);
}

static int huge_buffers(void)
{
	int fd = open("/dev/nvme0n1", O_RDWR | O_DIRECT);
	char *thp = map_thp(2 * HUGE), *tlb;
	int how;

	must(fd >= 0);
	how = direct_io(fd, 0, thp, thp + HUGE, HUGE, HUGE / 4);
	if (how != RAN)
		return how;
	tlb = map(2 * HUGE, MAP_HUGETLB);
	if (tlb == MAP_FAILED)
		skip("no hugetlb pages");
	/* the second page is not there yet: the walk under locks finds it */
	how = direct_io(fd, 0, tlb, tlb + HUGE, HUGE, HUGE / 4);
	munmap(tlb, 2 * HUGE);
	munmap(thp, 2 * HUGE);
	close(fd);
	return how;
}

/* Reads from one file straight into a mapping of another. */
static int into_a_mapping(void)
{
	int from = open("/dev/nvme0n1", O_RDONLY | O_DIRECT);
	int to = open("/ext4/mapped", O_RDWR | O_CREAT, 0600);
	char *p, *want = map(64 << 10, 0), *got = malloc(64 << 10);

	must(from >= 0 && to >= 0 && !ftruncate(to, 64 << 10));
	p = mmap(NULL, 64 << 10, PROT_READ | PROT_WRITE, MAP_SHARED, to, 0);
	must(p != MAP_FAILED);
	must(pread(from, want, 64 << 10, 0) == 64 << 10);
	must(pread(from, p, 64 << 10, 0) == 64 << 10);
	must(!msync(p, 64 << 10, MS_SYNC));
	munmap(p, 64 << 10);
	must(!posix_fadvise(to, 0, 0, POSIX_FADV_DONTNEED));
	must(pread(to, got, 64 << 10, 0) == 64 << 10);
	must(!memcmp(want, got, 64 << 10));
	close(from);
	close(to);
	return RAN;
}

/* fork, munmap and exit while pages are pinned for I/O */
static int gone_while_pinned(void)
{
	int fd = open("/dev/nvme0n1", O_RDONLY | O_DIRECT), status;
	aio_context_t ctx = 0;
	struct iocb cb, *list[1] = { &cb };
	struct io_event event;

	must(fd >= 0);
	for (int round = 0; round < 20; round++) {
		char *p = map(128 << 10, 0);

		if (!ctx)
			must(!syscall(SYS_io_setup, 1, &ctx));
		memset(&cb, 0, sizeof(cb));
		cb.aio_fildes = fd;
		cb.aio_lio_opcode = IOCB_CMD_PREAD;
		cb.aio_buf = (uintptr_t)p;
		cb.aio_nbytes = 128 << 10;
		must(syscall(SYS_io_submit, ctx, 1, list) == 1);
		if (!fork()) {
			p[0] = 1;
			_exit(0);
		}
		munmap(p, 128 << 10);
		must(syscall(SYS_io_getevents, ctx, 1, 1, &event, NULL) == 1 && event.res == 128 << 10);
		must(wait(&status) > 0);
	}
	if (!fork()) {
		/* exits with the I/O in flight */
		char *p = map(128 << 10, 0);

		ctx = 0;
		syscall(SYS_io_setup, 1, &ctx);
		cb.aio_buf = (uintptr_t)p;
		syscall(SYS_io_submit, ctx, 1, list);
		_exit(0);
	}
	wait(&status);
	close(fd);
	return RAN;
}

static int scsi_generic(void)
{
	unsigned char cdb[10] = { 0x28, 0, 0, 0, 0, 0, 0, 0, 128, 0 };
	struct sg_io_hdr io = { .interface_id = 'S' };
	unsigned char sense[32];
	char *p = map(64 << 10, 0);
	int fd = open("/dev/sg0", O_RDWR), bsg;

	if (fd < 0)
		skip("no /dev/sg0");
	for (int write = 0; write < 2; write++) {
		cdb[0] = write ? 0x2a : 0x28;
		io.dxfer_direction = write ? SG_DXFER_TO_DEV : SG_DXFER_FROM_DEV;
		io.cmd_len = 10;
		io.cmdp = cdb;
		io.dxferp = p;
		io.dxfer_len = 64 << 10;
		io.sbp = sense;
		io.mx_sb_len = sizeof(sense);
		io.timeout = 10000;
		io.flags = SG_FLAG_DIRECT_IO;
		must(!ioctl(fd, SG_IO, &io) && !io.status);
	}
	close(fd);
	/* the block layer's own SG_IO */
	bsg = open("/dev/sda", O_RDWR);
	io.flags = 0;
	must(bsg >= 0 && !ioctl(bsg, SG_IO, &io));
	close(bsg);
	return RAN;
}

/* ---- memory of others ---- */

static int futexes(void)
{
	int fd = open("/ext4/futex", O_RDWR | O_CREAT, 0600);
	char *anon = map(PAGE, 0), *thp = map_thp(HUGE);
	char *shared = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char *file;

	must(fd >= 0 && !ftruncate(fd, PAGE));
	file = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	for (int i = 0; i < 50; i++) {
		must(!syscall(SYS_futex, anon, FUTEX_WAKE, 1, NULL, NULL, 0));
		must(!syscall(SYS_futex, shared, FUTEX_WAKE, 1, NULL, NULL, 0));
		must(!syscall(SYS_futex, file, FUTEX_WAKE, 1, NULL, NULL, 0));
		must(!syscall(SYS_futex, thp + 5 * PAGE, FUTEX_WAKE, 1, NULL, NULL, 0));
		must(!syscall(SYS_futex, anon, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0));
	}
	must(syscall(SYS_futex, shared, FUTEX_WAIT, 1, NULL, NULL, 0) < 0 && errno == EAGAIN);
	munmap(thp, HUGE);
	close(fd);
	return RAN;
}

/* a child that waits, with a page of known content */
static pid_t child_with(char *p)
{
	pid_t pid = fork();

	if (!pid) {
		memset(p, 0x5a, 16 * PAGE);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		raise(SIGSTOP);
		_exit(p[7]);
	}
	waitpid(pid, NULL, WUNTRACED);
	return pid;
}

static int process_vm(void)
{
	int gate_read, gate_errno;
	char *p = map(16 * PAGE, 0), *mine = malloc(16 * PAGE);
	pid_t pid = child_with(p);
	struct iovec local = { mine, 16 * PAGE - 8 }, remote = { p + 4, 16 * PAGE - 8 };
	struct iovec gate = { (void *)(uintptr_t)0xffffffffff600000ULL, 64 };
	ssize_t n;
	int status;

	must(process_vm_readv(pid, &local, 1, &remote, 1, 0) == 16 * (ssize_t)PAGE - 8);
	must(mine[0] == 0x5a && mine[16 * PAGE - 9] == 0x5a);
	memset(mine, 0x21, 16 * PAGE);
	must(process_vm_writev(pid, &local, 1, &remote, 1, 0) == 16 * (ssize_t)PAGE - 8);
	/* the gate page */
	local.iov_len = 64;
	n = process_vm_readv(pid, &local, 1, &gate, 1, 0);
	gate_read = n == 64;
	gate_errno = errno;
	kill(pid, SIGCONT);
	waitpid(pid, &status, 0);
	must(WEXITSTATUS(status) == 0x21);
	return end(RAN, "gate page: %s", gate_read ? "yes" : strerror(gate_errno));
}

static int ptrace_and_mem(void)
{
	char *p = map(16 * PAGE, 0), path[64], text[64];
	pid_t pid = child_with(p);
	int status, fd;
	long word;

	must(!ptrace(PTRACE_ATTACH, pid, NULL, NULL));
	waitpid(pid, &status, 0);
	errno = 0;
	word = ptrace(PTRACE_PEEKDATA, pid, p, NULL);
	must(word == (long)0x5a5a5a5a5a5a5a5aULL);
	must(!ptrace(PTRACE_POKEDATA, pid, p, (void *)(long)0x3737373737373737ULL));
	/* a breakpoint, as it were: forces a copy of the text */
	word = ptrace(PTRACE_PEEKTEXT, pid, (void *)nap, NULL);
	must(!ptrace(PTRACE_POKETEXT, pid, (void *)nap, (void *)word));
	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	fd = open(path, O_RDWR);
	must(fd >= 0 && pread(fd, text, 64, (uintptr_t)p + PAGE - 32) == 64 && text[40] == 0x5a);
	must(pwrite(fd, "\x11", 1, (uintptr_t)p + 7) == 1);
	close(fd);
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "/proc/%d/%s", pid, i ? "environ" : "cmdline");
		fd = open(path, O_RDONLY);
		must(fd >= 0 && read(fd, text, 64) >= 0);
		close(fd);
	}
	must(!ptrace(PTRACE_DETACH, pid, NULL, NULL));
	kill(pid, SIGCONT);
	waitpid(pid, &status, 0);
	must(WIFEXITED(status) && WEXITSTATUS(status) == 0x11);
	return RAN;
}

static int exec_arguments(void)
{
	static char big[100000];
	char *argv[22] = { "/init", "--return" };
	int status;

	memset(big, 'a', sizeof(big) - 1);
	for (int i = 2; i < 21; i++)
		argv[i] = big;
	for (int i = 0; i < 3; i++) {
		pid_t pid = fork();

		if (!pid) {
			execv("/init", argv);
			_exit(1);
		}
		must(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 21);
	}
	return RAN;
}

static int core_dump(void)
{
	struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	struct stat st;
	int status;
	pid_t pid;

	must(write_file("/proc/sys/kernel/core_pattern", "/tmp/core") > 0);
	setrlimit(RLIMIT_CORE, &unlimited);
	pid = fork();
	if (!pid) {
		char *p = map_thp(HUGE);

		p[0] = 2;
		memset(map(64 * PAGE, 0), 3, 32 * PAGE);
		abort();
	}
	must(waitpid(pid, &status, 0) == pid && WCOREDUMP(status));
	must(!stat("/tmp/core", &st) && st.st_size > (off_t)HUGE);
	unlink("/tmp/core");
	return end(RAN, "core of %ld KiB", (long)st.st_size >> 10);
}

/* ---- pipes and sockets ---- */

static int pipes(void)
{
	char *p = map(16 * PAGE, 0), *got = malloc(16 * PAGE), *thp = map_thp(HUGE);
	struct iovec iov = { p, 8 * PAGE }, ioh = { thp + 3 * PAGE, 4 * PAGE };
	int a[2], b[2], fd = open("/ext4/spliced", O_RDWR | O_CREAT, 0600), blk;
	ssize_t n;

	must(fd >= 0 && !pipe(a) && !pipe(b));
	fill(p, 8 * PAGE);
	must(vmsplice(a[1], &iov, 1, 0) == 8 * (ssize_t)PAGE);
	must(tee(a[0], b[1], 8 * PAGE, 0) == 8 * (ssize_t)PAGE);
	must(read(a[0], got, 8 * PAGE) == 8 * (ssize_t)PAGE && !memcmp(p, got, 8 * PAGE));
	must((n = splice(b[0], NULL, fd, NULL, 8 * PAGE, 0)) == 8 * (ssize_t)PAGE);
	must(pread(fd, got, 8 * PAGE, 0) == 8 * (ssize_t)PAGE && !memcmp(p, got, 8 * PAGE));
	must(vmsplice(a[1], &ioh, 1, SPLICE_F_GIFT) == 4 * (ssize_t)PAGE);
	must(read(a[0], got, 4 * PAGE) == 4 * (ssize_t)PAGE && !memcmp(thp + 3 * PAGE, got, 4 * PAGE));
	/* from a file into a pipe, directly: pages of the pipe among those of I/O */
	blk = open("/dev/nvme0n1", O_RDONLY | O_DIRECT);
	must(blk >= 0 && splice(blk, NULL, a[1], NULL, 8 * PAGE, 0) == 8 * (ssize_t)PAGE);
	must(read(a[0], got, 8 * PAGE) == 8 * (ssize_t)PAGE);
	/* what is still in a pipe when it is closed */
	must(vmsplice(a[1], &iov, 1, 0) == 8 * (ssize_t)PAGE);
	close(a[0]); close(a[1]); close(b[0]); close(b[1]); close(fd); close(blk);
	munmap(thp, HUGE);
	return RAN;
}

static int crypto_sockets(void)
{
	struct sockaddr_alg hash = { .salg_family = AF_ALG, .salg_type = "hash", .salg_name = "sha256" };
	struct sockaddr_alg cipher = { .salg_family = AF_ALG, .salg_type = "skcipher", .salg_name = "cbc(aes)" };
	char *p = map(16 * PAGE, 0), out[32], control[CMSG_SPACE(4) + CMSG_SPACE(20)] = "";
	struct iovec iov = { p, 4 * PAGE };
	struct msghdr msg = { .msg_control = control, .msg_controllen = sizeof(control), .msg_iov = &iov, .msg_iovlen = 1 };
	struct cmsghdr *c;
	int fd = socket(AF_ALG, SOCK_SEQPACKET, 0), op;

	if (fd < 0)
		skip("no AF_ALG");
	must(!bind(fd, (void *)&hash, sizeof(hash)) && (op = accept(fd, NULL, 0)) >= 0);
	must(send(op, p, 16 * PAGE, 0) == 16 * (ssize_t)PAGE && read(op, out, 32) == 32);
	close(op);
	close(fd);
	fd = socket(AF_ALG, SOCK_SEQPACKET, 0);
	must(!bind(fd, (void *)&cipher, sizeof(cipher)));
	must(!setsockopt(fd, SOL_ALG, ALG_SET_KEY, "0123456789abcdef", 16) && (op = accept(fd, NULL, 0)) >= 0);
	c = CMSG_FIRSTHDR(&msg);
	c->cmsg_level = SOL_ALG;
	c->cmsg_type = ALG_SET_OP;
	c->cmsg_len = CMSG_LEN(4);
	*(uint32_t *)CMSG_DATA(c) = ALG_OP_ENCRYPT;
	c = CMSG_NXTHDR(&msg, c);
	c->cmsg_level = SOL_ALG;
	c->cmsg_type = ALG_SET_IV;
	c->cmsg_len = CMSG_LEN(20);
	((struct af_alg_iv *)CMSG_DATA(c))->ivlen = 16;
	must(sendmsg(op, &msg, 0) == 4 * (ssize_t)PAGE);
	must(read(op, p + 8 * PAGE + 100, 4 * PAGE) == 4 * (ssize_t)PAGE);
	close(op);
	close(fd);
	return RAN;
}

static int zerocopy_sends(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(to);
	char *p = map(16 * PAGE, 0), *got = malloc(16 * PAGE), control[128];
	struct msghdr msg = { .msg_control = control };
	int l = socket(AF_INET, SOCK_STREAM, 0), s = socket(AF_INET, SOCK_STREAM, 0), one = 1, r, done = 0;

	if (l < 0)
		skip("no TCP in this kernel");
	must(!bind(l, (void *)&to, len) && !listen(l, 1) && !getsockname(l, (void *)&to, &len));
	must(!connect(s, (void *)&to, len) && (r = accept(l, NULL, 0)) >= 0);
	must(!setsockopt(s, SOL_SOCKET, SO_ZEROCOPY, &one, sizeof(one)));
	for (int round = 0; round < 4; round++) {
		fill(p, 8 * PAGE);
		must(send(s, p, 8 * PAGE, MSG_ZEROCOPY) == 8 * (ssize_t)PAGE);
		must(recv(r, got, 8 * PAGE, MSG_WAITALL) == 8 * (ssize_t)PAGE && !memcmp(p, got, 8 * PAGE));
	}
	for (int i = 0; i < 100 && !done; i++) {
		msg.msg_controllen = sizeof(control);
		if (recvmsg(s, &msg, MSG_ERRQUEUE) >= 0)
			done = 1;
		else
			nap(10);
	}
	close(s); close(r); close(l);
	must(done);
	return RAN;
}

static int xdp_memory(void)
{
	struct xdp_umem_reg reg = { .len = 64 * PAGE, .chunk_size = 2048 };
	char *p = map(64 * PAGE, 0);
	int fd = socket(AF_XDP, SOCK_RAW, 0);

	if (fd < 0)
		skip("no AF_XDP");
	reg.addr = (uintptr_t)p;
	must(!setsockopt(fd, SOL_XDP, XDP_UMEM_REG, &reg, sizeof(reg)));
	close(fd);
	munmap(p, 64 * PAGE);
	return RAN;
}

/* Messages that are sent without a copy, to ourselves: RDS, by its transport for TCP. */
static int rds_sends(void)
{
	struct sockaddr_in at[2] = {
		{ .sin_family = AF_INET, .sin_port = htons(4000), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) },
		{ .sin_family = AF_INET, .sin_port = htons(4001), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) },
	};
	char *p = map(8 * PAGE, 0), *got = map(8 * PAGE, 0), control[CMSG_SPACE(4)] = "";
	struct iovec iov = { p + 100, 4 * PAGE };
	struct msghdr msg = {
		.msg_name = &at[1], .msg_namelen = sizeof(at[1]), .msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control),
	};
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
	int fd[2], one = 1, tcp = 2 /* RDS_TRANS_TCP */;

	for (int i = 0; i < 2; i++) {
		fd[i] = socket(AF_RDS, SOCK_SEQPACKET, 0);
		if (fd[i] < 0)
			skip("no RDS");
		if (setsockopt(fd[i], 276 /* SOL_RDS */, 8 /* SO_RDS_TRANSPORT */, &tcp, sizeof(tcp)))
			skip("no RDS over TCP");
		must(!bind(fd[i], (void *)&at[i], sizeof(at[i])));
	}
	must(!setsockopt(fd[0], SOL_SOCKET, SO_ZEROCOPY, &one, sizeof(one)));
	c->cmsg_level = 276;
	c->cmsg_type = 12; /* RDS_CMSG_ZCOPY_COOKIE */
	c->cmsg_len = CMSG_LEN(4);
	for (int round = 0; round < 4; round++) {
		fill(p, 8 * PAGE);
		must(sendmsg(fd[0], &msg, MSG_ZEROCOPY) == 4 * (ssize_t)PAGE);
		must(recv(fd[1], got, 8 * PAGE, 0) == 4 * (ssize_t)PAGE && !memcmp(p + 100, got, 4 * PAGE));
	}
	close(fd[0]);
	close(fd[1]);
	return RAN;
}

/* ---- file systems whose other end is somebody else ---- */

/* Answers for a file system of one file, which lives in memory. */
static void serve_fuse(int dev)
{
	static char content[8 << 20], ask[(1 << 20) + PAGE];
	struct fuse_in_header *in = (void *)ask;
	void *arg = in + 1;
	uint64_t size = 0;

	for (;;) {
		struct {
			struct fuse_out_header head;
			union {
				struct fuse_init_out init;
				struct fuse_entry_out entry;
				struct fuse_attr_out attr;
				struct fuse_open_out open;
				struct fuse_write_out write;
			};
		} out = { .head.error = 0 };
		struct iovec answer[2] = { { &out, sizeof(out.head) }, { NULL, 0 } };
		struct fuse_init_in *init = arg;
		struct fuse_setattr_in *set = arg;
		struct fuse_read_in *get = arg;
		struct fuse_write_in *put = arg;
		struct fuse_attr *attr = &out.attr.attr;
		uint64_t node;

		if (read(dev, ask, sizeof(ask)) < 0) {
			if (errno == ENODEV)
				_exit(0);
			continue;
		}
		node = in->nodeid;
		out.head.unique = in->unique;
		switch (in->opcode) {
		case FUSE_INIT:
			out.init = (struct fuse_init_out){
				.major = FUSE_KERNEL_VERSION, .minor = init->minor,
				.max_readahead = init->max_readahead, .max_write = 128 << 10,
			};
			answer[0].iov_len += sizeof(out.init);
			break;
		case FUSE_LOOKUP:
			if (strcmp(arg, "file")) {
				out.head.error = -ENOENT;
				break;
			}
			node = 2;
			out.entry.nodeid = node;
			attr = &out.entry.attr;
			answer[0].iov_len += sizeof(out.entry);
			break;
		case FUSE_SETATTR:
			if (set->valid & FATTR_SIZE)
				size = set->size;
			/* fall through */
		case FUSE_GETATTR:
			answer[0].iov_len += sizeof(out.attr);
			break;
		case FUSE_OPEN:
			out.open.open_flags = FOPEN_DIRECT_IO;
			answer[0].iov_len += sizeof(out.open);
			break;
		case FUSE_READ:
			answer[1].iov_base = content + get->offset;
			answer[1].iov_len = get->offset >= size ? 0 :
					    get->offset + get->size > size ? size - get->offset : get->size;
			break;
		case FUSE_WRITE:
			memcpy(content + put->offset, put + 1, put->size);
			if (put->offset + put->size > size)
				size = put->offset + put->size;
			out.write.size = put->size;
			answer[0].iov_len += sizeof(out.write);
			break;
		case FUSE_FLUSH:
		case FUSE_RELEASE:
		case FUSE_DESTROY:
			break;
		case FUSE_FORGET:
		case FUSE_BATCH_FORGET:
		case FUSE_INTERRUPT:
			continue;
		default:
			out.head.error = -ENOSYS;
		}
		if (in->opcode == FUSE_LOOKUP || in->opcode == FUSE_GETATTR || in->opcode == FUSE_SETATTR) {
			attr->ino = node;
			attr->mode = node == 2 ? S_IFREG | 0600 : S_IFDIR | 0755;
			attr->nlink = 1;
			attr->size = node == 2 ? size : 0;
		}
		out.head.len = answer[0].iov_len + answer[1].iov_len;
		if (writev(dev, answer, 2) < 0 && errno == ENODEV)
			_exit(0);
	}
}

/* Both ends: the pages of whoever does direct I/O, and those of the daemon. */
static int on_fuse(void)
{
	char options[100];
	int dev = open("/dev/fuse", O_RDWR), how, status;
	pid_t pid;

	if (dev < 0)
		skip("no /dev/fuse");
	mkdir("/fuse", 0755);
	snprintf(options, sizeof(options), "fd=%d,rootmode=40000,user_id=0,group_id=0", dev);
	must(!mount("fuse", "/fuse", "fuse", 0, options));
	pid = fork();
	if (!pid)
		serve_fuse(dev);
	close(dev);
	how = direct_on("/fuse/file", O_CREAT);
	must(!umount("/fuse"));
	if (how != RAN)
		return how;
	must(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && !WEXITSTATUS(status));
	return how;
}

static int on_9p(void)
{
	int how;

	mkdir("/9p", 0755);
	if (mount("share", "/9p", "9p", 0, "trans=virtio,version=9p2000.L"))
		skip("9p: %s", strerror(errno));
	how = direct_on("/9p/direct", O_CREAT);
	must(!umount("/9p"));
	return how;
}

/* A client of the kernel's own server. */
static int on_nfs(void)
{
	/* what the server would ask its daemon: who that is, and what is exported to him */
	static const char * const answer[][2] = {
		{ "/proc/net/rpc/auth.unix.ip/channel", "nfsd 127.0.0.1 2147483647 all\n" },
		/* flags: with a number of its own, no look at subtrees, any port */
		{ "/proc/net/rpc/nfsd.export/channel", "all /tmp/export 2147483647 9218 65534 65534 0\n" },
		{ "/proc/net/rpc/nfsd.fh/channel", "all 1 \\x00000000 2147483647 /tmp/export\n" },
	};
	int how;

	mkdir("/tmp/export", 0777);
	mkdir("/nfs", 0755);
	if (mount("nfsd", "/proc/fs/nfsd", "nfsd", 0, NULL))
		skip("nfsd: %s", strerror(errno));
	for (int i = 0; i < 3; i++)
		must(write_file(answer[i][0], answer[i][1]) > 0);
	/* the older ones want a portmapper; said first, for when none is left the kernel takes all */
	write_file("/proc/fs/nfsd/versions", "+4 -2 -3\n");
	/* nobody has locks from before; where it does not believe that, it waits for the shortest time there is */
	write_file("/proc/fs/nfsd/nfsv4gracetime", "10\n");
	must(write_file("/proc/fs/nfsd/threads", "2") > 0);
	write_file("/proc/fs/nfsd/v4_end_grace", "Y");
	must(!mount("127.0.0.1:/", "/nfs", "nfs4", 0, "addr=127.0.0.1,clientaddr=127.0.0.1,vers=4.1,sec=sys"));
	how = direct_on("/nfs/direct", O_CREAT);
	must(!umount("/nfs"));
	write_file("/proc/fs/nfsd/threads", "0");
	return how;
}

/* ---- drivers that pin on behalf of a device, which software stands in for ---- */

/* One on a bus, where there is one: before 5.11 it is the bus that says what a device may address. */
static const char *network_device(void)
{
	return access("/sys/class/net/eth0/device", F_OK) ? "lo" : "eth0";
}

/* Linked to a network device by a parameter of the module, or by netlink (from 5.2 on). */
static int rdma_link(const char *type, const char *name)
{
	struct {
		struct nlmsghdr head;
		char attributes[120];
	} ask = { .head = {
		.nlmsg_type = RDMA_NL_GET_TYPE(RDMA_NL_NLDEV, RDMA_NLDEV_CMD_NEWLINK),
		.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK,
	} };
	const struct { int type; const char *text; } attribute[] = {
		{ RDMA_NLDEV_ATTR_DEV_NAME, name }, { RDMA_NLDEV_ATTR_LINK_TYPE, type },
		{ RDMA_NLDEV_ATTR_NDEV_NAME, network_device() },
	};
	struct { struct nlmsghdr head; struct nlmsgerr error; char rest[200]; } answer;
	char *to = ask.attributes;
	int fd;

	if (!strcmp(type, "rxe") && write_file("/sys/module/rdma_rxe/parameters/add", network_device()) > 0)
		return 0;
	for (int i = 0; i < 3; i++) {
		struct nlattr *a = (struct nlattr *)to;

		a->nla_type = attribute[i].type;
		a->nla_len = sizeof(*a) + strlen(attribute[i].text) + 1;
		strcpy(to + sizeof(*a), attribute[i].text);
		to += NLA_ALIGN(a->nla_len);
	}
	ask.head.nlmsg_len = to - (char *)&ask;
	fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_RDMA);
	if (fd < 0)
		return -1;
	if (send(fd, &ask, ask.head.nlmsg_len, 0) < 0 || recv(fd, &answer, sizeof(answer), 0) < 0 ||
	    answer.head.nlmsg_type != NLMSG_ERROR || answer.error.error) {
		errno = answer.head.nlmsg_type == NLMSG_ERROR ? -answer.error.error : EPROTO;
		close(fd);
		return -1;
	}
	close(fd);
	return 0;
}

/* One command of the verbs, as the libraries write it. */
static int verb(int fd, int command, void *in, size_t n, size_t out)
{
	char text[200];
	struct ib_uverbs_cmd_hdr hdr = {
		.command = command, .in_words = (sizeof(hdr) + n) / 4, .out_words = out / 4,
	};

	memcpy(text, &hdr, sizeof(hdr));
	memcpy(text + sizeof(hdr), in, n);
	return write(fd, text, sizeof(hdr) + n) == (ssize_t)(sizeof(hdr) + n) ? 0 : -1;
}

/*
 * Memory for a device that software stands in for: that reads and writes it at the pages' address in the
 * kernel. On 32 bits anonymous pages may have none, so rxe refuses them; the cache of a block device has one.
 */
static char *map_addressable(off_t at, size_t n)
{
	int fd = open("/dev/nvme0n1", O_RDWR);
	char *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, at);

	close(fd);
	return p;
}

/* Registers memory with a device and takes it back, one part by closing the device. */
static int register_memory(const char *device)
{
	/* what a driver's part of an answer may take */
	struct { struct ib_uverbs_get_context_resp r; char driver[64]; } context;
	struct { struct ib_uverbs_alloc_pd_resp r; char driver[64]; } pd;
	struct { struct ib_uverbs_reg_mr_resp r; char driver[64]; } mr;
	struct ib_uverbs_get_context get = { .response = (uintptr_t)&context };
	struct ib_uverbs_alloc_pd alloc = { .response = (uintptr_t)&pd };
	/* siw wants a few bytes of its own behind the command */
	struct { struct ib_uverbs_reg_mr r; uint64_t driver; } reg = {
		.r = { .response = (uintptr_t)&mr, .access_flags = 1 /* local write */ },
	};
	struct ib_uverbs_dereg_mr dereg;
	bool all = sizeof(long) > 4;
	char *memory[] = {
		all ? map(64 * PAGE, 0) : map_addressable(32 << 20, 64 * PAGE),
		all ? map_thp(HUGE) : map_addressable(48 << 20, HUGE),
	};
	size_t size[] = { 64 * PAGE, HUGE };
	/* siw minds the limit, whoever asks */
	struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	int fd = open(device, O_RDWR);

	if (fd < 0)
		skip("no %s", device);
	must(!setrlimit(RLIMIT_MEMLOCK, &unlimited));
	must(memory[0] != MAP_FAILED && memory[1] != MAP_FAILED);
	memset(memory[0], 1, size[0]);
	must(!verb(fd, IB_USER_VERBS_CMD_GET_CONTEXT, &get, sizeof(get), sizeof(context)));
	must(!verb(fd, IB_USER_VERBS_CMD_ALLOC_PD, &alloc, sizeof(alloc), sizeof(pd)));
	reg.r.pd_handle = pd.r.pd_handle;
	for (int i = 0; i < 3; i++) {
		reg.r.start = reg.r.hca_va = (uintptr_t)memory[i % 2];
		reg.r.length = size[i % 2];
		must(!verb(fd, IB_USER_VERBS_CMD_REG_MR, &reg, sizeof(reg), sizeof(mr)));
		dereg.mr_handle = mr.r.mr_handle;
		if (i < 2)
			must(!verb(fd, IB_USER_VERBS_CMD_DEREG_MR, &dereg, sizeof(dereg), 0));
	}
	close(fd);
	munmap(memory[0], size[0]);
	munmap(memory[1], size[1]);
	return RAN;
}

static int rdma_rxe(void)
{
	if (rdma_link("rxe", "rxe0"))
		skip("rxe: %s", strerror(errno));
	return register_memory("/dev/infiniband/uverbs0");
}

static int rdma_siw(void)
{
	struct utsname name;
	int major, minor;

	/* lo is on no bus */
	must(!uname(&name) && sscanf(name.release, "%d.%d", &major, &minor) == 2);
	if ((major < 5 || (major == 5 && minor < 11)) && !strcmp(network_device(), "lo"))
		skip("siw on lo: from 5.11");
	if (rdma_link("siw", "siw0"))
		skip("siw: %s", strerror(errno));
	return register_memory(access("/dev/infiniband/uverbs1", F_OK) ? "/dev/infiniband/uverbs0" :
			       "/dev/infiniband/uverbs1");
}

/* A video device that copies from one buffer to another, both of them ours. */
static int video_buffers(void)
{
	static const int types[] = { V4L2_BUF_TYPE_VIDEO_OUTPUT, V4L2_BUF_TYPE_VIDEO_CAPTURE };
	int fd = open("/dev/video0", O_RDWR);
	size_t size[2];
	char *memory[2];

	if (fd < 0)
		skip("no /dev/video0");
	for (int i = 0; i < 2; i++) {
		struct v4l2_format format = { .type = types[i] };
		struct v4l2_requestbuffers want = { .count = 1, .type = types[i], .memory = V4L2_MEMORY_USERPTR };
		struct v4l2_buffer buffer = { .type = types[i], .memory = V4L2_MEMORY_USERPTR };

		must(!ioctl(fd, VIDIOC_G_FMT, &format) && !ioctl(fd, VIDIOC_S_FMT, &format));
		size[i] = (format.fmt.pix.sizeimage + PAGE - 1) & -PAGE;
		memory[i] = map(size[i], 0);
		must(!ioctl(fd, VIDIOC_REQBUFS, &want));
		buffer.m.userptr = (uintptr_t)memory[i];
		buffer.length = size[i];
		buffer.bytesused = format.fmt.pix.sizeimage;
		must(!ioctl(fd, VIDIOC_QBUF, &buffer));
	}
	for (int i = 0; i < 2; i++)
		must(!ioctl(fd, VIDIOC_STREAMON, &types[i]));
	for (int i = 0; i < 2; i++) {
		struct v4l2_buffer buffer = { .type = types[i], .memory = V4L2_MEMORY_USERPTR };

		must(!ioctl(fd, VIDIOC_DQBUF, &buffer));
	}
	for (int i = 0; i < 2; i++) {
		struct v4l2_requestbuffers none = { .type = types[i], .memory = V4L2_MEMORY_USERPTR };

		must(!ioctl(fd, VIDIOC_STREAMOFF, &types[i]) && !ioctl(fd, VIDIOC_REQBUFS, &none));
	}
	close(fd);
	return RAN;
}

static int map_for_device(int container, void *p, size_t n, uint64_t at, int may)
{
	struct vfio_iommu_type1_dma_map map = {
		.argsz = sizeof(map), .flags = may, .vaddr = (uintptr_t)p, .iova = at, .size = n,
	};

	return ioctl(container, VFIO_IOMMU_MAP_DMA, &map);
}

/* A register of QEMU's "edu", a device that copies. */
static int set_register(int fd, struct vfio_region_info *region, int at, uint32_t value)
{
	return pwrite(fd, &value, 4, region->offset + at) != 4;
}

/* Copies half a page to the device, or from it. */
static int copy_by_device(int fd, struct vfio_region_info *region, uint32_t from, uint32_t to, uint32_t command)
{
	if (set_register(fd, region, 0x80, from) || set_register(fd, region, 0x88, to) ||
	    set_register(fd, region, 0x90, PAGE / 2) || set_register(fd, region, 0x98, command | 1))
		return -1;
	command = 1;
	for (int i = 0; i < 300 && command; i++) {
		nap(10);
		if (pread(fd, &command, 4, region->offset + 0x98) != 4)
			return -1;
		command &= 1;
	}
	return command ? -1 : 0;
}

/* A device behind an IOMMU, driven from here: what is mapped for it stays pinned. */
static int vfio_device(void)
{
	static const char name[] = "0000:00:10.0";
	const int both = VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE;
	struct vfio_group_status status = { .argsz = sizeof(status) };
	struct vfio_region_info bar = { .argsz = sizeof(bar), .index = VFIO_PCI_BAR0_REGION_INDEX };
	struct vfio_region_info config = { .argsz = sizeof(config), .index = VFIO_PCI_CONFIG_REGION_INDEX };
	struct vfio_iommu_type1_dma_unmap unmap = { .argsz = sizeof(unmap), .iova = 1 << 20, .size = 64 * PAGE };
	char path[100], link[PATH_MAX], *p = map(64 * PAGE, 0), *thp = map_thp(2 * HUGE), *registers;
	int container = open("/dev/vfio/vfio", O_RDWR), group, device;
	uint16_t command = 6; /* memory, bus master */
	ssize_t n;

	if (container < 0)
		skip("no /dev/vfio/vfio");
	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/iommu_group", name);
	n = readlink(path, link, sizeof(link) - 1);
	if (n < 0)
		skip("no IOMMU");
	link[n] = 0;
	/* the emulated one does not look after interrupts */
	write_file("/sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts", "1");
	must(write_file("/sys/bus/pci/drivers/vfio-pci/new_id", "1234 11e8") > 0);
	snprintf(path, sizeof(path), "/dev/vfio/%d", atoi(strrchr(link, '/') + 1));
	must((group = open(path, O_RDWR)) >= 0);
	must(!ioctl(group, VFIO_GROUP_GET_STATUS, &status) && (status.flags & VFIO_GROUP_FLAGS_VIABLE));
	must(!ioctl(group, VFIO_GROUP_SET_CONTAINER, &container));
	must(!ioctl(container, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU));
	must((device = ioctl(group, VFIO_GROUP_GET_DEVICE_FD, name)) >= 0);
	must(!ioctl(device, VFIO_DEVICE_GET_REGION_INFO, &bar) && !ioctl(device, VFIO_DEVICE_GET_REGION_INFO, &config));
	must(pwrite(device, &command, 2, config.offset + 4) == 2);

	fill(p, PAGE);
	must(!map_for_device(container, p, 64 * PAGE, 1 << 20, both));
	must(!map_for_device(container, thp, 2 * HUGE, 2 << 20, both));
	/* to the device, and back to another page */
	must(!copy_by_device(device, &bar, 1 << 20, 0x40000, 0));
	must(!copy_by_device(device, &bar, 0x40000, (2 << 20) + 3 * PAGE, 2));
	must(!memcmp(p, thp + 3 * PAGE, PAGE / 2));
	must(!ioctl(container, VFIO_IOMMU_UNMAP_DMA, &unmap));
	/* memory for reading only, some of which nobody has written to, and a mapping that has no pages */
	must(!map_for_device(container, p, 64 * PAGE, 1 << 20, VFIO_DMA_MAP_FLAG_READ));
	must(!map_for_device(container, map(16 * PAGE, 0), 16 * PAGE, 24 << 20, VFIO_DMA_MAP_FLAG_READ));
	registers = mmap(NULL, bar.size, PROT_READ | PROT_WRITE, MAP_SHARED, device, bar.offset);
	must(registers != MAP_FAILED && *(volatile uint32_t *)registers == 0x010000ed);
	must(!map_for_device(container, registers, bar.size, 16 << 20, both));
	/* where nothing is mapped, it is refused */
	munmap(thp, PAGE);
	must(map_for_device(container, thp - PAGE, 2 * PAGE, 32 << 20, both) < 0);
	/* the rest goes when the container is closed */
	munmap(registers, bar.size);
	close(device);
	close(group);
	close(container);
	return RAN;
}

/* The dirty log of a virtual device: each write to a ring sets a bit in our page. */
static int vhost_log(void)
{
	struct { struct vhost_memory head; struct vhost_memory_region region; } table = { .head.nregions = 1 };
	char *memory = map(16 * PAGE, 0), *log = map(PAGE, 0);
	int fd = open("/dev/vhost-vsock", O_RDWR), one = 1;
	uint64_t base = (uintptr_t)log, cid = 42;

	if (fd < 0)
		skip("no /dev/vhost-vsock");
	table.region.memory_size = 16 * PAGE;
	table.region.userspace_addr = (uintptr_t)memory;
	must(!ioctl(fd, VHOST_SET_OWNER) && !ioctl(fd, VHOST_SET_MEM_TABLE, &table));
	must(!ioctl(fd, VHOST_SET_LOG_BASE, &base) && !ioctl(fd, VHOST_VSOCK_SET_GUEST_CID, &cid));
	for (unsigned int i = 0; i < 2; i++) {
		struct vhost_vring_state num = { .index = i, .num = 8 };
		struct vhost_vring_addr addr = {
			.index = i, .flags = 1 << VHOST_VRING_F_LOG, .log_guest_addr = (5 * i + 2) * PAGE,
			.desc_user_addr = (uintptr_t)memory + 5 * i * PAGE,
			.avail_user_addr = (uintptr_t)memory + (5 * i + 1) * PAGE,
			.used_user_addr = (uintptr_t)memory + (5 * i + 2) * PAGE,
		};

		must(!ioctl(fd, VHOST_SET_VRING_NUM, &num) && !ioctl(fd, VHOST_SET_VRING_ADDR, &addr));
	}
	must(!ioctl(fd, VHOST_VSOCK_SET_RUNNING, &one));

	must(((unsigned char)log[0] & 0x84) == 0x84);
	close(fd);
	return RAN;
}

/* What a guest sends by a network device of software: out of its memory, without a copy. */
static int vhost_net(void)
{
	struct { struct vhost_memory head; struct vhost_memory_region region; } table = { .head.nregions = 1 };
	struct ifreq tap = { .ifr_name = "pin0", .ifr_flags = IFF_TAP | IFF_NO_PI | IFF_VNET_HDR };
	int tun = open("/dev/net/tun", O_RDWR), fd = open("/dev/vhost-net", O_RDWR), kick = eventfd(0, 0);
	int inet = socket(AF_INET, SOCK_DGRAM, 0);
	char *memory = map(64 * PAGE, 0);
	struct vring ring[2];
	uint64_t features = 0;

	if (tun < 0 || fd < 0)
		skip("no %s", tun < 0 ? "/dev/net/tun" : "/dev/vhost-net");
	must(!ioctl(tun, TUNSETIFF, &tap));
	tap.ifr_flags = IFF_UP;
	must(!ioctl(inet, SIOCSIFFLAGS, &tap));
	table.region.memory_size = 64 * PAGE;
	table.region.userspace_addr = (uintptr_t)memory;
	must(!ioctl(fd, VHOST_SET_OWNER) && !ioctl(fd, VHOST_SET_FEATURES, &features));
	must(!ioctl(fd, VHOST_SET_MEM_TABLE, &table));
	for (unsigned int i = 0; i < 2; i++) {
		struct vhost_vring_state num = { .index = i, .num = 8 }, base = { .index = i };
		struct vhost_vring_file wake = { .index = i, .fd = kick }, backend = { .index = i, .fd = tun };
		struct vhost_vring_addr addr = { .index = i };

		vring_init(&ring[i], 8, memory + 4 * i * PAGE, PAGE);
		addr.desc_user_addr = (uintptr_t)ring[i].desc;
		addr.avail_user_addr = (uintptr_t)ring[i].avail;
		addr.used_user_addr = (uintptr_t)ring[i].used;
		must(!ioctl(fd, VHOST_SET_VRING_NUM, &num) && !ioctl(fd, VHOST_SET_VRING_BASE, &base));
		must(!ioctl(fd, VHOST_SET_VRING_ADDR, &addr) && !ioctl(fd, VHOST_SET_VRING_KICK, &wake));
		must(!ioctl(fd, VHOST_NET_SET_BACKEND, &backend));
	}
	/* a header of its own, then a frame for nobody; all of it behind address 16 * PAGE */
	memset(memory + 16 * PAGE + 10, 0xff, 48 * PAGE - 10);
	ring[1].desc[0] = (struct vring_desc){ 16 * PAGE, 10, VRING_DESC_F_NEXT, 1 };
	ring[1].desc[1] = (struct vring_desc){ 20 * PAGE + 200, 3 * PAGE, 0, 0 };
	for (unsigned int sent = 1; sent <= 32; sent++) {
		uint64_t one = 1;

		ring[1].avail->ring[(sent - 1) % 8] = 0;
		__atomic_store_n(&ring[1].avail->idx, sent, __ATOMIC_RELEASE);
		must(write(kick, &one, sizeof(one)) == sizeof(one));
		for (int i = 0; i < 300 && __atomic_load_n(&ring[1].used->idx, __ATOMIC_ACQUIRE) != sent; i++)
			nap(10);
		must(ring[1].used->idx == sent);
	}
	for (unsigned int i = 0; i < 2; i++) {
		struct vhost_vring_file none = { .index = i, .fd = -1 };

		must(!ioctl(fd, VHOST_NET_SET_BACKEND, &none));
	}
	close(fd);
	close(tun);
	close(inet);
	close(kick);
	munmap(memory, 64 * PAGE);
	return RAN;
}

/* Buffers that stay registered with a ring, and I/O into them (from 5.1 on). */
static int uring_buffers(void)
{
	struct io_uring_params params = { .flags = 0 };
	int fd = syscall(__NR_io_uring_setup, 4, &params), blk = open("/dev/nvme0n1", O_RDONLY | O_DIRECT);
	struct iovec iov[2] = { { map(64 * PAGE, 0), 64 * PAGE }, { map_thp(HUGE), HUGE } };
	char *sq, *cq, *want = map(16 * PAGE, 0);
	struct io_uring_sqe *sqe;

	if (fd < 0)
		skip("io_uring_setup: %s", strerror(errno));
	sq = mmap(NULL, params.sq_off.array + 4 * params.sq_entries, PROT_READ | PROT_WRITE,
		  MAP_SHARED | MAP_POPULATE, fd, IORING_OFF_SQ_RING);
	cq = mmap(NULL, params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe),
		  PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, IORING_OFF_CQ_RING);
	sqe = mmap(NULL, params.sq_entries * sizeof(*sqe), PROT_READ | PROT_WRITE,
		   MAP_SHARED | MAP_POPULATE, fd, IORING_OFF_SQES);
	must(blk >= 0 && sq != MAP_FAILED && cq != MAP_FAILED && sqe != MAP_FAILED);
	must(pread(blk, want, 16 * PAGE, 0) == 16 * (ssize_t)PAGE);
	must(!syscall(__NR_io_uring_register, fd, IORING_REGISTER_BUFFERS, iov, 2));
	for (unsigned int i = 0; i < 2; i++) {
		unsigned int *tail = (unsigned int *)(sq + params.sq_off.tail);
		unsigned int *head = (unsigned int *)(cq + params.cq_off.head);
		struct io_uring_cqe *cqe = (struct io_uring_cqe *)(cq + params.cq_off.cqes);

		memset(&sqe[i], 0, sizeof(*sqe));
		sqe[i].opcode = IORING_OP_READ_FIXED;
		sqe[i].fd = blk;
		sqe[i].addr = (uintptr_t)iov[i].iov_base + 8 * PAGE;
		sqe[i].len = 16 * PAGE;
		sqe[i].buf_index = i;
		((unsigned int *)(sq + params.sq_off.array))[i] = i;
		__atomic_store_n(tail, i + 1, __ATOMIC_RELEASE);
		must(syscall(__NR_io_uring_enter, fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) == 1);
		must(cqe[i].res == 16 * (int)PAGE);
		__atomic_store_n(head, i + 1, __ATOMIC_RELEASE);
		must(!memcmp(want, (char *)iov[i].iov_base + 8 * PAGE, 16 * PAGE));
	}
	must(!syscall(__NR_io_uring_register, fd, IORING_UNREGISTER_BUFFERS, NULL, 0));
	/* what is still registered when the ring is closed */
	must(!syscall(__NR_io_uring_register, fd, IORING_REGISTER_BUFFERS, iov, 1));
	munmap(sq, params.sq_off.array + 4 * params.sq_entries);
	munmap(cq, params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe));
	munmap(sqe, params.sq_entries * sizeof(*sqe));
	close(fd);
	close(blk);
	return RAN;
}

/* A ring for commands of drivers. */
struct ring {
	int fd;
	unsigned int *tail, *array, mask, *done, *seen, done_mask;
	char *commands;
	struct io_uring_cqe *answers;
};

static int open_ring(struct ring *r)
{
	struct io_uring_params params = { .flags = IORING_SETUP_SQE128 };
	char *sq, *cq;

	r->fd = syscall(__NR_io_uring_setup, 8, &params);
	if (r->fd < 0)
		return -1;
	sq = mmap(NULL, params.sq_off.array + 4 * params.sq_entries, PROT_READ | PROT_WRITE,
		  MAP_SHARED | MAP_POPULATE, r->fd, IORING_OFF_SQ_RING);
	cq = mmap(NULL, params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe),
		  PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, r->fd, IORING_OFF_CQ_RING);
	r->commands = mmap(NULL, 128 * params.sq_entries, PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_POPULATE, r->fd, IORING_OFF_SQES);
	if (sq == MAP_FAILED || cq == MAP_FAILED || r->commands == MAP_FAILED)
		return -1;
	r->tail = (unsigned int *)(sq + params.sq_off.tail);
	r->array = (unsigned int *)(sq + params.sq_off.array);
	r->mask = params.sq_entries - 1;
	r->done = (unsigned int *)(cq + params.cq_off.tail);
	r->seen = (unsigned int *)(cq + params.cq_off.head);
	r->done_mask = params.cq_entries - 1;
	r->answers = (struct io_uring_cqe *)(cq + params.cq_off.cqes);
	return 0;
}

static int give_command(struct ring *r, int fd, unsigned int op, const void *command, size_t n, uint64_t mark)
{
	unsigned int at = *r->tail & r->mask;
	struct io_uring_sqe *sqe = (void *)(r->commands + 128 * at);

	memset(sqe, 0, 128);
	sqe->opcode = IORING_OP_URING_CMD;
	sqe->fd = fd;
	sqe->cmd_op = op;
	sqe->user_data = mark;
	memcpy((char *)sqe + offsetof(struct io_uring_sqe, cmd), command, n);
	r->array[at] = at;
	__atomic_store_n(r->tail, *r->tail + 1, __ATOMIC_RELEASE);
	return syscall(__NR_io_uring_enter, r->fd, 1, 0, 0, NULL, 0) == 1 ? 0 : -1;
}

static int wait_for_answer(struct ring *r, uint64_t *mark)
{
	struct io_uring_cqe *answer = &r->answers[*r->seen & r->done_mask];
	int result;

	while (__atomic_load_n(r->done, __ATOMIC_ACQUIRE) == *r->seen)
		syscall(__NR_io_uring_enter, r->fd, 0, 1, IORING_ENTER_GETEVENTS, NULL, 0);
	*mark = answer->user_data;
	result = answer->res;
	__atomic_store_n(r->seen, *r->seen + 1, __ATOMIC_RELEASE);
	return result;
}

/* The driver copies what is written into this process, and what is read out of it. */
static void serve_ublk(void)
{
	static char content[8 << 20];
	int fd = open("/dev/ublkc0", O_RDWR);
	const struct ublksrv_io_desc *asked =
		mmap(NULL, PAGE, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, UBLKSRV_CMD_BUF_OFFSET);
	struct ring ring;
	char *memory = map_thp(HUGE);

	if (fd < 0 || asked == MAP_FAILED || open_ring(&ring))
		_exit(1);
	for (int tag = 0; tag < 4; tag++) {
		struct ublksrv_io_cmd fetch = { .tag = tag, .addr = (uintptr_t)memory + tag * (HUGE / 4) + 512 };

		if (give_command(&ring, fd, UBLK_IO_FETCH_REQ, &fetch, sizeof(fetch), tag))
			_exit(2);
	}
	for (int gone = 0; gone < 4; ) {
		uint64_t tag;
		int answer = wait_for_answer(&ring, &tag);
		const struct ublksrv_io_desc *d = &asked[tag];
		char *buffer = memory + tag * (HUGE / 4) + 512, *at = content + d->start_sector * 512;
		struct ublksrv_io_cmd commit = {
			.tag = tag, .addr = (uintptr_t)buffer, .result = d->nr_sectors * 512,
		};

		if (answer != UBLK_IO_RES_OK) {
			gone++;
			continue;
		}
		if (ublksrv_get_op(d) == UBLK_IO_OP_READ)
			memcpy(buffer, at, commit.result);
		else if (ublksrv_get_op(d) == UBLK_IO_OP_WRITE)
			memcpy(at, buffer, commit.result);
		if (give_command(&ring, fd, UBLK_IO_COMMIT_AND_FETCH_REQ, &commit, sizeof(commit), tag))
			_exit(3);
	}
	_exit(0);
}

static int control_ublk(struct ring *r, int fd, unsigned int op, const struct ublksrv_ctrl_cmd *command)
{
	uint64_t mark;

	if (give_command(r, fd, op, command, sizeof(*command), 0))
		return -1;
	errno = -wait_for_answer(r, &mark);
	return errno;
}

/* A block device whose driver is a process (from 6.0 on). */
static int ublk_device(void)
{
	struct ublksrv_ctrl_dev_info info = { .nr_hw_queues = 1, .queue_depth = 4, .max_io_buf_bytes = 128 << 10 };
	struct ublk_params params = {
		.len = sizeof(params), .types = UBLK_PARAM_TYPE_BASIC,
		.basic = {
			.logical_bs_shift = 9, .physical_bs_shift = 12, .io_opt_shift = 12, .io_min_shift = 9,
			.max_sectors = 256, .dev_sectors = 16384,
		},
	};
	struct ublksrv_ctrl_cmd command = { .queue_id = -1, .len = sizeof(info), .addr = (uintptr_t)&info };
	int control = open("/dev/ublk-control", O_RDWR), how, status;
	struct ring ring;
	pid_t pid;

	if (control < 0)
		skip("no /dev/ublk-control");
	must(!open_ring(&ring));
	must(!control_ublk(&ring, control, UBLK_CMD_ADD_DEV, &command));
	command.addr = (uintptr_t)&params;
	command.len = sizeof(params);
	must(!control_ublk(&ring, control, UBLK_CMD_SET_PARAMS, &command));
	pid = fork();
	if (!pid)
		serve_ublk();
	command.data[0] = pid;
	must(!control_ublk(&ring, control, UBLK_CMD_START_DEV, &command));
	how = direct_on("/dev/ublkb0", 0);
	must(!control_ublk(&ring, control, UBLK_CMD_STOP_DEV, &command));
	must(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && !WEXITSTATUS(status));
	must(!control_ublk(&ring, control, UBLK_CMD_DEL_DEV, &command));
	return how;
}

/* Records encrypted from the pages of the sender. */
static int tls_sends(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct tls12_crypto_info_aes_gcm_128 key = {
		.info = { .version = TLS_1_2_VERSION, .cipher_type = TLS_CIPHER_AES_GCM_128 },
	};
	socklen_t len = sizeof(to);
	char *p = map(16 * PAGE, 0), *got = map(32 * PAGE, 0);
	int l = socket(AF_INET, SOCK_STREAM, 0), s = socket(AF_INET, SOCK_STREAM, 0), r;
	int size = 1 << 20;
	ssize_t n;

	if (l < 0)
		skip("no TCP in this kernel");
	must(!bind(l, (void *)&to, len) && !listen(l, 1) && !getsockname(l, (void *)&to, &len));
	must(!setsockopt(s, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	must(!connect(s, (void *)&to, len) && (r = accept(l, NULL, 0)) >= 0);
	if (setsockopt(s, IPPROTO_TCP, TCP_ULP, "tls", 4))
		skip("no TLS: %s", strerror(errno));
	must(!setsockopt(s, SOL_TLS, TLS_TX, &key, sizeof(key)));
	fill(p, 16 * PAGE);
	must(send(s, p, 16 * PAGE, 0) == 16 * (ssize_t)PAGE);
	for (n = 0; n < 16 * (ssize_t)PAGE; ) {
		ssize_t more = recv(r, got, 32 * PAGE, 0);

		must(more > 0);
		n += more;
	}
	close(s);
	close(r);
	close(l);
	return RAN;
}

/* ---- tracing ---- */

static int perf_samples(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE, .size = sizeof(attr), .config = PERF_COUNT_SW_PAGE_FAULTS,
		.sample_period = 1, .sample_type = PERF_SAMPLE_ADDR | PERF_SAMPLE_PHYS_ADDR | PERF_SAMPLE_CALLCHAIN,
		.exclude_kernel = 1,
	};
	int fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
	char *ring, *p = map(64 * PAGE, 0);
	pid_t pid;

	if (fd < 0)
		skip("perf_event_open: %s", strerror(errno));
	ring = mmap(NULL, 9 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	must(ring != MAP_FAILED);
	memset(p, 1, 64 * PAGE);
	/* write faults on pages that a child shares: there is a page to look at */
	pid = fork();
	if (!pid) {
		pause();
		_exit(0);
	}
	for (int i = 0; i < 64; i++)
		p[i * PAGE] = 1;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(fd);
	munmap(ring, 9 * PAGE);
	return RAN;
}

__attribute__((noinline)) static void probed(void)
{
	__asm__ volatile("nop");
}

/* how many probes there are, as the kernel counts them; not 0, so that it is in the file */
static volatile uint16_t probe_users = 7;

/* Where in the file of its mapping something is; 0 if nowhere. */
static unsigned long file_offset(uintptr_t at)
{
	char line[200], path[PATH_MAX];
	unsigned long start, to, offset, found = 0;
	FILE *f = fopen("/proc/self/maps", "r");

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "%lx-%lx %*s %lx %*s %*s %s", &start, &to, &offset, path) == 4 &&
		    at >= start && at < to)
			found = at - start + offset;
	if (f)
		fclose(f);
	return found;
}

static int user_probes(void)
{
	char line[200];

	mount("tracefs", "/sys/kernel/tracing", "tracefs", 0, NULL);
	snprintf(line, sizeof(line), "p:pin /init:0x%lx(0x%lx)\n",
		 file_offset((uintptr_t)probed), file_offset((uintptr_t)&probe_users));
	if (write_file("/sys/kernel/tracing/uprobe_events", line) < 0)
		skip("no uprobes: %s", strerror(errno));
	must(write_file("/sys/kernel/tracing/events/uprobes/pin/enable", "1") > 0);
	must(probe_users == 8);
	probed();
	probed();
	must(write_file("/sys/kernel/tracing/events/uprobes/pin/enable", "0") > 0);
	must(probe_users == 7);
	return RAN;
}

/* ---- memory management ---- */

static int soft_offline(void)
{
	char *p = map(4 * PAGE, 0);

	memset(p, 7, 4 * PAGE);
	if (madvise(p, PAGE, MADV_SOFT_OFFLINE))
		skip("madvise: %s", strerror(errno));
	must(p[0] == 7);
	return RAN;
}

static int uffd;
static char *uffd_area;

static void *serve_faults(void *unused)
{
	static char page[PAGE] __attribute__((aligned(4096)));
	struct uffd_msg msg;

	memset(page, 0x77, PAGE);
	while (read(uffd, &msg, sizeof(msg)) == sizeof(msg)) {
		struct uffdio_copy copy = {
			.dst = msg.arg.pagefault.address & -PAGE, .src = (uintptr_t)page, .len = PAGE,
		};

		ioctl(uffd, UFFDIO_COPY, &copy);
	}
	return unused;
}

static int user_faults(void)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register reg = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	int fd = open("/ext4/uffd", O_RDWR | O_CREAT | O_DIRECT, 0600);
	char *got = map(8 * PAGE, 0);
	pthread_t thread;

	uffd = syscall(SYS_userfaultfd, O_CLOEXEC);
	if (uffd < 0)
		skip("no userfaultfd");
	uffd_area = map(8 * PAGE, 0);
	reg.range.start = (uintptr_t)uffd_area;
	reg.range.len = 8 * PAGE;
	must(!ioctl(uffd, UFFDIO_API, &api) && !ioctl(uffd, UFFDIO_REGISTER, &reg));
	must(!pthread_create(&thread, NULL, serve_faults, NULL));
	must(pwrite(fd, uffd_area, 8 * PAGE, 0) == 8 * (ssize_t)PAGE);
	must(pread(fd, got, 8 * PAGE, 0) == 8 * (ssize_t)PAGE && got[0] == 0x77 && got[8 * PAGE - 1] == 0x77);
	pthread_cancel(thread);
	pthread_join(thread, NULL);
	close(uffd);
	close(fd);
	return RAN;
}

/* Callers of follow_page(FOLL_GET) release with put_page(): no pins at all. */
static int plain_walks(void)
{
	char *p = map(64 * PAGE, 0);
	void *pages[64];
	int status[64];
	struct counters before = look(), after;

	memset(p, 9, 64 * PAGE);
	for (int i = 0; i < 64; i++)
		pages[i] = p + i * PAGE;
	must(!mlock(p, 64 * PAGE) && !munlock(p, 64 * PAGE));
	must(!syscall(SYS_move_pages, 0, 64, pages, NULL, status, 0) || errno == ENOSYS);
	write_file("/sys/kernel/mm/ksm/run", "1");
	must(!madvise(p, 64 * PAGE, MADV_MERGEABLE));
	nap(500);
	memset(p, 1, 64 * PAGE);
	write_file("/sys/kernel/mm/ksm/run", "2");
	munmap(p, 64 * PAGE);
	after = look();
	must(requested(before) == requested(after));
	return RAN;
}

/* What a guest in real mode does with 12 pages, from 0x2000 on. */
static const unsigned char guest_writes[] = {
	0xb9, 0x0c, 0x00,	/* mov cx, 12 */
	0xbf, 0x00, 0x20,	/* mov di, 0x2000 */
	0xc6, 0x05, 0x5a,	/* mov byte [di], 0x5a */
	0x81, 0xc7, 0x00, 0x10,	/* add di, 0x1000 */
	0xe2, 0xf7,		/* loop */
	0xf4,			/* hlt */
};
static const unsigned char guest_reads[] = {
	0xb9, 0x0c, 0x00,	/* mov cx, 12 */
	0xbf, 0x00, 0x20,	/* mov di, 0x2000 */
	0x0a, 0x05, 0x90,	/* or al, [di]; nop */
	0x81, 0xc7, 0x00, 0x10,	/* add di, 0x1000 */
	0xe2, 0xf7,		/* loop */
	0xf4,			/* hlt */
};

/* KVM releases by page frame. */
static int guest_on(char *memory, size_t n, const unsigned char *code)
{
	struct kvm_userspace_memory_region region = { .memory_size = n, .userspace_addr = (uintptr_t)memory };
	struct kvm_regs regs = { .rip = 0x1000, .rflags = 2 };
	struct kvm_sregs sregs;
	struct kvm_run *state;
	int kvm = open("/dev/kvm", O_RDWR), vm, cpu;
	size_t size;

	if (kvm < 0)
		skip("no /dev/kvm");
	must((vm = ioctl(kvm, KVM_CREATE_VM, 0)) >= 0);
	memcpy(memory + 0x1000, code, sizeof(guest_writes));
	must(!ioctl(vm, KVM_SET_USER_MEMORY_REGION, &region));
	must((cpu = ioctl(vm, KVM_CREATE_VCPU, 0)) >= 0);
	/* a slow machine may have spoilt that; then KVM_RUN asks for it again and again, and does not come back */
	if (!ioctl(cpu, KVM_GET_TSC_KHZ, 0))
		skip("the kernel could not measure the rate of its TSC");
	size = ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
	state = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, cpu, 0);
	must(state != MAP_FAILED && !ioctl(cpu, KVM_GET_SREGS, &sregs));
	sregs.cs.base = sregs.cs.selector = 0;
	must(!ioctl(cpu, KVM_SET_SREGS, &sregs) && !ioctl(cpu, KVM_SET_REGS, &regs));
	must(!ioctl(cpu, KVM_RUN, 0));
	if (state->exit_reason != KVM_EXIT_HLT)
		fail("the guest ends with %u", state->exit_reason);
	for (int i = 2; i < 14 && code == guest_writes; i++)
		must(memory[i * PAGE] == 0x5a);
	munmap(state, size);
	close(cpu);
	close(vm);
	close(kvm);
	return RAN;
}

static int kvm_guest(void)
{
	int how = guest_on(map(64 * PAGE, 0), 64 * PAGE, guest_writes);

	/* with a huge page behind it */
	return how != RAN ? how : guest_on(map_thp(2 * HUGE), 2 * HUGE, guest_writes);
}

/*
 * A guest that reads what nobody has written to: zero pages, which are neither pinned nor released. Then the huge
 * zero page, and whoever else has untouched memory can still use it for I/O.
 */
static int kvm_reads(void)
{
	int fd = open("/dev/nvme0n1", O_RDWR | O_DIRECT), how;
	struct counters before = look(), after;
	char *calm = map(64 * PAGE, 0), *huge = map(2 * HUGE, 0);

	madvise(calm, 64 * PAGE, MADV_NOHUGEPAGE);
	how = guest_on(calm, 64 * PAGE, guest_reads);
	for (int i = 0; i < 20 && how == RAN; i++) {
		char *p = map(64 * PAGE, 0);

		madvise(p, 64 * PAGE, MADV_NOHUGEPAGE);
		how = guest_on(p, 64 * PAGE, guest_reads);
		munmap(p, 64 * PAGE);
	}
	if (how != RAN)
		return how;
	after = look();
	must(requested(after) - requested(before) == after.returned - before.returned);
	/* not one of the 240 pages that were read */
	must(requested(after) - requested(before) < 21 * 12);
	must(pwrite(fd, calm + 40 * PAGE, PAGE, 0) == (ssize_t)PAGE);
	huge = (char *)(((uintptr_t)huge + HUGE - 1) & -HUGE);
	madvise(huge, HUGE, MADV_HUGEPAGE);
	how = guest_on(huge, HUGE, guest_reads);
	close(fd);
	return how;
}

static int swap_out(void)
{
	size_t n = 64UL << 20;
	int fd = open("/dev/nvme0n1", O_RDWR | O_DIRECT), cg;
	char *p, pid[20];

	if (swapon("/dev/nvme3n1", 0))
		skip("swapon: %s", strerror(errno));
	mkdir("/sys/fs/cgroup/small", 0700);
	write_file("/sys/fs/cgroup/cgroup.subtree_control", "+memory");
	cg = write_file("/sys/fs/cgroup/small/memory.high", "33554432") > 0;
	snprintf(pid, sizeof(pid), "%d", getpid());
	cg = cg && write_file("/sys/fs/cgroup/small/cgroup.procs", pid) > 0;
	p = map(n, 0);
	madvise(p, n, MADV_NOHUGEPAGE);
	for (size_t i = 0; i < n; i += 4)
		*(uint32_t *)(p + i) = i;
	/* direct I/O out of and into pages that have gone to the swap device */
	for (size_t i = 0; i < n; i += n / 16)
		must(pwrite(fd, p + i, 64 << 10, 0) == 64 << 10 &&
		     pread(fd, p + i, 64 << 10, 0) == 64 << 10);
	for (size_t i = 0; i < n; i += 4)
		must(*(uint32_t *)(p + i) == i);
	munmap(p, n);
	swapoff("/dev/nvme3n1");
	close(fd);
	return end(RAN, "%s", cg ? "32 MiB allowed" : "no memory limit");
}

/* ---- the benchmark's interface ---- */

/* gup_benchmark, and from 5.11 on gup_test */
struct gup_benchmark {
	uint64_t get_usec, put_usec, addr, size;
	uint32_t per_call, flags;
	uint64_t expansion[10];
};

struct gup_test {
	uint64_t get_usec, put_usec, addr, size;
	uint32_t per_call, flags, test_flags, which_pages[8];
};

enum { BY_FAST, BY_LONGTERM, BY_SLOW, PIN_FAST, PIN_LONGTERM, PIN_SLOW };

static const char *bench_file(bool *test)
{
	*test = !access("/sys/kernel/debug/gup_test", R_OK);
	if (*test)
		return "/sys/kernel/debug/gup_test";
	return access("/sys/kernel/debug/gup_benchmark", R_OK) ? NULL : "/sys/kernel/debug/gup_benchmark";
}

/* Takes the pages of a range in one of the ways, and drops them. */
static int pin_range(int mode, char *p, size_t n, int write, int per_call)
{
	struct gup_benchmark b = { .addr = (uintptr_t)p, .size = n, .per_call = per_call, .flags = write };
	struct gup_test t = { .addr = (uintptr_t)p, .size = n, .per_call = per_call, .flags = write };
	/* gup_test: gets first, then pins; gup_benchmark knows gets alone */
	static const int numbers[] = { 1, -1, 4, 2, 3, 5 };
	static int fd = -1;
	static bool test;

	if (fd < 0)
		fd = open(bench_file(&test), O_RDWR);
	if (test)
		return ioctl(fd, _IOWR('g', numbers[mode], struct gup_test), &t);
	return ioctl(fd, _IOWR('g', mode + 1, struct gup_benchmark), &b);
}

static int gup_modes(void)
{
	char *small = map(256 * PAGE, 0), *thp = map_thp(2 * HUGE), *tlb = map(2 * HUGE, MAP_HUGETLB);
	struct counters before, after;
	long want = 0;
	/* from the kernel's command line; in the pin dialect gets are not counted */
	const char *api = getenv("API");
	int counted = api && !strcmp(api, "pin") ? PIN_FAST : BY_FAST;
	bool test;

	if (!bench_file(&test))
		skip("no gup_benchmark, no gup_test");
	/* the zero page is not counted */
	memset(small, 1, 256 * PAGE);
	before = look();
	for (int mode = BY_FAST; mode <= (test ? PIN_SLOW : BY_SLOW); mode++) {
		if (test && mode == BY_LONGTERM)
			continue;
		for (int write = 0; write < 2; write++) {
			long n = 256 + 1024;

			must(!pin_range(mode, small, 256 * PAGE, write, 32));
			must(!pin_range(mode, thp, 2 * HUGE, write, 700));
			if (tlb != MAP_FAILED) {
				must(!pin_range(mode, tlb, 2 * HUGE, write, 1024));
				n += 1024;
			}
			if (mode >= counted)
				want += n;
		}
	}
	/* one page, and a part of a huge one */
	must(!pin_range(counted, thp + 3 * PAGE, 7 * PAGE, 1, 7));
	want += 7;
	munmap(thp, 2 * HUGE);
	if (tlb != MAP_FAILED)
		munmap(tlb, 2 * HUGE);
	after = look();
	/* exact: one for each reference, huge or not, and what a race gave back */
	must(requested(after) - requested(before) - (after.backoffs - before.backoffs) == want);
	return end(RAN, "%ld pages", want);
}

/* Maps one page of hugetlbfs as often as it takes to fill n bytes. */
static char *map_again(int fd, size_t page, size_t n)
{
	char *p = mmap(NULL, n + page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (p == MAP_FAILED)
		return NULL;
	p = (char *)(((uintptr_t)p + page - 1) & -page);
	for (size_t i = 0; i < n; i += page) {
		/* there before the pins come, all of them: whoever finds it full shall not fault */
		if (mmap(p + i, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED)
			return NULL;
		*(volatile char *)(p + i) = 'A';
	}
	return p;
}

/*
 * Pins one huge page until it takes no more: refused, and nobody releases what he did not get. At the end the
 * page is still its owner's: nobody who asks for a page gets this one.
 */
static int fill_up(size_t page, unsigned int flag)
{
	struct counters before, after;
	size_t n = (size_t)(8ULL << 30);
	char *p, *stranger[8];
	bool test;
	int fd;

	if (!n)
		skip("no room for 8 GiB of addresses");
	if (!bench_file(&test) || test)
		skip("no gup_benchmark");
	fd = memfd_create("hugetlb", MFD_HUGETLB | flag);
	if (fd < 0 || ftruncate(fd, page))
		skip("hugetlbfs: %s", strerror(errno));
	p = map_again(fd, page, n);
	if (!p)
		skip("no huge page of that size");
	if (pin_range(BY_FAST, p, HUGE, 0, 512))
		skip("gup_benchmark: %s", strerror(errno));
	before = look();
	/* not more at once: get_user_pages_fast() shifts an int */
	if (pin_range(BY_FAST, p, n, 0, 32768))
		skip("gup_benchmark: %s", strerror(errno));
	after = look();
	/* by the lockless walk, what it takes at once (a part of the range), then by the other one */
	must(after.overflows > before.overflows);
	must(requested(after) - requested(before) > 1900000 && requested(after) - requested(before) < 1966080);
	must(requested(after) - requested(before) == after.returned - before.returned);
	/* all but one mapping gone: only the last reference keeps it */
	must(!munmap(p + page, n - page));
	for (int i = 0; i < 8; i++) {
		stranger[i] = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB |
				   (page == HUGE ? 0 : 30 << 26 /* MAP_HUGE_1GB */), -1, 0);
		if (stranger[i] != MAP_FAILED)
			*stranger[i] = 'S';
	}
	must(*(volatile char *)p == 'A');
	for (int i = 0; i < 8; i++)
		if (stranger[i] != MAP_FAILED)
			munmap(stranger[i], page);
	munmap(p, page);
	close(fd);
	return end(RAN, "%ld pins on one page, then refused", requested(after) - requested(before));
}

static int overflow(void)
{
	return fill_up(HUGE, 0);
}

/* Of its 262144 pages each takes a pin: it can be pinned whole seven times. */
static int gigantic(void)
{
	write_file("/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages", "1");
	return fill_up(1UL << 30, 30U << 26 /* MFD_HUGE_1GB */);
}

/* The zero page and the huge one: read by I/O, pinned by nobody. */
static int zero_pages(void)
{
	int fd = open("/dev/nvme0n1", O_RDWR | O_DIRECT);
	char *small = map(64 * PAGE, 0), *huge = map(3 * HUGE, 0), *got = map(64 * PAGE, 0);
	struct counters before, after;
	aio_context_t ctx = 0;
	struct iocb cb, *list[1] = { &cb };
	struct io_event event;
	bool test;

	must(fd >= 0);
	madvise(small, 64 * PAGE, MADV_NOHUGEPAGE);
	huge = (char *)(((uintptr_t)huge + HUGE - 1) & -HUGE);
	madvise(huge, 2 * HUGE, MADV_HUGEPAGE);
	/* mapped, and not written to */
	for (size_t i = 0; i < 64 * PAGE; i += PAGE)
		must(*(volatile char *)(small + i) == 0);
	for (size_t i = 0; i < 2 * HUGE; i += HUGE)
		must(*(volatile char *)(huge + i) == 0);
	memset(got, 7, 64 * PAGE);
	before = look();
	for (int i = 0; i < 50; i++) {
		must(pwrite(fd, small, 64 * PAGE, 0) == 64 * (ssize_t)PAGE);
		must(pwrite(fd, huge + 5 * PAGE, 64 * PAGE, 1 << 20) == 64 * (ssize_t)PAGE);
	}
	/* in flight while its mapping goes, and the kernel looks for memory */
	must(!syscall(SYS_io_setup, 1, &ctx));
	memset(&cb, 0, sizeof(cb));
	cb.aio_fildes = fd;
	cb.aio_lio_opcode = IOCB_CMD_PWRITE;
	cb.aio_buf = (uintptr_t)huge;
	cb.aio_nbytes = HUGE;
	cb.aio_offset = 2 << 20;
	must(syscall(SYS_io_submit, ctx, 1, list) == 1);
	munmap(huge, 2 * HUGE);
	write_file("/proc/sys/vm/drop_caches", "2");
	must(syscall(SYS_io_getevents, ctx, 1, 1, &event, NULL) == 1 && event.res == HUGE);
	if (bench_file(&test) && !test) {
		must(!pin_range(BY_FAST, small, 64 * PAGE, 0, 64));
		must(!pin_range(BY_SLOW, small, 64 * PAGE, 0, 64));
	}
	after = look();
	must(after.overflows == before.overflows || after.overflows < 0);
	/* a tree that counts pins by itself counted those too, up to 6.4 */
	if (after.overflows >= 0 && requested(after) - requested(before) > 2)
		fail("%ld pins of zero pages", requested(after) - requested(before));
	for (off_t at = 0; at < 4 << 20; at += 64 * PAGE) {
		must(pread(fd, got, 64 * PAGE, at) == 64 * (ssize_t)PAGE);
		for (size_t i = 0; (!at || at == 1 << 20 || at >= 2 << 20) && i < 64 * PAGE; i += 8)
			if (*(uint64_t *)(got + i))
				fail("byte %ld is not zero", (long)(at + i));
	}
	close(fd);
	return RAN;
}

/* Pieces of one page in one call: merged into one segment, each with its own reference. */
static int pieces(void)
{
	static const char * const paths[] = { "/dev/nvme0n1", "/ext4/pieces", "/xfs/pieces" };
	char *p = map(8 * PAGE, 0), *got = map(8 * PAGE, 0);
	struct iovec iov[64], back[64];
	struct counters before = look(), after;
	int ran = 0;

	for (int i = 0; i < 64; i++) {
		iov[i] = (struct iovec){ p + i * 512, 512 };
		back[i] = (struct iovec){ got + i * 512, 512 };
	}
	for (int f = 0; f < 3; f++) {
		int fd = open(paths[f], O_RDWR | O_DIRECT | (f ? O_CREAT : 0), 0600);

		if (fd < 0)
			continue;
		for (int round = 0; round < 20; round++) {
			fill(p, 8 * PAGE);
			if (pwritev(fd, iov, 64, 0) != 64 * 512)
				break;
			must(preadv(fd, back, 64, 0) == 64 * 512 && !memcmp(p, got, 64 * 512));
			/* every other one: nothing to merge; and two of one page with a hole between */
			must(pwritev(fd, iov + 1, 1, 0) == 512 && pwritev(fd, iov, 3, 0) == 3 * 512);
			ran++;
		}
		close(fd);
	}
	if (!ran)
		skip("no direct I/O by sectors");
	nap(200);
	after = look();
	if (requested(after) - requested(before) != after.returned - before.returned)
		fail("%ld pieces keep their page", requested(after) - requested(before) - after.returned + before.returned);
	return end(RAN, "%d rounds", ran);
}

/* Mounts a file system on memory of a device: its image stands on a drive. NULL, or why there is none. */
static const char *mount_dax(void)
{
	int from = open("/dev/nvme5n1", O_RDONLY), to = open("/dev/pmem0", O_RDWR);
	char *block = map(1 << 20, 0);
	bool copied = to >= 0;

	if (to < 0)
		return "no /dev/pmem0";
	if (from < 0)
		return "no image of a file system for it";
	while (copied && read(from, block, 1 << 20) == 1 << 20)
		copied = write(to, block, 1 << 20) == 1 << 20;
	copied = copied && !fsync(to);
	munmap(block, 1 << 20);
	close(from);
	close(to);
	mkdir("/dax", 0755);
	return copied && !mount("/dev/pmem0", "/dax", "ext4", 0, "dax") ? NULL : strerror(errno);
}

/* A file on memory of a device: its pages go back when the count falls to 1, and truncation waits for that. */
static int dax(void)
{
	char *block = map(1 << 20, 0), *p, *got;
	int fd, blk;
	size_t n = 4 << 20;
	aio_context_t ctx = 0;
	struct iocb cb, *list[1] = { &cb };
	struct io_event event;
	const char *why = mount_dax();

	if (why)
		skip("%s", why);
	blk = open("/dev/nvme0n1", O_RDWR | O_DIRECT);
	fd = open("/dax/file", O_RDWR | O_CREAT, 0600);
	must(blk >= 0 && fd >= 0 && !posix_fallocate(fd, 0, n));
	p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	must(p != MAP_FAILED);
	got = map(n, 0);
	fill(p, n);
	for (int mode = BY_FAST; mode <= BY_SLOW; mode++)
		for (int write = 0; write < 2; write++)
			if (mode != BY_LONGTERM)
				must(!pin_range(mode, p, n, write, 700));
	/* out of it and into it by DMA */
	must(pwrite(blk, p, n, 0) == (ssize_t)n && pread(blk, got, n, 0) == (ssize_t)n && !memcmp(p, got, n));
	fill(got, n);
	must(pwrite(blk, got, n, 0) == (ssize_t)n && pread(blk, p, n, 0) == (ssize_t)n && !memcmp(p, got, n));
	must(pread(fd, block, 1 << 20, 0) == 1 << 20 && !memcmp(block, got, 1 << 20));
	/* truncated while a read into it is in flight: waits for the page to be idle */
	must(!syscall(SYS_io_setup, 1, &ctx));
	for (int round = 0; round < 20; round++) {
		memset(&cb, 0, sizeof(cb));
		cb.aio_fildes = blk;
		cb.aio_lio_opcode = IOCB_CMD_PREAD;
		cb.aio_buf = (uintptr_t)p;
		cb.aio_nbytes = 1 << 20;
		must(syscall(SYS_io_submit, ctx, 1, list) == 1);
		must(!ftruncate(fd, 0));
		must(syscall(SYS_io_getevents, ctx, 1, 1, &event, NULL) == 1);
		must(!posix_fallocate(fd, 0, n));
		p[0] = round;
	}
	munmap(p, n);
	close(fd);
	close(blk);
	must(!umount("/dax"));
	return RAN;
}

/* ---- all at once ---- */

/*
 * Threads that take and put pins, against threads that take the pages away from under them. Memory whose contents
 * nobody changes has to keep them, whatever is done to its pages.
 */
#define STRESS	(8UL << 20)	/* bytes of each kind of memory */
#define HOT	(8 * PAGE)	/* bytes of what is changed all the time */

static struct {
	char *anon, *file, *huge, *gone, *moved, *same, *dax, *gigantic, *hot;
	int fd, blk, dax_fd;
	bool offlines;			/* soft offlining can be told from a bug */
	volatile bool stop;
	volatile int wrong;		/* line of the first check that failed */
	char pattern;
	long taken, disturbed, removed, in_one_piece;
} field;

#define holds(cond)							\
	do {								\
		if (!(cond) && !field.wrong)				\
			field.wrong = __LINE__;				\
	} while (0)

/* What stands in page number n of the memory that nobody changes */
static void stamp(char *page, unsigned int n)
{
	for (unsigned int i = 0; i < PAGE / 4; i++)
		((uint32_t *)page)[i] = n * 2654435761U + i;
}

static bool stamped(const char *page, unsigned int n)
{
	for (unsigned int i = 0; i < PAGE / 4; i++)
		if (((const uint32_t *)page)[i] != n * 2654435761U + i)
			return false;
	return true;
}

static char *some_memory(unsigned int *seed, size_t *n)
{
	char *kinds[] = { field.anon, field.file, field.huge, field.gone, field.moved, field.same, field.dax,
			  field.gigantic };
	char *p = kinds[rand_r(seed) % 8];
	size_t at = (rand_r(seed) % (STRESS / PAGE - 64)) * PAGE;

	*n = (1 + rand_r(seed) % 64) * PAGE;
	return p ? p + at : field.anon + at;
}

static void *takes(void *argument)
{
	unsigned int seed = (uintptr_t)argument;
	bool test;
	int fd = open(bench_file(&test), O_RDWR);

	while (!field.stop && fd >= 0) {
		size_t n;
		char *p = some_memory(&seed, &n);
		struct gup_benchmark b = { .addr = (uintptr_t)p, .size = n, .per_call = 1 + rand_r(&seed) % 64 };
		/* writes only where nobody minds a dirty page or a copy of it */
		bool write = (p >= field.file && p < field.file + STRESS) ||
			     (field.dax && p >= field.dax && p < field.dax + STRESS);

		b.flags = write && rand_r(&seed) % 2;
		ioctl(fd, _IOWR('g', (rand_r(&seed) % 3 ? BY_FAST : BY_SLOW) + 1, struct gup_benchmark), &b);
		field.taken++;
	}
	close(fd);
	return NULL;
}

/* Each of two that race has a processor of its own: they have to run at the same time. */
static void stay_on(int processor)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(processor, &one);
	sched_setaffinity(0, sizeof(one), &one);
}

/* A lockless walk finds the page, and another entry in the table when it looks again: few pages, all the time. */
static void *takes_hot(void *argument)
{
	bool test;
	int fd = open(bench_file(&test), O_RDWR);

	stay_on(0);
	while (!field.stop && fd >= 0) {
		struct gup_benchmark b = { .addr = (uintptr_t)field.hot, .size = HOT, .per_call = HOT / PAGE };

		ioctl(fd, _IOWR('g', BY_FAST + 1, struct gup_benchmark), &b);
		field.taken++;
	}
	close(fd);
	return argument;
}

/* Entries change under it while the pages stay, and now and then the pages go. */
static void *unmaps_hot(void *argument)
{
	stay_on(1);
	for (unsigned int round = 0; !field.stop; round++) {
		if (!(round % 64))
			madvise(field.hot, HOT, MADV_DONTNEED);
		memset(field.hot, 5, HOT);
		mprotect(field.hot, HOT, PROT_READ);
		mprotect(field.hot, HOT, PROT_READ | PROT_WRITE);
	}
	return argument;
}

/* Direct I/O out of memory that nobody changes, whole pages and pieces of them, read back and compared */
static void *writes_out(void *argument)
{
	unsigned int seed = (uintptr_t)argument;
	off_t at = (off_t)seed << 20;
	char *back = map(16 * PAGE, 0);

	madvise(back, 16 * PAGE, MADV_DONTFORK);
	while (!field.stop) {
		unsigned int first = rand_r(&seed) % (STRESS / PAGE - 16), pages = 1 + rand_r(&seed) % 16;
		char *p = field.anon + first * PAGE;
		struct iovec iov[8];

		if (rand_r(&seed) % 2) {
			holds(pwrite(field.blk, p, pages * PAGE, at) == (ssize_t)(pages * PAGE));
		} else {
			pages = 1;
			for (int i = 0; i < 8; i++)
				iov[i] = (struct iovec){ p + i * 512, 512 };
			holds(pwritev(field.blk, iov, 8, at) == (ssize_t)PAGE);
		}
		holds(pread(field.blk, back, pages * PAGE, at) == (ssize_t)(pages * PAGE));
		for (unsigned int i = 0; i < pages; i++)
			holds(stamped(back + i * PAGE, first + i));
		field.taken++;
	}
	return NULL;
}

/* A part of memory is taken away and given back; in a process of its own, for the kernel may try for ever. */
static void remove_memory(unsigned int *seed)
{
	char path[80];
	pid_t pid;

	snprintf(path, sizeof(path), "/sys/devices/system/memory/memory%d/state", rand_r(seed) % 48);
	pid = fork();
	if (!pid) {
		alarm(10);
		_exit(write_file(path, "offline") < 0);
	}
	if (pid < 0)
		return;
	if (waitpid(pid, &pid, 0) > 0 && !pid)
		field.removed++;
	write_file(path, "online_movable");
}

static void disturb(unsigned int what, unsigned int *seed)
{
	size_t at = (rand_r(seed) % (STRESS / PAGE)) * PAGE, n;
	void *pages[64];
	int nodes[64], status[64], pid;
	char text[12];

	switch (what) {
	case 0:	/* unmapped, and something else there, in one step: others write there */
		n = PAGE * (1 + rand_r(seed) % 64);
		if (at + n > STRESS)
			n = STRESS - at;
		mmap(field.gone + at, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
		memset(field.gone, 1, STRESS / 4);
		break;
	case 1: /* moved away and back */
		if (mremap(field.moved + at / 2, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, field.moved + STRESS) != MAP_FAILED)
			mremap(field.moved + STRESS, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, field.moved + at / 2);
		break;
	case 2: /* a child that writes */
		pid = fork();
		if (!pid) {
			for (int i = 0; i < 32; i++)
				field.anon[(rand_r(seed) % (STRESS / PAGE)) * PAGE] = 1;
			_exit(0);
		}
		if (pid > 0)
			waitpid(pid, NULL, 0);
		break;
	case 3: /* huge pages are split, and made again */
		write_file("/sys/kernel/debug/split_huge_pages", "1");
		madvise(field.anon, STRESS, MADV_HUGEPAGE);
		break;
	case 4: /* from node to node */
		for (int i = 0; i < 64; i++) {
			pages[i] = (i % 4 ? field.anon : field.file) + (at + i * PAGE) % STRESS;
			nodes[i] = rand_r(seed) % 2;
		}
		syscall(SYS_move_pages, 0, 64, pages, nodes, status, 2 /* MPOL_MF_MOVE */);
		break;
	case 5:
		write_file("/proc/sys/vm/compact_memory", "1");
		break;
	case 6: /* pages that are the same become one, and two again */
		memset(field.same + at, 0x33, PAGE);
		break;
	case 7: /* somewhere else, by way of the fault handler */
		if (field.offlines && !(rand_r(seed) % 16))
			madvise(field.anon + at, PAGE, MADV_SOFT_OFFLINE);
		break;
	case 8: /* the file is cut off, made longer, written out */
		if (ftruncate(field.fd, rand_r(seed) % 2 ? 0 : at) || ftruncate(field.fd, STRESS))
			field.wrong = __LINE__;
		sync_file_range(field.fd, 0, STRESS, SYNC_FILE_RANGE_WRITE);
		break;
	case 9:
		msync(field.file, STRESS, MS_ASYNC);
		fdatasync(field.fd);
		break;
	case 10: /* out to the swap device: what memory.high of the group lets stay is less than all of this */
		madvise(field.gone, STRESS, MADV_DONTNEED);
		memset(field.gone, 2, STRESS);
		break;
	case 11: /* hugetlb: given back, taken again */
		madvise(field.huge ? field.huge : field.gone, STRESS, MADV_DONTNEED);
		break;
	case 12: /* a file on memory of a device is cut off: waits until nobody has its pages */
		if (field.dax && (ftruncate(field.dax_fd, rand_r(seed) % 2 ? 0 : at) ||
				  posix_fallocate(field.dax_fd, 0, STRESS)))
			field.wrong = __LINE__;
		break;
	case 13: /* memory for a device that wants it in one piece: what lies there moves away */
		snprintf(text, sizeof(text), "%u", 1 + rand_r(seed) % 2048);
		field.in_one_piece += write_file("/sys/kernel/debug/cma/cma-reserved/alloc", text) > 0;
		write_file("/sys/kernel/debug/cma/cma-reserved/free", text);
		break;
	case 14:
		if (!(rand_r(seed) % 8))
			remove_memory(seed);
		break;
	}
}

static void *disturbs(void *argument)
{
	unsigned int seed = (uintptr_t)argument;

	while (!field.stop) {
		disturb(rand_r(&seed) % 15, &seed);
		field.disturbed++;
	}
	return NULL;
}

static int family_seconds = 300;

static int stress(void)
{
	static void *(*const run[])(void *) = {
		takes, takes, takes_hot, unmaps_hot, writes_out, writes_out, disturbs, disturbs, disturbs,
	};
	pthread_t thread[sizeof(run) / sizeof(*run)];
	int seconds = family_seconds / 2, threads = 0, cg, major, minor;
	struct utsname name;
	struct timespec now, last;
	struct counters before, after;
	char text[20];
	bool test;

	if (!bench_file(&test) || test)
		skip("no gup_benchmark");
	field.blk = open("/dev/nvme0n1", O_RDWR | O_DIRECT);
	field.fd = open("/ext4/stress", O_RDWR | O_CREAT, 0600);
	must(field.blk >= 0 && field.fd >= 0 && !ftruncate(field.fd, STRESS));
	field.anon = map_thp(STRESS);
	field.gone = map(STRESS, 0);
	field.hot = map(HOT, 0);
	/* before 5.10 a page that was taken out stays among the free ones, and compaction hands it out again */
	must(!uname(&name) && sscanf(name.release, "%d.%d", &major, &minor) == 2);
	field.offlines = major > 5 || (major == 5 && minor >= 10);
	field.moved = map(2 * STRESS, 0);
	field.same = map(STRESS, 0);
	field.huge = map(STRESS, MAP_HUGETLB);
	if (field.huge == MAP_FAILED)
		field.huge = NULL;
	field.file = mmap(NULL, STRESS, PROT_READ | PROT_WRITE, MAP_SHARED, field.fd, 0);
	if (!mount_dax()) {
		field.dax_fd = open("/dax/stress", O_RDWR | O_CREAT, 0600);
		must(field.dax_fd >= 0 && !posix_fallocate(field.dax_fd, 0, STRESS));
		field.dax = mmap(NULL, STRESS, PROT_READ | PROT_WRITE, MAP_SHARED, field.dax_fd, 0);
		must(field.dax != MAP_FAILED);
	}
	write_file("/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages", "1");
	field.gigantic = map(1UL << 30, MAP_HUGETLB | 30 << 26 /* MAP_HUGE_1GB */);
	if (field.gigantic == MAP_FAILED)
		field.gigantic = NULL;
	must(field.file != MAP_FAILED);
	for (size_t i = 0; i < STRESS / PAGE; i++)
		stamp(field.anon + i * PAGE, i);
	memset(field.moved, 4, STRESS);
	memset(field.same, 0x33, STRESS);
	madvise(field.same, STRESS, MADV_MERGEABLE);
	write_file("/sys/kernel/mm/ksm/sleep_millisecs", "1");
	write_file("/sys/kernel/mm/ksm/run", "1");
	write_file("/sys/kernel/mm/transparent_hugepage/khugepaged/scan_sleep_millisecs", "1");
	write_file("/sys/kernel/mm/transparent_hugepage/khugepaged/alloc_sleep_millisecs", "1");
	swapon("/dev/nvme3n1", 0);
	mkdir("/sys/fs/cgroup/stress", 0700);
	write_file("/sys/fs/cgroup/cgroup.subtree_control", "+memory");
	cg = write_file("/sys/fs/cgroup/stress/memory.high", "33554432") > 0;
	snprintf(text, sizeof(text), "%d", getpid());
	cg = cg && write_file("/sys/fs/cgroup/stress/cgroup.procs", text) > 0;

	before = look();
	for (; threads < (int)(sizeof(run) / sizeof(*run)); threads++)
		must(!pthread_create(&thread[threads], NULL, run[threads], (void *)(uintptr_t)(threads + 1)));
	clock_gettime(CLOCK_MONOTONIC, &last);
	last.tv_sec += seconds;
	do {
		nap(100);
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (now.tv_sec < last.tv_sec && !field.wrong);
	field.stop = true;
	while (threads--)
		pthread_join(thread[threads], NULL);
	write_file("/sys/kernel/mm/ksm/run", "2");
	for (size_t i = 0; i < STRESS / PAGE; i++)
		holds(stamped(field.anon + i * PAGE, i));
	for (size_t i = 0; i < STRESS; i += PAGE)
		holds(field.same[i] == 0x33);
	if (field.wrong)
		fail("line %d, after %ld takes and %ld disturbances", field.wrong, field.taken, field.disturbed);
	munmap(field.file, STRESS);
	close(field.fd);
	close(field.blk);
	must(!unlink("/ext4/stress"));
	if (field.gigantic)
		munmap(field.gigantic, 1UL << 30);
	if (field.dax) {
		munmap(field.dax, STRESS);
		close(field.dax_fd);
		/* asks each page whether it is idle */
		must(!unlink("/dax/stress") && !umount("/dax"));
	}
	after = look();
	must(after.overflows == before.overflows);
	must(requested(after) - requested(before) == after.returned - before.returned);
	if (after.backoffs == before.backoffs)
		fail("no walk lost a race: nothing was tested");
	return end(RAN, "%d s, %ld takes, %ld disturbances, %ld parts of memory removed, %ld times CMA%s%s%s", seconds,
		   field.taken, field.disturbed, field.removed, field.in_one_piece, field.dax ? ", DAX" : "",
		   field.gigantic ? ", 1 GiB page" : "", cg ? ", 32 MiB allowed" : "");
}

/*
 * The walk under locks, while khugepaged takes page tables out and puts huge pages there. A caller that has not taken
 * mmap_sem faults a page in where khugepaged thinks that nobody can: it stops with a BUG. (gup_benchmark was one up to
 * 5.9; the core's step fix-bench mends it.)
 */
static void *takes_slowly(void *argument)
{
	/* read, and where nobody writes: the zero page keeps nothing from being collapsed */
	while (!field.stop)
		for (size_t at = 0; at < STRESS; at += HUGE)
			if (!pin_range(BY_SLOW, field.anon + at, 8 * PAGE, 0, 8))
				field.taken++;
	return argument;
}

static long collapsed(void)
{
	FILE *f = fopen("/sys/kernel/mm/transparent_hugepage/khugepaged/pages_collapsed", "r");
	long n = 0;

	if (f && fscanf(f, "%ld", &n) != 1)
		n = 0;
	if (f)
		fclose(f);
	return n;
}

static int collapse(void)
{
	pthread_t thread[2];
	struct timespec now, last;
	long before = collapsed();
	bool test;

	if (!bench_file(&test))
		skip("no gup_benchmark, no gup_test");
	field.anon = map_thp(STRESS);
	must(!pin_range(BY_SLOW, field.anon, PAGE, 0, 1));
	write_file("/sys/kernel/mm/transparent_hugepage/khugepaged/scan_sleep_millisecs", "0");
	for (int i = 0; i < 2; i++)
		must(!pthread_create(&thread[i], NULL, takes_slowly, NULL));
	clock_gettime(CLOCK_MONOTONIC, &last);
	/* khugepaged may have gone to sleep for ten seconds; on 32 bits it is not woken in the first five minutes */
	last.tv_sec += family_seconds / 10 + 12;
	do {
		madvise(field.anon, STRESS, MADV_NOHUGEPAGE);
		madvise(field.anon, STRESS, MADV_DONTNEED);
		for (size_t at = 0; at < STRESS; at += PAGE)
			if (at % HUGE >= 8 * PAGE)
				field.anon[at] = at / PAGE;
		madvise(field.anon, STRESS, MADV_HUGEPAGE);
		nap(50);
		for (size_t at = 0; at < STRESS; at += PAGE)
			if (at % HUGE >= 8 * PAGE)
				must(field.anon[at] == (char)(at / PAGE));
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (now.tv_sec < last.tv_sec);
	field.stop = true;
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	write_file("/sys/kernel/mm/transparent_hugepage/khugepaged/scan_sleep_millisecs", "10000");
	if (collapsed() == before)
		fail("khugepaged made no huge page: nothing was tested");
	return end(RAN, "%ld takes, %ld huge pages made", field.taken, collapsed() - before);
}

/*
 * A file page that is written to while it is under writeback: the lockless
 * walk leaves it to the other one, and that one takes a write fault. The file
 * system hears of it (its time changes), and what was read into the pages is
 * in the file. /slow is on a drive that takes seconds for a write.
 */
static int writeback(void)
{
	int how = mounted("/slow", "ext4");
	int fd = open("/slow/wb", O_RDWR | O_CREAT, 0600), blk = open("/dev/nvme0n1", O_RDONLY | O_DIRECT);
	size_t n = 256 * PAGE;
	char *p, *want = map(16 * PAGE, 0), *got = malloc(256 * PAGE);
	struct counters before, between, after;
	struct rusage a, b, c, d;
	struct stat was, asked, calm;

	if (how != RAN)
		return how;
	if (look().backoffs < 0)
		skip("no back-offs in this kernel");
	must(fd >= 0 && blk >= 0 && !ftruncate(fd, n) && !fsync(fd));
	p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	must(p != MAP_FAILED);
	must(pread(blk, want, 16 * PAGE, 0) == 16 * (ssize_t)PAGE);
	memset(p, 1, n);
	must(!sync_file_range(fd, 0, n, SYNC_FILE_RANGE_WRITE));
	/* writable again, with the page on its way to the drive */
	for (size_t i = 0; i < n; i += PAGE)
		p[i] = 2;
	/* a tick of the clock that files are dated by */
	nap(20);
	must(!fstat(fd, &was));
	before = look();
	getrusage(RUSAGE_SELF, &a);
	must(pread(blk, p, 16 * PAGE, 0) == 16 * (ssize_t)PAGE);
	getrusage(RUSAGE_SELF, &b);
	must(!fstat(fd, &asked) && memcmp(&asked.st_mtim, &was.st_mtim, sizeof(was.st_mtim)));
	between = look();
	/* the last page stands at the end of the queue */
	must(sync_file_range(fd, 0, n, SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER) == 0);
	for (size_t i = 0; i < n; i += PAGE)
		p[i] = 2;
	nap(20);
	must(!fstat(fd, &was));
	getrusage(RUSAGE_SELF, &c);
	must(pread(blk, p, 16 * PAGE, 0) == 16 * (ssize_t)PAGE);
	getrusage(RUSAGE_SELF, &d);
	after = look();
	must(!fstat(fd, &calm) && !memcmp(&calm.st_mtim, &was.st_mtim, sizeof(was.st_mtim)));
	munmap(p, n);
	must(!fsync(fd) && !posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED));
	must(pread(fd, got, n, 0) == (ssize_t)n && !memcmp(got, want, 16 * PAGE));
	for (size_t i = 16 * PAGE; i < n; i++)
		must(got[i] == (i % PAGE ? 1 : 2));
	close(fd);
	close(blk);
	if (between.backoffs == before.backoffs)
		fail("no page under writeback was left alone");
	must(after.backoffs == between.backoffs);
	must(b.ru_minflt - a.ru_minflt >= 16);
	must(d.ru_minflt == c.ru_minflt);
	return end(RAN, "%ld backed off, %ld faults", between.backoffs - before.backoffs, b.ru_minflt - a.ru_minflt);
}

/*
 * Looks at each page of the machine: anonymous memory that nobody maps any more, and that is still there, has a
 * reference too many. What was swapped out and what soft offlining has set aside is somebody's.
 */
static int orphans(void)
{
	/* as /proc/kpageflags has them */
	const uint64_t anon = 1 << 12, somebodys = 1 << 13 /* swap cache */ | 1 << 19 /* hwpoison */;
	static uint64_t flag[8192], mappings[8192];
	int flags = open("/proc/kpageflags", O_RDONLY), counts = open("/proc/kpagecount", O_RDONLY);
	long pages = 0, left = 0;
	uint64_t first = 0;
	ssize_t n;

	if (flags < 0 || counts < 0)
		skip("no /proc/kpageflags");
	for (int tries = 0; tries < 5; tries++) {
		pages = left = 0;
		/* each processor keeps a few to itself until somebody asks for them */
		write_file("/proc/sys/vm/compact_memory", "1");
		for (off_t at = 0; (n = pread(flags, flag, sizeof(flag), at)) > 0; at += n) {
			must(pread(counts, mappings, n, at) == n);
			for (int i = 0; i < n / 8; i++) {
				pages += (flag[i] & anon) != 0;
				if (!(flag[i] & anon) || flag[i] & somebodys || mappings[i])
					continue;
				if (!left++)
					first = at / 8 + i;
			}
		}
		if (!left)
			break;
		nap(500);
	}
	close(flags);
	close(counts);
	if (left)
		fail("%ld pages that nobody maps, the first is page frame %#lx", left, (long)first);
	return end(RAN, "%ld anonymous pages, each mapped", pages);
}

/* ---- a security module that looks at what a program is called with ---- */

#define MANY	60	/* arguments */

/* Calls a program with MANY arguments, together longer than MANY / 2 pages, of which this is the last one. */
static int called_with(const char *path, const char *last)
{
	static char filler[PAGE / 2 + 1];
	char *argv[MANY + 1] = { "init", "--return" }, *envp[] = { "PINCER=1", NULL };
	int status;
	pid_t pid;

	memset(filler, 'a', sizeof(filler) - 1);
	for (int i = 2; i < MANY - 1; i++)
		argv[i] = filler;
	argv[MANY - 1] = (char *)last;
	pid = fork();
	if (!pid) {
		execve(path, argv, envp);
		_exit(errno);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/*
 * TOMOYO: a policy that allows a program only with a certain last argument makes the kernel read the pages of all of
 * them, page by page (tomoyo_dump_page()). It comes into force when /sbin/init is called for the first time and there
 * is a /sbin/tomoyo-init, which is called then (ours is no program: the policy is there already). So it changes
 * nothing for families that ran before, and is switched off at the end.
 */
static int tomoyo(void)
{
	static const char policy[] =
		"<kernel>\nuse_profile 1\nfile execute /sbin/init\n"
		"file execute /init exec.argv[59]=\"open-sesame\" exec.envp[\"PINCER\"]=\"1\"\n";
	struct counters before, between, after;
	long plain;

	mkdir("/sys/kernel/security", 0755);
	mount("securityfs", "/sys/kernel/security", "securityfs", 0, NULL);
	if (access("/sys/kernel/security/tomoyo/profile", W_OK))
		skip("no TOMOYO in this kernel");
	before = look();
	must(called_with("/init", "abracadabra") == MANY);
	between = look();
	plain = requested(between) - requested(before);
	must(plain >= MANY / 2);
	must(write_file("/sys/kernel/security/tomoyo/profile",
			"PROFILE_VERSION=20110903\n0-CONFIG={ mode=disabled grant_log=no reject_log=no }\n"
			"1-CONFIG={ mode=disabled grant_log=no reject_log=no }\n"
			"1-CONFIG::file::execute={ mode=enforcing grant_log=yes reject_log=yes }\n"
			"1-CONFIG::misc::env={ mode=permissive grant_log=no reject_log=no }\n") > 0);
	must(write_file("/sys/kernel/security/tomoyo/manager", "/init\n") > 0);
	must(write_file("/sys/kernel/security/tomoyo/domain_policy", policy) > 0);
	mkdir("/sbin", 0755);
	close(open("/sbin/tomoyo-init", O_CREAT | O_WRONLY, 0600));
	must(!link("/init", "/sbin/init"));
	must(called_with("/sbin/init", "abracadabra") == MANY);
	between = look();
	for (int i = 0; i < 20; i++) {
		must(called_with("/init", "open-sesame") == MANY);
		must(called_with("/init", "abracadabra") == EPERM);
	}
	after = look();
	write_file("/sys/kernel/security/tomoyo/domain_policy", "<kernel>\nuse_profile 0\n");
	must(called_with("/init", "abracadabra") == MANY);
	unlink("/sbin/init");
	unlink("/sbin/tomoyo-init");
	/* each of the 40 calls takes those pages, and the module looks at each once more */
	if (requested(after) - requested(between) < 40 * (plain + MANY / 2))
		fail("%ld pages for 40 calls, %ld for one without a policy", requested(after) - requested(between), plain);
	return end(RAN, "%ld pages for a call, %ld without a policy", (requested(after) - requested(between)) / 40, plain);
}

/* ---- one after the other ---- */

static const struct family {
	const char *name;
	int (*run)(void);
} families[] = {
	{ "gup_benchmark", gup_modes },
	{ "block_device", block_device },
	{ "ext4", on_ext4 },
	{ "xfs_iomap", on_xfs },
	{ "huge_buffers", huge_buffers },
	{ "into_a_mapping", into_a_mapping },
	{ "gone_while_pinned", gone_while_pinned },
	{ "scsi_generic", scsi_generic },
	{ "fuse", on_fuse },
	{ "9p", on_9p },
	{ "nfs", on_nfs },
	{ "futex", futexes },
	{ "process_vm", process_vm },
	{ "ptrace_proc_mem", ptrace_and_mem },
	{ "exec_arguments", exec_arguments },
	{ "core_dump", core_dump },
	{ "vmsplice_tee_splice", pipes },
	{ "af_alg", crypto_sockets },
	{ "msg_zerocopy", zerocopy_sends },
	{ "rds_tcp", rds_sends },
	{ "af_xdp", xdp_memory },
	{ "tls", tls_sends },
	{ "io_uring_buffers", uring_buffers },
	{ "ublk", ublk_device },
	{ "rdma_rxe", rdma_rxe },
	{ "rdma_siw", rdma_siw },
	{ "v4l2_userptr", video_buffers },
	{ "vhost_log", vhost_log },
	{ "vhost_net", vhost_net },
	{ "vfio", vfio_device },
	{ "perf", perf_samples },
	{ "uprobes", user_probes },
	{ "soft_offline", soft_offline },
	{ "userfaultfd", user_faults },
	{ "follow_page", plain_walks },
	{ "kvm", kvm_guest },
	{ "kvm_reads", kvm_reads },
	{ "writeback", writeback },
	{ "swap_out", swap_out },
	{ "zero_pages", zero_pages },
	{ "pieces", pieces },
	{ "dax", dax },
	{ "overflow", overflow },
	{ "gigantic", gigantic },
	{ "collapse", collapse },
	{ "stress", stress },
	{ "tomoyo", tomoyo },
	{ "orphans", orphans },
};

/* Whether a process ends within so many seconds. */
static bool ends(pid_t pid, int seconds)
{
	struct timespec now, last;

	clock_gettime(CLOCK_MONOTONIC, &last);
	last.tv_sec += seconds;
	do {
		if (waitpid(pid, NULL, WNOHANG) == pid)
			return true;
		nap(10);
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (now.tv_sec < last.tv_sec || (now.tv_sec == last.tv_sec && now.tv_nsec < last.tv_nsec));
	return false;
}

/* Restarts, which ends the virtual machine (QEMU -no-reboot), even when a processor does not answer. */
static void leave(void)
{
	fflush(stdout);
	if (getpid() != 1)
		_exit(1);
	/* what was said has to be out before the machine is reset */
	tcdrain(STDOUT_FILENO);
	write_file("/proc/sysrq-trigger", "b");
	reboot(RB_AUTOBOOT);
}

/* Each family has so many seconds: one that hangs is named, and the others run all the same. */
static void run(const struct family *f, int seconds)
{
	static const char * const word[] = { "ran", "skipped", "failed" };
	struct counters before = look(), after;
	struct { int how; char detail[200]; } result = { FAILED, "died" };
	int report[2];
	bool over;
	pid_t pid;

	if (pipe2(report, O_NONBLOCK))
		return;
	pid = fork();
	if (!pid) {
		setpgid(0, 0);
		strcpy(detail, "-");
		result.how = f->run();
		memcpy(result.detail, detail, sizeof(detail));
		_exit(write(report[1], &result, sizeof(result)) < 0);
	}
	close(report[1]);
	over = !ends(pid, seconds);
	/* with what it has left behind, which may hold pages */
	kill(-pid, SIGKILL);
	if (over && !ends(pid, seconds / 10 + 5)) {
		/* whoever looks at the counters waits for each processor */
		printf("PIN %s failed 0 0 0 0 not over after %d s, and cannot be killed: the run ends here\n",
		       f->name, seconds);
		fflush(stdout);
		/* where it and the processors are */
		write_file("/proc/sysrq-trigger", "w");
		write_file("/proc/sysrq-trigger", "l");
		leave();
		return;
	}
	while (waitpid(-pid, NULL, WNOHANG) > 0)
		;
	if (over)
		snprintf(result.detail, sizeof(result.detail), "not over after %d s", seconds);
	else if (read(report[0], &result, sizeof(result)) < 0)
		result.how = FAILED;
	close(report[0]);
	/* some are released by a work queue, or by RCU */
	for (int i = 0; i < 30; i++) {
		after = look();
		if (requested(after) - requested(before) == after.returned - before.returned)
			break;
		nap(100);
	}
	printf("PIN %s %s %ld %ld %ld %ld %s\n", f->name, word[result.how],
	       requested(after) - requested(before), after.returned - before.returned,
	       after.backoffs - before.backoffs, after.overflows - before.overflows, result.detail);
	fflush(stdout);
}

/* A list with commas; no list has everything. */
static bool listed(const char *list, const char *name)
{
	size_t n = strlen(name);

	if (!list || !*list)
		return true;
	for (const char *at = list; (at = strstr(at, name)) != NULL; at += n)
		if ((at == list || at[-1] == ',') && (!at[n] || at[n] == ','))
			return true;
	return false;
}

static void show(const char *path, const char *word)
{
	char line[1000];
	FILE *f = fopen(path, "r");

	while (f && fgets(line, sizeof(line), f))
		printf("%s %s", word, line);
	if (f)
		fclose(f);
}

static void loopback_up(void)
{
	struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd >= 0) {
		ioctl(fd, SIOCSIFFLAGS, &lo);
		close(fd);
	}
}

int main(int argc, char **argv)
{
	static const char * const dirs[] = { "/proc", "/sys", "/dev", "/tmp", "/ext4", "/xfs", "/slow" };
	/* from the kernel's command line */
	int seconds = getenv("SECONDS") ? atoi(getenv("SECONDS")) : 0;
	struct counters c;

	if (argc > 1 && !strcmp(argv[1], "--return"))
		return argc;
	if (seconds > 0)
		family_seconds = seconds;
	for (unsigned int i = 0; i < sizeof(dirs) / sizeof(*dirs); i++)
		mkdir(dirs[i], 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	mount("tmpfs", "/tmp", "tmpfs", 0, NULL);
	mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL);
	mount("cgroup2", "/sys/fs/cgroup", "cgroup2", 0, NULL);
	mount("/dev/nvme1n1", "/ext4", "ext4", 0, NULL);
	mount("/dev/nvme2n1", "/xfs", "xfs", 0, NULL);
	mount("/dev/nvme4n1", "/slow", "ext4", 0, NULL);
	write_file("/proc/sys/vm/nr_hugepages", "8");
	write_file("/proc/sys/kernel/printk", "7");
	write_file("/proc/sys/vm/overcommit_memory", "1");
	loopback_up();

	for (unsigned int i = 0; i < sizeof(families) / sizeof(*families); i++)
		if (listed(getenv("FAMILIES"), families[i].name))
			run(&families[i], family_seconds);

	umount("/slow");
	umount("/xfs");
	umount("/ext4");
	c = look();
	printf("TOTAL %ld %ld\n", requested(c), c.returned);
	show("/sys/kernel/debug/gup_pins", "SITE");
	printf("END\n");
	leave();
	return 0;
}
