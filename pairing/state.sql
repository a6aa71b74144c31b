-- SPDX-License-Identifier: GPL-2.0
-- How far has this tree gone over to the dialect?  One row for pairing/findings.awk:
--	T state			never (no call of the dialect in the tree), partly, or core
.mode tabs
.headers off
SELECT 'T', CASE
	WHEN EXISTS (SELECT 1 FROM mention WHERE file = 'include/linux/gup_pin.h') THEN 'core'
	WHEN (SELECT takes FROM dialect) = 'pin' AND EXISTS (SELECT 1 FROM site WHERE kind = 'acquisition' AND role = 'acquire' AND ref = 'pin')
		OR EXISTS (SELECT 1 FROM site WHERE kind = 'release' AND role = 'release' AND ref IN ('pin', (SELECT takes FROM dialect))) THEN 'partly'
	ELSE 'never' END;
