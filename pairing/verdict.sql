-- SPDX-License-Identifier: GPL-2.0
-- From flows to verdicts.  ../README.md and design.md have the words.

CREATE INDEX IF NOT EXISTS reach_place ON reach (place);
CREATE INDEX IF NOT EXISTS at_place ON at (place);
CREATE INDEX IF NOT EXISTS call_func ON call (func);
CREATE INDEX IF NOT EXISTS place_name ON place (name);
CREATE INDEX IF NOT EXISTS guard_call ON guard (call);

-- ---- the dialect ----
ALTER TABLE site ADD COLUMN new;	-- what it is called there, NULL if it has no name
UPDATE site SET new = nullif(nullif(CASE (SELECT name FROM dialect) WHEN 'put' THEN put ELSE pin END, '-'), '');
-- good(ref): references that are as the dialect has them.  Pins that are taken as
-- such are so in each.
CREATE TEMP TABLE good (ref PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO good VALUES ('pin'), ((SELECT takes FROM dialect));

-- ---- the core itself ----
-- core(func): the bodies of the acquiring functions and the static helpers that
-- they call.  What happens in there is not a caller's business.
DROP TABLE IF EXISTS core;
CREATE TABLE core (func PRIMARY KEY) WITHOUT ROWID;
WITH RECURSIVE c(func) AS (
	SELECT f.qname FROM body f JOIN api a ON a.name = f.name AND a.role = 'acquire'
		WHERE f.qname = f.name
	UNION
	SELECT x.callee FROM c JOIN call x ON x.func = c.func WHERE x.callee LIKE '%!%'
)
INSERT INTO core SELECT func FROM c;
-- passing(func, role): functions whose body hands on what it acquires
DROP TABLE IF EXISTS passing;
CREATE TABLE passing (place INTEGER PRIMARY KEY, func, role);
INSERT OR IGNORE INTO passing
	SELECT p.id, a.name, a.role FROM api a CROSS JOIN place p ON a.role IN ('acquire', 'forward')
		AND p.name IN ('o:' || a.name || ':' || a.dest, 'r:' || a.name);

-- What is extracted from an iterator over kernel memory takes no reference.
DROP TABLE IF EXISTS bare;
CREATE TABLE bare (site INTEGER PRIMARY KEY, why);
INSERT OR IGNORE INTO bare
	SELECT s.id, a.name FROM site s JOIN cond c ON c.site = s.id
	JOIN api a ON a.role = 'tells' AND a.src = c.vals AND (c.subject = a.name || '()' OR c.subject LIKE '%&' || a.name)
	WHERE s.role = 'forward' AND s.ref = 'pin';
INSERT OR IGNORE INTO no_pages SELECT s.call FROM bare b JOIN site s ON s.id = b.site;
DELETE FROM start WHERE site IN (SELECT site FROM bare);
DELETE FROM reach WHERE site IN (SELECT site FROM bare);

-- ---- which reference can be dropped where ----
DROP TABLE IF EXISTS pair;
CREATE TABLE pair (site INT, rel INT, hops INT, place INT, up INT, PRIMARY KEY (site, rel)) WITHOUT ROWID;
CREATE INDEX pair_rel ON pair (rel);
INSERT OR IGNORE INTO pair
	SELECT r.site, a.site, r.hops, r.place, r.up
	FROM at a JOIN site s ON s.id = a.site AND s.kind IN ('release', 'free')
	JOIN reach r ON r.place = a.place
	ORDER BY r.hops, r.step, r.up DESC;
-- held_in(site, file): files whose functions have the reference themselves, in a local variable,
-- before any field: through a wrapper of another file they are its takers as well
CREATE TEMP TABLE held_in AS
	SELECT DISTINCT r.site, substr(p.name, 3, instr(substr(p.name, 3), ':') - 1) file
	FROM reach r JOIN place p ON p.id = r.place AND p.class = 'l' WHERE r.hops = 0 AND r.up;
CREATE INDEX temp.held_in_site ON held_in (site);
-- gives_back(deep, top): by way of which function a caller gets to a release, or to one that calls it
CREATE TEMP TABLE gives_back AS
	SELECT DISTINCT func deep, func top FROM site WHERE kind = 'release'
	UNION SELECT u.callee, u.func FROM uses u JOIN site s ON s.func = u.callee AND s.kind = 'release' AND s.file = u.file;
CREATE INDEX temp.gives_back_deep ON gives_back (deep);
-- In a kernel tree two fields on the way are followed in one file only: from further away a
-- pointer comes, but seldom the duty to release it.
DELETE FROM pair WHERE hops >= 2 AND (SELECT value FROM setting WHERE name = 'scope') = 'tree' AND (SELECT o.file <> r.file
	AND NOT (o.kind = 'dup' AND o.file IN (SELECT file FROM site WHERE kind = 'acquisition')) FROM site o, site r WHERE o.id = pair.site AND r.id = pair.rel);
-- A file that takes references through a structure and has a release of its own
-- for them does not leave them to another file's release, when that one has
-- takers of its own file.
CREATE TEMP TABLE stranger (site INT, rel INT, PRIMARY KEY (site, rel)) WITHOUT ROWID;
INSERT INTO stranger
	SELECT p.site, p.rel FROM pair p JOIN site o ON o.id = p.site JOIN site r ON r.id = p.rel
	WHERE o.file <> r.file AND p.hops >= 1 AND o.kind IN ('origin', 'acquisition')
	-- ... unless it got them from a wrapper there, and does not give them back to that file
	AND (NOT EXISTS (SELECT 1 FROM held_in h WHERE h.site = o.id AND h.file = r.file)
		OR EXISTS (SELECT 1 FROM pair q JOIN site x ON x.id = q.rel AND x.file = o.file AND x.func <> o.func
			JOIN gives_back b ON b.deep = x.func AND b.top <> o.func
			JOIN uses c ON c.callee = b.top AND c.file = r.file WHERE q.site = o.id))
	AND EXISTS (SELECT 1 FROM pair q JOIN site x ON x.id = q.site
		WHERE q.rel = p.rel AND x.file = r.file AND q.hops <= p.hops
		AND (x.kind = 'acquisition') <> (o.kind = 'acquisition'))
	AND EXISTS (SELECT 1 FROM pair q JOIN site x ON x.id = q.rel
		WHERE q.site = p.site AND q.rel <> p.rel AND x.file = o.file AND q.hops <= p.hops);
DELETE FROM pair WHERE EXISTS (SELECT 1 FROM stranger s WHERE s.site = pair.site AND s.rel = pair.rel);
-- The same for gup references among folders, without another taker there: what
-- is released in its own folder does not leave it through a field.
DELETE FROM pair WHERE hops >= 1 AND EXISTS (SELECT 1 FROM site o, site r WHERE o.id = pair.site AND r.id = pair.rel
	AND o.kind = 'acquisition' AND rtrim(o.file, replace(o.file, '/', '')) <> rtrim(r.file, replace(r.file, '/', ''))
	AND EXISTS (SELECT 1 FROM pair q JOIN site x ON x.id = q.rel AND x.kind = 'release' WHERE q.site = o.id
		AND rtrim(x.file, replace(x.file, '/', '')) = rtrim(o.file, replace(o.file, '/', '')))
	AND NOT EXISTS (SELECT 1 FROM held_in h WHERE h.site = o.id
		AND rtrim(h.file, replace(h.file, '/', '')) = rtrim(r.file, replace(r.file, '/', ''))));
-- Where allocated pages have a __free_page() of their own, the put_page() that
-- stands for the other case is not theirs: both in one if about what was kept
-- with the page, or in two functions that the allocation is not part of.
CREATE TEMP TABLE freed (site INT, rel INT, PRIMARY KEY (site, rel)) WITHOUT ROWID;
INSERT OR IGNORE INTO freed
	SELECT p.site, p.rel FROM pair p JOIN site o ON o.id = p.site AND o.kind = 'origin'
	JOIN site r ON r.id = p.rel AND r.kind = 'release' AND r.func <> o.func
	JOIN pair q ON q.site = p.site JOIN site f ON f.id = q.rel AND f.kind = 'free' AND f.func <> o.func
	WHERE (f.func <> r.func AND (o.ref = 'alloc' OR (f.file = o.file AND r.file <> o.file))) OR EXISTS (SELECT 1 FROM guard g JOIN guard h ON h.guard = g.guard AND h.lasting
		WHERE g.call = f.call AND h.call = r.call);
DELETE FROM pair WHERE EXISTS (SELECT 1 FROM freed s WHERE s.site = pair.site AND s.rel = pair.rel);
-- What is taken in one way of an #if never gets to a release in another.
CREATE TEMP TABLE way AS
	SELECT s.id site, b.file, b.grp, b.number FROM branch b JOIN site s ON s.file = b.file AND s.line BETWEEN b.first AND b.last
	WHERE s.kind <> 'unknown';
CREATE INDEX way_site ON way (site);
DELETE FROM pair WHERE EXISTS (SELECT 1 FROM way x JOIN way y ON y.file = x.file AND y.grp = x.grp AND y.number <> x.number
	WHERE x.site = pair.site AND y.site = pair.rel);
-- the core's own pair with nothing: what its helpers take is what its callers get
DELETE FROM pair WHERE rel IN (SELECT s.id FROM site s JOIN core c ON c.func = s.func
	WHERE s.func LIKE '%!%' AND s.kind = 'release')
	OR site IN (SELECT s.id FROM site s JOIN core c ON c.func = s.func
	WHERE s.func LIKE '%!%' AND s.kind = 'acquisition');

-- ---- branches of the preprocessor ----
-- under(site, ...): what holds where a site stands; two of them may exclude each other
DROP TABLE IF EXISTS under;
CREATE TABLE under (site INT, cond, holds INT, lo INT, hi INT);
CREATE INDEX under_site ON under (site);
CREATE INDEX under_cond ON under (cond);
INSERT INTO under
	SELECT s.id, b.cond, b.holds, b.lo, b.hi FROM condition b JOIN site s ON s.file = b.file AND s.line BETWEEN b.first AND b.last
	UNION
	SELECT s.id, b.cond, b.holds, b.lo, b.hi FROM expansion e JOIN site s ON s.file = e.file AND s.line = e.line AND s.col = e.col
	JOIN condition b ON b.file = e.def_file AND e.def_line BETWEEN b.first AND b.last;
DELETE FROM pair WHERE EXISTS (SELECT 1 FROM under x JOIN under y ON y.site = pair.rel AND y.cond = x.cond
	AND (y.holds <> x.holds OR y.lo >= x.hi OR x.lo >= y.hi) WHERE x.site = pair.site);

-- older(site): what is only compiled for kernels that lack what the dialect calls for: by their
-- version, since another way is there for the others, or since it stands beside an own
-- definition of what they lack
DROP TABLE IF EXISTS older;
CREATE TABLE older (site INTEGER PRIMARY KEY);
-- before_pins(site): what only kernels below 5.6 compile: by the version that it stands under, or by its form,
-- which was another one by the time that there was a name that pins
CREATE TEMP TABLE before_pins (site INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO before_pins
	SELECT site FROM under WHERE cond = 'version' AND hi <= 329216 AND (SELECT takes FROM dialect) = 'pin'
	UNION
	SELECT s.id FROM site s WHERE s.kind = 'acquisition' AND s.ref = 'gup' AND s.new IS NULL AND (SELECT takes FROM dialect) = 'pin'
	AND EXISTS (SELECT 1 FROM api a WHERE a.name = s.name AND a.role = 'acquire' AND a.pin <> '-');
INSERT OR IGNORE INTO older
	SELECT site FROM before_pins;
-- what was taken out of a field of theirs
INSERT OR IGNORE INTO loose
	SELECT r.site, m.code, m.file, m.line, m.name FROM moved m JOIN reach r ON r.place = m.place
	JOIN site s ON s.id = r.site AND s.kind = 'acquisition';
-- (there a pin is an ordinary reference: where one goes does not matter)
DELETE FROM loose WHERE site IN (SELECT site FROM before_pins);
INSERT OR IGNORE INTO older
	SELECT s.id FROM site s JOIN under x ON x.site = s.id JOIN under y ON y.cond = x.cond
	AND (y.holds <> x.holds OR y.lo >= x.hi OR x.lo >= y.hi)
	JOIN site p ON p.id = y.site AND p.ref = 'pin' AND p.file = s.file AND p.kind = s.kind
	WHERE s.ref <> 'pin' AND s.kind IN ('acquisition', 'release') AND x.cond NOT LIKE 'CONFIG_%' AND (SELECT takes FROM dialect) = 'pin';
INSERT OR IGNORE INTO older
	SELECT s.id FROM compat d JOIN condition c ON c.file = d.file AND d.first BETWEEN c.first AND c.last
	JOIN api a ON a.name = d.name AND a.ref = 'pin'
	JOIN under x ON x.cond = c.cond AND x.holds = c.holds AND x.lo >= c.lo AND x.hi <= c.hi JOIN site s ON s.id = x.site
	WHERE s.ref <> 'pin';
-- Where the module has an own definition of the new name for those kernels, that is what
-- is called there.
DELETE FROM pair WHERE EXISTS (SELECT 1 FROM site o JOIN site r ON r.id = pair.rel JOIN compat d ON d.name IN (o.name, r.name)
	WHERE o.id = pair.site AND o.kind = 'acquisition' AND r.kind = 'release'
	AND (d.name = r.name AND r.ref = 'pin' AND o.ref <> 'pin' AND o.id IN (SELECT site FROM older)
		OR d.name = o.name AND o.ref = 'pin' AND r.ref <> 'pin' AND r.id IN (SELECT site FROM older)));
-- What only older kernels compile keeps its form: another release stands there for those of today.
DELETE FROM pair WHERE rel IN (SELECT site FROM before_pins)
	AND site NOT IN (SELECT site FROM older)
	AND EXISTS (SELECT 1 FROM pair q JOIN site r ON r.id = q.rel AND r.kind = 'release' WHERE q.site = pair.site AND r.id NOT IN (SELECT site FROM older));

-- ---- owners who release any page alike ----
-- for_owner(site, call): a get_page() whose reference is handed to such an owner in the same function; it is his to drop
CREATE TEMP TABLE for_owner (site INT, call INT, PRIMARY KEY (site, call)) WITHOUT ROWID;
INSERT OR IGNORE INTO for_owner
	SELECT s.id, c.id FROM effect e CROSS JOIN call c ON c.id = e.call AND e.role = 'foreign'
	CROSS JOIN arg a ON a.call = c.id AND a.i = e.src
	JOIN site s ON s.kind = 'dup' AND s.func = c.func
	WHERE EXISTS (SELECT 1 FROM start t WHERE t.site = s.id AND t.place = a.place)
	OR EXISTS (SELECT 1 FROM reach r WHERE r.site = s.id AND r.place = a.place AND r.hops = 0);
DELETE FROM pair WHERE site IN (SELECT site FROM for_owner);

-- ---- groups ----
-- meet(a, b): two sites of one group
CREATE TEMP TABLE meet (a INT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID;
INSERT OR IGNORE INTO meet SELECT p.site, p.rel FROM pair p JOIN site r ON r.id = p.rel WHERE r.kind = 'release';
INSERT OR IGNORE INTO meet SELECT b, a FROM meet;
-- the references that a forwarding function puts into the same argument
CREATE TEMP TABLE passed (site INT, place INT, PRIMARY KEY (site, place)) WITHOUT ROWID;
INSERT OR IGNORE INTO passed SELECT r.site, r.place FROM reach r JOIN passing p ON p.place = r.place
	JOIN site s ON s.id = r.site
	WHERE r.hops = 0 AND (s.kind = 'acquisition' OR NOT EXISTS (SELECT 1 FROM start t JOIN place q ON q.id = t.place
		WHERE t.site = s.id AND q.class IN ('f', 'g')));
-- A forwarding function hands out what its body takes.
UPDATE site SET ref = 'pin' WHERE role = 'forward' AND ref = 'gup' AND name IN (
	SELECT p.func FROM passed x JOIN passing p ON p.place = x.place AND p.role = 'forward'
	JOIN site s ON s.id = x.site AND s.kind = 'acquisition' GROUP BY p.func HAVING min(s.ref) = 'pin' AND max(s.ref) = 'pin');
-- unified(func): forwarding functions that hand out get_page() references too
DROP TABLE IF EXISTS unified;
CREATE TABLE unified (func PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO unified
	SELECT p.func FROM passed x JOIN passing p ON p.place = x.place AND p.role = 'forward'
	JOIN site s ON s.id = x.site AND s.kind = 'dup' AND s.ref = 'plain';
-- foreign_way(site, owner): its pages are put where their owner releases any page alike
DROP TABLE IF EXISTS foreign_way;
CREATE TABLE foreign_way (site INT, owner, place INT, up INT, PRIMARY KEY (site, owner)) WITHOUT ROWID;
INSERT OR IGNORE INTO foreign_way
	SELECT r.site, c.name || '()', r.place, r.up FROM effect e CROSS JOIN call c ON c.id = e.call AND e.role = 'foreign'
	CROSS JOIN arg a ON a.call = c.id AND a.i = e.src CROSS JOIN reach r ON r.place = a.place
	JOIN site s ON s.id = r.site AND s.kind = 'acquisition' WHERE r.hops = 0 OR r.hops = 1 AND c.id NOT IN (SELECT call FROM for_owner)
	ORDER BY r.step;
INSERT OR IGNORE INTO foreign_way
	SELECT r.site, 'struct ' || f.tag || ', field ' || f.field, r.place, r.up
	FROM api x JOIN field f ON x.role = 'foreign' AND x.args = '-' AND f.tag = x.name AND f.field = x.src
	JOIN reach r ON r.place = f.place
	JOIN site s ON s.id = r.site AND s.kind = 'acquisition' WHERE r.hops <= 1
	ORDER BY r.step;

-- A reference that cannot become a gup one spoils every group it gets into, but
-- does not make one of them.
DROP TABLE IF EXISTS member_of;
CREATE TABLE member_of (site INTEGER PRIMARY KEY, grp INT);
CREATE TEMP TABLE link2 (a INT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID;
INSERT OR IGNORE INTO link2 SELECT a, b FROM meet;
-- One that is known to hand out pins wants them of its body: the two are one group.
CREATE TEMP TABLE bound (site INT, body INT, PRIMARY KEY (site, body)) WITHOUT ROWID;
INSERT OR IGNORE INTO bound
	SELECT s.id, b.id FROM site s JOIN passing p ON p.func = s.name AND p.role = 'forward'
	JOIN passed x ON x.place = p.place JOIN site b ON b.id = x.site AND b.kind = 'acquisition' AND b.ref = 'gup'
	WHERE s.role = 'forward' AND s.ref = 'pin' AND b.id <> s.id;
UPDATE site SET ref = 'gup', new = name WHERE id IN (SELECT site FROM bound);
INSERT OR IGNORE INTO link2 SELECT site, body FROM bound;
INSERT OR IGNORE INTO link2 SELECT body, site FROM bound;
-- What is spelled once, in a macro, is rewritten for all who use it.
-- use_of(site, def): a call that the define DEF spells
CREATE TEMP TABLE use_of (site INTEGER PRIMARY KEY, def);
INSERT OR IGNORE INTO use_of
	SELECT s.id, e.def_file || ':' || e.def_line || ':' || e.def_col FROM expansion e
	JOIN site s ON s.file = e.file AND s.line = e.line AND s.col = e.col AND s.kind <> 'unknown';
CREATE INDEX temp.use_of_def ON use_of (def);
CREATE TEMP TABLE used AS SELECT DISTINCT u.site, u.def FROM use_of u JOIN meet m ON m.a = u.site OR m.b = u.site;
INSERT OR IGNORE INTO link2 SELECT x.site, y.site FROM used x JOIN used y ON y.def = x.def AND y.site <> x.site;
INSERT OR IGNORE INTO link2 SELECT x.site, y.site FROM passed x JOIN passed y ON y.place = x.place
	JOIN passing p ON p.place = x.place AND p.role = 'forward' WHERE x.site <> y.site;
WITH RECURSIVE c(root, site) AS (
	SELECT id, id FROM site WHERE kind = 'acquisition'
	UNION
	SELECT c.root, l.b FROM c JOIN link2 l ON l.a = c.site
		JOIN site s ON s.id = c.site AND s.kind NOT IN ('origin', 'unknown')
)
INSERT INTO member_of SELECT site, min(root) FROM c GROUP BY site;

-- ---- what spoils a group ----
-- spoiled(grp, site, why): an origin that cannot become a gup reference, or a
-- way to an owner who releases any page alike
DROP TABLE IF EXISTS spoiled;
CREATE TABLE spoiled (grp INT, site INT, why);
-- (such an origin is counted to one group, but spoils each that it meets)
INSERT INTO spoiled
	SELECT DISTINCT m.grp, o.id, CASE o.kind WHEN 'origin' THEN 'a reference of another kind meets it' ELSE 'its reference is not known' END
	FROM site o JOIN link2 l ON l.b = o.id JOIN member_of m ON m.site = l.a JOIN site x ON x.id = l.a AND x.kind NOT IN ('origin', 'unknown')
	WHERE o.kind = 'unknown' OR o.kind = 'origin' AND o.id IN (SELECT site FROM pair);
INSERT INTO spoiled
	SELECT DISTINCT m.grp, o.id, 'it has no form that pins'
	FROM member_of m JOIN site o ON o.id = m.site
	WHERE o.kind = 'dup' AND o.new IS NULL AND o.ref NOT IN (SELECT ref FROM good);
-- a release that cannot be told that it gets a gup reference
INSERT INTO spoiled
	SELECT DISTINCT m.grp, r.id, 'it has no form that releases a gup reference'
	FROM member_of m JOIN site r ON r.id = m.site AND r.kind = 'release' AND r.role = 'release'
	WHERE r.ref NOT IN (SELECT ref FROM good) AND r.new IS NULL
	AND EXISTS (SELECT 1 FROM pair p JOIN site o ON o.id = p.site WHERE p.rel = r.id AND o.kind = 'acquisition');
INSERT INTO spoiled
	SELECT DISTINCT m.grp, e.site, 'handed to ' || e.owner
	FROM foreign_way e JOIN member_of m ON m.site = e.site;
-- a gup reference that __free_page() may get, with nothing to tell the two apart
INSERT INTO spoiled
	SELECT DISTINCT m.grp, f.id, 'the page may be freed as an allocated one'
	FROM pair p JOIN site f ON f.id = p.rel AND f.kind = 'free'
	JOIN member_of m ON m.site = p.site JOIN site a ON a.id = p.site AND a.kind = 'acquisition'
	WHERE EXISTS (SELECT 1 FROM pair q JOIN site r ON r.id = q.rel AND r.kind = 'release' AND r.func = f.func
		WHERE q.site = p.site AND NOT EXISTS (SELECT 1 FROM freed x JOIN pair y ON y.site = x.site AND y.rel = f.id WHERE x.rel = r.id));
-- an acquisition that cannot take what the dialect wants, or whose reference is
-- dropped as if it had
INSERT INTO spoiled
	SELECT DISTINCT m.grp, m.site, 'it has no form that takes pins'
	FROM member_of m JOIN site s ON s.id = m.site AND s.kind = 'acquisition'
	WHERE s.ref NOT IN (SELECT ref FROM good) AND s.new IS NULL AND s.id NOT IN (SELECT site FROM before_pins)
	AND NOT EXISTS (SELECT 1 FROM no_pages n WHERE n.call = s.call) AND s.func NOT IN (SELECT func FROM core);
INSERT INTO spoiled
	SELECT DISTINCT m.grp, r.id, 'an ordinary reference is dropped as a pin'
	FROM pair p JOIN site r ON r.id = p.rel AND r.kind = 'release' AND r.ref = (SELECT takes FROM dialect)
	JOIN site a ON a.id = p.site AND a.kind = 'acquisition' AND a.ref NOT IN (SELECT ref FROM good)
	JOIN member_of m ON m.site = r.id;
-- a way on which one of its references is lost sight of (pairing/closed.c)
INSERT INTO spoiled
	SELECT DISTINCT m.grp, l.site, 'where its reference goes is not known'
	FROM loose l JOIN member_of m ON m.site = l.site JOIN site s ON s.id = l.site AND s.func NOT IN (SELECT func FROM core);
-- get_user_pages() without an array only faults in; pin_user_pages() refuses that
INSERT INTO spoiled
	SELECT DISTINCT m.grp, n.site, 'whether it is given an array is not known'
	FROM maybe_null n JOIN member_of m ON m.site = n.site JOIN site s ON s.id = n.site
	WHERE (SELECT name FROM dialect) = 'pin' AND s.ref NOT IN (SELECT ref FROM good) AND s.new IS NOT NULL;
-- a macro that spells it for others as well, or whose uses were not all understood
INSERT INTO spoiled
	SELECT DISTINCT m.grp, y.site, 'the macro that spells it is used elsewhere too, for what is not known'
	FROM used x JOIN member_of m ON m.site = x.site JOIN use_of y ON y.def = x.def WHERE y.site NOT IN (SELECT site FROM used);
INSERT INTO spoiled
	SELECT DISTINCT m.grp, x.site, 'a use of ' || e.macro || ' at ' || e.file || ':' || e.line || ' is not known'
	FROM used x JOIN member_of m ON m.site = x.site
	JOIN expansion e ON e.def_file || ':' || e.def_line || ':' || e.def_col = x.def
	WHERE NOT EXISTS (SELECT 1 FROM site c WHERE c.file = e.file AND c.line = e.line AND c.col = e.col);
INSERT INTO spoiled
	SELECT DISTINCT m.grp, x.site, 'macro ' || l.macro || ' at ' || l.file || ':' || l.line || ' was not expanded: what it stands for there is not known'
	FROM used x JOIN member_of m ON m.site = x.site JOIN use_of u ON u.site = x.site
	JOIN site s ON s.id = x.site JOIN expansion e ON e.file = s.file AND e.line = s.line AND e.col = s.col
	JOIN unspelled l ON l.macro = e.macro;
INSERT INTO spoiled
	SELECT DISTINCT m.grp, x.site, 'the own ' || e.macro || ' of the sources hides what is not known'
	FROM used x JOIN member_of m ON m.site = x.site JOIN site s ON s.id = x.site
	JOIN expansion e ON e.file = s.file AND e.line = s.line AND e.col = s.col
	WHERE e.macro IN (SELECT name FROM api WHERE role IN ('acquire', 'forward', 'release', 'relay'));
-- Lines that were not understood (spatch could not parse them) prove nothing: they may put other
-- references where those of the group are kept, take them from there, or get them from the function
-- that hands them out.  known_by(grp, file, word, tag, home): such fields, as ".word" of struct TAG,
-- globals and functions; FILE has the acquisition, and HOME is the only file that knows the name, NULL
-- for none.
CREATE TEMP TABLE known_by AS
	WITH own AS (SELECT s.id, s.file, m.grp FROM site s JOIN member_of m ON m.site = s.id
		WHERE s.kind = 'acquisition' AND s.func NOT IN (SELECT func FROM core)),
	name(id, word, tag) AS (
		SELECT r.site, '.' || substr(f.field, instr(f.field, '!') + 1), f.tag FROM reach r JOIN field f ON f.place = r.place
		UNION
		SELECT r.site, substr(p.name, 3, coalesce(nullif(instr(substr(p.name, 3), ':'), 0), length(p.name)) - 1), NULL
		FROM reach r JOIN place p ON p.id = r.place WHERE r.up AND p.class IN ('r', 'o', 'p', 'g'))
	SELECT DISTINCT o.grp, o.file, CASE WHEN n.tag IS NULL THEN substr(n.word, instr(n.word, '!') + 1) ELSE n.word END word,
		substr(n.tag, instr(n.tag, '!') + 1, coalesce(nullif(instr(substr(n.tag, instr(n.tag, '!') + 1), '.'), 0) - 1, 999)) tag,
		CASE WHEN instr(coalesce(n.tag, n.word), '!') THEN substr(coalesce(n.tag, n.word), 1, instr(coalesce(n.tag, n.word), '!') - 1) END home
	FROM own o JOIN name n ON n.id = o.id;
-- way_to(tag, word): who gets at a structure of that kind names its tag, or a member, typedef, global or function that
-- has or returns one
CREATE TEMP TABLE way_to AS
	WITH RECURSIVE way(tag, by, word) AS (
		SELECT DISTINCT tag, tag, tag FROM known_by WHERE tag IS NOT NULL
		UNION
		SELECT w.tag, CASE n.kind WHEN 'typedef' THEN n.word END, CASE n.kind WHEN '.' THEN '.' ELSE '' END || n.word
			FROM way w JOIN unnamed n ON n.tag = w.by)
	SELECT tag, word FROM way;
INSERT INTO spoiled
	SELECT k.grp, min(m.site), 'lines from ' || u.file || ':' || u.first || ' on could not be parsed, and name ' || ltrim(k.word, '.')
	FROM unread u JOIN known_by k ON k.word = u.word AND coalesce(k.home, u.file) = u.file JOIN member_of m ON m.grp = k.grp
	WHERE u.first AND CASE
		WHEN k.tag IS NULL THEN 1
		-- in a kernel tree many structures have a field of that name
		WHEN (SELECT value FROM setting WHERE name = 'scope') = 'tree'
		THEN rtrim(u.file, replace(u.file, '/', '')) = rtrim(k.file, replace(k.file, '/', ''))
		ELSE k.home IS NOT NULL OR EXISTS (SELECT 1 FROM way_to y JOIN unread x ON x.word = y.word
			WHERE y.tag = k.tag AND x.file = u.file AND x.first = 0) END
	GROUP BY k.grp, u.file, u.first, k.word;
-- pages that come from nobody knows where
INSERT INTO spoiled
	SELECT DISTINCT m.grp, t.site, 'pages come in ' || CASE t.class WHEN 'p'
		THEN 'as argument ' || t.i || ' of ' || substr(t.name, instr(t.name, '!') + 1) || '(), which nothing is known to call'
		WHEN 'f' THEN 'by field ' || t.name || ', which nothing is known to set'
		WHEN '?' THEN 'at ' || t.name || ':' || t.i || ', by what was not understood'
		ELSE 'by ' || substr(t.name, max(3, instr(t.name, '!') + 1)) || ', which nothing is known to set' END
	FROM stray t JOIN member_of m ON m.site = t.site;
INSERT INTO spoiled
	SELECT k.grp, min(m.site), 'struct ' || k.tag || ' is looked at as something else at ' || s.file || ':' || s.line
	FROM seen_as s JOIN known_by k ON k.tag = substr(s.tag, instr(s.tag, '!') + 1) JOIN member_of m ON m.grp = k.grp
	WHERE k.grp NOT IN (SELECT grp FROM spoiled WHERE why LIKE '%not known')
	GROUP BY k.grp, s.file, s.line;
-- whoever is given the whole structure, or one that it is a part of, may put anything in it; a body that only an object
-- file has is not to be read
INSERT INTO spoiled
	WITH RECURSIVE bare(tag, whole) AS (SELECT substr(tag, instr(tag, '!') + 1), substr(whole, instr(whole, '!') + 1) FROM part),
	holder(tag, whole) AS (SELECT DISTINCT tag, tag FROM known_by WHERE tag IS NOT NULL
		UNION SELECT h.tag, b.whole FROM holder h JOIN bare b ON b.tag = h.whole)
	SELECT k.grp, min(m.site), g.name || '() is given a struct ' || h.whole || ' at ' || g.file || ':' || g.line || ': what it puts there is not known'
	FROM given g JOIN bodiless b ON b.name = g.name JOIN holder h ON h.whole = substr(g.tag, instr(g.tag, '!') + 1)
	JOIN known_by k ON k.tag = h.tag JOIN member_of m ON m.grp = k.grp GROUP BY k.grp, g.name;
-- gup and pin references do not mix either
INSERT INTO spoiled
	SELECT DISTINCT m.grp, m.site, 'FOLL_GET and FOLL_PIN references meet'
	FROM member_of m JOIN site s ON s.id = m.site AND s.kind = 'acquisition' AND s.ref = 'pin'
	WHERE EXISTS (SELECT 1 FROM member_of n JOIN site t ON t.id = n.site
		WHERE n.grp = m.grp AND t.kind = 'acquisition' AND t.ref = 'gup');

-- ---- does it matter what is done with the page? ----
-- An acquisition that the dialect would rename is only renamed where the pages'
-- data is touched: Documentation/core-api/pin_user_pages.rst has the cases.
-- wanting(site, grp): those acquisitions
CREATE TEMP TABLE wanting (site INTEGER PRIMARY KEY, grp INT, file, longterm INT);
INSERT INTO wanting
	SELECT s.id, m.grp, s.file, coalesce(f.names LIKE '%FOLL_LONGTERM%', 0)
	FROM site s JOIN member_of m ON m.site = s.id LEFT JOIN flags f ON f.site = s.id
	WHERE s.kind = 'acquisition' AND s.ref NOT IN (SELECT ref FROM good) AND s.func NOT IN (SELECT func FROM core)
	AND m.grp NOT IN (SELECT grp FROM spoiled)
	AND (s.id IN (SELECT body FROM bound)
		OR s.id NOT IN (SELECT r.site FROM reach r JOIN passing p ON p.place = r.place WHERE r.hops = 0));
-- fits(site, rst, text): the case that it is, as the document numbers them, and the
-- line that decided
CREATE TEMP TABLE fits (site INT, rst INT, rank INT, text);
INSERT INTO fits
	SELECT site, 2, 0, 'FOLL_LONGTERM is given' FROM wanting WHERE longterm;
INSERT INTO fits
	SELECT DISTINCT w.site, CASE WHEN t.kind NOT IN ('dma', 'io') THEN 5 WHEN w.longterm THEN 2 ELSE 1 END,
		CASE t.kind WHEN 'dma' THEN 1 WHEN 'io' THEN 2 WHEN 'write' THEN 3 WHEN 'dirty' THEN 4 WHEN 'cpu' THEN 5 ELSE 6 END,
		t.name || '() at ' || t.file || ':' || t.line
	FROM wanting w JOIN touch t ON t.site = w.site
	WHERE (t.hops <= 1 OR t.file = w.file) AND t.kind NOT IN ('address', 'number');
-- brief(site): taken and dropped within one call, while nothing but this code sees the
-- page: no field keeps it, nobody is told where it is.  What a notifier does is of no
-- concern to it, nor that its number is known afterwards.
CREATE TEMP TABLE brief (site INTEGER PRIMARY KEY);
INSERT INTO brief
	SELECT w.site FROM wanting w JOIN site s ON s.id = w.site
	WHERE EXISTS (SELECT 1 FROM pair p JOIN site r ON r.id = p.rel AND r.kind = 'release' WHERE p.site = w.site)
	AND NOT EXISTS (SELECT 1 FROM pair p JOIN site r ON r.id = p.rel WHERE p.site = w.site
		AND (p.hops OR r.func <> s.func AND EXISTS (SELECT 1 FROM touch t WHERE t.site = w.site AND t.kind = 'number')))
	AND NOT EXISTS (SELECT 1 FROM reach r JOIN place p ON p.id = r.place AND p.class IN ('f', 'g') WHERE r.site = w.site)
	AND NOT EXISTS (SELECT 1 FROM touch t WHERE t.site = w.site AND t.kind IN ('address', 'dma', 'io'));
-- Who keeps a page in an object while something else is told where the page is lets that get at the data.
INSERT INTO fits
	SELECT DISTINCT w.site, 2, 7, t.name || '() at ' || t.file || ':' || t.line || ' gives out where it is, while it is kept for '
		|| r.name || '() at ' || r.file || ':' || r.line
	FROM wanting w JOIN touch t ON t.site = w.site AND t.kind = 'address'
	JOIN pair p ON p.site = w.site AND p.hops JOIN site r ON r.id = p.rel AND r.kind = 'release';
-- MMU notifiers make up for a pin where their callback gives the pages back, or
-- where nothing is kept past the call.  A long-term pin does not go with them.
INSERT INTO fits
	SELECT w.site, 3, 0, n.name || '() at ' || n.file || ':' || n.line
	FROM wanting w JOIN notified n ON n.file = w.file AND n.kind = 'call'
	WHERE NOT w.longterm AND n.file NOT IN (SELECT file FROM notified WHERE kind = 'decl') AND w.site NOT IN (SELECT site FROM brief)
	AND (NOT EXISTS (SELECT 1 FROM pair p WHERE p.site = w.site AND p.hops)
		OR EXISTS (SELECT 1 FROM pair p JOIN site r ON r.id = p.rel AND r.kind = 'release'
			JOIN notifier c ON c.what = 'callback' AND c.file = r.file AND c.other IN (r.func, substr(r.func, instr(r.func, '!') + 1))
			WHERE p.site = w.site));
-- doubtful(grp, text)
CREATE TEMP TABLE doubtful (grp INT, rank INT, text);
INSERT INTO doubtful
	SELECT w.grp, 1, 'case 3, or not: ' || n.name || '() at ' || n.file || ':' || n.line || ', whose callback is not in that file'
	FROM wanting w JOIN notified n ON n.file = w.file AND n.kind = 'call'
	WHERE NOT w.longterm AND n.file NOT IN (SELECT file FROM notified WHERE kind = 'decl') AND w.site NOT IN (SELECT site FROM brief)
	AND n.file NOT IN (SELECT file FROM notifier WHERE what = 'ops');
INSERT INTO doubtful
	SELECT w.grp, 1, 'case 3, or not: ' || n.name || '() at ' || n.file || ':' || n.line || ' belongs to the same driver'
	FROM wanting w JOIN notifier u ON u.what = 'uses' AND u.file = w.file
	JOIN notified n ON n.kind = 'call' AND n.file = u.other
	WHERE NOT w.longterm AND n.file NOT IN (SELECT file FROM notified WHERE kind = 'decl') AND w.site NOT IN (SELECT site FROM brief);
-- the page's number is given out, and a release beside it gets a page nobody knows of
INSERT INTO doubtful
	SELECT w.grp, 2, t.name || '() at ' || t.file || ':' || t.line || ' gives the page out by number, and what ' || r.name || '() at '
		|| r.file || ':' || r.line || ' gets is not known'
	FROM wanting w JOIN touch t ON t.site = w.site AND t.kind IN ('address', 'number') AND t.file = w.file
	JOIN site r ON r.kind = 'release' AND r.ref = 'plain' AND r.file = w.file AND r.id NOT IN (SELECT rel FROM pair) AND r.id NOT IN (SELECT site FROM older);
-- state(site, subject, val): a field that has one known value there
CREATE TEMP TABLE state AS SELECT site, subject, vals val FROM cond WHERE subject LIKE '.%' AND vals <> '?' AND NOT instr(vals, '|');
CREATE INDEX temp.state_site ON state (site, subject);
-- __free_page() takes off one reference, a pin is many: unless it stands in one if with a release, or it is there for
-- allocated pages and a field of the object says which are these: it has one value there, and another one where the
-- references are taken, or, if it has names for its values, at a release (a flag may say something else of a page).
-- What the function itself put into the slot is no page of an acquisition either.
-- Nor is it where an if of a caller chooses between the function and one with a release, if it has none itself.
INSERT INTO doubtful
	SELECT w.grp, 2, 'a pin of it would stay: ' || f.name || '() at ' || f.file || ':' || f.line || ' may get the page'
	FROM wanting w JOIN pair p ON p.site = w.site JOIN site f ON f.id = p.rel AND f.kind = 'free'
	WHERE NOT EXISTS (SELECT 1 FROM pair q JOIN site r ON r.id = q.rel AND r.kind = 'release'
		JOIN guard g ON g.call = r.call JOIN guard h ON h.call = f.call AND h.guard = g.guard WHERE q.site = w.site)
	AND NOT EXISTS (SELECT 1 FROM state a JOIN state b ON b.subject = a.subject AND b.val <> a.val
		AND (a.val IN ('0', '1')) = (b.val IN ('0', '1'))
		AND CASE WHEN a.val LIKE '!%' THEN a.val = '!' || b.val WHEN b.val LIKE '!%' THEN b.val = '!' || a.val ELSE 1 END
		WHERE a.site = f.id AND f.id IN (SELECT q.rel FROM pair q JOIN site o ON o.id = q.site AND o.kind = 'origin') AND (b.site = w.site
			OR a.val NOT IN ('0', '1') AND b.site IN (SELECT q.rel FROM pair q JOIN site r ON r.id = q.rel AND r.kind = 'release' WHERE q.site = w.site)))
	AND NOT EXISTS (SELECT 1 FROM own_slot x JOIN site o ON o.call = x.source AND o.kind = 'origin' WHERE x.call = f.call)
	AND NOT EXISTS (SELECT 1 FROM pair q JOIN site r ON r.id = q.rel AND r.kind = 'release'
		JOIN site a ON a.id = w.site AND a.func NOT IN (r.func, f.func)
		JOIN chosen g ON g.func = r.func JOIN chosen h ON h.func = f.func AND h.guard = g.guard AND h.arm <> g.arm WHERE q.site = w.site
		AND NOT EXISTS (SELECT 1 FROM pair o JOIN site x ON x.id = o.rel AND x.kind = 'release' AND x.func = f.func WHERE o.site = w.site));
INSERT INTO doubtful
	SELECT w.grp, 3, 'what is done with the data is not seen: ' || t.name || '() at ' || t.file || ':' || t.line || ' gives out where it is'
	FROM wanting w JOIN touch t ON t.site = w.site AND t.kind IN ('address', 'number') AND w.site NOT IN (SELECT site FROM brief)
	WHERE w.grp NOT IN (SELECT v.grp FROM wanting v JOIN fits f ON f.site = v.site);
-- group_case(grp, is, text): 'pins', 'stays' or 'doubt'
DROP TABLE IF EXISTS group_case;
CREATE TABLE group_case (grp INTEGER PRIMARY KEY, outcome, text);
-- an acquisition of the API itself, or one whose pages a function of the API hands on
INSERT OR IGNORE INTO group_case
	SELECT m.grp, 'stays', s.name || '() at ' || s.file || ':' || s.line || ' is part of a function of the API'
	FROM member_of m JOIN site s ON s.id = m.site AND s.kind = 'acquisition'
	WHERE s.ref NOT IN (SELECT ref FROM good) AND s.id NOT IN (SELECT site FROM wanting)
	AND m.grp NOT IN (SELECT grp FROM spoiled) AND s.call NOT IN (SELECT call FROM no_pages)
	ORDER BY s.file, s.line;
-- what is only compiled for kernels without pins, where these were written by hand: a version says itself
-- whether its kernels have them (below), the answer of a configure script does not
INSERT OR IGNORE INTO group_case
	SELECT w.grp, 'stays', 'for older kernels: ' || s.file || ':' || s.line || ' is not compiled together with '
		|| p.name || '() at ' || p.file || ':' || p.line
	FROM wanting w JOIN member_of m ON m.grp = w.grp JOIN site s ON s.id = m.site
	JOIN under x ON x.site = s.id JOIN under y ON y.cond = x.cond AND y.cond <> 'version' AND y.holds <> x.holds
	JOIN site p ON p.id = y.site AND p.ref = 'pin' AND p.file = s.file
	ORDER BY s.file, s.line, p.line;
INSERT OR IGNORE INTO group_case
	SELECT w.grp, 'stays', 'for kernels before 5.6 only: ' || s.file || ':' || s.line
	FROM wanting w JOIN site s ON s.id = w.site WHERE w.site IN (SELECT site FROM before_pins)
	AND w.grp NOT IN (SELECT grp FROM wanting WHERE site NOT IN (SELECT site FROM before_pins)) ORDER BY s.file, s.line;
INSERT OR IGNORE INTO group_case
	SELECT w.grp, 'stays', 'case 3, MMU notifiers: ' || f.text
	FROM wanting w JOIN fits f ON f.site = w.site AND f.rst = 3 ORDER BY f.text;
INSERT OR IGNORE INTO group_case
	SELECT grp, 'doubt', text FROM doubtful ORDER BY rank, text;
INSERT OR IGNORE INTO group_case
	SELECT w.grp, 'pins', 'case ' || min(f.rst) || CASE min(f.rst) WHEN 1 THEN ', the data is read or written by a device: '
			WHEN 2 THEN ', the data is used for long: '
			ELSE CASE WHEN min(f.rank) <= 4 THEN ', the data is written: ' ELSE ', the data is accessed: ' END END
		|| (SELECT group_concat(x.text, ', ') FROM (SELECT DISTINCT g.text FROM wanting v JOIN fits g ON g.site = v.site
			WHERE v.grp = w.grp ORDER BY g.rank, g.text LIMIT 3) x)
	FROM wanting w JOIN fits f ON f.site = w.site GROUP BY w.grp;
INSERT OR IGNORE INTO group_case
	SELECT w.grp, 'stays', 'case 4, nothing was found that gets at the data' FROM wanting w GROUP BY w.grp;
-- renamed(site): the acquisitions that take the other reference from now on
DROP TABLE IF EXISTS renamed;
CREATE TABLE renamed (site INTEGER PRIMARY KEY);

-- ---- verdicts ----
-- What a plain search finds and no fact explains.
CREATE INDEX IF NOT EXISTS call_own ON call (file, line) WHERE callee <> name;
-- old_lines: only compiled for kernels that lack what the dialect calls for
CREATE TEMP TABLE old_lines AS
	SELECT file, first, last FROM condition WHERE cond = 'version' AND hi <= 329216 AND (SELECT takes FROM dialect) = 'pin';	-- 5.6
CREATE TEMP TABLE lost AS
	SELECT m.file, m.line, m.col, m.name, m.kind,
		(SELECT a.role FROM api a WHERE a.name = m.name AND a.role IN ('acquire', 'forward', 'release', 'relay') LIMIT 1) role,
		EXISTS (SELECT 1 FROM unparsed b WHERE b.file = m.file AND m.line BETWEEN b.first AND b.last) bad,
		EXISTS (SELECT 1 FROM call c WHERE c.file = m.file AND c.line = m.line AND c.col = m.col AND c.callee <> c.name) own,
		(SELECT t.name FROM compat t WHERE t.file = m.file AND m.line BETWEEN t.first AND t.last LIMIT 1) stands_in,
		EXISTS (SELECT 1 FROM old_lines o WHERE o.file = m.file AND m.line BETWEEN o.first AND o.last) old
	FROM mention m WHERE m.kind IN ('call', 'macro')
	AND NOT EXISTS (SELECT 1 FROM site s WHERE s.file = m.file AND s.line = m.line AND s.col & 65535 = m.col);
-- unproven(site, lost, text): releases that no gup reference was seen to get to, but that may get one which was lost
-- sight of nearby, in the same folder or anywhere in a module: of an acquisition (lost), or of a call that was not
-- understood, or one whose page is given out by number in the same file (text)
CREATE TEMP TABLE unproven (site INTEGER PRIMARY KEY, lost INT, text);
CREATE TEMP TABLE near AS
	WITH lost_ref(site, file, line, text) AS (
		SELECT l.site, l.file, l.line, NULL FROM loose l JOIN site a ON a.id = l.site WHERE a.func NOT IN (SELECT func FROM core) AND l.code <> 'address'
		UNION ALL
		SELECT NULL, l.file, l.line, l.name || '() at ' || l.file || ':' || l.line || ' was not understood' FROM lost l
		WHERE l.role IN ('acquire', 'forward') AND l.kind = 'call' AND NOT l.own AND NOT l.old AND l.stands_in IS NULL
		AND l.file NOT IN (SELECT s.file FROM site s WHERE s.func IN (SELECT func FROM core))
		AND NOT EXISTS (SELECT 1 FROM branch b WHERE b.file = l.file AND b.number = 0 AND l.line BETWEEN b.first AND b.last))
	SELECT *, CASE (SELECT value FROM setting WHERE name = 'scope') WHEN 'module' THEN '' ELSE rtrim(file, replace(file, '/', '')) END folder
	FROM lost_ref;
INSERT OR IGNORE INTO unproven
	SELECT s.id, l.site, l.text FROM unseen u JOIN site s ON s.id = u.site
	JOIN near l ON l.folder = CASE (SELECT value FROM setting WHERE name = 'scope') WHEN 'module' THEN '' ELSE rtrim(s.file, replace(s.file, '/', '')) END
	WHERE s.ref NOT IN (SELECT ref FROM good)
	ORDER BY s.id, l.text IS NOT NULL, l.file <> s.file, l.file, l.line;
INSERT OR IGNORE INTO unproven
	SELECT s.id, NULL, t.name || '() at ' || t.file || ':' || t.line || ' gives a gup page out by number'
	FROM site s JOIN site a ON a.kind = 'acquisition' AND a.file = s.file AND a.func NOT IN (SELECT func FROM core)
	JOIN touch t ON t.site = a.id AND t.kind = 'address' AND t.file = s.file
	WHERE s.kind = 'release' AND s.id NOT IN (SELECT rel FROM pair)
	AND EXISTS (SELECT 1 FROM call c JOIN api f ON f.name = c.name AND f.role = 'flow' AND f.ref IN ('address', 'number')
		WHERE c.file = s.file AND c.func = s.func)
	ORDER BY s.id, t.line;
-- ... or whose data's address was kept, while this one makes its page of one
INSERT OR IGNORE INTO unproven
	SELECT s.id, l.site, NULL FROM unseen u JOIN site s ON s.id = u.site
	JOIN loose l ON l.code = 'address' JOIN site a ON a.id = l.site AND a.func NOT IN (SELECT func FROM core)
		AND ((SELECT value FROM setting WHERE name = 'scope') = 'module' OR rtrim(a.file, replace(a.file, '/', '')) = rtrim(s.file, replace(s.file, '/', '')))
	WHERE s.kind = 'release' AND s.ref NOT IN (SELECT ref FROM good)
	AND EXISTS (SELECT 1 FROM call c JOIN api f ON f.name = c.name AND f.role = 'flow' AND f.ref = 'address' WHERE c.file = s.file AND c.func = s.func)
	ORDER BY s.id, a.file <> s.file, a.file, a.line;
-- ... or somebody has the address of its data, or its number, by which this one finds a page
INSERT OR IGNORE INTO unproven
	SELECT s.id, NULL, t.name || '() at ' || t.file || ':' || t.line || ' gives out where a gup page is'
	FROM unseen u JOIN site s ON s.id = u.site JOIN site a ON a.kind = 'acquisition' AND a.func NOT IN (SELECT func FROM core)
		AND (a.file = s.file OR (SELECT value FROM setting WHERE name = 'scope') = 'module')
	JOIN touch t ON t.site = a.id AND t.kind IN ('cpu', 'number')
	WHERE s.kind = 'release' AND s.id NOT IN (SELECT rel FROM pair)
	AND EXISTS (SELECT 1 FROM call c JOIN api f ON f.name = c.name AND f.role = 'flow' AND f.ref = CASE t.kind WHEN 'cpu' THEN 'address' ELSE 'number' END WHERE c.file = s.file AND c.func = s.func)
	ORDER BY s.id, t.file <> s.file, t.line;
DROP TABLE IF EXISTS verdict;
CREATE TABLE verdict (site INTEGER PRIMARY KEY, verdict, grp INT, note);
-- releases
INSERT INTO verdict
	SELECT s.id,
		CASE
		WHEN NOT EXISTS (SELECT 1 FROM pair p JOIN site o ON o.id = p.site WHERE p.rel = s.id AND o.kind = 'acquisition')
			AND NOT (m.grp IS NOT NULL AND m.grp NOT IN (SELECT grp FROM spoiled))
			THEN CASE WHEN s.role = 'relay' THEN 'converted' WHEN s.id IN (SELECT site FROM unproven) THEN 'unknown' ELSE 'keep' END
		WHEN m.grp IN (SELECT grp FROM spoiled WHERE why NOT LIKE '%not known') THEN 'mixed'
		WHEN m.grp IN (SELECT grp FROM spoiled) THEN 'unknown'
		WHEN s.ref IN (SELECT ref FROM good) THEN 'converted'
		WHEN s.id IN (SELECT site FROM before_pins) THEN 'keep'
		WHEN m.grp IN (SELECT grp FROM group_case WHERE outcome = 'doubt') THEN 'unknown'
		WHEN m.grp IN (SELECT grp FROM group_case WHERE outcome = 'stays') THEN 'keep'
		-- what is released inside is said there
		WHEN s.role = 'relay' AND s.new IS NULL THEN 'converted'
		WHEN s.new IS NULL THEN 'unknown'
		WHEN EXISTS (SELECT 1 FROM pair p JOIN site o ON o.id = p.site WHERE p.rel = s.id
			AND (o.kind = 'dup' AND o.ref = 'plain' OR o.name IN (SELECT func FROM unified))) THEN 'unify'
		ELSE 'convert' END,
		m.grp, NULL
	FROM site s LEFT JOIN member_of m ON m.site = s.id WHERE s.kind = 'release';
-- acquisitions
INSERT INTO verdict
	SELECT s.id,
		CASE
		WHEN s.id NOT IN (SELECT site FROM start) AND s.call IN (SELECT call FROM no_pages) THEN 'no-refs'
		-- what a forwarding function takes is its callers' to demote, each for itself
		WHEN s.id IN (SELECT r.site FROM reach r JOIN passing p ON p.place = r.place AND p.role = 'forward'
			WHERE r.hops = 0) THEN 'paired'
		-- an ordinary reference already
		WHEN m.grp IN (SELECT grp FROM spoiled WHERE why NOT LIKE '%not known') AND s.ref NOT IN (SELECT ref FROM good) THEN 'paired'
		WHEN m.grp IN (SELECT grp FROM group_case WHERE outcome = 'doubt') THEN 'unknown'
		-- with the core every acquisition takes a pin: one that is not understood takes an ordinary reference, as before
		WHEN s.ref NOT IN (SELECT ref FROM good WHERE ref <> 'gup') AND (SELECT takes FROM dialect) = 'gup'
			AND (SELECT value FROM setting WHERE name = 'loose') = 'demote'
			AND coalesce(s.refs, '-') <> '-' AND s.func NOT IN (SELECT func FROM core)
			AND m.grp IN (SELECT grp FROM spoiled)
			AND NOT EXISTS (SELECT 1 FROM pair p JOIN site r ON r.id = p.rel AND r.kind = 'release' AND r.ref = 'gup' WHERE p.site = s.id) THEN 'demoted'
		WHEN m.grp IN (SELECT grp FROM spoiled WHERE why NOT LIKE '%not known') AND coalesce(s.refs, '-') <> '-' AND s.func NOT IN (SELECT func FROM core)
			AND (SELECT takes FROM dialect) = 'gup' THEN 'demoted'
		WHEN m.grp IN (SELECT grp FROM spoiled) AND s.id NOT IN (SELECT site FROM older) THEN 'unknown'
		WHEN s.id IN (SELECT p.site FROM pair p JOIN site r ON r.id = p.rel WHERE r.kind = 'release') THEN 'paired'
		WHEN s.id IN (SELECT site FROM passed) THEN 'paired'
		WHEN s.func IN (SELECT func FROM core) THEN 'paired'
		WHEN s.id IN (SELECT site FROM older) THEN 'keep'
		ELSE 'unknown' END,
		m.grp, NULL
	FROM site s LEFT JOIN member_of m ON m.site = s.id WHERE s.kind = 'acquisition';
-- other origins, where they are in a group with gup references
INSERT INTO verdict
	SELECT s.id,
		CASE WHEN s.kind = 'dup' AND s.ref = 'plain' AND s.new IS NOT NULL
			AND (m.grp NOT IN (SELECT grp FROM spoiled) OR m.grp IS NULL
				OR s.id IN (SELECT x.site FROM passed x JOIN passing p ON p.place = x.place AND p.role = 'forward')) THEN 'unify' ELSE 'keep' END,
		m.grp, NULL
	FROM site s LEFT JOIN member_of m ON m.site = s.id
	WHERE (m.grp IS NOT NULL OR s.id IN (SELECT x.site FROM passed x JOIN passing p ON p.place = x.place AND p.role = 'forward'))
	AND s.kind IN ('origin', 'dup', 'unknown')
	AND s.func NOT IN (SELECT func FROM core);
INSERT INTO renamed
	SELECT w.site FROM wanting w JOIN verdict v ON v.site = w.site AND v.verdict = 'paired'
	JOIN group_case g ON g.grp = w.grp AND g.outcome = 'pins'
	JOIN site s ON s.id = w.site AND s.new <> s.name AND s.id NOT IN (SELECT site FROM before_pins);
