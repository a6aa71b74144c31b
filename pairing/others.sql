-- SPDX-License-Identifier: GPL-2.0
-- back: where what a gup-reached release drops may have come from; then the
-- other origins that stand there start to flow as well.
DROP TABLE IF EXISTS back;
CREATE TABLE back (place INTEGER PRIMARY KEY);
WITH RECURSIVE b(place) AS (
	SELECT a.place FROM at a JOIN site s ON s.id = a.site
		WHERE s.kind IN ('release', 'free') AND a.place IN (SELECT place FROM reach)
	UNION
	SELECT p.id FROM api a JOIN place p ON p.name IN ('o:' || a.name || ':' || a.dest, 'r:' || a.name)
		WHERE a.role = 'forward'
	UNION
	SELECT e.src FROM b JOIN edge e ON e.dst = b.place
)
INSERT INTO back SELECT place FROM b;
-- A page from a call that nothing is known of is a reference not known.
INSERT OR IGNORE INTO site (call, file, line, col, func, name, kind, role, ref)
	SELECT c.id, c.file, c.line, c.col, c.func, c.name, 'unknown', 'unknown', 'plain'
	FROM back b JOIN pagey y ON y.place = b.place JOIN call c ON c.result = b.place
	WHERE c.name <> '' AND c.callee = c.name AND c.name NOT IN (SELECT name FROM opaque)
	AND c.callee NOT IN (SELECT qname FROM fact_fn)
	ORDER BY c.file, c.line, c.col;
INSERT OR IGNORE INTO start SELECT s.id, c.result FROM site s JOIN call c ON c.id = s.call WHERE s.kind = 'unknown';
INSERT OR IGNORE INTO reach SELECT t.site, t.place, 1, p.class IN ('f', 'g') AND NOT (s.kind = 'dup'
		AND s.file IN (SELECT file FROM site WHERE kind = 'acquisition')), tick.n, NULL, NULL, NULL
	FROM tick, start t JOIN site s ON s.id = t.site JOIN place p ON p.id = t.place
	WHERE s.kind IN ('origin', 'dup', 'unknown') AND t.place IN (SELECT place FROM back);
UPDATE tick SET hops = 0;
