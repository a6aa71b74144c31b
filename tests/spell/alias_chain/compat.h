/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHAIN_COMPAT_H
#define CHAIN_COMPAT_H
#define PUT_ONE put_page
#define unref_page PUT_ONE
#define PIN_PAGES get_user_pages_fast
#endif
