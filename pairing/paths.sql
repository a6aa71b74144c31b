-- SPDX-License-Identifier: GPL-2.0
-- What the walk over paths (cocci/paths) has to know of a tree:
--	A site file line column function name	an acquisition that takes references, or pins into no array
--	C callee caller file			who calls whom, with a page in hand
--	L file line column function		a release of gup references
--	X site function				may come to a release of its references
--	D function file				where a function's body is
--	O site struct				its references are kept in such a struct
--	G site file function			which releases them
--	H struct field				pages may be dropped from there (struct "": not known, "g": a global)
CREATE TEMP TABLE acq AS
	SELECT s.id, s.file, s.line, s.col, s.func, s.name FROM site s JOIN verdict v ON v.site = s.id
	WHERE s.kind = 'acquisition' AND (v.verdict NOT IN ('no-refs', 'keep') OR v.verdict = 'no-refs' AND s.ref = 'pin') AND s.func NOT IN (SELECT func FROM core);
CREATE TEMP TABLE calling AS SELECT callee, func, file FROM call UNION SELECT callee, func, file FROM uses;
CREATE INDEX temp.calling_callee ON calling (callee);
CREATE TEMP TABLE may (site INT, func, PRIMARY KEY (site, func)) WITHOUT ROWID;
WITH RECURSIVE m(site, func, level) AS (
	SELECT DISTINCT p.site, r.func, 0 FROM pair p JOIN site r ON r.id = p.rel JOIN acq a ON a.id = p.site
	UNION
	SELECT m.site, c.func, m.level + 1 FROM m JOIN calling c ON c.callee = m.func WHERE m.level < 5
)
INSERT OR IGNORE INTO may SELECT site, func FROM m;
CREATE TEMP VIEW plain AS SELECT *, substr(func, instr(func, '!') + 1) f FROM calling;
SELECT 'A', id, file, line, col, substr(func, instr(func, '!') + 1), name
	FROM acq ORDER BY file, line, col;
SELECT DISTINCT 'C', callee, f, file FROM plain ORDER BY 2, 4, 3;	-- callers as paths.ml sorts them
SELECT 'X', site, func FROM may ORDER BY 2, 3;
SELECT 'L', s.file, s.line, s.col, substr(s.func, instr(s.func, '!') + 1)
	FROM site s JOIN verdict v ON v.site = s.id WHERE s.kind = 'release' AND (v.verdict IN ('convert', 'converted', 'unify')
	-- where not all is known of the group, gup references come there all the same
	OR v.verdict = 'unknown' AND s.id IN (SELECT rel FROM pair)
	-- in the pin dialect: also where a plain reference is enough, the case is in doubt, or nothing takes pins
	OR v.verdict IN ('keep', 'unknown', 'mixed')
	AND v.grp IN (SELECT grp FROM group_case WHERE outcome <> 'pins' UNION SELECT grp FROM spoiled)
	AND v.grp NOT IN (SELECT grp FROM spoiled WHERE why <> 'it has no form that takes pins'))
	ORDER BY 2, 3, 4;
SELECT DISTINCT 'D', func, file FROM (SELECT func, file FROM call UNION SELECT func, file FROM defined)
	WHERE func NOT LIKE '%!%' ORDER BY func, file;
SELECT DISTINCT 'H', substr(tag, instr(tag, '!') + 1), substr(field, instr(field, '!') + 1) FROM dropped_from ORDER BY 2, 3;
-- What is kept in a structure while every release known stands in the function that
-- takes it (K site field): perhaps only its failure is undone.  R site file line col: the
-- releases of an acquisition.
CREATE TEMP TABLE keeper AS
	SELECT a.id, a.file, a.func FROM acq a
	WHERE EXISTS (SELECT 1 FROM pair p JOIN site r ON r.id = p.rel AND r.kind = 'release' WHERE p.site = a.id)
	AND NOT EXISTS (SELECT 1 FROM pair p JOIN site r ON r.id = p.rel AND r.kind = 'release' WHERE p.site = a.id AND r.func <> a.func);
CREATE TEMP TABLE inside AS
	SELECT DISTINCT k.id, f.field, p.released FROM keeper k JOIN reach r ON r.site = k.id AND r.hops <= 1
	JOIN place p ON p.id = r.place AND p.class = 'f' JOIN field f ON f.place = p.id;
-- where a place is read by nobody who releases, the evidence of the acquisition says so already
DELETE FROM inside WHERE id IN (SELECT id FROM inside WHERE NOT released);
SELECT 'K', id, field FROM inside ORDER BY 2, 3;
SELECT DISTINCT 'R', p.site, r.file, r.line, r.col FROM acq a JOIN pair p ON p.site = a.id
	JOIN site r ON r.id = p.rel AND r.kind = 'release' ORDER BY 2, 3, 4, 5;
CREATE TEMP VIEW bare AS SELECT place, substr(tag, instr(tag, '!') + 1) tag FROM field;
SELECT DISTINCT 'O', a.id, CASE WHEN instr(f.tag, '.') THEN substr(f.tag, 1, instr(f.tag, '.') - 1) ELSE f.tag END
	FROM acq a JOIN reach r ON r.site = a.id AND r.hops <= 1
	JOIN place p ON p.id = r.place AND p.class = 'f' JOIN bare f ON f.place = p.id ORDER BY 2, 3;
SELECT DISTINCT 'G', p.site, r.file, substr(r.func, instr(r.func, '!') + 1)
	FROM acq a JOIN pair p ON p.site = a.id JOIN site r ON r.id = p.rel AND r.kind = 'release' ORDER BY 2, 3, 4;
