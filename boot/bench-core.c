// SPDX-License-Identifier: GPL-2.0
/*
 * init of the virtual machine of `make bench-core`: what does the core cost?
 *
 * The machine's clock counts instructions (-icount shift=0: one nanosecond
 * each), so that times do not depend on what else the host does. On the
 * console, for scripts/bench-core.sh:
 *
 *	BENCH gup_fast|gup 4k|huge get|put INSTRUCTIONS-PER-PAGE
 *	FIO nvme|null line of fio's terse output
 *
 * and markers (marker.h) around fio: 1 and 2 around a run of one I/O, 3 and 4
 * around the whole; 5 to 8 the same on null_blk. The emulated drive interrupts
 * at the host's pace, now for one I/O and now for several, and so their number
 * varies; null_blk is all guest, and exact.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "marker.h"

#define PAGE	4096UL
#define HUGE	(2UL << 20)
#define SIZE	(64 * HUGE)

/* gup_benchmark and gup_test agree on the fields that are used here */
struct gup_benchmark {
	uint64_t get_usec, put_usec, addr, size;
	uint32_t per_call, flags;
	uint64_t expansion[10];
};

struct gup_test {
	uint64_t get_usec, put_usec, addr, size;
	uint32_t per_call, flags, test_flags, which_pages[8];
};

static void bench_gup(const char *kind, int advice)
{
	static const struct { const char *name; int old, new; } mode[] = {
		{ "gup_fast", 1, 1 }, { "gup", 3, 4 },
	};
	int fd = open("/sys/kernel/debug/gup_benchmark", O_RDWR), test = 0;
	char *p = mmap(NULL, SIZE + HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (fd < 0) {
		fd = open("/sys/kernel/debug/gup_test", O_RDWR);
		test = 1;
	}
	p = (char *)(((uintptr_t)p + HUGE - 1) & -HUGE);
	madvise(p, SIZE, advice);
	memset(p, 1, SIZE);
	for (unsigned int i = 0; i < 2; i++) {
		struct gup_benchmark b = { .addr = (uintptr_t)p, .size = SIZE, .per_call = 512, .flags = 1 };
		struct gup_test t = { .addr = (uintptr_t)p, .size = SIZE, .per_call = 512, .flags = 1 };
		/* the first time, caches of the emulator and of the kernel get warm */
		for (int round = 0; round < 2; round++)
			if (test ? ioctl(fd, _IOWR('g', mode[i].new, struct gup_test), &t) :
				   ioctl(fd, _IOWR('g', mode[i].old, struct gup_benchmark), &b))
				perror("BENCH failed");
		if (test)
			b.get_usec = t.get_usec, b.put_usec = t.put_usec;
		printf("BENCH %s %s get %.2f\n", mode[i].name, kind, b.get_usec * 1000.0 / (SIZE / PAGE));
		printf("BENCH %s %s put %.2f\n", mode[i].name, kind, b.put_usec * 1000.0 / (SIZE / PAGE));
	}
	fflush(stdout);
	munmap(p, SIZE);
	close(fd);
}

static void fio(const char *drive, const char *size)
{
	char name[40], size_is[32];
	int status;

	snprintf(name, sizeof(name), "--filename=/dev/%s", drive);
	snprintf(size_is, sizeof(size_is), "--size=%s", size);
	if (!fork()) {
		execl("/usr/bin/fio", "fio", "--name=reader", name, "--direct=1",
		      "--ioengine=libaio", "--blocksize=4096", size_is, "--numjobs=1", "--rw=read",
		      "--iodepth=64", "--output-format=terse", "--terse-version=3", "--output=/tmp/out", (char *)NULL);
		perror("FIO failed");
		_exit(1);
	}
	wait(&status);
	if (status)
		printf("FIO failed: %d\n", status);
}

static void show(const char *drive)
{
	char line[4000];
	FILE *f = fopen("/tmp/out", "r");

	while (f && fgets(line, sizeof(line), f))
		printf("FIO %s %s", drive, line);
	if (f)
		fclose(f);
}

int main(int argc, char **argv)
{
	/* the kernel hands what it does not know on the command line to init */
	const char *size = argc > 1 ? argv[1] : "1g";

	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mkdir("/tmp", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	mount("tmpfs", "/tmp", "tmpfs", 0, NULL);
	mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL);

	bench_gup("4k", MADV_NOHUGEPAGE);
	bench_gup("huge", MADV_HUGEPAGE);
	fio("nvme0n1", "4k");
	mark(1);
	fio("nvme0n1", "4k");
	mark(2);
	mark(3);
	fio("nvme0n1", size);
	mark(4);
	show("nvme");
	mark(5);
	fio("nullb0", "4k");
	mark(6);
	mark(7);
	fio("nullb0", size);
	mark(8);
	show("null");
	printf("END\n");
	fflush(stdout);
	/* QEMU -no-reboot ends then, with or without ACPI */
	reboot(RB_AUTOBOOT);
	return 0;
}
