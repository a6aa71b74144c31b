# SPDX-License-Identifier: GPL-2.0
# The counters' names belong to the node's items, in front of the comment that ends those.
/^$/{
	N
	/enum writeback_stat_item counters/{
		N
		/nr_gup_slow/{
			N
			N
			N
			N
			s/^\n\([^\n]*\)\n\(.*\)$/\2\n\n\1/
		}
	}
}
