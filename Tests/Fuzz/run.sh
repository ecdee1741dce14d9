#!/bin/sh
# Fuzzes redaction with libFuzzer: Tests/Fuzz/run.sh [SECONDS] [SEED FILE…]
# Crashes stay in .build/fuzz/; make each a case of RedactionTests.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
[ $# -gt 0 ] && shift
out=.build/fuzz
mkdir -p "$out/corpus"
for seed in "$@" Tests/Cases/Recordings/*.txt; do
  [ -f "$seed" ] && head -c 4096 "$seed" >"$out/corpus/$(basename "$(dirname "$seed")")-$(basename "$seed")"
done
printf '%s' "'X-Amz-Security-Token': b'IQoJb3JpZ2luX2VjEXAMPLE', <Token-0>a</Token-0>" >"$out/corpus/dict"
printf '%s' '{\"secretAccessKey\": \"a\"} Authorization: Bearer a https://u:p@h/ \u003cToken\u003e' >"$out/corpus/json"
flags="-swift-version 6 -O -sanitize=fuzzer,address -parse-as-library -package-name credtrace -I Sources/CPCRE2"
mkdir -p "$out/Patterns"
swiftc $flags -module-name Patterns -emit-module -emit-library -static \
  -emit-module-path "$out/Patterns/Patterns.swiftmodule" -o "$out/libPatterns.a" Sources/Patterns/*.swift
swiftc $flags -I "$out/Patterns" -module-name Redaction -o "$out/redact" \
  Sources/Redaction/*.swift Tests/Fuzz/RedactFuzz.swift "$out/libPatterns.a" -lpcre2-8
exec "$out/redact" "$out/corpus" -max_total_time="$seconds" -timeout=1 -rss_limit_mb=512 \
  -max_len=8192 -artifact_prefix="$out/" -print_final_stats=1
