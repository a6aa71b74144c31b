-- SPDX-License-Identifier: GPL-2.0
-- The rows of sites.tsv and of plan.tsv.

-- best(rel, other, ...): for each release the acquisition with the shortest way (other 0),
-- and the reference of another kind that spoils its group (other 1)
CREATE TEMP TABLE best (rel INT, other INT, site INT, place INT, up INT, PRIMARY KEY (rel, other)) WITHOUT ROWID;
INSERT OR IGNORE INTO best
	SELECT p.rel, 0, p.site, p.place, p.up FROM pair p JOIN site o ON o.id = p.site AND o.kind = 'acquisition'
	JOIN reach r ON r.site = p.site AND r.place = p.place AND r.up = p.up
	ORDER BY p.hops, r.step, o.file, o.line, o.col;
INSERT OR IGNORE INTO best
	SELECT p.rel, 1, p.site, p.place, p.up FROM spoiled x JOIN pair p ON p.site = x.site JOIN site o ON o.id = p.site
	JOIN verdict v ON v.site = p.rel AND v.grp = x.grp AND v.verdict = 'mixed'
	JOIN reach r ON r.site = p.site AND r.place = p.place AND r.up = p.up
	WHERE o.kind IN ('dup', 'origin')
	ORDER BY p.hops, r.step, o.file, o.line, o.col;
-- trace(rel, other, steps): from the release back to where the reference was taken
CREATE TEMP TABLE trace (rel INT, other INT, steps, PRIMARY KEY (rel, other)) WITHOUT ROWID;
WITH RECURSIVE c(rel, other, site, place, up, n, at) AS (
	SELECT rel, other, site, place, up, 0, NULL FROM best
	UNION ALL
	SELECT c.rel, c.other, c.site, r.from_place, r.from_up, c.n + 1, e.file || ':' || e.line
	FROM c JOIN reach r ON r.site = c.site AND r.place = c.place AND r.up = c.up
	JOIN edge e ON e.id = r.edge
	WHERE c.n < 200
)
INSERT INTO trace
	SELECT rel, other, group_concat(at, ' <- ') FROM (SELECT * FROM c WHERE at NOT LIKE '%:0' ORDER BY rel, other, n)
	GROUP BY rel, other;
CREATE TEMP VIEW chain AS SELECT rel, steps FROM trace WHERE NOT other;
CREATE TEMP VIEW other AS
	SELECT b.rel, '; the other by ' || s.file || ':' || s.line || coalesce(' <- ' || w.steps, '')
		|| ' <- ' || o.file || ':' || o.line || ' ' || o.name text
	FROM best b JOIN site s ON s.id = b.rel JOIN site o ON o.id = b.site
	LEFT JOIN trace w ON w.rel = b.rel AND w.other WHERE b.other;
CREATE TEMP TABLE origins (rel INTEGER PRIMARY KEY, list);
INSERT INTO origins SELECT rel, group_concat(w, ',') FROM (
	SELECT DISTINCT p.rel, o.file || ':' || o.line w FROM pair p JOIN site o ON o.id = p.site ORDER BY p.rel, o.file, o.line) GROUP BY rel;
CREATE TEMP TABLE releases (site INTEGER PRIMARY KEY, list);
INSERT INTO releases SELECT site, group_concat(w, ',') FROM (
	SELECT DISTINCT p.site, r.file || ':' || r.line w FROM pair p JOIN site r ON r.id = p.rel AND r.kind = 'release' ORDER BY p.site, r.file, r.line) GROUP BY site;
-- lost(site, text): where the references of an acquisition were lost sight of, in words
CREATE TEMP TABLE lost_at (site INTEGER PRIMARY KEY, text);
INSERT OR IGNORE INTO lost_at
	SELECT l.site, l.file || ':' || l.line || ' ' || CASE l.code
		WHEN 'call' THEN 'gives it to ' || substr(l.name, instr(l.name, '!') + 1) || '(), whose body was not read'
		WHEN 'pointer' THEN 'gives it to a function called through a pointer that nobody is seen to set'
		WHEN 'callers' THEN 'hands it to the callers of ' || substr(l.name, instr(l.name, '!') + 1) || '(), of which none was seen'
		WHEN 'part' THEN 'gives the address of a part of the page to ' || substr(l.name, instr(l.name, '!') + 1) || '()'
		WHEN 'address' THEN CASE WHEN l.name = '' THEN 'keeps the address of its data, by which it may be found again' ELSE 'gives the address of its data to ' || substr(l.name, instr(l.name, '!') + 1) || '(), and nothing else has it' END
		ELSE 'keeps it in ' || CASE WHEN l.name LIKE 'F:%' THEN 'struct ' || substr(l.name, max(instr(l.name, '!'), 2) + 1) ELSE substr(l.name, 3) END
			|| ', from where no other function was seen to release it' END
	FROM loose l ORDER BY l.site, l.code = 'callers', l.file, l.line, l.code;
