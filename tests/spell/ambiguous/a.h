/* SPDX-License-Identifier: GPL-2.0 */
#define AM_DROP put_page
