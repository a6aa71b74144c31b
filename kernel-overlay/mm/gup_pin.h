/* SPDX-License-Identifier: GPL-2.0 */
/* Between the core of the pin counting and its debugging aid. */
#ifndef _MM_GUP_PIN_H
#define _MM_GUP_PIN_H

struct page;

#ifdef CONFIG_GUP_PIN_DEBUG
void gup_pin_debug_taken(struct page *head, int refs);
void gup_pin_debug_returned(struct page *head, int refs);
#else
static inline void gup_pin_debug_taken(struct page *head, int refs)
{
}

static inline void gup_pin_debug_returned(struct page *head, int refs)
{
}
#endif

/* Where the tree counts pins itself: what get_user_pages*() take. */
#ifdef CONFIG_GUP_PIN_GETS
#define FOLL_GUP_TAKES	FOLL_PIN
#else
#define FOLL_GUP_TAKES	FOLL_GET
#endif

#endif /* _MM_GUP_PIN_H */