CREATE TEMP TABLE spoil (grp INTEGER PRIMARY KEY, text);
INSERT OR IGNORE INTO spoil
	SELECT s.grp, s.why || ': ' || o.name || ' at ' || o.file || ':' || o.line || coalesce(', ' || t.text, '')
	FROM spoiled s JOIN site o ON o.id = s.site
	LEFT JOIN lost_at t ON t.site = s.site AND s.why = 'where its reference goes is not known'
	ORDER BY s.grp, s.why LIKE 'handed%' DESC, o.file, o.line;
-- kept(site, text): a structure or global that an acquisition's pages get into and
-- that no release is known to take them from: they are only lent there, or this
-- is where a reference was lost
CREATE TEMP TABLE kept (site INTEGER PRIMARY KEY, text);
INSERT INTO kept SELECT site, '; also in ' || group_concat(w, ', ') || ', from where no release was found' FROM (
	SELECT DISTINCT r.site, coalesce(substr(f.tag, instr(f.tag, '!') + 1) || '.' || f.field, substr(p.name, 3)) w
	FROM reach r JOIN site s ON s.id = r.site AND s.kind = 'acquisition'
	JOIN place p ON p.id = r.place AND p.class IN ('f', 'g') AND NOT p.released
	LEFT JOIN field f ON f.place = p.id WHERE r.hops <= 1 ORDER BY r.site, w) GROUP BY site;
-- A group's number counts from 1 in the order of the files.
CREATE TEMP TABLE number (grp INTEGER PRIMARY KEY, n INT);
INSERT INTO number SELECT grp, row_number() OVER (ORDER BY f, l) FROM (
	SELECT v.grp, min(s.file) f, min(s.line) l FROM verdict v JOIN site s ON s.id = v.site
	WHERE v.grp IS NOT NULL GROUP BY v.grp);
CREATE TEMP TABLE out_row (file, line INT, col INT, func, kind, call, verdict, grp, origins, evidence, site INT);
INSERT INTO out_row
	SELECT s.file, s.line, s.col & 65535, substr(s.func, instr(s.func, '!') + 1),
	CASE WHEN s.kind IN ('dup', 'unknown') THEN 'origin' ELSE s.kind END, s.name, v.verdict, coalesce(n.n, ''),
	CASE WHEN s.kind = 'release' THEN coalesce(o.list, '') ELSE '' END,
	CASE s.kind
	WHEN 'release' THEN
		CASE WHEN b.site IS NULL THEN CASE v.verdict WHEN 'keep' THEN 'no gup reference gets here'
			WHEN 'unknown' THEN coalesce((SELECT 'where its page comes from was not seen, and ' || coalesce(x.text,
					'a gup reference was lost sight of nearby: ' || q.name || ' at ' || q.file || ':' || q.line || ', ' || t.text)
				FROM unproven x LEFT JOIN site q ON q.id = x.lost LEFT JOIN lost_at t ON t.site = x.lost WHERE x.site = s.id), '') ELSE 'hands on to its own body' END
		ELSE s.file || ':' || s.line || coalesce(' <- ' || c.steps, '') || ' <- ' || a.file || ':' || a.line || ' ' || a.name
			|| CASE WHEN v.verdict IN ('mixed', 'unknown') THEN coalesce('; ' || p.text, CASE WHEN g.text IS NULL THEN '; ' ELSE '' END) ELSE '' END
			|| coalesce('; ' || g.text, '') || coalesce(w.text, '') END
	WHEN 'acquisition' THEN
		CASE v.verdict WHEN 'no-refs' THEN coalesce((SELECT 'kernel memory, ' || why FROM bare WHERE site = s.id), 'pages is NULL') || ': no reference is taken'
		WHEN 'paired' THEN CASE WHEN l.list IS NULL THEN 'handed on to the callers of ' || s.func ELSE 'released at ' || l.list END || coalesce(k.text, '')
			|| CASE WHEN s.ref NOT IN (SELECT ref FROM good) AND p.text IS NOT NULL THEN '; ' || p.text ELSE '' END
			|| coalesce('; ' || g.text, '')
		WHEN 'demoted' THEN coalesce(p.text, '') || coalesce('; released at ' || l.list, '')
		ELSE coalesce(p.text, g.text, 'no release was found that these references get to') || coalesce('; released at ' || l.list, '') END
	ELSE coalesce('released at ' || l.list, '') END
	|| coalesce('; spelled by ' || x.def_macro || ' at ' || x.def_file || ':' || x.def_line, ''), s.id
	FROM verdict v JOIN site s ON s.id = v.site
	LEFT JOIN group_case g ON g.grp = v.grp LEFT JOIN other w ON w.rel = s.id
	LEFT JOIN number n ON n.grp = v.grp LEFT JOIN spoil p ON p.grp = v.grp
	LEFT JOIN best b ON NOT b.other AND b.rel = s.id LEFT JOIN site a ON a.id = b.site LEFT JOIN chain c ON c.rel = s.id
	LEFT JOIN expansion x ON x.file = s.file AND x.line = s.line AND x.col = s.col
	LEFT JOIN origins o ON o.rel = s.id LEFT JOIN releases l ON l.site = s.id LEFT JOIN kept k ON k.site = s.id;
