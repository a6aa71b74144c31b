-- SPDX-License-Identifier: GPL-2.0
-- The sites the table knows, and where the flow of references starts.

-- site: every acquisition, release and other origin.  kind as in sites.tsv.
DROP TABLE IF EXISTS site;
CREATE TABLE site (id INTEGER PRIMARY KEY, call INT, file, line INT, col INT, func, name, kind, role, ref,
	put, pin, refs, UNIQUE (file, line, col, kind));
INSERT OR IGNORE INTO site (call, file, line, col, func, name, kind, role, ref, put, pin, refs)
	SELECT c.id, c.file, c.line, c.col, c.func, c.name,
		CASE e.role WHEN 'acquire' THEN 'acquisition' WHEN 'forward' THEN 'acquisition'
			WHEN 'release' THEN 'release' WHEN 'relay' THEN 'release' ELSE e.role END,
		e.role, e.ref, e.put, e.pin, e.refs
	FROM effect e JOIN call c ON c.id = e.call
	WHERE e.role IN ('acquire', 'forward', 'release', 'relay', 'origin', 'dup', 'free')
	ORDER BY c.file, c.line, c.col;
-- at(site, place): the places that a site fills or releases
DROP TABLE IF EXISTS at;
CREATE TABLE at (site INT, place INT, PRIMARY KEY (site, place)) WITHOUT ROWID;
INSERT OR IGNORE INTO at
	SELECT s.id, CASE WHEN e.role IN ('release', 'relay', 'free') THEN a.place
			WHEN e.dest = 0 THEN c.result ELSE a.place END
	FROM site s JOIN call c ON c.id = s.call JOIN effect e ON e.call = c.id AND e.role = s.role
	LEFT JOIN arg a ON a.call = c.id AND a.i =
		CASE WHEN e.role IN ('release', 'relay', 'free') THEN e.src ELSE e.dest END
	WHERE a.place IS NOT NULL OR (e.dest = 0 AND e.role NOT IN ('release', 'relay', 'free'));
CREATE INDEX at_place ON at (place);
-- A call that fills through a pointer it was given fills it for the caller too.
DROP TABLE IF EXISTS start;
CREATE TABLE start (site INT, place INT, PRIMARY KEY (site, place)) WITHOUT ROWID;
INSERT OR IGNORE INTO start
	SELECT a.site, a.place FROM at a JOIN site s ON s.id = a.site
	WHERE s.kind = 'acquisition' OR s.role IN ('origin', 'dup');
INSERT OR IGNORE INTO start
	SELECT t.site, q.id FROM start t JOIN place p ON p.id = t.place AND p.class = 'l'
	JOIN place q ON q.name = p.name || '!'
	JOIN site s ON s.id = t.site WHERE s.role IN ('acquire', 'forward', 'origin')
	OR (s.role = 'dup' AND s.call NOT IN (SELECT x.id FROM fact_du d JOIN place c ON c.name = d.call JOIN call x ON x.result = c.id));
-- get_page(pfn_to_page(x)): the reference is x's.
INSERT OR IGNORE INTO start
	SELECT t.site, e.src FROM start t JOIN site s ON s.id = t.site AND s.role = 'dup'
	JOIN place p ON p.id = t.place AND p.class = 'c'
	JOIN edge e ON e.dst = p.id AND e.kind = 'i';
-- A function that takes a reference on its parameter's page, and does not keep
-- it, takes it for its caller.
INSERT OR IGNORE INTO start
	SELECT s.id, o.id FROM (SELECT d.call, d.old, d.new FROM fact_du d
		UNION SELECT c.name, p.name, p.name FROM start t JOIN site z ON z.id = t.site AND z.role = 'dup'
		JOIN call y ON y.id = z.call JOIN place c ON c.id = y.result JOIN place p ON p.id = t.place AND p.class = 'l'
		WHERE c.name NOT IN (SELECT call FROM fact_du)) d
	JOIN pid c ON c.name = d.call JOIN call x ON x.result = c.id
	JOIN site s ON s.call = x.id AND s.role = 'dup'
	JOIN pid old ON old.name = d.old JOIN pid new ON new.name = d.new
	JOIN within w ON w.place = old.id
	JOIN param p ON p.id = w.entry JOIN param o ON o.func = p.func AND o.i = p.i AND o.class = 'o'
	WHERE NOT EXISTS (SELECT 1 FROM edge e JOIN place q ON q.id = e.dst
		WHERE e.src = new.id AND q.class IN ('f', 'g', 'r', 'o'))
	AND (coalesce(s.put, '-') = '-' OR NOT EXISTS (SELECT 1 FROM arg a JOIN call z ON z.id = a.call WHERE a.place = new.id AND z.line <> x.line));
-- NULL pages: no reference at all
DELETE FROM start WHERE site IN (SELECT s.id FROM site s JOIN call c ON c.id = s.call
	JOIN place p ON p.id = c.result JOIN fact_nu n ON n.call = p.name);

-- A number or an address is followed within its file only, a page anywhere.
CREATE TEMP TABLE IF NOT EXISTS near (place INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO near SELECT id FROM place WHERE class IN ('l', 'c', 'x') OR name LIKE '%!%';
INSERT OR IGNORE INTO near SELECT place FROM pagey;
WITH RECURSIVE u(place) AS (
	SELECT a.place FROM at a JOIN site s ON s.id = a.site WHERE s.kind = 'release'
	UNION SELECT e.src FROM u JOIN edge e ON e.dst = u.place JOIN near n ON n.place = e.src
)
INSERT INTO useful SELECT place FROM u;
INSERT OR IGNORE INTO useful SELECT place FROM pagey;

DROP TABLE IF EXISTS reach;
-- reach(site, place, up): a reference of site can be at place.  up: it may still
-- leave towards any caller (1), or it came down from one particular caller (0).
-- hops: how many fields or globals it went through.
CREATE TABLE reach (site INT, place INT, up INT, hops INT, step INT, from_place INT, from_up INT, edge INT,
	PRIMARY KEY (site, place, up)) WITHOUT ROWID;
CREATE INDEX reach_step ON reach (step);
CREATE INDEX reach_place ON reach (place);
CREATE TEMP TABLE IF NOT EXISTS tick (n INT, hops INT);
DELETE FROM tick;
INSERT INTO tick VALUES (0, 0);
INSERT INTO reach SELECT t.site, t.place, 1, p.class IN ('f', 'g'), 0, NULL, NULL, NULL
	FROM start t JOIN site s ON s.id = t.site JOIN place p ON p.id = t.place WHERE s.kind = 'acquisition';
