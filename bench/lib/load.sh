# Rows of the table: the same requests to the service, to bare Kestrel with bodies as large and to the yardstick. To be sourced.
median() { sort -g | awk '{ line[NR] = $1 } END { print line[int((NR + 1) / 2)] }'; }

rows=()

# A request to measure. PATHS is a file, YARDSTICK too where it has the same; a size of its own goes to bare Kestrel.
row() { # NAME SERVICE PATHS [YARDSTICK] [HEADER]
  local status size
  read -r status size < <(python3 bench/lib/client.py probe "${urls[$2]}" "$3" "${5:-}")
  case $status in
    200 | 304) sizes+=("$size") ;;
    400 | 404 | 405) size=- ;;
    *) echo "$1: answered $status" >&2; size=! ;;
  esac
  rows+=("$1"$'\t'"$2"$'\t'"$3"$'\t'"${4:--}"$'\t'"${5:--}"$'\t'"$size")
}

path() { # NAME PATH: a file with this one path
  printf '%s\n' "$2" >"$tmp/paths/$1"
  echo "$tmp/paths/$1"
}

# Loads a server once: requests/s, p50 and p99 in microseconds, and its processor time per request in microseconds.
load() { # URL PID SECONDS PATHS [HEADER]
  local before report
  before=$(ticks "$2")
  report=$(wrk -t1 -c16 -d"$3s" -s bench/lib/paths.lua "$1" -- "$4" "${5:-}")
  awk -v cpu="$(($(ticks "$2") - before))" '/^figures/ { if ($6 > 0 || $5 == 0) exit 1; print $2, $3, $4, cpu * 10000 / $5; found = 1 } END { exit !found }' \
    <<<"$report" || { printf '%s %s\n%s\n' "$1" "$(head -n 1 "$4")" "$report" >&2; return 1; }
}

column() { awk -v n="$2" '{ print $n }' "$1" | median; }

# Measures a row in alternating rounds and adds it to figures.tsv. When only asked whether it works, all are loaded at once.
measure() { # NAME SERVICE PATHS YARDSTICK HEADER SIZE
  local name=$1 paths=$3 yardstick=$4 header=$5 size=$6 out=$tmp/rounds target jobs=()
  [ "$header" != - ] || header=
  case $size in
    -) printf '%s\t-\n' "$name" >>"$figures"; return ;;
    !) return 1 ;;
  esac

  local -A target_url=([service]=${urls[$2]} [bare]=${urls[bare]}) target_pid=([service]=${servers[$2]} [bare]=${servers[bare]})
  local -A target_paths=([service]=$paths [bare]=$(path bare "/$size")) target_header=([service]=$header)
  local targets=(service bare)
  if [ "$yardstick" != - ] && [ -n "${urls[yardstick]:-}" ]; then
    targets+=(yardstick)
    target_url[yardstick]=${urls[yardstick]} target_pid[yardstick]=${servers[yardstick]} target_paths[yardstick]=$yardstick
  fi

  rm -rf "$out"
  mkdir "$out"
  for target in "${targets[@]}"; do
    : >"$out/$target"
    [ -n "$short" ] || load "${target_url[$target]}" "${target_pid[$target]}" "$warm" "${target_paths[$target]}" "${target_header[$target]:-}" >/dev/null ||
      # The yardstick has no limits of its own: what takes it too long is measured without it.
      { [ "$target" = yardstick ] && targets=(service bare) && break; } || return 1
  done
  for _ in $(seq "$rounds"); do
    for target in "${targets[@]}"; do
      load "${target_url[$target]}" "${target_pid[$target]}" "$seconds" "${target_paths[$target]}" "${target_header[$target]:-}" >>"$out/$target" &
      [ -n "$short" ] && jobs+=($!) || wait $! || return 1
    done
    for job in "${jobs[@]}"; do wait "$job" || return 1; done
  done

  printf '%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$size" "$(column "$out/service" 1)" "$(column "$out/service" 2)" "$(column "$out/service" 3)" \
    "$(column "$out/service" 4)" "$(column "$out/bare" 1)" "$([ -s "$out/yardstick" ] && column "$out/yardstick" 1 || echo -)" >>"$figures"
}

# figures.tsv as a table for people.
table() {
  awk -F'\t' '
    BEGIN {
      print "| request | bytes | rps | p50 ms | p99 ms | CPU µs | of bare | × yardstick |"
      print "| --- | --: | --: | --: | --: | --: | --: | --: |"
    }
    $2 == "-" { printf "| %s | not there | | | | | | |\n", $1; next }
    $2 == "!" { printf "| %s | failed | | | | | | |\n", $1; next }
    { printf "| %s | %d | %d | %.2f | %.2f | %d | %.2f | %s |\n", $1, $2, $3, $4 / 1000, $5 / 1000, $6, $3 / $7, $8 == "-" ? "" : sprintf("%.2f", $3 / $8) }
  ' "$1"
}

# How much slower the second run's requests are, at the median.
ratios() { # FOLDER FOLDER
  awk -F'\t' '
    BEGIN {
      print "| request | p50 ms | p50 ms | × |"
      print "| --- | --: | --: | --: |"
    }
    NF < 3 { next }
    NR == FNR { first[$1] = $4; next }
    $1 in first { printf "| %s | %.2f | %.2f | %.2f |\n", $1, first[$1] / 1000, $4 / 1000, $4 / first[$1] }
  ' "$1/figures.tsv" "$2/figures.tsv"
}
