-- SPDX-License-Identifier: GPL-2.0
-- What is wrong with how the data of pinned pages is used: records for
-- pincer-findings, in the pin dialect, where that is known.  Only what is certain by
-- the calls themselves: functions that write into a page and do nothing else, flags that
-- are all known.
CREATE TEMP TABLE written AS
	SELECT t.site, t.file, t.line, t.name FROM touch t JOIN site s ON s.id = t.site
	WHERE t.kind = 'write' AND t.hops <= 1 AND t.file = s.file;
CREATE TEMP TABLE wrong AS
	SELECT 'PIN009' rule, s.id site, 'the pages are written, and were taken without FOLL_WRITE: a page that is shared, or of a file, is written behind its back' text
	FROM site s JOIN flags f ON f.site = s.id
	WHERE s.kind = 'acquisition' AND f.names NOT LIKE '%?%' AND f.names NOT LIKE '%FOLL_WRITE%'
	AND s.id IN (SELECT site FROM written) AND EXISTS (SELECT 1 FROM dialect WHERE name = 'pin')
	UNION ALL
	SELECT 'PIN010', s.id, 'the pages are written and released, and never marked dirty: what was written may be lost'
	FROM site s JOIN flags f ON f.site = s.id JOIN verdict v ON v.site = s.id AND v.verdict = 'paired'
	WHERE s.kind = 'acquisition' AND s.ref = 'pin' AND f.names LIKE '%FOLL_WRITE%' AND s.id IN (SELECT site FROM written)
	AND s.id NOT IN (SELECT site FROM touch WHERE kind = 'dirty')
	AND EXISTS (SELECT 1 FROM pair p JOIN site r ON r.id = p.rel AND r.kind = 'release' WHERE p.site = s.id)
	AND EXISTS (SELECT 1 FROM dialect WHERE name = 'pin');
SELECT r FROM (
	SELECT w.rule, s.id site, 0 n, 'F' || x'09' || w.rule || x'09' || 'warning' || x'09' || s.file || x'09' || s.line || x'09' || s.col || x'09'
		|| substr(s.func, instr(s.func, '!') + 1)
		|| x'09' || s.name || x'09' || '' || x'09' || s.name || '(): ' || w.text r
	FROM wrong w JOIN site s ON s.id = w.site
	UNION ALL
	SELECT w.rule, w.site, t.line, 'T' || x'09' || t.file || x'09' || t.line || x'09' || 0 || x'09' || 'written by ' || t.name || '()'
	FROM wrong w JOIN written t ON t.site = w.site
) ORDER BY rule, site, n;
