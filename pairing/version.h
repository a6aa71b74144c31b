/* SPDX-License-Identifier: GPL-2.0 */
/* The version of Pincer, wherever it is said; debian/changelog has the same. */
#define PINCER_VERSION "0.9.0"
