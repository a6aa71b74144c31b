/* SPDX-License-Identifier: GPL-2.0 */
/* cfg.h: a linearised function, numbered and with its loops. */
#ifndef PINCHECK_CFG_H
#define PINCHECK_CFG_H

#include <stdbool.h>

#include "lib.h"
#include "linearize.h"

struct block {
	struct basic_block *bb;
	struct instruction **insn;
	int nr_insns;
	int loop;		/* the innermost one it is in, -1 for none */
};

/* The test that ends a counted loop: (phi + add) REL bound. */
struct counted {
	pseudo_t phi;		/* NULL: the loop is not counted */
	long long step;		/* 1 or -1 */
	long long add;
	pseudo_t bound;
	int rel;		/* opcode that keeps the loop running */
	int block;		/* where the test is */
};

struct loop {
	int header, up;		/* block; the loop around it */
	bool *has;		/* by block */
	struct counted counted;
};

struct function {
	struct entrypoint *ep;
	struct symbol *sym;
	const char *name;
	struct block *block;
	int nr_blocks;
	struct loop *loop;
	int nr_loops;
	int nr_pseudos;
	bool matters;		/* it, or what it calls, handles references */
	struct function *next, *of_name;	/* all; those of one hash */
};

/* Numbers blocks and pseudos (in ->priv) and finds the loops. */
struct function *make_function(struct entrypoint *ep);
struct function *find_function(struct symbol *sym);
bool was_made(struct symbol *sym);		/* was it made of this very symbol? */
extern struct function *functions;

int block_nr(const struct basic_block *bb);
int pseudo_nr(const struct pseudo *p);

/* The phi of LOOP that P is computed from; with its step if it has one of its own. */
pseudo_t depends_on(struct function *f, int loop, pseudo_t p, long long *step);

/* Is there a way from block FROM to block TO of which nothing is called or stored? */
bool is_plain_way(struct function *f, int from, int to);
/* By block: does it depend on the branch at the end of block B whether it runs, before all ways meet again?  To be freed. */
bool *depends_on_branch(struct function *f, int b);
/* Does it depend on the branch at the end of BRANCH whether block B is come to?  Far cheaper. */
bool hangs_on(struct function *f, int b, int branch);

/* Name of the function that CALL goes to, as the source spells it; NULL for a pointer. */
const char *callee(struct instruction *call);
const char *ident_name(struct ident *ident);
/* Does what CALL goes to keep none of its arguments?  By the tables; a name says nothing of a function that the file itself has. */
bool is_quiet(struct instruction *call);
/* Are what two loads or stores say of their types one field of a struct? */
bool same_field(struct symbol *a, struct symbol *b);

#endif
