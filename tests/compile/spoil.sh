#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# spoil.sh TREE - a change that compare.sh must not let pass: a warning in one
# file, an error in another, and other code in everything that puts a page

set -eu

cd "$1"
sed -i '$a\
static int pincer_unused(void) { return 0; }' mm/mempolicy.c
sed -i '$a\
int pincer_broken(void) { return pincer_undeclared; }' mm/process_vm_access.c
sed -i 's/^\tfolio_put(folio);$/\tbarrier(); folio_get(folio); folio_put(folio); folio_put(folio);/' \
	include/linux/mm.h
