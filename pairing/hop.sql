-- SPDX-License-Identifier: GPL-2.0
-- One hop: all that was reached with so many fields and globals on the way goes
-- into the next ones.
INSERT OR IGNORE INTO reach
	SELECT r.site, e.dst, 1, r.hops + 1, tick.n, r.place, r.up, e.id
	FROM tick JOIN reach r ON r.hops = tick.hops
	JOIN edge e ON e.src = r.place AND e.heap AND NOT (e.kind = 'u' AND r.up = 0)
	JOIN useful u ON u.place = e.dst
	ORDER BY r.step, r.site, r.place, e.id;
UPDATE tick SET hops = hops + 1;
