-- SPDX-License-Identifier: GPL-2.0
-- One step of the flow, breadth first, so that the chain kept is a shortest one.
INSERT OR IGNORE INTO reach
	SELECT r.site, e.dst, CASE e.kind WHEN 'd' THEN 0 WHEN 'l' THEN 1 ELSE r.up END,
		r.hops, r.step + 1, r.place, r.up, e.id
	FROM tick JOIN reach r ON r.step = tick.n
	JOIN edge e ON e.src = r.place AND NOT e.heap
	JOIN useful u ON u.place = e.dst
	WHERE NOT (e.kind = 'u' AND r.up = 0)
	ORDER BY r.site, r.place, e.id;
UPDATE tick SET n = n + 1;
