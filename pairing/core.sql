-- SPDX-License-Identifier: GPL-2.0
-- The files that implement the API (F file; a static function that only has such a name
-- makes none): those that take, and those that release in a way of their own.  And, where
-- the tree knows no pins, the functions of the former that take ordinary references
-- (P file function), for pairing/findings.awk.
CREATE TEMP TABLE own AS
	SELECT DISTINCT c.file, a.role FROM body b JOIN api a ON a.name = b.name
		AND (a.role = 'acquire' OR a.role = 'release' AND a.ref IN ('gup', 'pin'))
	JOIN call c ON c.func = b.qname WHERE b.qname = b.name;
SELECT 'F', file, '' FROM own
UNION
SELECT 'P', s.file, substr(s.func, instr(s.func, '!') + 1)
FROM site s WHERE s.file IN (SELECT file FROM own WHERE role = 'acquire') AND s.kind = 'dup' AND s.ref = 'plain'
AND NOT EXISTS (SELECT 1 FROM body b JOIN api a ON a.name = b.name AND a.role = 'acquire' AND a.ref = 'pin' WHERE b.qname = b.name) ORDER BY 1, 2, 3;
