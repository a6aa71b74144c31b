-- SPDX-License-Identifier: GPL-2.0
-- From the facts of many files to one graph: types are solved, fields get
-- their struct's name, calls are tied to bodies, the API table is applied.

-- ---- types ----
-- type(term, shape): everything a term can turn out to be, step by step.
DROP TABLE IF EXISTS type;
CREATE TABLE type (term, shape, PRIMARY KEY (term, shape)) WITHOUT ROWID;
CREATE TEMP TABLE declared (name PRIMARY KEY, shape) WITHOUT ROWID;
INSERT OR IGNORE INTO declared SELECT 't:' || name, shape FROM fact_td;
INSERT OR IGNORE INTO declared SELECT 'r:' || qname, shape FROM fact_fn;
INSERT OR IGNORE INTO declared SELECT 'r:' || name, shape FROM fact_fn;
INSERT OR IGNORE INTO declared SELECT 'r:' || func, shape FROM fact_fr;
INSERT OR IGNORE INTO declared SELECT 'g:' || name, shape FROM fact_gv;
CREATE TEMP TABLE member (tag, field, shape, PRIMARY KEY (tag, field)) WITHOUT ROWID;
INSERT OR IGNORE INTO member SELECT tag, field, shape FROM fact_sf;
CREATE TEMP TABLE made (term PRIMARY KEY, base, field) WITHOUT ROWID;
INSERT OR IGNORE INTO made SELECT term, base, field FROM fact_tm;
INSERT OR IGNORE INTO made SELECT shape, NULL, NULL FROM fact_sf WHERE shape LIKE '(%';
CREATE INDEX temp.made_base ON made (base);
WITH RECURSIVE solved(term, shape) AS (
	SELECT term, term FROM fact_fp
	UNION SELECT base, base FROM made WHERE base IS NOT NULL
	UNION SELECT s.term, d.shape FROM solved s JOIN declared d ON d.name = s.shape
	UNION SELECT made.term, m.shape FROM solved s
		JOIN made ON made.base = s.term
		JOIN member m ON m.tag = substr(s.shape, 3) AND m.field = made.field
		WHERE s.shape LIKE 's:%'
)
INSERT INTO type SELECT term, shape FROM solved;

-- ---- places ----
DROP TABLE IF EXISTS place;
CREATE TABLE place (id INTEGER PRIMARY KEY, name UNIQUE, class);
-- wrapping(tag, field): the fields of containers that only wrap
CREATE TEMP TABLE wrapping (tag, field, PRIMARY KEY (tag, field)) WITHOUT ROWID;
WITH RECURSIVE w(tag, field, rest) AS (
	SELECT name, NULL, src || ',' FROM api WHERE role = 'container'
	UNION ALL
	SELECT tag, substr(rest, 1, instr(rest, ',') - 1), substr(rest, instr(rest, ',') + 1) FROM w WHERE rest <> ''
)
INSERT OR IGNORE INTO wrapping SELECT tag, field FROM w WHERE field IS NOT NULL;
DROP TABLE IF EXISTS field;
-- field(place, tag, field): tag is NULL while the struct is not known
CREATE TABLE field (place PRIMARY KEY, tag, field, name) WITHOUT ROWID;
INSERT OR IGNORE INTO field
	SELECT p.place, substr(t.shape, 3), p.field,
		CASE WHEN t.shape IS NULL THEN p.place
		-- the wrapping of a container is no place of all containers
		WHEN (substr(t.shape, 3), p.field) IN (SELECT tag, field FROM wrapping) THEN p.place
		ELSE 'F:' || substr(t.shape, 3) || '.' || p.field END
	FROM (SELECT DISTINCT place, term, field FROM fact_fp) p
	LEFT JOIN type t ON t.term = p.term AND t.shape LIKE 's:%';
