-- SPDX-License-Identifier: GPL-2.0
-- Which places hold what a get_user_pages*() call took, over the database that
-- scripts/typed.sh leaves: "place<TAB>word".  __pinned: nothing else gets there.
-- __maybe_pinned: other references do too, or a call for pinned pages releases
-- what is there and nobody knows where it came from.
-- where the tree tells pins from references, only pins are meant
CREATE TEMP TABLE meant AS SELECT takes ref FROM dialect UNION SELECT 'pin';
CREATE TEMP TABLE came AS
	SELECT r.place, s.kind = 'acquisition' AND s.ref IN (SELECT ref FROM meant) AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.site = s.id AND v.verdict = 'demoted') gup
	FROM reach r JOIN site s ON s.id = r.site
	WHERE (s.kind IN ('acquisition', 'origin')
		-- a get_page() that is to stay one
		OR (s.kind = 'dup' AND s.ref = 'plain' AND s.id NOT IN (SELECT site FROM verdict WHERE verdict = 'unify')))
	AND r.hops <= 2;
SELECT p.name || x'09' || CASE WHEN min(c.gup) = 1 THEN '__pinned' ELSE '__maybe_pinned' END
	FROM came c JOIN place p ON p.id = c.place WHERE p.class IN ('f', 'p', 'r')
	GROUP BY p.name HAVING max(c.gup) = 1;
SELECT DISTINCT p.name || x'09' || '__maybe_pinned'
	FROM site s JOIN at a ON a.site = s.id JOIN edge e ON e.dst = a.place JOIN place p ON p.id IN (e.src, a.place)
	WHERE s.kind = 'release' AND s.ref IN (SELECT ref FROM meant) AND p.class IN ('f', 'p', 'r')
	AND p.id NOT IN (SELECT place FROM came WHERE gup);
-- the API itself
SELECT 'p:' || name || ':' || dest || x'09' || '__pinned' FROM api
	WHERE role IN ('acquire', 'forward') AND ref IN (SELECT ref FROM meant) AND dest > 0
	AND name NOT IN (SELECT refs FROM api WHERE refs <> '-')
UNION
SELECT 'p:' || name || ':' || src || x'09' || '__pinned' FROM api WHERE role = 'release' AND ref IN (SELECT ref FROM meant) AND src > 0;
