/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A huge page of two parts as a model, for spin: every order of events between
 * lockless walks that pin the second part, whoever splits the page meanwhile,
 * the owner who unmaps it, and somebody who pins the first part and cannot be
 * refused. The count of a huge page is that of its first part. A bias is BIAS.
 *
 *	spin -a split.pml && cc -O2 -DSAFETY -o pan pan.c && ./pan -m100000
 *
 * -DMUTANT=n makes one of the mistakes that the core must not have; spin has to
 * find it:
 *	1 no second look at the head
 *	2 written down before it is pinned
 *	3 backs off from another head than it pinned
 *	4 the split compares the count and takes it away in two steps
 *	5 a release takes from the part, not from its head
 *	6 pins a part that has no count of its own
 *	7 what cannot be refused goes on for ever
 *	8 a page with too many pins is released like any other
 *	9 pins with no look at how full it is
 */
#ifndef MUTANT
#define MUTANT	0
#endif
#define BIAS	4
#define MOST	9	/* pins that can be refused do not go above this */
#define KEPT	18	/* from here on a page is kept for ever */
#define MIDDLE	24
#define END	36	/* what a count can hold */

int count[2];		/* of each part */
byte head[2];		/* which part has the count of this one */
bool mapped = true, locked = false;
bool freed[2], kept = false;
byte ended = 0;

inline taken(at, n) {
	count[at] = count[at] + (n);
	assert(count[at] < END)
}

inline drop(at, n) {
	atomic {
		if
#if MUTANT != 8
		:: (n) == BIAS && count[at] >= KEPT -> skip
#endif
		:: else ->
			count[at] = count[at] - (n);
			assert(count[at] >= 0 && !freed[at]);
			if
			:: count[at] == 0 -> freed[at] = true
			:: else -> skip
			fi
		fi
	}
}

/* pins part 1, and gives it back */
proctype walk() {
	byte h, now;
	int seen;
	bool ok = false, slot = false;

	if
	:: !mapped -> goto out
	:: else -> skip
	fi;
	h = head[1];
#if MUTANT == 2
	slot = true;
#endif
	seen = count[h];
	do
#if MUTANT != 6
	:: seen == 0 -> goto check
#endif
#if MUTANT != 9
	:: seen + BIAS > MOST -> goto check
#endif
	:: else ->
		atomic {
			if
			:: count[h] == seen -> taken(h, BIAS); ok = true; assert(count[h] <= MOST)
			:: else -> seen = count[h]
			fi
		}
		if
		:: ok -> break
		:: else -> skip
		fi
	od;
	if
	:: !mapped ->
#if MUTANT == 3
		h = head[1];
#endif
		drop(h, BIAS); goto check
#if MUTANT != 1
	:: head[1] != h ->
#if MUTANT == 3
		h = head[1];
#endif
		drop(h, BIAS); goto check
#endif
	:: else -> skip
	fi;
	slot = true;
	/* handed out: from here on it lives, and is as it is */
	assert(!freed[h] && count[h] >= BIAS && head[1] == h);
check:
	/* some callers look at the slot, and not at what was returned */
	if
	:: slot ->
#if MUTANT == 5
		now = 1;
#else
		now = head[1];
#endif
		assert(count[now] >= BIAS);
		drop(now, BIAS)
	:: else -> skip
	fi;
out:	ended++
}

/* splits the page, if nobody but the mappings has it */
proctype splitter() {
	bool alone = false;

	atomic { !locked -> locked = true };
	if
	:: mapped ->
		/* a reference of his own, and the mappings' are gone */
		atomic { taken(0, 1) };
		mapped = false;
		drop(0, 2);
#if MUTANT == 4
		alone = (count[0] == 1);
		if
		:: alone -> count[0] = 0
		:: else -> skip
		fi;
#else
		atomic {
			if
			:: count[0] == 1 -> count[0] = 0; alone = true
			:: else -> skip
			fi
		}
#endif
		if
		:: alone ->
			head[1] = 1;
			atomic { count[1] = 1 };
			atomic { count[0] = 1 };
			atomic { taken(0, 1); taken(1, 1) };
			mapped = true;
			drop(1, 1)
		:: else ->
			atomic { taken(0, 2) };
			mapped = true
		fi;
		drop(0, 1)
	:: else -> skip
	fi;
	locked = false;
	ended++
}

/* unmaps both parts */
proctype owner() {
	byte h;

	atomic { !locked -> locked = true };
	mapped = false;
	h = head[1];
	drop(h, 1);
	drop(0, 1);
	locked = false;
	ended++
}

/* has a reference to part 0, and pins it as often as he likes */
proctype nofail() {
	byte i = 0;

	do
	:: i < 9 ->
#if MUTANT != 7
		if
		:: count[0] >= KEPT - BIAS ->
			atomic { count[0] = MIDDLE; kept = true }
		:: else ->
			atomic { taken(0, BIAS) }
		fi;
#else
		atomic { taken(0, BIAS) };
#endif
		i++
	:: i < 9 -> break
	:: i == 9 -> break
	od;
	do
	:: i > 0 -> drop(0, BIAS); i--
	:: else -> break
	od;
	drop(0, 1);
	ended++
}

init {
	atomic {
		count[0] = 3;	/* two mappings, and the holder of nofail() */
		head[1] = 0;
		run walk();
		run walk();
		run splitter();
		run owner();
		run nofail()
	}
	ended == 5;
	/* nothing is lost, unless it has to be kept */
	assert(kept || (count[0] == 0 && freed[0]));
	assert(!kept || (count[0] > KEPT && !freed[0]));
	assert(head[1] == 0 || (count[1] == 0 && freed[1]))
}
