#!/usr/bin/env bash
# The one developer script. Each command is a function named do_COMMAND below; the line of help is
# the comment above it. Works from any folder, as root or with sudo, with or without a terminal.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
export DEBIAN_FRONTEND=noninteractive
jobs=$(nproc 2>/dev/null || echo 2)

# The demo needs these; node and npm are added when there is no `node` or `npm` from elsewhere.
packages_run=(g++ cmake ninja-build ccache lld libboost-dev libsodium-dev liboath-dev libqrencode-dev
  libutf8proc-dev libcurl4-openssl-dev libcjose-dev libjansson-dev libssl-dev libsqlite3-dev libpq-dev zlib1g-dev libosmium2-dev coinor-libcbc-dev liblemon-dev libical-dev
  nlohmann-json3-dev libcli11-dev libtomlplusplus-dev libgtest-dev librapidcheck-dev python3 ca-certificates)
packages_test=(sqlite3 postgresql faketime chromium fonts-liberation curl)
packages_check=(clang-format-14 clang-tidy-14)
packages_fuzz=(clang-14 libclang-rt-14-dev)
packages_bench=(sqlite3 postgresql wrk nginx-light metis scotch coinor-cbc)

say() { printf '%s\n' "$*"; }
fail() { printf './do: %s\n' "$*" >&2; exit 1; }

# Installs what is missing of the packages named, and nothing else: a package that is there is
# left alone, whoever put it there, and none is ever removed.
install_missing() {
  local package missing=() as_root=()
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
      missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local install=(apt-get install -y --no-remove --no-install-recommends "${missing[@]}")
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      fail "these packages are missing and there is no sudo; as root, run: ${install[*]}"
    as_root=(sudo --preserve-env=DEBIAN_FRONTEND)
  fi
  say "Installing ${missing[*]}"
  # The lists of a machine may be absent or old: fetch them and try once more.
  if ! "${as_root[@]}" "${install[@]}" </dev/null >/dev/null 2>&1; then
    "${as_root[@]}" apt-get update -q </dev/null >/dev/null || fail "apt-get update failed: is the network there?"
    "${as_root[@]}" "${install[@]}" </dev/null || fail "could not install: ${missing[*]}"
  fi
}

setup_run() {
  local extra=()
  command -v node >/dev/null || extra+=(nodejs)
  command -v npm >/dev/null || extra+=(npm)
  install_missing "${packages_run[@]}" "${extra[@]}"
}
setup_test() { setup_run; install_missing "${packages_test[@]}"; }

# setup [all]: install the Debian packages for demo and test; with `all`, for everything else too
do_setup() {
  setup_test
  if [ "${1:-}" = all ]; then
    install_missing "${packages_check[@]}" "${packages_fuzz[@]}" "${packages_bench[@]}"
  fi
  say "All packages are there."
}

configure() { cmake --preset "$1" --log-level=WARNING >/dev/null; }

compile() {  # PRESET [TARGET...]
  local preset=$1
  shift
  configure "$preset"
  NINJA_STATUS='[%f of %t] ' ninja -C "build/$preset" -j "$jobs" "$@"
}

# build [preset]: compile everything; presets are dev (the default), release, asan, tsan and fuzz
do_build() {
  setup_run
  if [ "${1:-dev}" = fuzz ]; then install_missing "${packages_fuzz[@]}"; fi
  compile "${1:-dev}"
}

run_tests() {  # PRESET [FILTER]
  ctest --test-dir "build/$1" --output-on-failure -j2 ${2:+-R "$2"}
}

# test [filter]: set up, build and run every test, or those whose name matches the filter
do_test() {
  setup_test
  compile dev
  run_tests dev "${1:-}"
}

# sanitize [asan|tsan]: build and test under the address (default) or the thread sanitizer
do_sanitize() {
  setup_test
  compile "${1:-asan}"
  run_tests "${1:-asan}"
}

sources() { { find src tests bench -name '*.[hc]pp' -type f 2>/dev/null || true; } | sort; }

# check [--tidy]: format, ladder, house rules and documents; --tidy runs clang-tidy too (slow)
do_check() {
  install_missing python3 "${packages_check[@]}"
  local bad=0 step
  say "Format"
  # Many files to a process: starting one takes longer than reading a file.
  sources | xargs -r -P "$jobs" -n 100 clang-format-14 --dry-run -Werror --ferror-limit=1 ||
    { echo "Not as clang-format has it; ./do fmt FILE"; bad=1; }
  for step in check_ladder tidy check_docs check_asvs; do
    [ -e "tools/$step" ] || continue
    say "tools/$step"
    python3 "tools/$step" || bad=1
  done
  if [ "${1:-}" = --tidy ]; then
    say "clang-tidy"
    configure dev
    find src -name '*.cpp' ! -name '*_fuzz.cpp' | sort |
      xargs -r -P "$jobs" -n 1 clang-tidy-14 --quiet -p build/dev || bad=1
  fi
  [ $bad = 0 ] || fail "not clean; see above"
  say "Clean."
}

