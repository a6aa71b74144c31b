# SPDX-License-Identifier: GPL-2.0
# What the tree tells callers of get_user_pages(), and those who hand its pages on: how they are released.
/^ \* /s/\<put_page\>/put_user_page/
