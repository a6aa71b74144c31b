// SPDX-License-Identifier: GPL-2.0
/* report.c: findings, in the form in which sparse says its own. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib.h"
#include "token.h"
#include "report.h"

FILE *out;
int nr_findings;

bool in_file, muted;

void fatal(const char *fmt, ...)
{
	/* of one file the parent tells, by name */
	FILE *to = out && !in_file ? out : stderr;
	va_list args;

	fputs("pincheck: ", to);
	va_start(args, fmt);
	vfprintf(to, fmt, args);
	va_end(args);
	fputc('\n', to);
	fflush(NULL);
	exit(in_file && nr_findings ? FOUND_NOT_WHOLE : NOT_WHOLE);
}

static void line(const struct position *pos, const char *kind, const char *text, const char *tail)
{
	fprintf(out, "%s:%d:%d: %s: %s%s\n", stream_name(pos->stream), pos->line, pos->pos, kind, text, tail);
}

void finding(const char *rule, struct position *pos, const char *function, const char *text,
	     const struct step *steps, int nr_steps)
{
	static struct said {
		const char *rule;
		struct position pos;
		struct said *next;
	} *said;
	struct said *s;
	char tail[300];
	int i;

	if (muted)
		return;
	for (s = said; s; s = s->next)
		if (!strcmp(s->rule, rule) && s->pos.stream == pos->stream &&
		    s->pos.line == pos->line && s->pos.pos == pos->pos)
			return;
	s = malloc(sizeof(*s));
	if (!s)
		fatal("out of memory");
	*s = (struct said) { rule, *pos, said };
	said = s;
	nr_findings++;
	snprintf(tail, sizeof(tail), ", in %s() [%s]", function, rule);
	line(pos, strcmp(rule, "PIN007") ? "error" : "warning", text, tail);
	for (i = 0; i < nr_steps; i++) {
		/* two branches of one condition: the last word counts */
		if (i + 1 < nr_steps && steps[i].pos == steps[i + 1].pos && steps[i].text == steps[i + 1].text)
			continue;
		line(steps[i].pos, "note", steps[i].text, "");
	}
}
