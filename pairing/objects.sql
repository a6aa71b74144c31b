-- SPDX-License-Identifier: GPL-2.0
-- What one file has to know of another to follow references across: over the database
-- that scripts/typed.sh leaves, with pincheck's facts of what functions do with their
-- arguments beside it (scripts/objects.sh imports them):
--	st(file, place, what)	parameter or value: a pointer to that struct, "a page", "a number", "wide" for what may be one
--	ke(file, place)		what is given there is kept, or freed
--	in(file, place, fails)	it is kept in what the function makes and returns, or 0, or (fails 1) an error
--	wr(file, place)		... or written to
--	pa(file, place, callee, i)	... or handed on
--	kp, pp			the same as ke and pa, of pages that are read from it
--	ld(file, place, tag)	a pointer to that struct is read from it
--	pi(file, place, callee, i)	... or what is read from it is handed on
--	fn(file, func, gives)	functions that were read, with the shape of their value
--	en(file, place)		a path in that file ended as references went there
--	ct(file, func)		what it does hangs on how many users are left of what it is given
--	af(file, func, i, count, value, ref)	it fills the array i with as many pages as count says (one if that is 0): value 0 if all came
--				("zero"), or how many ("count"; "none": 0 if none could be taken)
--	ad(file, func, i, count, sign)	it drops as many of the array i as count says
--	ks(file, place)		what is given there is kept, but not if it fails and is negative
--	calls(callee, func)
--	given(callee, place)	a function whose value is what this one returned
--	tb(func, field)		it stands in a field, "struct.field", through which it is called
-- Rows that come out, the first column says which:
--	R	a row in the form of cocci/api.tsv
--	N	a name by which other files know such a function or object
--	F	the name of a field through which such a function is called
--	E	a file in which a path could go on with that, and the place at which it ended

