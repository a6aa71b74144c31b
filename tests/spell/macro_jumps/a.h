/* SPDX-License-Identifier: GPL-2.0 */
#define MJ_CHECK(cond, label) do { \
		if (!(cond)) { \
			pr_err("failed: " #cond "\n"); \
			goto label; \
		} \
	} while (0)
#define MJ_ALL(got, nr, label) MJ_CHECK((got) == (nr), label)
