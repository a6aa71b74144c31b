-- SPDX-License-Identifier: GPL-2.0
-- PIN008: pages that are pinned without FOLL_LONGTERM, kept in a structure past
-- the call, and taken out again by another entry of the driver, in user space's
-- time.  Records for pincer-findings, as in rule_data.sql.
--
-- What is unpinned when a device, the block layer or a worker is done was for one
-- transfer; where both are to be found, the entry that is nearer to the release
-- decides.  MMU notifiers make up for it (case 3 of the document).
.read kept.sql
CREATE INDEX IF NOT EXISTS runs_func ON runs (func, file);
-- way(file, func, at_file, at_func, n): who is on the way down to a function
CREATE TEMP TABLE way (file, func, at_file, at_func, n INT);
WITH RECURSIVE up(file, func, at_file, at_func, n) AS (
	SELECT file, func, file, func, 0 FROM asked
	UNION
	SELECT u.file, u.func, r.by_file, r.by_func, u.n + 1 FROM up u JOIN runs r ON r.func = u.at_func AND r.file = u.at_file
	WHERE r.kind IN ('call', 'slot', 'through') AND u.n < 9
)
INSERT INTO way SELECT file, func, at_file, at_func, min(n) FROM up GROUP BY 1, 2, 3, 4;
-- entry(file, func, name, time, ...): where the kernel comes in, and where that is said
CREATE TEMP TABLE entry AS
	SELECT w.file, w.func, r.by_file || r.tag || r.by_func name, r.tag || r.by_func slot, e.time, w.n, w.at_func top, r.use_file, r.use_line
	FROM way w JOIN runs r ON r.func = w.at_func AND r.file = w.at_file
	LEFT JOIN entries e ON CASE r.kind WHEN 'slot' THEN e.place = 'field' AND (e.name = ltrim(r.by_func, '.') OR r.tag || r.by_func GLOB e.name)
		ELSE e.place = 'argument' AND e.name = r.by_func END
	-- a field that is called in the same folder is no end of the way, unless it is known
	WHERE r.kind = 'entry' OR (r.kind = 'slot' AND (e.time IS NOT NULL OR NOT EXISTS
		(SELECT 1 FROM runs t WHERE t.file = r.by_file AND t.func = r.by_func AND t.kind = 'through')));
-- ended(site, place, time, n): how the references kept there come to their end
CREATE TEMP TABLE ended AS
	SELECT k.site, k.place, k.name kept, e.time, e.n, t.file, t.line, t.func, e.name, e.slot, e.top, e.use_file, e.use_line
	FROM kept k JOIN taken t ON t.place = k.place JOIN entry e ON e.file = t.file AND e.func = t.func
	WHERE e.time IS NOT NULL;
CREATE TEMP TABLE long AS
	SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY site ORDER BY n, file, line) first FROM ended x
	WHERE time = 'closing'
	AND NOT EXISTS (SELECT 1 FROM ended d WHERE d.site = x.site AND d.place = x.place AND d.time = 'done' AND d.n <= x.n)
	-- an entry of its own: the pages outlive the call that took them
	AND NOT EXISTS (SELECT 1 FROM site s JOIN entry e ON e.file = s.file AND e.func = substr(s.func, instr(s.func, '!') + 1)
		WHERE s.id = x.site AND e.name = x.name)
	AND NOT EXISTS (SELECT 1 FROM site s JOIN notified n ON n.kind = 'call' AND n.file NOT IN (SELECT file FROM notified WHERE kind = 'decl')
		AND (n.file = s.file OR n.file IN (SELECT other FROM notifier u WHERE u.what = 'uses' AND u.file = s.file))
		WHERE s.id = x.site)) WHERE first = 1;
SELECT r FROM (
	SELECT s.id site, 0 n, 'F' || x'09' || 'PIN008' || x'09' || 'warning' || x'09' || s.file || x'09' || s.line || x'09' || s.col || x'09'
		|| substr(s.func, instr(s.func, '!') + 1) || x'09' || s.name || x'09' || '' || x'09' || s.name || '(): the pages stay pinned in '
		|| l.kept || ' until user space gives them up, and FOLL_LONGTERM is not given: they may lie in CMA or ZONE_MOVABLE, or belong to a DAX file' r
	FROM long l JOIN site s ON s.id = l.site
	UNION ALL
	SELECT l.site, 1, 'T' || x'09' || l.file || x'09' || l.line || x'09' || 0 || x'09' || 'taken out again by ' || l.func || '()' FROM long l
	UNION ALL
	SELECT l.site, 2, 'T' || x'09' || l.use_file || x'09' || l.use_line || x'09' || 0 || x'09'
		|| CASE WHEN l.top = l.func THEN 'which is' ELSE 'which comes from ' || l.top || '(),' END || ' run as ' || l.slot FROM long l
) ORDER BY site, n;
