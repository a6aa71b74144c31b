// SPDX-License-Identifier: GPL-2.0
/*
 * last.c: is linked behind all others, and never run.  AFL++ 4.04 reserves one counter too few for a
 * function in which a condition is a value; so it counts in that of the next function, and in the
 * last one of a program behind the end, by any number that stands there: a crash that is not ours.
 */
void nothing_comes_behind_this(volatile int *x);
void nothing_comes_behind_this(volatile int *x)
{
	if (*x)
		*x = 0;
}
