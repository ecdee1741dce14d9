#ifndef CREDTRACE_CURL_SHIM_H
#define CREDTRACE_CURL_SHIM_H

#include <curl/curl.h>
#include <string.h>

/* curl_easy_setopt and curl_easy_getinfo are variadic, which Swift does not import: one typed
   function for each kind of argument. */
static inline CURLcode credtrace_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode credtrace_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode credtrace_curl_set_list(CURL *handle, CURLoption option,
                                               struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode credtrace_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode credtrace_curl_get_double(CURL *handle, CURLINFO info, double *value) {
  return curl_easy_getinfo(handle, info, value);
}

/* What an answer is gathered into: a buffer that the caller owns, with a cap. */
typedef struct {
  unsigned char *bytes;
  size_t count;
  size_t capacity;
  int overflowed;
} credtrace_curl_sink;

/* A write callback that fills the sink and breaks the transfer off when it is full. */
static size_t credtrace_curl_fill(char *data, size_t size, size_t count, void *user) {
  credtrace_curl_sink *sink = (credtrace_curl_sink *)user;
  size_t length = size * count;
  if (length > sink->capacity - sink->count) {
    sink->overflowed = 1;
    return 0;
  }
  memcpy(sink->bytes + sink->count, data, length);
  sink->count += length;
  return length;
}

static inline CURLcode credtrace_curl_set_body_sink(CURL *handle, credtrace_curl_sink *sink) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, credtrace_curl_fill);
  if (code != CURLE_OK) return code;
  return curl_easy_setopt(handle, CURLOPT_WRITEDATA, sink);
}

static inline CURLcode credtrace_curl_set_header_sink(CURL *handle, credtrace_curl_sink *sink) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, credtrace_curl_fill);
  if (code != CURLE_OK) return code;
  return curl_easy_setopt(handle, CURLOPT_HEADERDATA, sink);
}

#endif
