// SPDX-License-Identifier: GPL-2.0
/* source.c: the text of the files that were read, to see how a call is spelled. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib.h"
#include "token.h"
#include "report.h"
#include "source.h"

static struct text {
	int stream;
	char **line;
	int nr_lines;
	struct text *next;
} *texts;

/* A file that cannot be read again has no lines. */
static struct text *text_of(int stream)
{
	struct text *t;
	size_t size = 0;
	char *line = NULL;
	FILE *f;

	for (t = texts; t; t = t->next)
		if (t->stream == stream)
			return t;
	t = calloc(1, sizeof(*t));
	if (!t)
		fatal("out of memory");
	t->stream = stream;
	t->next = texts;
	texts = t;
	f = fopen(stream_name(stream), "r");
	if (!f)
		return t;
	while (getline(&line, &size, f) > 0) {
		if (t->nr_lines % 256 == 0) {
			t->line = realloc(t->line, (t->nr_lines + 256) * sizeof(*t->line));
			if (!t->line)
				fatal("out of memory");
		}
		t->line[t->nr_lines++] = line;
		line = NULL;
		size = 0;
	}
	free(line);
	fclose(f);
	return t;
}

/* sparse counts columns as they are seen, with tabs of eight, from 1 */
static int index_of(const char *line, int column)
{
	int i, at = 1;

	for (i = 0; line[i] && at < column; i++)
		at = line[i] == '\t' ? ((at + 7) & ~7) + 1 : at + 1;
	return i;
}

static bool in_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The first NAME among the arguments of the macro that ends before character TO of line N. */
static bool among_arguments(struct text *t, int n, int to, const char *name, struct spelling *s)
{
	size_t len = strlen(name);
	int depth = 0;

	for (; n < t->nr_lines; n++, to = 0) {
		for (; t->line[n][to]; to++) {
			const char *at = t->line[n] + to;

			depth += (*at == '(') - (*at == ')');
			if (!depth && !isspace((unsigned char)*at))
				return false;
			if (strncmp(at, name, len) || in_name(at[len]) || (to > 0 && in_name(at[-1])))
				continue;
			s->line = n + 1;
			s->col = to + 1;
			return true;
		}
	}
	return false;
}

struct spelling spelled_at(const struct position *pos, const char *name)
{
	struct text *t = text_of(pos->stream);
	struct spelling s = { 0, 0, "" };
	int n = (int)pos->line - 1, from, to;

	if (n < 0 || n >= t->nr_lines)
		return s;
	from = to = index_of(t->line[n], pos->pos);
	if (t->line[n][to] == '(') {
		/* back to the name, which may stand on a line before */
		for (;;) {
			while (to > 0 && isspace((unsigned char)t->line[n][to - 1]))
				to--;
			if (to > 0 || n == 0)
				break;
			n--;
			to = (int)strlen(t->line[n]);
		}
		for (from = to; from > 0 && in_name(t->line[n][from - 1]); from--)
			;
	} else {
		while (in_name(t->line[n][to]))
			to++;
	}
	if (to == from || to - from >= (int)sizeof(s.name) || isdigit((unsigned char)t->line[n][from]))
		return s;
	s.line = n + 1;
	s.col = from + 1;
	memcpy(s.name, t->line[n] + from, to - from);
	s.name[to - from] = 0;
	if (name && strlen(name) < sizeof(s.name) && strcmp(s.name, name) && among_arguments(t, n, to, name, &s))
		strcpy(s.name, name);
	return s;
}

bool spelled_bare(const struct position *pos, const struct spelling *s, char *name, int size)
{
	struct text *t = text_of(pos->stream);
	const char *at, *from;

	if (!s->line || s->line > t->nr_lines)
		return false;
	at = t->line[s->line - 1] + s->col - 1 + strlen(s->name);
	at += strspn(at, " \t");
	if (*at++ != '(')
		return false;
	from = at += strspn(at, " \t");
	while (in_name(*at))
		at++;
	if (at - from >= size)
		return false;
	memcpy(name, from, at - from);
	name[at - from] = 0;
	at += strspn(at, " \t");
	return *at == ')';
}
