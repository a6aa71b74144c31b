-- SPDX-License-Identifier: GPL-2.0
-- Types that are named but not declared in what was read so far.
CREATE TEMP TABLE IF NOT EXISTS undeclared (name PRIMARY KEY) WITHOUT ROWID;
DELETE FROM undeclared;
INSERT OR IGNORE INTO undeclared SELECT 'struct:' || CASE WHEN instr(shape, '.') THEN substr(shape, 3, instr(shape, '.') - 3) ELSE substr(shape, 3) END
	FROM type WHERE shape LIKE 's:%' AND shape NOT LIKE '%!%'
	AND substr(shape, 3) NOT IN (SELECT tag FROM fact_sf);
INSERT OR IGNORE INTO undeclared SELECT 'typedef:' || substr(shape, 3) FROM type WHERE shape LIKE 't:%'
	AND substr(shape, 3) NOT IN (SELECT name FROM fact_td);
INSERT OR IGNORE INTO undeclared SELECT x || substr(shape, 3) FROM type, (SELECT 'decl:' x UNION SELECT 'def:')
	WHERE shape LIKE 'r:%' AND shape NOT LIKE '%!%'
	AND substr(shape, 3) NOT IN (SELECT func FROM fact_fr UNION SELECT name FROM fact_fn);