-- What a parameter is given comes back as it was: neither kept nor freed.
CREATE TEMP TABLE kept (place PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO kept
	WITH RECURSIVE k(place) AS (
		SELECT place FROM ke
		UNION
		SELECT place FROM "in"
		UNION
		SELECT place FROM pa WHERE callee NOT IN (SELECT func FROM fn)
		UNION
		SELECT pa.place FROM k JOIN pa ON 'p:' || pa.callee || ':' || pa.i = k.place
	)
	SELECT place FROM k;
-- kept in what comes out, so not if nothing does
CREATE TEMP TABLE kept_inside AS SELECT place, min(fails) fails FROM "in"
	WHERE place LIKE 'p:%' AND place NOT LIKE '%!%' AND place NOT IN (SELECT place FROM ke) AND place NOT IN (SELECT place FROM pa)
	GROUP BY place HAVING min(fails) = max(fails);
-- ... nor what it has of pages, for who follows these
CREATE TEMP TABLE kept_of (place PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO kept_of
	WITH RECURSIVE k(place) AS (
		SELECT place FROM kept
		UNION
		SELECT place FROM kp
		UNION
		SELECT place FROM pp WHERE callee NOT IN (SELECT func FROM fn)
		UNION
		SELECT pp.place FROM k JOIN pp ON 'p:' || pp.callee || ':' || pp.i = k.place
		UNION
		SELECT pa.place FROM k JOIN pa ON 'p:' || pa.callee || ':' || pa.i = k.place
	)
	SELECT place FROM k;
CREATE TEMP TABLE changed (place PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO changed
	WITH RECURSIVE c(place) AS (
		SELECT place FROM wr
		UNION
		SELECT pa.place FROM c JOIN pa ON 'p:' || pa.callee || ':' || pa.i = c.place
	)
	SELECT place FROM c;

-- who takes references: the function itself, or a static one of its file that it calls
CREATE TEMP TABLE taker AS
	SELECT s.id site, s.func FROM site s JOIN verdict v ON v.site = s.id
	WHERE s.kind = 'acquisition' AND v.verdict NOT IN ('no-refs', 'demoted') AND s.func NOT IN (SELECT func FROM core);
INSERT INTO taker SELECT DISTINCT t.site, c.func FROM taker t JOIN calls c ON c.callee = t.func WHERE t.func LIKE '%!%';

-- objects: a function that keeps references in a struct and returns a pointer to it
CREATE TEMP TABLE holder AS
	SELECT DISTINCT t.site, t.func, o.what tag FROM taker t
	JOIN st o ON o.place = 'r:' || t.func AND o.place NOT IN (SELECT place FROM ke)
	JOIN reach r ON r.site = t.site AND r.hops <= 1 JOIN place p ON p.id = r.place AND p.class = 'f'
	JOIN field f ON f.place = p.id AND (f.tag = o.what OR f.tag LIKE o.what || '.%')
	WHERE t.func NOT LIKE '%!%';
-- who is given such a pointer and releases them, by itself or by whom it calls
CREATE TEMP TABLE giver AS
	WITH RECURSIVE g(tag, func, level) AS (
		SELECT DISTINCT h.tag, r.func, 0 FROM holder h JOIN pair p ON p.site = h.site
		JOIN site r ON r.id = p.rel AND r.kind = 'release'
		UNION
		SELECT g.tag, c.func, g.level + 1 FROM g JOIN calls c ON c.callee = g.func WHERE g.level < 3
	)
	SELECT DISTINCT g.tag, g.func, o.place FROM g JOIN st o ON o.place LIKE 'p:' || g.func || ':%' AND o.what = g.tag
	WHERE g.func NOT IN (SELECT func FROM holder);
DELETE FROM holder WHERE tag NOT IN (SELECT tag FROM giver WHERE func NOT LIKE '%!%');

-- ... but only the last one who does
CREATE TEMP TABLE counted AS
	WITH RECURSIVE c(func) AS (
		SELECT func FROM ct WHERE func IN (SELECT func FROM giver)
		UNION
		SELECT calls.func FROM c JOIN calls ON calls.callee = c.func WHERE calls.func IN (SELECT func FROM giver)
	)
	SELECT func FROM c;

-- Who is given something that names such an object may drop it there.
CREATE TEMP TABLE names_object (place PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO names_object
	WITH RECURSIVE n(place) AS (
		SELECT place FROM ld WHERE tag IN (SELECT tag FROM holder)
		UNION
		SELECT place FROM st WHERE what IN (SELECT tag FROM holder) AND place IN (SELECT place FROM giver)
		UNION
		SELECT pa.place FROM n JOIN pa ON 'p:' || pa.callee || ':' || pa.i = n.place
		UNION
		SELECT pi.place FROM n JOIN pi ON 'p:' || pi.callee || ':' || pi.i = n.place
	)
	SELECT place FROM n;
CREATE TEMP TABLE lent_out AS
	SELECT DISTINCT place, place IN (SELECT place FROM changed) changed, place NOT IN (SELECT place FROM kept_of) pages
	FROM st WHERE place LIKE 'p:%' AND place NOT LIKE '%!%' AND place NOT IN (SELECT place FROM kept)
	AND place NOT IN (SELECT place FROM names_object);

-- kept unless it fails; of those that get at the pages it has, who follows these knows nothing
CREATE TEMP TABLE pages_of (place PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO pages_of
	WITH RECURSIVE k(place) AS (
		SELECT place FROM kp
		UNION
		SELECT place FROM pp WHERE callee NOT IN (SELECT func FROM fn)
		UNION
		SELECT pp.place FROM k JOIN pp ON 'p:' || pp.callee || ':' || pp.i = k.place
		UNION
		SELECT pa.place FROM k JOIN pa ON 'p:' || pa.callee || ':' || pa.i = k.place
	)
	SELECT place FROM k;
CREATE TEMP TABLE staying AS SELECT DISTINCT place, place NOT IN (SELECT place FROM pages_of) pages
	FROM ks WHERE place NOT IN (SELECT place FROM lent_out) AND place NOT IN (SELECT place FROM names_object);

-- functions whose value is such a reference, a page or its number
CREATE TEMP TABLE out_of AS
	WITH RECURSIVE h(func, ref) AS (
		SELECT DISTINCT substr(p.name, 3), s.ref FROM reach r JOIN place p ON p.id = r.place AND p.class = 'r'
		JOIN site s ON s.id = r.site AND s.kind = 'acquisition' JOIN verdict v ON v.site = s.id AND v.verdict NOT IN ('no-refs', 'demoted')
		WHERE r.hops = 0 AND s.func NOT IN (SELECT func FROM core)
		UNION
		SELECT substr(given.place, 3), h.ref FROM h JOIN given ON given.callee = h.func
	)
	SELECT h.func, min(h.ref) ref, o.what FROM h JOIN st o ON o.place = 'r:' || h.func AND o.what IN ('a page', 'a number', 'wide')
	WHERE h.func NOT IN (SELECT name FROM api) AND o.place NOT IN (SELECT place FROM ke)
	GROUP BY h.func, o.what;
-- ... and the fields through which such are called: all that stand there are
CREATE TEMP TABLE through AS SELECT t.field, min(o.ref) ref, min(o.what = 'a page') page FROM tb t LEFT JOIN out_of o ON o.func = t.func
	GROUP BY t.field HAVING count(DISTINCT t.func) = count(DISTINCT o.func) AND min(o.what = 'a page') = max(o.what = 'a page') AND min(o.ref) = max(o.ref);
DELETE FROM out_of WHERE func LIKE '%!%';

CREATE TEMP VIEW nr AS SELECT place, substr(place, 3, instr(substr(place, 3), ':') - 1) func,
	substr(place, 3 + instr(substr(place, 3), ':')) i FROM st;
SELECT DISTINCT 'R', func, '*', 'acquire', '-', '0', 'object', '-', '-', '-' FROM holder;
-- one that has something to say may fail, and then has done otherwise
SELECT DISTINCT 'R', n.func, '*', 'release', n.i, '-', CASE WHEN n.func IN (SELECT func FROM counted) THEN 'counted' ELSE 'object' END, '-', '-', '-' FROM giver g JOIN nr n ON n.place = g.place
	JOIN fn ON fn.func = n.func AND fn.gives = 'void' WHERE g.tag IN (SELECT tag FROM holder) AND g.func NOT LIKE '%!%';
SELECT DISTINCT 'R', func, '*', 'acquire', '-', '0', CASE what WHEN 'a page' THEN ref ELSE 'number' END, '-', '-', '-' FROM out_of;
SELECT 'R', field, '*', 'acquire', '-', '0', CASE WHEN page THEN ref ELSE 'number' END, '-', '-', '-' FROM through;
SELECT DISTINCT 'R', n.func, '*', 'lend', n.i, CASE WHEN changed THEN n.i ELSE '-' END, CASE WHEN pages THEN '-' ELSE 'object' END, '-', '-', '-' FROM lent_out l JOIN nr n ON n.place = l.place;
-- arrays
CREATE TEMP TABLE filler AS SELECT func, min(i) i, min(count) count, min(value) value, min(ref) ref FROM af
	WHERE func NOT IN (SELECT name FROM api) GROUP BY func HAVING count(DISTINCT i || ' ' || count || ' ' || value || ' ' || ref) = 1;
SELECT 'R', func, '*', 'acquire', '-', i, ref, '-', '-', '-' FROM filler;
SELECT 'R', func, '*', 'asked', count, '-', value, '-', '-', '-' FROM filler;
SELECT 'R', func, '*', 'nothing', '-', '-', '-', '-', '-', '-' FROM filler WHERE value = 'none';
CREATE TEMP TABLE dropper AS SELECT func, min(i) i, min(count) count, min(sign) sign FROM ad
	WHERE func NOT IN (SELECT name FROM api) GROUP BY func HAVING count(DISTINCT i || ' ' || count || ' ' || sign) = 1;
SELECT 'R', func, '*', 'release', i, '-', '-', '-', '-', '-' FROM dropper;
SELECT 'R', func, '*', 'counted', count, '-', sign, '-', '-', '-' FROM dropper;
SELECT DISTINCT 'N', func FROM holder UNION SELECT 'N', tag FROM holder UNION SELECT 'N', func FROM out_of UNION SELECT 'N', func FROM filler;
SELECT DISTINCT 'F', substr(field, instr(field, '.') + 1) FROM through;
SELECT DISTINCT 'R', n.func, '*', 'into', n.i, fails, '-', '-', '-', '-' FROM kept_inside l JOIN nr n ON n.place = l.place;
SELECT 'R', n.func, '*', 'stays', n.i, '-', CASE WHEN pages THEN '-' ELSE 'object' END, '-', '-', '-' FROM staying JOIN nr n USING (place) GROUP BY place;
SELECT DISTINCT 'E', file, place FROM en WHERE place IN (SELECT place FROM lent_out UNION SELECT place FROM kept_inside UNION SELECT place FROM staying);
