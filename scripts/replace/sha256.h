/* SPDX-License-Identifier: GPL-2.0 */
/*
 * sha256.h: SHA-256 (FIPS 180-4) for the programs that key what they keep by its
 * contents.  With the processor's own instructions where it has them.
 *
 *	struct sha256 s;
 *	sha256_start(&s); sha256_add(&s, p, bytes); sha256_end(&s, digest);
 */
#ifndef PINCER_SHA256_H
#define PINCER_SHA256_H

#include <stdint.h>
#include <string.h>
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

#define SHA256_BYTES 32
#define SHA256_CHARS 64		/* in hexadecimal, without a zero byte */

struct sha256 {
	uint32_t h[8];
	uint64_t bytes;		/* so far */
	unsigned char block[64];
};

static const uint32_t sha256_k[64] __attribute__((aligned(16))) = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t sha256_turn(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static inline void sha256_plain(uint32_t h[8], const unsigned char *p, size_t blocks)
{
	uint32_t w[64], v[8];
	int i;

	for (; blocks--; p += 64) {
		for (i = 0; i < 16; i++)
			w[i] = (uint32_t)p[4 * i] << 24 | p[4 * i + 1] << 16 | p[4 * i + 2] << 8 | p[4 * i + 3];
		for (; i < 64; i++)
			w[i] = w[i - 16] + w[i - 7] +
			       (sha256_turn(w[i - 15], 7) ^ sha256_turn(w[i - 15], 18) ^ w[i - 15] >> 3) +
			       (sha256_turn(w[i - 2], 17) ^ sha256_turn(w[i - 2], 19) ^ w[i - 2] >> 10);
		memcpy(v, h, sizeof(v));
		for (i = 0; i < 64; i++) {
			uint32_t a = v[7] + sha256_k[i] + w[i] + ((v[4] & v[5]) ^ (~v[4] & v[6])) +
				     (sha256_turn(v[4], 6) ^ sha256_turn(v[4], 11) ^ sha256_turn(v[4], 25));
			uint32_t b = ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])) +
				     (sha256_turn(v[0], 2) ^ sha256_turn(v[0], 13) ^ sha256_turn(v[0], 22));

			memmove(v + 1, v, 7 * sizeof(*v));
			v[4] += a;
			v[0] = a + b;
		}
		for (i = 0; i < 8; i++)
			h[i] += v[i];
	}
}

#if defined(__x86_64__)
/* Four rounds are one step; the message's next words are made on the way. */
__attribute__((target("sha,sse4.1,ssse3")))
static inline void sha256_fast(uint32_t h[8], const unsigned char *p, size_t blocks)
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bull, 0x0405060700010203ull);
	__m128i t = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)h), 0xb1);
	__m128i y = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(h + 4)), 0x1b);
	__m128i x = _mm_alignr_epi8(t, y, 8);
	int i;

	y = _mm_blend_epi16(y, t, 0xf0);
	for (; blocks--; p += 64) {
		__m128i was_x = x, was_y = y, m[4];

		for (i = 0; i < 4; i++)
			m[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(p + 16 * i)), swap);
#pragma GCC unroll 16
		for (i = 0; i < 16; i++) {
			__m128i w = m[i & 3];

			t = _mm_add_epi32(w, _mm_load_si128((const __m128i *)(sha256_k + 4 * i)));
			y = _mm_sha256rnds2_epu32(y, x, t);
			x = _mm_sha256rnds2_epu32(x, y, _mm_shuffle_epi32(t, 0x0e));
			if (i < 12) {
				t = _mm_sha256msg1_epu32(w, m[(i + 1) & 3]);
				t = _mm_add_epi32(t, _mm_alignr_epi8(m[(i + 3) & 3], m[(i + 2) & 3], 4));
				m[i & 3] = _mm_sha256msg2_epu32(t, m[(i + 3) & 3]);
			}
		}
		x = _mm_add_epi32(x, was_x);
		y = _mm_add_epi32(y, was_y);
	}
	t = _mm_shuffle_epi32(x, 0x1b);
	y = _mm_shuffle_epi32(y, 0xb1);
	_mm_storeu_si128((__m128i *)h, _mm_blend_epi16(t, y, 0xf0));
	_mm_storeu_si128((__m128i *)(h + 4), _mm_alignr_epi8(y, t, 8));
}

static inline int sha256_has_fast(void)
{
	static int has = -1;	/* not asked yet; threads that ask at once say the same */
	unsigned int a, b, c, d;

	if (has < 0)
		has = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1) && (c & bit_SSSE3) &&
		      __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
	return has;
}
#endif

static inline void sha256_blocks(uint32_t h[8], const unsigned char *p, size_t blocks)
{
#if defined(__x86_64__)
	if (sha256_has_fast()) {
		sha256_fast(h, p, blocks);
		return;
	}
#endif
	sha256_plain(h, p, blocks);
}

static inline void sha256_start(struct sha256 *s)
{
	static const uint32_t first[8] = {
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	};

	memcpy(s->h, first, sizeof(first));
	s->bytes = 0;
}

static inline void sha256_add(struct sha256 *s, const void *from, size_t n)
{
	const unsigned char *p = from;
	size_t have = s->bytes % 64, want = 64 - have;

	s->bytes += n;
	if (have) {
		if (n < want) {
			memcpy(s->block + have, p, n);
			return;
		}
		memcpy(s->block + have, p, want);
		sha256_blocks(s->h, s->block, 1);
		p += want;
		n -= want;
	}
	sha256_blocks(s->h, p, n / 64);
	if (n % 64)
		memcpy(s->block, p + n / 64 * 64, n % 64);
}

static inline void sha256_end(struct sha256 *s, unsigned char digest[SHA256_BYTES])
{
	uint64_t bits = s->bytes * 8;
	unsigned char last[72] = { 0x80 };
	size_t zeros = (s->bytes % 64 < 56 ? 56 : 120) - s->bytes % 64;
	int i;

	for (i = 0; i < 8; i++)
		last[zeros + i] = bits >> (56 - 8 * i);
	sha256_add(s, last, zeros + 8);
	for (i = 0; i < SHA256_BYTES; i++)
		digest[i] = s->h[i / 4] >> (24 - 8 * (i % 4));
}

/* The digest in hexadecimal, ended by a zero byte. */
static inline void sha256_text(const unsigned char digest[SHA256_BYTES], char text[SHA256_CHARS + 1])
{
	int i;

	for (i = 0; i < SHA256_BYTES; i++) {
		text[2 * i] = "0123456789abcdef"[digest[i] >> 4];
		text[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
	}
	text[SHA256_CHARS] = 0;
}

static inline void sha256_of(const void *p, size_t n, unsigned char digest[SHA256_BYTES])
{
	struct sha256 s;

	sha256_start(&s);
	sha256_add(&s, p, n);
	sha256_end(&s, digest);
}

#endif
