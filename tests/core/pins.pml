/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The life of one page as a model, for spin: every order of events between
 * lockless walks, the owner who unmaps, reclaim that freezes the count, and
 * writeback. A bias is BIAS here and the walks take REFS at once.
 *
 *	spin -a pins.pml && cc -O2 -DSAFETY -o pan pan.c && ./pan -m100000
 *
 * -DMUTANT=n makes one of the mistakes that the core must not have; spin has to
 * find it:
 *	1 a huge mapping adds one bias
 *	2 the last pin does not free
 *	3 a page held by pins alone looks unpinned
 *	4 no second look at the mapping
 *	5 no look at writeback
 *	6 a look at writeback before the page is pinned
 *	7 adds without a look at the count
 *	8 compares and adds in two steps
 */
#ifndef MUTANT
#define MUTANT	0
#endif
#define BIAS	4
#define WALKS	2
#define MOST	20	/* no pin may bring the count above this */

int count = 1;		/* the mapping's reference */
bool locked = false; /* the page lock, between owner and reclaim */
bool mapped = true, freed = false, writeback = false;
byte writers = 0;	/* who were handed the page for writing */
byte owned = 0;		/* pins handed out */
byte ended = 0;
byte life = 0;		/* the mapping is of life 0; the allocator may begin another */

inline drop(n) {
	atomic {
		count = count - (n);
		assert(count >= 0);
		if
#if MUTANT == 2
		:: (n) >= BIAS -> skip
#endif
		:: else -> if
			:: count == 0 -> assert(!freed); freed = true
			:: else -> skip
			fi
		fi
	}
}

/* what page_gup_pinned() says */
#if MUTANT == 3
#define pinned	(count > BIAS)
#else
#define pinned	(count >= BIAS)
#endif

#if MUTANT == 1
#define ADD(refs)	BIAS
#else
#define ADD(refs)	((refs) * BIAS)
#endif

proctype walk(byte refs; bool write) {
	int seen;
	bool ok = false, stable = true;

	if
	:: !mapped -> goto out
	:: else -> skip
	fi;
#if MUTANT == 6
	stable = !writeback;
#endif
	/* compare and swap, again while others change it */
	seen = count;
	do
#if MUTANT == 7
	:: atomic { count = count + ADD(refs) }; break
#else
	:: seen == 0 || seen + ADD(refs) > MOST -> goto out
	:: else ->
#if MUTANT == 8
		count = seen + ADD(refs); break
#else
		atomic {
			if
			:: count == seen -> count = seen + ADD(refs); ok = true
			:: else -> seen = count
			fi
		}
		if
		:: ok -> break
		:: else -> skip
		fi
#endif
#endif
	od;
	assert(count <= MOST + 1);
	if
#if MUTANT != 4
	:: !mapped -> drop(refs * BIAS); goto out
#endif
#if MUTANT == 6
	:: write && !stable -> drop(refs * BIAS); goto out
#elif MUTANT != 5
	:: write && writeback -> drop(refs * BIAS); goto out
#endif
	:: else -> skip
	fi;
	/* handed out */
	owned = owned + refs;
	assert(!freed && count > 0 && life == 0);
	assert(pinned);
	if
	:: write -> writers++;
		/* here it is written to */
		writers--
	:: else -> skip
	fi;
	do
	:: refs > 0 ->
		assert(!freed);
		owned--;
		drop(BIAS);
		refs--
	:: else -> break
	od;
out:	ended++
}

/* unmaps and drops the mapping's reference */
proctype owner() {
	atomic { !locked -> locked = true };
	mapped = false;
	drop(1);
	locked = false;
	ended++
}

/* gives the page to somebody else, who drops it after a while */
proctype allocator() {
	atomic { freed -> freed = false; life = 1; count = 1 };
	drop(1);
	ended++
}

/* takes the page away if only the mapping holds it, and gives it back */
proctype reclaim() {
	bool frozen = false;

	atomic { !locked -> locked = true };
	atomic {
		if
		:: count == 1 && mapped -> count = 0; frozen = true
		:: else -> skip
		fi
	}
	if
	:: frozen ->
		assert(owned == 0 && count == 0);
		count = 1
	:: else -> skip
	fi;
	locked = false;
	ended++
}

/* whoever starts writeback of a page that is not pinned finds nobody writing to it */
proctype flush() {
	bool alone;

	writeback = true;
	alone = !pinned;
	if
	:: alone -> assert(writers == 0)
	:: else -> skip
	fi;
	assert(!alone || writers == 0);
	writeback = false;
	ended++
}

init {
	atomic {
		run walk(1, true);
		run walk(2, false);
		run owner();
		run allocator();
		run reclaim();
		run flush()
	}
	ended == 6;
	assert(count == 0 && freed && owned == 0)
}
