// SPDX-License-Identifier: GPL-2.0
/* A family that hangs, with a child that does, too: what the workload makes of it, within a second. */
#define main workload_main
#include "../../boot/workload.c"
#undef main

static int hangs(void)
{
	signal(SIGTERM, SIG_IGN);
	if (!fork())
		for (;;)
			pause();
	for (;;)
		pause();
	return RAN;
}

static int leaves_a_child(void)
{
	if (!fork())
		for (;;)
			pause();
	return end(RAN, "and a child");
}

static int dies(void)
{
	raise(SIGSEGV);
	return RAN;
}

int main(void)
{
	static const struct family list[] = {
		{ "hangs", hangs }, { "leaves_a_child", leaves_a_child }, { "dies", dies },
	};

	(void)workload_main;
	/* orphans come here, as they do to init */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (int i = 0; i < 3; i++)
		run(&list[i], 1);
	/* none is left that could make this wait */
	while (waitpid(-1, NULL, 0) > 0)
		;
	printf("listed %d%d%d%d%d\n", listed(NULL, "ext4"), listed("", "ext4"), listed("futex,ext4", "ext4"),
	       listed("futex,ext4", "ext"), listed("futex,ext4", "utex"));
	return 0;
}
