-- SPDX-License-Identifier: GPL-2.0
-- One round of: a value that enters by a parameter and leaves by the result or
-- by another parameter goes from argument to result at each call by itself, so
-- that two callers of one helper are not mixed up.  Run until nothing is new.
WITH RECURSIVE t(entry, place) AS (
	SELECT id, id FROM place WHERE class = 'p'
	UNION
	SELECT t.entry, e.dst FROM t JOIN edge e ON e.src = t.place AND e.kind = 'i'
)
INSERT OR IGNORE INTO within SELECT entry, place FROM t;
INSERT OR IGNORE INTO through SELECT t.entry, t.place FROM within t
	JOIN place p ON p.id = t.place WHERE p.class IN ('o', 'r');
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT a.place, CASE WHEN o.id IS NULL THEN c.result ELSE b.place END, 'i', c.file, c.line
	FROM through t
	JOIN param p ON p.id = t.entry AND p.class = 'p'
	JOIN call c ON c.callee = p.func AND c.callee NOT IN (SELECT name FROM opaque)
	JOIN arg a ON a.call = c.id AND a.i = p.i
	LEFT JOIN param o ON o.id = t.place AND o.class = 'o'
	LEFT JOIN arg b ON b.call = c.id AND b.i = o.i
	WHERE (o.id IS NULL OR b.place IS NOT NULL)
	ORDER BY c.file, c.line, c.col;
UPDATE edge SET heap = (SELECT class IN ('f', 'g') FROM place WHERE id = dst) WHERE heap IS NULL;
