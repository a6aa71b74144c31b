// SPDX-License-Identifier: GPL-2.0
/* types.c: which field of which struct is declared where, and what a type can hold. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cfg.h"
#include "report.h"
#include "tables.h"
#include "types.h"

bool is_c_file(const char *name)
{
	size_t n = strlen(name);

	return n > 2 && !strcmp(name + n - 2, ".c");
}

#define BUCKETS 16384
static struct member *members[BUCKETS];		/* by position */

struct known_type {
	struct symbol *sym;
	struct known_type *next;
};
static struct known_type *known[BUCKETS];

static unsigned int by_position(const struct position *pos)
{
	return (pos->line * 31 + pos->pos + pos->stream * 9973u) % BUCKETS;
}

/* Is it new? */
static bool learn(struct symbol *type)
{
	struct known_type **b = &known[((uintptr_t)type >> 4) % BUCKETS], *k;

	for (k = *b; k; k = k->next)
		if (k->sym == type)
			return false;
	k = malloc(sizeof(*k));
	if (!k)
		fatal("out of memory");
	*k = (struct known_type) { type, *b };
	*b = k;
	return true;
}

struct symbol *inner_type(struct symbol *t)
{
	while (t && (t->type == SYM_NODE || t->type == SYM_PTR || t->type == SYM_ARRAY || t->type == SYM_FN))
		t = t->ctype.base_type;
	return t && (t->type == SYM_STRUCT || t->type == SYM_UNION) ? t : NULL;
}

void tag_of(struct symbol *type, char *tag, size_t size)
{
	const char *file = stream_name(type->pos.stream);

	if (!type->ident)
		snprintf(tag, size, "%s:%d", file, type->pos.line);
	else if (is_c_file(file))
		snprintf(tag, size, "%s!%s", file, ident_name(type->ident));
	else
		snprintf(tag, size, "%s", ident_name(type->ident));
}

void learn_type(struct symbol *type, const char *outer, int depth)
{
	struct symbol *t = inner_type(type), *m;
	char tag[200], nested[200];

	if (!t || !learn(t))
		return;
	if (t->ident || !outer)
		tag_of(t, tag, sizeof(tag));
	else
		snprintf(tag, sizeof(tag), "%s", outer);
	FOR_EACH_PTR(t->symbol_list, m) {
		struct member *n;
		unsigned int h;

		if (m->ident) {
			n = calloc(1, sizeof(*n));
			if (!n)
				fatal("out of memory");
			h = by_position(&m->pos);
			n->sym = m;
			snprintf(n->tag, sizeof(n->tag), "%s", tag);
			n->field = ident_name(m->ident);
			n->next = members[h];
			members[h] = n;
			if (snprintf(nested, sizeof(nested), "%s.%s", tag, n->field) >= (int)sizeof(nested))
				continue;
		}
		if (depth < 200)
			learn_type(m, m->ident ? nested : tag, depth + 1);
	} END_FOR_EACH_PTR(m);
}

struct member *member_of(struct symbol *node)
{
	struct member *m;

	if (!node || node->type != SYM_NODE || !node->ident || !node->pos.line)
		return NULL;
	for (m = members[by_position(&node->pos)]; m; m = m->next)
		if (m->sym->pos.stream == node->pos.stream && m->sym->pos.line == node->pos.line &&
		    m->sym->pos.pos == node->pos.pos && m->sym->ident == node->ident)
			return m;
	return NULL;
}

/*
 * A container that is no struct but a number, as kvm_pfn_t: a bit that sparse 0.6.4 has
 * no use for says so of each thing declared by that name.
 */
#define MOD_NUMBER 0x00100000UL
static const char *number_tag;

void mark_number(const char *tag)
{
	struct symbol *sym = lookup_symbol(built_in_ident((char *)tag), NS_TYPEDEF), *t = sym;

	if (sym && sym->type == SYM_KEYWORD)
		return;
	while (t && t->type == SYM_NODE)
		t = t->ctype.base_type;
	if (!t || t->type != SYM_BASETYPE)
		return;
	sym->ctype.modifiers |= MOD_NUMBER;
	number_tag = tag;
}

bool is_number(struct symbol *t)
{
	for (; t; t = t->ctype.base_type) {
		if (t->ctype.modifiers & MOD_NUMBER)
			return true;
		if (t->type != SYM_NODE && t->type != SYM_PTR && t->type != SYM_ARRAY && t->type != SYM_FN)
			return false;
	}
	return false;
}

/* Can a value of this type be, or hold, a page reference by itself? */
const char *shape_of(struct symbol *type)
{
	static char text[210];
	struct symbol *t = type, *s = inner_type(type);
	bool pointer = false;

	if (is_number(type)) {
		snprintf(text, sizeof(text), "s:%s", number_tag);
		return text;
	}
	if (s) {
		strcpy(text, "s:");
		tag_of(s, text + 2, sizeof(text) - 2);
		return text;
	}
	while (t && (t->type == SYM_NODE || t->type == SYM_PTR || t->type == SYM_ARRAY || t->type == SYM_ENUM)) {
		pointer = pointer || t->type == SYM_PTR;
		t = t->ctype.base_type;
	}
	if (t == &void_ctype)
		return "void";
	/* a frame number, or an address */
	return t && t->type == SYM_BASETYPE && t->bit_size == bits_in_pointer && bits_in_pointer >= 32 ? "wide" : "small";
}

const char *shape_of_result(struct symbol *fn)
{
	struct symbol *type = fn->ctype.base_type;

	return shape_of(type->ctype.modifiers & MOD_NUMBER ? type : type->ctype.base_type);
}

bool relevant(struct symbol *type)
{
	const char *shape = shape_of(type);

	if (shape[0] == 's' && shape[1] == ':')
		return !strcmp(shape, "s:page") || !strcmp(shape, "s:folio") || is_container(shape + 2);
	return strcmp(shape, "small");
}

/* Nothing but pages? */
bool is_pagey(struct symbol *type)
{
	return relevant(type) && shape_of(type)[1] == ':';
}

int depth_of(struct symbol *t)
{
	int n = 0;

	for (; t && (t->type == SYM_NODE || t->type == SYM_PTR || t->type == SYM_ARRAY); t = t->ctype.base_type)
		n += t->type != SYM_NODE;
	return n;
}

