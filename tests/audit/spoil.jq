# SPDX-License-Identifier: GPL-2.0
# spoil.jq: one document becomes many, each with one thing wrong or just other:
# every property taken away, every value of another type, empty or out of range,
# every object with a property more.

. as $doc
| (paths(type == "object") | . as $p | $doc | setpath($p + ["surplus"]; 1)),
  (paths | . as $p | $doc | delpaths([$p])),
  (paths | . as $p | ($doc | getpath($p)) as $old
   | (null, true, 0, -1, 1.5, 7, "", "x", "a b/[c", [], [1], {})
   | select(. != $old) as $new
   | $doc | setpath($p; $new)),
  ($doc | .surplus = 1)
