# SPDX-License-Identifier: GPL-2.0
# They are merged now.
s/Same as above, but add instead of inc (could just be merged)/Same as above, with a count/