# fmt [FILE...]: format the C++ files named, or all of them
do_fmt() {
  install_missing "${packages_check[@]}"
  if [ $# -gt 0 ]; then clang-format-14 -i "$@"; else sources | xargs -r clang-format-14 -i; fi
}

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Schemes of the trust: four that are in force, a draft, and reviews of its schools.
make_demo_schemes() {  # GUILDHALL DATABASE
  local trust='group 90001' urn rating count=0
  # Items 7 and 10 are the resolutions of the trust's board in data/demo/governance/boards.csv.
  "$1" scheme begin trust --of "$trust" --adopt --item 7 --database "$2"
  "$1" scheme begin harbour --of "$trust" --unit 'cluster Harbour of Harbour Learning Trust' --adopt \
    --item 10 --database "$2"
  "$1" scheme begin bespoke --of "$trust" --adopt --item 7 --database "$2"
  "$1" scheme begin reduced --of "$trust" --adopt --item 7 --database "$2"
  "$1" scheme begin 1 --database "$2"
  # Those that were there on the day of the review: joined, left, funding and lead stand last.
  for urn in $(awk -F, '$1 == "Harbour Learning Trust" && $(NF - 3) <= "2025-09-01" &&
    ($(NF - 2) == "" || $(NF - 2) > "2025-09-01") { print $5 }' data/demo/clusters.csv); do
    count=$((count + 1))
    rating=full
    [ $((count % 5)) -ne 4 ] || rating=bespoke
    [ $((count % 7)) -ne 6 ] || rating=reduced
    "$1" scheme rate "$urn" "$rating" --of "$trust" --from 2025-09-01 --reason 'Yearly review' \
      --database "$2" >/dev/null
    # Two were forgotten in the next year, and one that was reduced is looked at each term.
    case $count in
    3 | 9) ;;
    6) "$1" scheme rate "$urn" "$rating" --of "$trust" --from 2026-09-01 --review triggered \
      --next 2027-01-15 --reason 'Results fell again' --database "$2" >/dev/null ;;
    *) "$1" scheme rate "$urn" "$rating" --of "$trust" --from 2026-09-01 --reason 'Yearly review' \
      --database "$2" >/dev/null ;;
    esac
  done
}

