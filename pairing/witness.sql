-- SPDX-License-Identifier: GPL-2.0
-- For pairing/findings.awk: what there is to show for a finding, from the tables that
-- verdict.sql has left.  No row, no finding: absence of knowledge proves nothing.
--	R file line col kind level file line name way
--		a release that gets a reference it was not made for: kind "other" (a new
--		release, an ordinary reference) or "pin" (an old one, a reference of the
--		dialect's kind), where that was taken, and the steps from there.  level
--		error: nothing but such references come that way
--	B file line col file line name way
--		... and one that it was made for comes there as well
--	Q file line col		a site of a mixed group that is right all the same
--	N file line col		a new release that nothing is known to come to
--	A file line col file line name new	an old release, and what takes its references
--	O file line col		an old release of pages that are only read
.mode tabs
.headers off
CREATE TEMP TABLE fine (ref PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO fine VALUES ('pin'), ((SELECT takes FROM dialect));
-- taker(site, new), dropper(site, new): is it one of the dialect's kind?
CREATE TEMP TABLE taker AS
	SELECT id site, ref IN (SELECT ref FROM fine) new, kind, file, line, col, func, name FROM site
	WHERE kind IN ('acquisition', 'origin', 'dup');
CREATE UNIQUE INDEX temp.taker_site ON taker (site);
CREATE TEMP TABLE dropper AS
	SELECT id site, ref IN (SELECT ref FROM fine) new, file, line, col, func, name FROM site
	WHERE kind = 'release' AND role = 'release';
CREATE UNIQUE INDEX temp.dropper_site ON dropper (site);

-- In the core verdict.sql leaves out what its helpers pass on; what one of them takes
-- and drops itself counts here.
CREATE TEMP TABLE pair AS SELECT * FROM main.pair;
CREATE UNIQUE INDEX temp.pair_both ON pair (site, rel);
CREATE INDEX temp.pair_rel ON pair (rel);
INSERT OR IGNORE INTO pair
	SELECT r.site, a.site, r.hops, r.place, r.up FROM at a JOIN dropper d ON d.site = a.site AND d.func IN (SELECT func FROM core)
	JOIN reach r ON r.place = a.place AND r.hops = 0 JOIN taker t ON t.site = r.site AND t.func = d.func AND t.kind <> 'acquisition'
	ORDER BY r.step, r.up DESC;

-- ---- conditions that keep two kinds apart ----
-- fact(site, subject, param, vals, n): cond; a flag by its name, a parameter or a field by its own
CREATE TEMP TABLE fact AS
	SELECT site, CASE WHEN instr(subject, '&') THEN substr(subject, instr(subject, '&'))
			WHEN subject LIKE '#%' THEN substr(subject, instr(subject, ':') + 1) ELSE ltrim(subject, '.') END subject,
		CASE WHEN subject LIKE '#%' THEN CAST(substr(subject, 2) AS INT) END param, vals, instr(vals, '|') many
	FROM cond;
-- sets(func, subject, value): the same of what functions set
CREATE TEMP TABLE sets AS
	SELECT func, CASE WHEN instr(subject, '&') THEN substr(subject, instr(subject, '&')) ELSE ltrim(subject, '.') END subject, value
	FROM setter;
DELETE FROM sets WHERE subject NOT IN (SELECT subject FROM fact);
CREATE INDEX temp.sets_subject ON sets (subject);
CREATE INDEX temp.sets_func ON sets (func);
CREATE INDEX temp.fact_site ON fact (site);
CREATE INDEX temp.fact_subject ON fact (subject);
-- differ(x, y): of these values none can be the same
CREATE TEMP TABLE differ (x, y, PRIMARY KEY (x, y)) WITHOUT ROWID;
-- couple(x, y): those that are compared at all
CREATE TEMP TABLE couple AS
	SELECT a.vals x, b.vals y FROM fact a JOIN fact b ON b.subject = a.subject AND b.vals <> a.vals
	UNION SELECT s.value, f.vals FROM sets s JOIN fact f ON f.subject = s.subject
	UNION SELECT k.value, f.vals FROM dropper d JOIN fact f ON f.site = d.site JOIN constant k ON k.func = d.func AND k.i = f.param;
INSERT OR IGNORE INTO differ
	SELECT x, y FROM couple WHERE x <> y AND (x IN ('0', '1')) = (y IN ('0', '1')) AND '?' NOT IN (x, y)
	AND NOT (instr(x, '|') AND instr(y, '|')) AND CASE
		WHEN x LIKE '!%' THEN x = '!' || y
		WHEN y LIKE '!%' THEN y = '!' || x
		ELSE NOT instr('|' || x || '|', '|' || y || '|') AND NOT instr('|' || y || '|', '|' || x || '|') END;
-- told(site, rel): a flag says one thing where it is taken and another where it is dropped
CREATE TEMP TABLE told (site INT, rel INT, PRIMARY KEY (site, rel)) WITHOUT ROWID;
INSERT OR IGNORE INTO told
	SELECT p.site, p.rel FROM pair p JOIN fact a ON a.site = p.site
	JOIN fact b ON b.site = p.rel AND b.subject = a.subject JOIN differ d ON d.x = a.vals AND d.y = b.vals;
-- ... or the release asks for a flag that somebody near to it sets, and who takes this
-- one does not
INSERT OR IGNORE INTO told
	SELECT p.site, p.rel FROM pair p JOIN taker t ON t.site = p.site JOIN dropper d ON d.site = p.rel AND d.new <> t.new
	JOIN fact f ON f.site = p.rel AND f.param IS NULL AND f.vals NOT IN ('0', '?') AND f.vals NOT LIKE '!%'
	WHERE p.hops AND d.new AND EXISTS (SELECT 1 FROM sets s WHERE s.subject = f.subject AND s.value <> '0'
		AND (s.func NOT LIKE '%!%' OR s.func LIKE rtrim(d.file, replace(d.file, '/', '')) || '%'))
	AND NOT EXISTS (SELECT 1 FROM sets s WHERE s.subject = f.subject AND s.func = t.func);

-- ---- references that a release was not made for ----
CREATE TEMP TABLE wrong AS
	SELECT p.site, p.rel, p.hops, p.place, p.up, t.new, r.step, row_number() OVER (PARTITION BY p.rel, p.site IN (SELECT site FROM taker WHERE kind = 'acquisition')
		ORDER BY p.hops, r.step, t.file, t.line, t.col) nth
	FROM pair p JOIN taker t ON t.site = p.site JOIN dropper d ON d.site = p.rel AND d.new <> t.new
	JOIN reach r ON r.site = p.site AND r.place = p.place AND r.up = p.up
	WHERE NOT EXISTS (SELECT 1 FROM told x WHERE x.site = p.site AND x.rel = p.rel)
	-- in one field there are both kinds, and where the other one is dropped a flag is asked
	AND NOT (p.hops AND EXISTS (SELECT 1 FROM pair own JOIN dropper e ON e.site = own.rel AND e.new = t.new
		JOIN told x ON x.rel = own.rel JOIN taker y ON y.site = x.site AND y.new = d.new
		JOIN pair q ON q.site = y.site AND q.rel = p.rel WHERE own.site = p.site));
DELETE FROM wrong WHERE nth > 20;
-- told of where it is taken
DELETE FROM wrong WHERE site IN (SELECT site FROM verdict WHERE verdict = 'unify');
-- by way of a field, from one folder to another, while each has partners of its own there:
-- the same structure, and seldom the same object
DELETE FROM wrong WHERE hops AND EXISTS (SELECT 1 FROM taker t JOIN dropper d ON d.site = wrong.rel
	WHERE t.site = wrong.site AND rtrim(t.file, replace(t.file, '/', '')) <> rtrim(d.file, replace(d.file, '/', ''))
	AND EXISTS (SELECT 1 FROM pair q JOIN taker x ON x.site = q.site AND x.new = d.new WHERE q.rel = d.site));
-- steps(site, rel, n, ...): the way of each, from the release back
CREATE TEMP TABLE steps (site INT, rel INT, n INT, file, line INT, kind, src INT, dst INT, dst_name);
WITH RECURSIVE c(rel, site, place, up, n, edge) AS (
	SELECT rel, site, place, up, 0, NULL FROM wrong
	UNION ALL
	SELECT c.rel, c.site, r.from_place, r.from_up, c.n + 1, r.edge
	FROM c JOIN reach r ON r.site = c.site AND r.place = c.place AND r.up = c.up
	WHERE r.edge IS NOT NULL AND c.n < 200
)
INSERT INTO steps SELECT c.site, c.rel, c.n, e.file, e.line, e.kind, e.src, e.dst, p.name
	FROM c JOIN edge e ON e.id = c.edge LEFT JOIN place p ON p.id = e.dst;
CREATE INDEX temp.steps_pair ON steps (site, rel);
-- way_func(site, rel, func): the functions that it goes into or comes out of
CREATE TEMP TABLE way_func AS
	SELECT DISTINCT site, rel, CASE substr(dst_name, 1, 2) WHEN 'r:' THEN substr(dst_name, 3)
		ELSE rtrim(rtrim(substr(dst_name, 3), '0123456789'), ':') END func
	FROM steps WHERE substr(dst_name, 1, 2) IN ('p:', 'o:', 'r:');
CREATE INDEX temp.way_func_pair ON way_func (site, rel);
-- on the way a flag gets another value than at one of its ends
DELETE FROM wrong WHERE EXISTS (SELECT 1 FROM way_func w JOIN sets s ON s.func = w.func
	JOIN fact f ON f.site IN (wrong.site, wrong.rel) AND f.subject = s.subject JOIN differ x ON x.x = s.value AND x.y = f.vals
	WHERE w.site = wrong.site AND w.rel = wrong.rel
	AND NOT EXISTS (SELECT 1 FROM sets z WHERE z.func = s.func AND z.subject = s.subject AND z.value <> s.value));
-- a constant that is given on the way is not the one that the release asks for
DELETE FROM wrong WHERE EXISTS (
	SELECT 1 FROM fact f JOIN dropper d ON d.site = f.site
	JOIN steps s ON s.site = wrong.site AND s.rel = wrong.rel AND s.kind = 'd' AND s.dst_name LIKE 'p:' || d.func || ':%'
	JOIN constant k ON k.file = s.file AND k.line = s.line AND k.func = d.func AND k.i = f.param
	JOIN differ x ON x.x = k.value AND x.y = f.vals
	WHERE f.site = wrong.rel AND f.param IS NOT NULL);
-- what is stored away is the reference that was taken for that, beside this one
DELETE FROM wrong WHERE hops AND EXISTS (
	SELECT 1 FROM steps s JOIN start b ON b.place = s.src JOIN pair q ON q.site = b.site AND q.rel = wrong.rel
	JOIN taker t ON t.site = q.site AND t.kind = 'dup' AND t.new <> wrong.new AND t.file = s.file
	WHERE s.site = wrong.site AND s.rel = wrong.rel AND s.kind = 'h');
-- what the function drops itself it has only lent to those that it calls
DELETE FROM wrong WHERE NOT new AND NOT hops AND EXISTS (SELECT 1 FROM taker t JOIN pair q ON q.site = t.site AND q.hops = 0
	JOIN dropper e ON e.site = q.rel AND e.func = t.func AND NOT e.new JOIN dropper d ON d.site = wrong.rel AND d.func <> t.func
	WHERE t.site = wrong.site);
-- what is taken after the call that the way begins with does not go that way
DELETE FROM wrong WHERE EXISTS (
	SELECT 1 FROM steps s JOIN taker t ON t.site = s.site
	WHERE s.site = wrong.site AND s.rel = wrong.rel AND s.kind = 'd' AND s.file = t.file AND s.line < t.line
	AND s.n = (SELECT max(n) FROM steps z WHERE z.site = s.site AND z.rel = s.rel)
	AND s.src IN (SELECT place FROM start WHERE site = s.site));
-- sure(site, rel): nothing but such references come that way.  Through a field only
-- where nothing of the right kind was ever seen to come, and no flag is asked.
CREATE TEMP TABLE right_one AS
	SELECT p.rel, p.site, p.hops FROM pair p JOIN taker t ON t.site = p.site JOIN dropper d ON d.site = p.rel AND d.new = t.new;
CREATE INDEX temp.right_rel ON right_one (rel);
CREATE INDEX temp.right_site ON right_one (site);
CREATE TEMP TABLE sure AS
	SELECT w.site, w.rel FROM wrong w JOIN taker t ON t.site = w.site JOIN dropper d ON d.site = w.rel
	-- which flag of an object goes with which of its references is not known
	-- (but of no matter where nothing of the right kind comes at all, and the way is one of calls)
	WHERE (w.rel NOT IN (SELECT site FROM fact WHERE param IS NULL) OR w.hops = 0 AND w.rel NOT IN (SELECT rel FROM right_one)) AND (w.hops = 0 AND (w.rel NOT IN (SELECT rel FROM right_one)
		OR w.site NOT IN (SELECT site FROM right_one)
		OR EXISTS (SELECT 1 FROM steps s WHERE s.site = w.site AND s.rel = w.rel AND s.kind = 'd'
			AND NOT EXISTS (SELECT 1 FROM reach r JOIN right_one g ON g.site = r.site WHERE g.rel = w.rel AND r.place = s.src)))
	OR w.hops = 1 AND t.file = d.file AND w.rel NOT IN (SELECT rel FROM right_one)
		AND w.rel NOT IN (SELECT site FROM fact));
-- the way in words, from the release on: "file:line <- ... <- file:line name"
CREATE TEMP TABLE shown AS
	SELECT site, rel, hops, new, row_number() OVER (PARTITION BY rel ORDER BY NOT sure, kind <> 'acquisition', hops, step, file, line) first, sure
	FROM (SELECT w.*, t.kind, t.file, t.line, EXISTS (SELECT 1 FROM sure s WHERE s.site = w.site AND s.rel = w.rel) sure
		FROM wrong w JOIN taker t ON t.site = w.site);
CREATE TEMP VIEW told_way AS
	SELECT w.site, w.rel, d.file || ':' || d.line || coalesce((SELECT ' <- ' || group_concat(at, ' <- ') FROM
		(SELECT s.file || ':' || s.line at FROM steps s WHERE s.site = w.site AND s.rel = w.rel AND s.line ORDER BY s.n)), '')
		|| ' <- ' || t.file || ':' || t.line || ' ' || t.name way
	FROM shown w JOIN taker t ON t.site = w.site JOIN dropper d ON d.site = w.rel WHERE w.first = 1;

-- ---- the rows ----
SELECT 'R', d.file, d.line, d.col, CASE WHEN w.new THEN 'pin' ELSE 'other' END, CASE WHEN w.sure THEN 'error' ELSE 'warning' END,
	t.file, t.line, t.name, y.way
	FROM shown w JOIN dropper d ON d.site = w.rel JOIN taker t ON t.site = w.site
	JOIN told_way y ON y.site = w.site AND y.rel = w.rel WHERE w.first = 1;
SELECT 'B', d.file, d.line, d.col, t.file, t.line, t.name
	FROM (SELECT rel, site, row_number() OVER (PARTITION BY rel ORDER BY hops, site) nth FROM right_one) g
	JOIN dropper d ON d.site = g.rel JOIN taker t ON t.site = g.site WHERE nth = 1;
SELECT 'Q', s.file, s.line, s.col FROM site s JOIN right_one g ON s.id IN (g.rel, g.site)
	WHERE s.kind = 'release' AND s.id NOT IN (SELECT rel FROM wrong)
	OR s.kind = 'acquisition' AND s.id NOT IN (SELECT site FROM wrong)
		AND s.id NOT IN (SELECT site FROM foreign_way)
	GROUP BY s.id;
SELECT 'N', file, line, col FROM dropper WHERE new AND site NOT IN (SELECT rel FROM pair);
SELECT 'A', d.file, d.line, d.col, t.file, t.line, t.name, coalesce(s.new, t.name)
	FROM (SELECT p.rel, p.site, row_number() OVER (PARTITION BY p.rel ORDER BY a.new DESC, p.hops, a.file, a.line) nth
		FROM pair p JOIN taker a ON a.site = p.site AND a.kind = 'acquisition') g
	JOIN dropper d ON d.site = g.rel AND NOT d.new JOIN taker t ON t.site = g.site JOIN site s ON s.id = t.site WHERE nth = 1;
SELECT 'O', d.file, d.line, d.col FROM verdict v JOIN dropper d ON d.site = v.site JOIN group_case g ON g.grp = v.grp AND g.outcome = 'pins'
	WHERE NOT EXISTS (SELECT 1 FROM verdict x JOIN site s ON s.id = x.site AND s.kind = 'acquisition' LEFT JOIN flags f ON f.site = s.id
		WHERE x.grp = v.grp AND (f.names IS NULL OR f.names LIKE '%?%' OR f.names LIKE '%FOLL_WRITE%'
			OR EXISTS (SELECT 1 FROM touch t WHERE t.site = s.id AND t.kind IN ('write', 'dirty', 'dma', 'io'))));
