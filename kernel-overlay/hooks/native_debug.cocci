// SPDX-License-Identifier: GPL-2.0
/// Where the tree counts its pins, they are remembered by calling site
/// (CONFIG_GUP_PIN_DEBUG): before they are handed out, and before they are
/// dropped.
//
// Only where: NR_FOLL_PIN_ACQUIRED
// May be absent.
// Must appear: gup_pin_debug_taken\(
// Must appear: gup_pin_debug_returned\(
@@
expression folio, refs;
@@
 node_stat_mod_folio(folio, NR_FOLL_PIN_ACQUIRED, refs);
+gup_pin_debug_taken(&folio->page, refs);

@@
expression folio, refs;
@@
 node_stat_mod_folio(folio, NR_FOLL_PIN_RELEASED, refs);
+gup_pin_debug_returned(&folio->page, refs);

// before there were folios
@@
expression page, refs;
@@
 mod_node_page_state(page_pgdat(page), NR_FOLL_PIN_ACQUIRED, refs);
+gup_pin_debug_taken(compound_head(page), refs);

@@
expression page, refs;
@@
 mod_node_page_state(page_pgdat(page), NR_FOLL_PIN_RELEASED, refs);
+gup_pin_debug_returned(compound_head(page), refs);