# Makes build/demo/demo.db through the ordinary commands, unless it is newer than what it is made of.
make_demo_database() {  # GUILDHALL
  local database=build/demo/demo.db made_of files=() file
  made_of=$(cat "$1" data/demo/*.* data/demo/*/* | sha256sum)
  if [ -e "$database" ] && [ "$(cat "$database.made_of" 2>/dev/null)" = "$made_of" ]; then
    say "      there already: $database"
    return
  fi
  mkdir -p build/demo
  rm -f "$database" "$database"-* "$database.made_of"
  for file in data/demo/*.csv; do
    [ "$file" = data/demo/clusters.csv ] || files+=("$file")
  done
  "$1" import gias "${files[@]}" --database "$database"
  "$1" import clusters data/demo/clusters.csv --database "$database"
  "$1" governance import data/demo/governance/boards.csv --database "$database" | tail -n 1
  make_demo_schemes "$1" "$database"
  "$1" governance import data/demo/requests/meetings.csv --database "$database" | tail -n 1
  "$1" request import data/demo/requests/requests.txt --database "$database"
  "$1" alignment import data/demo/alignment/harbour.txt --group 90001 --database "$database" |
    tail -n 1
  # The designer: today's clusters and a plan that is ready to be looked at and enacted.
  "$1" scenario make --database "$database" --authority Eastmarch --on 2026-09-01 \
    --name 'Clusters of Eastmarch from 2027' --min 6 --max 11 --rule 'secondary: 60 each' \
    --rule 'able lead: 30 each' --rule 'federations: kept' --rule 'contiguous: kept' \
    --rule 'weight moves: 5'
  "$1" scenario run 1 --database "$database" --seconds 5 --name 'Plan 1: short journeys, few moves'
  printf '%s\n' "$made_of" >"$database.made_of"
}

# demo: build, make the demonstration county and serve it; PORT=8081 ./do demo takes another port
do_demo() {
  local port=${PORT:-8080} guildhall=build/release/bin/guildhall server
  if port_answers "$port"; then
    fail "port $port is taken by another program; try: PORT=$((port + 1)) ./do demo"
  fi
  say "1 of 4  Packages"
  setup_run
  say "2 of 4  Program (some minutes the first time)"
  compile release guildhall
  say "3 of 4  Demonstration county"
  make_demo_database "$guildhall"
  say "4 of 4  Server"
  "$guildhall" serve --database build/demo/demo.db --port "$port" --demo &
  server=$!
  # The server drains and ends by itself on TERM; both signals reach it so.
  trap 'kill -TERM $server 2>/dev/null || true' INT TERM
  until port_answers "$port"; do
    kill -0 $server 2>/dev/null || { wait $server || fail "the server ended with status $?"; return; }
    sleep 0.1
  done
  cat <<TEXT

Guildhall is running at http://localhost:$port (Ctrl-C stops it). Six things to try:

  1. Find a school, with a slip of the finger: http://localhost:$port/search?q=brakenford
  2. Follow a school through its conversion:   http://localhost:$port/schools/990214
  3. See it on a past day:                     http://localhost:$port/schools/990214?on=2023-03-01
  4. Be a head, a clerk or a council officer:  http://localhost:$port/demo
  5. As the officer, redesign the clusters:    http://localhost:$port/plans/2
  6. See what is wrong with the boards:        http://localhost:$port/boards

TEXT
  # `wait` ends early when a signal is trapped: wait again for the server's own end.
  wait $server || wait $server || true
}

# bench [name...]: measure on the real files; the results are described in bench/README.md
do_bench() {
  setup_run
  install_missing "${packages_bench[@]}"
  compile release guildhall bench_load bench_constant
  bench/run "$@"
}

# fuzz [seconds]: run each fuzz target for so many seconds (default 10)
do_fuzz() {
  local seconds=${1:-10} targets target found
  setup_run
  install_missing "${packages_fuzz[@]}"
  configure fuzz
  targets=$(ninja -C build/fuzz -t targets all | sed -n 's/^\([a-z0-9_]*_fuzz\): phony$/\1/p' |
    grep -v '^cmake_' | sort -u)
  [ -n "$targets" ] || fail "there is no fuzz target"
  # shellcheck disable=SC2086
  compile fuzz $targets
  for target in $targets; do
    found=build/fuzz/$target
    mkdir -p "$found"
    "build/fuzz/bin/$target" -max_total_time="$seconds" -artifact_prefix="$found." "$found" \
      >"$found.log" 2>&1 || { tail -n 40 "$found.log" >&2; fail "$target found something; see $found.*"; }
    say "$target: $(grep '^Done ' "$found.log" || true)"
  done
  say "No findings."
}

# new-page ROOM NAME: write the skeleton of a page, src/ROOM/pages_NAME.cpp, and say what is left
do_new-page() {
  [[ ${1:-} =~ ^[a-z]+$ && ${2:-} =~ ^[a-z][a-z_]*$ ]] || fail "usage: ./do new-page ROOM NAME"
  [ -d "src/$1" ] || fail "there is no room src/$1"
  local file=src/$1/pages_$2.cpp
  [ ! -e "$file" ] || fail "$file exists"
  sed -e "s/ROOM/$1/g" -e "s/NAME/$2/g" tools/new_page.template >"$file"
  say "Written: $file"
  say "Declare add_$2_pages in src/$1/pages.hpp and call it in src/$1/room.cpp; the help page and the"
  say "browser tests then find it by themselves. CONTRIBUTING.md has the recipe."
}

# adr TITLE: start the next architecture decision record in docs/adr
do_adr() {
  [ $# -gt 0 ] || fail "usage: ./do adr 'Title of the decision'"
  local last number slug text
  last=$(find docs/adr -name '[0-9][0-9][0-9][0-9]-*.md' -printf '%f\n' | sort | tail -n 1)
  number=$(printf '%04d' $((10#${last:0:4} + 1)))
  slug=$(printf '%s' "$*" | tr '[:upper:]' '[:lower:]' | tr -cs 'a-z0-9' '-' | sed 's/^-//; s/-$//')
  text=$(<docs/adr/template.md)
  text=${text/NUMBER/$((10#$number))} text=${text/TITLE/"$*"} text=${text/DATE/$(date '+%-d %B %Y')}
  printf '%s\n' "$text" >"docs/adr/$number-$slug.md"
  say "- [$((10#$number)). $*]($number-$slug.md)" >>docs/adr/README.md
  say "docs/adr/$number-$slug.md"
}

do_help() {
  say "Usage: ./do COMMAND [ARGUMENT...]"
  say
  sed -nE 's/^# ([a-z-]+( [][A-Za-z.|-]+)*): (.*)$/  \1\t\3/p' ./do | awk -F '\t' '{ printf "%-24s %s\n", $1, $2 }'
  say
  say "Start with ./do demo to see Guildhall, and ./do test before a change."
}

command=${1:-help}
case $command in -h | --help) command=help ;; esac
declare -F "do_$command" >/dev/null || fail "there is no command '$command'; see ./do --help"
shift || true
"do_$command" "$@"