-- A field whose own type cannot hold a page is no place.
CREATE TEMP TABLE dull (place PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO dull
	SELECT f.place FROM field f JOIN member m ON m.tag = f.tag AND m.field = f.field
	WHERE m.shape = 'small' OR (m.shape LIKE 's:%' AND substr(m.shape, 3) NOT IN
		(SELECT 'page' UNION SELECT 'folio' UNION SELECT name FROM api WHERE role = 'container'));

CREATE TEMP TABLE step0 (src, dst, file, line, func);
INSERT INTO step0 SELECT src, dst, file, line, func FROM fact_fl
	WHERE src NOT IN (SELECT place FROM dull) AND dst NOT IN (SELECT place FROM dull);
-- A wrapping field of a container is the container itself.
INSERT INTO step0
	SELECT b.place, b.base, b.file, 0, '' FROM fact_bs b JOIN field f ON f.place = b.place
		JOIN wrapping w ON w.tag = f.tag AND w.field = f.field
	UNION
	SELECT b.base, b.place, b.file, 0, '' FROM fact_bs b JOIN field f ON f.place = b.place
		JOIN wrapping w ON w.tag = f.tag AND w.field = f.field;

INSERT OR IGNORE INTO place (name, class)
	SELECT coalesce(f.name, x.p),
		CASE WHEN coalesce(f.name, x.p) LIKE 'f:%@%' THEN 'x' ELSE substr(x.p, 1, 1) END FROM
		(SELECT src p FROM step0 UNION SELECT dst FROM step0
		 UNION SELECT place FROM fact_ar UNION SELECT result FROM fact_ca
		 UNION SELECT result FROM fact_ci UNION SELECT via FROM fact_ci
		 UNION SELECT new FROM fact_du UNION SELECT old FROM fact_du) x
	LEFT JOIN field f ON f.place = x.p
	ORDER BY 1;
CREATE TEMP TABLE pid (name PRIMARY KEY, id INT) WITHOUT ROWID;
INSERT OR IGNORE INTO pid SELECT name, id FROM place;
INSERT OR IGNORE INTO pid SELECT f.place, p.id FROM field f JOIN place p ON p.name = f.name;

-- ---- calls and their arguments ----
DROP TABLE IF EXISTS call;
CREATE TABLE call (id INTEGER PRIMARY KEY, file, line INT, col INT, func, callee, name, nargs INT, result INT);
-- callback(place, func): the functions that are put into a place
CREATE TEMP TABLE callback (place INT, func, PRIMARY KEY (place, func)) WITHOUT ROWID;
INSERT OR IGNORE INTO callback SELECT d.id, substr(s.src, 3)
	FROM step0 s JOIN pid d ON d.name = s.dst
	WHERE s.src LIKE 'g:%' AND substr(s.src, 3) IN (SELECT qname FROM fact_fn);
INSERT INTO call (file, line, col, func, callee, name, nargs, result)
	SELECT c.file, c.line, c.col, c.func, c.callee, c.name, c.nargs, p.id
	FROM fact_ca c JOIN pid p ON p.name = c.result
	UNION ALL
	-- through a field or a variable: to every function that is put there
	SELECT c.file, c.line, c.col, c.func, b.func, '', c.nargs, p.id
	FROM fact_ci c JOIN pid p ON p.name = c.result
	JOIN pid v ON v.name = c.via JOIN callback b ON b.place = v.id
	ORDER BY 1, 2, 3, 5;
CREATE INDEX call_result ON call (result);
CREATE INDEX call_callee ON call (callee);
DROP TABLE IF EXISTS arg;
CREATE TABLE arg (call INT, i INT, place INT, PRIMARY KEY (call, i, place)) WITHOUT ROWID;
INSERT OR IGNORE INTO arg SELECT c.id, a.i, p.id
	FROM fact_ar a JOIN pid r ON r.name = a.call JOIN call c ON c.result = r.id
	JOIN pid p ON p.name = a.place WHERE a.place NOT IN (SELECT place FROM dull);
CREATE INDEX arg_place ON arg (place);

-- what is stored through an argument
INSERT OR IGNORE INTO place (name, class)
	SELECT DISTINCT p.name || '!', 'l' FROM arg a JOIN place p ON p.id = a.place
	WHERE p.class = 'l' AND p.name NOT LIKE '%!' ORDER BY 1;

-- effect(call, role, src, dest, ref ...): the API rows that fit a call
DROP TABLE IF EXISTS effect;
CREATE TABLE effect AS
	SELECT c.id AS call, a.role, CAST(a.src AS INT) src, CAST(a.dest AS INT) dest,
		a.ref, a.put, a.pin, a.refs
	FROM call c JOIN api a ON a.name = c.name AND c.callee = c.name AND (a.args = '*' OR CAST(a.args AS INT) = c.nargs)
	WHERE a.role <> 'container';
CREATE INDEX effect_call ON effect (call);

-- ---- edges ----
-- kind: i within a function (or through an API call), h into a field or a global,
-- l out of one, d down into a callee, u up to the caller.
DROP TABLE IF EXISTS edge;
CREATE TABLE edge (id INTEGER PRIMARY KEY, src INT, dst INT, kind, file, line INT, UNIQUE (src, dst, kind));
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT s.id, d.id,
		CASE WHEN b.class IN ('f', 'g') THEN 'h'
			WHEN a.class IN ('f', 'g') THEN 'l' ELSE 'i' END,
		x.file, x.line
	FROM step0 x JOIN pid s ON s.name = x.src JOIN pid d ON d.name = x.dst
	JOIN place a ON a.id = s.id JOIN place b ON b.id = d.id
	WHERE s.id <> d.id ORDER BY x.file, x.line, x.src, x.dst;
-- API flows
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT a.place, CASE e.dest WHEN 0 THEN c.result ELSE b.place END, 'i', c.file, c.line
	FROM effect e JOIN call c ON c.id = e.call
	JOIN arg a ON a.call = c.id AND a.i = e.src
	LEFT JOIN arg b ON b.call = c.id AND b.i = e.dest
	WHERE e.role IN ('flow', 'alias') AND (e.dest = 0 OR b.place IS NOT NULL);
-- ... into what a pointer points at: seen through the pointers it was copied from
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT a.place, s.id, 'i', c.file, c.line
	FROM effect e JOIN call c ON c.id = e.call
	JOIN arg a ON a.call = c.id AND a.i = e.src JOIN arg b ON b.call = c.id AND b.i = e.dest
	JOIN place p ON p.id = b.place JOIN place s ON s.name = p.name || '!'
	WHERE e.role = 'flow';
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT coalesce(t.id, CASE e.dest WHEN 0 THEN c.result ELSE b.place END), a.place, 'i', c.file, c.line
	FROM effect e JOIN call c ON c.id = e.call
	JOIN arg a ON a.call = c.id AND a.i = e.src
	LEFT JOIN arg b ON b.call = c.id AND b.i = e.dest
	LEFT JOIN place q ON q.id = b.place LEFT JOIN place t ON t.name = q.name || '!'
	WHERE e.role = 'alias' AND (e.dest = 0 OR t.id IS NOT NULL);
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT coalesce(t.id, CASE e.dest WHEN 0 THEN c.result ELSE b.place END), s.id, 'i', c.file, c.line
	FROM effect e JOIN call c ON c.id = e.call
	JOIN arg a ON a.call = c.id AND a.i = e.src JOIN place p ON p.id = a.place JOIN place s ON s.name = p.name || '!'
	LEFT JOIN arg b ON b.call = c.id AND b.i = e.dest
	LEFT JOIN place q ON q.id = b.place LEFT JOIN place t ON t.name = q.name || '!'
	WHERE e.role = 'alias' AND (e.dest = 0 OR t.id IS NOT NULL);
CREATE INDEX edge_dst ON edge (dst);
-- A borrowed page that is stored and gets a reference of its own: what is stored
-- is that reference, whichever came first.
CREATE TEMP TABLE borrowed (old INT, new INT, PRIMARY KEY (old, new)) WITHOUT ROWID;
INSERT OR IGNORE INTO borrowed SELECT o.id, n.id FROM fact_du d JOIN pid o ON o.name = d.old JOIN pid n ON n.name = d.new
	WHERE EXISTS (SELECT 1 FROM edge e JOIN place p ON p.id = e.src AND p.class = 'p' WHERE e.dst = o.id);
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT b.new, e.dst, e.kind, e.file, e.line FROM borrowed b JOIN edge e ON e.src = b.old AND e.kind = 'h';
DELETE FROM edge WHERE kind = 'h' AND src IN (SELECT old FROM borrowed);
-- a page that was taken here keeps its first reference beside the new one
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT o.id, n.id, 'i', d.file, 0 FROM fact_du d JOIN pid o ON o.name = d.old JOIN pid n ON n.name = d.new
	WHERE o.id NOT IN (SELECT old FROM borrowed);
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT s.id, p.id, 'i', '', 0 FROM place s JOIN place p ON p.name = substr(s.name, 1, length(s.name) - 1)
	WHERE s.class = 'l' AND s.name LIKE '%!';
-- calls with a body, unless the API table knows better
CREATE TEMP TABLE opaque (name PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO opaque SELECT name FROM api WHERE role NOT IN ('container', 'relay');
CREATE TEMP TABLE param (func, i INT, class, id INT, PRIMARY KEY (func, i, class)) WITHOUT ROWID;
-- "p:FUNC:3": the digits at the end are the number
INSERT OR IGNORE INTO param
	SELECT substr(name, 3, length(rtrim(name, '0123456789')) - 3),
		CAST(substr(name, length(rtrim(name, '0123456789')) + 1) AS INT), class, id
	FROM place WHERE class IN ('p', 'o');
CREATE INDEX temp.param_id ON param (id);
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT a.place, p.id, 'd', c.file, c.line
	FROM call c JOIN arg a ON a.call = c.id JOIN param p ON p.func = c.callee AND p.i = a.i AND p.class = 'p'
	WHERE c.callee NOT IN (SELECT name FROM opaque);
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT p.id, a.place, 'u', c.file, c.line
	FROM call c JOIN arg a ON a.call = c.id JOIN param p ON p.func = c.callee AND p.i = a.i AND p.class = 'o'
	WHERE c.callee NOT IN (SELECT name FROM opaque);
-- what a callee stores through a pointer is stored through the caller's
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT p.id, s.id, 'u', c.file, c.line
	FROM call c JOIN arg a ON a.call = c.id JOIN param p ON p.func = c.callee AND p.i = a.i AND p.class = 'o'
	JOIN place q ON q.id = a.place JOIN place s ON s.name = q.name || '!'
	WHERE c.callee NOT IN (SELECT name FROM opaque);
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT p.id, c.result, 'u', c.file, c.line
	FROM call c JOIN pid p ON p.name = 'r:' || c.callee
	WHERE c.callee NOT IN (SELECT name FROM opaque);
-- a callback put into a field of a container (bio->bi_end_io = f) gets it
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT a.id, p.id, 'd', b.file, b.line FROM fact_cb b JOIN pid a ON a.name = b.place
	JOIN pid p ON p.name = 'p:' || b.func || ':1';
-- ... and with what is put into it through that field later
INSERT OR IGNORE INTO edge (src, dst, kind, file, line)
	SELECT e.dst, e.src, 'l', e.file, e.line FROM fact_cb b JOIN pid a ON a.name = b.place
	JOIN edge e ON e.src = a.id AND e.kind = 'h';
-- heap: the edge ends in a field or a global
ALTER TABLE edge ADD COLUMN heap INT;
UPDATE edge SET heap = (SELECT class IN ('f', 'g') FROM place WHERE id = dst);
CREATE INDEX edge_src ON edge (src, heap);

-- ---- what goes through a function and comes back to the same caller ----
DROP TABLE IF EXISTS through;
CREATE TABLE through (entry INT, place INT, PRIMARY KEY (entry, place)) WITHOUT ROWID;

-- ---- what a place can hold ----
-- pagey: by its type nothing but pages
DROP TABLE IF EXISTS pagey;
CREATE TABLE pagey (place INTEGER PRIMARY KEY);
CREATE TEMP TABLE page_shape (shape PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO page_shape SELECT 's:page' UNION SELECT 's:folio'
	UNION SELECT 's:' || name FROM api WHERE role = 'container'
	UNION SELECT 't:' || name FROM api WHERE role = 'container';
INSERT OR IGNORE INTO pagey SELECT p.id FROM fact_ty t JOIN pid p ON p.name = t.place;
INSERT OR IGNORE INTO pagey SELECT p.id FROM fact_ty t JOIN place p ON p.name = t.place || '!';
INSERT OR IGNORE INTO pagey SELECT p.id FROM field f JOIN member m ON m.tag = f.tag AND m.field = f.field
	JOIN page_shape s ON s.shape = m.shape JOIN pid p ON p.name = f.place;
INSERT OR IGNORE INTO pagey SELECT p.id FROM declared d JOIN page_shape s ON s.shape = d.shape
	JOIN pid p ON p.name = d.name;
INSERT OR IGNORE INTO pagey SELECT c.result FROM call c JOIN declared d ON d.name = 'r:' || c.callee
	JOIN page_shape s ON s.shape = d.shape;
-- useful: what is there can come to a release, or is pages by its type
DROP TABLE IF EXISTS useful;
CREATE TABLE useful (place INTEGER PRIMARY KEY);
-- within(entry, place): where in its function a parameter's value gets to
CREATE TEMP TABLE within (entry INT, place INT, PRIMARY KEY (entry, place)) WITHOUT ROWID;
CREATE INDEX temp.within_place ON within (place);
