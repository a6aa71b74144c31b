-- SPDX-License-Identifier: GPL-2.0
-- What the flows ran out of: names to look for in the rest of the tree.
--
-- open: where what may be released came from, for the releases that only gup
-- references are known to reach yet.  Once another origin is known nothing
-- further can change the verdict.
DROP TABLE IF EXISTS open;
CREATE TABLE open (place INTEGER PRIMARY KEY);
WITH RECURSIVE b(place) AS (
	SELECT a.place FROM at a JOIN site s ON s.id = a.site
		WHERE s.kind = 'release' AND a.place IN (SELECT place FROM reach)
		AND NOT EXISTS (SELECT 1 FROM at b JOIN reach r ON r.place = b.place JOIN site o ON o.id = r.site
			WHERE b.site = s.id AND o.kind = 'origin')
	UNION
	SELECT e.src FROM b JOIN edge e ON e.dst = b.place JOIN useful u ON u.place = e.src
)
INSERT INTO open SELECT place FROM b;
CREATE TEMP TABLE IF NOT EXISTS gup_at (place INTEGER PRIMARY KEY);
DELETE FROM gup_at;
INSERT OR IGNORE INTO gup_at SELECT r.place FROM reach r JOIN site s ON s.id = r.site WHERE s.kind = 'acquisition';
CREATE TEMP TABLE IF NOT EXISTS want (name PRIMARY KEY) WITHOUT ROWID;
DELETE FROM want;
-- callers of what returns or fills
INSERT OR IGNORE INTO want
	SELECT substr(p.name, 3) FROM gup_at g JOIN pagey y ON y.place = g.place JOIN place p ON p.id = g.place
	WHERE p.class = 'r' AND p.name NOT LIKE '%!%';
INSERT OR IGNORE INTO want
	SELECT q.func FROM gup_at g JOIN pagey y ON y.place = g.place JOIN param q ON q.id = g.place WHERE q.class = 'o' AND q.func NOT LIKE '%!%';
-- callers of what releases
INSERT OR IGNORE INTO want
	SELECT q.func FROM open g JOIN pagey y ON y.place = g.place JOIN param q ON q.id = g.place WHERE q.class = 'p' AND q.func NOT LIKE '%!%';
-- bodies of what gets pages, or gives them
INSERT OR IGNORE INTO want
	SELECT 'def:' || c.name FROM gup_at g JOIN pagey y ON y.place = g.place
	JOIN arg a ON a.place = g.place JOIN call c ON c.id = a.call
	WHERE c.name <> '' AND c.name = c.callee AND c.callee NOT IN (SELECT name FROM opaque)
	AND c.callee NOT IN (SELECT qname FROM fact_fn);
INSERT OR IGNORE INTO want
	SELECT 'def:' || c.name FROM open b JOIN pagey y ON y.place = b.place JOIN call c ON c.result = b.place
	WHERE c.name <> '' AND c.name = c.callee AND c.callee NOT IN (SELECT name FROM opaque)
	AND c.callee NOT IN (SELECT qname FROM fact_fn);
-- other users of a field or a global that holds pages
INSERT OR IGNORE INTO want
	SELECT f.field || '&' || CASE WHEN instr(f.tag, '.') THEN substr(f.tag, 1, instr(f.tag, '.') - 1) ELSE f.tag END
	FROM (SELECT place FROM gup_at UNION SELECT place FROM open) w JOIN pagey y ON y.place = w.place
	JOIN place p ON p.id = w.place AND p.class = 'f' JOIN field f ON f.name = p.name
	WHERE f.tag IS NOT NULL AND f.tag NOT LIKE '%!%';
INSERT OR IGNORE INTO want
	SELECT substr(p.name, 3) FROM (SELECT place FROM gup_at UNION SELECT place FROM open) w
	JOIN pagey y ON y.place = w.place JOIN place p ON p.id = w.place
	WHERE p.class = 'g' AND p.name NOT LIKE '%!%';
