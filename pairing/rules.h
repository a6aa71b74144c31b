/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The rules: all that is said of one, wherever it is printed.  A row is one line, since awk reads
 * it, too (reports/report.awk); no quotation mark inside of a text.
 *
 *	id	in all reports, never given to another rule
 *	colour	of its tag in report.html, white text on it has to be readable
 *	word	what a finding is, for the totals of report.html
 *	name	for SARIF, one word
 *	text	for SARIF, short
 *	help	for SARIF: what is wrong, and what to do
 *
 * docs/hacking.md says what else a new rule needs.
 */
RULE("PIN001", "#1f6feb", "old release of a gup reference", "OldRelease", "Old release of a gup reference", "Every reference that gets here was taken by the get_user_pages family; it has to be released with put_user_page() or its relatives. An error where the reference is a pin already, a note where nothing was converted yet.")
RULE("PIN002", "#b3261e", "new release of another", "NewReleaseOfOther", "New release of a reference that is not gup", "put_user_page() and its relatives must only get references that the get_user_pages family took; this one was taken otherwise, and gets here on the way shown.")
RULE("PIN003", "#c2410c", "leaked on a path", "Leak", "Reference leaked on a path", "On the path shown the reference is taken, and neither released nor handed to anybody who could.")
RULE("PIN004", "#6f42c1", "mixed origins", "MixedOrigins", "References of different kinds meet", "A release gets gup references and others, or gup references go where any page goes; the acquisition has to take ordinary references.")
RULE("PIN005", "#59636e", "fate unknown", "UnknownFate", "Acquisition or release whose references could not be followed", "What happens with the reference is out of what could be analysed; read it.")
RULE("PIN006", "#9d174d", "released twice or unheld", "ReleasedTwice", "Reference released twice or never taken", "On the path shown a reference is dropped that is not held any more, or never was.")
RULE("PIN007", "#8a6100", "dirtied without the lock", "DirtyUnlocked", "set_page_dirty() where the locked form is needed", "A page of a user mapping is marked dirty without the page lock; the file system may already have dropped its buffers. Use set_page_dirty_lock() or put_user_pages_dirty_lock().")
RULE("PIN008", "#166534", "long-lived without FOLL_LONGTERM", "LongTermWithoutFlag", "Long-lived pin without FOLL_LONGTERM", "The pages are kept in a structure past the call that pinned them, and are unpinned when user space closes or unregisters something. A pin of unknown length has to be taken with FOLL_LONGTERM: it moves the pages out of CMA and ZONE_MOVABLE first, and refuses those of a DAX file.")
RULE("PIN009", "#0f766e", "asked for wrongly", "AskedWrongly", "Pages asked for with arguments that do not fit their use", "A pin into a NULL array can never be released; up to 5.17 it stays, from 5.18 on it is refused with a warning. Without FOLL_WRITE a page may be shared or read-only; what is written there reaches others, or a file behind the back of its file system. Give FOLL_WRITE.")
RULE("PIN010", "#4d6a00", "written, never dirtied", "NotDirtied", "Pages written and never marked dirty", "What was written into the page may be lost when it is reclaimed. Release it with unpin_user_pages_dirty_lock(), or call set_page_dirty_lock() before.")
