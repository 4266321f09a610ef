#!/usr/bin/env bash
# Sufler beside the floor: rounds of both in turn, and a table of the middle ones for each case.
# run.sh [load] [low] [delay] [slow] [flood]; without a word all of them.
set -euo pipefail
cd "$(dirname "$0")"
ROUNDS="${ROUNDS:-3}"
SECONDS_EACH="${SECONDS_EACH:-10}"
# The operators and the bot on processors of their own; empty: wherever the system puts them.
OWN_CPUS="${OWN_CPUS-0,1}"
BOT_CPUS="${BOT_CPUS-2,3}"
OUT="${OUT:-target/runs}"

cargo build --release --locked --quiet
[ -n "${SUFLER:-}" ] || (cd ../.. && cargo build --release --locked --quiet)
SUFLER="${SUFLER:-../../target/release/sufler}"
COMPARE=target/release/compare
mkdir -p "$OUT"
DATA="$OUT/data"
trap 'rm -rf "$DATA"' EXIT

on() { # CPUS COMMAND...: on these processors
  local cpus="$1"
  shift
  if [ -n "$cpus" ]; then taskset -c "$cpus" "$@"; else "$@"; fi
}

# CASE BOT LABEL ARGUMENTS...: one run
one() {
  local file="$OUT/$1.jsonl" bot="$2" label="$3" command scenario
  shift 3
  rm -rf "$DATA" && mkdir -p "$DATA"
  case "$bot" in
    floor) scenario=floor.toml command=(target/release/floor) ;;
    *)
      scenario=../operators.toml
      command=("$SUFLER" run --data "$DATA" --access open --backups off --rate 100000 --chat-rate 100000)
      ;;
  esac
  [ -z "$BOT_CPUS" ] || command=(taskset -c "$BOT_CPUS" "${command[@]}")
  on "$OWN_CPUS" "$COMPARE" run --label "$label" --scenario "$scenario" --out "$file" \
    --seconds "$SECONDS_EACH" "$@" -- "${command[@]}" 2>>"$OUT/log"
  sleep 1
}

[ $# -gt 0 ] || set -- load low delay slow flood
for case in "$@"; do
  rm -f "$OUT/$case.jsonl"
  for _ in $(seq "$ROUNDS"); do
    for bot in floor sufler; do
      case "$case" in
        load)
          one load $bot "$bot, 100 operators" --operators 100
          one load $bot "$bot, 1,000 operators" --operators 1000 --warmup 6
          ;;
        low) one low $bot "$bot, 10 loops a second" --operators 100 --rate 10 ;;
        delay) one delay $bot "$bot, 50 ms a call" --operators 100 --delay-ms 50 ;;
        # The others are measured, not the one who disturbs them.
        slow)
          one slow $bot "$bot, undisturbed" --operators 100 --rate 50
          one slow $bot "$bot, one chat takes 5 s" --operators 100 --rate 50 --slow-ms 5000
          ;;
        flood)
          one flood $bot "$bot, undisturbed" --operators 100 --rate 50
          one flood $bot "$bot, one writes 1,000 a second" --operators 100 --rate 50 --flood 1000
          ;;
        *) echo "run.sh [load] [low] [delay] [slow] [flood]" >&2; exit 2 ;;
      esac
    done
    # What a sync costs alone, in the same minutes.
    [ "$case" != low ] || "$COMPARE" disk "$DATA" --seconds "$SECONDS_EACH" --out "$OUT/low.jsonl" 2>>"$OUT/log"
  done
  printf '\n### %s\n\n' "$case"
  "$COMPARE" table "$OUT/$case.jsonl"
done