-- twin(site): what a macro stands for in another world, with the same verdict
CREATE INDEX IF NOT EXISTS site_line ON site (file, line);
CREATE TEMP TABLE twin (site INTEGER PRIMARY KEY);
INSERT INTO twin
	SELECT DISTINCT s.id FROM expansion e JOIN site s ON s.file = e.file AND s.line = e.line AND s.col = e.col
	JOIN verdict v ON v.site = s.id
	JOIN site t ON t.file = s.file AND t.line = s.line AND t.col & 65535 = s.col & 65535 AND t.kind = s.kind AND t.id < s.id
	JOIN verdict w ON w.site = t.id AND w.verdict = v.verdict AND w.grp IS v.grp;
-- A name in a define is what its uses are.
CREATE TEMP TABLE define AS
	SELECT l.file, l.line, l.col, l.name, l.role, e.def_macro macro, min(v.verdict) least, max(v.verdict) most, min(n.n) grp,
		group_concat(DISTINCT e.file || ':' || e.line) uses
	FROM lost l JOIN expansion e ON e.def_file = l.file AND e.def_line = l.line AND e.def_col = l.col
	LEFT JOIN site s ON s.file = e.file AND s.line = e.line AND s.col = e.col
	LEFT JOIN verdict v ON v.site = s.id LEFT JOIN number n ON n.grp = v.grp
	GROUP BY l.file, l.line, l.col;
INSERT INTO out_row
	SELECT file, line, col, '#define ' || macro, CASE WHEN role IN ('acquire', 'forward') THEN 'acquisition' ELSE 'release' END, name,
	CASE WHEN least = most THEN least ELSE 'unknown' END, coalesce(grp, ''), '',
	CASE WHEN least IS NULL THEN 'no use of ' || macro || ' is known as a call: ' ELSE macro || ' stands for it at ' END || uses, NULL
	FROM define;
DELETE FROM lost WHERE EXISTS (SELECT 1 FROM define d WHERE d.file = lost.file AND d.line = lost.line AND d.col = lost.col);
INSERT INTO out_row
	SELECT file, line, col, '', CASE WHEN role IN ('acquire', 'forward') THEN 'acquisition' ELSE 'release' END, name,
	CASE WHEN own THEN CASE WHEN role IN ('acquire', 'forward') THEN 'no-refs' ELSE 'keep' END
	WHEN stands_in IS NOT NULL OR old THEN 'keep' ELSE 'unknown' END, '', '',
	CASE WHEN own THEN 'a function of this file that only has the same name'
	WHEN stands_in IS NOT NULL THEN 'in the own ' || stands_in || '() for kernels that lack it'
	WHEN kind = 'macro' THEN 'in the body of a macro: its uses are not followed'
	WHEN EXISTS (SELECT 1 FROM branch b WHERE b.file = lost.file AND b.number = 0 AND lost.line BETWEEN b.first AND b.last)
		THEN 'under #if 0: no kernel has it'
	WHEN old THEN 'for kernels that lack what the dialect calls for'
	WHEN bad THEN 'Coccinelle could not parse this part of the file'
	ELSE 'not seen as a call: other arguments than the API table knows' END, NULL
	FROM lost WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN site s ON s.id = v.site
		WHERE s.file = lost.file AND s.line = lost.line AND s.col = lost.col);
