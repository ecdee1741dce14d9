#ifndef CREDTRACE_PCRE2_SHIM_H
#define CREDTRACE_PCRE2_SHIM_H

/* The 8-bit library: subjects are the bytes of the input as they stand. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* PCRE2 spells its option bits as `0x…u` macros behind casts that Swift does not import. */
static const uint32_t credtrace_pcre2_caseless = PCRE2_CASELESS;
static const uint32_t credtrace_pcre2_dotall = PCRE2_DOTALL;
static const uint32_t credtrace_pcre2_multiline = PCRE2_MULTILINE;
static const uint32_t credtrace_pcre2_anchored = PCRE2_ANCHORED;
static const uint32_t credtrace_pcre2_jit_complete = PCRE2_JIT_COMPLETE;

#endif
