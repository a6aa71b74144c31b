/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/version.h>
#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 8, 0)
#include <linux/crypto.h>
#define vault_request			ablkcipher_request
#define vault_set_text			ablkcipher_request_set_crypt
#else
#include <crypto/skcipher.h>
#define vault_request			skcipher_request
#define vault_set_text			skcipher_request_set_crypt
#endif
