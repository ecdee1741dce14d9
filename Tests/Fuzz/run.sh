#!/bin/sh
# Fuzzes one target with libFuzzer: Tests/Fuzz/run.sh TARGET SECONDS [libFuzzer's options]
#
# TARGET is ingest, records, report, raw, ini, redact or diff. Builds into .build/fuzz, seeds from
# Samples and Tests/Cases, and keeps what it learns in .build/fuzz/corpus/TARGET. An input that
# crashes, hangs or breaks a promise is made small and put into Tests/Cases/Hostile, where
# HostileTests reads it: the case fails until its cause is mended.
#
# A run may take 1 s of the processor (main.swift); the 30 s are for what hangs and waits. No single
# allocation may exceed 64 MiB. Runs are made cheap: seeds of a few lines, from which the longer ones
# grow; no stack is kept of each allocation; and inputs are chosen evenly, as entropy costs a third.
set -eu
cd "$(dirname "$0")/../.."
target=${1:?TARGET}
seconds=${2:?SECONDS}
shift 2
build=.build/fuzz
CREDTRACE_FUZZ=1 swift build -c release --scratch-path "$build" --product credtrace-fuzz
program=$build/release/credtrace-fuzz

# Seeds: the logs, some four lines at a time, and files of profiles for the configuration.
seeds=$build/seeds
rm -rf "$seeds"
mkdir -p "$seeds" "$build/corpus/$target" "$build/found" Tests/Cases/Hostile
number=0
find Samples -name '*.log' | sort | while read -r log; do
  number=$((number + 1))
  split -l 4 -a 3 "$log" "$seeds/log$number-"
done
for file in Tests/Cases/Hostile/*; do head -c 4096 "$file" >"$seeds/$(basename "$file")"; done
for file in Tests/Cases/Recordings/*.txt; do
  head -c 1024 "$file" >"$seeds/$(basename "$file")"
done
if [ "$target" = ini ]; then
  rm -f "$seeds"/*
  for machine in Tests/Cases/Machines/*/machine.json; do
    grep -o '": "[^"]*\[[^"]*"' "$machine" | sed -e 's/^": "//' -e 's/"$//' -e 's/\\n/\n/g' \
      >"$seeds/$(basename "$(dirname "$machine")")" || true
  done
fi

# The words that botocore logs and credtrace looks for, out of the sources that name them.
cat Sources/Recordings/Events/MessageKind.swift Sources/Recordings/Events/ExceptionWording.swift \
  Sources/Recordings/Records/*.swift Sources/Redaction/FieldName.swift \
  Sources/Redaction/SecretScanner*.swift Sources/Redaction/Vocabulary.swift \
  Sources/SessionModel/ProviderMethod*.swift Sources/LiveChain/Configuration/*.swift 2>/dev/null |
  grep -o '"[A-Za-z0-9 :_.,(<>=/@'"'"'-]\{3,60\}"' | sort -u >"$build/words.dict"

export CREDTRACE_FUZZ="$target"
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=4:malloc_context_size=0:symbolize=0
status=0
"$program" "$build/corpus/$target" "$seeds" -max_total_time="$seconds" -timeout=30 \
  -rss_limit_mb=1024 -malloc_limit_mb=64 -max_len=4096 -entropic=0 -dict="$build/words.dict" \
  -artifact_prefix="$build/found/$target-" \
  -print_final_stats=1 -print_funcs=0 "$@" || status=$?
for found in "$build/found/$target"-*; do
  [ -f "$found" ] || continue
  small=$build/small
  timeout 60 "$program" -minimize_crash=1 -max_total_time=30 -timeout=30 \
    -exact_artifact_path="$small" "$found" >/dev/null 2>&1 || true
  [ -f "$small" ] || cp "$found" "$small"
  mv "$small" "Tests/Cases/Hostile/$(basename "$found" | cut -c1-32)"
  mv "$found" "$build/kept-$(basename "$found")"
  echo "kept: Tests/Cases/Hostile/$(basename "$found" | cut -c1-32)"
done
exit "$status"
