-- SPDX-License-Identifier: GPL-2.0
-- Pins without FOLL_LONGTERM that are kept in a structure or a global.
--	kept(site, place, name)		which, and where
--	asked(file, func)		the functions that take them, or take them out again
CREATE TEMP TABLE kept AS
	SELECT DISTINCT s.id site, p.id place, CASE WHEN f.tag LIKE '(%' THEN 'a field ' || f.field
		WHEN f.tag IS NOT NULL THEN 'struct ' || substr(f.tag, instr(f.tag, '!') + 1) || ', field ' || f.field
		ELSE substr(p.name, instr(p.name, '!') + 1) END name
	FROM site s JOIN flags g ON g.site = s.id AND g.names NOT LIKE '%?%' AND g.names NOT LIKE '%FOLL_LONGTERM%'
	JOIN reach r ON r.site = s.id AND r.hops <= 1
	JOIN place p ON p.id = r.place AND p.class IN ('f', 'g') AND p.released
	LEFT JOIN field f ON f.place = p.id
	WHERE s.kind = 'acquisition' AND s.ref = 'pin' AND s.func NOT IN (SELECT func FROM core);
CREATE TEMP TABLE asked AS
	SELECT file, substr(func, instr(func, '!') + 1) func
	FROM site WHERE id IN (SELECT site FROM kept)
	UNION
	SELECT t.file, t.func FROM taken t JOIN kept k ON k.place = t.place;
